/* What labels do to results: whose count, how many are enough, how far labellers agree; and who people are. */
#include <math.h>
#include <string.h>

#include "corpus/desk.h"
#include "stats/reference.h"
#include "study/study.h"

/* desk_import, with the derived tables computed. */
static void import_and_derive(struct desk *desk, const char *plan)
{
    g_auto(GStrv) steps = g_strsplit(plan, " ", -1);
    g_autoptr(GError) error = NULL;
    g_autoptr(import) imp = import_begin(desk->corpus, &desk->options, &error);
    g_assert_no_error(error);
    for (char **step = steps; *step != NULL; step++) {
        g_auto(GStrv) parts = g_strsplit(*step, "=", 2);
        desk_read_one(imp, desk, parts[0], parts[1], &error);
        g_assert_no_error(error);
    }
    import_settle(imp, &error);
    g_assert_no_error(error);
    study_derive(import_corpus(imp), &sync_rules_default, desk->options.warn, desk->options.user_data, &error);
    g_assert_no_error(error);
    import_mark_derived(imp, STUDY_DERIVATION, &error); /* the next import passes over changed families only */
    g_assert_no_error(error);
    import_finish(NULL, imp, &error);
    g_assert_no_error(error);
}

static study_results *ask_all(const struct desk *desk)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    g_assert_no_error(error);
    study_results *results = study_run(db, &(struct study_wish){0}, &error);
    g_assert_no_error(error);
    return results;
}

/* NAN where there is no such number. */
static double number(const study_results *results, const char *id)
{
    const struct study_number *found = study_results_number_lookup(results, id);
    return found ? found->value : (double)NAN;
}

/* n commits of a family and side; the first n_labelled of them have the label. GitHub's ids start with 1. */
static void add_commits(GString *table, const char *family, gboolean is_downstream, int n, int n_labelled,
                        const char *label)
{
    for (int i = 0; i < n; i++)
        g_string_append_printf(table, "%s,%s%s,2024-01-%02d,ann,m,%d%s%037d,%s\n", family, is_downstream ? "o/" : "",
                               is_downstream ? family : "", 1 + i % 28, is_downstream ? 2 : 1,
                               g_str_equal(family, "f") ? "aa" : "bb", i, i < n_labelled ? label : "");
}

#define GITHUB "family,github,commit_date,author_username,commit_message,commit_id,label\n"
#define HUGGINGFACE "family,model_name,date,author,title,commit_id,label\n"

/* ------------------------------------------------------------------ how many labels are enough */

/* Commits of two families, f and g, and how many of them have a label; then what is told. */
static const struct {
    int f_gh, f_gh_labelled, f_hf, f_hf_labelled;
    int g_gh, g_gh_labelled, g_hf, g_hf_labelled;
    gboolean has_counts;    /* change types are counted */
    const char *similarity; /* families that are compared */
    double coverage_gh;
} coverages[] = {
    {7, 7, 5, 5, 3, 3, 4, 4, TRUE, "f\ng\n", 100.0},
    {7, 7, 5, 5, 3, 1, 4, 4, TRUE, "f\n", 80.0},       /* g: one of three */
    {6, 3, 6, 3, 2, 1, 2, 1, TRUE, "f\ng\n", 50.0},    /* half is enough */
    {6, 3, 6, 3, 3, 1, 2, 1, FALSE, "f\n", 400.0 / 9}, /* four of nine are not */
    {6, 6, 9, 4, 3, 3, 2, 1, FALSE, "g\n", 100.0},     /* five of eleven downstream */
    {6, 0, 6, 0, 3, 0, 2, 0, FALSE, "", 0.0},
    {6, 6, 0, 0, 3, 3, 0, 0, TRUE, "", 100.0}, /* a side without commits lacks no labels */
};

static void too_few_labels_are_silent(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(coverages); i++) {
        g_autoptr(GString) github = g_string_new(GITHUB), huggingface = g_string_new(HUGGINGFACE);
        g_test_message("case %zu", i);
        g_unlink(desk->corpus);
        g_string_truncate(desk->warnings, 0);
        add_commits(github, "f", FALSE, coverages[i].f_gh, coverages[i].f_gh_labelled, "sharing");
        add_commits(github, "g", FALSE, coverages[i].g_gh, coverages[i].g_gh_labelled, "sharing");
        add_commits(huggingface, "f", TRUE, coverages[i].f_hf, coverages[i].f_hf_labelled, "input data");
        add_commits(huggingface, "g", TRUE, coverages[i].g_hf, coverages[i].g_hf_labelled, "input data");
        desk_write(desk, "gh.csv", github->str, -1);
        desk_write(desk, "hf.csv", huggingface->str, -1);
        import_and_derive(desk, "github=gh.csv huggingface=hf.csv");
        DESK_ASSERT_ROWS(desk, "SELECT family FROM similarity JOIN families USING (family_id) ORDER BY family",
                         coverages[i].similarity);
        DESK_ASSERT_ROWS(desk, "SELECT count(*) > 0 FROM label_counts", coverages[i].has_counts ? "1\n" : "0\n");
        g_autoptr(study_results) results = ask_all(desk);
        g_assert_cmpfloat_with_epsilon(number(results, "labels.coverage.gh"), coverages[i].coverage_gh, 1e-12);
        g_assert_true(isnan(number(results, "rq1.total.gh")) == !coverages[i].has_counts);
        g_assert_true(isnan(number(results, "labels.needed")) == coverages[i].has_counts);
        const gboolean is_warned = strstr(desk->warnings->str, "change types are not compared: only ") != NULL;
        g_assert_true(is_warned == (!coverages[i].has_counts && coverages[i].f_gh_labelled > 0));
    }
}

/* What a package publishes is shown, however few labels the corpus has. */
static void published_counts_are_never_hidden(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GString) github = g_string_new(GITHUB);
    g_autoptr(GError) error = NULL;
    (void)unused;
    add_commits(github, "f", FALSE, 10, 1, "sharing");
    desk_write(desk, "gh.csv", github->str, -1);
    g_autoptr(import) imp = import_begin(desk->corpus, &desk->options, &error);
    g_assert_no_error(error);
    desk_read_one(imp, desk, "github", "gh.csv", &error);
    g_assert_no_error(error);
    corpus_run(import_corpus(imp),
               "INSERT INTO given_label_counts VALUES ('GH', 'all', 'sharing', 17), ('HF', 'all', 'sharing', 4);"
               "INSERT INTO given_similarity VALUES (1, 0.25)",
               &error);
    g_assert_no_error(error);
    study_derive(import_corpus(imp), &sync_rules_default, NULL, NULL, &error);
    g_assert_no_error(error);
    import_finish(NULL, imp, &error);
    g_assert_no_error(error);
    DESK_ASSERT_ROWS(desk, "SELECT platform, age_group, label, rows, origin FROM label_counts",
                     "GH|all|sharing|17|given\nHF|all|sharing|4|given\n");
    DESK_ASSERT_ROWS(desk, "SELECT similarity, origin FROM similarity", "0.25|given\n");
    g_autoptr(study_results) results = ask_all(desk);
    g_assert_true(isnan(number(results, "labels.needed")));
    g_assert_cmpfloat(number(results, "rq1.total.gh"), ==, 17.0);
}

/* ------------------------------------------------------------------ whose labels count */

static void the_labeller_that_counts_is_source_else_the_busiest(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GString) github = g_string_new(GITHUB);
    (void)unused;
    add_commits(github, "f", FALSE, 3, 0, "");
    desk_write(desk, "gh.csv", github->str, -1);
    desk_write(desk, "few.csv",
               "commit,label\n1aa0000000000000000000000000000000000000,sharing\n"
               "1aa0000000000000000000000000000000000000,input data\n"
               "1aa0000000000000000000000000000000000000,output data\n",
               -1);
    desk_write(desk, "many.csv",
               "commit,label\n1aa0000000000000000000000000000000000000,bug fix\n"
               "1aa0000000000000000000000000000000000001,bug fix\n",
               -1);
    /* More rows are no more commits; equal numbers of commits: the first by name. */
    import_and_derive(desk, "github=gh.csv labels:a-few=few.csv labels:many=many.csv");
    DESK_ASSERT_ROWS(desk, "SELECT labelled FROM family_facts", "2\n");
    import_and_derive(desk, "labels:before=many.csv labels:before=few.csv");
    DESK_ASSERT_ROWS(desk,
                     "SELECT rows FROM label_counts WHERE platform = 'GH' AND age_group = 'all' AND label = "
                     "'sharing'",
                     "1\n");
    import_and_derive(desk, "labels:source=few.csv");
    DESK_ASSERT_ROWS(desk, "SELECT labelled FROM family_facts", "1\n");
}

/* ------------------------------------------------------------------ labels that nobody knows */

/* `late` is from after the day of collection, `gone` is excluded. */
static const char misspelt_github[] = GITHUB "f,r,2024-01-01,ann,only a misspelt label,1aa1,shraing\n"
                                             "f,r,2024-01-02,ann,another beside it,1aa2,shraing\n"
                                             "f,r,2024-01-02,ann,another beside it,1aa2,sharing\n"
                                             "f,r,2024-01-03,ann,one beside it that is left out,1aa3,shraing\n"
                                             "f,r,2024-01-03,ann,one beside it that is left out,1aa3,bug fix\n"
                                             "f,r,2024-01-04,ann,one that is left out,1aa4,bug fix\n"
                                             "f,r,2024-01-05,ann,no label,1aa5,\n"
                                             "f,r,Unknown,ann,no date,1aa6,shraing\n"
                                             "f,r,2024-03-01,ann,late,1aa7,shraing\n"
                                             "gone,s,2024-01-01,ann,excluded,1aa8,shraing\n"
                                             "h,t,2024-01-01,ann,makes no transition,1aa9,shraing\n";

static void unknown_labels_are_told_once_with_their_effect(struct desk *desk, gconstpointer unused)
{
    static const char one[] =
        "1 label row is not used, the label set does not know it: oops; 1 commit has no other that counts and makes "
        "no transition\n";
    (void)unused;
    desk_write(desk, "gh.csv", misspelt_github, -1);
    desk_write(desk, "hf.csv", HUGGINGFACE "h,o/h,2024-01-09,ann,m,2bb1,input data\n", -1);
    desk_write(desk, "x.csv", "family\ngone\n", -1);
    desk_write(desk, "l.csv", "commit,label\n1aa5,whoops\n1aa5,whoops\n", -1);
    desk->options.collected = "2024-02-01";
    import_and_derive(desk, "github=gh.csv huggingface=hf.csv exclude=x.csv");
    g_assert_nonnull(strstr(desk->warnings->str,
                            "5 label rows are not used, the label set does not know them: shraing; 3 commits have "
                            "no other that counts and make no transition\n"));
    DESK_ASSERT_ROWS(desk, "SELECT count(*) FROM transitions", "0\n");
    g_string_truncate(desk->warnings, 0);
    import_and_derive(desk, "labels:me=l.csv"); /* whose labels do not count; of one family */
    g_auto(GStrv) parts = g_strsplit(desk->warnings->str, "the label set", -1);
    g_assert_cmpuint(g_strv_length(parts), ==, 2);
    g_assert_nonnull(strstr(desk->warnings->str,
                            "7 label rows are not used, the label set does not know them: shraing, whoops; 3 commits"));
    g_unlink(desk->corpus);
    g_string_truncate(desk->warnings, 0);
    desk_write(desk, "gh.csv", GITHUB "f,r,2024-01-01,ann,m,1aa1,oops\n", -1);
    import_and_derive(desk, "github=gh.csv");
    g_assert_nonnull(strstr(desk->warnings->str, one));
}

/* ------------------------------------------------------------------ agreement */

/* A table of counts as labels of two labellers: cell (i, j) is so many commits that a calls label i and b label j. */
static void write_ratings(const struct desk *desk, const double counts[], int k)
{
    g_autoptr(GString) github = g_string_new(GITHUB);
    g_autoptr(GString) first = g_string_new("commit,label\n"), second = g_string_new("commit,label\n");
    int n = 0;
    for (int cell = 0; cell < k * k; cell++)
        for (int i = 0; i < (int)counts[cell]; i++, n++) {
            g_string_append_printf(first, "1aa%037d,label %d\n", n, cell / k);
            g_string_append_printf(second, "1aa%037d,label %d\n", n, cell % k);
        }
    add_commits(github, "f", FALSE, n + 4, 0, "");
    /* Two labels, or one labeller alone, are no comparison; one label twice is still one. */
    g_string_append_printf(first, "1aa%037d,label 0\n1aa%037d,label 1\n1aa%037d,label 1\n", n, n, n + 1);
    g_string_append_printf(second, "1aa%037d,label 0\n1aa%037d,label 1\n", n, n + 2);
    desk_write(desk, "gh.csv", github->str, -1);
    desk_write(desk, "a.csv", first->str, -1);
    desk_write(desk, "b.csv", second->str, -1);
}

static void agreement_is_what_r_finds(struct desk *desk, gconstpointer unused)
{
    static const char *const sets[] = {"diagnoses", "worse_than_chance", "empty_category", "many"};
    g_autoptr(reference) r = reference_load("kappa");
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(sets); i++) {
        g_auto(numbers) counts = reference_numbers(r, sets[i], "counts");
        g_auto(numbers) shape = reference_numbers(r, sets[i], "shape");
        g_test_message("%s", sets[i]);
        g_unlink(desk->corpus);
        write_ratings(desk, counts.values, (int)shape.values[0]);
        import_and_derive(desk, "github=gh.csv labels:a=a.csv labels:b=b.csv");
        g_autoptr(study_results) results = ask_all(desk);
        const double n = reference_number(r, sets[i], "n");
        CHECK_REL(number(results, "labels.both.a__b"), n, 0.0);
        CHECK_REL(number(results, "labels.shared"), n + 1.0, 0.0);
        CHECK_REL(number(results, "labels.agree.a__b"), reference_number(r, sets[i], "agreements"), 0.0);
        CHECK_REL(number(results, "labels.kappa.a__b"), reference_number(r, sets[i], "kappa"), 1e-13);
        CHECK_REL(number(results, "labels.kappa.a__b.se"), reference_number(r, sets[i], "se"), 1e-9);
        CHECK_REL(number(results, "labels.kappa.a__b.low"), reference_number(r, sets[i], "low"), 1e-9);
        CHECK_REL(number(results, "labels.kappa.a__b.high"), reference_number(r, sets[i], "high"), 1e-9);
    }
}

static void the_confusion_table_counts_combinations(struct desk *desk, gconstpointer unused)
{
    const double counts[] = {2, 3, 1, 4};
    (void)unused;
    write_ratings(desk, counts, 2);
    import_and_derive(desk, "github=gh.csv labels:a=a.csv labels:b=b.csv");
    g_autoptr(study_results) results = ask_all(desk);
    const struct study_answer *answer = study_results_answer_lookup(results, "labeller_agreement");
    const struct study_table *confusion = study_answer_table(answer, "confusion");
    static const struct {
        const char *first, *second;
        int commits;
    } expected[] = {
        {"Label 1", "Label 1", 4}, {"Label 0", "Label 1", 3}, {"Label 0", "Label 0", 2}, {"Label 1", "Label 0", 1}};
    g_assert_cmpuint(confusion->n_rows, ==, G_N_ELEMENTS(expected));
    for (size_t row = 0; row < confusion->n_rows; row++) {
        g_assert_cmpstr(study_cell_at(confusion, row, 1)->text, ==, expected[row].first);
        g_assert_cmpstr(study_cell_at(confusion, row, 3)->text, ==, expected[row].second);
        g_assert_cmpint(study_cell_at(confusion, row, 4)->integer, ==, expected[row].commits);
    }
}

/* Names that could make two numbers fall together, or be taken for a recipe's marks. */
static void odd_labellers_have_numbers_of_their_own(struct desk *desk, gconstpointer unused)
{
    static const char *const names[] = {"a", "a__b", "b", "a_", "_b", "b.se", "b.low", "{stat}", "%5F", "a%5F"};
    const double counts[] = {2, 3, 1, 4};
    g_autoptr(GError) error = NULL;
    (void)unused;
    write_ratings(desk, counts, 2);
    g_autoptr(import) imp = import_begin(desk->corpus, &desk->options, &error);
    g_assert_no_error(error);
    desk_read_one(imp, desk, "github", "gh.csv", &error);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *kind = g_strconcat("labels:", names[i], NULL);
        desk_read_one(imp, desk, kind, i % 2 ? "a.csv" : "b.csv", &error);
        g_assert_no_error(error);
    }
    import_finish(NULL, imp, &error);
    g_assert_no_error(error);
    g_autoptr(study_results) results = ask_all(desk);
    size_t n_pairs = 0;
    for (size_t i = 0; i < study_results_n_numbers(results); i++)
        n_pairs += g_str_has_prefix(study_results_number_at(results, i)->id, "labels.both.") ? 1 : 0;
    g_assert_cmpuint(n_pairs, ==, 45);
    g_assert_cmpfloat(number(results, "labels.both.a__b"), ==, 12.0); /* both have the file of 12 commits */
    g_assert_cmpfloat(number(results, "labels.both.a__b%2Ese"), ==, 10.0);
}

/* Without two labellers there is nothing to say. */
static void one_labeller_alone_is_no_agreement(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GString) github = g_string_new(GITHUB);
    (void)unused;
    add_commits(github, "f", FALSE, 3, 3, "sharing");
    desk_write(desk, "gh.csv", github->str, -1);
    import_and_derive(desk, "github=gh.csv");
    g_autoptr(study_results) results = ask_all(desk);
    g_assert_true(isnan(number(results, "labels.shared")));
    g_assert_cmpuint(study_results_answer_lookup(results, "labeller_agreement")->tables[0].n_rows, ==, 0);
}

/* ------------------------------------------------------------------ people */

static const char people_csv[] = "family,github,commit_date,author_username,author_email,author_name,commit_id\n"
                                 "f,o/f,2024-01-01,JaneD,,,aa\n"
                                 "f,o/f,2024-01-01,,Jane@Work.org,J. D.,bb\n"
                                 "f,o/f,2024-01-01,john,,,cc\n"
                                 "f,o/f,2024-01-01,Dependabot[bot],,,dd\n"
                                 "f,o/f,2024-01-02,Dependabot[bot],,,ee\n"
                                 "gone,o/gone,2024-01-02,Dependabot[bot],,,ff\n";
static const char people_hf_csv[] = "family,model_name,date,author,author_HF,commit_id\n"
                                    "f,o/m,2024-01-01,jd,https://github.com/JaneD,aa\n"
                                    "f,o/m,2024-01-01,john,No_GH,bb\n";

#define AUTHORS_SQL                                                                                                    \
    "SELECT handle, commits, is_shared FROM family_authors JOIN contributors c USING (contributor_id)"                 \
    " ORDER BY c.platform, handle"

static void people_are_who_the_lists_say(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "gh.csv", people_csv, -1);
    desk_write(desk, "hf.csv", people_hf_csv, -1);
    desk_write(desk, "who.txt", "Jane <github:janed>\nJane <jane@work.org>\nJack <huggingface:john>\n", -1);
    desk_write(desk, "out.csv", "family\ngone\n", -1);
    import_and_derive(desk, "github=gh.csv huggingface=hf.csv exclude=out.csv identities=who.txt");
    DESK_ASSERT_ROWS(desk,
                     "SELECT c.platform, handle, person, is_merged, is_bot FROM people JOIN contributors c"
                     " USING (contributor_id) ORDER BY 1, 2",
                     "GH|Dependabot[bot]|Dependabot[bot]|0|1\nGH|Jane@Work.org|Jane|1|0\nGH|JaneD|Jane|1|0\n"
                     "GH|john|john|0|0\nHF|jd|jd|0|0\nHF|john|Jack|1|0\n");
    /* jd's profile leads to JaneD, who is Jane; Jack is not john. */
    DESK_ASSERT_ROWS(desk, "SELECT common FROM common_contributors", "1\n");
    DESK_ASSERT_ROWS(desk, AUTHORS_SQL,
                     "Dependabot[bot]|2|0\nJane@Work.org|1|1\nJaneD|1|1\njohn|1|0\njd|1|1\njohn|1|0\n");
    DESK_ASSERT_ROWS(desk, "SELECT upstream_people, downstream_people FROM family_facts", "3|2\n");
    g_autoptr(study_results) results = ask_all(desk);
    g_assert_cmpfloat(number(results, "people.contributors"), ==, 6.0);
    g_assert_cmpfloat(number(results, "people.persons"), ==, 5.0);
    g_assert_cmpfloat(number(results, "people.merged"), ==, 3.0);
    g_assert_cmpfloat(number(results, "people.bots"), ==, 1.0);
    g_assert_cmpfloat(number(results, "people.bot_commits"), ==, 2.0);
    desk_write(desk, "none.txt", "", -1);
    import_and_derive(desk, "identities=none.txt bots=none.txt");
    g_autoptr(study_results) plain = ask_all(desk);
    g_assert_cmpfloat(number(plain, "people.persons"), ==, 6.0);
    g_assert_true(isnan(number(plain, "people.merged")));
    g_assert_cmpfloat(number(plain, "people.bot_commits"), ==, 0.0);
    DESK_ASSERT_ROWS(desk, "SELECT common FROM common_contributors", "1\n");
    DESK_ASSERT_ROWS(desk, AUTHORS_SQL,
                     "Dependabot[bot]|2|0\nJane@Work.org|1|0\nJaneD|1|1\njohn|1|0\njd|1|1\njohn|1|0\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DESK_TEST("/study/labels/coverage", too_few_labels_are_silent);
    DESK_TEST("/study/labels/published", published_counts_are_never_hidden);
    DESK_TEST("/study/labels/whose", the_labeller_that_counts_is_source_else_the_busiest);
    DESK_TEST("/study/labels/unknown", unknown_labels_are_told_once_with_their_effect);
    DESK_TEST("/study/labels/agreement", agreement_is_what_r_finds);
    DESK_TEST("/study/labels/confusion", the_confusion_table_counts_combinations);
    DESK_TEST("/study/labels/odd-names", odd_labellers_have_numbers_of_their_own);
    DESK_TEST("/study/labels/alone", one_labeller_alone_is_no_agreement);
    DESK_TEST("/study/people", people_are_who_the_lists_say);
    return g_test_run();
}
