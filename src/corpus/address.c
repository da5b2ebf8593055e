/* corpus/address.c: hosts, paths, and links within a text. */
#include "corpus/address.h"

#include <string.h>

static const struct host {
    const char *name;
    enum record_platform platform;
} hosts[] = {
    {"github.com", RECORD_GITHUB},          {"www.github.com", RECORD_GITHUB},
    {"ssh.github.com", RECORD_GITHUB}, /* ssh through the port of https */
    {"huggingface.co", RECORD_HUGGINGFACE}, {"www.huggingface.co", RECORD_HUGGINGFACE},
    {"hf.co", RECORD_HUGGINGFACE},
};

/* What else Hugging Face keeps in git, by the first part of the path. */
static const struct {
    const char *prefix, *kind;
} kinds[] = {{"datasets/", "dataset"}, {"spaces/", "space"}};

/* First parts of paths on GitHub that are no owner's name. */
static const char *const github_pages[] = {"apps",   "collections", "features", "marketplace",      "orgs",
                                           "search", "sponsors",    "topics",   "user-attachments", NULL};

void address_clear(struct address *address)
{
    g_clear_pointer(&address->repository, g_free);
}

static gboolean is_name_sign(char sign)
{
    return g_ascii_isalnum(sign) || sign == '-' || sign == '_' || sign == '.';
}

static gsize name_length(const char *text)
{
    gsize n = 0;
    while (is_name_sign(text[n]))
        n++;
    return n;
}

/* Is it one or more names with slashes between, none of them "." or ".."? */
static gboolean are_names(const char *path, guint min, guint max)
{
    g_auto(GStrv) names = g_strsplit(path, "/", -1);
    const guint n = g_strv_length(names);
    for (char **name = names; *name != NULL; name++)
        if (**name == '\0' || (*name)[name_length(*name)] != '\0' || (*name)[strspn(*name, ".")] == '\0')
            return FALSE;
    return n >= min && n <= max;
}

/* -------------------------------------------------------------------- remote */

/* Host and path of an address: behind scheme and user, with a port cut off. NULL: it has neither form. */
static const char *split_host(char **host, const char *text)
{
    static const char *const schemes[] = {"https://", "http://", "ssh://", "git://", "git+ssh://"};
    const char *rest = text;
    for (gsize i = 0; i < G_N_ELEMENTS(schemes) && rest == text; i++)
        if (g_ascii_strncasecmp(text, schemes[i], strlen(schemes[i])) == 0)
            rest = text + strlen(schemes[i]);
    const gsize n = strcspn(rest, rest != text ? "/" : ":/");
    if (rest[n] != (rest != text ? '/' : ':'))
        return NULL;
    g_autofree char *place = g_strndup(rest, n);
    const char *user = strrchr(place, '@');
    *host = g_strdup(user != NULL ? user + 1 : place);
    (*host)[strcspn(*host, ":")] = '\0';
    return rest + n + 1;
}

static const struct host *find_host(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(hosts); i++)
        if (g_ascii_strcasecmp(hosts[i].name, name) == 0)
            return &hosts[i];
    return NULL;
}

/* Without slashes around it and .git behind. Owner: the caller. */
static char *clean_path(const char *path)
{
    char *clean = g_strdup(path + strspn(path, "/"));
    gsize n = strlen(clean);
    while (n > 0 && clean[n - 1] == '/')
        clean[--n] = '\0';
    if (g_str_has_suffix(clean, ".git"))
        clean[n - 4] = '\0';
    return clean;
}

gboolean address_parse(struct address *out, const char *text)
{
    g_autofree char *name = NULL;
    *out = (struct address){0};
    const char *rest = split_host(&name, text);
    const struct host *host = rest != NULL ? find_host(name) : NULL;
    if (host == NULL)
        return FALSE;
    g_autofree char *path = clean_path(rest);
    const char *repository = path;
    out->platform = host->platform;
    for (gsize i = 0; host->platform == RECORD_HUGGINGFACE && i < G_N_ELEMENTS(kinds); i++)
        if (g_str_has_prefix(path, kinds[i].prefix)) {
            out->kind = kinds[i].kind;
            repository = path + strlen(kinds[i].prefix);
        }
    if (!are_names(repository, host->platform == RECORD_HUGGINGFACE ? 1 : 2, 2))
        return FALSE;
    out->repository = g_strdup(repository);
    return TRUE;
}

/* -------------------------------------------------------------------- links */

/* Where "github.com/" stands as a host of its own (not mygithub.com, not raw.github.com); NULL: nowhere. */
static const char *find_github(const char *text, const char *from)
{
    for (const char *at = from; (at = strchr(at, '/')) != NULL; at++) {
        static const char host[] = "github.com";
        const gsize n = sizeof host - 1;
        if ((gsize)(at - text) < n || g_ascii_strncasecmp(at - n, host, n) != 0)
            continue;
        const char *start = at - n;
        if (start - text >= 4 && g_ascii_strncasecmp(start - 4, "www.", 4) == 0)
            start -= 4;
        if (start == text || !is_name_sign(start[-1]))
            return at + 1;
    }
    return NULL;
}

/* OWNER/NAME at the start of a text; a full stop at the end belongs to the sentence. Owner: the caller; NULL: none. */
static char *take_repository(const char *text)
{
    const gsize n_owner = name_length(text);
    gsize n_name = text[n_owner] == '/' ? name_length(text + n_owner + 1) : 0;
    const char *name = text + n_owner + 1;
    while (n_name > 0 && name[n_name - 1] == '.')
        n_name--;
    if (n_name > 4 && strncmp(name + n_name - 4, ".git", 4) == 0)
        n_name -= 4;
    g_autofree char *owner = g_strndup(text, n_owner);
    if (n_owner == 0 || n_name == 0 || g_strv_contains(github_pages, owner))
        return NULL;
    char *repository = g_strndup(text, n_owner + 1 + n_name);
    if (!are_names(repository, 2, 2))
        g_clear_pointer(&repository, g_free);
    return repository;
}

char *address_next_github(gsize *at, const char *text)
{
    const char *path = text + *at;
    while ((path = find_github(text, path)) != NULL) {
        char *repository = take_repository(path);
        *at = (gsize)(path - text);
        if (repository != NULL)
            return repository;
    }
    *at = strlen(text);
    return NULL;
}
