/* Conclusions that changed: tests that crossed their level, effects of another size, another leader, another order. */
#include <math.h>
#include <string.h>

#include "study/difference_internal.h"
#include "study/study_internal.h"

#define SIGNIFICANCE 0.05

/* ------------------------------------------------------------------ causes */

/* Tables that a recipe must read for a cause to reach it; NULL: every recipe. */
static const struct {
    enum study_cause cause;
    const char *tables; /* between blanks */
} reach[] = {
    {STUDY_CAUSE_DATA, NULL},
    {STUDY_CAUSE_AGE_CUTS, " ages "},
    {STUDY_CAUSE_SIMILARITY_CUTS, " similarity "},
    {STUDY_CAUSE_RULE, NULL},
    {STUDY_CAUSE_LABEL_SET, " similarity label_counts pattern_label_counts labels label_set transitions waits "},
    {STUDY_CAUSE_PEOPLE, " people common_contributors family_facts "},
    {STUDY_CAUSE_VERSION, NULL},
    {STUDY_CAUSE_DAY, " waits "},
};

static gboolean is_word(char c)
{
    return g_ascii_isalnum(c) || c == '_';
}

/* Does any word of the query stand in the list? */
static gboolean has_word_of(const char *sql, const char *list)
{
    for (const char *p = sql; *p;) {
        size_t n = 0;
        while (is_word(p[n]))
            n++;
        g_autofree char *word = g_strdup_printf(" %.*s ", (int)n, p);
        if (n > 0 && strstr(list, word))
            return TRUE;
        p += MAX(n, 1);
    }
    return FALSE;
}

static gboolean reads(const struct study_recipe *recipe, const char *tables)
{
    for (size_t i = 0; i < recipe->n_queries; i++)
        if (has_word_of(recipe->queries[i].sql, tables))
            return TRUE;
    return FALSE;
}

static gboolean has_dropped_bots(const study_results *results)
{
    const struct study_provenance *provenance = study_results_provenance(results);
    for (size_t i = 0; i < provenance->n_rule_values; i++)
        if (g_str_equal(provenance->rule_values[i].key, "bots"))
            return g_str_equal(provenance->rule_values[i].value, "drop");
    return FALSE;
}

gboolean difference_drops_bots(const study_difference *difference)
{
    return has_dropped_bots(difference->old) || has_dropped_bots(difference->new);
}

/* Does the cause reach recipes that read none of its tables? Commits that another day of collection brought into use
 * reach every result, but where commits came as well, those are the cause that is worth telling. */
static gboolean is_far(const study_difference *out, enum study_cause cause)
{
    const gboolean has_data = (out->causes & STUDY_CAUSE_DATA) != 0;
    return (cause == STUDY_CAUSE_PEOPLE && difference_drops_bots(out)) ||
           (cause == STUDY_CAUSE_DAY && study_commits_change_use(&out->counts) && !has_data);
}

static guint causes_of(const study_difference *out, const struct study_recipe *recipe)
{
    guint causes = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(reach); i++)
        if (!reach[i].tables || is_far(out, reach[i].cause) || reads(recipe, reach[i].tables))
            causes |= out->causes & (guint)reach[i].cause;
    return causes ? causes : STUDY_CAUSE_DATA;
}

static struct study_conclusion *add(study_difference *out, enum study_conclusion_kind kind,
                                    const struct study_answer *answer, const char *id, const char *what)
{
    const double nan = (double)NAN;
    const struct study_conclusion conclusion = {.kind = kind,
                                                .id = difference_keep(out, id),
                                                .figure = answer->recipe->name,
                                                .what = difference_keep(out, what ? what : answer->recipe->title),
                                                .old_p = nan,
                                                .new_p = nan,
                                                .old_level = nan,
                                                .new_level = nan,
                                                .causes = causes_of(out, answer->recipe)};
    g_array_append_val(out->conclusions, conclusion);
    return &g_array_index(out->conclusions, struct study_conclusion, out->conclusions->len - 1);
}

/* ------------------------------------------------------------------ levels and effects */

static const struct study_test_request *request_of(const struct study_answer *answer, const char *test_id)
{
    for (size_t i = 0; i < answer->recipe->n_tests; i++) {
        g_autofree char *template_id = study_test_template(&answer->recipe->tests[i]);
        if (study_id_is_covered(template_id, test_id))
            return &answer->recipe->tests[i];
    }
    return NULL;
}

/* 0.05 shared by all tests with a p that the recipe makes of the same question. */
static double level_of(const struct study_answer *answer, const struct study_test *test)
{
    const struct study_test_request *request = request_of(answer, test->id);
    size_t n = 0;
    for (size_t i = 0; request && i < answer->n_tests; i++)
        n += !isnan(answer->tests[i]->p) && request_of(answer, answer->tests[i]->id) == request ? 1 : 0;
    return SIGNIFICANCE / (double)MAX(n, 1);
}

static const char *level_words(double p, double level)
{
    return p < level ? "significant" : "not significant";
}

static void compare_level(study_difference *out, const struct study_answer *answer, const char *id, const double p[2],
                          const double level[2])
{
    if (isnan(p[0]) || isnan(p[1]) || (p[0] < level[0]) == (p[1] < level[1]))
        return;
    struct study_conclusion *found = add(out, STUDY_TEST_LEVEL, answer, id, NULL);
    found->old = level_words(p[0], level[0]);
    found->new = level_words(p[1], level[1]);
    found->old_p = p[0];
    found->new_p = p[1];
    found->old_level = level[0];
    found->new_level = level[1];
}

static void compare_class(study_difference *out, const struct study_answer *answer, const char *id, const char *old,
                          const char *new)
{
    if (!old || !new || g_str_equal(old, new))
        return;
    struct study_conclusion *found = add(out, STUDY_EFFECT_CLASS, answer, id, NULL);
    found->old = old;
    found->new = new;
}

static void compare_result(study_difference *out, const struct study_answer *answer, const char *id,
                           const struct study_test *old, const struct study_test *new)
{
    const char *before = !old ? "not asked" : old->failure ? old->failure : "a result";
    const char *after = !new ? "not asked any more" : new->failure ? new->failure : "a result";
    const gboolean had = old && !old->failure, has = new && !new->failure;
    if (had == has)
        return;
    struct study_conclusion *found = add(out, STUDY_RESULT, answer, id, NULL);
    found->old = before;
    found->new = after;
}

static const struct study_pair *find_pair(const struct study_test *test, const char *a, const char *b)
{
    for (size_t i = 0; i < test->n_pairs; i++)
        if (g_str_equal(test->groups[test->pairs[i].a].name, a) && g_str_equal(test->groups[test->pairs[i].b].name, b))
            return &test->pairs[i];
    return NULL;
}

/* Their p-values are corrected already. */
static void compare_pairs(study_difference *out, const struct study_answer *answer, const struct study_test *old,
                          const struct study_test *new)
{
    static const double levels[] = {SIGNIFICANCE, SIGNIFICANCE};
    const struct study_test_request *request = request_of(answer, new->id);
    const char *prefix = request && request->pairs_id ? request->pairs_id : new->id;
    for (size_t i = 0; i < new->n_pairs; i++) {
        const char *a = new->groups[new->pairs[i].a].name, *b = new->groups[new->pairs[i].b].name;
        const struct study_pair *before = find_pair(old, a, b);
        if (!before)
            continue;
        g_autofree char *id = g_strconcat(prefix, ".", a, "__", b, NULL);
        const double p[] = {before->p_adjusted, new->pairs[i].p_adjusted};
        compare_level(out, answer, id, p, levels);
        compare_class(out, answer, id, before->effect_class, new->pairs[i].effect_class);
    }
}

static const struct study_group *find_group(const struct study_test *test, const char *name)
{
    for (size_t i = 0; i < test->n_groups; i++)
        if (g_str_equal(test->groups[i].name, name))
            return &test->groups[i];
    return NULL;
}

/* A test per group (Shapiro-Wilk). */
static void compare_groups(study_difference *out, const struct study_answer *answer, const struct study_test *old,
                           const struct study_test *new)
{
    const double levels[] = {SIGNIFICANCE / (double)MAX(old->n_groups, 1),
                             SIGNIFICANCE / (double)MAX(new->n_groups, 1)};
    for (size_t i = 0; isnan(new->p) && i < new->n_groups; i++) {
        const struct study_group *before = find_group(old, new->groups[i].name);
        const double p[] = {before ? before->p : (double)NAN, new->groups[i].p};
        g_autofree char *id = g_strconcat(new->id, ".", new->groups[i].name, NULL);
        compare_level(out, answer, id, p, levels);
    }
}

/* ------------------------------------------------------------------ orders */

/* Named values of one corpus, the largest first. */
struct ranking {
    const char *name;
    double value;
};

static int compare_ranks(gconstpointer a, gconstpointer b)
{
    const struct ranking *left = a, *right = b;
    if (left->value != right->value)
        return left->value < right->value ? 1 : -1;
    return strcmp(left->name, right->name);
}

static const struct ranking *rank_at(const GArray *ranks, guint index)
{
    return &g_array_index(ranks, struct ranking, index);
}

static double value_of(const GArray *ranks, const char *name)
{
    for (guint i = 0; i < ranks->len; i++)
        if (g_str_equal(rank_at(ranks, i)->name, name))
            return rank_at(ranks, i)->value;
    return (double)NAN;
}

/* Did two that were strictly one above the other change places? */
static gboolean is_swapped(const GArray *old, const GArray *new)
{
    for (guint i = 0; i < old->len; i++)
        for (guint k = i + 1; k < old->len; k++) {
            const double above = value_of(new, rank_at(old, i)->name), below = value_of(new, rank_at(old, k)->name);
            if (rank_at(old, i)->value > rank_at(old, k)->value && above < below)
                return TRUE;
        }
    return FALSE;
}

/* "Disperse (40.1) > Sparse (30) = Rare (30)". Owner: the caller. */
static char *order_words(const GArray *ranks)
{
    GString *words = g_string_new(NULL);
    for (guint i = 0; i < ranks->len; i++)
        g_string_append_printf(words, "%s%s",
                               i == 0                                                     ? ""
                               : rank_at(ranks, i)->value == rank_at(ranks, i - 1)->value ? " = "
                                                                                          : " > ",
                               rank_at(ranks, i)->name);
    return g_string_free(words, FALSE);
}

/* All that share the highest value. Owner: the caller. */
static char *leader_words(const GArray *ranks)
{
    GString *words = g_string_new(rank_at(ranks, 0)->name);
    for (guint i = 1; i < ranks->len && rank_at(ranks, i)->value == rank_at(ranks, 0)->value; i++)
        g_string_append_printf(words, " and %s", rank_at(ranks, i)->name);
    return g_string_free(words, FALSE);
}

static void compare_order(study_difference *out, const struct study_answer *answer, const char *id, const char *what,
                          const GArray *old, const GArray *new)
{
    if (!is_swapped(old, new))
        return;
    g_autofree char *before = order_words(old), *after = order_words(new);
    struct study_conclusion *found = add(out, STUDY_ORDER, answer, id, what);
    found->old = difference_keep(out, before);
    found->new = difference_keep(out, after);
}

static void compare_leader(study_difference *out, const struct study_answer *answer, const char *id, const char *what,
                           const GArray *old, const GArray *new)
{
    if (old->len < 2 || new->len < 2)
        return;
    g_autofree char *before = leader_words(old), *after = leader_words(new);
    if (g_str_equal(before, after))
        return;
    struct study_conclusion *found = add(out, STUDY_LEADING, answer, id, what);
    found->old = difference_keep(out, before);
    found->new = difference_keep(out, after);
}

/* Medians of the groups of a rank test. */
static GArray *rank_groups(const struct study_test *test)
{
    GArray *ranks = g_array_new(FALSE, FALSE, sizeof(struct ranking));
    for (size_t i = 0; i < test->n_groups; i++) {
        const struct study_group *group = &test->groups[i];
        const struct ranking rank = {group->label && *group->label ? group->label : group->name, group->median};
        if (!isnan(rank.value))
            g_array_append_val(ranks, rank);
    }
    g_array_sort(ranks, compare_ranks);
    return ranks;
}

static void compare_medians(study_difference *out, const struct study_answer *answer, const struct study_test *old,
                            const struct study_test *new)
{
    if (!g_str_equal(new->method, "kruskal-wallis"))
        return;
    g_autoptr(GArray) before = rank_groups(old), after = rank_groups(new);
    g_autofree char *what = g_strconcat("medians: ", answer->recipe->title, NULL);
    compare_order(out, answer, new->id, what, before, after);
}

/* Which columns hold names and numbers, and what splits the rows into groups. group -1: nothing does. */
struct bars {
    int name, value, group;
};

#define WHOLE 100.0 /* percent */

/* Do the values add up to a whole in each group of a column? */
static gboolean is_whole(const struct study_table *table, int value, int group)
{
    g_autoptr(GHashTable) sums = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    for (size_t row = 0; row < table->n_rows; row++) {
        const char *own = study_cell_at(table, row, (size_t)group)->text;
        const double part = study_cell_at(table, row, (size_t)value)->real;
        if (!own || isnan(part))
            continue;
        double *sum = g_hash_table_lookup(sums, own);
        if (!sum)
            g_hash_table_insert(sums, (gpointer)(guintptr)own, sum = g_new0(double, 1));
        *sum += part;
    }
    GHashTableIter iter;
    gpointer sum;
    g_hash_table_iter_init(&iter, sums);
    while (g_hash_table_iter_next(&iter, NULL, &sum))
        if (fabs(*(const double *)sum - WHOLE) > 1e-6)
            return FALSE;
    return g_hash_table_size(sums) > 0;
}

/* Shares compete within their whole: of groups that have none of their own, the names do not compete. */
static gboolean choose_groups(struct bars *bars, const struct study_table *table)
{
    const struct bars given = *bars;
    if (bars->group < 0 || is_whole(table, bars->value, bars->group))
        return TRUE;
    *bars = (struct bars){given.group, given.value, given.name};
    return is_whole(table, bars->value, bars->group);
}

static gboolean find_bars(struct bars *out, const struct study_answer *answer, const struct study_table *table)
{
    const struct study_recipe *recipe = answer->recipe;
    const gboolean is_drawn = recipe->chart && g_str_has_prefix(recipe->chart, "bar ") &&
                              !g_str_equal(recipe->chart, "bar stacked"); /* the grouped bars again */
    if (!is_drawn || !recipe->x.column || !recipe->y.column || !table || table->n_rows == 0)
        return FALSE;
    const int x = study_column_find(table, recipe->x.column), y = study_column_find(table, recipe->y.column);
    if (x < 0 || y < 0)
        return FALSE;
    const gboolean is_lying = study_cell_at(table, 0, (size_t)y)->type == STUDY_TEXT;
    *out = (struct bars){is_lying ? y : x, is_lying ? x : y,
                         recipe->group.column ? study_column_find(table, recipe->group.column) : -1};
    return choose_groups(out, table);
}

/* The bars of one group (NULL: all). */
static GArray *rank_bars(const struct study_table *table, const struct bars *bars, const char *group)
{
    GArray *ranks = g_array_new(FALSE, FALSE, sizeof(struct ranking));
    for (size_t row = 0; row < table->n_rows; row++) {
        const struct study_cell *name = study_cell_at(table, row, (size_t)bars->name);
        const struct ranking rank = {name->text, study_cell_at(table, row, (size_t)bars->value)->real};
        const char *own = bars->group >= 0 ? study_cell_at(table, row, (size_t)bars->group)->text : NULL;
        if (rank.name && !isnan(rank.value) && g_strcmp0(own, group) == 0)
            g_array_append_val(ranks, rank);
    }
    g_array_sort(ranks, compare_ranks);
    return ranks;
}

/* One group of bars (NULL: all): who leads, and, where the figure itself sorts its bars, the order. */
static void compare_bars(study_difference *out, const struct study_answer *const answers[2],
                         const struct study_table *const tables[2], const struct bars bars[2], const char *group)
{
    const struct study_answer *answer = answers[DIFFERENCE_NEW];
    g_autoptr(GArray) old = rank_bars(tables[DIFFERENCE_OLD], &bars[DIFFERENCE_OLD], group);
    g_autoptr(GArray) new = rank_bars(tables[DIFFERENCE_NEW], &bars[DIFFERENCE_NEW], group);
    g_autofree char *id = g_strjoin(".", answer->recipe->name, group, NULL);
    g_autofree char *what = g_strjoin(": ", answer->recipe->title, group, NULL);
    compare_leader(out, answer, id, what, old, new);
    if (!group && answer->recipe->is_descending)
        compare_order(out, answer, id, what, old, new);
}

static void compare_drawn(study_difference *out, const struct study_answer *const answers[2])
{
    const struct study_table *tables[DIFFERENCE_N_SIDES];
    struct bars bars[DIFFERENCE_N_SIDES];
    for (int side = 0; side < DIFFERENCE_N_SIDES; side++) {
        tables[side] = study_answer_drawn(answers[side]);
        if (!find_bars(&bars[side], answers[side], tables[side]))
            return;
    }
    if (bars[DIFFERENCE_NEW].group < 0) {
        compare_bars(out, answers, tables, bars, NULL);
        return;
    }
    g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t row = 0; row < tables[DIFFERENCE_NEW]->n_rows; row++) {
        const char *group = study_cell_at(tables[DIFFERENCE_NEW], row, (size_t)bars[DIFFERENCE_NEW].group)->text;
        if (group && g_hash_table_add(done, (gpointer)(guintptr)group))
            compare_bars(out, answers, tables, bars, group);
    }
}

/* ------------------------------------------------------------------ all of them */

static void compare_tests(study_difference *out, const struct study_answer *const answers[2],
                          const struct study_test *old, const struct study_test *new)
{
    const struct study_answer *answer = answers[DIFFERENCE_NEW];
    const double p[] = {old->p, new->p};
    const double levels[] = {level_of(answers[DIFFERENCE_OLD], old), level_of(answer, new)};
    compare_level(out, answer, new->id, p, levels);
    compare_class(out, answer, new->id, old->effect_class, new->effect_class);
    compare_groups(out, answer, old, new);
    compare_pairs(out, answer, old, new);
    compare_medians(out, answer, old, new);
}

static const struct study_test *find_test(const struct study_answer *answer, const char *id)
{
    for (size_t i = 0; i < answer->n_tests; i++)
        if (g_str_equal(answer->tests[i]->id, id))
            return answer->tests[i];
    return NULL;
}

static void compare_answers(study_difference *out, const struct study_answer *const answers[2])
{
    const struct study_answer *old = answers[DIFFERENCE_OLD], *new = answers[DIFFERENCE_NEW];
    for (size_t i = 0; i < new->n_tests; i++) {
        const struct study_test *before = find_test(old, new->tests[i]->id);
        compare_result(out, new, new->tests[i]->id, before, new->tests[i]);
        if (before && !before->failure && !new->tests[i]->failure)
            compare_tests(out, answers, before, new->tests[i]);
    }
    for (size_t i = 0; i < old->n_tests; i++)
        if (!find_test(new, old->tests[i]->id))
            compare_result(out, old, old->tests[i]->id, old->tests[i], NULL);
    if (!old->missing && !new->missing)
        compare_drawn(out, answers);
}

/* Of whole tests and figures first, pairs last; equal ones stay as they are. */
static int compare_weight(gconstpointer a, gconstpointer b)
{
    const struct study_conclusion *left = a, *right = b;
    const gboolean is_pair = strstr(left->id, "__") != NULL, is_other = strstr(right->id, "__") != NULL;
    return is_pair != is_other ? (is_pair ? 1 : -1) : (int)left->kind - (int)right->kind;
}

void difference_conclusions(study_difference *out)
{
    for (size_t i = 0; i < study_results_n_answers(out->new); i++) {
        const struct study_answer *new = study_results_answer_at(out->new, i);
        const struct study_answer *old = study_results_answer_lookup(out->old, new->recipe->name);
        const struct study_answer *const answers[] = {old, new};
        if (old)
            compare_answers(out, answers);
    }
    g_array_sort(out->conclusions, compare_weight);
}
