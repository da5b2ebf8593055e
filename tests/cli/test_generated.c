/* A generated corpus of the study's size: every family is what it was built to be. */
#include <glib.h>

#include "cli/keyed.h"
#include "cli/program.h"

#define N_FAMILIES 325

/* Words of the generator and of families.csv. */
static const struct {
    const char *theirs, *ours;
} words[] = {
    {"Upstream First", "upstream_first"},
    {"Downstream First", "downstream_first"},
    {"Simultaneous", "simultaneous"},
    {"Frequent", "frequent"},
    {"Intermittent", "intermittent"},
    {"Rare", "rare"},
    {"Dense Partial", "dense_partial"},
    {"Disperse", "disperse"},
    {"Sparse", "sparse"},
    {"Sporadic Disjoint", "sporadic_disjoint"},
    {"Rare Disjoint", "rare_disjoint"},
};

/* Columns of the generator's truth and of families.csv. */
static const struct {
    const char *theirs, *ours;
} columns[] = {
    {"lag", "lag"},
    {"sync", "sync_type"},
    {"intensity", "intensity"},
    {"pattern", "pattern"},
    {"variants", "variants"},
    {"gh_commits", "upstream_commits"},
    {"hf_commits", "downstream_commits"},
};

static const char *translate(const char *word)
{
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_strcmp0(words[i].theirs, word) == 0)
            return words[i].ours;
    return word;
}

static gboolean is_as_built(const char *family, GHashTable *truth, GHashTable *found)
{
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
        const char *expected = translate(keyed_cell(truth, family, columns[i].theirs));
        const char *got = keyed_cell(found, family, columns[i].ours);
        if (g_strcmp0(expected, got) == 0)
            continue;
        g_test_message("%s, %s: built %s, got %s", family, columns[i].ours, expected, got ? got : "nothing");
        return FALSE;
    }
    return TRUE;
}

/* Write the corpus into the folder; FALSE, and the test is skipped, where the generator or Python is missing. */
static gboolean generate(const folder *where)
{
    g_autofree char *script = source_path("../shared/bench/make_corpus.py");
    g_autofree char *quoted = g_shell_quote(script);
    g_autofree char *command = g_strdup_printf("python3 %s made --truth", quoted);
    if (!g_file_test(script, G_FILE_TEST_EXISTS)) {
        g_test_skip("no copy of the corpus generator stands beside the source folder");
        return FALSE;
    }
    g_autoptr(outcome) result = command_run(where, command);
    if (!result)
        g_test_skip("python3 is not installed");
    return result && result->status == 0;
}

static void every_family_is_what_it_was_built_to_be(void)
{
    g_autoptr(folder) where = folder_new();
    if (!generate(where))
        return;
    program_do(where, NULL,
               "import made.db --families made/families.csv --github made/gh_commits.csv "
               "--huggingface made/hf_commits.csv");
    program_do(where, NULL, "export made.db -o results --format csv");
    g_autofree char *truth_path = folder_path(where, "made/truth.csv");
    g_autofree char *found_path = folder_path(where, "results/families.csv");
    g_autoptr(GHashTable) truth = keyed_read(truth_path, "family");
    g_autoptr(GHashTable) found = keyed_read(found_path, "family");
    g_assert_cmpuint(g_hash_table_size(truth), ==, N_FAMILIES);
    g_assert_cmpuint(g_hash_table_size(found), ==, N_FAMILIES);
    size_t n_met = 0;
    GHashTableIter iter;
    gpointer family;
    g_hash_table_iter_init(&iter, truth);
    while (g_hash_table_iter_next(&iter, &family, NULL))
        n_met += is_as_built(family, truth, found) ? 1 : 0;
    g_assert_cmpuint(n_met, ==, N_FAMILIES);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/generated/truth", every_family_is_what_it_was_built_to_be);
    return g_test_run();
}
