/* Commit objects of git, whole and broken. What git log makes of whole ones is tested in test_commit_git.c. */
#include "corpus/commit_object.h"

#include <string.h>

#define ID "0123456789abcdef0123456789ABCDEF01234567"
#define TREE "tree " ID "\n"
#define PARENT "parent " ID "\n"

static void assert_slice(struct commit_slice slice, const char *expected)
{
    g_autofree char *text = slice.bytes != NULL ? g_strndup(slice.bytes, slice.length) : NULL;
    g_assert_cmpstr(text, ==, expected);
}

/* Cells that a text does not have are NULL. */
static const struct {
    const char *text;
    gsize n_parents;
    const char *author, *committer, *encoding, *message;
} whole[] = {
    {TREE "author A\ncommitter B\n\nHello\n", 0, "A", "B", NULL, "Hello"},
    {TREE PARENT PARENT PARENT "author A\ncommitter B\nencoding x\n\n\n\n  a\n b\n\n", 3, "A", "B", "x", "  a\n b"},
    {TREE "gpgsig x\n author N\n \n\nm", 0, NULL, NULL, NULL, "m"},
    {TREE "author A\nauthor B\ncommitter C\n" PARENT "\n", 0, "A", "C", NULL, ""}, /* a parent too late is none */
    {TREE "parent short\nauthor A\n\nauthor B\n", 0, "A", NULL, NULL, "author B"},
    {TREE "author ", 0, "", NULL, NULL, ""},
    {TREE, 0, NULL, NULL, NULL, ""},
    {TREE "\n", 0, NULL, NULL, NULL, ""},
    {"tree " ID, 0, NULL, NULL, NULL, ""},
};

static void whole_objects_are_taken_apart(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(whole); i++) {
        struct commit_object object;
        g_test_message("%s", whole[i].text);
        g_assert_true(commit_object_parse(&object, whole[i].text, strlen(whole[i].text)));
        assert_slice(object.tree, ID);
        g_assert_cmpuint(object.n_parents, ==, whole[i].n_parents);
        for (gsize j = 0; j < object.n_parents; j++)
            g_assert_true(g_str_has_prefix(object.parents.bytes + j * COMMIT_OBJECT_PARENT_STRIDE, ID));
        assert_slice(object.author, whole[i].author);
        assert_slice(object.committer, whole[i].committer);
        assert_slice(object.encoding, whole[i].encoding);
        assert_slice(object.message, whole[i].message);
    }
}

/* Each text is cut off after every byte: nothing behind its end is read (the sanitizers see it). */
static void cut_objects_are_harmless(void)
{
    const char *text = whole[1].text;
    for (gsize n = 0; n <= strlen(text); n++) {
        g_autofree char *exact = g_memdup2(text, n);
        struct commit_object object;
        struct commit_signature signature;
        g_assert_cmpint(commit_object_parse(&object, exact, n), ==, n >= strlen("tree " ID));
        commit_object_split(&signature, object.author);
    }
}

static const char *const broken[] = {"",
                                     "\n",
                                     "tree",
                                     "tree \n",
                                     "blob",
                                     "parent " ID "\n",
                                     "tree 0123\n",
                                     "tree g123456789abcdef0123456789ABCDEF01234567\n",
                                     "tree " ID "0\n"};

static void other_objects_are_refused(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        struct commit_object object;
        g_assert_false(commit_object_parse(&object, broken[i], strlen(broken[i])));
    }
}

static const struct {
    const char *line, *name, *email, *time; /* email NULL: the line has none */
    char resolution;
    gint64 time_s;
    int offset_min; /* 9999: none */
} signatures[] = {
    {"Ada <a@x> 100 +0130", "Ada", "a@x", "100 +0130", 's', 100, 90},
    {"  Ada L.  <a@x>   100   -0001  ", "Ada L.", "a@x", "100   -0001", 's', 100, -1},
    {"<a@x> 100 +2359", "", "a@x", "100 +2359", 's', 100, 1439},
    {"Ada <> 100 +2400", "Ada", "", "100 +2400", 's', 100, 9999},
    {"Ada <a@x>> 100 0000", "Ada", "a@x", "100 0000", 's', 100, 9999},
    {"Ada <a@x> 100+0000", "Ada", "a@x", "100+0000", '\0', 0, 9999},
    {"Ada <a@x> - +0000", "Ada", "a@x", "- +0000", '\0', 0, 9999},
    {"Ada <a@x> 123456789012345678", "Ada", "a@x", "123456789012345678", '\0', 0, 9999},
    {"Ada <a@x>", "Ada", "a@x", "", '\0', 0, 9999},
    {"Ada <a@x", "Ada <a@x", NULL, NULL, '\0', 0, 9999},
    {"Ada a@x> 100 +0000", "Ada a@x> 100 +0000", NULL, NULL, '\0', 0, 9999},
    {"", "", NULL, NULL, '\0', 0, 9999},
};

static void signatures_are_split(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(signatures); i++) {
        struct commit_signature signature;
        const char *line = signatures[i].line;
        g_test_message("%s", line);
        commit_object_split(&signature, (struct commit_slice){line, strlen(line)});
        assert_slice(signature.name, signatures[i].name);
        assert_slice(signature.email, signatures[i].email);
        assert_slice(signature.time, signatures[i].time);
        g_assert_cmpint(signature.when.resolution, ==, signatures[i].resolution);
        g_assert_cmpint(signature.when.time_s, ==, signatures[i].time_s);
        g_assert_cmpint(signature.when.has_offset ? signature.when.offset_min : 9999, ==, signatures[i].offset_min);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/commit-object/whole", whole_objects_are_taken_apart);
    g_test_add_func("/commit-object/cut", cut_objects_are_harmless);
    g_test_add_func("/commit-object/broken", other_objects_are_refused);
    g_test_add_func("/commit-object/signatures", signatures_are_split);
    return g_test_run();
}
