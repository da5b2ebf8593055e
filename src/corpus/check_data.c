/* corpus/check_data.c: the corpus doctor's questions about the data, in one table: warnings, then notes. */
#include "corpus/alike.h"
#include "corpus/check_internal.h"

/*
 * One question. Either of single commits: `property` names theirs and `among` that of the commits they are counted
 * among (NULL: all); check_survey has counted them. Or of anything else: `sql` gives a row for each thing found, with a
 * text (NULL: no example) and how many it stands for; `of_sql` gives how many there are in all (NULL: not told).
 * Queries read evidence, the tables of check_survey and check_shared, and are ordered.
 */
struct data_check {
    struct check_words words;
    const char *property, *among;
    const char *sql, *of_sql;
};

#define WORDS_OF_COMMITS .one = "commit", .many = "commits"
#define WORDS_OF_REPOSITORIES .one = "repository", .many = "repositories"
#define WORDS_OF_FAMILIES .one = "family", .many = "families"
#define WORDS_OF_NAMES .one = "name", .many = "names"
#define WORDS_OF_SOURCES .one = "source", .many = "sources"

#define IS_DAY_ASSUMED "EXISTS (SELECT 1 FROM meta WHERE key = 'collected_assumed' AND value = '1')"

/* Names of one column that are equal but for case, accents, or slashes and blanks at the end. */
#define ALIKE(table, column, group)                                                                                    \
    "SELECT min(" column ") || ' and ' || max(" column "), count(DISTINCT " column ") FROM " table " GROUP BY " group  \
    "name_shape(" column ") HAVING count(DISTINCT " column ") > 1 ORDER BY 1"

/* Repositories of a platform that several families hold. */
#define CLAIMED(platform)                                                                                              \
    "SELECT r.name || ' (' || min(family) || ' and ' || max(family) || ')', 1 FROM checked_repositories r"             \
    " JOIN families USING (family_id) WHERE r.platform = '" platform "' GROUP BY r.name"                               \
    " HAVING count(DISTINCT family_id) > 1 ORDER BY r.name"

#define REPOSITORIES_OF(platform)                                                                                      \
    "SELECT count(DISTINCT name) FROM checked_repositories WHERE platform = '" platform "'"

#define WITH_COMMITS                                                                                                   \
    "SELECT family_id, sum(commits) AS commits, sum(commits) FILTER (WHERE platform = 'GH') AS upstream,"              \
    " sum(commits) FILTER (WHERE platform = 'HF') AS downstream FROM checked_repositories GROUP BY family_id"          \
    " HAVING sum(commits) > 0"
#define N_FAMILIES_WITH_COMMITS "SELECT count(DISTINCT family_id) FROM checked_repositories WHERE commits > 0"

/* The computed counts leave no commit out, but for those that they count as late or dropped. */
static const char stale_sql[] =
    "SELECT family, 1 FROM families LEFT JOIN (" WITH_COMMITS ") USING (family_id) LEFT JOIN family_facts f"
    " USING (family_id) WHERE iif(excluded, f.family_id IS NOT NULL, commits > 0 AND (f.family_id IS NULL OR"
    " (origin = 'computed' AND coalesce(upstream_commits, 0) + coalesce(downstream_commits, 0) + late + dropped"
    "  <> commits))) ORDER BY family";

/* Commits c of a repository r or of a list l, by their index. */
#define COMMITS_OF_R "c." CORPUS_COMMITS_OF("r.repository_id")
#define COMMITS_OF_L "c." CORPUS_COMMITS_OF("l.repository_id")

/*
 * Lists end at 20 (a push event), 100 (a page), 250 (a comparison) or 1,000 commits (a page of the Hugging Face Hub)
 * when the collection read one page alone. Lists of such a length are truncated
 *  - always, when they come in JSON, as those interfaces give them;
 *  - in a table, when the repository is the only one of its source (at 20 this is common without any fault), or when
 *    the table has the length far more often than those next to it: more than 3 times the mean of the ten lengths
 *    within 5 of it, plus 3. Of honest tables with 325 and with 3,250 families none has (20 commits: 20 times, its
 *    neighbours 21; 184 and 203; 100 commits: 2 and 1; 9 and 12);
 *  - or when a source of many repositories has exactly 100, 250 or 1,000 rows.
 * A clone ends nowhere. Nor does a list that holds the beginning: a commit that tells of no parent, or an oldest one
 * that is called "initial commit", as both platforms call it; lists are cut at their old end.
 */
static const char truncated_sql[] =
    "WITH lists AS (SELECT repository_id, platform, name, commits, first_s, (SELECT source_id FROM commits c"
    "  WHERE " COMMITS_OF_R " LIMIT 1) AS source_id FROM checked_repositories r"
    "  WHERE commits IN (20, 100, 250, 1000)),"
    " lone AS (SELECT source_id FROM checked_commits GROUP BY source_id"
    "  HAVING count(repository_id) = count(*) AND count(DISTINCT repository_id) = 1),"
    " lengths AS (SELECT l.platform, l.commits, count(*) FILTER (WHERE n.commits = l.commits) AS same,"
    "  count(*) FILTER (WHERE n.commits <> l.commits) AS others FROM (SELECT DISTINCT platform, commits FROM lists) l"
    "  JOIN checked_repositories n ON n.platform = l.platform AND n.commits BETWEEN l.commits - 5 AND l.commits + 5"
    "  GROUP BY l.platform, l.commits)"
    " SELECT l.name || ': ' || commits, 1 FROM lists l JOIN lengths USING (platform, commits)"
    " JOIN sources s USING (source_id)"
    " WHERE format <> 'git' AND (format = 'json' OR (commits > 20 AND source_id IN lone) OR same > 3 + 0.3 * others)"
    " AND NOT EXISTS (SELECT 1 FROM commits c WHERE " COMMITS_OF_L " AND c.author_time = l.first_s"
    "  AND lower(trim(c.message)) = 'initial commit')"
    " AND NOT EXISTS (SELECT 1 FROM commits c WHERE " COMMITS_OF_L " AND length(parents) = 0)"
    " UNION ALL SELECT name || ': ' || rows, 1 FROM sources WHERE kind IN ('github', 'huggingface') AND format <> 'git'"
    " AND rows IN (100, 250, 1000) AND source_id IN (SELECT source_id FROM checked_commits)"
    " AND source_id NOT IN lone ORDER BY 1";

/*
 * One dated commit as the whole of a family's side, where there should be a history: the other side goes on for more
 * than a year, and the repository is the upstream one or has 10,000 downloads; or a source tells of a longer history.
 */
static const char squashed_sql[] =
    "WITH sides AS (SELECT family_id, platform, sum(dated) AS dated, max(last_s) - min(first_s) AS span_s"
    "  FROM checked_repositories GROUP BY family_id, platform)"
    " SELECT r.name, 1 FROM checked_repositories r JOIN sides s USING (family_id, platform)"
    " JOIN families f USING (family_id) LEFT JOIN variants v USING (repository_id)"
    " LEFT JOIN sides o ON o.family_id = r.family_id AND o.platform <> r.platform"
    " WHERE r.dated = 1 AND s.dated = 1 AND ((o.span_s > 365 * 86400 AND (r.platform = 'GH' OR downloads >= 10000))"
    " OR (r.platform = 'HF' AND max(coalesce(f.age_days, 0), coalesce(v.age_days, 0),"
    "  coalesce((last_commit - first_commit) / 86400, 0)) > 365)) ORDER BY r.name";

static const char lone_variant_sql[] = "SELECT name, 1 FROM checked_repositories JOIN variants USING (repository_id)"
                                       " WHERE dated = 1 AND downloads >= 10000 ORDER BY name";

/* More than a year after all others of at least ten: nobody else went on. */
static const char lonely_day_sql[] =
    "SELECT name || ' of ' || date(last_s, 'unixepoch'), 1 FROM checked_repositories WHERE " IS_DAY_ASSUMED
    " AND last_s > 366 * 86400 + (SELECT last_s FROM checked_repositories ORDER BY last_s DESC LIMIT 1 OFFSET 1)"
    " AND (SELECT count(last_s) FROM checked_repositories) > 10";

static const char midnight_sql[] =
    "SELECT name, 1 FROM (SELECT source_id, sum(commits) AS n, sum(commits) FILTER (WHERE is_midnight) AS n_midnight"
    " FROM checked_commits WHERE is_second GROUP BY source_id) JOIN sources USING (source_id)"
    " WHERE n >= 20 AND n = n_midnight ORDER BY source_id";

/*
 * Every day of the month is at most 12. By chance 30 commits have it so with (12/30.4)^30, could they be told apart;
 * but commits come in heaps, so that their days must be more than one month's 12.
 */
static const char swapped_sql[] =
    "SELECT name, 1 FROM (SELECT source_id, sum(commits) AS n, total(is_late_in_month) AS n_late FROM checked_commits"
    " WHERE is_day GROUP BY source_id) d JOIN sources USING (source_id) WHERE iif(n >= 30 AND n_late = 0,"
    "  (SELECT count(DISTINCT author_time) FROM commits c WHERE c.source_id = d.source_id"
    "   AND author_resolution = 'd'), 0) > 12 ORDER BY source_id";

/* Ids of one platform's repositories in which the same commit stands; a repository that two families claim is none. */
#define SHARED(families)                                                                                               \
    "SELECT first || ' and ' || last, count(*) FROM (SELECT min(name) AS first, max(name) AS last FROM shared_commits" \
    " JOIN checked_repositories USING (repository_id) GROUP BY key, platform" families                                 \
    " HAVING count(DISTINCT name) > 1"
#define SHARED_END ") GROUP BY first, last ORDER BY count(*) DESC, first, last"

static const char repaired_names_sql[] =
    "WITH names (name) AS (SELECT family FROM families UNION SELECT name FROM repositories"
    " UNION SELECT handle FROM contributors UNION SELECT name FROM contributors WHERE name IS NOT NULL)"
    " SELECT name, 1 FROM names WHERE instr(name, char(65533)) > 0 OR " CHECK_IS_GARBLED("name") " ORDER BY name";

static const char unlabelled_sql[] =
    "SELECT iif(is_downstream, 'Hugging Face: ', 'GitHub: ') || n_labelled || ' of ' || n || ' with a label',"
    " n - n_labelled FROM (SELECT is_downstream, sum(commits) AS n, sum(commits * is_labelled) AS n_labelled"
    "  FROM checked_commits GROUP BY is_downstream) WHERE 2 * n_labelled < n ORDER BY is_downstream";

static const char days_upstream_sql[] =
    "SELECT NULL, sum(commits) FROM checked_commits WHERE NOT is_downstream AND (is_day OR is_second)"
    " HAVING sum(commits) > 0 AND total(is_second) = 0";

static const struct data_check data_checks[] = {
    /* warnings */
    {.words = {.id = "stale_results",
               .severity = CORPUS_WARNING,
               .title = "stale results",
               WORDS_OF_FAMILIES,
               .phrase = "whose results do not fit the commits",
               .effect = "classes and counts are not those of the data; run \"syncreport import CORPUS --refresh\""},
     .sql = stale_sql},
    {.words = {.id = "truncated_list",
               .severity = CORPUS_WARNING,
               .title = "truncated lists",
               .one = "list",
               .many = "lists",
               .phrase = "of exactly 20, 100, 250 or 1000 commits",
               .effect = "the collection may have stopped early, waits and patterns of their families are then wrong"},
     .sql = truncated_sql},
    {.words = {.id = "spreadsheet_rows",
               .severity = CORPUS_WARNING,
               .title = "cut tables",
               WORDS_OF_SOURCES,
               .phrase = "of exactly as many rows as a spreadsheet holds",
               .effect = "the rest of the rows is lost, families at the end are incomplete"},
     .sql = "SELECT name || ': ' || rows, 1 FROM sources WHERE rows IN (65535, 1048575) ORDER BY source_id"},
    {.words = {.id = "squashed_history",
               .severity = CORPUS_WARNING,
               .title = "squashed histories",
               WORDS_OF_REPOSITORIES,
               .phrase = "with a single commit where a long history is to be expected",
               .effect =
                   "the history may have been rewritten or cut, the family's pattern is then that of what is left"},
     .sql = squashed_sql},
    {.words = {.id = "incomplete_history",
               .severity = CORPUS_WARNING,
               .title = "incomplete histories",
               WORDS_OF_COMMITS,
               .phrase = "that have parents which the corpus does not have (of those that tell their parents)",
               .effect = "commits are missing, waits and patterns of their families may be wrong"},
     .property = "is_orphan",
     .among = "is_telling_parents"},
    {.words = {.id = "same_history",
               .severity = CORPUS_WARNING,
               .title = "doubled histories",
               WORDS_OF_COMMITS,
               .phrase = "in several repositories of one family",
               .effect = "copies count as activity of their own"},
     .sql = SHARED(", family_id") SHARED_END},
    {.words = {.id = "variant_of_two_families",
               .severity = CORPUS_WARNING,
               .title = "variants claimed twice",
               .one = "variant",
               .many = "variants",
               .phrase = "in more than one family",
               .effect = "their commits count in each of these families"},
     .sql = CLAIMED("HF"),
     .of_sql = REPOSITORIES_OF("HF")},
    {.words = {.id = "backdated_commit",
               .severity = CORPUS_WARNING,
               .title = "backdated commits",
               WORDS_OF_COMMITS,
               .phrase = "from before git (7 April 2005) or, downstream, before 2016",
               .effect = "they decide which side starts, and the periods are counted from them"},
     .property = "is_backdated"},
    {.words = {.id = "future_commit",
               .severity = CORPUS_WARNING,
               .title = "future commits",
               WORDS_OF_COMMITS,
               .phrase = "from after the day of collection",
               .effect = "they are not used; the day of collection or their clocks are wrong"},
     .property = "is_future"},
    {.words = {.id = "lonely_last_commit",
               .severity = CORPUS_WARNING,
               .title = "doubtful day of collection",
               WORDS_OF_REPOSITORIES,
               .phrase = "that alone went on for more than a year, from whose last commit it is assumed",
               .effect = "open waits are taken for longer than they are; give --collected"},
     .sql = lonely_day_sql},
    {.words = {.id = "author_after_committer",
               .severity = CORPUS_WARNING,
               .title = "authors after committers",
               WORDS_OF_COMMITS,
               .phrase = "that were committed more than a day before they were written",
               .effect = "one of the two clocks is wrong, and waits with it"},
     .property = "is_author_late"},
    {.words = {.id = "midnight_times",
               .severity = CORPUS_WARNING,
               .title = "days told as times",
               WORDS_OF_SOURCES,
               .phrase = "with all times at exactly 00:00:00",
               .effect = "waits are wrong by up to a day, and are not known to be"},
     .sql = midnight_sql},
    {.words = {.id = "swapped_day_month",
               .severity = CORPUS_WARNING,
               .title = "day and month swapped",
               WORDS_OF_SOURCES,
               .phrase = "without any day of the month after the 12th",
               .effect = "most dates are wrong; import again with --dates dmy or mdy"},
     .sql = swapped_sql},
    {.words = {.id = "spoilt_id",
               .severity = CORPUS_WARNING,
               .title = "spoilt commit ids",
               WORDS_OF_COMMITS,
               .phrase = "whose id a spreadsheet took for a number",
               .effect = "different commits may have become one; import the table as it was before"},
     .property = "is_number"},
    {.words = {.id = "cut_message",
               .severity = CORPUS_WARNING,
               .title = "cut messages",
               WORDS_OF_COMMITS,
               .phrase = "with a message of exactly 32767 characters, all that a spreadsheet's cell holds",
               .effect = "the table went through a spreadsheet: ids, dates and change types may have suffered too"},
     .property = "is_cut"},
    {.words = {.id = "replaced_characters",
               .severity = CORPUS_WARNING,
               .title = "lost characters",
               WORDS_OF_COMMITS,
               .phrase = "with a replacement character in the message",
               .effect = "the text was repaired somewhere: equal messages may differ, change types suffer"},
     .property = "is_replaced"},
    {.words = {.id = "garbled_text",
               .severity = CORPUS_WARNING,
               .title = "garbled text",
               WORDS_OF_COMMITS,
               .phrase = "whose message was read in the wrong encoding",
               .effect = "equal messages may differ, change types suffer; import the table as it was before"},
     .property = "is_garbled"},
    {.words = {.id = "repaired_name",
               .severity = CORPUS_WARNING,
               .title = "repaired names",
               WORDS_OF_NAMES,
               .phrase = "with lost or garbled characters",
               .effect = "one family, repository or person may count as two"},
     .sql = repaired_names_sql},
    {.words = {.id = "similar_families",
               .severity = CORPUS_WARNING,
               .title = "families that look alike",
               WORDS_OF_NAMES,
               .phrase = "of families that differ in nothing but case, accents, lost letters or a slash at the end",
               .effect = "one family may count as two, each with a part of its commits"},
     .sql = alike_families_sql},
    {.words = {.id = "similar_repositories",
               .severity = CORPUS_WARNING,
               .title = "repositories that look alike",
               WORDS_OF_NAMES,
               .phrase = "of repositories that differ in nothing but case, accents or a slash at the end",
               .effect = "one repository may count as two"},
     .sql = ALIKE("checked_repositories", "name", "platform, ")},
    /* notes */
    {.words = {.id = "one_sided_family",
               .severity = CORPUS_NOTE,
               .title = "one side only",
               WORDS_OF_FAMILIES,
               .phrase = "with commits on one platform only",
               .effect = "they have no waits between the platforms"},
     .sql = "SELECT family, 1 FROM (" WITH_COMMITS ") JOIN families USING (family_id)"
            " WHERE coalesce(upstream, 0) = 0 OR coalesce(downstream, 0) = 0 ORDER BY family",
     .of_sql = N_FAMILIES_WITH_COMMITS},
    {.words = {.id = "empty_family",
               .severity = CORPUS_NOTE,
               .title = "no commits",
               WORDS_OF_FAMILIES,
               .phrase = "without a commit",
               .effect = "they are in no result that commits are needed for"},
     .sql = "SELECT family, 1 FROM families LEFT JOIN (" WITH_COMMITS ") USING (family_id)"
            " WHERE NOT excluded AND commits IS NULL AND EXISTS (SELECT 1 FROM commits) ORDER BY family",
     .of_sql = "SELECT count(*) FROM families WHERE NOT excluded"},
    {.words = {.id = "single_commit_variant",
               .severity = CORPUS_NOTE,
               .title = "variants of one commit",
               .one = "variant",
               .many = "variants",
               .phrase = "with 10000 downloads or more and a single dated commit",
               .effect = "either they were uploaded once, or their history was squashed"},
     .sql = lone_variant_sql,
     .of_sql = REPOSITORIES_OF("HF")},
    {.words = {.id = "forked_history",
               .severity = CORPUS_NOTE,
               .title = "shared histories",
               WORDS_OF_COMMITS,
               .phrase = "in repositories of several families",
               .effect = "forks: the families are not independent of each other"},
     .sql = SHARED("") " AND count(DISTINCT family_id) > 1" SHARED_END},
    {.words = {.id = "upstream_of_two_families",
               .severity = CORPUS_NOTE,
               .title = "upstream repositories shared",
               WORDS_OF_REPOSITORIES,
               .phrase = "on GitHub in more than one family",
               .effect = "their commits count in each of these families"},
     .sql = CLAIMED("GH"),
     .of_sql = REPOSITORIES_OF("GH")},
    {.words = {.id = "similar_contributors",
               .severity = CORPUS_NOTE,
               .title = "contributors that look alike",
               WORDS_OF_NAMES,
               .phrase = "of contributors that differ in nothing but case, accents or a slash at the end",
               .effect = "one person may count as two"},
     .sql = ALIKE("contributors", "handle", "platform, ")},
    {.words = {.id = "day_resolution",
               .severity = CORPUS_NOTE,
               .title = "days without times upstream",
               WORDS_OF_COMMITS,
               .phrase = "on GitHub, all of which tell the day only",
               .effect = "waits are exact to a day"},
     .sql = days_upstream_sql},
    {.words = {.id = "dateless_commit",
               .severity = CORPUS_NOTE,
               .title = "no date",
               WORDS_OF_COMMITS,
               .phrase = "without a date",
               .effect = "they count as commits and in no pattern or wait"},
     .property = "is_dateless"},
    {.words = {.id = "odd_id",
               .severity = CORPUS_NOTE,
               .title = "odd commit ids",
               WORDS_OF_COMMITS,
               .phrase = "whose id has not 40 or 64 hex digits",
               .effect = "the same commit in another source is not known again"},
     .property = "is_odd"},
    {.words = {.id = "skipped_row",
               .severity = CORPUS_NOTE,
               .title = "skipped rows",
               .one = "row",
               .many = "rows",
               .phrase = "left out by import",
               .effect = "their commits are missing"},
     .sql = "SELECT name || ': ' || f.rows || ' with ' || cause || ', first in line ' || first_line, f.rows"
            " FROM source_faults f JOIN sources USING (source_id) ORDER BY source_id, cause",
     .of_sql = "SELECT sum(rows) FROM sources"},
    {.words = {.id = "unknown_label",
               .severity = CORPUS_NOTE,
               .title = "unknown labels",
               .one = "label row",
               .many = "label rows",
               .phrase = "that the label set does not know",
               .effect = "they are stored and not used; commits that have no other make no transition"},
     .sql = "SELECT label, sum(rows) FROM labels JOIN label_set USING (label_id) WHERE kept = -1 GROUP BY label_id"
            " ORDER BY sum(rows) DESC, label",
     .of_sql = "SELECT sum(rows) FROM labels"},
    {.words = {.id = "few_labels",
               .severity = CORPUS_NOTE,
               .title = "few labels",
               WORDS_OF_COMMITS,
               .phrase = "without a change type, on a platform where most have none",
               .effect = "change types and similarity rest on a part of the commits, or are not told"},
     .sql = unlabelled_sql,
     .of_sql = "SELECT sum(commits) FROM checked_commits"},
    {.words = {.id = "bot_commit",
               .severity = CORPUS_NOTE,
               .title = "bots",
               WORDS_OF_COMMITS,
               .phrase = "by programs",
               .effect = "they count like those of people"},
     .property = "is_bot"},
};

/* ------------------------------------------------------------------- asking */

static gboolean ask_rows(GPtrArray *findings, corpus *db, const struct data_check *check, GError **error)
{
    g_autoptr(corpus_finding) finding = check_finding_new(&check->words);
    gint64 of = -1;
    if (!check_finding_ask(finding, db, check->sql, error) ||
        (check->of_sql != NULL && !corpus_ask_integer(&of, db, check->of_sql, 0, error)))
        return FALSE;
    check_finding_close(findings, g_steal_pointer(&finding), &check->words, of);
    return TRUE;
}

static gboolean ask_property(GPtrArray *findings, corpus *db, const struct data_check *check, GError **error)
{
    gint64 count = 0, of = 0;
    g_autofree char *among =
        g_strdup_printf("SELECT sum(commits) FROM checked_commits WHERE %s", check->among != NULL ? check->among : "1");
    g_autofree char *those = g_strdup_printf("%s AND %s", among, check->property);
    if (!corpus_ask_integer(&of, db, among, 0, error) || !corpus_ask_integer(&count, db, those, 0, error))
        return FALSE;
    if (count == 0)
        return TRUE;
    g_autofree char *examples = check_property_examples(check->property);
    g_autoptr(corpus_finding) finding = check_finding_new(&check->words);
    if (!check_finding_ask(finding, db, examples, error))
        return FALSE;
    finding->count = count;
    check_finding_close(findings, g_steal_pointer(&finding), &check->words, of);
    return TRUE;
}

gboolean check_data(GPtrArray *findings, corpus *db, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(data_checks); i++) {
        const struct data_check *check = &data_checks[i];
        if (check->property != NULL ? !ask_property(findings, db, check, error) : !ask_rows(findings, db, check, error))
            return FALSE;
    }
    return TRUE;
}
