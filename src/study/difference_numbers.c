/* Numbers that moved, measured by the width of their intervals. */
#include <math.h>
#include <string.h>

#include "study/difference_internal.h"

/* How the ends of intervals are called: the number's own ending, and what stands in its place. */
static const struct {
    const char *number, *low, *high;
} endings[] = {{"", STUDY_LOW, STUDY_HIGH}, {"", "_low", "_high"}, {".meandiff", ".lower", ".upper"}};

/* The id with another ending; NULL: it has not the one asked for. Owner: the caller. */
static char *swap_ending(const char *id, const char *ending, const char *other)
{
    if (!g_str_has_suffix(id, ending))
        return NULL;
    g_autofree char *base = g_strndup(id, strlen(id) - strlen(ending));
    return g_strconcat(base, other, NULL);
}

static double best_of(const study_results *results, const char *id)
{
    return id ? study_number_best(study_results_number_lookup(results, id)) : (double)NAN;
}

static struct study_number_state state_of(const study_results *results, const char *id)
{
    struct study_number_state state = {best_of(results, id), (double)NAN, (double)NAN};
    for (size_t i = 0; isnan(state.low) && i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *low = swap_ending(id, endings[i].number, endings[i].low);
        g_autofree char *high = swap_ending(id, endings[i].number, endings[i].high);
        state.low = best_of(results, low);
        state.high = best_of(results, high);
    }
    return state;
}

/* Is it the end of another number's interval? It is told with that one. */
static gboolean is_end(const study_results *results, const char *id)
{
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *of_low = swap_ending(id, endings[i].low, endings[i].number);
        g_autofree char *of_high = swap_ending(id, endings[i].high, endings[i].number);
        if ((of_low && study_results_number_lookup(results, of_low)) ||
            (of_high && study_results_number_lookup(results, of_high)))
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
