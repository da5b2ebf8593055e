#include "report/provenance.h"

#include <math.h>

#include "report/sentence.h"
#include "report/tabulate.h"
#include "study/number.h"

char *report_collected_words(const struct study_provenance *provenance)
{
    const char *day = provenance->collected;
    if (!day || !*day)
        return g_strdup("Day of collection not known");
    return g_strconcat("Data collected on ", day,
                       provenance->is_collected_assumed ? " (assumed: the day of the newest commit)" : "", NULL);
}

char *report_rules_words(const struct study_provenance *provenance)
{
    const gboolean has_rules = provenance->rules && *provenance->rules;
    return has_rules ? g_strconcat("Other than in the study: ", provenance->rules, ".", NULL) : NULL;
}

/* Sum of a column over all rows with a number in it; FALSE: there is none. */
static gboolean sum_column(double *sum, const struct study_table *table, const char *name)
{
    const int column = study_column_find(table, name);
    gboolean has_value = FALSE;
    *sum = 0.0;
    for (size_t row = 0; column >= 0 && row < table->n_rows; row++) {
        const double value = study_cell_at(table, row, (size_t)column)->real;
        const gboolean is_number = study_cell_at(table, row, (size_t)column)->type == STUDY_INTEGER;
        *sum += is_number ? value : 0.0;
        has_value |= is_number;
    }
    return has_value;
}

static void append_count(GString *out, double count, const char *one, const char *many)
{
    g_autofree char *text = study_number_grouped((double)count, 0);
    g_string_append_printf(out, "%s%s\302\240%s", out->len > 0 ? ", " : "", text, count == 1.0 ? one : many);
}

char *report_counts_words(const study_results *results)
{
    const struct study_table *families = study_results_families(results);
    const struct study_number *transitions = study_results_number_lookup(results, "lagdays.n");
    static const struct {
        const char *column, *one, *many;
    } sums[] = {{"variants", "variant", "variants"},
                {"upstream_commits", "upstream commit", "upstream commits"},
                {"downstream_commits", "downstream commit", "downstream commits"}};
    g_autoptr(GString) out = g_string_new(NULL);
    if (families->n_rows > 0)
        append_count(out, (double)families->n_rows, "family", "families");
    for (size_t i = 0; i < G_N_ELEMENTS(sums); i++) {
        double sum = 0.0;
        if (sum_column(&sum, families, sums[i].column))
            append_count(out, sum, sums[i].one, sums[i].many);
    }
    if (transitions)
        append_count(out, transitions->value, "transition", "transitions");
    return out->len > 0 ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}

/* ------------------------------------------------------------------ section */

static void add_paragraph(report_document *document, struct report_block *parent, const char *head, const char *text)
{
    struct report_block *paragraph = report_block_add(parent, REPORT_BLOCK_PARAGRAPH, 0);
    report_block_say(document, paragraph, REPORT_BOLD, head);
    report_block_say(document, paragraph, 0, " ");
    report_block_say(document, paragraph, 0, text);
}

static struct report_block *add_table(report_document *document, struct report_block *parent,
                                      const char *const titles[], const enum report_align aligns[], size_t n_columns)
{
    struct report_block *table = report_block_add(parent, REPORT_BLOCK_TABLE, 0);
    enum report_align *columns = report_block_set_columns(table, n_columns);
    struct report_block *head = report_table_add_row(table, TRUE);
    for (size_t i = 0; i < n_columns; i++) {
        columns[i] = aligns[i];
        report_table_say(document, head, i, REPORT_BOLD, titles[i]);
    }
    return table;
}

static void say_count(report_document *document, struct report_block *row, size_t column, gint64 count)
{
    g_autofree char *text = study_number_grouped((double)count, 0);
    report_table_say(document, row, column, 0, text);
}

/* Text from outside in one line, whatever a file name or a cell holds; NULL: unknown. */
static void say_line(report_document *document, struct report_block *row, size_t column, const char *text)
{
    g_autofree char *line = g_strdelimit(g_strdup(text ? text : "–"), "\r\n", ' ');
    report_table_say(document, row, column, 0, line);
}

static void add_sources(report_document *document, struct report_block *parent,
                        const struct study_provenance *provenance)
{
    static const char *const titles[] = {"Kind", "Source and its SHA-256", "Collected", "Rows", "Used", "Skipped"};
    static const enum report_align aligns[] = {REPORT_ALIGN_LEFT,  REPORT_ALIGN_LEFT,  REPORT_ALIGN_LEFT,
                                               REPORT_ALIGN_RIGHT, REPORT_ALIGN_RIGHT, REPORT_ALIGN_RIGHT};
    struct report_block *table = add_table(document, parent, titles, aligns, G_N_ELEMENTS(titles));
    report_block_say(document, table, REPORT_BOLD, "Sources.");
    for (size_t i = 0; i < provenance->n_sources; i++) {
        const struct study_source *source = &provenance->sources[i];
        struct report_block *row = report_table_add_row(table, FALSE);
        say_line(document, row, 0, source->kind);
        say_line(document, row, 1, source->name);
        if (source->sha256 && *source->sha256) {
            report_table_say(document, row, 1, 0, "\n");
            report_table_say(document, row, 1, REPORT_MONO | REPORT_TINY, source->sha256);
        }
        report_table_say(document, row, 2, 0, source->collected && *source->collected ? source->collected : "–");
        say_count(document, row, 3, source->rows);
        say_count(document, row, 4, source->used);
        say_count(document, row, 5, source->skipped);
    }
}

static void add_faults(report_document *document, struct report_block *parent,
                       const struct study_provenance *provenance)
{
    static const char *const titles[] = {"Source", "Cause", "Rows", "First line", "Example"};
    static const enum report_align aligns[] = {REPORT_ALIGN_LEFT, REPORT_ALIGN_LEFT, REPORT_ALIGN_RIGHT,
                                               REPORT_ALIGN_RIGHT, REPORT_ALIGN_LEFT};
    struct report_block *table = add_table(document, parent, titles, aligns, G_N_ELEMENTS(titles));
    report_block_say(document, table, REPORT_BOLD, "Rows that were not used, by cause.");
    for (size_t i = 0; i < provenance->n_faults; i++) {
        const struct study_fault *fault = &provenance->faults[i];
        struct report_block *row = report_table_add_row(table, FALSE);
        say_line(document, row, 0, fault->source);
        say_line(document, row, 1, fault->cause);
        say_count(document, row, 2, fault->rows);
        say_count(document, row, 3, fault->first_line);
        say_line(document, row, 4, fault->example ? fault->example : "");
    }
}

static void add_versions(report_document *document, struct report_block *parent, const char *versions)
{
    g_auto(GStrv) lines = g_strsplit(versions, "\n", -1);
    g_autoptr(GString) joined = g_string_new("syncreport " SYNCREPORT_VERSION);
    for (size_t i = 0; lines[i]; i++)
        if (*g_strstrip(lines[i]) && !g_str_has_prefix(lines[i], "syncreport "))
            g_string_append_printf(joined, ", %s", lines[i]);
    g_string_append_c(joined, '.');
    add_paragraph(document, parent, "Made with", joined->str);
}

/* "period_days=14, rare_max=2": every rule that has a value, as it is in use. Owner: the caller. */
static char *rule_values_words(const struct study_provenance *provenance)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t i = 0; i < provenance->n_rule_values; i++) {
        const struct study_rule *rule = &provenance->rule_values[i];
        if (*rule->value)
            g_string_append_printf(out, "%s%s=%s", out->len > 0 ? ", " : "", rule->key, rule->value);
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* Given results were made by the study's rules, and cannot be made anew without their commits. */
static void add_rules(report_document *document, struct report_block *parent, const struct study_provenance *provenance)
{
    g_autofree char *rules = report_rules_words(provenance);
    g_autofree char *given =
        g_strconcat(rules ? rules : "", " Published results stay as the study’s rules gave them.", NULL);
    add_paragraph(document, parent, "Rules.",
                  !rules                 ? "The study’s values throughout."
                  : provenance->is_given ? given
                                         : rules);
    g_autofree char *values = rule_values_words(provenance);
    g_autofree char *sentence = g_strconcat(values, ".", NULL);
    if (*values && provenance->has_commits) /* without commits no rule was used */
        add_paragraph(document, parent, "Values of the rules.", sentence);
}

void report_provenance_add(report_document *document, struct report_block *parent,
                           const struct study_provenance *provenance, const char *versions)
{
    g_autofree char *collected = report_collected_words(provenance);
    g_autofree char *sentence = g_strconcat(collected, ".", NULL);
    add_paragraph(document, parent, "Day of collection.", sentence);
    add_rules(document, parent, provenance);
    add_paragraph(document, parent, "Origin.",
                  !provenance->is_given ? "Every result is computed from the commits."
                  : provenance->has_commits
                      ? "Classes published by the study are taken as given; the rest is computed from the commits."
                      : "Classes and transitions are the study’s own, as published; the corpus holds no commits.");
    if (provenance->n_sources > 0)
        add_sources(document, parent, provenance);
    if (provenance->n_faults > 0)
        add_faults(document, parent, provenance);
    else
        add_paragraph(document, parent, "Rows that were not used.", "None.");
    add_versions(document, parent, versions ? versions : "");
}
