#include "report/report.h"

#include <gio/gio.h>

#include "report/draw.h"
#include "report/ink_hpdf.h"
#include "report/layout.h"
#include "report/pages.h"
#include "report/provenance.h"
#include "report/style.h"
#include "templates_resource.h"

#define MAKER "syncreport " SYNCREPORT_VERSION

G_DEFINE_QUARK(report_error_quark, report_error)

/* The built-in templates; made known to GLib once per process. */
static GResource *built_in_templates(void)
{
    static gsize is_registered = 0;
    if (g_once_init_enter(&is_registered)) {
        templates_register_resource();
        g_once_init_leave(&is_registered, 1);
    }
    return templates_get_resource();
}

const char *report_template_text(const char *name)
{
    g_autofree char *path = g_strconcat("/syncreport/templates/", name, NULL);
    g_autoptr(GBytes) bytes = g_resource_lookup_data(built_in_templates(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    return bytes ? g_bytes_get_data(bytes, NULL) : NULL; /* part of the program, a zero byte behind it */
}

report_template *report_template_open(const char *path, const char *built_in, GError **error)
{
    g_autofree char *name = g_strconcat("templates/", built_in, NULL);
    return path ? report_template_read(path, error)
                : report_template_parse(name, report_template_text(built_in), error);
}

/* Words of the document's title; "Report" without one. Owner: the caller. */
static char *document_title(const report_document *document)
{
    const struct report_block *root = document->root;
    const struct report_block *first = root->children->len > 0 ? report_block_child(root, 0) : NULL;
    g_autofree char *title = first && first->kind == REPORT_BLOCK_TITLE ? report_block_text(first) : NULL;
    return title && *g_strstrip(title) ? g_steal_pointer(&title) : g_strdup("Report");
}

static ink_document *start_document(const char *title, gint64 date_utc_s, ink_fonts *fonts,
                                    const study_results *results, GError **error)
{
    g_autofree char *collected = report_collected_words(study_results_provenance(results));
    g_autofree char *rules = report_rules_words(study_results_provenance(results));
    g_autofree char *subject = g_strconcat(collected, rules ? ". " : "", rules, NULL);
    const struct ink_info info = {.title = title,
                                  .author = MAKER,
                                  .subject = subject,
                                  .keywords = "synchronization patterns, model families, Hugging Face, GitHub, commits",
                                  .language = "en",
                                  .creator = MAKER,
                                  .date_utc_s = date_utc_s};
    return ink_document_new(fonts, &info, error);
}

/* The document drawn; NULL: an error. Owner: the caller. */
static ink_document *draw_document(const report_document *document, const struct report_request *request,
                                   ink_fonts *fonts, const study_results *results, GError **error)
{
    g_autofree char *title = document_title(document);
    const double width_pt = report_papers[request->paper].width_pt - 2 * REPORT_MARGIN_PT;
    const double height_pt = report_papers[request->paper].height_pt - 2 * REPORT_MARGIN_PT;
    g_autoptr(report_layout) layout = report_layout_new(document, fonts, width_pt, height_pt);
    g_autoptr(report_pages) pages = report_pages_new(layout, height_pt);
    g_autoptr(ink_document) out = start_document(title, request->date_utc_s, fonts, results, error);
    return out && report_draw(out, layout, pages, title, error) ? g_steal_pointer(&out) : NULL;
}

gboolean report_document_write(const report_document *document, const struct report_request *request, ink_fonts *fonts,
                               const study_results *results, GError **error)
{
    g_autoptr(ink_document) out = draw_document(document, request, fonts, results, error);
    return out && ink_document_save(out, request->path, error);
}

GBytes *report_document_bytes(const report_document *document, const struct report_request *request, ink_fonts *fonts,
                              const study_results *results, GError **error)
{
    g_autoptr(ink_document) out = draw_document(document, request, fonts, results, error);
    return out ? ink_document_bytes(out, error) : NULL;
}

report_document *report_document_fill(const struct report_request *request, const study_results *results,
                                      GError **error)
{
    return report_template_fill(request->template, request->versions, results, error);
}

gboolean report_write(const struct report_request *request, ink_fonts *fonts, const study_results *results,
                      GError **error)
{
    g_autoptr(report_document) document = report_document_fill(request, results, error);
    return document && report_document_write(document, request, fonts, results, error);
}
