#include "plot/ink_internal.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include <cairo-ft.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H
#include <hb-subset.h>
#include <glib/gstdio.h>
#include <hb.h>

#include "plot/ink_font.h"

#define BMP_BLOCK 256 /* characters whose glyphs are looked up at once */
#define N_BMP_BLOCKS (0x10000 / BMP_BLOCK)
#define ADVANCE_UNKNOWN (-1)
#define N_KERNED 128 /* glyphs, from 0 on, whose pairs are remembered: those of ASCII in the fonts that are ours */
#define KERN_UNKNOWN G_MAXINT16
#define MAX_OWN_BYTES (64 << 20)

/* Where fonts lie: Debian first, then the places of other systems. SYNCREPORT_FONTS goes before all of them. */
static const char *const font_folders[] = {
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/truetype/droid",
    "/usr/share/fonts/liberation",
    "/usr/share/fonts/dejavu",
    "/usr/share/fonts/TTF",
};

/* Who stands in for characters that a face lacks, first and second; after them INK_FALLBACK_EAST. */
#define N_FALLBACKS 3
#define SERIF_FALLBACKS                                                                                                \
    {                                                                                                                  \
        INK_FALLBACK_SERIF, INK_FALLBACK, INK_FALLBACK_EAST                                                            \
    }
#define SANS_FALLBACKS                                                                                                 \
    {                                                                                                                  \
        INK_FALLBACK, INK_FALLBACK_SERIF, INK_FALLBACK_EAST                                                            \
    }

/* One row per enum ink_face: file, package that brings it, fallbacks. */
static const struct face_source {
    const char *file;
    const char *package;
    enum ink_face fallbacks[N_FALLBACKS];
    gboolean is_optional;
} face_sources[INK_N_FACES] = {
    [INK_SERIF] = {"LiberationSerif-Regular.ttf", "fonts-liberation2", SERIF_FALLBACKS, FALSE},
    [INK_SERIF_BOLD] = {"LiberationSerif-Bold.ttf", "fonts-liberation2", SERIF_FALLBACKS, FALSE},
    [INK_SERIF_ITALIC] = {"LiberationSerif-Italic.ttf", "fonts-liberation2", SERIF_FALLBACKS, FALSE},
    [INK_SERIF_BOLD_ITALIC] = {"LiberationSerif-BoldItalic.ttf", "fonts-liberation2", SERIF_FALLBACKS, FALSE},
    [INK_SANS] = {"LiberationSans-Regular.ttf", "fonts-liberation2", SANS_FALLBACKS, FALSE},
    [INK_SANS_BOLD] = {"LiberationSans-Bold.ttf", "fonts-liberation2", SANS_FALLBACKS, FALSE},
    [INK_SANS_ITALIC] = {"LiberationSans-Italic.ttf", "fonts-liberation2", SANS_FALLBACKS, FALSE},
    [INK_SANS_BOLD_ITALIC] = {"LiberationSans-BoldItalic.ttf", "fonts-liberation2", SANS_FALLBACKS, FALSE},
    [INK_MONO] = {"LiberationMono-Regular.ttf", "fonts-liberation2", SANS_FALLBACKS, FALSE},
    [INK_FALLBACK] = {"DejaVuSans.ttf", "fonts-dejavu-core", SERIF_FALLBACKS, FALSE},
    [INK_FALLBACK_SERIF] = {"DejaVuSerif.ttf", "fonts-dejavu-core", SANS_FALLBACKS, FALSE},
    [INK_FALLBACK_EAST] = {"DroidSansFallbackFull.ttf", "fonts-droid-fallback", SANS_FALLBACKS, TRUE},
};

/* FreeType's library, shared by the fonts and by the faces that cairo still keeps in its caches; reference counted. */
struct library {
    FT_Library ft;
};

/* What cairo holds on to for as long as it may draw with a face. */
struct lease {
    FT_Face ft;
    struct library *library;
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC(hb_blob_t, hb_blob_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hb_face_t, hb_face_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hb_subset_input_t, hb_subset_input_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hb_subset_plan_t, hb_subset_plan_destroy)

struct face {
    FT_Face ft;               /* dies with `cairo`, or later with cairo's caches */
    cairo_font_face_t *cairo; /* NULL: not loaded */
    hb_face_t *harfbuzz;      /* NULL until the first subset */
    char *path;
    guint16 *glyphs[N_BMP_BLOCKS]; /* glyph by character, block after block; NULL: not looked up yet */
    int *advances;                 /* [ft->num_glyphs] in font units, or ADVANCE_UNKNOWN */
    gint16 *kerns; /* [N_KERNED * N_KERNED] in font units by left and right glyph, or KERN_UNKNOWN; NULL: none yet */
};

struct ink_fonts {
    struct library *library;
    struct face faces[INK_N_FACES];
    gboolean has_own_sans; /* a file of the user's is INK_SANS, and stands for its bold and italic faces too */
    GHashTable *missing;   /* characters that no face had */
    GString *text;         /* work space of one layout: the runs' characters, each run with its NUL */
    GArray *glyphs;        /* struct ink_glyph */
    GArray *runs;          /* struct ink_run */
};

static void library_clear(gpointer data)
{
    struct library *library = (struct library *)data;
    if (library->ft)
        FT_Done_FreeType(library->ft);
}

static void library_release(struct library *library)
{
    g_atomic_rc_box_release_full(library, library_clear);
}

static void lease_end(void *data)
{
    struct lease *lease = (struct lease *)data;
    FT_Done_Face(lease->ft);
    library_release(lease->library);
    g_free(lease);
}

/* Path of a font file: SYNCREPORT_FONTS, then the usual folders. Owned; NULL and PLOT_ERROR_FONT when it is nowhere. */
static char *font_find(const struct face_source *source, GError **error)
{
    const char *own_folder = g_getenv("SYNCREPORT_FONTS");
    if (own_folder && *own_folder) {
        g_autofree char *path = g_build_filename(own_folder, source->file, NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS))
            return g_steal_pointer(&path);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(font_folders); i++) {
        g_autofree char *path = g_build_filename(font_folders[i], source->file, NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS))
            return g_steal_pointer(&path);
    }
    g_set_error(error, PLOT_ERROR, PLOT_ERROR_FONT,
                "font %s not found (Debian package %s, or name its folder in SYNCREPORT_FONTS)", source->file,
                source->package);
    return NULL;
}

static gboolean is_truetype(FT_Face ft)
{
    FT_ULong length = 0;
    return FT_IS_SFNT(ft) && FT_IS_SCALABLE(ft) && ft->units_per_EM > 0 &&
           FT_Load_Sfnt_Table(ft, FT_MAKE_TAG('g', 'l', 'y', 'f'), 0, NULL, &length) == 0;
}

/* Give the face to cairo, which ends the lease when its last user is gone: that may be after ink_fonts_free. */
static void face_lend(struct face *face, struct library *library)
{
    static const cairo_user_data_key_t lease_key;
    struct lease *lease = g_new(struct lease, 1);
    *lease = (struct lease){face->ft, (struct library *)g_atomic_rc_box_acquire(library)};
    face->cairo = cairo_ft_font_face_create_for_ft_face(face->ft, FT_LOAD_NO_HINTING);
    if (cairo_font_face_set_user_data(face->cairo, &lease_key, lease, lease_end) != CAIRO_STATUS_SUCCESS)
        g_error("out of memory");
}

/* Open one face: 0.04 ms, for the file is mapped and its tables are read when they are used. Takes the path. */
static gboolean face_open(struct face *face, struct library *library, char *path, GError **error)
{
    face->path = path;
    if (FT_New_Face(library->ft, face->path, 0, &face->ft) != 0) {
        g_set_error(error, PLOT_ERROR, PLOT_ERROR_FONT, "%s: cannot be read as a font", face->path);
        return FALSE;
    }
    if (!is_truetype(face->ft)) {
        FT_Done_Face(face->ft);
        g_set_error(error, PLOT_ERROR, PLOT_ERROR_FONT, "%s: is no font with TrueType outlines", face->path);
        return FALSE;
    }
    face_lend(face, library);
    const size_t n_glyphs = (size_t)face->ft->num_glyphs;
    face->advances = g_new(int, n_glyphs);
    for (size_t i = 0; i < n_glyphs; i++)
        face->advances[i] = ADVANCE_UNKNOWN;
    return TRUE;
}

static void face_close(struct face *face)
{
    for (size_t i = 0; i < N_BMP_BLOCKS; i++)
        g_free(face->glyphs[i]);
    g_free(face->advances);
    g_free(face->kerns);
    g_free(face->path);
    hb_face_destroy(face->harfbuzz);
    if (face->cairo)
        cairo_font_face_destroy(face->cairo);
}

/* The face that is there for the one asked for. */
static enum ink_face face_present(const ink_fonts *fonts, enum ink_face face)
{
    g_assert(face < INK_N_FACES);
    const gboolean is_sans = face >= INK_SANS && face <= INK_SANS_BOLD_ITALIC;
    return fonts->has_own_sans && is_sans ? INK_SANS : face;
}

/* A file named by the user may be anything: a pipe would never end. */
static gboolean own_file_check(const char *path, GError **error)
{
    GStatBuf status;
    g_autofree char *shown = g_filename_display_name(path);
    if (g_stat(path, &status) != 0)
        g_set_error(error, PLOT_ERROR, PLOT_ERROR_FONT, "%s: %s", shown, g_strerror(errno));
    else if (!S_ISREG(status.st_mode))
        g_set_error(error, PLOT_ERROR, PLOT_ERROR_FONT, "%s: is no file", shown);
    else if (status.st_size > MAX_OWN_BYTES)
        g_set_error(error, PLOT_ERROR, PLOT_ERROR_FONT, "%s: is too large for a font (%d MB at most)", shown,
                    MAX_OWN_BYTES >> 20);
    else
        return TRUE;
    return FALSE;
}

/* Path of what is to be opened for a face; NULL, without an error: nothing. Owned. */
static gboolean face_find(char **path, const char *own_sans, enum ink_face face, GError **error)
{
    *path = NULL;
    if (own_sans && face > INK_SANS && face <= INK_SANS_BOLD_ITALIC)
        return TRUE;
    if (face_sources[face].is_optional) {
        *path = font_find(&face_sources[face], NULL);
        return TRUE;
    }
    if (!own_sans || face != INK_SANS)
        *path = font_find(&face_sources[face], error);
    else if (own_file_check(own_sans, error))
        *path = g_strdup(own_sans);
    return *path != NULL;
}

ink_fonts *ink_fonts_new(GError **error)
{
    return ink_fonts_new_with(NULL, error);
}

ink_fonts *ink_fonts_new_with(const char *own_sans, GError **error)
{
    g_autoptr(ink_fonts) fonts = g_new0(ink_fonts, 1);
    fonts->missing = g_hash_table_new(NULL, NULL);
    fonts->text = g_string_new(NULL);
    fonts->glyphs = g_array_new(FALSE, FALSE, sizeof(struct ink_glyph));
    fonts->runs = g_array_new(FALSE, FALSE, sizeof(struct ink_run));
    fonts->library = g_atomic_rc_box_new0(struct library);
    if (FT_Init_FreeType(&fonts->library->ft) != 0) {
        g_set_error_literal(error, PLOT_ERROR, PLOT_ERROR_FONT, "FreeType cannot be started");
        return NULL;
    }
    fonts->has_own_sans = own_sans != NULL;
    for (int i = 0; i < INK_N_FACES; i++) {
        char *path;
        if (!face_find(&path, own_sans, (enum ink_face)i, error) ||
            (path && !face_open(&fonts->faces[i], fonts->library, path, error)))
            return NULL;
    }
    return g_steal_pointer(&fonts);
}

GPtrArray *ink_font_paths(void)
{
    GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < INK_N_FACES; i++) {
        char *path = font_find(&face_sources[i], NULL);
        if (path)
            g_ptr_array_add(paths, path);
    }
    return paths;
}

void ink_fonts_free(ink_fonts *fonts)
{
    if (!fonts)
        return;
    for (size_t i = 0; i < INK_N_FACES; i++)
        face_close(&fonts->faces[i]);
    library_release(fonts->library);
    g_hash_table_destroy(fonts->missing);
    g_string_free(fonts->text, TRUE);
    g_array_free(fonts->glyphs, TRUE);
    g_array_free(fonts->runs, TRUE);
    g_free(fonts);
}

size_t ink_fonts_n_missing(const ink_fonts *fonts)
{
    return g_hash_table_size(fonts->missing);
}

void ink_fonts_add_missing(GHashTable *characters, const ink_fonts *fonts)
{
    GHashTableIter each;
    gpointer character;
    if (!characters || !fonts)
        return;
    g_hash_table_iter_init(&each, fonts->missing);
    while (g_hash_table_iter_next(&each, &character, NULL))
        g_hash_table_add(characters, character);
}

static guint16 *block_read(FT_Face ft, gunichar first)
{
    guint16 *glyphs = g_new(guint16, BMP_BLOCK);
    for (gunichar i = 0; i < BMP_BLOCK; i++)
        glyphs[i] = (guint16)FT_Get_Char_Index(ft, first + i);
    return glyphs;
}

/* Glyph of a character, 0: the face has none. */
static guint32 face_glyph(struct face *face, gunichar character)
{
    const gunichar block = character / BMP_BLOCK;
    if (block >= N_BMP_BLOCKS)
        return FT_Get_Char_Index(face->ft, character);
    if (!face->glyphs[block])
        face->glyphs[block] = block_read(face->ft, block * BMP_BLOCK);
    return face->glyphs[block][character % BMP_BLOCK];
}

/* Advance in font units; 0 for a glyph that cannot be read. */
static int face_advance(struct face *face, guint32 glyph)
{
    if (glyph >= (guint32)face->ft->num_glyphs)
        return 0;
    if (face->advances[glyph] == ADVANCE_UNKNOWN) {
        const gboolean is_read = FT_Load_Glyph(face->ft, glyph, FT_LOAD_NO_SCALE) == 0;
        face->advances[glyph] = is_read ? (int)face->ft->glyph->metrics.horiAdvance : 0;
    }
    return face->advances[glyph];
}

static int kern_read(const struct face *face, guint32 left, guint32 right)
{
    FT_Vector kern = {0, 0};
    FT_Get_Kerning(face->ft, left, right, FT_KERNING_UNSCALED, &kern);
    return (int)kern.x;
}

/* Kerning between neighbours in font units. Common pairs are remembered: FreeType searches for each in the font's list.
 */
static int face_kern(struct face *face, guint32 left, guint32 right)
{
    if (!FT_HAS_KERNING(face->ft))
        return 0;
    if (left >= N_KERNED || right >= N_KERNED)
        return kern_read(face, left, right);
    if (!face->kerns) {
        face->kerns = g_new(gint16, N_KERNED * N_KERNED);
        for (size_t i = 0; i < N_KERNED * N_KERNED; i++)
            face->kerns[i] = KERN_UNKNOWN;
    }
    gint16 *kern = &face->kerns[left * N_KERNED + right];
    if (*kern == KERN_UNKNOWN)
        *kern = (gint16)CLAMP(kern_read(face, left, right), G_MININT16, KERN_UNKNOWN - 1);
    return *kern;
}

/* Characters that only steer: controls, joiners, marks of direction, soft hyphens, variation selectors. */
static gboolean is_invisible(gunichar character)
{
    if (character < 0x7f)
        return character < 0x20;
    switch (g_unichar_type(character)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
        return TRUE;
    default:
        return (character >= 0xfe00 && character <= 0xfe0f) || (character >= 0xe0100 && character <= 0xe01ef);
    }
}

gunichar ink_character_shown(gunichar c)
{
    const gboolean is_no_character = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    return is_no_character ? 0xfffd : c;
}

/* The face that draws a character when `wish` is asked for; *glyph is 0 when no face has it, and then INK_FALLBACK
 * draws its box: that of Liberation Serif, and of Liberation's italics, is empty. */
static enum ink_face face_choose(guint32 *glyph, ink_fonts *fonts, enum ink_face wish, gunichar character)
{
    *glyph = face_glyph(&fonts->faces[wish], character);
    if (*glyph != 0)
        return wish;
    for (size_t i = 0; i < N_FALLBACKS; i++) {
        const enum ink_face face = face_sources[wish].fallbacks[i];
        *glyph = fonts->faces[face].ft ? face_glyph(&fonts->faces[face], character) : 0;
        if (*glyph != 0)
            return face;
    }
    g_hash_table_add(fonts->missing, GUINT_TO_POINTER(character));
    return INK_FALLBACK;
}

/* The run that takes a glyph of this face: the last one, or a new one. Its lengths are font units until layout_scale.
 */
static struct ink_run *run_for(ink_fonts *fonts, enum ink_face face)
{
    GArray *runs = fonts->runs;
    if (runs->len > 0) {
        struct ink_run *last = &g_array_index(runs, struct ink_run, runs->len - 1);
        if (last->face == face)
            return last;
        g_string_append_c(fonts->text, '\0');
    }
    const struct ink_run fresh = {.face = face};
    g_array_append_val(runs, fresh);
    return &g_array_index(runs, struct ink_run, runs->len - 1);
}

static void layout_add(ink_fonts *fonts, enum ink_face wish, gunichar character)
{
    struct ink_glyph glyph = {.unicode = character};
    const enum ink_face chosen = face_choose(&glyph.index, fonts, wish, character);
    struct face *face = &fonts->faces[chosen];
    struct ink_run *run = run_for(fonts, chosen);
    if (run->n_glyphs > 0) {
        const struct ink_glyph *left = &g_array_index(fonts->glyphs, struct ink_glyph, fonts->glyphs->len - 1);
        run->width_pt += face_kern(face, left->index, glyph.index);
    }
    glyph.x_pt = run->width_pt;
    run->width_pt += face_advance(face, glyph.index);
    run->n_glyphs++;
    g_array_append_val(fonts->glyphs, glyph);
    g_string_append_unichar(fonts->text, character);
}

/* Font units to points, and pointers into the work space now that it grows no more. Returns the width of all runs. */
static double layout_scale(ink_fonts *fonts, double size_pt)
{
    struct ink_glyph *glyph = (struct ink_glyph *)(void *)fonts->glyphs->data;
    const char *utf8 = fonts->text->str;
    double width_pt = 0.0;
    for (size_t i = 0; i < fonts->runs->len; i++) {
        struct ink_run *run = &g_array_index(fonts->runs, struct ink_run, i);
        const double unit_pt = size_pt / fonts->faces[run->face].ft->units_per_EM;
        run->size_pt = size_pt;
        run->glyphs = glyph;
        for (size_t k = 0; k < run->n_glyphs; k++)
            (glyph++)->x_pt *= unit_pt;
        run->utf8 = utf8;
        utf8 += strlen(utf8) + 1;
        run->width_pt *= unit_pt;
        width_pt += run->width_pt;
    }
    return width_pt;
}

/* Lay out from `utf8` until the text ends or is wider than limit_em. Returns where it stopped. */
static const char *layout_fill(ink_fonts *fonts, enum ink_face wish, const char *utf8, double limit_em)
{
    double before_em = 0.0; /* runs that are full */
    const char *c = utf8;
    while (*c) {
        const gunichar character = ink_character_shown(g_utf8_get_char(c));
        c += g_utf8_skip[(guchar)*c];
        if (is_invisible(character))
            continue;
        layout_add(fonts, wish, character);
        const struct ink_run *last = &g_array_index(fonts->runs, struct ink_run, fonts->runs->len - 1);
        if (last->n_glyphs == 1 && fonts->runs->len > 1)
            before_em += (last - 1)->width_pt / fonts->faces[(last - 1)->face].ft->units_per_EM;
        if (before_em + last->width_pt / fonts->faces[last->face].ft->units_per_EM > limit_em)
            break;
    }
    return c;
}

static struct ink_layout layout_until(const char **stop, ink_fonts *fonts, enum ink_face face, double size_pt,
                                      const char *utf8, double limit_pt)
{
    g_assert(isfinite(size_pt) && size_pt > 0.0);
    g_assert(utf8 && g_utf8_validate(utf8, -1, NULL));
    g_array_set_size(fonts->glyphs, 0);
    g_array_set_size(fonts->runs, 0);
    g_string_truncate(fonts->text, 0);
    *stop = layout_fill(fonts, face_present(fonts, face), utf8, limit_pt / size_pt);
    const double width_pt = layout_scale(fonts, size_pt);
    return (struct ink_layout){(const struct ink_run *)(const void *)fonts->runs->data, fonts->runs->len, width_pt};
}

struct ink_layout ink_fonts_layout(ink_fonts *fonts, enum ink_face face, double size_pt, const char *utf8)
{
    const char *stop;
    return layout_until(&stop, fonts, face, size_pt, utf8, (double)INFINITY);
}

cairo_font_face_t *ink_fonts_cairo_face(ink_fonts *fonts, enum ink_face face)
{
    return fonts->faces[face].cairo;
}

/* Width in font units, a whole number, of a text that one face has whole, as layout_add adds it up, without glyphs to
 * remember. FALSE: another face must help. */
static gboolean measure_in_one_face(double *width, struct face *face, const char *utf8)
{
    guint32 left = 0;
    *width = 0.0;
    for (const char *c = utf8; *c; c += g_utf8_skip[(guchar)*c]) {
        const gunichar character = ink_character_shown(g_utf8_get_char(c));
        if (is_invisible(character))
            continue;
        const guint32 glyph = face_glyph(face, character);
        if (glyph == 0)
            return FALSE;
        *width += (left ? face_kern(face, left, glyph) : 0) + face_advance(face, glyph);
        left = glyph;
    }
    return TRUE;
}

/* Paragraphs and charts measure far more than they draw. */
double ink_text_width(ink_fonts *fonts, enum ink_face face, double size_pt, const char *utf8)
{
    g_assert(isfinite(size_pt) && size_pt > 0.0);
    g_assert(utf8 && g_utf8_validate(utf8, -1, NULL));
    struct face *present = &fonts->faces[face_present(fonts, face)];
    double width;
    if (measure_in_one_face(&width, present, utf8))
        return width * (size_pt / present->ft->units_per_EM);
    return ink_fonts_layout(fonts, face, size_pt, utf8).width_pt;
}

GArray *ink_text_edges(double *width_pt, ink_fonts *fonts, enum ink_face face, double size_pt, const char *utf8,
                       double limit_pt)
{
    GArray *edges = g_array_new(FALSE, FALSE, sizeof(struct ink_edge));
    const char *stop;
    const struct ink_layout layout = layout_until(&stop, fonts, face, size_pt, utf8, limit_pt);
    const struct ink_run *run = layout.runs;
    double start_pt = 0.0, reached_pt = 0.0;
    size_t k = 0;
    for (const char *c = utf8; c < stop; c += g_utf8_skip[(guchar)*c]) {
        struct ink_edge edge = {reached_pt, reached_pt};
        if (!is_invisible(ink_character_shown(g_utf8_get_char(c)))) {
            if (k == run->n_glyphs) {
                start_pt += run->width_pt;
                run++;
                k = 0;
            }
            edge.left_pt = start_pt + run->glyphs[k].x_pt;
            edge.right_pt = edge.left_pt + size_pt * ink_font_advance(fonts, run->face, run->glyphs[k].index);
            reached_pt = edge.right_pt;
            k++;
        }
        g_array_append_val(edges, edge);
    }
    *width_pt = *stop ? (double)INFINITY : layout.width_pt;
    return edges;
}

double ink_cap_height(ink_fonts *fonts, enum ink_face face, double size_pt)
{
    struct ink_font_facts facts;
    ink_font_facts(&facts, fonts, face);
    return facts.cap_height_em * size_pt;
}

void ink_line_extents(ink_fonts *fonts, enum ink_face face, double size_pt, double *ascent_pt, double *descent_pt)
{
    struct ink_font_facts facts;
    ink_font_facts(&facts, fonts, face);
    *ascent_pt = facts.ascent_em * size_pt;
    *descent_pt = facts.descent_em * size_pt;
}

void ink_font_facts(struct ink_font_facts *facts, const ink_fonts *fonts, enum ink_face face)
{
    const FT_Face ft = fonts->faces[face_present(fonts, face)].ft;
    const TT_OS2 *os2 = (const TT_OS2 *)FT_Get_Sfnt_Table(ft, FT_SFNT_OS2);
    const TT_Postscript *post = (const TT_Postscript *)FT_Get_Sfnt_Table(ft, FT_SFNT_POST);
    const double unit_em = 1.0 / ft->units_per_EM;
    const gboolean has_cap_height = os2 && os2->version >= 2 && os2->version != 0xffff && os2->sCapHeight > 0;
    *facts = (struct ink_font_facts){
        .name = FT_Get_Postscript_Name(ft),
        .family = ft->family_name && g_utf8_validate(ft->family_name, -1, NULL) ? ft->family_name : "",
        .ascent_em = ft->ascender * unit_em,
        .descent_em = -ft->descender * unit_em,
        .cap_height_em = has_cap_height ? os2->sCapHeight * unit_em : 0.7,
        .x_min_em = (double)ft->bbox.xMin * unit_em,
        .y_min_em = (double)ft->bbox.yMin * unit_em,
        .x_max_em = (double)ft->bbox.xMax * unit_em,
        .y_max_em = (double)ft->bbox.yMax * unit_em,
        .italic_angle_deg = post ? (double)post->italicAngle / 65536.0 : 0.0,
        .is_fixed_width = FT_IS_FIXED_WIDTH(ft) != 0,
        .is_serif = face_sources[face].fallbacks[0] == INK_FALLBACK_SERIF || face == INK_FALLBACK_SERIF,
        .is_own = fonts->has_own_sans && face_present(fonts, face) == INK_SANS,
        .is_bold = (ft->style_flags & FT_STYLE_FLAG_BOLD) != 0,
    };
}

double ink_font_advance(ink_fonts *fonts, enum ink_face face, guint32 glyph)
{
    g_assert(face < INK_N_FACES);
    struct face *source = &fonts->faces[face];
    return face_advance(source, glyph) / (double)source->ft->units_per_EM;
}

/* What a PDF reader needs of a font whose glyphs are addressed by number; all other tables are dropped. */
static hb_subset_input_t *subset_input_new(const guint32 glyphs[], size_t n_glyphs)
{
    static const char *const kept[] = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"};
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_set_t *dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    hb_set_clear(dropped);
    hb_set_invert(dropped);
    for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
        hb_set_del(dropped, hb_tag_from_string(kept[i], -1));
    hb_set_t *wanted = hb_subset_input_glyph_set(input);
    for (size_t i = 0; i < n_glyphs; i++)
        hb_set_add(wanted, glyphs[i]);
    return input;
}

static hb_face_t *face_harfbuzz(struct face *face)
{
    if (!face->harfbuzz) {
        g_autoptr(hb_blob_t) file = hb_blob_create_from_file_or_fail(face->path);
        if (file)
            face->harfbuzz = hb_face_create(file, 0);
    }
    return face->harfbuzz;
}

static void blob_release(gpointer data)
{
    hb_blob_destroy((hb_blob_t *)data);
}

GBytes *ink_font_subset(guint32 subset_glyphs[], ink_fonts *fonts, enum ink_face face, const guint32 glyphs[],
                        size_t n_glyphs, GError **error)
{
    g_assert(subset_glyphs && glyphs && face < INK_N_FACES);
    struct face *source = &fonts->faces[face];
    hb_face_t *whole = face_harfbuzz(source);
    g_autoptr(hb_subset_input_t) input = subset_input_new(glyphs, n_glyphs);
    g_autoptr(hb_subset_plan_t) plan = whole && input ? hb_subset_plan_create_or_fail(whole, input) : NULL;
    g_autoptr(hb_face_t) part = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (!part) {
        g_set_error(error, PLOT_ERROR, PLOT_ERROR_FONT, "%s: cannot be cut down to %zu glyphs", source->path, n_glyphs);
        return NULL;
    }
    const hb_map_t *places = hb_subset_plan_old_to_new_glyph_mapping(plan);
    for (size_t i = 0; i < n_glyphs; i++) {
        const hb_codepoint_t place = hb_map_get(places, glyphs[i]);
        subset_glyphs[i] = place == HB_MAP_VALUE_INVALID ? 0 : place;
    }
    hb_blob_t *file = hb_face_reference_blob(part);
    unsigned length = 0;
    const char *bytes = hb_blob_get_data(file, &length);
    return g_bytes_new_with_free_func(bytes, length, blob_release, file);
}
