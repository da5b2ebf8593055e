#include "study/origin.h"

#include <string.h>

#include "study/near_name.h"
#include "study/study_internal.h"

void study_origin_free(study_origin *origin)
{
    if (!origin)
        return;
    g_array_unref(origin->rows);
    g_free(origin);
}

/* ------------------------------------------------------------------ numbers of lines */

static gboolean is_given_by_row(const struct study_number_request *line, const struct study_table *table, size_t row,
                                const char *id)
{
    static const char *const parts[] = {"", STUDY_LOW, STUDY_HIGH};
    g_autofree char *filled = study_id_fill(line->id, table, row);
    for (size_t i = 0; filled && i < (line->value.total ? G_N_ELEMENTS(parts) : 1); i++)
        if (g_str_has_prefix(id, filled) && g_str_equal(id + strlen(filled), parts[i]))
            return TRUE;
    return FALSE;
}

static gboolean find_in_line(study_origin *out, const struct study_answer *answer,
                             const struct study_number_request *line)
{
    const struct study_table *table = study_answer_table(answer, line->query);
    for (size_t row = 0; table && row < table->n_rows; row++)
        if (is_given_by_row(line, table, row, out->id)) {
            g_array_append_val(out->rows, row);
            out->table = table;
            out->line = line;
            return TRUE;
        }
    return FALSE;
}

/* ------------------------------------------------------------------ numbers of tests */

/* Requests of several methods may share an id: sim describes, and has tertiles. */
static const struct study_test *test_of(const struct study_answer *answer, const struct study_test_request *request,
                                        const char *filled)
{
    g_autofree char *id = study_test_plain_id(filled);
    for (size_t i = 0; i < answer->n_tests; i++)
        if (g_str_equal(answer->tests[i]->id, id) && g_str_equal(answer->tests[i]->method, request->method))
            return answer->tests[i];
    return NULL;
}

/* Is the row's test the one in question? *test is of that row; NULL: none. */
static gboolean is_of_test(const struct study_test **test, const study_origin *out, const struct study_answer *answer,
                           const struct study_test_request *request, const char *filled)
{
    *test = test_of(answer, request, filled);
    return (*test && g_str_equal((*test)->id, out->id)) || study_test_gave_number(request, *test, filled, out->id);
}

/* Rows of one value of the each= column follow each other or do not: what was found for the last id is kept. */
static gboolean find_in_test(study_origin *out, const struct study_answer *answer,
                             const struct study_test_request *request)
{
    const struct study_table *table = study_answer_table(answer, request->query);
    g_autofree char *last = NULL;
    gboolean is_last = FALSE;
    for (size_t row = 0; table && row < table->n_rows; row++) {
        g_autofree char *filled = study_id_fill(request->id, table, row);
        const struct study_test *test = NULL;
        if (!filled)
            continue;
        if (g_strcmp0(filled, last) != 0) {
            is_last = is_of_test(&test, out, answer, request, filled);
            out->test = is_last ? test : out->test;
            g_free(last);
            last = g_steal_pointer(&filled);
        }
        if (is_last)
            g_array_append_val(out->rows, row);
    }
    if (out->rows->len == 0)
        return FALSE;
    out->table = table;
    out->request = request;
    return TRUE;
}

/* ------------------------------------------------------------------ the recipe */

static void find_recommended(study_origin *out, const study_results *results)
{
    if (!out->request || !out->request->recommended)
        return;
    out->recommended_id = out->request->recommended;
    out->recommended_test = study_results_test_lookup(results, out->recommended_id);
}

static const struct study_query *query_of(const struct study_recipe *recipe, const struct study_table *table)
{
    for (size_t i = 0; i < recipe->n_queries; i++)
        if (g_str_equal(recipe->queries[i].name, table->name))
            return &recipe->queries[i];
    return NULL;
}

static gboolean find_in_answer(study_origin *out, const struct study_answer *answer)
{
    gboolean is_found = FALSE;
    if (answer->n_tables == 0)
        return FALSE;
    for (size_t i = 0; !is_found && i < answer->recipe->n_tests; i++)
        is_found = find_in_test(out, answer, &answer->recipe->tests[i]);
    for (size_t i = 0; !is_found && i < answer->recipe->n_numbers; i++)
        is_found = find_in_line(out, answer, &answer->recipe->numbers[i]);
    if (!is_found)
        return FALSE;
    out->answer = answer;
    out->query = query_of(answer->recipe, out->table);
    return TRUE;
}

/* ------------------------------------------------------------------ ids that are not there */

/* Why a recipe that could give the id did not. */
static const char *why_missing(const study_results *results, const char *id)
{
    const char *plain = study_results_test_missing(results, id);
    for (size_t i = 0; i < study_results_n_answers(results); i++) {
        const struct study_answer *answer = study_results_answer_at(results, i);
        for (size_t t = 0; answer->missing && t < answer->recipe->n_tests; t++)
            if (study_test_gives_number(&answer->recipe->tests[t], id))
                return answer->missing;
        for (size_t k = 0; answer->missing && k < answer->recipe->n_numbers; k++)
            if (study_id_is_covered(answer->recipe->numbers[k].id, id))
                return answer->missing;
    }
    return plain;
}

static const char *nearest_id(const study_results *results, const char *wanted)
{
    const size_t n_numbers = study_results_n_numbers(results), n_tests = study_results_n_tests(results);
    g_autofree const char **ids = g_new(const char *, n_numbers + n_tests + 1);
    for (size_t i = 0; i < n_numbers; i++)
        ids[i] = study_results_number_at(results, i)->id;
    for (size_t i = 0; i < n_tests; i++)
        ids[n_numbers + i] = study_results_test_at(results, i)->id;
    return study_near_name(ids, n_numbers + n_tests, wanted);
}

static void fail_unknown(const study_results *results, const char *id, GError **error)
{
    g_autofree char *wanted = g_utf8_make_valid(id, -1);
    const char *guess = nearest_id(results, wanted);
    if (guess)
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_UNKNOWN, "no number or test \"%s\" (did you mean \"%s\"?)", wanted,
                    guess);
    else if (study_results_knows_number(results, id) || study_results_knows_test(results, id))
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_MISSING, "the number \"%s\" is not available: %s", wanted,
                    why_missing(results, id));
    else
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_UNKNOWN,
                    "no number or test \"%s\" (numbers.csv of \"syncreport export\" lists them)", wanted);
}

study_origin *study_origin_find(const study_results *results, const char *id, GError **error)
{
    g_autoptr(study_origin) out = g_new0(study_origin, 1);
    out->number = study_results_number_lookup(results, id);
    out->id = id;
    out->rows = g_array_new(FALSE, FALSE, sizeof(size_t));
    for (size_t i = 0; i < study_results_n_answers(results); i++)
        if (find_in_answer(out, study_results_answer_at(results, i))) {
            find_recommended(out, results);
            return g_steal_pointer(&out);
        }
    fail_unknown(results, id, error);
    return NULL;
}

/* ------------------------------------------------------------------ what is shown */

size_t study_origin_row_shown(const study_origin *origin, size_t i, size_t n_shown)
{
    g_assert(i < n_shown && n_shown <= origin->rows->len);
    return g_array_index(origin->rows, size_t, (guint)(i * origin->rows->len / n_shown));
}

char *study_origin_formula(const study_origin *origin, gboolean is_better)
{
    const struct study_quantity *quantity = is_better ? &origin->line->recommended : &origin->line->value;
    const gboolean is_low = g_str_has_suffix(origin->id, STUDY_LOW) && quantity->total;
    const gboolean is_high = g_str_has_suffix(origin->id, STUDY_HIGH) && quantity->total;
    if (!quantity->column)
        return NULL;
    if (!quantity->total)
        return g_strdup(quantity->column);
    return g_strdup_printf("%s100 * %s / %s%s",
                           is_low    ? "lower end of "
                           : is_high ? "upper end of "
                                     : "",
                           quantity->column, quantity->total, is_low || is_high ? " (95% interval, Wilson)" : "");
}
