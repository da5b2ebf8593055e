#include "report/ink_hpdf.h"

#include <math.h>
#include <string.h>

#define HPDF_SHARED
#include <hpdf.h>

#include "plot/whole_file.h"
#include "report/ink_hpdf_internal.h"
#include "report/report.h"

#define ALPHA_STEPS 1000.0

struct page_entry {
    HPDF_Page pdf;
    double height_pt;
    ink *target; /* owned */
};

struct anchor {
    size_t page;
    double y_pt;                  /* from the top */
    HPDF_Destination destination; /* NULL until a link leads here */
};

struct font_entry {
    pdf_font *font; /* owned; NULL: the face was not used */
    inside_object object;
};

struct ink_document {
    ink_fonts *fonts; /* borrowed */
    HPDF_Doc pdf;
    char *fault;         /* the first thing that went wrong; owned */
    GArray *pages;       /* struct page_entry */
    GArray *links;       /* struct document_link, in order of drawing; targets owned */
    GHashTable *anchors; /* id -> struct anchor */
    GArray *outlines;    /* HPDF_Outline, by ink_outline - 1 */
    GHashTable *alphas;  /* alpha * ALPHA_STEPS + 1 -> HPDF_ExtGState */
    struct font_entry font_entries[INK_N_FACES];
    report_structure *structure;
    GString *metadata;      /* XMP, all but its end */
    gboolean is_accessible; /* so far, all that was drawn can be read by its structure */
    gboolean is_saved;
};

void document_fault(ink_document *document, const char *format, ...)
{
    if (document->fault)
        return;
    va_list arguments;
    va_start(arguments, format);
    document->fault = g_strdup_vprintf(format, arguments);
    va_end(arguments);
}

/* libharu tells its errors here and carries on; they are read once a page and at the end. */
static void libharu_fault(HPDF_STATUS code, HPDF_STATUS detail, void *data)
{
    ink_document *document = data;
    document_fault(document, "libharu error 0x%04lX, detail %lu, page %u", code, detail, document->pages->len);
}

/* TRUE: nothing went wrong so far. Asks libharu too, which sets some errors without telling its handler. */
static gboolean document_check(ink_document *document, GError **error)
{
    if (!document->fault && HPDF_GetError(document->pdf) != HPDF_OK)
        libharu_fault(HPDF_GetError(document->pdf), HPDF_GetErrorDetail(document->pdf), document);
    if (!document->fault)
        return TRUE;
    g_set_error(error, REPORT_ERROR, REPORT_ERROR_PDF, "PDF: %s", document->fault);
    return FALSE;
}

static void page_entry_clear(void *data)
{
    ink_free(((struct page_entry *)data)->target);
}

static void link_clear(void *data)
{
    const struct document_link *link = data;
    g_free((gpointer)(guintptr)link->target);
    g_free((gpointer)(guintptr)link->words);
}

static void info_set(HPDF_Doc pdf, const struct ink_info *info)
{
    const struct {
        const char *key, *text;
    } entries[] = {
        {"Title", info->title},       {"Author", info->author},   {"Subject", info->subject},
        {"Keywords", info->keywords}, {"Creator", info->creator}, {"Producer", "syncreport " SYNCREPORT_VERSION},
    };
    const inside_object dictionary = inside_info(pdf);
    for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
        if (entries[i].text)
            inside_set_text(dictionary, entries[i].key, entries[i].text);
    }
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(info->date_utc_s);
    g_autofree char *text = date ? g_date_time_format(date, "D:%Y%m%d%H%M%SZ") : NULL;
    if (text) {
        inside_set_text(dictionary, "CreationDate", text);
        inside_set_text(dictionary, "ModDate", text);
    }
}

/* Title, author and dates once more, as XMP, which libraries and archives read; its end is metadata_finish's. */
static void metadata_begin(GString *xmp, const struct ink_info *info)
{
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(info->date_utc_s);
    g_autofree char *time = date ? g_date_time_format(date, "%Y-%m-%dT%H:%M:%SZ") : NULL;
    const struct {
        const char *before, *text, *after;
    } entries[] = {
        {"<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->title, "</rdf:li></rdf:Alt></dc:title>"},
        {"<dc:creator><rdf:Seq><rdf:li>", info->author, "</rdf:li></rdf:Seq></dc:creator>"},
        {"<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->subject,
         "</rdf:li></rdf:Alt></dc:description>"},
        {"<dc:language><rdf:Bag><rdf:li>", info->language, "</rdf:li></rdf:Bag></dc:language>"},
        {"<pdf:Keywords>", info->keywords, "</pdf:Keywords>"},
        {"<xmp:CreatorTool>", info->creator, "</xmp:CreatorTool>"},
        {"<xmp:CreateDate>", time, "</xmp:CreateDate>"},
        {"<xmp:ModifyDate>", time, "</xmp:ModifyDate>"},
    };
    g_string_assign(xmp, "<?xpacket begin=\"\357\273\277\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
                         "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
                         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
                         "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n");
    for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
        g_autofree char *text = entries[i].text ? g_markup_escape_text(entries[i].text, -1) : NULL;
        if (text)
            g_string_append_printf(xmp, "%s%s%s\n", entries[i].before, text, entries[i].after);
    }
    g_string_append(xmp, "</rdf:Description>");
}

/* Whether the document conforms to PDF/UA (ISO 14289-1, 5) is known when it is drawn. */
static void metadata_finish(const ink_document *document)
{
    if (document->is_accessible && !report_structure_is_empty(document->structure) &&
        report_structure_is_accessible(document->structure))
        g_string_append(document->metadata,
                        "\n<rdf:Description rdf:about=\"\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
                        "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>");
    g_string_append(document->metadata, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
    inside_metadata_set(document->pdf, document->metadata->str);
}

ink_document *ink_document_new(ink_fonts *fonts, const struct ink_info *info, GError **error)
{
    g_assert(fonts && info);
    g_autoptr(ink_document) document = g_new0(ink_document, 1);
    document->fonts = fonts;
    document->pages = g_array_new(FALSE, FALSE, sizeof(struct page_entry));
    g_array_set_clear_func(document->pages, page_entry_clear);
    document->links = g_array_new(FALSE, FALSE, sizeof(struct document_link));
    g_array_set_clear_func(document->links, link_clear);
    document->anchors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    document->outlines = g_array_new(FALSE, FALSE, sizeof(HPDF_Outline));
    document->alphas = g_hash_table_new(NULL, NULL);
    document->structure = report_structure_new();
    document->metadata = g_string_new(NULL);
    document->is_accessible = info->title && *info->title && info->language;
    if (!inside_version_matches()) {
        g_set_error(error, REPORT_ERROR, REPORT_ERROR_PDF, "libharu %s is not the version this program was built for",
                    HPDF_GetVersion());
        return NULL;
    }
    document->pdf = HPDF_New(libharu_fault, document);
    if (!document->pdf) {
        g_set_error_literal(error, REPORT_ERROR, REPORT_ERROR_PDF, "libharu cannot be started");
        return NULL;
    }
    HPDF_SetCompressionMode(document->pdf, HPDF_COMP_ALL);
    info_set(document->pdf, info);
    inside_reading_set(document->pdf, info->language ? info->language : "en");
    metadata_begin(document->metadata, info);
    return document_check(document, error) ? g_steal_pointer(&document) : NULL;
}

void ink_document_free(ink_document *document)
{
    if (!document)
        return;
    g_array_free(document->pages, TRUE);
    g_array_free(document->links, TRUE);
    g_hash_table_destroy(document->anchors);
    g_array_free(document->outlines, TRUE);
    g_hash_table_destroy(document->alphas);
    report_structure_free(document->structure);
    g_string_free(document->metadata, TRUE);
    for (size_t i = 0; i < INK_N_FACES; i++)
        pdf_font_free(document->font_entries[i].font);
    if (document->pdf)
        HPDF_Free(document->pdf);
    g_free(document->fault);
    g_free(document);
}

ink *ink_document_add_page(ink_document *document, double width_pt, double height_pt, GError **error)
{
    g_assert(!document->is_saved);
    if (!document_check(document, error))
        return NULL;
    HPDF_Page pdf = HPDF_AddPage(document->pdf);
    HPDF_Page_SetWidth(pdf, (HPDF_REAL)width_pt);
    HPDF_Page_SetHeight(pdf, (HPDF_REAL)height_pt);
    if (!document_check(document, error))
        return NULL;
    const struct page_entry page = {pdf, height_pt,
                                    page_ink_new(document, document->fonts, pdf, document->pages->len, height_pt)};
    g_array_append_val(document->pages, page);
    return page.target;
}

size_t ink_document_n_pages(const ink_document *document)
{
    return document->pages->len;
}

static const struct page_entry *document_page(const ink_document *document, size_t page)
{
    g_assert(page < document->pages->len);
    return &g_array_index(document->pages, struct page_entry, page);
}

pdf_font *document_font(inside_object *object, ink_document *document, enum ink_face face)
{
    struct font_entry *entry = &document->font_entries[face];
    if (!entry->font) {
        entry->font = pdf_font_new(document->fonts, face);
        entry->object = inside_font_new(document->pdf);
    }
    *object = entry->object;
    return entry->font;
}

inside_object document_alpha(ink_document *document, double alpha)
{
    const int steps = (int)lround(alpha * ALPHA_STEPS);
    const gpointer key = GINT_TO_POINTER(steps + 1);
    HPDF_ExtGState state = g_hash_table_lookup(document->alphas, key);
    if (!state) {
        state = HPDF_CreateExtGState(document->pdf);
        HPDF_ExtGState_SetAlphaFill(state, (HPDF_REAL)(steps / ALPHA_STEPS));
        HPDF_ExtGState_SetAlphaStroke(state, (HPDF_REAL)(steps / ALPHA_STEPS));
        g_hash_table_insert(document->alphas, key, state);
    }
    return state;
}

void document_link(ink_document *document, const struct document_link *link)
{
    struct document_link kept = *link;
    kept.target = g_strdup(link->target);
    kept.words = g_strdup(link->words);
    g_array_append_val(document->links, kept);
}

void document_note_loose(ink_document *document)
{
    document->is_accessible = FALSE;
}

report_structure *document_structure(const ink_document *document)
{
    return document->structure;
}

void ink_document_label_pages(ink_document *document, size_t first_page, enum ink_numbering numbering, int start)
{
    static const HPDF_PageNumStyle styles[] = {
        [INK_NUMBERING_DECIMAL] = HPDF_PAGE_NUM_STYLE_DECIMAL,
        [INK_NUMBERING_ROMAN] = HPDF_PAGE_NUM_STYLE_LOWER_ROMAN,
    };
    g_assert(start >= 1);
    HPDF_AddPageLabel(document->pdf, (HPDF_UINT)first_page, styles[numbering], (HPDF_UINT)start, NULL);
}

/* A new destination at a height of a page, measured from its top. The document's. */
static HPDF_Destination destination_new(const ink_document *document, size_t page, double y_pt)
{
    const struct page_entry *entry = document_page(document, page);
    HPDF_Destination destination = HPDF_Page_CreateDestination(entry->pdf);
    if (destination)
        inside_destination_set(destination, entry->pdf, entry->height_pt - y_pt);
    return destination;
}

ink_outline ink_document_outline(ink_document *document, ink_outline parent, const char *title, size_t page,
                                 double y_pt)
{
    g_assert(parent <= document->outlines->len && g_utf8_validate(title, -1, NULL) && isfinite(y_pt));
    HPDF_Outline above =
        parent == INK_OUTLINE_ROOT ? NULL : g_array_index(document->outlines, HPDF_Outline, parent - 1);
    HPDF_Outline outline = HPDF_CreateOutline(document->pdf, above, "", NULL);
    if (outline) {
        inside_set_text(outline, "Title", title);
        HPDF_Outline_SetOpened(outline, parent == INK_OUTLINE_ROOT ? HPDF_TRUE : HPDF_FALSE);
        HPDF_Outline_SetDestination(outline, destination_new(document, page, y_pt));
    }
    g_array_append_val(document->outlines, outline);
    return document->outlines->len;
}

void ink_document_anchor(ink_document *document, const char *id, size_t page, double y_pt)
{
    g_assert(id && page < document->pages->len && isfinite(y_pt));
    if (g_hash_table_contains(document->anchors, id)) {
        document_fault(document, "page %zu: anchor \"%s\" is declared twice", page + 1, id);
        return;
    }
    struct anchor *anchor = g_new(struct anchor, 1);
    *anchor = (struct anchor){page, y_pt, NULL};
    g_hash_table_insert(document->anchors, g_strdup(id), anchor);
}

/* The destination of "#id"; NULL and the document's fault when nobody declared it. */
static HPDF_Destination link_destination(ink_document *document, const struct document_link *link)
{
    struct anchor *anchor = g_hash_table_lookup(document->anchors, link->target + 1);
    if (!anchor) {
        document_fault(document, "page %zu: a link leads to \"%s\", which is nowhere", link->page + 1, link->target);
        return NULL;
    }
    if (!anchor->destination)
        anchor->destination = destination_new(document, anchor->page, anchor->y_pt);
    return anchor->destination;
}

static void link_write(ink_document *document, const struct document_link *link)
{
    HPDF_Page page = document_page(document, link->page)->pdf;
    const struct inside_bounds *bounds = &link->bounds;
    const HPDF_Rect place = {(HPDF_REAL)bounds->left_pt, (HPDF_REAL)bounds->bottom_pt, (HPDF_REAL)bounds->right_pt,
                             (HPDF_REAL)bounds->top_pt};
    HPDF_Annotation annotation = NULL;
    if (link->target[0] == '#') {
        HPDF_Destination destination = link_destination(document, link);
        if (destination)
            annotation = HPDF_Page_CreateLinkAnnot(page, place, destination);
    } else {
        g_autofree char *uri = g_uri_escape_string(link->target, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "?#[]%", FALSE);
        annotation = HPDF_Page_CreateURILinkAnnot(page, place, uri);
    }
    if (!annotation)
        return;
    HPDF_LinkAnnot_SetBorderStyle(annotation, 0.0f, 0, 0);
    inside_set_text(annotation, "Contents", link->words);
    if (!link->has_element)
        document_note_loose(document);
    else
        report_structure_add_link(document->structure, link->element, link->page, annotation);
}

static void structure_write(const ink_document *document)
{
    if (report_structure_is_empty(document->structure))
        return;
    g_autofree inside_page *pages = g_new(inside_page, document->pages->len);
    for (guint i = 0; i < document->pages->len; i++)
        pages[i] = document_page(document, i)->pdf;
    report_structure_write(document->structure, document->pdf, pages, document->pages->len);
}

/* Write what had to wait for the last page: links, structure and fonts. */
static gboolean document_finish(ink_document *document, GError **error)
{
    for (guint i = 0; i < document->pages->len; i++)
        g_assert(ink_is_balanced(document_page(document, i)->target));
    for (guint i = 0; i < document->links->len; i++)
        link_write(document, &g_array_index(document->links, struct document_link, i));
    structure_write(document);
    metadata_finish(document);
    if (document->outlines->len > 0)
        HPDF_SetPageMode(document->pdf, HPDF_PAGE_MODE_USE_OUTLINE);
    for (size_t i = 0; i < INK_N_FACES; i++) {
        const struct font_entry *entry = &document->font_entries[i];
        if (entry->font && entry->object && !pdf_font_finish(entry->font, document->pdf, entry->object, error))
            return FALSE;
    }
    return document_check(document, error);
}

GBytes *ink_document_bytes(ink_document *document, GError **error)
{
    g_assert(!document->is_saved && document->pages->len > 0);
    if (!document_finish(document, error))
        return NULL;
    document->is_saved = TRUE;
    g_autoptr(GByteArray) bytes = inside_save(document->pdf);
    return document_check(document, error) ? g_byte_array_free_to_bytes(g_steal_pointer(&bytes)) : NULL;
}

gboolean ink_document_save(ink_document *document, const char *path, GError **error)
{
    g_assert(path);
    g_autoptr(GBytes) bytes = ink_document_bytes(document, error);
    g_autoptr(GError) io_error = NULL;
    if (!bytes)
        return FALSE;
    if (plot_file_write(path, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), &io_error))
        return TRUE;
    g_set_error_literal(error, REPORT_ERROR, REPORT_ERROR_IO, io_error->message);
    return FALSE;
}
