/* study/number.h: numbers as text, the same in figures, tables and prose. The locale never matters. */
#ifndef STUDY_NUMBER_H
#define STUDY_NUMBER_H

#include <glib.h>

/* Is `format` plain text around exactly one conversion f, e, g or d of printf, without star and length, shorter than 32
 * bytes? */
gboolean study_format_is_sound(const char *format);

/* All texts are owned by the caller. */

/* By a sound format; d prints the nearest integer, %% a percent sign. */
char *study_number_by_format(double value, const char *format);
/* Digits as C prints them, with a comma before each group of three digits of the integer part: 3863.2 -> "3,863.2". */
char *study_number_grouped(double value, int n_decimals);
/* Without a format: 3863 -> "3,863"; what is no integer with up to 4 significant digits, and no exponent between 1e-4
 * and 1e15. */
char *study_number_text(double value);
/* A p beside the level that judges it: "0.041", "<0.001". Three decimals, and more where fewer would seem to stand on
 * the other side of the level as study_number_text writes it; "<0.05" where too many would be needed. NAN: "nan". */
char *study_number_p(double p, double level);

#endif
