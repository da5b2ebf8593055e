/*
 * corpus/commit_object.c: header lines, a blank line, the message.
 *
 * libgit2 has a parser too. It refuses a commit for one odd character in an author's line, and cuts full stops off
 * names; git log does neither.
 */
#include "corpus/commit_object.h"

#include <string.h>

/* The seconds of years 1 to 9999. */
#define FIRST_SECOND G_GINT64_CONSTANT(-62135596800)
#define LAST_SECOND G_GINT64_CONSTANT(253402300799)

static gboolean starts_with(struct commit_slice text, const char *prefix)
{
    const gsize length = strlen(prefix);
    return text.length >= length && memcmp(text.bytes, prefix, length) == 0;
}

static struct commit_slice behind(struct commit_slice text, gsize n)
{
    return (struct commit_slice){text.bytes + n, text.length - n};
}

static struct commit_slice trim(struct commit_slice text)
{
    while (text.length > 0 && g_ascii_isspace(text.bytes[0]))
        text = behind(text, 1);
    while (text.length > 0 && g_ascii_isspace(text.bytes[text.length - 1]))
        text.length--;
    return text;
}

/* ------------------------------------------------------------------- header */

/* Cut the first line off; its line feed is in neither. */
static struct commit_slice take_line(struct commit_slice *rest)
{
    if (rest->length == 0) /* and maybe no address, which memchr does not take */
        return *rest;
    const char *end = memchr(rest->bytes, '\n', rest->length);
    const struct commit_slice line = {rest->bytes, end != NULL ? (gsize)(end - rest->bytes) : rest->length};
    *rest = behind(*rest, line.length + (end != NULL));
    return line;
}

/* Is the line this key with an id behind it? Then *id is that. */
static gboolean is_id_line(struct commit_slice *id, struct commit_slice line, const char *key)
{
    if (!starts_with(line, key))
        return FALSE;
    *id = behind(line, strlen(key));
    for (gsize i = 0; i < id->length; i++)
        if (!g_ascii_isxdigit(id->bytes[i]))
            return FALSE;
    return id->length == COMMIT_OBJECT_ID_DIGITS;
}

static void take_parents(struct commit_object *out, struct commit_slice *rest)
{
    struct commit_slice after = *rest, id;
    while (is_id_line(&id, take_line(&after), "parent ")) {
        if (out->n_parents++ == 0)
            out->parents = id;
        *rest = after;
    }
}

/* Up to the blank line. What goes on over several lines (a signature) has blanks before each but its first. */
static void take_fields(struct commit_object *out, struct commit_slice *rest)
{
    const struct {
        const char *key;
        struct commit_slice *value;
    } fields[] = {{"author ", &out->author}, {"committer ", &out->committer}, {"encoding ", &out->encoding}};
    while (rest->length > 0) {
        const struct commit_slice line = take_line(rest);
        if (line.length == 0)
            return;
        for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
            if (fields[i].value->bytes == NULL && starts_with(line, fields[i].key))
                *fields[i].value = behind(line, strlen(fields[i].key));
    }
}

gboolean commit_object_parse(struct commit_object *out, const char *text, gsize n)
{
    struct commit_slice rest = {text, n};
    *out = (struct commit_object){0};
    if (!is_id_line(&out->tree, take_line(&rest), "tree "))
        return FALSE;
    take_parents(out, &rest);
    take_fields(out, &rest);
    while (rest.length > 0 && strchr("\r\n", rest.bytes[0]) != NULL && rest.bytes[0] != '\0')
        rest = behind(rest, 1);
    while (rest.length > 0 && g_ascii_isspace(rest.bytes[rest.length - 1]))
        rest.length--;
    out->message = rest;
    return TRUE;
}

/* ------------------------------------------------------------------- person */

/* First byte that is `sign`, from `start` on; the length where there is none. */
static gsize find(struct commit_slice text, char sign, gsize start)
{
    const char *found = memchr(text.bytes + start, sign, text.length - start);
    return found != NULL ? (gsize)(found - text.bytes) : text.length;
}

/* Digits from *at on, which is moved behind them; FALSE: none, or more than fit into 10^17. */
static gboolean read_digits(gint64 *out, gsize *at, struct commit_slice text)
{
    const gsize start = *at;
    *out = 0;
    while (*at < text.length && g_ascii_isdigit(text.bytes[*at]) && *at - start < 18)
        *out = *out * 10 + g_ascii_digit_value(text.bytes[(*at)++]);
    return *at > start && *at - start < 18;
}

/* +HHMM or -HHMM */
static void read_offset(struct date_time *when, struct commit_slice text)
{
    gint64 digits = 0;
    gsize at = 1;
    const gboolean is_one = text.length == 5 && (text.bytes[0] == '+' || text.bytes[0] == '-') &&
                            read_digits(&digits, &at, text) && at == text.length;
    if (!is_one || digits / 100 > 23 || digits % 100 > 59)
        return;
    when->has_offset = TRUE;
    when->offset_min = (int)(digits / 100 * 60 + digits % 100) * (text.bytes[0] == '-' ? -1 : 1);
}

/* A minus sign is a time before 1970: git log shows no time then, the object has one. */
static void read_when(struct date_time *when, struct commit_slice text)
{
    const gboolean is_negative = starts_with(text, "-");
    gint64 time_s = 0;
    gsize at = is_negative ? 1 : 0;
    if (!read_digits(&time_s, &at, text) || (at < text.length && !g_ascii_isspace(text.bytes[at])))
        return;
    time_s = is_negative ? -time_s : time_s;
    if (time_s < FIRST_SECOND || time_s > LAST_SECOND)
        return;
    when->time_s = time_s;
    when->resolution = 's';
    read_offset(when, trim(behind(text, at)));
}

void commit_object_split(struct commit_signature *out, struct commit_slice line)
{
    *out = (struct commit_signature){.name = trim(line)};
    if (line.bytes == NULL)
        return;
    const gsize open = find(line, '<', 0);
    const gsize close = open < line.length ? find(line, '>', open) : line.length;
    if (close == line.length)
        return;
    gsize last = line.length - 1;
    while (line.bytes[last] != '>')
        last--;
    out->name = trim((struct commit_slice){line.bytes, open});
    out->email = (struct commit_slice){line.bytes + open + 1, close - open - 1};
    out->time = trim(behind(line, last + 1));
    read_when(&out->when, out->time);
}
