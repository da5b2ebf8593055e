/* corpus/changes.c: the triggers that note whose evidence changes. */
#include "corpus/changes.h"

#include "corpus/corpus_internal.h"

static const char tables_sql[] = "CREATE TEMP TABLE changed_families (family_id INTEGER PRIMARY KEY);"
                                 "CREATE TEMP TABLE changed_repositories (repository_id INTEGER PRIMARY KEY);"
                                 "CREATE TEMP TABLE changed_for_all (n INTEGER PRIMARY KEY);";

/* What a trigger notes, once; `row` is old or new. Not by INSERT OR IGNORE: within a trigger the conflict clause of the
 * statement that fires it holds instead, and an upsert would fail. */
#define NOTE(table, column, id)                                                                                        \
    "INSERT INTO " table " SELECT " id " WHERE " id " NOT IN (SELECT " column " FROM " table ");"
#define NOTE_FAMILY(row) NOTE("changed_families", "family_id", row ".family_id")
#define NOTE_REPOSITORY(row) NOTE("changed_repositories", "repository_id", row ".repository_id")
#define NOTE_COMMIT(row)                                                                                               \
    "INSERT INTO changed_repositories SELECT repository_id FROM commits WHERE commit_id = " row                        \
    ".commit_id AND repository_id NOT IN (SELECT repository_id FROM changed_repositories);"
#define NOTE_ALL NOTE("changed_for_all", "n", "1")
#define DIFFERS(column) "old." column " IS NOT new." column

static const struct watch {
    const char *event, *when, *notes;
} watches[] = {
    {"INSERT ON commits", "1", NOTE_REPOSITORY("new")},
    {"DELETE ON commits", "1", NOTE_REPOSITORY("old")},
    {"UPDATE OF repository_id ON commits", "1", NOTE_REPOSITORY("old") NOTE_REPOSITORY("new")},
    {"UPDATE OF author_time, committer_time, contributor_id, is_merge ON commits",
     DIFFERS("author_time") " OR " DIFFERS("committer_time") " OR " DIFFERS("contributor_id") " OR " DIFFERS(
         "is_merge"),
     NOTE_REPOSITORY("new")},
    {"INSERT ON labels", "1", NOTE_COMMIT("new")},
    {"DELETE ON labels", "1", NOTE_COMMIT("old")},
    {"UPDATE ON labels", "1", NOTE_COMMIT("old") NOTE_COMMIT("new")},
    {"INSERT ON repositories", "1", NOTE_FAMILY("new")},
    {"DELETE ON repositories", "1", NOTE_FAMILY("old")},
    {"UPDATE ON repositories", "1", NOTE_FAMILY("old") NOTE_FAMILY("new")},
    {"INSERT ON families", "1", NOTE_FAMILY("new")},
    {"DELETE ON families", "1", NOTE_FAMILY("old")},
    {"UPDATE OF excluded ON families", DIFFERS("excluded"), NOTE_FAMILY("new")},
    /* A new contributor bears on others only where identities tell who is who. */
    {"INSERT ON contributors", "EXISTS (SELECT 1 FROM identities)", NOTE_ALL},
    {"DELETE ON contributors", "1", NOTE_ALL},
    {"UPDATE OF profile ON contributors", DIFFERS("profile"), NOTE_ALL},
    {"UPDATE OF name, email ON contributors", /* identities and bots may name either */
     "(" DIFFERS("name") " OR " DIFFERS("email") ") AND (EXISTS (SELECT 1 FROM identities) OR EXISTS (SELECT 1 FROM "
                                                 "bots))",
     NOTE_ALL},
    /* Labels that the set does not know are counted with the rows that have them. */
    {"INSERT ON label_set", "new.kept >= 0", NOTE_ALL},
    {"DELETE ON label_set", "old.kept >= 0", NOTE_ALL},
    {"UPDATE ON label_set", DIFFERS("label") " OR " DIFFERS("kept"), NOTE_ALL},
};

/* Any change of these bears on all families. */
static const char *const tables_of_all[] = {
    "identities",         "bots",
    "given_classes",      "given_evolution",
    "given_ages",         "given_transitions",
    "given_similarity",   "given_common_contributors",
    "given_label_counts", "given_pattern_label_counts",
};
static const char *const events[] = {"INSERT", "DELETE", "UPDATE"};

static void add_trigger(GString *sql, const struct watch *watch)
{
    g_string_append_printf(sql, "CREATE TEMP TRIGGER watch_%" G_GSIZE_FORMAT " AFTER %s WHEN %s BEGIN %s END;\n",
                           sql->len, watch->event, watch->when, watch->notes);
}

gboolean changes_watch(corpus *db, GError **error)
{
    g_autoptr(GString) sql = g_string_new(tables_sql);
    for (gsize i = 0; i < G_N_ELEMENTS(watches); i++)
        add_trigger(sql, &watches[i]);
    for (gsize i = 0; i < G_N_ELEMENTS(tables_of_all) * G_N_ELEMENTS(events); i++) {
        g_autofree char *event =
            g_strdup_printf("%s ON %s", events[i % G_N_ELEMENTS(events)], tables_of_all[i / G_N_ELEMENTS(events)]);
        add_trigger(sql, &(struct watch){event, "1", NOTE_ALL});
    }
    return corpus_run(db, sql->str, error);
}

/* Their names are ours: no corpus has TEMP triggers of its own. */
static gboolean remove_triggers(corpus *db, GError **error)
{
    g_autoptr(GString) sql = g_string_new(NULL);
    g_autoptr(corpus_statement) read =
        corpus_prepare(db, "SELECT name FROM sqlite_temp_schema WHERE type = 'trigger'", NULL, error);
    for (gboolean has_row = read != NULL; has_row;) {
        if (!corpus_step(&has_row, read, error))
            return FALSE;
        if (has_row)
            g_string_append_printf(sql, "DROP TRIGGER temp.%s;", corpus_column_text(read, 0));
    }
    if (!read)
        return FALSE;
    g_clear_pointer(&read, corpus_statement_free);
    return corpus_run(db, sql->str, error);
}

gboolean changes_settle(gboolean *is_known, corpus *db, GError **error)
{
    gint64 n_tables = 0, for_all = 1;
    *is_known = FALSE;
    if (!corpus_ask_integer(&n_tables, db, "SELECT count(*) FROM sqlite_temp_schema WHERE name = 'changed_for_all'", 0,
                            error))
        return FALSE;
    if (n_tables == 0)
        return TRUE;
    if (!remove_triggers(db, error) ||
        !corpus_run(db,
                    "INSERT OR IGNORE INTO changed_families SELECT family_id FROM changed_repositories JOIN "
                    "repositories USING (repository_id)",
                    error) ||
        !corpus_ask_integer(&for_all, db, "SELECT count(*) FROM changed_for_all", 0, error))
        return FALSE;
    *is_known = for_all == 0;
    return TRUE;
}
