/*
 * report/structure.h: what the pieces of a document are and which marked contents of its pages belong to them,
 * collected while pages are drawn, for the structure tree of a tagged PDF (PDF 1.7 reference, 10.6 and 10.7).
 */
#ifndef REPORT_STRUCTURE_H
#define REPORT_STRUCTURE_H

#include <glib.h>

#include "plot/ink.h"
#include "report/hpdf_inside.h"

/* Elements are numbered from 0, the document, which is there from the start. */
typedef size_t report_element;
#define REPORT_ELEMENT_ROOT ((report_element)0)

typedef struct report_structure report_structure;
report_structure *report_structure_new(void);
void report_structure_free(report_structure *structure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(report_structure, report_structure_free)

/* The parent's child with this key, or a new last child; without a key always a new one. alt is copied; NULL: none. */
report_element report_structure_open(report_structure *structure, report_element parent, enum ink_role role,
                                     const void *key, const char *alt);

/* PDF's name of an element's type, as in "/P <</MCID 0>> BDC". */
const char *report_structure_type(const report_structure *structure, report_element element);

/* Give the element the next marked content of a page. Returns its number, from 0 on each page. */
int report_structure_add_content(report_structure *structure, report_element element, size_t page);

/* Give the element a link of a page; borrowed until the tree is written. */
void report_structure_add_link(report_structure *structure, report_element element, size_t page, inside_object link);

/* A figure or table takes this room of a page, with all others it is told of; what stands on several pages has none. An
 * element within one counts for it. */
void report_structure_add_bounds(report_structure *structure, report_element element, size_t page,
                                 const struct inside_bounds *bounds);

/* Has nobody given an element anything? Then the document is not tagged. */
gboolean report_structure_is_empty(const report_structure *structure);

/*
 * Does the tree have what PDF/UA (ISO 14289-1) asks of it: headings from the first level on without a gap (7.4), words
 * for each figure (7.3), heads in each table (7.5)?
 */
gboolean report_structure_is_accessible(const report_structure *structure);

/* Write the tree into the document, whose pages these are. Once, after all is added. Cost: O(elements). */
void report_structure_write(const report_structure *structure, inside_document pdf, const inside_page pages[],
                            size_t n_pages);

#endif
