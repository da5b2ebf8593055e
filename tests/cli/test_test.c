/* The command test: any table, any source, and tables that are wrong. */
#include <jansson.h>
#include <string.h>

#include "cli/program.h"

static json_t *run_json(const folder *where, const char *arguments)
{
    g_autofree char *whole = g_strconcat("test ", arguments, " --json", NULL);
    g_autoptr(outcome) result = program_run(where, NULL, whole);
    expect_match(result->err, "");
    g_assert_cmpint(result->status, ==, 0);
    json_t *object = json_loads(result->out, 0, NULL);
    g_assert_nonnull(object);
    return object;
}

static double number_at(json_t *object, const char *key, const char *inner)
{
    json_t *value = json_object_get(object, key);
    return json_number_value(inner ? json_object_get(value, inner) : value);
}

/* Hollander and Wolfe (1973), p. 116: the data of R's example of kruskal.test, with its outcome. */
static const char mucociliary[] = "x,g\n2.9,a\n3.0,a\n2.5,a\n2.6,a\n3.2,a\n3.8,b\n2.7,b\n4.0,b\n2.4,b\n2.8,c\n3.4,c\n"
                                  "3.7,c\n2.2,c\n2.0,c\n";

static void tables_are_read_as_they_come(void)
{
    static const struct {
        const char *text, *options;
    } forms[] = {
        {mucociliary, ""},
        {"g;x\na;2,9\na;3,0\na;2,5\na;2,6\na;3,2\nb;3,8\nb;2,7\nb;4,0\nb;2,4\nc;2,8\nc;3,4\nc;3,7\nc;2,2\nc;2,0\n",
         "--decimal ,"},
        {"x\tg\n2.9\ta\n3.0\ta\n2.5\ta\n2.6\ta\n3.2\ta\n3.8\tb\n2.7\tb\n4.0\tb\n2.4\tb\n2.8\tc\n3.4\tc\n3.7\tc\n2."
         "2\tc\n"
         "2.0\tc\n",
         "--delimiter tab"},
        {"\357\273\277x,other,g\n2.0,,c\n2.9,,a\n3.0,,a\n2.5,,a\n2.6,,a\n3.2,,a\n3.8,,b\n2.7,,b\n4.0,,b\n2.4,,b\n2.8,,"
         "c\n"
         "3.4,,c\n3.7,,c\n2.2,,c\nNA,,a\n,,b\n1,,\n1,,NA\n",
         ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        g_autoptr(folder) where = folder_new();
        folder_write(where, "t.csv", forms[i].text);
        g_autofree char *arguments =
            g_strconcat("kruskal-wallis --csv t.csv --value x --group g --posthoc dunn ", forms[i].options, NULL);
        json_t *object = run_json(where, arguments);
        g_assert_cmpint((int)number_at(object, "n", NULL), ==, 14);
        g_assert_cmpint((int)number_at(object, "skipped", NULL), ==, i == 3 ? 4 : 0);
        /* R 4.2.2: kruskal.test(x, g)$statistic, $p.value */
        g_assert_cmpfloat_with_epsilon(number_at(object, "statistic", "value"), 0.771428571428571, 1e-13);
        g_assert_cmpfloat_with_epsilon(number_at(object, "p", NULL), 0.679964773578892, 1e-13);
        json_t *groups = json_object_get(object, "groups");
        g_assert_cmpstr(json_string_value(json_object_get(json_array_get(groups, 0), "name")), ==, "a");
        g_assert_cmpstr(json_string_value(json_object_get(json_array_get(groups, 2), "name")), ==, "c");
        json_t *pairs = json_object_get(json_object_get(object, "posthoc"), "pairs");
        g_assert_cmpuint(json_array_size(pairs), ==, 3);
        /* R 4.2.2: mean(sign(outer(a, b, "-"))), and the interval as in tests/reference/mann_whitney.R */
        json_t *effect = json_object_get(json_array_get(pairs, 0), "effect");
        g_assert_cmpstr(json_string_value(json_object_get(effect, "name")), ==, "cliffs_delta");
        g_assert_cmpfloat_with_epsilon(number_at(effect, "value", NULL), -0.2, 1e-14);
        g_assert_cmpfloat_with_epsilon(number_at(effect, "low", NULL), -0.8157640497069403, 1e-13);
        g_assert_cmpfloat_with_epsilon(number_at(effect, "high", NULL), 0.6282725830369706, 1e-13);
        json_decref(object);
    }
}

static void a_corpus_can_be_asked(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "gh.csv", "family,commit_date\na,2024-01-01 10:00:00\na,2024-01-03 10:00:00\nb,2024-01-01\n");
    folder_write(where, "hf.csv", "family,model_name,date\na,a/x,2024-01-02\na,a/x,2024-01-09\nb,b/x,2024-01-04\n");
    program_do(where, NULL, "import c.db --quiet --github gh.csv --huggingface hf.csv");
    json_t *object = run_json(
        where, "describe --corpus c.db --sql 'SELECT days, target FROM transitions' --value days --group target");
    g_assert_cmpint((int)number_at(object, "n", NULL), ==, 4);
    json_decref(object);
    static const struct {
        const char *sql, *err;
    } refused[] = {
        {"SELECT days FROM transitions", "c\\.db: no column \"target\" \\(the query returns: days\\)"},
        {"SELECT days, target FROM nowhere", "no such table: nowhere"},
        {"DELETE FROM transitions", "not authorized|prohibited"},
        {"SELECT value AS days, key AS target FROM meta", "prohibited|not authorized"},
        {"SELECT 1 AS days, 'x' AS target; SELECT 2", "more than one statement"},
        {"SELECT 'x' AS days, 'x' AS target", "c\\.db: row 1: column days: \"x\" is not a number"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autofree char *arguments =
            g_strdup_printf("test describe --corpus c.db --sql \"%s\" --value days --group target", refused[i].sql);
        g_autoptr(outcome) result = program_run(where, NULL, arguments);
        g_assert_cmpint(result->status, ==, 1);
        expect_one_line(result->err);
        expect_match(result->err, refused[i].err);
    }
}

static void wrong_tables_are_told(void)
{
    static const struct {
        const char *text, *arguments, *err;
    } tables[] = {
        {"x,g\n1,a\n2,a\n", "kruskal-wallis --value x --group g", "t\\.csv: .*groups"},
        {"x,g\n", "kruskal-wallis --value x --group g", "t\\.csv: no values"},
        {"x,g\nNA,a\n,b\n", "kruskal-wallis --value x --group g", "t\\.csv: no values"},
        {"x,g\n2,a\n2,b\n2,b\n", "kruskal-wallis --value x --group g", "t\\.csv: all 3 values are tied"},
        {"x,g\n1,a\n2,a\n1e-160,b\n3e-160,b\n", "welch-anova --value x --group g --posthoc games-howell",
         "t\\.csv: the variance of group 2 is too small beside the others"},
        {"x,g\n1,a\ninf,b\n", "describe --value x", "t\\.csv:3: column x: \"inf\" is not a number"},
        {"x,g\n1,a\nnan,b\n", "describe --value x", "t\\.csv:3: column x: \"nan\" is not a number"},
        {"x,g\n1,a\n0x10,b\n", "describe --value x", "t\\.csv:3: column x: \"0x10\" is not a number"},
        {"x,g\n1,a\n1e999,b\n", "describe --value x", "t\\.csv:3: column x: \"1e999\" is not a number"},
        {"x,g\n1,a\n1 2,b\n", "describe --value x", "t\\.csv:3: column x: \"1 2\" is not a number"},
        {"x,g\n1,a\n\"two\nlines\",b\n", "describe --value x", "t\\.csv:3: column x: \"two.*lines\" is not a number"},
        {"x,g\n1,a\n1\n", "describe --value x", "t\\.csv:3: the row has not as many cells as the header"},
        {"x,g\n1,a\n", "describe --value y", "t\\.csv:1: no column \"y\" \\(the header has: x, g\\)"},
        {"x,g\n1,a\n\"2,b\n", "describe --value x", "t\\.csv:3: .*quote"},
        {"x,g\n1,a\n2,\1\n", "describe --value x", "t\\.csv:3: .*NUL"},
        {"", "describe --value x", "t\\.csv: the file is empty"},
        {"x,g\na,a\na,b\n", "chi-square --x x --y g", "t\\.csv: .*rows|t\\.csv: .*two"},
        {"x,g,n\na,a,1\nb,b,-1\n", "chi-square --x x --y g --count n", "t\\.csv: "},
        {"x,g\n1,a\n2,b\n", "kruskal-wallis --value x --group g --posthoc dunn --adjust never",
         "no adjustment \"never\""},
        {"x,g\n1,a\n2,b\n", "kruskal-wallis --value x --group g --posthoc tukey", "no post hoc test .*\"tukey\""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autoptr(folder) where = folder_new();
        folder_write(where, "t.csv", tables[i].text);
        g_autofree char *arguments = g_strconcat("test ", tables[i].arguments, " --csv t.csv", NULL);
        g_autoptr(outcome) result = program_run(where, NULL, arguments);
        g_test_message("%s: %s", arguments, result->err);
        g_assert_cmpint(result->status, ==, i + 2 < G_N_ELEMENTS(tables) ? 1 : 2);
        g_assert_cmpstr(result->out, ==, "");
        expect_one_line(result->err);
        expect_match(result->err, tables[i].err);
    }
}

static const char *const grouped_methods[] = {
    "describe",
    "kruskal-wallis --posthoc dunn",
    "anova --posthoc tukey",
    "welch-anova --posthoc games-howell",
    "levene",
    "shapiro-wilk",
    "mann-whitney",
    "kolmogorov-smirnov",
};

/* p, or that of the first group, or -1 where there is none. An error is one line. */
static double p_of_table(const char *method, const char *text)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "t.csv", text);
    g_autofree char *arguments = g_strconcat("test ", method, " --value x --group g --csv t.csv --json", NULL);
    g_autoptr(outcome) result = program_run(where, NULL, arguments);
    g_test_message("%s: %s%s", method, result->out, result->err);
    if (result->status != 0) {
        g_assert_cmpint(result->status, ==, 1);
        g_assert_cmpstr(result->out, ==, "");
        expect_one_line(result->err);
        return -1.0;
    }
    json_t *object = json_loads(result->out, 0, NULL);
    g_assert_nonnull(object);
    json_t *p = json_object_get(object, "p");
    if (json_is_null(p))
        p = json_object_get(json_array_get(json_object_get(object, "groups"), 0), "p");
    const double found = json_is_number(p) ? json_number_value(p) : -1.0;
    json_decref(object);
    return found;
}

/* The unit of the values is nothing to a test: at the ends of doubles p is what it is in the middle. */
static void units_change_no_p(void)
{
    static const char *const units[] = {"e300", "e-300"};
    for (size_t m = 0; m < G_N_ELEMENTS(grouped_methods); m++) {
        const double want = p_of_table(grouped_methods[m], "x,g\n1,a\n2,a\n4,a\n3,b\n5.5,b\n11,b\n7,b\n");
        g_assert_true(want > 0.0 ? want < 1.0 : m == 0);
        for (size_t u = 0; u < G_N_ELEMENTS(units); u++) {
            const char *e = units[u];
            g_autofree char *text =
                g_strdup_printf("x,g\n1%s,a\n2%s,a\n4%s,a\n3%s,b\n5.5%s,b\n11%s,b\n7%s,b\n", e, e, e, e, e, e, e);
            g_assert_cmpfloat_with_epsilon(p_of_table(grouped_methods[m], text), want, 1e-12);
        }
    }
}

/* Values of all sizes in one table: a p between its ends, none at all, or an error, and never a crash. */
static void values_of_all_sizes_have_a_p_or_none(void)
{
    static const char *const tables[] = {
        "x,g\n1,a\n2,a\n3,a\n1e-160,b\n2e-160,b\n3e-160,b\n",
        "x,g\n1e300,a\n2e300,a\n3e300,a\n1e-20,b\n2e-20,b\n3e-20,b\n",
        "x,g\n5e-324,a\n1e-323,a\n1.5e-323,a\n2e-323,b\n2.5e-323,b\n5e-324,b\n",
        "x,g\n-1.7e308,a\n1.7e308,a\n1e308,a\n1.7e308,b\n1.6e308,b\n-1e308,b\n",
        "x,g\n0,a\n-2e-323,a\n5e-324,a\n-0,b\n1.7e308,b\n3,b\n",
    };
    for (size_t m = 0; m < G_N_ELEMENTS(grouped_methods); m++)
        for (size_t t = 0; t < G_N_ELEMENTS(tables); t++) {
            const double p = p_of_table(grouped_methods[m], tables[t]);
            g_assert_true((p > 0.0 && p <= 1.0) || p == -1.0);
        }
}

/* A cell of ten megabytes is named, not shown. */
static void huge_cells_are_cut(void)
{
    g_autoptr(folder) where = folder_new();
    g_autofree char *cell = g_strnfill(10 * 1000 * 1000, 'x');
    g_autofree char *text = g_strconcat("x,g\n1,a\n", cell, ",b\n", NULL);
    folder_write(where, "t.csv", text);
    g_autoptr(outcome) result = program_run(where, NULL, "test describe --csv t.csv --value x");
    g_assert_cmpint(result->status, ==, 1);
    expect_one_line(result->err);
    g_assert_cmpuint(strlen(result->err), <, 200);
    expect_match(result->err, "t\\.csv:3: column x: \"x+\\.\\.\\.\" is not a number");
}

/* R 4.2.2: summary(aov(x ~ g)), TukeyHSD, oneway.test and shapiro.test of the same data. R takes b less a. */
static void other_methods_answer(void)
{
    static const struct {
        const char *arguments;
        double statistic, p;
    } outcomes[] = {
        {"anova --value x --group g --posthoc tukey", 0.5600732600732591, 0.5866329910417383},
        {"welch-anova --value x --group g --posthoc games-howell", 0.391905478385786, 0.6931854768373507},
        {"shapiro-wilk --value x", 0.9664854078667873, 0.8264751133337371},
    };
    g_autoptr(folder) where = folder_new();
    folder_write(where, "t.csv", mucociliary);
    for (size_t i = 0; i < G_N_ELEMENTS(outcomes); i++) {
        g_autofree char *arguments = g_strconcat(outcomes[i].arguments, " --csv t.csv", NULL);
        json_t *object = run_json(where, arguments);
        g_assert_cmpfloat_with_epsilon(number_at(object, "statistic", "value"), outcomes[i].statistic, 1e-12);
        g_assert_cmpfloat_with_epsilon(number_at(object, "p", NULL), outcomes[i].p, 1e-9);
        json_decref(object);
    }
    json_t *tukey = run_json(where, "anova --value x --group g --posthoc tukey --csv t.csv");
    json_t *pair = json_array_get(json_object_get(json_object_get(tukey, "posthoc"), "pairs"), 0);
    g_assert_cmpfloat_with_epsilon(number_at(pair, "difference", NULL), -0.385, 1e-12);
    g_assert_cmpfloat_with_epsilon(number_at(pair, "low", NULL), -1.5292476578996992, 1e-4); /* ptukey is R's limit */
    g_assert_cmpfloat_with_epsilon(number_at(pair, "p", NULL), 0.6462033406600124, 1e-5);
    json_decref(tukey);
}

static void the_readable_form_says_all(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "t.csv", mucociliary);
    g_autoptr(outcome) result =
        program_run(where, NULL, "test kruskal-wallis --csv t.csv --value x --group g --posthoc dunn --adjust holm");
    g_assert_cmpint(result->status, ==, 0);
    expect_match(result->out, "^Kruskal–Wallis test \\(tie-corrected, chi-square approximation\\)\n"
                              "14 rows used, 0 left out for a missing cell\n");
    expect_match(result->out, "H\\(2\\) = 0\\.771429, p = 0\\.68\n");
    expect_match(result->out, "group +n +mean +sd");
    expect_match(result->out, "Dunn’s test, p adjusted for 3 pairs \\(Holm\\)\n");
    expect_match(result->out, "p adjusted +delta +low +high +size\n");
    expect_match(result->out,
                 "delta: Cliff’s δ, 95 % interval by Feng and Cliff 2004; size by Romano et al\\. \\(2006\\)\n");
}

/* Two groups that never meet, of so many values that p is below what a double can hold: log10 p is about -980. */
static void a_p_below_all_numbers_is_no_zero(void)
{
    g_autoptr(folder) where = folder_new();
    g_autoptr(GString) rows = g_string_new("g,v\n");
    for (int i = 0; i < 3000; i++)
        g_string_append_printf(rows, "a,%d\nb,%d\n", i, i + 100000);
    folder_write(where, "t.csv", rows->str);
    g_autoptr(outcome) result = program_run(where, NULL, "test kruskal-wallis --csv t.csv --value v --group g");
    g_assert_cmpint(result->status, ==, 0);
    expect_match(result->out, "H\\(1\\) = 4499\\.25, p < 5e-324\n");
}

/* Miller (1997), Survival Analysis, p. 49: acute myelogenous leukemia. R 4.2.2, survival 3.5: survfit(conf.type =
 * "log-log") and survdiff. */
static void times_until_an_event(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(
        where, "t.csv",
        "weeks,relapse,arm\n9,1,m\n13,1,m\n13,0,m\n18,1,m\n23,1,m\n28,0,m\n31,1,m\n34,1,m\n45,0,m\n48,1,m\n161,0,m\n"
        "5,1,n\n5,1,n\n8,1,n\n8,1,n\n12,1,n\n16,0,n\n23,1,n\n27,1,n\n30,1,n\n33,1,n\n43,1,n\n45,1,n\n");
    g_autoptr(outcome) result =
        program_run(where, NULL, "survival --csv t.csv --time weeks --event relapse --group arm --json");
    expect_match(result->err, "");
    g_assert_cmpint(result->status, ==, 0);
    json_t *object = json_loads(result->out, 0, NULL);
    g_assert_cmpfloat_with_epsilon(number_at(object, "statistic", "value"), 3.3963886989776, 1e-12);
    g_assert_cmpfloat_with_epsilon(number_at(object, "p", NULL), 0.0653393220405051, 1e-13);
    json_t *maintained = json_array_get(json_object_get(object, "groups"), 0);
    g_assert_cmpfloat(number_at(maintained, "median", NULL), ==, 31.0);
    g_assert_cmpfloat(number_at(maintained, "low", NULL), ==, 13.0);
    g_assert_true(json_is_null(json_object_get(maintained, "high")));
    g_assert_cmpuint(json_array_size(json_object_get(maintained, "steps")), ==, 7);
    json_decref(object);
    folder_write(where, "bad.csv", "t,e\n1,1\n2,3\n");
    g_autoptr(outcome) bad = program_run(where, NULL, "survival --csv bad.csv --time t --event e");
    g_assert_cmpint(bad->status, ==, 1);
    expect_match(bad->err, "^syncreport: bad\\.csv: an event is neither 0 nor 1 but 3\n\\z");
}

static void laws_are_fitted(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "t.csv", "days\n0\n0\n0\n1\n1\n2\n4\n9\n30\nNA\n");
    g_autoptr(outcome) result = program_run(where, NULL, "fit --csv t.csv --value days --replicates 99 --json");
    g_autoptr(outcome) again = program_run(where, NULL, "fit --csv t.csv --value days --replicates 99 --json");
    expect_match(result->err, "");
    g_assert_cmpstr(result->out, ==, again->out);
    json_t *object = json_loads(result->out, 0, NULL);
    g_assert_cmpint((int)number_at(object, "zeros", NULL), ==, 3);
    g_assert_cmpint((int)number_at(object, "skipped", NULL), ==, 1);
    json_t *geometric = json_array_get(json_object_get(object, "models"), 0);
    /* the mean of the positive ones is 47 / 6, and the estimate its reciprocal */
    g_assert_cmpfloat_with_epsilon(number_at(geometric, "parameters", "prob"), 6.0 / 47.0, 1e-9);
    json_decref(object);
    static const struct {
        const char *text, *err;
    } wrong[] = {
        {"days\n1.5\n2\n", "bad\\.csv: .*whole"},
        {"days\n-1\n2\n", "bad\\.csv: .*whole number from 0"},
        {"days\n", "bad\\.csv: no values"},
        {"days\nx\n", "bad\\.csv:2: column days: \"x\" is not a number"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        folder_write(where, "bad.csv", wrong[i].text);
        g_autoptr(outcome) bad = program_run(where, NULL, "fit --csv bad.csv --value days");
        g_assert_cmpint(bad->status, ==, 1);
        expect_one_line(bad->err);
        expect_match(bad->err, wrong[i].err);
    }
    folder_write(where, "zeros.csv", "days\n0\n0\n0\n"); /* no law has an answer, and all say so */
    g_autoptr(outcome) zeros = program_run(where, NULL, "fit --csv zeros.csv --value days");
    g_assert_cmpint(zeros->status, ==, 0);
    expect_match(zeros->out, "zeros: 3, 100\\.0 %");
    g_assert_null(strstr(zeros->out, "nan"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/test/tables", tables_are_read_as_they_come);
    g_test_add_func("/test/corpus", a_corpus_can_be_asked);
    g_test_add_func("/test/tiny", a_p_below_all_numbers_is_no_zero);
    g_test_add_func("/test/wrong", wrong_tables_are_told);
    g_test_add_func("/test/units", units_change_no_p);
    g_test_add_func("/test/all-sizes", values_of_all_sizes_have_a_p_or_none);
    g_test_add_func("/test/huge", huge_cells_are_cut);
    g_test_add_func("/test/others", other_methods_answer);
    g_test_add_func("/test/survival", times_until_an_event);
    g_test_add_func("/test/fit", laws_are_fitted);
    g_test_add_func("/test/readable", the_readable_form_says_all);
    return g_test_run();
}
