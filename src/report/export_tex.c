/* LaTeX macros for the numbers of a paper: flat, expandable, named by letters only. */
#include "report/export_internal.h"

#include <math.h>
#include <string.h>

#include "report/claim.h"
#include "report/sentence.h"
#include "report/tex_names.h"
#include "report/tex_text.h"
#include "study/number.h"

#define COMMENT_MAX 400 /* bytes of an id in a comment: TeX reads lines into a buffer of limited length */

static const char head[] =
    "% Numbers of the study as LaTeX macros, written by syncreport: \\input this file in the preamble. For a number:\n"
    "%   \\SR...               rounded for print: the recommended value, which is the published one where both agree\n"
    "%   \\SR...Raw            the same with all digits, as in numbers.csv\n"
    "%   \\SR...Published      rounded for print: the value by the published rule\n"
    "%   \\SR...PublishedRaw   the same with all digits\n"
    "% and for a test its statistic, df, p, effect with interval, and n:\n"
    "%   \\SR...Test           the recommended test       \\SR...TestPublished  the study's\n"
    "% ... is the id in letters: parts begin with a capital, digits are spelled, symbols dropped; names that would\n"
    "% fall together end in eight letters of their own. The same by id, with an error that names an unknown one:\n"
    "%   \\SR{kw.lag.H} \\SR{kw.lag.H@raw} \\SR{kw.lag.H@published} \\SR{kw.lag.H@published-raw}\n"
    "%   \\SR{kw.lag@test} \\SR{kw.lag@test-published}\n"
    "% All are expandable, and safe in text, maths (tests: in text), captions and titles. What does not exist has no "
    "macro.\n";

/* By e-TeX alone. The sign @ is fixed here, since a package may read the file. \SRmath is maths, and plain words in a
 * bookmark of hyperref. */
static const char commands[] =
    "\\begingroup\\catcode64=12\n"
    "\\gdef\\SR#1{\\SRfind#1@@\\SRend}%\n"
    "\\gdef\\SRfind#1@#2@#3\\SRend{\\ifcsname SR:#1\\endcsname\\ifcsname SR:@#2\\endcsname"
    "\\SRtry{\\csname SR:#1\\endcsname\\csname SR:@#2\\endcsname}{#1}{#2}"
    "\\else\\SRunknown{#1@#2}\\fi\\else\\SRunknown{#1}\\fi}%\n"
    "\\gdef\\SRtry#1#2#3{\\ifcsname SR#1\\endcsname\\csname SR#1\\endcsname\\else\\SRunknown{#2@#3}\\fi}%\n"
    "\\expandafter\\gdef\\csname SR:@\\endcsname{}%\n"
    "\\expandafter\\gdef\\csname SR:@raw\\endcsname{Raw}%\n"
    "\\expandafter\\gdef\\csname SR:@published\\endcsname{Published}%\n"
    "\\expandafter\\gdef\\csname SR:@published-raw\\endcsname{PublishedRaw}%\n"
    "\\expandafter\\gdef\\csname SR:@test\\endcsname{Test}%\n"
    "\\expandafter\\gdef\\csname SR:@test-published\\endcsname{TestPublished}%\n"
    "\\endgroup\n"
    "\\protected\\def\\SRunknown#1{\\errmessage{syncreport: no number or test of this corpus has the id #1}"
    "\\textbf{??}}%\n"
    "\\def\\SRid#1#2{\\expandafter\\def\\csname SR:#1\\endcsname{#2}}%\n"
    "\\def\\SRmath#1#2{\\ifcsname texorpdfstring\\endcsname\\texorpdfstring{\\ensuremath{#1}}{#2}"
    "\\else\\ensuremath{#1}\\fi}%\n";

/* ------------------------------------------------------------------ rounded values */

/* Is the last part of the id "p" (kw.lag.p), or the middle one of three (ct.p.sharing)? */
static gboolean is_p_value(const char *id)
{
    g_auto(GStrv) parts = g_strsplit(id, ".", -1);
    const guint n = g_strv_length(parts);
    return (n >= 2 && g_str_equal(parts[n - 1], "p")) || (n == 3 && g_str_equal(parts[1], "p"));
}

gboolean export_is_percent(const char *id)
{
    g_auto(GStrv) parts = g_strsplit(id, ".", -1);
    for (size_t i = 0; parts[i]; i++)
        if (g_str_equal(parts[i], "pct") || g_str_has_suffix(parts[i], "_pct"))
            return TRUE;
    return FALSE;
}

static void append_fixed(GString *out, double value, int n_decimals)
{
    char format[8], digits[64];
    g_snprintf(format, sizeof format, "%%.%df", n_decimals);
    g_ascii_formatd(digits, sizeof digits, format, fabs(value));
    if (value < 0.0 && g_ascii_strtod(digits, NULL) != 0.0)
        g_string_append(out, "\\SRmath{-}{-}");
    g_string_append(out, digits);
}

/* Four digits and a power of ten. */
static void append_power(GString *out, double value)
{
    char digits[64];
    g_ascii_formatd(digits, sizeof digits, "%.3e", value);
    char *e = strchr(digits, 'e');
    *e = '\0';
    const int power = (int)g_ascii_strtoll(e + 1, NULL, 10);
    g_string_append_printf(out, "\\SRmath{%s\\times 10^{%d}}{%se%d}", digits, power, digits, power);
}

static void append_p(GString *out, double p)
{
    g_autofree char *text = study_number_p(p, REPORT_SIGNIFICANCE);
    const gboolean is_bound = *text == '<';
    g_string_append_printf(out, "%s%s", is_bound ? "\\SRmath{<}{<}" : "", text + is_bound);
}

/* Integers as they are, percentages with one decimal, p-values as in prose, anything else with four digits that count.
 */
static void append_rounded(GString *out, const char *id, double value)
{
    const double size = fabs(value);
    const gboolean is_whole = value == floor(value) && size < 1e15;
    if (is_p_value(id))
        append_p(out, value);
    else if (export_is_percent(id))
        append_fixed(out, value, 1);
    else if (is_whole)
        append_fixed(out, value, 0);
    else if (size < 1e-4 || size >= 1e15)
        append_power(out, value);
    else
        append_fixed(out, value, MAX(0, 3 - (int)floor(log10(size))));
}

/* ------------------------------------------------------------------ the file */

/* Text from outside, in a comment that cannot end early or grow without limit. */
static void append_comment(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    const size_t start = out->len;
    g_string_append(out, "% ");
    for (char *p = valid; *p && out->len - start < COMMENT_MAX; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        if (c == '%')
            g_string_append(out, "\\%");
        else if (c == ' ' || (g_unichar_isgraph(c) && !g_unichar_isspace(c)))
            g_string_append_unichar(out, c);
        else
            g_string_append_printf(out, "\\u{%X}", c);
    }
    g_string_append_c(out, '\n');
}

static void append_macros(GString *out, const char *stem, const char *ending, const char *id, double value)
{
    if (!isfinite(value))
        return;
    g_string_append_printf(out, "\\newcommand{\\SR%s%s}{", stem, ending);
    append_rounded(out, id, value);
    g_string_append_printf(out, "}%%\n\\newcommand{\\SR%s%sRaw}{", stem, ending);
    export_append_double(out, value);
    g_string_append(out, "}%\n");
}

void export_rules_tex(GString *out, const struct study_provenance *provenance)
{
    const char *rules = provenance->rules ? provenance->rules : "";
    g_autofree char *words = g_strconcat("Rules other than the study's: ", rules, NULL);
    append_comment(out, *rules ? words : "Rules: the study's.");
}

/* May TeX read the id as it is, wherever \SR{id} stands? Other ids have their letters only. */
static gboolean is_plain(const char *id)
{
    for (const char *p = id; *p; p++)
        if (!g_ascii_isalnum(*p) && !strchr("._-+ ", *p))
            return FALSE;
    return *id != '\0' && strlen(id) < COMMENT_MAX;
}

static void append_id(GString *out, const char *stem, const char *id)
{
    append_comment(out, id);
    if (is_plain(id))
        g_string_append_printf(out, "\\SRid{%s}{%s}%%\n", id, stem);
}

static void append_number(GString *out, const char *stem, const struct study_number *number)
{
    const double other = export_number_other(number);
    append_macros(out, stem, "", number->id, isfinite(other) ? other : number->value);
    append_macros(out, stem, "Published", number->id, number->value);
}

static void append_phrase(GString *out, const char *stem, const char *ending, const struct study_test *test)
{
    if (test->failure)
        return;
    g_autofree char *sentence = report_test_sentence(test);
    g_string_append_printf(out, "\\newcommand{\\SR%s%s}{", stem, ending);
    report_tex_append_result(out, sentence);
    g_string_append(out, "}%\n");
}

static int compare_ids(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Ids of numbers and tests, each once, in byte order; borrowed. Owner of the array: the caller. */
static GPtrArray *list_ids(GHashTable *numbers, GHashTable *tests)
{
    GHashTable *const tables[] = {numbers, tests};
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    GPtrArray *ids = g_ptr_array_new();
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        GHashTableIter iter;
        gpointer id;
        for (g_hash_table_iter_init(&iter, tables[i]); g_hash_table_iter_next(&iter, &id, NULL);)
            if (g_hash_table_add(seen, id))
                g_ptr_array_add(ids, id);
    }
    g_ptr_array_sort(ids, compare_ids);
    return ids;
}

void export_numbers_tex(GString *out, const struct study_number numbers[], size_t n,
                        const struct export_phrase phrases[], size_t n_phrases)
{
    g_autoptr(GHashTable) number_of = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) phrase_of = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < n; i++)
        g_hash_table_insert(number_of, (gpointer)(guintptr)numbers[i].id, (gpointer)(guintptr)&numbers[i]);
    for (size_t i = 0; i < n_phrases; i++)
        g_hash_table_insert(phrase_of, (gpointer)(guintptr)phrases[i].published->id, (gpointer)(guintptr)&phrases[i]);
    g_autoptr(GPtrArray) ids = list_ids(number_of, phrase_of);
    g_auto(GStrv) stems = export_tex_stems((const char *const *)ids->pdata, ids->len);
    g_string_append(out, head);
    g_string_append(out, commands);
    for (guint i = 0; i < ids->len; i++) {
        const struct study_number *number = g_hash_table_lookup(number_of, ids->pdata[i]);
        const struct export_phrase *phrase = g_hash_table_lookup(phrase_of, ids->pdata[i]);
        append_id(out, stems[i], ids->pdata[i]);
        if (number)
            append_number(out, stems[i], number);
        if (phrase) {
            append_phrase(out, stems[i], "Test", phrase->recommended);
            append_phrase(out, stems[i], "TestPublished", phrase->published);
        }
    }
}
