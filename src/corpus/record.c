/* corpus/record.c: the closed vocabularies, each with the spellings that sources use (STUDY.md, section 3). */
#include "corpus/record.h"

#include <string.h>

const struct record_word record_platforms[RECORD_N_PLATFORMS] = {
    [RECORD_GITHUB] = {"GH", "GitHub", {"upstream"}},
    [RECORD_HUGGINGFACE] = {"HF", "Hugging Face", {"HuggingFace", "Hugging_Face", "downstream"}},
};

/* GL, VL and NL are the study's older hand coding: which side leads. */
const struct record_word record_lags[RECORD_N_LAGS] = {
    [RECORD_UPSTREAM_FIRST] = {"upstream_first", "Upstream first", {"GitHub First", "GH First", "VL"}},
    [RECORD_DOWNSTREAM_FIRST] = {"downstream_first", "Downstream first", {"Hugging Face First", "HF First", "GL"}},
    [RECORD_SIMULTANEOUS] = {"simultaneous", "Simultaneous", {"No Lag", "Simultaneous Usage", "NL"}},
};

/* "Disjoing" is how the study's files write it. */
const struct record_word record_patterns[RECORD_N_PATTERNS] = {
    [RECORD_FREQUENT] = {"frequent",
                         "Frequent",
                         {"Frequent Synchronization", "Frequent Alignment", "Frequent Alignment Pattern"}},
    [RECORD_INTERMITTENT] = {"intermittent",
                             "Intermittent",
                             {"Intermittent Synchronization", "Intermittent Alignment",
                              "Intermittent Alignment Pattern"}},
    [RECORD_RARE] = {"rare", "Rare", {"Rare Synchronization", "Rare Alignment", "Rare Alignment Pattern"}},
    [RECORD_DENSE_PARTIAL] = {"dense_partial",
                              "Dense partial",
                              {"Dense Partial Synchronization", "Dense Partial Alignment",
                               "Dense Partial Alignment Pattern"}},
    [RECORD_DISPERSE] = {"disperse",
                         "Disperse",
                         {"Disperse Synchronization", "Dispersed Alignment", "Dispersed Alignment Pattern",
                          "Disperse Alignment", "Disperse Alignment Pattern", "Dispersed"}},
    [RECORD_SPARSE] = {"sparse", "Sparse", {"Sparse Synchronization", "Sparse Alignment", "Sparse Alignment Pattern"}},
    [RECORD_SPORADIC_DISJOINT] = {"sporadic_disjoint",
                                  "Sporadic disjoint",
                                  {"Sporadic Disjoint Synchronization", "Sporadic Disjoint Pattern",
                                   "Sporadic Disjoing", "Sporadic Disjoing Pattern"}},
    [RECORD_RARE_DISJOINT] = {"rare_disjoint",
                              "Rare disjoint",
                              {"Rare Disjoint Synchronization", "Rare Disjoint Pattern", "Rare Disjoing",
                               "Rare Disjoing Pattern"}},
};

const struct record_word record_age_groups[RECORD_N_TERTILES] = {
    [RECORD_FIRST_TERTILE] = {"recent", "Recent", {"Recent-Families", "Recent Families"}},
    [RECORD_SECOND_TERTILE] = {"intermediate", "Intermediate", {"Intermediate-Families", "Intermediate Families"}},
    [RECORD_THIRD_TERTILE] = {"matured", "Matured", {"Matured-Families", "Matured Families", "Mature"}},
};

const struct record_word record_similarity_groups[RECORD_N_TERTILES] = {
    [RECORD_FIRST_TERTILE] = {"low", "Low", {"Low Similarity"}},
    [RECORD_SECOND_TERTILE] = {"moderate", "Moderate", {"Moderate Similarity"}},
    [RECORD_THIRD_TERTILE] = {"high", "High", {"High Similarity"}},
};

/* `text` has `length` bytes, not necessarily NUL-terminated there. */
static gboolean is_spelling(const char *spelling, const char *text, size_t length)
{
    return strlen(spelling) == length && g_ascii_strncasecmp(spelling, text, length) == 0;
}

static gboolean is_word(const struct record_word *word, const char *text, size_t length)
{
    if (is_spelling(word->id, text, length) || is_spelling(word->name, text, length))
        return TRUE;
    for (size_t i = 0; i < G_N_ELEMENTS(word->spellings) && word->spellings[i] != NULL; i++)
        if (is_spelling(word->spellings[i], text, length))
            return TRUE;
    return FALSE;
}

int record_word_find(const struct record_word words[], size_t n, const char *text)
{
    g_assert(words != NULL);
    if (text == NULL)
        return -1;
    while (g_ascii_isspace(*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && g_ascii_isspace(text[length - 1]))
        length--;
    for (size_t i = 0; i < n; i++)
        if (is_word(&words[i], text, length))
            return (int)i;
    return -1;
}
