/* The pairs of a test as a table: who differs from whom, with the compact letters. */
#include <math.h>
#include <string.h>

#include "stats/letters.h"
#include "study/study_internal.h"

#define SIGNIFICANCE 0.05
#define ALPHABET "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

static const char *const columns[] = {"a",       "b", "name_a", "name_b",     "letters_a", "letters_b", "label_a",
                                      "label_b", "z", "p",      "p_adjusted", "pairs",     "differing"};
#define N_COLUMNS G_N_ELEMENTS(columns)

static gboolean is_different(const struct study_pair *pair)
{
    return pair->p_adjusted < SIGNIFICANCE; /* not where p does not exist */
}

static const char *words_of(const struct study_group *group)
{
    return group->label && *group->label ? group->label : group->name;
}

/* The letters of each group [n_groups], kept by the results; NULL: there are more than the alphabet has. */
static const char **spell_letters(study_results *results, const struct study_test *test)
{
    const size_t k = test->n_groups;
    g_autofree gboolean *differs = g_new0(gboolean, MAX(k * (k - 1) / 2, test->n_pairs));
    g_autofree guint64 *letters = NULL;
    size_t n_letters = 0;
    for (size_t i = 0; i < test->n_pairs; i++)
        differs[i] = is_different(&test->pairs[i]);
    if (!stats_letters(&letters, &n_letters, differs, k, NULL) || n_letters > strlen(ALPHABET))
        return NULL;
    const char **spelt = study_results_alloc(results, k * sizeof *spelt);
    for (size_t group = 0; group < k; group++) {
        g_autoptr(GString) word = g_string_new(NULL);
        for (size_t i = 0; i < n_letters; i++)
            if (letters[i] >> group & 1)
                g_string_append_c(word, ALPHABET[i]);
        spelt[group] = study_results_keep(results, word->str);
    }
    return spelt;
}

static struct study_cell text_cell(const char *text)
{
    return (struct study_cell){text ? STUDY_TEXT : STUDY_NULL, 0, (double)NAN, text};
}

static struct study_cell number_cell(double value)
{
    return (struct study_cell){isnan(value) ? STUDY_NULL : STUDY_REAL, 0, value, NULL};
}

static struct study_cell count_cell(size_t n)
{
    return (struct study_cell){STUDY_INTEGER, (gint64)n, (double)n, NULL};
}

/* "Disperse (ab)", or the name alone. */
static struct study_cell label_cell(study_results *results, const struct study_group *group, const char *letters)
{
    g_autofree char *label = letters ? g_strdup_printf("%s (%s)", words_of(group), letters) : NULL;
    return text_cell(study_results_keep(results, label ? label : words_of(group)));
}

static void fill_row(struct study_cell row[], study_results *results, const struct study_test *test,
                     const struct study_pair *pair, const char *const letters[], size_t n_differing)
{
    const struct study_group *a = &test->groups[pair->a], *b = &test->groups[pair->b];
    const char *letters_a = letters ? letters[pair->a] : NULL, *letters_b = letters ? letters[pair->b] : NULL;
    const struct study_cell cells[N_COLUMNS] = {
        text_cell(a->name),
        text_cell(b->name),
        text_cell(words_of(a)),
        text_cell(words_of(b)),
        text_cell(letters_a),
        text_cell(letters_b),
        label_cell(results, a, letters_a),
        label_cell(results, b, letters_b),
        number_cell(pair->statistic),
        number_cell(pair->p),
        number_cell(pair->p_adjusted),
        count_cell(test->n_pairs),
        count_cell(n_differing),
    };
    memcpy(row, cells, sizeof cells);
}

/* The answer's test of this id; NULL: it gave none. */
static const struct study_test *find_test(const struct study_answer *answer, const char *id)
{
    for (size_t i = 0; i < answer->n_tests; i++)
        if (g_str_equal(answer->tests[i]->id, id))
            return answer->tests[i];
    return NULL;
}

void study_comparison_run(struct study_table *out, study_results *results, const struct study_answer *answer)
{
    const struct study_test *test = find_test(answer, answer->recipe->pairs_test);
    *out = (struct study_table){.name = STUDY_PAIRS_TABLE, .n_columns = N_COLUMNS, .columns = columns};
    if (!test || test->failure || test->n_pairs == 0)
        return;
    size_t n_differing = 0;
    for (size_t i = 0; i < test->n_pairs; i++)
        n_differing += is_different(&test->pairs[i]) ? 1 : 0;
    const char *const *letters = spell_letters(results, test);
    struct study_cell *cells = study_results_alloc(results, test->n_pairs * N_COLUMNS * sizeof *cells);
    for (size_t i = 0; i < test->n_pairs; i++)
        fill_row(&cells[i * N_COLUMNS], results, test, &test->pairs[i], letters, n_differing);
    out->cells = cells;
    out->n_rows = test->n_pairs;
}
