/* Commits in JSON: every shape of both platforms, odd ones, and those that are refused. */
#include "corpus/import.h"

#include <string.h>

#include "desk.h"

#define ID(last_digit) "000000000000000000000000000000000000000" last_digit

#define COMMITS                                                                                                        \
    "SELECT family, r.platform, r.name, ifnull(datetime(author_time, 'unixepoch'), '-'), author_resolution, handle,"   \
    " message FROM commits JOIN repositories r USING (repository_id) JOIN families USING (family_id)"                  \
    " LEFT JOIN contributors USING (contributor_id) ORDER BY commit_id"
#define FAULTS "SELECT cause, rows, first_line, example FROM source_faults ORDER BY first_line"

/* Import one file, told what it belongs to. */
static gboolean take(struct desk *desk, enum record_platform platform, const char *text, const char *family,
                     const char *repository, GError **error)
{
    g_autofree char *path = desk_path(desk, "commits.json");
    desk_write(desk, "commits.json", text, -1);
    const struct commit_origin origin = {
        .platform = platform, .path = path, .family = family, .owner = "Acme", .repository = repository};
    g_autoptr(import) imp = import_begin(desk->corpus, &desk->options, error);
    return imp != NULL && import_commits(imp, &origin, error) && import_finish(&desk->counts, imp, error);
}

static void must_take(struct desk *desk, enum record_platform platform, const char *text)
{
    g_autoptr(GError) error = NULL;
    take(desk, platform, text, "acme_bert", platform == RECORD_GITHUB ? "Acme/BERT" : "acme/bert-base", &error);
    g_assert_no_error(error);
}

/* The file is refused with a line that ends so, behind its path. */
static void must_refuse(struct desk *desk, enum record_platform platform, const char *text, const char *family,
                        const char *repository, const char *words)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = desk_path(desk, "commits.json"), *line = g_strconcat(path, words, NULL);
    g_assert_false(take(desk, platform, text, family, repository, &error));
    g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_FORMAT);
    g_assert_cmpstr(error->message, ==, line);
}

/* ------------------------------------------------------------- Hugging Face */

static void the_hub_answers_over_http(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    must_take(
        desk, RECORD_HUGGINGFACE,
        "[{\"id\":\"" ID(
            "2") "\",\"title\":\"Update README.md\",\"message\":\"Say more.\",\"authors\":"
                 "[{\"user\":\"ada\",\"avatar\":\"https://example.org/a.svg\"},{\"user\":\"bob\"}],"
                 "\"date\":\"2024-02-19T10:57:45.000Z\",\"formatted\":{\"title\":\"<b>x</b>\",\"message\":\"y\"}},"
                 "{\"id\":\"" ID(
                     "1") "\",\"title\":\"initial commit\",\"message\":\"\",\"authors\":[{\"user\":\"system\"}],"
                          "\"date\":\"2024-02-18T00:00:00.000Z\"}]");
    DESK_ASSERT_ROWS(desk, COMMITS,
                     "acme_bert|HF|acme/bert-base|2024-02-19 10:57:45|s|ada|Update README.md\n\nSay more.\n"
                     "acme_bert|HF|acme/bert-base|2024-02-18 00:00:00|s|system|initial commit\n");
    DESK_ASSERT_ROWS(desk, "SELECT hex(key), files, parents, is_merge, committer_time FROM commits WHERE commit_id = 1",
                     ID("2") "||||\n");
    DESK_ASSERT_ROWS(desk, "SELECT kind, format, name, repository, rows, used, skipped FROM sources",
                     "huggingface|json|commits.json|acme/bert-base|2|2|0\n");
    DESK_ASSERT_ROWS(desk, "SELECT owner FROM families", "Acme\n");
}

static void the_python_client_is_dumped(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    must_take(
        desk, RECORD_HUGGINGFACE,
        "{\"commit_id\": \"" ID("a") "\", \"authors\": [\"ada\", \"bob\"], \"created_at\": "
                                     "\"2019-02-18 10:36:15+00:00\", \"title\": \"Upload\", \"message\": \"Upload\", "
                                     "\"formatted_title\": null, \"formatted_message\": null}\n"
                                     "{\"commit_id\": \"" ID(
                                         "b") "\", \"authors\": [], \"created_at\": \"2019-02-18T12:36:15+02:00\", "
                                              "\"title\": \"Upload\", \"message\": \"Upload\\n\\nbody\"}\n");
    DESK_ASSERT_ROWS(desk, COMMITS,
                     "acme_bert|HF|acme/bert-base|2019-02-18 10:36:15|s|ada|Upload\n"
                     "acme_bert|HF|acme/bert-base|2019-02-18 10:36:15|s||Upload\n\nbody\n");
    DESK_ASSERT_ROWS(desk, "SELECT author_offset FROM commits ORDER BY commit_id", "0\n120\n");
}

static void the_javascript_client_is_dumped(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    must_take(desk, RECORD_HUGGINGFACE,
              "{\"oid\":\"" ID("c") "\",\"title\":\"Fix\",\"message\":\"\",\"authors\":[{\"username\":\"eve\","
                                    "\"avatarUrl\":\"x\"}],\"date\":\"2023-12-31T23:59:59.999Z\"}");
    DESK_ASSERT_ROWS(desk, COMMITS, "acme_bert|HF|acme/bert-base|2023-12-31 23:59:59|s|eve|Fix\n");
}

/* ------------------------------------------------------------------- GitHub */

#define GITHUB_LIST                                                                                                    \
    "[\n"                                                                                                              \
    "  {\n"                                                                                                            \
    "    \"sha\": \"" ID(                                                                                              \
        "3") "\",\n"                                                                                                   \
             "    \"node_id\": \"C_x\",\n"                                                                             \
             "    \"commit\": {\n"                                                                                     \
             "      \"author\": {\"name\": \"Ada L.\", \"email\": \"ada@example.org\", \"date\": "                     \
             "\"2024-06-13T08:04:40Z\"},\n"                                                                            \
             "      \"committer\": {\"name\": \"GitHub\", \"email\": \"noreply@example.org\", \"date\": "              \
             "\"2024-06-13T09:00:00Z\"},\n"                                                                            \
             "      \"message\": \"Merge\\n\\nbody\",\n"                                                               \
             "      \"tree\": {\"sha\": \"" ID(                                                                        \
                 "f") "\"}, \"comment_count\": 0, \"verification\": {\"verified\": true}\n"                            \
                      "    },\n"                                                                                       \
                      "    \"author\": {\"login\": \"ada\", \"id\": 1},\n"                                             \
                      "    \"committer\": {\"login\": \"web-flow\", \"id\": 2},\n"                                     \
                      "    \"parents\": [{\"sha\": \"" ID("2") "\", \"url\": \"u\"}, {\"sha\": \"" ID(                 \
                          "1") "\"}]\n"                                                                                \
                               "  },\n"                                                                                \
                               "  {\n"                                                                                 \
                               "    \"sha\": \"" ID(                                                                   \
                                   "1") "\",\n"                                                                        \
                                        "    \"commit\": {\"author\": {\"name\": \"Bob\", \"email\": "                 \
                                        "\"bob@example.org\", \"date\": "                                              \
                                        "\"2024-06-12T08:00:00Z\"}, \"committer\": null, \"message\": \"first\"},\n"   \
                                        "    \"author\": null,\n"                                                      \
                                        "    \"committer\": null,\n"                                                   \
                                        "    \"parents\": []\n"                                                        \
                                        "  }\n"                                                                        \
                                        "]\n"

static void github_answers_with_a_list(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    must_take(desk, RECORD_GITHUB, GITHUB_LIST);
    DESK_ASSERT_ROWS(desk, COMMITS,
                     "acme_bert|GH|Acme/BERT|2024-06-13 08:04:40|s|ada|Merge\n\nbody\n"
                     "acme_bert|GH|Acme/BERT|2024-06-12 08:00:00|s|bob@example.org|first\n");
    DESK_ASSERT_ROWS(desk,
                     "SELECT datetime(committer_time, 'unixepoch'), hex(parents), is_merge, handle, name, email"
                     " FROM commits LEFT JOIN contributors ON contributors.contributor_id = committer_id"
                     " ORDER BY commit_id",
                     "2024-06-13 09:00:00|" ID("2") ID("1") "|1|web-flow|GitHub|noreply@example.org\n||0|||\n");
    DESK_ASSERT_ROWS(desk, "SELECT name, email FROM contributors WHERE handle = 'ada'", "Ada L.|ada@example.org\n");
    DESK_ASSERT_ROWS(desk, "SELECT count(*) FROM commits WHERE parents IS NOT NULL AND length(parents) = 0", "1\n");
}

static void github_answers_with_one_commit(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    must_take(desk, RECORD_GITHUB,
              "{\"sha\":\"" ID(
                  "4") "\",\"commit\":{\"author\":{\"date\":\"2024-01-01T00:00:00Z\"},\"message\":\"m\"},"
                       "\"author\":{},\"parents\":[],\"stats\":{\"total\":3},\"files\":[{\"sha\":\"x\",\"filename\":"
                       "\"src/a.py\","
                       "\"status\":\"modified\"},{\"filename\":\"odd\\nname, \\u00e9\",\"previous_filename\":\"b\"}]}");
    DESK_ASSERT_ROWS(desk, "SELECT files, contributor_id FROM commits", "src/a.py\nodd\\nname, \xc3\xa9|\n");
}

/* GitHub cuts headlines behind 72 characters. */
static void graphql_objects_are_commits(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    must_take(
        desk, RECORD_GITHUB,
        "[{\"oid\":\"" ID(
            "5") "\",\"messageHeadline\":\"Short\",\"messageBody\":\"\",\"authoredDate\":"
                 "\"2024-01-01T01:00:00Z\",\"committedDate\":\"2024-01-01T02:00:00Z\",\"authors\":[{\"login\":\"ada\","
                 "\"name\":\"Ada\",\"email\":\"a@example.org\",\"id\":\"U_1\"},{\"login\":\"bob\"}]},"
                 "{\"oid\":\"" ID(
                     "6") "\",\"messageHeadline\":\"A long headl\xe2\x80\xa6\",\"messageBody\":"
                          "\"\xe2\x80\xa6ine goes on\\n\\nBody\",\"authoredDate\":\"2024-01-01T03:00:00Z\",\"authors\":"
                          "[{\"login\":\"\",\"name\":\"Carl\",\"email\":\"c@example.org\"}]},"
                          "{\"oid\":\"" ID(
                              "7") "\",\"messageHeadline\":\"And so on\xe2\x80\xa6\",\"messageBody\":\"Body\","
                                   "\"authoredDate\":\"2024-01-01T04:00:00Z\",\"authors\":[]}]");
    DESK_ASSERT_ROWS(desk, COMMITS,
                     "acme_bert|GH|Acme/BERT|2024-01-01 01:00:00|s|ada|Short\n"
                     "acme_bert|GH|Acme/BERT|2024-01-01 03:00:00|s|c@example.org|A long headline goes on\n\nBody\n"
                     "acme_bert|GH|Acme/BERT|2024-01-01 04:00:00|s||And so on\xe2\x80\xa6\n\nBody\n");
    DESK_ASSERT_ROWS(desk, "SELECT datetime(committer_time, 'unixepoch') FROM commits WHERE commit_id = 1",
                     "2024-01-01 02:00:00\n");
}

/* --------------------------------------------------------------- our tables */

static void tables_may_be_json(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    (void)unused;
    take(
        desk, RECORD_GITHUB,
        "[{\"family\":\"a\",\"owner\":\"o\",\"cleaned_github\":\"https://github.com/O/r\",\"commit_date\":"
        "\"8/27/2024\",\"commit_message\":\"m\",\"commit_id\":\"" ID(
            "8") "\",\"author_username\":\"ada\","
                 "\"parent_commits\":\"['" ID("9") "']\",\"is_merge_commit\":true,\"commit_files\":[\"x\",\"y\"],"
                                                   "\"committer_date\":\"2024-08-28\",\"committer_username\":\"bob\"}]",
        NULL, NULL, &error);
    g_assert_no_error(error);
    take(desk, RECORD_HUGGINGFACE,
         "[{\"family\":\"a\",\"model_name\":\"a/"
         "x\",\"date\":\"2024-08-29\",\"created_at\":\"2020-01-01\",\"title\":\"t\","
         "\"author\":\"eve\",\"author_HF\":\"No_GH\",\"files\":\"f, g\",\"downloads\":12345,\"likes\":7.0,"
         "\"pipeline_tag\":\"fill-mask\",\"library_name\":null},"
         "{\"family\":\"a\",\"model_name\":\"a/y\",\"date\":null,\"created_at\":\"2020-01-01\",\"title\":\"u\","
         "\"downloads\":[]}]",
         NULL, NULL, &error);
    g_assert_no_error(error);
    DESK_ASSERT_ROWS(desk, COMMITS,
                     "a|GH|O/r|2024-08-27 00:00:00|d|ada|m\na|HF|a/x|2024-08-29 00:00:00|d|eve|t\na|HF|a/y|-|||u\n");
    DESK_ASSERT_ROWS(desk, "SELECT files, hex(parents), is_merge FROM commits ORDER BY commit_id",
                     "x\ny|" ID("9") "|1\nf, g||\n||\n");
    DESK_ASSERT_ROWS(desk, "SELECT downloads, likes, pipeline_tag, library_name FROM variants ORDER BY repository_id",
                     "12345|7|fill-mask|\n");
}

/* The row's own word counts more than the user's. */
static void rows_tell_before_the_user(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    must_take(desk, RECORD_HUGGINGFACE,
              "[{\"id\":\"1\",\"date\":\"2024-01-01\",\"family\":\"own\",\"model_name\":\"own/x\"},"
              "{\"id\":\"2\",\"date\":\"2024-01-02\",\"family\":null,\"model_name\":\"\"}]");
    DESK_ASSERT_ROWS(desk, COMMITS,
                     "own|HF|own/x|2024-01-01 00:00:00|d||\nacme_bert|HF|acme/bert-base|2024-01-02 00:00:00|d||\n");
}

/* ---------------------------------------------------------------------- odd */

static void an_empty_list_is_a_source(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    (void)unused;
    take(desk, RECORD_GITHUB, "[]\n", NULL, NULL, &error);
    g_assert_no_error(error);
    DESK_ASSERT_ROWS(desk, "SELECT format, rows, used, skipped FROM sources", "json|0|0|0\n");
}

static void what_is_null_is_not_told(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    must_take(desk, RECORD_HUGGINGFACE,
              "[{\"id\":null,\"title\":null,\"message\":null,\"authors\":null,\"date\":null},"
              "{\"date\":\"2024-01-01T00:00:00Z\"},{\"id\":\"3\",\"authors\":[null],\"date\":\"\"},"
              "{\"id\":\"4\",\"authors\":[{}],\"date\":\"Unknown\"}]");
    DESK_ASSERT_ROWS(desk, COMMITS,
                     "acme_bert|HF|acme/bert-base|-|||\nacme_bert|HF|acme/bert-base|2024-01-01 00:00:00|s||\n"
                     "acme_bert|HF|acme/bert-base|-|||\nacme_bert|HF|acme/bert-base|-|||\n");
    g_assert_cmpuint(desk->counts.skipped_rows, ==, 0);
}

static void faulty_elements_are_skipped_and_counted(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    must_take(desk, RECORD_GITHUB,
              "[{\"sha\":\"1\",\"commit\":{\"author\":{\"date\":\"2024-01-01T00:00:00Z\"}}},\n"
              "{\"sha\":\"2\",\"sha\":\"3\"},\n"
              "12,\n"
              "null,\n"
              "{\"sha\":\"4\",\"commit\":{\"author\":{\"date\":1704067200}}},\n"
              "{\"sha\":\"5\",\"commit\":\"what\"},\n"
              "{\"sha\":6,\"commit\":{\"author\":{\"date\":\"2024-01-01T00:00:00Z\"}}},\n"
              "{\"sha\":\"7\",\"commit\":{\"author\":{\"date\":\"2024-02-31T00:00:00Z\"}}},\n"
              "{\"sha\":\"8\",\"author\":{\"login\":12}},\n"
              "{\"sha\":\"9\",\"parents\":[1]},\n"
              "{\"url\":\"x\"},\n"
              "{\"sha\":\"0\",\"commit\":{\"author\":{\"date\":\"2024-01-02T00:00:00Z\"}}}]");
    DESK_ASSERT_ROWS(desk, FAULTS,
                     "duplicate key|1|2|\nno object|2|3|\nwrong type|5|5|1704067200\n"
                     "impossible date|1|8|2024-02-31T00:00:00Z\nno commit|1|11|\n");
    DESK_ASSERT_ROWS(desk, "SELECT rows, used, skipped FROM sources", "12|2|10\n");
    g_assert_nonnull(strstr(desk->warnings->str, "commits.json: 5 rows skipped: wrong type, the first at line 5\n"));
}

static void a_strict_import_names_the_place(struct desk *desk, gconstpointer unused)
{
    static const struct {
        const char *text, *ending;
    } rows[] = {
        {"{\"sha\":\"1\"}\n{\"commit\":{\"author\":{\"date\":5}}}",
         "commits.json:2: commit.author.date: \"5\" is a number, which is the wrong type here"},
        {"{\"sha\":\"1\"}\n{\"commit\":[true]}",
         "commits.json:2: commit.author.date: \"[true]\" is an array, which is the wrong type here"},
        {"{\"sha\":{}}", "commits.json:1: sha: \"{}\" is an object, which is the wrong type here"},
        {"{\"sha\":true}", "commits.json:1: sha: \"true\" is true or false, which is the wrong type here"},
        {"[{\"sha\":\"1\"},\n\"x\"]", "commits.json:2: an element of the array that is no object"},
        {"[{\"sha\":\"1\"},\n{\"sha\":\"1\",\n\"sha\":\"1\"}]",
         "commits.json:2: a key stands twice in one object (line 3, column 5)"},
        {"{\"sha\":\"1\"}\n{\"commit\":{\"committer\":{\"date\":\"x\"}}}",
         "commits.json:2: commit.committer.date: \"x\" is not a date (expected YYYY-MM-DD, M/D/YYYY or ISO 8601)"},
        {"{\"sha\":\"1\"}\n{\"commit_date\":\"2024-13-13\"}",
         "commits.json:2: commit_date: \"2024-13-13\" is not a date (expected YYYY-MM-DD, M/D/YYYY or ISO 8601)"},
    };
    (void)unused;
    desk->options.is_strict = TRUE;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(take(desk, RECORD_GITHUB, rows[i].text, "a", NULL, &error));
        g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA);
        g_test_message("%s", error->message);
        g_assert_true(g_str_has_suffix(error->message, rows[i].ending));
    }
}

static void names_are_only_text(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    (void)unused;
    take(desk, RECORD_GITHUB,
         "{\"family\":\"../../etc/passwd\",\"sha\":\"'); DROP TABLE commits; --\",\"commit\":{\"message\":\"%s%n | `x` "
         "\\\\input{y}\"},\"author\":{\"login\":\"a\\u0000b\\ud800\"}}",
         NULL, NULL, &error);
    g_assert_no_error(error);
    DESK_ASSERT_ROWS(desk, COMMITS,
                     "../../etc/passwd|GH|../../etc/passwd|-||a\xef\xbf\xbd"
                     "b\xef\xbf\xbd|%s%n | `x` \\input{y}\n");
}

static void importing_again_doubles_nothing(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    must_take(desk, RECORD_GITHUB, GITHUB_LIST);
    g_autofree char *before = desk_dump(desk);
    must_take(desk, RECORD_GITHUB, GITHUB_LIST);
    g_autofree char *after = desk_dump(desk);
    g_assert_cmpstr(before, ==, after);
    g_assert_cmpuint(desk->counts.updated_commits, ==, 2);
}

/* ------------------------------------------------------------------ refused */

static void other_files_are_refused(struct desk *desk, gconstpointer unused)
{
    static const struct {
        enum record_platform platform;
        const char *text, *words;
    } files[] = {
        {RECORD_GITHUB,
         "{\"message\":\"Not Found\",\"documentation_url\":\"https://docs.example.org\",\"status\":\"404\"}",
         ":1: the API answered: Not Found"},
        {RECORD_GITHUB, "[{\"sha\":\"1\"}]\n{\"message\":\"API rate limit exceeded for 192.0.2.1.\"}",
         ":2: the API answered: API rate limit exceeded for 192.0.2.1."},
        {RECORD_GITHUB, "{\"data\":null,\"errors\":[{\"type\":\"NOT_FOUND\",\"message\":\"Could not resolve\"}]}",
         ":1: the API answered: Could not resolve"},
        {RECORD_HUGGINGFACE, "{\"error\":\"Repository not found\"}", ":1: the API answered: Repository not found"},
        {RECORD_HUGGINGFACE, "{\"message\":\"two\\nlines\"}", ":1: the API answered: two lines"},
        {RECORD_GITHUB, "[{\"message\":\"x\",\"b\":1}]",
         ":1: no commit: the object has no key that is known (it has: message, b)"},
        {RECORD_GITHUB, "{}", ":1: no commit: the object has no key that is known (it has: none)"},
        {RECORD_GITHUB, "\n[{\"id\":\"1\",\"title\":\"t\",\"authors\":[{\"user\":\"u\"}],\"date\":\"2024-01-01\"}]",
         ":2: commits of Hugging Face, not of GitHub, by their keys"},
        {RECORD_GITHUB, "{\"commit_id\":\"1\",\"authors\":[\"u\"],\"created_at\":\"2024-01-01\"}",
         ":1: commits of Hugging Face, not of GitHub, by their keys"},
        {RECORD_HUGGINGFACE, GITHUB_LIST, ":2: commits of GitHub, not of Hugging Face, by their keys"},
        {RECORD_GITHUB, "<!DOCTYPE html>\n<html>",
         ": a web page (HTML or XML), not a list of commits; the download may have failed"},
        {RECORD_GITHUB, "[{\"sha\":\"1\"},\n{\"sha\":\"2\"", ":2: the text ends within an object that opens at line 2"},
        {RECORD_GITHUB, "[{\"sha\":\"1\"}", ":1: the text ends within an array that opens at line 1"},
        {RECORD_GITHUB, "[{\"sha\":\"1\"}]\nEOF",
         ":2: neither an array nor an object stands here; this is no JSON, or something follows its end"},
        {RECORD_GITHUB, "[{\"sha\":\"\xff\"}]", ":1: column 10: a byte that is not UTF-8"},
    };
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        must_refuse(desk, files[i].platform, files[i].text, "a", "o/r", files[i].words);
}

/* What neither the file nor the user tells; once per file, not once per row. */
static void missing_names_are_asked_for(struct desk *desk, gconstpointer unused)
{
    static const char hub[] = "[{\"id\":\"1\",\"date\":\"2024-01-01\"}]";
    (void)unused;
    must_refuse(desk, RECORD_GITHUB, GITHUB_LIST, NULL, NULL, ": which family? the file does not say; give --family");
    must_refuse(desk, RECORD_HUGGINGFACE, hub, NULL, "o/r", ": which family? the file does not say; give --family");
    must_refuse(desk, RECORD_HUGGINGFACE, hub, "a", NULL,
                ": which repository? the file does not say; give --repository");
}

static void later_rows_may_lack_their_family(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    (void)unused;
    take(desk, RECORD_HUGGINGFACE,
         "{\"family\":\"a\",\"model_name\":\"a/x\",\"id\":\"1\"}\n{\"model_name\":\"a/x\",\"id\":\"2\"}\n"
         "{\"family\":\"a\",\"model_name\":\" \",\"id\":\"3\"}",
         NULL, NULL, &error);
    g_assert_no_error(error);
    DESK_ASSERT_ROWS(desk, FAULTS, "missing family|1|2|\nmissing repository|1|3| \n");
}

static void a_byte_order_mark_is_passed_over(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    must_take(desk, RECORD_GITHUB, "\xef\xbb\xbf\n" GITHUB_LIST);
    g_assert_cmpuint(desk->counts.new_commits, ==, 2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DESK_TEST("/commit_json/hub/http", the_hub_answers_over_http);
    DESK_TEST("/commit_json/hub/python", the_python_client_is_dumped);
    DESK_TEST("/commit_json/hub/javascript", the_javascript_client_is_dumped);
    DESK_TEST("/commit_json/github/list", github_answers_with_a_list);
    DESK_TEST("/commit_json/github/one", github_answers_with_one_commit);
    DESK_TEST("/commit_json/github/graphql", graphql_objects_are_commits);
    DESK_TEST("/commit_json/tables", tables_may_be_json);
    DESK_TEST("/commit_json/own_word", rows_tell_before_the_user);
    DESK_TEST("/commit_json/empty", an_empty_list_is_a_source);
    DESK_TEST("/commit_json/null", what_is_null_is_not_told);
    DESK_TEST("/commit_json/faults", faulty_elements_are_skipped_and_counted);
    DESK_TEST("/commit_json/strict", a_strict_import_names_the_place);
    DESK_TEST("/commit_json/hostile", names_are_only_text);
    DESK_TEST("/commit_json/again", importing_again_doubles_nothing);
    DESK_TEST("/commit_json/refused", other_files_are_refused);
    DESK_TEST("/commit_json/asked", missing_names_are_asked_for);
    DESK_TEST("/commit_json/later", later_rows_may_lack_their_family);
    DESK_TEST("/commit_json/bom", a_byte_order_mark_is_passed_over);
    return g_test_run();
}
