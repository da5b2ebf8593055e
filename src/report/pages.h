/* report/pages.h: boxes put on pages. Heights in, places out: nothing is drawn. */
#ifndef REPORT_PAGES_H
#define REPORT_PAGES_H

#include <glib.h>

#include "report/layout.h"

struct report_placed {
    const struct report_box *box; /* borrowed from the layout */
    size_t page;                  /* from 0 */
    double y_pt;                  /* of the box's top, from the column's top */
    gboolean is_repeat;           /* head of a table that began on an earlier page */
};

/* Places in the order of pages, on each from the top, its footnotes last. */
typedef struct report_pages {
    GArray *placed; /* struct report_placed */
    size_t n_pages;
    double height_pt; /* of the column on each */
} report_pages;

/*
 * Fill pages of a height from the top. Boxes that keep together share a page when one can hold them. A figure, or a low
 * table with a number, stands where it is mentioned if it fits there, else at the top of the next page that has room,
 * while the text goes on; figures pass tables, but no other figure, and the other way round. None passes the next
 * section, but one for which a page would stay blank for long. Footnotes stand at the foot of the page that mentions
 * them. Spaces shrink, all alike, where that saves a last page of a few lines.
 * Cost: O(boxes).
 */
report_pages *report_pages_new(const report_layout *layout, double height_pt);
void report_pages_free(report_pages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(report_pages, report_pages_free)

#endif
