/* What a picture of an answer shows, as one short text: equal pictures have equal fingerprints. */
#include <string.h>

#include "study/results.h"
#include "study/study_internal.h"

#define FINGERPRINT_LENGTH 16 /* hexadecimal digits: 64 bits */

/* Each part ends in a byte that no text holds, so that "ab", "c" is not "a", "bc". */
static void take_text(GChecksum *sum, const char *text)
{
    g_checksum_update(sum, (const guchar *)(text ? text : ""), -1);
    g_checksum_update(sum, (const guchar *)"", 1);
}

/* Twelve digits: another processor may differ in the last ones. */
static void take_number(GChecksum *sum, double value)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    take_text(sum, g_ascii_formatd(digits, sizeof digits, "%.12g", value));
}

/* Columns of numbers, which are named by the ids, may be those of other recipes, and empty where these did not run. */
static gboolean is_own(const char *column)
{
    return strchr(column, '.') == NULL;
}

static void take_table(GChecksum *sum, const struct study_table *table)
{
    take_text(sum, table->name);
    for (size_t i = 0; i < table->n_columns; i++)
        take_text(sum, is_own(table->columns[i]) ? table->columns[i] : "");
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        const struct study_cell *cell = &table->cells[i];
        if (!is_own(table->columns[i % table->n_columns]))
            continue;
        if (cell->type == STUDY_TEXT)
            take_text(sum, cell->text);
        else
            take_number(sum, cell->real);
    }
}

static void take_test(GChecksum *sum, const struct study_test *test)
{
    const double values[] = {(double)test->n, test->statistic, test->p, test->effect};
    take_text(sum, test->id);
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        take_number(sum, values[i]);
}

/* The i-th table: one that only tests read is not there when only pictures are made. */
static gboolean is_shown(const struct study_recipe *recipe, size_t i)
{
    return i == 0 || i >= recipe->n_queries || study_query_is_shown(recipe, recipe->queries[i].name);
}

char *study_text_fingerprint(const char *text)
{
    char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    sum[FINGERPRINT_LENGTH] = '\0';
    return sum;
}

char *study_answer_fingerprint(const struct study_answer *answer)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    take_text(sum, answer->recipe->name);
    take_text(sum, answer->remark);
    for (size_t i = 0; i < answer->n_tables; i++)
        if (is_shown(answer->recipe, i))
            take_table(sum, &answer->tables[i]);
    for (size_t i = 0; i < answer->n_tests; i++)
        if (study_words_tell(answer->recipe->alt, answer->tests[i]->id))
            take_test(sum, answer->tests[i]);
    return g_strndup(g_checksum_get_string(sum), FINGERPRINT_LENGTH);
}
