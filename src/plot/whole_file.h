/* plot/whole_file.h: output files that appear whole or not at all. */
#ifndef PLOT_WHOLE_FILE_H
#define PLOT_WHOLE_FILE_H

#include <glib.h>

/*
 * Write n_bytes to a path: into a temporary file beside the target, which is synced and then renamed; symbolic links
 * are followed. What exists and is no regular file (/dev/full, a pipe) is opened and written directly, every write and
 * the close checked.
 *
 * PLOT_ERROR_IO  "PATH: why"; a regular target is as it was before.
 */
gboolean plot_file_write(const char *path, const void *bytes, size_t n_bytes, GError **error);

/*
 * The same for what is too large to be held: open, put piece after piece, finish. plot_file_free without
 * plot_file_finish leaves the target as it was before. Owner: the caller. Errors as above.
 */
typedef struct plot_file plot_file;
plot_file *plot_file_open(const char *path, GError **error);
gboolean plot_file_put(plot_file *file, const void *bytes, size_t n_bytes, GError **error);
gboolean plot_file_finish(plot_file *file, GError **error);
void plot_file_free(plot_file *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(plot_file, plot_file_free)

#endif
