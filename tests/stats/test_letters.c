/* Compact letters: those of R, and that they say exactly which groups differ. */
#include "draw.h"
#include "reference.h"
#include "refuse.h"
#include "stats/letters.h"

static gboolean share_letter(const guint64 letters[], size_t n, size_t a, size_t b)
{
    for (size_t i = 0; i < n; i++)
        if (letters[i] >> a & 1 && letters[i] >> b & 1)
            return TRUE;
    return FALSE;
}

/* Every group has a letter, and two share one if and only if they do not differ. */
static gboolean say_what_differs(const guint64 letters[], size_t n, const gboolean differs[], size_t k)
{
    for (size_t a = 0, pair = 0; a < k; a++) {
        if (!share_letter(letters, n, a, a))
            return FALSE;
        for (size_t b = a + 1; b < k; b++, pair++)
            if (share_letter(letters, n, a, b) == (differs[pair] != FALSE))
                return FALSE;
    }
    return TRUE;
}

/* Can any group give back a letter, with all still said? */
static gboolean can_spare(const guint64 letters[], size_t n, const gboolean differs[], size_t k)
{
    g_autofree guint64 *fewer = g_memdup2(letters, n * sizeof *letters);
    for (size_t i = 0; i < n; i++)
        for (size_t group = 0; group < k; group++) {
            fewer[i] = letters[i] & ~(G_GUINT64_CONSTANT(1) << group);
            if (fewer[i] != letters[i] && say_what_differs(fewer, n, differs, k))
                return TRUE;
            fewer[i] = letters[i];
        }
    return FALSE;
}

static guint64 *find_letters(size_t *n, const gboolean differs[], size_t k)
{
    guint64 *letters = NULL;
    g_autoptr(GError) error = NULL;
    g_assert_true(stats_letters(&letters, n, differs, k, &error));
    g_assert_no_error(error);
    return letters;
}

static int compare_numbers(gconstpointer a, gconstpointer b)
{
    const guint64 first = *(const guint64 *)a, second = *(const guint64 *)b;
    return (first > second) - (first < second);
}

/* R keeps letters that groups can spare; where it has none of these the letters are the same. */
static void check_set(const reference *r, const char *set)
{
    const size_t k = (size_t)reference_number(r, set, "groups");
    g_auto(numbers) pairs = reference_numbers(r, set, "differs"), theirs = reference_numbers(r, set, "letters");
    g_autofree gboolean *differs = g_new(gboolean, pairs.n);
    g_autofree guint64 *wanted = g_new(guint64, theirs.n);
    for (size_t i = 0; i < pairs.n; i++)
        differs[i] = pairs.values[i] != 0.0;
    for (size_t i = 0; i < theirs.n; i++)
        wanted[i] = (guint64)theirs.values[i];
    g_assert_true(say_what_differs(wanted, theirs.n, differs, k)); /* R's, read as this test reads ours */
    size_t n;
    g_autofree guint64 *letters = find_letters(&n, differs, k);
    g_assert_true(say_what_differs(letters, n, differs, k));
    g_assert_cmpuint(n, <=, theirs.n);
    if (can_spare(wanted, theirs.n, differs, k))
        return;
    qsort(letters, n, sizeof *letters, compare_numbers);
    g_assert_cmpuint(n, ==, theirs.n);
    for (size_t i = 0; i < n; i++)
        g_assert_cmpuint(letters[i], ==, wanted[i]);
}

static void letters_are_those_of_r(void)
{
    g_autoptr(reference) r = reference_load("letters");
    reference_each(r, "groups", check_set);
}

static void letters_say_what_differs(void)
{
    struct stats_random random = {20260101};
    for (int trial = 0; trial < 3000; trial++) {
        const size_t k = 1 + (size_t)stats_random_below(&random, 12);
        const guint64 share = stats_random_below(&random, 11);
        gboolean differs[66];
        for (size_t i = 0; i < G_N_ELEMENTS(differs); i++)
            differs[i] = stats_random_below(&random, 10) < share;
        size_t n;
        g_autofree guint64 *letters = find_letters(&n, differs, k);
        g_assert_true(say_what_differs(letters, n, differs, k));
        g_assert_false(can_spare(letters, n, differs, k));
    }
}

static void letters_begin_with_the_first_group(void)
{
    const gboolean chain[] = {FALSE, TRUE, TRUE, FALSE, TRUE, FALSE}; /* 0-1, 1-2 and 2-3 are alike */
    size_t n;
    g_autofree guint64 *letters = find_letters(&n, chain, 4);
    g_assert_cmpuint(n, ==, 3);
    g_assert_cmpuint(letters[0], ==, 3);
    g_assert_cmpuint(letters[1], ==, 6);
    g_assert_cmpuint(letters[2], ==, 12);
}

/* 2^10 ways to choose one of each of 10 unlike pairs of 20 groups, and 2^11 of 11. */
static void too_many_letters_are_refused(void)
{
    guint64 *letters = NULL;
    size_t n;
    for (size_t k = 20; k <= 22; k += 2) {
        g_autofree gboolean *differs = g_new0(gboolean, k * (k - 1) / 2);
        for (size_t a = 0, pair = 0; a < k; a++)
            for (size_t b = a + 1; b < k; b++, pair++)
                differs[pair] = a % 2 == 0 && b == a + 1;
        if (k == 20) {
            g_assert_true(stats_letters(&letters, &n, differs, k, NULL));
            g_assert_true(say_what_differs(letters, n, differs, k));
            g_clear_pointer(&letters, g_free);
        } else {
            CHECK_REFUSED(stats_letters(&letters, &n, differs, k, &refusal), STATS_ERROR_UNDEFINED,
                          "more than 1024 letters");
        }
    }
    CHECK_REFUSED(stats_letters(&letters, &n, NULL, 0, &refusal), STATS_ERROR_INVALID, "1 to 64 groups, got 0");
    g_autofree gboolean *none = g_new0(gboolean, 64 * 65 / 2);
    CHECK_REFUSED(stats_letters(&letters, &n, none, 65, &refusal), STATS_ERROR_INVALID, "1 to 64 groups, got 65");
    g_assert_null(letters);
    g_assert_true(stats_letters(&letters, &n, none, 64, NULL));
    g_assert_cmpuint(n, ==, 1);
    g_assert_cmpuint(letters[0], ==, G_MAXUINT64);
    g_free(letters);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/letters/r", letters_are_those_of_r);
    g_test_add_func("/stats/letters/differs", letters_say_what_differs);
    g_test_add_func("/stats/letters/order", letters_begin_with_the_first_group);
    g_test_add_func("/stats/letters/limits", too_many_letters_are_refused);
    return g_test_run();
}
