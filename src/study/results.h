/* study/results.h: what a corpus answered: typed tables, tests, numbers with ids. Plain, const, owned by one document.
 */
#ifndef STUDY_RESULTS_H
#define STUDY_RESULTS_H

#include <glib.h>

#include "study/recipe.h"

#define STUDY_ERROR (study_error_quark())
GQuark study_error_quark(void);
enum study_error {
    STUDY_ERROR_RECIPE,  /* a recipe breaks the format, or asks for a column that its query does not return */
    STUDY_ERROR_UNKNOWN, /* no figure, number or test of this name */
    STUDY_ERROR_MISSING, /* the corpus lacks what the question needs */
    STUDY_ERROR_DATA,    /* rows that a test cannot use */
};

/* Confidence of every interval. */
#define STUDY_LEVEL 0.95
/* Behind the id of a percentage: the ends of its interval. */
#define STUDY_LOW ".low"
#define STUDY_HIGH ".high"

enum study_type { STUDY_NULL, STUDY_INTEGER, STUDY_REAL, STUDY_TEXT };

struct study_cell {
    enum study_type type;
    gint64 integer;
    double real;      /* also the value of an integer; NAN for text and null */
    const char *text; /* NULL unless type is STUDY_TEXT; valid UTF-8 */
};

struct study_table {
    const char *name; /* query's name; "" for a recipe's first query without a name */
    size_t n_columns, n_rows;
    const char *const *columns;     /* [n_columns] names */
    const struct study_cell *cells; /* [n_rows * n_columns], row after row */
};

/* Cell by row and column; the column by name (-1: none). */
const struct study_cell *study_cell_at(const struct study_table *table, size_t row, size_t column);
int study_column_find(const struct study_table *table, const char *name);

/* Share whose event comes after `time`, from there up to the next step. */
struct study_step {
    double time, survival, se, low, high; /* NAN where it does not exist */
    size_t n_risk, n_events, n_censored;
};

struct study_group {   /* one group of a test's data */
    const char *name;  /* id as in the data: disperse */
    const char *label; /* words for documents: Disperse */
    size_t n;
    double mean, sd, min, q1, median, q3, max, skewness; /* NAN where it does not exist */
    double statistic, p;                                 /* of a test per group; NAN where there is none */
    double events, low, high; /* of times until an event: their number, and the median's interval; NAN elsewhere */
    const struct study_step *steps; /* [n_steps] of such times; NULL elsewhere */
    size_t n_steps;
};

struct study_pair {                                         /* post hoc comparison a minus b */
    size_t a, b;                                            /* indices of groups */
    double difference, statistic, p, p_adjusted, low, high; /* NAN where it does not exist */
    double effect, effect_low, effect_high;                 /* NAN likewise */
    const char *effect_class;                               /* "small"; NULL: none */
};

struct study_test {
    const char *id;      /* kw.lag, gof_family, ct.add_dependency */
    const char *method;  /* as in `syncreport test`: kruskal-wallis */
    const char *variant; /* which p-value this is, in words */
    const char *unit;    /* what was counted: families, variants, transitions; "" when not told */
    gboolean is_of_part; /* it is of the rows of one value of the each= column; others are of the rest */
    size_t n, n_skipped;
    const char *statistic_name; /* H, chi2, F, kappa, ... ; NULL for describe */
    double statistic;
    double df[2];
    size_t n_df;
    double p;                /* NAN where there is none */
    const char *effect_name; /* cramers_v, epsilon_squared; NULL where there is none */
    double effect, effect_low, effect_high;
    const char *effect_class, *effect_source; /* "small", and who says so; NULL: no classes */
    const char *note;                         /* what the reader must know beside: zeros dropped; NULL: nothing */
    double min_expected;                      /* chi-square only, else NAN */
    size_t n_groups;
    const struct study_group *groups;
    const char *posthoc; /* dunn; NULL where there is none */
    const char *adjust;  /* bonferroni; NULL where there is none */
    size_t n_pairs;
    const struct study_pair *pairs;
    const char *pair_effect_name;   /* cliffs_delta; NULL where pairs have no effect */
    const char *pair_effect_source; /* who says what is small */
    const char *pair_effect_note;   /* which interval this is, in words; NULL without effects */
    const char *failure;            /* why there is no result; NULL when there is one */
    const char *question;           /* tests of one question are corrected together; NULL: of none */
    double p_question;              /* Holm's p over the tests of the question that have a p; else NAN */
    size_t n_question;              /* how many those are; 0 without a p or a question */
};

struct study_number {
    const char *id;
    double value;       /* the study's rule; NAN when only recommended exists */
    double recommended; /* NAN: the same */
};

/* The recommended value where there is one, else the study's. NAN: neither, or number is NULL. */
double study_number_best(const struct study_number *number);

/* A list of numbers that owns their ids, struct study_number; ids are copied. Owner: the caller, g_array_unref. */
GArray *study_numbers_new(void);
void study_numbers_add(GArray *numbers, const char *id, double value, double recommended);

/* The answer to one recipe. */
struct study_answer {
    const struct study_recipe *recipe; /* borrowed from the results */
    const char *missing; /* what the corpus lacks, in words; NULL when it has all. Then tables may be empty */
    size_t n_tables;
    const struct study_table *tables; /* in the recipe's order, then the computed ones */
    size_t n_tests;
    const struct study_test *const *tests;
    const char *alt;     /* alternative text, holes filled */
    const char *caption; /* caption, holes filled; without its number and its tests */
    const char *remark;  /* "Other than in the study: ..." where rules differ; NULL, or "" where none do */
};
const struct study_table *study_answer_table(const struct study_answer *answer,
                                             const char *query); /* NULL: none; query "" is the first */
/* What the chart draws and an export writes: the table of a curve, or of a test's pairs, where the recipe asks for one,
 * else the first; NULL: none. */
const struct study_table *study_answer_drawn(const struct study_answer *answer);

/*
 * What a picture of an answer shows, as 16 hexadecimal digits: rows of its queries, to twelve digits, but those that
 * only tests read; tests that its alternative text names; other rules. A figure that was drawn from other data has
 * another one. It does not depend on which other recipes ran. And the same of any text. Owner: the caller.
 */
char *study_answer_fingerprint(const struct study_answer *answer);
char *study_text_fingerprint(const char *text);
/* Before both in whatever is made from a corpus: "syncreport-data: figure sync_pattern 0123456789abcdef". */
#define STUDY_MARK "syncreport-data: "

struct study_source {
    const char *kind, *name, *sha256, *collected; /* collected NULL when not told */
    gint64 bytes, rows, used, skipped;
    const char *repository, *revision; /* of one repository, and of git's history; NULL: not told */
};
struct study_fault {
    const char *source, *cause, *example;
    gint64 rows, first_line;
};
/* What groups the families, in words: the attribute `by`, or "age group" for NULL; with a capital at the start of a
 * text. A name of the user's own is never changed. */
const char *study_by_words(const char *by, gboolean is_start);
struct study_rule {
    const char *key, *value, *study; /* the value in use and the study's, as --rules takes them; "" for no limit */
};
struct study_provenance {
    const char *collected; /* YYYY-MM-DD */
    gboolean is_collected_assumed;
    const char *note;  /* NULL: none */
    gboolean is_given; /* the corpus holds published results */
    gboolean has_commits;
    gboolean is_behind; /* the derived tables of the file were outdated, and made anew to be read */
    const char *rules;  /* rules that differ from the study's values, own groups too; "" when none */
    const char *by;     /* words for what groups the families: the attribute in the age group's place; NULL: none */
    size_t n_rule_values;
    const struct study_rule *rule_values; /* [n_rule_values] every rule, then own groups, if any */
    size_t n_sources;
    const struct study_source *sources;
    size_t n_faults;
    const struct study_fault *faults;
};

/* Everything that one run found. Owns all rows and strings; dies whole. */
typedef struct study_results study_results;
void study_results_free(study_results *results);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_results, study_results_free)

size_t study_results_n_answers(const study_results *results);
const struct study_answer *study_results_answer_at(const study_results *results, size_t index);
const struct study_answer *study_results_answer_lookup(const study_results *results, const char *name); /* NULL: none */
size_t study_results_n_tests(const study_results *results);
const struct study_test *study_results_test_at(const study_results *results, size_t index);
const struct study_test *study_results_test_lookup(const study_results *results, const char *id); /* NULL: none */
/* The test that a careful statistician would take in the place of this one: the recipe says so; else the test itself.
 */
const struct study_test *study_results_test_recommended(const study_results *results, const struct study_test *test);
size_t study_results_n_numbers(const study_results *results); /* sorted by id in byte order */
const struct study_number *study_results_number_at(const study_results *results, size_t index);
const struct study_number *study_results_number_lookup(const study_results *results, const char *id); /* NULL: none */
/* Could a recipe give a number (or a test) of this id, for some corpus? Tells a typing error from missing data. */
gboolean study_results_knows_number(const study_results *results, const char *id);
gboolean study_results_knows_test(const study_results *results, const char *id);
/* What the corpus lacks to give a test that is known and not among the results, in words. Borrowed. */
const char *study_results_test_missing(const study_results *results, const char *id);
const struct study_provenance *study_results_provenance(const study_results *results);
/* Every family in the study and every transition, with the columns of families.csv and transitions.csv (CLI.md). */
const struct study_table *study_results_families(const study_results *results);
const struct study_table *study_results_transitions(const study_results *results);

#endif
