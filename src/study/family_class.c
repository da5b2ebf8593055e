/* Why one family has its class, in sentences that name the periods and variants. */
#include <math.h>

#include "study/families_internal.h"
#include "sync/reason.h"

#define NBSP "\302\240"
#define N_COLUMNS 4

static const char *const type_words[SYNC_N_TYPES] = {"Complete", "Partial", "Asynchronous", "Variant-dominated"};
static const char *const intensity_words[SYNC_N_INTENSITIES] = {"Rare", "Sporadic", "Frequent"};

/* What a family is told from. */
typedef struct story {
    struct sync_reason reason;
    struct sync_next_type next_type;
    const struct sync_rules *rules;
    gint64 origin_s;
    GPtrArray *names; /* const char: of variants, by number */
} story;

/* ------------------------------------------------------------------ words */

static const char *variant_name(const story *self, guint32 variant)
{
    return variant < self->names->len ? g_ptr_array_index(self->names, variant) : "no variant";
}

/* Day on which a period begins, "2021-05-06". Owner: the caller. */
static char *day_of(const story *self, gint32 period)
{
    const gint64 days = (gint64)period * self->rules->period_days - (period > 0 ? self->rules->phase_days : 0);
    g_autoptr(GDateTime) day = g_date_time_new_from_unix_utc(self->origin_s + days * 86400);
    return day ? g_date_time_format(day, "%Y-%m-%d") : g_strdup_printf("period %d", period + 1);
}

static const char *periods(gint32 n)
{
    return n == 1 ? "period" : "periods";
}

static G_GNUC_PRINTF(1, 2) char *say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return text;
}

/* ------------------------------------------------------------------ lag */

static char *lag_reason(const story *self)
{
    const struct sync_reason *reason = &self->reason;
    const char *name = variant_name(self, reason->first_variant);
    const gint32 later = MAX(reason->first_upstream, reason->first_downstream);
    g_autofree char *start = day_of(self, 0), *then = day_of(self, later);
    if (reason->lag == RECORD_SIMULTANEOUS)
        return say("GitHub and %s are both active in the first period, from %s.", name, start);
    if (reason->lag == RECORD_UPSTREAM_FIRST && reason->first_downstream < 0)
        return say("GitHub is active in the first period, from %s; no variant ever is.", start);
    if (reason->lag == RECORD_UPSTREAM_FIRST)
        return say(
            "GitHub is active in the first period, from %s, and no variant is; %s is the first, %d %s later, from %s.",
            start, name, later, periods(later), then);
    if (reason->first_upstream < 0)
        return say("%s is active in the first period, from %s; GitHub never is.", name, start);
    return say("%s is active in the first period, from %s, and GitHub is not; it follows %d %s later, from %s.", name,
               start, later, periods(later), then);
}

static char *lag_distance(const story *self)
{
    const struct sync_reason *reason = &self->reason;
    const gint32 later = MAX(reason->first_upstream, reason->first_downstream);
    if (reason->lag == RECORD_SIMULTANEOUS)
        return say("Upstream or downstream first, were only one of them active in that period.");
    if (reason->first_upstream < 0 || reason->first_downstream < 0)
        return say("Simultaneous, were %s active in that period too.",
                   reason->first_upstream < 0 ? "GitHub" : "a variant");
    return say("Simultaneous, had %s begun %d %s earlier.", reason->first_upstream > 0 ? "GitHub" : "a variant", later,
               periods(later));
}

/* ------------------------------------------------------------------ type */

static char *complete_reason(const story *self)
{
    const gint32 n = self->reason.n_downstream;
    if (n == 0)
        return say("No variant has a dated commit, so none is active outside of GitHub’s periods.");
    g_autofree char *first = day_of(self, self->reason.first_overlap), *last = day_of(self, self->reason.last_overlap);
    if (n == 1)
        return say("GitHub is active in the only period in which variants are, from %s.", first);
    return say("GitHub is active in all %d periods in which variants are; the first begins on %s, the last on %s.", n,
               first, last);
}

static char *partial_reason(const story *self)
{
    const struct sync_reason *reason = &self->reason;
    g_autofree char *shared = day_of(self, reason->first_overlap), *alone = day_of(self, reason->first_alone);
    return say("Of the %d periods in which variants are active, GitHub is active in %d (%s %s) and not in %d (%s %s).",
               reason->n_downstream, reason->n_overlaps, reason->n_overlaps == 1 ? "from" : "the first from", shared,
               reason->n_alone, reason->n_alone == 1 ? "from" : "the first from", alone);
}

/* Where the sides come nearest. Owner: the caller. */
static char *gap_words(const story *self)
{
    const struct sync_reason *reason = &self->reason;
    if (reason->nearest_upstream < 0)
        return say("GitHub has no dated commit.");
    g_autofree char *up = day_of(self, reason->nearest_upstream), *down = day_of(self, reason->nearest_downstream);
    return say(
        "No period has commits on both platforms; the nearest are %d %s apart (GitHub from %s, variants from %s).",
        reason->nearest_gap, periods(reason->nearest_gap), up, down);
}

static char *disjoint_reason(const story *self)
{
    const struct sync_reason *reason = &self->reason;
    const struct sync_rules *rules = self->rules;
    g_autofree char *gap = gap_words(self);
    if (reason->type == SYNC_DOMINATED) {
        g_autofree char *first = day_of(self, reason->first_crowded);
        return say("%s In %d %s, the first from %s, at least %d variants are active; %d such periods are needed.", gap,
                   reason->n_crowded, periods(reason->n_crowded), first, rules->dominated_variants,
                   rules->dominated_periods);
    }
    if (reason->n_crowded == 0)
        return say("%s No period has %d active variants.", gap, rules->dominated_variants);
    return say("%s Only %d %s %d active variants or more.", gap, reason->n_crowded,
               reason->n_crowded == 1 ? "period has" : "periods have", rules->dominated_variants);
}

static char *type_reason(const story *self)
{
    if (self->reason.type == SYNC_COMPLETE)
        return complete_reason(self);
    return self->reason.type == SYNC_PARTIAL ? partial_reason(self) : disjoint_reason(self);
}

static char *type_distance(const story *self)
{
    const struct sync_next_type *next = &self->next_type;
    const char *word = type_words[next->type];
    if (self->reason.type == SYNC_COMPLETE)
        return say("%s, were variants active in one period without GitHub.", word);
    if (self->reason.type == SYNC_PARTIAL && next->gains)
        return next->n_periods == 1 ? say("%s, were GitHub active in that one period too.", word)
                                    : say("%s, were GitHub active in these %d periods too.", word, next->n_periods);
    if (self->reason.type == SYNC_PARTIAL)
        return next->n_periods == 1
                   ? say("%s, were GitHub not active in the shared period.", word)
                   : say("%s, were GitHub not active in the %d shared periods.", word, next->n_periods);
    return say("%s, were GitHub active in one period in which variants are.", word);
}

/* ------------------------------------------------------------------ intensity */

static char *rare_reason(const story *self)
{
    const struct sync_reason *reason = &self->reason;
    const gint32 n = reason->longest_periods;
    if (n == 0)
        return say("No variant has a dated commit.");
    const char *name = variant_name(self, reason->longest_variant);
    if (self->names->len == 1)
        return say("%s has %d active %s; up to %d are rare.", name, n, periods(n), self->rules->rare_max);
    return say("No variant has more than %d active periods; %s has most, %d.", self->rules->rare_max, name, n);
}

/* The longest run that is too short. Owner: the caller. */
static char *short_run_words(const story *self)
{
    const struct sync_reason *reason = &self->reason;
    if (reason->run_length == 0)
        return say("no variant shares a period with GitHub");
    g_autofree char *first = day_of(self, reason->run_first);
    if (reason->run_length == 1)
        return say("no two periods in a row are shared with GitHub");
    return say("the longest row of periods shared with GitHub is %d, of %s from %s", reason->run_length,
               variant_name(self, reason->run_variant), first);
}

static char *intensity_reason(const story *self)
{
    const struct sync_reason *reason = &self->reason;
    if (reason->intensity == SYNC_RARE)
        return rare_reason(self);
    if (reason->intensity == SYNC_FREQUENT) {
        g_autofree char *first = day_of(self, reason->run_first);
        return say("%s and GitHub are both active in %d periods in a row, from %s; %d are needed.",
                   variant_name(self, reason->run_variant), reason->run_length, first, self->rules->frequent_run);
    }
    g_autofree char *run = short_run_words(self);
    return say("%s has %d active periods, more than %d; %s, and %d are needed.",
               variant_name(self, reason->longest_variant), reason->longest_periods, self->rules->rare_max, run,
               self->rules->frequent_run);
}

/* The nearest other intensity, in how many periods. */
static enum sync_intensity next_intensity(gint32 *n_periods, const story *self)
{
    const struct sync_reason *reason = &self->reason;
    const gboolean is_sporadic = reason->intensity == SYNC_SPORADIC;
    const gboolean to_frequent = is_sporadic && reason->n_missing_of_run <= reason->n_excess;
    *n_periods = to_frequent                          ? reason->n_missing_of_run
                 : is_sporadic                        ? reason->n_excess
                 : reason->intensity == SYNC_FREQUENT ? reason->n_breaks
                                                      : self->rules->rare_max + 1 - reason->longest_periods;
    return to_frequent ? SYNC_FREQUENT : is_sporadic ? SYNC_RARE : SYNC_SPORADIC;
}

static char *intensity_distance(const story *self)
{
    gint32 n = 0;
    const enum sync_intensity next = next_intensity(&n, self);
    const char *word = intensity_words[next];
    if (self->reason.intensity == SYNC_RARE)
        return self->reason.longest_periods == 0 ? say("%s, had a variant %d active periods.", word, n)
                                                 : say("%s, had %s %d active %s more.", word,
                                                       variant_name(self, self->reason.longest_variant), n, periods(n));
    if (self->reason.intensity == SYNC_FREQUENT)
        return say("%s, were %d shared %s less, in the right place.", word, n, periods(n));
    return next == SYNC_FREQUENT ? say("%s, with %d shared %s more, in the right place.", word, n, periods(n))
                                 : say("%s, with %d active %s less.", word, n, periods(n));
}

/* ------------------------------------------------------------------ pattern */

static const char *pattern_word(enum sync_type type, enum sync_intensity intensity)
{
    const enum record_pattern pattern = sync_pattern_lookup(type, intensity);
    return pattern == RECORD_PATTERN_NONE ? NULL : record_patterns[pattern].name;
}

static char *pattern_reason(const story *self)
{
    const struct sync_reason *reason = &self->reason;
    return say("Type %s and intensity %s make the code %s%s.", sync_type_ids[reason->type],
               sync_intensity_ids[reason->intensity], sync_type_ids[reason->type],
               sync_intensity_ids[reason->intensity]);
}

/* The nearer of the two patterns that another type or another intensity would give. */
static char *pattern_distance(const story *self)
{
    const struct sync_reason *reason = &self->reason;
    gint32 n_intensity = 0;
    const enum sync_intensity intensity = next_intensity(&n_intensity, self);
    const char *now = pattern_word(reason->type, reason->intensity);
    const char *by_type = pattern_word(self->next_type.type, reason->intensity);
    const char *by_intensity = pattern_word(reason->type, intensity);
    const gboolean has_type = by_type && g_strcmp0(by_type, now) != 0;
    const gboolean has_intensity = by_intensity && g_strcmp0(by_intensity, now) != 0;
    if (!has_type && !has_intensity)
        return g_strdup("");
    const gboolean is_type = has_type && (!has_intensity || self->next_type.n_periods <= n_intensity);
    const gint32 n = is_type ? self->next_type.n_periods : n_intensity;
    return say("%s, %d %s away by its %s.", is_type ? by_type : by_intensity, n, periods(n),
               is_type ? "type" : "intensity");
}

/* ------------------------------------------------------------------ the table */

/* Cells of the query as those of sync, its variants numbered in the order of the rows. Owner: the caller. */
static GArray *read_cells(GPtrArray *names, const struct study_table *table)
{
    GArray *cells = g_array_new(FALSE, TRUE, sizeof(struct sync_cell));
    for (size_t row = 0; row < table->n_rows; row++) {
        const gboolean is_github = g_strcmp0(study_cell_at(table, row, 0)->text, "GH") == 0;
        const char *name = study_cell_at(table, row, 1)->text;
        const char *last = names->len > 0 ? g_ptr_array_index(names, names->len - 1) : NULL;
        if (!is_github && (!last || g_strcmp0(name, last) != 0))
            g_ptr_array_add(names, (gpointer)(guintptr)(name ? name : ""));
        const struct sync_cell cell = {is_github ? RECORD_NO_VARIANT : names->len - 1,
                                       (gint32)study_cell_at(table, row, 2)->integer, 1};
        g_array_append_val(cells, cell);
    }
    return cells;
}

static void fill_row(struct study_cell row[], study_results *results, const char *attribute, const char *value,
                     char *reason, char *distance)
{
    const char *texts[N_COLUMNS] = {attribute, value, reason, distance};
    for (size_t i = 0; i < N_COLUMNS; i++)
        row[i] = (struct study_cell){STUDY_TEXT, 0, (double)NAN, study_results_keep(results, texts[i])};
    g_free(reason);
    g_free(distance);
}

void study_family_explain(struct study_table *out, study_results *results, const struct study_table *cells,
                          gint64 origin_s, const struct sync_rules *rules)
{
    if (cells->n_rows == 0)
        return;
    g_assert(out->n_columns == N_COLUMNS);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autoptr(GArray) active = read_cells(names, cells);
    story self = {.rules = rules, .origin_s = origin_s, .names = names};
    const struct sync_reason *reason = &self.reason;
    sync_reason_find(&self.reason, (const struct sync_cell *)(gpointer)active->data, active->len, rules);
    sync_reason_next_type(&self.next_type, reason, rules);
    g_autofree char *type = say("%s (%s)", type_words[reason->type], sync_type_ids[reason->type]);
    g_autofree char *intensity =
        say("%s (%s)", intensity_words[reason->intensity], sync_intensity_ids[reason->intensity]);
    struct study_cell *table = study_results_alloc(results, (size_t)N_COLUMNS * N_COLUMNS * sizeof *table);
    fill_row(&table[0], results, "Lag", record_lags[reason->lag].name, lag_reason(&self), lag_distance(&self));
    fill_row(&table[N_COLUMNS], results, "Type", type, type_reason(&self), type_distance(&self));
    fill_row(&table[2 * N_COLUMNS], results, "Intensity", intensity, intensity_reason(&self),
             intensity_distance(&self));
    fill_row(&table[3 * N_COLUMNS], results, "Pattern",
             record_patterns[sync_pattern_lookup(reason->type, reason->intensity)].name, pattern_reason(&self),
             pattern_distance(&self));
    out->cells = table;
    out->n_rows = 4;
}
