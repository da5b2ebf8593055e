#include "report/json_text.h"

#include <math.h>
#include <stdlib.h>

json_t *report_json_cell(const struct study_cell *cell)
{
    switch (cell->type) {
    case STUDY_TEXT:
        return report_json_text(cell->text);
    case STUDY_INTEGER:
        return json_integer(cell->integer);
    case STUDY_REAL:
        return isfinite(cell->real) ? json_real(cell->real) : json_null();
    case STUDY_NULL:
        break;
    }
    return json_null();
}

json_t *report_json_rules(const struct study_provenance *provenance)
{
    json_t *object = json_object();
    for (size_t i = 0; i < provenance->n_rule_values; i++)
        json_object_set_new(object, provenance->rule_values[i].key, report_json_text(provenance->rule_values[i].value));
    return object;
}

json_t *report_json_sources(const struct study_provenance *provenance)
{
    json_t *list = json_array();
    for (size_t i = 0; i < provenance->n_sources; i++) {
        const struct study_source *source = &provenance->sources[i];
        json_t *object = json_object();
        json_object_set_new(object, "kind", report_json_text(source->kind));
        json_object_set_new(object, "name", report_json_text(source->name));
        json_object_set_new(object, "sha256", report_json_text(source->sha256));
        if (source->repository)
            json_object_set_new(object, "repository", report_json_text(source->repository));
        if (source->revision)
            json_object_set_new(object, "revision", report_json_text(source->revision));
        json_object_set_new(object, "collected", report_json_text(source->collected));
        json_object_set_new(object, "bytes", json_integer(source->bytes));
        json_object_set_new(object, "rows", json_integer(source->rows));
        json_object_set_new(object, "used", json_integer(source->used));
        json_object_set_new(object, "skipped", json_integer(source->skipped));
        json_array_append_new(list, object);
    }
    return list;
}

char *report_json_line(json_t *object)
{
    char *dumped = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(17));
    g_assert(dumped != NULL);
    char *text = g_strdup(dumped);
    free(dumped); /* jansson's own */
    json_decref(object);
    return text;
}
