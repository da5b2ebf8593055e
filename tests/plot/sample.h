/* tests/plot/sample.h: answers built by hand, ordinary and nasty, one pair for every chart. */
#ifndef TESTS_PLOT_SAMPLE_H
#define TESTS_PLOT_SAMPLE_H

#include <glib.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "study/results.h"

/* An answer and all that it borrows. */
typedef struct sample {
    study_recipe recipe;
    struct study_answer answer;
    struct study_table tables[2];
    GPtrArray *columns[2];
    GArray *cells[2];
    GStringChunk *words;
} sample;

static inline void sample_free(sample *self)
{
    for (int i = 0; i < 2; i++) {
        g_ptr_array_unref(self->columns[i]);
        g_array_unref(self->cells[i]);
    }
    g_string_chunk_free(self->words);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sample, sample_free)

/* A table's columns, blank between their names. */
static inline void sample_set_columns(sample *self, int table, const char *name, const char *columns)
{
    g_auto(GStrv) names = g_strsplit(columns, " ", -1);
    for (char **p = names; *p; p++)
        g_ptr_array_add(self->columns[table], g_string_chunk_insert(self->words, *p));
    self->tables[table].name = name;
}

static inline sample *sample_new(const char *chart, const char *columns)
{
    sample *self = g_new0(sample, 1);
    self->words = g_string_chunk_new(1024);
    for (int i = 0; i < 2; i++) {
        self->columns[i] = g_ptr_array_new();
        self->cells[i] = g_array_new(FALSE, FALSE, sizeof(struct study_cell));
    }
    self->recipe.name = "sample";
    self->recipe.file = "sample.sql";
    self->recipe.chart = chart;
    self->recipe.chart_line = 2;
    const struct study_field none = {NULL, "", NULL};
    self->recipe.x = self->recipe.y = self->recipe.group = self->recipe.label = none;
    sample_set_columns(self, 0, "", columns);
    return self;
}

/* A row: t text (NULL: missing), i int, r double, n missing. */
static inline void sample_add(sample *self, int table, const char *types, ...)
{
    va_list values;
    va_start(values, types);
    for (const char *p = types; *p; p++) {
        struct study_cell cell = {STUDY_NULL, 0, (double)NAN, NULL};
        if (*p == 'i') {
            const int value = va_arg(values, int);
            cell = (struct study_cell){STUDY_INTEGER, value, value, NULL};
        } else if (*p == 'r') {
            cell = (struct study_cell){STUDY_REAL, 0, va_arg(values, double), NULL};
        } else if (*p == 't') {
            const char *text = va_arg(values, const char *);
            if (text)
                cell = (struct study_cell){STUDY_TEXT, 0, (double)NAN, g_string_chunk_insert(self->words, text)};
        }
        g_array_append_val(self->cells[table], cell);
    }
    va_end(values);
}

static inline const struct study_answer *sample_answer(sample *self)
{
    for (int i = 0; i < 2; i++) {
        struct study_table *table = &self->tables[i];
        table->n_columns = self->columns[i]->len;
        table->columns = (const char *const *)self->columns[i]->pdata;
        table->n_rows = table->n_columns ? self->cells[i]->len / table->n_columns : 0;
        table->cells = (const struct study_cell *)(const void *)self->cells[i]->data;
    }
    self->answer = (struct study_answer){.recipe = &self->recipe,
                                         .n_tables = self->tables[1].n_columns ? 2 : 1,
                                         .tables = self->tables,
                                         .alt = "",
                                         .caption = ""};
    return &self->answer;
}

/* ------------------------------------------------------------------ ordinary answers */

static const struct {
    const char *id, *name;
    int families;
} sample_patterns[] = {{"disperse", "Disperse", 128},
                       {"sparse", "Sparse", 50},
                       {"rare", "Rare", 46},
                       {"sporadic_disjoint", "Sporadic disjoint", 34},
                       {"rare_disjoint", "Rare disjoint", 30},
                       {"intermittent", "Intermittent", 24},
                       {"frequent", "Frequent", 8},
                       {"dense_partial", "Dense partial", 5}};

static const char *const sample_ages[] = {"Recent", "Intermediate", "Matured"};

static inline sample *sample_bar_horizontal(void)
{
    sample *self = sample_new("bar horizontal", "pattern percent id");
    self->recipe.x = (struct study_field){"percent", "Families (%)", "%.1f%%"};
    self->recipe.y = (struct study_field){"pattern", "Synchronization pattern", NULL};
    self->recipe.fill = "id";
    self->recipe.is_descending = TRUE;
    for (size_t i = G_N_ELEMENTS(sample_patterns); i-- > 0;)
        sample_add(self, 0, "trt", sample_patterns[i].name, sample_patterns[i].families / 3.25, sample_patterns[i].id);
    return self;
}

static inline sample *sample_bar_vertical(void)
{
    sample *self = sample_new("bar vertical", "lag percent id");
    self->recipe.x = (struct study_field){"lag", "", NULL};
    self->recipe.y = (struct study_field){"percent", "Families (%)", "%.1f"};
    self->recipe.fill = "id";
    sample_add(self, 0, "trt", "Upstream first", 62.15, "upstream_first");
    sample_add(self, 0, "trt", "Simultaneous", 22.77, "simultaneous");
    sample_add(self, 0, "trt", "Downstream first", 15.08, "downstream_first");
    return self;
}

static inline sample *sample_bar_grouped(void)
{
    static const double percents[3][3] = {{31.8, 29.1, 39.1}, {36.4, 33.6, 30.0}, {39.0, 33.3, 27.6}};
    static const char *const groups[] = {"Low", "Moderate", "High"};
    sample *self = sample_new("bar grouped", "age similarity percent");
    self->recipe.x = (struct study_field){"percent", "Families within age group (%)", "%.1f"};
    self->recipe.y = (struct study_field){"age", "Age group", NULL};
    self->recipe.group.column = "similarity";
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            sample_add(self, 0, "ttr", sample_ages[i], groups[j], percents[i][j]);
    return self;
}

static inline sample *sample_bar_grouped_vertical(void)
{
    sample *self = sample_new("bar grouped vertical", "age pattern families percent");
    self->recipe.x = (struct study_field){"age", "Age group", NULL};
    self->recipe.y = (struct study_field){"families", "Families", NULL};
    self->recipe.group.column = "pattern";
    self->recipe.label = (struct study_field){"percent", "", "%.1f%%"};
    for (int i = 0; i < 3; i++)
        for (size_t j = 0; j < G_N_ELEMENTS(sample_patterns); j++)
            sample_add(self, 0, "ttir", sample_ages[i], sample_patterns[j].name, sample_patterns[j].families / 3 + i,
                       (sample_patterns[j].families / 3 + i) / 1.1);
    return self;
}

static const char *const sample_labels[] = {"Model structure",
                                            "External documentation",
                                            "Training infrastructure",
                                            "Validation infrastructure",
                                            "Internal documentation",
                                            "Preprocessing",
                                            "Sharing",
                                            "Input data",
                                            "Parameter tuning",
                                            "Pipeline performance",
                                            "Add dependency",
                                            "Update dependency",
                                            "Project metadata",
                                            "Output data",
                                            "Remove dependency"};

static inline sample *sample_bar_mirrored(void)
{
    sample *self = sample_new("bar mirrored", "label platform percent");
    self->recipe.x = (struct study_field){"percent", "Share of commits (%)", "%.1f"};
    self->recipe.y = (struct study_field){"label", "Change type", NULL};
    self->recipe.group.column = "platform";
    for (int i = 0; i < 15; i++) {
        sample_add(self, 0, "ttr", sample_labels[i], "Downstream", 2.0 + (i * 7) % 15 * 2.1);
        sample_add(self, 0, "ttr", sample_labels[i], "Upstream", 24.6 / (1.0 + i));
    }
    return self;
}

static inline sample *sample_bar_mirrored_by_age(void)
{
    sample *self = sample_new("bar mirrored", "label platform percent age");
    self->recipe.x = (struct study_field){"percent", "Share of commits (%)", "%.1f"};
    self->recipe.y = (struct study_field){"label", "Change type", NULL};
    self->recipe.group.column = "platform";
    self->recipe.fill = "age";
    for (int i = 0; i < 15; i++)
        for (int j = 0; j < 3; j++) {
            sample_add(self, 0, "ttrt", sample_labels[i], "Upstream", 24.6 / (1.0 + i) + j, sample_ages[j]);
            sample_add(self, 0, "ttrt", sample_labels[i], "Downstream", (i * 7) % 15 * 2.1 + j, sample_ages[j]);
        }
    return self;
}

static inline sample *sample_histogram(void)
{
    static const int counts[] = {1, 12, 60, 79, 68, 76, 18, 6, 4, 1};
    sample *self = sample_new("histogram", "low high percent families");
    self->recipe.x = (struct study_field){"low", "Similarity of change types", NULL};
    self->recipe.y = (struct study_field){"percent", "Families (%)", NULL};
    self->recipe.label = (struct study_field){"families", "", NULL};
    self->recipe.density_query = "density";
    self->recipe.density_column = "y";
    for (int i = 0; i < 10; i++)
        sample_add(self, 0, "rrri", i * 0.1, (i + 1) * 0.1, counts[i] / 3.25, counts[i]);
    sample_set_columns(self, 1, "density", "x y");
    for (int i = 0; i < 200; i++) {
        const double x = i / 199.0, z = (x - 0.42) / 0.165;
        sample_add(self, 1, "rr", x, 24.2 * exp(-0.5 * z * z));
    }
    return self;
}

static inline sample *sample_bar_stacked(void)
{
    static const int families[3][8] = {
        {17, 25, 39, 3, 17, 9, 0, 0}, {45, 19, 6, 11, 8, 10, 6, 5}, {66, 6, 1, 20, 5, 5, 2, 0}};
    sample *self = sample_new("bar stacked", "age pattern families id");
    self->recipe.x = (struct study_field){"families", "Families of the age group (%)", NULL};
    self->recipe.y = (struct study_field){"age", "", NULL};
    self->recipe.group.column = "pattern";
    self->recipe.fill = "id";
    for (int i = 0; i < 3; i++)
        for (size_t j = 0; j < G_N_ELEMENTS(sample_patterns); j++)
            sample_add(self, 0, "ttit", sample_ages[i], sample_patterns[j].name, families[i][j], sample_patterns[j].id);
    return self;
}

static inline sample *sample_slope(void)
{
    static const char *const names[] = {"Frequent", "Rare", "Disperse", "Sparse", "Rare disjoint"};
    static const double percents[2][5] = {{5.0, 15.0, 35.0, 15.0, 30.0}, {0.0, 13.3, 53.3, 13.4, 20.0}};
    sample *self = sample_new("slope", "state name percent");
    self->recipe.x = (struct study_field){"state", "", NULL};
    self->recipe.y = (struct study_field){"percent", "Families (%)", "%.1f%%"};
    self->recipe.group.column = "name";
    self->recipe.fill = "name";
    for (int i = 0; i < 10; i++)
        sample_add(self, 0, "ttr", i < 5 ? "Old" : "New", names[i % 5], percents[i / 5][i % 5]);
    return self;
}

static inline sample *sample_trend(void)
{
    static const char *const groups[] = {"Low", "Moderate", "High"};
    static const double percents[3][2] = {{35.4, 33.1}, {31.6, 34.9}, {33.0, 32.0}};
    sample *self = sample_new("bar grouped vertical", "similarity contributors percent");
    self->recipe.x = (struct study_field){"similarity", "Similarity", NULL};
    self->recipe.y = (struct study_field){"percent", "Families (%)", "%.1f%%"};
    self->recipe.group.column = "contributors";
    self->recipe.mark = "trend";
    for (int i = 0; i < 3; i++) {
        sample_add(self, 0, "ttr", groups[i], "Single", percents[i][0]);
        sample_add(self, 0, "ttr", groups[i], "Multiple", percents[i][1]);
    }
    return self;
}

static inline sample *sample_bar_panels(void)
{
    static const char *const lags[] = {"Upstream first", "Downstream first", "Simultaneous"};
    sample *self = sample_new("bar grouped vertical", "platform lag share percent");
    self->recipe.x = (struct study_field){"lag", "Lag", NULL};
    self->recipe.y = (struct study_field){"percent", "Percent", "%.1f"};
    self->recipe.group.column = "share";
    self->recipe.panel = "platform";
    for (int p = 0; p < 2; p++)
        for (int i = 0; i < 3; i++) {
            sample_add(self, 0, "tttr", p ? "Downstream" : "Upstream", lags[i], "Contributors", 7.5 + 21.0 * p + i);
            sample_add(self, 0, "tttr", p ? "Downstream" : "Upstream", lags[i], "Commits", 13.0 + 30.0 * p + 3.5 * i);
        }
    return self;
}

/* Counts of contributors, always the same. */
static inline sample *sample_box_log(void)
{
    sample *self = sample_new("box log", "people pattern platform id");
    self->recipe.x = (struct study_field){"people", "Contributors per family", NULL};
    self->recipe.y = (struct study_field){"pattern", "Synchronization pattern", NULL};
    self->recipe.group.column = "platform";
    self->recipe.fill = "id";
    for (size_t p = 0; p < G_N_ELEMENTS(sample_patterns); p++)
        for (int i = 0; i < sample_patterns[p].families; i++) {
            const int spread = (i * 37 + (int)p * 11) % 41;
            sample_add(self, 0, "rttt", ceil(exp(0.13 * spread)), sample_patterns[p].name, "Upstream", "GH");
            if (p != 3)
                sample_add(self, 0, "rttt", 1.0 + spread / 9, sample_patterns[p].name, "Downstream", "HF");
        }
    return self;
}

/* Waits with a mass at 0 and a long tail, always the same. */
static inline sample *sample_box_strip(void)
{
    static const char *const lags[] = {"Upstream first", "Downstream first", "Simultaneous"};
    static const int sizes[] = {2295, 498, 1070};
    sample *self = sample_new("box strip log1p", "days lag");
    self->recipe.x = (struct study_field){"days", "Days to the next commit on the other platform", NULL};
    self->recipe.y = (struct study_field){"lag", "Lag", NULL};
    self->recipe.mark = "mean";
    guint32 state = 12345;
    for (int g = 0; g < 3; g++)
        for (int i = 0; i < sizes[g]; i++) {
            state = state * 1664525u + 1013904223u;
            const double u = ((double)(state >> 8) + 1.0) / 16777217.0;
            const double days =
                u < 0.55 - 0.2 * (g == 1) ? 0.0 : floor(exp(2.2 * sqrt(-2.0 * log((u - 0.3) / 0.7)) - 1.2));
            sample_add(self, 0, "it", (int)CLAMP(days, 0.0, 1141.0), lags[g]);
        }
    return self;
}

static inline void sample_add_history(sample *self, const char *panel, int n_variants, int n_periods, guint32 seed)
{
    guint32 state = seed;
    for (int v = -1; v < n_variants; v++)
        for (int p = v < 0 ? 0 : v * n_periods / (n_variants + 3); p < n_periods; p++) {
            state = state * 1664525u + 1013904223u;
            if ((state >> 16) % 100 > (v < 0 ? 70u : 22u))
                continue;
            g_autofree char *name =
                v < 0 ? g_strdup("GitHub") : g_strdup_printf("esm2_t%d_%dM_UR50D", 6 * (v + 1), 8 + 31 * v);
            sample_add(self, 0, "ttit", panel, name, p, v < 0 ? "GH" : "HF");
        }
}

static inline sample *sample_timeline(void)
{
    sample *self = sample_new("timeline", "family row period platform");
    self->recipe.x = (struct study_field){"period", "Weeks since the first commit", NULL};
    self->recipe.y = (struct study_field){"row", "", NULL};
    self->recipe.fill = "platform";
    sample_add_history(self, "facebook_esm2", 6, 41, 7);
    return self;
}

static inline sample *sample_timeline_panels(void)
{
    sample *self = sample_new("timeline", "family row period platform");
    self->recipe.x = (struct study_field){"period", "Weeks since the first commit", NULL};
    self->recipe.y = (struct study_field){"row", "", NULL};
    self->recipe.fill = "platform";
    self->recipe.panel = "family";
    sample_add_history(self, "Frequent: 01-ai_YI", 4, 24, 3);
    sample_add_history(self, "Intermittent: facebook_esm2", 6, 41, 7);
    sample_add_history(self, "Rare: lmsys_fastchat", 3, 41, 9);
    sample_add_history(self, "Sparse: asapp_sew", 1, 50, 5);
    sample_add_history(self, "Disperse: meta-llama_Llama", 22, 150, 11);
    return self;
}

/* Falling curves of n groups whose names are one of `names`, each with a band and numbers at risk. */
static inline sample *sample_step(const char *chart, const char *const names[], int n)
{
    sample *self = sample_new(chart, "name x y low high at_risk");
    self->recipe.x = (struct study_field){"x", "Days since the first commit without an answer", NULL};
    self->recipe.y = (struct study_field){"y", "Waits that still last (%)", NULL};
    self->recipe.group.column = "name";
    for (int g = 0; g < n; g++) {
        double share = 1.0 - 0.07 * g;
        for (int i = 0, x = 0; i < 24; i++, x += 1 + i * i / (6 + g)) {
            const double low = MAX(share - 0.05 - 0.004 * i, 0.0), high = MIN(share + 0.05 + 0.004 * i, 1.0);
            sample_add(self, 0, i == 0 ? "tirnni" : "tirrri", names[g], x, share, low, high, 1200 - 50 * i);
            share *= 0.93 - 0.01 * g;
        }
    }
    return self;
}

static inline sample *sample_step_open(void)
{
    static const char *const names[] = {"For GitHub", "For Hugging Face"};
    return sample_step("step log1p", names, 2);
}

/* Rising curves that all end at 1, without numbers at risk. */
static inline sample *sample_step_ecdf(void)
{
    static const char *const names[] = {"Upstream first", "Downstream first", "Simultaneous"};
    sample *self = sample_new("step log1p", "name x y low high");
    self->recipe.x = (struct study_field){"x", "Days to the next commit on the other platform", NULL};
    self->recipe.y = (struct study_field){"y", "Transitions within so many days (%)", NULL};
    self->recipe.group.column = "name";
    for (int g = 0; g < 3; g++)
        for (int x = 0; x <= 300; x += 1 + x / 4) {
            const double share = x > 240 ? 1.0 : 1.0 - (0.3 + 0.1 * g) / pow(1.0 + x, 0.6);
            sample_add(self, 0, "tirrr", names[g], x, share, MAX(share - 0.04, 0.0), MIN(share + 0.04, 1.0));
        }
    return self;
}

/* Early by late pattern in three panels with rows and columns of their own, some cells blank. */
static inline sample *sample_heat_map(void)
{
    static const struct {
        int n_rows, n_columns;
    } sizes[] = {{4, 6}, {6, 8}, {7, 5}};
    sample *self = sample_new("heat map", "age early late percent");
    self->recipe.x = (struct study_field){"late", "Late pattern", NULL};
    self->recipe.y = (struct study_field){"early", "Early pattern", NULL};
    self->recipe.label = (struct study_field){"percent", "", "%.0f"};
    self->recipe.fill = "percent";
    self->recipe.panel = "age";
    for (int a = 0; a < 3; a++)
        for (int i = 0; i < sizes[a].n_rows; i++)
            for (int j = 0; j < sizes[a].n_columns; j++) {
                const char *early = sample_patterns[(i + a) % 8].name, *late = sample_patterns[(j + 2 * a) % 8].name;
                if ((i + 2 * j) % 3 == 1 && i > 0)
                    sample_add(self, 0, "tttn", sample_ages[a], early, late);
                else
                    sample_add(self, 0, "tttr", sample_ages[a], early, late, (i + 1) * 37.0 / (j + 2.0));
            }
    return self;
}

static inline sample *sample_heat_map_log2(void)
{
    sample *self = sample_new("heat map log2", "pattern label messages share");
    self->recipe.x = (struct study_field){"label", "Change type", NULL};
    self->recipe.y = (struct study_field){"pattern", "Synchronization pattern", NULL};
    self->recipe.label = (struct study_field){"share", "", "%.2f"};
    self->recipe.fill = "messages";
    for (size_t i = 0; i < G_N_ELEMENTS(sample_patterns); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(sample_labels); j++)
            sample_add(self, 0, "ttir", sample_patterns[i].name, sample_labels[j],
                       (int)((i * 7 + j) % 11) * sample_patterns[i].families, (double)((i * 7 + j) % 11) / 23.0);
    return self;
}

/* The lower triangle of the pairs of eight groups. */
static inline sample *sample_heat_map_p(void)
{
    static const double p[] = {1.0, 0.04, 0.0004, 0.05, 0.009, 3e-17};
    sample *self = sample_new("heat map p", "a b p");
    self->recipe.x = (struct study_field){"a", "Synchronization pattern", NULL};
    self->recipe.y = (struct study_field){"b", "Synchronization pattern", NULL};
    self->recipe.label = (struct study_field){"p", "", "%.3f"};
    self->recipe.fill = "p";
    for (size_t a = 0, pair = 0; a < G_N_ELEMENTS(sample_patterns); a++)
        for (size_t b = a + 1; b < G_N_ELEMENTS(sample_patterns); b++, pair++)
            sample_add(self, 0, "ttr", sample_patterns[a].name, sample_patterns[b].name, p[pair % 6]);
    return self;
}

/* ------------------------------------------------------------------ nasty answers */

/* A name of about 500 characters with what a name should not hold. Owner: the caller. */
static inline char *sample_long_name(int number)
{
    GString *name = g_string_new(NULL);
    g_string_printf(name, "../../etc/passwd\n%d_<script>\"'\\{}$#&%%s\té→²𝔸", number);
    while (name->len < 500)
        g_string_append(name, " Überlang-und_ohne/Ende");
    return g_string_free(name, FALSE);
}

/* Twelve series of long names, equal values, one that comes and one that goes. */
static inline sample *sample_nasty_slope(void)
{
    static const double values[] = {0.0, 1e6, 1e6, 0.25, -123456.789, 0.0, 5.0};
    sample *self = sample_new("slope", "state name value");
    self->recipe.x = (struct study_field){"state", "", NULL};
    self->recipe.y = (struct study_field){"value",
                                          "A title that is much, much longer than the figure is wide, which it "
                                          "has to be cut for, at any width that a figure can have",
                                          NULL};
    self->recipe.group.column = "name";
    for (int i = 0; i < 24; i++) {
        g_autofree char *name = sample_long_name(i % 12), *state = sample_long_name(i / 12);
        if (i != 3 && i != 23)
            sample_add(self, 0, i == 20 ? "ttn" : "ttr", state, name, values[i % 7]);
    }
    return self;
}

static inline sample *sample_nasty_bars(const char *chart, int n_categories, int n_series, gboolean is_vertical)
{
    static const double values[] = {0.0, 1e6, 1.0, 0.25, 123456.789, 0.0, 5.0};
    sample *self = sample_new(chart, "name value group");
    const struct study_field value = {
        "value",
        "A title that is much, much longer than the axis that it stands under, said twice: "
        "a title that is much, much longer than the axis that it stands under",
        NULL};
    const struct study_field name = {
        "name",
        "Another title that is far longer than what there is room for in any figure of any "
        "paper, and that goes on and on and on",
        NULL};
    self->recipe.x = is_vertical ? name : value;
    self->recipe.y = is_vertical ? value : name;
    self->recipe.group.column = n_series > 0 ? "group" : NULL;
    for (int i = 0; i < n_categories; i++)
        for (int j = 0; j < MAX(n_series, 1); j++) {
            g_autofree char *category = sample_long_name(i), *series = sample_long_name(j);
            sample_add(self, 0, "trt", category, values[(i + 3 * j) % 7], series);
        }
    sample_add(self, 0, "tnt", "no value", "no value");
    sample_add(self, 0, "nrn", 3.0);
    return self;
}

/* Three panels of bars or boxes with names that are too long for everything; values above 0, one of them huge. */
static inline sample *sample_nasty_panels(const char *chart)
{
    static const double values[] = {0.02, 1e6, 1.0, 0.25, 123456.789, 0.5, 5.0};
    sample *self = sample_new(chart, "value name group panel");
    self->recipe.x = (struct study_field){"value", "", NULL};
    self->recipe.y = (struct study_field){"name", "Rows of a panel that has a title longer than its width", NULL};
    self->recipe.group.column = "group";
    self->recipe.panel = "panel";
    for (int p = 0; p < 3; p++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 2; j++) {
                g_autofree char *name = sample_long_name(i), *group = sample_long_name(j), *panel = sample_long_name(p);
                sample_add(self, 0, "rttt", values[(i + 3 * j + p) % 7], name, group, panel);
            }
    sample_add(self, 0, "rttn", 1e9, "no panel", "no panel");
    return self;
}

/* As many groups as there may be, of three series, some of them empty, one value far off. */
static inline sample *sample_nasty_box_log(void)
{
    sample *self = sample_new("box log", "n group series");
    self->recipe.x = (struct study_field){"n", "Commits", NULL};
    self->recipe.y = (struct study_field){"group", "Group", NULL};
    self->recipe.group.column = "series";
    self->recipe.is_descending = TRUE;
    for (int g = 0; g < 59; g++) {
        g_autofree char *name = sample_long_name(g);
        for (int i = 0; i <= g; i++)
            sample_add(self, 0, "rtt", g % 4 == 0 ? 3.0 : pow(1 + i, g / 9.0), name,
                       i % 3 ? (i % 2 ? "A" : "B") : "Another");
    }
    sample_add(self, 0, "rtt", 1e200, "far off", "A");
    sample_add(self, 0, "ntt", "no value", "A");
    return self;
}

static inline sample *sample_nasty_histogram(void)
{
    sample *self = sample_new("histogram", "low high count");
    self->recipe.x = (struct study_field){"low", "", NULL};
    self->recipe.y = (struct study_field){"count", "Commits", NULL};
    for (int i = 0; i < 40; i++)
        sample_add(self, 0, "rrr", 1e6 * i, 1e6 * (i + 1), i % 3 ? 1e6 / (i + 1) : 0.0);
    return self;
}

static inline sample *sample_nasty_box_strip(void)
{
    sample *self = sample_new("box strip log1p", "days group");
    self->recipe.x = (struct study_field){"days", "Days", NULL};
    self->recipe.y = (struct study_field){"group", "", NULL};
    self->recipe.mark = "mean";
    for (int g = 0; g < 30; g++) {
        g_autofree char *name = sample_long_name(g);
        for (int i = 0; i <= g; i++)
            sample_add(self, 0, "rt", g % 4 == 0 ? 0.0 : pow(i, g / 6.0), name);
    }
    sample_add(self, 0, "nt", "no value");
    return self;
}

/* As many curves as there may be, names of 500 characters. */
static inline sample *sample_nasty_step(void)
{
    const char *names[12];
    g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < 12; i++) {
        g_ptr_array_add(kept, sample_long_name(i));
        names[i] = g_ptr_array_index(kept, i);
    }
    sample *self = sample_step("step", names, 12);
    sample_add(self, 0, "nirnnn", 1, 0.5);
    sample_add(self, 0, "tnrnnn", "no x", 0.5);
    return self;
}

/* One point of one curve without a name. */
static inline sample *sample_one_step(void)
{
    sample *self = sample_new("step", "x y");
    self->recipe.x = (struct study_field){"x", "", NULL};
    self->recipe.y = (struct study_field){"y", "", NULL};
    sample_add(self, 0, "rr", 0.0, 0.5);
    return self;
}

/* Non-Latin names, a huge outlier, a step with two shares at one x. */
static inline sample *sample_far_step(void)
{
    sample *self = sample_new("step log1p", "name x y low high");
    self->recipe.x = (struct study_field){"x", "Days", NULL};
    self->recipe.y = (struct study_field){"y", "%", NULL};
    self->recipe.group.column = "name";
    for (int i = 0; i < 8; i++)
        sample_add(self, 0, "trrrr", i % 2 ? "同期パターン" : "Синхронизация", i < 6 ? 1.0 : i * 1e9,
                   0.1 * (i + 1) + 0.05, 0.1 * i, 0.1 * i + 0.25);
    return self;
}

static inline sample *sample_nasty_heat_map(int n_rows, int n_columns, int n_panels)
{
    static const double values[] = {0.0, 1e6, 1.0, 0.25, 123456.789, 0.0, 5.0};
    sample *self = sample_new("heat map", "row column value panel");
    self->recipe.x = (struct study_field){
        "column", "A title that is much longer than all of the cells that it stands under, and longer", NULL};
    self->recipe.y = (struct study_field){
        "row", "Another title that is far longer than what there is room for beside a few cells", NULL};
    self->recipe.label = (struct study_field){"value", "", NULL};
    self->recipe.fill = "value";
    self->recipe.panel = n_panels > 1 ? "panel" : NULL;
    for (int p = 0; p < n_panels; p++)
        for (int i = 0; i < n_rows; i++)
            for (int j = 0; j < n_columns; j++) {
                g_autofree char *row = sample_long_name(i), *column = sample_long_name(j), *panel = sample_long_name(p);
                sample_add(self, 0, "ttrt", row, column, values[(i + 3 * j + p) % 7], panel);
            }
    sample_add(self, 0, "ntrt", "no value", 3.0, "no value");
    return self;
}

static inline sample *sample_nasty_timeline(void)
{
    sample *self = sample_timeline_panels();
    for (int i = 0; i < 60; i++) {
        g_autofree char *name = sample_long_name(i);
        sample_add(self, 0, "ttit", name + 5 * (i % 2), name, 100000 * i, i % 7 ? "HF" : "GH");
    }
    self->recipe.panel = NULL;
    self->recipe.y.title = "Rows";
    return self;
}

#endif
