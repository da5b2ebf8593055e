/* --rules and --by, through the program: what is computed, what is told, and that the corpus is left alone. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/checker.h"
#include "cli/keyed.h"
#include "cli/program.h"

/* Run; exit status 0 and exactly this on standard error. */
static void run_told(const folder *where, const char *arguments, const char *told)
{
    g_autoptr(outcome) result = program_run(where, NULL, arguments);
    g_test_message("%s", arguments);
    g_assert_cmpstr(result->err, ==, told);
    g_assert_cmpint(result->status, ==, 0);
}

static char *read_text(const folder *where, const char *name)
{
    g_autoptr(GBytes) bytes = folder_read(where, name);
    gsize n = 0;
    const char *data = g_bytes_get_data(bytes, &n);
    return g_strndup(data, n);
}

static void expect_in_file(const folder *where, const char *name, const char *pattern)
{
    g_autofree char *text = read_text(where, name);
    g_test_message("%s", name);
    expect_match(text, pattern);
}

/* ------------------------------------------------------------------ rules */

/* Two variants and GitHub, worked by hand in periods of 14 and of 7 days. */
static const char small_github[] = "family,cleaned_github,author_username,commit_date,commit_message,commit_id\n"
                                   "f,o/f,ann,2020-01-01 10:00:00+00:00,one,g1\n"
                                   "f,o/f,ann,2020-02-01 10:00:00+00:00,two,g2\n";
static const char small_huggingface[] = "family,model_name,author,date,title,commit_id\n"
                                        "f,o/a,ann,2020-01-11,t,h1\n"
                                        "f,o/b,ann,2020-02-01,t,h2\n";

static const struct {
    const char *rules, *lag, *code, *upstream;
} classes[] = {
    {"", "simultaneous", "CSR", "2"},
    {"--rules period_days=14", "simultaneous", "CSR", "2"},
    {"--rules period_days=7", "upstream_first", "PSR", "2"},
    {"--rules period_days=7,rare_max=0", "upstream_first", "PSS", "2"},
    {"--rules period_days=7 --rules rare_max=0", "upstream_first", "PSS", "2"},
    {"--rules since=2020-01-02", "downstream_first", "PSR", "1"},
    {"--rules until=2020-01-31", "simultaneous", "CSR", "1"},
};

static void rules_change_classes(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "github.csv", small_github);
    folder_write(where, "huggingface.csv", small_huggingface);
    program_do(where, NULL, "import c.db --github github.csv --huggingface huggingface.csv");
    for (gsize i = 0; i < G_N_ELEMENTS(classes); i++) {
        g_autofree char *arguments = g_strdup_printf("export c.db -o out --format csv %s", classes[i].rules);
        program_do(where, NULL, arguments);
        g_autofree char *path = folder_path(where, "out/families.csv");
        g_autoptr(GHashTable) families = keyed_read(path, "family");
        g_test_message("%s", arguments);
        g_assert_cmpstr(keyed_cell(families, "f", "lag"), ==, classes[i].lag);
        g_assert_cmpstr(keyed_cell(families, "f", "code"), ==, classes[i].code);
        g_assert_cmpstr(keyed_cell(families, "f", "upstream_commits"), ==, classes[i].upstream);
    }
}

/* What lint knows the file by. */
#define MARK "% syncreport-data: numbers [0-9a-f]{16}\n"

#define STUDY_RULES                                                                                                    \
    "period_days=14,phase_days=0,rare_max=3,frequent_run=5,dominated_periods=3,dominated_variants=3,hf_time=midnight," \
    "date=author,since=,until=,merges=keep,bots=keep"

static void study_rules_given_in_words_change_nothing(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    run_told(where, "export sample.db -o plain", "");
    run_told(where, "export sample.db -o words --rules " STUDY_RULES, "");
    g_autofree char *plain_path = folder_path(where, "plain"), *words_path = folder_path(where, "words");
    const folder plain = {plain_path}, words = {words_path};
    g_autofree char *names = folder_list(&plain);
    g_auto(GStrv) files = g_strsplit(g_strchomp(names), "\n", -1);
    g_assert_cmpuint(g_strv_length(files), >, 20);
    for (char **name = files; *name; name++) {
        g_autofree char *path = folder_path(&plain, *name);
        const gboolean is_manifest = g_str_equal(*name, "manifest.json"); /* it tells the options */
        if (!is_manifest && g_file_test(path, G_FILE_TEST_IS_REGULAR))
            expect_same_bytes(&plain, &words, *name);
    }
    expect_in_file(where, "plain/numbers.tex", "\\A" MARK "% Rules: the study's\\.\n");
    expect_in_file(where, "plain/rules.csv",
                   "\\Akey,value,study\nperiod_days,14,14\nphase_days,0,0\nrare_max,3,3\nfrequent_run,5,5\n"
                   "dominated_periods,3,3\ndominated_variants,3,3\nhf_time,midnight,midnight\ndate,author,author\n"
                   "since,,\nuntil,,\nmerges,keep,keep\nbots,keep,keep\n\\z");
}

#define OTHER "--rules period_days=7,until=2024-12-31 --by topic"
#define DIFFERS "period_days=7 (study: 14), until=2024-12-31 (study: no limit), by=topic (study: age_group)"
#define DIFFERS_PATTERN                                                                                                \
    "period_days=7 \\(study: 14\\), until=2024-12-31 \\(study: no limit\\), by=topic \\(study: age_group\\)"

static void every_output_names_what_differs(void)
{
    static const char told[] = "syncreport: rules differ from the study's: " DIFFERS "\n";
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    g_autoptr(GBytes) before = folder_read(where, "sample.db");
    run_told(where, "export sample.db -o out " OTHER, told);
    run_told(where, "report sample.db " OTHER, told);
    run_told(where, "figure sample.db pattern_by_age --format pdf,svg,png,eps -o figures " OTHER, told);
    run_told(where, "figure sample.db --list " OTHER, told);
    g_autoptr(GBytes) after = folder_read(where, "sample.db");
    g_assert_true(g_bytes_equal(before, after));
    expect_in_file(where, "out/figures.tex", "\\\\caption\\{.*Other than in the study: ");
    expect_in_file(where, "out/numbers.tex", "\\A" MARK "% Rules other than the study's: " DIFFERS_PATTERN "\n");
    expect_in_file(where, "out/rules.csv", "^period_days,7,14$(.|\n)*^until,2024-12-31,$(.|\n)*^by,topic,age_group$");
    expect_in_file(where, "figures/pattern_by_age.svg",
                   "<desc id=\"[^\"]*\">.*Other than in the study: " DIFFERS_PATTERN "\\.</desc>");
    expect_in_file(where, "figures/pattern_by_age.eps", "^% Other than in the study: " DIFFERS_PATTERN "\\.$");
    g_autoptr(outcome) figure = command_run(where, "pdfinfo figures/pattern_by_age.pdf");
    g_autoptr(outcome) info = command_run(where, "pdfinfo report.pdf");
    g_autoptr(outcome) text = command_run(where, "pdftotext -l 1 report.pdf -");
    if (!figure || !info || !text) {
        g_test_incomplete("poppler-utils is not installed");
        return;
    }
    expect_match(figure->out, "^Subject: .*Other than in the study: " DIFFERS_PATTERN "\\.$");
    expect_match(info->out, "^Subject: .*Other than in the study: " DIFFERS_PATTERN "\\.$");
    expect_match(text->out, "Other than in the study: period_days=7");
}

static void a_failure_is_one_line_with_rules_too(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    folder_write(where, "file", "x");
    static const char *const commands[] = {
        "export sample.db -o file/out --rules period_days=7",
        "report sample.db -o file/report.pdf --rules period_days=7",
        "figure sample.db -o file/figures --rules period_days=7",
        "export sample.db -o out --by nothing",
        "report sample.db --by nothing --rules period_days=7",
        "export sample.db -o out --by ''",
        "export sample.db -o out --by 'a\nb\xff'",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
        g_autoptr(outcome) result = program_run(where, NULL, commands[i]);
        g_test_message("%s: %s", commands[i], result->err);
        g_assert_cmpint(result->status, ==, 1);
        expect_one_line(result->err);
    }
}

static void read_only_folders_do(void)
{
    g_autoptr(folder) where = folder_new();
    g_autoptr(folder) elsewhere = folder_new();
    const struct manner nobody = {.is_nobody = TRUE};
    if (getuid() == 0 && !program_runs_as_nobody(where)) {
        g_test_skip("runs as root and cannot become another user");
        return;
    }
    import_sample(where, NULL);
    g_assert_cmpint(g_chmod(where->path, 0555), ==, 0);
    g_assert_cmpint(g_chmod(elsewhere->path, 0777), ==, 0);
    g_autofree char *arguments = g_strdup_printf("export %s/sample.db -o out " OTHER, where->path);
    program_do(elsewhere, getuid() == 0 ? &nobody : NULL, arguments);
    g_assert_cmpint(g_chmod(where->path, 0755), ==, 0);
}

/* A corpus that another state of the rules derived is read anew, and said to be. */
static void outdated_corpora_are_told(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    run_told(where, "export sample.db -o before", "");
    g_autoptr(outcome) spoilt = command_run(
        where, "sqlite3 sample.db \"UPDATE meta SET value = 'x' WHERE key = 'derived'; DELETE FROM periods; "
               "UPDATE family_sync SET lag = 'simultaneous'\"");
    if (!spoilt) {
        g_test_skip("sqlite3 is not installed");
        return;
    }
    run_told(where, "export sample.db -o after",
             "syncreport: warning: the results stored in sample.db are outdated and were computed anew "
             "(\"syncreport import sample.db --refresh\" stores them)\n");
    g_autofree char *before_path = folder_path(where, "before"), *after_path = folder_path(where, "after");
    const folder before = {before_path}, after = {after_path};
    expect_same_bytes(&before, &after, "families.csv");
    expect_same_bytes(&before, &after, "numbers.csv");
    program_do(where, NULL, "import sample.db --refresh");
    run_told(where, "export sample.db -o after", "");
    expect_same_bytes(&before, &after, "families.csv");
}

/* The study's package has results without commits: no rule can make them anew, and every output says so. */
static void published_results_stay(void)
{
    g_autoptr(folder) where = folder_new();
    if (!import_study(where, "study.db"))
        return;
    run_told(where, "export study.db -o plain", "");
    static const char told[] =
        "syncreport: rules differ from the study's: period_days=7 (study: 14); published results "
        "stay as they are\n";
    run_told(where, "export study.db -o other --rules period_days=7", told);
    run_told(where, "report study.db --rules period_days=7", told);
    g_autofree char *plain_path = folder_path(where, "plain"), *other_path = folder_path(where, "other");
    const folder plain = {plain_path}, other = {other_path};
    expect_same_bytes(&plain, &other, "families.csv");
    expect_same_bytes(&plain, &other, "numbers.csv");
    g_autoptr(outcome) text = command_run(where, "pdftotext report.pdf -");
    if (text)
        expect_match(text->out, "period_days=7 \\(study: 14\\)\\. Published results stay as the study’s rules");
    if (text)
        expect_match(text->out, "cut into periods of 14 days");
}

/* ------------------------------------------------------------------ groups */

/* Columns with 1, 2, 5, 12 and 13 values; one that looks like ages; hostile ones. Each family gets the values by turns.
 */
static void write_groups(const folder *where)
{
    static const char *const hostile[] = {"\"a,\"\"b\"\"\"", "<i>&amp;", "$x_1$ \\input{y}", "../../etc",
                                          "{{by}} {by}"};
    static const char *const ages[] = {"Recent", "matured"};
    g_autofree char *sample = source_path("corpus/sample/truth.csv");
    g_autoptr(GHashTable) truth = keyed_read(sample, "family");
    g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(truth), (GCompareFunc)strcmp);
    g_autoptr(GString) table = g_string_new("family,one,two,five,dozen,many,age_like,hostile,\"a \"\"{by}\"\" <b>\"\n");
    int i = 0;
    for (GList *name = names; name; name = name->next, i++)
        g_string_append_printf(table, "%s,same,%d,%s,name number %02d of a dozen,%d,%s,%s,%d\n", (char *)name->data,
                               i % 2, i % 5 ? (const char *[]){"", "b", "c", "d", "e"}[i % 5] : "a", i % 12, i % 13,
                               ages[i % 2], hostile[i % 5], i % 3);
    folder_write(where, "groups.csv", table->str);
}

static void any_number_of_groups_can_be_shown(void)
{
    static const char *const columns[] = {"one", "two", "five", "dozen", "age_like", "hostile", "'a \"{by}\" <b>'"};
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    write_groups(where);
    program_do(where, NULL, "import sample.db --families groups.csv");
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
        g_autofree char *report = g_strdup_printf("report sample.db -o report.pdf --by %s", columns[i]);
        g_autofree char *figures = g_strdup_printf("figure sample.db -o figures --format pdf,svg --by %s", columns[i]);
        g_autofree char *export = g_strdup_printf("export sample.db -o out --by %s", columns[i]);
        program_do(where, NULL, report);
        program_do(where, NULL, figures);
        program_do(where, NULL, export);
        g_autoptr(outcome) text = command_run(where, "pdftotext report.pdf -");
        if (text)
            g_assert_null(strstr(text->out, "age group"));
        if (text)
            g_assert_null(strstr(text->out, "The age of a family"));
    }
}

static void groups_are_the_columns(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    write_groups(where);
    program_do(where, NULL, "import sample.db --families groups.csv");
    program_do(where, NULL, "export sample.db -o out --by two");
    g_autofree char *numbers_path = folder_path(where, "out/numbers.csv");
    g_autofree char *families_path = folder_path(where, "out/families.csv");
    g_autofree char *groups_path = folder_path(where, "groups.csv");
    g_autoptr(GHashTable) numbers = keyed_read(numbers_path, "id"), families = keyed_read(families_path, "family");
    g_autoptr(GHashTable) groups = keyed_read(groups_path, "family");
    GHashTableIter iter;
    gpointer family;
    g_hash_table_iter_init(&iter, families);
    while (g_hash_table_iter_next(&iter, &family, NULL))
        g_assert_cmpstr(keyed_cell(families, family, "age_group"), ==, keyed_cell(groups, family, "two"));
    g_assert_cmpstr(keyed_cell(numbers, "age.count.0", "value"), ==, "30");
    g_assert_cmpstr(keyed_cell(numbers, "age.count.1", "value"), ==, "30");
    g_assert_nonnull(keyed_cell(numbers, "rq1_age.0.chi2", "value"));
    g_assert_nonnull(keyed_cell(numbers, "dunn.age.0__1.z", "value"));
    static const char *const gone[] = {"age.count.recent", "age.max_days.0", "age.tertile_mismatches",
                                       "rq1_age.recent.n"};
    for (gsize i = 0; i < G_N_ELEMENTS(gone); i++)
        g_assert_null(keyed_cell(numbers, gone[i], "value"));
    expect_in_file(where, "out/rules.csv", "^by,two,age_group$");
}

static void columns_that_make_no_groups_are_told(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    write_groups(where);
    program_do(where, NULL, "import sample.db --families groups.csv");
    static const struct {
        const char *arguments, *told;
    } cases[] = {
        {"--by many", "syncreport: --by many: the column has 13 different values; at most 12 make groups\n"},
        {"--by Topic", "syncreport: --by Topic: no family has this column, only a \"{by}\" <b>, age_like, dozen, five, "
                       "hostile, many, one, topic, two\n"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *arguments = g_strdup_printf("export sample.db -o out %s", cases[i].arguments);
        g_autoptr(outcome) result = program_run(where, NULL, arguments);
        g_assert_cmpint(result->status, ==, 1);
        g_assert_cmpstr(result->err, ==, cases[i].told);
        g_autofree char *left = folder_path(where, "out");
        g_assert_false(g_file_test(left, G_FILE_TEST_EXISTS));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/rules/classes", rules_change_classes);
    g_test_add_func("/cli/rules/study", study_rules_given_in_words_change_nothing);
    g_test_add_func("/cli/rules/named", every_output_names_what_differs);
    g_test_add_func("/cli/rules/failure", a_failure_is_one_line_with_rules_too);
    g_test_add_func("/cli/rules/read-only", read_only_folders_do);
    g_test_add_func("/cli/rules/outdated", outdated_corpora_are_told);
    g_test_add_func("/cli/rules/given", published_results_stay);
    g_test_add_func("/cli/by/numbers", any_number_of_groups_can_be_shown);
    g_test_add_func("/cli/by/columns", groups_are_the_columns);
    g_test_add_func("/cli/by/refused", columns_that_make_no_groups_are_told);
    return g_test_run();
}
