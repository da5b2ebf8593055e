/* corpus/vocabulary.c: what an empty corpus starts with: the words of record.h and the study's label set. */
#include "corpus/corpus_internal.h"
#include "corpus/record.h"

#define MAINTENANCE "maintenance"
#define META_PROGRAM "meta program"
#define DATA_CATEGORY "data category"
#define DEPENDENCY_MANAGEMENT "dependency management"

/* STUDY.md, section 6: 15 change types that the statistics keep, with the coarser of their two groupings, and 4 left
 * out. */
static const struct label_row {
    const char *label;
    const char *name;
    int kept;
    const char *group;
} labels[] = {
    {"add dependency", "Add dependency", 1, DEPENDENCY_MANAGEMENT},
    {"external documentation", "External documentation", 1, META_PROGRAM},
    {"input data", "Input data", 1, DATA_CATEGORY},
    {"internal documentation", "Internal documentation", 1, META_PROGRAM},
    {"model structure", "Model structure", 1, MAINTENANCE},
    {"output data", "Output data", 1, DATA_CATEGORY},
    {"parameter tuning", "Parameter tuning", 1, MAINTENANCE},
    {"pipeline performance", "Pipeline performance", 1, MAINTENANCE},
    {"preprocessing", "Preprocessing", 1, MAINTENANCE},
    {"project metadata", "Project metadata", 1, DATA_CATEGORY},
    {"remove dependency", "Remove dependency", 1, DEPENDENCY_MANAGEMENT},
    {"sharing", "Sharing", 1, META_PROGRAM},
    {"training infrastructure", "Training infrastructure", 1, MAINTENANCE},
    {"update dependency", "Update dependency", 1, DEPENDENCY_MANAGEMENT},
    {"validation infrastructure", "Validation infrastructure", 1, META_PROGRAM},
    {"add model", "Add model", 0, NULL},
    {"bug fix", "Bug fix", 0, NULL},
    {"unclear", "Unclear", 0, NULL},
    {"uncategorized", "Uncategorized", 0, NULL},
};

static const struct word_table {
    const char *insert;
    const struct record_word *words;
    size_t n_words;
} tables[] = {
    {"INSERT INTO patterns VALUES (?1, ?2, ?3)", record_patterns, RECORD_N_PATTERNS},
    {"INSERT INTO lags VALUES (?1, ?2, ?3)", record_lags, RECORD_N_LAGS},
    {"INSERT INTO age_groups VALUES (?1, ?2, ?3)", record_age_groups, RECORD_N_TERTILES},
    {"INSERT INTO similarity_groups VALUES (?1, ?2, ?3)", record_similarity_groups, RECORD_N_TERTILES},
};

static gboolean fill_words(corpus *db, const struct word_table *table, GError **error)
{
    g_autoptr(corpus_statement) insert = corpus_prepare(db, table->insert, NULL, error);
    if (insert == NULL)
        return FALSE;
    for (size_t i = 0; i < table->n_words; i++) {
        corpus_bind_text(insert, 1, table->words[i].id);
        corpus_bind_text(insert, 2, table->words[i].name);
        corpus_bind_integer(insert, 3, (gint64)i);
        if (!corpus_execute(insert, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean fill_labels(corpus *db, GError **error)
{
    g_autoptr(corpus_statement) insert = corpus_prepare(
        db, "INSERT INTO label_set (label, name, kept, label_group) VALUES (?1, ?2, ?3, ?4)", NULL, error);
    if (insert == NULL)
        return FALSE;
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
        corpus_bind_text(insert, 1, labels[i].label);
        corpus_bind_text(insert, 2, labels[i].name);
        corpus_bind_integer(insert, 3, labels[i].kept);
        corpus_bind_text(insert, 4, labels[i].group);
        if (!corpus_execute(insert, error))
            return FALSE;
    }
    return TRUE;
}

/* Handles that end in [bot] or -bot, and programs known by name. */
static const char bots_sql[] =
    "INSERT INTO bots VALUES ('*[bot]*'), ('*-bot'), ('*_bot'), ('allcontributors*'), ('codecov*'), ('dependabot*'),"
    " ('github-actions*'), ('greenkeeper*'), ('mergify*'), ('parquet-converter'), ('pre-commit-ci*'), ('renovate*'),"
    " ('sfconvertbot'), ('snyk-bot*')";

gboolean corpus_fill_bots(corpus *db, GError **error)
{
    return corpus_run(db, bots_sql, error);
}

gboolean corpus_fill_vocabulary(corpus *db, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
        if (!fill_words(db, &tables[i], error))
            return FALSE;
    return fill_labels(db, error) && corpus_fill_bots(db, error);
}
