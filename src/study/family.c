#include <string.h>

#include "study/guess.h"
#include "study/study_internal.h"

const char *study_nearest_name(const char *const names[], size_t n, const char *wanted)
{
    const char *best = NULL;
    size_t best_distance = MAX(strlen(wanted) / 3, 1) + 1;
    for (size_t i = 0; i < n; i++) {
        const size_t distance = names[i] ? study_name_distance(wanted, names[i]) : best_distance;
        if (distance < best_distance) {
            best = names[i];
            best_distance = distance;
        }
    }
    return best;
}

static const char *guess_name(const struct study_table *families, const char *wanted)
{
    g_autofree const char **names = g_new(const char *, families->n_rows + 1);
    for (size_t row = 0; row < families->n_rows; row++)
        names[row] = study_cell_at(families, row, 0)->text;
    return study_nearest_name(names, families->n_rows, wanted);
}

gboolean study_family_check(const study_results *results, const char *family, GError **error)
{
    const struct study_table *families = study_results_families(results);
    if (!family)
        return TRUE;
    for (size_t row = 0; row < families->n_rows; row++)
        if (g_strcmp0(study_cell_at(families, row, 0)->text, family) == 0)
            return TRUE;
    g_autofree char *wanted = g_utf8_make_valid(family, -1);
    const char *guess = guess_name(families, wanted);
    if (guess)
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_UNKNOWN, "no family \"%s\" in the corpus (did you mean \"%s\"?)",
                    wanted, guess);
    else
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_UNKNOWN, "no family \"%s\" in the corpus", wanted);
    return FALSE;
}
