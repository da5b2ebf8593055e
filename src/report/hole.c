#include "report/hole.h"

#include <string.h>

#include "report/block.h"
#include "report/report.h"
#include "report/sentence.h"
#include "study/number.h"

#define MAX_HOLES 0xFFF0u /* what the private plane has room for */

/* Words before the colon, and what a hole of this kind takes. */
static const struct hole_word {
    const char *word;
    enum report_hole_kind kind;
    gboolean takes_name;
} hole_words[] = {
    {"percentage", REPORT_HOLE_PERCENTAGE, TRUE},
    {"test", REPORT_HOLE_TEST, TRUE},
    {"contrast", REPORT_HOLE_CONTRAST, TRUE},
    {"verdict", REPORT_HOLE_VERDICT, TRUE},
    {"leader", REPORT_HOLE_LEADER, TRUE},
    {"counted", REPORT_HOLE_COUNT, TRUE},
    {"ref", REPORT_HOLE_REFERENCE, TRUE},
    {"note", REPORT_HOLE_NOTE, FALSE},
    {"collected", REPORT_HOLE_COLLECTED, FALSE},
    {"by", REPORT_HOLE_BY, FALSE},
    {"rule", REPORT_HOLE_RULE, TRUE},
    {"cell", REPORT_HOLE_CELL, TRUE},
    {"also", REPORT_HOLE_ALSO, TRUE},
    {"list", REPORT_HOLE_LIST, TRUE},
    {"figure", REPORT_HOLE_FIGURE, TRUE},
    {"table", REPORT_HOLE_TABLE, TRUE},
    {"pairs", REPORT_HOLE_PAIRS, TRUE},
    {"contents", REPORT_HOLE_CONTENTS, FALSE},
    {"figures", REPORT_HOLE_FIGURES, FALSE},
    {"tables", REPORT_HOLE_TABLES, FALSE},
    {"provenance", REPORT_HOLE_PROVENANCE, FALSE},
    {"pagebreak", REPORT_HOLE_PAGE_BREAK, FALSE},
    {"include", REPORT_HOLE_INCLUDE, TRUE},
};

static gboolean fail_at(GError **error, const char *file, int line, const char *what, const char *hole)
{
    g_set_error(error, REPORT_ERROR, REPORT_ERROR_TEMPLATE, "%s:%d: {{%.80s}}: %s", file, line, hole, what);
    return FALSE;
}

/* Split at the first `mark`; what follows it, or NULL. */
static char *cut(char *text, const char *mark)
{
    char *at = strstr(text, mark);
    if (!at)
        return NULL;
    *at = '\0';
    return g_strstrip(at + strlen(mark));
}

/* ID[@published][|FORMAT] */
static gboolean read_number(struct report_hole *hole, char *text, const char *file, GError **error)
{
    hole->kind = REPORT_HOLE_NUMBER;
    hole->format = cut(text, "|");
    const char *ledger = cut(text, "@");
    hole->is_published = ledger && g_str_equal(ledger, "published");
    hole->name = g_strstrip(text);
    if (ledger && !hole->is_published)
        return fail_at(error, file, hole->line, "only \"@published\" may follow an id", hole->text);
    if (hole->format && !g_str_equal(hole->format, "p") && !study_format_is_sound(hole->format))
        return fail_at(error, file, hole->line, "no format for one number (such as %.1f, %d, or p)", hole->text);
    if (!*hole->name)
        return fail_at(error, file, hole->line, "an id is missing", hole->text);
    return TRUE;
}

/* What follows the word of a kind: NAME, NAME of QUERY, NAME|WORDS, NAME|WORDS|WORDS, NAME|WORDS|WORDS|WORDS. */
static gboolean read_name(struct report_hole *hole, char *name, const char *file, GError **error)
{
    const gboolean is_count = hole->kind == REPORT_HOLE_COUNT, is_leader = hole->kind == REPORT_HOLE_LEADER;
    if (hole->kind == REPORT_HOLE_INCLUDE) { /* a file's name may hold a bar */
        hole->name = name;
        return TRUE;
    }
    char *words = report_hole_is_block(hole) || is_count || is_leader ? cut(name, "|") : NULL;
    hole->many = is_count && words ? cut(words, "|") : NULL;
    hole->none = hole->many ? cut((char *)(guintptr)hole->many, "|") : NULL;
    hole->words = words ? g_strchomp(words) : NULL;
    const char *query = hole->kind == REPORT_HOLE_TABLE || is_leader ? cut(name, " of ") : NULL;
    hole->query = query ? query : "";
    hole->name = g_strchomp(name);
    if (is_count && !hole->many)
        return fail_at(error, file, hole->line, "words for one and for several must follow: |family|families",
                       hole->text);
    if (is_leader && !hole->words)
        return fail_at(error, file, hole->line, "a noun must follow: |pattern", hole->text);
    return TRUE;
}

/* `text` is a copy that may be cut up. */
static gboolean read_hole(struct report_hole *hole, char *text, const char *file, GError **error)
{
    hole->name = hole->query = "";
    const size_t n_word = strcspn(text, ":");
    for (size_t i = 0; i < G_N_ELEMENTS(hole_words); i++) {
        const struct hole_word *word = &hole_words[i];
        if (strlen(word->word) != n_word || strncmp(word->word, text, n_word) != 0)
            continue;
        hole->kind = word->kind;
        char *name = text[n_word] == ':' ? g_strstrip(text + n_word + 1) : NULL;
        if ((name && *name) != word->takes_name)
            return fail_at(error, file, hole->line, word->takes_name ? "a name is missing" : "takes no name",
                           hole->text);
        return !name || read_name(hole, name, file, error);
    }
    return read_number(hole, text, file, error);
}

/* Append the mark of the hole that starts at *at ("{{"), and move *at behind it. */
static gboolean take_hole(report_holes *holes, GString *marked, const char **at, int line, const char *file,
                          GError **error)
{
    const char *start = *at + 2;
    const size_t n_line = strcspn(start, "\n");
    const char *end = g_strstr_len(start, (gssize)n_line, "}}");
    if (!end) {
        g_autofree char *rest = g_strndup(start, MIN(n_line, 40));
        return fail_at(error, file, line, "the hole does not end on its line", rest);
    }
    g_autofree char *text = g_strstrip(g_strndup(start, (gsize)(end - start)));
    struct report_hole hole = {.line = line, .text = g_string_chunk_insert(holes->strings, text)};
    if (holes->holes->len >= MAX_HOLES)
        return fail_at(error, file, line, "more holes than a template may have", text);
    if (!read_hole(&hole, g_string_chunk_insert(holes->strings, text), file, error))
        return FALSE;
    g_string_append_unichar(marked, REPORT_HOLE_MARK + holes->holes->len);
    g_array_append_val(holes->holes, hole);
    *at = end + 2;
    return TRUE;
}

report_holes *report_holes_read(const char *file, const char *text, GError **error)
{
    if (!g_utf8_validate(text, -1, NULL)) {
        g_set_error(error, REPORT_ERROR, REPORT_ERROR_TEMPLATE, "%s: the template is no valid UTF-8", file);
        return NULL;
    }
    g_autoptr(report_holes) holes = g_new0(report_holes, 1);
    holes->holes = g_array_new(FALSE, TRUE, sizeof(struct report_hole));
    holes->strings = g_string_chunk_new(1 << 12);
    g_autoptr(GString) marked = g_string_sized_new(strlen(text));
    int line = 1;
    for (const char *p = text; *p;) {
        if (p[0] == '{' && p[1] == '{') {
            if (!take_hole(holes, marked, &p, line, file, error))
                return NULL;
            continue;
        }
        const gunichar c = g_utf8_get_char(p);
        line += c == '\n';
        g_string_append_unichar(marked, c >= REPORT_HOLE_MARK && c < REPORT_HOLE_MARK + MAX_HOLES ? 0xFFFD : c);
        p = report_next_char(p);
    }
    holes->marked = g_string_free(g_steal_pointer(&marked), FALSE);
    return g_steal_pointer(&holes);
}

void report_holes_free(report_holes *holes)
{
    if (!holes)
        return;
    g_array_unref(holes->holes);
    g_free(holes->marked);
    g_string_chunk_free(holes->strings);
    g_free(holes);
}

const struct report_hole *report_holes_at(const report_holes *holes, gunichar character)
{
    const gunichar index = character - REPORT_HOLE_MARK;
    if (character < REPORT_HOLE_MARK || index >= holes->holes->len)
        return NULL;
    return &g_array_index(holes->holes, struct report_hole, index);
}

char *report_holes_restore(const report_holes *holes, const char *marked)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (const char *p = marked; *p; p = report_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        const struct report_hole *hole = report_holes_at(holes, c);
        if (hole)
            g_string_append_printf(text, "{{%s}}", hole->text);
        else
            g_string_append_unichar(text, c);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}
