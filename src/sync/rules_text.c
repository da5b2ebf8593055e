/* Rules as words: "period_days=7,merges=drop" in, and what differs from the study's out. */
#include <string.h>

#include "sync/sync_internal.h"

G_DEFINE_QUARK(sync_error_quark, sync_error)

/* More than any history has; products and sums of such numbers fit. */
#define MAX_NUMBER 1000000
#define MAX_SHOWN 60 /* bytes of a wrong word in a message */
/* Julian day of GLib's calendar (1 is 0001-01-01) that is 1970-01-01. */
#define EPOCH_JULIAN 719163

struct rule_key {
    const char *key;
    const struct rule_kind *kind;
    size_t offset;        /* in struct sync_rules: of an int, for days of a gint64 */
    int least;            /* numbers: the smallest */
    const char *words[2]; /* choices: the words for FALSE and TRUE */
};

/* Values of one kind: read one (FALSE: it is none), write one (owner: the caller), say what is taken (the same). */
struct rule_kind {
    gboolean (*read)(struct sync_rules *rules, const struct rule_key *key, const char *value);
    char *(*write)(const struct sync_rules *rules, const struct rule_key *key);
    char *(*takes)(const struct rule_key *key);
};

/* ------------------------------------------------------------------ numbers */

static gboolean read_number(struct sync_rules *rules, const struct rule_key *key, const char *value)
{
    gint64 number = 0;
    if (!g_ascii_isdigit(*value) || !g_ascii_string_to_signed(value, 10, key->least, MAX_NUMBER, &number, NULL))
        return FALSE;
    G_STRUCT_MEMBER(int, rules, key->offset) = (int)number;
    return TRUE;
}

/* The member of rules that are only read. */
static int int_of(const struct sync_rules *rules, const struct rule_key *key)
{
    struct sync_rules copy = *rules;
    return G_STRUCT_MEMBER(int, &copy, key->offset);
}

static char *write_number(const struct sync_rules *rules, const struct rule_key *key)
{
    return g_strdup_printf("%d", int_of(rules, key));
}

static char *number_takes(const struct rule_key *key)
{
    return g_strdup_printf("a whole number from %d to %d", key->least, MAX_NUMBER);
}

static const struct rule_kind number = {read_number, write_number, number_takes};

/* ------------------------------------------------------------------ choices */

static gboolean read_choice(struct sync_rules *rules, const struct rule_key *key, const char *value)
{
    for (int i = 0; i < 2; i++)
        if (g_str_equal(value, key->words[i])) {
            G_STRUCT_MEMBER(gboolean, rules, key->offset) = i;
            return TRUE;
        }
    return FALSE;
}

static char *write_choice(const struct sync_rules *rules, const struct rule_key *key)
{
    return g_strdup(key->words[int_of(rules, key) ? 1 : 0]);
}

static char *choice_takes(const struct rule_key *key)
{
    return g_strdup_printf("%s or %s", key->words[0], key->words[1]);
}

static const struct rule_kind choice = {read_choice, write_choice, choice_takes};

/* ------------------------------------------------------------------ days */

static gint64 *day_of(struct sync_rules *rules, const struct rule_key *key)
{
    return &G_STRUCT_MEMBER(gint64, rules, key->offset);
}

/* A day of the calendar, YYYY-MM-DD, as the second at which it starts. */
static gboolean parse_day(gint64 *start_s, const char *text)
{
    static const char form[] = "dddd-dd-dd";
    for (size_t i = 0; i < sizeof form; i++) /* the NUL at the end too */
        if (form[i] == 'd' ? !g_ascii_isdigit(text[i]) : text[i] != form[i])
            return FALSE;
    const guint64 year = g_ascii_strtoull(text, NULL, 10), month = g_ascii_strtoull(text + 5, NULL, 10),
                  day = g_ascii_strtoull(text + 8, NULL, 10);
    if (!g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return FALSE;
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    *start_s = ((gint64)g_date_get_julian(&date) - EPOCH_JULIAN) * SYNC_DAY_S;
    return TRUE;
}

static char *format_day(gint64 start_s)
{
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_julian(&date, (guint32)(start_s / SYNC_DAY_S + EPOCH_JULIAN));
    return g_strdup_printf("%04u-%02u-%02u", (guint)g_date_get_year(&date), (guint)g_date_get_month(&date),
                           (guint)g_date_get_day(&date));
}

static gboolean read_since(struct sync_rules *rules, const struct rule_key *key, const char *value)
{
    *day_of(rules, key) = G_MININT64;
    return *value == '\0' || parse_day(day_of(rules, key), value);
}

static char *write_since(const struct sync_rules *rules, const struct rule_key *key)
{
    (void)key;
    return rules->since_s == G_MININT64 ? g_strdup("") : format_day(rules->since_s);
}

/* The day itself still counts: the limit is its end. */
static gboolean read_until(struct sync_rules *rules, const struct rule_key *key, const char *value)
{
    *day_of(rules, key) = G_MAXINT64;
    if (*value == '\0')
        return TRUE;
    if (!parse_day(day_of(rules, key), value))
        return FALSE;
    *day_of(rules, key) += SYNC_DAY_S;
    return TRUE;
}

static char *write_until(const struct sync_rules *rules, const struct rule_key *key)
{
    (void)key;
    return rules->until_s == G_MAXINT64 ? g_strdup("") : format_day(rules->until_s - SYNC_DAY_S);
}

static char *day_takes(const struct rule_key *key)
{
    (void)key;
    return g_strdup("a day such as 2024-10-11, or nothing");
}

static const struct rule_kind since = {read_since, write_since, day_takes};
static const struct rule_kind until = {read_until, write_until, day_takes};

/* ------------------------------------------------------------------ keys */

#define MEMBER(name) G_STRUCT_OFFSET(struct sync_rules, name)
static const struct rule_key keys[] = {
    {"period_days", &number, MEMBER(period_days), 1, {NULL}},
    {"phase_days", &number, MEMBER(phase_days), 0, {NULL}},
    {"rare_max", &number, MEMBER(rare_max), 0, {NULL}},
    {"frequent_run", &number, MEMBER(frequent_run), 1, {NULL}},
    {"dominated_periods", &number, MEMBER(dominated_periods), 1, {NULL}},
    {"dominated_variants", &number, MEMBER(dominated_variants), 1, {NULL}},
    {"hf_time", &choice, MEMBER(hf_exact_time), 0, {"midnight", "exact"}},
    {"date", &choice, MEMBER(uses_committer_time), 0, {"author", "committer"}},
    {"since", &since, MEMBER(since_s), 0, {NULL}},
    {"until", &until, MEMBER(until_s), 0, {NULL}},
    {"merges", &choice, MEMBER(drops_merges), 0, {"keep", "drop"}},
    {"bots", &choice, MEMBER(drops_bots), 0, {"keep", "drop"}},
};

size_t sync_rules_n_keys(void)
{
    return G_N_ELEMENTS(keys);
}

const char *sync_rules_key(size_t index)
{
    g_assert(index < G_N_ELEMENTS(keys));
    return keys[index].key;
}

char *sync_rules_value(const struct sync_rules *rules, size_t index)
{
    g_assert(index < G_N_ELEMENTS(keys));
    return keys[index].kind->write(rules, &keys[index]);
}

/* ------------------------------------------------------------------ reading a list */

static gboolean fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean fail(GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *valid = g_utf8_make_valid(what, -1); /* a word may have been cut within a character */
    g_set_error_literal(error, SYNC_ERROR, SYNC_ERROR_RULES, valid);
    return FALSE;
}

static gboolean fail_unknown(GError **error, const char *word)
{
    g_autoptr(GString) known = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        g_string_append_printf(known, "%s%s", i > 0 ? ", " : "", keys[i].key);
    return fail(error, "there is no rule \"%.*s\", only %s", MAX_SHOWN, word, known->str);
}

static const struct rule_key *find_key(const char *word)
{
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (g_str_equal(keys[i].key, word))
            return &keys[i];
    return NULL;
}

/* One KEY=VALUE, which may be cut up; *seen has a bit for each key that came before. */
static gboolean read_rule(struct sync_rules *rules, guint *seen, char *rule, GError **error)
{
    char *equals = strchr(rule, '=');
    if (!equals)
        return fail(error, "a rule is written KEY=VALUE, not \"%.*s\"", MAX_SHOWN, g_strstrip(rule));
    *equals = '\0';
    const char *word = g_strstrip(rule), *value = g_strstrip(equals + 1);
    const struct rule_key *key = find_key(word);
    if (!key)
        return fail_unknown(error, word);
    if (*seen & 1u << (key - keys))
        return fail(error, "%s is given twice", key->key);
    *seen |= 1u << (key - keys);
    if (key->kind->read(rules, key, value))
        return TRUE;
    g_autofree char *takes = key->kind->takes(key);
    return fail(error, "%s takes %s, not \"%.*s\"", key->key, takes, MAX_SHOWN, value);
}

/* What no key can see by itself. */
static gboolean check_together(const struct sync_rules *rules, GError **error)
{
    if (rules->phase_days >= rules->period_days)
        return fail(error, "phase_days takes a number below period_days (%d), not %d", rules->period_days,
                    rules->phase_days);
    if (rules->since_s >= rules->until_s)
        return fail(error, "since is later than until: no commit would be left");
    g_assert(sync_rules_is_sound(rules));
    return TRUE;
}

gboolean sync_rules_parse(struct sync_rules *out, const char *text, GError **error)
{
    struct sync_rules rules = sync_rules_default;
    g_auto(GStrv) list = g_strsplit(text, ",", -1);
    guint seen = 0;
    *out = sync_rules_default;
    if (!*list)
        return fail(error, "a rule is written KEY=VALUE, not \"\"");
    for (char **rule = list; *rule; rule++)
        if (!read_rule(&rules, &seen, *rule, error))
            return FALSE;
    if (!check_together(&rules, error))
        return FALSE;
    *out = rules;
    return TRUE;
}

char *sync_rules_describe(const struct sync_rules *rules)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        g_autofree char *value = sync_rules_value(rules, i), *study = sync_rules_value(&sync_rules_default, i);
        if (!g_str_equal(value, study))
            g_string_append_printf(out, "%s%s=%s (study: %s)", out->len > 0 ? ", " : "", keys[i].key, value,
                                   *study ? study : "no limit");
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}
