/* Rows of a CSV file as tests read them: numbers to the last bit. */
#include "study/feed.h"

#include <glib/gstdio.h>
#include <string.h>

#include "stats/random.h"

#define N_NUMBERS 50000

static int draw(struct stats_random *random, int n)
{
    return (int)stats_random_below(random, (guint64)n);
}

/* A number as people and programs write them: signs, leading zeros, points at either end, exponents, many digits. */
static void append_number(GString *out, struct stats_random *random)
{
    const int n_digits = 1 + draw(random, 19), point = draw(random, n_digits + 6) - 5;
    if (draw(random, 2))
        g_string_append_c(out, '-');
    for (int i = 0; i < n_digits; i++) {
        if (i == point)
            g_string_append_c(out, '.');
        g_string_append_c(out, (gchar)('0' + draw(random, 10)));
    }
    if (point == n_digits)
        g_string_append_c(out, '.');
    if (draw(random, 20) == 0)
        g_string_append_printf(out, "e%d", draw(random, 80) - 40);
}

static void numbers_are_those_of_strtod(void)
{
    g_autofree char *folder = g_dir_make_tmp("feed-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "numbers.csv", NULL);
    struct stats_random random = {1};
    g_autoptr(GString) text = g_string_new("value\n");
    g_autofree double *wanted = g_new(double, N_NUMBERS);
    for (size_t i = 0; i < N_NUMBERS; i++) {
        const gsize at = text->len;
        append_number(text, &random);
        wanted[i] = g_ascii_strtod(text->str + at, NULL);
        g_string_append_c(text, '\n');
    }
    g_assert_true(g_file_set_contents(path, text->str, (gssize)text->len, NULL));
    const struct study_choice choice = {"value", TRUE};
    g_autoptr(study_feed) feed = study_feed_csv(path, '\0', '.', &choice, 1, NULL);
    g_assert_nonnull(feed);
    for (size_t i = 0; i < N_NUMBERS; i++) {
        gboolean has_row = FALSE;
        struct study_cell cell;
        g_assert_true(feed->next(&has_row, &cell, feed, NULL) && has_row);
        g_assert_cmpint(cell.type, ==, STUDY_REAL);
        g_assert_cmpint(memcmp(&cell.real, &wanted[i], sizeof wanted[i]), ==, 0); /* -0 is not 0 here */
    }
    g_assert_cmpint(g_remove(path) + g_rmdir(folder), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/study/feed/numbers", numbers_are_those_of_strtod);
    return g_test_run();
}
