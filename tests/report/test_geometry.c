/*
 * Every built-in figure, in both forms, on the study's data, the sample, and corpora that mean no good: words apart,
 * all ink on the page, bars from zero as long as their values. At an ACM column, an ACM text, and a third of a column,
 * where a figure may say instead that it is too narrow; those of the study and the sample at half a column and a third
 * of the text, too, and with all their words whole.
 */

#include "corpus/desk.h"
#include "plot/bar_geometry.h"
#include "plot/chart.h"
#include "plot/geometry.h"
#include "plot/length.h"
#include "study/study.h"

/* ------------------------------------------------------------------ corpora that mean no good */

#define DAY_S 86400
#define START_S 1577872800 /* 1 January 2020, 10:00 UTC */

/* A corpus to be written: what its families are called and when they commit. */
struct plan {
    int n_families;
    char *(*name)(int family);        /* owned by the caller; also of contributors */
    gint64 (*day)(int i, int family); /* of commit i, in days since the start; both platforms commit on it */
    int n_commits;
    gboolean is_late; /* Hugging Face follows after some days */
};

static void append_cell(GString *out, const char *text, char end)
{
    g_auto(GStrv) parts = g_strsplit(text, "\"", -1);
    g_autofree char *quoted = g_strjoinv("\"\"", parts);
    g_string_append_printf(out, "\"%s\"%c", quoted, end);
}

static void append_date(GString *out, gint64 days, char end)
{
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(START_S + days * DAY_S);
    g_autofree char *text = g_date_time_format(date, "%Y-%m-%d %H:%M:%S+00:00");
    g_string_append_printf(out, "%s%c", text, end);
}

static void append_commit(GString *out, const struct plan *plan, gboolean is_hf, int family, int i)
{
    static const char *const labels[] = {"sharing", "add dependency", "update dependency", "external documentation",
                                         "preprocessing"};
    g_autofree char *name = plan->name(family), *author = plan->name(1000 + (family + i) % 7);
    g_autofree char *repository = g_strdup_printf("owner-%d/%s", family, is_hf && i % 2 ? "second" : "model");
    append_cell(out, name, ',');
    append_cell(out, repository, ',');
    append_cell(out, author, ',');
    append_date(out, plan->day(i, family) + (is_hf && plan->is_late ? (i * 5 + family) % 11 : 0), ',');
    g_string_append_printf(out, "commit,%d%s%d,%s\n", family, is_hf ? "h" : "g", i, labels[(i + family) % 5]);
}

/* Families of a dozen kinds, and their commits. */
static void write_corpus(const struct desk *desk, const struct plan *plan)
{
    g_autoptr(GString) families = g_string_new("family,owner,created,kind\n");
    g_autoptr(GString) github =
        g_string_new("family,cleaned_github,author_username,commit_date,commit_message,commit_id,label\n");
    g_autoptr(GString) huggingface = g_string_new("family,model_name,author,date,message,commit_id,label\n");
    for (int f = 0; f < plan->n_families; f++) {
        g_autofree char *name = plan->name(f), *kind = plan->name(2000 + f % 12);
        append_cell(families, name, ',');
        g_string_append_printf(families, "owner-%d,", f);
        append_date(families, 30 * f, ',');
        append_cell(families, kind, '\n');
        for (int i = 0; i < plan->n_commits; i++) {
            append_commit(github, plan, FALSE, f, i);
            append_commit(huggingface, plan, TRUE, f, i);
        }
    }
    desk_write(desk, "families.csv", families->str, -1);
    desk_write(desk, "github.csv", github->str, -1);
    desk_write(desk, "huggingface.csv", huggingface->str, -1);
}

static char *plain_name(int i)
{
    return g_strdup_printf("family_%d", i);
}

/* 200 characters of all scripts, with what may end a cell, a line, a word of TeX. */
static char *hostile_name(int i)
{
    static const char *const starts[] = {"Überlang-und_ohne/Ende ",   "同期パターンの非常に長い名前",
                                         "Синхронизация_без_конца ",  "مجموعة النماذج الكبيرة ",
                                         "हिन्दी मॉडल परिवार ",        "\"quoted\", {x} & $y\\n <b> ",
                                         "NoBlankAnywhereInThisName", "line\nend "};
    g_autoptr(GString) name = g_string_new(NULL);
    g_string_printf(name, "%d %s", i, starts[i % 8]);
    while (g_utf8_strlen(name->str, -1) < 200)
        g_string_append(name, starts[i % 8]);
    return g_strchomp(g_utf8_substring(name->str, 0, 200));
}

static gint64 ordinary_day(int i, int family)
{
    return 17 * i + (i * family) % 13;
}
static gint64 same_day(int i, int family)
{
    (void)i;
    return 40 * (family % 3);
}
static gint64 far_day(int i, int family)
{
    return i == 0 && family == 0 ? -14600 : 17 * i; /* forty years before all others */
}

static const struct plan one_family = {1, plain_name, ordinary_day, 40, TRUE};
static const struct plan many_groups = {60, hostile_name, ordinary_day, 24, TRUE};
static const struct plan hostile_names = {24, hostile_name, ordinary_day, 24, TRUE};
static const struct plan all_zeros = {12, plain_name, same_day, 8, FALSE};
static const struct plan one_outlier = {12, plain_name, far_day, 24, TRUE};

/* ------------------------------------------------------------------ import */

/* As the program imports: what was written or given, then the derived tables. */
static void import_tables(struct desk *desk, const char *folder, gboolean is_study)
{
    static const char *const kinds[] = {"families", "github", "huggingface"};
    g_autoptr(GError) error = NULL;
    g_autofree char *own = desk->folder;
    desk->folder = g_strdup(folder ? folder : own);
    g_autoptr(import) session = import_begin(desk->corpus, &desk->options, &error);
    g_assert_no_error(error);
    for (gsize i = 0; i < G_N_ELEMENTS(kinds) && !is_study; i++) {
        g_autofree char *file = g_strconcat(kinds[i], ".csv", NULL);
        desk_read_one(session, desk, kinds[i], file, &error);
        g_assert_no_error(error);
    }
    g_assert_true(!is_study || import_study(session, folder, &error));
    g_assert_true(import_settle(session, &error));
    g_assert_true(study_derive(import_corpus(session), &sync_rules_default, NULL, NULL, &error));
    g_assert_true(import_mark_derived(session, STUDY_DERIVATION, &error));
    g_assert_true(import_finish(&desk->counts, session, &error));
    g_free(desk->folder);
    desk->folder = g_steal_pointer(&own);
}

/* ------------------------------------------------------------------ figures of one's own, sixty groups each */

static const char *const own_recipes[][2] = {
    {"own_bars",
     "-- title: T\n-- chart: bar horizontal\n-- x: n \"Commits\"\n-- y: family \"Family\"\n"
     "SELECT family, count(*) AS n FROM commits JOIN repositories USING (repository_id) JOIN families USING "
     "(family_id) GROUP BY family_id ORDER BY family;\n"},
    {"own_strips",
     "-- title: T\n-- chart: box strip log1p\n-- x: days \"Days\"\n-- y: family \"Family\"\n-- mark: mean\n"
     "SELECT family, days FROM transitions JOIN families USING (family_id) ORDER BY family, seq;\n"},
    {"own_boxes",
     "-- title: T\n-- chart: box log\n-- x: n \"Days\"\n-- y: family \"Family\"\n"
     "SELECT family, 1 + days AS n FROM transitions JOIN families USING (family_id) ORDER BY family, seq;\n"},
    {"own_map", "-- title: T\n-- chart: heat map\n-- x: platform \"Platform\"\n-- y: family \"Family\"\n-- fill: n\n"
                "-- label: n\n"
                "SELECT family, platform, count(*) AS n FROM commits JOIN repositories USING (repository_id) JOIN "
                "families USING (family_id) GROUP BY family_id, platform ORDER BY family, platform;\n"},
    {"own_stacks",
     "-- title: T\n-- chart: bar stacked\n-- x: n \"Commits (%)\"\n-- y: family \"Family\"\n-- group: platform\n"
     "SELECT family, platform, count(*) AS n FROM commits JOIN repositories USING (repository_id) JOIN "
     "families USING (family_id) GROUP BY family_id, platform ORDER BY family, platform;\n"},
};

static void add_own(study_recipe *recipes[])
{
    for (size_t i = 0; i < G_N_ELEMENTS(own_recipes); i++) {
        g_autoptr(GError) error = NULL;
        recipes[i] = study_recipe_parse(own_recipes[i][0], "own.sql", own_recipes[i][1], &error);
        g_assert_no_error(error);
    }
}

/* ------------------------------------------------------------------ drawing and judging */

/* What a figure may say instead of being drawn. */
static gboolean may_be_refused(const char *message, gboolean is_narrow)
{
    const gboolean is_one_line = strchr(message, '\n') == NULL;
    const char *narrow = strstr(message, ": too narrow");
    if (narrow)
        return is_one_line && is_narrow && strstr(narrow, " mm)") != NULL;
    return is_one_line && strstr(message, "more than ") != NULL;
}

/* Names of families and repositories may be cut, words may not. */
static void assert_whole_words(const recorder *seen, const study_recipe *recipe)
{
    if (g_str_has_prefix(recipe->name, "own_") || g_str_equal(recipe->chart, "timeline"))
        return;
    for (guint i = 0; i < seen->texts->len; i++) {
        const char *text = g_array_index(seen->texts, struct seen_text, i).utf8;
        if (strstr(text, "…"))
            g_error("\"%s\" is cut\n%s", text, seen->dump->str);
    }
}

static void judge(ink_fonts *fonts, const struct study_answer *answer, const struct plot_theme *theme,
                  const char *width, gboolean are_names_short)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(recorder) seen = recorder_new();
    g_autoptr(ink) target = recorder_ink(seen, fonts);
    double width_pt;
    g_assert_true(plot_width_parse(&width_pt, width, NULL));
    const double height_pt = ceil(plot_chart_height(fonts, theme, answer, width_pt));
    g_test_message("%s, %s, %s", answer->recipe->name, theme->name, width);
    if (!plot_chart_draw(target, theme, answer, width_pt, height_pt, &error)) {
        g_test_message("%s", error->message);
        g_assert_true(may_be_refused(error->message, g_str_has_prefix(width, "acm-column/")));
        return;
    }
    assert_sound(seen, width_pt, height_pt);
    assert_lines_are_clear(seen);
    assert_measures(seen, answer);
    if (are_names_short)
        assert_whole_words(seen, answer->recipe);
}

/* At three widths, or five where no name is so long that it may be cut. */
static void judge_all(const struct desk *desk, ink_fonts *fonts, const struct study_wish *wish,
                      gboolean are_names_short)
{
    static const char *const widths[] = {"acm-column", "acm-text", "acm-column/3", "acm-column/2", "acm-text/3"};
    const size_t n_widths = are_names_short ? G_N_ELEMENTS(widths) : 3;
    const struct plot_theme *theme = wish->is_as_published ? &plot_theme_study : &plot_theme_default;
    g_autoptr(GError) error = NULL;
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    g_assert_no_error(error);
    g_autoptr(study_results) results = study_run(db, wish, &error);
    g_assert_no_error(error);
    size_t n_drawn = 0;
    for (size_t i = 0; i < study_results_n_answers(results); i++) {
        const struct study_answer *answer = study_results_answer_at(results, i);
        if (answer->recipe->chart && answer->missing)
            g_test_message("%s is missing: %s", answer->recipe->name, answer->missing);
        if (!answer->recipe->chart || answer->missing)
            continue;
        n_drawn++;
        for (size_t w = 0; w < n_widths; w++)
            judge(fonts, answer, theme, widths[w], are_names_short);
    }
    g_test_message("%zu figures", n_drawn);
    g_assert_cmpuint(n_drawn, >=, 6);
}

/* Names of the recipes whose published form is another, NULL at the end. */
static GPtrArray *published_names(void)
{
    GPtrArray *names = g_ptr_array_new();
    for (const char *const *name = study_recipe_names(); *name; name++)
        if (!g_str_equal(study_recipe_text(*name), study_recipe_text_as_published(*name)))
            g_ptr_array_add(names, (gpointer)(guintptr)*name);
    g_ptr_array_add(names, NULL);
    return names;
}

/* All figures, the timeline of one family among them, with figures of one's own; then as published: all, or those that
 * look otherwise. */
static void check_corpus(const struct desk *desk, const char *family, const char *by)
{
    g_autoptr(GPtrArray) published = published_names();
    g_autoptr(GError) error = NULL;
    g_autoptr(ink_fonts) fonts = ink_fonts_new(&error);
    g_assert_no_error(error);
    for (int is_as_published = 0; is_as_published < 2; is_as_published++) {
        study_recipe *own[G_N_ELEMENTS(own_recipes)];
        add_own(own);
        const gboolean is_short = by && is_as_published == 1;
        const struct study_wish wish = {.names = is_short ? (const char *const *)published->pdata : NULL,
                                        .is_as_published = is_as_published == 1,
                                        .extra = own,
                                        .n_extra = G_N_ELEMENTS(own),
                                        .by = by,
                                        .family = is_short ? NULL : family};
        judge_all(desk, fonts, &wish, by == NULL);
    }
}

static void check_plan(gconstpointer data)
{
    const struct plan *plan = data;
    struct desk desk;
    desk_set_up(&desk, NULL);
    write_corpus(&desk, plan);
    import_tables(&desk, NULL, FALSE);
    g_test_message("%s", desk.warnings->str);
    g_autofree char *family = plan->name(0);
    check_corpus(&desk, family, "kind");
    desk_tear_down(&desk, NULL);
}

/* A folder of the source tree; NULL, with the test skipped, where it is not there. Owner: the caller. */
static char *find_folder(const char *first, const char *second)
{
    const char *source = g_getenv("SYNCREPORT_SOURCE");
    g_autofree char *path = source ? g_build_filename(source, first, second, NULL) : NULL;
    if (path && g_file_test(path, G_FILE_TEST_IS_DIR))
        return g_steal_pointer(&path);
    g_autofree char *why = g_strdup_printf("no folder %s/%s beside the source", first, second);
    g_test_skip(why);
    return NULL;
}

static void check_folder(const char *folder, gboolean is_study, const char *family)
{
    struct desk desk;
    desk_set_up(&desk, NULL);
    import_tables(&desk, folder, is_study);
    check_corpus(&desk, family, NULL);
    desk_tear_down(&desk, NULL);
}

static void study_is_drawn_well(void)
{
    g_autofree char *folder = find_folder("..", "shared/study");
    if (folder)
        check_folder(folder, TRUE, "facebook_esm2");
}

static void sample_is_drawn_well(void)
{
    g_autofree char *folder = find_folder("corpus", "sample");
    if (folder)
        check_folder(folder, FALSE, "almerind_hespera");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/geometry/study", study_is_drawn_well);
    g_test_add_func("/geometry/sample", sample_is_drawn_well);
    g_test_add_data_func("/geometry/one-family", &one_family, check_plan);
    g_test_add_data_func("/geometry/many-groups", &many_groups, check_plan);
    g_test_add_data_func("/geometry/hostile-names", &hostile_names, check_plan);
    g_test_add_data_func("/geometry/all-zeros", &all_zeros, check_plan);
    g_test_add_data_func("/geometry/one-outlier", &one_outlier, check_plan);
    return g_test_run();
}
