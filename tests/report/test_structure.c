/* The structure tree of a report, as another program reads it: order, completeness, figures, tables, links. */
#include <glib/gstdio.h>

#include "report/fake.h"
#include "report/reader.h"
#include "report/report.h"

/* A paragraph that fills more than a page, with a footnote, between two that do not. */
static char *long_template(void)
{
    g_autoptr(GString) text = g_string_new("# Title *of* all\n\n{{contents}}\n\n## First {#first}\n\nBefore.\n\n");
    for (guint i = 1; i <= 1500; i++)
        g_string_append_printf(text, "word%u ", i);
    g_string_append(text, "end.[^n]\n\n[^n]: A note.\n\n");
    g_string_append(text,
                    "### Deeper\n\n- one\n    - inner\n- **two**\n\n1. first\n\n> Quoted.\n\n```\nsome code\n```\n\n");
    g_string_append(text,
                    "See {{ref:bars}}, [above](#first) and [outside](https://example.org/a).\n\n{{figure:bars}}\n\n");
    g_string_append(text, "{{table:long}}\n\nAfter.\n");
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *write_report(const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("syncreport-XXXXXX", &error);
    g_assert_no_error(error);
    char *path = g_build_filename(folder, "a.pdf", NULL);
    g_autoptr(study_results) results = fake_results();
    g_autoptr(ink_fonts) fonts = ink_fonts_new(&error);
    g_autoptr(report_template) template = report_template_parse("t.md", text, &error);
    const struct report_request request = {
        .path = path, .template = template, .date_utc_s = 1724198400, .versions = "GLib 2.74"};
    g_assert_true(report_write(&request, fonts, results, &error));
    g_assert_no_error(error);
    return path;
}

/* The tree of a template's report, in words; NULL: skipped. */
static char *tree_of(const char *text)
{
    g_autofree char *path = write_report(text);
    char *tree = run("pdfinfo", "-struct-text", path, NULL);
    remove_with_folder(path);
    return tree;
}

/* Every piece stands in the tree, each behind the one before. */
static void expect_in_order(const char *tree, const char *const pieces[], size_t n_pieces)
{
    const char *at = tree;
    for (size_t i = 0; i < n_pieces; i++) {
        const char *found = strstr(at, pieces[i]);
        if (!found)
            g_error("\"%s\" is not in its place of the tree:\n%s", pieces[i], tree);
        at = found + strlen(pieces[i]);
    }
}

static guint count(const char *text, const char *piece)
{
    guint n = 0;
    for (const char *at = text; (at = strstr(at, piece)); at += strlen(piece))
        n++;
    return n;
}

static void pieces_stand_in_reading_order(void)
{
    static const char *const pieces[] = {
        "Title of all",
        "TOC\n",
        "TOCI\n",
        "Link (inline)",
        "\"First\"",
        "H1 (block)\n    \"First\"",
        "P (block)\n    \"Before.\"",
        "P (block)\n    \"word1 word2 ", /* parted by a page's end */
        "word1500 end.\"\n    Reference (inline)\n      Link (inline)\n        \"1\"\n        Object ", /* its footnote
                                                                                                         */
        "H2 (block)\n    \"Deeper\"",
        "L (block):\n     /ListNumbering /Disc\n    LI (block)\n      Lbl (block)\n        \"• \"\n      LBody "
        "(block)\n        P (block)\n        "
        "  \"one\"",
        "L (block):\n           /ListNumbering /Disc\n          LI (block)\n            Lbl (block)\n              \"• "
        "\"\n            LBody (block)\n "
        "             P (block)\n                \"inner\"",
        "/ListNumbering /Decimal",
        "\"1. \"",
        "\"first\"",
        "BlockQuote\n    P (block)\n      \"Quoted.\"",
        "Code (inline)\n      \"some code",
        "Reference (inline)\n      Link (inline)\n        \"Figure 1\"\n        Object ",
        "Reference (inline)\n      Link (inline)\n        \"above \"\n        Object ",
        "Link (inline)\n      \"outside\"\n      Object ",
        "Figure:\n     /BBox [",
        "Caption",
        "Table (block)\n    Caption", /* on several pages: it has no one place */
        "THead\n      TR\n        TH:\n           /Scope /Column",
        "TBody\n      TR\n        TD",
        "P (block)\n    \"After.\"",
    };
    g_autofree char *text = long_template();
    g_autofree char *tree = tree_of(text);
    if (!tree)
        return;
    expect_in_order(tree, pieces, G_N_ELEMENTS(pieces));
    expect_in_order(tree,
                    (const char *const[]){"Note <note", "Lbl", "Link (inline)", "\"1 \"\n          Object ",
                                          "P (block)", "\"A note.\""},
                    6);
    g_assert_cmpuint(count(tree, "  Table (block)"), ==, 1); /* though its head is repeated on other pages */
    g_assert_cmpuint(count(tree, "word1 "), ==, 1);
}

/* The texts of a tree alone, one behind the other: links and looks part words. */
static char *texts_of(const char *tree)
{
    g_autoptr(GString) texts = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(tree, "\n", -1);
    for (char **line = lines; *line; line++) {
        char *text = g_strstrip(*line);
        const size_t length = strlen(text);
        if (length > 1 && text[0] == '"' && text[length - 1] == '"')
            g_string_append_len(texts, text + 1, (gssize)length - 2);
    }
    return g_string_free(g_steal_pointer(&texts), FALSE);
}

/* All that is not an end, a rule, a page's foot or a repeated head is read; words may touch where drawings part them.
 */
static void every_word_is_in_the_tree(void)
{
    g_autofree char *text = long_template(), *path = write_report(text);
    g_autofree char *words = run("pdftotext", "-layout", path, "-"), *tree = run("pdfinfo", "-struct-text", path, NULL);
    remove_with_folder(path);
    if (!words || !tree)
        return;
    g_autofree char *texts = texts_of(tree);
    g_auto(GStrv) list = g_strsplit_set(words, " \n\f", -1);
    guint n_words = 0;
    for (char **word = list; *word; word++) {
        if (**word && strspn(*word, ".") < strlen(*word) && !strstr(texts, *word))
            g_error("\"%s\" is in the text, but not in the tree:\n%s", *word, tree);
        n_words++;
    }
    g_assert_cmpuint(n_words, >, 1500);
}

static void figures_have_words(void)
{
    g_autofree char *path = write_report("{{figure:bars}}\n");
    g_autofree char *tree = run("pdfinfo", "-struct", path, NULL);
    g_autofree char *plain = g_strconcat(path, ".qdf", NULL);
    g_autofree char *output = tree ? run("qpdf", "--qdf", path, plain) : NULL;
    g_autofree char *objects = NULL;
    if (output)
        g_assert_true(g_file_get_contents(plain, &objects, NULL, NULL));
    g_unlink(plain);
    remove_with_folder(path);
    if (!objects)
        return;
    g_assert_nonnull(strstr(tree, "Figure"));
    g_assert_nonnull(strstr(objects, "/Alt (Bars.)"));
}

/* Bookmarks are the headings, in their order and depth, and every one leads to a page. */
static void bookmarks_are_the_headings(void)
{
    g_autofree char *path = write_report("# T\n\n## One *and* two\n\na\n\n### Inner\n\nb\n\n## Three\n\nc\n");
    g_autofree char *json = run("qpdf", "--json", "--json-key=outlines", path);
    remove_with_folder(path);
    if (!json)
        return;
    expect_in_order(json,
                    (const char *const[]){"\"destpageposfrom1\": 1", "\"kids\": [", "\"title\": \"Inner\"",
                                          "\"title\": \"One and two\"", "\"title\": \"Three\""},
                    5);
    g_assert_cmpuint(count(json, "\"title\""), ==, 3);
    g_assert_cmpuint(count(json, "\"destpageposfrom1\": 1"), ==, 3);
}

static void the_document_says_what_it_is(void)
{
    g_autofree char *path = write_report("# Title\n\nText.\n");
    g_autofree char *info = run("pdfinfo", "-isodates", path, NULL), *metadata = run("pdfinfo", "-meta", path, NULL);
    remove_with_folder(path);
    if (!info || !metadata)
        return;
    static const char *const lines[] = {"Title:           Title\n", "Author:          syncreport ",
                                        "Tagged:          yes\n", "Keywords:        synchronization",
                                        "CreationDate:    2024-08-21T00:00:00Z\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        if (!strstr(info, lines[i]))
            g_error("\"%s\" is not said:\n%s", lines[i], info);
    g_assert_nonnull(strstr(metadata, "<rdf:li xml:lang=\"x-default\">Title</rdf:li>"));
    g_assert_nonnull(strstr(metadata, "<dc:language><rdf:Bag><rdf:li>en</rdf:li>"));
}

/* A document's XMP says that it conforms to PDF/UA, but not where something that can be told is against it. */
static void the_standard_is_claimed_where_it_is_met(void)
{
    static const struct {
        const char *text;
        gboolean conforms;
    } cases[] = {
        {"# T\n\n## A\n\n### B\n\n{{figure:bars}}\n\n{{table:bars}}\n\n## C\n\n[x](https://example.org)[^n]\n\n[^n]: "
         "y\n",
         TRUE},
        {"# T\n\n## A\n\n#### C\n\nx\n", FALSE}, /* a level is left out */
        {"# T\n\nx \360\223\200\200\n", FALSE},  /* a hieroglyph, which no font has: a box stands for it */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = write_report(cases[i].text);
        g_autofree char *metadata = run("pdfinfo", "-meta", path, NULL);
        remove_with_folder(path);
        if (metadata)
            g_assert_cmpint(strstr(metadata, "<pdfuaid:part>1</pdfuaid:part>") != NULL, ==, cases[i].conforms);
    }
}

/* The file's objects as qpdf writes them out, one entry a line; NULL: skipped. */
static char *objects_of(const char *text)
{
    g_autofree char *path = write_report(text), *plain = g_strconcat(path, ".qdf", NULL);
    g_autofree char *output = run("qpdf", "--qdf", path, plain);
    char *objects = NULL;
    if (output)
        g_assert_true(g_file_get_contents(plain, &objects, NULL, NULL));
    g_unlink(plain);
    remove_with_folder(path);
    for (gsize i = 0; objects && objects[i]; i++) /* the file says its bytes in a comment */
        objects[i] = (guchar)objects[i] < 0x80 ? objects[i] : '?';
    return objects;
}

static gboolean paints(const char *line)
{
    static const char *const operators[] = {" TJ ET", "S", "f", "f*"};
    for (size_t i = 0; i < G_N_ELEMENTS(operators); i++)
        if (g_str_equal(line, operators[i]) || (operators[i][0] == ' ' && g_str_has_suffix(line, operators[i])))
            return TRUE;
    return FALSE;
}

/* Whatever is painted is content of a piece, or an artifact; none lies within another. Feet are said to be such. */
static void nothing_is_painted_beside_the_tree(void)
{
    g_autofree char *text = long_template(), *objects = objects_of(text);
    g_auto(GStrv) lines = objects ? g_strsplit(objects, "\n", -1) : NULL;
    guint n_painted = 0, n_feet = 0;
    int depth = 0;
    for (char **line = lines; line && *line; line++) {
        depth += g_str_has_suffix(*line, "BDC") || g_str_has_suffix(*line, "BMC");
        depth -= g_str_equal(*line, "EMC");
        n_feet += strstr(*line, "/Type/Pagination/Subtype/Footer") != NULL;
        if (paints(*line)) {
            g_assert_cmpint(depth, ==, 1);
            n_painted++;
        }
    }
    if (!lines)
        return;
    g_assert_cmpint(depth, ==, 0);
    g_assert_cmpuint(n_painted, >, 1000);
    g_assert_cmpuint(n_feet, ==, count(objects, "/Type /Page\n"));
}

/* Each says in words where it leads, belongs to an element, and is met in the tree's order. */
static void links_have_words(void)
{
    g_autofree char *objects = objects_of(
        "# T\n\n## A {#a}\n\n[there](https://example.org) [a *b*](#a) x[^n] y[^n][^empty]\n\n[^n]: z[^in]\n\n"
        "[^empty]: {{x.number}}\n\n[^in]: of a note\n");
    if (!objects)
        return;
    const guint n_links = count(objects, "/Subtype /Link");
    g_assert_cmpuint(n_links, ==,
                     7); /* two marks lead to a note, its own back; one to the note of the note, and back */
    g_assert_cmpuint(count(objects, "/StructParent "), ==, n_links);
    g_assert_cmpuint(count(objects, "/Contents (there)"), ==, 1);
    g_assert_cmpuint(count(objects, "/Contents (a b)"), ==, 1);
    g_assert_cmpuint(count(objects, "/Contents (1)"), ==, 3);
    g_assert_cmpuint(count(objects, "/Tabs /S"), ==, 1);
    g_assert_cmpuint(count(objects, "/IDTree"), ==, 1);
}

/* The note stands on both pages; there is one place to lead to. */
static void a_note_that_two_pages_mention_is_found(void)
{
    g_autofree char *objects = objects_of("a[^n]\n\n{{pagebreak}}\n\nb[^n]\n\n[^n]: z\n");
    if (objects)
        g_assert_cmpuint(count(objects, "/Subtype /Link"), ==, 4);
}

/* Their font is cut down and embedded like the others, and no box stands for a character. */
static void eastern_names_are_drawn_where_their_font_is(void)
{
    g_autoptr(ink_fonts) fonts = ink_fonts_new(NULL);
    ink_text_width(fonts, INK_SERIF, 10.0, "模型語");
    if (ink_fonts_n_missing(fonts) > 0) {
        g_test_skip("DroidSansFallbackFull.ttf is not installed");
        return;
    }
    g_autofree char *path = write_report("# 模型\n\n## A\n\nThe family 語_x has **模型**.\n");
    g_autofree char *words = run("pdftotext", "-layout", path, "-"), *used = run("pdffonts", path, NULL, NULL);
    g_autofree char *metadata = run("pdfinfo", "-meta", path, NULL);
    remove_with_folder(path);
    if (!words || !used || !metadata)
        return;
    g_assert_nonnull(strstr(words, "The family 語_x has 模型."));
    g_assert_true(g_regex_match_simple("DroidSansFallback +CID TrueType +Identity-H +yes yes yes", used, 0, 0));
    g_assert_nonnull(strstr(metadata, "<pdfuaid:part>1</pdfuaid:part>"));
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/structure/order", pieces_stand_in_reading_order);
    g_test_add_func("/report/structure/complete", every_word_is_in_the_tree);
    g_test_add_func("/report/structure/figures", figures_have_words);
    g_test_add_func("/report/structure/bookmarks", bookmarks_are_the_headings);
    g_test_add_func("/report/structure/information", the_document_says_what_it_is);
    g_test_add_func("/report/structure/standard", the_standard_is_claimed_where_it_is_met);
    g_test_add_func("/report/structure/painted", nothing_is_painted_beside_the_tree);
    g_test_add_func("/report/structure/links", links_have_words);
    g_test_add_func("/report/structure/note-twice", a_note_that_two_pages_mention_is_found);
    g_test_add_func("/report/structure/east", eastern_names_are_drawn_where_their_font_is);
    return g_test_run();
}
