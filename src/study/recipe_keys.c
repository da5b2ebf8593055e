/* The keys in a recipe's head: one parser each. */
#include <string.h>

#include "study/number.h"
#include "study/recipe_internal.h"
#include "study/results.h"
#include "study/study_internal.h"

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
        recipe_fail(error, recipe, line, "a quote does not end");
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
        return recipe_fail(error, &owner->recipe, line, "a column's name is missing");
    *out = (struct study_field){.column = recipe_keep(owner, column), .title = "", .format = NULL};
    (*index)++;
    const char *next = token_at(tokens, *index);
    if (next && next[0] == '"') {
        out->title = recipe_keep(owner, next + 1);
        next = token_at(tokens, ++*index);
    }
    if (next && next[0] == '%') {
        if (!study_format_is_sound(next))
            return recipe_fail(error, &owner->recipe, line, "\"%s\" is not a format for one number (such as %%.1f)",
                               next);
        out->format = recipe_keep(owner, next);
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
        return recipe_fail(error, &owner->recipe, line, "unexpected \"%s\"", token_at(tokens, index));
    return TRUE;
}

/* ------------------------------------------------------------------ keys */

typedef gboolean (*key_parser)(struct recipe_owner *owner, int line, const char *value, GError **error);

static gboolean parse_title(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    (void)line, (void)error;
    owner->recipe.title = recipe_keep(owner, value);
    return TRUE;
}

static gboolean parse_chart(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    (void)error;
    owner->recipe.chart = recipe_keep(owner, value);
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
    owner->recipe.fill = recipe_keep(owner, value);
    return TRUE;
}

static gboolean parse_panel(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    (void)line, (void)error;
    owner->recipe.panel = recipe_keep(owner, value);
    return TRUE;
}

static gboolean parse_family(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    (void)line, (void)error;
    owner->recipe.family = recipe_keep(owner, value);
    return TRUE;
}

static gboolean parse_order(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    if (!g_str_equal(value, "descending") && !g_str_equal(value, "as given"))
        return recipe_fail(error, &owner->recipe, line, "order is \"descending\" or \"as given\", not \"%s\"", value);
    owner->recipe.is_descending = g_str_equal(value, "descending");
    return TRUE;
}

static gboolean parse_mark(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    if (!g_str_equal(value, "mean") && !g_str_equal(value, "trend"))
        return recipe_fail(error, &owner->recipe, line, "mark is \"mean\" or \"trend\", not \"%s\"", value);
    owner->recipe.mark = recipe_keep(owner, value);
    return TRUE;
}

/* density: COLUMN of QUERY */
static gboolean parse_density(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    g_autoptr(GPtrArray) tokens = split_tokens(&owner->recipe, line, value, "", error);
    if (!tokens)
        return FALSE;
    if (tokens->len != 3 || !g_str_equal(token_at(tokens, 1), "of"))
        return recipe_fail(error, &owner->recipe, line, "density is written COLUMN of QUERY");
    owner->recipe.density_values_column = recipe_keep(owner, token_at(tokens, 0));
    owner->recipe.density_values_query = recipe_keep(owner, token_at(tokens, 2));
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
            out->group = recipe_keep(owner, value);
        else if (value && g_str_equal(word, "label"))
            out->label = recipe_keep(owner, value);
        else if (next && g_str_equal(word, "of"))
            out->query = recipe_keep(owner, next);
        else
            return recipe_fail(error, &owner->recipe, line, "unexpected \"%s\" behind a curve's columns", word);
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
            return recipe_fail(error, &owner->recipe, line, "%u column%s needed here", n_columns,
                               n_columns > 1 ? "s are" : " is");
        out->columns[i] = recipe_keep(owner, column);
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
               recipe_fail(error, &owner->recipe, line, "a fit has the laws for groups, it takes no by=");
    }
    return recipe_fail(error, &owner->recipe, line, "a curve is \"ecdf\", \"kaplan-meier\" or \"fit\", not \"%s\"",
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
    owner->recipe.pairs_test = recipe_keep(owner, value);
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
        return recipe_fail(error, &owner->recipe, line, "needs is written TABLE \"what is missing, in words\"");
    owner->recipe.needs_table = field.column;
    owner->recipe.needs_words = field.title;
    return TRUE;
}

static gboolean has_sound_holes(struct recipe_owner *owner, int line, const char *text, GError **error)
{
    for (const char *p = text; *p; p++) {
        if (*p == '}')
            return recipe_fail(error, &owner->recipe, line, "a } without its {");
        if (*p != '{')
            continue;
        const char *end = strchr(p, '}');
        if (!end || end == p + 1)
            return recipe_fail(error, &owner->recipe, line,
                               "a hole is written {COLUMN[ROW]} or {ID}, with an optional |FORMAT");
        const char *bar = memchr(p, '|', (gsize)(end - p));
        g_autofree char *format = bar ? g_strndup(bar + 1, (gsize)(end - bar - 1)) : NULL;
        if (format && !study_format_is_sound(format))
            return recipe_fail(error, &owner->recipe, line, "\"%s\" is not a format for one number (such as %%.1f)",
                               format);
        p = end;
    }
    return TRUE;
}

static gboolean parse_alt(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    owner->recipe.alt = recipe_keep(owner, value);
    return has_sound_holes(owner, line, value, error);
}

static gboolean parse_caption(struct recipe_owner *owner, int line, const char *value, GError **error)
{
    owner->recipe.caption = recipe_keep(owner, value);
    return has_sound_holes(owner, line, value, error);
}

/* The end of a columns line, `of QUERY ["Title"]`, from tokens[index]. */
static gboolean parse_form_end(struct study_form *form, struct recipe_owner *owner, int line, const GPtrArray *tokens,
                               guint index, GError **error)
{
    const char *query = token_at(tokens, index + 1), *title = token_at(tokens, index + 2);
    if (!query || (title && title[0] != '"') || index + 3 < tokens->len)
        return recipe_fail(error, &owner->recipe, line, "columns end with of QUERY [\"Title\"]");
    form->query = recipe_keep(owner, query);
    if (title)
        form->title = recipe_keep(owner, title + 1);
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
            return recipe_fail(error, &owner->recipe, line, "unexpected \"%s\"", token_at(tokens, index - 1));
    } while (index < tokens->len);
    form.n_columns = columns->len;
    form.columns = (const struct study_field *)(gconstpointer)columns->data;
    for (guint i = 0; i < owner->forms->len; i++)
        if (g_str_equal(g_array_index(owner->forms, struct study_form, i).query, form.query))
            return recipe_fail(error, &owner->recipe, line, "columns of the same query stand twice");
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
            G_STRUCT_MEMBER(const char *, out, test_settings[i].offset) = recipe_keep(owner, value);
            return TRUE;
        }
    return recipe_fail(error, &owner->recipe, line, "a test has no setting \"%s\"", name);
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
            test.method = recipe_keep(owner, word);
        else if (next && g_str_equal(next, "=") && token_at(tokens, i + 2)) {
            if (!set_test_setting(&test, owner, line, word, token_at(tokens, i + 2), error))
                return FALSE;
            i += 2;
        } else if (g_str_equal(word, "of") && next)
            test.query = recipe_keep(owner, token_at(tokens, ++i));
        else if (g_str_equal(word, "as") && next)
            test.id = recipe_keep(owner, token_at(tokens, ++i));
        else if (n_columns < 2 && word[0] != '=' && word[0] != '"')
            test.columns[n_columns++] = recipe_keep(owner, word);
        else
            return recipe_fail(error, &owner->recipe, line, "unexpected \"%s\" in a test", word);
    }
    if (!test.method || !test.columns[0] || !test.id)
        return recipe_fail(error, &owner->recipe, line,
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
    out->column = recipe_keep(owner, column);
    ++*index;
    if (g_strcmp0(token_at(tokens, *index), "/") != 0)
        return TRUE;
    const char *total = token_at(tokens, *index + 1);
    out->total = total ? recipe_keep(owner, total) : NULL;
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
        return recipe_fail(error, &owner->recipe, line,
                           "a number is written ID = COLUMN [/ COLUMN] [| COLUMN [/ COLUMN]] [of QUERY]");
    number.id = recipe_keep(owner, id);
    while (*index < tokens->len && !g_str_equal(token_at(tokens, *index), ",")) {
        const char *word = token_at(tokens, (*index)++), *next = token_at(tokens, *index);
        if (next && g_str_equal(word, "|") && parse_quantity(&number.recommended, owner, tokens, index))
            continue;
        if (!next || !g_str_equal(word, "of"))
            return recipe_fail(error, &owner->recipe, line, "unexpected \"%s\" in a number", word);
        number.query = recipe_keep(owner, next);
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

gboolean recipe_parse_key(struct recipe_owner *owner, int line, const char *key, const char *value, GError **error)
{
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        if (!g_str_equal(key, keys[i].name))
            continue;
        if (!keys[i].is_repeatable && owner->keys_seen & 1u << i)
            return recipe_fail(error, &owner->recipe, line, "\"%s\" stands twice", key);
        owner->keys_seen |= 1u << i;
        if (value[0] == '\0')
            return recipe_fail(error, &owner->recipe, line, "\"%s\" has no value", key);
        if (keys[i].line)
            *(int *)(gpointer)((char *)&owner->recipe + keys[i].line) = line;
        return keys[i].parse(owner, line, value, error);
    }
    return recipe_fail(error, &owner->recipe, line, "unknown key \"%s\"", key);
}
