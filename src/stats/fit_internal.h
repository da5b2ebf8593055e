/* stats/fit_internal.h: the laws that can be fitted, and the search for their parameters. */
#ifndef STATS_FIT_INTERNAL_H
#define STATS_FIT_INTERNAL_H

#include "stats/fit.h"

/* Parameters as the search sees them: any real numbers; the last is unused where there is one only. */
struct fit_point {
    double at[STATS_FIT_MAX_PARAMETERS];
};

/* A law with its parameters, and what is computed of them once. Which number means what is each law's own. */
struct fit_law {
    const struct fit_model *model;
    double a, b, c, d;
};

/* What starts are made of. */
struct fit_summary {
    double mean, mean_log, sd_log;
};

/* Natural parameters, and their derivatives by those of the search, row after row. */
struct fit_natural {
    double parameters[STATS_FIT_MAX_PARAMETERS];
    double slopes[STATS_FIT_MAX_PARAMETERS][STATS_FIT_MAX_PARAMETERS];
};

#define FIT_N_STARTS 3

struct fit_model {
    size_t n_parameters;
    size_t shape;                     /* the parameter of the search whose ends are laws of their own */
    double low, high;                 /* these ends: beyond them no digit of the likelihood changes much */
    const char *low_name, *high_name; /* what the law is there */
    void (*prepare)(struct fit_law *law, const struct fit_point *point);
    double (*log_mass)(const struct fit_law *law, double x); /* log P(X = x), x = 1, 2, ... */
    double (*log_tail)(const struct fit_law *law, double x); /* log P(X > x), x = 0, 1, ...; 0 for x = 0 */
    void (*name_parameters)(struct fit_natural *out, const struct fit_point *point);
    struct fit_point (*find_point)(const double parameters[]);              /* name_parameters, back */
    struct fit_point (*start)(const struct fit_summary *summary, size_t i); /* i below FIT_N_STARTS */
};
extern const struct fit_model fit_models[STATS_N_FITS];

struct fit_law fit_law_at(const struct fit_model *model, const struct fit_point *point);

/* How a search ends. */
enum fit_end {
    FIT_FOUND,
    FIT_AT_LOW, /* at an end of the shape */
    FIT_AT_HIGH,
    FIT_LOST
};

struct fit_maximum {
    struct fit_point point;
    double mean_log_likelihood;
    double information[STATS_FIT_MAX_PARAMETERS][STATS_FIT_MAX_PARAMETERS]; /* of one value, as the search sees it */
};

/* The maximum of the likelihood of a table's positive values, of which at least two differ. near: where to look first,
 * or NULL. *out is filled however the search ends. */
enum fit_end fit_search(struct fit_maximum *out, const stats_fit_table *table, const struct fit_model *model,
                        const struct fit_point *near);

/* The maximum of a model with an error where there is none, as stats_fit has it. */
gboolean fit_find(struct fit_maximum *out, const stats_fit_table *table, enum stats_fit_model model, GError **error);

/* STATS_ERROR_UNDEFINED for a table that no model can be fitted to. */
gboolean fit_check_table(const stats_fit_table *table, GError **error);

#endif
