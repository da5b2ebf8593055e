/* plot/label.h: words and numbers of charts, made to fit the room they have. Words may come from data: any length, any
 * characters. */
#ifndef PLOT_LABEL_H
#define PLOT_LABEL_H

#include <glib.h>

#include "plot/ink.h"

/* Control characters and line ends become blanks, runs of blanks one; cut at 600 characters. Owner: the caller. */
char *plot_text_clean(const char *text);

double plot_text_width(ink_fonts *fonts, double size_pt, const char *text);
/* The same, at most most_pt: a longer text is not measured to its end. */
double plot_text_width_to(ink_fonts *fonts, double size_pt, const char *text, double most_pt);

enum plot_cut { PLOT_CUT_END, PLOT_CUT_MIDDLE };
/* The text, or what fits of it with "…" for the rest. PLOT_CUT_MIDDLE keeps its end too. Owner: the caller. */
char *plot_text_fit(ink_fonts *fonts, double size_pt, const char *text, double max_width_pt, enum plot_cut cut);

/*
 * A number for a reader, decimal point always. format NULL: whole numbers as such with commas from 1,000 on, others
 * with four significant digits. Else a printf format of one double (e, f or g) with text around it, as recipes have.
 * Owner: the caller.
 */
char *plot_number_text(double value, const char *format);

/* A name in one or two lines. */
struct plot_label {
    char *lines[2];
    size_t n_lines;
    double width_pt; /* of the wider line */
    double size_pt;
    gboolean is_cut;
};
/* Break where it keeps the wider line shortest; what does not fit into two lines is cut. Release with plot_label_clear.
 */
void plot_label_init(struct plot_label *label, ink_fonts *fonts, double size_pt, const char *text, double max_width_pt);
void plot_label_clear(struct plot_label *label);
double plot_label_height(const struct plot_label *label);
/* Least distance of the middles of labels one below the other at which no letters touch. */
double plot_labels_pitch(const struct plot_label labels[], size_t n);
/* Draw with the lines' block centred on y_pt. */
void plot_label_draw(ink *target, const struct plot_label *label, double x_pt, double y_pt, enum ink_anchor anchor);

/* One line of text, centred on y_pt by its capitals. And upright, read from below, centred on x_pt by its capitals. */
void plot_text_draw(ink *target, double size_pt, double x_pt, double y_pt, enum ink_anchor anchor, const char *text);
void plot_text_draw_upright(ink *target, double size_pt, double x_pt, double y_pt, enum ink_anchor anchor,
                            const char *text);

/* Room for the names beside a chart: a share of its width, but never less than a long word needs. */
double plot_names_room(double width_pt, double share);
/* Whole, words no longer than this; a text that is longer may be cut where there is no room for it. */
#define PLOT_WHOLE_PT 110.0
/* Would the text be cut, set in n_lines (1 or 2) of room_pt, though it is no longer than n_lines of PLOT_WHOLE_PT? */
gboolean plot_is_cut_short(ink_fonts *fonts, double size_pt, const char *text, size_t n_lines, double room_pt);

/* Room that a line of text needs from one baseline to the next. */
#define PLOT_LEADING 1.16

#endif
