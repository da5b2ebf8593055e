#include "study/recipe.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "study/recipe_internal.h"
#include "study/results.h"
#include "study/study_internal.h"

G_DEFINE_QUARK(study_error_quark, study_error)

gboolean recipe_fail(GError **error, const struct study_recipe *recipe, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s:%d: %s", recipe->file, line, what);
    return FALSE;
}

const char *recipe_keep(struct recipe_owner *owner, const char *text)
{
    return g_string_chunk_insert_const(owner->strings, text);
}

/* ------------------------------------------------------------------ lines */

/* `-- key: value`: the key (new) and where the value starts; NULL for other lines. */
static char *line_key(const char *line, const char **value)
{
    if (!g_str_has_prefix(line, "-- ") || !g_ascii_islower(line[3]))
        return NULL;
    const char *end = line + 3;
    while (g_ascii_islower(*end))
        end++;
    if (*end != ':')
        return NULL;
    *value = end + 1;
    return g_strndup(line + 3, (gsize)(end - line - 3));
}

static gboolean is_continuation(const char *line)
{
    return g_str_has_prefix(line, "--    ");
}

static gboolean is_blank(const char *line)
{
    return line[strspn(line, " \t\r")] == '\0';
}

/* Lines of the head from *index: keys with their continuations, up to the first line of SQL or the first `-- query:`.
 */
static gboolean parse_head(struct recipe_owner *owner, char *const *lines, guint *index, GError **error)
{
    while (lines[*index]) {
        const char *line = lines[*index], *value = NULL;
        const int number = (int)*index + 1;
        if (is_blank(line) || g_str_equal(line, "--")) {
            ++*index;
            continue;
        }
        g_autofree char *key = line_key(line, &value);
        if (!g_str_has_prefix(line, "--") || (key && g_str_equal(key, "query")))
            return TRUE;
        if (!key)
            return recipe_fail(error, &owner->recipe, number, "the head's lines are \"-- key: value\"");
        g_autoptr(GString) whole = g_string_new(value);
        while (lines[++*index] && is_continuation(lines[*index]))
            g_string_append_printf(g_string_append_c(whole, ' '), "%s", g_strstrip(lines[*index] + 2));
        if (!recipe_parse_key(owner, number, key, g_strstrip(whole->str), error))
            return FALSE;
    }
    return TRUE;
}

static gboolean add_query(struct recipe_owner *owner, const char *name, const GString *sql, int line, GError **error)
{
    for (guint i = 0; i < owner->queries->len; i++)
        if (g_str_equal(g_array_index(owner->queries, struct study_query, i).name, name))
            return recipe_fail(error, &owner->recipe, line, "two queries are called \"%s\"", name);
    const struct study_query query = {recipe_keep(owner, name), recipe_keep(owner, sql->str), line};
    g_array_append_val(owner->queries, query);
    return TRUE;
}

/* The statements, each headed by `-- query: NAME` (the first may go without). */
static gboolean parse_queries(struct recipe_owner *owner, char *const *lines, guint index, GError **error)
{
    g_autofree char *name = g_strdup("");
    g_autoptr(GString) sql = g_string_new(NULL);
    int start = 0;
    for (;; index++) {
        const char *line = lines[index], *value = NULL;
        g_autofree char *key = line ? line_key(line, &value) : NULL;
        const gboolean is_heading = key && g_str_equal(key, "query");
        if ((is_heading || !line) && start > 0) {
            if (!add_query(owner, name, sql, start, error))
                return FALSE;
            g_string_truncate(sql, 0);
            start = 0;
        }
        if (!line)
            break;
        if (is_heading) {
            g_free(name);
            name = g_strstrip(g_strdup(value));
            if (name[0] == '\0')
                return recipe_fail(error, &owner->recipe, (int)index + 1, "\"-- query:\" has no name behind it");
            continue;
        }
        if (start == 0 && !is_blank(line))
            start = (int)index + 1;
        if (start > 0)
            g_string_append_printf(sql, "%s\n", line);
    }
    if (owner->queries->len == 0)
        return recipe_fail(error, &owner->recipe, 1, "no SQL statement");
    return TRUE;
}

/* ------------------------------------------------------------------ whole recipes */

static gboolean has_query(const struct study_recipe *recipe, const char *name)
{
    for (size_t i = 0; i < recipe->n_queries; i++)
        if (g_str_equal(recipe->queries[i].name, name))
            return TRUE;
    return name[0] == '\0' || (recipe->pairs_test && g_str_equal(name, STUDY_PAIRS_TABLE));
}

/* Is it a table that the recipe has computed? */
static gboolean is_computed(const struct study_recipe *recipe, const char *name)
{
    return (recipe->curve.line && g_str_equal(name, STUDY_CURVE_TABLE)) ||
           (recipe->fits.line && (g_str_equal(name, STUDY_FITS_TABLE) || g_str_equal(name, STUDY_LAWS_TABLE)));
}

static gboolean has_table(const struct study_recipe *recipe, const char *name)
{
    return has_query(recipe, name) || is_computed(recipe, name);
}

/* Raw rows of curves come from a query, and no query has a computed table's name. */
static gboolean check_curves(const struct study_recipe *recipe, GError **error)
{
    const struct study_curve_request *const curves[] = {&recipe->curve, &recipe->fits};
    for (size_t i = 0; i < G_N_ELEMENTS(curves); i++)
        if (curves[i]->line && !has_query(recipe, curves[i]->query))
            return recipe_fail(error, recipe, curves[i]->line, "no query \"%s\"", curves[i]->query);
    for (size_t i = 0; i < recipe->n_queries; i++)
        if (is_computed(recipe, recipe->queries[i].name))
            return recipe_fail(error, recipe, recipe->queries[i].line, "\"%s\" is the name of a computed table",
                               recipe->queries[i].name);
    return TRUE;
}

/* Everything said `of QUERY` must name a query, or a computed table. */
static gboolean check_queries(const struct study_recipe *recipe, GError **error)
{
    for (size_t i = 0; i < recipe->n_tests; i++)
        if (!has_table(recipe, recipe->tests[i].query))
            return recipe_fail(error, recipe, recipe->tests[i].line, "no query \"%s\"", recipe->tests[i].query);
    for (size_t i = 0; i < recipe->n_numbers; i++)
        if (!has_table(recipe, recipe->numbers[i].query))
            return recipe_fail(error, recipe, recipe->numbers[i].line, "no query \"%s\"", recipe->numbers[i].query);
    for (size_t i = 0; i < recipe->n_forms; i++)
        if (!has_table(recipe, recipe->forms[i].query))
            return recipe_fail(error, recipe, recipe->forms[i].line, "no query \"%s\"", recipe->forms[i].query);
    if (recipe->density_values_query && !has_query(recipe, recipe->density_values_query))
        return recipe_fail(error, recipe, recipe->density_line, "no query \"%s\"", recipe->density_values_query);
    return check_curves(recipe, error);
}

/* Pairs are those of a test of the recipe that compares some. */
static gboolean check_pairs(const struct study_recipe *recipe, GError **error)
{
    for (size_t i = 0; recipe->pairs_test && i < recipe->n_queries; i++)
        if (g_str_equal(recipe->queries[i].name, STUDY_PAIRS_TABLE))
            return recipe_fail(error, recipe, recipe->queries[i].line,
                               "\"" STUDY_PAIRS_TABLE "\" is what pairs: makes");
    for (size_t i = 0; recipe->pairs_test && i < recipe->n_tests; i++)
        if (g_str_equal(recipe->tests[i].id, recipe->pairs_test) && recipe->tests[i].posthoc && !recipe->tests[i].each)
            return TRUE;
    return !recipe->pairs_test ||
           recipe_fail(error, recipe, recipe->pairs_line, "no test with pairs has the id \"%s\"", recipe->pairs_test);
}

static void settle_arrays(struct recipe_owner *owner)
{
    struct study_recipe *recipe = &owner->recipe;
    recipe->n_forms = owner->forms->len;
    recipe->forms = (const struct study_form *)(gconstpointer)owner->forms->data;
    const struct study_form *first = study_recipe_form(recipe, "");
    recipe->n_columns = first ? first->n_columns : 0;
    recipe->columns = first ? first->columns : NULL;
    recipe->n_queries = owner->queries->len;
    recipe->queries = (const struct study_query *)(gconstpointer)owner->queries->data;
    recipe->n_tests = owner->tests->len;
    recipe->tests = (const struct study_test_request *)(gconstpointer)owner->tests->data;
    recipe->n_numbers = owner->numbers->len;
    recipe->numbers = (const struct study_number_request *)(gconstpointer)owner->numbers->data;
}

static struct recipe_owner *owner_new(const char *name, const char *file)
{
    struct recipe_owner *owner = g_new0(struct recipe_owner, 1);
    owner->strings = g_string_chunk_new(2048);
    owner->form_columns = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    owner->forms = g_array_new(FALSE, TRUE, sizeof(struct study_form));
    owner->queries = g_array_new(FALSE, TRUE, sizeof(struct study_query));
    owner->tests = g_array_new(FALSE, TRUE, sizeof(struct study_test_request));
    owner->numbers = g_array_new(FALSE, TRUE, sizeof(struct study_number_request));
    owner->recipe.name = recipe_keep(owner, name);
    owner->recipe.file = recipe_keep(owner, file);
    owner->recipe.title = owner->recipe.alt = owner->recipe.caption = "";
    return owner;
}

study_recipe *study_recipe_parse(const char *name, const char *file, const char *text, GError **error)
{
    struct recipe_owner *owner = owner_new(name, file);
    g_autoptr(study_recipe) recipe = &owner->recipe;
    if (g_str_has_prefix(text, "\xef\xbb\xbf")) /* a byte order mark */
        text += 3;
    if (!g_utf8_validate(text, -1, NULL)) {
        recipe_fail(error, recipe, 1, "not valid UTF-8");
        return NULL;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        g_strchomp(*line);
    guint index = 0;
    if (!parse_head(owner, lines, &index, error) || !parse_queries(owner, lines, index, error))
        return NULL;
    settle_arrays(owner);
    if (recipe->title[0] == '\0') {
        recipe_fail(error, recipe, 1, "no title");
        return NULL;
    }
    return check_queries(recipe, error) && check_pairs(recipe, error) ? g_steal_pointer(&recipe) : NULL;
}

gboolean study_text_read(char **text, gsize *length, const char *path, GError **error)
{
    struct stat status;
    if (g_stat(path, &status) != 0) {
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_UNKNOWN, "%s: %s", path, g_strerror(errno));
        return FALSE;
    }
    GError *fault = NULL;
    if (g_file_get_contents(path, text, length, &fault))
        return TRUE;
    g_set_error(error, STUDY_ERROR, STUDY_ERROR_UNKNOWN, "%s: cannot be read: %s", path, fault->message);
    g_error_free(fault);
    return FALSE;
}

study_recipe *study_recipe_read(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    if (!study_text_read(&text, &length, path, error))
        return NULL;
    g_autofree char *base = g_path_get_basename(path);
    char *dot = strrchr(base, '.');
    if (dot && dot != base)
        *dot = '\0';
    if (memchr(text, '\0', length)) {
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s:1: a NUL byte: this is no SQL text", path);
        return NULL;
    }
    return study_recipe_parse(base, path, text, error);
}

void study_recipe_free(study_recipe *recipe)
{
    if (!recipe)
        return;
    struct recipe_owner *owner = (struct recipe_owner *)(gpointer)recipe; /* its first member */
    g_string_chunk_free(owner->strings);
    g_ptr_array_unref(owner->form_columns);
    g_array_unref(owner->forms);
    g_array_unref(owner->queries);
    g_array_unref(owner->tests);
    g_array_unref(owner->numbers);
    g_free(owner);
}

const struct study_form *study_recipe_form(const study_recipe *recipe, const char *query)
{
    for (size_t i = 0; i < recipe->n_forms; i++)
        if (g_str_equal(recipe->forms[i].query, query))
            return &recipe->forms[i];
    return NULL;
}

/* ------------------------------------------------------------------ what groups the families */

/* The text with its {by} and {By} filled; a text without is kept as it is. */
static const char *say_by(struct recipe_owner *owner, const char *text, const char *by)
{
    if (!text || (!strstr(text, "{by}") && !strstr(text, "{By}")))
        return text;
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *p = text; *p; p++) {
        const gboolean is_start = g_str_has_prefix(p, "{By}");
        if (!is_start && !g_str_has_prefix(p, "{by}")) {
            g_string_append_c(out, *p);
            continue;
        }
        g_string_append(out, study_by_words(by, is_start));
        p += strlen("{by}") - 1;
    }
    return recipe_keep(owner, out->str);
}

void study_recipe_say_by(study_recipe *recipe, const char *by)
{
    struct recipe_owner *owner = (struct recipe_owner *)(gpointer)recipe; /* its first member */
    const char **const texts[] = {&recipe->title,       &recipe->x.title,     &recipe->y.title,
                                  &recipe->group.title, &recipe->label.title, &recipe->needs_words};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        *texts[i] = say_by(owner, *texts[i], by);
    for (guint i = 0; i < owner->forms->len; i++) {
        struct study_form *form = &g_array_index(owner->forms, struct study_form, i);
        form->title = say_by(owner, form->title, by);
    }
    for (guint i = 0; i < owner->form_columns->len; i++) {
        GArray *columns = g_ptr_array_index(owner->form_columns, i);
        for (guint c = 0; c < columns->len; c++) {
            struct study_field *field = &g_array_index(columns, struct study_field, c);
            field->title = say_by(owner, field->title, by);
        }
    }
}
