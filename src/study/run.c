#include <math.h>
#include <string.h>

#include "stats/proportion.h"
#include "study/ahead.h"
#include "study/study.h"
#include "study/near_name.h"
#include "study/study_internal.h"

/* A density line, a curve, fits and their laws, pairs. */
#define MAX_COMPUTED_TABLES 5

/* ------------------------------------------------------------------ one recipe */

gboolean study_recipe_lacks_table(gboolean *is_empty, corpus *db, const struct study_recipe *recipe, GError **error)
{
    for (const char *p = recipe->needs_table; *p; p++)
        if (!g_ascii_islower(*p) && *p != '_') {
            g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s:%d: \"%s\" is no table's name", recipe->file,
                        recipe->lines.needs, recipe->needs_table);
            return FALSE;
        }
    g_autofree char *sql = g_strdup_printf("SELECT 1 FROM \"%s\" LIMIT 1", recipe->needs_table);
    g_autoptr(corpus_statement) statement = corpus_prepare(db, sql, NULL, error);
    gboolean has_row = FALSE;
    if (!statement || !corpus_step(&has_row, statement, error)) {
        g_prefix_error(error, "%s:%d: ", recipe->file, recipe->lines.needs);
        return FALSE;
    }
    *is_empty = !has_row;
    return TRUE;
}

/* Is `column` of a table form there? One with {COLUMN} parts is the id of a number, which a corpus may not have. */
static gboolean has_form_column(const struct study_table *table, const char *column)
{
    return strchr(column, '{') || study_column_find(table, column) >= 0;
}

/* Of each query that has the recipe's column of families, keep the rows of this one. The first query must have it. */
static gboolean keep_family(const struct study_answer *answer, study_results *results, struct study_table *tables,
                            const char *family, GError **error)
{
    const struct study_recipe *recipe = answer->recipe;
    if (study_column_find(&tables[0], recipe->family) < 0) {
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s:%d: the query returns no column \"%s\"", recipe->file,
                    recipe->lines.family, recipe->family);
        return FALSE;
    }
    for (size_t i = 0; i < recipe->n_queries; i++)
        study_table_keep_rows(&tables[i], results, recipe->family, family);
    return TRUE;
}

gboolean study_answer_check_forms(const struct study_answer *answer, GError **error)
{
    for (size_t i = 0; i < answer->recipe->n_forms; i++) {
        const struct study_form *form = &answer->recipe->forms[i];
        const struct study_table *table = study_answer_table(answer, form->query);
        for (size_t column = 0; column < form->n_columns; column++)
            if (!has_form_column(table, form->columns[column].column)) {
                g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s:%d: the query returns no column \"%s\"",
                            answer->recipe->file, form->line, form->columns[column].column);
                return FALSE;
            }
    }
    return TRUE;
}

/* Tables that are computed from the others, put behind them. */
static gboolean run_computed(struct study_answer *answer, study_results *results, struct study_table *tables,
                             GError **error)
{
    const struct study_recipe *recipe = answer->recipe;
    if (recipe->density_query && !study_density_run(&tables[answer->n_tables++], results, answer, error))
        return FALSE;
    if (recipe->curve.line && !study_curve_run(&tables[answer->n_tables++], results, answer, error))
        return FALSE;
    if (!recipe->fits.line)
        return TRUE;
    answer->n_tables += 2;
    return study_fits_run(&tables[answer->n_tables - 2], &tables[answer->n_tables - 1], results, answer, error);
}

/* Is there nothing to be shown? */
static gboolean is_answer_empty(const struct study_answer *answer)
{
    return answer->tables[0].n_rows == 0 || study_answer_drawn(answer)->n_rows == 0;
}

/* What a recipe is run with. */
struct run {
    corpus *db;
    study_ahead *ahead; /* NULL: nobody reads ahead */
    const char *family; /* NULL: figures of one family are not asked for */
    GHashTable *unseen; /* tests and queries to leave out */
};

static gboolean run_queries(struct study_answer *answer, study_results *results, const struct run *run, GError **error)
{
    const struct study_recipe *recipe = answer->recipe;
    struct study_table *tables =
        study_results_alloc(results, (recipe->n_queries + MAX_COMPUTED_TABLES) * sizeof *tables);
    answer->tables = tables;
    for (size_t i = 0; i < recipe->n_queries; i++) {
        const struct study_query *query = &recipe->queries[i];
        const struct study_place place = {recipe->file, query->line};
        answer->n_tables++;
        if (g_hash_table_contains(run->unseen, query))
            tables[i] = (struct study_table){.name = study_results_keep(results, query->name)};
        else if (!study_ahead_take(&tables[i], run->ahead, query) &&
                 !study_table_query(&tables[i], results, run->db, query->name, query->sql, &place, error))
            return FALSE;
    }
    if (recipe->family && !keep_family(answer, results, tables, run->family, error))
        return FALSE;
    return run_computed(answer, results, tables, error);
}

static gboolean run_tests(struct study_answer *answer, study_results *results, const struct run *run, GError **error)
{
    g_autoptr(GPtrArray) tests = g_ptr_array_new();
    for (size_t i = 0; i < answer->recipe->n_tests; i++) {
        const struct study_test_request *request = &answer->recipe->tests[i];
        if (!g_hash_table_contains(run->unseen, request) && !study_test_run(tests, results, answer, request, error))
            return FALSE;
    }
    const struct study_test **kept = study_results_alloc(results, tests->len * sizeof(*kept));
    for (guint i = 0; i < tests->len; i++)
        kept[i] = g_ptr_array_index(tests, i);
    answer->tests = kept;
    answer->n_tests = tests->len;
    if (answer->recipe->pairs_test) /* the tables' last place waits for it */
        study_comparison_run((struct study_table *)(guintptr)&answer->tables[answer->n_tables++], results, answer);
    return TRUE;
}

/* Where the columns of a quantity stand; -1: it has none. */
struct quantity_place {
    int column, total;
};

static gboolean find_column(int *out, const struct study_answer *answer, const struct study_number_request *request,
                            const struct study_table *table, const char *name, GError **error)
{
    *out = name ? study_column_find(table, name) : -1;
    if (!name || *out >= 0)
        return TRUE;
    g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s:%d: the query returns no column \"%s\"",
                answer->recipe->file, request->line, name);
    return FALSE;
}

/* A value; of a percentage also its interval, all in percent. NAN: does not exist. */
struct quantity {
    double value, low, high;
};

static struct quantity quantity_at(const struct study_table *table, size_t row, struct quantity_place place)
{
    struct quantity found = {(double)NAN, (double)NAN, (double)NAN};
    struct stats_proportion proportion;
    if (place.column < 0)
        return found;
    const double value = study_cell_at(table, row, (size_t)place.column)->real;
    if (place.total < 0) {
        found.value = value;
        return found;
    }
    const double total = study_cell_at(table, row, (size_t)place.total)->real;
    if (isnan(value) || !stats_proportion(&proportion, value, total, STUDY_LEVEL, NULL))
        return found;
    found = (struct quantity){100.0 * value / total, 100.0 * proportion.ci.low, 100.0 * proportion.ci.high};
    return found;
}

static gboolean add_number(study_results *results, const char *id, const char *part, double published, double better,
                           GError **error)
{
    g_autofree char *whole = g_strconcat(id, part, NULL);
    if (better == published)
        better = (double)NAN;
    return (isnan(published) && isnan(better)) || /* a null: the number does not exist */
           study_results_add_number(results, whole, published, better, error);
}

/* Every part of the id must be a column. */
static gboolean check_id(const struct study_answer *answer, const struct study_number_request *request,
                         const struct study_table *table, GError **error)
{
    for (const char *open = strchr(request->id, '{'); open; open = strchr(open + 1, '{')) {
        g_autofree char *column = g_strndup(open + 1, strcspn(open + 1, "}"));
        int unused;
        if (!find_column(&unused, answer, request, table, column, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean run_number(const struct study_answer *answer, study_results *results,
                           const struct study_number_request *request, GError **error)
{
    const struct study_table *table = study_answer_table(answer, request->query);
    struct quantity_place value, recommended;
    if (!check_id(answer, request, table, error) ||
        !find_column(&value.column, answer, request, table, request->value.column, error) ||
        !find_column(&value.total, answer, request, table, request->value.total, error) ||
        !find_column(&recommended.column, answer, request, table, request->recommended.column, error) ||
        !find_column(&recommended.total, answer, request, table, request->recommended.total, error))
        return FALSE;
    for (size_t row = 0; row < table->n_rows; row++) {
        g_autofree char *id = study_id_fill(request->id, table, row);
        const struct quantity published = quantity_at(table, row, value), better = quantity_at(table, row, recommended);
        if (id && !(add_number(results, id, "", published.value, better.value, error) &&
                    add_number(results, id, STUDY_LOW, published.low, better.low, error) &&
                    add_number(results, id, STUDY_HIGH, published.high, better.high, error))) {
            g_prefix_error(error, "%s:%d: ", answer->recipe->file, request->line);
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean run_numbers(const struct study_answer *answer, study_results *results, GError **error)
{
    for (size_t i = 0; i < answer->recipe->n_numbers; i++)
        if (!run_number(answer, results, &answer->recipe->numbers[i], error))
            return FALSE;
    return TRUE;
}

/* A hole {COLUMN[ROW]} must name a column; a row or value that is not there is a matter of the data. */
static gboolean check_holes(const struct study_answer *answer, const char *text, int line, GError **error)
{
    const struct study_table *table = study_answer_drawn(answer);
    for (const char *open = strchr(text, '{'); table && open; open = strchr(open + 1, '{')) {
        const size_t n = strcspn(open + 1, "[|}");
        g_autofree char *column = g_strndup(open + 1, n);
        if (open[1 + n] != '[' || study_column_find(table, column) >= 0)
            continue;
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s:%d: the query returns no column \"%s\"",
                    answer->recipe->file, line, column);
        return FALSE;
    }
    return TRUE;
}

static gboolean check_words(const struct study_answer *answer, GError **error)
{
    const struct study_recipe *recipe = answer->recipe;
    return check_holes(answer, recipe->alt, recipe->lines.alt, error) &&
           check_holes(answer, recipe->caption, recipe->lines.caption, error);
}

static gboolean run_recipe(study_results *results, const struct run *run, study_recipe *recipe, GError **error)
{
    struct study_answer answer = {.recipe = recipe, .alt = "", .caption = ""};
    study_recipe_say_by(recipe, study_results_provenance(results)->by);
    gboolean is_empty = FALSE;
    study_results_begin_recipe(results);
    if (recipe->needs_table && !study_recipe_lacks_table(&is_empty, run->db, recipe, error))
        return FALSE;
    if (is_empty)
        answer.missing = recipe->needs_words;
    else if (recipe->family && !run->family)
        answer.missing = "the name of one family (--family NAME)";
    else if (!run_queries(&answer, results, run, error) || !run_tests(&answer, results, run, error) ||
             !study_answer_check_forms(&answer, error) || !check_words(&answer, error) ||
             !run_numbers(&answer, results, error))
        return FALSE;
    if (!answer.missing && is_answer_empty(&answer) && (recipe->chart || recipe->needs_words))
        answer.missing = STUDY_NO_ROWS; /* what it needs is there, but not so that something could be shown */
    study_results_add_answer(results, &answer);
    return TRUE;
}

/* What a figure that travels alone has to say of its rules; NULL where they are the study's. */
static const char *make_remark(study_results *results)
{
    const char *rules = study_results_provenance(results)->rules;
    g_autofree char *remark = g_strconcat("Other than in the study: ", rules, ".", NULL);
    return *rules ? study_results_keep(results, remark) : NULL;
}

void study_results_fill_words(study_results *results)
{
    const char *remark = make_remark(results);
    for (size_t i = 0; i < study_results_n_answers(results); i++) {
        struct study_answer *answer = (struct study_answer *)(guintptr)study_results_answer_at(results, i);
        answer->remark = remark;
        if (answer->missing)
            continue;
        g_autofree char *alt = study_holes_fill(answer->recipe->alt, answer, results);
        g_autofree char *caption = study_holes_fill(answer->recipe->caption, answer, results);
        const char *shown = alt && alt[0] ? alt : answer->recipe->title;
        g_autofree char *remarked = remark ? g_strconcat(shown, " ", remark, NULL) : NULL;
        answer->alt = study_results_keep(results, remarked ? remarked : shown);
        answer->caption = study_results_keep(results, caption ? caption : "");
    }
}

/* Columns of table forms that are templates of numbers' ids: `kappa.{attribute} "Cohen's kappa"`. */
static void add_number_columns(study_results *results)
{
    for (size_t i = 0; i < study_results_n_answers(results); i++) {
        const struct study_answer *answer = study_results_answer_at(results, i);
        for (size_t f = 0; !answer->missing && f < answer->recipe->n_forms; f++) {
            const struct study_form *form = &answer->recipe->forms[f];
            struct study_table *table = (struct study_table *)(guintptr)study_answer_table(answer, form->query);
            for (size_t c = 0; c < form->n_columns; c++)
                if (strchr(form->columns[c].column, '{'))
                    study_table_add_numbers(table, results, form->columns[c].column);
        }
    }
}

/* ------------------------------------------------------------------ provenance and listings */

static const char meta_sql[] = "SELECT key, value FROM meta";
static const char sources_sql[] =
    "SELECT kind, name, sha256, collected, bytes, rows, used, skipped, repository, revision "
    "FROM sources ORDER BY source_id";
static const char faults_sql[] = "SELECT s.name, f.cause, f.example, f.rows, f.first_line FROM source_faults f "
                                 "JOIN sources s USING (source_id) ORDER BY source_id, cause";
static const char state_sql[] = "SELECT EXISTS (SELECT 1 FROM given_classes), EXISTS (SELECT 1 FROM commits)";

/* Columns as CLI.md lists them for families.csv and transitions.csv. */
static const char families_sql[] =
    "SELECT f.family, f.owner, a.variants, a.upstream_commits, a.downstream_commits, "
    "datetime(a.first_commit, 'unixepoch') AS first_commit, datetime(a.last_commit, 'unixepoch') AS last_commit, "
    "g.age_days, g.age_group, s.lag, s.sync_type, s.intensity, s.code, s.pattern, e.early_pattern, e.late_pattern, "
    "iif(s.first_time IS NULL, t.n, coalesce(t.n, 0)) AS transitions, t.mean AS mean_lag_days, j.similarity, "
    "j.similarity_group, a.release_type, "
    "c.common AS common_contributors, s.origin "
    "FROM families f JOIN family_facts a USING (family_id) LEFT JOIN family_sync s USING (family_id) "
    "LEFT JOIN ages g USING (family_id) LEFT JOIN evolution e USING (family_id) "
    "LEFT JOIN (SELECT family_id, count(*) AS n, avg(days) AS mean FROM transitions GROUP BY family_id) t USING "
    "(family_id) "
    "LEFT JOIN similarity j USING (family_id) LEFT JOIN common_contributors c USING (family_id) "
    "ORDER BY f.family";
static const char transitions_sql[] =
    "SELECT f.family, t.source, t.target, datetime(t.prev_commit, 'unixepoch') AS prev_commit, "
    "datetime(t.next_commit, 'unixepoch') AS next_commit, t.days "
    "FROM transitions t JOIN families f USING (family_id) ORDER BY f.family, t.seq";

static const char *cell_text(const struct study_table *table, size_t row, size_t column)
{
    return study_cell_at(table, row, column)->text;
}

static gboolean read_meta(struct study_provenance *out, study_results *results, corpus *db, GError **error)
{
    struct study_table meta, state;
    if (!study_table_query(&meta, results, db, "", meta_sql, NULL, error) ||
        !study_table_query(&state, results, db, "", state_sql, NULL, error))
        return FALSE;
    for (size_t row = 0; row < meta.n_rows; row++) {
        const char *key = cell_text(&meta, row, 0), *value = cell_text(&meta, row, 1);
        if (!key || !value) /* a blob, in a file that is not ours */
            continue;
        if (g_str_equal(key, "collected"))
            out->collected = value;
        else if (g_str_equal(key, "collected_assumed"))
            out->is_collected_assumed = g_str_equal(value, "1");
        else if (g_str_equal(key, "note") && value[0])
            out->note = value;
    }
    out->is_given = study_cell_at(&state, 0, 0)->integer != 0;
    out->has_commits = study_cell_at(&state, 0, 1)->integer != 0;
    return TRUE;
}

static gboolean read_sources(struct study_provenance *out, study_results *results, corpus *db, GError **error)
{
    struct study_table table;
    if (!study_table_query(&table, results, db, "", sources_sql, NULL, error))
        return FALSE;
    struct study_source *sources = study_results_alloc(results, table.n_rows * sizeof *sources);
    for (size_t row = 0; row < table.n_rows; row++)
        sources[row] = (struct study_source){cell_text(&table, row, 0),
                                             cell_text(&table, row, 1),
                                             cell_text(&table, row, 2),
                                             cell_text(&table, row, 3),
                                             study_cell_at(&table, row, 4)->integer,
                                             study_cell_at(&table, row, 5)->integer,
                                             study_cell_at(&table, row, 6)->integer,
                                             study_cell_at(&table, row, 7)->integer,
                                             cell_text(&table, row, 8),
                                             cell_text(&table, row, 9)};
    out->sources = sources;
    out->n_sources = table.n_rows;
    return TRUE;
}

static gboolean read_faults(struct study_provenance *out, study_results *results, corpus *db, GError **error)
{
    struct study_table table;
    if (!study_table_query(&table, results, db, "", faults_sql, NULL, error))
        return FALSE;
    struct study_fault *faults = study_results_alloc(results, table.n_rows * sizeof *faults);
    for (size_t row = 0; row < table.n_rows; row++)
        faults[row] =
            (struct study_fault){cell_text(&table, row, 0), cell_text(&table, row, 1), cell_text(&table, row, 2),
                                 study_cell_at(&table, row, 3)->integer, study_cell_at(&table, row, 4)->integer};
    out->faults = faults;
    out->n_faults = table.n_rows;
    return TRUE;
}

static gboolean read_listings(study_results *results, corpus *db, const struct study_wish *wish, GError **error)
{
    struct study_table families, transitions = {.name = "transitions"};
    if (!study_table_query(&families, results, db, "families", families_sql, NULL, error) ||
        (wish->has_transitions &&
         !study_table_query(&transitions, results, db, "transitions", transitions_sql, NULL, error)))
        return FALSE;
    study_results_set_listings(results, &families, &transitions);
    return TRUE;
}

/* ------------------------------------------------------------------ rules */

static const struct sync_rules *rules_of(const struct study_wish *wish)
{
    return wish->rules ? wish->rules : &sync_rules_default;
}

/* Of an import that was never derived, by another program (?1 NULL: any will do), or empty beside families that have
 * commits. */
static const char behind_sql[] =
    "SELECT coalesce((SELECT value FROM meta WHERE key = 'derived'), '') IS NOT coalesce(?1, (SELECT value FROM meta"
    " WHERE key = 'derived' AND value <> ''), 'never')"
    " OR (NOT EXISTS (SELECT 1 FROM family_facts) AND EXISTS (SELECT 1 FROM families WHERE NOT excluded))";

gboolean study_ask_behind(gboolean *is_behind, corpus *db, const char *derivation, GError **error)
{
    g_autoptr(corpus_statement) query = corpus_prepare(db, behind_sql, NULL, error);
    gboolean has_row = FALSE;
    if (!query)
        return FALSE;
    corpus_bind_text(query, 1, derivation);
    if (!corpus_step(&has_row, query, error))
        return FALSE;
    *is_behind = corpus_column_integer(query, 0) != 0;
    return TRUE;
}

/* What the wish changes: "" for nothing. Owner: the caller. */
static char *describe_wish(const struct study_wish *wish, const char *by)
{
    g_autofree char *rules = sync_rules_describe(rules_of(wish));
    if (!by)
        return g_steal_pointer(&rules);
    return g_strdup_printf("%s%sby=%s (study: age_group)", rules, *rules ? ", " : "", by);
}

/* A column's name as a word in texts: one line, valid, of a length that can be read. Owner: the caller. */
static char *column_words(const char *by)
{
    g_autofree char *valid = g_utf8_make_valid(by, -1);
    g_autofree char *words = g_utf8_substring(valid, 0, MIN(g_utf8_strlen(valid, -1), 60));
    for (char *p = words; *p; p++)
        if ((guchar)*p < 0x20 || *p == 0x7f)
            *p = ' ';
    return g_steal_pointer(&words);
}

static void list_rules(struct study_provenance *out, study_results *results, const struct study_wish *wish)
{
    const size_t n_keys = sync_rules_n_keys();
    struct study_rule *rules = study_results_alloc(results, (n_keys + 1) * sizeof *rules);
    for (size_t i = 0; i < n_keys; i++) {
        g_autofree char *value = sync_rules_value(rules_of(wish), i);
        g_autofree char *study = sync_rules_value(&sync_rules_default, i);
        rules[i] = (struct study_rule){sync_rules_key(i), study_results_keep(results, value),
                                       study_results_keep(results, study)};
    }
    if (wish->by)
        rules[n_keys] = (struct study_rule){"by", out->by, "age_group"};
    out->rule_values = rules;
    out->n_rule_values = n_keys + (wish->by ? 1 : 0);
}

/* Say what rules the answers follow, and compute what the file does not hold. */
static gboolean apply_rules(study_results *results, corpus *db, const struct study_wish *wish, GError **error)
{
    struct study_provenance *out = study_results_provenance_edit(results);
    g_autofree char *by = wish->by ? column_words(wish->by) : NULL;
    g_autofree char *differing = describe_wish(wish, by);
    out->by = study_results_keep(results, by);
    out->rules = study_results_keep(results, differing);
    list_rules(out, results, wish);
    return study_ask_behind(&out->is_behind, db, wish->is_as_stored ? NULL : STUDY_DERIVATION, error) &&
           ((!*differing && !out->is_behind) || study_shadow(db, rules_of(wish), wish->by, error));
}

/* ------------------------------------------------------------------ all of them */

/* A built-in recipe; the results own it. NULL: there is none of the name. */
static study_recipe *read_built_in(study_results *results, const char *name, const struct study_wish *wish,
                                   GError **error)
{
    const char *text = wish->is_as_published ? study_recipe_text_as_published(name) : study_recipe_text(name);
    if (!text) {
        const char *const *names = study_recipe_names();
        g_autofree char *hint = study_near_hint(names, g_strv_length((char **)(guintptr)names), name);
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_UNKNOWN, "no figure \"%s\"%s (see \"syncreport figure --list\")",
                    name, hint);
        return NULL;
    }
    g_autofree char *file = g_strconcat("figures/", name, ".sql", NULL);
    study_recipe *recipe = study_recipe_parse(name, file, text, error);
    if (recipe)
        study_results_add_recipe(results, recipe);
    return recipe;
}

static gboolean gather_recipes(GPtrArray *recipes, study_results *results, const struct study_wish *wish,
                               GError **error)
{
    for (const char *const *name = wish->names ? wish->names : study_recipe_names(); *name; name++) {
        study_recipe *recipe = read_built_in(results, *name, wish, error);
        if (!recipe)
            return FALSE;
        g_ptr_array_add(recipes, recipe);
    }
    for (size_t i = 0; i < wish->n_extra; i++)
        g_ptr_array_add(recipes, wish->extra[i]);
    return TRUE;
}

static gboolean run_recipes(study_results *results, corpus *db, const struct study_wish *wish, GError **error)
{
    g_autoptr(GPtrArray) recipes = g_ptr_array_new();
    if (!gather_recipes(recipes, results, wish, error))
        return FALSE;
    g_autoptr(GHashTable) unseen =
        study_unseen_new(recipes, wish->is_pictures ? recipes->len - (guint)wish->n_extra : 0);
    g_autoptr(study_ahead) ahead = study_ahead_new(db, recipes, wish->family, unseen, results);
    const struct run run = {db, ahead, wish->family, unseen};
    corpus_restrict(db, TRUE);
    gboolean is_done = TRUE;
    for (guint i = 0; is_done && i < recipes->len; i++) {
        is_done = run_recipe(results, &run, g_ptr_array_index(recipes, i), error);
        if (is_done && wish->tell)
            wish->tell(i + 1, recipes->len, wish->tell_data);
    }
    corpus_restrict(db, FALSE);
    return is_done;
}

/* What no recipe asks: where the data come from, and the listings. */
static gboolean read_facts(study_results *results, corpus *db, const struct study_wish *wish, GError **error)
{
    struct study_provenance *provenance = study_results_provenance_edit(results);
    return read_meta(provenance, results, db, error) && read_sources(provenance, results, db, error) &&
           read_faults(provenance, results, db, error) && read_listings(results, db, wish, error) &&
           study_family_check(results, wish->family, error);
}

gboolean study_ask_begin(study_results *results, corpus *db, const struct study_wish *wish, GError **error)
{
    if (!apply_rules(results, db, wish, error) || !corpus_run(db, "BEGIN", error))
        return FALSE;
    if (read_facts(results, db, wish, error))
        return TRUE;
    study_ask_end(db);
    return FALSE;
}

void study_ask_end(corpus *db)
{
    corpus_run(db, "ROLLBACK", NULL); /* nothing was written */
    corpus_shadow_end(db, NULL);
}

/* All answers are of one state, and the file is locked once. */
static gboolean ask_all(study_results *results, corpus *db, const struct study_wish *wish, GError **error)
{
    if (!corpus_run(db, "BEGIN", error))
        return FALSE;
    const gboolean is_done = read_facts(results, db, wish, error) && run_recipes(results, db, wish, error);
    corpus_run(db, "ROLLBACK", NULL); /* nothing was written */
    return is_done && corpus_shadow_end(db, error);
}

study_results *study_run(corpus *db, const struct study_wish *wish, GError **error)
{
    g_autoptr(study_results) results = study_results_new();
    if (wish->is_pictures)
        study_results_skip_intervals(results);
    for (size_t i = 0; i < wish->n_extra; i++)
        study_results_add_recipe(results, wish->extra[i]);
    if (!apply_rules(results, db, wish, error) || !ask_all(results, db, wish, error))
        return NULL;
    study_results_settle(results);
    add_number_columns(results);
    study_results_fill_words(results);
    return g_steal_pointer(&results);
}
