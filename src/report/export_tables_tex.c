/* tables/NAME.tex: the tables of the report as tabulars of booktabs, without a float; tables.tex: their captions. */
#include <string.h>

#include "report/caption.h"
#include "report/export_internal.h"
#include "report/tabulate.h"
#include "report/tex_text.h"

#define MAX_ROWS 120 /* of a table that a page can have room for */

static const char table_head[] =
    "% A table for LaTeX with the package booktabs, without float and caption: \\input it.\n";

static const char list_head[] =
    "% Tables for LaTeX. \\input this file in the preamble; it needs the package booktabs.\n"
    "%   \\begin{table}\\SRtable{sync_pattern}\\end{table}\n"
    "% is the caption, the label tab:sync_pattern and the table. \\SRtables says where the files are:\n"
    "%   \\newcommand{\\SRtables}{results/tables}\n"
    "% before this file. The tables alone: \\input{results/tables/sync_pattern}.\n"
    "\\providecommand{\\SRtables}{tables}%\n"
    "\\providecommand{\\SRtable}[1]{\\ifcsname SRtable:#1\\endcsname\\csname SRtable:#1\\endcsname\\else"
    "\\errmessage{syncreport: no table #1}\\fi}%\n";

/* ------------------------------------------------------------------ cells */

/* Where the digits of a number end and its decimals begin: "< 0.001", "-1,234.5", "12.3%". FALSE: it is no number. */
static gboolean split_number(size_t *n_decimals, const char *text)
{
    const char *p = text;
    while (*p && !g_ascii_isdigit(*p) && !g_ascii_isalpha(*p))
        p++;
    if (!g_ascii_isdigit(*p) || p - text > 4)
        return FALSE;
    p += strspn(p, "0123456789,");
    *n_decimals = *p == '.' ? strspn(p + 1, "0123456789") : 0;
    p += *p == '.' ? *n_decimals + 1 : 0;
    return *p == '\0' || strcmp(p, "%") == 0;
}

/* Most decimals of a column to the right. */
static size_t column_decimals(const struct report_block *table, guint column)
{
    size_t most = 0;
    for (guint r = 0; r < table->children->len; r++) {
        const struct report_block *row = report_block_child(table, r);
        g_autofree char *text = report_block_text(report_block_child(row, column));
        size_t n_decimals;
        if (!row->is_head && split_number(&n_decimals, text))
            most = MAX(most, n_decimals);
    }
    return most;
}

/* Room for the decimals that a number lacks: digits are equally wide, so that points stand below points. */
static void append_room(GString *out, const char *text, size_t most)
{
    size_t n_decimals;
    if (!split_number(&n_decimals, text) || n_decimals >= most)
        return;
    g_autofree char *zeros = g_strnfill(most - n_decimals, '0');
    g_string_append_printf(out, "\\phantom{%s%s}", n_decimals == 0 ? "." : "", zeros);
}

static void append_cell(GString *out, const struct report_block *cell, gboolean is_head)
{
    const gboolean is_bold = !is_head && cell->spans->len > 0 && (report_block_span(cell, 0)->styles & REPORT_BOLD);
    g_autofree char *text = report_block_text(cell);
    const gboolean is_negative = text[0] == '-' && g_ascii_isdigit(text[1]);
    if (text[0] == '[' || text[0] == '*') /* would belong to the end of the row before */
        g_string_append(out, "{}");
    g_string_append(out, is_bold ? "\\textbf{" : "");
    g_string_append(out, is_negative ? "\\ensuremath{-}" : "");
    report_tex_append(out, is_negative ? text + 1 : text);
    g_string_append(out, is_bold ? "}" : "");
}

/* ------------------------------------------------------------------ tables */

static void append_row(GString *out, const struct report_block *table, const struct report_block *row,
                       const size_t most[])
{
    g_string_append(out, "  ");
    for (guint c = 0; c < row->children->len; c++) {
        const struct report_block *cell = report_block_child(row, c);
        g_string_append(out, c > 0 ? " & " : "");
        append_cell(out, cell, row->is_head);
        if (!row->is_head && table->aligns[c] == REPORT_ALIGN_RIGHT) {
            g_autofree char *text = report_block_text(cell);
            append_room(out, text, most[c]);
        }
    }
    g_string_append(out, " \\\\\n");
}

/* Heads first, a rule between. */
static void append_tabular(GString *out, const struct report_block *table)
{
    g_autofree size_t *most = g_new0(size_t, table->n_columns);
    g_string_append(out, "\\begin{tabular}{@{}");
    for (guint c = 0; c < table->n_columns; c++) {
        const gboolean is_right = table->aligns[c] == REPORT_ALIGN_RIGHT;
        g_string_append_c(out, is_right ? 'r' : 'l');
        most[c] = is_right ? column_decimals(table, c) : 0;
    }
    g_string_append(out, "@{}}\n  \\toprule\n");
    for (guint r = 0; r < table->children->len; r++) {
        const struct report_block *row = report_block_child(table, r);
        append_row(out, table, row, most);
        if (row->is_head)
            g_string_append(out, "  \\midrule\n");
    }
    g_string_append(out, "  \\bottomrule\n\\end{tabular}%\n");
}

/* A name that TeX can read as part of a path: letters and digits stay; what else falls together is told apart. Owner:
 * the caller. */
static char *file_name(const char *name)
{
    g_autofree char *plain = g_strdup(name);
    gboolean is_changed = strlen(plain) > 100 || !*plain;
    for (char *p = plain; *p; p++) {
        const gboolean is_kept = g_ascii_isalnum(*p) || *p == '_' || *p == '-';
        is_changed = is_changed || (!is_kept && *p != '.' && *p != ' ');
        *p = is_kept ? *p : '-';
    }
    g_autofree char *sum = study_text_fingerprint(name);
    return is_changed ? g_strdup_printf("%.100s-%s", plain, sum) : g_steal_pointer(&plain);
}

struct lister {
    GPtrArray *files;
    GString *list;
    const char *remark;
};

static void add_table(struct lister *lister, const char *name, const struct report_block *table, const char *caption)
{
    g_autofree char *file = file_name(name);
    g_autofree char *path = g_strconcat("tables/", file, ".tex", NULL);
    g_autofree char *mark = g_strconcat("table ", file, NULL);
    g_autoptr(GString) text = g_string_new(lister->remark);
    g_string_append(text, table_head);
    append_tabular(text, table);
    export_tex_add(lister->files, path, mark, text->str);
    g_string_append_printf(lister->list,
                           "\n\\expandafter\\def\\csname SRtable:%s\\endcsname{%%\n  \\centering\n"
                           "  \\caption{",
                           file);
    report_tex_append(lister->list, caption);
    g_string_append_printf(lister->list, "}%%\n  \\label{tab:%s}%%\n  \\input{\\SRtables/%s}}%%\n", file, file);
}

static void add_answer_table(struct lister *lister, const struct study_answer *answer, const struct study_form *form)
{
    const struct study_table *data = study_answer_table(answer, form->query);
    if (!data || data->n_rows == 0 || data->n_rows > MAX_ROWS)
        return;
    g_autoptr(report_document) document = report_document_new();
    struct report_block *table = report_block_add(document->root, REPORT_BLOCK_TABLE, 0);
    report_tabulate_answer(document, table, answer, form, data);
    g_autoptr(GString) caption = g_string_new(NULL);
    report_append_sentence(caption, form->title ? form->title : answer->recipe->title);
    g_autofree char *words = g_strchomp(g_strdup(caption->str));
    g_autofree char *name =
        *form->query ? g_strconcat(answer->recipe->name, "-", form->query, NULL) : g_strdup(answer->recipe->name);
    add_table(lister, name, table, words);
}

static void add_pairs_table(struct lister *lister, const study_results *results, const struct study_test *test)
{
    if (test->failure || !test->posthoc || test->n_groups < 2 || test->n_pairs == 0)
        return;
    g_autoptr(report_document) document = report_document_new();
    struct report_block *table = report_block_add(document->root, REPORT_BLOCK_TABLE, 0);
    report_tabulate_pairs(document, table, test);
    g_autofree char *caption = report_pairs_caption(test, report_test_title(results, test));
    g_autofree char *name = g_strconcat("pairs-", test->id, NULL);
    add_table(lister, name, table, caption);
}

void export_tables_tex(GPtrArray *files, const study_results *results)
{
    g_autoptr(GString) remark = g_string_new(NULL), list = g_string_new(NULL);
    export_rules_tex(remark, study_results_provenance(results));
    g_string_printf(list, "%s%s", remark->str, list_head);
    struct lister lister = {files, list, remark->str};
    for (size_t i = 0; i < study_results_n_answers(results); i++) {
        const struct study_answer *answer = study_results_answer_at(results, i);
        for (size_t k = 0; !answer->missing && k < answer->recipe->n_forms; k++)
            add_answer_table(&lister, answer, &answer->recipe->forms[k]);
    }
    for (size_t i = 0; i < study_results_n_tests(results); i++)
        if (study_results_test_lookup(results, study_results_test_at(results, i)->id) ==
            study_results_test_at(results, i))
            add_pairs_table(&lister, results, study_results_test_at(results, i));
    export_tex_add(files, "tables.tex", "tables", list->str);
}
