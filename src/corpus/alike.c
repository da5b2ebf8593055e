/* corpus/alike.c: spellings of one name. */
#include "corpus/alike.h"

#include <string.h>

#define FIRST_ACCENT 0x300
#define LAST_ACCENT 0x36f

static void cut_end(char *name)
{
    size_t length = strlen(name);
    while (length > 0 && strchr("/ ", name[length - 1]) != NULL)
        length--;
    name[length] = '\0';
}

char *alike_shape(const char *name)
{
    g_autofree char *valid = g_utf8_make_valid(name, -1);
    g_autofree char *folded = g_utf8_casefold(valid, -1);
    g_autofree char *parts = g_utf8_normalize(folded, -1, G_NORMALIZE_NFD);
    GString *shape = g_string_new(NULL);
    for (const char *c = parts; *c != '\0'; c += g_utf8_skip[(guchar)*c]) {
        const gunichar character = g_utf8_get_char(c);
        if (character < FIRST_ACCENT || character > LAST_ACCENT)
            g_string_append_unichar(shape, character);
    }
    cut_end(shape->str);
    return g_string_free(shape, FALSE);
}

/* Names with lost characters, each as a GLOB pattern. So many: where thousands have lost some, a few tell it. */
#define LOST                                                                                                           \
    "SELECT family_id, family, replace(replace(replace(family, '[', '[[]'), '*', '[*]'), char(65533), '?') AS pattern" \
    " FROM families WHERE instr(family, '?') > 0 OR instr(family, char(65533)) > 0 ORDER BY family LIMIT 100"

const char alike_families_sql[] =
    "WITH alike (first, last, n, newest) AS ("
    " SELECT min(family), max(family), count(*), max(family_id) FROM families GROUP BY name_shape(family)"
    "  HAVING count(*) > 1"
    " UNION SELECT min(l.family, f.family), max(l.family, f.family), 2, max(l.family_id, f.family_id)"
    "  FROM (" LOST ") l JOIN families f ON f.family GLOB l.pattern AND f.family <> l.family)"
    " SELECT first || ' and ' || last, n FROM alike WHERE newest >= coalesce(?1, 0) ORDER BY 1";
