/* Templates: holes and Markdown within a text. */
#include <math.h>
#include <string.h>

#include "report/claim.h"
#include "report/report.h"
#include "report/sentence.h"
#include "report/template_internal.h"

enum outcome report_filler_fail(GError **error, const struct filler *filler, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, REPORT_ERROR, REPORT_ERROR_TEMPLATE, "%s:%d: %s", filler->file, line, what);
    return FAILED;
}

/* ------------------------------------------------------------------ holes within a text */

void report_filler_say(const struct filler *filler, struct report_block *block, const struct look *look,
                       const char *text)
{
    const struct report_span span = {.text = report_document_keep(filler->document, text),
                                     .styles = look->styles,
                                     .link = look->link,
                                     .file = filler->file,
                                     .line = block->line};
    g_array_append_val(block->spans, span);
}

/* Values are one line, whatever their text holds. */
void report_filler_say_value(const struct filler *filler, struct report_block *block, const struct look *look,
                             const char *text)
{
    g_autofree char *line = g_strdelimit(g_strdup(text), "\r\n", ' ');
    report_filler_say(filler, block, look, line);
}

static char *number_words(double value, const char *format)
{
    return format && g_str_equal(format, "p") ? report_p_text(value, REPORT_SIGNIFICANCE)
                                              : report_number_text(value, format);
}

static enum outcome fill_number(const struct filler *filler, struct report_block *block, const struct look *look,
                                const struct report_hole *hole, GError **error)
{
    const struct study_number *number = study_results_number_lookup(filler->results, hole->name);
    if (!number && !study_results_knows_number(filler->results, hole->name))
        return report_filler_fail(error, filler, hole->line, "no number has the id \"%s\"", hole->name);
    const double value = number && hole->is_published ? number->value : study_number_best(number);
    if (!isfinite(value))
        return LEFT_OUT;
    g_autofree char *text = number_words(value, hole->format);
    report_filler_say_value(filler, block, look, text);
    return FILLED;
}

/* A percentage and, in brackets, its interval where the recipe gives one. */
static enum outcome fill_percentage(const struct filler *filler, struct report_block *block, const struct look *look,
                                    const struct report_hole *hole, GError **error)
{
    const struct study_number *number = study_results_number_lookup(filler->results, hole->name);
    if (!number && !study_results_knows_number(filler->results, hole->name))
        return report_filler_fail(error, filler, hole->line, "no number has the id \"%s\"", hole->name);
    g_autofree char *low = g_strconcat(hole->name, STUDY_LOW, NULL), *high = g_strconcat(hole->name, STUDY_HIGH, NULL);
    const double value = study_number_best(number);
    if (!isfinite(value))
        return LEFT_OUT;
    g_autofree char *text =
        report_percentage_text(value, study_number_best(study_results_number_lookup(filler->results, low)),
                               study_number_best(study_results_number_lookup(filler->results, high)));
    report_filler_say_value(filler, block, look, text);
    return FILLED;
}

static enum outcome fill_test(const struct filler *filler, struct report_block *block, const struct look *look,
                              const struct report_hole *hole, GError **error)
{
    const struct study_test *test = study_results_test_lookup(filler->results, hole->name);
    if (!test && !study_results_knows_test(filler->results, hole->name))
        return report_filler_fail(error, filler, hole->line, "no test has the id \"%s\"", hole->name);
    if (!test)
        return LEFT_OUT;
    g_autofree char *sentence = report_test_sentence(test);
    report_filler_say_value(filler, block, look, sentence);
    return FILLED;
}

static enum outcome fill_contrast(const struct filler *filler, struct report_block *block, const struct look *look,
                                  const struct report_hole *hole, GError **error)
{
    g_auto(GStrv) ids = g_strsplit(hole->name, "|", 2);
    const struct study_test *tests[2] = {NULL, NULL};
    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
        const char *id = ids[0] && ids[i] ? g_strstrip(ids[i]) : "";
        tests[i] = study_results_test_lookup(filler->results, id);
        if (!tests[i] && !study_results_knows_test(filler->results, id))
            return report_filler_fail(error, filler, hole->line, "no test has the id \"%s\"", id);
    }
    g_autofree char *sentence = tests[0] && tests[1] ? report_contrast_sentence(tests[0], tests[1]) : NULL;
    if (!sentence)
        return LEFT_OUT;
    report_filler_say_value(filler, block, look, sentence);
    return FILLED;
}

/* The words are known when all figures and tables have their numbers; see resolve_references. */
static enum outcome fill_reference(const struct filler *filler, struct report_block *block, const struct look *look,
                                   const struct report_hole *hole, GError **error)
{
    (void)error;
    const char *colon = strchr(hole->name, ':');
    const struct study_answer *answer = study_results_answer_lookup(filler->results, colon ? colon + 1 : hole->name);
    if (answer && answer->missing)
        return LEFT_OUT;
    const struct report_span span = {.text = "",
                                     .styles = look->styles,
                                     .file = filler->file,
                                     .line = hole->line,
                                     .reference = report_document_keep(filler->document, hole->name)};
    g_array_append_val(block->spans, span);
    return FILLED;
}

static enum outcome fill_note(const struct filler *filler, struct report_block *block, const struct look *look,
                              const struct report_hole *hole, GError **error)
{
    (void)hole, (void)error;
    const char *note = study_results_provenance(filler->results)->note;
    if (!note || !*note)
        return LEFT_OUT;
    report_filler_say_value(filler, block, look, note);
    return FILLED;
}

static enum outcome fill_collected(const struct filler *filler, struct report_block *block, const struct look *look,
                                   const struct report_hole *hole, GError **error)
{
    (void)hole, (void)error;
    const char *collected = study_results_provenance(filler->results)->collected;
    if (!collected || !*collected)
        return LEFT_OUT;
    report_filler_say_value(filler, block, look, collected);
    return FILLED;
}

static enum outcome fill_by(const struct filler *filler, struct report_block *block, const struct look *look,
                            const struct report_hole *hole, GError **error)
{
    (void)hole, (void)error;
    const char *by = study_results_provenance(filler->results)->by;
    report_filler_say_value(filler, block, look, study_by_words(by, FALSE));
    return FILLED;
}

/* The rule that what is told follows: without commits all results are given, and made by the study's. A limit that is
 * not set has no value to say. */
static enum outcome fill_rule(const struct filler *filler, struct report_block *block, const struct look *look,
                              const struct report_hole *hole, GError **error)
{
    const struct study_provenance *provenance = study_results_provenance(filler->results);
    for (size_t i = 0; i < provenance->n_rule_values; i++) {
        const struct study_rule *rule = &provenance->rule_values[i];
        if (!g_str_equal(rule->key, hole->name))
            continue;
        const char *value = provenance->has_commits ? rule->value : rule->study;
        if (!*value)
            return LEFT_OUT;
        report_filler_say_value(filler, block, look, value);
        return FILLED;
    }
    return report_filler_fail(error, filler, hole->line, "no rule has the name \"%s\"", hole->name);
}

typedef enum outcome (*fill_inline)(const struct filler *, struct report_block *, const struct look *,
                                    const struct report_hole *, GError **);
static const fill_inline inline_fillers[] = {
    [REPORT_HOLE_NUMBER] = fill_number,
    [REPORT_HOLE_PERCENTAGE] = fill_percentage,
    [REPORT_HOLE_TEST] = fill_test,
    [REPORT_HOLE_CONTRAST] = fill_contrast,
    [REPORT_HOLE_REFERENCE] = fill_reference,
    [REPORT_HOLE_NOTE] = fill_note,
    [REPORT_HOLE_COLLECTED] = fill_collected,
    [REPORT_HOLE_BY] = fill_by,
    [REPORT_HOLE_RULE] = fill_rule,
    [REPORT_HOLE_VERDICT] = report_filler_add_verdict,
    [REPORT_HOLE_LEADER] = report_filler_add_leader,
    [REPORT_HOLE_COUNT] = report_filler_add_count,
    [REPORT_HOLE_CELL] = report_filler_add_cell,
    [REPORT_HOLE_ALSO] = report_filler_add_cell,
};

/* "^" or "~" at `p` in `text`: does it begin a raised or lowered piece, as in x^2^ and H~0~? Such a piece holds no
 * blank and follows something. */
static gboolean opens_script(const char *text, const char *p)
{
    if (p == text || g_ascii_isspace(p[-1]) || p[1] == *p)
        return FALSE;
    const char *end = p + 1;
    while (*end && *end != *p && !g_ascii_isspace(*end))
        end++;
    return *end == *p;
}

static void say_piece(const struct filler *filler, struct report_block *block, const struct look *look,
                      const char *start, const char *end)
{
    g_autofree char *piece = g_strndup(start, (gsize)(end - start));
    if (*piece)
        report_filler_say(filler, block, look, piece);
}

/* If a raised or lowered piece begins or ends at `p`, give the text after it its look. */
static gboolean turn_script(struct look *here, const struct look *look, const char *text, const char *p)
{
    const guint style = *p == '^' ? REPORT_RAISED : *p == '~' ? REPORT_LOWERED : 0;
    const guint open = here->styles & ~look->styles & (REPORT_RAISED | REPORT_LOWERED);
    if (style == 0 || (open ? open != style : !opens_script(text, p)))
        return FALSE;
    here->styles = open ? look->styles : look->styles | style;
    return TRUE;
}

/* Text with marks: plain pieces are said, marks are filled. */
static enum outcome fill_text(const struct filler *filler, struct report_block *block, const struct look *look,
                              const char *marked, GError **error)
{
    struct look here = *look;
    const char *start = marked;
    for (const char *p = marked; *p;) {
        const char *next = report_next_char(p);
        const struct report_hole *hole = report_holes_at(filler->template->holes, g_utf8_get_char(p));
        const struct look before = here;
        if (hole || turn_script(&here, look, marked, p)) {
            say_piece(filler, block, &before, start, p);
            start = next;
        }
        if (hole && report_hole_is_block(hole))
            return report_filler_fail(error, filler, hole->line, "{{%s}} must stand alone in a paragraph of its own",
                                      hole->text);
        const enum outcome outcome = hole ? inline_fillers[hole->kind](filler, block, &here, hole, error) : FILLED;
        if (outcome != FILLED)
            return outcome;
        p = next;
    }
    say_piece(filler, block, &here, start, start + strlen(start));
    return FILLED;
}

/* ------------------------------------------------------------------ Markdown within a paragraph */

/* Markdown numbers the footnotes of each template from 1; in the document they are numbered as they are met. */
struct report_block *report_filler_note(const struct filler *filler, guint number)
{
    if (filler->notes->len < number)
        g_ptr_array_set_size(filler->notes, (gint)number);
    struct report_block *note = g_ptr_array_index(filler->notes, number - 1);
    if (note)
        return note;
    note = report_block_new(REPORT_BLOCK_FOOTNOTE, 0);
    g_ptr_array_add(filler->document->footnotes, note);
    note->number = filler->document->footnotes->len;
    return filler->notes->pdata[number - 1] = note;
}

static void say_footnote_mark(const struct filler *filler, struct report_block *block, const struct look *look,
                              const char *number)
{
    const guint in_document = report_filler_note(filler, (guint)g_ascii_strtoull(number, NULL, 10))->number;
    g_autofree char *text = g_strdup_printf("%u", in_document);
    const struct report_span span = {.text = report_document_keep(filler->document, text),
                                     .styles = look->styles | REPORT_RAISED,
                                     .file = filler->file,
                                     .line = block->line,
                                     .footnote = in_document};
    g_array_append_val(block->spans, span);
}

static enum outcome fill_code(const struct filler *filler, struct report_block *block, const struct look *look,
                              const char *marked)
{
    g_autofree char *code = report_holes_restore(filler->template->holes, marked);
    const struct look mono = {look->styles | REPORT_MONO, look->link};
    report_filler_say_value(filler, block, &mono, code);
    return FILLED;
}

static enum outcome fill_link(const struct filler *filler, struct report_block *block, const struct look *look,
                              cmark_node *node, GError **error)
{
    const char *url = cmark_node_get_url(node);
    const gboolean is_ours = g_str_has_prefix(url, "https://") || g_str_has_prefix(url, "http://") ||
                             g_str_has_prefix(url, "mailto:") || url[0] == '#';
    if (!is_ours)
        return report_filler_fail(error, filler, block->line,
                                  "a link may lead to https:, http:, mailto: or a #place, not to \"%.80s\"", url);
    const struct look linked = {look->styles, report_document_keep(filler->document, url)};
    return report_filler_add_inlines(filler, block, &linked, node, error);
}

static enum outcome fill_node(const struct filler *filler, struct report_block *block, const struct look *look,
                              cmark_node *node, GError **error)
{
    const struct look strong = {look->styles | REPORT_BOLD, look->link},
                      emph = {look->styles | REPORT_ITALIC, look->link};
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_TEXT)
        return fill_text(filler, block, look, cmark_node_get_literal(node), error);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
        report_filler_say(filler, block, look, type == CMARK_NODE_SOFTBREAK ? " " : "\n");
        return FILLED;
    }
    if (type == CMARK_NODE_CODE)
        return fill_code(filler, block, look, cmark_node_get_literal(node));
    if (type == CMARK_NODE_STRONG || type == CMARK_NODE_EMPH)
        return report_filler_add_inlines(filler, block, type == CMARK_NODE_STRONG ? &strong : &emph, node, error);
    if (type == CMARK_NODE_LINK)
        return fill_link(filler, block, look, node, error);
    if (type == CMARK_NODE_FOOTNOTE_REFERENCE) {
        say_footnote_mark(filler, block, look, cmark_node_get_literal(node));
        return FILLED;
    }
    if (type == CMARK_NODE_HTML_INLINE && g_str_has_prefix(cmark_node_get_literal(node), "<!--"))
        return FILLED;
    return report_filler_fail(error, filler, block->line, "%s has no place in a template",
                              type == CMARK_NODE_IMAGE ? "an image (write {{figure:NAME}})" : "HTML");
}

enum outcome report_filler_add_inlines(const struct filler *filler, struct report_block *block, const struct look *look,
                                       cmark_node *parent, GError **error)
{
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node)) {
        const enum outcome outcome = fill_node(filler, block, look, node, error);
        if (outcome != FILLED)
            return outcome;
    }
    return FILLED;
}
