/* report/hole.h: what stands between {{ and }} in a template. */
#ifndef REPORT_HOLE_H
#define REPORT_HOLE_H

#include <glib.h>

enum report_hole_kind {
    /* within a text */
    REPORT_HOLE_NUMBER,     /* ID, ID@published, with |FORMAT or |p */
    REPORT_HOLE_PERCENTAGE, /* percentage:ID with its interval */
    REPORT_HOLE_TEST,       /* test:ID */
    REPORT_HOLE_CONTRAST,   /* contrast:ID|ID: what two tests of the same question conclude */
    REPORT_HOLE_VERDICT,    /* verdict:ID: whether the groups of a test differ */
    REPORT_HOLE_LEADER,     /* leader:NAME|NOUN, leader:NAME of QUERY|NOUN: what is most frequent */
    REPORT_HOLE_COUNT, /* counted:ID|WORDS|WORDS: a count and the words for one, or for another number; |WORDS for none
                        */
    REPORT_HOLE_REFERENCE, /* ref:NAME */
    REPORT_HOLE_NOTE,
    REPORT_HOLE_COLLECTED,
    REPORT_HOLE_BY,   /* what groups the families */
    REPORT_HOLE_RULE, /* rule:KEY, its value in use */
    REPORT_HOLE_CELL, /* cell:RECIPE.COLUMN of the first row; without a value the text is left out */
    REPORT_HOLE_ALSO, /* also:RECIPE.COLUMN and a blank; without a value nothing */
    /* alone in a paragraph */
    REPORT_HOLE_FIGURE, /* figure:NAME; these three with |WORDS */
    REPORT_HOLE_TABLE,  /* table:NAME, table:NAME of QUERY */
    REPORT_HOLE_PAIRS,  /* pairs:TESTID */
    REPORT_HOLE_LIST,   /* list:RECIPE.COLUMN, an item for each row */
    REPORT_HOLE_CONTENTS,
    REPORT_HOLE_FIGURES, /* lists of what there is, each with its page */
    REPORT_HOLE_TABLES,
    REPORT_HOLE_PROVENANCE,
    REPORT_HOLE_PAGE_BREAK,
    REPORT_HOLE_INCLUDE, /* include:NAME.md */
};

/* A hole read; strings are borrowed from the holes that it came from. */
struct report_hole {
    enum report_hole_kind kind;
    const char *text;   /* as written, without the braces */
    const char *name;   /* ID, NAME or TESTID; "" where the kind takes none */
    const char *query;  /* of table: and leader: ... of QUERY; "" */
    const char *format; /* NULL: none; "p": a p-value in words */
    const char *words;  /* figures and tables: what the caption says instead of the recipe's title; NULL: the title;
                           leader: the noun; counted: the words for one */
    const char *many;   /* counted: the words for another number */
    const char *none;   /* counted: what stands for 0 and its words; "": the text is left out; NULL: not told */
    gboolean is_published;
    int line; /* of the template, from 1 */
};

static inline gboolean report_hole_is_block(const struct report_hole *hole)
{
    return hole->kind >= REPORT_HOLE_FIGURE;
}

/*
 * The holes of a template. `marked` is the template with every hole replaced by one private character, REPORT_HOLE_MARK
 * plus the hole's index, so that Markdown never reads what is inside a hole (a bar in a format would split a table's
 * cell). Such characters of the template itself become U+FFFD.
 */
#define REPORT_HOLE_MARK 0xF0000u
typedef struct report_holes {
    GArray *holes; /* struct report_hole */
    char *marked;
    GStringChunk *strings;
} report_holes;

/* REPORT_ERROR_TEMPLATE "FILE:LINE: ...": a hole that does not end on its line, a bad format, a name where none
 * belongs, too many. */
report_holes *report_holes_read(const char *file, const char *text, GError **error);
void report_holes_free(report_holes *holes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(report_holes, report_holes_free)

/* The hole that a character stands for; NULL: none. Borrowed. */
const struct report_hole *report_holes_at(const report_holes *holes, gunichar character);
/* `marked` text with the holes written out again, as in code. Owner: the caller. */
char *report_holes_restore(const report_holes *holes, const char *marked);

#endif
