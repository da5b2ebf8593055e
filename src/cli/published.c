#include "cli/published.h"

#include <math.h>

#include "cli/cli.h"
#include "corpus/corpus.h"
#include "corpus/csv.h"

static GArray *read_corpus(const char *path, GError **error)
{
    const struct study_wish wish = {.names = NULL};
    g_autoptr(study_results) results = cli_study_open(path, &wish, error);
    if (!results)
        return NULL;
    GArray *numbers = study_numbers_new();
    for (size_t i = 0; i < study_results_n_numbers(results); i++) {
        const struct study_number *number = study_results_number_at(results, i);
        if (isfinite(number->value))
            study_numbers_add(numbers, number->id, number->value, (double)NAN);
    }
    return numbers;
}

/* "PATH:LINE: ..." of the row at hand. Returns FALSE. */
static gboolean fail_row(GError **error, const csv_reader *reader, const char *cause)
{
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_FORMAT, "%s:%zu: %s", csv_path(reader), csv_line(reader), cause);
    return FALSE;
}

static gboolean add_row(GArray *numbers, const csv_reader *reader, int id, int value, GError **error)
{
    const char *cell = csv_cell(reader, (size_t)value);
    if (csv_is_ragged(reader))
        return fail_row(error, reader, "the row has more or fewer cells than the header");
    if (*cell == '\0')
        return TRUE;
    char *end = NULL;
    const double number = g_ascii_strtod(cell, &end);
    if (*end != '\0' || !isfinite(number)) {
        g_autofree char *cause = g_strdup_printf("value \"%s\" is not a number", cell);
        return fail_row(error, reader, cause);
    }
    study_numbers_add(numbers, csv_cell(reader, (size_t)id), number, (double)NAN);
    return TRUE;
}

static gboolean read_rows(GArray *numbers, csv_reader *reader, GError **error)
{
    int id, value;
    if (!csv_require_column(&id, reader, "id", error) || !csv_require_column(&value, reader, "value", error))
        return FALSE;
    for (gboolean has_row = TRUE; has_row;)
        if (!csv_next(&has_row, reader, error) || (has_row && !add_row(numbers, reader, id, value, error)))
            return FALSE;
    return TRUE;
}

static GArray *read_csv(const char *path, GError **error)
{
    g_autoptr(csv_reader) reader = csv_reader_open(path, NULL, error);
    g_autoptr(GArray) numbers = study_numbers_new();
    return reader && read_rows(numbers, reader, error) ? g_steal_pointer(&numbers) : NULL;
}

GArray *cli_published_read(const char *path, GError **error)
{
    g_autoptr(GArray) numbers = corpus_is_sqlite(path) ? read_corpus(path, error) : read_csv(path, error);
    if (!numbers || numbers->len > 0)
        return g_steal_pointer(&numbers);
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_FORMAT, "%s: there is no number in it", path);
    return NULL;
}
