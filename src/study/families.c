#include "study/families.h"

#include <string.h>

#include "family_recipes_resource.h"
#include "study/families_internal.h"

#define FOLDER "/syncreport/family_recipes"

/* What the parameters ?1, ?2, ... of the recipes stand for. */
enum parameter { P_FAMILY = 1, P_LABELLER, P_PERIOD_DAYS, P_PHASE_DAYS, P_HF_EXACT, P_END };

/* A recipe with its statements ready to run. */
typedef struct asked {
    study_recipe *recipe;
    GPtrArray *statements; /* corpus_statement, by query */
    gboolean lacks_table;
} asked;

struct study_families {
    corpus *db; /* borrowed */
    gboolean is_begun;
    const struct sync_rules *rules;
    study_results *listing;
    GPtrArray *asked; /* asked, in the order of names */
    GArray *ids;      /* gint64, by row of the listing */
    corpus_statement *origin;
    study_medians medians;
    gint64 labeller;
    GMutex lock; /* of db and all statements */
};

static void asked_free(gpointer data)
{
    asked *self = data;
    study_recipe_free(self->recipe);
    g_ptr_array_unref(self->statements);
    g_free(self);
}

void study_families_free(study_families *self)
{
    if (!self)
        return;
    g_ptr_array_unref(self->asked);
    corpus_statement_free(self->origin);
    g_array_unref(self->ids);
    study_medians_clear(&self->medians);
    study_results_free(self->listing);
    if (self->is_begun)
        study_ask_end(self->db);
    g_mutex_clear(&self->lock);
    g_free(self);
}

/* ------------------------------------------------------------------ recipes */

static gpointer list_names(gpointer unused)
{
    (void)unused;
    family_recipes_register_resource();
    return (gpointer)(guintptr)study_recipe_list(family_recipes_get_resource(), FOLDER);
}

const char *const *study_family_recipe_names(void)
{
    static GOnce once = G_ONCE_INIT; /* read-only after the first call */
    return g_once(&once, list_names, NULL);
}

static study_recipe *parse_recipe(const char *name, GError **error)
{
    g_autofree char *path = g_strconcat(FOLDER "/", name, ".sql", NULL);
    g_autofree char *file = g_strconcat("figures/family/", name, ".sql", NULL);
    g_autoptr(GBytes) text = g_resource_lookup_data(family_recipes_get_resource(), path, 0, error);
    return text ? study_recipe_parse(name, file, g_bytes_get_data(text, NULL), error) : NULL;
}

/* Bind the parameters that the query has; ?1 changes with the family. */
static void bind_rules(corpus_statement *statement, const char *sql, const study_families *self)
{
    const gint64 values[P_END] = {[P_LABELLER] = self->labeller,
                                  [P_PERIOD_DAYS] = self->rules->period_days,
                                  [P_PHASE_DAYS] = self->rules->phase_days,
                                  [P_HF_EXACT] = self->rules->hf_exact_time};
    for (int i = P_LABELLER; i < P_END; i++) {
        const char name[] = {'?', (char)('0' + i), '\0'};
        if (strstr(sql, name))
            corpus_bind_integer(statement, i, values[i]);
    }
}

static gboolean prepare_queries(asked *out, study_families *self, GError **error)
{
    const struct study_recipe *recipe = out->recipe;
    for (size_t i = 0; i < recipe->n_queries; i++) {
        corpus_statement *statement = corpus_prepare(self->db, recipe->queries[i].sql, NULL, error);
        if (!statement) {
            g_prefix_error(error, "%s:%d: ", recipe->file, recipe->queries[i].line);
            return FALSE;
        }
        g_ptr_array_add(out->statements, statement);
        bind_rules(statement, recipe->queries[i].sql, self);
    }
    return !recipe->needs_table || study_recipe_lacks_table(&out->lacks_table, self->db, recipe, error);
}

static gboolean prepare_recipes(study_families *self, GError **error)
{
    for (const char *const *name = study_family_recipe_names(); *name; name++) {
        asked *one = g_new0(asked, 1);
        one->statements = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_statement_free);
        g_ptr_array_add(self->asked, one);
        one->recipe = parse_recipe(*name, error);
        if (!one->recipe)
            return FALSE;
        study_recipe_say_by(one->recipe, study_results_provenance(self->listing)->by);
        if (!prepare_queries(one, self, error))
            return FALSE;
    }
    return TRUE;
}

/* ------------------------------------------------------------------ opening */

/* In the order of the listing, whose rows these are. */
static gboolean read_ids(study_families *self, GError **error)
{
    g_autoptr(corpus_statement) families = corpus_prepare(
        self->db, "SELECT family_id FROM families f JOIN family_facts USING (family_id) ORDER BY f.family", NULL,
        error);
    for (gboolean has_row = families != NULL; has_row;) {
        if (!corpus_step(&has_row, families, error))
            return FALSE;
        const gint64 id = has_row ? corpus_column_integer(families, 0) : 0;
        if (has_row)
            g_array_append_val(self->ids, id);
    }
    return families != NULL;
}

static gboolean prepare(study_families *self, GError **error)
{
    if (!read_ids(self, error) || !study_labeller_find(&self->labeller, self->db, error) ||
        !study_medians_read(&self->medians, self->db, error))
        return FALSE;
    self->origin = corpus_prepare(self->db,
                                  "SELECT coalesce(s.first_time, t.first_commit) FROM family_facts t"
                                  " LEFT JOIN family_sync s USING (family_id) WHERE t.family_id = ?1",
                                  NULL, error);
    if (!self->origin)
        return FALSE;
    corpus_restrict(self->db, TRUE);
    const gboolean is_ready = prepare_recipes(self, error);
    corpus_restrict(self->db, FALSE);
    return is_ready;
}

study_families *study_families_open(corpus *db, const struct study_wish *wish, GError **error)
{
    g_autoptr(study_families) self = g_new0(study_families, 1);
    g_mutex_init(&self->lock);
    self->db = db;
    self->rules = wish->rules ? wish->rules : &sync_rules_default;
    self->listing = study_results_new();
    self->asked = g_ptr_array_new_with_free_func(asked_free);
    self->ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    self->is_begun = study_ask_begin(self->listing, db, wish, error);
    return self->is_begun && prepare(self, error) ? g_steal_pointer(&self) : NULL;
}

const study_results *study_families_listing(const study_families *self)
{
    return self->listing;
}

gboolean study_families_check(const study_families *self, const char *family, GError **error)
{
    return study_family_check(self->listing, family, error);
}

gboolean study_pattern_at(const char **id, const char **name, size_t index)
{
    if (index >= RECORD_N_PATTERNS)
        return FALSE;
    *id = record_patterns[index].id;
    *name = record_patterns[index].name;
    return TRUE;
}

const char *study_lag_words(const char *id)
{
    const int lag = record_word_find(record_lags, RECORD_N_LAGS, id);
    return lag >= 0 ? record_lags[lag].name : id;
}

/* ------------------------------------------------------------------ one family */

static gboolean run_statement(struct study_table *out, study_results *results, const struct study_query *query,
                              corpus_statement *statement, gint64 id, GError **error)
{
    if (strstr(query->sql, "?1"))
        corpus_bind_integer(statement, P_FAMILY, id);
    const gboolean is_read = study_table_read(out, results, query->name, statement, error);
    corpus_reset(statement);
    return is_read;
}

/* A query's table that the program fills; NULL: the answer has no such query. */
static struct study_table *made_table(const struct study_answer *answer, const char *query)
{
    return (struct study_table *)(guintptr)study_answer_table(answer, query);
}

static gboolean read_origin(gint64 *origin_s, study_families *self, gint64 id, GError **error)
{
    gboolean has_row = FALSE;
    corpus_bind_integer(self->origin, P_FAMILY, id);
    const gboolean is_read = corpus_step(&has_row, self->origin, error);
    *origin_s = is_read && has_row ? corpus_column_integer(self->origin, 0) : 0;
    corpus_reset(self->origin);
    return is_read;
}

/* What no query can make. */
static gboolean fill_made(const struct study_answer *answer, study_results *results, study_families *self, gint64 id,
                          GError **error)
{
    gint64 origin_s;
    if (g_str_equal(answer->recipe->name, "family_waits"))
        study_family_waits(made_table(answer, "summary"), results, &answer->tables[0], made_table(answer, "open"),
                           &self->medians);
    if (!g_str_equal(answer->recipe->name, "family_class"))
        return TRUE;
    if (!read_origin(&origin_s, self, id, error))
        return FALSE;
    study_family_explain(made_table(answer, "reasons"), results, &answer->tables[0], origin_s, self->rules);
    return TRUE;
}

static gboolean answer_one(study_results *results, study_families *self, const asked *one, gint64 id, GError **error)
{
    const struct study_recipe *recipe = one->recipe;
    struct study_answer answer = {.recipe = recipe, .alt = "", .caption = "", .n_tables = recipe->n_queries};
    struct study_table *tables = study_results_alloc(results, recipe->n_queries * sizeof *tables);
    answer.tables = tables;
    for (size_t i = 0; i < recipe->n_queries; i++)
        if (!run_statement(&tables[i], results, &recipe->queries[i], g_ptr_array_index(one->statements, i), id,
                           error)) {
            g_prefix_error(error, "%s:%d: ", recipe->file, recipe->queries[i].line);
            return FALSE;
        }
    if (!fill_made(&answer, results, self, id, error) || !study_answer_check_forms(&answer, error))
        return FALSE;
    if (one->lacks_table || (recipe->chart && tables[0].n_rows == 0))
        answer.missing = recipe->needs_words ? recipe->needs_words : ""; /* other words of the template say why */
    study_results_add_answer(results, &answer);
    return TRUE;
}

study_results *study_families_read(study_families *self, size_t row, GError **error)
{
    g_assert(row < self->ids->len);
    g_autoptr(study_results) results = study_results_new();
    *study_results_provenance_edit(results) = *study_results_provenance(self->listing);
    gboolean is_read = TRUE;
    g_mutex_lock(&self->lock);
    for (guint i = 0; is_read && i < self->asked->len; i++)
        is_read =
            answer_one(results, self, g_ptr_array_index(self->asked, i), g_array_index(self->ids, gint64, row), error);
    g_mutex_unlock(&self->lock);
    if (!is_read)
        return NULL;
    study_results_settle(results);
    study_results_fill_words(results);
    return g_steal_pointer(&results);
}
