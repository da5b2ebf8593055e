/* From small commit tables to derived tables, and from a recipe of the user's own to tests and numbers. */
#include "study/study.h"

#include <glib/gstdio.h>
#include <string.h>

#include <math.h>

#include "corpus/import.h"

/*
 * Six families, worked out by hand from STUDY.md section 4 (days from 2020-01-01, GitHub with times of day):
 *   both      GH days 0, 20; a day 1; b day 21: periods GH 0 1, a 0, b 1: simultaneous, complete, rare: CSR, rare
 *   gh-only   GH days 0, 30: upstream first, complete, rare: CSR, rare
 *   hf-only   a days 0, 15, 29, 43: downstream first, no overlap, four periods: ASS, sporadic disjoint
 *   dateless  one GH row with an unknown date: no data
 *   merged    two owners' variants of one short name: days 0 and 70, GH day 0: PS, rare: PSR, sparse; two full names:
 * multiple gone      excluded
 */
static const char github_csv[] = "family,cleaned_github,author_username,commit_date,commit_message,commit_id,label\n"
                                 "both,https://github.com/o/both,ann,2020-01-01 10:00:00+00:00,one,g1,model structure\n"
                                 "both,https://github.com/o/both,ann,2020-01-21 10:00:00+00:00,two,g2,bug fix\n"
                                 "both,https://github.com/o/both,ann,2020-01-21 10:00:00+00:00,two,g2,sharing\n"
                                 "gh-only,https://github.com/o/gh,bob,2020-01-01 09:00:00+00:00,one,g3,sharing\n"
                                 "gh-only,https://github.com/o/gh,bob,2020-01-31 09:00:00+00:00,two,g4,sharing\n"
                                 "dateless,https://github.com/o/no,bob,Unknown,one,g5,sharing\n"
                                 "merged,https://github.com/o/merged,eve,2020-01-01 08:00:00+00:00,one,g6,bug fix\n"
                                 "gone,https://github.com/o/gone,eve,2020-01-01 08:00:00+00:00,one,g7,sharing\n";
static const char huggingface_csv[] = "family,model_name,author,date,title,message,commit_id,label\n"
                                      "both,o/a,ann,1/2/2020,t,,h1,sharing\n"
                                      "both,o/b,cat,1/22/2020,t,,h2,external documentation\n"
                                      "hf-only,o/a,cat,1/1/2020,t,,h3,\n"
                                      "hf-only,o/a,cat,1/16/2020,t,,h4,\n"
                                      "hf-only,o/a,cat,1/30/2020,t,,h5,\n"
                                      "hf-only,o/a,cat,2/13/2020,t,,h6,\n"
                                      "merged,o/m,dan,1/1/2020,t,,h7,sharing\n"
                                      "merged,p/m,dan,3/11/2020,t,,h8,sharing\n";
static const char exclude_csv[] = "family,reason\ngone,left\n";

static void ignore(const char *message, gpointer user_data)
{
    g_ptr_array_add(user_data, g_strdup(message));
}

static char *write_file(const char *folder, const char *name, const char *text)
{
    char *path = g_build_filename(folder, name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    return path;
}

/* An import of the tables above into a new folder; *path is its corpus (new). */
static import *begin_corpus(char **path, GPtrArray *warnings)
{
    g_autofree char *folder = g_dir_make_tmp("study-XXXXXX", NULL);
    g_autofree char *github = write_file(folder, "github.csv", github_csv);
    g_autofree char *huggingface = write_file(folder, "huggingface.csv", huggingface_csv);
    g_autofree char *exclude = write_file(folder, "exclude.csv", exclude_csv);
    const struct import_options options = {.warn = ignore, .user_data = warnings};
    g_autoptr(GError) error = NULL;
    *path = g_build_filename(folder, "c.db", NULL);
    import *session = import_begin(*path, &options, &error);
    g_assert_no_error(error);
    import_commits(session, &(struct commit_origin){.platform = RECORD_GITHUB, .path = github}, &error);
    g_assert_no_error(error);
    import_commits(session, &(struct commit_origin){.platform = RECORD_HUGGINGFACE, .path = huggingface}, &error);
    g_assert_no_error(error);
    import_exclusions(session, exclude, &error);
    g_assert_no_error(error);
    import_settle(session, &error);
    g_assert_no_error(error);
    return session;
}

/* The corpus of the tables above. */
static corpus *build_corpus(GPtrArray *warnings)
{
    g_autofree char *path = NULL;
    g_autoptr(GError) error = NULL;
    {
        g_autoptr(import) session = begin_corpus(&path, warnings);
        study_derive(import_corpus(session), &sync_rules_default, ignore, warnings, &error);
        g_assert_no_error(error);
        import_finish(NULL, session, &error);
        g_assert_no_error(error);
    }
    corpus *db = corpus_open(path, &error);
    g_assert_no_error(error);
    return db;
}

/* The rows of a query as text: cells with blanks between, rows with " | ". */
static char *ask(corpus *db, const char *sql)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(corpus_statement) statement = corpus_prepare(db, sql, NULL, &error);
    g_assert_no_error(error);
    GString *out = g_string_new(NULL);
    for (gboolean has_row = FALSE;;) {
        corpus_step(&has_row, statement, &error);
        g_assert_no_error(error);
        if (!has_row)
            return g_string_free(out, FALSE);
        if (out->len > 0)
            g_string_append(out, " | ");
        for (size_t i = 0; i < corpus_n_columns(statement); i++)
            g_string_append_printf(out, "%s%s", i ? " " : "",
                                   corpus_column_is_null(statement, i) ? "-" : corpus_column_text(statement, i));
    }
}

#define FAMILY(expression)                                                                                             \
    "SELECT " expression                                                                                               \
    " FROM families f JOIN family_facts a USING (family_id) JOIN family_sync s USING (family_id) WHERE family = "

static const struct {
    const char *sql;
    const char *answer;
} questions[] = {
    {"SELECT group_concat(family, ' ') FROM (SELECT family FROM family_facts JOIN families USING (family_id) ORDER BY "
     "family)",
     "both dateless gh-only hf-only merged"},
    {FAMILY("lag, code, pattern, overlap") "'both'", "simultaneous CSR rare 2"},
    {FAMILY("lag, code, pattern, overlap") "'gh-only'", "upstream_first CSR rare 0"},
    {FAMILY("lag, code, pattern, overlap") "'hf-only'", "downstream_first ASS sporadic_disjoint 0"},
    {FAMILY("lag, code, pattern, overlap, dateless") "'dateless'", "- - - - 1"},
    {FAMILY("lag, code, pattern, variants, release_type") "'merged'", "simultaneous PSR sparse 2 multiple"},
    {FAMILY("variants, release_type, upstream_commits, downstream_commits") "'both'", "2 multiple 2 2"},
    {FAMILY("variants, release_type, upstream_commits, downstream_commits") "'gh-only'", "0 - 2 0"},
    {"SELECT platform, variant, period, commits FROM periods JOIN families USING (family_id) WHERE family = 'both' "
     "ORDER BY 1, 2, 3",
     "GH  0 1 | GH  1 1 | HF a 0 1 | HF b 1 1"},
    /* both: GH 1 Jan 10:00, HF 2 Jan, GH 21 Jan 10:00, HF 22 Jan; the second GH commit keeps "sharing" beside "bug fix"
     */
    {"SELECT source, target, days FROM transitions JOIN families USING (family_id) WHERE family = 'both' ORDER BY seq",
     "GH HF 0 | HF GH 19 | GH HF 0"},
    /* the last wait is open until the end of the day of collection, the newest commit's, of hf-only: 11 March */
    {"SELECT source, target, days, is_open, date(end_time, 'unixepoch') FROM waits JOIN families USING (family_id) "
     "ORDER "
     "BY family, seq",
     "GH HF 0 0 2020-01-02 | HF GH 19 0 2020-01-21 | GH HF 0 0 2020-01-22 | HF GH 50 1 2020-03-12"},
    /* merged: the only GH commit is a bug fix, so that nothing switches */
    {"SELECT count(*) FROM transitions JOIN families USING (family_id) WHERE family <> 'both'", "0"},
    /* {model structure, sharing} and {sharing, external documentation} share one of three */
    {"SELECT family, round(similarity, 6) FROM similarity JOIN families USING (family_id)", "both 0.333333"},
    {"SELECT family, common, contributor_group FROM common_contributors JOIN families USING (family_id) ORDER BY "
     "family",
     "both 1 single | dateless - multiple | gh-only - multiple | hf-only 0 single | merged 0 single"},
    {"SELECT family, ages.age_days FROM ages JOIN families USING (family_id) ORDER BY family",
     "both 0.0 | dateless - | gh-only - | hf-only 43.0 | merged 0.0"},
    {"SELECT platform, label, rows, included_rows FROM label_counts WHERE age_group = 'all' AND rows > 0 ORDER BY 1, 2",
     "GH model structure 1 1 | GH sharing 5 4 | HF external documentation 1 1 | HF sharing 3 3"},
};

static void derived_tables_follow_the_rules(void)
{
    g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(corpus) db = build_corpus(warnings);
    for (gsize i = 0; i < G_N_ELEMENTS(questions); i++) {
        g_autofree char *answer = ask(db, questions[i].sql);
        g_test_message("%s", questions[i].sql);
        g_assert_cmpstr(answer, ==, questions[i].answer);
    }
    gboolean is_told = FALSE;
    for (guint i = 0; i < warnings->len; i++)
        is_told |= g_str_has_prefix(g_ptr_array_index(warnings, i), "3 families have commits on one platform only");
    g_assert_true(is_told);
}

/* Families of a package have its comparison of contributors, or are missing from it; others have their own. */
static void given_and_own_contributors_live_together(void)
{
    g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *path = NULL;
    g_autoptr(import) session = begin_corpus(&path, warnings);
    corpus *db = import_corpus(session);
    g_autoptr(GError) error = NULL;
    corpus_run(db,
               "INSERT INTO families (family_id, family) VALUES (101, 'listed'), (102, 'missing');"
               "INSERT INTO given_classes (family_id, rater) VALUES (101, 'published'), (102, 'published');"
               "INSERT INTO given_common_contributors VALUES (101, 5)",
               &error);
    g_assert_no_error(error);
    study_derive(db, &sync_rules_default, ignore, warnings, &error);
    g_assert_no_error(error);
    g_autofree char *answer = ask(db, "SELECT family, common, contributor_group, c.origin FROM common_contributors c "
                                      "JOIN families USING (family_id) ORDER BY family");
    g_assert_cmpstr(answer, ==,
                    "both 1 single computed | dateless - multiple computed | gh-only - multiple computed | "
                    "hf-only 0 single computed | listed 5 multiple given | merged 0 single computed | "
                    "missing - multiple given");
}

static const struct {
    const char *sql;
    const char *message;
} damages[] = {
    {"INSERT INTO labels VALUES (4294967301, 1, 1, 1)", "the corpus is damaged: labels: commit 4294967301"},
    {"INSERT INTO labels VALUES (-5, 1, 1, 1)", "the corpus is damaged: labels: commit -5"},
    {"INSERT INTO labels VALUES (1, 99999, 1, 1)", NULL}, /* a label that nobody knows */
    {"UPDATE repositories SET family_id = 987 WHERE name = 'o/b'",
     "the corpus is damaged: repository \"b\" has no family"},
    {"UPDATE repositories SET repository_id = 0 WHERE name = 'o/b'", "the corpus is damaged: repositories: id 0"},
    {"UPDATE repositories SET short_name = x'00', repository_id = 77 WHERE name = 'o/b'",
     "the corpus is damaged: repositories: id 77 has no text"},
    {"UPDATE label_set SET label_id = 4000000000 WHERE label = 'sharing'",
     "the corpus is damaged: label_set: id 4000000000"},
    {"UPDATE contributors SET contributor_id = 5000000000 WHERE handle = 'bob'",
     "the corpus is damaged: contributors: id 5000000000"},
};

/* A file made elsewhere may hold what no import writes: one line, no crash. */
static void damaged_evidence_is_told(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(damages); i++) {
        g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(g_free);
        g_autofree char *path = NULL;
        g_autoptr(import) session = begin_corpus(&path, warnings);
        g_autoptr(GError) error = NULL;
        corpus_run(import_corpus(session), damages[i].sql, &error);
        g_assert_no_error(error);
        const gboolean ok = study_derive(import_corpus(session), &sync_rules_default, ignore, warnings, &error);
        g_assert_cmpstr(error ? error->message : NULL, ==, damages[i].message);
        g_assert_true(ok == (error == NULL));
    }
}

/* How far work is, as it was told: one more of the same number each time. */
struct steps {
    size_t n_done, n_all;
};

static void count_step(size_t n_done, size_t n_all, gpointer user_data)
{
    struct steps *steps = user_data;
    g_assert_cmpuint(n_done, ==, steps->n_done + 1);
    g_assert_true(steps->n_all == 0 || steps->n_all == n_all);
    *steps = (struct steps){n_done, n_all};
}

/* Families while tables are derived, recipes while questions are answered. */
static void long_work_tells_how_far_it_is(void)
{
    static const char *const names[] = {"sync_pattern", "waits_by_lag", "evolution_matrix", NULL};
    g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *path = NULL;
    g_autoptr(import) session = begin_corpus(&path, warnings);
    g_autoptr(GError) error = NULL;
    struct steps families = {0}, recipes = {0};
    const struct study_ear ear = {.tell = count_step, .user_data = &families};
    const struct study_wish wish = {.names = names, .is_as_stored = TRUE, .tell = count_step, .tell_data = &recipes};
    study_derive_heard(import_corpus(session), &sync_rules_default, &ear, &error);
    g_assert_no_error(error);
    g_autofree char *n_families = ask(import_corpus(session), "SELECT count(*) FROM families");
    g_assert_cmpuint(families.n_done, ==, families.n_all);
    g_assert_cmpuint(families.n_all, ==, g_ascii_strtoull(n_families, NULL, 10));
    import_mark_derived(session, STUDY_DERIVATION, &error);
    import_finish(NULL, session, &error);
    g_assert_no_error(error);
    g_autoptr(corpus) db = corpus_open(path, &error);
    g_autoptr(study_results) results = study_run(db, &wish, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(study_results_n_answers(results), ==, 3);
    g_assert_cmpuint(recipes.n_done, ==, 3);
    g_assert_cmpuint(recipes.n_all, ==, 3);
}

static const char own_recipe[] =
    "-- title:   Days\n"
    "-- test:    kruskal-wallis days by=direction posthoc=dunn pairs=own.pairs unit=transitions as own.kw\n"
    "-- test:    describe days by=direction as own.days\n"
    "-- test:    kappa source target of equal as own.kappa\n"
    "-- numbers: own.count.{direction} = n of counts\n"
    "-- alt:     {days[1]|%.1f} days\n"
    "SELECT source || '>' || target AS direction, days FROM transitions ORDER BY seq;\n"
    "-- query: counts\n"
    "SELECT source || '>' || target AS direction, count(*) AS n FROM transitions GROUP BY 1;\n"
    "-- query: equal\n"
    "SELECT 'a' AS source, 'a' AS target;\n";

static double number(const study_results *results, const char *id)
{
    const struct study_number *found = study_results_number_lookup(results, id);
    g_test_message("%s", id);
    g_assert_nonnull(found);
    return found->value;
}

/* The results of a recipe over the corpus of the tables above. */
static study_results *run_own(const char *text)
{
    g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(corpus) db = build_corpus(warnings);
    g_autoptr(GError) error = NULL;
    study_recipe *recipe = study_recipe_parse("own", "own.sql", text, &error);
    g_assert_no_error(error);
    static const char *const none[] = {NULL};
    study_results *results = study_run(db, &(struct study_wish){.names = none, .extra = &recipe, .n_extra = 1}, &error);
    g_assert_no_error(error);
    return results;
}

static void a_recipe_of_ones_own_gives_tests_and_numbers(void)
{
    g_autoptr(study_results) results = run_own(own_recipe);
    /* ranks 1.5 and 1.5 against 3: H = 2, tie correction 1 - 6 / 24: 2 / 0.75 ... by R 4.2.2: kruskal.test(c(0, 0, 19),
     * c(1, 1, 2)) */
    g_assert_cmpfloat_with_epsilon(number(results, "own.kw.H"), 2.0, 1e-12);
    g_assert_cmpfloat_with_epsilon(number(results, "own.kw.p"), 0.15729920705028513, 1e-14);
    g_assert_cmpfloat(number(results, "own.pairs.GH>HF__HF>GH.delta"), ==, -1.0);
    g_assert_null(study_results_number_lookup(results, "own.pairs.GH>HF__HF>GH.delta_low")); /* none at -1 */
    g_assert_cmpfloat(number(results, "own.days.HF>GH.mean"), ==, 19.0);
    g_assert_cmpfloat(number(results, "own.days.GH>HF.n"), ==, 2.0);
    g_assert_cmpfloat(number(results, "own.count.GH>HF"), ==, 2.0);
    g_assert_null(
        study_results_number_lookup(results, "own.days.HF>GH.sd")); /* one value has no spread: no number, never 0 */
    const struct study_test *kappa = study_results_test_lookup(results, "own.kappa");
    g_assert_nonnull(kappa->failure);
    g_assert_cmpstr(study_results_answer_at(results, 0)->alt, ==, "19.0 days");
    g_assert_true(study_results_knows_number(results, "own.pairs.x__y.z"));
    g_assert_true(study_results_knows_test(results, "own.kw"));
    g_assert_false(study_results_knows_number(results, "own.kw.HH"));
}

static const char pairs_recipe[] =
    "-- title:   Pairs\n"
    "-- chart:   heat map p\n"
    "-- pairs:   own.kw\n"
    "-- x:       label_a\n"
    "-- y:       label_b\n"
    "-- fill:    p_adjusted\n"
    "-- columns: label_a, z of pairs\n"
    "-- test:    kruskal-wallis value by=id label=name posthoc=dunn as own.kw\n"
    "-- alt:     {differing[0]} of {pairs[0]}, {name_a[1]} and {label_b[1]}\n"
    "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 30)\n"
    "SELECT 'a' AS id, 'Low' AS name, i AS value FROM n UNION ALL SELECT 'b', NULL, i + 0.5 FROM n\n"
    "UNION ALL SELECT 'c', 'High', i + 1000 FROM n;\n";

static const struct study_cell *pair_cell(const struct study_table *table, size_t row, const char *column)
{
    const int at = study_column_find(table, column);
    g_assert_cmpint(at, >=, 0);
    return study_cell_at(table, row, (size_t)at);
}

static void pairs_of_a_test_are_a_table(void)
{
    g_autoptr(study_results) results = run_own(pairs_recipe);
    const struct study_answer *answer = study_results_answer_at(results, 0);
    const struct study_table *pairs = study_answer_drawn(answer);
    g_assert_cmpstr(pairs->name, ==, "pairs");
    g_assert_cmpuint(pairs->n_rows, ==, 3); /* a and b, a and c, b and c */
    /* R 4.2.2, from the definition with rank() and pnorm() */
    g_assert_cmpfloat_with_epsilon(pair_cell(pairs, 1, "z")->real, -6.7453687816160208, 1e-13);
    g_assert_cmpfloat_with_epsilon(pair_cell(pairs, 1, "p")->real / 1.5263882910843388e-11, 1.0, 1e-12);
    g_assert_cmpfloat_with_epsilon(pair_cell(pairs, 1, "p_adjusted")->real / 4.579164873253016e-11, 1.0, 1e-12);
    g_assert_cmpstr(pair_cell(pairs, 1, "a")->text, ==, "a");
    g_assert_cmpstr(pair_cell(pairs, 1, "b")->text, ==, "c");
    g_assert_cmpstr(pair_cell(pairs, 0, "letters_a")->text, ==, "a");
    g_assert_cmpstr(pair_cell(pairs, 0, "letters_b")->text, ==, "a"); /* alike: a letter in common */
    g_assert_cmpstr(pair_cell(pairs, 1, "letters_b")->text, ==, "b");
    g_assert_cmpstr(pair_cell(pairs, 0, "label_a")->text, ==, "Low (a)");
    g_assert_cmpstr(pair_cell(pairs, 0, "label_b")->text, ==, "b (a)"); /* without words, the id */
    g_assert_cmpstr(answer->alt, ==, "2 of 3, Low and High (b)");
    g_assert_cmpuint(study_answer_table(answer, "")->n_rows, ==, 90);
}

/* Where the test has no outcome there is nothing to draw. */
static void pairs_without_a_test_are_missing(void)
{
    g_autoptr(study_results) results =
        run_own("-- title: T\n-- chart: heat map p\n-- pairs: k\n-- test: kruskal-wallis v by=g posthoc=dunn as k\n"
                "SELECT 1 AS v, 'one' AS g UNION ALL SELECT 2, 'one';\n");
    const struct study_answer *answer = study_results_answer_at(results, 0);
    g_assert_nonnull(study_results_test_lookup(results, "k")->failure);
    g_assert_cmpstr(answer->missing, ==, "the corpus has no such rows");
}

static const struct {
    const char *text;
    const char *message;
} faults[] = {
    {"-- title: T\n-- test: kappa a b as k\nSELECT 1 AS a;\n", "r.sql:2: the query returns no column \"b\""},
    {"-- title: T\n-- test: kruskal days by=x as k\nSELECT 1 AS days, 2 AS x;\n",
     "r.sql:2: unknown method \"kruskal\""},
    {"-- title: T\n-- test: kappa a as k\nSELECT 1 AS a;\n", "r.sql:2: wrong number of columns for \"kappa\""},
    {"-- title: T\n-- numbers: n = b\nSELECT 1 AS a;\n", "r.sql:2: the query returns no column \"b\""},
    {"-- title: T\n-- numbers: n = a, n = a\nSELECT 1 AS a;\n", "r.sql:2: two numbers have the id \"n\""},
    {"-- title: T\nSELECT 1; SELECT 2;\n", "r.sql:2: a second statement needs its own \"-- query: NAME\""},
    {"-- title: T\n-- columns: a, b\nSELECT 1 AS a;\n", "r.sql:2: the query returns no column \"b\""},
    {"-- title: T\n-- density: b of v\nSELECT 1 AS a;\n-- query: v\nSELECT 1 AS a;\n",
     "r.sql:2: the query returns no column \"b\""},
    {"-- title: T\n-- curve: ecdf a by=g\nSELECT 1 AS a;\n", "r.sql:2: the query returns no column \"g\""},
    {"-- title: T\n-- curve: ecdf a\nSELECT 'one' AS a;\n", "r.sql:2: column a: \"one\" is not a number"},
    {"-- title: T\n-- curve: kaplan-meier a b\nSELECT 1 AS a, 2 AS b;\n", "r.sql:2: an event is neither 0 nor 1 but 2"},
    {"-- title: T\n-- curve: kaplan-meier a b\nSELECT -1 AS a, 1 AS b;\n", NULL},
    {"-- title: T\n-- curve: fit a\nSELECT 1.5 AS a;\n", NULL},
    {"-- title: T\n-- fits: a\nSELECT -1 AS a;\n", NULL},
    {"-- title: T\n-- pairs: k\n-- columns: a, no of pairs\n-- test: kruskal-wallis v by=g posthoc=dunn as k\n"
     "SELECT 1 AS v, 'a' AS g;\n",
     "r.sql:3: the query returns no column \"no\""},
    {"-- title: T\n-- needs: no_table \"it\"\nSELECT 1;\n", "no such table: no_table"},
    {"-- title: T\n-- needs: a;b \"it\"\nSELECT 1;\n", "r.sql:2: \"a;b\" is no table's name"},
};

static void faults_of_a_recipe_name_file_and_line(void)
{
    g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(corpus) db = build_corpus(warnings);
    static const char *const none[] = {NULL};
    for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
        g_autoptr(GError) error = NULL;
        study_recipe *recipe = study_recipe_parse("r", "r.sql", faults[i].text, &error);
        g_assert_no_error(error);
        g_autoptr(study_results) results =
            study_run(db, &(struct study_wish){.names = none, .extra = &recipe, .n_extra = 1}, &error);
        g_assert_null(results);
        g_assert_nonnull(error);
        if (!faults[i].message) /* in the words of stats */
            g_assert_true(g_str_has_prefix(error->message, "r.sql:2: "));
        else if (!g_str_has_suffix(error->message,
                                   faults[i].message)) /* SQLite's own words have the corpus's path before them */
            g_assert_cmpstr(error->message, ==, faults[i].message);
    }
}

/* ------------------------------------------------------------------ curves and fits */

static void check_cell(const struct study_table *table, size_t row, const char *column, double expected)
{
    const int at = study_column_find(table, column);
    g_assert_cmpint(at, >=, 0);
    const double got = study_cell_at(table, row, (size_t)at)->real;
    if (isnan(expected))
        g_assert_true(isnan(got));
    else
        g_assert_cmpfloat_with_epsilon(got, expected, 1e-12);
}

static void check_word(const struct study_table *table, size_t row, const char *column, const char *expected)
{
    g_assert_cmpstr(study_cell_at(table, row, (size_t)study_column_find(table, column))->text, ==, expected);
}

/* R 4.2.2: ecdf(c(3, 0, 3, 7)) is 1/4, 3/4 and 1; half the band's width, sqrt(log(40) / 8), is 0.679051. */
static void curve_of_shares_is_that_of_r(void)
{
    g_autoptr(study_results) results =
        run_own("-- title: T\n-- chart: step\n-- x: x\n-- y: y\n-- curve: ecdf v by=g label=l\n"
                "SELECT 3 AS v, 'b' AS g, 'Bee' AS l UNION ALL SELECT 0, 'b', 'Bee' UNION ALL SELECT 3, 'b', 'Bee'"
                " UNION ALL SELECT 7, 'b', 'Bee' UNION ALL SELECT NULL, 'b', 'Bee' UNION ALL SELECT 2, 'a', 'Ay';\n");
    const struct study_table *drawn = study_answer_drawn(study_results_answer_at(results, 0));
    g_assert_cmpuint(drawn->n_rows, ==, 4);
    static const double x[] = {0, 3, 7}, y[] = {0.25, 0.75, 1.0};
    for (size_t i = 0; i < 3; i++) {
        check_word(drawn, i, "curve", "b");
        check_word(drawn, i, "name", "Bee");
        check_cell(drawn, i, "x", x[i]);
        check_cell(drawn, i, "y", y[i]);
    }
    g_assert_cmpfloat_with_epsilon(study_cell_at(drawn, 1, 4)->real, 0.75 - 0.679051, 1e-6);
    check_cell(drawn, 1, "high", 1.0);
    check_word(drawn, 3, "curve", "a");
}

/* R 4.2.2, survival 3.5-3: survfit(Surv(c(4, 2, 4, 9, 6), c(1, 0, 1, 1, 0)) ~ 1, conf.type = "log-log") has S = 0.5 in
 * [0.057847083, 0.84486128] at 4 and 0 at 9; 5, 5, 4, 2 and 1 are at risk at 0, 2, 4, 6 and 9. */
static void curve_of_waits_is_that_of_r(void)
{
    g_autoptr(study_results) results =
        run_own("-- title: T\n-- chart: step\n-- x: x\n-- y: y\n-- curve: kaplan-meier t e of raw\nSELECT 1;\n"
                "-- query: raw\nSELECT 4 AS t, 1 AS e UNION ALL SELECT 2, 0 UNION ALL SELECT 4, 1 UNION ALL"
                " SELECT 9, 1 UNION ALL SELECT 6, 0;\n");
    const struct study_table *drawn = study_answer_drawn(study_results_answer_at(results, 0));
    static const double x[] = {0, 2, 4, 6, 9}, y[] = {1, 1, 0.5, 0.5, 0}, at_risk[] = {5, 5, 4, 2, 1};
    g_assert_cmpuint(drawn->n_rows, ==, 5);
    for (size_t i = 0; i < 5; i++) {
        check_cell(drawn, i, "x", x[i]);
        check_cell(drawn, i, "y", y[i]);
        check_cell(drawn, i, "at_risk", at_risk[i]);
        if (i != 2 && i != 3)
            check_cell(drawn, i, "low", (double)NAN);
    }
    g_assert_cmpfloat_with_epsilon(study_cell_at(drawn, 3, 4)->real, 0.057847083, 1e-8);
    g_assert_cmpfloat_with_epsilon(study_cell_at(drawn, 3, 5)->real, 0.84486128, 1e-8);
}

/* By hand: 10 positive values of sum 40, so the geometric law has prob 10 / 40; a group of zeros has no law, nor one of
 * a few values. */
static void fits_stand_in_their_tables(void)
{
    g_autoptr(study_results) results = run_own(
        "-- title: T\n-- chart: step\n-- x: x\n-- y: y\n-- curve: fit v of values\n-- fits: v by=g of values\n"
        "-- columns: group, law_name, parameters of fits\n"
        "-- numbers: f.{group}.zero_pct = zero_pct of fits, f.{group}.{law}.{first} = first_value of laws\n"
        "-- numbers: f.{group}.{law}.{second} = second_value of laws\n"
        "SELECT 1;\n-- query: values\nWITH v(v) AS (VALUES (0),(0),(0),(1),(1),(2),(3),(3),(5),(11),(0),(2),(4),"
        "(8)) SELECT v, 'a.b' AS g FROM v UNION ALL SELECT 0, 'none' UNION ALL SELECT 7, 'few';\n");
    const struct study_answer *answer = study_results_answer_at(results, 0);
    const struct study_table *drawn = study_answer_drawn(answer), *fits = study_answer_table(answer, "fits");
    check_word(drawn, 0, "name", "Observed");
    check_cell(drawn, 0, "y", 5.0 / 16.0);
    g_assert_cmpuint(fits->n_rows, ==, 3);
    check_cell(fits, 0, "zeros", 4.0);
    check_word(fits, 1, "law_name", NULL);
    check_word(fits, 2, "law_name", NULL);
    g_assert_cmpfloat_with_epsilon(number(results, "f.a.b.geometric.prob"), 10.0 / 40.0, 1e-12);
    g_assert_cmpfloat_with_epsilon(number(results, "f.none.zero_pct"), 100.0, 1e-12);
    g_assert_true(study_results_knows_number(results, "f.a.b.weibull.scale"));
}

/* 66,000 x 66,000 cells are more than 32 bits count, 200,000 groups make 20 thousand million pairs. */
static const struct {
    const char *text;
    const char *failure;
} too_much[] = {
    {"-- title: T\n-- test: chi-square a b as t\n"
     "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 66000)"
     " SELECT 'a' || i AS a, 'b' || i AS b FROM r;\n",
     "a table of 66000 by 66000 categories is too large"},
    {"-- title: T\n-- test: kruskal-wallis v by=g posthoc=dunn as t\n"
     "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 200000)"
     " SELECT i AS v, i AS g FROM r;\n",
     "too many groups to compare in pairs"},
    {"-- title: T\n-- test: chi-square-gof a count=n as t\nSELECT 'a' AS a, -5 AS n UNION ALL SELECT 'b', 1;\n",
     "row 1, column 1: not a count from 0 to 2^53"},
};

static void tests_that_are_too_large_fail_in_words(void)
{
    g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(corpus) db = build_corpus(warnings);
    static const char *const none[] = {NULL};
    for (gsize i = 0; i < G_N_ELEMENTS(too_much); i++) {
        g_autoptr(GError) error = NULL;
        study_recipe *recipe = study_recipe_parse("r", "r.sql", too_much[i].text, &error);
        g_assert_no_error(error);
        g_autoptr(study_results) results =
            study_run(db, &(struct study_wish){.names = none, .extra = &recipe, .n_extra = 1}, &error);
        g_assert_no_error(error);
        const struct study_test *test = study_results_test_lookup(results, "t");
        g_assert_cmpstr(test->failure, ==, too_much[i].failure);
        g_assert_cmpuint(test->n, <=, 200000);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/study/too-large", tests_that_are_too_large_fail_in_words);
    g_test_add_func("/study/derive", derived_tables_follow_the_rules);
    g_test_add_func("/study/contributors", given_and_own_contributors_live_together);
    g_test_add_func("/study/damaged", damaged_evidence_is_told);
    g_test_add_func("/study/told", long_work_tells_how_far_it_is);
    g_test_add_func("/study/own-recipe", a_recipe_of_ones_own_gives_tests_and_numbers);
    g_test_add_func("/study/pairs", pairs_of_a_test_are_a_table);
    g_test_add_func("/study/no-pairs", pairs_without_a_test_are_missing);
    g_test_add_func("/study/faults", faults_of_a_recipe_name_file_and_line);
    g_test_add_func("/study/curve/ecdf", curve_of_shares_is_that_of_r);
    g_test_add_func("/study/curve/kaplan-meier", curve_of_waits_is_that_of_r);
    g_test_add_func("/study/curve/fits", fits_stand_in_their_tables);
    return g_test_run();
}
