/* Commit tables: layouts, dates, faults of rows and of files, and the identity of commits (rules of commit_store.h). */
#include "corpus/import.h"

#include <string.h>
#include <unistd.h>

#include "desk.h"

/* Commits as the tests look at them. */
#define COMMITS                                                                                                        \
    "SELECT family, r.platform, r.name, ifnull(datetime(author_time, 'unixepoch'), '-'), author_resolution, handle,"   \
    " message FROM commits JOIN repositories r USING (repository_id) JOIN families USING (family_id)"                  \
    " LEFT JOIN contributors USING (contributor_id) ORDER BY commit_id"

/* Labels: key's last two hex digits, occurrence, labeller, label, rows. */
#define LABELS                                                                                                         \
    "SELECT message, occurrence, labeller, label, rows FROM labels JOIN commits USING (commit_id)"                     \
    " JOIN label_set USING (label_id) JOIN labellers USING (labeller_id)"                                              \
    " ORDER BY message, occurrence, labeller, label"

#define ID(last_digit) "000000000000000000000000000000000000000" last_digit

/* ----------------------------------------------------------------- layouts */

static void github_columns_stand_in_any_order(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "gh.csv",
               "\xef\xbb\xbf"
               "label,commit_date,committer_date,extra,author_name,family,commit_message,author_username,"
               "cleaned_github,owner,commit_id,commit_files\r\n"
               "Model Structure ,2024-06-13 08:04:40+00:00,2024-06-13T10:05:00+02:00,x,Ada,acme_bert,"
               "\"Add \"\"big\"\" head,\nsecond line\",ada,https://github.com/Acme/BERT.git/,acme," ID(
                   "1") ",\"a.py, b.py\"\r\n",
               -1);
    desk_must_import(desk, "github=gh.csv");
    DESK_ASSERT_ROWS(desk, COMMITS,
                     "acme_bert|GH|Acme/BERT|2024-06-13 08:04:40|s|ada|Add \"big\" head,\nsecond line\n");
    DESK_ASSERT_ROWS(desk,
                     "SELECT committer_time, committer_resolution, files, hex(key), short_name, owner"
                     " FROM commits JOIN repositories USING (repository_id) JOIN families USING (family_id)",
                     "1718265900|s|a.py, b.py|" ID("1") "|BERT|acme\n");
    DESK_ASSERT_ROWS(desk,
                     "SELECT label, kept, rows, labeller FROM labels JOIN label_set USING (label_id)"
                     " JOIN labellers USING (labeller_id)",
                     "model structure|1|1|source\n");
    g_assert_cmpuint(desk->counts.new_commits, ==, 1);
    g_assert_cmpuint(desk->counts.families, ==, 1);
}

static void hugging_face_rows_are_variants(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(
        desk, "hf.csv",
        "owner,model_name,family,downloads,likes,library_name,pipeline_tag,title,message,commit_id,date,author,"
        "files,author_HF,label\n"
        "acme,acme/bert-base,acme_bert,12345.0,7,transformers,fill-mask,Upload,,1,8/27/2024,ada,README.md,"
        "https://github.com/ada,sharing\n"
        "acme,acme/bert-base,acme_bert,12345.0,7,transformers,fill-mask,Title,Title,2,2024-08-28,system,,No_GH,\n"
        "acme,acme/bert-large,acme_bert,many,,,,Title,Body,3,Unknown,Unknown,,No_GH,sharing\n"
        "acme,acme/bert-large,acme_bert,many,,,,Title,\"Title\n\nBody\",4,8/29/2024,ada,,,sharing\n",
        -1);
    desk_must_import(desk, "huggingface=hf.csv");
    DESK_ASSERT_ROWS(desk, COMMITS,
                     "acme_bert|HF|acme/bert-base|2024-08-27 00:00:00|d|ada|Upload\n"
                     "acme_bert|HF|acme/bert-base|2024-08-28 00:00:00|d|system|Title\n"
                     "acme_bert|HF|acme/bert-large|-||Unknown|Title\n\nBody\n"
                     "acme_bert|HF|acme/bert-large|2024-08-29 00:00:00|d|ada|Title\n\nBody\n");
    DESK_ASSERT_ROWS(desk,
                     "SELECT short_name, downloads, likes, pipeline_tag, library_name FROM variants"
                     " JOIN repositories USING (repository_id) ORDER BY 1",
                     "bert-base|12345|7|fill-mask|transformers\nbert-large||||\n");
    DESK_ASSERT_ROWS(desk, "SELECT handle, profile FROM contributors ORDER BY handle",
                     "Unknown|No_GH\nada|https://github.com/ada\nsystem|No_GH\n");
    DESK_ASSERT_ROWS(desk, "SELECT count(*) FROM labels", "3\n");
}

static void the_smallest_tables_will_do(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "gh.csv", "family,commit_date\na,2024-01-01\na,2024-01-02\n", -1);
    desk_write(desk, "hf.csv", "model_name;family;date\na/x;a;1/3/2024\n", -1);
    desk_must_import(desk, "github=gh.csv huggingface=hf.csv");
    DESK_ASSERT_ROWS(
        desk, COMMITS,
        "a|GH|a|2024-01-01 00:00:00|d||\na|GH|a|2024-01-02 00:00:00|d||\na|HF|a/x|2024-01-03 00:00:00|d||\n");
    DESK_ASSERT_ROWS(desk, "SELECT value FROM meta WHERE key LIKE 'collected%' ORDER BY key", "2024-01-03\n1\n");
    g_assert_nonnull(strstr(desk->warnings->str, "day of collection not told: 2024-01-03 assumed"));
}

/* Semicolons, latin-1 bytes, and the two raters of the labelled samples. */
static void samples_have_several_labellers(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "gh.csv",
               "owner;cleaned_github;author_name;author_username;commit_date;family;names;commit_message;"
               "manual_categories;oussama_categories;automatic\n"
               "o;https://github.com/o/r;Ren\xe9;;2024-01-01 10:00:00+00:00;a;;caf\xe9;sharing;Sharing;input data\n",
               -1);
    desk_must_import(desk, "github=gh.csv");
    DESK_ASSERT_ROWS(desk, COMMITS, "a|GH|o/r|2024-01-01 10:00:00|s|Ren\xc3\xa9|caf\xc3\xa9\n");
    DESK_ASSERT_ROWS(desk, LABELS,
                     "caf\xc3\xa9|0|automatic|input data|1\ncaf\xc3\xa9|0|manual|sharing|1\n"
                     "caf\xc3\xa9|0|manual_second|sharing|1\n");
}

static void addresses_become_repositories(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(
        desk, "gh.csv",
        "family,commit_date,github\n"
        "a,2024-01-01,https://github.com/O/r\na,2024-01-01,http://www.GitHub.com/O/r2/\na,2024-01-01,github.com/O/"
        "r3.git\n"
        "a,2024-01-01, O/r4 \na,2024-01-01,https://gitlab.com/O/r5\na,2024-01-01,https://github.com/\n"
        "a,2024-01-01,https://github.com//\na,2024-01-01,\n",
        -1);
    desk_must_import(desk, "github=gh.csv");
    DESK_ASSERT_ROWS(
        desk, "SELECT name, short_name FROM repositories ORDER BY repository_id",
        "O/r|r\nO/r2|r2\nO/r3|r3\nO/r4|r4\nhttps://gitlab.com/O/r5|r5\nhttps://github.com/|https://github.com/\n"
        "https://github.com//|https://github.com//\na|a\n");
}

/* An empty cell tells nothing; a list without ids, as pandas writes it, tells of a root. */
static void parents_are_told_or_not(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "gh.csv",
               "family,commit_date,commit_id,parent_commits\n"
               "a,2024-01-01," ID("1") ",[]\n"
                                       "a,2024-01-02," ID("2") ",['" ID(
                                           "1") "']\n"
                                                "a,2024-01-03," ID("3") ",\"['" ID("1") "', '" ID(
                                                    "2") "']\"\n"
                                                         "a,2024-01-04," ID("4") ",\n"
                                                                                 "a,2024-01-05," ID("5") ",Unknown\n",
               -1);
    desk_must_import(desk, "github=gh.csv");
    DESK_ASSERT_ROWS(desk, "SELECT coalesce(length(parents) / 20, '-'), coalesce(is_merge, '-') FROM commits",
                     "0|0\n1|0\n2|1\n-|-\n-|-\n");
}

static void owners_are_trimmed(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "gh.csv", "family,commit_date,owner\na,2024-01-01, acme \nb,2024-01-01,  \n", -1);
    desk_must_import(desk, "github=gh.csv");
    DESK_ASSERT_ROWS(desk, "SELECT family, quote(owner) FROM families ORDER BY 1", "a|'acme'\nb|NULL\n");
}

static void names_are_only_text(struct desk *desk, gconstpointer unused)
{
    g_autofree char *long_name = g_strnfill(5000, 'x');
    g_autofree char *table =
        g_strconcat("family,commit_date\n../../etc/passwd,2024-01-01\n\"'); DROP TABLE families; --\",2024-01-02\n"
                    "\"two\nlines\",2024-01-03\n  padded  ,2024-01-04\npadded,2024-01-05\n",
                    long_name, ",2024-01-06\n", NULL);
    (void)unused;
    desk_write(desk, "gh.csv", table, -1);
    desk_must_import(desk, "github=gh.csv");
    DESK_ASSERT_ROWS(desk, "SELECT family FROM families WHERE length(family) < 100 ORDER BY family_id",
                     "../../etc/passwd\n'); DROP TABLE families; --\ntwo\nlines\npadded\n");
    DESK_ASSERT_ROWS(desk, "SELECT length(family) FROM families WHERE length(family) > 100", "5000\n");
}

/* ------------------------------------------------------------------- dates */

static void faulty_rows_are_skipped_and_counted(struct desk *desk, gconstpointer unused)
{
    g_autofree char *skipped = desk_path(desk, "skipped.csv"), *text = NULL, *path = desk_path(desk, "gh.csv");
    (void)unused;
    desk_write(desk, "gh.csv",
               "family,commit_date,commit_message\n"
               "a,2024-02-31,x\n"
               "a,13/40/2024,\"x\ny\"\n"
               ",2024-01-01,no family\n"
               "a,2024-01-01\n"
               "a,Unknown,dateless\n"
               "a,,dateless too\n"
               "a,2024-01-01,good\n",
               -1);
    desk->options.skipped_path = skipped;
    desk_must_import(desk, "github=gh.csv");
    g_assert_cmpuint(desk->counts.new_commits, ==, 3);
    g_assert_cmpuint(desk->counts.skipped_rows, ==, 4);
    DESK_ASSERT_ROWS(desk, COMMITS,
                     "a|GH|a|-|||dateless\na|GH|a|-|||dateless too\na|GH|a|2024-01-01 00:00:00|d||good\n");
    DESK_ASSERT_ROWS(desk, "SELECT rows, used, skipped FROM sources", "7|3|4\n");
    DESK_ASSERT_ROWS(desk, "SELECT cause, rows, first_line, example FROM source_faults ORDER BY first_line",
                     "impossible date|2|2|2024-02-31\nmissing family|1|5|\nwrong number of cells|1|6|\n");
    g_assert_true(g_file_get_contents(skipped, &text, NULL, NULL));
    g_autofree char *expected =
        g_strdup_printf("file,line,cause,cell\n%s,2,impossible date,2024-02-31\n%s,3,impossible date,13/40/2024\n"
                        "%s,5,missing family,\n%s,6,wrong number of cells,\n",
                        path, path, path, path);
    g_assert_cmpstr(text, ==, expected);
    g_assert_nonnull(strstr(desk->warnings->str, "gh.csv: 2 rows skipped: impossible date, the first at line 2\n"));
}

static void strict_fails_at_the_first_faulty_row(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "commits.csv", "family,commit_date\na,2024-01-01\na,13/40/2024\n", -1);
    desk_write(desk, "hf.csv", "family,model_name,date\na,,2024-01-01\n", -1);
    desk->options.is_strict = TRUE;
    desk_must_fail(
        desk, "github=commits.csv", CORPUS_ERROR_DATA,
        "commits.csv:3: commit_date: \"13/40/2024\" is not a date (expected YYYY-MM-DD, M/D/YYYY or ISO 8601)");
    desk_must_fail(desk, "huggingface=hf.csv", CORPUS_ERROR_DATA, "hf.csv:2: model_name: \"\" names no repository");
    g_assert_false(g_file_test(desk->corpus, G_FILE_TEST_EXISTS));
}

/* More than 1 % of the rows and at least 20 of them: both are needed. */
static void too_many_faulty_rows_are_a_fault_of_the_file(struct desk *desk, gconstpointer unused)
{
    g_autofree char *skipped = desk_path(desk, "skipped.csv");
    static const struct {
        int n_bad, n_good;
        gboolean is_fault;
    } tables[] = {{19, 1, FALSE}, {20, 1980, FALSE}, {20, 1979, TRUE}, {20, 0, TRUE}};
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autoptr(GString) table = g_string_new("family,commit_date\n");
        for (int row = 0; row < tables[i].n_bad; row++)
            g_string_append(table, "a,2023-02-29\n");
        for (int row = 0; row < tables[i].n_good; row++)
            g_string_append(table, "a,2023-02-28\n");
        desk_write(desk, "gh.csv", table->str, -1);
        desk->options.is_lenient = FALSE;
        if (!tables[i].is_fault) {
            desk_must_import(desk, "github=gh.csv");
            continue;
        }
        g_autofree char *ending = g_strdup_printf(
            "; with it 20 of %d rows cannot be used (give --lenient to leave them out)", 20 + tables[i].n_good);
        desk->options.skipped_path = skipped;
        desk_must_fail(desk, "github=gh.csv", CORPUS_ERROR_DATA, ending);
        g_autofree char *text = NULL;
        g_assert_true(
            g_file_get_contents(skipped, &text, NULL, NULL)); /* the rows that stopped it are listed all the same */
        g_assert_nonnull(strstr(text, "gh.csv,21,impossible date,2023-02-29\n"));
        desk->options.is_lenient = TRUE;
        desk_must_import(desk, "github=gh.csv");
        g_assert_cmpuint(desk->counts.skipped_rows, ==, 20);
    }
}

static void days_before_months_are_a_fault_of_the_file(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "hf.csv", "family,model_name,date\na,a/x,3/4/2024\na,a/x,25/12/2024\n", -1);
    desk->options.is_lenient = TRUE; /* no matter */
    desk_must_fail(desk, "huggingface=hf.csv", CORPUS_ERROR_FORMAT,
                   "hf.csv:3: date: \"25/12/2024\" looks like D/M/YYYY, give --dates dmy");
    desk->options.date_order = IMPORT_DATES_DMY;
    desk_must_import(desk, "huggingface=hf.csv");
    DESK_ASSERT_ROWS(desk, "SELECT date(author_time, 'unixepoch') FROM commits ORDER BY 1", "2024-04-03\n2024-12-25\n");
}

static void broken_files_name_their_place(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "open.csv", "family,commit_date\na,2024-01-01\n\"a,2024-01-02\n", -1);
    desk_write(desk, "columns.csv", "family,when\na,2024-01-01\n", -1);
    desk_write(desk, "nul.csv", "family,commit_date\na,2024\0-01-01\n", 32);
    g_autoptr(GError) error = NULL;
    g_assert_false(desk_import(desk, "github=open.csv", &error));
    g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_FORMAT);
    g_assert_nonnull(strstr(error->message, "open.csv:3"));
    g_clear_error(&error);
    g_assert_false(desk_import(desk, "github=columns.csv", &error));
    g_assert_nonnull(strstr(error->message, "columns.csv:1: no column \"commit_date\""));
    g_clear_error(&error);
    g_assert_false(desk_import(desk, "github=nul.csv", &error));
    g_assert_nonnull(strstr(error->message, "nul.csv:2"));
    g_clear_error(&error);
    g_assert_false(desk_import(desk, "github=missing.csv", &error));
    g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_IO);
    g_assert_false(g_file_test(desk->corpus, G_FILE_TEST_EXISTS));
}

/* ---------------------------------------------------------------- identity */

/* Rules 1 and 2. */
static void one_id_is_one_commit(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "gh.csv",
               "family,commit_date,commit_id,commit_message,label\n"
               "a,2024-01-01," ID("A") ",m,sharing\n"
                                       "a,2024-01-01," ID("a") ",m,input data\n"
                                                               "a,2024-01-01," ID(
                                                                   "A") ",m,sharing\n"
                                                                        "a,2024-01-01," ID(
                                                                            "b") ",n,\n"
                                                                                 "a,2024-01-01,r12,o,sharing\n"
                                                                                 "b,2024-01-01," ID("a") ",p,sharing\n",
               -1);
    desk_must_import(desk, "github=gh.csv");
    DESK_ASSERT_ROWS(desk, "SELECT group_concat(message, '') FROM (SELECT message FROM commits ORDER BY commit_id)",
                     "mnop\n");
    DESK_ASSERT_ROWS(desk, LABELS,
                     "m|0|source|input data|1\nm|0|source|sharing|2\no|0|source|sharing|1\np|0|source|sharing|1\n");
    DESK_ASSERT_ROWS(desk, "SELECT CAST(key AS TEXT) FROM commits WHERE length(key) <> 20", "r12\n");
}

/* Rule 3, with the labels in an order that makes it hard. */
static void without_an_id_equal_rows_are_told_apart(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "gh.csv",
               "family,commit_date,author_name,commit_message,label\n"
               "a,2024-01-01 10:00:00,ada,m,sharing\n"
               "a,2024-01-01 10:00:00,ada,m,input data\n"
               "a,2024-01-01 10:00:00,ada,m,sharing\n"
               "a,2024-01-01 10:00:00,ada,m,sharing\n"
               "a,2024-01-01 10:00:00,ada,m,input data\n"
               "a,2024-01-01 10:00:00,ada,m,\n"
               "a,2024-01-01 10:00:00,ada,m,\n"
               "a,2024-01-01 10:00:00,bob,m,sharing\n"
               "a,2024-01-01 10:00:01,ada,m,sharing\n",
               -1);
    for (int round = 0; round < 2; round++) {
        desk_must_import(desk, "github=gh.csv");
        DESK_ASSERT_ROWS(desk, "SELECT count(*), max(occurrence) FROM commits", "5|2\n");
        DESK_ASSERT_ROWS(desk,
                         "SELECT occurrence, group_concat(label || rows) FROM (SELECT occurrence, label, rows FROM"
                         " commits JOIN contributors USING (contributor_id) JOIN labels USING (commit_id)"
                         " JOIN label_set USING (label_id) WHERE handle = 'ada' AND author_time % 60 = 0"
                         " ORDER BY occurrence, label) GROUP BY occurrence",
                         "0|input data1,sharing1\n1|input data1,sharing1\n2|sharing1\n");
        g_assert_cmpuint(desk->counts.new_commits, ==, round == 0 ? 5 : 0);
        g_assert_cmpuint(desk->counts.updated_commits, ==, round == 0 ? 0 : 5);
    }
}

static void many_equal_rows_stay_cheap(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GString) table = g_string_new("family,commit_date\n");
    (void)unused;
    for (int i = 0; i < 20000; i++)
        g_string_append(table, "a,Unknown\n");
    desk_write(desk, "gh.csv", table->str, -1);
    desk_must_import(desk, "github=gh.csv");
    desk_must_import(desk, "github=gh.csv");
    DESK_ASSERT_ROWS(desk, "SELECT count(*), max(occurrence) FROM commits", "20000|19999\n");
}

/* Places of late commits are compared in memory, those of earlier ones with the file (commit_index.c). */
static void rows_that_come_again_far_off_are_known(struct desk *desk, gconstpointer unused)
{
    enum { N = 6000 };
    g_autoptr(GString) table = g_string_new("family,commit_date,commit_id,label\n");
    (void)unused;
    for (int i = 0; i < 2 * N; i++) {
        const char *label = i < N ? "sharing" : "input data";
        g_string_append_printf(table, "a,2024-01-01,%040x,%s\n", i % N, label);
        if (i % 7 == 0)
            g_string_append_printf(table, "a,2024-01-01,%040x,%s\n", i % N, label);
        if (i % 11 == 0)
            g_string_append_printf(table, "a,2024-01-01,r%d,\n", i % N); /* no hex digits */
    }
    desk_write(desk, "gh.csv", table->str, -1);
    for (int round = 0; round < 2; round++) {
        desk_must_import(desk, "github=gh.csv");
        DESK_ASSERT_ROWS(desk, "SELECT count(*), count(DISTINCT key), max(occurrence) FROM commits", "7091|7091|0\n");
        DESK_ASSERT_ROWS(desk,
                         "SELECT label, count(*), sum(rows) FROM labels JOIN label_set USING (label_id) GROUP BY 1",
                         "input data|6000|6857\nsharing|6000|6858\n");
    }
}

static const char labelled[] =
    "family,commit_date,commit_id,commit_message,label,author_username\n"
    "a,2024-01-01 10:00:00," ID("1") ",m,sharing,ada\n"
                                     "a,2024-01-01 10:00:00," ID(
                                         "1") ",m,sharing,ada\n"
                                              "a,2024-01-02 10:00:00," ID(
                                                  "2") ",n,unheard of,bob\n"
                                                       "a,2024-01-02 10:00:00,,n,unheard of,bob\n"
                                                       "b,Unknown,,n,,\n";

/* Rule 4: the second time changes nothing that an export shows. */
static void importing_again_changes_nothing(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "gh.csv", labelled, -1);
    desk_write(desk, "hf.csv", "family,model_name,date,title\na,a/x,1/2/2024,t\na,a/x,1/2/2024,t\n", -1);
    desk_write(desk, "f.csv", "family,owner,created,age_days,area\nb,o,2020-01-01,12.5,vision\n", -1);
    desk_must_import(desk, "families=f.csv github=gh.csv huggingface=hf.csv");
    g_autofree char *first = desk_dump(desk);
    g_assert_cmpuint(desk->counts.new_commits, ==, 6);
    desk_must_import(desk, "families=f.csv github=gh.csv huggingface=hf.csv");
    g_autofree char *second = desk_dump(desk);
    g_assert_cmpstr(first, ==, second);
    g_assert_cmpuint(desk->counts.new_commits, ==, 0);
    g_assert_cmpuint(desk->counts.updated_commits, ==, 6);
    desk_must_import(desk, "huggingface=hf.csv");
    g_autofree char *third = desk_dump(desk);
    g_assert_cmpstr(first, ==, third);
    DESK_ASSERT_ROWS(desk, "SELECT label, name, kept FROM label_set WHERE kept < 0", "unheard of|Unheard of|-1\n");
}

/* Rule 4: what is told is updated, what is not told stays, labels are counted anew. */
static void a_newer_table_updates(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "gh.csv", labelled, -1);
    desk_must_import(desk, "github=gh.csv");
    desk_write(desk, "new.csv",
               "family,commit_date,commit_id,label,commit_files\n"
               "a,2024-01-01," ID("1") ",input data,x.py\n"
                                       "a,2024-01-03," ID("2") ",sharing,\n",
               -1);
    desk_must_import(desk, "github=new.csv");
    DESK_ASSERT_ROWS(desk,
                     "SELECT datetime(author_time, 'unixepoch'), author_resolution, message, files, handle"
                     " FROM commits JOIN contributors USING (contributor_id) WHERE hex(key) LIKE '00%'",
                     "2024-01-01 10:00:00|s|m|x.py|ada\n2024-01-03 00:00:00|d|n||bob\n");
    DESK_ASSERT_ROWS(desk, LABELS, "m|0|source|input data|1\nn|0|source|sharing|1\nn|0|source|unheard of|1\n");
    desk_write(desk, "raw.csv", "family,commit_date,commit_id\na,2024-01-01 10:00:01," ID("1") "\n", -1);
    desk_must_import(desk, "github=raw.csv");
    DESK_ASSERT_ROWS(desk, "SELECT count(*) FROM labels", "3\n");
    DESK_ASSERT_ROWS(desk, "SELECT name FROM sources JOIN commits USING (source_id) GROUP BY name ORDER BY name",
                     "gh.csv\nnew.csv\nraw.csv\n");
}

/* Only the repositories that the tables name are replaced, and by all tables of the import together. */
static void replacing_removes_what_vanished(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "gh.csv",
               "family,github,commit_date,commit_id,label\na,r,2024-01-01,1,sharing\na,r,2024-01-02,2,sharing\n"
               "a,r,2024-01-03,3,sharing\na,other,2024-01-03,4,sharing\n",
               -1);
    desk_must_import(desk, "github=gh.csv");
    desk_write(desk, "one.csv", "family,github,commit_date,commit_id\na,r,2024-01-01,1\n", -1);
    desk_write(desk, "two.csv", "family,github,commit_date,commit_id\na,r,2024-01-03,3\na,r,2024-01-05,5\n", -1);
    desk->options.is_replacing = TRUE;
    desk_must_import(desk, "github=one.csv github=two.csv");
    DESK_ASSERT_ROWS(desk, "SELECT group_concat(CAST(key AS TEXT), ' ') FROM (SELECT key FROM commits ORDER BY key)",
                     "1 3 4 5\n");
    DESK_ASSERT_ROWS(desk, "SELECT count(*) FROM labels", "3\n");
    g_assert_nonnull(
        strstr(desk->warnings->str, "1 commit removed: the new tables of its repository do not have it\n"));
}

/* A list that replaces the one before it may be empty on purpose. */
static void tables_without_rows_are_told(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "gh.csv", "family,github,commit_date\n", -1);
    desk_write(desk, "full.csv", "family,github,commit_date\na,r,2024-01-01\n", -1);
    desk_write(desk, "hf.json", "[]", -1);
    desk_write(desk, "f.csv", "family\n", -1);
    desk_write(desk, "x.csv", "family\n", -1);
    desk_write(desk, "l.csv", "commit,label\n", -1);
    desk->options.collected = "2024-01-05";
    desk_must_import(desk,
                     "families=f.csv github=full.csv github=gh.csv huggingface=hf.json exclude=x.csv labels:me=l.csv");
    g_auto(GStrv) parts = g_strsplit(desk->warnings->str, desk->folder, -1);
    g_autofree char *told = g_strjoinv("", parts);
    g_assert_cmpstr(told, ==, "/f.csv: no rows\n/gh.csv: no rows\n/hf.json: no rows\n/l.csv: no rows\n");
}

/* Those that were there before have been told of. */
static void new_families_that_look_alike_are_told(struct desk *desk, gconstpointer unused)
{
    static const char told[] = "families that look alike, and count as several: muller_bar and m\u00FCller_b\u00E4r\n";
    (void)unused;
    desk_write(desk, "gh.csv", "family,commit_date\nmuller_bar,2024-01-01\nm\u00FCller,2024-01-01\n", -1);
    desk_write(desk, "hf.csv", "family,model_name,date\nm\u00FCller_b\u00E4r,o/m,2024-01-01\nz,o/z,2024-01-01\n", -1);
    desk->options.collected = "2024-01-05";
    desk_must_import(desk, "github=gh.csv");
    g_assert_cmpstr(desk->warnings->str, ==, "");
    desk_must_import(desk, "huggingface=hf.csv");
    g_assert_cmpstr(desk->warnings->str, ==, told);
    desk_must_import(desk, "github=gh.csv huggingface=hf.csv");
    g_assert_cmpstr(desk->warnings->str, ==, told);
}

/* ------------------------------------------------------- day of collection */

static void the_day_of_collection_is_settled(struct desk *desk, gconstpointer unused)
{
    static const char collected[] = "SELECT group_concat(value, ' ') FROM (SELECT value FROM meta"
                                    " WHERE key LIKE 'collected%' ORDER BY key)";
    (void)unused;
    desk_write(desk, "gh.csv", "family,commit_date\na,2024-01-01 23:59:59\na,2024-01-05\na,2024-01-07\n", -1);
    desk->options.collected = "2024-01-05";
    desk_must_import(desk, "github=gh.csv");
    DESK_ASSERT_ROWS(desk, collected, "2024-01-05 0\n");
    DESK_ASSERT_ROWS(desk, "SELECT collected FROM sources", "2024-01-05\n");
    g_assert_nonnull(
        strstr(desk->warnings->str, "1 commit is later than the day of collection (2024-01-05) and is not used\n"));
    desk->options.collected = NULL;
    desk_write(desk, "old.csv", "family,commit_date\na,2023-01-01\n", -1);
    desk_write(desk, "none.csv", "family\na\n", -1);
    desk_must_import(desk, "github=old.csv families=none.csv"); /* nothing newer: a told day stays */
    DESK_ASSERT_ROWS(desk, collected, "2024-01-05 0\n");
    desk_write(desk, "new.csv", "family,commit_date\na,2024-02-01 12:00:00\n", -1);
    desk_must_import(desk, "github=new.csv");
    DESK_ASSERT_ROWS(desk, collected, "2024-02-01 1\n");
    desk->options.collected = "2024-12-01"; /* a new day is told */
    desk_must_import(desk, "github=old.csv");
    DESK_ASSERT_ROWS(desk, collected, "2024-12-01 0\n");
    desk->options.collected = "2024-13-01";
    desk_must_fail(desk, "", CORPUS_ERROR_DATA, "\"2024-13-01\" is not a date (expected YYYY-MM-DD)");
}

/* ---------------------------------------------------------------- families */

static void families_have_attributes(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "f.csv",
               "area,family,age_days,owner,created,size\n"
               "nlp,a,12.5,o,2/28/2020,big\nvision,b,,,Unknown,\n,c,-1,o,,\n,d,1e999,o,,\n,e,5 "
               "days,o,,\n,f,,o,2020-02-30,\n,,1,,,\n",
               -1);
    desk_must_import(desk, "families=f.csv");
    DESK_ASSERT_ROWS(desk, "SELECT family, owner, created, age_days, excluded FROM families ORDER BY family_id",
                     "a|o|2020-02-28|12.5|0\nb||||0\n");
    DESK_ASSERT_ROWS(desk,
                     "SELECT family, name, value FROM family_attributes JOIN families USING (family_id) ORDER BY 1, 2",
                     "a|area|nlp\na|size|big\nb|area|vision\n");
    DESK_ASSERT_ROWS(desk, "SELECT cause, rows FROM source_faults ORDER BY cause",
                     "impossible age|3\nimpossible date|1\nmissing family|1\n");
    desk_write(desk, "f.csv", "family,age_days,area\na,,\n", -1);
    desk_must_import(desk, "families=f.csv");
    DESK_ASSERT_ROWS(desk,
                     "SELECT owner, age_days, name, value FROM families JOIN family_attributes USING (family_id)"
                     " WHERE family = 'a'",
                     "o|12.5|size|big\n");
}

static void a_list_of_exclusions_replaces_the_one_before(struct desk *desk, gconstpointer unused)
{
    static const char excluded[] = "SELECT family, exclusion_reason FROM families WHERE excluded ORDER BY family";
    (void)unused;
    desk_write(desk, "gh.csv", "family,commit_date\na,2024-01-01\nb,2024-01-02\nc,2024-01-03\n", -1);
    desk_write(desk, "x.csv", "family,reason\na,a fork\na,again\nb,\nnobody,?\n", -1);
    desk_must_import(desk, "github=gh.csv exclude=x.csv");
    DESK_ASSERT_ROWS(desk, excluded, "a|a fork\nb|\n");
    g_assert_cmpuint(desk->counts.families, ==, 1);
    g_assert_nonnull(strstr(desk->warnings->str, "x.csv:5: the corpus has no family \"nobody\""));
    desk_write(desk, "y.csv", "family\nc\n", -1);
    desk_must_import(desk, "exclude=y.csv");
    DESK_ASSERT_ROWS(desk, excluded, "c|\n");
    DESK_ASSERT_ROWS(desk, "SELECT kind, name FROM sources ORDER BY source_id", "github|gh.csv\nexclusions|y.csv\n");
    desk_write(desk, "empty.csv", "family,reason\n", -1);
    desk_must_import(desk, "exclude=empty.csv");
    DESK_ASSERT_ROWS(desk, excluded, "");
    DESK_ASSERT_ROWS(desk, "SELECT count(*) FROM commits", "3\n");
}

/* The sample corpus: its README has the numbers, counted by the script that made it. */
static void the_sample_is_read_whole(struct desk *desk, gconstpointer unused)
{
    const char *source = g_getenv("SYNCREPORT_SOURCE");
    g_autofree char *relative = g_build_filename(source != NULL ? source : ".", "corpus", "sample", NULL);
    g_autofree char *sample = g_canonicalize_filename(relative, NULL);
    (void)unused;
    if (!g_file_test(sample, G_FILE_TEST_IS_DIR)) {
        g_test_skip("corpus/sample is not there: set SYNCREPORT_SOURCE to the source folder");
        return;
    }
    static const char *const names[] = {"families.csv", "github.csv", "huggingface.csv"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *from = g_build_filename(sample, names[i], NULL), *to = desk_path(desk, names[i]);
        g_assert_cmpint(symlink(from, to), ==, 0);
    }
    desk_must_import(desk, "families=families.csv github=github.csv huggingface=huggingface.csv");
    DESK_ASSERT_ROWS(desk, "SELECT name, rows, skipped FROM sources ORDER BY name",
                     "families.csv|60|0\ngithub.csv|5190|0\nhuggingface.csv|1247|0\n");
    DESK_ASSERT_ROWS(desk, "SELECT platform, count(*) FROM commits JOIN repositories USING (repository_id) GROUP BY 1",
                     "GH|4827\nHF|1178\n");
    DESK_ASSERT_ROWS(desk, "SELECT count(*) FROM repositories WHERE platform = 'HF'", "115\n");
    DESK_ASSERT_ROWS(desk, "SELECT count(DISTINCT label), min(kept) FROM labels JOIN label_set USING (label_id)",
                     "19|0\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DESK_TEST("/import-commits/github", github_columns_stand_in_any_order);
    DESK_TEST("/import-commits/huggingface", hugging_face_rows_are_variants);
    DESK_TEST("/import-commits/smallest", the_smallest_tables_will_do);
    DESK_TEST("/import-commits/samples", samples_have_several_labellers);
    DESK_TEST("/import-commits/addresses", addresses_become_repositories);
    DESK_TEST("/import-commits/parents", parents_are_told_or_not);
    DESK_TEST("/import-commits/owners", owners_are_trimmed);
    DESK_TEST("/import-commits/names", names_are_only_text);
    DESK_TEST("/import-commits/skipped", faulty_rows_are_skipped_and_counted);
    DESK_TEST("/import-commits/strict", strict_fails_at_the_first_faulty_row);
    DESK_TEST("/import-commits/limits", too_many_faulty_rows_are_a_fault_of_the_file);
    DESK_TEST("/import-commits/swapped", days_before_months_are_a_fault_of_the_file);
    DESK_TEST("/import-commits/broken", broken_files_name_their_place);
    DESK_TEST("/import-commits/identity", one_id_is_one_commit);
    DESK_TEST("/import-commits/occurrence", without_an_id_equal_rows_are_told_apart);
    DESK_TEST("/import-commits/many-equal", many_equal_rows_stay_cheap);
    DESK_TEST("/import-commits/far-off", rows_that_come_again_far_off_are_known);
    DESK_TEST("/import-commits/again", importing_again_changes_nothing);
    DESK_TEST("/import-commits/update", a_newer_table_updates);
    DESK_TEST("/import-commits/replace", replacing_removes_what_vanished);
    DESK_TEST("/import-commits/collected", the_day_of_collection_is_settled);
    DESK_TEST("/import-commits/alike", new_families_that_look_alike_are_told);
    DESK_TEST("/import-commits/no-rows", tables_without_rows_are_told);
    DESK_TEST("/import-commits/families", families_have_attributes);
    DESK_TEST("/import-commits/exclusions", a_list_of_exclusions_replaces_the_one_before);
    DESK_TEST("/import-commits/sample", the_sample_is_read_whole);
    return g_test_run();
}
