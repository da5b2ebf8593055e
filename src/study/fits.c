/* Which law suits the waits of each group, as tables. */
#include <math.h>

#include "stats/fit.h"
#include "study/number.h"
#include "study/raw.h"

static const char *const law_words[STATS_N_FITS] = {[STATS_FIT_GEOMETRIC] = "Geometric",
                                                    [STATS_FIT_NEGATIVE_BINOMIAL] = "Negative binomial",
                                                    [STATS_FIT_LOG_NORMAL] = "Log-normal",
                                                    [STATS_FIT_WEIBULL] = "Weibull",
                                                    [STATS_FIT_LOMAX] = "Lomax"};

const char *study_law_words(size_t law)
{
    g_assert(law < STATS_N_FITS);
    return law_words[law];
}

/* All laws of one group; a law without a fit has no parameters. */
struct group_fits {
    const char *group, *name;
    size_t n, n_zeros;
    struct stats_fit fits[STATS_N_FITS];
    gboolean is_fitted[STATS_N_FITS];
};

static double aic_of(const struct stats_fit *fit)
{
    return fit->aic;
}

static double bic_of(const struct stats_fit *fit)
{
    return fit->bic;
}

/* The law of the lowest measure, but for `other`; -1: none is left. */
static int find_lowest(const struct group_fits *group, double (*measure)(const struct stats_fit *fit), int other)
{
    int best = -1;
    for (int i = 0; i < STATS_N_FITS; i++)
        if (group->is_fitted[i] && i != other && (best < 0 || measure(&group->fits[i]) < measure(&group->fits[best])))
            best = i;
    return best;
}

/* "shape 0.61, scale 3.2". Owner: the caller. */
static char *say_parameters(const struct stats_fit *fit)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t i = 0; i < STATS_FIT_MAX_PARAMETERS && stats_fit_parameters[fit->model][i]; i++) {
        g_autofree char *value = study_number_by_format(fit->parameters[i], "%.3g");
        const char *digits = value[0] == '-' ? value + 1 : value;
        g_string_append_printf(out, "%s%s\302\240%s%s", i > 0 ? ", " : "", stats_fit_parameters[fit->model][i],
                               digits > value ? "\342\210\222" : "", digits); /* a true minus */
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* A row of the table "fits". */
static void add_best(GArray *cells, study_results *results, const struct group_fits *group)
{
    const int best = find_lowest(group, aic_of, -1), by_bic = find_lowest(group, bic_of, -1);
    const int second = find_lowest(group, aic_of, best);
    const struct stats_fit *fit = best >= 0 ? &group->fits[best] : NULL;
    g_autofree char *parameters = fit ? say_parameters(fit) : NULL;
    raw_add_text(cells, group->group);
    raw_add_text(cells, group->name);
    raw_add_count(cells, group->n);
    raw_add_count(cells, group->n_zeros);
    raw_add_number(cells, 100.0 * (double)group->n_zeros / (double)group->n);
    raw_add_text(cells, fit ? stats_fit_ids[best] : NULL);
    raw_add_text(cells, fit ? law_words[best] : NULL);
    raw_add_text(cells, study_results_keep(results, parameters));
    raw_add_number(cells, fit ? fit->aic : (double)NAN);
    raw_add_number(cells, fit ? fit->bic : (double)NAN);
    raw_add_text(cells, by_bic >= 0 ? law_words[by_bic] : NULL);
    raw_add_number(cells, second >= 0 ? group->fits[second].aic - fit->aic : (double)NAN);
}

/* Rows of the table "laws". */
static void add_laws(GArray *cells, const struct group_fits *group)
{
    for (int i = 0; i < STATS_N_FITS; i++) {
        const struct stats_fit *fit = &group->fits[i];
        if (!group->is_fitted[i])
            continue;
        raw_add_text(cells, group->group);
        raw_add_text(cells, stats_fit_ids[i]);
        raw_add_text(cells, law_words[i]);
        raw_add_number(cells, fit->aic);
        raw_add_number(cells, fit->bic);
        for (size_t k = 0; k < STATS_FIT_MAX_PARAMETERS; k++) {
            raw_add_text(cells, stats_fit_parameters[i][k]);
            raw_add_number(cells, fit->parameters[k]);
        }
    }
}

/* One group's values and its fits: what a thread works on. */
struct task {
    const double *values;
    struct group_fits fits;
    GError *fault;
};

static void fit_group(gpointer data, gpointer unused)
{
    (void)unused;
    struct task *task = data;
    g_autoptr(stats_fit_table) table = stats_fit_table_new(task->values, task->fits.n, &task->fault);
    if (!table)
        return;
    task->fits.n_zeros = table->n_zeros;
    if (table->n_positives < STUDY_LEAST_FITTED)
        return;
    for (int i = 0; i < STATS_N_FITS; i++)
        task->fits.is_fitted[i] = stats_fit(&task->fits.fits[i], table, (enum stats_fit_model)i, NULL);
}

static GArray *list_tasks(study_results *results, const struct study_answer *answer, const study_sample *sample)
{
    GArray *tasks = g_array_new(FALSE, TRUE, sizeof(struct task));
    size_t start = 0;
    for (guint g = 0; g < sample->levels->names->len; start += sample->sizes[g], g++) {
        struct task task = {.values = sample->values + start};
        task.fits.n = sample->sizes[g];
        task.fits.group = study_results_keep(results, g_ptr_array_index(sample->levels->names, g));
        task.fits.name = study_results_keep(results, raw_label(answer, &answer->recipe->fits, sample, g));
        g_array_append_val(tasks, task);
    }
    return tasks;
}

/* On all processors: a fit takes milliseconds, and there are a dozen groups. */
static void run_tasks(GArray *tasks)
{
    GThreadPool *pool = g_thread_pool_new(fit_group, NULL, (gint)g_get_num_processors(), FALSE, NULL);
    for (guint i = 0; i < tasks->len; i++)
        g_thread_pool_push(pool, &g_array_index(tasks, struct task, i), NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
}

/* The cells of both tables. The first fault wins. */
static gboolean add_groups(GArray *best, GArray *laws, study_results *results, const struct study_answer *answer,
                           const study_sample *sample, GError **error)
{
    g_autoptr(GArray) tasks = list_tasks(results, answer, sample);
    g_autoptr(GError) fault = NULL;
    run_tasks(tasks);
    for (guint i = 0; i < tasks->len; i++) {
        struct task *task = &g_array_index(tasks, struct task, i);
        if (task->fault && fault)
            g_clear_error(&task->fault);
        else if (task->fault)
            fault = g_steal_pointer(&task->fault);
        if (fault)
            continue;
        add_best(best, results, &task->fits);
        add_laws(laws, &task->fits);
    }
    return !fault || raw_fail(error, answer, &answer->recipe->fits, fault->message);
}

gboolean study_fits_run(struct study_table *fits, struct study_table *laws, study_results *results,
                        const struct study_answer *answer, GError **error)
{
    static const char *const fit_columns[] = {"group",    "name",       "n",   "zeros", "zero_pct",     "law",
                                              "law_name", "parameters", "aic", "bic",   "bic_law_name", "aic_ahead"};
    static const char *const law_columns[] = {"group", "law",         "law_name", "aic",         "bic",
                                              "first", "first_value", "second",   "second_value"};
    *fits =
        (struct study_table){.name = STUDY_FITS_TABLE, .n_columns = G_N_ELEMENTS(fit_columns), .columns = fit_columns};
    *laws =
        (struct study_table){.name = STUDY_LAWS_TABLE, .n_columns = G_N_ELEMENTS(law_columns), .columns = law_columns};
    g_autoptr(study_sample) sample = raw_read(answer, &answer->recipe->fits, error);
    g_autoptr(GArray) fit_cells = g_array_new(FALSE, FALSE, sizeof(struct study_cell));
    g_autoptr(GArray) law_cells = g_array_new(FALSE, FALSE, sizeof(struct study_cell));
    if (!sample || !add_groups(fit_cells, law_cells, results, answer, sample, error))
        return FALSE;
    raw_keep_rows(fits, results, fit_cells);
    raw_keep_rows(laws, results, law_cells);
    return TRUE;
}
