/* The study's choices, its words, and the small rules that need no history. */
#include "sync/sync.h"

const struct sync_rules sync_rules_default = {
    .period_days = 14,
    .phase_days = 0,
    .rare_max = 3,
    .frequent_run = 5,
    .dominated_periods = 3,
    .dominated_variants = 3,
    .hf_exact_time = FALSE,
    .transitions_since_s = G_GINT64_CONSTANT(1451606400), /* 2016-01-01 00:00:00 */
    .uses_committer_time = FALSE,
    .since_s = G_MININT64,
    .until_s = G_MAXINT64,
    .drops_merges = FALSE,
    .drops_bots = FALSE,
};

const char *const sync_type_ids[SYNC_N_TYPES] = {"CS", "PS", "AS", "VS"};
const char *const sync_intensity_ids[SYNC_N_INTENSITIES] = {"R", "S", "F"};

gboolean sync_rules_is_sound(const struct sync_rules *rules)
{
    return rules->period_days >= 1 && rules->phase_days >= 0 && rules->phase_days < rules->period_days &&
           rules->rare_max >= 0 && rules->frequent_run >= 1 && rules->dominated_periods >= 1 &&
           rules->dominated_variants >= 1;
}

/* STUDY.md section 4, "Code to pattern". The released files have one family against it (Efficient-Large-Model_VILA, PSR
 * called disperse): that is the name stored with the family, never this table (section 10, decision 4). */
enum record_pattern sync_pattern_lookup(enum sync_type type, enum sync_intensity intensity)
{
    static const enum record_pattern patterns[SYNC_N_TYPES][SYNC_N_INTENSITIES] = {
        [SYNC_COMPLETE] = {RECORD_RARE, RECORD_INTERMITTENT, RECORD_FREQUENT},
        [SYNC_PARTIAL] = {RECORD_SPARSE, RECORD_DISPERSE, RECORD_DENSE_PARTIAL},
        [SYNC_ASYNCHRONOUS] = {RECORD_RARE_DISJOINT, RECORD_SPORADIC_DISJOINT, RECORD_PATTERN_NONE},
        [SYNC_DOMINATED] = {RECORD_RARE_DISJOINT, RECORD_SPORADIC_DISJOINT, RECORD_PATTERN_NONE},
    };
    g_assert(type < SYNC_N_TYPES && intensity < SYNC_N_INTENSITIES);
    if (type == SYNC_TYPE_NONE || intensity == SYNC_INTENSITY_NONE)
        return RECORD_PATTERN_NONE;
    return patterns[type][intensity];
}

static unsigned count_bits(guint64 bits)
{
    unsigned n = 0;
    for (; bits; bits &= bits - 1) /* clears the lowest */
        n++;
    return n;
}

double sync_jaccard(guint64 upstream_labels, guint64 downstream_labels)
{
    const unsigned n_either = count_bits(upstream_labels | downstream_labels);
    const unsigned n_both = count_bits(upstream_labels & downstream_labels);
    return n_either > 0 ? (double)n_both / (double)n_either : 0.0;
}

gboolean sync_is_single_release(size_t n_full_names)
{
    return n_full_names == 1;
}

gboolean sync_is_single_contributor(gboolean is_known, gint64 n_common)
{
    return is_known && (n_common == 0 || n_common == 1);
}
