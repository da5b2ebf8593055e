#include "study/results.h"

#include <math.h>
#include <string.h>

#include "study/study_internal.h"

struct study_results {
    GStringChunk *strings;
    GPtrArray *blocks;      /* of study_results_alloc */
    GPtrArray *recipes;     /* study_recipe */
    GArray *answers;        /* struct study_answer */
    GPtrArray *tests;       /* const struct study_test */
    GArray *numbers;        /* struct study_number */
    GHashTable *number_ids; /* id -> index + 1 */
    guint first_of_recipe;  /* numbers before it are of earlier recipes */
    struct study_provenance provenance;
    struct study_table families, transitions;
    study_later *later;
    GPtrArray *adopted; /* study_results */
    gboolean has_no_intervals;
};

study_results *study_results_new(void)
{
    study_results *results = g_new0(study_results, 1);
    results->later = study_later_new();
    results->strings = g_string_chunk_new(1 << 16);
    results->blocks = g_ptr_array_new_with_free_func(g_free);
    results->adopted = g_ptr_array_new_with_free_func((GDestroyNotify)study_results_free);
    results->recipes = g_ptr_array_new_with_free_func((GDestroyNotify)study_recipe_free);
    results->answers = g_array_new(FALSE, TRUE, sizeof(struct study_answer));
    results->tests = g_ptr_array_new();
    results->numbers = g_array_new(FALSE, TRUE, sizeof(struct study_number));
    results->number_ids = g_hash_table_new(g_str_hash, g_str_equal);
    return results;
}

void study_results_free(study_results *results)
{
    if (!results)
        return;
    study_later_free(results->later);
    g_hash_table_unref(results->number_ids);
    g_array_unref(results->numbers);
    g_ptr_array_unref(results->tests);
    g_array_unref(results->answers);
    g_ptr_array_unref(results->recipes);
    g_ptr_array_unref(results->adopted);
    g_ptr_array_unref(results->blocks);
    g_string_chunk_free(results->strings);
    g_free(results);
}

const char *study_results_keep(study_results *results, const char *text)
{
    return text ? g_string_chunk_insert_const(results->strings, text) : NULL;
}

gpointer study_results_alloc(study_results *results, gsize size)
{
    gpointer block = g_malloc0(MAX(size, 1));
    g_ptr_array_add(results->blocks, block);
    return block;
}

void study_results_adopt(study_results *results, study_results *arena)
{
    g_ptr_array_add(results->adopted, arena);
}

void study_results_add_recipe(study_results *results, study_recipe *recipe)
{
    g_ptr_array_add(results->recipes, recipe);
}

void study_results_add_answer(study_results *results, const struct study_answer *answer)
{
    g_array_append_val(results->answers, *answer);
}

void study_results_add_test(study_results *results, const struct study_test *test)
{
    g_ptr_array_add(results->tests, (gpointer)(guintptr)test);
}

gboolean study_results_add_number(study_results *results, const char *id, double value, double recommended,
                                  GError **error)
{
    const guint known = GPOINTER_TO_UINT(g_hash_table_lookup(results->number_ids, id));
    if (known > results->first_of_recipe) {
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "two numbers have the id \"%s\"", id);
        return FALSE;
    }
    if (known) /* a changed copy of a recipe beside the recipe: the first one's number stays */
        return TRUE;
    const struct study_number number = {study_results_keep(results, id), value, recommended};
    g_array_append_val(results->numbers, number);
    g_hash_table_insert(results->number_ids, (gpointer)(guintptr)number.id, GUINT_TO_POINTER(results->numbers->len));
    return TRUE;
}

void study_results_begin_recipe(study_results *results)
{
    results->first_of_recipe = results->numbers->len;
}

struct study_provenance *study_results_provenance_edit(study_results *results)
{
    return &results->provenance;
}

void study_results_set_listings(study_results *results, const struct study_table *families,
                                const struct study_table *transitions)
{
    results->families = *families;
    results->transitions = *transitions;
}

static int compare_numbers(gconstpointer a, gconstpointer b)
{
    return strcmp(((const struct study_number *)a)->id, ((const struct study_number *)b)->id);
}

static struct study_number *number_at(const study_results *results, size_t index)
{
    return &g_array_index(results->numbers, struct study_number, index);
}

static struct study_number *number_lookup(const study_results *results, const char *id)
{
    const guint position = GPOINTER_TO_UINT(g_hash_table_lookup(results->number_ids, id));
    return position ? number_at(results, position - 1) : NULL;
}

/* The numbers PREFIX.* get their recommended values from those of OTHER.*, part by part, where both exist. */
static void recommend(study_results *results, const char *prefix, const char *other)
{
    const size_t length = strlen(prefix);
    for (guint i = 0; i < results->numbers->len; i++) {
        struct study_number *number = number_at(results, i);
        if (strncmp(number->id, prefix, length) != 0 || number->id[length] != '.')
            continue;
        g_autofree char *id = g_strconcat(other, number->id + length, NULL);
        const struct study_number *better = number_lookup(results, id);
        if (better && !isnan(better->value) && better->value != number->value)
            number->recommended = better->value;
    }
}

void study_results_skip_intervals(study_results *results)
{
    results->has_no_intervals = TRUE;
}

gboolean study_results_has_intervals(const study_results *results)
{
    return !results->has_no_intervals;
}

study_later *study_results_later(study_results *results)
{
    return results->later;
}

void study_results_settle(study_results *results)
{
    study_later_finish(results->later, results);
    study_questions_correct((struct study_test *const *)results->tests->pdata, results->tests->len);
    for (guint r = 0; r < results->recipes->len; r++) {
        const study_recipe *recipe = g_ptr_array_index(results->recipes, r);
        for (size_t t = 0; t < recipe->n_tests; t++)
            if (recipe->tests[t].recommended)
                recommend(results, recipe->tests[t].id, recipe->tests[t].recommended);
    }
    g_array_sort(results->numbers, compare_numbers);
    g_hash_table_remove_all(results->number_ids);
    for (guint i = 0; i < results->numbers->len; i++)
        g_hash_table_insert(results->number_ids, (gpointer)(guintptr)number_at(results, i)->id,
                            GUINT_TO_POINTER(i + 1));
}

/* ------------------------------------------------------------------ readers */

const struct study_cell *study_cell_at(const struct study_table *table, size_t row, size_t column)
{
    g_assert(row < table->n_rows && column < table->n_columns);
    return &table->cells[row * table->n_columns + column];
}

int study_column_find(const struct study_table *table, const char *name)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (g_str_equal(table->columns[i], name))
            return (int)i;
    return -1;
}

const struct study_table *study_answer_table(const struct study_answer *answer, const char *query)
{
    for (size_t i = 0; i < answer->n_tables; i++)
        if (g_str_equal(answer->tables[i].name, query))
            return &answer->tables[i];
    return query[0] == '\0' && answer->n_tables > 0 ? &answer->tables[0] : NULL;
}

const struct study_table *study_answer_drawn(const struct study_answer *answer)
{
    const char *drawn = answer->recipe->curve.line   ? STUDY_CURVE_TABLE
                        : answer->recipe->pairs_test ? STUDY_PAIRS_TABLE
                                                     : "";
    return study_answer_table(answer, drawn);
}

double study_number_best(const struct study_number *number)
{
    return !number ? (double)NAN : isnan(number->recommended) ? number->value : number->recommended;
}

static void clear_number(gpointer data)
{
    g_free((gpointer)(guintptr)((struct study_number *)data)->id);
}

GArray *study_numbers_new(void)
{
    GArray *numbers = g_array_new(FALSE, TRUE, sizeof(struct study_number));
    g_array_set_clear_func(numbers, clear_number);
    return numbers;
}

void study_numbers_add(GArray *numbers, const char *id, double value, double recommended)
{
    const struct study_number number = {g_strdup(id), value, recommended};
    g_array_append_val(numbers, number);
}

size_t study_results_n_answers(const study_results *results)
{
    return results->answers->len;
}

const struct study_answer *study_results_answer_at(const study_results *results, size_t index)
{
    g_assert(index < results->answers->len);
    return &g_array_index(results->answers, struct study_answer, index);
}

const struct study_answer *study_results_answer_lookup(const study_results *results, const char *name)
{
    for (size_t i = 0; i < results->answers->len; i++)
        if (g_str_equal(study_results_answer_at(results, i)->recipe->name, name))
            return study_results_answer_at(results, i);
    return NULL;
}

size_t study_results_n_tests(const study_results *results)
{
    return results->tests->len;
}

const struct study_test *study_results_test_at(const study_results *results, size_t index)
{
    g_assert(index < results->tests->len);
    return g_ptr_array_index(results->tests, index);
}

const struct study_test *study_results_test_lookup(const study_results *results, const char *id)
{
    for (size_t i = 0; i < results->tests->len; i++)
        if (g_str_equal(study_results_test_at(results, i)->id, id))
            return study_results_test_at(results, i);
    return NULL;
}

const struct study_test *study_results_test_recommended(const study_results *results, const struct study_test *test)
{
    const struct study_test *better = NULL;
    for (guint r = 0; r < results->recipes->len; r++) {
        const study_recipe *recipe = g_ptr_array_index(results->recipes, r);
        for (size_t i = 0; i < recipe->n_tests; i++)
            if (recipe->tests[i].recommended && g_str_equal(recipe->tests[i].id, test->id))
                better = study_results_test_lookup(results, recipe->tests[i].recommended);
    }
    return better && !better->failure ? better : test;
}

size_t study_results_n_numbers(const study_results *results)
{
    return results->numbers->len;
}

const struct study_number *study_results_number_at(const study_results *results, size_t index)
{
    g_assert(index < results->numbers->len);
    return number_at(results, index);
}

const struct study_number *study_results_number_lookup(const study_results *results, const char *id)
{
    return number_lookup(results, id);
}

static gboolean gives_number(const struct study_number_request *request, const char *id)
{
    static const char *const parts[] = {"", STUDY_LOW, STUDY_HIGH};
    for (size_t i = 0; i < (request->value.total ? G_N_ELEMENTS(parts) : 1); i++) {
        g_autofree char *template_id = g_strconcat(request->id, parts[i], NULL);
        if (study_id_is_covered(template_id, id))
            return TRUE;
    }
    return FALSE;
}

gboolean study_results_knows_number(const study_results *results, const char *id)
{
    for (guint r = 0; r < results->recipes->len; r++) {
        const study_recipe *recipe = g_ptr_array_index(results->recipes, r);
        for (size_t i = 0; i < recipe->n_numbers; i++)
            if (gives_number(&recipe->numbers[i], id))
                return TRUE;
        for (size_t i = 0; i < recipe->n_tests; i++)
            if (study_test_gives_number(&recipe->tests[i], id))
                return TRUE;
    }
    return FALSE;
}

static gboolean gives_test(const study_recipe *recipe, const char *id)
{
    for (size_t i = 0; i < recipe->n_tests; i++) {
        g_autofree char *template_id = study_test_template(&recipe->tests[i]);
        if (study_id_is_covered(template_id, id))
            return TRUE;
    }
    return FALSE;
}

gboolean study_results_knows_test(const study_results *results, const char *id)
{
    for (guint r = 0; r < results->recipes->len; r++)
        if (gives_test(g_ptr_array_index(results->recipes, r), id))
            return TRUE;
    return FALSE;
}

const char *study_results_test_missing(const study_results *results, const char *id)
{
    for (size_t i = 0; i < study_results_n_answers(results); i++) {
        const struct study_answer *answer = study_results_answer_at(results, i);
        if (answer->missing && gives_test(answer->recipe, id))
            return answer->missing;
    }
    return STUDY_NO_ROWS;
}

const struct study_provenance *study_results_provenance(const study_results *results)
{
    return &results->provenance;
}

const struct study_table *study_results_families(const study_results *results)
{
    return &results->families;
}

const struct study_table *study_results_transitions(const study_results *results)
{
    return &results->transitions;
}
