/* The recipe format: what it takes, and that every fault names its line. */
#include "study/recipe.h"

#include <string.h>

#include "study/results.h"

static const char whole[] = "-- title:   Lags\n"
                            "-- chart:   bar horizontal\n"
                            "-- x:       percent \"Families (%)\" %.1f\n"
                            "-- y:       name \"Lag\"\n"
                            "-- order:   descending\n"
                            "-- columns: name \"Lag\", percent \"Percent\" %.1f%%\n"
                            "-- test:    chi-square-gof lag count=families unit=families as gof\n"
                            "-- test:    chi-square a b each=label of more as ct.{stat}.{label}\n"
                            "-- numbers: lag.{lag} = families, lag.pct.{lag} = percent | better of more\n"
                            "-- caption: {name[0]} leads\n"
                            "--          with {percent[0]|%.1f} %.\n"
                            "SELECT 1;\n"
                            "\n"
                            "-- query: more\n"
                            "SELECT 2;\n";

static void a_whole_recipe_is_read(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(study_recipe) recipe = study_recipe_parse("lags", "figures/lags.sql", whole, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(recipe->name, ==, "lags");
    g_assert_cmpstr(recipe->chart, ==, "bar horizontal");
    g_assert_cmpstr(recipe->x.column, ==, "percent");
    g_assert_cmpstr(recipe->x.title, ==, "Families (%)");
    g_assert_cmpstr(recipe->x.format, ==, "%.1f");
    g_assert_cmpstr(recipe->y.title, ==, "Lag");
    g_assert_true(recipe->is_descending);
    g_assert_cmpuint(recipe->n_columns, ==, 2);
    g_assert_cmpstr(recipe->columns[1].format, ==, "%.1f%%");
    g_assert_cmpuint(recipe->n_tests, ==, 2);
    g_assert_cmpstr(recipe->tests[0].count, ==, "families");
    g_assert_cmpstr(recipe->tests[1].columns[1], ==, "b");
    g_assert_cmpstr(recipe->tests[1].query, ==, "more");
    g_assert_cmpuint(recipe->n_numbers, ==, 2);
    g_assert_cmpstr(recipe->numbers[1].recommended.column, ==, "better");
    g_assert_cmpstr(recipe->numbers[1].query, ==, "more");
    g_assert_cmpstr(recipe->caption, ==, "{name[0]} leads with {percent[0]|%.1f} %.");
    g_assert_cmpuint(recipe->n_queries, ==, 2);
    g_assert_cmpint(recipe->queries[0].line, ==, 12);
    g_assert_cmpint(recipe->queries[1].line, ==, 15);
    g_assert_cmpstr(recipe->queries[1].sql, ==, "SELECT 2;\n\n");
}

static const struct {
    const char *text;
    const char *message;
} faults[] = {
    {"-- title: T\n-- colour: red\nSELECT 1;\n", "r.sql:2: unknown key \"colour\""},
    {"-- title: T\n-- title: U\nSELECT 1;\n", "r.sql:2: \"title\" stands twice"},
    {"-- title:\nSELECT 1;\n", "r.sql:1: \"title\" has no value"},
    {"-- x: a\nSELECT 1;\n", "r.sql:1: no title"},
    {"-- title: T\n", "r.sql:1: no SQL statement"},
    {"-- title: T\n-- x: a \"open\nSELECT 1;\n", "r.sql:2: a quote does not end"},
    {"-- title: T\n-- x: a %s\nSELECT 1;\n", "r.sql:2: \"%s\" is not a format for one number (such as %.1f)"},
    {"-- title: T\n-- x: a %d%n\nSELECT 1;\n", "r.sql:2: \"%d%n\" is not a format for one number (such as %.1f)"},
    {"-- title: T\n-- x: a %*f\nSELECT 1;\n", "r.sql:2: \"%*f\" is not a format for one number (such as %.1f)"},
    {"-- title: T\n-- alt: {a|%s}\nSELECT 1;\n", "r.sql:2: \"%s\" is not a format for one number (such as %.1f)"},
    {"-- title: T\n-- alt: a } b\nSELECT 1;\n", "r.sql:2: a } without its {"},
    {"-- title: T\n-- alt: {a b\nSELECT 1;\n",
     "r.sql:2: a hole is written {COLUMN[ROW]} or {ID}, with an optional |FORMAT"},
    {"-- title: T\n-- test: kappa a b\nSELECT 1;\n",
     "r.sql:2: a test is written METHOD COLUMN... [KEY=VALUE]... [of QUERY] as ID"},
    {"-- title: T\n-- test: kappa a b when=now as k\nSELECT 1;\n", "r.sql:2: a test has no setting \"when\""},
    {"-- title: T\n-- test: kappa a b of other as k\nSELECT 1;\n", "r.sql:2: no query \"other\""},
    {"-- title: T\n-- density: v of other\nSELECT 1;\n", "r.sql:2: no query \"other\""},
    {"-- title: T\n-- curve: spline v\nSELECT 1;\n",
     "r.sql:2: a curve is \"ecdf\", \"kaplan-meier\" or \"fit\", not \"spline\""},
    {"-- title: T\n-- curve: ecdf\nSELECT 1;\n", "r.sql:2: 1 column is needed here"},
    {"-- title: T\n-- curve: kaplan-meier t of v\nSELECT 1;\n", "r.sql:2: 2 columns are needed here"},
    {"-- title: T\n-- curve: ecdf v when=now\nSELECT 1;\n", "r.sql:2: unexpected \"when\" behind a curve's columns"},
    {"-- title: T\n-- curve: ecdf v of other\nSELECT 1;\n", "r.sql:2: no query \"other\""},
    {"-- title: T\n-- curve: fit v by=g\nSELECT 1;\n", "r.sql:2: a fit has the laws for groups, it takes no by="},
    {"-- title: T\n-- fits: v of other\nSELECT 1;\n", "r.sql:2: no query \"other\""},
    {"-- title: T\n-- fits: v\nSELECT 1;\n-- query: laws\nSELECT 1;\n",
     "r.sql:5: \"laws\" is the name of a computed table"},
    {"-- title: T\n-- pairs: k\nSELECT 1;\n", "r.sql:2: no test with pairs has the id \"k\""},
    {"-- title: T\n-- test: kruskal-wallis v by=g as k\n-- pairs: k\nSELECT 1;\n",
     "r.sql:3: no test with pairs has the id \"k\""},
    {"-- title: T\n-- test: kruskal-wallis v by=g each=e posthoc=dunn as k\n-- pairs: k\nSELECT 1;\n",
     "r.sql:3: no test with pairs has the id \"k\""},
    {"-- title: T\n-- test: kruskal-wallis v by=g posthoc=dunn as k\n-- pairs: k\nSELECT 1;\n-- query: pairs\nSELECT "
     "2;\n",
     "r.sql:6: \"pairs\" is what pairs: makes"},
    {"-- title: T\n-- columns: z of pairs\nSELECT 1;\n", "r.sql:2: no query \"pairs\""},
    {"-- title: T\n-- numbers: a b\nSELECT 1;\n",
     "r.sql:2: a number is written ID = COLUMN [/ COLUMN] [| COLUMN [/ COLUMN]] [of QUERY]"},
    {"-- title: T\n-- numbers: a = b /\nSELECT 1;\n",
     "r.sql:2: a number is written ID = COLUMN [/ COLUMN] [| COLUMN [/ COLUMN]] [of QUERY]"},
    {"-- title: T\n-- numbers: a = b | c /\nSELECT 1;\n", "r.sql:2: unexpected \"|\" in a number"},
    {"-- title: T\n-- order: up\nSELECT 1;\n", "r.sql:2: order is \"descending\" or \"as given\", not \"up\""},
    {"-- title: T\n-- mark: median\nSELECT 1;\n", "r.sql:2: mark is \"mean\" or \"trend\", not \"median\""},
    {"-- title: T\n-- needs: t\nSELECT 1;\n", "r.sql:2: needs is written TABLE \"what is missing, in words\""},
    {"-- title: T\nfree words\nSELECT 1;\n", NULL},
    {"-- title: T\n-- free words\nSELECT 1;\n", "r.sql:2: the head's lines are \"-- key: value\""},
    {"-- title: T\nSELECT 1;\n-- query: a\nSELECT 1;\n-- query: a\nSELECT 2;\n",
     "r.sql:6: two queries are called \"a\""},
    {"-- title: \xff\nSELECT 1;\n", "r.sql:1: not valid UTF-8"},
};

static void every_fault_names_its_line(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(study_recipe) recipe = study_recipe_parse("r", "r.sql", faults[i].text, &error);
        if (!faults[i].message) {
            g_assert_nonnull(recipe);
            continue;
        }
        g_assert_null(recipe);
        g_assert_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE);
        g_assert_cmpstr(error->message, ==, faults[i].message);
    }
}

static void every_built_in_recipe_is_sound(void)
{
    size_t n = 0;
    for (const char *const *name = study_recipe_names(); *name; name++, n++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(study_recipe) recipe = study_recipe_parse(*name, *name, study_recipe_text(*name), &error);
        g_assert_no_error(error);
        g_assert_nonnull(recipe);
    }
    g_assert_cmpuint(n, >, 10);
    g_assert_null(study_recipe_text("../recipe"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recipe/whole", a_whole_recipe_is_read);
    g_test_add_func("/recipe/faults", every_fault_names_its_line);
    g_test_add_func("/recipe/built-in", every_built_in_recipe_is_sound);
    return g_test_run();
}
