/* stats/effect_class.h: words for the size of an effect, each with the source that set its bounds. */
#ifndef STATS_EFFECT_CLASS_H
#define STATS_EFFECT_CLASS_H

#include <glib.h>

#include "stats/error.h"

enum stats_effect_kind {
    STATS_EFFECT_CRAMERS_V,
    STATS_EFFECT_ETA_SQUARED,
    STATS_EFFECT_EPSILON_SQUARED,
    STATS_EFFECT_CLIFFS_DELTA,
    STATS_EFFECT_CORRELATION,
    STATS_EFFECT_KAPPA,
    STATS_EFFECT_A12,
    STATS_N_EFFECT_KINDS
};
/* "cramers_v" "eta_squared" "epsilon_squared" "cliffs_delta" "correlation" "kappa" "a12" */
extern const char *const stats_effect_ids[STATS_N_EFFECT_KINDS];

/* Texts of the program's own, never freed. */
struct stats_effect_class {
    const char *name;   /* "small" */
    const char *source; /* "Cohen (1988)" */
};

/*
 * The class of an effect. Bounds belong to the class that starts there, but for kappa, where they end one:
 *   cramers_v        |V| sqrt(df*) from 0.1 small, 0.3 medium, 0.5 large: Cohen's w, df* = min(rows, columns) - 1, and
 *                    k - 1 for the goodness of fit;
 *   eta_squared      from 0.01 small, 0.06 medium, 0.14 large (also of eta squared H, which can be negative);
 *   epsilon_squared  from 0.01 weak, 0.04 moderate, 0.16 relatively strong, 0.36 strong, 0.64 very strong: bounds of
 *                    Rea and Parker for V, squared;
 *   cliffs_delta     |d| from 0.147 small, 0.33 medium, 0.474 large;
 *   correlation      |r| from 0.1 small, 0.3 medium, 0.5 large;
 *   kappa            below 0 poor, up to 0.2 slight, 0.4 fair, 0.6 moderate, 0.8 substantial, 1 almost perfect;
 *   a12              |A - 1/2| from 0.06 small, 0.14 medium, 0.21 large.
 * A bound that the rounding of the value misses in its last place is met. Below the smallest class it is "negligible",
 * also where the source has no word for that.
 *
 * out    [1]  the class; both texts NULL unless TRUE is returned.
 * kind        what value is.
 * value       its range: eta squared up to 1; epsilon squared and a12 in [0, 1]; all others in [-1, 1].
 * df_star     for cramers_v, at least 1 (a caller's bug otherwise); not used for others.
 *
 * STATS_ERROR_INVALID  the value is NaN or out of its range.
 * Cost: O(1).
 * Source: Cohen (1988), Statistical Power Analysis, 2nd ed., sections 3.2, 7.2, 8.2; Rea and Parker (1992), Designing
 *         and Conducting Survey Research; Romano, Kromrey, Coraggio and Skowronek (2006), Annual meeting of the
 *         Florida Association of Institutional Research; Landis and Koch (1977), Biometrics 33(1), 159-174, p. 165;
 *         Vargha and Delaney (2000), J. Educ. Behav. Stat. 25(2), 101-132.
 */
gboolean stats_effect_classify(struct stats_effect_class *out, enum stats_effect_kind kind, double value,
                               size_t df_star, GError **error);

#endif
