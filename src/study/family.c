#include <string.h>

#include "study/study_internal.h"

#define MAX_NAME_BYTES 100 /* longer names are compared by their starts */

/*
 * Least number of bytes to insert, remove or change that makes one text of the other. Source: Wagner and Fischer
 * (1974), Journal of the ACM 21(1), 168-173.
 */
static size_t edit_distance(const char *a, const char *b)
{
    const size_t n_a = strnlen(a, MAX_NAME_BYTES), n_b = strnlen(b, MAX_NAME_BYTES);
    size_t row[MAX_NAME_BYTES + 1];
    for (size_t j = 0; j <= n_b; j++)
        row[j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            const size_t changed = diagonal + (a[i - 1] != b[j - 1] ? 1 : 0);
            diagonal = row[j];
            row[j] = MIN(changed, MIN(row[j], row[j - 1]) + 1);
        }
    }
    return row[n_b];
}

/* How far a name is from another, by letters of either case; a name that holds the other is near. */
static size_t name_distance(const char *wanted, const char *known)
{
    g_autofree char *a = g_utf8_casefold(wanted, -1), *b = g_utf8_casefold(known, -1);
    const size_t distance = edit_distance(a, b);
    return *a && strstr(b, a) ? MIN(distance, 1) : distance;
}

const char *study_nearest_name(const char *const names[], size_t n, const char *wanted)
{
    const char *best = NULL;
    size_t best_distance = MAX(strlen(wanted) / 3, 1) + 1;
    for (size_t i = 0; i < n; i++) {
        const size_t distance = names[i] ? name_distance(wanted, names[i]) : best_distance;
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
