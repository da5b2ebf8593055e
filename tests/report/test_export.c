/* Exported files: what is written must read back, whatever names the data bring. */
#include "report/export.h"

#include <glib/gstdio.h>
#include <jansson.h>
#include <locale.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "report/export_internal.h"
#include "report/report.h"
#include "report/tex_names.h"
#include "study/study_internal.h"

#define NONE ((double)NAN)
#define HOSTILE "a,\"b\"\r\n%\\}{$_^#&~\xc3\xa9\xe2\x80\xa8../../etc/passwd"

static char *print_double(double value)
{
    g_autoptr(GString) out = g_string_new(NULL);
    export_append_double(out, value);
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static void check_double(double value, const char *expected)
{
    g_autofree char *got = print_double(value);
    g_assert_cmpstr(got, ==, expected);
}

static void doubles_are_short(void)
{
    check_double(0.0, "0");
    check_double(-0.0, "0");
    check_double(3863.0, "3863");
    check_double(-42.0, "-42");
    check_double(0.1, "0.1");
    check_double(0.1 + 0.2, "0.30000000000000004");
    check_double(1.0 / 3.0, "0.3333333333333333");
    check_double(904e15, "9.04e+17");
    check_double(1e-300, "1e-300");
    check_double(3.425e-281, "3.425e-281");
    check_double(NONE, "");
    check_double(HUGE_VAL, "");
    check_double(-HUGE_VAL, "");
}

static void doubles_read_back(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(17);
    for (int i = 0; i < 100000; i++) {
        const guint64 bits = (guint64)g_rand_int(rand) << 32 | g_rand_int(rand);
        double value;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        g_autofree char *text = print_double(value);
        g_assert_true(g_ascii_strtod(text, NULL) == value);
    }
}

/* ------------------------------------------------------------------ CSV */

/* One field of RFC 4180 from *p; leaves *p at the comma, line feed or end. Owner: the caller. */
static char *read_field(const char **p)
{
    g_autoptr(GString) field = g_string_new(NULL);
    if (**p != '"') {
        const size_t n = strcspn(*p, ",\n");
        g_string_append_len(field, *p, (gssize)n);
        g_assert_null(memchr(*p, '"', n));
        *p += n;
        return g_string_free(g_steal_pointer(&field), FALSE);
    }
    for (++*p; **p != '"' || (*p)[1] == '"'; ++*p) {
        g_assert_true(**p != '\0');
        if (**p == '"')
            ++*p;
        g_string_append_c(field, **p);
    }
    ++*p;
    return g_string_free(g_steal_pointer(&field), FALSE);
}

/* All fields in their order; every row must have n_columns. Owner: the caller. */
static GPtrArray *read_csv(const char *text, guint n_columns)
{
    GPtrArray *fields = g_ptr_array_new_with_free_func(g_free);
    for (const char *p = text; *p; p++) {
        g_ptr_array_add(fields, read_field(&p));
        g_assert_true(*p == ',' || *p == '\n');
        if (*p == '\n')
            g_assert_cmpuint(fields->len % n_columns, ==, 0);
    }
    return fields;
}

static const struct study_number numbers[] = {
    {HOSTILE, 1.5, 2.5},
    {"corpus.families", 325.0, NONE},
    {"ct.p.sharing", 1e-300, NONE},
    {"kw.lag.H", 50.6123, 50.6123},
    {"kw.lag.p", 0.04118, NONE},
    {"only.recommended", NONE, -0.25},
    {"pattern.family_pct.sparse", 15.3846, NONE},
    {"void", NONE, NONE},
};

static void numbers_read_back_from_csv(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    export_numbers_csv(out, numbers, G_N_ELEMENTS(numbers));
    g_assert_nonnull(strstr(out->str, "\nkw.lag.H,50.6123,\n")); /* equal: no recommended value */
    g_assert_nonnull(strstr(out->str, "\nonly.recommended,,-0.25\n"));
    g_assert_nonnull(strstr(out->str, "\nvoid,,\n"));
    g_autoptr(GPtrArray) fields = read_csv(out->str, 3);
    const char *const head[] = {"id", "value", "recommended"};
    for (guint i = 0; i < 3; i++)
        g_assert_cmpstr(fields->pdata[i], ==, head[i]);
    g_assert_cmpuint(fields->len, ==, 3 * (G_N_ELEMENTS(numbers) + 1));
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
        g_assert_cmpstr(fields->pdata[3 * i + 3], ==, numbers[i].id);
        if (!isnan(numbers[i].value))
            g_assert_true(g_ascii_strtod(fields->pdata[3 * i + 4], NULL) == numbers[i].value);
    }
}

static void tables_keep_types_and_text(void)
{
    const char *const columns[] = {"family", "n", "mean"};
    const struct study_cell cells[] = {
        {STUDY_TEXT, 0, NONE, HOSTILE},
        {STUDY_INTEGER, G_MININT64, -9.2e18, NULL},
        {STUDY_REAL, 0, 0.1, NULL},
        {STUDY_NULL, 0, NONE, NULL},
        {STUDY_NULL, 0, NONE, NULL},
        {STUDY_REAL, 0, NONE, NULL},
        {STUDY_TEXT, 0, NONE, " blanks \"in\" "},
        {STUDY_INTEGER, 0, 0.0, NULL},
        {STUDY_REAL, 0, 2.0, NULL},
    };
    const struct study_table table = {"", 3, 3, columns, cells};
    g_autoptr(GString) out = g_string_new(NULL);
    export_table_csv(out, &table);
    g_autoptr(GPtrArray) fields = read_csv(out->str, 3);
    const char *const expected[] = {"family",          "n", "mean", HOSTILE, "-9223372036854775808", "0.1", "", "", "",
                                    " blanks \"in\" ", "0", "2"};
    g_assert_cmpuint(fields->len, ==, G_N_ELEMENTS(expected));
    for (guint i = 0; i < fields->len; i++)
        g_assert_cmpstr(fields->pdata[i], ==, expected[i]);
}

/* A row of one empty cell would be an empty line, which readers skip. */
static void one_empty_cell_is_a_row(void)
{
    const char *const columns[] = {"x"};
    const struct study_cell cells[] = {{STUDY_NULL, 0, NONE, NULL}, {STUDY_TEXT, 0, NONE, ""}};
    const struct study_table table = {"", 1, 2, columns, cells};
    g_autoptr(GString) out = g_string_new(NULL);
    export_table_csv(out, &table);
    g_assert_cmpstr(out->str, ==, "x\n\"\"\n\"\"\n");
    const struct study_table nothing = {"", 0, 0, NULL, NULL};
    g_string_truncate(out, 0);
    export_table_csv(out, &nothing);
    g_assert_cmpstr(out->str, ==, "");
}

/* ------------------------------------------------------------------ JSON */

static void check_json_value(const json_t *value, double expected)
{
    if (isnan(expected))
        g_assert_true(json_is_null(value));
    else
        g_assert_true(json_is_number(value) && json_number_value(value) == expected);
}

static void numbers_read_back_from_json(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    export_numbers_json(out, numbers, G_N_ELEMENTS(numbers));
    json_error_t fault;
    json_t *object = json_loads(out->str, JSON_REJECT_DUPLICATES, &fault);
    g_assert_nonnull(object);
    g_assert_cmpuint(json_object_size(object), ==, G_N_ELEMENTS(numbers));
    void *member = json_object_iter(object);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++, member = json_object_iter_next(object, member)) {
        g_assert_cmpstr(json_object_iter_key(member), ==, numbers[i].id);
        const json_t *entry = json_object_iter_value(member);
        g_assert_cmpuint(json_object_size(entry), ==, 2);
        check_json_value(json_object_get(entry, "value"), numbers[i].value);
        check_json_value(json_object_get(entry, "recommended"), export_number_other(&numbers[i]));
    }
    json_decref(object);
    g_assert_nonnull(strstr(out->str, "\"corpus.families\": {\"value\":325,\"recommended\":null}"));
}

static const struct study_group groups[] = {
    {"a", "A", 3, 1.5, 0.1, 1.0, 1.25, 1.5, 1.75, 2.0, 0.3, NONE, NONE, NONE, NONE, NONE, NULL, 0},
    {HOSTILE, "B", 1, 7.0, NONE, 7.0, 7.0, 7.0, 7.0, 7.0, NONE, NONE, NONE, NONE, NONE, NONE, NULL, 0},
};
static const struct study_pair pairs[] = {
    {0, 1, -5.5, -2.25, 0.0244, 0.0244, NONE, NONE, -0.75, -0.875, NONE, "large"}};

static struct study_test make_kruskal(void)
{
    return (struct study_test){.id = "kw.lag",
                               .method = "kruskal-wallis",
                               .variant = "tie-corrected, chi-square approximation",
                               .unit = "transitions",
                               .n = 4,
                               .n_skipped = 1,
                               .statistic_name = "H",
                               .statistic = 50.61234,
                               .df = {1.0},
                               .n_df = 1,
                               .p = 1e-300,
                               .effect_name = "epsilon_squared",
                               .effect = 0.013,
                               .effect_low = NONE,
                               .effect_high = NONE,
                               .min_expected = NONE,
                               .n_groups = 2,
                               .groups = groups,
                               .posthoc = "dunn",
                               .adjust = "bonferroni",
                               .n_pairs = 1,
                               .pairs = pairs,
                               .pair_effect_name = "cliffs_delta"};
}

static struct study_test make_describe(void)
{
    return (struct study_test){.id = "d",
                               .method = "describe",
                               .variant = "quartiles of type 7",
                               .unit = "",
                               .n = 3,
                               .statistic = NONE,
                               .p = NONE,
                               .effect = NONE,
                               .effect_low = NONE,
                               .effect_high = NONE,
                               .min_expected = NONE,
                               .n_groups = 1,
                               .groups = groups};
}

static struct study_test make_failure(void)
{
    return (struct study_test){
        .id = HOSTILE, .method = "kappa", .failure = "no \"values\"", .statistic = NONE, .p = NONE};
}

/* The form of CLI.md, key after key. */
static void tests_have_the_promised_form(void)
{
    const struct study_test kruskal = make_kruskal();
    g_autofree char *got = export_test_json(&kruskal);
    json_t *name = json_string(HOSTILE);
    char *hostile = json_dumps(name, JSON_ENCODE_ANY);
    g_autofree char *expected = g_strdup_printf(
        "{\"method\":\"kruskal-wallis\",\"variant\":\"tie-corrected, chi-square approximation\",\"n\":4,\"skipped\":1,"
        "\"statistic\":{\"name\":\"H\",\"value\":50.612340000000003},\"df\":[1],\"p\":1e-300,"
        "\"effect\":{\"name\":\"epsilon_squared\",\"value\":0.012999999999999999,\"low\":null,\"high\":null},"
        "\"groups\":[{\"name\":\"a\",\"n\":3,\"mean\":1.5,\"sd\":0.10000000000000001,\"min\":1,\"q1\":1.25,\"median\":"
        "1.5,"
        "\"q3\":1.75,\"max\":2},"
        "{\"name\":%s,\"n\":1,\"mean\":7,\"sd\":null,\"min\":7,\"q1\":7,\"median\":7,\"q3\":7,\"max\":7}],"
        "\"posthoc\":{\"method\":\"dunn\",\"adjust\":\"bonferroni\",\"pairs\":[{\"a\":\"a\",\"b\":%s,\"difference\":-5."
        "5,"
        "\"statistic\":-2.25,\"p\":0.024400000000000002,\"p_adjusted\":0.024400000000000002,\"low\":null,\"high\":null,"
        "\"effect\":{\"name\":\"cliffs_delta\",\"value\":-0.75,\"low\":-0.875,\"high\":null}}"
        "]}}",
        hostile, hostile);
    free(hostile);
    json_decref(name);
    g_assert_cmpstr(got, ==, expected);
}

static void what_a_test_lacks_is_null(void)
{
    const struct study_test describe = make_describe();
    g_autofree char *got = export_test_json(&describe);
    json_t *object = json_loads(got, 0, NULL);
    g_assert_nonnull(object);
    const char *const absent[] = {"statistic", "p", "effect", "posthoc"};
    for (size_t i = 0; i < G_N_ELEMENTS(absent); i++)
        g_assert_true(json_is_null(json_object_get(object, absent[i])));
    g_assert_cmpuint(json_array_size(json_object_get(object, "df")), ==, 0);
    g_assert_true(json_is_array(json_object_get(object, "df")));
    const json_t *group = json_array_get(json_object_get(object, "groups"), 0);
    g_assert_true(json_number_value(json_object_get(group, "skewness")) == 0.3);
    json_decref(object);
}

static void test_lists_begin_with_ids(void)
{
    const struct study_test kruskal = make_kruskal(), describe = make_describe(), failure = make_failure();
    const struct study_test *const tests[] = {&kruskal, &describe, &failure};
    g_autoptr(GString) out = g_string_new(NULL);
    export_tests_json(out, tests, G_N_ELEMENTS(tests));
    json_t *list = json_loads(out->str, JSON_REJECT_DUPLICATES, NULL);
    g_assert_cmpuint(json_array_size(list), ==, 3);
    for (size_t i = 0; i < 3; i++) {
        json_t *object = json_array_get(list, i);
        void *first = json_object_iter(object);
        g_assert_cmpstr(json_object_iter_key(first), ==, "id");
        g_assert_cmpstr(json_string_value(json_object_iter_value(first)), ==, tests[i]->id);
    }
    json_t *failed = json_array_get(list, 2);
    g_assert_cmpuint(json_object_size(failed), ==, 3);
    g_assert_cmpstr(json_string_value(json_object_get(failed, "failure")), ==, "no \"values\"");
    json_decref(list);
    g_string_truncate(out, 0);
    export_tests_json(out, NULL, 0);
    list = json_loads(out->str, 0, NULL);
    g_assert_true(json_is_array(list) && json_array_size(list) == 0);
    json_decref(list);
}

/* A user's own recipe may be any bytes. */
static void json_stays_utf8(void)
{
    const struct study_number broken[] = {{"caf\xe9.n", 1.0, NONE}};
    g_autoptr(GString) out = g_string_new(NULL);
    export_numbers_json(out, broken, 1);
    g_assert_true(g_utf8_validate(out->str, -1, NULL));
    json_t *object = json_loads(out->str, 0, NULL);
    g_assert_nonnull(object);
    json_decref(object);
}

/* ------------------------------------------------------------------ TeX */

static void check_stem(const char *id, const char *expected)
{
    g_autofree char *got = export_tex_stem(id);
    g_assert_cmpstr(got, ==, expected);
}

static void stems_are_words(void)
{
    check_stem("kw.lag.H", "KwLagH");
    check_stem("lagdays.lag.upstream_first.q1", "LagdaysLagUpstreamFirstQOne");
    check_stem("dunn.pattern.dense_partial__rare_disjoint.p", "DunnPatternDensePartialRareDisjointP");
    check_stem("sim.hist.10", "SimHistOneZero");
    check_stem("rq1_age.recent.V_as_published", "RqOneAgeRecentVAsPublished");
    check_stem("x.3d", "XThreeD");
    check_stem("\xe6\x97\xa5", "");
}

/* Braces match, and nothing is left of what TeX would take for a command's own: a tie stands in phrases alone. */
static void check_body(const char *body, gboolean is_phrase)
{
    int depth = 0;
    for (const char *p = body; *p; p++) {
        depth += *p == '{' ? 1 : *p == '}' ? -1 : 0;
        g_assert_cmpint(depth, >=, 0);
        g_assert_null(strchr(is_phrase ? "%#$&_" : "%#$&_~", *p));
    }
    g_assert_cmpint(depth, ==, 0);
}

/* \SRid{kw.lag.H}{KwLagH}%: what finds a macro by its id; kept as "{kw.lag.H". */
static void read_id(GHashTable *macros, const char *line)
{
    const char *id = line + strlen("\\SRid{"), *stem = strstr(id, "}{");
    g_assert_nonnull(stem);
    g_assert_true(g_str_has_suffix(line, "}%"));
    char *name = g_strndup(stem + 2, strlen(stem) - strlen("}{}%"));
    g_assert_cmpuint(strspn(name, G_CSET_A_2_Z G_CSET_a_2_z), ==, strlen(name));
    g_autofree char *text = g_strndup(id, (gsize)(stem - id));
    g_assert_cmpuint(strspn(text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-+ "), ==, strlen(text));
    g_assert_true(g_hash_table_insert(macros, g_strconcat("{", text, NULL), name));
}

static void read_macro(GHashTable *macros, const char *line)
{
    g_assert_true(g_str_has_prefix(line, "\\newcommand{\\SR"));
    const char *name = line + strlen("\\newcommand{\\");
    const size_t length = strspn(name, G_CSET_A_2_Z G_CSET_a_2_z);
    g_assert_true(g_str_has_prefix(name + length, "}{"));
    const char *text = name + length + 2;
    g_assert_true(g_str_has_suffix(text, "}%"));
    char *body = g_strndup(text, strlen(text) - 2), *macro = g_strndup(name, length);
    check_body(body, g_str_has_suffix(macro, "Test") || g_str_has_suffix(macro, "TestPublished"));
    g_assert_true(g_hash_table_insert(macros, macro, body)); /* \newcommand refuses a name twice */
}

/* A small TeX: name -> text of every \newcommand and \SRid; comments end with their line; the commands of the head are
 * passed over; anything else is a failure. */
static GHashTable *read_macros(const char *tex)
{
    GHashTable *macros = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) lines = g_strsplit(tex, "\n", -1);
    for (size_t i = 0; lines[i]; i++) {
        const gboolean is_command = strstr(lines[i], "\\gdef") || g_str_has_prefix(lines[i], "\\def\\SR") ||
                                    g_str_has_prefix(lines[i], "\\protected\\def\\SRunknown") ||
                                    g_str_has_prefix(lines[i], "\\begingroup") || g_str_equal(lines[i], "\\endgroup");
        g_assert_null(strchr(lines[i], '\r'));
        g_assert_cmpuint(strlen(lines[i]), <, 1000);
        if (lines[i][0] == '%' || lines[i][0] == '\0' || is_command)
            continue;
        if (g_str_has_prefix(lines[i], "\\SRid{"))
            read_id(macros, lines[i]);
        else
            read_macro(macros, lines[i]);
    }
    return macros;
}

static GHashTable *make_macros(const struct study_number list[], size_t n)
{
    g_autoptr(GString) out = g_string_new(NULL);
    export_numbers_tex(out, list, n, NULL, 0);
    return read_macros(out->str);
}

static void check_macro(GHashTable *macros, const char *name, const char *expected)
{
    g_test_message("%s", name);
    g_assert_cmpstr(g_hash_table_lookup(macros, name), ==, expected);
}

static void macros_print_the_numbers(void)
{
    g_autoptr(GHashTable) macros = make_macros(numbers, G_N_ELEMENTS(numbers));
    check_macro(macros, "SRCorpusFamilies", "325");
    check_macro(macros, "SRCorpusFamiliesPublishedRaw", "325");
    check_macro(macros, "SRCtPSharing", "\\SRmath{<}{<}0.001");
    check_macro(macros, "SRCtPSharingRaw", "1e-300");
    check_macro(macros, "SRKwLagH", "50.61");
    check_macro(macros, "SRKwLagHRaw", "50.6123");
    check_macro(macros, "SRKwLagP", "0.041");
    check_macro(macros, "SRPatternFamilyPctSparse", "15.4");
    check_macro(macros, "SROnlyRecommended", "\\SRmath{-}{-}0.2500");
    check_macro(macros, "SROnlyRecommendedRaw", "-0.25");
    check_macro(macros, "SROnlyRecommendedPublished", NULL);
    check_macro(macros, "SRVoid", NULL);
    check_macro(macros, "{kw.lag.H", "KwLagH");
    /* of the hostile id letters remain; published and recommended differ */
    check_macro(macros, "SRABEtcPasswd", "2.500");
    check_macro(macros, "SRABEtcPasswdPublished", "1.500");
    check_macro(macros, "SRABEtcPasswdPublishedRaw", "1.5");
}

static void rounding_suits_the_size(void)
{
    const struct study_number list[] = {
        {"a.big", 1321.663716814159, NONE},
        {"a.huge", 1.23456e20, NONE},
        {"a.long", 123456.789, NONE},
        {"a.mean", 14.8584, NONE},
        {"a.neg", -0.00001234, NONE},
        {"a.negint", -17.0, NONE},
        {"a.small", 0.14009, NONE},
        {"a.tiny", 3.4e-281, NONE},
        {"b.pct", -0.01, NONE},
        {"c.p", 0.001, NONE},
        {"d.p", 0.00099999, NONE},
        {"e.p", 1.0, NONE},
        {"f.p", 0.0, NONE},
        {"pc.p.p.q", 0.0001, NONE},
    };
    g_autoptr(GHashTable) macros = make_macros(list, G_N_ELEMENTS(list));
    check_macro(macros, "SRABig", "1322");
    check_macro(macros, "SRAHuge", "\\SRmath{1.235\\times 10^{20}}{1.235e20}");
    check_macro(macros, "SRALong", "123457");
    check_macro(macros, "SRAMean", "14.86");
    check_macro(macros, "SRANeg", "\\SRmath{-1.234\\times 10^{-5}}{-1.234e-5}");
    check_macro(macros, "SRANegint", "\\SRmath{-}{-}17");
    check_macro(macros, "SRASmall", "0.1401");
    check_macro(macros, "SRATiny", "\\SRmath{3.400\\times 10^{-281}}{3.400e-281}");
    check_macro(macros, "SRATinyRaw", "3.4e-281");
    check_macro(macros, "SRBPct", "0.0");
    check_macro(macros, "SRCP", "0.001");
    check_macro(macros, "SRDP", "\\SRmath{<}{<}0.001");
    check_macro(macros, "SREP", "1.000");
    check_macro(macros, "SRFP", "\\SRmath{<}{<}0.001");
    check_macro(macros, "SRPcPPQ", "0.0001000");
}

/* Without what finds them by id. */
static guint count_macros(GHashTable *macros)
{
    guint n = 0;
    GHashTableIter iter;
    gpointer name;
    for (g_hash_table_iter_init(&iter, macros); g_hash_table_iter_next(&iter, &name, NULL);)
        n += ((const char *)name)[0] != '{';
    return n;
}

static void check_collision(const struct study_number list[], size_t n, const char *short_name)
{
    g_autoptr(GHashTable) macros = make_macros(list, n);
    g_assert_cmpuint(count_macros(macros), ==, 4 * n);
    g_assert_null(g_hash_table_lookup(macros, short_name)); /* it would be somebody else's tomorrow */
}

static void colliding_ids_stay_apart(void)
{
    const struct study_number symbols[] = {{"a-b", 1.5, NONE}, {"a.b", 2.5, NONE}, {"a_b", 3.5, NONE}};
    check_collision(symbols, G_N_ELEMENTS(symbols), "SRAB");
    const struct study_number endings[] = {{"x", 1.5, NONE}, {"x.Raw", 2.5, NONE}};
    check_collision(endings, G_N_ELEMENTS(endings), "SRX");
    const struct study_number published[] = {
        {"x", 1.5, NONE}, {"x.published", 2.5, NONE}, {"x.published.raw", 3.5, NONE}};
    check_collision(published, G_N_ELEMENTS(published), "SRXPublished");
    const struct study_number foreign[] = {{"\xe6\x97\xa5", 1.5, NONE}, {"\xe6\x9c\xac", 2.5, NONE}};
    check_collision(foreign, G_N_ELEMENTS(foreign), "SR");
}

/* A test's phrase; where another test is recommended, that one's, and the study's behind a suffix. */
static void phrases_say_the_tests(void)
{
    struct study_test kruskal = make_kruskal(), other = make_kruskal(), failure = make_failure();
    kruskal.effect_low = 0.001;
    kruskal.effect_high = 0.033;
    other.statistic_name = "chi2";
    other.statistic = 1.5;
    other.p = 0.25;
    other.effect_name = NULL;
    other.unit = "A & B_c";
    failure.id = "no.result";
    const struct export_phrase phrases[] = {{&kruskal, &other}, {&failure, &failure}};
    g_autoptr(GString) out = g_string_new(NULL);
    export_numbers_tex(out, numbers, G_N_ELEMENTS(numbers), phrases, G_N_ELEMENTS(phrases));
    g_assert_nonnull(strstr(out->str, "\\newcommand{\\SRKwLagTest}{\\SRmath{\\chi}{chi}\\SRmath{^2}{2}(1)~"
                                      "\\SRmath{=}{=}~1.50, \\SRmath{p}{p}~\\SRmath{=}{=}~0.250 (\\SRmath{n}{n}~"
                                      "\\SRmath{=}{=}~4~A \\& B\\_c)}%\n"));
    g_assert_nonnull(strstr(out->str,
                            "\\newcommand{\\SRKwLagTestPublished}{\\SRmath{H}{H}(1)~\\SRmath{=}{=}~50.6, "
                            "\\SRmath{p}{p}~\\SRmath{<}{<}~0.001, \\SRmath{\\varepsilon}{epsilon}\\SRmath{^2}{2}~"
                            "\\SRmath{=}{=}~0.013 [0.001,~0.033] (\\SRmath{n}{n}~\\SRmath{=}{=}~4~transitions)}%\n"));
    g_assert_null(strstr(out->str, "SRNoResult"));
}

/* A number and a test of one id share its name; an ending can make two names one. */
static void tests_and_numbers_stay_apart(void)
{
    struct study_test kruskal = make_kruskal();
    const struct export_phrase phrases[] = {{&kruskal, &kruskal}};
    const struct study_number list[] = {{"kw.lag", 1.5, NONE}, {"kw.lag.test", 2.5, NONE}};
    g_autoptr(GString) shared = g_string_new(NULL), near = g_string_new(NULL);
    export_numbers_tex(shared, list, 1, phrases, 1);
    g_autoptr(GHashTable) macros = read_macros(shared->str);
    check_macro(macros, "SRKwLag", "1.500");
    g_assert_nonnull(g_hash_table_lookup(macros, "SRKwLagTest"));
    export_numbers_tex(near, list, 2, phrases, 1);
    g_autoptr(GHashTable) apart = read_macros(near->str);
    check_macro(apart, "SRKwLagTest", NULL);
    check_macro(apart, "SRKwLag", NULL);
    g_assert_cmpuint(count_macros(apart), ==, 10);
}

/* A name that was distinct by its letters stays the same when others come. */
static void names_do_not_move(void)
{
    const struct study_number before[] = {{"a-b", 1.5, NONE}, {"a_b", 3.5, NONE}};
    const struct study_number after[] = {{"a b", 9.5, NONE}, {"a-b", 1.5, NONE}, {"a_b", 3.5, NONE}, {"c", 4.5, NONE}};
    g_autoptr(GHashTable) old = make_macros(before, G_N_ELEMENTS(before));
    g_autoptr(GHashTable) new = make_macros(after, G_N_ELEMENTS(after));
    GHashTableIter iter;
    gpointer name, text;
    for (g_hash_table_iter_init(&iter, old); g_hash_table_iter_next(&iter, &name, &text);)
        check_macro(new, name, text);
}

static void long_ids_stay_short(void)
{
    g_autofree char *first = g_strnfill(100000, 'q');
    g_autofree char *second = g_strconcat(first, "\n\\end{document}", NULL);
    const struct study_number list[] = {{first, 1.5, NONE}, {second, 2.5, NONE}};
    g_autoptr(GHashTable) macros = make_macros(list, 2);
    g_assert_cmpuint(count_macros(macros), ==, 8);
}

/* ------------------------------------------------------------------ files */

static void file_stems_cannot_leave(void)
{
    static const struct {
        const char *name, *stem;
    } examples[] = {
        {"sync_pattern", "sync_pattern"},
        {"RQ2-3", "RQ2-3"},
        {"../../etc/passwd", "%2E%2E%2F%2E%2E%2Fetc%2Fpasswd"},
        {"a\\b:c", "a%5Cb%3Ac"},
        {"", "%"},
        {"%", "%25"},
        {".", "%2E"},
        {"a\nb", "a%0Ab"},
        {"\xc3\xa9", "%C3%A9"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(examples); i++) {
        g_autofree char *got = export_file_stem(examples[i].name);
        g_assert_cmpstr(got, ==, examples[i].stem);
    }
    g_autofree char *first = g_strnfill(5000, 'q');
    g_autofree char *second = g_strnfill(5001, 'q');
    g_autofree char *first_stem = export_file_stem(first);
    g_autofree char *second_stem = export_file_stem(second);
    g_assert_cmpuint(strlen(first_stem), ==, 200);
    g_assert_cmpstr(first_stem, !=, second_stem);
}

/* A recipe with a chart, one answer of which data is there, and one of which it is not. */
static void add_answer(study_results *results, const char *name, const char *missing)
{
    g_autoptr(GError) error = NULL;
    study_recipe *recipe =
        study_recipe_parse(name, "test.sql",
                           "-- title: T\n-- chart: bar horizontal\n-- x: n \"N\"\n-- y: family \"F\"\n"
                           "SELECT family, n FROM families\n",
                           &error);
    g_assert_no_error(error);
    study_results_add_recipe(results, recipe);
    static const char *const columns[] = {"family", "n"};
    static const struct study_cell cells[] = {{STUDY_TEXT, 0, NONE, HOSTILE}, {STUDY_INTEGER, 3, 3.0, NULL}};
    struct study_table *table = study_results_alloc(results, sizeof *table);
    *table = (struct study_table){"", 2, 1, columns, cells};
    const struct study_answer answer = {
        .recipe = recipe, .missing = missing, .n_tables = 1, .tables = table, .alt = "", .caption = ""};
    study_results_add_answer(results, &answer);
    study_results_set_listings(results, table, table);
}

/* A recipe whose table the report shows: a name that is all TeX, one that looks like an option, decimals or none. */
static void add_formed_answer(study_results *results)
{
    g_autoptr(GError) error = NULL;
    study_recipe *recipe = study_recipe_parse("formed", "test.sql",
                                              "-- title: T & T\n-- columns: family \"Fam_ily & %\", days \"Days\"\n"
                                              "SELECT family, days FROM families\n",
                                              &error);
    g_assert_no_error(error);
    study_results_add_recipe(results, recipe);
    static const char *const columns[] = {"family", "days"};
    static const struct study_cell cells[] = {{STUDY_TEXT, 0, NONE, HOSTILE},
                                              {STUDY_INTEGER, 3, 3.0, NULL},
                                              {STUDY_TEXT, 0, NONE, "[x]"},
                                              {STUDY_REAL, 0, -1.25, NULL}};
    struct study_table *table = study_results_alloc(results, sizeof *table);
    *table = (struct study_table){"", 2, 2, columns, cells};
    const struct study_answer answer = {.recipe = recipe, .n_tables = 1, .tables = table, .alt = "", .caption = ""};
    study_results_add_answer(results, &answer);
}

static study_results *make_results(void)
{
    static struct study_test kruskal; /* borrowed by the results */
    kruskal = make_kruskal();
    study_results *results = study_results_new();
    for (size_t i = G_N_ELEMENTS(numbers); i-- > 0;)
        g_assert_true(study_results_add_number(results, numbers[i].id, numbers[i].value, numbers[i].recommended, NULL));
    study_results_add_test(results, &kruskal);
    add_answer(results, "sync_pattern", NULL);
    add_answer(results, "../../up", NULL);
    add_answer(results, "lagged_pattern", "classes of families");
    add_formed_answer(results);
    study_results_settle(results);
    return results;
}

static void remove_tree(const char *path)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    for (const char *name = NULL; folder && (name = g_dir_read_name(folder));) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        if (g_unlink(child) != 0)
            remove_tree(child);
    }
    g_rmdir(path);
}

static GPtrArray *list_files(const char *path)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    for (const char *name = NULL; folder && (name = g_dir_read_name(folder));)
        g_ptr_array_add(names, g_strdup(name));
    return names;
}

static void check_file(const char *folder, const char *name, const char *beginning)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    g_assert_true(g_str_has_prefix(text, beginning));
}

/* The whole of one small table: aligned at the point, hostile names as text. */
static void check_table(const char *folder)
{
    static const char expected[] =
        "% A table for LaTeX with the package booktabs, without float and caption: \\input it.\n"
        "\\begin{tabular}{@{}lr@{}}\n  \\toprule\n  Fam\\_ily \\& \\% & Days \\\\\n"
        "  \\midrule\n"
        "  a,\\textquotedbl{}b\\textquotedbl{}  \\%\\textbackslash{}\\}\\{\\$\\_"
        "\\textasciicircum{}\\#\\&\\textasciitilde{}\303\251 ../../etc/passwd & 3\\phantom{.00} "
        "\\\\\n"
        "  {}[x] & \\ensuremath{-}1.25 \\\\\n"
        "  \\bottomrule\n\\end{tabular}%\n";
    g_autofree char *path = g_build_filename(folder, "tables", "formed.tex", NULL);
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    const char *start = strstr(text, "% A table");
    g_assert_nonnull(start);
    g_assert_cmpstr(start, ==, expected);
}

static void export_writes_what_is_asked(void)
{
    g_autofree char *folder = g_dir_make_tmp("syncreport-export-XXXXXX", NULL);
    g_autofree char *out = g_build_filename(folder, "deep", "er", NULL);
    g_autofree char *figures = g_build_filename(out, "figures", NULL);
    g_autoptr(study_results) results = make_results();
    g_autoptr(GError) error = NULL;
    export_write(out, EXPORT_TEX, results, &error);
    g_assert_no_error(error);
    g_autoptr(GPtrArray) tex_only = list_files(out);
    g_assert_cmpuint(tex_only->len, ==, 4); /* with the folder of the tables */
    export_write(out, EXPORT_CSV | EXPORT_JSON | EXPORT_TEX, results, &error);
    g_assert_no_error(error);
    check_file(out, "numbers.csv", "id,value,recommended\n\"a,");
    check_file(out, "numbers.json", "{\n\"a,");
    check_file(out, "numbers.tex", "% syncreport-data: numbers ");
    check_file(out, "figures.tex", "% syncreport-data: figures ");
    check_file(out, "tests.json", "[\n{\"id\":\"kw.lag\",\"method\":\"kruskal-wallis\",");
    check_file(out, "families.csv", "family,n\n\"a,\"\"b\"\"");
    check_file(out, "transitions.csv", "family,n\n");
    check_file(figures, "sync_pattern.csv", "family,n\n");
    check_file(figures, "%2E%2E%2F%2E%2E%2Fup.csv", "family,n\n");
    g_autoptr(GPtrArray) all = list_files(out);
    check_file(out, "rules.csv", "key,value,study\n");
    g_assert_cmpuint(all->len, ==, 11);
    check_table(out);
    g_autoptr(GPtrArray) drawn = list_files(figures);
    g_assert_cmpuint(drawn->len, ==, 3); /* not the one without data */
    remove_tree(folder);
}

/* A column's name comes from outside: no line of it may begin a row or a macro. */
static void rules_are_listed(void)
{
    static const struct study_rule values[] = {
        {"period_days", "7", "14"}, {"since", "", ""}, {"by", HOSTILE, "age_group"}};
    const struct study_provenance other = {
        .rules = "period_days=7 (study: 14), by=" HOSTILE, .n_rule_values = 3, .rule_values = values};
    const struct study_provenance none = {.rules = ""};
    g_autoptr(GString) csv = g_string_new(NULL), tex = g_string_new(NULL), plain = g_string_new(NULL);
    export_rules_csv(csv, &other);
    g_assert_cmpstr(csv->str, ==,
                    "key,value,study\nperiod_days,7,14\nsince,,\n"
                    "by,\"a,\"\"b\"\"\r\n%\\}{$_^#&~\xc3\xa9\xe2\x80\xa8../../etc/passwd\",age_group\n");
    export_rules_tex(tex, &other);
    g_assert_true(g_str_has_prefix(tex->str, "% Rules other than the study's: period_days=7 (study: 14), by=a,\"b\""));
    g_assert_true(strchr(tex->str, '\n') == tex->str + tex->len - 1);
    g_assert_null(strchr(tex->str, '\r'));
    g_assert_null(strstr(tex->str, "\xe2\x80\xa8")); /* U+2028 ends lines too */
    export_rules_tex(plain, &none);
    g_assert_cmpstr(plain->str, ==, "% Rules: the study's.\n");
}

static void errors_name_the_path(void)
{
    g_autofree char *folder = g_dir_make_tmp("syncreport-export-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "file", NULL);
    g_assert_true(g_file_set_contents(file, "x", 1, NULL));
    g_autoptr(study_results) results = make_results();
    g_autoptr(GError) error = NULL;
    g_assert_false(export_write(file, EXPORT_CSV, results, &error));
    g_assert_error(error, REPORT_ERROR, REPORT_ERROR_IO);
    g_assert_true(g_str_has_prefix(error->message, file));
    g_clear_error(&error);
    g_autofree char *csv = g_build_filename(folder, "numbers.csv", NULL);
    if (g_access("/dev/full", W_OK) == 0 && symlink("/dev/full", csv) == 0) {
        g_assert_false(export_write(folder, EXPORT_CSV, results, &error));
        g_assert_error(error, REPORT_ERROR, REPORT_ERROR_IO);
        g_assert_true(g_str_has_prefix(error->message, csv));
        g_assert_null(strchr(error->message, '\n'));
    }
    remove_tree(folder);
}

/* The bytes must not depend on the locale. */
static void locale_does_not_matter(void)
{
    if (!setlocale(LC_ALL, "de_DE.UTF-8")) {
        g_test_skip("the locale de_DE.UTF-8 is not installed");
        return;
    }
    const struct study_test kruskal = make_kruskal();
    g_autofree char *json = export_test_json(&kruskal);
    g_autoptr(GHashTable) macros = make_macros(numbers, G_N_ELEMENTS(numbers));
    setlocale(LC_ALL, "C");
    g_autofree char *expected = export_test_json(&kruskal);
    g_assert_cmpstr(json, ==, expected);
    check_macro(macros, "SRKwLagH", "50.61");
    check_macro(macros, "SRKwLagHRaw", "50.6123");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/export/doubles/short", doubles_are_short);
    g_test_add_func("/report/export/doubles/read-back", doubles_read_back);
    g_test_add_func("/report/export/csv/numbers", numbers_read_back_from_csv);
    g_test_add_func("/report/export/csv/tables", tables_keep_types_and_text);
    g_test_add_func("/report/export/csv/empty", one_empty_cell_is_a_row);
    g_test_add_func("/report/export/json/numbers", numbers_read_back_from_json);
    g_test_add_func("/report/export/json/test", tests_have_the_promised_form);
    g_test_add_func("/report/export/json/null", what_a_test_lacks_is_null);
    g_test_add_func("/report/export/json/tests", test_lists_begin_with_ids);
    g_test_add_func("/report/export/json/utf8", json_stays_utf8);
    g_test_add_func("/report/export/tex/stems", stems_are_words);
    g_test_add_func("/report/export/tex/numbers", macros_print_the_numbers);
    g_test_add_func("/report/export/tex/rounding", rounding_suits_the_size);
    g_test_add_func("/report/export/tex/collisions", colliding_ids_stay_apart);
    g_test_add_func("/report/export/tex/phrases", phrases_say_the_tests);
    g_test_add_func("/report/export/tex/shared", tests_and_numbers_stay_apart);
    g_test_add_func("/report/export/tex/stable", names_do_not_move);
    g_test_add_func("/report/export/tex/long", long_ids_stay_short);
    g_test_add_func("/report/export/files/stems", file_stems_cannot_leave);
    g_test_add_func("/report/export/files/all", export_writes_what_is_asked);
    g_test_add_func("/export/rules", rules_are_listed);
    g_test_add_func("/report/export/files/errors", errors_name_the_path);
    g_test_add_func("/report/export/locale", locale_does_not_matter);
    return g_test_run();
}
