/* Labels of commits that are there, and the set of labels that count. */
#include <string.h>

#include "desk.h"

/* Ids of 40 hex digits, as git has them. */
#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define C "cccccccccccccccccccccccccccccccccccccccc"

/* Two repositories share the commit A; o/two is on both platforms; one commit has a text for an id; two have none and
 * are alike. */
static const char github_csv[] = "family,github,commit_date,author_username,commit_message,commit_id,label\n"
                                 "f,o/one,2024-01-01,ann,first,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA,sharing\n"
                                 "f,o/one,2024-01-02,ann,second," B ",\n"
                                 "f,https://github.com/o/two.git,2024-01-01,ann,first," A ",\n"
                                 "f,o/two,2024-01-03,bob,third,r17,\n"
                                 "f,o/two,2024-01-04,bob,same,,\n"
                                 "f,o/two,2024-01-04,bob,same,,\n";
static const char huggingface_csv[] = "family,model_name,date,author,title,commit_id\n"
                                      "f,o/two,2024-01-05,ann,t," C "\n"
                                      "g,o/two,2024-01-05,ann,t," C "\n";

#define LABELLED                                                                                                       \
    "SELECT labeller, platform, r.name, iif(length(key) = 20, substr(lower(hex(key)), 1, 2), CAST(key AS TEXT)),"      \
    " occurrence, label, rows FROM labels JOIN labellers USING (labeller_id) JOIN label_set USING (label_id)"          \
    " JOIN commits USING (commit_id) JOIN repositories r USING (repository_id)"                                        \
    " WHERE labeller <> 'source' ORDER BY 1, 2, 3, 4, 5, 6"

static void import_commits_of_desk(struct desk *desk)
{
    desk_write(desk, "gh.csv", github_csv, -1);
    desk_write(desk, "hf.csv", huggingface_csv, -1);
    desk_must_import(desk, "github=gh.csv huggingface=hf.csv");
    g_string_truncate(desk->warnings, 0);
}

/* The key of a commit without id is SHA-1 of time, author and message, each closed by a NUL byte:
 * printf '1704326400\0bob\0same\0' | sha1sum */
#define SAME "1abcf2300230c89dbf8a3b9a1b188d8e73147312"

static const struct {
    const char *about;
    const char *table;
    const char *rows;
} tables[] = {
    {"with repository", "repository,commit,label\no/one," A ",Bug Fix\n", "me|GH|o/one|aa|0|bug fix|1\n"},
    {"addresses, semicolons, another order, blanks",
     "label;commit;repository\n sharing ; " B " ;https://github.com/o/one/\n", "me|GH|o/one|bb|0|sharing|1\n"},
    {"capital digits", "repository,commit,label\no/one,BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB,sharing\n",
     "me|GH|o/one|bb|0|sharing|1\n"},
    {"a commit id alone is meant wherever it is", "commit,label\n" A ",sharing\n",
     "me|GH|o/one|aa|0|sharing|1\nme|GH|o/two|aa|0|sharing|1\n"},
    {"some rows name no repository", "repository,commit,label\n,r17,sharing\no/one," A ",unclear\n",
     "me|GH|o/one|aa|0|unclear|1\nme|GH|o/two|r17|0|sharing|1\n"},
    {"several labels, one of them twice",
     "repository,commit,label\no/one," A ",sharing\no/one," A ",input data\no/one," A ",sharing\n",
     "me|GH|o/one|aa|0|input data|1\nme|GH|o/one|aa|0|sharing|2\n"},
    {"a name on both platforms, the commit decides", "repository,commit,label\no/two," C ",sharing\n",
     "me|HF|o/two|cc|0|sharing|1\nme|HF|o/two|cc|0|sharing|1\n"},
    {"the family decides", "repository,commit,label,family,platform\no/two," C ",sharing,g,hf\n",
     "me|HF|o/two|cc|0|sharing|1\n"},
    {"the address of the other platform", "repository,commit,label\nhttps://huggingface.co/o/two," C ",sharing\n",
     "me|HF|o/two|cc|0|sharing|1\nme|HF|o/two|cc|0|sharing|1\n"},
    {"commits without id, told apart by their occurrence",
     "repository,commit,label\no/two," SAME ",sharing\no/two," SAME "#1,unclear\n",
     "me|GH|o/two|"
     "1a"
     "|0|sharing|1\nme|GH|o/two|"
     "1a"
     "|1|unclear|1\n"},
};

static void labels_find_their_commits(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_test_message("%s", tables[i].about);
        g_unlink(desk->corpus);
        import_commits_of_desk(desk);
        desk_write(desk, "l.csv", tables[i].table, -1);
        desk_must_import(desk, "labels:me=l.csv");
        DESK_ASSERT_ROWS(desk, LABELLED, tables[i].rows);
        g_assert_cmpuint(desk->counts.skipped_rows, ==, 0);
        g_autofree char *before = desk_dump(desk);
        desk_must_import(desk, "labels:me=l.csv");
        g_autofree char *after = desk_dump(desk);
        g_assert_cmpstr(before, ==, after);
        DESK_ASSERT_ROWS(
            desk, "SELECT count(*) FROM labels JOIN labellers USING (labeller_id) WHERE labeller = 'source'", "1\n");
    }
}

/* Each labeller has labels of their own; a new file takes only those of its commits away. */
static void labellers_do_not_meet(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    import_commits_of_desk(desk);
    desk_write(desk, "one.csv", "commit,label\n" B ",sharing\nr17,sharing\n", -1);
    desk_write(desk, "two.csv", "commit,label\n" B ",input data\n", -1);
    desk_must_import(desk, "labels:me=one.csv labels:you=one.csv");
    desk_must_import(desk, "labels:me=two.csv");
    DESK_ASSERT_ROWS(desk, LABELLED,
                     "me|GH|o/one|bb|0|input data|1\nme|GH|o/two|r17|0|sharing|1\n"
                     "you|GH|o/one|bb|0|sharing|1\nyou|GH|o/two|r17|0|sharing|1\n");
    DESK_ASSERT_ROWS(desk, "SELECT kind, format, name, rows, used FROM sources WHERE kind = 'labels' ORDER BY name",
                     "labels|csv|one.csv|2|2\nlabels|csv|two.csv|1|1\n");
}

/* Not labelled yet is no fault, and takes nothing away. */
static void empty_labels_are_passed_over(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    import_commits_of_desk(desk);
    desk_write(desk, "one.csv", "commit,label\n" B ",sharing\n", -1);
    desk_write(desk, "none.csv", "commit,label\n" B ",\nno-such, \n", -1);
    desk_must_import(desk, "labels:me=one.csv labels:me=none.csv");
    DESK_ASSERT_ROWS(desk, LABELLED, "me|GH|o/one|bb|0|sharing|1\n");
    DESK_ASSERT_ROWS(desk, "SELECT rows, used, skipped FROM sources WHERE name = 'none.csv'", "2|2|0\n");
    g_assert_nonnull(strstr(desk->warnings->str, "none.csv: 2 rows have no label and are passed over\n"));
}

static void faulty_rows_are_counted_by_cause(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    import_commits_of_desk(desk);
    g_autofree char *wide = g_strnfill(10 * 1000 * 1000, 'x');
    g_autofree char *table = g_strconcat("repository,commit,label,platform\n"
                                         "o/one,../../etc/passwd,sharing,\n"
                                         "o/none," A ",sharing,\n"
                                         "o/one,,sharing,\n"
                                         "o/one,1.2E+45,sharing,\n"
                                         "o/one," A "\n"
                                         "o/one," A ",sharing,gitlab\n"
                                         "o/one," A "#1,sharing,\n"
                                         "o/one," A "#x,sharing,\n"
                                         "o/one," C ",sharing,\n"
                                         "o/one," A ",",
                                         wide, ",\n\"o/one\n\",\"1'; DROP TABLE labels;--\",sharing,\n", NULL);
    desk_write(desk, "l.csv", table, -1);
    desk_must_import(desk, "labels:me=l.csv");
    DESK_ASSERT_ROWS(desk, LABELLED, "");
    DESK_ASSERT_ROWS(desk, "SELECT cause, rows, first_line, substr(example, 1, 20) FROM source_faults ORDER BY cause",
                     "label too long|1|11|xxxxxxxxxxxxxxxxxxxx\n"
                     "missing commit|1|4|\n"
                     "no such commit|5|2|../../etc/passwd\n"
                     "no such repository|1|3|o/none\n"
                     "spoilt commit id|1|5|1.2E+45\n"
                     "unknown platform|1|7|gitlab\n"
                     "wrong number of cells|1|6|\n");
    DESK_ASSERT_ROWS(desk, "SELECT count(*) FROM label_set WHERE kept = -1", "0\n");
}

static void faults_of_the_file_fail_the_import(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    import_commits_of_desk(desk);
    desk_write(desk, "l.csv", "repository,id,label\no/one," A ",sharing\n", -1);
    desk_must_fail(desk, "labels:me=l.csv", CORPUS_ERROR_FORMAT,
                   "l.csv:1: no column \"commit\" (the header has: repository, id, label)");
    desk_write(desk, "l.csv", "repository,commit\no/one," A "\n", -1);
    desk_must_fail(desk, "labels:me=l.csv", CORPUS_ERROR_FORMAT,
                   "l.csv:1: no column \"label\" (the header has: repository, commit)");
    desk_write(desk, "l.csv", "commit,label\n" A ",sharing\nx,sharing\n" B ",\"sharing\n", -1);
    desk_must_fail(desk, "labels:me=l.csv", CORPUS_ERROR_FORMAT,
                   "l.csv:4: label: the quote that opens here is never closed");
    desk->options.is_strict = TRUE;
    desk_write(desk, "l.csv", "commit,label\n" A ",sharing\nx,sharing\n", -1);
    desk_must_fail(desk, "labels:me=l.csv", CORPUS_ERROR_DATA, "l.csv:3: commit: \"x\" is no commit of the corpus");
    DESK_ASSERT_ROWS(desk, LABELLED, "");
}

/* More rows than wait at a time, of both kinds: each finds its commit, once. */
static void many_rows_come_in_batches(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GString) commits = g_string_new("family,commit_date,commit_message,commit_id\n");
    g_autoptr(GString) labels = g_string_new("repository,commit,label\n");
    const int n = 130000;
    (void)unused;
    for (int i = 0; i < n; i++) {
        g_string_append_printf(commits, "f%d,2024-01-01,m,%040x\n", i % 3, i);
        if (i % 2 == 0)
            g_string_append_printf(labels, "f%d,%040X,sharing\n", i % 3, i);
        else
            g_string_append_printf(labels, ",%040X,sharing\n", i);
    }
    g_string_append_printf(labels, "f0,%040x,sharing\n", 0); /* in another batch than its first row */
    desk_write(desk, "gh.csv", commits->str, -1);
    desk_write(desk, "l.csv", labels->str, -1);
    desk_must_import(desk, "github=gh.csv");
    desk_must_import(desk, "labels:me=l.csv");
    DESK_ASSERT_ROWS(desk, "SELECT count(*), sum(rows), max(rows) FROM labels", "130000|130001|2\n");
}

/* ---------------------------------------------------------------- label set */

static void another_label_set_takes_its_place(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    import_commits_of_desk(desk);
    desk_write(desk, "set.csv", "label,kept,group\n Fix ,1,change\ndocs,1,\nnoise,0,\n", -1);
    desk_write(desk, "l.csv", "commit,label\n" B ",fix\nr17,whatever\n", -1);
    desk_must_import(desk, "label-set=set.csv labels:me=l.csv");
    DESK_ASSERT_ROWS(desk, "SELECT label, name, kept, label_group FROM label_set ORDER BY label",
                     "docs|Docs|1|\nfix|Fix|1|change\nnoise|Noise|0|\nsharing|Sharing|-1|\nwhatever|Whatever|-1|\n");
    DESK_ASSERT_ROWS(desk, "SELECT label, rows FROM labels JOIN label_set USING (label_id) ORDER BY label",
                     "fix|1\nsharing|1\nwhatever|1\n");
    desk_write(desk, "set2.csv", "label;kept\nwhatever;1\n", -1);
    desk_must_import(desk, "label-set=set2.csv");
    DESK_ASSERT_ROWS(desk, "SELECT label, kept, label_group FROM label_set ORDER BY label",
                     "fix|-1|\nsharing|-1|\nwhatever|1|\n");
    DESK_ASSERT_ROWS(desk, "SELECT kind, format, name FROM sources WHERE kind = 'label set'",
                     "label set|csv|set2.csv\n");
}

static void faulty_label_sets_name_their_line(struct desk *desk, gconstpointer unused)
{
    static const struct {
        const char *set;
        const char *ending;
    } faults[] = {
        {"label\nfix\n", "s.csv:1: no column \"kept\" (the header has: label)"},
        {"kept\n1\n", "s.csv:1: no column \"label\" (the header has: kept)"},
        {"label,kept\nfix,1\ndocs,yes\n", "s.csv:3: kept: \"yes\" is neither 1 (counts) nor 0 (is left out)"},
        {"label,kept\nfix,\n", "s.csv:2: kept: \"\" is neither 1 (counts) nor 0 (is left out)"},
        {"label,kept\nfix,1\n,0\n", "s.csv:3: label: \"\" names no label"},
        {"label,kept\nfix,1\n FIX,0\n", "s.csv:3: label: \" FIX\" stands twice"},
        {"label,kept\n", "s.csv: no label in the label set"},
    };
    (void)unused;
    import_commits_of_desk(desk);
    g_autofree char *before = desk_dump(desk);
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        desk_write(desk, "s.csv", faults[i].set, -1);
        desk_must_fail(desk, "label-set=s.csv", CORPUS_ERROR_FORMAT, faults[i].ending);
    }
    g_autoptr(GString) many = g_string_new("label,kept\n");
    for (int i = 1; i <= 65; i++)
        g_string_append_printf(many, "label %d,1\n", i);
    desk_write(desk, "s.csv", many->str, -1);
    desk_must_fail(desk, "label-set=s.csv", CORPUS_ERROR_FORMAT,
                   "s.csv:66: label: \"label 65\" is one too many: at most 64 labels can count");
    g_autofree char *after = desk_dump(desk);
    g_assert_cmpstr(before, ==, after);
    g_string_truncate(many, strlen("label,kept\n"));
    for (int i = 1; i <= 300; i++)
        g_string_append_printf(many, "label %d,%d\n", i, i <= 64);
    desk_write(desk, "s.csv", many->str, -1);
    desk_must_import(desk, "label-set=s.csv");
    DESK_ASSERT_ROWS(desk, "SELECT kept, count(*) FROM label_set GROUP BY kept", "-1|1\n0|236\n1|64\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DESK_TEST("/labels/find", labels_find_their_commits);
    DESK_TEST("/labels/labellers", labellers_do_not_meet);
    DESK_TEST("/labels/empty", empty_labels_are_passed_over);
    DESK_TEST("/labels/rows", faulty_rows_are_counted_by_cause);
    DESK_TEST("/labels/file", faults_of_the_file_fail_the_import);
    DESK_TEST("/labels/batches", many_rows_come_in_batches);
    DESK_TEST("/label-set/replaced", another_label_set_takes_its_place);
    DESK_TEST("/label-set/faults", faulty_label_sets_name_their_line);
    return g_test_run();
}
