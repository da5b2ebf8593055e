#include "plot/theme.h"

#include <math.h>
#include <string.h>

#define AS_FILL 0 /* lines */

/* ------------------------------------------------------------------ default */

/* Synchronization type by lightness, intensity by hatch: eight patterns that survive grey print and colour-blind eyes.
 */
#define COMPLETE 0x1F3A5F
#define PARTIAL 0x6F9DC6
#define DISJOINT 0xD9E5F0
/* The two platforms wherever they stand, and who starts. */
#define UPSTREAM 0x1F4E79
#define DOWNSTREAM 0xF0A13A

static const struct plot_theme_row default_rows[] = {
    {"pattern", "frequent", {COMPLETE, PLOT_SOLID}, AS_FILL},
    {"pattern", "intermittent", {COMPLETE, PLOT_STRIPED}, AS_FILL},
    {"pattern", "rare", {COMPLETE, PLOT_CROSSED}, AS_FILL},
    {"pattern", "dense_partial", {PARTIAL, PLOT_SOLID}, AS_FILL},
    {"pattern", "disperse", {PARTIAL, PLOT_STRIPED}, AS_FILL},
    {"pattern", "sparse", {PARTIAL, PLOT_CROSSED}, AS_FILL},
    {"pattern", "sporadic_disjoint", {DISJOINT, PLOT_STRIPED}, 0xC8701A},
    {"pattern", "rare_disjoint", {DISJOINT, PLOT_CROSSED}, 0xC8701A},
    {"lag", "upstream_first", {UPSTREAM, PLOT_SOLID}, AS_FILL},
    {"lag", "downstream_first", {DOWNSTREAM, PLOT_SOLID}, 0xD98518},
    {"lag", "simultaneous", {0xE6E6E6, PLOT_SOLID}, 0x8A8A8A},
    {"age", "recent", {0xCFE0D8, PLOT_SOLID}, 0xA3CFBD},
    {"age", "intermediate", {0x6FA58F, PLOT_SOLID}, AS_FILL},
    {"age", "matured", {0x1D5446, PLOT_SOLID}, AS_FILL},
    {"similarity", "low", {0xE3D9EC, PLOT_SOLID}, 0xBFA9D1},
    {"similarity", "moderate", {0xA07FBB, PLOT_SOLID}, AS_FILL},
    {"similarity", "high", {0x4B2A66, PLOT_SOLID}, AS_FILL},
    {"platform", "GH", {UPSTREAM, PLOT_SOLID}, AS_FILL},
    {"platform", "HF", {DOWNSTREAM, PLOT_SOLID}, 0xD98518},
    {"platform words", "upstream", {UPSTREAM, PLOT_SOLID}, AS_FILL},
    {"platform words", "downstream", {DOWNSTREAM, PLOT_SOLID}, 0xD98518},
    {"platform names", "github", {UPSTREAM, PLOT_SOLID}, AS_FILL},
    {"platform names", "hugging_face", {DOWNSTREAM, PLOT_SOLID}, 0xD98518},
    {"change", "constant", {0x4D4D4D, PLOT_SOLID}, AS_FILL},
    {"change", "transitioned", {0xF0C05A, PLOT_SOLID}, AS_FILL},
    {"shared", "contributors", {0x2C5C8A, PLOT_SOLID}, AS_FILL},
    {"shared", "commits", {0xC9DCEB, PLOT_SOLID}, 0x9BBBD6},
    {"number", "single", {0xC9DCEB, PLOT_SOLID}, 0x9BBBD6},
    {"number", "multiple", {0x2C5C8A, PLOT_SOLID}, AS_FILL},
    {"release", "single_release", {0xC9DCEB, PLOT_SOLID}, 0x9BBBD6},
    {"release", "multiple_release", {0x2C5C8A, PLOT_SOLID}, AS_FILL},
    {"law", "observed", {0x000000, PLOT_SOLID}, AS_FILL},
    {"law", "geometric", {0xC8701A, PLOT_STRIPED}, AS_FILL},
    {"law", "negative_binomial", {0x9CC4E4, PLOT_STRIPED}, AS_FILL},
    {"law", "log_normal", {0x1F4E79, PLOT_STRIPED}, AS_FILL},
    {"law", "weibull", {0xC8701A, PLOT_CROSSED}, AS_FILL},
    {"law", "lomax", {0x1F4E79, PLOT_CROSSED}, AS_FILL},
};

const struct plot_theme plot_theme_default = {
    "default", 0x5B87AD, 0xD5E2EE, 0x5B87AD, default_rows, G_N_ELEMENTS(default_rows), NULL};

/* ------------------------------------------------------------------ study */

/* STUDY.md, section 7. */
static const struct plot_theme_row study_rows[] = {
    {"pattern", "frequent", {0x66C2A5, PLOT_SOLID}, AS_FILL},
    {"pattern", "disperse", {0xFC8D62, PLOT_SOLID}, AS_FILL},
    {"pattern", "sparse", {0x8DA0CB, PLOT_SOLID}, AS_FILL},
    {"pattern", "rare_disjoint", {0xE78AC3, PLOT_SOLID}, AS_FILL},
    {"pattern", "sporadic_disjoint", {0xA6D854, PLOT_SOLID}, AS_FILL},
    {"pattern", "intermittent", {0xFFD92F, PLOT_SOLID}, AS_FILL},
    {"pattern", "rare", {0xE5C494, PLOT_SOLID}, AS_FILL},
    {"pattern", "dense_partial", {0xB3B3B3, PLOT_SOLID}, AS_FILL},
    {"lag", "upstream_first", {0x808080, PLOT_SOLID}, AS_FILL},
    {"lag", "downstream_first", {0x000000, PLOT_SOLID}, AS_FILL},
    {"lag", "simultaneous", {0xD3D3D3, PLOT_SOLID}, AS_FILL},
    {"age", "recent", {0xD9D9D9, PLOT_SOLID}, AS_FILL},
    {"age", "intermediate", {0x969696, PLOT_SOLID}, AS_FILL},
    {"age", "matured", {0x525252, PLOT_SOLID}, AS_FILL},
    {"similarity", "low", {0xAAAAAA, PLOT_SOLID}, AS_FILL},
    {"similarity", "moderate", {0x555555, PLOT_SOLID}, AS_FILL},
    {"similarity", "high", {0x000000, PLOT_SOLID}, AS_FILL},
    {"platform", "GH", {0x000000, PLOT_SOLID}, AS_FILL},
    {"platform", "HF", {0xA9A9A9, PLOT_SOLID}, AS_FILL},
    {"platform words", "upstream", {0x79ADD2, PLOT_SOLID}, AS_FILL}, /* of timelines: #1f77b4 and #ff7f0e, alpha 0.6 */
    {"platform words", "downstream", {0xFFB26E, PLOT_SOLID}, AS_FILL},
    {"platform people", "upstream_people", {0x66C2A5, PLOT_SOLID}, AS_FILL},
    {"platform people", "downstream_people", {0xFC8D62, PLOT_SOLID}, AS_FILL},
    {"platform activity", "upstream_activity", {0x1F77B4, PLOT_SOLID}, AS_FILL},
    {"platform activity", "downstream_activity", {0xFF7F0E, PLOT_SOLID}, AS_FILL},
    {"shared", "contributors", {0xD3D3D3, PLOT_SOLID}, AS_FILL},
    {"shared", "commits", {0xA9A9A9, PLOT_SOLID}, AS_FILL},
    {"change", "constant", {0x000000, PLOT_SOLID}, AS_FILL},
    {"change", "transitioned", {0x808080, PLOT_SOLID}, AS_FILL},
    {"number", "single", {0xD3D3D3, PLOT_SOLID}, AS_FILL},
    {"number", "multiple", {0xA9A9A9, PLOT_SOLID}, AS_FILL},
    {"release", "single_release", {0x808080, PLOT_SOLID}, AS_FILL},
    {"release", "multiple_release", {0x000000, PLOT_SOLID}, AS_FILL},
};

/* YlGnBu. Source: Harrower and Brewer (2003), The Cartographic Journal 40(1), 27-37. */
static const guint32 study_counts[PLOT_N_COUNT_TONES] = {0xFFFFD9, 0xEDF8B1, 0xC7E9B4, 0x7FCDBB, 0x41B6C4,
                                                         0x1D91C0, 0x225EA8, 0x253494, 0x081D58};

const struct plot_theme plot_theme_study = {
    "study", 0x808080, 0xD3D3D3, 0x808080, study_rows, G_N_ELEMENTS(study_rows), study_counts};

/* ------------------------------------------------------------------ names */

static const struct plot_theme *const themes[] = {&plot_theme_default, &plot_theme_study};

const struct plot_theme *plot_theme_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(themes); i++)
        if (g_str_equal(themes[i]->name, name))
            return themes[i];
    return NULL;
}

const char *const *plot_theme_names(void)
{
    static const char *const names[] = {"default", "study", NULL};
    return names;
}

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

const struct plot_theme_row *plot_theme_find_row(const struct plot_theme *theme, const char *id)
{
    for (size_t i = 0; id && i < theme->n_rows; i++)
        if (is_id(id, theme->rows[i].id))
            return &theme->rows[i];
    return NULL;
}

gboolean plot_theme_lookup(struct plot_shade *out, const struct plot_theme *theme, const char *id)
{
    const struct plot_theme_row *row = plot_theme_find_row(theme, id);
    *out = row ? row->shade : (struct plot_shade){theme->plain, PLOT_SOLID};
    return row != NULL;
}

struct plot_shade plot_theme_ramp(const struct plot_theme *theme, size_t index, size_t n)
{
    static const guint32 colours[5][4] = {{0},
                                          {0x5B87AD},
                                          {0x2C5C8A, 0xC9DCEB},
                                          {0x1F3A5F, 0x6F9DC6, 0xD9E5F0},
                                          {0x1F3A5F, 0x3F7FB0, 0x8FB9D8, 0xDDE8F1}};
    static const guint32 greys[5][4] = {{0},
                                        {0x808080},
                                        {0x525252, 0xD9D9D9},
                                        {0x525252, 0x969696, 0xD9D9D9},
                                        {0x262626, 0x6B6B6B, 0xA8A8A8, 0xE6E6E6}};
    g_assert(index < n && n <= PLOT_MAX_RAMP);
    const size_t n_tones = MIN(n, 4);
    const guint32 *tones = theme == &plot_theme_study ? greys[n_tones] : colours[n_tones];
    return (struct plot_shade){tones[index % n_tones], (enum plot_hatch)(index / n_tones)};
}

/* ------------------------------------------------------------------ colours */

/* One of the three channels, counted from blue, in 0 .. 1. */
static double channel(guint32 rgb, int index)
{
    return (double)(rgb >> (8 * index) & 0xff) / 255.0;
}

guint32 plot_rgb_mix(guint32 a, guint32 b, double share)
{
    guint32 rgb = 0;
    for (int i = 0; i < 3; i++)
        rgb |= (guint32)lround(255.0 * (channel(a, i) + share * (channel(b, i) - channel(a, i)))) << (8 * i);
    return rgb;
}

guint32 plot_theme_tone(const struct plot_theme *theme, gboolean is_count, double share)
{
    if (!is_count || !theme->counts)
        return plot_rgb_mix(PLOT_WHITE, plot_theme_ramp(theme, 0, 4).rgb, share);
    const double at = CLAMP(share, 0.0, 1.0) * (PLOT_N_COUNT_TONES - 1);
    const size_t below = MIN((size_t)at, PLOT_N_COUNT_TONES - 2);
    return plot_rgb_mix(theme->counts[below], theme->counts[below + 1], at - (double)below);
}

static double linear(double value)
{
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

double plot_rgb_lightness(guint32 rgb)
{
    const double luminance =
        0.2126729 * linear(channel(rgb, 2)) + 0.7151522 * linear(channel(rgb, 1)) + 0.0721750 * linear(channel(rgb, 0));
    return luminance > 216.0 / 24389.0 ? 116.0 * cbrt(luminance) - 16.0 : luminance * 24389.0 / 27.0;
}
