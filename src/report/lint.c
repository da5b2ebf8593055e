#include "report/lint.h"

#include <string.h>

#include "report/export_internal.h"
#include "report/lint_number.h"
#include "report/lint_scan.h"
#include "report/report.h"
#include "study/guess.h"

#define MAX_DEPTH 16                  /* of files that input files */
#define MAX_SOURCE (64 * 1024 * 1024) /* bytes; a larger file is no source */

void report_finding_free(report_finding *finding)
{
    if (!finding)
        return;
    g_free(finding->file);
    g_free(finding->id);
    g_free(finding->message);
    g_free(finding);
}

/* What this corpus would write today, and what a paper has. */
struct linter {
    const struct report_lint_request *request;
    lint_numbers *numbers;
    GHashTable *known;     /* names that exist: "SRKwLagH", "{kw.lag.H", "figure sync_pattern"; of an id the macro's
                              name behind SR, of a file its fingerprint, else "" */
    GHashTable *published; /* of figures in their published form, once asked for; else NULL */
    GHashTable *defined;   /* \SR... that the paper defines itself */
    GPtrArray *findings;
    /* of the paper that is read */
    char *folder;       /* canonical */
    const char *shown;  /* the same as it was given, with its slash; "" for the current one */
    GPtrArray *folders; /* of \graphicspath, relative to the folder */
    GHashTable *seen;   /* canonical paths */
    char *name;         /* of the file, for messages */
    int depth;
    GError *error; /* the first; nothing is read behind it */
};

static void find_fault(struct linter *self, const struct lint_token *token, const char *kind, const char *id,
                       const char *message)
{
    report_finding *finding = g_new(report_finding, 1);
    *finding = (report_finding){.file = g_strdup(self->name),
                                .line = token->line,
                                .column = token->column,
                                .kind = kind,
                                .id = g_utf8_make_valid(id, -1),
                                .message = g_utf8_make_valid(message, -1)};
    g_ptr_array_add(self->findings, finding);
}

/* ------------------------------------------------------------------ what exists */

/* "\newcommand{\SRKwLagH}{50.6}%" is the name SRKwLagH, "\SRid{kw.lag.H}{KwLagH}%" the id with its part of a name. */
static void know_line(GHashTable *known, const char *line)
{
    static const char macro[] = "\\newcommand{\\", id[] = "\\SRid{";
    const gboolean is_id = g_str_has_prefix(line, id);
    if (!is_id && !g_str_has_prefix(line, macro))
        return;
    const char *name = line + (is_id ? strlen(id) : strlen(macro));
    const gsize n = strcspn(name, "}");
    const char *stem = name + n + strlen("}{");
    g_autofree char *text = g_strndup(name, n);
    g_hash_table_insert(known, g_strconcat(is_id ? "{" : "", text, NULL),
                        is_id ? g_strndup(stem, strcspn(stem, "}")) : g_strdup(""));
}

/* Macros and ids of numbers.tex, line by line. */
static void know_numbers(GHashTable *known, const char *text)
{
    static const char *const helpers[] = {"SRmath", "SRid", "SRunknown", "SRtables", "SRend", "SRfind", "SRtry"};
    for (size_t i = 0; i < G_N_ELEMENTS(helpers); i++)
        g_hash_table_insert(known, g_strdup(helpers[i]), g_strdup(""));
    for (const char *line = text; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
        know_line(known, line);
}

static void know_figures(GHashTable *known, const study_results *results)
{
    for (size_t i = 0; i < study_results_n_answers(results); i++) {
        const struct study_answer *answer = study_results_answer_at(results, i);
        if (answer->recipe->chart && !answer->missing)
            g_hash_table_insert(known, g_strconcat("figure ", answer->recipe->name, NULL),
                                study_answer_fingerprint(answer));
    }
}

/* The name and the fingerprint behind a mark, which is found in the first bytes of a text and anywhere in a picture.
 * FALSE: there is none. Owner of both: the caller. */
static gboolean read_mark(char **name, char **fingerprint, const char *bytes, gsize length)
{
    static const char mark[] = STUDY_MARK;
    const gsize n_mark = strlen(mark);
    for (const char *p = bytes; (gsize)(bytes + length - p) > n_mark; p++) {
        p = memchr(p, mark[0], (gsize)(bytes + length - p));
        if (!p || (gsize)(bytes + length - p) <= n_mark)
            return FALSE;
        if (memcmp(p, mark, n_mark) != 0)
            continue;
        g_autofree char *words = g_strndup(p + n_mark, MIN(400, (gsize)(bytes + length - p) - n_mark));
        words[strcspn(words, "\r\n)")] = '\0';
        char *blank = strrchr(words, ' ');
        if (!blank)
            return FALSE;
        *fingerprint = g_strndup(blank + 1, strspn(blank + 1, "0123456789abcdef"));
        *name = g_strndup(words, (gsize)(blank - words));
        return TRUE;
    }
    return FALSE;
}

static void know_files(GHashTable *known, const study_results *results)
{
    g_autoptr(GPtrArray) files = export_tex_files(results);
    for (guint i = 0; i < files->len; i++) {
        const struct export_tex_file *file = files->pdata[i];
        char *name, *fingerprint;
        const gboolean is_marked = read_mark(&name, &fingerprint, file->text, strlen(file->text));
        g_assert(is_marked);
        g_hash_table_insert(known, name, fingerprint);
        if (g_str_equal(file->mark, "numbers"))
            know_numbers(known, file->text);
    }
}

/* ------------------------------------------------------------------ macros */

/* The nearest known name that starts like the wanted one, without that start; NULL: none is near. Borrowed. */
static const char *guess(GHashTable *known, const char *prefix, const char *wanted)
{
    const size_t n_prefix = strlen(prefix);
    size_t best_distance = strlen(wanted) / 3 + 2;
    const char *best = NULL;
    GHashTableIter iter;
    gpointer key;
    for (g_hash_table_iter_init(&iter, known); g_hash_table_iter_next(&iter, &key, NULL);) {
        const char *name = key;
        if (strncmp(name, prefix, n_prefix) != 0)
            continue;
        const size_t distance = study_name_distance(wanted, name + n_prefix);
        if (distance < best_distance || (best && distance == best_distance && strcmp(name + n_prefix, best) < 0)) {
            best = name + n_prefix;
            best_distance = distance;
        }
    }
    return best;
}

/* How a name is written in a paper, before and behind it. */
struct form {
    const char *before, *behind;
    const char *prefix; /* of such names in `known` */
};
static const struct form macro_form = {"\\SR", "", "SR"}, lookup_form = {"\\SR{", "}", "{"},
                         figure_form = {"\\SRfigure{", "}", "figure "}, table_form = {"\\SRtable{", "}", "table "};

static void miss(struct linter *self, const struct lint_token *token, const struct form *form, const char *name)
{
    g_autofree char *valid = g_utf8_make_valid(name, -1);
    const char *near = guess(self->known, form->prefix, valid);
    g_autofree char *right =
        near ? g_strconcat(" (did you mean ", form->before, near, form->behind, "?)", NULL) : g_strdup("");
    g_autofree char *message = g_strconcat(form->before, valid, form->behind, " is not in this corpus", right, NULL);
    g_autofree char *id = g_strconcat(form == &macro_form ? "SR" : "", valid, NULL);
    find_fault(self, token, "macro", id, message);
}

static gboolean is_known(const struct linter *self, const char *prefix, const char *name)
{
    g_autofree char *key = g_strconcat(prefix, name, NULL);
    return g_hash_table_contains(self->known, key);
}

static void judge_macro(struct linter *self, const struct lint_token *token)
{
    if (!is_known(self, "", token->text) && !g_hash_table_contains(self->defined, token->text))
        miss(self, token, &macro_form, token->text + strlen("SR"));
}

/* What a suffix of an id is in a macro's name; NULL: there is no such suffix. */
static const char *ending_of(const char *suffix)
{
    static const struct {
        const char *suffix, *ending;
    } endings[] = {{"", ""},
                   {"raw", "Raw"},
                   {"published", "Published"},
                   {"published-raw", "PublishedRaw"},
                   {"test", "Test"},
                   {"test-published", "TestPublished"}};
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_equal(endings[i].suffix, suffix))
            return endings[i].ending;
    return NULL;
}

static void judge_suffix(struct linter *self, const struct lint_token *token, const char *stem, const char *suffix)
{
    const char *ending = ending_of(suffix);
    g_autofree char *name = g_strconcat(stem, ending, NULL);
    if (ending && is_known(self, "SR", name))
        return;
    g_autofree char *message =
        ending ? g_strdup_printf("\\SR{%s} is not in this corpus, though other forms of the id are", token->text)
               : g_strdup_printf("\\SR{%s}: there is no suffix @%s, only @raw, @published, @published-raw, @test and "
                                 "@test-published",
                                 token->text, suffix);
    find_fault(self, token, "macro", token->text, message);
}

static void judge_lookup(struct linter *self, const struct lint_token *token)
{
    g_auto(GStrv) parts = g_strsplit(token->text, "@", 2);
    const char *id = parts[0] ? parts[0] : "";
    g_autofree char *key = g_strconcat("{", id, NULL);
    const char *stem = g_hash_table_lookup(self->known, key);
    if (stem)
        judge_suffix(self, token, stem, parts[1] ? parts[1] : "");
    else
        miss(self, token, &lookup_form, id);
}

/* ------------------------------------------------------------------ files */

static gboolean is_published_form(struct linter *self, const char *name, const char *fingerprint)
{
    if (!self->published && !self->error && self->request->open_published) {
        self->published = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
        g_autoptr(study_results) results = self->request->open_published(self->request->user_data, &self->error);
        if (results)
            know_figures(self->published, results);
    }
    return self->published && g_strcmp0(g_hash_table_lookup(self->published, name), fingerprint) == 0;
}

/* A file that bears our mark; another name than this corpus has is of a recipe or a family that nobody can tell. */
static void judge_mark(struct linter *self, const struct lint_token *token, const char *path, const char *name,
                       const char *fingerprint)
{
    const char *today = g_hash_table_lookup(self->known, name);
    const char *command = g_str_has_prefix(name, "figure ") ? "figure" : "export";
    if (!today || g_str_equal(today, fingerprint) ||
        (g_str_has_prefix(name, "figure ") && is_published_form(self, name, fingerprint)))
        return;
    g_autofree char *message = g_strdup_printf("%s was made from other data, by other rules or by another version "
                                               "(\"syncreport %s\" makes it anew)",
                                               path, command);
    const char *blank = strchr(name, ' ');
    find_fault(self, token, "file", blank ? blank + 1 : name, message);
}

/* A path of the paper, with an ending where it has none of its own, as a whole path; NULL: no such file. Owner: the
 * caller. */
static char *find_path(const struct linter *self, const char *folder, const char *path, const char *const endings[])
{
    for (; *endings; endings++) {
        g_autofree char *name = g_strconcat(path, *endings, NULL);
        g_autofree char *inside = g_build_filename(folder, name, NULL);
        char *whole = g_canonicalize_filename(inside, self->folder);
        if (g_file_test(whole, G_FILE_TEST_IS_REGULAR))
            return whole;
        g_free(whole);
    }
    return NULL;
}

static void judge_picture(struct linter *self, const struct lint_token *token, const char *path)
{
    static const char *const endings[] = {"", ".pdf", ".eps", ".png", NULL};
    g_autofree char *whole = find_path(self, "", path, endings);
    for (guint i = 0; !whole && i < self->folders->len; i++)
        whole = find_path(self, self->folders->pdata[i], path, endings);
    g_autofree char *bytes = NULL, *name = NULL, *fingerprint = NULL;
    gsize length;
    if (whole && g_file_get_contents(whole, &bytes, &length, NULL) && read_mark(&name, &fingerprint, bytes, length))
        judge_mark(self, token, path, name, fingerprint);
}

static void judge_figure(struct linter *self, const struct lint_token *token)
{
    if (!is_known(self, "figure ", token->text))
        miss(self, token, &figure_form, token->text);
    else
        judge_picture(self, token, token->text);
}

static void judge_table(struct linter *self, const struct lint_token *token)
{
    if (!is_known(self, "table ", token->text))
        miss(self, token, &table_form, token->text);
}

/* {one/}{two/} */
static void take_folders(struct linter *self, const char *text)
{
    g_auto(GStrv) parts = g_strsplit_set(text, "{}", -1);
    for (char **part = parts; *part; part++)
        if (*g_strstrip(*part))
            g_ptr_array_add(self->folders, g_strdup(*part));
}

/* ------------------------------------------------------------------ the text */

static void read_source(struct linter *self, const char *whole, const char *text, gsize length);

/* An \input, as its paper says it. Files of ours are judged by their mark; a paper's own are read when they lie in its
 * folder. */
static void follow(struct linter *self, const struct lint_token *token)
{
    static const char *const endings[] = {".tex", "", NULL};
    g_autofree char *whole = find_path(self, "", token->text, endings);
    g_autofree char *text = NULL, *name = NULL, *fingerprint = NULL;
    gsize length;
    if (!whole || !g_hash_table_add(self->seen, g_strdup(whole)) || self->depth >= MAX_DEPTH ||
        !g_file_get_contents(whole, &text, &length, NULL) || length > MAX_SOURCE)
        return;
    if (read_mark(&name, &fingerprint, text, MIN(length, 400)))
        judge_mark(self, token, token->text, name, fingerprint);
    else if (g_str_has_prefix(whole, self->folder) && whole[strlen(self->folder)] == G_DIR_SEPARATOR)
        read_source(self, whole, text, length);
}

static void judge_number(struct linter *self, const struct lint_token *token)
{
    const char *id = NULL;
    g_autofree char *message = lint_numbers_judge(&id, self->numbers, token);
    if (message)
        find_fault(self, token, "number", id, message);
}

static void hear(const struct lint_token *token, gpointer user_data)
{
    struct linter *self = user_data;
    switch (self->error ? LINT_DEFINED : token->kind) {
    case LINT_MACRO:
        judge_macro(self, token);
        break;
    case LINT_DEFINED:
        g_hash_table_add(self->defined, g_strdup(token->text));
        break;
    case LINT_LOOKUP:
        judge_lookup(self, token);
        break;
    case LINT_FIGURE:
        judge_figure(self, token);
        break;
    case LINT_TABLE:
        judge_table(self, token);
        break;
    case LINT_INPUT:
        follow(self, token);
        break;
    case LINT_GRAPHICS:
        judge_picture(self, token, token->text);
        break;
    case LINT_FOLDERS:
        take_folders(self, token->text);
        break;
    case LINT_NUMBER:
        judge_number(self, token);
        break;
    }
}

/* A source of the paper's own; bytes that are no UTF-8 count as a character each. */
static void read_source(struct linter *self, const char *whole, const char *text, gsize length)
{
    g_autofree char *outer = self->name;
    g_autofree char *copy = g_strndup(text, length);
    g_autofree char *valid = g_utf8_make_valid(copy, -1);
    const char *inside = whole + strlen(self->folder);
    self->name = g_strconcat(self->shown, inside + strspn(inside, G_DIR_SEPARATOR_S), NULL);
    self->depth++;
    lint_scan(valid, hear, self);
    self->depth--;
    g_free(self->name);
    self->name = g_steal_pointer(&outer);
}

static gboolean read_paper(struct linter *self, const char *path, GError **error)
{
    g_autofree char *text = NULL, *whole = g_canonicalize_filename(path, NULL);
    g_autoptr(GError) fault = NULL;
    gsize length;
    if (!study_text_read(&text, &length, path, &fault)) {
        g_set_error_literal(error, REPORT_ERROR, REPORT_ERROR_IO, fault->message);
        return FALSE;
    }
    g_autofree char *folder = g_path_get_dirname(whole);
    g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) defined = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *given = g_path_get_dirname(path);
    g_autofree char *shown = g_str_equal(given, ".") ? g_strdup("") : g_strconcat(given, G_DIR_SEPARATOR_S, NULL);
    self->folder = folder;
    self->shown = shown;
    self->folders = folders;
    self->seen = seen;
    self->defined = defined;
    g_hash_table_add(seen, g_strdup(whole));
    read_source(self, whole, text, length);
    if (self->error)
        g_propagate_error(error, g_steal_pointer(&self->error));
    return error == NULL || *error == NULL;
}

GPtrArray *report_lint(const struct report_lint_request *request, GError **error)
{
    g_autoptr(lint_numbers) numbers =
        lint_numbers_new(request->results, request->published, request->numbers_path, error);
    if (!numbers)
        return NULL;
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func((GDestroyNotify)report_finding_free);
    struct linter self = {.request = request, .numbers = numbers, .known = known, .findings = findings};
    know_files(known, request->results);
    know_figures(known, request->results);
    gboolean is_read = TRUE;
    for (const char *const *path = request->papers; is_read && *path; path++)
        is_read = read_paper(&self, *path, error);
    g_clear_pointer(&self.published, g_hash_table_unref);
    return is_read ? g_steal_pointer(&findings) : NULL;
}
