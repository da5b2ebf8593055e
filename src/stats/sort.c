/* Sorting of values: by their bits, from the lowest digit up; few values are sorted by comparison. */
#include <stdlib.h>
#include <string.h>

#include "stats/stats_internal.h"

#define DIGIT_BITS 11
#define N_DIGITS 6 /* of 64 bits */
#define RADIX ((size_t)1 << DIGIT_BITS)
/* Below, clearing the counts of all digits takes longer than comparing. */
#define FEW 512

static int compare_places(const void *first, const void *second)
{
    const struct stats_place *a = first, *b = second;
    const int order = (a->value > b->value) - (a->value < b->value);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* Bits that ascend as the values do. */
static guint64 key_of(double value)
{
    const double clean = value + 0.0; /* -0 + 0 is 0 */
    guint64 bits;
    memcpy(&bits, &clean, sizeof bits);
    return bits >> 63 ? ~bits : bits | (guint64)1 << 63;
}

static size_t digit_of(double value, size_t digit)
{
    return (size_t)(key_of(value) >> (digit * DIGIT_BITS)) & (RADIX - 1);
}

/* counts [N_DIGITS * RADIX], zeros before */
static void count_digits(size_t counts[], const struct stats_place places[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t digit = 0; digit < N_DIGITS; digit++)
            counts[digit * RADIX + digit_of(places[i].value, digit)]++;
}

/* Puts the places in the order of one digit, those of the same one as they stood. counts [RADIX] is used up. */
static void order_by_digit(struct stats_place to[], const struct stats_place from[], size_t n, size_t digit,
                           size_t counts[])
{
    size_t first = 0;
    for (size_t d = 0; d < RADIX; d++) {
        const size_t count = counts[d];
        counts[d] = first;
        first += count;
    }
    for (size_t i = 0; i < n; i++)
        to[counts[digit_of(from[i].value, digit)]++] = from[i];
}

/* Returns the array that holds the outcome, the other one is freed: `places` is taken. */
static struct stats_place *order_by_all_digits(struct stats_place *places, size_t n)
{
    struct stats_place *other = g_new(struct stats_place, n);
    g_autofree size_t *counts = g_new0(size_t, N_DIGITS * RADIX);
    count_digits(counts, places, n);
    for (size_t digit = 0; digit < N_DIGITS; digit++) {
        size_t *of_digit = counts + digit * RADIX;
        if (of_digit[digit_of(places[0].value, digit)] == n)
            continue; /* all have the same one */
        order_by_digit(other, places, n, digit, of_digit);
        struct stats_place *sorted = other;
        other = places;
        places = sorted;
    }
    g_free(other);
    return places;
}

struct stats_place *stats_places_sorted(const double values[], size_t n)
{
    struct stats_place *places = g_new(struct stats_place, n);
    for (size_t i = 0; i < n; i++)
        places[i] = (struct stats_place){values[i], i};
    if (n >= FEW)
        return order_by_all_digits(places, n);
    if (n > 0)
        qsort(places, n, sizeof *places, compare_places);
    return places;
}

double *stats_sorted_copy(const double values[], size_t n)
{
    double *sorted = g_new(double, n);
    g_autofree struct stats_place *places = stats_places_sorted(values, n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = places[i].value + 0.0; /* which of 0 and -0 came first must not show */
    return sorted;
}
