#include "cli/checker.h"

#include <sqlite3.h>

void import_sample(const folder *where, const struct manner *manner)
{
    g_autofree char *sample = source_path("corpus/sample");
    g_autofree char *path = g_shell_quote(sample);
    g_autofree char *arguments = g_strdup_printf("import sample.db --families %s/families.csv --github %s/github.csv "
                                                 "--huggingface %s/huggingface.csv --collected 2025-06-30 "
                                                 "--note 'Made-up data.'",
                                                 path, path, path);
    program_do(where, manner, arguments);
}

gboolean import_study(const folder *where, const char *corpus)
{
    g_autofree char *study = source_path("../shared/study");
    g_autofree char *quoted = g_shell_quote(study);
    g_autofree char *arguments = g_strdup_printf("import %s --quiet --study %s", corpus, quoted);
    if (!g_file_test(study, G_FILE_TEST_IS_DIR)) {
        g_test_skip("no copy of the study's data stands beside the source folder (../shared/study)");
        return FALSE;
    }
    program_do(where, NULL, arguments);
    return TRUE;
}

void change_one_row(const folder *where, const char *sql)
{
    g_autofree char *path = folder_path(where, "sample.db");
    sqlite3 *db = NULL;
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_changes(db), ==, 1);
    sqlite3_close(db);
}

char *ask_checker(const folder *where, const char *command)
{
    g_autoptr(outcome) result = command_run(where, command);
    if (result == NULL) {
        g_autofree char *words = g_strdup_printf("not installed: %s", command);
        g_test_incomplete(words);
        return NULL;
    }
    g_test_message("%s", command);
    g_assert_cmpstr(result->err, ==, "");
    g_assert_cmpint(result->status, ==, 0);
    return g_steal_pointer(&result->out);
}

outcome *typeset(const folder *where, const char *name)
{
    g_autofree char *ask = g_strdup("kpsewhich booktabs.sty hyperref.sty graphicx.sty article.cls");
    g_autoptr(outcome) packages = command_run(where, ask);
    if (!packages || packages->status != 0) {
        g_test_skip("pdflatex is not installed");
        return NULL;
    }
    g_autofree char *command = g_strdup_printf("pdflatex -interaction=nonstopmode -halt-on-error %s", name);
    return command_run(where, command);
}

void expect_embedded_truetype(const char *fonts)
{
    g_auto(GStrv) lines = g_strsplit(fonts, "\n", -1);
    const guint n = g_strv_length(lines);
    g_assert_cmpuint(n, >=, 4);
    for (guint i = 2; i + 1 < n; i++)
        expect_match(lines[i], "\\A[A-Z]{6}\\+\\S+ +(CID )?TrueType +\\S+ +yes yes yes +\\d+ +\\d+\\z");
}

void expect_sound_pdf(const folder *where, const char *name)
{
    g_autofree char *check = g_strdup_printf("qpdf --check %s", name);
    g_autofree char *checked = ask_checker(where, check);
    if (checked)
        expect_match(checked, "No syntax or stream encoding errors found");
    g_autofree char *list_fonts = g_strdup_printf("pdffonts %s", name);
    g_autofree char *fonts = ask_checker(where, list_fonts);
    if (fonts)
        expect_embedded_truetype(fonts);
    g_autofree char *list_images = g_strdup_printf("pdfimages -list %s", name);
    g_autofree char *images = ask_checker(where, list_images);
    if (images)
        expect_match(images, "\\A.*\n-+\n\\z"); /* its header alone */
}

void expect_accessible_pdf(const folder *where, const char *name)
{
    expect_sound_pdf(where, name);
    g_autofree char *ask = g_strdup_printf("pdfinfo %s", name),
                    *ask_metadata = g_strdup_printf("pdfinfo -meta %s", name);
    g_autofree char *info = ask_checker(where, ask), *metadata = ask_checker(where, ask_metadata);
    if (!info || !metadata)
        return;
    expect_match(info, "^Title: +\\S");
    expect_match(info, "^Tagged: +yes$");
    expect_match(metadata, "<pdfuaid:part>1</pdfuaid:part>");
}
