/* JSON: numbers and tests, in the shapes that CLI.md promises. What does not exist is null. */
#include "report/export_json.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "report/export.h"
#include "report/export_internal.h"
#include "report/json_text.h"

/* ------------------------------------------------------------------ values */

json_t *export_json_value(double value)
{
    if (!isfinite(value))
        return json_null();
    if (value == floor(value) && fabs(value) < 1e15)
        return json_integer((json_int_t)value);
    return json_real(value);
}

static int append_bytes(const char *bytes, size_t n, void *out)
{
    g_string_append_len(out, bytes, (gssize)n);
    return 0;
}

/* Write a value and drop it. */
static void append_json(GString *out, json_t *value)
{
    const int status =
        json_dump_callback(value, append_bytes, out, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(17));
    g_assert(status == 0); /* the values above are all that it can be given */
    json_decref(value);
}

static void set(json_t *object, const char *key, json_t *value)
{
    const int status = json_object_set_new(object, key, value);
    g_assert(status == 0);
}

/* ------------------------------------------------------------------ numbers */

void export_numbers_json(GString *out, const struct study_number numbers[], size_t n)
{
    g_string_append(out, "{");
    for (size_t i = 0; i < n; i++) {
        json_t *entry = json_object();
        set(entry, "value", export_json_value(numbers[i].value));
        set(entry, "recommended", export_json_value(export_number_other(&numbers[i])));
        g_string_append(out, i > 0 ? ",\n" : "\n");
        append_json(out, report_json_text(numbers[i].id));
        g_string_append(out, ": ");
        append_json(out, entry);
    }
    g_string_append(out, "\n}\n");
}

/* ------------------------------------------------------------------ tests */

struct field {
    const char *key;
    size_t offset; /* of a double */
};

static const struct field group_fields[] = {
    {"mean", G_STRUCT_OFFSET(struct study_group, mean)},     {"sd", G_STRUCT_OFFSET(struct study_group, sd)},
    {"min", G_STRUCT_OFFSET(struct study_group, min)},       {"q1", G_STRUCT_OFFSET(struct study_group, q1)},
    {"median", G_STRUCT_OFFSET(struct study_group, median)}, {"q3", G_STRUCT_OFFSET(struct study_group, q3)},
    {"max", G_STRUCT_OFFSET(struct study_group, max)},
};

static const struct field pair_fields[] = {
    {"difference", G_STRUCT_OFFSET(struct study_pair, difference)},
    {"statistic", G_STRUCT_OFFSET(struct study_pair, statistic)},
    {"p", G_STRUCT_OFFSET(struct study_pair, p)},
    {"p_adjusted", G_STRUCT_OFFSET(struct study_pair, p_adjusted)},
    {"low", G_STRUCT_OFFSET(struct study_pair, low)},
    {"high", G_STRUCT_OFFSET(struct study_pair, high)},
};

static void set_fields(json_t *object, const void *record, const struct field fields[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double value;
        memcpy(&value, (const char *)record + fields[i].offset, sizeof value);
        set(object, fields[i].key, export_json_value(value));
    }
}

static json_t *statistic_of(const struct study_test *test)
{
    if (!test->statistic_name)
        return json_null();
    json_t *statistic = json_object();
    set(statistic, "name", report_json_text(test->statistic_name));
    set(statistic, "value", export_json_value(test->statistic));
    return statistic;
}

static json_t *df_of(const struct study_test *test)
{
    json_t *df = json_array();
    for (size_t i = 0; i < test->n_df; i++)
        json_array_append_new(df, export_json_value(test->df[i]));
    return df;
}

/* name  NULL: there is none. */
static json_t *effect_of(const char *name, double value, double low, double high)
{
    if (!name)
        return json_null();
    json_t *effect = json_object();
    set(effect, "name", report_json_text(name));
    set(effect, "value", export_json_value(value));
    set(effect, "low", export_json_value(low));
    set(effect, "high", export_json_value(high));
    return effect;
}

static json_t *steps_of(const struct study_group *group)
{
    static const struct field fields[] = {
        {"time", G_STRUCT_OFFSET(struct study_step, time)}, {"survival", G_STRUCT_OFFSET(struct study_step, survival)},
        {"se", G_STRUCT_OFFSET(struct study_step, se)},     {"low", G_STRUCT_OFFSET(struct study_step, low)},
        {"high", G_STRUCT_OFFSET(struct study_step, high)},
    };
    json_t *steps = json_array();
    for (size_t i = 0; i < group->n_steps; i++) {
        json_t *step = json_object();
        set_fields(step, &group->steps[i], fields, G_N_ELEMENTS(fields));
        set(step, "n_risk", json_integer((json_int_t)group->steps[i].n_risk));
        set(step, "n_events", json_integer((json_int_t)group->steps[i].n_events));
        set(step, "n_censored", json_integer((json_int_t)group->steps[i].n_censored));
        json_array_append_new(steps, step);
    }
    return steps;
}

/* A group of times until an event: the curve is what there is to say. */
static void set_curve(json_t *object, const struct study_group *group)
{
    static const struct field fields[] = {
        {"events", G_STRUCT_OFFSET(struct study_group, events)},
        {"median", G_STRUCT_OFFSET(struct study_group, median)},
        {"low", G_STRUCT_OFFSET(struct study_group, low)},
        {"high", G_STRUCT_OFFSET(struct study_group, high)},
    };
    set_fields(object, group, fields, G_N_ELEMENTS(fields));
    set(object, "steps", steps_of(group));
}

static void set_group(json_t *object, const struct study_test *test, const struct study_group *group)
{
    if (isfinite(group->events)) {
        set_curve(object, group);
        return;
    }
    set_fields(object, group, group_fields, G_N_ELEMENTS(group_fields));
    if (g_str_equal(test->method, "describe"))
        set(object, "skewness", export_json_value(group->skewness));
    if (isfinite(group->statistic)) {
        set(object, "statistic", export_json_value(group->statistic));
        set(object, "p", export_json_value(group->p));
    }
}

/* Only a description tells the skewness. */
static json_t *groups_of(const struct study_test *test)
{
    json_t *groups = json_array();
    for (size_t i = 0; i < test->n_groups; i++) {
        json_t *group = json_object();
        set(group, "name", report_json_text(test->groups[i].name));
        set(group, "n", json_integer((json_int_t)test->groups[i].n));
        set_group(group, test, &test->groups[i]);
        json_array_append_new(groups, group);
    }
    return groups;
}

static json_t *posthoc_of(const struct study_test *test)
{
    if (!test->posthoc)
        return json_null();
    json_t *pairs = json_array();
    for (size_t i = 0; i < test->n_pairs; i++) {
        const struct study_pair *found = &test->pairs[i];
        json_t *pair = json_object();
        set(pair, "a", report_json_text(test->groups[found->a].name));
        set(pair, "b", report_json_text(test->groups[found->b].name));
        set_fields(pair, found, pair_fields, G_N_ELEMENTS(pair_fields));
        set(pair, "effect", effect_of(test->pair_effect_name, found->effect, found->effect_low, found->effect_high));
        json_array_append_new(pairs, pair);
    }
    json_t *posthoc = json_object();
    set(posthoc, "method", report_json_text(test->posthoc));
    set(posthoc, "adjust", report_json_text(test->adjust));
    set(posthoc, "pairs", pairs);
    return posthoc;
}

/* The members of a test, after its id where it has one. */
static void set_test(json_t *object, const struct study_test *test)
{
    set(object, "method", report_json_text(test->method));
    if (test->failure) {
        set(object, "failure", report_json_text(test->failure));
        return;
    }
    set(object, "variant", report_json_text(test->variant));
    set(object, "n", json_integer((json_int_t)test->n));
    set(object, "skipped", json_integer((json_int_t)test->n_skipped));
    set(object, "statistic", statistic_of(test));
    set(object, "df", df_of(test));
    set(object, "p", export_json_value(test->p));
    set(object, "effect", effect_of(test->effect_name, test->effect, test->effect_low, test->effect_high));
    set(object, "groups", groups_of(test));
    set(object, "posthoc", posthoc_of(test));
}

json_t *export_json_test(const struct study_test *test)
{
    json_t *object = json_object();
    if (test->id)
        set(object, "id", report_json_text(test->id));
    set_test(object, test);
    return object;
}

char *export_test_json(const struct study_test *test)
{
    g_autoptr(GString) out = g_string_new(NULL);
    json_t *object = json_object();
    set_test(object, test);
    append_json(out, object);
    return g_string_free(g_steal_pointer(&out), FALSE);
}

void export_tests_json(GString *out, const struct study_test *const tests[], size_t n)
{
    g_string_append(out, "[");
    for (size_t i = 0; i < n; i++) {
        g_string_append(out, i > 0 ? ",\n" : "\n");
        append_json(out, export_json_test(tests[i]));
    }
    g_string_append(out, "\n]\n");
}
