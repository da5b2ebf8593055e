/* Ids that equal cells led to before. */
#include "corpus/cell_cache.h"

static void cells_are_told_apart(void)
{
    static const char *const rows[][2] = {{"a", "b"}, {"ab", ""}, {"", "ab"}, {"b", "a"}, {"", ""}, {"a", "B"}};
    g_autoptr(cell_cache) cache = cell_cache_new();
    gint64 id = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_assert_false(cell_cache_find(&id, cache, rows[i], 2));
        cell_cache_put(cache, rows[i], 2, (gint64)i + 1);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_assert_true(cell_cache_find(&id, cache, rows[i], 2));
        g_assert_cmpint(id, ==, (gint64)i + 1);
    }
}

/* More than there is room for: an answer is right or missing, never another's. */
static void no_answer_is_another_ones(void)
{
    g_autoptr(cell_cache) cache = cell_cache_new();
    int n_known = 0;
    enum { N = 300000 };
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < N; i++) {
            char text[32];
            g_snprintf(text, sizeof text, "person %d", i);
            const char *const cells[] = {text, "x"};
            gint64 id = -1;
            if (round == 0)
                cell_cache_put(cache, cells, 2, i);
            else if (cell_cache_find(&id, cache, cells, 2)) {
                g_assert_cmpint(id, ==, i);
                n_known++;
            }
        }
    g_assert_cmpint(n_known, >, N / 10);
    g_assert_cmpint(n_known, <, N);
}

static void long_cells_are_not_kept(void)
{
    g_autoptr(cell_cache) cache = cell_cache_new();
    g_autofree char *name = g_strnfill(10000, 'x');
    const char *const cells[] = {name};
    gint64 id = 0;
    cell_cache_put(cache, cells, 1, 1);
    g_assert_false(cell_cache_find(&id, cache, cells, 1));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cell-cache/apart", cells_are_told_apart);
    g_test_add_func("/cell-cache/right-or-missing", no_answer_is_another_ones);
    g_test_add_func("/cell-cache/long", long_cells_are_not_kept);
    return g_test_run();
}
