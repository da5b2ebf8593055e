/* report/column.h: widths of a table's columns. Numbers only. */
#ifndef REPORT_COLUMN_H
#define REPORT_COLUMN_H

#include <glib.h>

/*
 * Share a width among columns: each gets clamp(level, min, max) with the level at which they fill the width, so that
 * short columns keep what they need; the long ones share the rest by the square roots of their maxs, within their mins.
 *
 * widths     [n_columns]  filled in; their sum is at most width_pt (but for rounding).
 * mins       [n_columns]  widest piece that should not be cut; borrowed.
 * maxs       [n_columns]  width without any line end, at least the min; borrowed.
 * Where all maxs fit they are taken; where not even the mins fit, the width is shared among the mins alike: the widest
 * give way. Cost: O(n_columns x 60).
 */
void report_column_widths(double widths[], const double mins[], const double maxs[], size_t n_columns, double width_pt);

#endif
