/* report/block.h: a document before it has pages: a tree of plain structs, made from a template, read by the layout. */
#ifndef REPORT_BLOCK_H
#define REPORT_BLOCK_H

#include <glib.h>

#include "study/results.h"

enum report_block_kind {
    REPORT_BLOCK_DOCUMENT,
    REPORT_BLOCK_TITLE,    /* level 0 heading of the document */
    REPORT_BLOCK_SUBTITLE, /* one line under the title */
    REPORT_BLOCK_HEADING,  /* level 1 to 6 */
    REPORT_BLOCK_PARAGRAPH,
    REPORT_BLOCK_LIST, /* children: items */
    REPORT_BLOCK_ITEM,
    REPORT_BLOCK_QUOTE,
    REPORT_BLOCK_NOTE,  /* framed */
    REPORT_BLOCK_CODE,  /* one span a line */
    REPORT_BLOCK_TABLE, /* spans: caption; children: rows */
    REPORT_BLOCK_ROW,   /* children: cells */
    REPORT_BLOCK_CELL,
    REPORT_BLOCK_FIGURE, /* spans: caption */
    REPORT_BLOCK_CONTENTS,
    REPORT_BLOCK_FIGURE_LIST, /* the figures of the document, each with its page */
    REPORT_BLOCK_TABLE_LIST,
    REPORT_BLOCK_RULE,
    REPORT_BLOCK_PAGE_BREAK,
    REPORT_BLOCK_FOOTNOTE,
};

/* Look of a span; bits. */
enum report_style {
    REPORT_BOLD = 1,
    REPORT_ITALIC = 2,
    REPORT_MONO = 4,
    REPORT_TINY = 8,    /* a checksum in a table */
    REPORT_RAISED = 16, /* a footnote's mark, x^2^ */
    REPORT_LOWERED = 32 /* H~0~ */
};

/* Text of one look. All strings are owned by the document. */
struct report_span {
    const char *text;      /* valid UTF-8 without control characters, but "\n" ends a line */
    guint styles;          /* ORed enum report_style */
    const char *link;      /* "https://..." or "#anchor"; NULL: none */
    const char *reference; /* anchor of the figure or table whose "Figure 3" stands here; NULL: none */
    const char *file;      /* of the template, for messages; NULL: the program added the text */
    int line;              /* likewise */
    guint footnote;        /* number of the footnote that this mark leads to; 0: none */
};

enum report_align { REPORT_ALIGN_LEFT, REPORT_ALIGN_CENTER, REPORT_ALIGN_RIGHT };

struct report_block {
    enum report_block_kind kind;
    int line;                          /* of the template, from 1; 0 for what the program adds */
    int level;                         /* headings */
    int start;                         /* lists: first number; -1 for bullets */
    gboolean is_head;                  /* rows: part of the table's head */
    gboolean lost_children;            /* something beneath was left out for want of data */
    GArray *spans;                     /* struct report_span */
    GPtrArray *children;               /* struct report_block, owned */
    const char *anchor;                /* by which links find it; NULL: none */
    guint number;                      /* figures and tables: from 1; 0: none */
    const char *title;                 /* figures and tables: what lists of them say, without the number; NULL: none */
    size_t n_columns;                  /* tables */
    const enum report_align *aligns;   /* [n_columns], owned by the block */
    const struct study_answer *answer; /* figures; borrowed from the results */
};

/* The tree and all its strings. */
typedef struct report_document {
    struct report_block *root;
    GPtrArray *footnotes; /* struct report_block of kind FOOTNOTE, in the order of their numbers */
    GStringChunk *strings;
} report_document;
report_document *report_document_new(void);
void report_document_free(report_document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(report_document, report_document_free)

/* A copy of `text` that lives as long as the document, made valid UTF-8, its control characters blanks ("\n" stays). */
const char *report_document_keep(report_document *document, const char *text);

struct report_block *report_block_new(enum report_block_kind kind, int line);
void report_block_free(struct report_block *block);

/* Append an empty child; borrowed. */
struct report_block *report_block_add(struct report_block *parent, enum report_block_kind kind, int line);
/* Append text of one look; `text` is cleaned and copied. */
void report_block_say(report_document *document, struct report_block *block, guint styles, const char *text);
/* The spans' texts joined, blanks for line ends. Owner: the caller. */
char *report_block_text(const struct report_block *block);
/* Give a table its columns, all to the left; the array may be changed until layout. Borrowed. */
enum report_align *report_block_set_columns(struct report_block *table, size_t n_columns);

/* The next character of valid UTF-8; g_utf8_next_char would drop the const. */
static inline const char *report_next_char(const char *text)
{
    return text + g_utf8_skip[(guchar)*text];
}

static inline const struct report_span *report_block_span(const struct report_block *block, guint index)
{
    return &g_array_index(block->spans, struct report_span, index);
}

static inline struct report_block *report_block_child(const struct report_block *block, guint index)
{
    return g_ptr_array_index(block->children, index);
}

#endif
