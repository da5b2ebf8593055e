/* Every figure as a publisher's checker sees it: fonts, sizes, page box, the same picture in all formats; and options.
 */
#include <cairo.h>
#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/checker.h"
#include "cli/program.h"

#define COLUMN_PT (84.75 * 72.0 / 25.4)
#define MIN_TEXT_PT 7.0
#define MIN_LINE_PT 0.5

/* ------------------------------------------------------------------ the content of a page of PDF */

/* What a page's operators set. */
struct page_facts {
    double smallest_text_pt, thinnest_line_pt;
};

/* Where the operators stand: scale of the page, and the numbers before the next operator. */
struct reader {
    double scales[64]; /* by level of q */
    size_t level;
    double numbers[6]; /* the last ones, newest at the end */
    double font_size, line_width;
};

/* Behind a text in brackets, or a hexadecimal one. */
static const char *skip_text(const char *p)
{
    const char close = *p == '(' ? ')' : '>';
    int depth = 0;
    for (; *p; p++) {
        if (*p == '\\' && p[1])
            p++;
        else if (*p == '(')
            depth++;
        else if (*p == close && --depth <= 0)
            return p + 1;
    }
    return p;
}

static double turned_scale(const double m[6])
{
    return sqrt(fabs(m[0] * m[3] - m[1] * m[2]));
}

static void read_operator(struct page_facts *facts, struct reader *reader, const char *word)
{
    double *scale = &reader->scales[reader->level];
    if (g_str_equal(word, "q") && reader->level + 1 < G_N_ELEMENTS(reader->scales))
        reader->scales[++reader->level] = *scale;
    else if (g_str_equal(word, "Q") && reader->level > 0)
        reader->level--;
    else if (g_str_equal(word, "cm"))
        *scale *= turned_scale(reader->numbers);
    else if (g_str_equal(word, "Tf"))
        reader->font_size = reader->numbers[5];
    else if (g_str_equal(word, "w"))
        reader->line_width = reader->numbers[5];
    else if (g_str_equal(word, "Tm"))
        facts->smallest_text_pt = fmin(facts->smallest_text_pt, turned_scale(reader->numbers) * *scale);
    else if (g_str_equal(word, "S") || g_str_equal(word, "s"))
        facts->thinnest_line_pt = fmin(facts->thinnest_line_pt, reader->line_width * *scale);
}

static void read_content(struct page_facts *facts, const char *content)
{
    static const char delimiters[] = " \t\r\n()<>[]/";
    struct reader reader = {.scales = {1.0}, .line_width = 1.0};
    for (const char *p = content; *p;) {
        if (*p == '(' || *p == '<') {
            p = skip_text(p);
            continue;
        }
        const size_t n = strcspn(p, delimiters);
        if (n == 0) {
            p++;
            continue;
        }
        g_autofree char *word = g_strndup(p, n);
        char *end = NULL;
        const double number = g_ascii_strtod(word, &end);
        if (end != word && *end == '\0') {
            memmove(reader.numbers, reader.numbers + 1, 5 * sizeof(double));
            reader.numbers[5] = number;
        } else
            read_operator(facts, &reader, word);
        g_assert_cmpfloat(reader.font_size, <=, 1.0); /* cairo's font is one unit high, its matrix holds the size */
        p += n;
    }
}

/* A file's bytes as a text, blanks for the NULs in it. Owner: the caller. */
static char *read_text(const folder *where, const char *name)
{
    g_autoptr(GBytes) bytes = folder_read(where, name);
    gsize n;
    const char *data = g_bytes_get_data(bytes, &n);
    char *text = g_malloc(n + 1);
    for (gsize i = 0; i < n; i++)
        text[i] = data[i] ? data[i] : ' ';
    text[n] = '\0';
    return text;
}

/* The file with its streams laid open; NULL when qpdf is not installed. */
static char *open_pdf(const folder *where, const char *name)
{
    g_autofree char *command = g_strdup_printf("qpdf --qdf --object-streams=disable %s open.qdf", name);
    g_autofree char *said = ask_checker(where, command);
    if (!said)
        return NULL;
    return read_text(where, "open.qdf");
}

/* [ 0 0 width height ] */
static void expect_exact_box(const char *text)
{
    const char *p = strstr(text, "/MediaBox [");
    g_assert_nonnull(p);
    double sides[4];
    char *rest = (char *)(guintptr)p + strlen("/MediaBox [");
    for (size_t i = 0; i < G_N_ELEMENTS(sides); i++)
        sides[i] = g_ascii_strtod(rest, &rest);
    g_assert_cmpfloat(sides[0], ==, 0.0);
    g_assert_cmpfloat(sides[1], ==, 0.0);
    g_assert_cmpfloat_with_epsilon(sides[2], COLUMN_PT, 1e-5);
    g_assert_cmpfloat(sides[3], >=, 36.0);
}

static void expect_publishable(const folder *where, const char *name)
{
    static const char *const refused[] = {"/Annots", "/Outlines", "/Encrypt",   "/SMask",
                                          "/Type3",  "/ca 0",     "/JavaScript"};
    g_autofree char *text = open_pdf(where, name);
    if (!text)
        return;
    g_assert_true(g_str_has_prefix(text, "%PDF-1.4\n"));
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++)
        g_assert_null(strstr(text, refused[i]));
    expect_exact_box(text);
    const char *start = strstr(text, "%% Contents for page 1");
    g_assert_nonnull(start);
    start = strstr(start, "\nstream\n");
    g_assert_nonnull(start);
    g_autofree char *content = g_strndup(start + 8, (gsize)(strstr(start, "endstream") - start - 8));
    struct page_facts facts = {1e9, 1e9};
    read_content(&facts, content);
    g_test_message("%s: text from %.2f pt, lines from %.2f pt", name, facts.smallest_text_pt, facts.thinnest_line_pt);
    g_assert_cmpfloat(facts.smallest_text_pt, >=, MIN_TEXT_PT - 1e-6);
    g_assert_cmpfloat(facts.smallest_text_pt, <, 1e9); /* there is text */
    g_assert_cmpfloat(facts.thinnest_line_pt, >=, MIN_LINE_PT - 1e-6);
}

/* ------------------------------------------------------------------ the same picture */

#define COMPARE_DPI "144"
#define BLOCK 12                  /* pixels: 6 pt, so that letters that are drawn a little elsewhere do not count */
#define MAX_MEAN_DIFFERENCE 2.5   /* of 255, over the page; found: 1.5 at most */
#define MAX_BLOCK_DIFFERENCE 30.0 /* of 255, of one block; found: 17 at most, a word that is missing gives 60 */

/* Mean of the green of a block of pixels: all is grey, or nearly. */
static double block_mean(cairo_surface_t *image, int left, int top, int width, int height)
{
    const unsigned char *data = cairo_image_surface_get_data(image);
    const int stride = cairo_image_surface_get_stride(image);
    double sum = 0.0;
    for (int y = top; y < top + height; y++)
        for (int x = left; x < left + width; x++)
            sum += data[y * stride + 4 * x + 1];
    return sum / (width * height);
}

static void expect_same_picture(const folder *where, const char *a_name, const char *b_name)
{
    g_autofree char *a_path = folder_path(where, a_name), *b_path = folder_path(where, b_name);
    cairo_surface_t *a = cairo_image_surface_create_from_png(a_path), *b = cairo_image_surface_create_from_png(b_path);
    const int width = cairo_image_surface_get_width(a), height = cairo_image_surface_get_height(a);
    g_assert_cmpint(width, >, 400);
    g_assert_cmpint(abs(width - cairo_image_surface_get_width(b)), <=, 1);
    g_assert_cmpint(abs(height - cairo_image_surface_get_height(b)), <=, 1);
    double sum = 0.0, worst = 0.0;
    size_t n = 0;
    for (int y = 0; y + BLOCK < height; y += BLOCK)
        for (int x = 0; x + BLOCK < width; x += BLOCK, n++) {
            const double difference = fabs(block_mean(a, x, y, BLOCK, BLOCK) - block_mean(b, x, y, BLOCK, BLOCK));
            sum += difference;
            worst = fmax(worst, difference);
        }
    cairo_surface_destroy(a);
    cairo_surface_destroy(b);
    g_test_message("%s: mean difference %.2f, worst block %.1f of 255", a_name, sum / (double)n, worst);
    g_assert_cmpfloat(sum / (double)n, <=, MAX_MEAN_DIFFERENCE);
    g_assert_cmpfloat(worst, <=, MAX_BLOCK_DIFFERENCE);
}

static void expect_sound_svg(const folder *where, const char *figure)
{
    g_autofree char *lint = g_strdup_printf("xmllint --noout --nonet %s.svg", figure);
    g_autofree char *linted = ask_checker(where, lint);
    g_assert_true(!linted || !*linted);
    g_autofree char *svg =
        g_strdup_printf("rsvg-convert -d " COMPARE_DPI " -p " COMPARE_DPI " -o svg.png %s.svg", figure);
    g_autofree char *pdf = g_strdup_printf("pdftoppm -r " COMPARE_DPI " -png -singlefile %s.pdf pdf", figure);
    g_autofree char *from_svg = ask_checker(where, svg), *from_pdf = ask_checker(where, pdf);
    if (from_svg && from_pdf)
        expect_same_picture(where, "svg.png", "pdf.png");
}

/* What ghostscript makes of it: exact box, fonts that stay fonts, nothing turned into an image. */
static void expect_sound_eps(const folder *where, const char *figure)
{
    g_autofree char *file = g_strconcat(figure, ".eps", NULL);
    g_autofree char *text = read_text(where, file);
    expect_match(text, "^%%HiResBoundingBox: 0 0 240\\.2362 \\d+\\.\\d{4}$");
    expect_match(text, "^%%Title: .");
    expect_match(text, "^/FontType 42 def$");
    g_assert_null(strstr(text, "/FontType 3"));
    g_autofree char *distill =
        g_strdup_printf("gs -q -dBATCH -dNOPAUSE -dSAFER -dEPSCrop -sDEVICE=pdfwrite -sOutputFile=eps.pdf %s", file);
    g_autofree char *said = ask_checker(where, distill);
    if (!said)
        return;
    g_assert_cmpstr(said, ==, ""); /* it may make fonts of its own from the TrueType ones seen above */
    g_autofree char *checked = ask_checker(where, "qpdf --check eps.pdf");
    if (checked)
        expect_match(checked, "No syntax or stream encoding errors found");
    g_autofree char *info = ask_checker(where, "pdfinfo eps.pdf");
    if (info)
        expect_match(info, "^Page size: +240\\.24 x ");
}

/* ------------------------------------------------------------------ every figure */

/* Check all figures of a folder in all formats; returns their number. */
static size_t check_figures(const folder *where)
{
    g_autofree char *names = folder_list(where);
    g_auto(GStrv) lines = g_strsplit(names, "\n", -1);
    size_t n = 0;
    for (char **line = lines; *line; line++) {
        if (!g_str_has_suffix(*line, ".svg"))
            continue;
        g_autofree char *figure = g_strndup(*line, strlen(*line) - 4);
        g_autofree char *pdf = g_strconcat(figure, ".pdf", NULL);
        expect_sound_pdf(where, pdf);
        expect_publishable(where, pdf);
        expect_sound_svg(where, figure);
        expect_sound_eps(where, figure);
        n++;
    }
    return n;
}

static void figures_of_the_sample_pass_every_checker(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "figure sample.db -o . --format pdf,svg,eps --family kirvandale_larkspan");
    g_assert_cmpuint(check_figures(where), >=, 12);
    g_autofree char *names = folder_list(where);
    expect_match(names, "^timeline\\.pdf$");
}

static void figures_of_the_study_pass_every_checker(void)
{
    g_autoptr(folder) where = folder_new();
    if (!import_study(where, "study.db"))
        return;
    program_do(where, NULL, "figure study.db -o . --format pdf,svg,eps");
    g_assert_cmpuint(check_figures(where), >=, 12);
}

/* ------------------------------------------------------------------ options */

static void figures_say_what_they_show(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "figure sample.db timeline -o . --family kirvandale_larkspan --format pdf,svg,png,eps");
    static const char words[] = "Timeline of the family kirvandale_larkspan, Frequent: ";
    g_autofree char *info = ask_checker(where, "pdfinfo timeline.pdf");
    if (info) {
        expect_match(info, "^Title: +Activity of one family$");
        g_assert_nonnull(strstr(info, words));
    }
    const char *const files[] = {"timeline.svg", "timeline.png", "timeline.eps"};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *text = read_text(where, files[i]);
        g_assert_nonnull(strstr(text, "Activity of one family"));
        g_assert_nonnull(strstr(text, words));
    }
}

/* The dots of the family are those of its rows in the corpus's sources. */
static void timeline_shows_one_family(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "figure sample.db timeline -o . --format svg --family nettlebrook_anemoni");
    g_autofree char *svg = read_text(where, "timeline.svg");
    expect_match(svg, ">GitHub</text>");
    expect_match(svg, ">anemoni-long</text>");
    expect_match(svg, ">anemoni-distilled</text>");
    g_assert_null(strstr(svg, "larkspan"));
}

static void sizes_are_those_asked_for(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL,
               "figure sample.db lagged_pattern -o . --format pdf,png --width acm-text/2 --height 61.3mm "
               "--dpi 120");
    g_autofree char *info = ask_checker(where, "pdfinfo lagged_pattern.pdf");
    if (info)
        expect_match(info, "^Page size: +252\\.198 x 173\\.764 pts"); /* 177.94 / 2 and 61.3 mm */
    g_autofree char *path = folder_path(where, "lagged_pattern.png");
    cairo_surface_t *image = cairo_image_surface_create_from_png(path);
    g_assert_cmpint(cairo_image_surface_get_width(image), ==, 420);  /* 420.3 */
    g_assert_cmpint(cairo_image_surface_get_height(image), ==, 290); /* 289.6 */
    cairo_surface_destroy(image);
}

/* A paper with every figure of figures.tex, typeset where LaTeX is installed. */
static void latex_takes_every_figure(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    g_autoptr(outcome) figures = program_run(where, NULL, "figure sample.db -o figures");
    g_autoptr(outcome) exported = program_run(where, NULL, "export sample.db -o export --format tex");
    g_assert_cmpint(figures->status + exported->status, ==, 0);
    g_autoptr(GBytes) bytes = folder_read(where, "export/figures.tex");
    g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    g_autoptr(GString) paper =
        g_string_new("\\documentclass{article}\n\\usepackage[T1]{fontenc}\n\\usepackage{textcomp}\n"
                     "\\usepackage{graphicx}\n\\graphicspath{{figures/}}\n"
                     "\\input{export/numbers.tex}\n\\input{export/figures.tex}\n"
                     "\\begin{document}\n");
    size_t n_figures = 0;
    static const char start[] = "\\csname SRfigure:";
    for (const char *p = strstr(text, "\n\\expandafter"); p; p = strstr(p, "\n\\expandafter")) {
        p = strstr(p, start) + sizeof start - 1;
        const int n_name = (int)strcspn(p, "\\");
        g_string_append_printf(paper, "\\begin{figure}\\SRfigure{%.*s}\\end{figure}\\clearpage\n", n_name, p);
        g_autofree char *file = g_strdup_printf("figures/%.*s.pdf", n_name, p);
        g_autoptr(GBytes) picture = folder_read(where, file);
        g_assert_nonnull(picture);
        n_figures++;
    }
    g_assert_cmpuint(n_figures, >=, 10);
    g_string_append(paper, "\\end{document}\n");
    folder_write(where, "paper.tex", paper->str);
    g_autoptr(outcome) set = typeset(where, "paper.tex");
    if (!set)
        return;
    g_autofree char *pages = g_strdup_printf("\\(%zu pages", n_figures);
    g_assert_cmpint(set->status, ==, 0);
    expect_match(set->out, pages);
}

static char *read_svg(const folder *where, const char *subfolder, const char *figure)
{
    g_autofree char *path = g_strdup_printf("%s/%s.svg", subfolder, figure);
    g_autoptr(GBytes) bytes = folder_read(where, path);
    return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

/* Every recipe of the published look draws, and shows what its built-in one does in another form. */
static void the_study_has_a_look(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    g_autoptr(outcome) plain = program_run(where, NULL, "figure sample.db -o plain --format svg --jobs 1");
    g_assert_cmpint(plain->status, ==, 0);
    g_autoptr(outcome) threads = program_run(where, NULL, "figure sample.db -o threads --format svg --jobs 7");
    g_assert_cmpint(threads->status, ==, 0);
    g_autoptr(outcome) study = program_run(where, NULL, "figure sample.db -o study --format svg --theme study");
    g_assert_cmpint(study->status, ==, 0);
    g_autofree char *source = g_build_filename(g_getenv("SYNCREPORT_SOURCE"), "figures", "study", NULL);
    g_autoptr(GDir) recipes = g_dir_open(source, 0, NULL);
    for (const char *name; (name = g_dir_read_name(recipes));) {
        g_autofree char *base = g_strndup(name, strlen(name) - strlen(".sql"));
        g_autofree char *one = read_svg(where, "plain", base), *seven = read_svg(where, "threads", base);
        g_autofree char *published = read_svg(where, "study", base);
        g_assert_cmpstr(one, ==, seven);
        g_assert_cmpstr(one, !=, published);
    }
    g_autoptr(outcome) printed = program_run(where, NULL, "figure --theme study --print lagged_pattern");
    expect_match(printed->out, "Simultaneous Usage");
}

/* One figure without room does not keep the others from being drawn. */
static void lack_of_room_is_told(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    g_autoptr(outcome) two =
        program_run(where, NULL, "figure sample.db change_types lagged_pattern -o narrow --width acm-column/2");
    g_assert_cmpint(two->status, ==, 1);
    expect_match(two->err,
                 "^syncreport: figures/change_types\\.sql:[0-9]+: too narrow .*\\(needs at least [0-9]+ mm\\); the "
                 "other 1 is written\n$");
    g_autofree char *there = g_build_filename(where->path, "narrow", "lagged_pattern.pdf", NULL);
    g_autofree char *not_there = g_build_filename(where->path, "narrow", "change_types.pdf", NULL);
    g_assert_true(g_file_test(there, G_FILE_TEST_EXISTS));
    g_assert_false(g_file_test(not_there, G_FILE_TEST_EXISTS));
}

static void wrong_options_are_told(void)
{
    static const struct {
        const char *arguments;
        int status;
        const char *err;
    } cases[] = {
        {"sync_pattern --dpi 71", 2, "--dpi takes a number from 72 to 2400"},
        {"sync_pattern --dpi 2401", 2, "--dpi takes a number from 72 to 2400"},
        {"sync_pattern --dpi 3e2", 2, "--dpi takes a number from 72 to 2400"},
        {"sync_pattern --dpi ''", 2, "--dpi takes a number from 72 to 2400"},
        {"sync_pattern --width acm-column/4", 2, "\"acm-column/4\" is no width"},
        {"sync_pattern --height acm-column", 2, "\"acm-column\" is no height"},
        {"sync_pattern --theme seaborn", 2, "--theme takes default or study, not \"seaborn\""},
        {"sync_pattern --jobs 0", 2, "--jobs takes a number from 1 to 256"},
        {"sync_pattern --height 5mm", 2, "\"5mm\" is no height"},
        {"sync_pattern --font nowhere.ttf", 1, "nowhere\\.ttf: No such file"},
        {"sync_pattern --font sample.db", 1, "sample\\.db: cannot be read as a font"},
        {"sync_pattern --width 72pt", 1, "too narrow for its names and values \\(needs at least [0-9]+ mm\\)$"},
        {"sync_pattern --height 0.5in", 1, "too low for its rows \\(needs at least [0-9]+ mm\\)$"},
        {"sync_pattern --format png --width 20in --dpi 2400", 1, "pixels is too large \\(a lower --dpi helps\\)"},
        {"timeline", 1, "figure timeline: not available: the name of one family \\(--family NAME\\)"},
        {"timeline --family kirvandale_larkspam", 1, "\"kirvandale_larkspam\".*did you mean \"kirvandale_larkspan\""},
        {"timeline --family LARKSPAN", 1, "\"LARKSPAN\".*did you mean \"kirvandale_larkspan\""},
        {"timeline --family something-else-altogether", 1, "no family \"something-else-altogether\" in the corpus$"},
        {"timeline --family a --family b", 2, "--family takes one family"},
        {"sync_pattern --family kirvandale_larkspan", 1, "none of these figures is of one family"},
        {"own.sql --family kirvandale_larkspan", 1, "own\\.sql:[0-9]+: the query returns no column \"who\""},
    };
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    folder_write(where, "own.sql",
                 "-- title: T\n-- chart: bar horizontal\n-- x: n\n-- y: family\n-- family: who\n"
                 "SELECT 1 AS n, family FROM families;\n");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *arguments = g_strconcat("figure sample.db -o . ", cases[i].arguments, NULL);
        g_test_message("%s", arguments);
        g_autoptr(outcome) result = program_run(where, NULL, arguments);
        g_assert_cmpint(result->status, ==, cases[i].status);
        expect_one_line(result->err);
        expect_match(result->err, cases[i].err);
    }
    g_autofree char *left = folder_list(where);
    g_assert_cmpstr(left, ==, "own.sql\nsample.db\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/figures/sample", figures_of_the_sample_pass_every_checker);
    g_test_add_func("/cli/figures/study", figures_of_the_study_pass_every_checker);
    g_test_add_func("/cli/figures/words", figures_say_what_they_show);
    g_test_add_func("/cli/figures/family", timeline_shows_one_family);
    g_test_add_func("/cli/figures/sizes", sizes_are_those_asked_for);
    g_test_add_func("/cli/figures/latex", latex_takes_every_figure);
    g_test_add_func("/cli/figures/room", lack_of_room_is_told);
    g_test_add_func("/cli/figures/look", the_study_has_a_look);
    g_test_add_func("/cli/figures/options", wrong_options_are_told);
    return g_test_run();
}
