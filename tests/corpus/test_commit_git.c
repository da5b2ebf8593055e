/* Clones: what the corpus has of a repository is what git log prints of it. */
#include "corpus/import.h"

#include <string.h>
#include <unistd.h>

#include "desk.h"
#include "forge.h"

/* libgit2 1.5 leaks what PCRE2 gives it whenever a pattern of its own does not fit a setting; it looks so at each clone
 * that has extensions, such as a partial one. The sanitizer asks this function; nothing else does. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libpcre2";
}

static void tear_down(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GPtrArray) names = desk_list(desk);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = desk_path(desk, g_ptr_array_index(names, i));
        forge_remove(path);
    }
    desk_tear_down(desk, unused);
}
#define CLONE_TEST(path, function) g_test_add(path, struct desk, NULL, desk_set_up, function, tear_down)

static gboolean try_import(struct desk *desk, const struct commit_origin *origin, GError **error)
{
    g_autoptr(import) imp = import_begin(desk->corpus, &desk->options, error);
    return imp != NULL && import_commits(imp, origin, error) && import_finish(&desk->counts, imp, error);
}

static void must_import(struct desk *desk, enum record_platform platform, const char *path, const char *revision)
{
    const struct commit_origin origin = {.platform = platform, .path = path, .family = "a_b", .revision = revision};
    g_autoptr(GError) error = NULL;
    try_import(desk, &origin, &error);
    g_assert_no_error(error);
}

/* The line of the error, from behind the desk's folder. */
static void must_refuse(struct desk *desk, const char *name, const char *revision, const char *pattern)
{
    g_autofree char *path = desk_path(desk, name);
    const struct commit_origin origin = {.path = path, .family = "a_b", .revision = revision};
    g_autoptr(GError) error = NULL;
    g_assert_false(try_import(desk, &origin, &error));
    g_test_message("%s", error->message);
    g_assert_true(g_str_has_prefix(error->message, path));
    g_assert_null(strchr(error->message, '\n'));
    g_assert_true(g_pattern_match_simple(pattern, error->message + strlen(path)));
}

/* ------------------------------------------------------------------- git's word */

static int compare_lines(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Pieces of a text, without blanks and line ends around each, sorted; empty ones fall away. Owner: the caller. */
static char *sorted(const char *text, const char *separator)
{
    g_auto(GStrv) pieces = g_strsplit(text, separator, -1);
    g_autoptr(GString) out = g_string_new(NULL);
    for (char **piece = pieces; *piece != NULL; piece++)
        g_strstrip(*piece);
    qsort(pieces, g_strv_length(pieces), sizeof *pieces, compare_lines);
    for (char **piece = pieces; *piece != NULL; piece++)
        if (**piece != '\0')
            g_string_append_printf(out, "%s\n", *piece);
    return g_strdup(out->str);
}

#define OFFSET(whose)                                                                                                  \
    "printf('%s%02d%02d', CASE WHEN " whose "_offset < 0 THEN '-' ELSE '+' END, abs(" whose "_offset) / 60,"           \
    " abs(" whose "_offset) % 60)"

/* What we ask the corpus, and how git is asked the same; pieces of both answers end with "\f". */
static const struct question {
    const char *sql, *arguments;
} questions[] = {
    {"SELECT lower(hex(key)) || ' ' || author_time || ' ' || " OFFSET(
         "author") " || ' ' || committer_time || ' ' || " OFFSET("committer") " || ' ' || lower(hex(parents)) || ' ' "
                                                                              "|| is_merge || char(12) FROM commits",
     NULL}, /* see ask_times */
    {"SELECT lower(hex(key)) || '|' || ifnull(a.name, '') || '|' || a.email || '|' || c.name || '|' || c.email || "
     "char(12)"
     " FROM commits JOIN contributors a USING (contributor_id) JOIN contributors c ON c.contributor_id = committer_id",
     "log --use-mailmap --encoding=UTF-8 --format='%H|%aN|%aE|%cN|%cE%x0c'"},
    {"SELECT lower(hex(key)) || char(10) || message || char(12) FROM commits",
     "log --encoding=UTF-8 --format='%H%n%B%x0c'"},
    {"SELECT char(12) || lower(hex(key)) || iif(files IS NULL, '', char(10, 10) || files) FROM commits",
     "-c core.quotePath=false log --no-renames --name-only --format='%x0c%H'"},
};

/* git prints parents with blanks between, and does not say "merge". Owner: the caller. */
static char *ask_times(const char *repository, const char *revision)
{
    g_autofree char *arguments = g_strconcat("log --date=raw --format='%H %ad %cd:%P' ", revision, NULL);
    g_autofree char *text = forge_ask(repository, arguments);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    GString *out = g_string_new(NULL);
    for (char **line = lines; *line != NULL; line++) {
        g_auto(GStrv) parts = g_strsplit(*line, ":", 2);
        const gboolean is_merge = strchr(parts[1], ' ') != NULL;
        g_auto(GStrv) parents = g_strsplit(parts[1], " ", -1);
        g_autofree char *joined = g_strjoinv("", parents);
        g_string_append_printf(out, "%s %s %d\f", parts[0], joined, is_merge);
    }
    return g_string_free(out, FALSE);
}

/* Times with offsets, parents, merges, people, messages and files of every commit. */
static void must_equal_git(const struct desk *desk, const char *repository, const char *revision)
{
    for (size_t i = 0; i < G_N_ELEMENTS(questions); i++) {
        g_autofree char *ours = desk_ask(desk, questions[i].sql);
        g_autofree char *arguments = g_strdup_printf("%s %s", questions[i].arguments, revision);
        g_autofree char *theirs =
            questions[i].arguments != NULL ? forge_ask(repository, arguments) : ask_times(repository, revision);
        g_autofree char *ours_sorted = sorted(ours, "\f"), *theirs_sorted = sorted(theirs, "\f");
        g_assert_cmpstr(ours_sorted, ==, theirs_sorted);
        g_assert_cmpstr(ours_sorted, !=, "");
    }
    g_autofree char *arguments = g_strdup_printf("rev-list --count %s", revision);
    g_autofree char *n_theirs = forge_ask(repository, arguments);
    g_autofree char *n_ours = g_strdup_printf("%zu", desk->counts.new_commits + desk->counts.updated_commits);
    g_assert_cmpstr(n_ours, ==, n_theirs);
}

/* ------------------------------------------------------------------ three histories */

/* Branches, an ordinary merge, an octopus, a root without history in common, and every way in which a file changes. */
static char *make_branches(const struct desk *desk)
{
    char *path = forge_new(desk->folder, "branches");
    forge_write(path, "a.txt", "one\n");
    forge_write(path, "lib/deep/er/x.py", "x\n");
    forge_write(path, "lib/y.py", "y\n");
    forge_commit(path, "1600000000 +0000", "1600000000 +0000", "First\n\nWith a body.\n\n  indented\n");
    forge_git(path, "checkout -q -b side");
    forge_git(path, "mv lib/y.py lib/z.py");
    forge_commit(path, "1600000100 +0200", "1600000200 -0700", "Rename");
    forge_git(path, "checkout -q -b third main");
    forge_write(path, "b.txt", "two\n");
    forge_commit(path, "1600000150 +0000", "1600000150 +0000", "Third branch");
    forge_git(path, "checkout -q main");
    forge_write(path, "a.txt", "one, changed\n");
    forge_commit(path, "1600000300 +0000", "1600000300 +0000", "Change");
    forge_git(path, "merge -q --no-ff -m 'Merge two' side third");
    forge_git(path, "rm -q -r lib");
    forge_write(path, "lib", "a file where a folder was\n");
    forge_write(path, "lib.txt", "sorts between\n");
    forge_commit(path, "1600000400 +0000", "1600000400 +0000", "Folder becomes file");
    forge_git(path, "rm -q lib");
    forge_write(path, "lib/again.py", "a folder\n");
    forge_commit(path, "1600000500 +0000", "1600000500 +0000", "File becomes folder");
    forge_git(path, "update-index --chmod=+x a.txt");
    forge_commit(path, "1600000600 +0000", "1600000600 +0000", "Mode");
    forge_git(path, "update-index --add --cacheinfo 160000,1234567890123456789012345678901234567890,module");
    g_autofree char *blob = forge_ask(path, "rev-parse HEAD:a.txt");
    g_autofree char *link = g_strdup_printf("update-index --add --cacheinfo 120000,%s,a.txt", blob);
    forge_git(path, link);
    forge_commit(path, "1600000700 +0000", "1600000700 +0000", "Module; file becomes link");
    forge_write(path, "dir \"q\"/tab\there", "x\n");
    forge_write(path, "line\nfeed", "x\n");
    forge_write(path, "back\\slash", "x\n");
    forge_write(path, "caf\xc3\xa9", "x\n");
    forge_write(path, "\x01", "x\n");
    forge_commit(path, "1600000800 +0000", "1600000800 +0000", "Odd names");
    forge_commit(path, "1600000900 +0000", "1600000900 +0000", "Nothing changed");
    forge_git(path, "checkout -q --orphan lonely");
    forge_commit(path, "1500000000 +0000", "1500000000 +0000", "Another root");
    forge_git(path, "checkout -q -f main");
    forge_git(path, "merge -q --allow-unrelated-histories -s ours -m 'Merge a root' lonely");
    forge_git(path, "tag -a -m 'A tag' v1 side");
    return path;
}

static void merges_branches_and_files_are_git_logs(struct desk *desk, gconstpointer unused)
{
    static const char *const revisions[] = {"HEAD", "side", "v1", "main~3", "refs/heads/third"};
    g_autofree char *path = make_branches(desk);
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(revisions); i++) {
        g_remove(desk->corpus);
        must_import(desk, RECORD_GITHUB, path, i == 0 ? NULL : revisions[i]);
        must_equal_git(desk, path, revisions[i]);
        g_autofree char *arguments = g_strdup_printf("rev-parse '%s^{commit}'", revisions[i]);
        g_autofree char *id = forge_ask(path, arguments);
        g_autofree char *row = g_strdup_printf("github|git|branches|branches|%s|0|0\n", id);
        DESK_ASSERT_ROWS(desk, "SELECT kind, format, name, repository, revision, bytes, skipped FROM sources", row);
    }
}

/* A mailmap, a name with a full stop, handles, an encoding, bytes of none, signs that break lines. */
static char *make_people(const struct desk *desk)
{
    char *path = forge_new(desk->folder, "people");
    static const char *const objects[] = {
        "tree TREE\nauthor J. Smith Jr. <old@example.org> 1600000000 +0000\ncommitter Web <w@x.org> 1600000000 +0000\n"
        "\nOne\n",
        "tree TREE\nparent %s\nauthor Ren\xe9 <rene@example.org> 1600000100 +0000\n"
        "committer Web <w@x.org> 1600000100 +0000\nencoding ISO-8859-1\n\nCaf\xe9\n\nK\xf6ln\n",
        "tree TREE\nparent %s\nauthor  <nobody@example.org> 1600000200 +0000\ncommitter Web <w@x.org> 1600000200 "
        "+0000\n"
        "gpgsig -----BEGIN PGP SIGNATURE-----\n \n author Not An <author@x.org> 1 +0000\n -----END\n\nSigned\n\n\n",
        "tree TREE\nparent %s\nauthor Dee <12345+dee@users.noreply.github.com> 1600000300 +0000\n"
        "committer Web <w@x.org> 1600000300 +0000\n\n",
        "tree TREE\nparent %s\nauthor dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com> 1600000400"
        " +0000\ncommitter Web <w@x.org> 1600000400 +0000\n\nBump 100% of \"it\"'s; DROP TABLE commits; --\n",
    };
    g_autofree char *tip = g_strdup("");
    forge_write(path, ".mailmap", "# people\nJohn Smith <new@example.org> <OLD@example.org>\n");
    for (size_t i = 0; i < G_N_ELEMENTS(objects); i++) {
        g_auto(GStrv) parts = g_strsplit(objects[i], "%s", 2);
        g_autofree char *text = g_strjoinv(tip, parts);
        g_free(tip);
        tip = forge_object(path, text);
    }
    g_autofree char *reset = g_strconcat("reset -q --soft ", tip, NULL);
    forge_git(path, reset);
    forge_commit(path, "1600000500 +0000", "1600000500 +0000", "Name the people");
    return path;
}

static void people_and_messages_are_git_logs(struct desk *desk, gconstpointer unused)
{
    g_autofree char *path = make_people(desk);
    (void)unused;
    must_import(desk, RECORD_GITHUB, path, NULL);
    must_equal_git(desk, path, "HEAD");
    DESK_ASSERT_ROWS(desk,
                     "SELECT handle, name FROM commits JOIN contributors USING (contributor_id) ORDER BY author_time",
                     "new@example.org|John Smith\nrene@example.org|Ren\xc3\xa9\nnobody@example.org|\n"
                     "dee|Dee\ndependabot[bot]|dependabot[bot]\nada@example.org|Ada\n");
    DESK_ASSERT_ROWS(desk, "SELECT message FROM commits WHERE author_time = 1600000100",
                     "Caf\xc3\xa9\n\nK\xc3\xb6ln\n");
}

/* The logins of the Hub's own addresses; GitHub's tell nothing there, and the other way round. */
static void addresses_tell_handles_of_their_platform_only(struct desk *desk, gconstpointer unused)
{
    g_autofree char *path = forge_new(desk->folder, "hub");
    static const char *const emails[] = {
        "system@huggingface.co",          "julien@huggingface.co",     "ada@users.noreply.huggingface.co",
        "7+ada@users.noreply.github.com", "@users.noreply.github.com", "x+ada@users.noreply.GitHub.com"};
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(emails); i++) {
        g_autofree char *date = g_strdup_printf("%zu +0000", 1600000000 + i);
        g_autofree char *author =
            g_strdup_printf("commit -q --allow-empty -m x --date '%s' --author '%s <%s>'", date, "Any", emails[i]);
        forge_git(path, author);
    }
    static const char sql[] =
        "SELECT handle FROM commits JOIN contributors USING (contributor_id) ORDER BY author_time";
    must_import(desk, RECORD_HUGGINGFACE, path, NULL);
    DESK_ASSERT_ROWS(desk, sql,
                     "system\njulien@huggingface.co\nada\n7+ada@users.noreply.github.com\n"
                     "@users.noreply.github.com\nx+ada@users.noreply.GitHub.com\n");
    g_remove(desk->corpus);
    must_import(desk, RECORD_GITHUB, path, NULL);
    DESK_ASSERT_ROWS(desk, sql,
                     "system@huggingface.co\njulien@huggingface.co\nada@users.noreply.huggingface.co\nada\n"
                     "@users.noreply.github.com\nx+ada\n");
}

/* Offsets of all signs, dates after now and beyond 32 bits. */
static void times_and_offsets_are_git_logs(struct desk *desk, gconstpointer unused)
{
    static const char *const dates[] = {"1600000000 +0545", "1600000001 -0930", "1600000002 +1400", "1600000003 -0030",
                                        "1 +0000",          "0 -0100",          "4102444800 +0000", "9999999999 +0100"};
    g_autofree char *path = forge_new(desk->folder, "times");
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
        g_autofree char *text = g_strdup_printf("tree TREE\nauthor A <a@x> %s\ncommitter B <b@x> %s\n\n%zu\n", dates[i],
                                                dates[G_N_ELEMENTS(dates) - 1 - i], i);
        g_autofree char *id = forge_object(path, text);
        g_autofree char *branch = g_strdup_printf("update-ref refs/heads/b%zu %s", i, id);
        forge_git(path, branch);
    }
    forge_git(path, "symbolic-ref HEAD refs/heads/b0");
    forge_git(path, "merge -q -s ours --allow-unrelated-histories -m All b1 b2 b3 b4 b5 b6 b7");
    must_import(desk, RECORD_GITHUB, path, NULL);
    must_equal_git(desk, path, "HEAD");
}

/* An ordinary commit on top of another. Owner of its id: the caller. */
static char *forge_child(const char *path, const char *id)
{
    g_autofree char *text =
        g_strdup_printf("tree TREE\nparent %s\nauthor B <b@x> 6 +0000\ncommitter B <b@x> 6 +0000\n\nchild\n", id);
    return forge_object(path, text);
}

/* git log prints nothing for a time before 1970, although the object has it; what is no time at all is a fault. */
static void times_before_1970_are_kept(struct desk *desk, gconstpointer unused)
{
    static const struct {
        const char *author, *stored; /* stored NULL: the row is skipped */
    } cases[] = {
        {"A <a@x> -86400 +0100", "-86400|s|60\n"},
        {"A <a@x> -62135596800 +0000", "-62135596800|s|0\n"},
        {"A <a@x> -62135596801 +0000", NULL},
        {"A <a@x> 253402300800 +0000", NULL},
        {"A <a@x> 99999999999999999999 +0000", NULL},
        {"A <a@x> soon", NULL},
        {"A <a@x>", "||\n"},
        {"A <a@x> ", "||\n"},
        {"A <a@x> 100", "100|s|\n"},
        {"A <a@x> 100 +051800", "100|s|\n"},
        {"A <a@x> 100 +0060", "100|s|\n"},
        {"A <a@x>b> 100 -0001", "100|s|-1\n"},
        {"just a name", "||\n"},
        {"", "||\n"},
    };
    g_autofree char *path = forge_new(desk->folder, "old");
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text =
            g_strdup_printf("tree TREE\nauthor %s\ncommitter B <b@x> 5 +0000\n\nx\n", cases[i].author);
        g_autofree char *id = forge_object(path, text), *child = forge_child(path, id);
        g_test_message("%s", cases[i].author);
        g_remove(desk->corpus);
        must_import(desk, RECORD_GITHUB, path, child);
        DESK_ASSERT_ROWS(desk, "SELECT author_time, author_resolution, author_offset FROM commits WHERE message = 'x'",
                         cases[i].stored != NULL ? cases[i].stored : "");
        g_assert_cmpuint(desk->counts.skipped_rows, ==, cases[i].stored == NULL);
    }
    g_remove(desk->corpus);
    g_autofree char *bad = forge_object(path, "tree TREE\nauthor A <a@x> soon\ncommitter B <b@x> 5 +0000\n\nx\n");
    g_autofree char *child = forge_child(path, bad);
    desk->options.is_strict = TRUE;
    must_refuse(desk, "old", child, ":1: author's time: \"soon\" is not a date *");
}

/* ------------------------------------------------------------------ the clone's form */

static void a_bare_clone_is_as_good_as_any(struct desk *desk, gconstpointer unused)
{
    g_autofree char *people = make_people(desk);
    g_autofree char *bare = desk_path(desk, "bare/people"), *partial = desk_path(desk, "partial/people");
    (void)unused;
    forge_git(people, "config uploadpack.allowFilter true");
    forge_git(desk->folder, "clone -q --bare people bare/people");
    g_autofree char *clone = g_strdup_printf("clone -q --bare --filter=blob:none 'file://%s' partial/people", people);
    forge_git(desk->folder, clone);
    must_import(desk, RECORD_GITHUB, people, NULL);
    g_autofree char *expected = desk_dump(desk);
    g_remove(desk->corpus);
    const struct commit_origin origin = {.path = bare, .family = "a_b", .repository = "people"};
    g_autoptr(GError) error = NULL;
    try_import(desk, &origin, &error);
    g_assert_no_error(error);
    g_autofree char *got = desk_dump(desk);
    g_assert_cmpstr(got, ==, expected);

    g_remove(desk->corpus);
    /* Without its blobs a partial clone has no mailmap, and says so. */
    must_import(desk, RECORD_GITHUB, partial, NULL);
    g_assert_nonnull(strstr(desk->warnings->str, "a partial clone without its .mailmap"));
    g_assert_cmpuint(desk->counts.new_commits, ==, 6);
    forge_git(partial, "show HEAD:.mailmap");
    g_string_truncate(desk->warnings, 0);
    g_remove(desk->corpus);
    must_import(desk, RECORD_GITHUB, partial, NULL);
    must_equal_git(desk, partial, "HEAD");
    g_assert_null(strstr(desk->warnings->str, "mailmap"));
}

static void shallow_empty_and_other_folders(struct desk *desk, gconstpointer unused)
{
    g_autofree char *path = make_branches(desk);
    g_autofree char *clone = g_strdup_printf("clone -q --depth 2 'file://%s' shallow", path);
    g_autofree char *empty = forge_new(desk->folder, "empty"), *lost = forge_new(desk->folder, "lost");
    g_autofree char *shallow = desk_path(desk, "shallow");
    (void)unused;
    forge_git(desk->folder, clone);
    g_autofree char *hint = g_strdup_printf(": a shallow clone; run \"git -C %s fetch --unshallow\" first", shallow);
    must_refuse(desk, "shallow", NULL, hint);
    forge_git(shallow, "worktree add -q ../further");
    g_autofree char *further = desk_path(desk, "further");
    g_autofree char *further_hint =
        g_strdup_printf(": a shallow clone; run \"git -C %s fetch --unshallow\" first", further);
    must_refuse(desk, "further", NULL, further_hint);
    must_refuse(desk, "branches/lib", NULL, ": a folder, but no git repository");
    must_refuse(desk, "branches", "nothing", ": no commit \"nothing\"");
    must_refuse(desk, "branches", "main:a.txt", ": no commit \"main:a.txt\"");
    must_refuse(desk, "branches", "main..side", ": no commit *");
    forge_git(lost, "commit -q --allow-empty -m x");
    forge_git(lost, "symbolic-ref HEAD refs/heads/gone");
    must_refuse(desk, "lost", NULL, ": HEAD names no commit; tell the revision to read");
    must_refuse(desk, "empty", "main", ": no commit \"main\"");
    must_import(desk, RECORD_GITHUB, empty, NULL);
    g_assert_cmpuint(desk->counts.new_commits, ==, 0);
    g_assert_nonnull(strstr(desk->warnings->str, "empty: an empty repository, without any commit\n"));
    DESK_ASSERT_ROWS(desk, "SELECT rows, used, revision IS NULL FROM sources", "0|0|1\n");
    forge_git(desk->folder, "-C shallow fetch -q --unshallow");
    must_import(desk, RECORD_GITHUB, shallow, NULL);
    must_equal_git(desk, shallow, "HEAD");
}

/* Overwrite or remove the file of a loose object. */
static void damage(const char *repository, const char *id, const char *bytes)
{
    g_autofree char *name = g_strdup_printf(".git/objects/%.2s/%s", id, id + 2);
    g_autofree char *path = g_build_filename(repository, name, NULL);
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(g_remove(path), ==, 0);
    if (bytes != NULL)
        g_file_set_contents(path, bytes, -1, &error);
    g_assert_no_error(error);
}

static void damaged_objects_are_named(struct desk *desk, gconstpointer unused)
{
    static const struct {
        const char *object, *bytes, *pattern; /* with the id for %s */
    } cases[] = {
        {"HEAD~2", NULL, ": commit %s: *"},
        {"HEAD~2", "no zlib", ": commit %s: *"},
        {"HEAD~1^{tree}", NULL, ": tree %s: *"},
        {"HEAD~1^{tree}", "no zlib", ": tree %s: *"},
    };
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = forge_new(desk->folder, "damaged");
        for (int j = 0; j < 4; j++) {
            g_autofree char *text = g_strdup_printf("%d", j);
            forge_write(path, "f", text);
            forge_commit(path, "1600000000 +0000", "1600000000 +0000", text);
        }
        g_autofree char *arguments = g_strconcat("rev-parse ", cases[i].object, NULL);
        g_autofree char *id = forge_ask(path, arguments);
        g_auto(GStrv) parts = g_strsplit(cases[i].pattern, "%s", 2);
        g_autofree char *pattern = g_strjoinv(id, parts);
        damage(path, id, cases[i].bytes);
        must_refuse(desk, "damaged", NULL, pattern);
        forge_remove(path);
    }
}

/* A tree with n times the same entry ("100644 blob ID", "040000 tree ID") under names that end in a number. Owner of
 * its id: the caller. */
static char *forge_repeated(const char *path, const char *entry, const char *name, int n)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (int i = 0; i < n; i++)
        g_string_append_printf(lines, "%s\t%s%d\n", entry, name, i);
    g_autoptr(GBytes) input = g_bytes_new(lines->str, lines->len);
    return forge_git_full(path, NULL, input, "mktree --missing");
}

/* `levels` trees one in the other, each ten times, around a tree of `n_files`. Owner of the commit's id: the caller. */
static char *forge_bomb(const char *path, const char *name, int levels, int n_files)
{
    g_autofree char *tree = forge_repeated(path, "100644 blob 1111111111111111111111111111111111111111", name, n_files);
    for (int level = 0; level < levels; level++) {
        g_autofree char *entry = g_strconcat("040000 tree ", tree, NULL);
        g_free(tree);
        tree = forge_repeated(path, entry, name, 10);
    }
    g_autofree char *arguments = g_strdup_printf("commit-tree -m bomb %s", tree);
    return forge_ask(path, arguments);
}

/* A few hundred bytes that are more paths than any memory holds, or entries without one file. */
static void trees_without_end_are_refused(struct desk *desk, gconstpointer unused)
{
    g_autofree char *path = forge_new(desk->folder, "bomb"), *name = g_strnfill(200, 'n');
    g_autofree char *large = forge_bomb(path, name, 7, 10), *hollow = forge_bomb(path, "n", 9, 0);
    g_autofree char *small = forge_bomb(path, "n", 2, 10);
    (void)unused;
    must_refuse(desk, "bomb", large, ": tree *: one commit changes too many files");
    must_refuse(desk, "bomb", hollow, ": tree *: one commit changes too many files");
    must_import(desk, RECORD_GITHUB, path, small);
    must_equal_git(desk, path, small);
}

/* git log stops at a NUL byte. */
static void a_nul_byte_ends_the_message(struct desk *desk, gconstpointer unused)
{
    static const char object[] = "tree TREE\nauthor A <a@x> 1600000000 +0000\ncommitter B <b@x> 1600000000 +0000\n\n"
                                 "seen\0unseen\n";
    g_autofree char *path = forge_new(desk->folder, "nul"), *tree = forge_git_full(path, NULL, NULL, "mktree");
    g_autoptr(GString) text = g_string_new_len(object, sizeof object - 1);
    (void)unused;
    g_string_erase(text, 5, 4);
    g_string_insert(text, 5, tree);
    g_autoptr(GBytes) input = g_bytes_new(text->str, text->len);
    g_autofree char *id = forge_git_full(path, NULL, input, "hash-object -t commit -w --stdin --literally");
    must_import(desk, RECORD_GITHUB, path, id);
    must_equal_git(desk, path, id);
    DESK_ASSERT_ROWS(desk, "SELECT message FROM commits", "seen\n");
}

/* Rows of a clone name no family, so that without one all of them would be skipped. */
static void a_clone_needs_a_family(struct desk *desk, gconstpointer unused)
{
    g_autofree char *path = forge_new(desk->folder, "nameless");
    const struct commit_origin origin = {.path = path};
    g_autoptr(GError) error = NULL;
    (void)unused;
    forge_commit(path, "1600000000 +0000", "1600000000 +0000", "x");
    g_assert_false(try_import(desk, &origin, &error));
    g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_FORMAT);
    g_assert_nonnull(strstr(error->message, "nameless: a git repository does not say which family it belongs to"));
}

/* Somebody who gives the folder of their tables has no clone. */
static void a_plain_folder_is_no_clone(struct desk *desk, gconstpointer unused)
{
    g_autofree char *path = desk_path(desk, "plain");
    const struct commit_origin origin = {.path = path};
    g_autoptr(GError) error = NULL;
    (void)unused;
    g_assert_cmpint(g_mkdir(path, 0777), ==, 0);
    g_assert_false(try_import(desk, &origin, &error));
    g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_FORMAT);
    g_assert_true(g_str_has_suffix(error->message, "/plain: a folder, not a table or a git repository"));
}

/* ------------------------------------------------------------------ again */

static void a_rewritten_history_is_followed(struct desk *desk, gconstpointer unused)
{
    g_autofree char *path = make_branches(desk);
    (void)unused;
    must_import(desk, RECORD_GITHUB, path, NULL);
    g_autofree char *first = desk_dump(desk);
    must_import(desk, RECORD_GITHUB, path, NULL);
    g_autofree char *again = desk_dump(desk);
    g_assert_cmpstr(again, ==, first);
    forge_git(path, "checkout -q --detach HEAD~1");
    forge_git(path, "commit -q --amend --allow-empty -m Amended");
    must_import(desk, RECORD_GITHUB, path, NULL);
    g_assert_cmpuint(desk->counts.new_commits, ==, 1);
    /* the merge of the other root, that root, and the amended commit */
    g_assert_nonnull(strstr(desk->warnings->str, "3 commits removed"));
    must_equal_git(desk, path, "HEAD");
}

static void the_hash_is_that_of_rev_list(struct desk *desk, gconstpointer unused)
{
    g_autofree char *path = make_branches(desk);
    (void)unused;
    must_import(desk, RECORD_GITHUB, path, NULL);
    g_autofree char *ids = forge_ask(path, "rev-list HEAD");
    g_autofree char *lines = sorted(ids, "\n");
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, lines, -1);
    g_autofree char *row = g_strconcat(sum, "\n", NULL);
    DESK_ASSERT_ROWS(desk, "SELECT sha256 FROM sources", row);
}

/* ------------------------------------------------------------------ names */

/* The user's own configuration could turn any address into another one. */
static void the_origin_names_the_repository(struct desk *desk, gconstpointer unused)
{
    static const struct {
        const char *origin, *told, *name;
    } cases[] = {
        {"https://github.com/acme/bert.git", NULL, "acme/bert"},
        {"git@github.com:acme/bert", NULL, "acme/bert"},
        {"https://example.org/acme/bert", NULL, "named"},
        {"https://github.com/acme/bert.git", "other/name", "other/name"},
        {"https://github.com/acme/bert.git", "https://github.com/other/name.git", "other/name"},
    };
    g_autofree char *path = forge_new(desk->folder, "named");
    (void)unused;
    forge_commit(path, "1600000000 +0000", "1600000000 +0000", "x");
    forge_git(path, "remote add origin x");
    desk_write(desk, ".gitconfig", "[url \"https://github.com/evil/\"]\n\tinsteadOf = https://github.com/acme/\n", -1);
    g_setenv("HOME", desk->folder, TRUE);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *set = g_strdup_printf("config remote.origin.url %s", cases[i].origin);
        const struct commit_origin origin = {.path = path, .family = "a_b", .repository = cases[i].told};
        g_autofree char *row = g_strconcat(cases[i].name, "\n", NULL);
        g_autoptr(GError) error = NULL;
        forge_git(path, set);
        g_remove(desk->corpus);
        try_import(desk, &origin, &error);
        g_assert_no_error(error);
        DESK_ASSERT_ROWS(desk, "SELECT name FROM repositories", row);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    CLONE_TEST("/commit-git/branches", merges_branches_and_files_are_git_logs);
    CLONE_TEST("/commit-git/people", people_and_messages_are_git_logs);
    CLONE_TEST("/commit-git/handles", addresses_tell_handles_of_their_platform_only);
    CLONE_TEST("/commit-git/times", times_and_offsets_are_git_logs);
    CLONE_TEST("/commit-git/before-1970", times_before_1970_are_kept);
    CLONE_TEST("/commit-git/bare", a_bare_clone_is_as_good_as_any);
    CLONE_TEST("/commit-git/forms", shallow_empty_and_other_folders);
    CLONE_TEST("/commit-git/damaged", damaged_objects_are_named);
    CLONE_TEST("/commit-git/endless", trees_without_end_are_refused);
    CLONE_TEST("/commit-git/nul", a_nul_byte_ends_the_message);
    CLONE_TEST("/commit-git/family", a_clone_needs_a_family);
    CLONE_TEST("/commit-git/plain-folder", a_plain_folder_is_no_clone);
    CLONE_TEST("/commit-git/rewritten", a_rewritten_history_is_followed);
    CLONE_TEST("/commit-git/hash", the_hash_is_that_of_rev_list);
    CLONE_TEST("/commit-git/origin", the_origin_names_the_repository);
    return g_test_run();
}
