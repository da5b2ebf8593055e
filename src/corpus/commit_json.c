/*
 * corpus/commit_json.c: commits of both platforms in JSON: the answers of their interfaces, what the clients of these
 * write, and the columns of our tables as keys (corpus/README.md).
 */
#include "corpus/commit_reader.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/corpus_internal.h"
#include "corpus/import_internal.h"
#include "corpus/json_stream.h"

#define MAX_PATHS 4
/* The message about an object that is no commit names its keys, up to this length. */
#define KEYS_MAX_BYTES 200

/*
 * Where each platform's objects keep a field: keys joined by dots, a number for a place in a list; several in the order
 * of preference. GitHub: the REST list and the single commit, then GraphQL and its command line, then our columns.
 * Hugging Face: the HTTP answer, the Python client's GitCommitInfo, the JavaScript client's CommitData, our columns.
 */
static const struct layout {
    const char *paths[COMMIT_N_FIELDS][MAX_PATHS];
} layouts[RECORD_N_PLATFORMS] = {
    [RECORD_GITHUB] = {.paths = {[COMMIT_FAMILY] = {"family"},
                                 [COMMIT_OWNER] = {"owner"},
                                 [COMMIT_REPOSITORY] = {"cleaned_github", "github"},
                                 [COMMIT_TIME] = {"commit.author.date", "authoredDate", "commit_date"},
                                 [COMMIT_COMMITTER_TIME] = {"commit.committer.date", "committedDate", "committer_date"},
                                 [COMMIT_ID] = {"sha", "oid", "commit_id"},
                                 [COMMIT_TITLE] = {"messageHeadline"},
                                 [COMMIT_MESSAGE] = {"commit.message", "messageBody", "commit_message"},
                                 [COMMIT_HANDLE] = {"author.login", "authors.0.login", "author_username"},
                                 [COMMIT_EMAIL] = {"commit.author.email", "authors.0.email", "author_email"},
                                 [COMMIT_NAME] = {"commit.author.name", "authors.0.name", "author_name"},
                                 [COMMIT_COMMITTER_HANDLE] = {"committer.login", "committer_username"},
                                 [COMMIT_COMMITTER_EMAIL] = {"commit.committer.email"},
                                 [COMMIT_COMMITTER_NAME] = {"commit.committer.name", "committer_name"},
                                 [COMMIT_PARENTS] = {"parents", "parent_commits"},
                                 [COMMIT_MERGE] = {"is_merge_commit"},
                                 [COMMIT_FILES] = {"files", "commit_files"}}},
    [RECORD_HUGGINGFACE] = {.paths = {[COMMIT_FAMILY] = {"family"},
                                      [COMMIT_OWNER] = {"owner"},
                                      [COMMIT_REPOSITORY] = {"model_name"},
                                      [COMMIT_TIME] = {"date", "created_at"},
                                      [COMMIT_ID] = {"id", "commit_id", "oid"},
                                      [COMMIT_TITLE] = {"title"},
                                      [COMMIT_MESSAGE] = {"message"},
                                      [COMMIT_HANDLE] = {"authors.0.user", "authors.0.username", "authors.0", "author"},
                                      [COMMIT_PROFILE] = {"author_HF"},
                                      [COMMIT_FILES] = {"files"},
                                      [COMMIT_DOWNLOADS] = {"downloads"},
                                      [COMMIT_LIKES] = {"likes"},
                                      [COMMIT_PIPELINE] = {"pipeline_tag"},
                                      [COMMIT_LIBRARY] = {"library_name"}}},
};

struct json_commits {
    commit_reader base;
    enum record_platform platform;
    gboolean has_family, has_repository; /* the user tells it for all objects */
    gboolean is_checked;                 /* the first object was, and is a commit */
    json_stream *stream;
    const char *found[COMMIT_N_FIELDS]; /* path that leads somewhere in the current object, to null too; or NULL */
    GStringChunk *texts;                /* of the current object, where a value is no string */
    GString *list;
};

/* ------------------------------------------------------------------- values */

/* The text that a value stands for, borrowed or in `texts`; NULL: it tells none. *is_wrong  it is of a type that the
 * field cannot have. */
typedef const char *value_reader(gboolean *is_wrong, struct json_commits *self, const json_t *value);

static const char *read_text(gboolean *is_wrong, struct json_commits *self, const json_t *value)
{
    (void)self;
    *is_wrong = !json_is_string(value);
    return json_string_value(value);
}

/* An object or a list may be what another path leads through. */
static const char *read_person_text(gboolean *is_wrong, struct json_commits *self, const json_t *value)
{
    (void)self;
    *is_wrong = json_is_number(value) || json_is_boolean(value);
    return json_string_value(value);
}

static const char *read_flag(gboolean *is_wrong, struct json_commits *self, const json_t *value)
{
    if (json_is_boolean(value))
        return json_is_true(value) ? "1" : "0";
    return read_text(is_wrong, self, value);
}

/* Facts about a variant, which no statistic needs: a number or a text, else not told. */
static const char *read_fact(gboolean *is_wrong, struct json_commits *self, const json_t *value)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    (void)is_wrong;
    if (!json_is_number(value))
        return json_string_value(value);
    return g_string_chunk_insert(self->texts, g_ascii_dtostr(digits, sizeof digits, json_number_value(value)));
}

/* A string, or the string at one of two keys of an object; NULL: neither. */
static const char *text_of_item(const json_t *item, const char *const keys[2])
{
    if (json_is_string(item))
        return json_string_value(item);
    for (size_t i = 0; i < 2; i++) {
        const json_t *text = json_object_get(item, keys[i]);
        if (json_is_string(text))
            return json_string_value(text);
    }
    return NULL;
}

/* The items of a list, a line each; a line break within one is written \n. A text stays as it is. */
static const char *read_list(gboolean *is_wrong, struct json_commits *self, const json_t *value,
                             const char *const keys[2])
{
    if (!json_is_array(value))
        return read_text(is_wrong, self, value);
    g_string_truncate(self->list, 0);
    for (size_t i = 0; i < json_array_size(value); i++) {
        const char *text = text_of_item(json_array_get(value, i), keys);
        if (text == NULL) {
            *is_wrong = TRUE;
            return NULL;
        }
        if (i > 0)
            g_string_append_c(self->list, '\n');
        for (; *text != '\0'; text++)
            if (*text == '\n')
                g_string_append(self->list, "\\n");
            else
                g_string_append_c(self->list, *text);
    }
    return g_string_chunk_insert_len(self->texts, self->list->str, (gssize)self->list->len);
}

static const char *read_parents(gboolean *is_wrong, struct json_commits *self, const json_t *value)
{
    static const char *const keys[2] = {"sha", "oid"};
    return read_list(is_wrong, self, value, keys);
}

static const char *read_files(gboolean *is_wrong, struct json_commits *self, const json_t *value)
{
    static const char *const keys[2] = {"filename", "path"};
    return read_list(is_wrong, self, value, keys);
}

static value_reader *const value_readers[COMMIT_N_FIELDS] = {
    [COMMIT_FAMILY] = read_text,
    [COMMIT_OWNER] = read_text,
    [COMMIT_REPOSITORY] = read_text,
    [COMMIT_TIME] = read_text,
    [COMMIT_COMMITTER_TIME] = read_text,
    [COMMIT_ID] = read_text,
    [COMMIT_TITLE] = read_text,
    [COMMIT_MESSAGE] = read_text,
    [COMMIT_HANDLE] = read_person_text,
    [COMMIT_EMAIL] = read_person_text,
    [COMMIT_NAME] = read_person_text,
    [COMMIT_PROFILE] = read_fact,
    [COMMIT_COMMITTER_HANDLE] = read_person_text,
    [COMMIT_COMMITTER_EMAIL] = read_person_text,
    [COMMIT_COMMITTER_NAME] = read_person_text,
    [COMMIT_PARENTS] = read_parents,
    [COMMIT_MERGE] = read_flag,
    [COMMIT_FILES] = read_files,
    [COMMIT_DOWNLOADS] = read_fact,
    [COMMIT_LIKES] = read_fact,
    [COMMIT_PIPELINE] = read_fact,
    [COMMIT_LIBRARY] = read_fact,
};

/* ------------------------------------------------------------------- fields */

/*
 * Where a path leads: NULL where a key or a place in a list is missing. *is_end is FALSE where it comes no further,
 * because the value is neither object nor list, or null.
 */
static const json_t *follow(gboolean *is_end, const json_t *value, const char *path)
{
    *is_end = FALSE;
    while (value != NULL && !*is_end) {
        const size_t length = strcspn(path, ".");
        if (json_is_object(value))
            value = json_object_getn(value, path, length);
        else if (json_is_array(value) && g_ascii_isdigit(*path))
            value = json_array_get(value, (size_t)g_ascii_strtoull(path, NULL, 10));
        else
            return value;
        *is_end = path[length] == '\0';
        path += length + 1;
    }
    return value;
}

static const char *words_for_type(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "is an object, which is the wrong type here";
    case JSON_ARRAY:
        return "is an array, which is the wrong type here";
    case JSON_STRING:
        return "is a text, which is the wrong type here";
    case JSON_INTEGER:
    case JSON_REAL:
        return "is a number, which is the wrong type here";
    default:
        return "is true or false, which is the wrong type here";
    }
}

static void note_wrong_type(struct commit_record *record, struct json_commits *self, const char *path,
                            const json_t *value)
{
    char *whole = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    g_autofree char *shown = import_shown(whole != NULL ? whole : "");
    free(whole); /* jansson's own */
    record->fault = "wrong type";
    record->fault_field = path;
    record->fault_cell = g_string_chunk_insert(self->texts, shown);
    record->fault_words = words_for_type(value);
}

/* The first path that leads to a text tells the field, one that leads to null tells that it is not known; where none
 * does, one that leads to something else is a fault. */
static void read_field(struct commit_record *record, struct json_commits *self, const json_t *object,
                       enum commit_field field)
{
    const char *const *ways = layouts[self->platform].paths[field];
    const char *wrong_path = NULL;
    const json_t *wrong = NULL;
    self->found[field] = NULL;
    for (size_t i = 0; i < MAX_PATHS && ways[i] != NULL && self->found[field] == NULL; i++) {
        gboolean is_end, is_wrong = FALSE;
        const json_t *value = follow(&is_end, object, ways[i]);
        if (value == NULL)
            continue;
        if (is_end && !json_is_null(value))
            record->cells[field] = value_readers[field](&is_wrong, self, value);
        if (record->cells[field] != NULL || json_is_null(value))
            self->found[field] = ways[i];
        else if ((is_wrong || !is_end) && wrong == NULL) {
            wrong_path = ways[i];
            wrong = value;
        }
    }
    if (self->found[field] == NULL && wrong != NULL && record->fault == NULL)
        note_wrong_type(record, self, wrong_path, wrong);
}

/*
 * GitHub cuts a headline of more than 72 characters, with an ellipsis at its end and another one where the body goes
 * on: put the message together again.
 */
static void join_headline(struct commit_record *record, struct json_commits *self)
{
    static const char ellipsis[] = "\xe2\x80\xa6";
    const char *title = record->cells[COMMIT_TITLE], *body = record->cells[COMMIT_MESSAGE];
    if (title == NULL || body == NULL || !g_str_has_suffix(title, ellipsis) || !g_str_has_prefix(body, ellipsis))
        return;
    g_string_truncate(self->list, 0);
    g_string_append_len(self->list, title, (gssize)(strlen(title) - strlen(ellipsis)));
    g_string_append(self->list, body + strlen(ellipsis));
    record->cells[COMMIT_MESSAGE] = g_string_chunk_insert(self->texts, self->list->str);
    record->cells[COMMIT_TITLE] = NULL;
}

/* ---------------------------------------------------------------- no commits */

/* Does the object tell more than a message, which everything may have? */
static gboolean is_commit(const struct json_commits *self)
{
    for (enum commit_field field = 0; field < COMMIT_N_FIELDS; field++)
        if (field != COMMIT_MESSAGE && self->found[field] != NULL)
            return TRUE;
    return FALSE;
}

/* What an interface says instead of commits; NULL: nothing. Borrowed. */
static const char *find_answer(const json_t *object)
{
    static const char *const ways[] = {"message", "error", "error.message", "errors.0.message"};
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        gboolean is_end;
        const json_t *value = follow(&is_end, object, ways[i]);
        if (is_end && json_is_string(value))
            return json_string_value(value);
    }
    return NULL;
}

/* Has the object times where the other platform's commits have them, and none where ours do? */
static gboolean is_of_other_platform(const struct json_commits *self, const json_t *object)
{
    const char *const *ways =
        layouts[self->platform == RECORD_GITHUB ? RECORD_HUGGINGFACE : RECORD_GITHUB].paths[COMMIT_TIME];
    gboolean is_end;
    if (self->found[COMMIT_TIME] != NULL)
        return FALSE;
    for (size_t i = 0; i < MAX_PATHS && ways[i] != NULL; i++)
        if (json_is_string(follow(&is_end, object, ways[i])) && is_end)
            return TRUE;
    return FALSE;
}

/* Keys of an object, as a message names them. Owner: the caller. */
static char *list_keys(json_t *object)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (void *at = json_object_iter(object); at != NULL; at = json_object_iter_next(object, at)) {
        if (names->len > KEYS_MAX_BYTES) {
            g_string_append(names, ", ...");
            break;
        }
        g_autofree char *shown = import_shown(json_object_iter_key(at));
        g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", shown);
    }
    if (names->len == 0)
        g_string_append(names, "none");
    return g_string_free(g_steal_pointer(&names), FALSE);
}

/* PATH:LINE: WORDS. Returns FALSE. */
static gboolean fail_at(const struct json_commits *self, const struct json_element *element, const char *words,
                        GError **error)
{
    return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s:%zu: %s", json_stream_path(self->stream), element->line,
                            words);
}

/* An object that is no commit: an answer of the interface, or, at the start, another kind of file; later a row that
 * tells nothing. */
static gboolean refuse_object(struct commit_record *record, struct json_commits *self,
                              const struct json_element *element, GError **error)
{
    const char *answer = element->is_listed ? NULL : find_answer(element->value);
    if (answer != NULL) {
        g_autofree char *shown = import_shown(answer), *words = g_strdup_printf("the API answered: %s", shown);
        return fail_at(self, element, words, error);
    }
    if (!self->is_checked) {
        g_autofree char *keys = list_keys(element->value);
        g_autofree char *words = g_strdup_printf("no commit: the object has no key that is known (it has: %s)", keys);
        return fail_at(self, element, words, error);
    }
    record->fault = "no commit";
    record->fault_words = "the object tells nothing of a commit";
    return TRUE;
}

/* Before the first commit: what no object of this file will tell, the user must. */
static gboolean check_first(struct json_commits *self, GError **error)
{
    const char *missing = NULL;
    if (!self->has_family && self->found[COMMIT_FAMILY] == NULL)
        missing = "family";
    else if (self->platform == RECORD_HUGGINGFACE && !self->has_repository && self->found[COMMIT_REPOSITORY] == NULL)
        missing = "repository";
    self->is_checked = TRUE;
    return missing == NULL ||
           corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: which %s? the file does not say; give --%s",
                            json_stream_path(self->stream), missing, missing);
}

/* --------------------------------------------------------------------- rows */

static gboolean read_object(struct commit_record *record, struct json_commits *self, const struct json_element *element,
                            GError **error)
{
    static const char *const names[RECORD_N_PLATFORMS] = {
        [RECORD_GITHUB] = "commits of Hugging Face, not of GitHub, by their keys",
        [RECORD_HUGGINGFACE] = "commits of GitHub, not of Hugging Face, by their keys"};
    g_string_chunk_clear(self->texts);
    for (enum commit_field field = 0; field < COMMIT_N_FIELDS; field++)
        read_field(record, self, element->value, field);
    if (!self->is_checked && is_of_other_platform(self, element->value))
        return fail_at(self, element, names[self->platform], error);
    if (record->fault != NULL)
        return TRUE;
    if (!is_commit(self))
        return refuse_object(record, self, element, error);
    join_headline(record, self);
    return self->is_checked || check_first(self, error);
}

static gboolean json_commits_next(gboolean *has_row, struct commit_record *record, commit_reader *base, GError **error)
{
    struct json_commits *self = (struct json_commits *)base;
    struct json_element element;
    if (!json_stream_next(has_row, &element, self->stream, error))
        return FALSE;
    if (!*has_row)
        return TRUE;
    *record = (struct commit_record){.line = element.line, .fault = element.fault, .fault_words = element.words};
    if (json_is_object(element.value))
        return read_object(record, self, &element, error);
    if (record->fault == NULL) {
        record->fault = "no object";
        record->fault_words = "an element of the array that is no object";
    }
    return TRUE;
}

static void json_commits_free(commit_reader *base)
{
    struct json_commits *self = (struct json_commits *)base;
    json_stream_free(self->stream);
    g_string_chunk_free(self->texts);
    g_string_free(self->list, TRUE);
    g_free(self);
}

static const char *json_commits_field_name(const commit_reader *base, enum commit_field field)
{
    const struct json_commits *self = (const struct json_commits *)base;
    return self->found[field] != NULL ? self->found[field] : layouts[self->platform].paths[field][0];
}

static const char *json_commits_sha256(commit_reader *base)
{
    return json_stream_sha256(((struct json_commits *)base)->stream);
}

static gint64 json_commits_bytes(const commit_reader *base)
{
    return json_stream_bytes(((const struct json_commits *)base)->stream);
}

static const struct commit_reader_class json_class = {
    .format = "json",
    .next = json_commits_next,
    .field_name = json_commits_field_name,
    .sha256 = json_commits_sha256,
    .bytes = json_commits_bytes,
    .free = json_commits_free,
};

commit_reader *commit_json_open(input *in, const struct commit_origin *origin, GError **error)
{
    struct json_commits *self = g_new0(struct json_commits, 1);
    (void)error; /* the first object tells what is wrong with the file */
    self->base.class = &json_class;
    self->platform = origin->platform;
    self->has_family = origin->family != NULL;
    self->has_repository = origin->repository != NULL;
    self->stream = json_stream_new(in);
    self->texts = g_string_chunk_new(4096);
    self->list = g_string_new(NULL);
    return &self->base;
}
