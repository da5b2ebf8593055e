/* The tests of a recipe: from rows to outcomes and numbers with ids. */
#include <math.h>
#include <string.h>

#include "stats/density.h"
#include "stats/describe.h"
#include "stats/rank.h"
#include "stats/table.h"
#include "study/sample.h"
#include "study/study_internal.h"

/* Counts are whole numbers up to here, as stats/table.h takes them. */
#define MAX_COUNT 9007199254740992.0
/* 97.5 % quantile of the normal distribution. */
#define NORMAL_97_5 1.959963984540054
/* Groups that are compared pair by pair; more make a table that nobody reads, and pairs by the million. */
#define MAX_PAIRED_GROUPS 1000

/* One test being made. */
struct build {
    study_results *results;
    const struct study_answer *answer;
    const struct study_test_request *request;
    struct study_rows rows;
    struct study_test *test;
    double cuts[2];  /* of tertiles */
    double extra[2]; /* of a method's further numbers */
};

/* Makes build->test's outcome. FALSE without an error: test->failure says why there is none. */
typedef gboolean (*method_run)(struct build *build, GError **error);

/* A method's numbers: the part of the id, and where its value lies. */
struct method_number {
    const char *part; /* "" : the id itself */
    double (*value)(const struct build *build);
};

struct method {
    const char *name;
    guint n_columns;
    gboolean is_test; /* listed among the tests; FALSE: only gives numbers */
    method_run run;
    const struct method_number *numbers; /* ends with a NULL part */
};

static gboolean fail_recipe(GError **error, const struct build *build, const char *what, const char *name)
{
    g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s:%d: %s \"%s\"", build->answer->recipe->file,
                build->request->line, what, name);
    return FALSE;
}

/* Column by name; *out is -1 when the name is NULL. */
static gboolean find_column(int *out, const struct build *build, const char *name, GError **error)
{
    *out = name ? study_column_find(build->rows.table, name) : -1;
    return !name || *out >= 0 || fail_recipe(error, build, "the query returns no column", name);
}

static gboolean fail_data(struct build *build, const char *why)
{
    build->test->failure = study_results_keep(build->results, why);
    return FALSE;
}

static gboolean fail_stats(struct build *build, GError *fault)
{
    fail_data(build, fault->message);
    g_error_free(fault);
    return FALSE;
}

/* ------------------------------------------------------------------ groups */

static void set_group(struct study_group *out, const struct stats_summary *summary)
{
    out->n = summary->n;
    out->mean = summary->mean;
    out->sd = summary->sd;
    out->min = summary->min;
    out->q1 = summary->q1;
    out->median = summary->median;
    out->q3 = summary->q3;
    out->max = summary->max;
    out->skewness = summary->skewness;
}

static const char *group_label(const struct build *build, const study_sample *sample, guint group, int label_column)
{
    const struct study_cell *label =
        label_column < 0 ? NULL : study_cell_at(build->rows.table, sample->first_rows[group], (size_t)label_column);
    return label && label->type == STUDY_TEXT ? label->text : g_ptr_array_index(sample->levels->names, group);
}

static gboolean describe_groups(struct build *build, const study_sample *sample, int label_column)
{
    const guint n_groups = sample->levels->names->len;
    struct study_group *groups = study_results_alloc(build->results, n_groups * sizeof *groups);
    const double *values = sample->values;
    for (guint g = 0; g < n_groups; values += sample->sizes[g], g++) {
        struct stats_summary summary;
        GError *fault = NULL;
        if (!stats_describe(&summary, values, sample->sizes[g], &fault))
            return fail_stats(build, fault);
        set_group(&groups[g], &summary);
        groups[g].name = study_results_keep(build->results, g_ptr_array_index(sample->levels->names, g));
        groups[g].label = study_results_keep(build->results, group_label(build, sample, g, label_column));
    }
    build->test->groups = groups;
    build->test->n_groups = n_groups;
    return TRUE;
}

/* Values by group of the request's first column, described. NULL: error, or failure of the data. */
static study_sample *read_sample(struct build *build, GError **error)
{
    int value, group, label;
    if (!find_column(&value, build, build->request->columns[0], error) ||
        !find_column(&group, build, build->request->group, error) ||
        !find_column(&label, build, build->request->label, error))
        return NULL;
    g_autofree char *fault = NULL;
    g_autoptr(study_sample) sample = study_sample_read(&fault, &build->rows, value, group);
    if (!sample) {
        fail_data(build, fault);
        return NULL;
    }
    build->test->n = sample->n;
    build->test->n_skipped = sample->n_skipped;
    if (sample->n == 0) {
        fail_data(build, "no values");
        return NULL;
    }
    return describe_groups(build, sample, label) ? g_steal_pointer(&sample) : NULL;
}

/* ------------------------------------------------------------------ methods */

static gboolean run_describe(struct build *build, GError **error)
{
    g_autoptr(study_sample) sample = read_sample(build, error);
    build->test->variant = "quartiles of type 7, standard deviation with n - 1";
    return sample != NULL;
}

static gboolean run_tertiles(struct build *build, GError **error)
{
    g_autoptr(study_sample) sample = read_sample(build, error);
    if (!sample)
        return FALSE;
    GError *fault = NULL;
    return stats_tertiles(build->cuts, sample->values, sample->n, &fault) || fail_stats(build, fault);
}

static gboolean add_dunn(struct build *build, const study_sample *sample)
{
    const size_t k = build->test->n_groups, n_pairs = k * (k - 1) / 2;
    if (k > MAX_PAIRED_GROUPS)
        return fail_data(build, "too many groups to compare in pairs");
    g_autofree struct stats_pair *found = g_new0(struct stats_pair, n_pairs);
    GError *fault = NULL;
    if (!stats_dunn(found, sample->values, sample->sizes, k, STATS_ADJUST_BONFERRONI, &fault))
        return fail_stats(build, fault);
    struct study_pair *pairs = study_results_alloc(build->results, n_pairs * sizeof *pairs);
    for (size_t i = 0; i < n_pairs; i++)
        pairs[i] = (struct study_pair){found[i].a, found[i].b,          found[i].difference, found[i].statistic,
                                       found[i].p, found[i].p_adjusted, (double)NAN,         (double)NAN};
    build->test->posthoc = "dunn";
    build->test->adjust = "bonferroni";
    build->test->pairs = pairs;
    build->test->n_pairs = n_pairs;
    return TRUE;
}

static gboolean run_kruskal_wallis(struct build *build, GError **error)
{
    if (!build->request->group)
        return fail_recipe(error, build, "needs by=COLUMN:", build->request->method);
    if (build->request->posthoc && !g_str_equal(build->request->posthoc, "dunn"))
        return fail_recipe(error, build, "no post hoc test", build->request->posthoc);
    g_autoptr(study_sample) sample = read_sample(build, error);
    if (!sample)
        return FALSE;
    struct study_test *test = build->test;
    struct stats_kruskal kruskal;
    GError *fault = NULL;
    if (!stats_kruskal_wallis(&kruskal, sample->values, sample->sizes, test->n_groups, &fault))
        return fail_stats(build, fault);
    test->variant = "tie-corrected, chi-square approximation";
    test->statistic_name = "H";
    test->statistic = kruskal.h;
    test->df[0] = (double)kruskal.df;
    test->n_df = 1;
    test->p = kruskal.p;
    test->effect_name = "epsilon_squared";
    test->effect = kruskal.epsilon_squared;
    build->extra[0] = kruskal.eta_squared_h;
    return !build->request->posthoc || add_dunn(build, sample);
}

static study_crosstab *read_crosstab(struct build *build, gboolean is_square, GError **error)
{
    const struct study_test_request *request = build->request;
    int first, second, count;
    if (!find_column(&first, build, request->columns[0], error) ||
        !find_column(&second, build, request->columns[1], error) || !find_column(&count, build, request->count, error))
        return NULL;
    g_autofree char *fault = NULL;
    g_autoptr(study_crosstab) table = second < 0
                                          ? study_crosstab_read(&fault, &build->rows, -1, first, count, FALSE)
                                          : study_crosstab_read(&fault, &build->rows, first, second, count, is_square);
    if (!table) {
        fail_data(build, fault);
        return NULL;
    }
    build->test->n = table->n >= 0.0 && table->n <= MAX_COUNT ? (size_t)table->n : 0; /* else the method refuses it */
    build->test->n_skipped = table->n_skipped;
    return g_steal_pointer(&table);
}

static void set_chi_square(struct build *build, const struct stats_chi_square *found)
{
    struct study_test *test = build->test;
    test->statistic_name = "chi2";
    test->statistic = found->chi2;
    test->df[0] = (double)found->df;
    test->n_df = 1;
    test->p = found->p;
    test->effect_name = "cramers_v";
    test->effect = found->cramers_v;
    test->min_expected = found->min_expected;
    build->extra[0] = found->g;
}

static gboolean run_chi_square(struct build *build, GError **error)
{
    g_autoptr(study_crosstab) table = read_crosstab(build, FALSE, error);
    if (!table)
        return FALSE;
    struct stats_chi_square found;
    GError *fault = NULL;
    if (!stats_chi_square_independence(&found, table->counts, table->rows->names->len, table->columns->names->len,
                                       FALSE, &fault))
        return fail_stats(build, fault);
    build->test->variant = "Pearson, independence, no continuity correction";
    set_chi_square(build, &found);
    return TRUE;
}

static gboolean run_chi_square_gof(struct build *build, GError **error)
{
    g_autoptr(study_crosstab) table = read_crosstab(build, FALSE, error);
    if (!table)
        return FALSE;
    struct stats_chi_square found;
    GError *fault = NULL;
    if (!stats_chi_square_uniform(&found, table->counts, table->columns->names->len, &fault))
        return fail_stats(build, fault);
    build->test->variant = "Pearson, goodness of fit to equal shares";
    set_chi_square(build, &found);
    return TRUE;
}

static gboolean run_kappa(struct build *build, GError **error)
{
    g_autoptr(study_crosstab) table = read_crosstab(build, TRUE, error);
    if (!table)
        return FALSE;
    struct stats_kappa found;
    GError *fault = NULL;
    if (!stats_kappa(&found, table->counts, table->rows->names->len, &fault))
        return fail_stats(build, fault);
    build->test->variant = "Cohen, unweighted";
    build->test->statistic_name = "kappa";
    build->test->statistic = found.kappa;
    build->extra[0] = found.se;
    return TRUE;
}

/* ------------------------------------------------------------------ numbers of methods */

static double value_statistic(const struct build *build)
{
    return build->test->statistic;
}
static double value_df(const struct build *build)
{
    return build->test->df[0];
}
static double value_p(const struct build *build)
{
    return build->test->p;
}
static double value_effect(const struct build *build)
{
    return build->test->effect;
}
static double value_min_expected(const struct build *build)
{
    return build->test->min_expected;
}
static double value_extra(const struct build *build)
{
    return build->extra[0];
}
/* The ends of a 95 % interval: the statistic, and its standard error times a normal quantile to both sides. */
static double value_low(const struct build *build)
{
    return build->test->statistic - NORMAL_97_5 * build->extra[0];
}
static double value_high(const struct build *build)
{
    return build->test->statistic + NORMAL_97_5 * build->extra[0];
}
static double value_cut1(const struct build *build)
{
    return build->cuts[0];
}
static double value_cut2(const struct build *build)
{
    return build->cuts[1];
}

static const struct method_number no_numbers[] = {{NULL, NULL}};
static const struct method_number kruskal_numbers[] = {{"H", value_statistic}, {"df", value_df},
                                                       {"p", value_p},         {"epsilon2", value_effect},
                                                       {"eta2H", value_extra}, {NULL, NULL}};
static const struct method_number chi_square_numbers[] = {{"chi2", value_statistic},
                                                          {"df", value_df},
                                                          {"p", value_p},
                                                          {"V", value_effect},
                                                          {"min_expected", value_min_expected},
                                                          {"G", value_extra},
                                                          {NULL, NULL}};
static const struct method_number gof_numbers[] = {{"chi2", value_statistic},
                                                   {"df", value_df},
                                                   {"p", value_p},
                                                   {"V", value_effect},
                                                   {"min_expected", value_min_expected},
                                                   {"expected", value_min_expected},
                                                   {"G", value_extra},
                                                   {NULL, NULL}};
static const struct method_number kappa_numbers[] = {
    {"", value_statistic}, {"se", value_extra}, {"low", value_low}, {"high", value_high}, {NULL, NULL}};
static const struct method_number tertile_numbers[] = {{"cut1", value_cut1}, {"cut2", value_cut2}, {NULL, NULL}};

/* Every method that a recipe may ask for. */
static const struct method methods[] = {
    {"describe", 1, TRUE, run_describe, no_numbers},
    {"tertiles", 1, FALSE, run_tertiles, tertile_numbers},
    {"kruskal-wallis", 1, TRUE, run_kruskal_wallis, kruskal_numbers},
    {"chi-square", 2, TRUE, run_chi_square, chi_square_numbers},
    {"chi-square-gof", 1, TRUE, run_chi_square_gof, gof_numbers},
    {"kappa", 2, TRUE, run_kappa, kappa_numbers},
};

static const struct method *find_method(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(methods); i++)
        if (g_str_equal(methods[i].name, name))
            return &methods[i];
    return NULL;
}

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
};

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
    for (size_t g = 0; g < build->test->n_groups; g++) {
        const struct study_group *group = &build->test->groups[g];
        g_autofree char *base = build->request->group ? g_strconcat(id, ".", group->name, NULL) : g_strdup(id);
        if (!add_number(build, base, "n", (double)group->n, error))
            return FALSE;
        for (gsize i = 0; i < G_N_ELEMENTS(group_numbers); i++)
            if (!add_number(build, base, group_numbers[i].part, group_measure(group, group_numbers[i].offset), error))
                return FALSE;
    }
    return TRUE;
}

static gboolean add_pair_numbers(struct build *build, GError **error)
{
    for (size_t i = 0; i < build->test->n_pairs; i++) {
        const struct study_pair *pair = &build->test->pairs[i];
        g_autofree char *id = g_strdup_printf("%s.%s__%s", build->request->pairs_id, build->test->groups[pair->a].name,
                                              build->test->groups[pair->b].name);
        if (!add_number(build, id, "z", pair->statistic, error) || !add_number(build, id, "p", pair->p_adjusted, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean add_numbers(struct build *build, const struct method *method, const char *id, GError **error)
{
    for (const struct method_number *number = method->numbers; number->part; number++)
        if (!add_number(build, id, number->part, number->value(build), error))
            return FALSE;
    if (method->run == run_describe && !add_group_numbers(build, id, error))
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
    const struct method *method = find_method(request->method);
    for (const struct method_number *number = method ? method->numbers : no_numbers; number->part; number++) {
        g_autofree char *template_id = id_with_part(request->id, number->part);
        if (study_id_is_covered(template_id, id))
            return TRUE;
    }
    if (request->pairs_id) {
        g_autofree char *pairs = g_strconcat(request->pairs_id, ".{a}__{b}.{stat}", NULL);
        if (study_id_is_covered(pairs, id))
            return TRUE;
    }
    if (!method || method->run != run_describe)
        return FALSE;
    g_autofree char *groups = g_strconcat(request->id, request->group ? ".{group}.{stat}" : ".{stat}", NULL);
    return study_id_is_covered(groups, id);
}

static struct study_test *new_test(struct build *build, const char *id)
{
    struct study_test *test = study_results_alloc(build->results, sizeof *test);
    test->id = study_results_keep(build->results, id);
    test->method = build->request->method;
    test->variant = "";
    test->unit = build->request->unit;
    test->statistic = test->p = test->effect = test->effect_low = test->effect_high = test->min_expected = (double)NAN;
    test->df[0] = test->df[1] = (double)NAN;
    return test;
}

/* One test over build->rows, which hold at least one row. */
static gboolean run_one(GPtrArray *tests, struct build *build, const struct method *method, GError **error)
{
    g_autofree char *id = study_id_fill(build->request->id, build->rows.table, build->rows.rows[0]);
    if (!id)
        return fail_recipe(error, build, "no text or integer column for each part of", build->request->id);
    g_autofree char *test_id = id_without_stat(id);
    build->test = new_test(build, test_id);
    GError *fault = NULL;
    const gboolean is_found = method->run(build, &fault);
    if (fault) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    if (method->is_test) {
        study_results_add_test(build->results, build->test);
        g_ptr_array_add(tests, build->test);
    }
    return !is_found || add_numbers(build, method, id, error);
}

/* Rows of each value of the each= column, in the order in which the values come. */
static GPtrArray *split_rows(const struct study_table *table, int column)
{
    GPtrArray *parts = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    g_autoptr(study_levels) levels = study_levels_new();
    for (guint row = 0; row < table->n_rows; row++) {
        const int part = column < 0 ? 0 : study_levels_add(levels, study_cell_at(table, row, (size_t)column));
        if (part < 0)
            continue;
        while ((guint)part >= parts->len)
            g_ptr_array_add(parts, g_array_new(FALSE, FALSE, sizeof(guint)));
        g_array_append_val((GArray *)g_ptr_array_index(parts, part), row);
    }
    return parts;
}

gboolean study_test_run(GPtrArray *tests, study_results *results, const struct study_answer *answer,
                        const struct study_test_request *request, GError **error)
{
    struct build build = {.results = results, .answer = answer, .request = request};
    const struct method *method = find_method(request->method);
    if (!method)
        return fail_recipe(error, &build, "unknown method", request->method);
    if ((method->n_columns == 2) != (request->columns[1] != NULL))
        return fail_recipe(error, &build, "wrong number of columns for", request->method);
    build.rows.table = study_answer_table(answer, request->query);
    int each;
    if (!find_column(&each, &build, request->each, error))
        return FALSE;
    g_autoptr(GPtrArray) parts = split_rows(build.rows.table, each);
    for (guint i = 0; i < parts->len; i++) {
        const GArray *rows = g_ptr_array_index(parts, i);
        build.rows.rows = (const guint *)(gconstpointer)rows->data;
        build.rows.n_rows = rows->len;
        if (!run_one(tests, &build, method, error))
            return FALSE;
    }
    return TRUE;
}

/* ------------------------------------------------------------------ density */

#define DENSITY_POINTS 200

/* Area under the bars: sum of height times width, so that a density times it lies over them. NAN without bars. */
static double histogram_area(const struct study_table *bars, const char *height)
{
    const int low = study_column_find(bars, "low"), high = study_column_find(bars, "high");
    const int y = study_column_find(bars, height);
    double area = 0.0;
    for (size_t row = 0; low >= 0 && high >= 0 && y >= 0 && row < bars->n_rows; row++)
        area += study_cell_at(bars, row, (size_t)y)->real *
                (study_cell_at(bars, row, (size_t)high)->real - study_cell_at(bars, row, (size_t)low)->real);
    return area > 0.0 ? area : (double)NAN;
}

gboolean study_density_run(struct study_table *out, study_results *results, const struct study_answer *answer,
                           GError **error)
{
    const struct study_recipe *recipe = answer->recipe;
    static const char *const columns[] = {"x", "y"};
    *out = (struct study_table){.name = STUDY_DENSITY_TABLE, .n_columns = 2, .columns = columns};
    const struct study_table *raw = study_answer_table(answer, recipe->density_values_query);
    const int column = study_column_find(raw, recipe->density_values_column);
    if (column < 0) {
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s:%d: the query returns no column \"%s\"", recipe->file,
                    recipe->density_line, recipe->density_values_column);
        return FALSE;
    }
    g_autoptr(GPtrArray) parts = split_rows(raw, -1);
    const GArray *all = parts->len > 0 ? g_ptr_array_index(parts, 0) : NULL;
    const struct study_rows rows = {raw, all ? (const guint *)(gconstpointer)all->data : NULL, all ? all->len : 0};
    g_autofree char *fault = NULL;
    g_autoptr(study_sample) sample = study_sample_read(&fault, &rows, column, -1);
    struct stats_summary summary;
    double x[DENSITY_POINTS], density[DENSITY_POINTS];
    if (!sample || sample->n < 2 || !stats_describe(&summary, sample->values, sample->n, NULL))
        return TRUE; /* no line */
    for (int i = 0; i < DENSITY_POINTS; i++)
        x[i] = summary.min + (summary.max - summary.min) * i / (DENSITY_POINTS - 1);
    const double area = histogram_area(&answer->tables[0], recipe->y.column);
    if (isnan(area) || !stats_density(density, x, DENSITY_POINTS, sample->values, sample->n, NULL))
        return TRUE;
    struct study_cell *cells = study_results_alloc(results, 2 * DENSITY_POINTS * sizeof *cells);
    for (int i = 0; i < DENSITY_POINTS; i++) {
        cells[2 * i] = (struct study_cell){STUDY_REAL, 0, x[i], NULL};
        cells[2 * i + 1] = (struct study_cell){STUDY_REAL, 0, density[i] * area, NULL};
    }
    out->cells = cells;
    out->n_rows = DENSITY_POINTS;
    return TRUE;
}
