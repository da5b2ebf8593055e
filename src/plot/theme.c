#include "plot/theme.h"

#include <math.h>
#include <string.h>

/* Synchronization type by lightness, intensity by hatch: eight patterns that survive grey print and colour-blind eyes.
 */
#define COMPLETE 0.25
#define PARTIAL 0.60
#define DISJOINT 0.90

const struct plot_theme_row plot_theme_rows[] = {
    {"pattern", "frequent", {COMPLETE, PLOT_SOLID}},
    {"pattern", "intermittent", {COMPLETE, PLOT_STRIPED}},
    {"pattern", "rare", {COMPLETE, PLOT_CROSSED}},
    {"pattern", "dense_partial", {PARTIAL, PLOT_SOLID}},
    {"pattern", "disperse", {PARTIAL, PLOT_STRIPED}},
    {"pattern", "sparse", {PARTIAL, PLOT_CROSSED}},
    {"pattern", "sporadic_disjoint", {DISJOINT, PLOT_STRIPED}},
    {"pattern", "rare_disjoint", {DISJOINT, PLOT_CROSSED}},
    {"lag", "upstream_first", {0.50, PLOT_SOLID}},
    {"lag", "downstream_first", {0.15, PLOT_SOLID}},
    {"lag", "simultaneous", {0.84, PLOT_SOLID}},
    {"age", "recent", {0.85, PLOT_SOLID}},
    {"age", "intermediate", {0.59, PLOT_SOLID}},
    {"age", "matured", {0.25, PLOT_SOLID}},
    {"similarity", "low", {0.85, PLOT_SOLID}},
    {"similarity", "moderate", {0.50, PLOT_SOLID}},
    {"similarity", "high", {0.15, PLOT_SOLID}},
    {"platform", "GH", {0.20, PLOT_SOLID}},
    {"platform", "HF", {0.68, PLOT_SOLID}},
    {"platform words", "upstream", {0.20, PLOT_SOLID}},
    {"platform words", "downstream", {0.68, PLOT_SOLID}},
    {"platform names", "github", {0.20, PLOT_SOLID}},
    {"platform names", "hugging_face", {0.68, PLOT_SOLID}},
    {"change", "constant", {0.20, PLOT_SOLID}},
    {"change", "transitioned", {0.68, PLOT_SOLID}},
    {"number", "single", {0.72, PLOT_SOLID}},
    {"number", "multiple", {0.25, PLOT_SOLID}},
    {"release", "single_release", {0.72, PLOT_SOLID}},
    {"release", "multiple_release", {0.25, PLOT_SOLID}},
};
const size_t plot_n_theme_rows = G_N_ELEMENTS(plot_theme_rows);

/* Do the words name the id? "Rare disjoint", "rare-disjoint" and "rare_disjoint" do. */
static gboolean is_id(const char *words, const char *id)
{
    for (; *words && *id; words++, id++) {
        const char letter = strchr(" -", *words) ? '_' : g_ascii_tolower(*words);
        if (letter != g_ascii_tolower(*id))
            return FALSE;
    }
    return *words == '\0' && *id == '\0';
}

gboolean plot_theme_lookup(struct plot_shade *out, const char *id)
{
    *out = (struct plot_shade){PLOT_PLAIN_GRAY, PLOT_SOLID};
    for (size_t i = 0; id && i < plot_n_theme_rows; i++) {
        if (is_id(id, plot_theme_rows[i].id)) {
            *out = plot_theme_rows[i].shade;
            return TRUE;
        }
    }
    return FALSE;
}

struct plot_shade plot_theme_ramp(size_t index, size_t n)
{
    static const double greys[5][4] = {
        {0}, {PLOT_PLAIN_GRAY}, {0.25, 0.72}, {0.20, 0.52, 0.84}, {0.15, 0.42, 0.66, 0.90}};
    g_assert(index < n && n <= PLOT_MAX_RAMP);
    const size_t n_greys = MIN(n, 4);
    return (struct plot_shade){greys[n_greys][index % n_greys], (enum plot_hatch)(index / n_greys)};
}

double plot_theme_lightness(double gray)
{
    const double luminance = gray <= 0.04045 ? gray / 12.92 : pow((gray + 0.055) / 1.055, 2.4);
    return luminance > 216.0 / 24389.0 ? 116.0 * cbrt(luminance) - 16.0 : luminance * 24389.0 / 27.0;
}
