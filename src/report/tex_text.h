/* report/tex_text.h: words of any origin as text of a LaTeX document. */
#ifndef REPORT_TEX_TEXT_H
#define REPORT_TEX_TEXT_H

#include <glib.h>

/*
 * Append `utf8` so that LaTeX prints it as it reads, on one line and without a command of its own: special characters
 * are written out, line ends and other control characters become blanks, Greek letters, signs of mathematics,
 * superscripts and quotes become what plain pdflatex knows, letters of Latin scripts stay. What it cannot be relied on
 * to have a letter for is printed as its number, [U+8A9E]. utf8: valid.
 */
void report_tex_append(GString *out, const char *utf8);

/*
 * The same for the words of a test's result, "χ²(7) = 262.3, p < 0.001": symbols and single letters that stand for
 * numbers (p, H, V) are set as maths, by \SRmath of numbers.tex, which hyperref's bookmarks understand.
 */
void report_tex_append_result(GString *out, const char *utf8);

#endif
