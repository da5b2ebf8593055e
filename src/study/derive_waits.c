/* Waits that have not ended: as long as anybody has looked, which every import may change for all families. */
#include "study/derive_internal.h"

/* %s chooses families. ?1 the corpus's end of watching, ?2 the rule `until`, ?3 never. None where nobody has looked
 * since the wait began. */
static const char erase_sql[] =
    "DELETE FROM waits WHERE (family_id, seq) IN (SELECT family_id, open_seq FROM family_pass"
    " WHERE open_seq IS NOT NULL%s)";
static const char open_sql[] =
    "INSERT INTO waits SELECT family_id, open_seq, open_source, iif(open_source = 'GH', 'HF', 'GH'), open_since, end_s,"
    " (end_s - open_since) / 86400, 1 FROM (SELECT *, min(coalesce(watched_until, ?3), iif(is_watched_by_all, ?1, ?3),"
    " ?2) AS end_s FROM family_pass WHERE open_seq IS NOT NULL%s) WHERE end_s < ?3 AND end_s >= open_since";

gboolean derive_open_waits(derive *run, GError **error)
{
    const char *chosen =
        run->is_partial && !run->has_moved_watch ? " AND family_id IN (SELECT family_id FROM stale_families)" : "";
    g_autofree char *erase = g_strdup_printf(erase_sql, chosen), *open = g_strdup_printf(open_sql, chosen);
    g_autoptr(corpus_statement) insert = corpus_prepare(run->db, open, NULL, error);
    if (!insert || !corpus_run(run->db, erase, error))
        return FALSE;
    corpus_bind_integer(insert, 1, run->watched_until_s);
    corpus_bind_integer(insert, 2, run->rules->until_s);
    corpus_bind_integer(insert, 3, G_MAXINT64);
    return corpus_execute(insert, error);
}
