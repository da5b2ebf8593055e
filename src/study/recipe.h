/* study/recipe.h: one question: its queries, chart, tests, numbers and words, read from an SQL file's head. */
#ifndef STUDY_RECIPE_H
#define STUDY_RECIPE_H

#include <glib.h>

/* A column and the words that a reader sees for it: `percent "Families (%)" %.1f`. */
struct study_field {
    const char *column;
    const char *title;  /* "" when the recipe gives none */
    const char *format; /* printf format of one double, checked; NULL when the recipe gives none */
};

struct study_query {
    const char *name; /* "" for the first when it has no name */
    const char *sql;
    int line; /* where its statement starts, from 1 */
};

/* `test: METHOD COLUMN... [KEY=VALUE...] [of QUERY] as ID` */
struct study_test_request {
    const char *method;
    const char *columns[2]; /* second NULL where the method takes one */
    const char *group;      /* by=COLUMN: groups of the method; NULL */
    const char *each;       /* each=COLUMN: one test per value of this column; NULL */
    const char *count;      /* count=COLUMN: weights of a table; NULL */
    const char *posthoc;    /* posthoc=dunn; NULL */
    const char *label;      /* label=COLUMN: words for the groups; NULL */
    const char *unit;       /* unit=WORD; "" */
    const char *query;      /* "" is the first */
    const char *id; /* may hold {column} of the each= column, and {stat} where the statistic's name goes (else it is
                       appended) */
    int line;
    const char *pairs_id;    /* pairs=ID: ids of the post hoc pairs; NULL */
    const char *adjust;      /* adjust=WORD: correction of the post hoc pairs; NULL: bonferroni */
    const char *alternative; /* alternative=WORD: two-sided (NULL), less, greater */
    const char *center;      /* center=WORD: of Levene's test: median (NULL) or mean */
    const char *cluster;     /* cluster=COLUMN: values that belong together, for intervals; NULL: all are independent */
    const char *expected;    /* expected=COLUMN: of the goodness of fit; NULL: equal shares */
    gboolean is_corrected;   /* continuity correction where the method has one: the `test` command's */
    const char *recommended; /* recommended=ID: the test that a careful statistician would take instead; NULL */
    const char *published_v; /* published-v=each: also V as the study computes it for one test per group; NULL */
    const char *question;    /* question=WORD: tests of one question have their p-values corrected together; NULL */
};

/* `COLUMN`, or `COLUMN / COLUMN`: how many percent the first is of the second. */
struct study_quantity {
    const char *column; /* NULL: there is none */
    const char *total;  /* NULL: the column is the value itself */
};

/*
 * `numbers: ID-TEMPLATE = QUANTITY [of QUERY]`; with a second quantity, the recommended value: `ID = QUANTITY |
 * QUANTITY`. A percentage gives the ends of its interval, too: ID.low and ID.high.
 */
struct study_number_request {
    const char *id; /* holds {column} for each column that makes the id */
    struct study_quantity value;
    struct study_quantity recommended; /* none: the same */
    const char *query;
    int line;
};

/* What a computed table shows, and of which raw rows: `curve: KIND COLUMN...`, `fits: COLUMN...`. */
enum study_curve_kind { STUDY_CURVE_ECDF, STUDY_CURVE_KAPLAN_MEIER, STUDY_CURVE_FIT };
struct study_curve_request {
    enum study_curve_kind kind;
    const char *columns[2]; /* values; of Kaplan-Meier also 1 where ended and 0 where open */
    const char *group;      /* by=COLUMN: one curve per value; NULL */
    const char *label;      /* label=COLUMN: words for the groups; NULL */
    const char *query;      /* "" is the first */
    int line;               /* 0: the recipe has no such key */
};

/* The table form of a query: `columns: FIELD, FIELD... [of QUERY ["Title"]]`. */
struct study_form {
    const char *query; /* "" is the first */
    const char *title; /* NULL: the recipe's */
    size_t n_columns;
    const struct study_field *columns;
    int line;
};

/* Lines of the head where keys stand, for messages; 0: the recipe has no such key. */
struct study_key_lines {
    int x, y, group, label, fill, panel, mark, family, needs, alt, caption;
};

/* A recipe; all strings are owned by it. Keys are documented in figures/README.md. */
typedef struct study_recipe {
    const char *name; /* sync_pattern: the file's base name */
    const char *file; /* for messages */
    const char *title;
    const char *chart; /* "bar horizontal"; NULL: the recipe only gives tables and numbers */
    int chart_line;
    struct study_field x, y;  /* column NULL where the chart takes none */
    struct study_field group; /* second category of grouped and mirrored bars, lines of a legend; column NULL: none */
    struct study_field label; /* value printed at each mark; column NULL: none */
    const char *fill;   /* column whose ids choose shade and hatch (patterns, lags, age groups, platforms, ...); NULL */
    const char *family; /* column of a figure that shows one family at a time: its rows are kept; NULL */
    const char *panel;  /* column that splits the figure into panels; NULL */
    const char *density_column, *density_query; /* "y" and "density" where a density line is asked for (a table that
                                                   study computes, columns x and y); else NULL */
    const char *pairs_test; /* id of a test whose pairs are drawn, as a table that study computes; NULL */
    int pairs_line;
    const char *mark;        /* "mean": of each group; "trend": lines through grouped bars; NULL */
    gboolean is_descending;  /* order: descending by x (the value); else rows stay as the query gives them */
    const char *needs_table; /* derived table that must not be empty; NULL */
    const char *needs_words;
    const char *alt;     /* with holes; "" */
    const char *caption; /* with holes; "" */
    size_t n_columns;    /* columns: of the table form; 0: none */
    const struct study_field *columns;
    size_t n_forms;
    const struct study_form *forms;
    size_t n_queries;
    const struct study_query *queries;
    size_t n_tests;
    const struct study_test_request *tests;
    size_t n_numbers;
    const struct study_number_request *numbers;
    const char *density_values_column,
        *density_values_query; /* raw values that the density table is computed from; NULL */
    int density_line;
    struct study_curve_request curve; /* its table STUDY_CURVE_TABLE is drawn in place of the first query's */
    struct study_key_lines lines;
    struct study_curve_request fits; /* its tables are STUDY_FITS_TABLE and STUDY_LAWS_TABLE */
} study_recipe;

/* Names of computed tables, for `of`; no query of a recipe that has them may be called so. */
#define STUDY_CURVE_TABLE "curve"
#define STUDY_FITS_TABLE "fits"
#define STUDY_LAWS_TABLE "laws"

/*
 * Read a recipe from `text`. name and file are copied. Owner: the caller, study_recipe_free.
 * STUDY_ERROR_RECIPE: an unknown key, a key twice, a bad test, format or hole, no statement; the message starts
 * FILE:LINE.
 */
study_recipe *study_recipe_parse(const char *name, const char *file, const char *text, GError **error);
/* A whole file of the user's; the error is one line, PATH: CAUSE. Owner of *text: the caller. */
gboolean study_text_read(char **text, gsize *length, const char *path, GError **error);
study_recipe *study_recipe_read(const char *path, GError **error);
/*
 * Fill the holes {by} and {By} of titles and of the words for what is missing; alt and caption are filled with their
 * other holes. by  the attribute that groups the families; NULL: the age group.
 */
void study_recipe_say_by(study_recipe *recipe, const char *by);
void study_recipe_free(study_recipe *recipe);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_recipe, study_recipe_free)

/* The table form of a query of the recipe ("": the first); NULL: it has none, and its columns are shown as they are. */
const struct study_form *study_recipe_form(const study_recipe *recipe, const char *query);

/* Names of the built-in recipes, in byte order, NULL at the end; borrowed. And the text of one (NULL: none), borrowed.
 */
const char *const *study_recipe_names(void);
const char *study_recipe_text(const char *name);
/* The same, in the form of the study's figure where that differs: figures/study/NAME.sql. */
const char *study_recipe_text_as_published(const char *name);

#endif
