#include "study/guess.h"

#include <string.h>

#define MAX_NAME_BYTES 100 /* longer names are compared by their starts */

/*
 * Least number of bytes to insert, remove or change that makes one text of the other. Source: Wagner and Fischer
 * (1974), Journal of the ACM 21(1), 168-173.
 */
static size_t edit_distance(const char *a, const char *b)
{
    const size_t n_a = strnlen(a, MAX_NAME_BYTES), n_b = strnlen(b, MAX_NAME_BYTES);
    size_t row[MAX_NAME_BYTES + 1];
    for (size_t j = 0; j <= n_b; j++)
        row[j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            const size_t changed = diagonal + (a[i - 1] != b[j - 1] ? 1 : 0);
            diagonal = row[j];
            row[j] = MIN(changed, MIN(row[j], row[j - 1]) + 1);
        }
    }
    return row[n_b];
}

size_t study_name_distance(const char *wanted, const char *known)
{
    g_autofree char *a = g_utf8_casefold(wanted, -1), *b = g_utf8_casefold(known, -1);
    const size_t distance = edit_distance(a, b);
    return *a && strstr(b, a) ? MIN(distance, 1) : distance;
}
