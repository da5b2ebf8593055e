/* Line breaking against all ways there are, and words that may be cut. */
#include <math.h>
#include <string.h>

#include "report/hyphenate.h"
#include "report/paragraph.h"

#define MAX_ITEMS 12

/* The header's formula for one line, from scratch. */
static double cost_of_line(const struct report_paragraph_item *items, size_t n_items, size_t first, size_t last,
                           const struct report_paragraph_shape *shape)
{
    double natural = items[last].hyphen_pt, stretch = shape->ragged_pt, shrink = 0.0;
    for (size_t i = first; i <= last; i++) {
        natural += items[i].width_pt + (i < last ? items[i].space_pt : 0.0);
        stretch += i < last ? items[i].stretch_pt : 0.0;
        shrink += i < last ? items[i].shrink_pt : 0.0;
        if (i < last && items[i].is_forced)
            return HUGE_VAL;
    }
    const double free = shape->width_pt - natural;
    double badness;
    if (free + shrink < -1e-6) {
        if (first != last)
            return HUGE_VAL;
        badness = 1e5 - free;
    } else if (free < 0.0) {
        badness = 100.0 * pow(-free / fmax(shrink, 1e-6), 3.0);
    } else if (last + 1 == n_items || items[last].is_forced) {
        badness = 0.0;
    } else {
        badness = fmin(1e5, 100.0 * pow(free / fmax(stretch, 1e-6), 3.0));
    }
    const gboolean ends = last + 1 == n_items || items[last].is_forced;
    const gboolean ladder = first > 0 && items[first - 1].is_hyphenated && (items[last].is_hyphenated || ends);
    return pow(10.0 + badness, 2.0) + pow(items[last].penalty, 2.0) + (ladder ? 10000.0 : 0.0);
}

static double cost_of_ends(const size_t *ends, size_t n_lines, const struct report_paragraph_item *items,
                           size_t n_items, const struct report_paragraph_shape *shape)
{
    double cost = 0.0;
    for (size_t k = 0, first = 0; k < n_lines; first = ends[k] + 1, k++)
        cost += cost_of_line(items, n_items, first, ends[k], shape);
    return cost;
}

/* Try every set of line ends. */
static double cheapest_of_all(const struct report_paragraph_item *items, size_t n_items,
                              const struct report_paragraph_shape *shape)
{
    double best = HUGE_VAL;
    for (guint set = 0; set < 1u << (n_items - 1); set++) {
        size_t ends[MAX_ITEMS], n_lines = 0;
        for (size_t i = 0; i + 1 < n_items; i++)
            if (set >> i & 1u)
                ends[n_lines++] = i;
        ends[n_lines++] = n_items - 1;
        best = fmin(best, cost_of_ends(ends, n_lines, items, n_items, shape));
    }
    return best;
}

static struct report_paragraph_item random_item(GRand *rand)
{
    const double width = g_rand_double_range(rand, 2.0, 60.0);
    struct report_paragraph_item item = {.width_pt = width};
    if (g_rand_double(rand) < 0.7) {
        item.space_pt = 2.6;
        item.stretch_pt = 1.3;
        item.shrink_pt = 0.8;
    } else {
        item.hyphen_pt = 3.5;
        item.penalty = 50.0;
        item.is_hyphenated = TRUE;
    }
    item.is_forced = g_rand_double(rand) < 0.05;
    return item;
}

static void breaks_cost_as_little_as_any(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(1981);
    for (int round = 0; round < 400; round++) {
        struct report_paragraph_item items[MAX_ITEMS];
        size_t ends[MAX_ITEMS];
        const size_t n_items = (size_t)g_rand_int_range(rand, 1, MAX_ITEMS + 1);
        for (size_t i = 0; i < n_items; i++)
            items[i] = random_item(rand);
        const struct report_paragraph_shape shape = {g_rand_double_range(rand, 30.0, 200.0), round % 2 ? 0.0 : 21.0};
        const size_t n_lines = report_paragraph_break(ends, items, n_items, &shape);
        g_assert_cmpuint(ends[n_lines - 1], ==, n_items - 1);
        const double best = cheapest_of_all(items, n_items, &shape),
                     got = cost_of_ends(ends, n_lines, items, n_items, &shape);
        g_assert_cmpfloat(fabs(got - best), <=, 1e-9 * best);
    }
}

static void odd_paragraphs_break(void)
{
    const struct report_paragraph_shape shape = {100.0, 0.0};
    const struct report_paragraph_item wide = {.width_pt = 333.0, .space_pt = 2.6};
    const struct report_paragraph_item items[] = {wide, wide, wide};
    size_t ends[3] = {9, 9, 9};
    g_assert_cmpuint(report_paragraph_break(ends, items, 0, &shape), ==, 0);
    g_assert_cmpuint(report_paragraph_break(ends, items, 3, &shape), ==, 3); /* each too wide, each alone */
    g_assert_cmpuint(ends[0], ==, 0);
    g_assert_cmpuint(ends[2], ==, 2);
}

static char *hyphenated(report_hyphenator *hyphenator, const char *word)
{
    g_autofree char *may_cut = g_malloc0(strlen(word) + 1);
    report_hyphenate(may_cut, hyphenator, word, strlen(word));
    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t i = 0; word[i]; i++) {
        g_string_append_c(out, word[i]);
        if (may_cut[i])
            g_string_append_c(out, '-');
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static void words_are_cut_as_in_dictionaries(void)
{
    /* As Webster's (hy-phen-ation and syn-chro-ni-za-tion) and TeX divide them; names and codes stay whole. */
    static const struct {
        const char *word, *cut;
    } cases[] = {{"hyphenation", "hy-phen-ation"},
                 {"(hyphenation),", "(hy-phen-ation),"},
                 {"Synchronization", "Syn-chro-niza-tion"},
                 {"table", "ta-ble"},
                 {"GitHub", "GitHub"},
                 {"fp16model", "fp16model"},
                 {"a_hyphenation", "a_hyphenation"},
                 {"naïveté", "naïveté"},
                 {"", ""},
                 {"....", "...."},
                 {"word", "word"}};
    g_autoptr(report_hyphenator) hyphenator = report_hyphenator_new();
    g_autofree char *probe = hyphenated(hyphenator, "hyphenation");
    if (g_str_equal(probe, "hyphenation")) {
        g_test_skip("no hyphenation dictionary (package hyphen-en-us)");
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = hyphenated(hyphenator, cases[i].word);
        g_assert_cmpstr(got, ==, cases[i].cut);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/paragraph/best", breaks_cost_as_little_as_any);
    g_test_add_func("/report/paragraph/odd", odd_paragraphs_break);
    g_test_add_func("/report/paragraph/hyphens", words_are_cut_as_in_dictionaries);
    return g_test_run();
}
