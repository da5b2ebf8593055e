/* LaTeX macros for the numbers of a paper: flat, expandable, named by letters only. */
#include "report/export_internal.h"

#include <math.h>
#include <string.h>

#define STEM_MAX 160    /* letters of an id; longer ones are cut, and told apart like all that fall together */
#define COMMENT_MAX 400 /* bytes of an id in a comment: TeX reads lines into a buffer of limited length */

static const char head[] =
    "% Numbers of the study as LaTeX macros, written by syncreport: \\input this file in the preamble. For a number:\n"
    "%   \\SR...              rounded for print: the recommended value, which is the published one where both agree\n"
    "%   \\SR...Raw           the same with all digits, as in numbers.csv\n"
    "%   \\SR...Published     rounded for print: the value by the published rule\n"
    "%   \\SR...PublishedRaw  the same with all digits\n"
    "% All are safe in text, maths, captions and titles. What does not exist has no macro. Names that would fall\n"
    "% together end in eight letters of their own.\n";

/* What can follow a stem; a name is free when none of these is taken by another id. */
static const char *const endings[] = {"", "Raw", "Published", "PublishedRaw"};

/* ------------------------------------------------------------------ names */

char *export_tex_stem(const char *id)
{
    static const char *const digits[] = {"Zero", "One", "Two",   "Three", "Four",
                                         "Five", "Six", "Seven", "Eight", "Nine"};
    g_autoptr(GString) stem = g_string_new(NULL);
    gboolean starts_word = TRUE;
    for (const char *p = id; *p && stem->len < STEM_MAX; p++) {
        if (g_ascii_isalpha(*p))
            g_string_append_c(stem, starts_word ? g_ascii_toupper(*p) : *p);
        else if (g_ascii_isdigit(*p))
            g_string_append(stem, digits[*p - '0']);
        starts_word = !g_ascii_isalpha(*p);
    }
    return g_string_free(g_steal_pointer(&stem), FALSE);
}

/* How many ids ask for each name: name -> count. */
static GHashTable *count_claims(char *const stems[], size_t n)
{
    GHashTable *claims = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < n; i++)
        for (size_t e = 0; e < G_N_ELEMENTS(endings); e++) {
            char *name = g_strconcat(stems[i], endings[e], NULL);
            const guint count = GPOINTER_TO_UINT(g_hash_table_lookup(claims, name));
            g_hash_table_insert(claims, name, GUINT_TO_POINTER(count + 1));
        }
    return claims;
}

static gboolean is_free(GHashTable *claims, const char *stem)
{
    for (size_t e = 0; e < G_N_ELEMENTS(endings); e++) {
        g_autofree char *name = g_strconcat(stem, endings[e], NULL);
        if (GPOINTER_TO_UINT(g_hash_table_lookup(claims, name)) > 1)
            return FALSE;
    }
    return TRUE;
}

/* The stem, and eight letters A to P that stand for 32 bits of the id's SHA-256. Owner: the caller. */
static char *make_distinct(const char *stem, const char *id)
{
    g_autofree char *hex = g_compute_checksum_for_string(G_CHECKSUM_SHA256, id, -1);
    char letters[9] = "";
    for (size_t i = 0; i < sizeof letters - 1; i++)
        letters[i] = (char)('A' + g_ascii_xdigit_value(hex[i]));
    return g_strconcat(stem, letters, NULL);
}

/* ------------------------------------------------------------------ rounded values */

/* Is the last part of the id "p" (kw.lag.p), or the middle one of three (ct.p.sharing)? */
static gboolean is_p_value(const char *id)
{
    g_auto(GStrv) parts = g_strsplit(id, ".", -1);
    const guint n = g_strv_length(parts);
    return (n >= 2 && g_str_equal(parts[n - 1], "p")) || (n == 3 && g_str_equal(parts[1], "p"));
}

static gboolean is_percent(const char *id)
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
        g_string_append(out, "\\ensuremath{-}");
    g_string_append(out, digits);
}

/* Four digits and a power of ten. */
static void append_power(GString *out, double value)
{
    char digits[64];
    g_ascii_formatd(digits, sizeof digits, "%.3e", value);
    char *e = strchr(digits, 'e');
    *e = '\0';
    g_string_append_printf(out, "\\ensuremath{%s\\times 10^{%d}}", digits, (int)g_ascii_strtoll(e + 1, NULL, 10));
}

/* Integers as they are, percentages with one decimal, p-values with three, anything else with four digits that count.
 */
static void append_rounded(GString *out, const char *id, double value)
{
    const double size = fabs(value);
    const gboolean is_whole = value == floor(value) && size < 1e15;
    if (is_p_value(id) && value < 0.001)
        g_string_append(out, "\\ensuremath{<}0.001");
    else if (is_p_value(id))
        append_fixed(out, value, 3);
    else if (is_percent(id))
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

void export_numbers_tex(GString *out, const struct study_number numbers[], size_t n)
{
    g_auto(GStrv) stems = g_new0(char *, n + 1);
    for (size_t i = 0; i < n; i++)
        stems[i] = export_tex_stem(numbers[i].id);
    g_autoptr(GHashTable) claims = count_claims(stems, n);
    g_string_append(out, head);
    for (size_t i = 0; i < n; i++) {
        const double value = numbers[i].value, other = export_number_other(&numbers[i]);
        g_autofree char *stem = is_free(claims, stems[i]) ? g_strdup(stems[i]) : make_distinct(stems[i], numbers[i].id);
        append_comment(out, numbers[i].id);
        append_macros(out, stem, "", numbers[i].id, isfinite(other) ? other : value);
        append_macros(out, stem, "Published", numbers[i].id, value);
    }
}
