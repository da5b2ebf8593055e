/* Other rules, other groups, outdated results: computed to be read, and never written. */
#include "study/derive_internal.h"
#include "study/study.h"

static gboolean derive_shadows(corpus *db, const struct sync_rules *rules, const char *by, GError **error)
{
    g_autoptr(derive) run = derive_new(db, rules);
    run->by = by;
    return (!by || derive_make_own_groups(db, by, error)) && derive_read(run, error) && derive_run(run, error);
}

/* One transaction: the evidence is of one state, and a table is not locked anew for each row. */
gboolean study_shadow(corpus *db, const struct sync_rules *rules, const char *by, GError **error)
{
    return corpus_shadow_derived(db, error) && corpus_run(db, "BEGIN", error) && derive_shadows(db, rules, by, error) &&
           corpus_run(db, "COMMIT", error);
}
