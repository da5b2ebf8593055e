#include "study/near_name.h"
#include "study/study_internal.h"

/* The words that propose the family that may have been meant. Owner: the caller. */
static char *propose_name(const struct study_table *families, const char *wanted)
{
    g_autofree const char **names = g_new(const char *, families->n_rows + 1);
    size_t n = 0;
    for (size_t row = 0; row < families->n_rows; row++) {
        const char *known = study_cell_at(families, row, 0)->text;
        if (known)
            names[n++] = known;
    }
    return study_near_hint(names, n, wanted);
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
    g_autofree char *hint = propose_name(families, wanted);
    g_set_error(error, STUDY_ERROR, STUDY_ERROR_UNKNOWN, "no family \"%s\" in the corpus%s", wanted, hint);
    return FALSE;
}
