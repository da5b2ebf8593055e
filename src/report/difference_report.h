/* report/difference_report.h: what changed between two corpora, on two pages with pictures. */
#ifndef REPORT_DIFFERENCE_REPORT_H
#define REPORT_DIFFERENCE_REPORT_H

#include <glib.h>

#include "report/report.h"
#include "study/difference.h"

/*
 * Conclusions and families, the shares of the patterns before and after, who went from which pattern to which, and the
 * numbers that moved most. What two pages cannot hold is counted. names: of the old and the new corpus, as the reader
 * knows them. Of the request only path and date are used. Errors: as report_write.
 */
gboolean report_difference_write(const struct report_request *request, const char *const names[2], ink_fonts *fonts,
                                 const study_difference *difference, GError **error);

#endif
