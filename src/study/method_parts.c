/* What the methods share: requests read, columns read, outcomes set. */
#include "study/method_parts.h"

#include <math.h>
#include <string.h>

#include "stats/describe.h"
#include "study/study_internal.h"

/* Counts are whole numbers up to here, as stats/table.h takes them. */
#define MAX_COUNT 9007199254740992.0
/* Groups that are compared pair by pair; more make a table that nobody reads, and pairs by the million. */
#define MAX_PAIRED_GROUPS 1000

gboolean method_refuse(GError **error, const char *what, const char *name)
{
    g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s \"%s\"", what, name);
    return FALSE;
}

gboolean method_fail_data(GError **error, const char *why)
{
    g_set_error_literal(error, STUDY_ERROR, STUDY_ERROR_DATA, why);
    return FALSE;
}

/* ------------------------------------------------------------------ requests */

/* The request's post hoc test must be this one, or none. */
gboolean method_check_posthoc(const struct build *build, const char *posthoc, GError **error)
{
    const char *asked = build->request->posthoc;
    return !asked || g_str_equal(asked, posthoc) || method_refuse(error, "no post hoc test of this method:", asked);
}

gboolean method_find_adjust(enum stats_adjust *out, const struct build *build, GError **error)
{
    const char *asked = build->request->adjust ? build->request->adjust : "bonferroni";
    for (int i = 0; i < STATS_N_ADJUSTS; i++)
        if (g_str_equal(asked, stats_adjust_ids[i])) {
            *out = (enum stats_adjust)i;
            return TRUE;
        }
    return method_refuse(error, "no adjustment", asked);
}

gboolean method_check_n_pairs(const struct build *build, GError **error)
{
    return build->test->n_groups <= MAX_PAIRED_GROUPS || method_fail_data(error, "too many groups to compare in pairs");
}

/* ------------------------------------------------------------------ reading */

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
    out->statistic = out->p = out->events = out->low = out->high = (double)NAN;
}

/* Of the label= column of a recipe, else the group's name. *out is borrowed. */
gboolean method_group_label(const char **out, const struct build *build, const study_sample *sample, guint group,
                            GError **error)
{
    const char *label = build->request->label;
    *out = g_ptr_array_index(sample->levels->names, group);
    if (!label || !build->rows)
        return TRUE;
    const int column = study_column_find(build->rows->table, label);
    if (column < 0)
        return method_refuse(error, "the query returns no column", label);
    const guint row = build->rows->rows[sample->first_rows[group]];
    const struct study_cell *cell = study_cell_at(build->rows->table, row, (size_t)column);
    if (cell->type == STUDY_TEXT)
        *out = cell->text;
    return TRUE;
}

static gboolean describe_groups(struct build *build, const study_sample *sample, GError **error)
{
    const guint n_groups = sample->levels->names->len;
    struct study_group *groups = study_results_alloc(build->results, n_groups * sizeof *groups);
    const double *values = sample->values;
    for (guint g = 0; g < n_groups; values += sample->sizes[g], g++) {
        struct stats_summary summary;
        const char *label;
        if (!stats_describe(&summary, values, sample->sizes[g], error) ||
            !method_group_label(&label, build, sample, g, error))
            return FALSE;
        set_group(&groups[g], &summary);
        groups[g].name = study_results_keep(build->results, g_ptr_array_index(sample->levels->names, g));
        groups[g].label = study_results_keep(build->results, label);
    }
    build->test->groups = groups;
    build->test->n_groups = n_groups;
    return TRUE;
}

/* Values by group of the request's first column, described. NULL: an error. */
study_sample *method_read_sample(struct build *build, GError **error)
{
    const struct study_test_request *request = build->request;
    const struct study_choice choices[] = {
        {request->columns[0], TRUE}, {request->group, FALSE}, {request->cluster, FALSE}};
    g_autoptr(study_feed) feed = build->open(build, choices, request->cluster ? 3 : request->group ? 2 : 1, error);
    g_autoptr(study_sample) sample = feed ? study_sample_read(feed, build->is_sorted, error) : NULL;
    if (!sample)
        return NULL;
    build->test->n = sample->n;
    build->test->n_skipped = sample->n_skipped;
    if (sample->n == 0) {
        method_fail_data(error, "no values");
        return NULL;
    }
    return describe_groups(build, sample, error) ? g_steal_pointer(&sample) : NULL;
}

/* As read_sample, for a method that compares groups. */
study_sample *method_read_groups(struct build *build, GError **error)
{
    if (build->request->group)
        return method_read_sample(build, error);
    method_refuse(error, "needs a column of groups:", build->request->method);
    return NULL;
}

/* Two columns of numbers. NULL: an error. */
study_pairs *method_read_pairs(struct build *build, GError **error)
{
    const struct study_choice choices[] = {{build->request->columns[0], TRUE}, {build->request->columns[1], TRUE}};
    g_autoptr(study_feed) feed = build->open(build, choices, 2, error);
    study_pairs *pairs = feed ? study_pairs_read(feed, error) : NULL;
    if (pairs) {
        build->test->n = pairs->n;
        build->test->n_skipped = pairs->n_skipped;
    }
    return pairs;
}

gboolean method_find_alternative(enum stats_alternative *out, const struct build *build, GError **error)
{
    const char *asked = build->request->alternative;
    *out = STATS_ALTERNATIVE_TWO_SIDED;
    for (int i = 0; asked && i < STATS_N_ALTERNATIVES; i++)
        if (g_str_equal(asked, stats_alternative_ids[i])) {
            *out = (enum stats_alternative)i;
            return TRUE;
        }
    return !asked || method_refuse(error, "no alternative", asked);
}

study_crosstab *method_read_crosstab(struct build *build, gboolean is_square, GError **error)
{
    const struct study_test_request *request = build->request;
    const struct study_crosstab_shape shape = {.has_rows = request->columns[1] != NULL,
                                               .has_count = request->count != NULL,
                                               .has_expected = request->expected != NULL && !request->columns[1],
                                               .is_square = is_square,
                                               .is_sorted = build->is_sorted};
    struct study_choice choices[STUDY_FEED_MAX_COLUMNS] = {{request->columns[0], FALSE}};
    size_t n = 1;
    if (shape.has_rows)
        choices[n++] = (struct study_choice){request->columns[1], FALSE};
    if (shape.has_count)
        choices[n++] = (struct study_choice){request->count, TRUE};
    if (shape.has_expected)
        choices[n++] = (struct study_choice){request->expected, TRUE};
    g_autoptr(study_feed) feed = build->open(build, choices, n, error);
    g_autoptr(study_crosstab) table = feed ? study_crosstab_read(feed, &shape, error) : NULL;
    if (!table)
        return NULL;
    build->test->n = table->n >= 0.0 && table->n <= MAX_COUNT ? (size_t)table->n : 0; /* else the method refuses it */
    build->test->n_skipped = table->n_skipped;
    return g_steal_pointer(&table);
}

/* ------------------------------------------------------------------ outcomes */

void method_set_statistic(struct build *build, const char *variant, const char *name, double statistic, double p)
{
    build->test->variant = variant;
    build->test->statistic_name = name;
    build->test->statistic = statistic;
    build->test->p = p;
}

void method_set_effect(struct build *build, const char *name, double effect)
{
    build->test->effect_name = name;
    build->test->effect = effect;
}

void method_set_interval(struct build *build, double low, double high)
{
    build->test->effect_low = low;
    build->test->effect_high = high;
}

/* What people call an effect of this size; nothing where it has no class. */
void method_set_class(struct build *build, enum stats_effect_kind kind, size_t df_star)
{
    struct stats_effect_class found;
    if (!stats_effect_classify(&found, kind, build->test->effect, df_star, NULL))
        return;
    build->test->effect_class = found.name;
    build->test->effect_source = found.source;
}

/* The sentence of printf, kept with the results. */
const char *method_say(struct build *build, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return study_results_keep(build->results, text);
}

/* " (95 % interval A to B)"; nothing where an end does not exist. */
const char *method_say_interval(struct build *build, double low, double high)
{
    return isfinite(low) && isfinite(high) ? method_say(build, " (95 %% interval %.4g to %.4g)", low, high) : "";
}

void method_set_df(struct build *build, double df)
{
    build->test->df[0] = df;
    build->test->n_df = 1;
}

void method_set_f_df(struct build *build, double df1, double df2)
{
    build->test->df[0] = df1;
    build->test->df[1] = df2;
    build->test->n_df = 2;
}

void method_set_pairs(struct build *build, const char *posthoc, const char *adjust, const struct stats_pair found[],
                      size_t n_pairs)
{
    struct study_pair *pairs = study_results_alloc(build->results, n_pairs * sizeof *pairs);
    for (size_t i = 0; i < n_pairs; i++)
        pairs[i] = (struct study_pair){.a = found[i].a,
                                       .b = found[i].b,
                                       .difference = found[i].difference,
                                       .statistic = found[i].statistic,
                                       .p = found[i].p,
                                       .p_adjusted = found[i].p_adjusted,
                                       .low = found[i].low,
                                       .high = found[i].high,
                                       .effect = (double)NAN,
                                       .effect_low = (double)NAN,
                                       .effect_high = (double)NAN};
    build->test->posthoc = posthoc;
    build->test->adjust = adjust;
    build->test->pairs = pairs;
    build->test->n_pairs = n_pairs;
}

void method_set_pair_deltas(struct build *build, const struct stats_cliffs_delta found[], const char *note)
{
    struct study_pair *pairs = (struct study_pair *)(guintptr)build->test->pairs;
    for (size_t i = 0; i < build->test->n_pairs; i++) {
        struct stats_effect_class class = {NULL, NULL};
        pairs[i].effect = found[i].delta;
        pairs[i].effect_low = found[i].ci.low;
        pairs[i].effect_high = found[i].ci.high;
        if (!stats_effect_classify(&class, STATS_EFFECT_CLIFFS_DELTA, found[i].delta, 1, NULL))
            continue;
        pairs[i].effect_class = class.name;
        build->test->pair_effect_source = class.source;
    }
    build->test->pair_effect_name = stats_effect_ids[STATS_EFFECT_CLIFFS_DELTA];
    build->test->pair_effect_note = note;
}
