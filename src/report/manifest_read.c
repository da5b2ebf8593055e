/* Manifests read back: nothing of them is believed before it was looked at. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report/manifest.h"
#include "report/manifest_internal.h"
#include "report/report.h"

/* More options or figures than a command line has. */
#define MAX_TEXTS 100000

static gboolean fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static gboolean fail(GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error_literal(error, REPORT_ERROR, REPORT_ERROR_FORMAT, message);
    return FALSE;
}

gboolean report_manifest_is_name(const char *name)
{
    g_auto(GStrv) parts = g_strsplit(name, "/", -1);
    for (char **part = parts; *part; part++)
        if (!**part || g_str_equal(*part, ".") || g_str_equal(*part, ".."))
            return FALSE;
    return *name != '\0';
}

static gboolean is_sum(const char *text)
{
    return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

/* ------------------------------------------------------------------ members */

/* A text, or NULL where the member is null. FALSE: it is another thing, or not there. */
static gboolean read_text(char **out, const json_t *object, const char *key, gboolean may_be_null, GError **error)
{
    const json_t *value = json_object_get(object, key);
    *out = NULL;
    if (json_is_string(value) && strlen(json_string_value(value)) == json_string_length(value))
        *out = g_strdup(json_string_value(value));
    return *out || (may_be_null && json_is_null(value)) || fail(error, "\"%s\" is no text", key);
}

/* may_be_missing  members that the first manifests did not have */
static gboolean read_texts(GPtrArray *out, const json_t *object, const char *key, gboolean may_be_missing,
                           GError **error)
{
    const json_t *list = json_object_get(object, key);
    if (!list && may_be_missing)
        return TRUE;
    if (!json_is_array(list) || json_array_size(list) > MAX_TEXTS)
        return fail(error, "\"%s\" is no list of texts", key);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *text = json_array_get(list, i);
        if (!json_is_string(text) || strlen(json_string_value(text)) != json_string_length(text))
            return fail(error, "\"%s\" is no list of texts", key);
        g_ptr_array_add(out, g_strdup(json_string_value(text)));
    }
    return TRUE;
}

static gboolean check_file(const struct report_manifest_file *file, gboolean is_input, GError **error)
{
    if (!report_manifest_is_name(file->name))
        return fail(error, "\"%.100s\" is no name of a file below the manifest", file->name);
    if (file->sha256 ? !is_sum(file->sha256) || file->bytes < 0 : !is_input)
        return fail(error, "\"%.100s\" has no SHA-256 and size", file->name);
    if (file->shows && (is_input || !is_sum(file->shows)))
        return fail(error, "\"%.100s\": \"shows\" is no SHA-256", file->name);
    return TRUE;
}

static gboolean read_file(GPtrArray *out, const json_t *object, gboolean is_input, GError **error)
{
    g_autofree char *role = NULL, *name = NULL, *sha256 = NULL;
    if ((is_input && !read_text(&role, object, "role", FALSE, error)) ||
        !read_text(&name, object, "name", FALSE, error) || !read_text(&sha256, object, "sha256", is_input, error))
        return FALSE;
    const json_t *bytes = json_object_get(object, "bytes"), *shows = json_object_get(object, "shows");
    struct report_manifest_file *file =
        report_manifest_add(out, g_steal_pointer(&role), g_steal_pointer(&name), g_steal_pointer(&sha256),
                            json_is_integer(bytes) ? json_integer_value(bytes) : -1);
    file->shows = shows ? g_strdup(json_is_string(shows) ? json_string_value(shows) : "") : NULL;
    return check_file(file, is_input, error);
}

static gboolean read_files(GPtrArray *out, const json_t *object, const char *key, gboolean is_input, GError **error)
{
    const json_t *list = json_object_get(object, key);
    if (!json_is_array(list))
        return fail(error, "\"%s\" is no list of files", key);
    for (size_t i = 0; i < json_array_size(list); i++)
        if (!read_file(out, json_array_get(list, i), is_input, error))
            return FALSE;
    return TRUE;
}

static gboolean check_order(const GPtrArray *outputs, GError **error)
{
    for (guint i = 1; i < outputs->len; i++) {
        const struct report_manifest_file *before = g_ptr_array_index(outputs, i - 1);
        const struct report_manifest_file *file = g_ptr_array_index(outputs, i);
        if (strcmp(before->name, file->name) >= 0)
            return fail(error, "\"%.100s\" stands twice, or not in order", file->name);
    }
    return outputs->len > 0 || fail(error, "there are no outputs");
}

static gboolean check_inputs(const GPtrArray *inputs, GError **error)
{
    for (guint i = 0; i < inputs->len; i++) {
        const struct report_manifest_file *file = g_ptr_array_index(inputs, i);
        if (g_str_equal(file->role, "corpus") != (i == 0) || (i == 0 && !file->sha256))
            return fail(error, "the first input is the one corpus");
    }
    return inputs->len > 0 || fail(error, "there is no corpus");
}

static gboolean read_members(report_manifest *out, const json_t *root, GError **error)
{
    const json_t *mark = json_object_get(root, REPORT_MANIFEST_MARK);
    if (!json_is_integer(mark))
        return fail(error, "is not a manifest of syncreport");
    if (json_integer_value(mark) != REPORT_MANIFEST_FORMAT)
        return fail(error, "is a manifest of another version of syncreport");
    return read_text(&out->command, root, "command", FALSE, error) &&
           read_texts(out->options, root, "options", FALSE, error) &&
           read_texts(out->figures, root, "figures", FALSE, error) &&
           read_text(&out->source_date, root, "source_date_epoch", TRUE, error) &&
           read_text(&out->program, root, "program", FALSE, error) &&
           read_texts(out->libraries, root, "libraries", FALSE, error) &&
           read_texts(out->resources, root, "resources", TRUE, error) &&
           read_files(out->inputs, root, "inputs", TRUE, error) && check_inputs(out->inputs, error) &&
           read_files(out->outputs, root, "outputs", FALSE, error) && check_order(out->outputs, error);
}

/* ------------------------------------------------------------------ the file */

/* The file's size is looked at before it is read: a link to a device, or a file of many gigabytes, must not hold us. */
static char *read_bytes(gsize *length, const char *path, GError **error)
{
    GStatBuf about;
    char *text = NULL;
    if (g_stat(path, &about) != 0)
        fail(error, "%s", g_strerror(errno));
    else if (!S_ISREG(about.st_mode) || about.st_size > REPORT_MANIFEST_MAX_BYTES)
        fail(error, "is no file of at most %d MB", (int)(REPORT_MANIFEST_MAX_BYTES >> 20));
    else
        g_file_get_contents(path, &text, length, error);
    return text;
}

/* Is the text as it was written, to the last byte? It may be changed. */
static gboolean is_sealed(char *text, gsize length)
{
    char *place = strlen(text) == length ? report_manifest_seal_find(text) : NULL;
    if (!place)
        return FALSE;
    g_autofree char *told = g_strndup(place, strlen(REPORT_MANIFEST_NO_SUM));
    memcpy(place, REPORT_MANIFEST_NO_SUM, strlen(REPORT_MANIFEST_NO_SUM));
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, (gssize)length);
    return g_str_equal(told, sum);
}

static json_t *parse(gboolean *is_as_written, const char *path, GError **error)
{
    gsize length = 0;
    json_error_t where;
    g_autofree char *text = read_bytes(&length, path, error);
    json_t *root = text ? json_loadb(text, length, JSON_REJECT_DUPLICATES, &where) : NULL;
    if (text && !root)
        fail(error, "line %d: is no JSON: %s", where.line, where.text);
    *is_as_written = root && is_sealed(text, length);
    return root;
}

report_manifest *report_manifest_read(const char *path, GError **error)
{
    g_autoptr(report_manifest) manifest = report_manifest_new();
    json_t *root = parse(&manifest->is_sealed, path, error);
    const gboolean is_read = root && read_members(manifest, root, error);
    json_decref(root);
    if (is_read)
        return g_steal_pointer(&manifest);
    g_prefix_error(error, "%s: ", path);
    return NULL;
}
