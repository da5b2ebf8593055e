/* Whose labels the statistics count, where several gave them. */
#include "study/study_internal.h"

/* Labels that came with the commits, else the labeller who labelled most of them, else the first by name. */
static const char labeller_sql[] =
    "SELECT coalesce((SELECT labeller_id FROM labellers WHERE labeller = 'source'"
    " AND EXISTS (SELECT 1 FROM labels WHERE labels.labeller_id = labellers.labeller_id)),"
    " (SELECT labeller_id FROM (SELECT DISTINCT commit_id, labeller_id FROM labels) JOIN labellers USING (labeller_id)"
    " GROUP BY labeller_id ORDER BY count(*) DESC, labeller LIMIT 1), 0)";

gboolean study_labeller_find(gint64 *labeller_id, corpus *db, GError **error)
{
    g_autoptr(corpus_statement) find = corpus_prepare(db, labeller_sql, NULL, error);
    gboolean has_row = FALSE;
    if (!find || !corpus_step(&has_row, find, error))
        return FALSE;
    *labeller_id = corpus_column_integer(find, 0);
    return TRUE;
}
