/* Other rules and groups of one's own, computed to be read: by hand on small corpora, and never into the file. */
#include "study/study.h"

#include <string.h>

#include "corpus/desk.h"

/*
 * What each family tells apart (periods of 14 days count from the first commit, Hugging Face commits at midnight):
 *   length   GH 1 Jan, a 11 Jan: one period of 14 days, two of 7
 *   who      GH written 1 Jan, committed 1 Feb; a 15 Jan
 *   merge    GH merge 1 Jan, then 20 Jan; a 20 Jan
 *   robot    GH by a program 1 Jan, by ann 1 Mar; a 1 Mar
 *   border   GH a second before 2020, at its start, a second before March, at its start; a 29 Feb
 *   hour     GH 1 Jan 10:00, a 1 Jan 12:00, GH 2 Jan 11:00: the second wait is of 23 hours, or of 35 from midnight
 */
static const char github_csv[] =
    "family,cleaned_github,author_username,commit_date,committer_date,is_merge_commit,commit_message,commit_id,label\n"
    "length,o/length,ann,2020-01-01 10:00:00+00:00,,,one,g1,sharing\n"
    "who,o/who,ann,2020-01-01 10:00:00+00:00,2020-02-01 10:00:00+00:00,,one,g2,sharing\n"
    "merge,o/merge,ann,2020-01-01 10:00:00+00:00,,True,one,g3,sharing\n"
    "merge,o/merge,ann,2020-01-20 10:00:00+00:00,,False,two,g4,sharing\n"
    "robot,o/robot,dependabot[bot],2020-01-01 10:00:00+00:00,,,one,g5,add dependency\n"
    "robot,o/robot,ann,2020-03-01 10:00:00+00:00,,,two,g6,sharing\n"
    "border,o/border,ann,2019-12-31 23:59:59+00:00,,,one,g7,sharing\n"
    "border,o/border,ann,2020-01-01 00:00:00+00:00,,,two,g8,sharing\n"
    "border,o/border,ann,2020-02-29 23:59:59+00:00,,,three,g9,sharing\n"
    "border,o/border,ann,2020-03-01 00:00:00+00:00,,,four,g10,sharing\n"
    "hour,o/hour,ann,2020-01-01 10:00:00+00:00,,,one,g11,sharing\n"
    "hour,o/hour,ann,2020-01-02 11:00:00+00:00,,,two,g12,sharing\n";
static const char huggingface_csv[] = "family,model_name,author,date,title,message,commit_id,label\n"
                                      "length,o/a,ann,2020-01-11,t,,h1,sharing\n"
                                      "who,o/a,ann,2020-01-15,t,,h2,sharing\n"
                                      "merge,o/a,ann,2020-01-20,t,,h3,sharing\n"
                                      "robot,o/a,ann,2020-03-01,t,,h4,sharing\n"
                                      "border,o/a,ann,2020-02-29,t,,h5,sharing\n"
                                      "hour,o/a,ann,2020-01-01T12:00:00Z,t,,h6,sharing\n";
/* Numbers whose order is not that of their bytes; one family without; names that fall together; a hostile one. */
static const char families_csv[] = "family,size,topic,same,odd\n"
                                   "length,10,Text & speech,x,a\n"
                                   "who,9,text speech,x,\"line\nend, \"\"quote\"\" ../%s\"\n"
                                   "merge,1e1,All,x,\xe4\xb8\xad\xe6\x96\x87\n"
                                   "robot,-1,vision,x,A\n"
                                   "border,9,vision,x,a\n"
                                   "hour,,,x,\n";

static void write_tables(const struct desk *desk)
{
    desk_write(desk, "github.csv", github_csv, -1);
    desk_write(desk, "huggingface.csv", huggingface_csv, -1);
    desk_write(desk, "families.csv", families_csv, -1);
}

/* As the program imports: with derived tables, and what made them (NULL: nobody says). */
static void import_all(struct desk *desk, const char *derivation)
{
    static const char *const steps[][2] = {
        {"families", "families.csv"}, {"github", "github.csv"}, {"huggingface", "huggingface.csv"}};
    g_autoptr(GError) error = NULL;
    write_tables(desk);
    g_autoptr(import) session = import_begin(desk->corpus, &desk->options, &error);
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
        g_assert_true(desk_read_one(session, desk, steps[i][0], steps[i][1], &error));
    g_assert_true(import_settle(session, &error));
    g_assert_true(study_derive(import_corpus(session), &sync_rules_default, NULL, NULL, &error));
    g_assert_true(!derivation || import_mark_derived(session, derivation, &error));
    g_assert_true(import_finish(NULL, session, &error));
}

/* Rows of a query, cells with blanks between, rows with " | ". Owner: the caller. */
static char *ask(corpus *db, const char *sql)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(corpus_statement) statement = corpus_prepare(db, sql, NULL, &error);
    g_assert_no_error(error);
    GString *out = g_string_new(NULL);
    for (gboolean has_row = TRUE; has_row;) {
        g_assert_true(corpus_step(&has_row, statement, &error));
        if (has_row && out->len > 0)
            g_string_append(out, " | ");
        for (size_t i = 0; has_row && i < corpus_n_columns(statement); i++)
            g_string_append_printf(out, "%s%s", i ? " " : "",
                                   corpus_column_is_null(statement, i) ? "-" : corpus_column_text(statement, i));
    }
    return g_string_free(out, FALSE);
}

/* ------------------------------------------------------------------ rules */

#define CLASS(family)                                                                                                  \
    "SELECT lag, code, pattern, upstream_commits, downstream_commits, dropped FROM families JOIN family_facts USING "  \
    "(family_id) JOIN family_sync USING (family_id) WHERE family = '" family "'"
#define WAITS(family)                                                                                                  \
    "SELECT source, target, days FROM transitions JOIN families USING (family_id) WHERE family = '" family             \
    "' ORDER BY seq"

static const struct {
    const char *rules, *sql, *answer;
} examples[] = {
    {"period_days=14", CLASS("length"), "simultaneous CSR rare 1 1 0"},
    {"period_days=7", CLASS("length"), "upstream_first ASR rare_disjoint 1 1 0"},
    {"period_days=7", "SELECT platform, period FROM periods JOIN families USING (family_id) WHERE family = 'length'",
     "GH 0 | HF 1"},
    {"period_days=14,phase_days=4", CLASS("length"), "simultaneous CSR rare 1 1 0"}, /* day 9 at midnight + 4 = 13 */
    {"period_days=14,phase_days=5", CLASS("length"), "upstream_first ASR rare_disjoint 1 1 0"},
    {"rare_max=1", CLASS("length"), "simultaneous CSR rare 1 1 0"},
    {"rare_max=0", CLASS("length"), "simultaneous CSS intermittent 1 1 0"},
    {"rare_max=0,frequent_run=1", CLASS("length"), "simultaneous CSF frequent 1 1 0"},
    {"date=author", CLASS("who"), "simultaneous CSR rare 1 1 0"},
    {"date=committer", CLASS("who"), "downstream_first ASR rare_disjoint 1 1 0"},
    {"date=author", WAITS("who"), "GH HF 13"},
    {"date=committer", WAITS("who"), "HF GH 17"},
    {"merges=keep", CLASS("merge"), "upstream_first CSR rare 2 1 0"},
    {"merges=drop", CLASS("merge"), "simultaneous CSR rare 1 1 1"},
    {"bots=keep", CLASS("robot"), "upstream_first CSR rare 2 1 0"},
    {"bots=drop", CLASS("robot"), "simultaneous CSR rare 1 1 1"},
    {"since=2019-12-31,until=2020-03-01", CLASS("border"), "upstream_first CSR rare 4 1 0"},
    {"since=2020-01-01", CLASS("border"), "upstream_first CSR rare 3 1 1"},
    {"until=2020-02-29", CLASS("border"), "upstream_first CSR rare 3 1 1"},
    {"since=2020-01-01,until=2020-02-29", CLASS("border"), "upstream_first CSR rare 2 1 2"},
    {"until=2020-02-28", CLASS("border"), "upstream_first CSR rare 2 0 3"},
    {"until=2019-12-30", CLASS("border"), "- - - 0 0 5"},
    {"hf_time=midnight", WAITS("hour"), "HF GH 0"},
    {"hf_time=exact", WAITS("hour"), "GH HF 0 | HF GH 0"},
    {"hf_time=exact", WAITS("length"), "GH HF 9"}, /* the source knows the day alone */
};

static void other_rules_are_worked_by_hand(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    import_all(desk, STUDY_DERIVATION);
    for (gsize i = 0; i < G_N_ELEMENTS(examples); i++) {
        struct sync_rules rules;
        g_autoptr(GError) error = NULL;
        g_assert_true(sync_rules_parse(&rules, examples[i].rules, &error));
        g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
        study_shadow(db, &rules, NULL, &error);
        g_assert_no_error(error);
        g_autofree char *answer = ask(db, examples[i].sql);
        g_test_message("%s: %s", examples[i].rules, examples[i].sql);
        g_assert_cmpstr(answer, ==, examples[i].answer);
    }
}

static study_results *run(const struct desk *desk, const struct study_wish *wish)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    g_assert_no_error(error);
    study_results *results = study_run(db, wish, &error);
    g_assert_no_error(error);
    return results;
}

/* Every number, and every cell of the families: what an export holds. Owner: the caller. */
static char *dump(const study_results *results)
{
    const struct study_table *families = study_results_families(results);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < study_results_n_numbers(results); i++) {
        const struct study_number *number = study_results_number_at(results, i);
        g_string_append_printf(out, "%s %a %a\n", number->id, number->value, number->recommended);
    }
    for (size_t i = 0; i < families->n_rows * families->n_columns; i++) {
        const struct study_cell *cell = &families->cells[i];
        g_string_append_printf(out, "%s %a\n", cell->type == STUDY_TEXT ? cell->text : "", cell->real);
    }
    return g_string_free(out, FALSE);
}

static void reading_never_writes(struct desk *desk, gconstpointer unused)
{
    g_autofree char *before = NULL, *after = NULL;
    gsize n_before = 0, n_after = 0;
    struct sync_rules rules;
    (void)unused;
    import_all(desk, STUDY_DERIVATION);
    g_assert_true(g_file_get_contents(desk->corpus, &before, &n_before, NULL));
    g_autoptr(GPtrArray) names = desk_list(desk);
    const guint n_files = names->len;
    g_assert_true(sync_rules_parse(&rules, "period_days=7,bots=drop", NULL));
    {
        g_autoptr(study_results) results = run(desk, &(struct study_wish){.rules = &rules, .by = "size"});
        g_assert_cmpstr(study_results_provenance(results)->rules, ==,
                        "period_days=7 (study: 14), bots=drop (study: keep), by=size (study: age_group)");
    }
    g_assert_true(g_file_get_contents(desk->corpus, &after, &n_after, NULL));
    g_assert_cmpuint(n_before, ==, n_after);
    g_assert_true(memcmp(before, after, n_before) == 0);
    g_autoptr(GPtrArray) names_after = desk_list(desk);
    g_assert_cmpuint(names_after->len, ==, n_files);
}

/* One handle answers one wish after the other, and none of them sees the tables of the one before. */
static void wishes_do_not_mix(struct desk *desk, gconstpointer unused)
{
    struct sync_rules rules;
    g_autoptr(GError) error = NULL;
    (void)unused;
    import_all(desk, STUDY_DERIVATION);
    g_assert_true(sync_rules_parse(&rules, "period_days=7", NULL));
    const struct study_wish plain = {0}, explicit = {.rules = &sync_rules_default}, other = {.rules = &rules};
    const struct study_wish *const wishes[] = {&plain, &other, &plain, &explicit, &other};
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    g_auto(GStrv) dumps = g_new0(char *, G_N_ELEMENTS(wishes) + 1);
    for (gsize i = 0; i < G_N_ELEMENTS(wishes); i++) {
        g_autoptr(study_results) results = study_run(db, wishes[i], &error);
        g_assert_no_error(error);
        dumps[i] = dump(results);
        g_assert_cmpstr(study_results_provenance(results)->rules, ==,
                        wishes[i] == &other ? "period_days=7 (study: 14)" : "");
        g_assert_cmpuint(study_results_provenance(results)->n_rule_values, ==, 12);
        g_assert_cmpstr(study_results_provenance(results)->rule_values[0].value, ==, wishes[i] == &other ? "7" : "14");
        g_assert_cmpstr(study_results_provenance(results)->rule_values[0].study, ==, "14");
    }
    g_assert_cmpstr(dumps[0], ==, dumps[2]);
    g_assert_cmpstr(dumps[0], ==, dumps[3]);
    g_assert_cmpstr(dumps[1], ==, dumps[4]);
    g_assert_cmpstr(dumps[0], !=, dumps[1]);
}

/* ------------------------------------------------------------------ corpora behind their commits */

static void outdated_tables_are_made_anew(struct desk *desk, gconstpointer unused)
{
    static const char *const derivations[] = {STUDY_DERIVATION, NULL, "syncreport 0.0.1/0"};
    g_autofree char *expected = NULL;
    (void)unused;
    for (gsize i = 0; i < G_N_ELEMENTS(derivations); i++) {
        import_all(desk, derivations[i]);
        g_autoptr(study_results) results = run(desk, &(struct study_wish){0});
        g_autofree char *got = dump(results);
        g_assert_true(study_results_provenance(results)->is_behind == (i > 0));
        if (i == 0)
            expected = g_steal_pointer(&got);
        else
            g_assert_cmpstr(got, ==, expected);
    }
    desk_must_import(desk, "github=github.csv"); /* which derives nothing: the mark is gone */
    DESK_ASSERT_ROWS(desk, "SELECT count(*) FROM meta WHERE key = 'derived'", "0\n");
}

static void empty_tables_are_made_anew(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    (void)unused;
    write_tables(desk);
    g_autoptr(import) session = import_begin(desk->corpus, &desk->options, &error);
    g_assert_true(desk_read_one(session, desk, "github", "github.csv", &error));
    g_assert_true(import_mark_derived(session, STUDY_DERIVATION, &error));
    g_assert_true(import_finish(NULL, session, &error));
    g_autoptr(study_results) results = run(desk, &(struct study_wish){0});
    g_assert_true(study_results_provenance(results)->is_behind);
    g_assert_cmpuint(study_results_families(results)->n_rows, ==, 6);
}

/* ------------------------------------------------------------------ own groups */

static const struct {
    const char *by, *groups; /* id and name by position; then families by name with their groups */
    const char *families;
} groupings[] = {
    {"same", "x x", "border x | hour x | length x | merge x | robot x | who x"},
    {"size", "1 -1 | 9 9 | 10 10 | 1e1 1e1", "border 9 | hour - | length 10 | merge 1e1 | robot 1 | who 9"},
    {"topic",
     "all_a52ace42 All | text_speech_aeffffc9 Text & speech | text_speech_8ec167d5 text speech | vision vision",
     "border vision | hour - | length text_speech_aeffffc9 | merge all_a52ace42 | robot vision | who "
     "text_speech_8ec167d5"},
};

static void values_become_groups(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    import_all(desk, STUDY_DERIVATION);
    for (gsize i = 0; i < G_N_ELEMENTS(groupings); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
        study_shadow(db, &sync_rules_default, groupings[i].by, &error);
        g_assert_no_error(error);
        g_autofree char *groups = ask(db, "SELECT age_group, name FROM age_groups ORDER BY position");
        g_assert_cmpstr(groups, ==, groupings[i].groups);
        g_autofree char *families =
            ask(db, "SELECT family, age_group FROM ages JOIN families USING (family_id) ORDER BY family");
        g_assert_cmpstr(families, ==, groupings[i].families);
        g_autofree char *tertiles = ask(db, "SELECT count(tertile_group), count(age_days) FROM ages");
        g_assert_cmpstr(tertiles, ==, "0 6");
    }
}

/* Ids are letters, digits and '_', whatever stands in the cells; names stay as they are. */
static void hostile_values_get_plain_ids(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    (void)unused;
    import_all(desk, STUDY_DERIVATION);
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    study_shadow(db, &sync_rules_default, "odd", &error);
    g_assert_no_error(error);
    g_autofree char *odd = ask(db, "SELECT count(*), count(DISTINCT age_group), sum(age_group GLOB '*[^a-z0-9_]*'), "
                                   "min(length(age_group)) FROM age_groups");
    g_assert_cmpstr(odd, ==, "4 4 0 8");
    g_autofree char *name = ask(db, "SELECT name FROM age_groups WHERE name LIKE 'line%'");
    g_assert_cmpstr(name, ==, "line\nend, \"quote\" ../%s");
    g_autoptr(study_results) results = run(desk, &(struct study_wish){.by = "odd"});
    for (size_t i = 0; i < study_results_n_numbers(results); i++)
        g_assert_null(strchr(study_results_number_at(results, i)->id, '\n'));
}

/* "border" and "robot" are of the vision topic: 4 + 2 rows upstream, 2 downstream. */
static void labels_are_counted_by_own_groups(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    (void)unused;
    import_all(desk, STUDY_DERIVATION);
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    study_shadow(db, &sync_rules_default, "topic", &error);
    g_assert_no_error(error);
    g_autofree char *vision =
        ask(db, "SELECT platform, label, rows FROM label_counts WHERE age_group = 'vision' AND rows > 0 ORDER BY 1, 2");
    g_assert_cmpstr(vision, ==, "GH add dependency 1 | GH sharing 5 | HF sharing 2");
    g_autofree char *all =
        ask(db, "SELECT platform, label, rows FROM label_counts WHERE age_group = 'all' AND rows > 0 ORDER BY 1, 2");
    g_assert_cmpstr(all, ==, "GH add dependency 1 | GH sharing 11 | HF sharing 6");
    g_autofree char *study = ask(db, "SELECT count(*) FROM label_counts WHERE age_group = 'recent'");
    g_assert_cmpstr(study, ==, "0");
}

static const struct {
    const char *by, *message;
} refused[] = {
    {"domain", "--by domain: no family has this column, only odd, same, size, topic"},
    {"family", "--by family: no family has this column, only odd, same, size, topic"},
    {"' OR 1=1 --", "--by ' OR 1=1 --: no family has this column, only odd, same, size, topic"},
    {"", "--by : no family has this column, only odd, same, size, topic"},
};

static void columns_that_make_no_groups_are_refused(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    import_all(desk, STUDY_DERIVATION);
    for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
        g_assert_false(study_shadow(db, &sync_rules_default, refused[i].by, &error));
        g_assert_error(error, STUDY_ERROR, STUDY_ERROR_UNKNOWN);
        g_assert_cmpstr(error->message, ==, refused[i].message);
    }
}

/* A table of n families, each with a value of its own. */
static gboolean shadow_values(struct desk *desk, int n, GError **error)
{
    g_autoptr(GString) table = g_string_new("family,mine\n");
    for (int i = 0; i < n; i++)
        g_string_append_printf(table, "f%d,v%d\n", i, i);
    desk_write(desk, "mine.csv", table->str, -1);
    desk_must_import(desk, "families=mine.csv");
    g_autoptr(corpus) db = corpus_open(desk->corpus, error);
    return db && study_shadow(db, &sync_rules_default, "mine", error);
}

static void a_dozen_groups_are_the_most(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    (void)unused;
    g_assert_true(shadow_values(desk, 12, &error));
    g_assert_false(shadow_values(desk, 57, &error));
    g_assert_error(error, STUDY_ERROR, STUDY_ERROR_MISSING);
    g_assert_cmpstr(error->message, ==, "--by mine: the column has 57 different values; at most 12 make groups");
}

/* Values of families that are left out make no groups. */
static void excluded_families_make_no_groups(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    (void)unused;
    desk_write(desk, "families.csv", "family,mine\nin,a\nout,b\n", -1);
    desk_write(desk, "exclude.csv", "family\nout\n", -1);
    desk_must_import(desk, "families=families.csv exclude=exclude.csv");
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    g_assert_true(study_shadow(db, &sync_rules_default, "mine", &error));
    g_autofree char *groups = ask(db, "SELECT name FROM age_groups");
    g_assert_cmpstr(groups, ==, "a");
    desk_write(desk, "exclude.csv", "family\nin\nout\n", -1);
    desk_must_import(desk, "exclude=exclude.csv");
    g_autoptr(corpus) empty = corpus_open(desk->corpus, &error);
    g_assert_false(study_shadow(empty, &sync_rules_default, "mine", &error));
    g_assert_cmpstr(error->message, ==,
                    "--by mine: the families of this corpus have no columns of their own (import --families stores "
                    "them)");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DESK_TEST("/study/shadow/rules", other_rules_are_worked_by_hand);
    DESK_TEST("/study/shadow/file", reading_never_writes);
    DESK_TEST("/study/shadow/wishes", wishes_do_not_mix);
    DESK_TEST("/study/shadow/outdated", outdated_tables_are_made_anew);
    DESK_TEST("/study/shadow/empty", empty_tables_are_made_anew);
    DESK_TEST("/study/shadow/groups", values_become_groups);
    DESK_TEST("/study/shadow/hostile", hostile_values_get_plain_ids);
    DESK_TEST("/study/shadow/labels", labels_are_counted_by_own_groups);
    DESK_TEST("/study/shadow/refused", columns_that_make_no_groups_are_refused);
    DESK_TEST("/study/shadow/dozen", a_dozen_groups_are_the_most);
    DESK_TEST("/study/shadow/excluded", excluded_families_make_no_groups);
    return g_test_run();
}
