#include "study/recipe.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "recipes_resource.h"
#include "study_theme_resource.h"
#include "study/number.h"
#include "study/results.h"
#include "study/study_internal.h"

G_DEFINE_QUARK(study_error_quark, study_error)

/* A recipe being read: the plain struct that readers see, and what owns its strings and arrays. */
struct recipe_owner {
    struct study_recipe recipe;
    GStringChunk *strings;
    GPtrArray *form_columns; /* GArray of struct study_field, one per form */
    GArray *forms;
    GArray *queries;
    GArray *tests;
    GArray *numbers;
    guint keys_seen; /* one bit per row of `keys` */
};

static gboolean fail_at(GError **error, const struct study_recipe *recipe, int line, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

static gboolean fail_at(GError **error, const struct study_recipe *recipe, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s:%d: %s", recipe->file, line, what);
    return FALSE;
}

static const char *keep(struct recipe_owner *owner, const char *text)
{
    return g_string_chunk_insert_const(owner->strings, text);
}

/* ------------------------------------------------------------------ tokens */

/*
 * Next token of a header value: a word, a number format or a "quoted text" (quotes taken off). *is_quoted says which.
 * Returns FALSE at the end, or with *is_open TRUE at a quote that does not end. Commas and '=' and '|' are tokens of
 * their own where they stand in `marks`.
 */
static gboolean next_token(GString *token, gboolean *is_quoted, gboolean *is_open, const char **at, const char *marks)
{
    const char *p = *at;
    while (g_ascii_isspace(*p))
        p++;
    g_string_truncate(token, 0);
    *is_quoted = *is_open = FALSE;
    if (*p == '\0')
        return FALSE;
    if (*p == '"') {
        const char *end = strchr(p + 1, '"');
        *is_quoted = TRUE;
        *is_open = end == NULL;
        if (end)
            g_string_append_len(token, p + 1, end - p - 1);
        *at = end ? end + 1 : p + strlen(p);
        return end != NULL;
    }
    const char *start = p;
    if (strchr(marks, *p))
        p++;
    else
        while (*p && !g_ascii_isspace(*p) && *p != '"' && !strchr(marks, *p))
            p++;
    g_string_append_len(token, start, p - start);
    *at = p;
    return TRUE;
}

static GPtrArray *split_tokens(const struct study_recipe *recipe, int line, const char *value, const char *marks,
                               GError **error)
{
    g_autoptr(GPtrArray) tokens = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) token = g_string_new(NULL);
    gboolean is_quoted, is_open;
    while (next_token(token, &is_quoted, &is_open, &value, marks))
        g_ptr_array_add(tokens, is_quoted ? g_strconcat("\"", token->str, NULL) : g_strdup(token->str));
    if (is_open) {
        fail_at(error, recipe, line, "a quote does not end");
        return NULL;
    }
    return g_steal_pointer(&tokens);
}

static const char *token_at(const GPtrArray *tokens, guint index)
{
    return index < tokens->len ? g_ptr_array_index(tokens, index) : NULL;
}

/* ------------------------------------------------------------------ formats and fields */

/* A field from tokens[*index]: COLUMN ["Title"] [%format]. */
static gboolean parse_field(struct study_field *out, struct recipe_owner *owner, int line, const GPtrArray *tokens,
                            guint *index, GError **error)
{
    const char *column = token_at(tokens, *index);
    if (!column || column[0] == '"' || column[0] == '%')
        return fail_at(error, &owner->recipe, line, "a column's name is missing");
    *out = (struct study_field){.column = keep(owner, column), .title = "", .format = NULL};
    (*index)++;
    const char *next = token_at(tokens, *index);
    if (next && next[0] == '"') {
        out->title = keep(owner, next + 1);
        next = token_at(tokens, ++*index);
    }
    if (next && next[0] == '%') {
        if (!study_format_is_sound(next))
            return fail_at(error, &owner->recipe, line, "\"%s\" is not a format for one number (such as %%.1f)", next);
        out->format = keep(owner, next);
        ++*index;
    }
    return TRUE;
}

static gboolean parse_one_field(struct study_field *out, struct recipe_owner *owner, int line, const char *value,
                                GError **error)
{
    g_autoptr(GPtrArray) tokens = split_tokens(&owner->recipe, line, value, "", error);
    guint index = 0;
    if (!tokens || !parse_field(out, owner, line, tokens, &index, error))
        return FALSE;
    if (index < tokens->len)
        return fail_at(error, &owner->recipe, line, "unexpected \"%s\"", token_at(tokens, index));
    return TRUE;
}

/* ------------------------------------------------------------------ keys */

typedef gboolean (*key_parser)(struct recipe_owner *owner, int line, const char *value, GError **error);

static gboolean parse_title(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    (void)line, (void)error;
    owner->recipe.title = keep(owner, value);
    return TRUE;
}

static gboolean parse_chart(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    (void)error;
    owner->recipe.chart = keep(owner, value);
    owner->recipe.chart_line = line;
    return TRUE;
}

static gboolean parse_x(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    return parse_one_field(&owner->recipe.x, owner, line, value, error);
}

static gboolean parse_y(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    return parse_one_field(&owner->recipe.y, owner, line, value, error);
}

static gboolean parse_group(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    return parse_one_field(&owner->recipe.group, owner, line, value, error);
}

static gboolean parse_label(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    return parse_one_field(&owner->recipe.label, owner, line, value, error);
}

static gboolean parse_fill(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    (void)line, (void)error;
    owner->recipe.fill = keep(owner, value);
    return TRUE;
}

static gboolean parse_panel(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    (void)line, (void)error;
    owner->recipe.panel = keep(owner, value);
    return TRUE;
}

static gboolean parse_family(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    (void)line, (void)error;
    owner->recipe.family = keep(owner, value);
    return TRUE;
}

static gboolean parse_order(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    if (!g_str_equal(value, "descending") && !g_str_equal(value, "as given"))
        return fail_at(error, &owner->recipe, line, "order is \"descending\" or \"as given\", not \"%s\"", value);
    owner->recipe.is_descending = g_str_equal(value, "descending");
    return TRUE;
}

static gboolean parse_mark(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    if (!g_str_equal(value, "mean") && !g_str_equal(value, "trend"))
        return fail_at(error, &owner->recipe, line, "mark is \"mean\" or \"trend\", not \"%s\"", value);
    owner->recipe.mark = keep(owner, value);
    return TRUE;
}

/* density: COLUMN of QUERY */
static gboolean parse_density(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    g_autoptr(GPtrArray) tokens = split_tokens(&owner->recipe, line, value, "", error);
    if (!tokens)
        return FALSE;
    if (tokens->len != 3 || !g_str_equal(token_at(tokens, 1), "of"))
        return fail_at(error, &owner->recipe, line, "density is written COLUMN of QUERY");
    owner->recipe.density_values_column = keep(owner, token_at(tokens, 0));
    owner->recipe.density_values_query = keep(owner, token_at(tokens, 2));
    owner->recipe.density_column = "y";
    owner->recipe.density_query = STUDY_DENSITY_TABLE;
    owner->recipe.density_line = line;
    return TRUE;
}

/* The end of a curve's line from tokens[index], after its columns: [by=COLUMN] [label=COLUMN] [of QUERY]. */
static gboolean parse_raw_rows(struct study_curve_request *out, struct recipe_owner *owner, int line,
                               const GPtrArray *tokens, guint index, GError **error)
{
    for (; index < tokens->len; index++) {
        const char *word = token_at(tokens, index), *next = token_at(tokens, index + 1);
        const char *value = next && g_str_equal(next, "=") ? token_at(tokens, index + 2) : NULL;
        if (value && g_str_equal(word, "by"))
            out->group = keep(owner, value);
        else if (value && g_str_equal(word, "label"))
            out->label = keep(owner, value);
        else if (next && g_str_equal(word, "of"))
            out->query = keep(owner, next);
        else
            return fail_at(error, &owner->recipe, line, "unexpected \"%s\" behind a curve's columns", word);
        index += value ? 2 : 1;
    }
    return TRUE;
}

/* n_columns column names from tokens[index], then what parse_raw_rows takes. */
static gboolean parse_curve_columns(struct study_curve_request *out, struct recipe_owner *owner, int line,
                                    const GPtrArray *tokens, guint index, guint n_columns, GError **error)
{
    for (guint i = 0; i < n_columns; i++) {
        const char *column = token_at(tokens, index + i);
        if (!column || strchr("\"=", column[0]) || g_str_equal(column, "of"))
            return fail_at(error, &owner->recipe, line, "%u column%s needed here", n_columns,
                           n_columns > 1 ? "s are" : " is");
        out->columns[i] = keep(owner, column);
    }
    out->query = "";
    out->line = line;
    return parse_raw_rows(out, owner, line, tokens, index + n_columns, error);
}

/* The kinds of curves and how many columns each takes. */
static const struct {
    const char *name;
    guint n_columns;
} curve_kinds[] = {
    [STUDY_CURVE_ECDF] = {"ecdf", 1}, [STUDY_CURVE_KAPLAN_MEIER] = {"kaplan-meier", 2}, [STUDY_CURVE_FIT] = {"fit", 1}};

/* curve: KIND COLUMN [COLUMN] [by=COLUMN] [label=COLUMN] [of QUERY] */
static gboolean parse_curve(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    g_autoptr(GPtrArray) tokens = split_tokens(&owner->recipe, line, value, "=", error);
    if (!tokens)
        return FALSE;
    struct study_curve_request *curve = &owner->recipe.curve;
    for (guint i = 0; i < G_N_ELEMENTS(curve_kinds); i++) {
        if (g_strcmp0(token_at(tokens, 0), curve_kinds[i].name) != 0)
            continue;
        curve->kind = (enum study_curve_kind)i;
        if (!parse_curve_columns(curve, owner, line, tokens, 1, curve_kinds[i].n_columns, error))
            return FALSE;
        return curve->kind != STUDY_CURVE_FIT || !curve->group ||
               fail_at(error, &owner->recipe, line, "a fit has the laws for groups, it takes no by=");
    }
    return fail_at(error, &owner->recipe, line, "a curve is \"ecdf\", \"kaplan-meier\" or \"fit\", not \"%s\"",
                   token_at(tokens, 0));
}

/* fits: COLUMN [by=COLUMN] [label=COLUMN] [of QUERY] */
static gboolean parse_fits(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    g_autoptr(GPtrArray) tokens = split_tokens(&owner->recipe, line, value, "=", error);
    owner->recipe.fits.kind = STUDY_CURVE_FIT;
    return tokens && parse_curve_columns(&owner->recipe.fits, owner, line, tokens, 0, 1, error);
}

/* pairs: TEST-ID */
static gboolean parse_pairs(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    (void)error;
    owner->recipe.pairs_test = keep(owner, value);
    owner->recipe.pairs_line = line;
    return TRUE;
}

/* needs: TABLE "words" */
static gboolean parse_needs(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    struct study_field field = {NULL, "", NULL};
    if (!parse_one_field(&field, owner, line, value, error))
        return FALSE;
    if (field.title[0] == '\0' || field.format)
        return fail_at(error, &owner->recipe, line, "needs is written TABLE \"what is missing, in words\"");
    owner->recipe.needs_table = field.column;
    owner->recipe.needs_words = field.title;
    return TRUE;
}

static gboolean has_sound_holes(struct recipe_owner *owner, int line, const char *text, GError **error)
{
    for (const char *p = text; *p; p++) {
        if (*p == '}')
            return fail_at(error, &owner->recipe, line, "a } without its {");
        if (*p != '{')
            continue;
        const char *end = strchr(p, '}');
        if (!end || end == p + 1)
            return fail_at(error, &owner->recipe, line,
                           "a hole is written {COLUMN[ROW]} or {ID}, with an optional |FORMAT");
        const char *bar = memchr(p, '|', (gsize)(end - p));
        g_autofree char *format = bar ? g_strndup(bar + 1, (gsize)(end - bar - 1)) : NULL;
        if (format && !study_format_is_sound(format))
            return fail_at(error, &owner->recipe, line, "\"%s\" is not a format for one number (such as %%.1f)",
                           format);
        p = end;
    }
    return TRUE;
}

static gboolean parse_alt(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    owner->recipe.alt = keep(owner, value);
    return has_sound_holes(owner, line, value, error);
}

static gboolean parse_caption(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    owner->recipe.caption = keep(owner, value);
    return has_sound_holes(owner, line, value, error);
}

/* The end of a columns line, `of QUERY ["Title"]`, from tokens[index]. */
static gboolean parse_form_end(struct study_form *form, struct recipe_owner *owner, int line, const GPtrArray *tokens,
                               guint index, GError **error)
{
    const char *query = token_at(tokens, index + 1), *title = token_at(tokens, index + 2);
    if (!query || (title && title[0] != '"') || index + 3 < tokens->len)
        return fail_at(error, &owner->recipe, line, "columns end with of QUERY [\"Title\"]");
    form->query = keep(owner, query);
    if (title)
        form->title = keep(owner, title + 1);
    return TRUE;
}

/* columns: COLUMN "Title" %format, ... [of QUERY ["Title"]] */
static gboolean parse_columns(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    g_autoptr(GPtrArray) tokens = split_tokens(&owner->recipe, line, value, ",", error);
    if (!tokens)
        return FALSE;
    GArray *columns = g_array_new(FALSE, TRUE, sizeof(struct study_field));
    g_ptr_array_add(owner->form_columns, columns);
    struct study_form form = {.query = "", .line = line};
    guint index = 0;
    do {
        struct study_field field;
        if (!parse_field(&field, owner, line, tokens, &index, error))
            return FALSE;
        g_array_append_val(columns, field);
        if (g_strcmp0(token_at(tokens, index), "of") == 0) {
            if (!parse_form_end(&form, owner, line, tokens, index, error))
                return FALSE;
            index = tokens->len;
        } else if (index < tokens->len && !g_str_equal(token_at(tokens, index++), ","))
            return fail_at(error, &owner->recipe, line, "unexpected \"%s\"", token_at(tokens, index - 1));
    } while (index < tokens->len);
    form.n_columns = columns->len;
    form.columns = (const struct study_field *)(gconstpointer)columns->data;
    for (guint i = 0; i < owner->forms->len; i++)
        if (g_str_equal(g_array_index(owner->forms, struct study_form, i).query, form.query))
            return fail_at(error, &owner->recipe, line, "columns of the same query stand twice");
    g_array_append_val(owner->forms, form);
    return TRUE;
}

/* The KEY=VALUE words of a test and where they go. */
static const struct {
    const char *name;
    size_t offset;
} test_settings[] = {
    {"by", G_STRUCT_OFFSET(struct study_test_request, group)},
    {"each", G_STRUCT_OFFSET(struct study_test_request, each)},
    {"count", G_STRUCT_OFFSET(struct study_test_request, count)},
    {"adjust", G_STRUCT_OFFSET(struct study_test_request, adjust)},
    {"alternative", G_STRUCT_OFFSET(struct study_test_request, alternative)},
    {"center", G_STRUCT_OFFSET(struct study_test_request, center)},
    {"cluster", G_STRUCT_OFFSET(struct study_test_request, cluster)},
    {"expected", G_STRUCT_OFFSET(struct study_test_request, expected)},
    {"posthoc", G_STRUCT_OFFSET(struct study_test_request, posthoc)},
    {"published-v", G_STRUCT_OFFSET(struct study_test_request, published_v)},
    {"pairs", G_STRUCT_OFFSET(struct study_test_request, pairs_id)},
    {"label", G_STRUCT_OFFSET(struct study_test_request, label)},
    {"unit", G_STRUCT_OFFSET(struct study_test_request, unit)},
    {"recommended", G_STRUCT_OFFSET(struct study_test_request, recommended)},
    {"question", G_STRUCT_OFFSET(struct study_test_request, question)},
};

static gboolean set_test_setting(struct study_test_request *out, struct recipe_owner *owner, int line, const char *name,
                                 const char *value, GError **error)
{
    for (gsize i = 0; i < G_N_ELEMENTS(test_settings); i++)
        if (g_str_equal(name, test_settings[i].name)) {
            G_STRUCT_MEMBER(const char *, out, test_settings[i].offset) = keep(owner, value);
            return TRUE;
        }
    return fail_at(error, &owner->recipe, line, "a test has no setting \"%s\"", name);
}

/* test: METHOD COLUMN [COLUMN] [KEY=VALUE]... [of QUERY] as ID */
static gboolean parse_test(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    g_autoptr(GPtrArray) tokens = split_tokens(&owner->recipe, line, value, "=", error);
    if (!tokens)
        return FALSE;
    struct study_test_request test = {.unit = "", .query = "", .line = line};
    guint n_columns = 0;
    for (guint i = 0; i < tokens->len; i++) {
        const char *word = token_at(tokens, i), *next = token_at(tokens, i + 1);
        if (i == 0)
            test.method = keep(owner, word);
        else if (next && g_str_equal(next, "=") && token_at(tokens, i + 2)) {
            if (!set_test_setting(&test, owner, line, word, token_at(tokens, i + 2), error))
                return FALSE;
            i += 2;
        } else if (g_str_equal(word, "of") && next)
            test.query = keep(owner, token_at(tokens, ++i));
        else if (g_str_equal(word, "as") && next)
            test.id = keep(owner, token_at(tokens, ++i));
        else if (n_columns < 2 && word[0] != '=' && word[0] != '"')
            test.columns[n_columns++] = keep(owner, word);
        else
            return fail_at(error, &owner->recipe, line, "unexpected \"%s\" in a test", word);
    }
    if (!test.method || !test.columns[0] || !test.id)
        return fail_at(error, &owner->recipe, line,
                       "a test is written METHOD COLUMN... [KEY=VALUE]... [of QUERY] as ID");
    g_array_append_val(owner->tests, test);
    return TRUE;
}

/* COLUMN [/ COLUMN] from tokens[*index] on. FALSE: no column there. */
static gboolean parse_quantity(struct study_quantity *out, struct recipe_owner *owner, const GPtrArray *tokens,
                               guint *index)
{
    const char *column = token_at(tokens, *index);
    if (!column)
        return FALSE;
    out->column = keep(owner, column);
    ++*index;
    if (g_strcmp0(token_at(tokens, *index), "/") != 0)
        return TRUE;
    const char *total = token_at(tokens, *index + 1);
    out->total = total ? keep(owner, total) : NULL;
    *index += 2;
    return total != NULL;
}

/* One number: ID = QUANTITY [| QUANTITY] [of QUERY], from tokens[*index] up to a comma. */
static gboolean parse_number(struct recipe_owner *owner, int line, const GPtrArray *tokens, guint *index,
                             GError **error)
{
    struct study_number_request number = {.query = "", .line = line};
    const char *id = token_at(tokens, *index), *equals = token_at(tokens, *index + 1);
    *index += 2;
    if (!id || g_strcmp0(equals, "=") != 0 || !parse_quantity(&number.value, owner, tokens, index))
        return fail_at(error, &owner->recipe, line,
                       "a number is written ID = COLUMN [/ COLUMN] [| COLUMN [/ COLUMN]] [of QUERY]");
    number.id = keep(owner, id);
    while (*index < tokens->len && !g_str_equal(token_at(tokens, *index), ",")) {
        const char *word = token_at(tokens, (*index)++), *next = token_at(tokens, *index);
        if (next && g_str_equal(word, "|") && parse_quantity(&number.recommended, owner, tokens, index))
            continue;
        if (!next || !g_str_equal(word, "of"))
            return fail_at(error, &owner->recipe, line, "unexpected \"%s\" in a number", word);
        number.query = keep(owner, next);
        ++*index;
    }
    g_array_append_val(owner->numbers, number);
    return TRUE;
}

static gboolean parse_numbers(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    g_autoptr(GPtrArray) tokens = split_tokens(&owner->recipe, line, value, ",=|/", error);
    if (!tokens)
        return FALSE;
    for (guint index = 0; index < tokens->len || tokens->len == 0; index++)
        if (!parse_number(owner, line, tokens, &index, error))
            return FALSE;
    return TRUE;
}

#define LINE_OF(key) G_STRUCT_OFFSET(struct study_recipe, lines.key)

/* Every key of a recipe's head, documented in figures/README.md. */
static const struct {
    const char *name;
    key_parser parse;
    gboolean is_repeatable;
    gsize line; /* where in the recipe its line is kept; 0: nowhere */
} keys[] = {
    {"title", parse_title, FALSE, 0},
    {"chart", parse_chart, FALSE, 0},
    {"x", parse_x, FALSE, LINE_OF(x)},
    {"y", parse_y, FALSE, LINE_OF(y)},
    {"group", parse_group, FALSE, LINE_OF(group)},
    {"label", parse_label, FALSE, LINE_OF(label)},
    {"fill", parse_fill, FALSE, LINE_OF(fill)},
    {"panel", parse_panel, FALSE, LINE_OF(panel)},
    {"family", parse_family, FALSE, LINE_OF(family)}, /* one family at a time */
    {"order", parse_order, FALSE, 0},
    {"mark", parse_mark, FALSE, LINE_OF(mark)},
    {"density", parse_density, FALSE, 0},
    {"curve", parse_curve, FALSE, 0},
    {"fits", parse_fits, FALSE, 0},
    {"pairs", parse_pairs, FALSE, 0},
    {"needs", parse_needs, FALSE, LINE_OF(needs)},
    {"columns", parse_columns, TRUE, 0},
    {"test", parse_test, TRUE, 0},
    {"numbers", parse_numbers, TRUE, 0},
    {"alt", parse_alt, FALSE, LINE_OF(alt)},
    {"caption", parse_caption, FALSE, LINE_OF(caption)},
};
G_STATIC_ASSERT(G_N_ELEMENTS(keys) <= 32);

static gboolean parse_key(struct recipe_owner *owner, int line, const char *key, const char *value, GError **error)
{
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        if (!g_str_equal(key, keys[i].name))
            continue;
        if (!keys[i].is_repeatable && owner->keys_seen & 1u << i)
            return fail_at(error, &owner->recipe, line, "\"%s\" stands twice", key);
        owner->keys_seen |= 1u << i;
        if (value[0] == '\0')
            return fail_at(error, &owner->recipe, line, "\"%s\" has no value", key);
        if (keys[i].line)
            *(int *)(gpointer)((char *)&owner->recipe + keys[i].line) = line;
        return keys[i].parse(owner, line, value, error);
    }
    return fail_at(error, &owner->recipe, line, "unknown key \"%s\"", key);
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
            return fail_at(error, &owner->recipe, number, "the head's lines are \"-- key: value\"");
        g_autoptr(GString) whole = g_string_new(value);
        while (lines[++*index] && is_continuation(lines[*index]))
            g_string_append_printf(g_string_append_c(whole, ' '), "%s", g_strstrip(lines[*index] + 2));
        if (!parse_key(owner, number, key, g_strstrip(whole->str), error))
            return FALSE;
    }
    return TRUE;
}

static gboolean add_query(struct recipe_owner *owner, const char *name, const GString *sql, int line, GError **error)
{
    for (guint i = 0; i < owner->queries->len; i++)
        if (g_str_equal(g_array_index(owner->queries, struct study_query, i).name, name))
            return fail_at(error, &owner->recipe, line, "two queries are called \"%s\"", name);
    const struct study_query query = {keep(owner, name), keep(owner, sql->str), line};
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
                return fail_at(error, &owner->recipe, (int)index + 1, "\"-- query:\" has no name behind it");
            continue;
        }
        if (start == 0 && !is_blank(line))
            start = (int)index + 1;
        if (start > 0)
            g_string_append_printf(sql, "%s\n", line);
    }
    if (owner->queries->len == 0)
        return fail_at(error, &owner->recipe, 1, "no SQL statement");
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
            return fail_at(error, recipe, curves[i]->line, "no query \"%s\"", curves[i]->query);
    for (size_t i = 0; i < recipe->n_queries; i++)
        if (is_computed(recipe, recipe->queries[i].name))
            return fail_at(error, recipe, recipe->queries[i].line, "\"%s\" is the name of a computed table",
                           recipe->queries[i].name);
    return TRUE;
}

/* Everything said `of QUERY` must name a query, or a computed table. */
static gboolean check_queries(const struct study_recipe *recipe, GError **error)
{
    for (size_t i = 0; i < recipe->n_tests; i++)
        if (!has_table(recipe, recipe->tests[i].query))
            return fail_at(error, recipe, recipe->tests[i].line, "no query \"%s\"", recipe->tests[i].query);
    for (size_t i = 0; i < recipe->n_numbers; i++)
        if (!has_table(recipe, recipe->numbers[i].query))
            return fail_at(error, recipe, recipe->numbers[i].line, "no query \"%s\"", recipe->numbers[i].query);
    for (size_t i = 0; i < recipe->n_forms; i++)
        if (!has_table(recipe, recipe->forms[i].query))
            return fail_at(error, recipe, recipe->forms[i].line, "no query \"%s\"", recipe->forms[i].query);
    if (recipe->density_values_query && !has_query(recipe, recipe->density_values_query))
        return fail_at(error, recipe, recipe->density_line, "no query \"%s\"", recipe->density_values_query);
    return check_curves(recipe, error);
}

/* Pairs are those of a test of the recipe that compares some. */
static gboolean check_pairs(const struct study_recipe *recipe, GError **error)
{
    for (size_t i = 0; recipe->pairs_test && i < recipe->n_queries; i++)
        if (g_str_equal(recipe->queries[i].name, STUDY_PAIRS_TABLE))
            return fail_at(error, recipe, recipe->queries[i].line, "\"" STUDY_PAIRS_TABLE "\" is what pairs: makes");
    for (size_t i = 0; recipe->pairs_test && i < recipe->n_tests; i++)
        if (g_str_equal(recipe->tests[i].id, recipe->pairs_test) && recipe->tests[i].posthoc && !recipe->tests[i].each)
            return TRUE;
    return !recipe->pairs_test ||
           fail_at(error, recipe, recipe->pairs_line, "no test with pairs has the id \"%s\"", recipe->pairs_test);
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
    owner->recipe.name = keep(owner, name);
    owner->recipe.file = keep(owner, file);
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
        fail_at(error, recipe, 1, "not valid UTF-8");
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
        fail_at(error, recipe, 1, "no title");
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
    return keep(owner, out->str);
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

/* ------------------------------------------------------------------ built-in recipes */

#define RECIPES "/syncreport/recipes"
#define STUDY_THEME "/syncreport/study_theme"

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *study_recipe_list(GResource *resource, const char *folder)
{
    g_auto(GStrv) files = g_resource_enumerate_children(resource, folder, 0, NULL);
    GPtrArray *names = g_ptr_array_new();
    for (char **file = files; file && *file; file++)
        if (g_str_has_suffix(*file, ".sql"))
            g_ptr_array_add(names, g_strndup(*file, strlen(*file) - 4));
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return (const char *const *)g_ptr_array_free(names, FALSE);
}

static gpointer list_names(gpointer unused)
{
    (void)unused;
    recipes_register_resource();
    study_theme_register_resource();
    return (gpointer)(guintptr)study_recipe_list(recipes_get_resource(), RECIPES);
}

const char *const *study_recipe_names(void)
{
    static GOnce once = G_ONCE_INIT; /* read-only after the first call */
    return g_once(&once, list_names, NULL);
}

/* The file of this name in a resource, which lives in the program itself, NUL at the end; NULL: there is none. */
static const char *resource_text(GResource *resource, const char *folder, const char *name)
{
    g_autofree char *path = g_strconcat(folder, "/", name, ".sql", NULL);
    g_autoptr(GBytes) bytes = g_resource_lookup_data(resource, path, 0, NULL);
    return bytes ? g_bytes_get_data(bytes, NULL) : NULL;
}

const char *study_recipe_text(const char *name)
{
    return g_strv_contains(study_recipe_names(), name) ? resource_text(recipes_get_resource(), RECIPES, name) : NULL;
}

const char *study_recipe_text_as_published(const char *name)
{
    if (!g_strv_contains(study_recipe_names(), name))
        return NULL;
    const char *text = resource_text(study_theme_get_resource(), STUDY_THEME, name);
    return text ? text : study_recipe_text(name);
}
