#include "report/hyphenate.h"

#include <hyphen.h>
#include <string.h>

#define DICTIONARY "/usr/share/hyphen/hyph_en_US.dic" /* package hyphen-en-us */
#define MIN_LETTERS 5
#define MAX_LETTERS 64
#define MIN_BEFORE 2
#define MIN_AFTER 3

struct report_hyphenator {
    HyphenDict *dictionary; /* the process's; NULL: the file is not there */
};

/* The patterns, read once per process (12 ms, as long as laying out a whole page) and never changed after: libhyphen
 * only reads them, so threads may share them. */
static gpointer load_dictionary(gpointer unused)
{
    (void)unused;
    return hnj_hyphen_load(DICTIONARY);
}

report_hyphenator *report_hyphenator_new(void)
{
    static GOnce once = G_ONCE_INIT;
    report_hyphenator *hyphenator = g_new0(report_hyphenator, 1);
    hyphenator->dictionary = g_once(&once, load_dictionary, NULL);
    return hyphenator;
}

const char *report_hyphenator_path(void)
{
    return DICTIONARY;
}

void report_hyphenator_free(report_hyphenator *hyphenator)
{
    g_free(hyphenator);
}

/* The letters of a word, lower case; 0 when it is no plain word. The first may be a capital. */
static size_t take_letters(char letters[MAX_LETTERS + 1], size_t *first, const char *word, size_t n_bytes)
{
    size_t begin = 0, end = n_bytes;
    while (begin < end && !g_ascii_isalnum(word[begin]) && (guchar)word[begin] < 0x80)
        begin++;
    while (end > begin && !g_ascii_isalnum(word[end - 1]) && (guchar)word[end - 1] < 0x80)
        end--;
    const size_t n_letters = end - begin;
    if (n_letters < MIN_LETTERS || n_letters > MAX_LETTERS)
        return 0;
    for (size_t i = 0; i < n_letters; i++) {
        const char c = word[begin + i];
        if (!(g_ascii_islower(c) || (i == 0 && g_ascii_isupper(c))))
            return 0;
        letters[i] = g_ascii_tolower(c);
    }
    letters[n_letters] = '\0';
    *first = begin;
    return n_letters;
}

/* A replacement that the patterns ask for would change the spelling: pass over it. */
static gboolean is_plain_cut(char *const *replacements, size_t i)
{
    return !replacements || !replacements[i];
}

static void free_strings(char **strings, size_t n_strings)
{
    for (size_t i = 0; strings && i < n_strings; i++)
        free(strings[i]); /* libhyphen's, by malloc */
    free(strings);
}

void report_hyphenate(char may_cut[], report_hyphenator *hyphenator, const char *word, size_t n_bytes)
{
    char letters[MAX_LETTERS + 1], points[MAX_LETTERS + 6];
    size_t first = 0;
    memset(may_cut, 0, n_bytes);
    const size_t n_letters = hyphenator->dictionary ? take_letters(letters, &first, word, n_bytes) : 0;
    if (n_letters == 0)
        return;
    char **replacements = NULL;
    int *positions = NULL, *cuts = NULL;
    const int failed =
        hnj_hyphen_hyphenate3(hyphenator->dictionary, letters, (int)n_letters, points, NULL, &replacements, &positions,
                              &cuts, MIN_BEFORE, MIN_AFTER, MIN_BEFORE, MIN_AFTER);
    for (size_t i = MIN_BEFORE - 1; !failed && i + MIN_AFTER < n_letters; i++)
        may_cut[first + i] = (points[i] & 1) && is_plain_cut(replacements, i);
    free_strings(replacements, n_letters);
    free(positions);
    free(cuts);
}
