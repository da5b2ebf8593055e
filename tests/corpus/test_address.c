/* Addresses of repositories: as remotes have them, and as texts mention them. */
#include "corpus/address.h"

static const struct {
    const char *text, *repository; /* repository NULL: no address that we know */
    enum record_platform platform;
    const char *kind;
} remotes[] = {
    {"https://github.com/acme/bert", "acme/bert", RECORD_GITHUB, NULL},
    {"https://github.com/acme/bert.git", "acme/bert", RECORD_GITHUB, NULL},
    {"https://github.com/acme/bert.git/", "acme/bert", RECORD_GITHUB, NULL},
    {"HTTPS://www.GitHub.com/Acme/BERT.v2//", "Acme/BERT.v2", RECORD_GITHUB, NULL},
    {"http://user:se%40cret@github.com:443/acme/bert", "acme/bert", RECORD_GITHUB, NULL},
    {"git@github.com:acme/bert.git", "acme/bert", RECORD_GITHUB, NULL},
    {"github.com:acme/bert", "acme/bert", RECORD_GITHUB, NULL},
    {"ssh://git@github.com/acme/bert.git", "acme/bert", RECORD_GITHUB, NULL},
    {"ssh://git@ssh.github.com:443/acme/bert.git", "acme/bert", RECORD_GITHUB, NULL},
    {"git://github.com/acme/bert", "acme/bert", RECORD_GITHUB, NULL},
    {"https://huggingface.co/acme/bert-base", "acme/bert-base", RECORD_HUGGINGFACE, NULL},
    {"https://user:hf_x@huggingface.co/acme/bert-base", "acme/bert-base", RECORD_HUGGINGFACE, NULL},
    {"git@hf.co:acme/bert-base", "acme/bert-base", RECORD_HUGGINGFACE, NULL},
    {"https://huggingface.co/gpt2", "gpt2", RECORD_HUGGINGFACE, NULL},
    {"https://huggingface.co/datasets/acme/words", "acme/words", RECORD_HUGGINGFACE, "dataset"},
    {"git@hf.co:spaces/acme/demo", "acme/demo", RECORD_HUGGINGFACE, "space"},
    {"https://github.com/acme", NULL, 0, NULL},
    {"https://github.com/acme/bert/tree/main", NULL, 0, NULL},
    {"https://github.com/acme/..", NULL, 0, NULL},
    {"https://github.com/ac me/bert", NULL, 0, NULL},
    {"https://github.com/acme/x;rm", NULL, 0, NULL},
    {"https://github.com", NULL, 0, NULL},
    {"https://github.com/", NULL, 0, NULL},
    {"https://huggingface.co/", NULL, 0, NULL},
    {"https://gitlab.com/acme/bert", NULL, 0, NULL},
    {"https://github.com.evil.org/acme/bert", NULL, 0, NULL},
    {"https://evil.org/github.com/acme/bert", NULL, 0, NULL},
    {"../acme/bert", NULL, 0, NULL},
    {"/srv/github.com/acme/bert", NULL, 0, NULL},
    {"", NULL, 0, NULL},
};

static void remotes_name_repositories(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(remotes); i++) {
        struct address address;
        g_test_message("%s", remotes[i].text);
        g_assert_cmpint(address_parse(&address, remotes[i].text), ==, remotes[i].repository != NULL);
        g_assert_cmpstr(address.repository, ==, remotes[i].repository);
        if (remotes[i].repository != NULL) {
            g_assert_cmpint(address.platform, ==, remotes[i].platform);
            g_assert_cmpstr(address.kind, ==, remotes[i].kind);
        }
        address_clear(&address);
    }
}

/* Links found, with blanks between. */
static const struct {
    const char *text, *links;
} texts[] = {
    {"", ""},
    {"no link at all", ""},
    {"See [code](https://github.com/acme/bert) and <http://github.com/a/b>.", "acme/bert a/b"},
    {"See https://github.com/acme/bert.", "acme/bert"},
    {"git clone https://github.com/acme/bert.git, then", "acme/bert"},
    {"www.github.com/acme/bert/blob/main/x.py", "acme/bert"},
    {"GITHUB.COM/Acme/Bert#readme", "Acme/Bert"},
    {"https://github.com/topics/nlp https://github.com/orgs/acme/x https://github.com/a/b", "a/b"},
    {"https://github.com/acme", ""},
    {"https://github.com/acme/", ""},
    {"https://github.com//x/y", ""},
    {"https://raw.github.com/a/b https://mygithub.com/a/b https://x.github.com/a/b", ""},
    {"https://github.com/../..", ""},
    {"github.com/a/b", "a/b"},
    {"/ // github.com", ""},
};

static void texts_mention_repositories(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GString) links = g_string_new(NULL);
        gsize at = 0;
        char *link;
        while ((link = address_next_github(&at, texts[i].text)) != NULL) {
            g_string_append_printf(links, "%s%s", links->len > 0 ? " " : "", link);
            g_free(link);
        }
        g_assert_cmpstr(links->str, ==, texts[i].links);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/address/remotes", remotes_name_repositories);
    g_test_add_func("/address/texts", texts_mention_repositories);
    return g_test_run();
}
