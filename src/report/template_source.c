/* Templates: their text and the files they include, read before a hole is filled. */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <string.h>

#include "report/report.h"
#include "report/template_internal.h"
#include "study/recipe.h"

#define MAX_DEPTH 8   /* files within files, the template among them */
#define MAX_FILES 200 /* included ones, each counted as often as it is */

/* Where reading is: the files that include one another, outermost first. */
struct reader {
    const report_template *open[MAX_DEPTH];
    guint depth;
    guint n_files;
    gboolean has_folder; /* FALSE: a text that is no file includes none */
};

cmark_node *report_template_tree(const report_template *template)
{
    const char *text = template->holes->marked;
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_SMART | CMARK_OPT_FOOTNOTES);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_feed(parser, text, strlen(text));
    cmark_node *tree = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    cmark_consolidate_text_nodes(tree);
    return tree;
}

const struct report_hole *report_template_lone_hole(const report_template *template, cmark_node *paragraph)
{
    cmark_node *only = cmark_node_first_child(paragraph);
    if (!only || cmark_node_next(only) || cmark_node_get_type(only) != CMARK_NODE_TEXT)
        return NULL;
    const char *text = cmark_node_get_literal(only);
    const struct report_hole *hole = report_holes_at(template->holes, g_utf8_get_char(text));
    return hole && *report_next_char(text) == '\0' ? hole : NULL;
}

/* The include that a block of the text is; NULL: none. Where a hole of that kind stands elsewhere, filling says so. */
static const struct report_hole *include_at(const report_template *template, cmark_node *node)
{
    const gboolean is_paragraph = cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH;
    const struct report_hole *hole = is_paragraph ? report_template_lone_hole(template, node) : NULL;
    return hole && hole->kind == REPORT_HOLE_INCLUDE ? hole : NULL;
}

/* Set the error, at the hole of the file that is being read. Returns FALSE. */
static gboolean fail(GError **error, const struct reader *reader, const struct report_hole *hole, const char *what)
{
    g_set_error(error, REPORT_ERROR, REPORT_ERROR_TEMPLATE, "%s:%d: {{%.80s}}: %s",
                reader->open[reader->depth - 1]->file, hole->line, hole->text, what);
    return FALSE;
}

static gboolean is_plain_name(const char *name)
{
    return !strpbrk(name, "/\\") && !g_str_equal(name, ".") && !g_str_equal(name, "..");
}

/* Is a file of this name one of those that are being read? They all lie in one folder. */
static gboolean is_open(const struct reader *reader, const char *name)
{
    for (guint i = 0; i < reader->depth; i++) {
        g_autofree char *base = g_path_get_basename(reader->open[i]->file);
        if (g_str_equal(base, name))
            return TRUE;
    }
    return FALSE;
}

static gboolean check_include(struct reader *reader, const struct report_hole *hole, GError **error)
{
    if (!reader->has_folder)
        return fail(error, reader, hole, "only a template that is a file can include others");
    if (!is_plain_name(hole->name))
        return fail(error, reader, hole, "takes the name of a file in the template's own folder, without a path");
    if (is_open(reader, hole->name))
        return fail(error, reader, hole, "a loop: the file would include itself");
    if (reader->depth >= MAX_DEPTH)
        return fail(error, reader, hole, "files are included more than " G_STRINGIFY(MAX_DEPTH) " deep");
    if (++reader->n_files > MAX_FILES)
        return fail(error, reader, hole, "more than " G_STRINGIFY(MAX_FILES) " files are included");
    return TRUE;
}

static report_template *template_new(char *file, const char *text, report_holes *holes)
{
    report_template *template = g_new0(report_template, 1);
    template->file = file;
    template->sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    template->n_bytes = (gint64)strlen(text);
    template->holes = holes;
    template->included = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)report_template_free);
    return template;
}

/* Text of a file; the error begins with its name. Owner: the caller. */
static char *read_text(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    if (!study_text_read(&text, &length, path, error))
        return NULL;
    if (strlen(text) == length)
        return g_steal_pointer(&text);
    g_set_error(error, REPORT_ERROR, REPORT_ERROR_TEMPLATE, "%s: a NUL byte: this is no text", path);
    return NULL;
}

static gboolean read_included(struct reader *reader, report_template *template, GError **error);

static gboolean include(struct reader *reader, report_template *template, const struct report_hole *hole,
                        GError **error)
{
    if (!check_include(reader, hole, error))
        return FALSE;
    g_autofree char *folder = g_path_get_dirname(template->file);
    const gboolean is_here = g_str_equal(folder, ".") && !g_str_has_prefix(template->file, "./");
    g_autofree char *path = is_here ? g_strdup(hole->name) : g_build_filename(folder, hole->name, NULL);
    g_autofree char *text = read_text(path, error);
    if (!text) {
        g_prefix_error(error, "%s:%d: ", template->file, hole->line);
        return FALSE;
    }
    report_holes *holes = report_holes_read(path, text, error);
    if (!holes)
        return FALSE;
    report_template *inner = template_new(g_steal_pointer(&path), text, holes);
    g_hash_table_insert(template->included, (gpointer)(guintptr)hole, inner);
    return read_included(reader, inner, error);
}

/* Read what a template includes, and what that includes. */
static gboolean read_included(struct reader *reader, report_template *template, GError **error)
{
    gboolean is_read = TRUE;
    reader->open[reader->depth++] = template;
    cmark_node *tree = report_template_tree(template);
    for (cmark_node *node = cmark_node_first_child(tree); node && is_read; node = cmark_node_next(node)) {
        const struct report_hole *hole = include_at(template, node);
        is_read = !hole || include(reader, template, hole, error);
    }
    cmark_node_free(tree);
    reader->depth--;
    return is_read;
}

static report_template *take_text(const char *file, const char *text, gboolean has_folder, GError **error)
{
    report_holes *holes = report_holes_read(file, text, error);
    if (!holes)
        return NULL;
    g_autoptr(report_template) template = template_new(g_strdup(file), text, holes);
    struct reader reader = {.has_folder = has_folder};
    return read_included(&reader, template, error) ? g_steal_pointer(&template) : NULL;
}

report_template *report_template_parse(const char *file, const char *text, GError **error)
{
    return take_text(file, text, FALSE, error);
}

report_template *report_template_read(const char *path, GError **error)
{
    g_autofree char *text = read_text(path, error);
    return text ? take_text(path, text, TRUE, error) : NULL;
}

void report_template_free(report_template *template)
{
    if (!template)
        return;
    g_hash_table_destroy(template->included);
    report_holes_free(template->holes);
    g_free(template->file);
    g_free(template->sha256);
    g_free(template);
}

const char *report_template_path(const report_template *template)
{
    return template->file;
}

const char *report_template_sum(gint64 *n_bytes, const report_template *template)
{
    *n_bytes = template->n_bytes;
    return template->sha256;
}

void report_template_foreach_included(const report_template *template,
                                      void (*visit)(const report_template *included, gpointer data), gpointer data)
{
    for (guint i = 0; i < template->holes->holes->len; i++) {
        const struct report_hole *hole = &g_array_index(template->holes->holes, struct report_hole, i);
        const report_template *inner = g_hash_table_lookup(template->included, hole);
        if (!inner)
            continue;
        visit(inner, data);
        report_template_foreach_included(inner, visit, data);
    }
}
