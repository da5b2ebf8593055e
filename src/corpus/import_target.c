/* corpus/import_target.c: lock, copy, replace: what makes an import all or nothing. */
#define _GNU_SOURCE /* copy_file_range */
#include "corpus/import_target.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "corpus/corpus_internal.h"
#include "corpus/same_rows.h"
#include "corpus/unfinished.h"

#define MAX_LINKS 40
#define POLL_MICROSECONDS 50000
#define POLLS_BEFORE_WARNING 20
#define COPY_SUFFIX_LENGTH 6 /* XXXXXX of g_mkstemp */
#define COPY_BLOCK_BYTES (1 << 20)

struct import_target {
    char *name; /* as the caller wrote it, for messages */
    char *path; /* behind all links */
    char *folder;
    char *lock_path;
    char *copy_path; /* NULL once it is gone */
    int lock_fd;
    enum import_start start;
};

static gboolean fail_errno(const import_target *target, const char *what, int code, GError **error)
{
    return corpus_error_set(error, CORPUS_ERROR_IO, "%s: %s: %s", target->name, what, g_strerror(code));
}

/* Follow links by hand: the last one may point to a file that does not exist yet. */
char *import_target_resolve(const char *path, GError **error)
{
    g_autofree char *at = g_strdup(path);
    for (int i = 0; i < MAX_LINKS; i++) {
        g_autofree char *link = g_file_read_link(at, NULL);
        if (link == NULL)
            return g_steal_pointer(&at);
        g_autofree char *folder = g_path_get_dirname(at);
        g_free(at);
        at = g_path_is_absolute(link) ? g_steal_pointer(&link) : g_build_filename(folder, link, NULL);
    }
    corpus_error_set(error, CORPUS_ERROR_IO, "%s: %s", path, g_strerror(ELOOP));
    return NULL;
}

/* --------------------------------------------------------------------- lock */

/* A process that frees its lock removes the file first: what we locked may be gone, or another one by now. */
static gboolean is_current(const import_target *target)
{
    GStatBuf locked, named;
    return fstat(target->lock_fd, &locked) == 0 && g_stat(target->lock_path, &named) == 0 &&
           locked.st_dev == named.st_dev && locked.st_ino == named.st_ino;
}

/* Our locks are empty: a file with something in it is somebody else's and stays. */
static gboolean is_empty(int fd)
{
    GStatBuf info;
    return fstat(fd, &info) == 0 && info.st_size == 0;
}

/* Open the lock file, and lock it if nobody else has: before anything can end us, so that it does not stay behind. 0 or
 * errno; EWOULDBLOCK for somebody else's, EAGAIN, the same, for one that is gone by now. */
static int try_lock(import_target *target)
{
    unfinished_hold();
    target->lock_fd = g_open(target->lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    int code = target->lock_fd >= 0 && flock(target->lock_fd, LOCK_EX | LOCK_NB) == 0 ? 0 : errno;
    if (code == 0 && !is_current(target))
        code = EAGAIN;
    if (code == 0 && is_empty(target->lock_fd))
        unfinished_add(target->lock_path);
    unfinished_release();
    return code;
}

static void drop_lock(import_target *target)
{
    if (target->lock_fd >= 0)
        close(target->lock_fd);
    target->lock_fd = -1;
}

static gboolean take_lock(import_target *target, void (*waiting)(gpointer), gpointer user_data, GError **error)
{
    for (gint64 n_polls = 0;; n_polls++) {
        const int code = try_lock(target);
        if (code == 0)
            return TRUE;
        const gboolean is_open = target->lock_fd >= 0;
        drop_lock(target);
        if (!is_open || (code != EWOULDBLOCK && code != EAGAIN))
            return fail_errno(target, is_open ? "cannot lock" : "cannot write beside it", code, error);
        if (n_polls == POLLS_BEFORE_WARNING)
            waiting(user_data);
        g_usleep(POLL_MICROSECONDS);
    }
}

/* --------------------------------------------------------------------- copy */

/* Copies of killed imports: nobody else can own one while we hold the lock. */
static void remove_stale_copies(const import_target *target, const char *prefix)
{
    g_autoptr(GDir) folder = g_dir_open(target->folder, 0, NULL);
    const char *name;
    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
        if (!g_str_has_prefix(name, prefix) || strlen(name) != strlen(prefix) + COPY_SUFFIX_LENGTH)
            continue;
        g_autofree char *path = g_build_filename(target->folder, name, NULL);
        g_unlink(path);
    }
}

/* 0 or errno. */
static int write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        const ssize_t n_written = write(fd, bytes, n);
        if (n_written < 0 && errno != EINTR)
            return errno;
        if (n_written > 0) {
            bytes += n_written;
            n -= (size_t)n_written;
        }
    }
    return 0;
}

/* 0 or errno. */
static int copy_by_blocks(int to, int from)
{
    g_autofree char *block = g_malloc(COPY_BLOCK_BYTES);
    for (;;) {
        const ssize_t n_read = read(from, block, COPY_BLOCK_BYTES);
        if (n_read < 0 && errno == EINTR)
            continue;
        if (n_read <= 0)
            return n_read == 0 ? 0 : errno;
        const int code = write_all(to, block, (size_t)n_read);
        if (code != 0)
            return code;
    }
}

/* Share the blocks where the file system can, else let the kernel copy them, else copy them here. 0 or errno. */
static int copy_bytes(int to, int from, gint64 n_bytes)
{
    if (ioctl(to, FICLONE, from) == 0)
        return 0;
    while (n_bytes > 0) {
        const ssize_t n_copied = copy_file_range(from, NULL, to, NULL, (size_t)n_bytes, 0);
        if (n_copied <= 0)
            break; /* the rest, or the reason why not, is found below: both files stand where the copying stopped */
        n_bytes -= n_copied;
    }
    return copy_by_blocks(to, from);
}

/* A write-ahead log is a second file with the newest pages. We never make one, but another program may have. */
static gboolean refuse_wal(corpus *db, const import_target *target, GError **error)
{
    gint64 is_wal = 0;
    if (!corpus_ask_integer(&is_wal, db, CORPUS_IS_WAL_SQL, 0, error))
        return FALSE;
    return !is_wal ||
           corpus_error_set(error, CORPUS_ERROR_FORMAT,
                            "%s: in write-ahead mode (run \"PRAGMA journal_mode = DELETE\" on it)", target->name);
}

/* Copy while a read transaction keeps other programs from writing the file. */
static gboolean copy_corpus(import_target *target, int to, GError **error)
{
    g_autoptr(corpus) db = corpus_open_any_version(target->path, error);
    if (db == NULL || !corpus_run(db, "BEGIN; SELECT count(*) FROM sqlite_schema", error) ||
        !refuse_wal(db, target, error))
        return FALSE;
    const int from = g_open(target->path, O_RDONLY | O_CLOEXEC, 0);
    GStatBuf info;
    int code = from < 0 || fstat(from, &info) != 0 ? errno : 0;
    if (code == 0)
        code = copy_bytes(to, from, info.st_size);
    if (code == 0 && fchmod(to, info.st_mode & 07777) != 0)
        code = errno;
    corpus_close(g_steal_pointer(&db)); /* first: closing our own descriptor would drop its lock */
    if (from >= 0)
        close(from);
    return code == 0 || fail_errno(target, "cannot copy", code, error);
}

/* Is there something to copy: a file that is not empty. */
static gboolean inspect(gboolean *has_corpus, const import_target *target, GError **error)
{
    GStatBuf info;
    *has_corpus = FALSE;
    if (g_stat(target->path, &info) != 0)
        return errno == ENOENT || corpus_error_set(error, CORPUS_ERROR_IO, "%s: %s", target->name, g_strerror(errno));
    if (!S_ISREG(info.st_mode))
        return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: not a corpus (not a regular file)", target->name);
    *has_corpus = info.st_size > 0;
    if (*has_corpus && target->start == IMPORT_NEW_ONLY)
        return corpus_error_set(error, CORPUS_ERROR_IO, "%s: there is a file already (--force replaces a corpus)",
                                target->name);
    return TRUE;
}

/* What an import replaces without having read it must at least be a corpus, of any version. */
static gboolean is_replaceable(const import_target *target, int to, GError **error)
{
    GStatBuf info;
    g_autoptr(corpus) db = corpus_open_any_version(target->path, error);
    if (db == NULL)
        return FALSE;
    if (g_stat(target->path, &info) != 0 || fchmod(to, info.st_mode & 07777) != 0)
        return fail_errno(target, "cannot replace", errno, error);
    return TRUE;
}

static gboolean make_copy(import_target *target, GError **error)
{
    g_autofree char *base = g_path_get_basename(target->path);
    g_autofree char *prefix = g_strdup_printf(".%s.import-", base);
    g_autofree char *name = g_strconcat(prefix, "XXXXXX", NULL);
    gboolean has_corpus = FALSE;
    remove_stale_copies(target, prefix);
    if (!inspect(&has_corpus, target, error))
        return FALSE;
    g_autofree char *path = g_build_filename(target->folder, name, NULL);
    const int fd = unfinished_make(path, 0666);
    if (fd < 0)
        return fail_errno(target, "cannot write beside it", errno, error);
    target->copy_path = g_steal_pointer(&path);
    const gboolean ok = !has_corpus || (target->start == IMPORT_ON_COPY ? copy_corpus(target, fd, error)
                                                                        : is_replaceable(target, fd, error));
    if (close(fd) != 0 && ok)
        return fail_errno(target, "cannot copy", errno, error);
    return ok;
}

import_target *import_target_lock(const char *path, enum import_start start, void (*waiting)(gpointer user_data),
                                  gpointer user_data, GError **error)
{
    g_autofree char *resolved = import_target_resolve(path, error);
    if (resolved == NULL)
        return NULL;
    g_autoptr(import_target) target = g_new0(import_target, 1);
    target->name = g_strdup(path);
    target->path = g_steal_pointer(&resolved);
    target->folder = g_path_get_dirname(target->path);
    target->lock_path = g_strconcat(target->path, ".lock", NULL);
    target->lock_fd = -1;
    target->start = start;
    gboolean has_corpus;
    if (!inspect(&has_corpus, target, error) || !take_lock(target, waiting, user_data, error) ||
        !make_copy(target, error))
        return NULL;
    return g_steal_pointer(&target);
}

const char *import_target_copy(const import_target *target)
{
    return target->copy_path;
}

/* ------------------------------------------------------------------ replace */

/* 0 or errno. */
static int sync_path(const char *path, int flags)
{
    const int fd = g_open(path, flags | O_CLOEXEC, 0);
    if (fd < 0)
        return errno;
    int code = fsync(fd) != 0 ? errno : 0;
    if (close(fd) != 0 && code == 0)
        code = errno;
    return code;
}

gboolean import_target_is_same(const import_target *target)
{
    return corpus_same_rows(target->path, target->copy_path);
}

gboolean import_target_replace(import_target *target, GError **error)
{
    int code = sync_path(target->copy_path, O_RDWR);
    if (code == 0)
        code = unfinished_rename(target->copy_path, target->path);
    if (code != 0)
        return fail_errno(target, "cannot write", code, error);
    g_clear_pointer(&target->copy_path, g_free);
    sync_path(target->folder,
              O_RDONLY | O_DIRECTORY); /* the corpus is in place; some file systems cannot sync folders */
    return TRUE;
}

void import_target_free(import_target *target)
{
    if (target == NULL)
        return;
    if (target->copy_path != NULL)
        unfinished_remove(target->copy_path);
    if (target->lock_fd >= 0) {
        if (is_empty(target->lock_fd))
            unfinished_remove(target->lock_path); /* while we hold it, see is_current */
        close(target->lock_fd);
    }
    g_free(target->name);
    g_free(target->path);
    g_free(target->folder);
    g_free(target->lock_path);
    g_free(target->copy_path);
    g_free(target);
}
