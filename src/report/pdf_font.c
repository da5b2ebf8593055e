#include "report/pdf_font.h"

#include <math.h>

#include "plot/ink_font.h"

#define MAX_CODES 32767   /* elements of an array, PDF 1.4 reference, appendix C */
#define MAX_SHOWN 4000    /* glyphs of one operator; arrays have at most 8191 elements in PDF 1.4 readers */
#define MAX_CMAP_ROWS 100 /* of one block, Adobe technical note 5014 */

struct pdf_font {
    ink_fonts *fonts; /* borrowed */
    enum ink_face face;
    GHashTable *codes;  /* character -> code */
    GArray *characters; /* gunichar, by code - 1 */
    GArray *glyphs;     /* guint32, by code - 1 */
    GArray *widths;     /* int, 1/1000 em, by code - 1 */
};

pdf_font *pdf_font_new(ink_fonts *fonts, enum ink_face face)
{
    pdf_font *font = g_new(pdf_font, 1);
    *font = (pdf_font){
        .fonts = fonts,
        .face = face,
        .codes = g_hash_table_new(NULL, NULL),
        .characters = g_array_new(FALSE, FALSE, sizeof(gunichar)),
        .glyphs = g_array_new(FALSE, FALSE, sizeof(guint32)),
        .widths = g_array_new(FALSE, FALSE, sizeof(int)),
    };
    return font;
}

void pdf_font_free(pdf_font *font)
{
    if (!font)
        return;
    g_hash_table_destroy(font->codes);
    g_array_free(font->characters, TRUE);
    g_array_free(font->glyphs, TRUE);
    g_array_free(font->widths, TRUE);
    g_free(font);
}

/* Code of a character, new at its first use; 0: there are no more. */
static guint code_of(pdf_font *font, const struct ink_glyph *glyph)
{
    const gpointer key = GUINT_TO_POINTER(glyph->unicode);
    const guint known = GPOINTER_TO_UINT(g_hash_table_lookup(font->codes, key));
    if (known != 0 || font->characters->len >= MAX_CODES)
        return known;
    const gunichar character = glyph->unicode;
    const int width = (int)lround(1000.0 * ink_font_advance(font->fonts, font->face, glyph->index));
    g_array_append_val(font->characters, character);
    g_array_append_val(font->glyphs, glyph->index);
    g_array_append_val(font->widths, width);
    g_hash_table_insert(font->codes, key, GUINT_TO_POINTER(font->characters->len));
    return font->characters->len;
}

/* Four hexadecimal digits; printf would take a twentieth of a document's time. */
static void append_code(GString *operators, guint code)
{
    static const char digits[] = "0123456789ABCDEF";
    const char hex[4] = {digits[code >> 12 & 15], digits[code >> 8 & 15], digits[code >> 4 & 15], digits[code & 15]};
    g_string_append_len(operators, hex, sizeof hex);
}

gboolean pdf_font_show(GString *operators, pdf_font *font, const struct ink_run *run)
{
    gboolean is_complete = TRUE;
    double reader_x = 0.0; /* where the reader will draw the next glyph, in 1/1000 em */
    g_string_append(operators, "[<");
    for (size_t i = 0; i < run->n_glyphs; i++) {
        if (i > 0 && i % MAX_SHOWN == 0)
            g_string_append(operators, ">] TJ [<");
        const double ahead = reader_x - run->glyphs[i].x_pt / run->size_pt * 1000.0;
        if (fabs(ahead) >= 0.5) {
            const long adjustment = lround(ahead);
            g_string_append_printf(operators, ">%ld<", adjustment);
            reader_x -= (double)adjustment;
        }
        const guint code = code_of(font, &run->glyphs[i]);
        is_complete = is_complete && code != 0;
        append_code(operators, code);
        if (code != 0)
            reader_x += g_array_index(font->widths, int, code - 1);
    }
    g_string_append(operators, ">] TJ");
    return is_complete;
}

/* The way back to Unicode: <code> <UTF-16>, in blocks. Owned. */
static char *to_unicode(const pdf_font *font)
{
    GString *map = g_string_new("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                                "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                                "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    const guint n_codes = font->characters->len;
    for (guint i = 0; i < n_codes; i++) {
        if (i % MAX_CMAP_ROWS == 0)
            g_string_append_printf(map, "%u beginbfchar\n", MIN(n_codes - i, MAX_CMAP_ROWS));
        const gunichar character = g_array_index(font->characters, gunichar, i);
        g_string_append_printf(map, "<%04X> <", i + 1);
        if (character >= 0x10000)
            g_string_append_printf(map, "%04X%04X>\n", 0xd7c0 + (character >> 10), 0xdc00 + (character & 0x3ff));
        else
            g_string_append_printf(map, "%04X>\n", character);
        if ((i + 1) % MAX_CMAP_ROWS == 0 || i + 1 == n_codes)
            g_string_append(map, "endbfchar\n");
    }
    g_string_append(map, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    return g_string_free(map, FALSE);
}

/* "ABCDEF+Name": six letters from the file's SHA-256, so that two subsets of a face in merged documents do not get
 * mixed up. Owned. */
static char *subset_name(const char *name, GBytes *file)
{
    g_autofree char *digest = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, file);
    char tag[7] = {0};
    for (size_t i = 0; i < 6; i++)
        tag[i] = (char)('A' + g_ascii_xdigit_value(digest[i]));
    return g_strconcat(tag, "+", name, NULL);
}

/* PDF 1.4 reference, table 5.20; a composite font's own character set makes it symbolic. */
static guint32 font_flags(const struct ink_font_facts *facts)
{
    const guint32 fixed = 1u << 0, serif = 1u << 1, symbolic = 1u << 2, italic = 1u << 6;
    return symbolic | (facts->is_fixed_width ? fixed : 0) | (facts->is_serif ? serif : 0) |
           (facts->italic_angle_deg < 0.0 ? italic : 0);
}

static int per_mille(double em)
{
    return (int)lround(1000.0 * em);
}

gboolean pdf_font_finish(pdf_font *font, inside_document pdf, inside_object object, GError **error)
{
    const size_t n_codes = font->glyphs->len;
    const guint32 *glyphs = (const guint32 *)(const void *)font->glyphs->data;
    g_autofree guint32 *subset_glyphs = g_new(guint32, n_codes);
    g_autoptr(GBytes) file = ink_font_subset(subset_glyphs, font->fonts, font->face, glyphs, n_codes, error);
    if (!file)
        return FALSE;
    struct ink_font_facts facts;
    ink_font_facts(&facts, font->fonts, font->face);
    g_autofree char *name = subset_name(facts.name, file);
    g_autofree char *map = to_unicode(font);
    const struct inside_font data = {
        .name = name,
        .x_min = per_mille(facts.x_min_em),
        .y_min = per_mille(facts.y_min_em),
        .x_max = per_mille(facts.x_max_em),
        .y_max = per_mille(facts.y_max_em),
        .ascent = per_mille(facts.ascent_em),
        .descent = -per_mille(facts.descent_em),
        .cap_height = per_mille(facts.cap_height_em),
        .stem_width =
            facts.is_bold ? 140 : 80, /* no table of the font tells; readers use it only to replace a missing font */
        .italic_angle_deg = (int)lround(facts.italic_angle_deg),
        .flags = font_flags(&facts),
        .n_codes = n_codes,
        .widths = (const int *)(const void *)font->widths->data,
        .glyphs = subset_glyphs,
        .to_unicode = map,
        .file = file,
    };
    inside_font_finish(pdf, object, &data);
    return TRUE;
}
