#include "study/number.h"

#include <math.h>
#include <string.h>

#define P_DECIMALS 3
#define MAX_P_DECIMALS 8
#define MAX_FORMATTED 512 /* 1e308 by %.99f is longer than any page wants; g_ascii_formatd cuts there */

gboolean study_format_is_sound(const char *format)
{
    size_t n_conversions = 0;
    for (const char *p = format; *p; p++) {
        if (*p != '%')
            continue;
        p++;
        if (*p == '%')
            continue;
        p += strspn(p, "+ 0#-");
        const size_t n_width = strspn(p, "0123456789");
        const size_t n_precision = p[n_width] == '.' ? strspn(p + n_width + 1, "0123456789") : 0;
        p += n_width + (p[n_width] == '.') + n_precision;
        if (n_width > 2 || n_precision > 2 || *p == '\0' || !strchr("fegd", *p))
            return FALSE;
        n_conversions++;
    }
    return n_conversions == 1 && strlen(format) < 32;
}

/* The conversion alone, a d turned into an f without decimals, and the text on both sides of it. */
static char *split_format(const char *format, GString *before, GString *after)
{
    GString *side = before;
    char *conversion = NULL;
    for (const char *p = format; *p; p++) {
        if (*p != '%' || p[1] == '%') {
            g_string_append_c(side, *p);
            p += *p == '%';
            continue;
        }
        const char *end = p + strcspn(p, "fegd");
        conversion =
            *end == 'd' ? g_strdup_printf("%.*s.0f", (int)strcspn(p, ".d"), p) : g_strndup(p, (gsize)(end - p) + 1);
        p = end;
        side = after;
    }
    return conversion;
}

char *study_number_by_format(double value, const char *format)
{
    g_assert(study_format_is_sound(format));
    g_autoptr(GString) before = g_string_new(NULL);
    g_autoptr(GString) after = g_string_new(NULL);
    g_autofree char *conversion = split_format(format, before, after);
    char digits[MAX_FORMATTED];
    g_ascii_formatd(digits, sizeof digits, conversion, value);
    return g_strconcat(before->str, digits, after->str, NULL);
}

char *study_number_grouped(double value, int n_decimals)
{
    char format[16], digits[MAX_FORMATTED];
    g_snprintf(format, sizeof format, "%%.%df", n_decimals);
    g_ascii_formatd(digits, sizeof digits, format, value);
    const size_t sign = digits[0] == '-';
    const size_t n_integer = strspn(digits + sign, "0123456789");
    g_autoptr(GString) out = g_string_new_len(digits, (gssize)sign);
    for (size_t i = 0; i < n_integer; i++) {
        if (i > 0 && (n_integer - i) % 3 == 0)
            g_string_append_c(out, ',');
        g_string_append_c(out, digits[sign + i]);
    }
    g_string_append(out, digits + sign + n_integer);
    return g_string_free(g_steal_pointer(&out), FALSE);
}

char *study_number_text(double value)
{
    const double size = fabs(value);
    if (value == floor(value) && size < 1e15)
        return study_number_grouped(value + 0.0, 0);
    if (size >= 1e15 || size < 1e-4)
        return study_number_by_format(value, "%.3e");
    char *text = study_number_grouped(value, CLAMP(3 - (int)floor(log10(size)), 0, 8));
    if (strchr(text, '.')) /* 0.2500 -> 0.25 */
        for (char *end = text + strlen(text) - 1; *end == '0' || *end == '.'; end--) {
            const gboolean is_point = *end == '.';
            *end = '\0';
            if (is_point)
                break;
        }
    return text;
}

/* NULL: with so many decimals the p would seem to be on the other side of the level. Owner: the caller. */
static char *p_by_decimals(double p, double level, double shown_level, int n_decimals)
{
    const double least = pow(10.0, -n_decimals);
    const gboolean is_bound = p < least;
    g_autofree char *digits = study_number_grouped(is_bound ? least : p, n_decimals);
    if (is_bound)
        return p < level && least <= shown_level ? g_strconcat("<", digits, NULL) : NULL;
    return (g_ascii_strtod(digits, NULL) < shown_level) == (p < level) ? g_steal_pointer(&digits) : NULL;
}

char *study_number_p(double p, double level)
{
    g_autofree char *level_text = study_number_text(level);
    const double shown_level = g_ascii_strtod(level_text, NULL);
    for (int n_decimals = P_DECIMALS; n_decimals <= MAX_P_DECIMALS; n_decimals++) {
        char *text = p_by_decimals(p, level, shown_level, n_decimals);
        if (text)
            return text;
    }
    return g_strconcat(p < level ? "<" : "", level_text, NULL);
}
