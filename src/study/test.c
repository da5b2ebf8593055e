/* The tests of a recipe, and of the `test` command: from rows to outcomes and numbers with ids. */
#include <math.h>
#include <string.h>

#include "stats/error.h"
#include "study/sample.h"
#include "study/study.h"
#include "study/study_internal.h"
#include "study/test_internal.h"
#include "study/trial.h"

static gboolean fail_recipe(GError **error, const struct study_answer *answer, const struct study_test_request *request,
                            const char *what, const char *name)
{
    g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s:%d: %s \"%s\"", answer->recipe->file, request->line, what,
                name);
    return FALSE;
}

/* ------------------------------------------------------------------ numbers */

static const struct {
    const char *part;
    size_t offset;
} group_numbers[] = {
    {"mean", G_STRUCT_OFFSET(struct study_group, mean)},
    {"sd", G_STRUCT_OFFSET(struct study_group, sd)},
    {"min", G_STRUCT_OFFSET(struct study_group, min)},
    {"q1", G_STRUCT_OFFSET(struct study_group, q1)},
    {"median", G_STRUCT_OFFSET(struct study_group, median)},
    {"q3", G_STRUCT_OFFSET(struct study_group, q3)},
    {"max", G_STRUCT_OFFSET(struct study_group, max)},
    {"skewness", G_STRUCT_OFFSET(struct study_group, skewness)},
    {"W", G_STRUCT_OFFSET(struct study_group, statistic)},
    {"p", G_STRUCT_OFFSET(struct study_group, p)},
    {"events", G_STRUCT_OFFSET(struct study_group, events)},
    {"low", G_STRUCT_OFFSET(struct study_group, low)},
    {"high", G_STRUCT_OFFSET(struct study_group, high)},
};

#define FIRST_TESTED_NUMBER 8 /* W */

/* The id with `part` in the place of {stat}, or behind it. */
static char *id_with_part(const char *id, const char *part)
{
    const char *hole = strstr(id, "{stat}");
    if (hole)
        return g_strdup_printf("%.*s%s%s", (int)(hole - id), id, part, hole + strlen("{stat}"));
    return part[0] ? g_strconcat(id, ".", part, NULL) : g_strdup(id);
}

static gboolean add_number(struct build *build, const char *id, const char *part, double value, GError **error)
{
    if (isnan(value)) /* does not exist: no number */
        return TRUE;
    g_autofree char *whole = id_with_part(id, part);
    return study_results_add_number(build->results, whole, value, (double)NAN, error);
}

static double group_measure(const struct study_group *group, size_t offset)
{
    return *(const double *)(gconstpointer)((const char *)group + offset);
}

static gboolean add_group_numbers(struct build *build, const char *id, GError **error)
{
    if (!build->request->group && isfinite(build->test->statistic))
        return TRUE; /* its one group has the outcome of the test itself */
    for (size_t g = 0; g < build->test->n_groups; g++) {
        const struct study_group *group = &build->test->groups[g];
        g_autofree char *base = build->request->group ? g_strconcat(id, ".", group->name, NULL) : g_strdup(id);
        if (!add_number(build, base, "n", (double)group->n, error))
            return FALSE;
        const gsize first = isfinite(group->statistic) ? FIRST_TESTED_NUMBER : 0; /* a test says its outcome alone */
        for (gsize i = first; i < G_N_ELEMENTS(group_numbers); i++)
            if (!add_number(build, base, group_numbers[i].part, group_measure(group, group_numbers[i].offset), error))
                return FALSE;
    }
    return TRUE;
}

static gboolean add_rank_pair(struct build *build, const char *id, const struct study_pair *pair, GError **error)
{
    return add_number(build, id, "z", pair->statistic, error) && add_number(build, id, "p", pair->p_adjusted, error) &&
           add_number(build, id, "delta", pair->effect, error) &&
           add_number(build, id, "delta_low", pair->effect_low, error) &&
           add_number(build, id, "delta_high", pair->effect_high, error);
}

/* As the study has them: the second mean less the first. */
static gboolean add_mean_pair(struct build *build, const char *id, const struct study_pair *pair, GError **error)
{
    return add_number(build, id, "meandiff", -pair->difference, error) &&
           add_number(build, id, "p", pair->p_adjusted, error) && add_number(build, id, "lower", -pair->high, error) &&
           add_number(build, id, "upper", -pair->low, error) &&
           add_number(build, id, "reject", pair->low > 0.0 || pair->high < 0.0, error);
}

static gboolean add_pair_numbers(struct build *build, GError **error)
{
    for (size_t i = 0; i < build->test->n_pairs; i++) {
        const struct study_pair *pair = &build->test->pairs[i];
        g_autofree char *id = g_strdup_printf("%s.%s__%s", build->request->pairs_id, build->test->groups[pair->a].name,
                                              build->test->groups[pair->b].name);
        if (!(isfinite(pair->low) ? add_mean_pair(build, id, pair, error) : add_rank_pair(build, id, pair, error)))
            return FALSE;
    }
    return !g_str_equal(build->test->posthoc ? build->test->posthoc : "", "tukey") ||
           add_number(build, build->request->pairs_id, "qcrit", build->extra[1], error);
}

static gboolean add_numbers(struct build *build, const struct method *method, const char *id, GError **error)
{
    for (const struct method_number *number = method->numbers; number->part; number++)
        if (!add_number(build, id, number->part, number->value(build), error))
            return FALSE;
    if (method->has_groups && !add_group_numbers(build, id, error))
        return FALSE;
    return !build->request->pairs_id || add_pair_numbers(build, error);
}

/* ------------------------------------------------------------------ one request */

/* The id without its {stat} part: "ct.{label}" of "ct.{stat}.{label}". */
static char *id_without_stat(const char *id)
{
    const char *hole = strstr(id, "{stat}");
    if (!hole)
        return g_strdup(id);
    const char *rest = hole + strlen("{stat}");
    return g_strdup_printf("%.*s%s", (int)(hole - id), id, rest[0] == '.' ? rest + 1 : rest);
}

char *study_test_template(const struct study_test_request *request)
{
    return id_without_stat(request->id);
}

gboolean study_test_gives_number(const struct study_test_request *request, const char *id)
{
    const struct method *method = method_find(request->method);
    for (const struct method_number *number = method ? method->numbers : NULL; number && number->part; number++) {
        g_autofree char *template_id = id_with_part(request->id, number->part);
        if (study_id_is_covered(template_id, id))
            return TRUE;
    }
    if (request->pairs_id) {
        g_autofree char *pairs = g_strconcat(request->pairs_id, ".{a}__{b}.{stat}", NULL);
        if (study_id_is_covered(pairs, id))
            return TRUE;
    }
    if (!method || !method->has_groups)
        return FALSE;
    g_autofree char *groups = g_strconcat(request->id, request->group ? ".{group}.{stat}" : ".{stat}", NULL);
    return study_id_is_covered(groups, id);
}

char *study_test_plain_id(const char *filled)
{
    return id_without_stat(filled);
}

static gboolean is_part(const char *base, const char *part, const char *id)
{
    g_autofree char *whole = id_with_part(base, part);
    return g_str_equal(whole, id);
}

/* Is it a number of the group: its size, or a measure? */
static gboolean is_of_group(const char *base, const char *id)
{
    gboolean is_one = is_part(base, "n", id);
    for (gsize i = 0; i < G_N_ELEMENTS(group_numbers); i++)
        is_one |= is_part(base, group_numbers[i].part, id);
    return is_one;
}

static gboolean is_of_pairs(const char *pairs_id, const struct study_test *test, const char *id)
{
    for (size_t i = 0; i < test->n_pairs; i++) {
        const struct study_pair *pair = &test->pairs[i];
        g_autofree char *base =
            g_strdup_printf("%s.%s__%s.", pairs_id, test->groups[pair->a].name, test->groups[pair->b].name);
        if (g_str_has_prefix(id, base))
            return TRUE;
    }
    return is_part(pairs_id, "qcrit", id);
}

gboolean study_test_gave_number(const struct study_test_request *request, const struct study_test *test,
                                const char *filled, const char *id)
{
    const struct method *method = method_find(request->method);
    for (const struct method_number *number = method ? method->numbers : NULL; number && number->part; number++)
        if (is_part(filled, number->part, id))
            return TRUE;
    if (!test)
        return FALSE;
    if (request->pairs_id && is_of_pairs(request->pairs_id, test, id))
        return TRUE;
    for (size_t g = 0; method && method->has_groups && g < test->n_groups; g++) {
        g_autofree char *base =
            request->group ? g_strconcat(filled, ".", test->groups[g].name, NULL) : g_strdup(filled);
        if (is_of_group(base, id))
            return TRUE;
    }
    return FALSE;
}

static struct study_test *new_test(const struct build *build, const char *id)
{
    struct study_test *test = study_results_alloc(build->results, sizeof *test);
    test->id = study_results_keep(build->results, id);
    test->method = build->request->method;
    test->variant = "";
    test->unit = build->request->unit;
    test->question = build->request->question;
    test->statistic = test->p = test->p_question = test->effect = test->effect_low = test->effect_high =
        test->min_expected = (double)NAN;
    test->df[0] = test->df[1] = (double)NAN;
    return test;
}

/* Have the data no answer, or could nothing be asked? */
static gboolean is_about_data(const GError *error)
{
    return error->domain == STATS_ERROR || g_error_matches(error, STUDY_ERROR, STUDY_ERROR_DATA);
}

/* ------------------------------------------------------------------ recipes */

static study_feed *open_rows(const struct build *build, const struct study_choice choices[], size_t n_choices,
                             GError **error)
{
    for (size_t i = 0; i < n_choices; i++)
        if (study_column_find(build->rows->table, choices[i].column) < 0) {
            method_refuse(error, "the query returns no column", choices[i].column);
            return NULL;
        }
    return study_feed_rows(build->rows, choices, n_choices);
}

/* One test over build->rows, which hold at least one row. */
static gboolean run_one(GPtrArray *tests, struct build *build, const struct method *method, GError **error)
{
    const struct study_answer *answer = build->source;
    g_autofree char *id = study_id_fill(build->request->id, build->rows->table, build->rows->rows[0]);
    if (!id)
        return fail_recipe(error, answer, build->request, "no text or integer column for each part of",
                           build->request->id);
    g_autofree char *test_id = id_without_stat(id);
    build->test = new_test(build, test_id);
    build->test->is_of_part = build->n_each > 1;
    g_autoptr(GError) fault = NULL;
    const gboolean is_found = method->run(build, &fault);
    if (fault && !is_about_data(fault)) {
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s:%d: %s", answer->recipe->file, build->request->line,
                    fault->message);
        return FALSE;
    }
    build->test->failure = fault ? study_results_keep(build->results, fault->message) : NULL;
    if (method->about.title) {
        study_results_add_test(build->results, build->test);
        g_ptr_array_add(tests, build->test);
    }
    return !is_found || add_numbers(build, method, id, error);
}

/* Rows of each value of a column, in the order in which the values come; column NULL: all of them. */
static GPtrArray *split_rows(const struct study_table *table, const char *column)
{
    GPtrArray *parts = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    g_autofree guint *all = g_new(guint, MAX(table->n_rows, 1));
    for (guint row = 0; row < table->n_rows; row++)
        all[row] = row;
    const struct study_rows rows = {table, all, table->n_rows};
    const struct study_choice choice = {column, FALSE};
    g_autoptr(study_feed) feed = study_feed_rows(&rows, &choice, column ? 1 : 0);
    g_autoptr(study_levels) levels = study_levels_new();
    struct study_cell cell = {STUDY_TEXT, 0, 0.0, ""};
    gboolean has_row = FALSE;
    for (guint row = 0; feed->next(&has_row, &cell, feed, NULL) && has_row; row++) {
        if (!cell.text)
            continue;
        const guint part = study_levels_add(levels, cell.text);
        if (part == parts->len)
            g_ptr_array_add(parts, g_array_new(FALSE, FALSE, sizeof(guint)));
        g_array_append_val((GArray *)g_ptr_array_index(parts, part), row);
    }
    return parts;
}

gboolean study_test_run(GPtrArray *tests, study_results *results, const struct study_answer *answer,
                        const struct study_test_request *request, GError **error)
{
    const struct method *method = method_find(request->method);
    if (!method)
        return fail_recipe(error, answer, request, "unknown method", request->method);
    if (method_has_two_columns(method) != (request->columns[1] != NULL))
        return fail_recipe(error, answer, request, "wrong number of columns for", request->method);
    const struct study_table *table = study_answer_table(answer, request->query);
    if (request->each && study_column_find(table, request->each) < 0)
        return fail_recipe(error, answer, request, "the query returns no column", request->each);
    g_autoptr(GPtrArray) parts = split_rows(table, request->each);
    for (guint i = 0; i < parts->len; i++) {
        const GArray *part = g_ptr_array_index(parts, i);
        const struct study_rows rows = {table, (const guint *)(gconstpointer)part->data, part->len};
        struct build build = {.results = results,
                              .request = request,
                              .open = open_rows,
                              .source = answer,
                              .rows = &rows,
                              .n_each = parts->len};
        if (!run_one(tests, &build, method, error))
            return FALSE;
    }
    return TRUE;
}

/* ------------------------------------------------------------- one test alone */

/* Where the rows of the `test` command come from: a table in CSV, or a query. */
struct trial_source {
    const struct study_trial *trial;
    corpus *db; /* NULL: CSV */
};

static study_feed *open_trial(const struct build *build, const struct study_choice choices[], size_t n_choices,
                              GError **error)
{
    const struct trial_source *source = build->source;
    const struct study_trial *trial = source->trial;
    return source->db ? study_feed_query(source->db, trial->path, trial->sql, choices, n_choices, error)
                      : study_feed_csv(trial->path, trial->delimiter, trial->decimal, choices, n_choices, error);
}

/* All values of one column. NULL: an error, there is no value among them. */
static study_sample *read_column(const struct trial_source *source, const char *column, GError **error)
{
    const struct build build = {.source = source};
    const struct study_choice choice = {column, TRUE};
    g_autoptr(study_feed) feed = open_trial(&build, &choice, 1, error);
    g_autoptr(study_sample) sample = feed ? study_sample_read(feed, TRUE, error) : NULL;
    if (!sample || sample->n > 0)
        return g_steal_pointer(&sample);
    g_set_error_literal(error, STUDY_ERROR, STUDY_ERROR_DATA, "no values");
    return NULL;
}

void study_trial_name_source(GError **error, const struct study_trial *trial)
{
    if (error && *error && is_about_data(*error) && !g_str_has_prefix((*error)->message, trial->path))
        g_prefix_error(error, "%s: ", trial->path);
}

static gboolean run_trial(study_results *results, const struct trial_source *source,
                          const struct study_test_request *request, GError **error)
{
    const struct method *method = method_find(request->method);
    g_assert(method && method->about.title);
    struct build build = {
        .results = results, .request = request, .open = open_trial, .source = source, .is_sorted = TRUE};
    build.test = new_test(&build, request->method);
    if (!method->run(&build, error)) {
        study_trial_name_source(error, source->trial);
        return FALSE;
    }
    study_results_add_test(results, build.test);
    return TRUE;
}

/* The corpus of a trial, open for its query alone; derived tables that are behind are made anew to be read. NULL: an
 * error. */
static corpus *open_corpus(const struct study_trial *trial, GError **error)
{
    g_autoptr(corpus) db = corpus_open(trial->path, error);
    gboolean is_behind = FALSE;
    if (!db || !study_ask_behind(&is_behind, db, STUDY_DERIVATION, error) ||
        (is_behind && !study_shadow(db, &sync_rules_default, NULL, error)))
        return NULL;
    corpus_restrict(db, TRUE);
    return g_steal_pointer(&db);
}

study_results *study_trial_run(const struct study_trial *trial, const struct study_test_request *request,
                               GError **error)
{
    g_autoptr(study_results) results = study_results_new();
    g_autoptr(corpus) db = trial->sql ? open_corpus(trial, error) : NULL;
    const struct trial_source source = {trial, db};
    if ((trial->sql && !db) || !run_trial(results, &source, request, error))
        return NULL;
    study_results_settle(results);
    return g_steal_pointer(&results);
}

study_sample *study_trial_sample(const struct study_trial *trial, const char *column, GError **error)
{
    g_autoptr(corpus) db = trial->sql ? open_corpus(trial, error) : NULL;
    const struct trial_source source = {trial, db};
    return trial->sql && !db ? NULL : read_column(&source, column, error);
}
