#include "stats/letters.h"

#include "stats/stats_internal.h"

/* The groups of each letter, as bits. */
struct letter_set {
    size_t n;
    guint64 groups[2 * STATS_MAX_LETTERS];
};

static guint64 bit(size_t group)
{
    return G_GUINT64_CONSTANT(1) << group;
}

/* Every letter that both groups have becomes two. There is room for twice the letters. */
static void insert_difference(struct letter_set *set, size_t a, size_t b)
{
    const guint64 both = bit(a) | bit(b);
    for (size_t i = 0, n = set->n; i < n; i++)
        if ((set->groups[i] & both) == both) {
            set->groups[set->n++] = set->groups[i] & ~bit(a);
            set->groups[i] &= ~bit(b);
        }
}

/* Is each group of letter i in another letter j, too? Of two equal letters the first stays. */
static gboolean is_absorbed(const struct letter_set *set, size_t i)
{
    for (size_t j = 0; j < set->n; j++) {
        const gboolean is_within = (set->groups[i] & ~set->groups[j]) == 0;
        if (j != i && is_within && (set->groups[i] != set->groups[j] || j < i))
            return TRUE;
    }
    return FALSE;
}

static void absorb(struct letter_set *set)
{
    for (size_t i = set->n; i-- > 0;)
        if (is_absorbed(set, i))
            set->groups[i] = set->groups[--set->n];
}

/* The groups that have a letter in common with this one, not counting letter `without`. */
static guint64 sharers(const struct letter_set *set, size_t group, size_t without)
{
    guint64 found = 0;
    for (size_t i = 0; i < set->n; i++)
        if (i != without && set->groups[i] & bit(group))
            found |= set->groups[i];
    return found;
}

/* A group may give back a letter when all who have it share another one with the group. */
static void sweep(struct letter_set *set, size_t k)
{
    for (size_t i = 0; i < set->n; i++)
        for (size_t group = 0; group < k; group++)
            if (set->groups[i] & bit(group) && (set->groups[i] & ~sharers(set, group, i)) == 0)
                set->groups[i] &= ~bit(group);
    size_t n = 0;
    for (size_t i = 0; i < set->n; i++)
        if (set->groups[i] != 0)
            set->groups[n++] = set->groups[i];
    set->n = n;
}

/* By the first group; of letters that begin together, the one with the earlier next group comes first. */
static int compare_letters(gconstpointer a, gconstpointer b)
{
    const guint64 first = *(const guint64 *)a, second = *(const guint64 *)b, unlike = first ^ second;
    if (unlike == 0)
        return 0;
    const guint64 lowest = unlike & (~unlike + 1);
    return first & lowest ? -1 : 1;
}

gboolean stats_letters(guint64 **letters, size_t *n_letters, const gboolean differs[], size_t k, GError **error)
{
    g_assert(letters && n_letters && (differs || k < 2));
    *letters = NULL;
    *n_letters = 0;
    if (k < 1 || k > STATS_MAX_LETTER_GROUPS)
        return stats_fail(error, STATS_ERROR_INVALID, "letters are for 1 to %d groups, got %zu",
                          STATS_MAX_LETTER_GROUPS, k);
    g_autofree struct letter_set *set = g_new(struct letter_set, 1);
    set->n = 1;
    set->groups[0] = k == STATS_MAX_LETTER_GROUPS ? G_MAXUINT64 : bit(k) - 1;
    for (size_t a = 0, pair = 0; a < k; a++)
        for (size_t b = a + 1; b < k; b++, pair++) {
            if (!differs[pair])
                continue;
            insert_difference(set, a, b);
            absorb(set);
            if (set->n > STATS_MAX_LETTERS)
                return stats_fail(error, STATS_ERROR_UNDEFINED, "more than %d letters", STATS_MAX_LETTERS);
        }
    sweep(set, k);
    qsort(set->groups, set->n, sizeof *set->groups, compare_letters);
    *letters = g_memdup2(set->groups, set->n * sizeof *set->groups);
    *n_letters = set->n;
    return TRUE;
}
