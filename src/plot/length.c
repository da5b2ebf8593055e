#include "plot/length.h"

#include <math.h>
#include <string.h>

#include "plot/ink.h"

#define PT_PER_INCH 72.0
#define MM_PER_INCH 25.4
#define MIN_WIDTH_PT 72.0
#define MIN_HEIGHT_PT 36.0
#define MAX_LENGTH_PT 1440.0

/* Column and text widths of the publishers' classes. Sources: acmart.dtx (sigconf), IEEEtran, svjour3 (svglov3.clo),
 * elsarticle (5p). */
static const struct {
    const char *name;
    double width_mm;
} presets[] = {
    {"acm-column", 84.75},     {"acm-text", 177.94},     {"ieee-column", 88.57},    {"ieee-text", 181.36},
    {"springer-column", 84.0}, {"springer-text", 119.0}, {"elsevier-column", 88.6}, {"elsevier-text", 183.5},
};

static const struct {
    const char *name;
    double pt;
} units[] = {
    {"mm", PT_PER_INCH / MM_PER_INCH}, {"cm", 10.0 * PT_PER_INCH / MM_PER_INCH}, {"in", PT_PER_INCH}, {"pt", 1.0}};

/* Digits, a point and a unit, nothing before, between or after; NAN when it is something else. */
static double parse_length(const char *text)
{
    const char *unit = text + strspn(text, "0123456789.");
    char *end = NULL;
    const double number = g_ascii_strtod(text, &end);
    for (size_t i = 0; i < G_N_ELEMENTS(units) && end == unit; i++)
        if (g_str_equal(unit, units[i].name))
            return number * units[i].pt;
    return (double)NAN;
}

/* The name before "/2" or "/3", owned by the caller, and by how much its length is divided. */
static char *split_share(double *parts, const char *text)
{
    const size_t n = strlen(text);
    const gboolean is_share = g_str_has_suffix(text, "/2") || g_str_has_suffix(text, "/3");
    *parts = is_share ? text[n - 1] - '0' : 1.0;
    return g_strndup(text, is_share ? n - 2 : n);
}

static gboolean width_fail(const char *text, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(presets); i++)
        g_string_append_printf(names, "%s, ", presets[i].name);
    g_autofree char *shown = g_utf8_make_valid(text, -1);
    g_set_error(
        error, PLOT_ERROR, PLOT_ERROR_CHART,
        "\"%.60s\" is no width (expected %sor a length of 1 to 20 in such as 84mm; /2 or /3 behind it for a part)",
        shown, names->str);
    return FALSE;
}

gboolean plot_width_parse(double *width_pt, const char *text, GError **error)
{
    double parts;
    g_autofree char *whole = split_share(&parts, text);
    *width_pt = parse_length(whole);
    for (size_t i = 0; i < G_N_ELEMENTS(presets); i++)
        if (g_str_equal(whole, presets[i].name))
            *width_pt = presets[i].width_mm * PT_PER_INCH / MM_PER_INCH;
    *width_pt /= parts;
    return (*width_pt >= MIN_WIDTH_PT && *width_pt <= MAX_LENGTH_PT) || width_fail(text, error);
}

gboolean plot_height_parse(double *height_pt, const char *text, GError **error)
{
    *height_pt = parse_length(text);
    if (*height_pt >= MIN_HEIGHT_PT && *height_pt <= MAX_LENGTH_PT)
        return TRUE;
    g_autofree char *shown = g_utf8_make_valid(text, -1);
    g_set_error(error, PLOT_ERROR, PLOT_ERROR_CHART,
                "\"%.60s\" is no height (expected a length of 0.5 to 20 in such as 60mm)", shown);
    return FALSE;
}
