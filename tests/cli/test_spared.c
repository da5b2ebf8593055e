/* Outputs that are up to date are not made again; whatever else is the case, they are, as in an empty folder. */
#define _GNU_SOURCE /* memmem */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/checker.h"
#include "cli/program.h"

static char *read_text(const folder *where, const char *name)
{
    g_autoptr(GBytes) bytes = folder_read(where, name);
    return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

/* The run succeeds, and says that `name` is up to date, or does not (NULL). */
static void run(const folder *where, const char *arguments, const char *name)
{
    g_autoptr(outcome) result = program_run(where, NULL, arguments);
    g_autofree char *words = g_strdup_printf("syncreport: %s: up to date\n", name);
    g_test_message("%s: %s", arguments, result->err);
    g_assert_cmpint(result->status, ==, 0);
    g_assert_cmpstr(result->out, ==, "");
    if (name)
        g_assert_cmpstr(result->err, ==, words);
    else
        g_assert_null(strstr(result->err, "up to date"));
}

/* Change a text of a file into another of the same length. */
static void change(const folder *where, const char *name, const char *from, const char *to)
{
    g_autoptr(GBytes) bytes = folder_read(where, name);
    gsize length = 0;
    g_autofree char *copy = g_memdup2(g_bytes_get_data(bytes, &length), g_bytes_get_size(bytes));
    g_autofree char *path = folder_path(where, name);
    char *at = memmem(copy, length, from, strlen(from));
    g_assert_nonnull(at);
    g_assert_cmpuint(strlen(from), ==, strlen(to));
    memcpy(at, to, strlen(to));
    g_assert_true(g_file_set_contents(path, copy, (gssize)length, NULL));
}

static void expect_same_folders(const folder *where, const char *a, const char *b)
{
    g_autofree char *command = g_strdup_printf("diff -r %s %s", a, b);
    g_autoptr(outcome) compared = command_run(where, command);
    g_assert_cmpstr(compared->out, ==, "");
    g_assert_cmpint(compared->status, ==, 0);
}

static const struct job {
    const char *name, *arguments, *output; /* what is said to be up to date, and one file of it */
} jobs[] = {
    {"ex", "export sample.db -o ex --format csv --commits", "ex/families.csv"},
    {"fig", "figure sample.db sync_pattern -o fig --format svg", "fig/sync_pattern.svg"},
    {"fam", "families sample.db -o fam --family kirvandale_larkspan", "fam/index.csv"},
    {"r.pdf", "report sample.db -o r.pdf --manifest m.json", "r.pdf"},
};

static gint64 inode_of(const folder *where, const char *name)
{
    g_autofree char *path = folder_path(where, name);
    GStatBuf about;
    g_assert_cmpint(g_stat(path, &about), ==, 0);
    return (gint64)about.st_ino;
}

static void second_run_does_nothing(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(jobs); i++) {
        g_autofree char *quiet = g_strconcat(jobs[i].arguments, " --quiet", NULL);
        g_autofree char *forced = g_strconcat(jobs[i].arguments, " --force", NULL);
        run(where, jobs[i].arguments, NULL);
        const gint64 before = inode_of(where, jobs[i].output);
        run(where, jobs[i].arguments, jobs[i].name);
        g_autoptr(outcome) silent = program_run(where, NULL, quiet);
        g_assert_cmpstr(silent->err, ==, "");
        g_assert_cmpint(silent->status, ==, 0);
        g_assert_cmpint(inode_of(where, jobs[i].output), ==, before);
        run(where, forced, NULL);
        g_assert_cmpint(inode_of(where, jobs[i].output), !=, before);
    }
}

#define DRAW "figure sample.db sync_pattern my_own.sql -o fig --width 70mm --format svg,pdf"

static void prepare_figures(const folder *where)
{
    import_sample(where, NULL);
    g_autoptr(outcome) printed = program_run(where, NULL, "figure --print sync_pattern");
    folder_write(where, "my_own.sql", printed->out);
    run(where, DRAW, NULL);
    run(where, DRAW, "fig");
}

static void every_output_counts(void)
{
    g_autoptr(folder) where = folder_new();
    prepare_figures(where);
    g_autoptr(outcome) kept = command_run(where, "cp -a fig kept");
    g_assert_cmpint(kept->status, ==, 0);
    g_autofree char *svg = folder_path(where, "fig/my_own.svg"), *pdf = folder_path(where, "fig/sync_pattern.pdf");
    change(where, "fig/sync_pattern.svg", "<svg", "<sVg");
    run(where, DRAW, NULL);
    expect_same_folders(where, "fig", "kept");
    g_assert_cmpint(g_remove(svg), ==, 0);
    run(where, DRAW, NULL);
    expect_same_folders(where, "fig", "kept");
    g_assert_cmpint(g_remove(pdf), ==, 0);
    g_assert_cmpint(symlink("../kept/sync_pattern.pdf", pdf), ==, 0);
    run(where, DRAW, NULL); /* a link is followed, and what it leads to is not below the folder */
    expect_same_folders(where, "fig", "kept");
}

/* The manifest is an output, too, and the one that everything hangs on. */
static void every_byte_of_the_manifest_counts(void)
{
    static const char *const changes[][2] = {
        {"\"period_days\": \"14\"", "\"period_days\": \"15\""}, /* for people */
        {"\"bytes\": ", "\"bytez\": "},
        {"sync_pattern.svg", "sync_pattern.sVg"},
        {"\"seal\"", "\"sea1\""},
        {"\"program\": \"syncreport 1", "\"program\": \"syncreport 7"},
        {"\"libharu 2", "\"libharu 7"},
    };
    g_autoptr(folder) where = folder_new();
    prepare_figures(where);
    g_autofree char *whole = read_text(where, "fig/manifest.json");
    for (gsize i = 0; i < G_N_ELEMENTS(changes); i++) {
        change(where, "fig/manifest.json", changes[i][0], changes[i][1]);
        run(where, DRAW, NULL);
        g_autofree char *again = read_text(where, "fig/manifest.json");
        g_assert_cmpstr(again, ==, whole);
    }
}

static void run_failing(const folder *where, const char *arguments)
{
    g_autoptr(outcome) result = program_run(where, NULL, arguments);
    g_assert_cmpint(result->status, ==, 1);
    expect_one_line(result->err);
}

static void every_input_and_option_counts(void)
{
    g_autoptr(folder) where = folder_new();
    prepare_figures(where);
    run(where, "figure sample.db sync_pattern my_own.sql -o fig --width 71mm --format svg,pdf", NULL);
    run(where, DRAW, NULL);
    run(where, "figure sample.db my_own.sql -o fig --width 70mm --format svg,pdf", NULL);
    run(where, DRAW, NULL);
    change(where, "my_own.sql", "title:", "Title:");
    run_failing(where, DRAW);
    change(where, "my_own.sql", "Title:", "title:");
    run(where, DRAW, "fig"); /* a failure leaves the manifest, and what it tells of */
    change_one_row(where, "UPDATE commits SET files = 'x' WHERE commit_id = (SELECT max(commit_id) FROM commits)");
    run(where, DRAW, NULL);
    run(where, DRAW, "fig");
}

/* A byte of a template, and one of a file that it includes. */
static void templates_count(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    folder_write(where, "t.md", "# Words\n\nof my own\n");
    static const char *const lines[][2] = {
        {"report sample.db -o r.pdf --manifest m.json --template t.md", "r.pdf"},
        {"families sample.db -o fam --family kirvandale_larkspan --template t.md", "fam"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
        run(where, lines[i][0], NULL);
        run(where, lines[i][0], lines[i][1]);
        change(where, "t.md", "own", "0wn");
        run(where, lines[i][0], NULL);
        change(where, "t.md", "0wn", "own");
        run(where, lines[i][0], NULL);
    }
    folder_write(where, "inner.md", "more\n");
    folder_write(where, "t.md", "# Words\n\n{{include:inner.md}}\n\n{{include:inner.md}}\n");
    for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
        run(where, lines[i][0], NULL);
        run(where, lines[i][0], lines[i][1]);
        change(where, "inner.md", "more", "m0re");
        run(where, lines[i][0], NULL);
        change(where, "inner.md", "m0re", "more");
    }
    g_autoptr(outcome) named =
        program_run(where, NULL, "report sample.db -o other.pdf --manifest m.json --template t.md");
    g_assert_null(strstr(named->err, "up to date")); /* the manifest is of another file */
}

/* What comes through a pipe may be anything the next time, and must not be read twice. */
static void pipes_are_never_up_to_date(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    folder_write(where, "t.md", "# Words\n\nof my own\n");
    g_autofree char *command = g_strdup_printf("sh -c 'cat t.md | \"%s\" report sample.db -o r.pdf --manifest m.json "
                                               "--template /dev/stdin'",
                                               g_getenv("SYNCREPORT_PROGRAM"));
    for (int i = 0; i < 2; i++) {
        g_autoptr(outcome) result = command_run(where, command);
        g_assert_cmpint(result->status, ==, 0);
        g_assert_cmpstr(result->err, ==, "");
    }
    g_autofree char *text = read_text(where, "m.json");
    expect_match(text, "\"seal\": null");
}

/* Bytes of the corpus that are not in its file yet. */
static void an_open_transaction_is_a_doubt(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    run(where, jobs[0].arguments, NULL);
    folder_write(where, "sample.db-journal", "");
    run(where, jobs[0].arguments, NULL);
    g_autofree char *path = folder_path(where, "sample.db-journal");
    g_remove(path);
    run(where, jobs[0].arguments, NULL); /* the last one was written with the doubt */
    run(where, jobs[0].arguments, jobs[0].name);
}

static void day_and_fonts_count(void)
{
    g_autoptr(folder) where = folder_new();
    prepare_figures(where);
    g_autofree char *dated =
        g_strdup_printf("env SOURCE_DATE_EPOCH=1000000000 '%s' " DRAW, g_getenv("SYNCREPORT_PROGRAM"));
    g_autoptr(outcome) first = command_run(where, dated), second = command_run(where, dated);
    g_assert_cmpstr(first->err, ==, "");
    g_assert_cmpstr(second->err, ==, "syncreport: fig: up to date\n");
    run(where, DRAW, NULL);
    g_autoptr(outcome) copied =
        command_run(where, "sh -c 'mkdir fonts && cp /usr/share/fonts/truetype/liberation2/LiberationSans-Bold.ttf "
                           "fonts/LiberationSans-Regular.ttf'");
    if (copied->status != 0) {
        g_test_incomplete("the fonts lie elsewhere");
        return;
    }
    g_autofree char *fonts = folder_path(where, "fonts");
    g_setenv("SYNCREPORT_FONTS", fonts, TRUE);
    run(where, DRAW, NULL);
    run(where, DRAW, "fig");
    g_unsetenv("SYNCREPORT_FONTS");
    run(where, DRAW, NULL);
}

/* ------------------------------------------------------------------ summaries of families */

#define FAMILIES "families c.db -o fam --jobs 2 --quiet"
#define N_UPDATES 6
#define SEED 20261127

/* Summaries in fam, by name with their inodes. Owner: the caller. */
static GHashTable *summaries(const folder *where)
{
    GHashTable *inodes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autofree char *path = folder_path(where, "fam");
    g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);
    for (const char *name; (name = g_dir_read_name(directory)) != NULL;) {
        g_autofree char *below = g_build_filename("fam", name, NULL);
        const gint64 inode = inode_of(where, below);
        if (g_str_has_suffix(name, ".pdf") && !g_str_equal(name, "index.pdf"))
            g_hash_table_insert(inodes, g_strdup(name), g_memdup2(&inode, sizeof inode));
    }
    return inodes;
}

/* How many stand there as they did. */
static guint count_kept(GHashTable *before, GHashTable *after)
{
    guint n = 0;
    GHashTableIter iter;
    gpointer name, inode;
    g_hash_table_iter_init(&iter, before);
    while (g_hash_table_iter_next(&iter, &name, &inode)) {
        const gint64 *now = g_hash_table_lookup(after, name);
        n += now && *now == *(const gint64 *)inode;
    }
    return n;
}

/* The folder is what a run into an empty one gives. */
static void expect_fresh(const folder *where)
{
    program_do(where, NULL, "families c.db -o anew --jobs 2 --quiet --force");
    expect_same_folders(where, "fam", "anew");
}

static void prepare_families(const folder *where)
{
    program_do(where, NULL, "simulate --csv tab --families 12 --commits 1500 --quiet");
    program_do(where, NULL,
               "import c.db --quiet --families tab/families.csv --github tab/gh_commits.csv --huggingface "
               "tab/hf_commits.csv --collected 2024-08-31");
    program_do(where, NULL, FAMILIES);
}

/* A commit that a family has, once more at another time or by somebody else. */
static void add_commit(const folder *where, GRand *random, int number)
{
    g_autofree char *table = read_text(where, "tab/gh_commits.csv");
    g_auto(GStrv) lines = g_strsplit(g_strchomp(table), "\n", -1);
    const guint n = g_strv_length(lines);
    char *line, *date, *id;
    do { /* a message may have line breaks */
        line = lines[g_rand_int_range(random, 1, (gint32)n)];
        date = strstr(line, ",202");
        id = line + strlen(line) - MIN(strlen(line), 40);
    } while (!date || strchr(line, '"') || strspn(id, "0123456789abcdef") != 40);
    date++;
    memcpy(date, g_rand_boolean(random) ? "2022-11" : "2024-03", strlen("2024-03"));
    memcpy(date + strlen("2024-03-"), "17", 2);
    memset(id, 'a' + number, 40);
    g_autofree char *more = g_strconcat(lines[0], "\n", line, "\n", NULL);
    folder_write(where, "more.csv", more);
    program_do(where, NULL, "import c.db --quiet --github more.csv --collected 2024-08-31");
}

static void only_summaries_with_news_are_drawn(void)
{
    g_autoptr(folder) where = folder_new();
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
    guint n_kept = 0;
    prepare_families(where);
    for (int i = 0; i < N_UPDATES; i++) {
        g_autoptr(GHashTable) before = summaries(where);
        add_commit(where, random, i);
        program_do(where, NULL, FAMILIES);
        g_autoptr(GHashTable) after = summaries(where);
        n_kept += count_kept(before, after);
        expect_fresh(where);
    }
    g_test_message("%u of %d summaries stayed", n_kept, N_UPDATES * 12);
    g_assert_cmpuint(n_kept, >, N_UPDATES * 12 / 2);
    g_assert_cmpuint(n_kept, <=, N_UPDATES * 11);
}

/* One summary was changed, one is gone: they are made again, and the others stay. */
static void summaries_with_other_bytes_are_drawn(void)
{
    g_autoptr(folder) where = folder_new();
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
    prepare_families(where);
    g_autoptr(outcome) listed = command_run(where, "sh -c 'ls fam | grep -v index | grep pdf | head -2'");
    g_auto(GStrv) names = g_strsplit(listed->out, "\n", -1);
    g_autofree char *one = g_strconcat("fam/", names[0], NULL), *other = g_strconcat("fam/", names[1], NULL);
    g_autofree char *other_path = folder_path(where, other);
    add_commit(where, random, 0);
    change(where, one, "%PDF-1.5", "%PDF-1.4");
    g_assert_cmpint(g_remove(other_path), ==, 0);
    g_autoptr(GHashTable) before = summaries(where);
    program_do(where, NULL, FAMILIES);
    g_autoptr(GHashTable) after = summaries(where);
    g_assert_cmpuint(count_kept(before, after), >=, 9);
    expect_fresh(where);
}

/* All of them show another day, other rules, another template. */
static void what_all_show_draws_all(void)
{
    g_autoptr(folder) where = folder_new();
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
    prepare_families(where);
    folder_write(where, "t.md", "# {{cell:family_facts.family}}\n\nof my own\n");
    static const char *const lines[] = {FAMILIES " --rules period_days=7", FAMILIES " --template t.md", FAMILIES};
    for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(GHashTable) before = summaries(where);
        program_do(where, NULL, lines[i]);
        g_autoptr(GHashTable) after = summaries(where);
        g_assert_cmpuint(count_kept(before, after), ==, 0);
    }
    g_autoptr(GHashTable) before = summaries(where);
    add_commit(where, random, 0);
    program_do(where, NULL, "import c.db --quiet --refresh --collected 2024-09-30");
    program_do(where, NULL, FAMILIES);
    g_autoptr(GHashTable) after = summaries(where);
    g_assert_cmpuint(count_kept(before, after), ==, 0);
    expect_fresh(where);
}

/* A program that was put in its place after the outputs may make others, though its version is the same. */
static void a_program_built_since_draws(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    run(where, jobs[0].arguments, NULL);
    g_autofree char *copy = g_strdup_printf("cp '%s' ./built", g_getenv("SYNCREPORT_PROGRAM"));
    g_autofree char *again = g_strconcat("./built ", jobs[0].arguments, NULL);
    g_autoptr(outcome) copied = command_run(where, copy);
    g_assert_cmpint(copied->status, ==, 0);
    for (int i = 0; i < 2; i++) {
        g_autoptr(outcome) result = command_run(where, again);
        g_assert_cmpstr(result->err, ==, i == 0 ? "" : "syncreport: ex: up to date\n");
        g_assert_cmpint(result->status, ==, 0);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/spared/second", second_run_does_nothing);
    g_test_add_func("/spared/output", every_output_counts);
    g_test_add_func("/spared/manifest", every_byte_of_the_manifest_counts);
    g_test_add_func("/spared/input", every_input_and_option_counts);
    g_test_add_func("/spared/template", templates_count);
    g_test_add_func("/spared/pipe", pipes_are_never_up_to_date);
    g_test_add_func("/spared/transaction", an_open_transaction_is_a_doubt);
    g_test_add_func("/spared/day-and-fonts", day_and_fonts_count);
    g_test_add_func("/spared/families/news", only_summaries_with_news_are_drawn);
    g_test_add_func("/spared/families/bytes", summaries_with_other_bytes_are_drawn);
    g_test_add_func("/spared/families/all", what_all_show_draws_all);
    g_test_add_func("/spared/built", a_program_built_since_draws);
    return g_test_run();
}
