/* corpus/check_file.c: is the file sound, is its schema ours, do its references lead somewhere. */
#include <string.h>

#include "corpus/check_internal.h"

/* ------------------------------------------------------ queries of examples */

/* A question whose rows are what is wrong: a text, and how many it stands for. */
struct file_check {
    struct check_words words;
    const char *sql;
};

/* Every page, every cell that may not be NULL, every index against its table. */
static const struct file_check integrity_check = {
    {.id = "damaged_file",
     .severity = CORPUS_FAULT,
     .title = "damaged file",
     .one = "place",
     .many = "places",
     .phrase = "where the file contradicts itself",
     .effect = "nothing in it may be trusted; make the corpus anew from its sources"},
    "SELECT integrity_check, 1 FROM pragma_integrity_check(100) WHERE integrity_check <> 'ok'",
};

static const struct file_check reference_checks[] = {
    {{.id = "broken_reference",
      .severity = CORPUS_FAULT,
      .title = "broken references",
      .one = "row",
      .many = "rows",
      .phrase = "pointing at a row that is not there",
      .effect = "commits, labels or results belong to nothing, counts are wrong; make the corpus anew"},
     "SELECT \"table\" || ' without its row in ' || parent, count(*)"
     " FROM pragma_foreign_key_check GROUP BY \"table\", parent ORDER BY \"table\", parent"},
    {{.id = "impossible_value",
      .severity = CORPUS_FAULT,
      .title = "impossible values",
      .one = "row",
      .many = "rows",
      .phrase = "with a value that no import stores",
      .effect = "their times and platforms mean nothing; make the corpus anew"},
     /* what the CHECKs of the schema say and more: SQLite ignores those of a file that is open for reading only */
     "SELECT * FROM (SELECT 'repositories of no platform' AS what, count(*) AS n FROM repositories"
     "  WHERE platform NOT IN ('GH', 'HF') UNION ALL SELECT 'contributors of no platform', count(*) FROM contributors"
     "  WHERE platform NOT IN ('GH', 'HF') UNION ALL SELECT 'commits with half a time or parent', count(*) FROM commits"
     "  WHERE (author_time IS NULL) <> (author_resolution IS NULL) OR author_resolution NOT IN ('s', 'd')"
     "  OR typeof(author_time) NOT IN ('integer', 'null') OR (committer_time IS NULL) <> (committer_resolution IS NULL)"
     "  OR committer_resolution NOT IN ('s', 'd') OR typeof(committer_time) NOT IN ('integer', 'null')"
     "  OR typeof(parents) NOT IN ('blob', 'null') OR length(parents) % 20 <> 0) WHERE n > 0"},
    {{.id = "duplicate_commit",
      .severity = CORPUS_FAULT,
      .title = "duplicate commits",
      .one = "commit",
      .many = "commits",
      .phrase = "stored more than once in one repository",
      .effect = "they count twice; make the corpus anew"},
     "SELECT name || ' ' || substr(lower(hex(key)), 1, 10), 1 FROM (SELECT repository_id, key FROM commits"
     "  WHERE place IN (SELECT place FROM commits INDEXED BY commits_by_place GROUP BY place HAVING count(*) > 1)"
     "  GROUP BY repository_id, key, occurrence HAVING count(*) > 1)"
     " JOIN repositories USING (repository_id) ORDER BY repository_id, key"},
};

static gboolean run_check(GPtrArray *findings, corpus *db, const struct file_check *check, GError **error)
{
    g_autoptr(corpus_finding) finding = check_finding_new(&check->words);
    if (!check_finding_ask(finding, db, check->sql, error))
        return FALSE;
    check_finding_close(findings, g_steal_pointer(&finding), &check->words, -1);
    return TRUE;
}

/* ------------------------------------------------------------------- schema */

static const struct check_words schema_words = {
    .id = "foreign_schema",
    .severity = CORPUS_FAULT,
    .title = "foreign schema",
    .one = "table, index, view or trigger",
    .many = "tables, indexes, views or triggers",
    .phrase = "not as this version makes them",
    .effect = "another program changed the corpus; make it anew from its sources",
};

/* SQLite's own tables and indexes (names that start with sqlite_) come and go with ours. */
static const char schema_sql[] = "SELECT type || ' ' || name, sql FROM sqlite_schema"
                                 " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name";

/* A definition without its comments, and with one blank where there are several: words of a comment may change
 * between releases that make the same tables. No literal of the schema holds either. Owner: the caller. */
static char *squeeze(const char *sql)
{
    GString *out = g_string_new(NULL);
    for (const char *c = sql; *c != '\0'; c++) {
        if (c[0] == '-' && c[1] == '-')
            c += strcspn(c, "\n") - 1;
        else if (!g_ascii_isspace(*c))
            g_string_append_c(out, *c);
        else if (out->len > 0 && out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
    }
    return g_string_free(out, FALSE);
}

/* Definitions by type and name; NULL on failure. */
static GHashTable *read_schema(corpus *db, GError **error)
{
    g_autoptr(GHashTable) schema = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(corpus_statement) query = corpus_prepare(db, schema_sql, NULL, error);
    gboolean has_row = query != NULL;
    while (has_row) {
        if (!corpus_step(&has_row, query, error))
            return NULL;
        const char *sql = has_row ? corpus_column_text(query, 1) : NULL;
        if (has_row)
            g_hash_table_insert(schema, g_strdup(corpus_column_text(query, 0)), squeeze(sql != NULL ? sql : ""));
    }
    return query != NULL ? g_steal_pointer(&schema) : NULL;
}

/* As this version makes it. */
static GHashTable *expected_schema(GError **error)
{
    g_autoptr(corpus) model = corpus_new_model(error);
    return model != NULL ? read_schema(model, error) : NULL;
}

/* Each name of `of` that `other` does not have, or has in another form, is named with `words`. */
static void compare(corpus_finding *finding, GHashTable *of, GHashTable *other, gboolean is_missing_only,
                    const char *words)
{
    g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(of), (GCompareFunc)g_strcmp0);
    for (const GList *name = names; name != NULL; name = name->next) {
        const char *there = g_hash_table_lookup(other, name->data);
        const gboolean is_told =
            is_missing_only ? there == NULL : there != NULL && !g_str_equal(there, g_hash_table_lookup(of, name->data));
        g_autofree char *example = g_strdup_printf("%s %s", (const char *)name->data, words);
        if (is_told)
            check_finding_count(finding, 1, example);
    }
}

static gboolean check_schema(GPtrArray *findings, corpus *db, GError **error)
{
    g_autoptr(corpus_finding) finding = check_finding_new(&schema_words);
    g_autoptr(GHashTable) expected = expected_schema(error);
    g_autoptr(GHashTable) found = expected != NULL ? read_schema(db, error) : NULL;
    if (found == NULL)
        return FALSE;
    compare(finding, expected, found, TRUE, "is missing");
    compare(finding, found, expected, TRUE, "is not ours");
    compare(finding, expected, found, FALSE, "is another");
    check_finding_close(findings, g_steal_pointer(&finding), &schema_words, -1);
    return TRUE;
}

/* -------------------------------------------------------------------- order */

gboolean check_file(GPtrArray *findings, corpus *db, GError **error)
{
    if (!run_check(findings, db, &integrity_check, error))
        return FALSE;
    if (findings->len > 0)
        return TRUE;
    if (!check_schema(findings, db, error))
        return FALSE;
    for (size_t i = 0; findings->len == 0 && i < G_N_ELEMENTS(reference_checks); i++)
        if (!run_check(findings, db, &reference_checks[i], error))
            return FALSE;
    return TRUE;
}
