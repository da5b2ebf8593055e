#include <jansson.h>
#include <math.h>

#include "report/difference_text.h"
#include "report/json_text.h"

static json_t *number_or_null(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

/* Words of the causes, one an element: data, age_cuts, ... */
static json_t *causes_of(guint causes)
{
    static const char *const names[] = {"data",      "age_cuts", "similarity_cuts", "rule",
                                        "label_set", "people",   "version",         "day_of_collection"};
    json_t *list = json_array();
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (causes & 1u << i)
            json_array_append_new(list, json_string(names[i]));
    return list;
}

static json_t *counts_of(const struct study_commit_counts *counts)
{
    json_t *object = json_object();
    json_object_set_new(object, "came", json_integer(counts->n_came));
    json_object_set_new(object, "went", json_integer(counts->n_went));
    json_object_set_new(object, "changed", json_integer(counts->n_changed));
    json_object_set_new(object, "late", json_integer(counts->n_late));
    json_object_set_new(object, "into_use", json_integer(counts->n_into_use));
    json_object_set_new(object, "out_of_use", json_integer(counts->n_out_of_use));
    return object;
}

static json_t *fates_of(const study_difference *difference)
{
    json_t *list = json_array();
    for (guint i = 0; i < difference->fates->len; i++) {
        const struct study_family_fate *fate = &g_array_index(difference->fates, struct study_family_fate, i);
        json_t *object = json_object();
        json_object_set_new(object, "family", report_json_text(fate->family));
        json_object_set_new(object, "what", json_string(report_fate_word(fate->fate)));
        json_object_set_new(object, "old", report_json_text(fate->old));
        json_object_set_new(object, "reason", report_json_text(fate->reason));
        json_object_set_new(object, "commits", json_integer(fate->n_commits));
        json_object_set_new(object, "late", json_integer(fate->n_late));
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *commits_of(const struct study_family_change *family)
{
    json_t *list = json_array();
    for (size_t i = 0; i < family->n_commits; i++) {
        const struct study_commit_change *commit = &family->commits[i];
        json_t *object = json_object();
        json_object_set_new(object, "what", json_string(report_fate_word(commit->fate)));
        json_object_set_new(object, "platform", report_json_text(commit->platform));
        json_object_set_new(object, "repository", report_json_text(commit->repository));
        json_object_set_new(object, "commit", report_json_text(commit->commit));
        json_object_set_new(object, "date", report_json_text(commit->date));
        json_object_set_new(object, "title", report_json_text(commit->title));
        json_object_set_new(object, "late", json_boolean(commit->is_late));
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *cells_of(const struct study_family_change *family)
{
    json_t *list = json_array();
    for (size_t i = 0; i < family->n_cells; i++) {
        json_t *object = json_object();
        json_object_set_new(object, "column", json_string(family->cells[i].column));
        json_object_set_new(object, "old", report_json_cell(&family->cells[i].old));
        json_object_set_new(object, "new", report_json_cell(&family->cells[i].new));
        json_object_set_new(object, "causes", causes_of(family->cells[i].causes));
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *families_of(const study_difference *difference)
{
    json_t *list = json_array();
    for (guint i = 0; i < difference->families->len; i++) {
        const struct study_family_change *family = &g_array_index(difference->families, struct study_family_change, i);
        json_t *object = json_object();
        json_object_set_new(object, "family", report_json_text(family->family));
        json_object_set_new(object, "class_changed", json_boolean(family->is_class));
        json_object_set_new(object, "commits", counts_of(&family->counts));
        json_object_set_new(object, "first_commits", commits_of(family));
        json_object_set_new(object, "cells", cells_of(family));
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *settings_of(const study_difference *difference)
{
    json_t *list = json_array();
    for (guint i = 0; i < difference->settings->len; i++) {
        const struct study_setting_change *setting =
            &g_array_index(difference->settings, struct study_setting_change, i);
        json_t *object = json_object();
        json_object_set_new(object, "kind", json_string(setting->kind));
        json_object_set_new(object, "key", report_json_text(setting->key));
        json_object_set_new(object, "old", report_json_text(setting->old));
        json_object_set_new(object, "new", report_json_text(setting->new));
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *cuts_of(const study_difference *difference)
{
    json_t *list = json_array();
    for (guint i = 0; i < difference->cuts->len; i++) {
        const struct study_cut_change *cut = &g_array_index(difference->cuts, struct study_cut_change, i);
        json_t *object = json_object(), *old = json_array(), *new = json_array();
        for (int k = 0; k < 2; k++) {
            json_array_append_new(old, number_or_null(cut->old[k]));
            json_array_append_new(new, number_or_null(cut->new[k]));
        }
        json_object_set_new(object, "column", json_string(cut->column));
        json_object_set_new(object, "old", old);
        json_object_set_new(object, "new", new);
        json_object_set_new(object, "families_moved", json_integer((json_int_t)cut->n_moved));
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *conclusions_of(const study_difference *difference)
{
    json_t *list = json_array();
    for (guint i = 0; i < difference->conclusions->len; i++) {
        const struct study_conclusion *conclusion = &g_array_index(difference->conclusions, struct study_conclusion, i);
        json_t *object = json_object();
        json_object_set_new(object, "id", report_json_text(conclusion->id));
        json_object_set_new(object, "kind", json_string(report_conclusion_word(conclusion->kind)));
        json_object_set_new(object, "figure", report_json_text(conclusion->figure));
        json_object_set_new(object, "what", report_json_text(conclusion->what));
        json_object_set_new(object, "old", report_json_text(conclusion->old));
        json_object_set_new(object, "new", report_json_text(conclusion->new));
        json_object_set_new(object, "old_p", number_or_null(conclusion->old_p));
        json_object_set_new(object, "new_p", number_or_null(conclusion->new_p));
        json_object_set_new(object, "old_level", number_or_null(conclusion->old_level));
        json_object_set_new(object, "new_level", number_or_null(conclusion->new_level));
        json_object_set_new(object, "causes", causes_of(conclusion->causes));
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *state_of(const struct study_number_state *state)
{
    json_t *object = json_object();
    json_object_set_new(object, "value", number_or_null(state->value));
    json_object_set_new(object, "low", number_or_null(state->low));
    json_object_set_new(object, "high", number_or_null(state->high));
    return object;
}

static json_t *numbers_of(const study_difference *difference)
{
    json_t *list = json_array();
    for (guint i = 0; i < difference->numbers->len; i++) {
        const struct study_number_change *number = &g_array_index(difference->numbers, struct study_number_change, i);
        json_t *object = json_object();
        json_object_set_new(object, "id", report_json_text(number->id));
        json_object_set_new(object, "old", state_of(&number->old));
        json_object_set_new(object, "new", state_of(&number->new));
        json_object_set_new(object, "shift", number_or_null(number->shift));
        json_array_append_new(list, object);
    }
    return list;
}

char *report_difference_json(const study_difference *difference)
{
    json_t *object = json_object();
    json_object_set_new(object, "families", fates_of(difference));
    json_object_set_new(object, "commits", counts_of(&difference->counts));
    json_object_set_new(object, "changed_families", families_of(difference));
    json_object_set_new(object, "settings", settings_of(difference));
    json_object_set_new(object, "cuts", cuts_of(difference));
    json_object_set_new(object, "conclusions", conclusions_of(difference));
    json_object_set_new(object, "numbers", numbers_of(difference));
    return report_json_line(object);
}
