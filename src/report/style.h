/* report/style.h: measures of the page and looks of its texts, in one place. All lengths in points. */
#ifndef REPORT_STYLE_H
#define REPORT_STYLE_H

#include "report/text.h"

/* Sheets; report_papers names and measures them. */
enum report_paper { REPORT_PAPER_A4, REPORT_PAPER_LETTER, REPORT_N_PAPERS };
struct report_sheet {
    const char *name;
    double width_pt, height_pt;
};
extern const struct report_sheet report_papers[REPORT_N_PAPERS];
/* The sheet of that name, in any case; NULL: A4. FALSE for a name that is none. */
gboolean report_paper_find(enum report_paper *paper, const char *name);

#define REPORT_PAGE_WIDTH_PT 595.276 /* A4 */
#define REPORT_PAGE_HEIGHT_PT 841.89
#define REPORT_MARGIN_PT 70.866 /* 25 mm */
#define REPORT_TEXT_WIDTH_PT (REPORT_PAGE_WIDTH_PT - 2 * REPORT_MARGIN_PT)
#define REPORT_TEXT_HEIGHT_PT (REPORT_PAGE_HEIGHT_PT - 2 * REPORT_MARGIN_PT)
#define REPORT_FOOT_DROP_PT (REPORT_MARGIN_PT - 42.0) /* from the column's foot to the baseline of the running foot */

enum report_look {
    REPORT_LOOK_BODY,
    REPORT_LOOK_TITLE,
    REPORT_LOOK_SUBTITLE,
    REPORT_LOOK_HEADING_1,
    REPORT_LOOK_HEADING_2,
    REPORT_LOOK_HEADING_3,
    REPORT_LOOK_NOTE,
    REPORT_LOOK_QUOTE,
    REPORT_LOOK_CODE,
    REPORT_LOOK_CAPTION,
    REPORT_LOOK_TABLE,
    REPORT_LOOK_FOOTNOTE,
    REPORT_LOOK_CONTENTS_1,
    REPORT_LOOK_CONTENTS_2,
    REPORT_LOOK_FOOT,
    REPORT_N_LOOKS
};
extern const struct report_type report_types[REPORT_N_LOOKS];

#endif
