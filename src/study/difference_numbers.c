/* Numbers that moved, measured by the width of their intervals. */
#include <math.h>
#include <string.h>

#include "study/difference_internal.h"

static double best_of(const study_results *results, const char *id, const char *part)
{
    g_autofree char *whole = g_strconcat(id, part, NULL);
    return study_number_best(study_results_number_lookup(results, whole));
}

static struct study_number_state state_of(const study_results *results, const char *id)
{
    return (struct study_number_state){best_of(results, id, ""), best_of(results, id, STUDY_LOW),
                                       best_of(results, id, STUDY_HIGH)};
}

/* Is it the end of another number's interval? It is told with that one. */
static gboolean is_end(const study_results *results, const char *id)
{
    static const char *const parts[] = {STUDY_LOW, STUDY_HIGH};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_autofree char *base = g_str_has_suffix(id, parts[i]) ? g_strndup(id, strlen(id) - strlen(parts[i])) : NULL;
        if (base && study_results_number_lookup(results, base))
            return TRUE;
    }
    return FALSE;
}

static double half_width(const struct study_number_state *state)
{
    return (state->high - state->low) / 2.0;
}

static void compare_number(study_difference *out, const char *id)
{
    struct study_number_change change = {id, state_of(out->old, id), state_of(out->new, id), (double)NAN};
    if (difference_is_same(change.old.value, change.new.value) && difference_is_same(change.old.low, change.new.low) &&
        difference_is_same(change.old.high, change.new.high))
        return;
    double half = half_width(&change.old);
    if (!(half > 0.0))
        half = half_width(&change.new);
    if (half > 0.0)
        change.shift = fabs(change.new.value - change.old.value) / half;
    g_array_append_val(out->numbers, change);
}

/* 0 .. 1 (opposite signs: up to 2); of one that came or went NAN. */
static double relative_change(const struct study_number_change *change)
{
    const double largest = MAX(fabs(change->old.value), fabs(change->new.value));
    return largest > 0.0 ? fabs(change->new.value - change->old.value) / largest
                         : fabs(change->new.value - change->old.value);
}

/* Larger first, what is unknown last. */
static int compare_sizes(double a, double b)
{
    if (isnan(a) || isnan(b))
        return (isnan(a) != 0) - (isnan(b) != 0);
    return (a < b) - (a > b);
}

/* Did only the interval move? */
static gboolean has_same_value(const struct study_number_change *change)
{
    return difference_is_same(change->old.value, change->new.value);
}

static int compare_changes(gconstpointer a, gconstpointer b)
{
    const struct study_number_change *left = a, *right = b;
    if (has_same_value(left) != has_same_value(right))
        return has_same_value(left) ? 1 : -1;
    const int by_shift = compare_sizes(left->shift, right->shift);
    if (by_shift != 0)
        return by_shift;
    const int by_size = compare_sizes(relative_change(left), relative_change(right));
    return by_size != 0 ? by_size : strcmp(left->id, right->id);
}

/* Both lists are sorted by id. */
void difference_numbers(study_difference *out)
{
    const size_t n_old = study_results_n_numbers(out->old), n_new = study_results_n_numbers(out->new);
    for (size_t i = 0, k = 0; i < n_old || k < n_new;) {
        const char *old = i < n_old ? study_results_number_at(out->old, i)->id : NULL;
        const char *new = k < n_new ? study_results_number_at(out->new, k)->id : NULL;
        const int order = !old ? 1 : !new ? -1 : strcmp(old, new);
        const char *id = order <= 0 ? old : new;
        if (!is_end(out->old, id) && !is_end(out->new, id))
            compare_number(out, id);
        i += order <= 0 ? 1 : 0;
        k += order >= 0 ? 1 : 0;
    }
    g_array_sort(out->numbers, compare_changes);
}
