/* The vocabularies: every spelling of STUDY.md section 3, and nothing else. */
#include "corpus/record.h"

#include <string.h>

struct spelling {
    const struct record_word *words;
    size_t n;
    const char *text;
    int expected;
};

#define PATTERN(text, position)                                                                                        \
    {                                                                                                                  \
        record_patterns, RECORD_N_PATTERNS, text, position                                                             \
    }
#define LAG(text, position)                                                                                            \
    {                                                                                                                  \
        record_lags, RECORD_N_LAGS, text, position                                                                     \
    }

static const struct spelling spellings[] = {
    PATTERN("Frequent Alignment", RECORD_FREQUENT),
    PATTERN("Frequent Alignment Pattern", RECORD_FREQUENT),
    PATTERN("Intermittent Alignment Pattern", RECORD_INTERMITTENT),
    PATTERN("Rare Alignment", RECORD_RARE),
    PATTERN("Rare Synchronization", RECORD_RARE),
    PATTERN("Dense Partial Alignment Pattern", RECORD_DENSE_PARTIAL),
    PATTERN("Dispersed Alignment", RECORD_DISPERSE),
    PATTERN("Dispersed Alignment Pattern", RECORD_DISPERSE),
    PATTERN("Disperse Synchronization", RECORD_DISPERSE),
    PATTERN("Sparse Alignment Pattern", RECORD_SPARSE),
    PATTERN("Sporadic Disjoint", RECORD_SPORADIC_DISJOINT),
    PATTERN("Sporadic Disjoint Pattern", RECORD_SPORADIC_DISJOINT),
    PATTERN("Rare Disjoing", RECORD_RARE_DISJOINT),
    PATTERN("Rare Disjoing pattern", RECORD_RARE_DISJOINT),
    PATTERN("Rare disjoint pattern", RECORD_RARE_DISJOINT),
    PATTERN("  RARE DISJOINT \n", RECORD_RARE_DISJOINT),
    PATTERN("rare_disjoint", RECORD_RARE_DISJOINT),
    PATTERN("", -1),
    PATTERN("Rare Disjoint Pattern X", -1),
    PATTERN("Rar", -1),
    PATTERN(NULL, -1),
    LAG("Upstream First", RECORD_UPSTREAM_FIRST),
    LAG("GitHub First", RECORD_UPSTREAM_FIRST),
    LAG("Hugging Face First", RECORD_DOWNSTREAM_FIRST),
    LAG("No Lag", RECORD_SIMULTANEOUS),
    LAG("Simultaneous Usage", RECORD_SIMULTANEOUS),
    LAG("VL", RECORD_UPSTREAM_FIRST),
    LAG("GL", RECORD_DOWNSTREAM_FIRST),
    LAG("NL", RECORD_SIMULTANEOUS),
    LAG("Lag", -1),
    {record_age_groups, RECORD_N_TERTILES, "Recent-Families", RECORD_FIRST_TERTILE},
    {record_age_groups, RECORD_N_TERTILES, "Intermediate-Families", RECORD_SECOND_TERTILE},
    {record_age_groups, RECORD_N_TERTILES, "matured", RECORD_THIRD_TERTILE},
    {record_similarity_groups, RECORD_N_TERTILES, "Moderate", RECORD_SECOND_TERTILE},
    {record_platforms, RECORD_N_PLATFORMS, "GH", RECORD_GITHUB},
    {record_platforms, RECORD_N_PLATFORMS, "huggingface", RECORD_HUGGINGFACE},
    {record_platforms, RECORD_N_PLATFORMS, "Hugging Face", RECORD_HUGGINGFACE},
};

static void spellings_find_their_word(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(spellings); i++) {
        g_test_message("\"%s\"", spellings[i].text != NULL ? spellings[i].text : "(none)");
        g_assert_cmpint(record_word_find(spellings[i].words, spellings[i].n, spellings[i].text), ==,
                        spellings[i].expected);
    }
}

static void check_vocabulary(const struct record_word words[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_assert_cmpint(record_word_find(words, n, words[i].id), ==, (int)i);
        g_assert_cmpint(record_word_find(words, n, words[i].name), ==, (int)i);
        for (size_t s = 0; words[i].spellings[s] != NULL; s++) {
            g_assert_cmpuint(s, <, G_N_ELEMENTS(words[i].spellings) - 1);
            g_assert_cmpint(record_word_find(words, n, words[i].spellings[s]), ==, (int)i);
        }
    }
}

/* No spelling belongs to two words, and every list ends. */
static void vocabularies_are_unambiguous(void)
{
    check_vocabulary(record_platforms, RECORD_N_PLATFORMS);
    check_vocabulary(record_lags, RECORD_N_LAGS);
    check_vocabulary(record_patterns, RECORD_N_PATTERNS);
    check_vocabulary(record_age_groups, RECORD_N_TERTILES);
    check_vocabulary(record_similarity_groups, RECORD_N_TERTILES);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/record/spellings", spellings_find_their_word);
    g_test_add_func("/record/unambiguous", vocabularies_are_unambiguous);
    return g_test_run();
}
