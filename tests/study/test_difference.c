/* What two corpora differ in: the comparison itself, and the tables of its pictures. */
#include "study/difference.h"

#include <math.h>

#include "corpus/desk.h"
#include "study/study.h"

/* In periods of 14 days f shares both; of 7 days it shares one (GH 1 Jan; a 11 Jan is 10 days later). g has one day. */
static const char github_csv[] = "family,cleaned_github,author_username,commit_date,commit_message,commit_id\n"
                                 "f,o/f,ann,2020-01-01 10:00:00+00:00,one,g1\n"
                                 "f,o/f,ann,2020-02-01 10:00:00+00:00,two,g2\n"
                                 "g,o/g,ann,2020-01-01 10:00:00+00:00,one,g3\n";
static const char huggingface_csv[] = "family,model_name,author,date,title,commit_id\n"
                                      "f,o/a,ann,2020-01-11,t,h1\n"
                                      "f,o/b,ann,2020-02-01,t,h2\n"
                                      "g,o/c,ann,2020-01-01,t,h3\n";

static void import_two(struct desk *desk)
{
    g_autoptr(GError) error = NULL;
    desk_write(desk, "g.csv", github_csv, -1);
    desk_write(desk, "h.csv", huggingface_csv, -1);
    g_autoptr(import) imp = import_begin(desk->corpus, &desk->options, &error);
    desk_read_one(imp, desk, "github", "g.csv", &error);
    desk_read_one(imp, desk, "huggingface", "h.csv", &error);
    import_settle(imp, &error);
    study_derive(import_corpus(imp), &sync_rules_default, NULL, NULL, &error);
    import_finish(NULL, imp, &error);
    g_assert_no_error(error);
}

/* A corpus and its answers under some rules. */
typedef struct asked {
    corpus *db;
    study_results *results;
} asked;

static void asked_clear(asked *self)
{
    study_results_free(self->results);
    g_clear_pointer(&self->db, corpus_close);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(asked, asked_clear)

static void ask(asked *out, const struct desk *desk, const char *rules_text)
{
    g_autoptr(GError) error = NULL;
    struct sync_rules rules = sync_rules_default;
    if (rules_text)
        g_assert_true(sync_rules_parse(&rules, rules_text, NULL));
    out->db = corpus_open(desk->corpus, &error);
    out->results = study_run(out->db, &(struct study_wish){.rules = &rules}, &error);
    g_assert_no_error(error);
}

static study_difference *compare(const asked *old, const asked *new)
{
    g_autoptr(GError) error = NULL;
    study_difference *difference = study_difference_new(&(struct study_side){old->db, old->results},
                                                        &(struct study_side){new->db, new->results}, &error);
    g_assert_no_error(error);
    return difference;
}

static void equal_answers_have_no_difference(struct desk *desk, gconstpointer unused)
{
    g_auto(asked) old = {0};
    g_auto(asked) new = {0};
    (void)unused;
    import_two(desk);
    ask(&old, desk, NULL);
    ask(&new, desk, NULL);
    g_autoptr(study_difference) difference = compare(&old, &new);
    g_assert_true(study_difference_is_empty(difference));
    g_assert_cmpuint(difference->causes, ==, 0);
    g_assert_cmpuint(difference->shares.n_rows, ==, 2); /* both are rare, before and after */
    g_assert_cmpuint(difference->matrix.n_rows, ==, 1);
}

static double cell(const struct study_table *table, size_t row, const char *column)
{
    return study_cell_at(table, row, (size_t)study_column_find(table, column))->real;
}

static void one_family_of_two_moves(struct desk *desk, gconstpointer unused)
{
    g_auto(asked) old = {0};
    g_auto(asked) new = {0};
    (void)unused;
    import_two(desk);
    ask(&old, desk, NULL);
    ask(&new, desk, "period_days=7");
    g_autoptr(study_difference) difference = compare(&old, &new);
    g_assert_cmpuint(difference->families->len, ==, 1);
    const struct study_family_change *family = &g_array_index(difference->families, struct study_family_change, 0);
    g_assert_cmpstr(family->family, ==, "f");
    g_assert_true(family->is_class);
    g_assert_cmpuint(difference->causes, ==, STUDY_CAUSE_RULE);
    for (size_t i = 0; i < family->n_cells; i++)
        g_assert_cmpuint(family->cells[i].causes, ==, STUDY_CAUSE_RULE);
    const double old_rare = 100.0, old_sparse = 0.0, half = 50.0; /* rare and sparse, before and then after */
    const double percents[] = {old_rare, old_sparse, half, half};
    g_assert_cmpuint(difference->shares.n_rows, ==, G_N_ELEMENTS(percents));
    for (size_t i = 0; i < G_N_ELEMENTS(percents); i++)
        g_assert_cmpfloat(cell(&difference->shares, i, "percent"), ==, percents[i]);
    g_assert_cmpuint(difference->matrix.n_rows, ==, 4); /* from rare to rare, to sparse, and nothing from sparse */
    g_assert_cmpfloat(cell(&difference->matrix, 0, "families"), ==, 1.0);
    g_assert_cmpfloat(cell(&difference->matrix, 1, "families"), ==, 1.0);
    g_assert_true(isnan(cell(&difference->matrix, 2, "families")));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DESK_TEST("/difference/none", equal_answers_have_no_difference);
    DESK_TEST("/difference/moves", one_family_of_two_moves);
    return g_test_run();
}
