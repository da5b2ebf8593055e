#include "study/derive_labels.h"

#include <string.h>

#define HAS_LIST 0x80
/* More than any corpus has. */
#define MAX_COMMIT_ID (G_GINT64_CONSTANT(1) << 30)

struct derive_labels {
    GByteArray *first;          /* [commit id] 0: no label; kind + 1 of the only row; or HAS_LIST */
    GArray *list;               /* struct derive_label: all rows of the others, by commit */
    struct derive_label single; /* what derive_labels_find gives for an only row */
};

void derive_labels_free(derive_labels *labels)
{
    if (!labels)
        return;
    g_byte_array_unref(labels->first);
    g_array_unref(labels->list);
    g_free(labels);
}

/* Rows come in the order of commits, so that those of one commit stand together in the list. */
static void add_row(derive_labels *labels, const struct derive_label *row)
{
    const guint known = labels->first->len, wanted = (guint)row->commit_id + 1;
    if (wanted > known) {
        g_byte_array_set_size(labels->first, wanted);
        memset(labels->first->data + known, 0, wanted - known);
    }
    guint8 *first = &labels->first->data[row->commit_id];
    if (*first == 0 && row->rows == 1) {
        *first = (guint8)(row->kind + 1);
        return;
    }
    if (*first != 0 && *first != HAS_LIST) {
        const struct derive_label before = {row->commit_id, 1, (guint8)(*first - 1)};
        g_array_append_val(labels->list, before);
    }
    *first = HAS_LIST;
    g_array_append_vals(labels->list, row, 1);
}

static const char all_sql[] = "SELECT commit_id, label_id, rows FROM labels WHERE labeller_id = ?1 ORDER BY commit_id";
static const char stale_sql[] =
    "SELECT l.commit_id, l.label_id, l.rows FROM stale_families s CROSS JOIN repositories r ON"
    " r.family_id = s.family_id CROSS JOIN commits c ON c." CORPUS_COMMITS_OF(
        "r.repository_id") " CROSS JOIN labels l ON l.commit_id = c.commit_id WHERE l.labeller_id = ?1"
                           " ORDER BY l.commit_id";

derive_labels *derive_labels_read(corpus *db, gint64 labeller, const GByteArray *kinds, gboolean is_partial,
                                  GError **error)
{
    g_autoptr(derive_labels) labels = g_new0(derive_labels, 1);
    labels->first = g_byte_array_new();
    labels->list = g_array_new(FALSE, FALSE, sizeof(struct derive_label));
    g_autoptr(corpus_statement) read = corpus_prepare(db, is_partial ? stale_sql : all_sql, NULL, error);
    if (!read)
        return NULL;
    corpus_bind_integer(read, 1, labeller);
    for (gboolean has_row = FALSE;;) {
        if (!corpus_step(&has_row, read, error))
            return NULL;
        if (!has_row)
            return g_steal_pointer(&labels);
        const gint64 label_id = corpus_column_integer(read, 1);
        const gboolean is_known = label_id >= 0 && label_id < (gint64)kinds->len;
        const struct derive_label row = {corpus_column_integer(read, 0), (guint32)corpus_column_integer(read, 2),
                                         is_known ? kinds->data[label_id] : DERIVE_UNKNOWN};
        if (row.commit_id < 0 || row.commit_id >= MAX_COMMIT_ID) {
            g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA,
                        "the corpus is damaged: labels: commit %" G_GINT64_FORMAT, row.commit_id);
            return NULL;
        }
        add_row(labels, &row);
    }
}

static int compare_commits(gconstpointer a, gconstpointer b)
{
    const gint64 left = ((const struct derive_label *)a)->commit_id,
                 right = ((const struct derive_label *)b)->commit_id;
    return (left > right) - (left < right);
}

/* The rows of a commit that is in the list: the search finds one of them. */
static size_t find_in_list(const struct derive_label **rows, const derive_labels *labels, gint64 commit_id)
{
    const struct derive_label key = {.commit_id = commit_id};
    guint start = 0;
    const gboolean is_known = g_array_binary_search(labels->list, &key, compare_commits, &start);
    g_assert(is_known);
    const struct derive_label *all = (const struct derive_label *)(gconstpointer)labels->list->data;
    while (start > 0 && all[start - 1].commit_id == commit_id)
        start--;
    guint end = start + 1;
    while (end < labels->list->len && all[end].commit_id == commit_id)
        end++;
    *rows = &all[start];
    return end - start;
}

size_t derive_labels_find(const struct derive_label **rows, derive_labels *labels, gint64 commit_id)
{
    const guint8 first = commit_id >= 0 && commit_id < (gint64)labels->first->len ? labels->first->data[commit_id] : 0;
    if (first == 0)
        return 0;
    if (first == HAS_LIST)
        return find_in_list(rows, labels, commit_id);
    labels->single = (struct derive_label){commit_id, 1, (guint8)(first - 1)};
    *rows = &labels->single;
    return 1;
}
