#include "study/near_name.h"

#include <string.h>

#define MAX_NAME_BYTES 100
#define MIN_PART_BYTES 3 /* shorter ones are part of nearly everything */

/* Distances of the first i bytes of one text from the starts of the other: rows i, i - 1 and i - 2. */
typedef size_t distance_row[MAX_NAME_BYTES + 1];

/* Row i from the two before it; at i = 1 `before` is not looked at. */
static void fill_row(distance_row row, const distance_row last, const distance_row before, const char *a, const char *b,
                     size_t i, size_t n_b)
{
    row[0] = i;
    for (size_t j = 1; j <= n_b; j++) {
        const size_t changed = last[j - 1] + (a[i - 1] != b[j - 1] ? 1 : 0);
        row[j] = MIN(changed, MIN(last[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN(row[j], before[j - 2] + 1);
    }
}

static size_t edit_distance(const char *a, const char *b)
{
    const size_t n_a = strnlen(a, MAX_NAME_BYTES), n_b = strnlen(b, MAX_NAME_BYTES);
    distance_row rows[3];
    for (size_t j = 0; j <= n_b; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n_a; i++)
        fill_row(rows[i % 3], rows[(i + 2) % 3], rows[(i + 1) % 3], a, b, i, n_b);
    return rows[n_a % 3][n_b];
}

size_t study_name_distance(const char *wanted, const char *known)
{
    g_autofree char *a = g_utf8_casefold(wanted, -1), *b = g_utf8_casefold(known, -1);
    const size_t distance = edit_distance(a, b);
    return strlen(a) >= MIN_PART_BYTES && strstr(b, a) ? MIN(distance, 1) : distance;
}

const char *study_near_name(const char *const names[], size_t n, const char *wanted)
{
    const char *best = NULL;
    size_t best_distance = MAX(strlen(wanted) / 3, 1) + 1;
    for (size_t i = 0; i < n; i++) {
        const size_t distance = study_name_distance(wanted, names[i]);
        if (distance < best_distance) {
            best = names[i];
            best_distance = distance;
        }
    }
    return best;
}

char *study_near_hint(const char *const names[], size_t n, const char *wanted)
{
    g_autofree char *valid = g_utf8_make_valid(wanted, -1);
    const char *near = study_near_name(names, n, valid);
    return near ? g_strdup_printf(" (did you mean \"%s\"?)", near) : g_strdup("");
}
