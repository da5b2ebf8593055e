/* The files of LaTeX that an export writes, each with the mark by which `lint` tells what it was made from. */
#include "report/export_internal.h"

char *export_marked(const char *name, const char *content)
{
    g_autofree char *fingerprint = study_text_fingerprint(content);
    return g_strdup_printf("%% " STUDY_MARK "%s %s\n%s", name, fingerprint, content);
}

static void free_file(gpointer data)
{
    struct export_tex_file *file = data;
    g_free(file->path);
    g_free(file->mark);
    g_free(file->text);
    g_free(file);
}

void export_tex_add(GPtrArray *files, const char *path, const char *mark, const char *text)
{
    struct export_tex_file *file = g_new(struct export_tex_file, 1);
    *file = (struct export_tex_file){g_strdup(path), g_strdup(mark), export_marked(mark, text)};
    g_ptr_array_add(files, file);
}

/* Numbers, and the tests with those that are recommended in their place. Of tests with one id, which only a copy of a
 * recipe gives, the first counts. */
static void append_numbers(GString *out, const study_results *results)
{
    const size_t n_tests = study_results_n_tests(results);
    g_autofree struct study_number *numbers = export_list_numbers(results);
    g_autofree struct export_phrase *phrases = g_new(struct export_phrase, n_tests);
    size_t n_phrases = 0;
    for (size_t i = 0; i < n_tests; i++) {
        const struct study_test *test = study_results_test_at(results, i);
        if (study_results_test_lookup(results, test->id) == test)
            phrases[n_phrases++] = (struct export_phrase){test, study_results_test_recommended(results, test)};
    }
    export_rules_tex(out, study_results_provenance(results));
    export_numbers_tex(out, numbers, study_results_n_numbers(results), phrases, n_phrases);
}

GPtrArray *export_tex_files(const study_results *results)
{
    GPtrArray *files = g_ptr_array_new_with_free_func(free_file);
    g_autoptr(GString) text = g_string_new(NULL);
    append_numbers(text, results);
    export_tex_add(files, "numbers.tex", "numbers", text->str);
    g_string_truncate(text, 0);
    export_figures_tex(text, results);
    export_tex_add(files, "figures.tex", "figures", text->str);
    export_tables_tex(files, results);
    return files;
}
