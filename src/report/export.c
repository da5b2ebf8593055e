#include "report/export.h"

#include <errno.h>
#include <string.h>

#include "plot/whole_file.h"
#include "report/export_internal.h"
#include "report/report.h"

#define STEM_MAX 200 /* bytes; a file system takes names of 255 */

char *export_file_stem(const char *name)
{
    g_autoptr(GString) stem = g_string_new(NULL);
    for (const char *p = name; *p; p++)
        if (g_ascii_isalnum(*p) || *p == '_' || *p == '-')
            g_string_append_c(stem, *p);
        else
            g_string_append_printf(stem, "%%%02X", (guchar)*p);
    if (stem->len == 0)
        g_string_assign(stem, "%");
    if (stem->len > STEM_MAX) {
        g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);
        g_string_truncate(stem, STEM_MAX - 34);
        g_string_append_printf(stem, "%%-%.32s", sum); /* no escape begins with %- */
    }
    return g_string_free(g_steal_pointer(&stem), FALSE);
}

gboolean export_make_folder(const char *path, GError **error)
{
    if (g_mkdir_with_parents(path, 0777) == 0)
        return TRUE;
    const int reason = errno;
    g_set_error(error, REPORT_ERROR, REPORT_ERROR_IO, "%s: %s", path, g_strerror(reason));
    return FALSE;
}

/* Write one file whole or not at all, and empty the buffer for the next. */
static gboolean write_file(const char *folder, const char *name, GString *content, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(GError) fault = NULL;
    if (!plot_file_write(path, content->str, content->len, &fault)) {
        g_set_error_literal(error, REPORT_ERROR, REPORT_ERROR_IO, fault->message); /* it names the path */
        return FALSE;
    }
    g_string_truncate(content, 0);
    return TRUE;
}

/* ------------------------------------------------------------------ contents */

typedef void (*numbers_print)(GString *out, const struct study_number numbers[], size_t n);

static void print_numbers(GString *out, const study_results *results, numbers_print print)
{
    g_autofree struct study_number *numbers = export_list_numbers(results);
    print(out, numbers, study_results_n_numbers(results));
}

static void numbers_csv(GString *out, const study_results *results)
{
    print_numbers(out, results, export_numbers_csv);
}

static void numbers_json(GString *out, const study_results *results)
{
    print_numbers(out, results, export_numbers_json);
}

static void rules_csv(GString *out, const study_results *results)
{
    export_rules_csv(out, study_results_provenance(results));
}

static void families_csv(GString *out, const study_results *results)
{
    export_table_csv(out, study_results_families(results));
}

static void transitions_csv(GString *out, const study_results *results)
{
    export_table_csv(out, study_results_transitions(results));
}

static void tests_json(GString *out, const study_results *results)
{
    const size_t n = study_results_n_tests(results);
    g_autofree const struct study_test **tests = g_new(const struct study_test *, n);
    for (size_t i = 0; i < n; i++)
        tests[i] = study_results_test_at(results, i);
    export_tests_json(out, tests, n);
}

/* Every file but those of LaTeX and the figures. */
static const struct {
    const char *name;
    enum export_format format;
    void (*print)(GString *out, const study_results *results);
} files[] = {
    {"numbers.csv", EXPORT_CSV, numbers_csv},   {"numbers.json", EXPORT_JSON, numbers_json},
    {"families.csv", EXPORT_CSV, families_csv}, {"transitions.csv", EXPORT_CSV, transitions_csv},
    {"tests.json", EXPORT_JSON, tests_json},    {"rules.csv", EXPORT_CSV, rules_csv},
};

/* ------------------------------------------------------------------ LaTeX */

static gboolean write_tex(const char *directory, const study_results *results, GError **error)
{
    g_autoptr(GPtrArray) tex_files = export_tex_files(results);
    g_autofree char *tables = g_build_filename(directory, "tables", NULL);
    if (!export_make_folder(tables, error))
        return FALSE;
    g_autoptr(GString) buffer = g_string_new(NULL);
    for (guint i = 0; i < tex_files->len; i++) {
        const struct export_tex_file *file = tex_files->pdata[i];
        g_string_assign(buffer, file->text);
        if (!write_file(directory, file->path, buffer, error))
            return FALSE;
    }
    return TRUE;
}

/* ------------------------------------------------------------------ figures */

/* A reader sees it as a figure or as a table, and the corpus can feed it. */
static gboolean has_data(const struct study_answer *answer)
{
    const gboolean is_shown = answer->recipe->chart || answer->recipe->n_columns > 0;
    return is_shown && !answer->missing && answer->n_tables > 0;
}

static gboolean write_figures(const char *folder, GString *buffer, const study_results *results, GError **error)
{
    for (size_t i = 0; i < study_results_n_answers(results); i++) {
        const struct study_answer *answer = study_results_answer_at(results, i);
        if (!has_data(answer))
            continue;
        g_autofree char *stem = export_file_stem(answer->recipe->name);
        g_autofree char *name = g_strconcat(stem, ".csv", NULL);
        export_table_csv(buffer, study_answer_drawn(answer));
        if (!export_make_folder(folder, error) || !write_file(folder, name, buffer, error))
            return FALSE;
    }
    return TRUE;
}

GPtrArray *export_list(unsigned formats, const study_results *results)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        if (formats & files[i].format)
            g_ptr_array_add(names, g_strdup(files[i].name));
    for (size_t i = 0; (formats & EXPORT_CSV) && i < study_results_n_answers(results); i++) {
        const struct study_answer *answer = study_results_answer_at(results, i);
        g_autofree char *stem = export_file_stem(answer->recipe->name);
        if (has_data(answer))
            g_ptr_array_add(names, g_strconcat("figures/", stem, ".csv", NULL));
    }
    g_autoptr(GPtrArray) tex_files = formats & EXPORT_TEX ? export_tex_files(results) : NULL;
    for (guint i = 0; tex_files && i < tex_files->len; i++)
        g_ptr_array_add(names, g_strdup(((const struct export_tex_file *)tex_files->pdata[i])->path));
    return names;
}

gboolean export_write(const char *directory, unsigned formats, const study_results *results, GError **error)
{
    g_assert(directory && results);
    if (!export_make_folder(directory, error))
        return FALSE;
    g_autoptr(GString) buffer = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        if ((formats & files[i].format) == 0)
            continue;
        files[i].print(buffer, results);
        if (!write_file(directory, files[i].name, buffer, error))
            return FALSE;
    }
    if ((formats & EXPORT_TEX) != 0 && !write_tex(directory, results, error))
        return FALSE;
    g_autofree char *figures = g_build_filename(directory, "figures", NULL);
    return (formats & EXPORT_CSV) == 0 || write_figures(figures, buffer, results, error);
}
