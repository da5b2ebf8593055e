#include "report/template.h"

#include <cmark-gfm-core-extensions.h>
#include <string.h>

#include "report/provenance.h"
#include "report/tabulate.h"
#include "report/template_internal.h"

/* ------------------------------------------------------------------ Markdown blocks */

static enum outcome add_children(struct filler *filler, struct report_block *parent, cmark_node *node, GError **error);
static enum outcome add_template(struct filler *filler, const report_template *template, GError **error);

/* The new block keeps what was filled; a block that lost a value goes, and its parent and heading learn of it. */
static enum outcome settle(struct filler *filler, struct report_block *parent, enum outcome outcome)
{
    if (outcome != LEFT_OUT)
        return outcome;
    g_ptr_array_set_size(parent->children, (gint)parent->children->len - 1);
    parent->lost_children = TRUE;
    if (filler->heading)
        filler->heading->lost_children = TRUE;
    return LEFT_OUT;
}

static enum outcome add_paragraph(struct filler *filler, struct report_block *parent, cmark_node *node, GError **error)
{
    const struct report_hole *hole = report_template_lone_hole(filler->template, node);
    const int line = cmark_node_get_start_line(node);
    if (hole && report_hole_is_block(hole)) {
        if (parent->kind != REPORT_BLOCK_DOCUMENT)
            return report_filler_fail(error, filler, hole->line, "{{%s}} cannot stand in a list or a quotation",
                                      hole->text);
        if (hole->kind == REPORT_HOLE_INCLUDE)
            return add_template(filler, g_hash_table_lookup(filler->template->included, hole), error);
        return report_filler_add_hole(filler, parent, hole, error);
    }
    const gboolean is_note = hole && hole->kind == REPORT_HOLE_NOTE && parent->kind == REPORT_BLOCK_DOCUMENT;
    filler->says_note |= is_note;
    struct report_block *block = report_block_add(parent, is_note ? REPORT_BLOCK_NOTE : REPORT_BLOCK_PARAGRAPH, line);
    const enum outcome outcome = report_filler_add_inlines(filler, block, &(struct look){0, NULL}, node, error);
    return settle(filler, parent, outcome == FILLED && block->spans->len == 0 ? LEFT_OUT : outcome);
}

/* A heading's own name, "Words {#name}", taken off the tree before values are filled in. */
static void take_heading_name(struct filler *filler, struct report_block *heading, cmark_node *node)
{
    cmark_node *last = cmark_node_last_child(node);
    const char *text = last && cmark_node_get_type(last) == CMARK_NODE_TEXT ? cmark_node_get_literal(last) : "";
    const char *brace = g_str_has_suffix(text, "}") ? strrchr(text, '{') : NULL;
    if (!brace || brace[1] != '#' || brace[2] == '}')
        return;
    g_autofree char *name = g_strndup(brace + 2, strlen(brace + 2) - 1);
    heading->anchor = report_document_keep(filler->document, name);
    if (!g_hash_table_contains(filler->anchors, name))
        g_hash_table_insert(filler->anchors, (gpointer)(guintptr)heading->anchor, heading);
    else
        heading->anchor = NULL;
    g_autofree char *rest = g_strchomp(g_strndup(text, (gsize)(brace - text)));
    cmark_node_set_literal(last, rest);
}

static enum outcome add_heading(struct filler *filler, struct report_block *parent, cmark_node *node, GError **error)
{
    struct report_block *block = report_block_add(parent, REPORT_BLOCK_HEADING, cmark_node_get_start_line(node));
    block->level = cmark_node_get_heading_level(node);
    take_heading_name(filler, block, node);
    const enum outcome outcome =
        settle(filler, parent, report_filler_add_inlines(filler, block, &(struct look){0, NULL}, node, error));
    if (outcome == FILLED && parent->kind == REPORT_BLOCK_DOCUMENT) /* others may go with the item they stand in */
        filler->heading = block;
    return outcome;
}

static enum outcome add_quote(struct filler *filler, struct report_block *parent, cmark_node *node, GError **error)
{
    struct report_block *block = report_block_add(parent, REPORT_BLOCK_QUOTE, cmark_node_get_start_line(node));
    const enum outcome outcome = add_children(filler, block, node, error);
    return settle(filler, parent, outcome == FILLED && block->children->len == 0 ? LEFT_OUT : outcome);
}

static enum outcome add_item(struct filler *filler, struct report_block *parent, cmark_node *node, GError **error)
{
    struct report_block *block = report_block_add(parent, REPORT_BLOCK_ITEM, cmark_node_get_start_line(node));
    const enum outcome outcome = add_children(filler, block, node, error);
    return settle(filler, parent, outcome == FILLED && block->lost_children ? LEFT_OUT : outcome);
}

/* A list without items goes; the item that holds it stays. */
static enum outcome add_list(struct filler *filler, struct report_block *parent, cmark_node *node, GError **error)
{
    struct report_block *block = report_block_add(parent, REPORT_BLOCK_LIST, cmark_node_get_start_line(node));
    if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST)
        block->start = cmark_node_get_list_start(node);
    const enum outcome outcome = add_children(filler, block, node, error);
    if (outcome == FILLED && block->children->len == 0)
        g_ptr_array_set_size(parent->children, (gint)parent->children->len - 1);
    return outcome;
}

static enum outcome add_code(struct filler *filler, struct report_block *parent, cmark_node *node, GError **error)
{
    (void)error;
    struct report_block *block = report_block_add(parent, REPORT_BLOCK_CODE, cmark_node_get_start_line(node));
    g_autofree char *code = report_holes_restore(filler->template->holes, cmark_node_get_literal(node));
    g_auto(GStrv) lines = g_strsplit(g_strchomp(code), "\n", -1);
    for (size_t i = 0; lines[i]; i++) { /* no blank of a line is lost */
        g_auto(GStrv) words = g_strsplit(lines[i], " ", -1);
        g_autofree char *line = g_strjoinv("\302\240", words);
        report_block_say(filler->document, block, REPORT_MONO, line);
    }
    return FILLED;
}

static enum outcome add_html(struct filler *filler, struct report_block *parent, cmark_node *node, GError **error)
{
    (void)parent;
    if (g_str_has_prefix(cmark_node_get_literal(node), "<!--"))
        return FILLED;
    return report_filler_fail(error, filler, cmark_node_get_start_line(node), "HTML has no place in a template");
}

static enum outcome add_rule(struct filler *filler, struct report_block *parent, cmark_node *node, GError **error)
{
    (void)filler, (void)error;
    report_block_add(parent, REPORT_BLOCK_RULE, cmark_node_get_start_line(node));
    return FILLED;
}

/* Footnotes come at the end of the tree, in the order of their numbers; a lost one keeps its place, empty. */
static enum outcome add_footnote(struct filler *filler, struct report_block *parent, cmark_node *node, GError **error)
{
    (void)parent;
    struct report_block *block = report_filler_note(filler, ++filler->n_definitions);
    struct report_block *heading = filler->heading;
    block->line = cmark_node_get_start_line(node);
    filler->heading = NULL;
    const enum outcome outcome = add_children(filler, block, node, error);
    filler->heading = heading; /* of a text that goes on behind an included one */
    return outcome;
}

static enum outcome add_table_row(struct filler *filler, struct report_block *table, cmark_node *node, GError **error)
{
    const gboolean is_head = cmark_gfm_extensions_get_table_row_is_header(node) != 0;
    struct report_block *row = report_table_add_row(table, is_head);
    const struct look look = {is_head ? REPORT_BOLD : 0, NULL};
    guint column = 0;
    enum outcome outcome = FILLED;
    for (cmark_node *cell = cmark_node_first_child(node); cell && outcome == FILLED; cell = cmark_node_next(cell))
        outcome = report_filler_add_inlines(filler, report_block_child(row, column++), &look, cell, error);
    return settle(filler, table, outcome);
}

static enum outcome add_table(struct filler *filler, struct report_block *parent, cmark_node *node, GError **error)
{
    struct report_block *table = report_block_add(parent, REPORT_BLOCK_TABLE, cmark_node_get_start_line(node));
    const guint16 n_columns = cmark_gfm_extensions_get_table_columns(node);
    const guint8 *marks = cmark_gfm_extensions_get_table_alignments(node);
    enum report_align *aligns = report_block_set_columns(table, n_columns);
    for (guint16 i = 0; i < n_columns; i++)
        aligns[i] = marks[i] == 'r' ? REPORT_ALIGN_RIGHT : marks[i] == 'c' ? REPORT_ALIGN_CENTER : REPORT_ALIGN_LEFT;
    for (cmark_node *row = cmark_node_first_child(node); row; row = cmark_node_next(row))
        if (add_table_row(filler, table, row, error) == FAILED)
            return FAILED;
    const gboolean is_empty = table->lost_children && table->children->len < 2;
    return settle(filler, parent, is_empty ? LEFT_OUT : FILLED);
}

static const struct {
    const char *type;
    enum outcome (*add)(struct filler *, struct report_block *, cmark_node *, GError **);
} block_makers[] = {
    {"paragraph", add_paragraph}, {"heading", add_heading},
    {"list", add_list},           {"item", add_item},
    {"table", add_table},         {"block_quote", add_quote},
    {"code_block", add_code},     {"html_block", add_html},
    {"thematic_break", add_rule}, {"footnote_definition", add_footnote},
};

static enum outcome add_node(struct filler *filler, struct report_block *parent, cmark_node *node, GError **error)
{
    const gboolean is_footnote =
        cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION; /* cmark has no name for it */
    const char *type = is_footnote ? "footnote_definition" : cmark_node_get_type_string(node);
    for (size_t i = 0; i < G_N_ELEMENTS(block_makers); i++)
        if (g_str_equal(block_makers[i].type, type))
            return block_makers[i].add(filler, parent, node, error);
    return report_filler_fail(error, filler, cmark_node_get_start_line(node), "\"%s\" has no place in a template",
                              type);
}

static enum outcome add_children(struct filler *filler, struct report_block *parent, cmark_node *node, GError **error)
{
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child))
        if (add_node(filler, parent, child, error) == FAILED)
            return FAILED;
    return FILLED;
}

/* Add the text of a template to the document; its faults are told with its own name and lines. */
static enum outcome add_template(struct filler *filler, const report_template *template, GError **error)
{
    const struct filler outer = *filler;
    g_autoptr(GPtrArray) notes = g_ptr_array_new();
    filler->template = template;
    filler->file = report_document_keep(filler->document, template->file);
    filler->notes = notes;
    filler->n_definitions = 0;
    cmark_node *tree = report_template_tree(template);
    const enum outcome outcome = add_children(filler, filler->document->root, tree, error);
    cmark_node_free(tree);
    filler->template = outer.template;
    filler->file = outer.file;
    filler->notes = outer.notes;
    filler->n_definitions = outer.n_definitions;
    return outcome;
}

/* ------------------------------------------------------------------ the whole document */

/* Give the heading above `index` that is of a lower level the word that something beneath it is gone. */
static void tell_heading_above(struct report_block *root, guint index)
{
    const int level = report_block_child(root, index)->level;
    for (guint i = index; i-- > 0;) {
        struct report_block *block = report_block_child(root, i);
        if (block->kind == REPORT_BLOCK_HEADING && block->level < level) {
            block->lost_children = TRUE;
            return;
        }
    }
}

/* Take out headings under which everything was left out, from the end, so that a chapter goes after its last section.
 */
static void prune_headings(struct report_block *root)
{
    for (guint i = root->children->len; i-- > 0;) {
        const struct report_block *block = report_block_child(root, i);
        const struct report_block *next = i + 1 < root->children->len ? report_block_child(root, i + 1) : NULL;
        const gboolean is_empty = !next || (next->kind == REPORT_BLOCK_HEADING && next->level <= block->level);
        if (block->kind != REPORT_BLOCK_HEADING || !block->lost_children || !is_empty || i == 0)
            continue;
        tell_heading_above(root, i);
        g_ptr_array_remove_index(root->children, i);
    }
}

/* A lone heading of level 1 at the start is the title; the levels below it then move up by one. */
static void make_title(struct report_block *root)
{
    struct report_block *first = root->children->len > 0 ? report_block_child(root, 0) : NULL;
    if (!first || first->kind != REPORT_BLOCK_HEADING || first->level != 1)
        return;
    first->kind = REPORT_BLOCK_TITLE;
    int highest = 6;
    for (guint i = 1; i < root->children->len; i++)
        if (report_block_child(root, i)->kind == REPORT_BLOCK_HEADING)
            highest = MIN(highest, report_block_child(root, i)->level);
    for (guint i = 1; i < root->children->len; i++)
        if (report_block_child(root, i)->kind == REPORT_BLOCK_HEADING)
            report_block_child(root, i)->level -= highest - 1;
}

/* Every heading has a name, so that the contents can lead to it. */
static void name_headings(const struct filler *filler)
{
    const struct report_block *root = filler->document->root;
    guint n_headings = 0;
    for (guint i = 0; i < root->children->len; i++) {
        struct report_block *block = report_block_child(root, i);
        if (block->kind != REPORT_BLOCK_HEADING || block->anchor)
            continue;
        g_autofree char *anchor = g_strdup_printf("section:%u", ++n_headings);
        if (!g_hash_table_contains(filler->anchors, anchor))
            block->anchor = report_document_keep(filler->document, anchor);
    }
}

static void add_title_line(const struct filler *filler, guint *position, enum report_block_kind kind, const char *text)
{
    if (!text || !*text)
        return;
    struct report_block *block = report_block_new(kind, 1);
    report_filler_say_value(filler, block, &(struct look){0, NULL}, text);
    g_ptr_array_insert(filler->document->root->children, (gint)(*position)++, block);
}

static void add_title_lines(const struct filler *filler)
{
    const struct report_block *root = filler->document->root;
    if (root->children->len == 0 || report_block_child(root, 0)->kind != REPORT_BLOCK_TITLE)
        return;
    const struct study_provenance *provenance = study_results_provenance(filler->results);
    g_autofree char *collected = report_collected_words(provenance);
    g_autofree char *counts = report_counts_words(filler->results);
    g_autofree char *rules = report_rules_words(provenance);
    guint position = 1;
    add_title_line(filler, &position, REPORT_BLOCK_SUBTITLE, collected);
    add_title_line(filler, &position, REPORT_BLOCK_SUBTITLE, counts);
    if (!filler->says_note)
        add_title_line(filler, &position, REPORT_BLOCK_NOTE, provenance->note);
    add_title_line(filler, &position, REPORT_BLOCK_NOTE, rules);
}

static const struct report_block *find_reference(const struct filler *filler, const char *name)
{
    static const char *const kinds[] = {"", "figure:", "table:", "pairs:"};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autofree char *anchor = g_strconcat(kinds[i], name, NULL);
        const struct report_block *block = g_hash_table_lookup(filler->anchors, anchor);
        if (block)
            return block;
    }
    return NULL;
}

/* The filler as it was when a text was filled, maybe from another file: a fault of the text is told with its place. */
static struct filler filler_of_span(const struct filler *filler, const struct report_span *span)
{
    struct filler then = *filler;
    then.file = span->file ? span->file : filler->file;
    return then;
}

static enum outcome resolve_reference(const struct filler *filler, struct report_span *span, GError **error)
{
    const struct report_block *found = find_reference(filler, span->reference);
    const struct filler then = filler_of_span(filler, span);
    if (!found || found->number == 0)
        return report_filler_fail(error, &then, span->line, "{{ref:%s}}: the template has no such figure or table",
                                  span->reference);
    g_autofree char *text =
        g_strdup_printf("%s\302\240%u", found->kind == REPORT_BLOCK_FIGURE ? "Figure" : "Table", found->number);
    g_autofree char *link = g_strconcat("#", found->anchor, NULL);
    span->text = report_document_keep(filler->document, text);
    span->link = report_document_keep(filler->document, link);
    return FILLED;
}

/* A link within the document must lead somewhere. */
static enum outcome check_link(const struct filler *filler, const struct report_span *span, GError **error)
{
    if (!span->link || span->link[0] != '#' || g_hash_table_contains(filler->anchors, span->link + 1))
        return FILLED;
    const struct filler then = filler_of_span(filler, span);
    return report_filler_fail(error, &then, span->line, "a link leads to \"%s\", which the template does not have",
                              span->link);
}

static gboolean resolve_references(const struct filler *filler, const struct report_block *block, GError **error)
{
    for (guint i = 0; i < block->spans->len; i++) {
        struct report_span *span = &g_array_index(block->spans, struct report_span, i);
        const enum outcome outcome =
            span->reference ? resolve_reference(filler, span, error) : check_link(filler, span, error);
        if (outcome == FAILED)
            return FALSE;
    }
    for (guint i = 0; i < block->children->len; i++)
        if (!resolve_references(filler, report_block_child(block, i), error))
            return FALSE;
    return TRUE;
}

static gboolean resolve_all_references(const struct filler *filler, GError **error)
{
    const GPtrArray *footnotes = filler->document->footnotes;
    for (guint i = 0; i < footnotes->len; i++)
        if (!resolve_references(filler, g_ptr_array_index(footnotes, i), error))
            return FALSE;
    return resolve_references(filler, filler->document->root, error);
}

report_document *report_template_fill(const report_template *template, const char *versions,
                                      const study_results *results, GError **error)
{
    g_autoptr(report_document) document = report_document_new();
    g_autoptr(GHashTable) anchors = g_hash_table_new(g_str_hash, g_str_equal);
    struct filler filler = {
        .file = template->file, .versions = versions, .results = results, .document = document, .anchors = anchors};
    if (add_template(&filler, template, error) == FAILED)
        return NULL;
    prune_headings(document->root);
    if (!resolve_all_references(&filler, error))
        return NULL;
    make_title(document->root);
    name_headings(&filler);
    add_title_lines(&filler);
    return g_steal_pointer(&document);
}
