/* The document from end to end: same bytes, sound PDF, text that can be read back, and failures told. */
#include <glib/gstdio.h>
#include <locale.h>

#include "report/fake.h"
#include "report/reader.h"
#include "report/report.h"

static const char template_text[] =
    "# A study of *made-up* families\n\n{{contents}}\n\n## First things {#first}\n\n"
    "The count is {{count}} and the test {{test:gof_family}}, see {{ref:bars}} and [below](#second).[^n]\n\n[^n]: A "
    "note.\n\n"
    "- one\n- **two**, `code`\n\n> Quoted.\n\n{{figure:bars}}\n\n```\ncode\n```\n\n{{table:bars}}\n\n{{pagebreak}}\n\n"
    "## Second {#second}\n\n[Link](https://example.org)\n\n{{table:long}}\n\n{{pairs:kw.lag}}\n\n## "
    "Provenance\n\n{{provenance}}\n";

static gboolean write_report(const char *path, const char *text, GError **error)
{
    g_autoptr(study_results) results = fake_results();
    g_autoptr(ink_fonts) fonts = ink_fonts_new(error);
    g_assert_nonnull(fonts);
    g_autoptr(report_template) template = report_template_parse("t.md", text, error);
    const struct report_request request = {
        .path = path, .template = template, .date_utc_s = 1724198400, .versions = "GLib 2.74\ncairo 1.16"};
    return template && report_write(&request, fonts, results, error);
}

static char *temporary_path(const char *name)
{
    g_autofree char *folder = g_dir_make_tmp("syncreport-XXXXXX", NULL);
    g_assert_nonnull(folder);
    return g_build_filename(folder, name, NULL);
}

static void same_study_same_bytes(void)
{
    g_autofree char *first = temporary_path("a.pdf"), *second = temporary_path("b.pdf");
    g_autofree char *a = NULL, *b = NULL;
    gsize n_a = 0, n_b = 0;
    g_autoptr(GError) error = NULL;
    g_assert_true(write_report(first, template_text, &error));
    setlocale(LC_ALL, "de_DE.UTF-8"); /* where it is installed */
    g_assert_true(write_report(second, template_text, &error));
    setlocale(LC_ALL, "C");
    g_assert_true(g_file_get_contents(first, &a, &n_a, NULL) && g_file_get_contents(second, &b, &n_b, NULL));
    g_assert_cmpuint(n_a, ==, n_b);
    g_assert_true(memcmp(a, b, n_a) == 0);
    remove_with_folder(first);
    remove_with_folder(second);
}

static void text_reads_back(void)
{
    static const char *const pieces[] = {"A study of made-up families",
                                         "The count is 3,863",
                                         "χ²(7) = 262.3, p < 0.001, Cramér’s V = 0.34",
                                         "Figure 1. Distribution of patterns.",
                                         "Table 1. Distribution of patterns.",
                                         "a_b*c|d`e`**f** <b>[x](y)",
                                         "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                         ("syncreport " SYNCREPORT_VERSION),
                                         "Made-up sample data"};
    g_autofree char *path = temporary_path("a.pdf");
    g_autoptr(GError) error = NULL;
    g_assert_true(write_report(path, template_text, &error));
    g_autofree char *text = run("pdftotext", "-layout", path, "-");
    remove_with_folder(path);
    for (size_t i = 0; text && i < G_N_ELEMENTS(pieces); i++)
        if (!strstr(text, pieces[i]))
            g_error("\"%s\" is not in the document:\n%s", pieces[i], text);
}

static void readers_find_no_fault(void)
{
    g_autofree char *path = temporary_path("a.pdf");
    g_autoptr(GError) error = NULL;
    g_assert_true(write_report(path, template_text, &error));
    g_autofree char *verdict = run("qpdf", "--check", path, NULL);
    remove_with_folder(path);
    g_assert_true(!verdict || strstr(verdict, "No syntax or stream encoding errors found"));
}

static void an_empty_template_is_a_page(void)
{
    g_autofree char *path = temporary_path("a.pdf");
    g_autoptr(GError) error = NULL;
    g_assert_true(write_report(path, "", &error));
    g_assert_no_error(error);
    remove_with_folder(path);
}

static void failures_are_told(void)
{
    g_autofree char *path = temporary_path("a.pdf");
    g_autoptr(GError) error = NULL;
    g_assert_false(write_report(path, "{{nothing}}", &error));
    g_assert_error(error, REPORT_ERROR, REPORT_ERROR_TEMPLATE);
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    remove_with_folder(path);
    g_clear_error(&error);
    g_assert_false(write_report("/dev/full", template_text, &error));
    g_assert_error(error, REPORT_ERROR, REPORT_ERROR_IO);
    g_clear_error(&error);
    g_assert_false(write_report("/nowhere/at/all/a.pdf", template_text, &error));
    g_assert_error(error, REPORT_ERROR, REPORT_ERROR_IO);
    g_assert_null(strchr(error->message, '\n'));
}

static void built_in_templates_have_names(void)
{
    g_assert_null(report_template_text("nothing.md"));
    g_assert_null(report_template_text("../study.md"));
    g_assert_nonnull(report_template_text("study.md"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/report/bytes", same_study_same_bytes);
    g_test_add_func("/report/report/text", text_reads_back);
    g_test_add_func("/report/report/sound", readers_find_no_fault);
    g_test_add_func("/report/report/empty", an_empty_template_is_a_page);
    g_test_add_func("/report/report/failures", failures_are_told);
    g_test_add_func("/report/report/templates", built_in_templates_have_names);
    return g_test_run();
}
