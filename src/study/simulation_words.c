/* The words of made-up corpora: what commits say, who writes them, how models are called. */
#include "study/simulation_internal.h"

/* Weights of the kept labels: rows of the study (rq1_label_counts.csv). The last four are left out of its analysis. */
const struct simulation_label simulation_labels[SIMULATION_N_LABELS] = {
    {"add dependency", TRUE, {3432, 236}, {"Require %", "Depend on %, at least 1.2", "Add % to the requirements"}},
    {"external documentation",
     TRUE,
     {31626, 6651},
     {"Update README.md", "README: say how % is used", "Model card: \"%\", its data and limits", "Correct a link",
      "Cite the paper on %", "Document %"}},
    {"input data", TRUE, {3906, 88}, {"Read % in shards", "New split of the % data", "Drop doubled rows, % only"}},
    {"internal documentation", TRUE, {7717, 120}, {"Comment on %", "Docstring of %", "Explain why % is needed"}},
    {"model structure",
     TRUE,
     {44812, 2462},
     {"Move % to its own module", "Share weights of %", "Simplify %", "Rewrite %, keep its interface",
      "Make % optional", "Merge branch 'main' into %"}},
    {"output data", TRUE, {466, 601}, {"Store what % predicts", "Outputs of %", "Upload logits, %"}},
    {"parameter tuning", TRUE, {4525, 1562}, {"Longer warm-up for %", "Change default of %", "Update config.json"}},
    {"pipeline performance", TRUE, {4800, 30}, {"Half the memory of %", "Batch %", "Do not copy % twice"}},
    {"preprocessing", TRUE, {8533, 2843}, {"Normalize text before %", "Fix offsets in %", "Update tokenizer.json"}},
    {"project metadata", TRUE, {5541, 1409}, {"Version 0.%", "Change license", "Tags for %", "Update .gitattributes"}},
    {"remove dependency", TRUE, {906, 104}, {"Do without %", "Remove % from the requirements"}},
    {"sharing", TRUE, {6978, 721}, {"Upload weights", "Export % to ONNX", "Weights as safetensors", "Publish %"}},
    {"training infrastructure", TRUE, {13606, 132}, {"Resume % after a crash", "Script that trains %", "Log % often"}},
    {"update dependency", TRUE, {3495, 30}, {"Bump %", "Allow newer %", "Pin %, see #12"}},
    {"validation infrastructure", TRUE, {10568, 167}, {"Test %", "Run % in CI", "Score %", "Less flaky test of %"}},
    {"bug fix", FALSE, {5200, 60}, {"Fix %", "Fix crash: % is empty", "Correct sign in %"}},
    {"unclear", FALSE, {2400, 220}, {"wip", "update", ".", "more"}},
    {"uncategorized", FALSE, {900, 60}, {"sync", "Merge pull request", "revert"}},
    {"add model", FALSE, {300, 420}, {"initial commit", "First version of %"}},
};

static const char *const topics[] = {
    "attention", "the tokenizer", "beam search", "the trainer",  "LoRA",     "numpy",       "torch",    "transformers",
    "the loss",  "embeddings",    "the decoder", "quantization", "sampling", "the vocab",   "masks",    "evaluation",
    "the cache", "rotary angles", "layer norm",  "the dataset",  "pooling",  "checkpoints", "datasets", "the scheduler",
};

static const char *const files[] = {
    "README.md",  "config.json",       "model.safetensors",      "tokenizer.json",          "pytorch_model.bin",
    "vocab.json", "model/encoder.py",  "scripts/train.sh",       "tokenizer_config.json",   "src/data/read.py",
    ".gitignore", "tests/test_all.py", "generation_config.json", "special_tokens_map.json", "requirements.txt",
};

/* Some with letters beyond ASCII, a comma, or brackets: readers must not stumble over them. */
static const char *const people[] = {
    "Aylin Demir",   "Bogdan Ilić",   "Clara Weiß",       "Daniel Mensah", "Élodie Martin", "Farid Rahimi",
    "Grace Okoro",   "Hana Suzuki",   "Ivan Petrov",      "Jana Dvořák",   "Kofi Asante",   "Linh Nguyễn",
    "Marta Gómez",   "Nils Åkesson",  "Oona Virtanen",    "Paulo Araújo",  "Qin Yue",       "Rosa D'Angelo",
    "Stefan Köhler", "Tomasz Wójcik", "Ursula Frei",      "Vera Smirnova", "Wei Zhang",     "Yara Haddad",
    "Lee, Min-jun",  "山田花子",      "release-bot[bot]", "Zoe Clark",
};

static const char *const tasks[] = {"text-generation", "text-generation",    "fill-mask",
                                    "translation",     "feature-extraction", "text-classification",
                                    "summarization",   "question-answering", "token-classification"};

static const char *const libraries[] = {"transformers", "transformers", "transformers", "sentence-transformers", ""};

static const char *const owner_heads[] = {"amber", "birch",  "coral", "dune",   "elm",    "flint", "grove", "heron",
                                          "isle",  "jade",   "krill", "larch",  "moss",   "north", "otter", "pebble",
                                          "quill", "rivers", "slate", "tundra", "velvet", "wren",  "yew",   "zinc"};
static const char *const owner_tails[] = {"-ai", "-nlp", "lab", "-research", "AI", "", "-models", "_org"};

static const char *const stems[] = {"lexi",   "parable", "verse", "glyph", "morpheme", "syntax", "idiom",  "prosody",
                                    "stanza", "rune",    "motif", "tenor", "canto",    "script", "digest", "herald"};

const char *const simulation_flavours[SIMULATION_N_FLAVOURS] = {
    "base",     "small",     "large", "xl",   "1b",   "3b",  "7b",     "13b",   "70b",  "chat", "instruct",
    "cased",    "uncased",   "multi", "de",   "fr",   "zh",  "ar",     "code",  "math", "qa",   "ner",
    "sentence", "distilled", "v2",    "v2.1", "int8", "awq", "reward", "legal", "bio",  "long",
};

#define ONE_OF(list, random) (list)[stats_random_below((random), G_N_ELEMENTS(list))]

const char *simulation_topic(struct stats_random *random)
{
    return ONE_OF(topics, random);
}

const char *simulation_file(struct stats_random *random)
{
    return ONE_OF(files, random);
}

const char *simulation_person(struct stats_random *random)
{
    return ONE_OF(people, random);
}

const char *simulation_task(struct stats_random *random)
{
    return ONE_OF(tasks, random);
}

const char *simulation_library(struct stats_random *random)
{
    return ONE_OF(libraries, random);
}

const char *simulation_stem(struct stats_random *random)
{
    return ONE_OF(stems, random);
}

char *simulation_owner_name(struct stats_random *random)
{
    const char *head = ONE_OF(owner_heads, random);
    return g_strconcat(head, ONE_OF(owner_tails, random), NULL);
}
