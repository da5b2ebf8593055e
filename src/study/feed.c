/* study/feed.c: the three places that rows come from. */
#include "study/feed.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "corpus/csv.h"
#include "study/study_internal.h"

/* Of a cell in a message, in characters. */
#define SHOWN_CHARACTERS 60

void study_feed_free(study_feed *feed)
{
    if (feed)
        feed->free(feed);
}

static void set_choices(study_feed *feed, const struct study_choice choices[], size_t n_choices)
{
    g_assert(n_choices <= STUDY_FEED_MAX_COLUMNS);
    feed->n_columns = n_choices;
    memcpy(feed->choices, choices, n_choices * sizeof *choices);
}

/* PLACE: column COLUMN: "CELL" is not a number. Returns FALSE. */
static gboolean fail_number(GError **error, const char *place, const char *column, const char *cell)
{
    g_autofree char *valid = g_utf8_make_valid(cell, (gssize)MIN(strlen(cell), 8 * SHOWN_CHARACTERS));
    const gboolean is_cut = g_utf8_strlen(valid, -1) > SHOWN_CHARACTERS;
    g_autofree char *shown = g_utf8_substring(valid, 0, MIN(g_utf8_strlen(valid, -1), SHOWN_CHARACTERS));
    g_set_error(error, STUDY_ERROR, STUDY_ERROR_DATA, "%s%scolumn %s: \"%s%s\" is not a number", place,
                *place ? ": " : "", column, shown, is_cut ? "..." : "");
    return FALSE;
}

static const struct study_cell missing_cell = {STUDY_NULL, 0, (double)NAN, NULL};

/* ------------------------------------------------------------------ rows of a table */

struct rows_feed {
    study_feed base;
    struct study_rows rows;
    size_t columns[STUDY_FEED_MAX_COLUMNS];
    size_t n_taken;
    char digits[STUDY_FEED_MAX_COLUMNS][24];
};

static gboolean take_number(struct study_cell *out, const struct study_cell *cell, const char *column, GError **error)
{
    *out = cell->type == STUDY_NULL ? missing_cell : (struct study_cell){STUDY_REAL, 0, cell->real, NULL};
    return cell->type != STUDY_TEXT || fail_number(error, "", column, cell->text);
}

/* A real number names no category. */
static void take_category(struct study_cell *out, const struct study_cell *cell, char digits[24])
{
    *out = cell->type == STUDY_TEXT ? *cell : missing_cell;
    if (cell->type == STUDY_INTEGER) {
        g_snprintf(digits, 24, "%" G_GINT64_FORMAT, cell->integer);
        *out = (struct study_cell){STUDY_TEXT, 0, (double)NAN, digits};
    }
}

static gboolean take_cell(struct study_cell *out, const struct study_cell *cell, const struct study_choice *choice,
                          char digits[24], GError **error)
{
    if (choice->is_number)
        return take_number(out, cell, choice->column, error);
    take_category(out, cell, digits);
    return TRUE;
}

static gboolean rows_next(gboolean *has_row, struct study_cell cells[], study_feed *feed, GError **error)
{
    struct rows_feed *self = (struct rows_feed *)feed;
    *has_row = self->n_taken < self->rows.n_rows;
    if (!*has_row)
        return TRUE;
    const guint row = self->rows.rows[self->n_taken++];
    for (size_t i = 0; i < feed->n_columns; i++)
        if (!take_cell(&cells[i], study_cell_at(self->rows.table, row, self->columns[i]), &feed->choices[i],
                       self->digits[i], error))
            return FALSE;
    return TRUE;
}

static void rows_free(study_feed *feed)
{
    g_free(feed);
}

study_feed *study_feed_rows(const struct study_rows *rows, const struct study_choice choices[], size_t n_choices)
{
    struct rows_feed *self = g_new0(struct rows_feed, 1);
    self->base.next = rows_next;
    self->base.free = rows_free;
    self->rows = *rows;
    set_choices(&self->base, choices, n_choices);
    for (size_t i = 0; i < n_choices; i++) {
        const int column = study_column_find(rows->table, choices[i].column);
        g_assert(column >= 0);
        self->columns[i] = (size_t)column;
    }
    return &self->base;
}

/* ---------------------------------------------------------------------- CSV */

struct csv_feed {
    study_feed base;
    csv_reader *reader;
    size_t columns[STUDY_FEED_MAX_COLUMNS];
    char decimal;
    GString *number; /* a cell with its decimal comma turned into a point */
};

static gboolean is_missing(const char *cell)
{
    return *cell == '\0' || g_str_equal(cell, "NA");
}

/*
 * Digits with at most one point and a minus sign before, as nearly all cells are. Up to 15 digits are an integer that a
 * double holds, and so is the power of ten: their quotient is rounded once, as strtod() rounds. FALSE: something else.
 * Source: Clinger (1990), PLDI '90, 92-101.
 */
static gboolean parse_plain_number(double *out, const char *text)
{
    static const double powers[] = {1.0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char *digit = text + (*text == '-'), *point = NULL;
    guint64 integer = 0;
    size_t n_digits = 0;
    for (; n_digits <= DBL_DIG; digit++)
        if (g_ascii_isdigit(*digit)) {
            integer = integer * 10 + (guint64)(*digit - '0');
            n_digits++;
        } else if (*digit == '.' && !point)
            point = digit;
        else
            break;
    if (*digit != '\0' || n_digits == 0 || n_digits > DBL_DIG)
        return FALSE;
    const double size = (double)integer / powers[point ? digit - point - 1 : 0];
    *out = *text == '-' ? -size : size;
    return TRUE;
}

/* Decimal digits with a sign, a point and an exponent, blanks around: no hexadecimal, no inf, no nan. */
static gboolean parse_number(double *out, const char *text)
{
    char *end = NULL;
    if (parse_plain_number(out, text))
        return TRUE;
    if (strspn(text, "+-.0123456789eE \t") != strlen(text))
        return FALSE;
    *out = g_ascii_strtod(text, &end);
    return end != text && end[strspn(end, " \t")] == '\0' && isfinite(*out);
}

static gboolean read_number(struct study_cell *out, struct csv_feed *self, const char *cell, const char *column,
                            GError **error)
{
    double value = 0.0;
    const char *text = cell;
    if (self->decimal == ',') {
        g_string_assign(self->number, cell);
        g_string_replace(self->number, ",", ".", 1);
        text = self->number->str;
    }
    if (!parse_number(&value, text) || (self->decimal == ',' && strchr(cell, '.'))) {
        g_autofree char *place = g_strdup_printf("%s:%zu", csv_path(self->reader), csv_line(self->reader));
        return fail_number(error, place, column, cell);
    }
    *out = (struct study_cell){STUDY_REAL, 0, value, NULL};
    return TRUE;
}

static gboolean csv_feed_next(gboolean *has_row, struct study_cell cells[], study_feed *feed, GError **error)
{
    struct csv_feed *self = (struct csv_feed *)feed;
    if (!csv_next(has_row, self->reader, error))
        return FALSE;
    if (!*has_row)
        return TRUE;
    if (csv_is_ragged(self->reader)) {
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_DATA, "%s:%zu: the row has not as many cells as the header",
                    csv_path(self->reader), csv_line(self->reader));
        return FALSE;
    }
    for (size_t i = 0; i < feed->n_columns; i++) {
        const char *cell = csv_cell(self->reader, self->columns[i]);
        if (is_missing(cell))
            cells[i] = missing_cell;
        else if (!feed->choices[i].is_number)
            cells[i] = (struct study_cell){STUDY_TEXT, 0, (double)NAN, cell};
        else if (!read_number(&cells[i], self, cell, feed->choices[i].column, error))
            return FALSE;
    }
    return TRUE;
}

static void csv_feed_free(study_feed *feed)
{
    struct csv_feed *self = (struct csv_feed *)feed;
    csv_reader_close(self->reader);
    g_string_free(self->number, TRUE);
    g_free(self);
}

study_feed *study_feed_csv(const char *path, char delimiter, char decimal, const struct study_choice choices[],
                           size_t n_choices, GError **error)
{
    csv_reader *reader = csv_reader_open_delimited(path, delimiter, error);
    if (!reader)
        return NULL;
    struct csv_feed *self = g_new0(struct csv_feed, 1);
    self->base.next = csv_feed_next;
    self->base.free = csv_feed_free;
    self->reader = reader;
    self->decimal = decimal;
    self->number = g_string_new(NULL);
    g_autoptr(study_feed) feed = &self->base;
    set_choices(feed, choices, n_choices);
    for (size_t i = 0; i < n_choices; i++) {
        int column = -1;
        if (!csv_require_column(&column, reader, choices[i].column, error))
            return NULL;
        self->columns[i] = (size_t)column;
    }
    return g_steal_pointer(&feed);
}

/* ------------------------------------------------------------------ a query */

struct query_feed {
    study_feed base;
    corpus_statement *statement;
    char *name;
    size_t columns[STUDY_FEED_MAX_COLUMNS];
    size_t n_taken;
    char digits[STUDY_FEED_MAX_COLUMNS][24];
};

static gboolean query_next(gboolean *has_row, struct study_cell cells[], study_feed *feed, GError **error)
{
    struct query_feed *self = (struct query_feed *)feed;
    if (!corpus_step(has_row, self->statement, error))
        return FALSE;
    if (!*has_row)
        return TRUE;
    self->n_taken++;
    for (size_t i = 0; i < feed->n_columns; i++) {
        const struct study_cell cell = study_cell_read(self->statement, self->columns[i]);
        if (!take_cell(&cells[i], &cell, &feed->choices[i], self->digits[i], error)) {
            g_prefix_error(error, "%s: row %zu: ", self->name, self->n_taken);
            return FALSE;
        }
    }
    return TRUE;
}

static void query_free(study_feed *feed)
{
    struct query_feed *self = (struct query_feed *)feed;
    corpus_statement_free(self->statement);
    g_free(self->name);
    g_free(self);
}

/* "a, b, c": what the query returns. Owner: the caller. */
static char *list_columns(corpus_statement *statement)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t i = 0; i < corpus_n_columns(statement) && names->len < 400; i++)
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", corpus_column_name(statement, i));
    return g_string_free(g_steal_pointer(&names), FALSE);
}

static gboolean find_query_column(size_t *out, const struct query_feed *self, const char *column, GError **error)
{
    for (size_t i = 0; i < corpus_n_columns(self->statement); i++)
        if (g_str_equal(corpus_column_name(self->statement, i), column)) {
            *out = i;
            return TRUE;
        }
    g_autofree char *names = list_columns(self->statement);
    g_set_error(error, STUDY_ERROR, STUDY_ERROR_DATA, "%s: no column \"%s\" (the query returns: %s)", self->name,
                column, names);
    return FALSE;
}

study_feed *study_feed_query(corpus *db, const char *name, const char *sql, const struct study_choice choices[],
                             size_t n_choices, GError **error)
{
    corpus_statement *statement = corpus_prepare(db, sql, NULL, error);
    if (!statement)
        return NULL;
    struct query_feed *self = g_new0(struct query_feed, 1);
    self->base.next = query_next;
    self->base.free = query_free;
    self->statement = statement;
    self->name = g_strdup(name);
    g_autoptr(study_feed) feed = &self->base;
    set_choices(feed, choices, n_choices);
    for (size_t i = 0; i < n_choices; i++)
        if (!find_query_column(&self->columns[i], self, choices[i].column, error))
            return NULL;
    return g_steal_pointer(&feed);
}
