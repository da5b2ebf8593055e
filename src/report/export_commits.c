/* commits.csv: as many rows as there are labels, so it is written while they are read. */
#include "plot/whole_file.h"
#include "report/export.h"
#include "report/export_internal.h"
#include "report/report.h"

#define BUFFER_BYTES ((gsize)64 * 1024)

struct commits_file {
    plot_file *file;
    GString *buffer; /* rows that are not yet in the file */
};

/* The error of a file, which names its path, as one of this room. */
static gboolean fail(GError **error, const GError *fault)
{
    g_set_error_literal(error, REPORT_ERROR, REPORT_ERROR_IO, fault->message);
    return FALSE;
}

static gboolean flush(struct commits_file *out, GError **error)
{
    g_autoptr(GError) fault = NULL;
    if (!plot_file_put(out->file, out->buffer->str, out->buffer->len, &fault))
        return fail(error, fault);
    g_string_truncate(out->buffer, 0);
    return TRUE;
}

static gboolean put_commit(const struct study_commit *commit, gpointer user_data, GError **error)
{
    struct commits_file *out = user_data;
    const char *const cells[] = {commit->repository, commit->commit,  commit->platform, commit->family, commit->date,
                                 commit->author,     commit->message, commit->files,    commit->label};
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
        g_string_append(out->buffer, i > 0 ? "," : "");
        export_append_text(out->buffer, cells[i] ? cells[i] : "");
    }
    g_string_append_c(out->buffer, '\n');
    return out->buffer->len < BUFFER_BYTES || flush(out, error);
}

gboolean export_commits_write(struct study_commits_counts *counts, const char *directory, corpus *db,
                              const struct study_commits_wish *wish, GError **error)
{
    g_assert(counts && directory && db && wish);
    if (!export_make_folder(directory, error))
        return FALSE;
    g_autofree char *path = g_build_filename(directory, EXPORT_COMMITS_NAME, NULL);
    g_autoptr(GError) fault = NULL;
    g_autoptr(plot_file) file = plot_file_open(path, &fault);
    if (!file)
        return fail(error, fault);
    g_autoptr(GString) buffer = g_string_new("repository,commit,platform,family,date,author,message,files,label\n");
    struct commits_file out = {file, buffer};
    if (!study_commits_each(counts, db, wish, put_commit, &out, error) || !flush(&out, error))
        return FALSE;
    return plot_file_finish(file, &fault) || fail(error, fault);
}
