/* Made-up corpora: what is asked for is there to the last commit, in every size. */
#include <string.h>

#include "corpus/date.h"
#include "study/simulation.h"

/* What one platform's reader gave. */
struct tally {
    gint64 n_rows, n_commits;
    gint64 newest_s;
    GHashTable *ids;
};

static void read_all(struct tally *tally, study_simulation *simulation, enum record_platform platform)
{
    g_autoptr(commit_reader) reader = study_simulation_open(simulation, platform);
    struct commit_record record;
    gboolean has_row = TRUE;
    *tally =
        (struct tally){.newest_s = G_MININT64, .ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    while (reader->class->next(&has_row, &record, reader, NULL) && has_row) {
        struct date_time time;
        g_assert_cmpint(date_parse(&time, record.cells[COMMIT_TIME], IMPORT_DATES_AUTO), ==, DATE_OK);
        g_assert_true(g_utf8_validate(record.cells[COMMIT_MESSAGE], -1, NULL));
        g_assert_cmpuint(strlen(record.cells[COMMIT_ID]), ==, 40);
        tally->n_rows++;
        tally->n_commits += g_hash_table_add(tally->ids, g_strdup(record.cells[COMMIT_ID]));
        tally->newest_s = MAX(tally->newest_s, time.time_s);
    }
}

static void expect_sums(const study_simulation *simulation, const struct tally tallies[])
{
    gint64 sums[RECORD_N_PLATFORMS] = {0}, label_rows[RECORD_N_PLATFORMS] = {0};
    for (size_t i = 0; i < study_simulation_n_families(simulation); i++) {
        sums[RECORD_GITHUB] += study_simulation_at(simulation, i)->n_upstream;
        sums[RECORD_HUGGINGFACE] += study_simulation_at(simulation, i)->n_downstream;
    }
    for (int p = 0; p < RECORD_N_PLATFORMS; p++) {
        for (size_t i = 0; i < study_simulation_n_labels(); i++)
            label_rows[p] += study_simulation_label_rows(simulation, (enum record_platform)p, i);
        g_assert_cmpint(tallies[p].n_commits, ==, sums[p]);
        g_assert_cmpint(tallies[p].n_rows, ==, label_rows[p]);
    }
}

static void asked_numbers_are_met(void)
{
    for (guint64 seed = 0; seed < 120; seed++) {
        const size_t n_families = 1 + (size_t)seed % 40;
        const gint64 n_commits = (gint64)n_families * (STUDY_SIMULATION_MIN_COMMITS + (gint64)(seed % 3) * 31);
        const struct study_simulation_wish wish = {n_families, n_commits, seed * 7919};
        g_autoptr(study_simulation) simulation = study_simulation_new(&wish);
        struct tally tallies[RECORD_N_PLATFORMS];
        for (int p = 0; p < RECORD_N_PLATFORMS; p++)
            read_all(&tallies[p], simulation, (enum record_platform)p);
        g_assert_cmpint(tallies[0].n_commits + tallies[1].n_commits, ==, n_commits);
        expect_sums(simulation, tallies);
        for (int p = 0; p < RECORD_N_PLATFORMS; p++) {
            g_assert_cmpint(tallies[p].newest_s, <, date_days_from_civil(2024, 8, 31) * DATE_SECONDS_PER_DAY);
            g_hash_table_unref(tallies[p].ids);
        }
    }
}

/* 325 families have the patterns of the study's 325: one stored name there contradicts its code. */
static void patterns_have_the_shares_of_the_study(void)
{
    static const guint expected[RECORD_N_PATTERNS] = {8, 24, 46, 5, 128, 50, 34, 30};
    guint counts[RECORD_N_PATTERNS] = {0};
    const struct study_simulation_wish wish = {325, 157000, 4};
    g_autoptr(study_simulation) simulation = study_simulation_new(&wish);
    for (size_t i = 0; i < 325; i++)
        counts[study_simulation_at(simulation, i)->pattern]++;
    for (int p = 0; p < RECORD_N_PATTERNS; p++)
        g_assert_cmpuint(counts[p], ==, expected[p]);
}

static int compare_counts(gconstpointer a, gconstpointer b)
{
    const gint64 one = *(const gint64 *)a, other = *(const gint64 *)b;
    return (one > other) - (one < other);
}

/* Few families have most of the commits: in the study half of the families have a few hundred at most. */
static void commits_have_a_heavy_tail(void)
{
    gint64 counts[325], sum = 0;
    const struct study_simulation_wish wish = {325, 157000, 4};
    g_autoptr(study_simulation) simulation = study_simulation_new(&wish);
    for (size_t i = 0; i < 325; i++)
        sum += counts[i] = study_simulation_at(simulation, i)->n_upstream;
    qsort(counts, 325, sizeof counts[0], compare_counts);
    gint64 of_tenth = 0;
    for (size_t i = 325 - 33; i < 325; i++)
        of_tenth += counts[i];
    g_assert_cmpint(counts[162] * 325 * 2, <, sum); /* the median is less than half of the mean */
    g_assert_cmpint(of_tenth * 2, >, sum);
}

static void age_is_a_mean_with_six_decimals(void)
{
    static const struct {
        gint64 sum;
        size_t n;
        const char *age;
    } ages[] = {{0, 1, "0.000000"}, {17, 3, "5.666667"}, {7, 30, "0.233333"}, {86, 29, "2.965517"}};
    for (size_t i = 0; i < G_N_ELEMENTS(ages); i++) {
        g_autofree char *age =
            study_simulated_age(&(struct study_simulated){.age_sum_days = ages[i].sum, .n_variants = ages[i].n});
        g_assert_cmpstr(age, ==, ages[i].age);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/study/simulation/numbers", asked_numbers_are_met);
    g_test_add_func("/study/simulation/patterns", patterns_have_the_shares_of_the_study);
    g_test_add_func("/study/simulation/tail", commits_have_a_heavy_tail);
    g_test_add_func("/study/simulation/age", age_is_a_mean_with_six_decimals);
    return g_test_run();
}
