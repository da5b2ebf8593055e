#include <math.h>

#include "report/export_json.h"
#include "report/json_text.h"
#include "report/origin_text.h"

/* Only a line's number has a formula. is_better  the recommended one */
static json_t *formula_of(const study_origin *origin, gboolean is_better)
{
    g_autofree char *formula = origin->line ? study_origin_formula(origin, is_better) : NULL;
    return report_json_text(formula);
}

static void set_values(json_t *object, const study_origin *origin)
{
    const struct study_number *number = origin->number;
    const struct study_test *better = origin->recommended_test;
    json_object_set_new(object, "id", report_json_text(origin->id));
    json_object_set_new(object, "value", export_json_value(number ? number->value : (double)NAN));
    json_object_set_new(object, "recommended", export_json_value(number ? number->recommended : (double)NAN));
    json_object_set_new(object, "formula", formula_of(origin, FALSE));
    json_object_set_new(object, "recommended_formula", formula_of(origin, TRUE));
    json_object_set_new(object, "recommended_test", report_json_text(better ? better->id : NULL));
}

static json_t *recipe_of(const study_origin *origin)
{
    const struct study_recipe *recipe = origin->answer->recipe;
    json_t *object = json_object();
    json_object_set_new(object, "file", report_json_text(recipe->file));
    json_object_set_new(object, "line", json_integer(origin->line ? origin->line->line : origin->request->line));
    json_object_set_new(object, "title", report_json_text(recipe->title));
    return object;
}

/* null: the table was computed from the recipe's rows. */
static json_t *query_of(const struct study_query *query)
{
    if (!query)
        return json_null();
    json_t *object = json_object();
    g_autofree char *sql = g_strchomp(g_strdup(query->sql));
    json_object_set_new(object, "line", json_integer(query->line));
    json_object_set_new(object, "sql", report_json_text(sql));
    return object;
}

static json_t *row_of(const struct study_table *table, size_t row)
{
    json_t *cells = json_array();
    for (size_t column = 0; column < table->n_columns; column++)
        json_array_append_new(cells, report_json_cell(study_cell_at(table, row, column)));
    return cells;
}

static json_t *rows_of(const study_origin *origin, size_t max_rows)
{
    const struct study_table *table = origin->table;
    const size_t n = origin->rows->len, n_shown = MIN(n, max_rows);
    json_t *object = json_object(), *columns = json_array(), *shown = json_array();
    for (size_t column = 0; column < table->n_columns; column++)
        json_array_append_new(columns, report_json_text(table->columns[column]));
    for (size_t i = 0; i < n_shown; i++)
        json_array_append_new(shown, row_of(table, study_origin_row_shown(origin, i, n_shown)));
    json_object_set_new(object, "table", report_json_text(table->name));
    json_object_set_new(object, "n", json_integer((json_int_t)n));
    json_object_set_new(object, "columns", columns);
    json_object_set_new(object, "shown", shown);
    return object;
}

/* As in tests.json, and what only the words tell: what was counted, how large is small, the question's correction. */
static json_t *test_of(const struct study_test *test)
{
    if (!test)
        return json_null();
    json_t *object = export_json_test(test);
    json_object_set_new(object, "unit", report_json_text(test->unit));
    json_object_set_new(object, "effect_class", report_json_text(test->effect_class));
    json_object_set_new(object, "effect_source", report_json_text(test->effect_source));
    json_object_set_new(object, "min_expected", export_json_value(test->min_expected));
    json_object_set_new(object, "note", report_json_text(test->note));
    json_object_set_new(object, "question", report_json_text(test->question));
    json_object_set_new(object, "p_question", export_json_value(test->p_question));
    json_object_set_new(object, "n_question", json_integer((json_int_t)test->n_question));
    return object;
}

char *report_origin_json(const study_results *results, const study_origin *origin, size_t max_rows)
{
    const struct study_provenance *provenance = study_results_provenance(results);
    json_t *object = json_object();
    set_values(object, origin);
    json_object_set_new(object, "recipe", recipe_of(origin));
    json_object_set_new(object, "query", query_of(origin->query));
    json_object_set_new(object, "rows", rows_of(origin, max_rows));
    json_object_set_new(object, "method", report_json_text(origin->request ? origin->request->method : NULL));
    json_object_set_new(object, "test", test_of(origin->test));
    json_object_set_new(object, "collected", report_json_text(provenance->collected));
    json_object_set_new(object, "collected_assumed", json_boolean(provenance->is_collected_assumed));
    json_object_set_new(object, "rules", report_json_rules(provenance));
    json_object_set_new(object, "rules_other_than_the_study", report_json_text(provenance->rules));
    json_object_set_new(object, "sources", report_json_sources(provenance));
    return report_json_line(object);
}
