/* report/provenance.h: what the document says about its data: title lines and the {{provenance}} section. */
#ifndef REPORT_PROVENANCE_H
#define REPORT_PROVENANCE_H

#include <glib.h>

#include "report/block.h"
#include "study/results.h"

/* "Data collected on 2024-08-21", with "(assumed: the day of the newest commit)" where nobody told. Owner: the caller.
 */
char *report_collected_words(const struct study_provenance *provenance);
/* "Other than in the study: period_days=7 (study: 14)."; NULL where nothing is. Owner: the caller. */
char *report_rules_words(const struct study_provenance *provenance);

/*
 * "325 families, 904 variants, 140,000 upstream and 17,000 downstream commits, 3,863 transitions", from the listings;
 * what a listing does not give is left out; NULL when nothing is left. Owner: the caller.
 */
char *report_counts_words(const study_results *results);

/* Append day of collection, rules, sources with checksums, faults and versions to `parent`. versions: one a line; NULL:
 * none. */
void report_provenance_add(report_document *document, struct report_block *parent,
                           const struct study_provenance *provenance, const char *versions);

#endif
