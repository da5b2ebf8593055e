/* check: what it prints, how it ends, and that no file makes it crash. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cli/program.h"

#define GITHUB                                                                                                         \
    "family,cleaned_github,author_username,commit_date,commit_message,commit_id,label\n"                               \
    "a_b,o/a,ann,2024-01-02 10:00:00+00:00,one,3efc778339bb225ec4f64385c344c035e54cdb28,sharing\n"
#define HUGGINGFACE                                                                                                    \
    "family,model_name,author,date,title,commit_id,label\n"                                                            \
    "a_b,o/a-v,bob,2024-01-05,two,dddddddddddddddddddddddddddddddddddddddd,sharing\n"

/* A corpus c.db from the two tables, with some rows more upstream. */
static void make(const folder *where, const char *more)
{
    g_autofree char *github = g_strconcat(GITHUB, more, NULL);
    folder_write(where, "github.csv", github);
    folder_write(where, "huggingface.csv", HUGGINGFACE);
    program_do(where, NULL, "import c.db --quiet --github github.csv --huggingface huggingface.csv");
}

#define OLD_COMMIT "a_b,o/a,ann,1999-01-02 10:00:00+00:00,old,09a77bec7dc3c1fba002f04e38e8d9b1f0f92f06,sharing\n"
#define ONE_SIDED "c_d,o/c,ann,2024-01-02 10:00:00+00:00,x,6b583a51c27a489a0470927e516484f8778e9bbb,sharing\n"

static const struct verdict {
    const char *about;
    const char *more; /* rows */
    int status;
    const char *lines, *json; /* exactly */
} verdicts[] = {
    {"nothing", "", 0, "ok\n", "{\"ok\":true,\"findings\":[]}\n"},
    {"a note", ONE_SIDED, 0,
     "ok\nnote: one side only: 1 of 2 families with commits on one platform only (c_d); they have no waits between the "
     "platforms\n",
     "{\"ok\":true,\"findings\":[{\"id\":\"one_sided_family\",\"severity\":\"note\",\"what\":\"1 of 2 families with "
     "commits on one platform only\",\"count\":1,\"of\":2,\"examples\":[\"c_d\"],\"effect\":\"they have no waits "
     "between the platforms\"}]}\n"},
    {"a warning and a note", OLD_COMMIT ONE_SIDED, 1,
     "warning: backdated commits: 1 of 4 commits from before git (7 April 2005) or, downstream, before 2016 (o/a "
     "09a77bec7d of 1999-01-02 10:00:00); they decide which side starts, and the periods are counted from them\n"
     "note: one side only: 1 of 2 families with commits on one platform only (c_d); they have no waits between the "
     "platforms\n",
     "{\"ok\":false,\"findings\":[{\"id\":\"backdated_commit\",\"severity\":\"warning\",\"what\":\"1 of 4 commits from "
     "before git (7 April 2005) or, downstream, before 2016\",\"count\":1,\"of\":4,\"examples\":[\"o/a 09a77bec7d of "
     "1999-01-02 10:00:00\"],\"effect\":\"they decide which side starts, and the periods are counted from "
     "them\"},{\"id\":\"one_sided_family\",\"severity\":\"note\",\"what\":\"1 of 2 families with commits on one "
     "platform only\",\"count\":1,\"of\":2,\"examples\":[\"c_d\"],\"effect\":\"they have no waits between the "
     "platforms\"}]}\n"},
};

static void findings_are_printed(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(verdicts); i++) {
        g_autoptr(folder) where = folder_new();
        g_test_message("%s", verdicts[i].about);
        make(where, verdicts[i].more);
        g_autoptr(outcome) lines = program_run(where, NULL, "check c.db");
        g_autoptr(outcome) json = program_run(where, NULL, "check c.db --json");
        g_assert_cmpstr(lines->out, ==, verdicts[i].lines);
        g_assert_cmpstr(json->out, ==, verdicts[i].json);
        g_assert_cmpint(lines->status, ==, verdicts[i].status);
        g_assert_cmpint(json->status, ==, verdicts[i].status);
        g_assert_cmpstr(lines->err, ==, "");
        g_assert_cmpstr(json->err, ==, "");
    }
}

/* Members of the document, as another program reads it. */
static void json_is_read_by_others(void)
{
    g_autoptr(folder) where = folder_new();
    make(where,
         OLD_COMMIT "\"../x\"\"\n'; --\",o/x,\"\xff\x02\",2024-02-02,x,,\n\"../x\"\"\n'; --\",o/X,z,2024-02-02,x,,\n");
    g_autoptr(outcome) lines = program_run(where, NULL, "check c.db");
    g_autoptr(outcome) jq = command_run(
        where, "sh -c '\"$SYNCREPORT_PROGRAM\" check c.db --json | jq -r \"[.ok, (.findings | length)], (.findings[] |"
               " select(.severity == \\\"warning\\\") | [.id, .count, (.examples | length)]) | @csv\"'");
    g_assert_cmpint(lines->status, ==, 1);
    if (jq == NULL || jq->status == 127) {
        g_test_skip("jq is not installed");
        return;
    }
    g_assert_cmpint(jq->status, ==, 0);
    expect_match(jq->out, "\\Afalse,\\d+\n\"backdated_commit\",1,1\n(.*\n)*\"similar_repositories\",2,1\n\\z");
    g_auto(GStrv) rows = g_strsplit(lines->out, "\n", -1);
    g_autofree char *n = g_strdup_printf("\\Afalse,%u\n", g_strv_length(rows) - 1);
    expect_match(jq->out, n); /* a line for each, whatever the names hold */
}

/* ------------------------------------------------------------------ files that are none */

static void run_on_bytes(const folder *where, const char *bytes, gsize length)
{
    g_autofree char *path = folder_path(where, "bad.db");
    g_assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
    g_autoptr(outcome) result = program_run(where, NULL, "check bad.db");
    g_assert_cmpint(result->status, ==, 1);
    if (*result->out == '\0')
        expect_one_line(result->err);
    else
        expect_match(result->out, "\\A(fault: .*\n)+\\z");
}

static void cut_and_overwritten_files_are_told(void)
{
    g_autoptr(folder) where = folder_new();
    make(where, OLD_COMMIT);
    g_autoptr(GBytes) bytes = folder_read(where, "c.db");
    gsize length;
    const char *good = g_bytes_get_data(bytes, &length);
    for (gsize cut = 0; cut < length; cut += length / 7)
        run_on_bytes(where, good, cut);
    for (gsize page = 16384; page + 16384 <= length; page += 16384) { /* each page but the first, all its bytes */
        g_autofree char *bad = g_memdup2(good, length);
        memset(bad + page, 0x5a, 16384);
        run_on_bytes(where, bad, length);
    }
}

static void other_files_are_refused(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "text.db", "family,commit_date\n");
    g_autoptr(outcome) text = program_run(where, NULL, "check text.db");
    g_assert_cmpint(text->status, ==, 1);
    expect_one_line(text->err);
    expect_match(text->err, "text\\.db: not a corpus");
    g_autoptr(outcome) made = command_run(where, "sqlite3 other.db 'CREATE TABLE t (x)'");
    if (made == NULL)
        return;
    g_autoptr(outcome) other = program_run(where, NULL, "check other.db --json");
    g_assert_cmpint(other->status, ==, 1);
    g_assert_cmpstr(other->out, ==, "");
    expect_match(other->err, "other\\.db: not a corpus \\(an SQLite file of another program\\)");
}

static void full_disk_is_a_failure(void)
{
    g_autoptr(folder) where = folder_new();
    make(where, "");
    g_autoptr(outcome) result = command_run(where, "sh -c '\"$SYNCREPORT_PROGRAM\" check c.db > /dev/full'");
    g_assert_cmpint(result->status, ==, 1);
    expect_one_line(result->err);
}

/* ------------------------------------------------------------------ corpora without fault */

static void sample_is_ok(void)
{
    g_autoptr(folder) where = folder_new();
    g_autofree char *sample = source_path("corpus/sample");
    g_autofree char *import = g_strdup_printf(
        "import c.db --families %s/families.csv --github %s/github.csv --huggingface %s/huggingface.csv", sample,
        sample, sample);
    program_do(where, NULL, import);
    g_autoptr(outcome) result = program_run(where, NULL, "check c.db");
    expect_match(result->out, "\\Aok\n(note: .*\n)*\\z");
    g_assert_cmpint(result->status, ==, 0);
}

static void generated_corpus_is_ok(void)
{
    g_autoptr(folder) where = folder_new();
    g_autofree char *script = source_path("../shared/bench/make_corpus.py");
    g_autofree char *quoted = g_shell_quote(script);
    g_autofree char *command = g_strdup_printf("python3 %s made", quoted);
    if (!g_file_test(script, G_FILE_TEST_EXISTS)) {
        g_test_skip("no copy of the corpus generator stands beside the source folder");
        return;
    }
    g_autoptr(outcome) made = command_run(where, command);
    if (made == NULL) {
        g_test_skip("python3 is not installed");
        return;
    }
    program_do(where, NULL,
               "import c.db --families made/families.csv --github made/gh_commits.csv "
               "--huggingface made/hf_commits.csv");
    g_autoptr(outcome) result = program_run(where, NULL, "check c.db");
    expect_match(result->out, "\\Aok\n(note: .*\n)*\\z");
    g_assert_cmpint(result->status, ==, 0);
}

/* ------------------------------------------------------------------ import's hint */

static void import_hints_at_it_before_its_last_line(void)
{
    g_autoptr(folder) where = folder_new();
    make(where, "");
    g_autoptr(outcome) loud = program_run(where, NULL, "import c.db --collected 2024-02-01 --github github.csv");
    g_assert_cmpstr(loud->err, ==,
                    "syncreport: run \"syncreport check c.db\" to see what may be wrong with the data\n"
                    "imported: 0 commits new, 1 updated, 0 skipped, 1 families\n");
    g_autoptr(outcome) quiet = program_run(where, NULL, "import c.db --quiet --github github.csv");
    g_assert_cmpstr(quiet->err, ==, "imported: 0 commits new, 1 updated, 0 skipped, 1 families\n");
    g_autoptr(outcome) failed = program_run(where, NULL, "import c.db --github missing.csv");
    expect_one_line(failed->err);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/check/findings", findings_are_printed);
    g_test_add_func("/cli/check/json", json_is_read_by_others);
    g_test_add_func("/cli/check/damage", cut_and_overwritten_files_are_told);
    g_test_add_func("/cli/check/other-files", other_files_are_refused);
    g_test_add_func("/cli/check/full-disk", full_disk_is_a_failure);
    g_test_add_func("/cli/check/sample", sample_is_ok);
    g_test_add_func("/cli/check/generated", generated_corpus_is_ok);
    g_test_add_func("/cli/check/hint", import_hints_at_it_before_its_last_line);
    return g_test_run();
}
