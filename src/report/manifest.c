#include "report/manifest.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "plot/whole_file.h"
#include "report/json_text.h"
#include "report/manifest_internal.h"
#include "report/report.h"

static void free_file(gpointer data)
{
    struct report_manifest_file *file = data;
    g_free(file->role);
    g_free(file->name);
    g_free(file->sha256);
    g_free(file->shows);
    g_free(file);
}

report_manifest *report_manifest_new(void)
{
    report_manifest *manifest = g_new0(report_manifest, 1);
    manifest->options = g_ptr_array_new_with_free_func(g_free);
    manifest->figures = g_ptr_array_new_with_free_func(g_free);
    manifest->libraries = g_ptr_array_new_with_free_func(g_free);
    manifest->resources = g_ptr_array_new_with_free_func(g_free);
    manifest->inputs = g_ptr_array_new_with_free_func(free_file);
    manifest->outputs = g_ptr_array_new_with_free_func(free_file);
    return manifest;
}

void report_manifest_free(report_manifest *manifest)
{
    if (!manifest)
        return;
    g_free(manifest->command);
    g_free(manifest->source_date);
    g_free(manifest->program);
    g_ptr_array_unref(manifest->options);
    g_ptr_array_unref(manifest->figures);
    g_ptr_array_unref(manifest->libraries);
    g_ptr_array_unref(manifest->resources);
    g_ptr_array_unref(manifest->inputs);
    g_ptr_array_unref(manifest->outputs);
    g_free(manifest);
}

struct report_manifest_file *report_manifest_add(GPtrArray *files, char *role, char *name, char *sha256, gint64 bytes)
{
    struct report_manifest_file *file = g_new(struct report_manifest_file, 1);
    *file = (struct report_manifest_file){role, name, sha256, bytes, NULL};
    g_ptr_array_add(files, file);
    return file;
}

const struct report_manifest_file *report_manifest_output(const report_manifest *manifest, const char *name)
{
    guint low = 0, high = manifest->outputs->len;
    while (low < high) {
        const guint middle = low + (high - low) / 2;
        const struct report_manifest_file *file = g_ptr_array_index(manifest->outputs, middle);
        const int order = strcmp(file->name, name);
        if (order == 0)
            return file;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static int compare_files(gconstpointer a, gconstpointer b)
{
    const struct report_manifest_file *const *one = a, *const *two = b;
    return strcmp((*one)->name, (*two)->name);
}

/* ------------------------------------------------------------------ the same work */

static gboolean are_same_texts(const GPtrArray *a, const GPtrArray *b)
{
    gboolean is_same = a->len == b->len;
    for (guint i = 0; is_same && i < a->len; i++)
        is_same = g_str_equal(g_ptr_array_index(a, i), g_ptr_array_index(b, i));
    return is_same;
}

/* What has no sum (a pipe) may be anything. */
static gboolean are_same_inputs(const GPtrArray *a, const GPtrArray *b)
{
    gboolean is_same = a->len == b->len;
    for (guint i = 0; is_same && i < a->len; i++) {
        const struct report_manifest_file *one = g_ptr_array_index(a, i), *other = g_ptr_array_index(b, i);
        is_same = one->sha256 && other->sha256 && g_str_equal(one->sha256, other->sha256) &&
                  one->bytes == other->bytes && g_str_equal(one->role, other->role) &&
                  g_str_equal(one->name, other->name);
    }
    return is_same;
}

gboolean report_manifest_is_same_work(const report_manifest *recorded, const report_manifest *now)
{
    return g_str_equal(recorded->command, now->command) && g_str_equal(recorded->program, now->program) &&
           g_strcmp0(recorded->source_date, now->source_date) == 0 &&
           are_same_texts(recorded->libraries, now->libraries) && are_same_texts(recorded->resources, now->resources) &&
           are_same_texts(recorded->options, now->options) && are_same_texts(recorded->figures, now->figures) &&
           are_same_inputs(recorded->inputs, now->inputs);
}

/* ------------------------------------------------------------------ as JSON */

/* Bytes that are no UTF-8 come from names of files; their sums tell them apart. */
static json_t *texts_json(const GPtrArray *texts)
{
    json_t *list = json_array();
    for (guint i = 0; i < texts->len; i++)
        json_array_append_new(list, report_json_text(g_ptr_array_index(texts, i)));
    return list;
}

static json_t *files_json(const GPtrArray *files)
{
    json_t *list = json_array();
    for (guint i = 0; i < files->len; i++) {
        const struct report_manifest_file *file = g_ptr_array_index(files, i);
        json_t *object = json_object();
        if (file->role)
            json_object_set_new(object, "role", report_json_text(file->role));
        json_object_set_new(object, "name", report_json_text(file->name));
        json_object_set_new(object, "sha256", report_json_text(file->sha256));
        json_object_set_new(object, "bytes", file->sha256 ? json_integer(file->bytes) : json_null());
        if (file->shows)
            json_object_set_new(object, "shows", report_json_text(file->shows));
        json_array_append_new(list, object);
    }
    return list;
}

/* The members that are read back, then those for people; the longest list comes last. */
static json_t *manifest_json(const report_manifest *manifest, const struct study_provenance *provenance)
{
    json_t *root = json_object();
    json_object_set_new(root, REPORT_MANIFEST_MARK, json_integer(REPORT_MANIFEST_FORMAT));
    json_object_set_new(root, "program", report_json_text(manifest->program));
    json_object_set_new(root, "libraries", texts_json(manifest->libraries));
    json_object_set_new(root, "resources", texts_json(manifest->resources));
    json_object_set_new(root, "command", report_json_text(manifest->command));
    json_object_set_new(root, "options", texts_json(manifest->options));
    json_object_set_new(root, "figures", texts_json(manifest->figures));
    json_object_set_new(root, "source_date_epoch", report_json_text(manifest->source_date));
    json_object_set_new(root, "inputs", files_json(manifest->inputs));
    json_object_set_new(root, "collected", report_json_text(provenance->collected));
    json_object_set_new(root, "collected_assumed", json_boolean(provenance->is_collected_assumed));
    json_object_set_new(root, "rules", report_json_rules(provenance));
    json_object_set_new(root, "rules_other_than_the_study", report_json_text(provenance->rules));
    json_object_set_new(root, "sources", report_json_sources(provenance));
    json_object_set_new(root, REPORT_MANIFEST_SEAL,
                        report_json_text(manifest->is_sealed ? REPORT_MANIFEST_NO_SUM : NULL));
    json_object_set_new(root, "outputs", files_json(manifest->outputs));
    return root;
}

/* ------------------------------------------------------------------ writing */

/* May the file be replaced: is there none, or a manifest of ours (of any version)? */
static gboolean check_target(const char *path, GError **error)
{
    char head[sizeof REPORT_MANIFEST_MARK + 8] = "";
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return TRUE;
    FILE *file = fopen(path, "rb");
    const size_t n = file ? fread(head, 1, sizeof head - 1, file) : 0;
    if (file)
        fclose(file);
    if (n == 0 || strstr(head, "\"" REPORT_MANIFEST_MARK "\""))
        return TRUE;
    g_set_error(error, REPORT_ERROR, REPORT_ERROR_FORMAT, "%s: is not a manifest of syncreport, and stays", path);
    return FALSE;
}

char *report_manifest_seal_find(char *text)
{
    char *line = strstr(text, REPORT_MANIFEST_SEAL_LINE);
    const gboolean is_long = line && strlen(line) > strlen(REPORT_MANIFEST_SEAL_LINE REPORT_MANIFEST_NO_SUM);
    return is_long ? line + strlen(REPORT_MANIFEST_SEAL_LINE) : NULL;
}

/* The zeros make room for the sum. */
static void seal(char *text)
{
    char *place = report_manifest_seal_find(text);
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    if (place)
        memcpy(place, sum, strlen(sum));
}

gboolean report_manifest_write(const char *path, report_manifest *manifest, const struct study_provenance *provenance,
                               GError **error)
{
    if (!check_target(path, error))
        return FALSE;
    g_ptr_array_sort(manifest->outputs, compare_files);
    json_t *root = manifest_json(manifest, provenance);
    char *text = json_dumps(root, JSON_INDENT(1) | JSON_ENSURE_ASCII);
    json_decref(root);
    g_assert(text);
    g_autofree char *lines = g_strconcat(text, "\n", NULL);
    free(text);
    seal(lines);
    g_autoptr(GError) fault = NULL;
    if (plot_file_write(path, lines, strlen(lines), &fault))
        return TRUE;
    g_set_error_literal(error, REPORT_ERROR, REPORT_ERROR_IO, fault->message); /* it names the path */
    return FALSE;
}
