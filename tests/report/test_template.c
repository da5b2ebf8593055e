/* Templates: what holes become, what is left out, what is refused. */
#include <glib/gstdio.h>

#include "report/difference_text.h"
#include "report/fake.h"
#include "report/report.h"
#include "report/sentence.h"
#include "report/tabulate.h"
#include "report/template.h"
#include "study/number.h"

static report_document *fill(const char *text, const study_results *results)
{
    g_autoptr(GError) error = NULL;
    report_document *document = fake_fill(text, "GLib 2.74", results, &error);
    g_assert_no_error(error);
    return document;
}

static void append_blocks(GString *out, const struct report_block *block)
{
    static const char names[] = "DTSHPLIQNCtrcFOgbR-f"; /* in the order of the kinds */
    g_autofree char *text = report_block_text(block);
    if (block->kind != REPORT_BLOCK_DOCUMENT)
        g_string_append_printf(out, "%c%s;", names[block->kind], text);
    for (guint i = 0; i < block->children->len; i++)
        append_blocks(out, report_block_child(block, i));
}

/* The document as letters of kinds and texts: "Ptext;". */
static void check(const char *template_text, const char *expected)
{
    g_autoptr(study_results) results = fake_results();
    g_autoptr(report_document) document = fill(template_text, results);
    g_autoptr(GString) got = g_string_new(NULL);
    append_blocks(got, document->root);
    g_assert_cmpstr(got->str, ==, expected);
}

static void holes_are_filled(void)
{
    check("n {{count}}.", "Pn 3,863.;");
    check("{{share}} {{share|%.1f}} {{share@published|%.2f}} {{ share | %d }}", "P54.25 54.2 53.56 54;");
    check("{{count|%.1f}} {{count|%d}}", "P3,863.0 3863;"); /* grouped, but for a format that says more */
    check("{{percentage:known}} {{percentage:share}}", "P54.2% [48.1,\302\24059.0] 54.2%;");
    check("{{p|p}} {{tiny|p}} {{tiny}}", "P=\302\2400.041 <\302\2400.001 3.425e-281;");
    check("({{test:gof_family}})", "P(χ²(7)\302\240=\302\240262.3, p\302\240<\302\2400.001, Cramér’s\302\240"
                                   "V\302\240=\302\2400.34 (n\302\240=\302\240325\302\240families));");
    check("{{test:kw.lag}}",
          "PH(2)\302\240=\302\24050.6, p\302\240<\302\2400.001, ε²\302\240=\302\2400.013 [0.007,\302\2400.021] "
          "(n\302\240=\302\2403,863\302\240transitions);");
    check("{{collected}} **{{note}}**", "P2024-08-21 Made-up sample data: for demonstration only.;");
    check("x\n\n{{note}}", "Px;NMade-up sample data: for demonstration only.;");
}

static void markdown_never_meets_values(void)
{
    check("a `{{count}} {{x_y*}}` b", "Pa {{count}} {{x_y*}} b;");
}

static void bars_in_formats_split_no_cell(void)
{
    check("| a | b |\n|---|--:|\n| {{share|%.1f}} | {{unknown.here}} |\n", "t;r;ca;cb;r;c54.2;c17.5;");
}

static void what_is_missing_is_left_out(void)
{
    check("a\n\nn {{frequent.number}} b\n\nc", "Pa;Pc;");
    check("- a\n- {{x.number}}\n- c\n", "L;I;Pa;I;Pc;");
    check("a\n\n- {{x.number}}\n", "Pa;");
    check("{{unknown.here@published}}\n\nb {{unknown.here}}", "Pb 17.5;");
    check("x\n\n## gone\n\n{{x.number}}\n\n### gone too\n\n{{y.number}}\n\n## stays\n\nz", "Px;Hstays;Pz;");
    check("- # In an item\n\n  {{x.number}}\n\n{{y.number}}\n\nz", "Pz;"); /* the heading went with its item */
    check("x\n\n## empty on purpose\n\n## b\n\nz", "Px;Hempty on purpose;Hb;Pz;");
    check("| a |\n|---|\n| {{x.number}} |\n| {{count}} |\n", "t;r;ca;r;c3,863;");
    check("{{table:gone|Words}}", "PNot available: no labels in this corpus (Distribution of patterns).;");
    check("see {{ref:gone}}\n\n{{figure:gone}}",
          "PNot available: no labels in this corpus (Distribution of patterns).;");
}

static void check_effect(const struct report_block *pairs, guint row, guint column, const char *text, guint styles)
{
    const struct report_block *cell = report_block_child(report_block_child(pairs, row), column);
    g_assert_cmpstr(report_block_span(cell, 0)->text, ==, text);
    g_assert_cmpuint(report_block_span(cell, 0)->styles, ==, styles);
}

static void figures_and_tables_have_numbers(void)
{
    g_autoptr(study_results) results = fake_results();
    g_autoptr(report_document) document =
        fill("See {{ref:long}}, {{ref:table:bars}}, "
             "{{ref:kw.lag}}.\n\n{{figure:bars}}\n\n{{figure:gone}}\n\n{{figure:long}}\n\n"
             "{{table:bars|Words of mine}}\n\n{{pairs:kw.lag}}",
             results);
    const struct report_block *root = document->root;
    g_autofree char *first = report_block_text(report_block_child(root, 0));
    g_assert_cmpstr(first, ==, "See Figure\302\2402, Table\302\2401, Table\302\2402.");
    g_assert_cmpstr(report_block_span(report_block_child(root, 0), 1)->link, ==, "#figure:long");
    g_autofree char *caption = report_block_text(report_block_child(root, 1));
    g_assert_true(g_str_has_prefix(
        caption, "Figure\302\2401. Distribution of patterns. Percent of all families. Chi-square test"));
    const struct report_block *table = report_block_child(root, 4);
    g_autofree char *words = report_block_text(table);
    g_assert_cmpstr(words, ==, "Table\302\2401. Words of mine.");
    const struct report_block *cell = report_block_child(report_block_child(table, 2), 0);
    g_autofree char *one_line = g_strdelimit(g_strdup(FAKE_HOSTILE), "\n", ' ');
    g_assert_cmpstr(report_block_span(cell, 0)->text, ==, one_line); /* as it is, in one span */
    g_assert_cmpuint(cell->spans->len, ==, 1);
    const struct report_block *pairs = report_block_child(root, 5);
    g_assert_cmpuint(pairs->children->len, ==, 9); /* head and 8 rows */
    const struct report_block *p = report_block_child(report_block_child(pairs, 2), 1);
    g_assert_cmpstr(report_block_span(p, 0)->text, ==, "<\302\2400.001");
    g_assert_cmpuint(report_block_span(p, 0)->styles, ==, REPORT_BOLD);
    check_effect(pairs, 1, 2, "-0.26", REPORT_BOLD);
    check_effect(pairs, 1, 3, "-1", 0); /* of the pair of groups 1 and 3; no interval */
    check_effect(pairs, 7, 8, "-0.26", 0);
    g_autofree char *pairs_words = report_block_text(pairs);
    g_assert_nonnull(strstr(pairs_words, "below the diagonal p-values adjusted for 28 pairs (Bonferroni)"));
    g_assert_nonnull(strstr(pairs_words, "above it Cliff’s δ of the row’s group against the column’s"));
    g_assert_nonnull(strstr(pairs_words, "(of whole clusters, Obuchowski 1997; none at ±1)"));
}

static struct study_test *named_test(study_results *results, const char *id)
{
    struct study_test *test = study_results_alloc(results, sizeof *test);
    *test =
        (struct study_test){.id = id, .method = "chi-square", .unit = "", .statistic_name = "chi2", .p = (double)NAN};
    test->n = strlen(id);
    return test;
}

/* The caption of a figure whose recipe has n_tests tests, of 1, 2, 3 observations. Owner: the caller. */
static char *caption_with_tests(size_t n_tests)
{
    static const char *const ids[] = {"a", "bb", "ccc"};
    g_autoptr(study_results) results = fake_results();
    const struct study_test **tests = study_results_alloc(results, n_tests * sizeof *tests);
    for (size_t i = 0; i < n_tests; i++)
        tests[i] = named_test(results, ids[i]);
    fake_answer(results, "tested", FAKE_HEAD "SELECT 1;", 3, NULL, tests, n_tests);
    g_autoptr(report_document) document = fill("{{figure:tested}}", results);
    return report_block_text(report_block_child(document->root, 0));
}

static void captions_carry_two_tests_or_the_first(void)
{
    g_autofree char *two = caption_with_tests(2), *three = caption_with_tests(3);
    g_assert_nonnull(strstr(two, "n\302\240=\302\2401)"));
    g_assert_nonnull(strstr(two, "n\302\240=\302\2402)"));
    g_assert_nonnull(strstr(three, "n\302\240=\302\2401)"));
    g_assert_null(strstr(three, "n\302\240=\302\2402)"));
}

/* A test of one group's rows would be read as one of all that is drawn. */
static void captions_carry_no_test_of_a_part(void)
{
    g_autoptr(study_results) results = fake_results();
    struct study_test *part = study_results_alloc(results, sizeof *part);
    *part = *named_test(results, "part");
    part->is_of_part = TRUE;
    const struct study_test *whole = named_test(results, "w"), *tests[] = {part, part, part, whole};
    fake_answer(results, "tested", FAKE_HEAD "SELECT 1;", 3, NULL, tests, G_N_ELEMENTS(tests));
    g_autoptr(report_document) document = fill("{{figure:tested}}", results);
    g_autofree char *caption = report_block_text(report_block_child(document->root, 0));
    g_assert_nonnull(strstr(caption, "n\302\240=\302\2401)"));
    g_assert_null(strstr(caption, "n\302\240=\302\2404)"));
}

static void columns_of_nothing_stand_like_numbers(void)
{
    static const char *const columns[] = {"name", "families"};
    const struct study_cell cells[] = {fake_text("Rare"), {STUDY_NULL, 0, (double)NAN, NULL}};
    const struct study_table data = {"", 2, 1, columns, cells};
    const struct study_field fields[] = {{.column = "name"}, {.column = "families", .format = "%.0f"}};
    const struct study_form form = {.n_columns = 2, .columns = fields};
    const struct study_recipe recipe = {.title = ""};
    const struct study_answer answer = {.recipe = &recipe};
    g_autoptr(report_document) document = report_document_new();
    struct report_block *table = report_block_add(document->root, REPORT_BLOCK_TABLE, 1);
    report_tabulate_answer(document, table, &answer, &form, &data);
    g_assert_cmpint(table->aligns[0], ==, REPORT_ALIGN_LEFT);
    g_assert_cmpint(table->aligns[1], ==, REPORT_ALIGN_RIGHT);
}

static void a_title_has_its_lines(void)
{
    check("# T\n\n## A\n\nb",
          "TT;SData collected on 2024-08-21 (assumed: the day of the newest commit);"
          "S2\302\240families, 1,203\302\240variants;NMade-up sample data: for demonstration only.;HA;Pb;");
    check("# T\n\n{{note}}\n",
          "TT;SData collected on 2024-08-21 (assumed: the day of the newest commit);"
          "S2\302\240families, 1,203\302\240variants;NMade-up sample data: for demonstration only.;");
}

/* What differs from the study stands on the first page, wherever the template puts the note, and in the provenance. */
static void other_rules_are_told(void)
{
    static const struct {
        gboolean is_given;
        const char *said;
    } cases[] = {
        {FALSE, "PRules. Other than in the study: period_days=7 (study: 14).;"},
        {TRUE, "PRules. Other than in the study: period_days=7 (study: 14). Published results stay as the study’s "
               "rules gave them.;"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(study_results) results = fake_results();
        study_results_provenance_edit(results)->rules = "period_days=7 (study: 14)";
        study_results_provenance_edit(results)->is_given = cases[i].is_given;
        g_autoptr(report_document) document = fill("# T\n\na\n\n{{note}}\n\n{{provenance}}\n", results);
        g_autoptr(GString) got = g_string_new(NULL);
        append_blocks(got, document->root);
        g_assert_nonnull(strstr(got->str, "variants;NOther than in the study: period_days=7 (study: 14).;Pa;"));
        g_assert_nonnull(strstr(got->str, cases[i].said));
    }
}

static void rules_have_values(void)
{
    static const struct study_rule values[] = {{"period_days", "7", "14"}, {"since", "", ""}};
    g_autoptr(study_results) results = fake_results();
    study_results_provenance_edit(results)->rule_values = values;
    study_results_provenance_edit(results)->n_rule_values = G_N_ELEMENTS(values);
    g_autoptr(report_document) document = fill("Each {{rule:period_days}} days.\n\nFrom {{rule:since}} on.", results);
    g_autoptr(GString) got = g_string_new(NULL);
    append_blocks(got, document->root);
    g_assert_cmpstr(got->str, ==, "PEach 7 days.;");
    study_results_provenance_edit(results)->has_commits = FALSE; /* all is given, by the study's rules */
    g_autoptr(report_document) given = fill("Each {{rule:period_days}} days.", results);
    g_autofree char *words = report_block_text(report_block_child(given->root, 0));
    g_assert_cmpstr(words, ==, "Each 14 days.");
}

static void text_is_raised_and_lowered(void)
{
    static const struct {
        const char *text;
        guint styles;
    } pieces[] = {
        {"x", 0},
        {"2", REPORT_RAISED},
        {", H", 0},
        {"0", REPORT_LOWERED},
        {", 10^3 and ~5 to ~7, ", 0},
        {"b", REPORT_BOLD},
        {"3,863", REPORT_BOLD | REPORT_RAISED},
        {" a^^b c^d e", 0},
    };
    g_autoptr(study_results) results = fake_results();
    g_autoptr(report_document) document = fill("x^2^, H~0~, 10^3 and ~5 to ~7, **b^{{count}}^** a^^b c^d e", results);
    const struct report_block *paragraph = report_block_child(document->root, 0);
    g_assert_cmpuint(paragraph->spans->len, ==, G_N_ELEMENTS(pieces));
    for (guint i = 0; i < paragraph->spans->len; i++) {
        g_assert_cmpstr(report_block_span(paragraph, i)->text, ==, pieces[i].text);
        g_assert_cmpuint(report_block_span(paragraph, i)->styles, ==, pieces[i].styles);
    }
}

static void groups_have_a_name(void)
{
    check("By {{by}}.", "PBy age group.;");
    g_autoptr(study_results) results = fake_results();
    study_results_provenance_edit(results)->by = FAKE_HOSTILE;
    g_autoptr(report_document) document = fill("By {{by}}.", results);
    g_autofree char *text = report_block_text(report_block_child(document->root, 0));
    g_assert_true(g_str_has_prefix(text, "By a_b*c|d`e`**f** <b>[x](y)\\n{{kw.lag.H}} $&#"));
}

static void faults_are_told_with_their_place(void)
{
    static const struct {
        const char *template_text, *message;
    } cases[] = {
        {"a\n\nb {{nothing}}", "t.md:3: no number has the id \"nothing\""},
        {"a\n{{rule:nothing}}", "t.md:2: no rule has the name \"nothing\""},
        {"{{rule}}", "t.md:1: {{rule}}: a name is missing"},
        {"{{by:x}}", "t.md:1: {{by:x}}: takes no name"},
        {"{{test:nothing}}", "t.md:1: no test has the id \"nothing\""},
        {"\n{{figure:nothing}}", "t.md:2: no figure has the name \"nothing\""},
        {"{{table:nothing}}", "t.md:1: no table has the name \"nothing\""},
        {"{{table:bars of nothing}}", "t.md:1: \"bars\" has no query \"nothing\""},
        {"{{pairs:gof_family}}", "t.md:1: the test \"gof_family\" compares no pairs"},
        {"a {{figure:bars}}", "t.md:1: {{figure:bars}} must stand alone in a paragraph of its own"},
        {"- {{figure:bars}}", "t.md:1: {{figure:bars}} cannot stand in a list or a quotation"},
        {"x\n{{ref:bars}}", "t.md:2: {{ref:bars}}: the template has no such figure or table"},
        {"a {{count", "t.md:1: {{count}}: the hole does not end on its line"},
        {"{{count|%s}}", "t.md:1: {{count|%s}}: no format for one number (such as %.1f, %d, or p)"},
        {"{{count|%.1f %.1f}}", "t.md:1: {{count|%.1f %.1f}}: no format for one number (such as %.1f, %d, or p)"},
        {"{{count|%*d}}", "t.md:1: {{count|%*d}}: no format for one number (such as %.1f, %d, or p)"},
        {"{{count|%999f}}", "t.md:1: {{count|%999f}}: no format for one number (such as %.1f, %d, or p)"},
        {"{{count@other}}", "t.md:1: {{count@other}}: only \"@published\" may follow an id"},
        {"{{figure:}}", "t.md:1: {{figure:}}: a name is missing"},
        {"{{contents:x}}", "t.md:1: {{contents:x}}: takes no name"},
        {"a <b>c</b>", "t.md:1: HTML has no place in a template"},
        {"![x](y.png)", "t.md:1: an image (write {{figure:NAME}}) has no place in a template"},
        {"[x](javascript:y)", "t.md:1: a link may lead to https:, http:, mailto: or a #place, not to \"javascript:y\""},
        {"[x](#nowhere)", "t.md:1: a link leads to \"#nowhere\", which the template does not have"},
        {"\xff", "t.md: the template is no valid UTF-8"},
    };
    g_autoptr(study_results) results = fake_results();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(report_document) document = fake_fill(cases[i].template_text, NULL, results, &error);
        g_assert_null(document);
        g_assert_error(error, REPORT_ERROR, REPORT_ERROR_TEMPLATE);
        g_assert_cmpstr(error->message, ==, cases[i].message);
    }
}

/* ------------------------------------------------------------------ files within files */

/* A folder with these files: name, text, name, text, NULL. Owner: the caller, who removes it. */
static char *folder_of(const char *const files[])
{
    char *folder = g_dir_make_tmp("syncreport-XXXXXX", NULL);
    g_assert_nonnull(folder);
    for (size_t i = 0; files[i]; i += 2) {
        g_autofree char *path = g_build_filename(folder, files[i], NULL);
        g_assert_true(g_file_set_contents(path, files[i + 1], -1, NULL));
    }
    return folder;
}

static void remove_folder_of(const char *folder, const char *const files[])
{
    for (size_t i = 0; files[i]; i += 2) {
        g_autofree char *path = g_build_filename(folder, files[i], NULL);
        g_remove(path);
    }
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

/* The first file with what it includes as letters of kinds and texts; or the error, the folder's name taken off. */
static char *filled_files(const char *const files[])
{
    g_autofree char *folder = folder_of(files), *path = g_build_filename(folder, files[0], NULL);
    g_autofree char *place = g_strconcat(folder, "/", NULL);
    g_autoptr(study_results) results = fake_results();
    g_autoptr(GError) error = NULL;
    g_autoptr(report_template) template = report_template_read(path, &error);
    g_autoptr(report_document) document = template ? report_template_fill(template, NULL, results, &error) : NULL;
    g_autoptr(GString) got = g_string_new(document ? "" : error->message);
    for (guint i = 0; document && i < document->footnotes->len; i++)
        append_blocks(got, g_ptr_array_index(document->footnotes, i));
    if (document)
        append_blocks(got, document->root);
    g_string_replace(got, place, "", 0);
    remove_folder_of(folder, files);
    return g_string_free(g_steal_pointer(&got), FALSE);
}

static void included_files_stand_in_their_place(void)
{
    static const struct {
        const char *files[8], *expected;
    } cases[] = {
        {{"a.md", "## T\n\none\n\n{{include:b.md}}\n\nlast", "b.md", "two {{count}}\n\n{{include:c|d.md}}", "c|d.md",
          "three"},
         "HT;Pone;Ptwo 3,863;Pthree;Plast;"},
        {{"a.md", "{{include:b.md}}\n\nlast\n\n{{include:b.md}}", "b.md", "```\nnever closed <b>\n\n**x"},
         "Cnever\302\240closed\302\240<b>**x;Plast;Cnever\302\240closed\302\240<b>**x;"},
        {{"a.md", "x[^n].\n\n{{include:b.md}}\n\ny[^m].\n\n[^n]: of a\n\n[^m]: also a\n", "b.md",
          "z[^n].\n\n[^n]: of b\n"},
         "f;Pof a;f;Pof b;f;Palso a;Px.;Pz.;Py.;"},
        {{"a.md", "`{{include:gone.md}}`"}, "P{{include:gone.md}};"},
        {{"a.md", "## H\n\n{{include:b.md}}\n\n{{unknown.here}}", "b.md", "x[^n] {{tiny}}\n\n[^n]: n\n"},
         "f;Pn;HH;Px 3.425e-281;P17.5;"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = filled_files(cases[i].files);
        g_assert_cmpstr(got, ==, cases[i].expected);
    }
}

static void faults_of_included_files_name_them(void)
{
    static const struct {
        const char *files[8], *message;
    } cases[] = {
        {{"a.md", "\n{{include:a.md}}"}, "a.md:2: {{include:a.md}}: a loop: the file would include itself"},
        {{"a.md", "{{include:b.md}}", "b.md", "x\n\n{{include:c.md}}", "c.md", "{{include:b.md}}"},
         "c.md:1: {{include:b.md}}: a loop: the file would include itself"},
        {{"a.md", "x\n\n{{include:gone.md}}"}, "a.md:3: gone.md: No such file or directory"},
        {{"a.md", "{{include:../a.md}}"},
         "a.md:1: {{include:../a.md}}: takes the name of a file in the template's own folder, without a path"},
        {{"a.md", "{{include:..}}"},
         "a.md:1: {{include:..}}: takes the name of a file in the template's own folder, without a path"},
        {{"a.md", "{{include:/etc/passwd}}"},
         "a.md:1: {{include:/etc/passwd}}: takes the name of a file in the template's own folder, without a path"},
        {{"a.md", "{{include}}"}, "a.md:1: {{include}}: a name is missing"},
        {{"a.md", "a {{include:b.md}}"}, "a.md:1: {{include:b.md}} must stand alone in a paragraph of its own"},
        {{"a.md", "- {{include:b.md}}"}, "a.md:1: {{include:b.md}} cannot stand in a list or a quotation"},
        {{"a.md", "\n\n{{include:b.md}}", "b.md", "\n{{nothing}}"}, "b.md:2: no number has the id \"nothing\""},
        {{"a.md", "\n\n{{include:b.md}}", "b.md", "{{count"}, "b.md:1: {{count}}: the hole does not end on its line"},
        {{"a.md", "\n\n{{include:b.md}}", "b.md", "\nx\n{{ref:bars}}"},
         "b.md:3: {{ref:bars}}: the template has no such figure or table"},
        {{"a.md", "\n\n{{include:b.md}}", "b.md", "\n\n\n[x](#nowhere)"},
         "b.md:4: a link leads to \"#nowhere\", which the template does not have"},
        {{"a.md", "{{include:b.md}}", "b.md", "\xff"}, "b.md: the template is no valid UTF-8"},
        {{"a.md", "{{include:b.md}}\n\n<b>x</b>", "b.md", "x"}, "a.md:3: HTML has no place in a template"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = filled_files(cases[i].files);
        g_assert_cmpstr(got, ==, cases[i].message);
    }
}

/* A file in the program's folder is none of the template's: its text has no folder. */
static void a_text_that_is_no_file_includes_none(void)
{
    g_autoptr(study_results) results = fake_results();
    g_autoptr(GError) error = NULL;
    g_assert_null(fake_fill("x\n\n{{include:README.md}}", NULL, results, &error));
    g_assert_error(error, REPORT_ERROR, REPORT_ERROR_TEMPLATE);
    g_assert_cmpstr(error->message, ==,
                    "t.md:3: {{include:README.md}}: only a template that is a file can include others");
}

/* Chains of nine files, and files that each include the next one many times. */
static void includes_are_bounded(void)
{
    enum { N_FILES = 9 };
    g_autoptr(GPtrArray) chain = g_ptr_array_new_with_free_func(g_free), bush = g_ptr_array_new_with_free_func(g_free);
    for (int i = 1; i <= N_FILES; i++) {
        g_ptr_array_add(chain, g_strdup_printf("%d.md", i));
        g_ptr_array_add(chain, i < N_FILES ? g_strdup_printf("%d\n\n{{include:%d.md}}\n", i, i + 1) : g_strdup("9"));
        g_autofree char *include = g_strdup_printf("{{include:%d.md}}\n\n", i + 1);
        g_ptr_array_add(bush, g_strdup_printf("%d.md", i));
        g_ptr_array_add(bush, i < 4 ? g_strconcat(include, include, include, include, include, include, NULL)
                                    : g_strdup("x"));
    }
    g_ptr_array_add(chain, NULL);
    g_ptr_array_add(bush, NULL);
    g_autofree char *too_deep = filled_files((const char *const *)(gpointer)chain->pdata);
    g_assert_cmpstr(too_deep, ==, "8.md:3: {{include:9.md}}: files are included more than 8 deep");
    g_autofree char *deep = filled_files((const char *const *)(gpointer)(chain->pdata + 2)); /* without the first */
    g_assert_cmpstr(deep, ==, "P2;P3;P4;P5;P6;P7;P8;P9;");
    g_autofree char *too_many = filled_files((const char *const *)(gpointer)bush->pdata);
    g_assert_true(g_str_has_suffix(too_many, "{{include:4.md}}: more than 200 files are included"));
}

static void check_sentence(const struct study_test *test, const char *expected)
{
    g_autofree char *got = report_test_sentence(test);
    g_assert_cmpstr(got, ==, expected);
}

static void sentences_say_what_exists(void)
{
    const double none = (double)NAN;
    struct study_test test = {.method = "kappa",
                              .unit = "families",
                              .n = 172,
                              .statistic_name = "kappa",
                              .statistic = 1.0,
                              .p = none,
                              .effect = none,
                              .effect_low = none,
                              .effect_high = none};
    check_sentence(&test, "κ\302\240=\302\2401.00 (n\302\240=\302\240172\302\240families)");
    test.statistic = 2e-7; /* never a rounded 0 */
    test.unit = "";
    check_sentence(&test, "κ\302\240<\302\2400.001 (n\302\240=\302\240172)");
    test.statistic_name = "F";
    test.statistic = 3.21;
    test.n_df = 2;
    test.df[0] = 2;
    test.df[1] = 1234.56; /* Welch */
    test.p = 0.0504;
    check_sentence(&test, "F(2,\302\2401,234.6)\302\240=\302\2403.21, p\302\240=\302\2400.050 (n\302\240=\302\240172)");
    test.p = 0.04991; /* never on the other side of 0.05 */
    check_sentence(&test,
                   "F(2,\302\2401,234.6)\302\240=\302\2403.21, p\302\240=\302\2400.0499 (n\302\240=\302\240172)");
    test.failure = "all 5 values are tied";
    check_sentence(&test, "no result: all 5 values are tied");
}

static void check_number(double value, const char *expected)
{
    g_autofree char *got = study_number_text(value);
    g_assert_cmpstr(got, ==, expected);
}

static void numbers_read_well(void)
{
    check_number(0.0, "0");
    check_number(-1234567.0, "-1,234,567");
    check_number(14.8584, "14.86");
    check_number(0.33961, "0.3396");
    check_number(12345.6, "12,346");
    check_number(0.000123456, "0.0001235");
    check_number(1.05e-11, "1.050e-11");
    check_number(1e300, "1.000e+300");
    g_autofree char *by_format = study_number_by_format(-53.55, "%+05.1f%% of");
    g_assert_cmpstr(by_format, ==, "-53.5% of"); /* as printf rounds the double below 53.55 */
    g_autofree char *integer = study_number_by_format(54.5, "%4d");
    g_assert_cmpstr(integer, ==, "  54"); /* to even, as printf does */
}

static void check_p(double p, double level, const char *expected)
{
    g_autofree char *got = study_number_p(p, level);
    g_assert_cmpstr(got, ==, expected);
}

/* A p is read beside its level, as it is written: 0.05 / 3 as 0.01667, 0.05 / 90 as 0.0005556. */
static void p_is_on_its_side_of_the_level(void)
{
    check_p(0.0495, 0.05, "0.0495");
    check_p(0.04991, 0.05, "0.0499");
    check_p(0.0499996, 0.05, "0.0499996");
    check_p(0.05 - 1e-12, 0.05, "<0.05");
    check_p(0.05, 0.05, "0.050");
    check_p(0.0504, 0.05, "0.050");
    check_p(0.0166, 0.05 / 3.0, "0.0166");
    check_p(0.0169, 0.05 / 3.0, "0.017");
    check_p(0.0124, 0.0122, "0.0124");
    check_p(0.0008, 0.05 / 90.0, "0.0008");
    check_p(0.0005, 0.05 / 90.0, "0.0005");
    check_p(0.00004, 0.05 / 90.0, "<0.0001");
    check_p(0.00004, 0.05, "<0.001");
    check_p(0.0, 0.05, "<0.001");
}

static void conclusion_agrees_with_its_p(void)
{
    const struct study_conclusion conclusion = {.kind = STUDY_TEST_LEVEL,
                                                .old = "not significant",
                                                .new = "significant",
                                                .old_p = 0.051,
                                                .new_p = 0.04991,
                                                .old_level = 0.05,
                                                .new_level = 0.05};
    g_autofree char *text = report_conclusion_text(&conclusion);
    g_assert_cmpstr(text, ==, "not significant (p = 0.051, level 0.05) -> significant (p = 0.0499, level 0.05)");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/template/holes", holes_are_filled);
    g_test_add_func("/report/template/markdown", markdown_never_meets_values);
    g_test_add_func("/report/template/cells", bars_in_formats_split_no_cell);
    g_test_add_func("/report/template/missing", what_is_missing_is_left_out);
    g_test_add_func("/report/template/numbered", figures_and_tables_have_numbers);
    g_test_add_func("/report/template/captions", captions_carry_two_tests_or_the_first);
    g_test_add_func("/report/template/captions/part", captions_carry_no_test_of_a_part);
    g_test_add_func("/report/template/columns", columns_of_nothing_stand_like_numbers);
    g_test_add_func("/report/template/title", a_title_has_its_lines);
    g_test_add_func("/template/rules", other_rules_are_told);
    g_test_add_func("/template/rule", rules_have_values);
    g_test_add_func("/report/template/scripts", text_is_raised_and_lowered);
    g_test_add_func("/template/by", groups_have_a_name);
    g_test_add_func("/report/template/faults", faults_are_told_with_their_place);
    g_test_add_func("/report/template/sentences", sentences_say_what_exists);
    g_test_add_func("/report/template/numbers", numbers_read_well);
    g_test_add_func("/report/template/conclusion", conclusion_agrees_with_its_p);
    g_test_add_func("/report/template/p", p_is_on_its_side_of_the_level);
    g_test_add_func("/report/template/includes", included_files_stand_in_their_place);
    g_test_add_func("/report/template/include-faults", faults_of_included_files_name_them);
    g_test_add_func("/report/template/include-nowhere", a_text_that_is_no_file_includes_none);
    g_test_add_func("/report/template/include-bounds", includes_are_bounded);
    return g_test_run();
}
