/*
 * Derived tables after updates are those of a run from scratch: fifty random histories of a small corpus, each step
 * compared, row by row, with tables that are computed anew beside them.
 */
#include "study/study.h"

#include <string.h>

#include "corpus/desk.h"
#include "stats/random.h"

#define N_HISTORIES 50
#define N_STEPS 5
#define N_FAMILIES 6

static struct stats_random dice;

static guint draw(guint n)
{
    return (guint)stats_random_below(&dice, n);
}

static const char *const people[] = {"ann", "bob", "cem", "dependabot[bot]", "eve"};
static const char *const labels[] = {"sharing", "add dependency", "model structure", "no such label"};

static const char *draw_person(void)
{
    return people[draw(G_N_ELEMENTS(people))];
}

/* ------------------------------------------------------------------ steps */

/* Few ids, so that later tables change commits of earlier ones; some have no date. */
static char *draw_commits(gboolean is_upstream)
{
    GString *text =
        g_string_new(is_upstream ? "family,cleaned_github,author_username,commit_date,commit_message,commit_id\n"
                                 : "family,model_name,author,date,message,commit_id,author_HF\n");
    const guint family = draw(N_FAMILIES), n = 1 + draw(12);
    for (guint i = 0; i < n; i++) {
        g_autofree char *day = g_strdup_printf("2020-%02u-%02u", 1 + draw(12), 1 + draw(28));
        const guint id = draw(40);
        if (is_upstream)
            g_string_append_printf(text, "f%u,o/up%u,%s,%s 10:00:00+00:00,m,g%u\n", family, family, draw_person(), day,
                                   id);
        else
            g_string_append_printf(text, "f%u,o/v%u,%s,%s,m,h%u,%s\n", family, draw(3), draw_person(), day, id,
                                   draw(4) ? "No_GH" : "https://github.com/ann");
    }
    return g_string_free(text, FALSE);
}

static gboolean add_commits(import *session, const struct desk *desk, const char *collected)
{
    const gboolean is_upstream = draw(2) == 0;
    g_autofree char *text = draw_commits(is_upstream), *path = desk_path(desk, "commits.csv");
    desk_write(desk, "commits.csv", text, -1);
    const struct commit_origin origin = {
        .platform = is_upstream ? RECORD_GITHUB : RECORD_HUGGINGFACE, .path = path, .collected = collected};
    return import_commits(session, &origin, NULL);
}

/* A list whose lines are drawn, each one with an even chance. */
static gboolean read_list(import *session, const struct desk *desk, const char *kind, const char *head,
                          const char *const lines[], gsize n)
{
    g_autoptr(GString) text = g_string_new(head);
    for (gsize i = 0; i < n; i++)
        if (draw(2))
            g_string_append_printf(text, "%s\n", lines[i]);
    desk_write(desk, "list", text->str, -1);
    return desk_read_one(session, desk, kind, "list", NULL);
}

static gboolean add_labels(import *session, const struct desk *desk)
{
    g_autoptr(GString) text = g_string_new("commit,label\n");
    for (guint i = 0, n = 1 + draw(30); i < n; i++)
        g_string_append_printf(text, "%c%u,%s\n", draw(2) ? 'g' : 'h', draw(40), labels[draw(G_N_ELEMENTS(labels))]);
    desk_write(desk, "labels.csv", text->str, -1);
    return desk_read_one(session, desk, draw(2) ? "labels:one" : "labels:other", "labels.csv", NULL);
}

static const char *const excluded[] = {"f0", "f1", "f2", "f3"};
static const char *const identities[] = {"Ann <ann> <bob>", "Cem <cem> <eve>"};
static const char *const bots[] = {"*[[]bot]", "eve"};
static const char *const kept[] = {"sharing,1", "add dependency,0", "model structure,1", "sharing2,1"};

/* A step that cannot be taken (labels of no commit) is as good as none. */
static void take_step(import *session, const struct desk *desk, guint step)
{
    static const char *const days[] = {NULL, "2020-06-30", "2021-01-31"};
    switch (step) {
    case 0:
        add_labels(session, desk);
        break;
    case 1:
        g_assert_true(read_list(session, desk, "exclude", "family\n", excluded, G_N_ELEMENTS(excluded)));
        break;
    case 2:
        read_list(session, desk, "identities", "", identities, G_N_ELEMENTS(identities));
        break;
    case 3:
        read_list(session, desk, "bots", "", bots, G_N_ELEMENTS(bots));
        break;
    case 4:
        read_list(session, desk, "label-set", "label,kept\nmodel evaluation,1\n", kept, G_N_ELEMENTS(kept));
        break;
    default:
        g_assert_true(add_commits(session, desk, days[draw(G_N_ELEMENTS(days))]));
    }
}

/* ------------------------------------------------------------------ comparing */

static gint64 ask_integer(corpus *db, const char *sql)
{
    gboolean has_row = FALSE;
    g_autoptr(GError) error = NULL;
    g_autoptr(corpus_statement) ask = corpus_prepare(db, sql, NULL, &error);
    g_assert_no_error(error);
    g_assert_true(corpus_step(&has_row, ask, &error) && has_row);
    return corpus_column_integer(ask, 0);
}

static GPtrArray *list_shadows(corpus *db)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(corpus_statement) list =
        corpus_prepare(db, "SELECT name FROM sqlite_temp_schema WHERE type = 'table'", NULL, NULL);
    for (gboolean has_row = TRUE; corpus_step(&has_row, list, NULL) && has_row;)
        g_ptr_array_add(names, g_strdup(corpus_column_text(list, 0)));
    return names;
}

static void assert_as_from_scratch(const struct desk *desk)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    g_assert_no_error(error);
    g_assert_true(study_shadow(db, &sync_rules_default, NULL, &error));
    g_autoptr(GPtrArray) tables = list_shadows(db);
    g_assert_cmpuint(tables->len, >, 10);
    for (guint i = 0; i < tables->len; i++) {
        const char *name = g_ptr_array_index(tables, i);
        g_autofree char *sql =
            g_strdup_printf("SELECT (SELECT count(*) FROM (SELECT * FROM main.%s EXCEPT SELECT * FROM temp.%s)) +"
                            " (SELECT count(*) FROM (SELECT * FROM temp.%s EXCEPT SELECT * FROM main.%s)) +"
                            " abs((SELECT count(*) FROM main.%s) - (SELECT count(*) FROM temp.%s))",
                            name, name, name, name, name, name);
        if (ask_integer(db, sql) != 0)
            g_error("table %s is not that of a run from scratch", name);
    }
}

/* ------------------------------------------------------------------ histories */

/* Families that the run computed; G_MAXINT64: all of them, and it could not have been fewer. */
static gint64 count_computed(corpus *db)
{
    return ask_integer(db, "SELECT count(*) FROM sqlite_temp_schema WHERE name = 'stale_families'") == 0
               ? G_MAXINT64
               : ask_integer(db, "SELECT count(*) FROM stale_families");
}

static gint64 finish(struct desk *desk, import *session)
{
    g_autoptr(GError) error = NULL;
    g_assert_true(import_settle(session, &error));
    g_assert_true(study_derive(import_corpus(session), &sync_rules_default, NULL, NULL, &error));
    const gint64 n_computed = count_computed(import_corpus(session));
    g_assert_true(import_mark_derived(session, STUDY_DERIVATION, &error));
    g_assert_true(import_finish(&desk->counts, session, &error));
    return n_computed;
}

static void random_histories_end_as_from_scratch(struct desk *desk, gconstpointer unused)
{
    guint n_partial = 0;
    (void)unused;
    for (guint history = 0; history < N_HISTORIES; history++) {
        dice.state = history + 1;
        g_remove(desk->corpus);
        for (guint step = 0; step < N_STEPS; step++) {
            desk->options.is_replacing = draw(4) == 0;
            desk->options.collected = draw(3) ? NULL : draw(2) ? "2020-09-30" : "2021-02-28";
            g_autoptr(import) session = import_begin(desk->corpus, &desk->options, NULL);
            take_step(session, desk, step < 2 ? 9 : draw(10));
            n_partial += finish(desk, session) < N_FAMILIES;
            assert_as_from_scratch(desk);
        }
    }
    g_test_message("%u of %u steps computed some families only", n_partial, N_HISTORIES * N_STEPS);
    g_assert_cmpuint(n_partial, >, N_HISTORIES * N_STEPS / 4);
}

static void one_family_alone_is_computed(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GString) text =
        g_string_new("family,cleaned_github,author_username,commit_date,commit_message,commit_id\n");
    (void)unused;
    for (guint i = 0; i < 100; i++)
        g_string_append_printf(text, "f%u,o/up%u,ann,2020-01-01 10:00:00+00:00,m,g%u\n", i, i, i);
    desk_write(desk, "all.csv", text->str, -1);
    desk_write(desk, "one.csv",
               "family,cleaned_github,author_username,commit_date,commit_message,commit_id\n"
               "f7,o/up7,ann,2020-03-01 10:00:00+00:00,m,new\n",
               -1);
    const char *const tables[] = {"all.csv", "one.csv", "one.csv", "all.csv"};
    const gint64 wanted[] = {G_MAXINT64, 1, 0, 0}; /* what is there already changes nothing */
    for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autoptr(import) session = import_begin(desk->corpus, &desk->options, NULL);
        g_assert_true(desk_read_one(session, desk, "github", tables[i], NULL));
        g_assert_cmpint(finish(desk, session), ==, wanted[i]);
        assert_as_from_scratch(desk);
    }
}

/* A commit with two labels, one of them twice, told again: only a label that differs makes its family stale. */
static void the_same_labels_change_nothing(struct desk *desk, gconstpointer unused)
{
    static const char head[] = "family,cleaned_github,commit_date,commit_id,label\n";
    static const char first[] = "f0,o/up0,2020-01-01,a0,sharing\nf0,o/up0,2020-01-01,a0,sharing\n"
                                "f0,o/up0,2020-01-01,a0,model structure\nf1,o/up1,2020-01-02,a1,sharing\n";
    static const char scattered[] = "f0,o/up0,2020-01-01,a0,sharing\nf1,o/up1,2020-01-02,a1,sharing\n"
                                    "f0,o/up0,2020-01-01,a0,sharing\nf0,o/up0,2020-01-01,a0,model structure\n";
    static const char other[] = "f0,o/up0,2020-01-01,a0,sharing\nf0,o/up0,2020-01-01,a0,sharing\n"
                                "f0,o/up0,2020-01-01,a0,model structure\nf1,o/up1,2020-01-02,a1,model structure\n";
    const struct {
        const char *rows;
        gint64 n_computed;
    } steps[] = {{first, G_MAXINT64}, {first, 0}, {scattered, 1}, {first, 0}, {other, 1}, {other, 0}};
    (void)unused;
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
        g_autofree char *text = g_strconcat(head, steps[i].rows, NULL);
        g_autoptr(GError) error = NULL;
        desk_write(desk, "labels.csv", text, -1);
        g_autoptr(import) session = import_begin(desk->corpus, &desk->options, NULL);
        desk_read_one(session, desk, "github", "labels.csv", &error);
        g_assert_no_error(error);
        g_test_message("step %" G_GSIZE_FORMAT, i);
        g_assert_cmpint(finish(desk, session), ==, steps[i].n_computed);
        assert_as_from_scratch(desk);
    }
    DESK_ASSERT_ROWS(
        desk,
        "SELECT c.commit_id, label, rows FROM labels JOIN commits c USING (commit_id) JOIN label_set USING "
        "(label_id) ORDER BY 1, 2",
        "1|model structure|1\n1|sharing|2\n2|model structure|1\n");
}

/* More labels than are compared: the same rows give the same labels all the same, and fewer rows fewer. */
static void many_labels_of_one_commit_are_kept(struct desk *desk, gconstpointer unused)
{
    static const guint n_labels[] = {100, 100, 63, 100, 64, 65};
    (void)unused;
    for (gsize i = 0; i < G_N_ELEMENTS(n_labels); i++) {
        g_autoptr(GString) text = g_string_new("family,cleaned_github,commit_date,commit_id,label\n");
        for (guint n = 0; n < n_labels[i]; n++)
            g_string_append_printf(text, "f0,o/up0,2020-01-01,a0,label %u\n", n);
        desk_write(desk, "many.csv", text->str, -1);
        g_autoptr(import) session = import_begin(desk->corpus, &desk->options, NULL);
        g_assert_true(desk_read_one(session, desk, "github", "many.csv", NULL));
        finish(desk, session);
        g_autofree char *expected = g_strdup_printf("%u|%u\n", n_labels[i], n_labels[i]);
        DESK_ASSERT_ROWS(desk, "SELECT count(*), sum(rows) FROM labels", expected);
        assert_as_from_scratch(desk);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DESK_TEST("/study/update/histories", random_histories_end_as_from_scratch);
    DESK_TEST("/study/update/one-family", one_family_alone_is_computed);
    DESK_TEST("/study/update/labels", the_same_labels_change_nothing);
    DESK_TEST("/study/update/many-labels", many_labels_of_one_commit_are_kept);
    return g_test_run();
}
