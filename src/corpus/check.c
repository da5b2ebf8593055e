/* corpus/check.c: the order of the corpus doctor's questions, and what a finding is made of. */
#include "corpus/check.h"

#include <string.h>

#include "corpus/check_internal.h"
#include "corpus/import_internal.h"

/* ----------------------------------------------------------------- findings */

corpus_finding *check_finding_new(const struct check_words *words)
{
    corpus_finding *finding = g_new0(corpus_finding, 1);
    *finding = (corpus_finding){
        .id = words->id, .severity = words->severity, .title = words->title, .of = -1, .effect = words->effect};
    return finding;
}

void check_finding_free(corpus_finding *finding)
{
    for (size_t i = 0; i < CORPUS_MAX_EXAMPLES; i++)
        g_free(finding->examples[i]);
    g_free(finding->what);
    g_free(finding);
}

void check_finding_count(corpus_finding *finding, gint64 n, const char *example)
{
    finding->count += n;
    for (size_t i = 0; example != NULL && i < CORPUS_MAX_EXAMPLES; i++)
        if (finding->examples[i] == NULL) {
            finding->examples[i] = import_shown(example);
            return;
        }
}

gboolean check_finding_ask(corpus_finding *finding, corpus *db, const char *sql, GError **error)
{
    g_autoptr(corpus_statement) query = corpus_prepare(db, sql, NULL, error);
    gboolean has_row = query != NULL;
    while (has_row) {
        if (!corpus_step(&has_row, query, error))
            return FALSE;
        if (has_row)
            check_finding_count(finding, corpus_column_integer(query, 1), corpus_column_text(query, 0));
    }
    return query != NULL;
}

/* Owner: the caller. */
static char *describe(const corpus_finding *finding, const struct check_words *words)
{
    if (finding->of < 0)
        return g_strdup_printf("%" G_GINT64_FORMAT " %s %s", finding->count,
                               finding->count == 1 ? words->one : words->many, words->phrase);
    return g_strdup_printf("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " %s %s", finding->count, finding->of,
                           finding->of == 1 ? words->one : words->many, words->phrase);
}

void check_finding_close(GPtrArray *findings, corpus_finding *finding, const struct check_words *words, gint64 of)
{
    if (finding->count == 0) {
        check_finding_free(finding);
        return;
    }
    finding->of = of;
    finding->what = describe(finding, words);
    g_ptr_array_add(findings, finding);
}

/* -------------------------------------------------------------------- order */

static const struct check_words unreadable_words = {
    .id = "unreadable_file",
    .severity = CORPUS_FAULT,
    .title = "unreadable file",
    .one = "place",
    .many = "places",
    .phrase = "where reading stopped",
    .effect = "what lies behind it was not examined; make the corpus anew from its sources",
};

/* Memory for pages while keys are looked up: 64 MB. */
static const char prepare_sql[] = "PRAGMA cache_size = -65536";

static gboolean examine(GPtrArray *findings, corpus *db, GError **error)
{
    if (!corpus_run(db, prepare_sql, error) || !check_file(findings, db, error))
        return FALSE;
    return findings->len > 0 || (check_survey(db, error) && check_shared(db, error) && check_data(findings, db, error));
}

/* The path stands in front of every message, and in front of every finding's line stands the command's own. */
static void add_unreadable(GPtrArray *findings, const corpus *db, const GError *error)
{
    g_autofree char *prefix = g_strconcat(db->path, ": ", NULL);
    const gsize n_prefix = g_str_has_prefix(error->message, prefix) ? strlen(prefix) : 0;
    corpus_finding *finding = check_finding_new(&unreadable_words);
    check_finding_count(finding, 1, error->message + n_prefix);
    check_finding_close(findings, finding, &unreadable_words, -1);
}

static void free_finding(gpointer finding)
{
    check_finding_free(finding);
}

GPtrArray *corpus_check(const char *path, GError **error)
{
    g_autoptr(corpus) db = corpus_open(path, error);
    if (db == NULL)
        return NULL;
    g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(free_finding);
    g_autoptr(GError) stop = NULL;
    if (examine(findings, db, &stop))
        return g_steal_pointer(&findings);
    if (!g_error_matches(stop, CORPUS_ERROR, CORPUS_ERROR_IO)) {
        g_propagate_error(error, g_steal_pointer(&stop));
        return NULL;
    }
    add_unreadable(findings, db, stop);
    return g_steal_pointer(&findings);
}
