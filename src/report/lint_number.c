#include "report/lint_number.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "report/export_internal.h"
#include "report/report.h"
#include "study/number.h"

struct lint_numbers {
    const study_results *results;
    const GArray *published; /* struct study_number; NULL: none; borrowed */
    GArray *earlier;         /* likewise, our own */
};

/* Where an old number comes from, in words. */
static const char study_words[] = "of the published study", rule_words[] = "by the published rule",
                  export_words[] = "of the earlier export";

/* ------------------------------------------------------------------ an earlier export */

static double number_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

/* id -> {"value":..,"recommended":..} */
static GArray *read_earlier(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) fault = NULL;
    gsize length;
    if (!study_text_read(&text, &length, path, &fault)) {
        g_set_error_literal(error, REPORT_ERROR, REPORT_ERROR_IO, fault->message);
        return NULL;
    }
    json_t *object = json_loadb(text, length, 0, NULL);
    if (!json_is_object(object)) {
        json_decref(object);
        g_set_error(error, REPORT_ERROR, REPORT_ERROR_IO, "%s: is no numbers.json of an export", path);
        return NULL;
    }
    GArray *numbers = study_numbers_new();
    for (void *member = json_object_iter(object); member; member = json_object_iter_next(object, member)) {
        const json_t *entry = json_object_iter_value(member);
        study_numbers_add(numbers, json_object_iter_key(member), number_of(entry, "value"),
                          number_of(entry, "recommended"));
    }
    json_decref(object);
    return numbers;
}

lint_numbers *lint_numbers_new(const study_results *results, const GArray *published, const char *numbers_path,
                               GError **error)
{
    GArray *earlier = numbers_path ? read_earlier(numbers_path, error) : NULL;
    if (numbers_path && !earlier)
        return NULL;
    lint_numbers *numbers = g_new(lint_numbers, 1);
    *numbers = (lint_numbers){results, published, earlier};
    return numbers;
}

void lint_numbers_free(lint_numbers *numbers)
{
    if (!numbers)
        return;
    g_clear_pointer(&numbers->earlier, g_array_unref);
    g_free(numbers);
}

/* ------------------------------------------------------------------ which numbers are looked at */

static size_t significant_digits(const struct lint_token *token)
{
    g_autoptr(GString) digits = g_string_new(token->text);
    g_string_replace(digits, ".", "", 1);
    size_t n = strlen(digits->str);
    while (token->n_decimals == 0 && n > 0 && digits->str[n - 1] == '0')
        n--;
    const size_t n_zeros = strspn(digits->str, "0");
    return n > n_zeros ? n - n_zeros : 0;
}

/* Numbers that every paper has, whatever its data. */
static gboolean is_customary(const struct lint_token *token)
{
    static const char *const percents[] = {"25", "75", "95", "99", "99.9", "97.5", NULL};
    static const char *const plain[] = {"0.25", "0.75", "0.95", "0.99", "0.975", NULL};
    const gboolean is_whole = token->n_decimals == 0 && !token->is_percent && !token->is_grouped;
    const double value = g_ascii_strtod(token->text, NULL);
    return (is_whole && value >= 1900.0 && value < 2100.0) ||
           g_strv_contains(token->is_percent ? percents : plain, token->text);
}

static gboolean is_looked_at(const struct lint_token *token)
{
    const size_t least = token->n_decimals > 0 || token->is_percent ? 2 : 3;
    return significant_digits(token) >= least && !is_customary(token);
}

/* ------------------------------------------------------------------ comparing */

/* Does the value read so in print, whatever its sign? */
static gboolean reads_so(double value, const struct lint_token *token)
{
    const double printed = g_ascii_strtod(token->text, NULL), size = fabs(value);
    if (!isfinite(value))
        return FALSE;
    if (token->n_decimals == 0 && !token->is_percent)
        return size == printed;
    return fabs(size - printed) <= 0.5 * pow(10.0, -token->n_decimals) * (1.0 + 1e-9);
}

/* The best of what the number could be so far. */
struct search {
    const lint_numbers *numbers;
    const struct lint_token *token;
    const struct study_number *best;
    double old;
    const char *origin;
    GHashTable *ids; /* all that it could be */
    gboolean is_right;
};

static gboolean is_end(const char *id)
{
    return g_str_has_suffix(id, STUDY_LOW) || g_str_has_suffix(id, STUDY_HIGH);
}

/* The nearer value, and a value rather than the end of an interval. */
static gboolean is_better(const struct search *search, const char *id, double old)
{
    if (!search->best || is_end(id) != is_end(search->best->id))
        return !search->best || !is_end(id);
    const double printed = g_ascii_strtod(search->token->text, NULL);
    return fabs(fabs(old) - printed) < fabs(fabs(search->old) - printed) - 1e-9 * fabs(printed);
}

/* A percent sign asks for a percentage, and nobody gives a count decimals. */
static gboolean suits(const char *id, double value, const struct lint_token *token)
{
    return export_is_percent(id) || (!token->is_percent && (token->n_decimals == 0 || value != floor(value)));
}

static void consider(struct search *search, const char *id, double old, const char *origin)
{
    if (!reads_so(old, search->token) || !suits(id, old, search->token))
        return;
    const struct study_number *now = study_results_number_lookup(search->numbers->results, id);
    const double value = study_number_best(now);
    if (!isfinite(value))
        return;
    search->is_right = search->is_right || reads_so(value, search->token);
    g_hash_table_add(search->ids, (gpointer)(guintptr)now->id);
    if (is_better(search, id, old)) {
        search->best = now;
        search->old = old;
        search->origin = origin;
    }
}

static void consider_all(struct search *search, const GArray *numbers, const char *origin)
{
    for (guint i = 0; numbers && i < numbers->len; i++) {
        const struct study_number *number = &g_array_index(numbers, struct study_number, i);
        consider(search, number->id, study_number_best(number), origin);
    }
}

/* "39.4% is gof.p of the published study (39.38462), and 35 in this corpus: \SR{gof.p}" */
static char *say(const struct search *search)
{
    g_autofree char *old = study_number_by_format(search->old, "%.7g");
    g_autofree char *now = study_number_by_format(study_number_best(search->best), "%.7g");
    const guint n_more = g_hash_table_size(search->ids) - 1;
    g_autofree char *more = n_more == 0   ? g_strdup("")
                            : n_more == 1 ? g_strdup("; or another number that has changed")
                                          : g_strdup_printf("; or one of %u other numbers that have changed", n_more);
    return g_strdup_printf("%s%s is %s %s (%s), and %s in this corpus: \\SR{%s}%s", search->token->text,
                           search->token->is_percent ? "%" : "", search->best->id, search->origin, old, now,
                           search->best->id, more);
}

char *lint_numbers_judge(const char **id, const lint_numbers *numbers, const struct lint_token *token)
{
    if (!is_looked_at(token))
        return NULL;
    g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
    struct search search = {.numbers = numbers, .token = token, .ids = ids};
    consider_all(&search, numbers->published, study_words);
    for (size_t i = 0; i < study_results_n_numbers(numbers->results); i++) {
        const struct study_number *number = study_results_number_at(numbers->results, i);
        consider(&search, number->id, number->value, rule_words);
    }
    consider_all(&search, numbers->earlier, export_words);
    if (!search.best || search.is_right)
        return NULL;
    *id = search.best->id;
    return say(&search);
}
