/* corpus/import.c: the life of an import: begin on a copy, read sources, settle, put the copy in place. */
#include "corpus/import.h"

#include <string.h>

#include "corpus/alike.h"
#include "corpus/changes.h"
#include "corpus/date.h"
#include "corpus/import_state.h"

/* ------------------------------------------------------- for the formats */

corpus *import_corpus(import *imp)
{
    return imp->db;
}

void import_warn(import *imp, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    imp->options.warn(message, imp->options.user_data);
}

void import_note_time(import *imp, gint64 time_s)
{
    imp->newest_s = MAX(imp->newest_s, time_s);
}

gboolean import_note_day(import *imp, const char *day, GError **error)
{
    gint64 end_s = 0;
    if (!import_day_end(&end_s, day, error))
        return FALSE;
    imp->told_s = MAX(imp->told_s, end_s - DATE_SECONDS_PER_DAY);
    return TRUE;
}

gboolean import_family(gint64 *family_id, import *imp, const char *family, const char *owner, GError **error)
{
    const char *const details[NAME_MAX_DETAILS] = {owner};
    return import_names_intern(family_id, imp->names, NAME_FAMILY, 0, family, details, error);
}

gboolean import_family_lookup(gint64 *family_id, const import *imp, const char *family)
{
    return import_names_lookup(family_id, imp->names, NAME_FAMILY, 0, family);
}

gboolean import_repository(gint64 *repository_id, import *imp, gint64 family_id, enum record_platform platform,
                           const char *name, GError **error)
{
    const char *slash = strrchr(name, '/');
    const char *const details[NAME_MAX_DETAILS] = {slash != NULL && slash[1] != '\0' ? slash + 1 : name};
    return import_names_intern(repository_id, imp->names, NAME_REPOSITORY, 2 * family_id + (gint64)platform, name,
                               details, error);
}

gboolean import_contributor(gint64 *contributor_id, import *imp, enum record_platform platform,
                            const struct import_person *person, GError **error)
{
    const char *const details[NAME_MAX_DETAILS] = {person->profile, person->name, person->email};
    return import_names_intern(contributor_id, imp->names, NAME_CONTRIBUTOR, (gint64)platform, person->handle, details,
                               error);
}

gboolean import_label(gint64 *label_id, import *imp, const char *label, GError **error)
{
    if (import_names_lookup(label_id, imp->names, NAME_LABEL, 0, label))
        return TRUE;
    g_autofree char *lower = g_strstrip(g_ascii_strdown(label, -1));
    g_autofree char *name = g_strdup(lower);
    *name = g_ascii_toupper(*name);
    const char *const details[NAME_MAX_DETAILS] = {name};
    return import_names_intern(label_id, imp->names, NAME_LABEL, 0, lower, details, error);
}

gboolean import_labeller(gint64 *labeller_id, import *imp, const char *labeller, GError **error)
{
    static const char *const no_details[NAME_MAX_DETAILS] = {NULL};
    return import_names_intern(labeller_id, imp->names, NAME_LABELLER, 0, labeller, no_details, error);
}

/* ---------------------------------------------------------------- meta */

/* The day of collection that the corpus has, as the second at which it starts; G_MININT64: none. */
static gboolean load_collected(gint64 *day_s, gboolean *is_assumed, import *imp, GError **error)
{
    gint64 assumed = 0;
    *day_s = G_MININT64;
    g_autofree char *text = NULL;
    if (!corpus_meta_read(&text, imp->db, "collected", error) ||
        !corpus_ask_integer(&assumed, imp->db, "SELECT value = '1' FROM meta WHERE key = 'collected_assumed'", 0,
                            error))
        return FALSE;
    struct date_time day;
    if (text != NULL && date_parse(&day, text, IMPORT_DATES_YMD) == DATE_OK)
        *day_s = day.time_s;
    *is_assumed = assumed != 0;
    return TRUE;
}

/* ---------------------------------------------------------------- begin */

gboolean import_day_end(gint64 *end_s, const char *day, GError **error)
{
    struct date_time start = {0};
    if (date_parse(&start, day, IMPORT_DATES_YMD) != DATE_OK || start.resolution != 'd')
        return corpus_error_set(error, CORPUS_ERROR_DATA,
                                "day of collection: \"%s\" is not a date (expected YYYY-MM-DD)", day);
    *end_s = start.time_s + DATE_SECONDS_PER_DAY;
    return TRUE;
}

static void warn_of_waiting(gpointer user_data)
{
    import *imp = user_data;
    import_warn(imp, "%s: waiting for another import to finish", imp->path);
}

/* Until import_mark_derived, readers take the derived tables for outdated; what made them is kept for the step that
 * makes them anew: it may leave families alone whose evidence stays as it was. */
static gboolean watch_changes(corpus *db, GError **error)
{
    gint64 was_derived = 0;
    return corpus_run(db,
                      "DELETE FROM meta WHERE key = 'derived_before';"
                      "UPDATE meta SET key = 'derived_before' WHERE key = 'derived'",
                      error) &&
           corpus_ask_integer(&was_derived, db, "SELECT count(*) FROM meta WHERE key = 'derived_before'", 0, error) &&
           (was_derived == 0 || changes_watch(db, error));
}

static gboolean open_copy(import *imp, GError **error)
{
    imp->target = import_target_lock(imp->path, imp->options.start, warn_of_waiting, imp, error);
    if (imp->target == NULL)
        return FALSE;
    imp->db = corpus_open_copy(import_target_copy(imp->target), imp->path, error);
    if (imp->db == NULL)
        return FALSE;
    imp->names = import_names_load(imp->db, error);
    imp->index = imp->names != NULL ? commit_index_new(imp->db, error) : NULL;
    return imp->index != NULL && watch_changes(imp->db, error) &&
           corpus_ask_integer(&imp->last_source_id, imp->db, "SELECT max(source_id) FROM sources", 0, error) &&
           corpus_ask_integer(&imp->next_commit_id, imp->db, "SELECT max(commit_id) + 1 FROM commits", 1, error) &&
           corpus_ask_integer(&imp->first_new_family_id, imp->db, "SELECT max(family_id) + 1 FROM families", 1, error);
}

/* clang-format takes the type's name for C++'s keyword. */
/* clang-format off */
import *import_begin(const char *path, const struct import_options *options, GError **error)
{
    g_assert(path != NULL && options != NULL && options->warn != NULL);
    g_autoptr(import) imp = g_new0(import, 1);
    imp->path = g_strdup(path);
    imp->options = *options;
    imp->newest_s = G_MININT64;
    imp->told_s = G_MININT64;
    imp->replaced = bits_new();
    imp->confirmed = bits_new();
    imp->collected_end_s = G_MAXINT64;
    if ((options->collected != NULL && !import_day_end(&imp->collected_end_s, options->collected, error)) ||
        !open_copy(imp, error))
        return NULL;
    imp->first_new_commit_id = imp->next_commit_id;
    if (options->skipped_path != NULL && (imp->skipped = import_skipped_open(options->skipped_path, error)) == NULL)
        return NULL;
    return g_steal_pointer(&imp);
}
/* clang-format on */

/* --------------------------------------------------------------- settle */

/* Statements of remove_vanished. */
struct removal {
    corpus_statement *list;
    corpus_statement *erase[2];
    size_t n_removed;
};

/* Ids of the repository's commits that the new tables do not have. Owner: the caller; NULL on error. */
static GArray *list_vanished(import *imp, struct removal *removal, gint64 repository_id, GError **error)
{
    g_autoptr(GArray) vanished = g_array_new(FALSE, FALSE, sizeof(gint64));
    gboolean has_row = TRUE;
    corpus_reset(removal->list);
    corpus_bind_integer(removal->list, 1, repository_id);
    while (corpus_step(&has_row, removal->list, error)) {
        if (!has_row)
            return g_steal_pointer(&vanished);
        const gint64 commit_id = corpus_column_integer(removal->list, 0);
        if (!bits_has(imp->confirmed, commit_id))
            g_array_append_val(vanished, commit_id);
    }
    return NULL;
}

static gboolean remove_vanished_of(import *imp, struct removal *removal, gint64 repository_id, GError **error)
{
    g_autoptr(GArray) vanished = list_vanished(imp, removal, repository_id, error);
    if (vanished == NULL)
        return FALSE;
    for (guint i = 0; i < vanished->len; i++) {
        for (size_t table = 0; table < G_N_ELEMENTS(removal->erase); table++) {
            corpus_bind_integer(removal->erase[table], 1, g_array_index(vanished, gint64, i));
            if (!corpus_execute(removal->erase[table], error))
                return FALSE;
        }
    }
    removal->n_removed += vanished->len;
    return TRUE;
}

static gboolean remove_vanished(import *imp, GError **error)
{
    if (bits_end(imp->replaced) == 0)
        return TRUE;
    g_autoptr(corpus_statement) list =
        corpus_prepare(imp->db, "SELECT commit_id FROM commits WHERE " CORPUS_COMMITS_OF("?1"), NULL, error);
    g_autoptr(corpus_statement) labels =
        list != NULL ? corpus_prepare(imp->db, "DELETE FROM labels WHERE commit_id = ?1", NULL, error) : NULL;
    g_autoptr(corpus_statement) commits =
        labels != NULL ? corpus_prepare(imp->db, "DELETE FROM commits WHERE commit_id = ?1", NULL, error) : NULL;
    if (commits == NULL)
        return FALSE;
    struct removal removal = {.list = list, .erase = {labels, commits}};
    for (gint64 id = 0; id < bits_end(imp->replaced); id++)
        if (bits_has(imp->replaced, id) && !remove_vanished_of(imp, &removal, id, error))
            return FALSE;
    if (removal.n_removed > 0)
        import_warn(imp, "%zu %s", removal.n_removed,
                    removal.n_removed == 1 ? "commit removed: the new tables of its repository do not have it"
                                           : "commits removed: the new tables of their repositories do not have them");
    return TRUE;
}

static gboolean store_collected(import *imp, gint64 day_s, gboolean is_assumed, GError **error)
{
    g_autofree char *day = date_format_day(day_s);
    if (is_assumed)
        import_warn(imp, "day of collection not told: %s assumed", day);
    return corpus_meta_store(imp->db, "collected", day, error) &&
           corpus_meta_store(imp->db, "collected_assumed", is_assumed ? "1" : "0", error);
}

/*
 * Told now: that day. Else the newest day told of a source or by an earlier import, unless a source without a day had
 * something newer. Else the newest commit ever read. An import that read no times leaves all as it is.
 */
static gboolean settle_collected(import *imp, GError **error)
{
    gint64 stored_s;
    gboolean is_assumed;
    if (!load_collected(&stored_s, &is_assumed, imp, error))
        return FALSE;
    if (imp->n_late > 0)
        import_warn(imp, "%zu %s later than the day of collection (%s) and %s not used", imp->n_late,
                    imp->n_late == 1 ? "commit is" : "commits are",
                    imp->options.collected != NULL ? imp->options.collected
                    : imp->n_late == 1             ? "of its source"
                                                   : "of their source",
                    imp->n_late == 1 ? "is" : "are");
    if (imp->options.collected != NULL)
        return store_collected(imp, imp->collected_end_s - DATE_SECONDS_PER_DAY, FALSE, error);
    const gint64 told_s = is_assumed ? imp->told_s : MAX(imp->told_s, stored_s);
    const gint64 assumed_s = is_assumed ? MAX(imp->newest_s, stored_s) : imp->newest_s;
    if (imp->newest_s == G_MININT64 && imp->told_s == G_MININT64)
        return TRUE;
    if (told_s == G_MININT64 || assumed_s >= told_s + DATE_SECONDS_PER_DAY)
        return store_collected(imp, MAX(assumed_s, told_s), TRUE, error);
    return store_collected(imp, told_s, FALSE, error);
}

/* Is a family that came now likely one that is there under another name? The first such pair is told. */
static gboolean warn_of_alike(import *imp, GError **error)
{
    g_autoptr(corpus_statement) find = corpus_prepare(imp->db, alike_families_sql, NULL, error);
    gboolean has_row = FALSE;
    if (find == NULL)
        return FALSE;
    corpus_bind_integer(find, 1, imp->first_new_family_id);
    if (!corpus_step(&has_row, find, error))
        return FALSE;
    if (has_row) {
        g_autofree char *names = import_shown(corpus_column_text(find, 0));
        import_warn(imp, "families that look alike, and count as several: %s", names);
    }
    return TRUE;
}

gboolean import_settle(import *imp, GError **error)
{
    if (!commit_index_settle(imp->index, error) || !remove_vanished(imp, error) || !settle_collected(imp, error) ||
        !warn_of_alike(imp, error) ||
        (imp->options.note != NULL && !corpus_meta_store(imp->db, "note", imp->options.note, error)) ||
        !corpus_meta_store(imp->db, "program", "syncreport " SYNCREPORT_VERSION, error))
        return FALSE;
    imp->is_settled = TRUE;
    return TRUE;
}

gboolean import_mark_derived(import *imp, const char *derivation, GError **error)
{
    return corpus_run(imp->db, "DELETE FROM meta WHERE key = 'derived_before'", error) &&
           corpus_meta_store(imp->db, "derived", derivation, error);
}

/* --------------------------------------------------------------- finish */

gboolean import_finish(struct import_counts *counts, import *imp, GError **error)
{
    gint64 n_families = 0;
    if ((!imp->is_settled && !import_settle(imp, error)) ||
        !corpus_ask_integer(&n_families, imp->db, "SELECT count(*) FROM families WHERE NOT excluded", 0, error) ||
        !corpus_run(imp->db, "COMMIT", error))
        return FALSE;
    g_clear_pointer(&imp->names, import_names_free);
    g_clear_pointer(&imp->index, commit_index_free);
    g_clear_pointer(&imp->db, corpus_close);
    imp->counts.is_unchanged =
        imp->counts.new_commits == 0 && imp->counts.updated_commits > 0 && import_target_is_same(imp->target);
    if ((imp->skipped != NULL && !import_skipped_finish(imp->skipped, error)) ||
        (!imp->counts.is_unchanged && !import_target_replace(imp->target, error)))
        return FALSE;
    imp->counts.families = (size_t)n_families;
    if (counts != NULL)
        *counts = imp->counts;
    return TRUE;
}

void import_free(import *imp)
{
    if (imp == NULL)
        return;
    import_names_free(imp->names);
    commit_index_free(imp->index);
    corpus_close(imp->db);
    import_target_free(imp->target);
    import_skipped_free(imp->skipped);
    bits_free(imp->replaced);
    bits_free(imp->confirmed);
    g_free(imp->path);
    g_free(imp);
}
