#include "report/index.h"

#include <string.h>

#include "report/block.h"
#include "report/export_internal.h"
#include "report/provenance.h"
#include "report/tabulate.h"
#include "study/families.h"
#include "study/number.h"

/* Columns of the table, by the listing's names. */
static const struct {
    const char *column, *title;
    gboolean is_number;
} columns[] = {
    {"family", "Family", FALSE},
    {"lag", "Lag", FALSE},
    {"code", "Code", FALSE},
    {"variants", "Variants", TRUE},
    {"upstream_commits", "Commits upstream", TRUE},
    {"downstream_commits", "downstream", TRUE},
};

/* The index while it is made. */
struct maker {
    report_document *document;
    const struct study_table *families;
    const struct report_index_entry *entries;
    size_t n_entries;
};

static const struct study_cell *cell_of(const struct maker *maker, size_t row, const char *column)
{
    return study_cell_at(maker->families, row, (size_t)study_column_find(maker->families, column));
}

static void say_cell(const struct maker *maker, struct report_block *row, size_t column, const struct study_cell *cell)
{
    g_autofree char *words = NULL;
    if (cell->type == STUDY_TEXT)
        words = g_strdup(g_str_equal(columns[column].column, "lag") ? study_lag_words(cell->text) : cell->text);
    else
        words = cell->type == STUDY_NULL ? g_strdup("–") : study_number_grouped(cell->real, 0);
    g_strdelimit(words, "\r\n", ' ');
    report_table_say(maker->document, row, column, 0, words);
}

static struct report_block *add_table(const struct maker *maker)
{
    struct report_block *table = report_block_add(maker->document->root, REPORT_BLOCK_TABLE, 0);
    enum report_align *aligns = report_block_set_columns(table, G_N_ELEMENTS(columns));
    struct report_block *head = report_table_add_row(table, TRUE);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
        aligns[i] = columns[i].is_number ? REPORT_ALIGN_RIGHT : REPORT_ALIGN_LEFT;
        report_table_say(maker->document, head, i, REPORT_BOLD, columns[i].title);
    }
    return table;
}

static void add_row(const struct maker *maker, struct report_block *table, const struct report_index_entry *entry)
{
    struct report_block *row = report_table_add_row(table, FALSE);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        say_cell(maker, row, i, cell_of(maker, entry->row, columns[i].column));
    report_table_link(maker->document, row, 0, entry->file);
}

/* Heading and table of the families of one pattern (NULL: of those without), where there are some. */
static void add_pattern(const struct maker *maker, const char *pattern, const char *name)
{
    struct report_block *heading = NULL, *table = NULL;
    size_t n_families = 0;
    for (size_t i = 0; i < maker->n_entries; i++) {
        const char *id = cell_of(maker, maker->entries[i].row, "pattern")->text;
        if (g_strcmp0(id, pattern) != 0)
            continue;
        if (!table) {
            heading = report_block_add(maker->document->root, REPORT_BLOCK_HEADING, 0);
            heading->level = 1;
            table = add_table(maker);
        }
        add_row(maker, table, &maker->entries[i]);
        n_families++;
    }
    if (!heading)
        return;
    g_autofree char *title = g_strdup_printf("%s (%zu)", name, n_families);
    report_block_say(maker->document, heading, 0, title);
}

static void add_head(const struct maker *maker, const study_results *listing)
{
    const struct study_provenance *provenance = study_results_provenance(listing);
    const struct {
        enum report_block_kind kind;
        char *text;
    } lines[] = {
        {REPORT_BLOCK_TITLE, g_strdup("Families")},
        {REPORT_BLOCK_SUBTITLE, report_collected_words(provenance)},
        {REPORT_BLOCK_SUBTITLE, g_strdup_printf("%zu %s; each name leads to its summary", maker->n_entries,
                                                maker->n_entries == 1 ? "family" : "families")},
        {REPORT_BLOCK_NOTE, g_strdup(provenance->note)},
        {REPORT_BLOCK_NOTE, report_rules_words(provenance)},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        if (lines[i].text && *lines[i].text)
            report_block_say(maker->document, report_block_add(maker->document->root, lines[i].kind, 0), 0,
                             lines[i].text);
        g_free(lines[i].text);
    }
}

gboolean report_index_write(const struct report_request *request, ink_fonts *fonts, const study_results *listing,
                            const struct report_index_entry entries[], size_t n, GError **error)
{
    g_autoptr(report_document) document = report_document_new();
    const struct maker maker = {document, study_results_families(listing), entries, n};
    add_head(&maker, listing);
    const char *pattern, *name;
    for (size_t i = 0; study_pattern_at(&pattern, &name, i); i++)
        add_pattern(&maker, pattern, name);
    add_pattern(&maker, NULL, "Without a pattern");
    return report_document_write(document, request, fonts, listing, error);
}

char *report_index_csv(const study_results *listing, const struct report_index_entry entries[], size_t n)
{
    const struct study_table *families = study_results_families(listing);
    GString *out = g_string_new("family,file\n");
    for (size_t i = 0; i < n; i++) {
        export_append_text(out, study_cell_at(families, entries[i].row, 0)->text);
        g_string_append_printf(out, ",%s\n", entries[i].file);
    }
    return g_string_free(out, FALSE);
}
