#include "report/style.h"

#define SERIF                                                                                                          \
    {                                                                                                                  \
        INK_SERIF, INK_SERIF_BOLD, INK_SERIF_ITALIC, INK_SERIF_BOLD_ITALIC                                             \
    }
#define SANS                                                                                                           \
    {                                                                                                                  \
        INK_SANS, INK_SANS_BOLD, INK_SANS_ITALIC, INK_SANS_BOLD_ITALIC                                                 \
    }
#define SANS_BOLD                                                                                                      \
    {                                                                                                                  \
        INK_SANS_BOLD, INK_SANS_BOLD, INK_SANS_BOLD_ITALIC, INK_SANS_BOLD_ITALIC                                       \
    }
#define MONO                                                                                                           \
    {                                                                                                                  \
        INK_MONO, INK_MONO, INK_MONO, INK_MONO                                                                         \
    }

const struct report_sheet report_papers[REPORT_N_PAPERS] = {
    [REPORT_PAPER_A4] = {"a4", REPORT_PAGE_WIDTH_PT, REPORT_PAGE_HEIGHT_PT},
    [REPORT_PAPER_LETTER] = {"letter", 612.0, 792.0},
};

const struct report_type report_types[REPORT_N_LOOKS] = {
    [REPORT_LOOK_BODY] = {SERIF, 10.5, 13.5},
    [REPORT_LOOK_TITLE] = {SANS_BOLD, 20.0, 25.0},
    [REPORT_LOOK_SUBTITLE] = {SANS, 9.5, 13.0},
    [REPORT_LOOK_HEADING_1] = {SANS_BOLD, 14.0, 18.0},
    [REPORT_LOOK_HEADING_2] = {SANS_BOLD, 11.5, 15.0},
    [REPORT_LOOK_HEADING_3] = {SANS_BOLD, 10.0, 13.5},
    [REPORT_LOOK_NOTE] = {SANS, 9.5, 13.0},
    [REPORT_LOOK_QUOTE] = {SERIF, 10.0, 13.0},
    [REPORT_LOOK_CODE] = {MONO, 9.5, 11.5},
    [REPORT_LOOK_CAPTION] = {SANS, 8.5, 11.0},
    [REPORT_LOOK_TABLE] = {SANS, 8.5, 11.0},
    [REPORT_LOOK_FOOTNOTE] = {SERIF, 8.5, 10.5},
    [REPORT_LOOK_CONTENTS_1] = {SANS_BOLD, 9.5, 13.5},
    [REPORT_LOOK_CONTENTS_2] = {SANS, 9.5, 13.5},
    [REPORT_LOOK_FOOT] = {SANS, 8.0, 10.0},
};

gboolean report_paper_find(enum report_paper *paper, const char *name)
{
    for (*paper = 0; name && *paper < REPORT_N_PAPERS; (*paper)++)
        if (g_ascii_strcasecmp(report_papers[*paper].name, name) == 0)
            return TRUE;
    return name == NULL;
}
