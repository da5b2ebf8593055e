#include <math.h>

#define HPDF_SHARED
#include <hpdf.h>

#include "plot/ink_replay.h"
#include "report/ink_hpdf_internal.h"

/* What libharu's page is set to; one for each level of save. */
struct page_state {
    double line_width_pt, miter_limit, alpha;
    double fill[3], stroke[3];
    cairo_line_cap_t cap;
    cairo_line_join_t join;
    gboolean is_dashed;
};

struct page {
    ink_document *document; /* borrowed */
    HPDF_Page pdf;          /* the document's */
    size_t index;
    double height_pt;
    guint faces_known; /* bit by enum ink_face: the page's resources name it */
    size_t depth;
    struct page_state states[INK_MAX_SAVES + 1];
    GString *operators; /* work space */
    GArray *open;       /* struct piece: what ink_begin has opened */
    gboolean is_marked; /* marked content is open on the page: that of the last of `open` that has any */
};

/* A piece of the document while it is drawn. */
struct piece {
    report_element element;
    gboolean is_artifact; /* and so is all within it */
    gboolean is_foot;     /* an artifact that every page has */
};

/* ------------------------------------------------------------------ structure */

/* The innermost piece; NULL: none is open. */
static const struct piece *page_piece(const struct page *page)
{
    return page->open->len > 0 ? &g_array_index(page->open, struct piece, page->open->len - 1) : NULL;
}

/* End the marked content: what comes next belongs to another piece. */
static void unmark(struct page *page)
{
    if (page->is_marked)
        inside_write(page->pdf, "EMC\n");
    page->is_marked = FALSE;
}

/* What is drawn next is content of the innermost piece. Pieces that hold nothing but others never have any. */
static void mark(struct page *page)
{
    const struct piece *piece = page_piece(page);
    if (!piece)
        document_note_loose(page->document);
    if (page->is_marked || !piece)
        return;
    page->is_marked = TRUE;
    if (piece->is_artifact) {
        inside_write(page->pdf,
                     piece->is_foot ? "/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n" : "/Artifact BMC\n");
        return;
    }
    report_structure *structure = document_structure(page->document);
    const int number = report_structure_add_content(structure, piece->element, page->index);
    g_autofree char *operator=
        g_strdup_printf("/%s<</MCID %d>>BDC\n", report_structure_type(structure, piece->element), number);
    inside_write(page->pdf, operator);
}

static void begin(void *self, enum ink_role role, const void *key, const char *alt)
{
    struct page *page = self;
    const struct piece *outer = page_piece(page);
    const gboolean is_foot = role == INK_ROLE_FOOT;
    struct piece piece = {.is_artifact = role == INK_ROLE_ARTIFACT || is_foot || (outer && outer->is_artifact),
                          .is_foot = is_foot};
    if (outer && outer->is_artifact) { /* goes on in the same marks */
        g_array_append_val(page->open, piece);
        return;
    }
    unmark(page);
    if (!piece.is_artifact)
        piece.element = report_structure_open(document_structure(page->document),
                                              outer ? outer->element : REPORT_ELEMENT_ROOT, role, key, alt);
    g_array_append_val(page->open, piece);
}

static void end(void *self)
{
    struct page *page = self;
    const gboolean is_artifact = page_piece(page)->is_artifact;
    g_array_set_size(page->open, page->open->len - 1);
    const struct piece *outer = page_piece(page);
    if (!is_artifact || !outer || !outer->is_artifact)
        unmark(page);
}

/* ------------------------------------------------------------------ lines, grounds and text */

/* How a page of PDF begins. */
static const struct page_state initial_state = {
    .line_width_pt = 1.0, .miter_limit = 10.0, .alpha = 1.0, .cap = CAIRO_LINE_CAP_BUTT, .join = CAIRO_LINE_JOIN_MITER};

static struct page_state *page_state(struct page *page)
{
    return &page->states[page->depth];
}

/* libharu's float for a length or coordinate; what is not finite becomes 0 and the document's fault. */
static HPDF_REAL page_real(struct page *page, double value)
{
    if (isfinite(value))
        return (HPDF_REAL)CLAMP(value, -32767.0, 32767.0);
    document_fault(page->document, "page %zu: a length or coordinate is not a finite number", page->index + 1);
    return 0.0f;
}

static void append_number(struct page *page, double value)
{
    if (!inside_number(page->operators, value))
        document_fault(page->document, "page %zu: a length or coordinate is not a finite number", page->index + 1);
    g_string_append_c(page->operators, ' ');
}

static void dash_set(struct page *page, cairo_t *pen, double scale)
{
    struct page_state *state = page_state(page);
    const int n_dashes = cairo_get_dash_count(pen);
    if (n_dashes == 0 && !state->is_dashed)
        return;
    double offset = 0.0;
    g_autofree double *dashes = g_new(double, (gsize)n_dashes);
    cairo_get_dash(pen, dashes, &offset);
    g_string_assign(page->operators, "[");
    for (int i = 0; i < n_dashes; i++)
        append_number(page, dashes[i] * scale);
    g_string_append(page->operators, "] ");
    append_number(page, offset * scale);
    g_string_append(page->operators, "d\n");
    inside_write(page->pdf, page->operators->str);
    state->is_dashed = n_dashes > 0;
}

static void line_set(struct page *page, cairo_t *pen)
{
    struct page_state *state = page_state(page);
    const double scale = ink_replay_scale(pen);
    const double width_pt = cairo_get_line_width(pen) * scale, miter_limit = cairo_get_miter_limit(pen);
    const cairo_line_cap_t cap = cairo_get_line_cap(pen); /* cairo's caps and joins have PDF's numbers */
    const cairo_line_join_t join = cairo_get_line_join(pen);
    if (width_pt != state->line_width_pt)
        HPDF_Page_SetLineWidth(page->pdf, page_real(page, width_pt));
    if (miter_limit != state->miter_limit)
        HPDF_Page_SetMiterLimit(page->pdf, page_real(page, miter_limit));
    if (cap != state->cap)
        HPDF_Page_SetLineCap(page->pdf, (HPDF_LineCap)cap);
    if (join != state->join)
        HPDF_Page_SetLineJoin(page->pdf, (HPDF_LineJoin)join);
    state->line_width_pt = width_pt;
    state->miter_limit = miter_limit;
    state->cap = cap;
    state->join = join;
    dash_set(page, pen, scale);
}

/* The pen's colour; a pen that is in error (a transformation that cannot be undone) gives black and a fault. */
static void pen_colour(double rgb[3], double *alpha, struct page *page, cairo_t *pen)
{
    rgb[0] = rgb[1] = rgb[2] = 0.0;
    *alpha = 1.0;
    if (cairo_status(pen) != CAIRO_STATUS_SUCCESS) {
        document_fault(page->document, "page %zu: %s", page->index + 1, cairo_status_to_string(cairo_status(pen)));
        return;
    }
    const cairo_status_t status = cairo_pattern_get_rgba(cairo_get_source(pen), &rgb[0], &rgb[1], &rgb[2], alpha);
    g_assert(status == CAIRO_STATUS_SUCCESS); /* a plain colour */
    for (size_t i = 0; i < 3; i++)
        rgb[i] = CLAMP(rgb[i], 0.0, 1.0);
    *alpha = CLAMP(*alpha, 0.0, 1.0);
}

struct colour_operators {
    HPDF_STATUS (*gray)(HPDF_Page page, HPDF_REAL gray);
    HPDF_STATUS (*rgb)(HPDF_Page page, HPDF_REAL red, HPDF_REAL green, HPDF_REAL blue);
};
static const struct colour_operators fill_operators = {HPDF_Page_SetGrayFill, HPDF_Page_SetRGBFill};
static const struct colour_operators stroke_operators = {HPDF_Page_SetGrayStroke, HPDF_Page_SetRGBStroke};

/* Set the page's colour for filling or stroking, and its alpha, to the pen's; `current` is the state's colour of the
 * same kind. */
static void colour_set(struct page *page, cairo_t *pen, double current[3], const struct colour_operators *operators)
{
    double rgb[3], alpha;
    pen_colour(rgb, &alpha, page, pen);
    if (alpha != page_state(page)->alpha)
        HPDF_Page_SetExtGState(page->pdf, document_alpha(page->document, alpha));
    page_state(page)->alpha = alpha;
    if (rgb[0] == current[0] && rgb[1] == current[1] && rgb[2] == current[2])
        return;
    if (rgb[0] == rgb[1] && rgb[1] == rgb[2])
        operators->gray(page->pdf, page_real(page, rgb[0]));
    else
        operators->rgb(page->pdf, page_real(page, rgb[0]), page_real(page, rgb[1]), page_real(page, rgb[2]));
    for (size_t i = 0; i < 3; i++)
        current[i] = rgb[i];
}

/* PDF's operators of a path, by cairo's kind of step. */
static const char *const path_operators[] = {[CAIRO_PATH_MOVE_TO] = "m\n",
                                             [CAIRO_PATH_LINE_TO] = "l\n",
                                             [CAIRO_PATH_CURVE_TO] = "c\n",
                                             [CAIRO_PATH_CLOSE_PATH] = "h\n"};

/* Places on a page have 3 decimals, a third of a micrometre; dots, which come by the thousand, have 2. A page of dots
 * is half as long as with 5. */
#define STEPS_PER_PT 1000.0
#define DOT_STEPS_PER_PT 100.0

static void append_place(struct page *page, double x_pt, double y_pt, double steps_per_pt)
{
    append_number(page, round(x_pt * steps_per_pt) / steps_per_pt);
    append_number(page, round(y_pt * steps_per_pt) / steps_per_pt);
}

/* One step of a path; cairo's y runs down from the top of the page, PDF's up from its foot. */
static void path_step(struct page *page, const cairo_path_data_t *step, double steps_per_pt)
{
    for (int i = 1; i < step->header.length; i++)
        append_place(page, step[i].point.x, page->height_pt - step[i].point.y, steps_per_pt);
    g_string_append(page->operators, path_operators[step->header.type]);
}

/* Is a path nothing but lines from points to themselves, which round caps make dots? */
static gboolean has_only_dots(const cairo_path_t *path, int n_data)
{
    for (int i = 0; i < n_data; i += 4) {
        const cairo_path_data_t *from = &path->data[i], *to = from + 2;
        if (i + 4 > n_data || from->header.type != CAIRO_PATH_MOVE_TO || to->header.type != CAIRO_PATH_LINE_TO ||
            from[1].point.x != to[1].point.x || from[1].point.y != to[1].point.y)
            return FALSE;
    }
    return TRUE;
}

/*
 * Put the pen's path on the page, with the operator that uses it up: written raw, because libharu's own calls print 5
 * decimals of a float. FALSE: there is no path, and nothing was written.
 */
static gboolean path_write(struct page *page, cairo_t *pen, const char *painting)
{
    int n_data;
    cairo_path_t *path = ink_replay_path(&n_data, pen);
    const double steps_per_pt = has_only_dots(path, n_data) ? DOT_STEPS_PER_PT : STEPS_PER_PT;
    g_string_truncate(page->operators, 0);
    for (int i = 0; i < n_data; i += path->data[i].header.length)
        path_step(page, &path->data[i], steps_per_pt);
    cairo_path_destroy(path);
    if (n_data == 0)
        return FALSE;
    g_string_append(page->operators, painting);
    inside_write(page->pdf, page->operators->str);
    return TRUE;
}

static void fill(void *self, cairo_t *pen)
{
    struct page *page = self;
    mark(page);
    colour_set(page, pen, page_state(page)->fill, &fill_operators);
    path_write(page, pen, cairo_get_fill_rule(pen) == CAIRO_FILL_RULE_EVEN_ODD ? "f*\n" : "f\n");
}

static void stroke(void *self, cairo_t *pen)
{
    struct page *page = self;
    mark(page);
    colour_set(page, pen, page_state(page)->stroke, &stroke_operators);
    line_set(page, pen);
    path_write(page, pen, "S\n");
}

static void clip(void *self, cairo_t *pen)
{
    struct page *page = self;
    mark(page);
    if (!path_write(page, pen, "W n\n"))
        inside_write(page->pdf, "0 0 0 0 re W n\n"); /* an empty clip lets nothing through */
}

static void save(void *self)
{
    struct page *page = self;
    mark(page);
    HPDF_Page_GSave(page->pdf);
    page->states[page->depth + 1] = page->states[page->depth];
    page->depth++;
}

static void restore(void *self)
{
    struct page *page = self;
    HPDF_Page_GRestore(page->pdf);
    page->depth--;
}

/* The face's font, made known to the page. */
static pdf_font *page_font(struct page *page, enum ink_face face)
{
    inside_object object = NULL;
    pdf_font *font = document_font(&object, page->document, face);
    if (!(page->faces_known & 1u << face)) {
        g_autofree char *name = g_strdup_printf("F%d", (int)face);
        inside_font_add(page->pdf, name, object);
        page->faces_known |= 1u << face;
    }
    return font;
}

/*
 * The operator Tm for text at a point of the pen: letters stand upright in the pen's own coordinates, so
 *   right = (xx, -yx), up = (-xy, yy), both seen from PDF's foot of the page.
 */
static void append_text_matrix(struct page *page, cairo_t *pen, double x_pt, double y_pt)
{
    cairo_matrix_t m;
    cairo_get_matrix(pen, &m);
    cairo_matrix_transform_point(&m, &x_pt, &y_pt);
    const double matrix[] = {m.xx, -m.yx, -m.xy, m.yy};
    for (size_t i = 0; i < G_N_ELEMENTS(matrix); i++)
        append_number(page, matrix[i]);
    append_place(page, x_pt, page->height_pt - y_pt, STEPS_PER_PT);
    g_string_append(page->operators, "Tm ");
}

static void text(void *self, cairo_t *pen, double x_pt, double y_pt, const struct ink_run *run)
{
    struct page *page = self;
    mark(page);
    colour_set(page, pen, page_state(page)->fill, &fill_operators);
    pdf_font *font = page_font(page, run->face);
    g_string_printf(page->operators, "BT /F%d ", (int)run->face);
    append_number(page, run->size_pt);
    g_string_append(page->operators, "Tf ");
    append_text_matrix(page, pen, x_pt, y_pt);
    for (size_t i = 0; i < run->n_glyphs; i++)
        if (run->glyphs[i].index == 0) /* no font has it: a box stands for it */
            document_note_loose(page->document);
    if (!pdf_font_show(page->operators, font, run))
        document_fault(page->document, "page %zu: too many different characters for one font", page->index + 1);
    g_string_append(page->operators, " ET\n");
    inside_write(page->pdf, page->operators->str);
}

/* What a rectangle of the pen's takes of the page. FALSE, and the document's fault: it is not finite. */
static gboolean page_bounds(struct inside_bounds *bounds, const struct page *page, cairo_t *pen, double x_pt,
                            double y_pt, double width_pt, double height_pt)
{
    double left = x_pt, top = y_pt, right = x_pt + width_pt, bottom = y_pt + height_pt; /* y down */
    if (!isfinite(left) || !isfinite(top) || !isfinite(right) || !isfinite(bottom)) {
        document_fault(page->document, "page %zu: the place of a link, figure or table is not finite", page->index + 1);
        return FALSE;
    }
    double corners[4][2] = {{left, top}, {right, top}, {left, bottom}, {right, bottom}};
    for (size_t i = 0; i < G_N_ELEMENTS(corners); i++) {
        cairo_user_to_device(pen, &corners[i][0], &corners[i][1]);
        const double x = corners[i][0], y = corners[i][1];
        left = i == 0 ? x : fmin(left, x);
        right = i == 0 ? x : fmax(right, x);
        top = i == 0 ? y : fmin(top, y);
        bottom = i == 0 ? y : fmax(bottom, y);
    }
    *bounds = (struct inside_bounds){left, page->height_pt - bottom, right, page->height_pt - top};
    return TRUE;
}

static void add_link(void *self, cairo_t *pen, double x_pt, double y_pt, double width_pt, double height_pt,
                     const char *target, const char *words)
{
    const struct page *page = self;
    const struct piece *piece = page_piece(page);
    struct inside_bounds bounds;
    if (!page_bounds(&bounds, page, pen, x_pt, y_pt, width_pt, height_pt) ||
        (piece && piece->is_artifact)) /* nothing to read, and so nowhere to go */
        return;
    const struct document_link link = {.page = page->index,
                                       .bounds = bounds,
                                       .target = target,
                                       .words = words,
                                       .has_element = piece != NULL,
                                       .element = piece ? piece->element : REPORT_ELEMENT_ROOT};
    document_link(page->document, &link);
}

static void add_bounds(void *self, cairo_t *pen, double x_pt, double y_pt, double width_pt, double height_pt)
{
    const struct page *page = self;
    const struct piece *piece = page_piece(page);
    struct inside_bounds bounds;
    if (piece && !piece->is_artifact && page_bounds(&bounds, page, pen, x_pt, y_pt, width_pt, height_pt))
        report_structure_add_bounds(document_structure(page->document), piece->element, page->index, &bounds);
}

static void release(void *self)
{
    struct page *page = self;
    g_string_free(page->operators, TRUE);
    g_array_unref(page->open);
    g_free(page);
}

ink *page_ink_new(ink_document *document, ink_fonts *fonts, inside_page page, size_t page_index, double height_pt)
{
    static const struct ink_painter painter = {.fill = fill,
                                               .stroke = stroke,
                                               .clip = clip,
                                               .save = save,
                                               .restore = restore,
                                               .text = text,
                                               .begin = begin,
                                               .end = end,
                                               .link = add_link,
                                               .bound = add_bounds,
                                               .free = release};
    struct page *self = g_new(struct page, 1);
    *self = (struct page){.document = document, .pdf = page, .index = page_index, .height_pt = height_pt};
    self->states[0] = initial_state;
    self->operators = g_string_new(NULL);
    self->open = g_array_new(FALSE, FALSE, sizeof(struct piece));
    cairo_t *pen = ink_replay_pen();
    ink *target = ink_new(fonts, &painter, self, pen);
    cairo_destroy(pen);
    return target;
}
