/* tests/corpus/test_import_study.c: the study's package, in small files written here and, where it is there, as
 * released. */
#include <string.h>

#include "corpus/desk.h"

#define CLASSES_HEADER "owner,family,generated,Syncs,intensity,codes,Lagged,pattern_names,names\n"
#define SAMPLE_HEADER                                                                                                  \
    "owner,family,model_name,is_50,manual_sync,lag,manual_intensity,code,manual_code,manual_lag,manual_pattern,"       \
    "auto_lag,auto_syncs,auto_intensity,auto_code,auto_pattern_name,differences\n"

static gboolean import_folder(struct desk *desk, const char *folder, GError **error)
{
    g_string_truncate(desk->warnings, 0);
    g_autoptr(import) imp = import_begin(desk->corpus, &desk->options, error);
    return imp != NULL && import_study(imp, folder, error) && import_finish(&desk->counts, imp, error);
}

static void must_import(struct desk *desk)
{
    g_autoptr(GError) error = NULL;
    import_folder(desk, desk->folder, &error);
    g_assert_no_error(error);
}

static void must_fail(struct desk *desk, const char *folder, enum corpus_error code, const char *ending)
{
    g_autoptr(GError) error = NULL;
    g_assert_false(import_folder(desk, folder, &error));
    g_test_message("%s", error->message);
    g_assert_error(error, CORPUS_ERROR, (int)code);
    g_assert_null(strchr(error->message, '\n'));
    g_assert_true(g_str_has_suffix(error->message, ending));
    g_assert_false(g_file_test(desk->corpus, G_FILE_TEST_EXISTS));
}

static void write_text(const struct desk *desk, const char *name, const char *text)
{
    desk_write(desk, name, text, -1);
}

/* ---------------------------------------------------------------- whole folders */

static void missing_files_are_warned_of(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_text(desk, "all_auto_and_manual_patterns.csv",
               CLASSES_HEADER "o,o_f,manual,CS,F,CSF,No Lag,Frequent Alignment Pattern,Frequent Alignment\n");
    must_import(desk);
    g_auto(GStrv) lines = g_strsplit(desk->warnings->str, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 11); /* ten files, and what stands behind the last line break */
    g_autofree char *path = desk_path(desk, "GH_HF_commit_time_differences.csv");
    g_autofree char *start = g_strconcat(path, ": not there; unavailable: ", NULL);
    guint n_found = 0;
    for (char **line = lines; *line != NULL; line++)
        n_found += g_str_has_prefix(*line, start) && strlen(*line) > strlen(start);
    g_assert_cmpuint(n_found, ==, 1);
    DESK_ASSERT_ROWS(desk,
                     "SELECT family, owner, rater, generated, lag, sync_type, intensity, code, pattern"
                     " FROM given_classes JOIN families USING (family_id)",
                     "o_f|o|published|manual|simultaneous|CS|F|CSF|frequent\n");
}

static void folders_without_the_study_are_refused(struct desk *desk, gconstpointer unused)
{
    g_autofree char *absent = desk_path(desk, "absent");
    (void)unused;
    write_text(desk, "other.csv", "a\n1\n");
    must_fail(desk, absent, CORPUS_ERROR_IO, "absent: no such folder");
    must_fail(desk, desk->folder, CORPUS_ERROR_FORMAT,
              ": none of the study's files is there (such as all_auto_and_manual_patterns.csv)");
}

static void wrong_headers_are_refused(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_text(desk, "family_similarity_scores.csv", "Family,score\no_f,0.5\n");
    must_fail(desk, desk->folder, CORPUS_ERROR_FORMAT,
              "/family_similarity_scores.csv:1: no column \"Similarity Score\" (the header has: Family, score)");
}

static void importing_again_changes_nothing(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_text(desk, "GH_HF_commit_time_differences.csv",
               "family,source,target,prev_commit,next_commit,days_difference\n"
               "b_f,GH,HF,2023-12-06 13:06:47,2023-12-23 00:00:00,16\n"
               "a_f,HF,GH,2020-02-29 00:00:00,2020-03-01 01:00:00,1\n"
               "b_f,HF,GH,2023-12-23 00:00:00,2023-12-23 21:07:20,0\n");
    write_text(desk, "rq1_label_counts.csv", "label,platform,count\nSharing,GH,7\n");
    must_import(desk);
    DESK_ASSERT_ROWS(desk,
                     "SELECT family, seq, source, target, prev_commit, next_commit, days FROM given_transitions"
                     " JOIN families USING (family_id) ORDER BY family, seq",
                     "a_f|0|HF|GH|1582934400|1583024400|1\n"
                     "b_f|0|GH|HF|1701868007|1703289600|16\n"
                     "b_f|1|HF|GH|1703289600|1703365640|0\n"); /* GNU date, date -u -d ... +%s */
    g_autofree char *before = desk_dump(desk);
    must_import(desk);
    g_autofree char *after = desk_dump(desk);
    g_assert_cmpstr(before, ==, after);
}

/* A package that has fewer rows now takes the others away. */
static void a_newer_package_replaces_the_older(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_text(desk, "family_similarity_scores.csv", "Family,Similarity Score\na_f,0.25\nb_f,0.75\n");
    write_text(desk, "must_exclude_from_all_analysis.csv", "owner,family\na,a_f\nb,b_f\n");
    must_import(desk);
    DESK_ASSERT_ROWS(desk, "SELECT family, excluded, exclusion_reason FROM families ORDER BY 1",
                     "a_f|1|excluded by the study\nb_f|1|excluded by the study\n");
    write_text(desk, "family_similarity_scores.csv", "Family,Similarity Score\nb_f,0.5\n");
    write_text(desk, "must_exclude_from_all_analysis.csv", "owner,family\na,a_f\n");
    must_import(desk);
    DESK_ASSERT_ROWS(desk, "SELECT family, similarity FROM given_similarity JOIN families USING (family_id)",
                     "b_f|0.5\n");
    DESK_ASSERT_ROWS(desk, "SELECT family, excluded, exclusion_reason FROM families ORDER BY 1",
                     "a_f|1|excluded by the study\nb_f|0|\n");
}

/* --------------------------------------------------------------------- spellings */

/* STUDY.md, section 3: the table of spellings. */
static void all_spellings_are_known(struct desk *desk, gconstpointer unused)
{
    static const struct {
        const char *id, *spellings[4];
    } patterns[] = {
        {"frequent", {"Frequent Synchronization", "Frequent Alignment", "Frequent Alignment Pattern"}},
        {"intermittent", {"Intermittent Synchronization", "Intermittent Alignment", "Intermittent Alignment Pattern"}},
        {"rare", {"Rare Synchronization", "Rare Alignment", "Rare Alignment Pattern"}},
        {"dense_partial",
         {"Dense Partial Synchronization", "Dense Partial Alignment", "Dense Partial Alignment Pattern"}},
        {"disperse", {"Disperse Synchronization", "Dispersed Alignment", "Dispersed Alignment Pattern"}},
        {"sparse", {"Sparse Synchronization", "Sparse Alignment", "Sparse Alignment Pattern"}},
        {"sporadic_disjoint", {"Sporadic Disjoint Synchronization", "Sporadic Disjoint", "Sporadic Disjoint Pattern"}},
        {"rare_disjoint",
         {"Rare Disjoint Synchronization", "Rare Disjoing", "Rare Disjoing pattern", "Rare disjoint pattern"}},
    };
    g_autoptr(GString) text = g_string_new(CLASSES_HEADER);
    g_autoptr(GString) expected = g_string_new(NULL);
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(patterns[i].spellings) && patterns[i].spellings[k] != NULL; k++) {
            g_string_append_printf(text, "o,f%zu%zu,automatic,PS,S,PSS,Upstream First,%s,x\n", i, k,
                                   patterns[i].spellings[k]);
            g_string_append_printf(expected, "f%zu%zu|%s\n", i, k, patterns[i].id);
        }
    }
    write_text(desk, "all_auto_and_manual_patterns.csv", text->str);
    must_import(desk);
    DESK_ASSERT_ROWS(desk, "SELECT family, pattern FROM given_classes JOIN families USING (family_id) ORDER BY family",
                     expected->str);
}

static void unknown_spellings_are_counted(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_text(desk, "all_auto_and_manual_patterns.csv",
               CLASSES_HEADER "o,f1,manual,CS,F,CSF,No Lag,Frequent Alignment Pattern,x\n"
                              "o,f2,manual,CS,F,CSF,No Lag,Frequent Aligment Pattern,x\n"
                              "o,f3,manual,CS,F,CSF,Sidestream First,Frequent Alignment Pattern,x\n"
                              "o,f4,manual,CS,F,CSF,No Lag,,x\n"
                              "o,  ,manual,CS,F,CSF,No Lag,Frequent Alignment Pattern,x\n");
    must_import(desk);
    DESK_ASSERT_ROWS(desk, "SELECT family FROM given_classes JOIN families USING (family_id)", "f1\n");
    DESK_ASSERT_ROWS(desk, "SELECT cause, rows, first_line, example FROM source_faults ORDER BY first_line",
                     "unknown pattern|1|3|Frequent Aligment Pattern\nunknown lag|1|4|Sidestream First\n"
                     "empty cell|1|5|\nmissing family|1|6|  \n");
    DESK_ASSERT_ROWS(desk, "SELECT name, rows, used, skipped FROM sources", "all_auto_and_manual_patterns.csv|5|1|4\n");
    g_assert_cmpuint(desk->counts.skipped_rows, ==, 4);
    g_assert_nonnull(strstr(desk->warnings->str, "1 row skipped: unknown pattern, the first at line 3\n"));
}

/* A list of one's own has its own reasons, and outlives the study's. */
static void own_exclusions_keep_their_reasons(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_text(desk, "must_exclude_from_all_analysis.csv", "family\nother\n");
    write_text(desk, "family_similarity_scores.csv", "Family,Similarity Score\nmine,0.5\n");
    desk_write(desk, "list.csv", "family,reason\nmine,my words\n", -1);
    must_import(desk);
    desk_must_import(desk, "exclude=list.csv");
    write_text(desk, "must_exclude_from_all_analysis.csv", "family\nother\nmine\nother\n");
    must_import(desk);
    DESK_ASSERT_ROWS(desk, "SELECT family, exclusion_reason FROM families WHERE excluded ORDER BY family",
                     "mine|my words\nother|excluded by the study\n");
}

/* Else a row that is left out would still make its model a variant. */
static void a_skipped_row_leaves_no_names(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_text(desk, "complete_dataset.csv",
               "family,model_name,downloads,likes,pipeline_tag,library_name,first_commits,last_commits,"
               "age_days_individual_x\n"
               "a,o/one,1,2,,,,,3\nb,o/two,1,2,,,,,many\nc,,1,2,,,,,3\n");
    must_import(desk);
    DESK_ASSERT_ROWS(desk, "SELECT family FROM families", "a\n");
    DESK_ASSERT_ROWS(desk, "SELECT name FROM repositories", "o/one\n");
    DESK_ASSERT_ROWS(desk, "SELECT rows, used, skipped FROM sources", "3|1|2\n");
}

static void too_many_faults_fail(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GString) text = g_string_new("Family,Similarity Score\n");
    (void)unused;
    for (int i = 0; i < 20; i++)
        g_string_append_printf(text, "f%d,0.5x\n", i);
    write_text(desk, "family_similarity_scores.csv", text->str);
    must_fail(
        desk, desk->folder, CORPUS_ERROR_DATA,
        "/family_similarity_scores.csv:2: Similarity Score: \"0.5x\" is not a number; with it 20 of 20 rows cannot"
        " be used (give --lenient to leave them out)");
    desk->options.is_strict = TRUE;
    write_text(desk, "family_similarity_scores.csv", "Family,Similarity Score\na,1\nb,nan\n");
    must_fail(desk, desk->folder, CORPUS_ERROR_DATA,
              "/family_similarity_scores.csv:3: Similarity Score: \"nan\" is not a number");
}

static void numbers_are_read_to_the_end(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_text(desk, "family_author_comparison.csv",
               "family,common_authors_count\na,3\nb,3.0\nc,3 authors\nd,99999999999999999999\ne, 12 \n");
    must_import(desk);
    DESK_ASSERT_ROWS(desk,
                     "SELECT family, common FROM given_common_contributors JOIN families USING (family_id) ORDER BY 1",
                     "a|3\ne|12\n");
    DESK_ASSERT_ROWS(desk, "SELECT cause, rows, first_line FROM source_faults", "not a whole number|3|3\n");
}

/* ----------------------------------------------------------------- single files */

static void the_first_family_column_counts(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_text(desk, "grouped_data_RQ2.csv",
               "owner,family,family,average_age_days,age_group\n"
               "o,first,second,116.2,Recent-Families\no,next,,440,Intermediate-Families\n"
               "o,last,x,,Matured-Families\n");
    must_import(desk);
    DESK_ASSERT_ROWS(desk,
                     "SELECT family, g.age_days, age_group FROM given_ages g JOIN families USING (family_id) ORDER BY"
                     " family_id",
                     "first|116.2|recent\nnext|440.0|intermediate\nlast||matured\n");
    DESK_ASSERT_ROWS(desk, "SELECT count(*) FROM families", "3\n");
}

static void every_rater_has_a_class(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_text(desk, "unique_sample_families.csv",
               SAMPLE_HEADER "o,f,1,NO,PS,VL,S,PSVLS,PSS,Downstream First,Dispersed Alignment Pattern,"
                             "No Lag,AS,R,ASR,Rare disjoint pattern,FALSE\n"
                             "o,g,1,NO,PS,XL,S,PSVLS,PSS,No Lag,Dispersed Alignment Pattern,"
                             "No Lag,AS,R,ASR,Rare disjoint pattern,FALSE\n");
    must_import(desk);
    DESK_ASSERT_ROWS(desk,
                     "SELECT family, rater, lag, sync_type, intensity, code, pattern FROM given_classes"
                     " JOIN families USING (family_id) ORDER BY rater",
                     "f|automatic|simultaneous|AS|R|ASR|rare_disjoint\n"
                     "f|manual|downstream_first|PS|S|PSS|disperse\n"
                     "f|manual_older|upstream_first||||\n"); /* a row with a fault gives none of the three */
}

static void early_and_late_halves_are_read(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_text(desk, "RQ2_early_late_pattern.csv",
               "owner,family,early_lagged,late_lagged,early_sync,late_sync,early_intensity,late_intensity,early_codes,"
               "late_codes,early_pattern,late_pattern,model_name\n"
               "o,f,Upstream First,No Lag,AS,VS,R,S,ASR,VSS,Rare disjoint pattern,Sporadic Disjoint Pattern,1\n");
    must_import(desk);
    DESK_ASSERT_ROWS(desk, "SELECT * FROM given_evolution",
                     "1|upstream_first|AS|R|ASR|rare_disjoint|simultaneous|VS|S|VSS|sporadic_disjoint\n");
}

static void variants_are_read(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_text(desk, "complete_dataset.csv",
               "owner,model_name,family,downloads,likes,library_name,pipeline_tag,first_commits,last_commits,"
               "age_days_individual_x\n"
               "o,o/base,f,12,3,transformers,fill-mask,2018-11-14 23:35:08+00:00,2024-02-19 11:06:12+00:00,1922\n"
               "p,p/base,f,,,,,,Unknown,\n"
               "q,../../etc/passwd,q_f,1,1,,,,,0.5\n");
    must_import(desk);
    DESK_ASSERT_ROWS(desk,
                     "SELECT family, platform, name, short_name, downloads, likes, pipeline_tag, library_name,"
                     " first_commit, last_commit, v.age_days FROM variants v JOIN repositories USING (repository_id)"
                     " JOIN families USING (family_id) ORDER BY repository_id",
                     "f|HF|o/base|base|12|3|fill-mask|transformers|1542238508|1708340772|1922.0\n"
                     "f|HF|p/base|base|||||||\n"
                     "q_f|HF|../../etc/passwd|passwd|1|1|||||0.5\n");
    g_assert_nonnull(strstr(desk->warnings->str, "/complete_dataset.csv: variants under more than one owner: f\n"));
}

static void label_counts_are_read(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_text(desk, "rq1_label_counts.csv",
               "label,platform,count,age_group\nAdd Dependency,GH,5,\nsharing,HF,7,all\nsharing,HF,2,matured\n"
               "sharing,GL,2,all\nsharing,HF,2,ancient\n");
    write_text(desk, "pattern_label_counts.csv",
               "platform,pattern,label,messages\nGH,dense_partial,add dependency,96\nHF,rare_disjoint,sharing,0\n");
    must_import(desk);
    DESK_ASSERT_ROWS(desk, "SELECT platform, age_group, label, rows FROM given_label_counts",
                     "GH|all|add dependency|5\nHF|all|sharing|7\nHF|matured|sharing|2\n");
    DESK_ASSERT_ROWS(desk, "SELECT cause FROM source_faults ORDER BY first_line",
                     "unknown platform\nunknown age group\n");
    DESK_ASSERT_ROWS(desk, "SELECT platform, pattern, label, messages FROM given_pattern_label_counts",
                     "GH|dense_partial|add dependency|96\nHF|rare_disjoint|sharing|0\n");
}

/* -------------------------------------------------------------- as released */

/* The expected values are those that STUDY.md tells about the released files. */
static void the_released_package_is_read_whole(struct desk *desk, gconstpointer unused)
{
    static const struct {
        const char *sql, *rows;
    } facts[] = {
        {"SELECT count(*), sum(excluded) FROM families", "338|13\n"},
        {"SELECT count(*), sum(NOT excluded) FROM variants JOIN repositories USING (repository_id)"
         " JOIN families USING (family_id)",
         "986|904\n"},
        {"SELECT count(*), sum(source = 'GH'), sum(source = 'HF'), max(days), round(100.0 * sum(days = 0) / count(*), "
         "1)"
         " FROM given_transitions WHERE source <> target",
         "3863|1949|1914|1141|53.6\n"},
        {"SELECT count(*) FROM given_transitions WHERE days <> (next_commit - prev_commit) / 86400", "0\n"},
        {"SELECT count(*) FROM given_transitions a JOIN given_transitions b ON a.family_id = b.family_id"
         " AND b.seq = a.seq + 1 WHERE b.prev_commit < a.next_commit",
         "0\n"}, /* chronological within the family */
        {"SELECT count(*) FROM given_similarity", "325\n"},
        {"SELECT count(*), sum(common = 0), sum(common = 1), sum(common > 1) FROM given_common_contributors",
         "306|102|154|50\n"},
        {"SELECT rater, count(*), sum(NOT excluded) FROM given_classes JOIN families USING (family_id) GROUP BY rater",
         "automatic|181|172\nmanual|181|172\nmanual_older|181|172\npublished|338|325\n"},
        {"SELECT generated, count(*) FROM given_classes JOIN families USING (family_id) WHERE rater = 'published'"
         " AND NOT excluded GROUP BY generated",
         "automatic|153\nmanual|172\n"},
        {"SELECT pattern, count(*) FROM given_classes JOIN families USING (family_id) WHERE rater = 'published'"
         " AND NOT excluded GROUP BY pattern",
         "dense_partial|5\ndisperse|128\nfrequent|8\nintermittent|24\nrare|46\nrare_disjoint|30\nsparse|50\n"
         "sporadic_disjoint|34\n"},
        {"SELECT count(*) FROM given_classes WHERE code <> sync_type || intensity", "0\n"},
        {"SELECT count(*) FROM given_classes a JOIN given_classes b USING (family_id) WHERE a.rater = 'manual'"
         " AND b.rater = 'manual_older' AND a.lag <> b.lag",
         "7\n"},
        {"SELECT age_group, count(*), round(max(age_days), 1) FROM given_ages GROUP BY age_group ORDER BY 3",
         "recent|110|116.2\nintermediate|110|440.0\nmatured|105|1867.0\n"},
        {"SELECT count(*), sum(early_pattern = late_pattern) FROM given_evolution", "325|101\n"},
        {"SELECT platform, count(*), sum(rows) FROM given_label_counts WHERE age_group = 'all' GROUP BY platform",
         "GH|15|150911\nHF|15|17156\n"},
        {"SELECT count(*) FROM given_pattern_label_counts", "240\n"},
        {"SELECT messages FROM given_pattern_label_counts WHERE platform = 'GH' AND pattern = 'intermittent'"
         " AND label = 'model structure'",
         "18233\n"},
        {"SELECT count(*), sum(skipped) FROM sources", "11|0\n"},
        {"SELECT count(*) FROM source_faults", "0\n"},
    };
    g_autoptr(GError) error = NULL;
    const char *source = g_getenv("SYNCREPORT_SOURCE");
    g_autofree char *folder = g_build_filename(source != NULL ? source : ".", "..", "shared", "study", NULL);
    (void)unused;
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
        g_test_skip("the study's package is not beside the source folder (../shared/study)");
        return;
    }
    import_folder(desk, folder, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(desk->counts.families, ==, 325);
    g_assert_nonnull(strstr(desk->warnings->str, "variants under more than one owner: HuggingFaceH4_alignment\n"));
    for (size_t i = 0; i < G_N_ELEMENTS(facts); i++)
        DESK_ASSERT_ROWS(desk, facts[i].sql, facts[i].rows);
    g_autofree char *before = desk_dump(desk);
    import_folder(desk, folder, &error);
    g_assert_no_error(error);
    g_autofree char *after = desk_dump(desk);
    g_assert_cmpstr(before, ==, after);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DESK_TEST("/study/missing-files", missing_files_are_warned_of);
    DESK_TEST("/study/other-folders", folders_without_the_study_are_refused);
    DESK_TEST("/study/wrong-header", wrong_headers_are_refused);
    DESK_TEST("/study/again", importing_again_changes_nothing);
    DESK_TEST("/study/newer-package", a_newer_package_replaces_the_older);
    DESK_TEST("/study/spellings", all_spellings_are_known);
    DESK_TEST("/study/unknown-spellings", unknown_spellings_are_counted);
    DESK_TEST("/study/skipped-names", a_skipped_row_leaves_no_names);
    DESK_TEST("/study/own-exclusions", own_exclusions_keep_their_reasons);
    DESK_TEST("/study/too-many-faults", too_many_faults_fail);
    DESK_TEST("/study/numbers", numbers_are_read_to_the_end);
    DESK_TEST("/study/ages", the_first_family_column_counts);
    DESK_TEST("/study/raters", every_rater_has_a_class);
    DESK_TEST("/study/evolution", early_and_late_halves_are_read);
    DESK_TEST("/study/variants", variants_are_read);
    DESK_TEST("/study/label-counts", label_counts_are_read);
    DESK_TEST("/study/released", the_released_package_is_read_whole);
    return g_test_run();
}
