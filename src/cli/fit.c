/* cli/fit.c: the command fit: laws of whole-day waits. */
#include <math.h>

#include "cli/json.h"
#include "cli/table_source.h"
#include "report/text_table.h"
#include "study/fitting.h"

#define DEFAULT_REPLICATES 199

typedef struct fit_arguments {
    cli_table_source source;
    char *value;
    gint64 n_replicates, seed;
    gboolean is_json;
} fit_arguments;

static void fit_arguments_clear(fit_arguments *arguments)
{
    cli_table_source_clear(&arguments->source);
    g_free(arguments->value);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(fit_arguments, fit_arguments_clear)

/* ------------------------------------------------------------------ JSON */

static json_t *number_of(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

/* {"prob": 0.1} of the law's parameters, or of their standard errors. */
static json_t *parameters_of(const struct study_fit *fit, const double values[])
{
    json_t *object = json_object();
    for (size_t i = 0; i < STUDY_FIT_MAX_PARAMETERS && fit->parameter_names[i]; i++)
        json_object_set_new(object, fit->parameter_names[i], number_of(values[i]));
    return object;
}

static json_t *goodness_of(const struct study_fit *fit)
{
    if (!isfinite(fit->p_cramer_von_mises))
        return json_null();
    return json_pack("{s:f, s:f, s:f, s:f}", "cramer_von_mises", fit->cramer_von_mises, "p_cramer_von_mises",
                     fit->p_cramer_von_mises, "kolmogorov_smirnov", fit->kolmogorov_smirnov, "p_kolmogorov_smirnov",
                     fit->p_kolmogorov_smirnov);
}

static json_t *fit_of(const struct study_fit *fit)
{
    json_t *object = json_object();
    json_object_set_new(object, "model", json_string(fit->model));
    if (fit->failure) {
        json_object_set_new(object, "failure", json_string(fit->failure));
        return object;
    }
    json_object_set_new(object, "parameters", parameters_of(fit, fit->parameters));
    json_object_set_new(object, "se", parameters_of(fit, fit->se));
    json_object_set_new(object, "log_likelihood", number_of(fit->log_likelihood));
    json_object_set_new(object, "aic", number_of(fit->aic));
    json_object_set_new(object, "bic", number_of(fit->bic));
    json_object_set_new(object, "goodness", goodness_of(fit));
    return object;
}

static json_t *name_of(const study_fits *fits, gint64 position)
{
    return position >= 0 ? json_string(fits->fits[position].model) : json_null();
}

static void put_json(const study_fits *fits)
{
    json_t *models = json_array();
    for (size_t i = 0; i < fits->n_fits; i++)
        json_array_append_new(models, fit_of(&fits->fits[i]));
    json_t *object = json_pack("{s:I, s:I, s:I, s:{s:f, s:f, s:f}, s:I, s:{s:o, s:o}, s:o}", "n", (json_int_t)fits->n,
                               "skipped", (json_int_t)fits->n_skipped, "zeros", (json_int_t)fits->n_zeros, "zero_share",
                               "value", fits->zero_share, "low", fits->zero_low, "high", fits->zero_high, "replicates",
                               (json_int_t)fits->n_replicates, "best", "aic", name_of(fits, fits->best_aic), "bic",
                               name_of(fits, fits->best_bic), "models", models);
    cli_put_json(object);
}

/* ------------------------------------------------------------------ text */

/* "prob = 0.1 (0.02)": with standard errors. Owner: the caller. */
static char *parameter_words(const struct study_fit *fit)
{
    GString *words = g_string_new(NULL);
    for (size_t i = 0; i < STUDY_FIT_MAX_PARAMETERS && fit->parameter_names[i]; i++) {
        g_autofree char *value = text_table_number(fit->parameters[i]), *se = text_table_number(fit->se[i]);
        g_string_append_printf(words, "%s%s = %s (%s)", i > 0 ? ", " : "", fit->parameter_names[i], value, se);
    }
    return g_string_free(words, FALSE);
}

static void put_text(const study_fits *fits)
{
    static const char *const heads[] = {"law", "log L", "AIC", "BIC", "p (CvM)", "p (KS)"};
    g_autoptr(GString) out = g_string_new(NULL);
    text_table table;
    g_string_append_printf(
        out,
        "Laws of whole numbers with zeros of their own (hurdle), by maximum likelihood\n%zu rows used,"
        " %zu left out for a missing cell\n\n  zeros: %zu, %.1f %% (95 %% interval %.1f to %.1f)\n\n",
        fits->n, fits->n_skipped, fits->n_zeros, 100.0 * fits->zero_share, 100.0 * fits->zero_low,
        100.0 * fits->zero_high);
    text_table_init(&table, heads, fits->n_replicates > 0 ? 6 : 4);
    for (size_t i = 0; i < fits->n_fits; i++) {
        const struct study_fit *fit = &fits->fits[i];
        const double numbers[] = {fit->log_likelihood, fit->aic, fit->bic, fit->p_cramer_von_mises,
                                  fit->p_kolmogorov_smirnov};
        text_table_add_name(&table, fit->model);
        for (guint k = 0; k + 1 < table.n_columns; k++)
            text_table_add_number(&table, numbers[k]);
    }
    text_table_append(out, &table, 1);
    g_string_append_c(out, '\n');
    for (size_t i = 0; i < fits->n_fits; i++) {
        g_autofree char *words =
            fits->fits[i].failure ? g_strdup(fits->fits[i].failure) : parameter_words(&fits->fits[i]);
        g_string_append_printf(out, "  %s: %s\n", fits->fits[i].model, words);
    }
    if (fits->best_aic >= 0)
        g_string_append_printf(out, "\n  smallest AIC: %s; smallest BIC: %s\n", fits->fits[fits->best_aic].model,
                               fits->fits[fits->best_bic].model);
    fputs(out->str, stdout);
}

/* ------------------------------------------------------------------ command */

static enum cli_status run_fit(const fit_arguments *arguments)
{
    struct study_trial trial;
    if (!arguments->value)
        return cli_usage("fit", "give --value COLUMN");
    if (arguments->n_replicates < 0 || arguments->n_replicates > 100000)
        return cli_usage("fit", "--replicates takes a number from 0 to 100000");
    const enum cli_status status = cli_table_source_read(&trial, &arguments->source, "fit");
    if (status != CLI_DONE)
        return status;
    g_autoptr(GError) error = NULL;
    g_autoptr(study_fits) fits =
        study_fits_new(&trial, arguments->value, (size_t)arguments->n_replicates, (guint64)arguments->seed, &error);
    if (!fits)
        return cli_fail(error);
    if (arguments->is_json)
        put_json(fits);
    else
        put_text(fits);
    return CLI_DONE;
}

enum cli_status cli_fit(int argc, char **argv)
{
    g_auto(fit_arguments) arguments = {.n_replicates = DEFAULT_REPLICATES, .seed = 1};
    const GOptionEntry entries[] = {
        CLI_TABLE_SOURCE_OPTIONS(arguments.source),
        {"value", 0, 0, G_OPTION_ARG_FILENAME, &arguments.value, NULL, NULL},
        {"replicates", 0, 0, G_OPTION_ARG_INT64, &arguments.n_replicates, NULL, NULL},
        {"seed", 0, 0, G_OPTION_ARG_INT64, &arguments.seed, NULL, NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &arguments.is_json, NULL, NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("fit"), entries, NULL, argc, argv, 0, 0))
        return status;
    return run_fit(&arguments);
}
