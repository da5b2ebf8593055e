/* Made-up corpora: every family is found to be what it was built to be, and the same numbers give the same bytes. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "cli/keyed.h"
#include "cli/program.h"

/* From the fewest commits that are allowed to the study's size; seeds of all lengths. */
static const struct made {
    const char *options;
    guint n_families;
} made[] = {
    {"--families 325 --commits 40000 --seed 1", 325},
    {"--families 600 --commits 14400 --seed 2", 600},
    {"--families 400 --commits 40000 --seed 18446744073709551615", 400},
    {"--families 900 --commits 36001 --seed 0", 900},
    {"--families 8 --commits 192 --seed 77", 8},
    {"--families 1 --commits 24 --seed 5", 1},
};

/* Every code, with every lag that it can have. */
static const char *const classes[] = {
    "CSF upstream_first",   "CSF simultaneous",   "CSS upstream_first",   "CSS simultaneous",
    "CSR upstream_first",   "CSR simultaneous",   "PSF upstream_first",   "PSF simultaneous",
    "PSF downstream_first", "PSS upstream_first", "PSS simultaneous",     "PSS downstream_first",
    "PSR upstream_first",   "PSR simultaneous",   "PSR downstream_first", "ASS upstream_first",
    "ASS downstream_first", "ASR upstream_first", "ASR downstream_first", "VSS upstream_first",
    "VSS downstream_first",
};

/* Columns that truth.csv and families.csv have in common. */
static const char *const columns[] = {
    "owner",
    "lag",
    "sync_type",
    "intensity",
    "code",
    "pattern",
    "variants",
    "upstream_commits",
    "downstream_commits",
    "first_commit",
    "last_commit",
    "common_contributors",
};

static double number_of(GHashTable *rows, const char *key, const char *column)
{
    double number = (double)NAN;
    const char *cell = keyed_cell(rows, key, column);
    g_assert_nonnull(cell);
    g_assert_true(keyed_number(&number, cell));
    return number;
}

static GHashTable *read_table(const folder *where, const char *name, const char *key)
{
    g_autofree char *path = folder_path(where, name);
    return keyed_read(path, key);
}

/* Make tables, import them, export what the program finds. */
static void make_and_export(const folder *where, const char *options)
{
    g_autofree char *make = g_strdup_printf("simulate --csv made %s", options);
    program_do(where, NULL, make);
    program_do(where, NULL,
               "import made.db --quiet --families made/families.csv --github made/gh_commits.csv "
               "--huggingface made/hf_commits.csv --collected 2024-08-31");
    program_do(where, NULL, "export made.db -o results --format csv");
}

static void expect_family(const char *family, GHashTable *truth, GHashTable *found)
{
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
        const char *expected = keyed_cell(truth, family, columns[i]), *got = keyed_cell(found, family, columns[i]);
        if (g_strcmp0(expected, got) != 0)
            g_error("%s, %s: built %s, found %s", family, columns[i], expected, got ? got : "nothing");
    }
    const double n_upstream = number_of(truth, family, "upstream_labels");
    const double n_downstream = number_of(truth, family, "downstream_labels");
    const double n_shared = number_of(truth, family, "shared_labels");
    if (n_upstream > 0 && n_downstream > 0)
        g_assert_cmpfloat_with_epsilon(number_of(found, family, "similarity"),
                                       n_shared / (n_upstream + n_downstream - n_shared), 1e-14);
    else
        g_assert_cmpstr(keyed_cell(found, family, "similarity"), ==, "");
}

static void every_family_is_what_it_was_built_to_be(void)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(made); i++) {
        g_autoptr(folder) where = folder_new();
        make_and_export(where, made[i].options);
        g_autoptr(GHashTable) truth = read_table(where, "made/truth.csv", "family");
        g_autoptr(GHashTable) found = read_table(where, "results/families.csv", "family");
        g_assert_cmpuint(g_hash_table_size(truth), ==, made[i].n_families);
        g_assert_cmpuint(g_hash_table_size(found), ==, made[i].n_families);
        GHashTableIter iter;
        gpointer family;
        g_hash_table_iter_init(&iter, truth);
        while (g_hash_table_iter_next(&iter, &family, NULL)) {
            expect_family(family, truth, found);
            g_hash_table_add(
                seen, g_strconcat(keyed_cell(truth, family, "code"), " ", keyed_cell(truth, family, "lag"), NULL));
        }
    }
    for (gsize i = 0; i < G_N_ELEMENTS(classes); i++)
        if (!g_hash_table_contains(seen, classes[i]))
            g_error("no family was built to be %s", classes[i]);
}

/* The label's rows in percent of the rows of all labels that the program counts. */
static void expect_label_shares(GHashTable *truth, GHashTable *numbers, const char *side, const char *column)
{
    g_autofree char *total_id = g_strdup_printf("rq1.total.%s", side);
    const double total = number_of(numbers, total_id, "value");
    double sum = 0;
    guint n_kept = 0;
    GHashTableIter iter;
    gpointer label;
    g_hash_table_iter_init(&iter, truth);
    while (g_hash_table_iter_next(&iter, &label, NULL)) {
        g_autofree char *word = g_strdelimit(g_strdup(label), " ", '_');
        g_autofree char *id = g_strdup_printf("rq1.pct.%s.%s", side, word);
        if (!g_hash_table_contains(numbers, id))
            continue;
        const double rows = number_of(truth, label, column);
        g_assert_cmpfloat_with_epsilon(number_of(numbers, id, "value"), 100 * rows / total, 1e-12);
        sum += rows;
        n_kept++;
    }
    g_assert_cmpuint(n_kept, ==, 15);
    g_assert_cmpfloat(sum, ==, total);
}

static void labels_are_counted_as_they_were_given(void)
{
    g_autoptr(folder) where = folder_new();
    make_and_export(where, "--families 60 --commits 9000 --seed 3");
    g_autoptr(GHashTable) truth = read_table(where, "made/truth_labels.csv", "label");
    g_autoptr(GHashTable) numbers = read_table(where, "results/numbers.csv", "id");
    g_assert_cmpuint(g_hash_table_size(truth), ==, 19);
    expect_label_shares(truth, numbers, "gh", "upstream_rows");
    expect_label_shares(truth, numbers, "hf", "downstream_rows");
}

/* Written straight, with the truth in a file of its own, and by way of the tables. */
static void corpus_is_what_importing_its_tables_gives(void)
{
    g_autoptr(folder) straight = folder_new();
    g_autoptr(folder) tables = folder_new();
    program_do(straight, NULL, "simulate made.db --families 90 --commits 7000 --seed 11 --truth truth.csv");
    program_do(straight, NULL, "export made.db -o results --commits");
    program_do(tables, NULL, "simulate --csv . --families 90 --commits 7000 --seed 11");
    program_do(
        tables, NULL,
        "import made.db --quiet --families families.csv --github gh_commits.csv --huggingface hf_commits.csv "
        "--collected 2024-08-31 --note 'Made up, not observed: simulate --families 90 --commits 7000 --seed 11'");
    program_do(tables, NULL, "export made.db -o results --commits");
    expect_same_bytes(straight, tables, "truth.csv");
    g_autofree char *names = folder_list(straight);
    g_auto(GStrv) lines = g_strsplit(names, "\n", -1);
    guint n_compared = 0;
    for (char **name = lines; *name; name++)
        if (g_str_has_prefix(*name, "results/") && strchr(*name, '.') &&
            !g_str_has_suffix(*name, "manifest.json")) { /* it tells the corpus, which has other sources */
            expect_same_bytes(straight, tables, *name);
            n_compared++;
        }
    g_assert_cmpuint(n_compared, >, 30);
}

/* SHA-256 of the tables as they were when they were first made: other machines, compilers and times must give them,
 * too. A change of the generator changes them, and the change belongs into CHANGELOG.md. */
static const struct {
    const char *name, *sha256;
} first_made[] = {
    {"families.csv", "05ed3eb0ed7e779ffc3599af73f18d0a02b72ad777ae771089312906ce73c165"},
    {"gh_commits.csv", "382ce8307dde66f11c0f5f0eb0970646d57c014f4c405c984dabe13244b40aa8"},
    {"hf_commits.csv", "9fc250a0cd79d419f5e46da06fe66271afe300d435f652b89159063347c095ff"},
    {"truth.csv", "901b224ac6f4f5a8e907cc8838c0ff3557fe463a9624ccf4af4a5fc9560e78b7"},
    {"truth_labels.csv", "c2628c2a4177626a929ed3993e1205d1b324e0ad2a967366e08dc1411910347a"},
};

static void bytes_are_the_same_everywhere(void)
{
    static const struct manner manners[] = {{0}, {.locale = "C", .time_zone = "Asia/Tokyo"}};
    for (gsize m = 0; m < G_N_ELEMENTS(manners); m++) {
        g_autoptr(folder) where = folder_new();
        program_do(where, &manners[m], "simulate --csv . --families 40 --commits 3000 --seed 20260726");
        for (gsize i = 0; i < G_N_ELEMENTS(first_made); i++) {
            g_autoptr(GBytes) bytes = folder_read(where, first_made[i].name);
            g_autofree char *sha256 = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
            g_test_message("%s", first_made[i].name);
            g_assert_cmpstr(sha256, ==, first_made[i].sha256);
        }
    }
}

static void seeds_make_a_difference(void)
{
    g_autoptr(folder) one = folder_new();
    g_autoptr(folder) other = folder_new();
    program_do(one, NULL, "simulate --csv . --families 40 --commits 3000 --seed 1");
    program_do(other, NULL, "simulate --csv . --families 40 --commits 3000 --seed 2");
    g_autoptr(GBytes) a = folder_read(one, "truth.csv");
    g_autoptr(GBytes) b = folder_read(other, "truth.csv");
    g_assert_false(g_bytes_equal(a, b));
}

/* The run fails with one line that matches, and the file is as it was. */
static void expect_refusal(const folder *where, const char *arguments, const char *file, const char *err)
{
    g_autoptr(GBytes) before = folder_read(where, file);
    g_autoptr(outcome) result = program_run(where, NULL, arguments);
    g_assert_cmpint(result->status, ==, 1);
    expect_one_line(result->err);
    expect_match(result->err, err);
    g_autoptr(GBytes) after = folder_read(where, file);
    g_assert_true(g_bytes_equal(before, after));
}

static void corpus_is_replaced_only_when_told(void)
{
    g_autoptr(folder) where = folder_new();
    g_autoptr(folder) fresh = folder_new();
    folder_write(where, "text.db", "no corpus\n");
    program_do(where, NULL, "simulate made.db --families 9 --commits 400 --seed 1");
    expect_refusal(where, "simulate made.db --families 9 --commits 400 --seed 2", "made.db",
                   "made\\.db: there is a file already \\(--force replaces a corpus\\)");
    expect_refusal(where, "simulate text.db --families 9 --commits 400", "text.db", "text\\.db: there is a file");
    expect_refusal(where, "simulate text.db --families 9 --commits 400 --force", "text.db", "text\\.db: not a corpus");
    program_do(where, NULL, "simulate made.db --families 9 --commits 400 --seed 2 --force");
    program_do(fresh, NULL, "simulate made.db --families 9 --commits 400 --seed 2");
    expect_same_bytes(where, fresh, "made.db");
    g_autofree char *left = folder_list(where);
    g_assert_cmpstr(left, ==, "made.db\ntext.db\n");
}

/* The disk is full half way: one line, and nothing that looks whole. */
static void full_disk_leaves_nothing(void)
{
    static const struct manner tight = {.max_file_bytes = 256 * 1024};
    static const char *const commands[] = {"simulate made.db --families 40 --commits 20000",
                                           "simulate --csv . --families 40 --commits 20000"};
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
        g_autoptr(folder) where = folder_new();
        g_autoptr(outcome) result = program_run(where, &tight, commands[i]);
        g_assert_cmpint(result->status, ==, 1);
        expect_one_line(result->err);
        g_autofree char *left = folder_list(where);
        g_assert_cmpstr(left, ==, "");
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/simulate/truth", every_family_is_what_it_was_built_to_be);
    g_test_add_func("/cli/simulate/labels", labels_are_counted_as_they_were_given);
    g_test_add_func("/cli/simulate/straight", corpus_is_what_importing_its_tables_gives);
    g_test_add_func("/cli/simulate/bytes", bytes_are_the_same_everywhere);
    g_test_add_func("/cli/simulate/seeds", seeds_make_a_difference);
    g_test_add_func("/cli/simulate/replace", corpus_is_replaced_only_when_told);
    g_test_add_func("/cli/simulate/full_disk", full_disk_leaves_nothing);
    return g_test_run();
}
