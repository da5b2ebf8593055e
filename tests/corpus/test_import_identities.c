/* Who people are: lines of a mailmap, conflicts with both places, patterns of programs. */
#include <string.h>

#include "desk.h"

#define STORED "SELECT alias, platform, person FROM identities ORDER BY alias, platform"

/* A list, and what it becomes: alias|platform|person. */
static const struct {
    const char *about;
    const char *list;
    const char *rows;
} lists[] = {
    {"nothing", "", ""},
    {"a byte order mark alone", "\xEF\xBB\xBF", ""},
    {"a name and its address", "Jane Doe <Jane@Example.org>\n", "jane@example.org||Jane Doe\n"},
    {"no line feed at the end", "Jane <a@x>", "a@x||Jane\n"},
    {"two addresses without a name", "<Jane@x> <JD@y>\n", "jane@x||jane@x\njd@y||jane@x\n"},
    {"name and two addresses", "Jane <jane@x> <jd@y>\n", "jane@x||Jane\njd@y||Jane\n"},
    {"the commit's name is passed over", "Jane <jane@x> J. D. <jd@y>\n", "jane@x||Jane\njd@y||Jane\n"},
    {"handles, of any platform and of one", "Jane <JaneD>\nJane <github:JaneD-gh>\nJane <HuggingFace: jd-hf>\n",
     "janed||Jane\njaned-gh|GH|Jane\njd-hf|HF|Jane\n"},
    {"one handle, two people on two platforms", "Jane <github:jd>\nJohn <huggingface:jd>\n",
     "jd|GH|Jane\njd|HF|John\n"},
    {"comments, blank lines, line ends of Windows, a byte order mark",
     "\xEF\xBB\xBF# who is who\r\n\r\n  # indented\r\nJane <a@x> # late\r\nJohn <b@x> <c@x># at once\r\n   \r\n",
     "a@x||Jane\nb@x||John\nc@x||John\n"},
    {"a line joins what two lines named apart", "Jane <a@x>\n<b@x> <c@x>\n<a@x> <b@x>\n",
     "a@x||Jane\nb@x||Jane\nc@x||Jane\n"},
    {"the name comes last", "<a@x> <b@x>\n<b@x> <c@x>\nJane <c@x>\n", "a@x||Jane\nb@x||Jane\nc@x||Jane\n"},
    {"one name twice is one person", "Jane <a@x>\nJane <b@x>\nJane <a@x> <b@x>\n", "a@x||Jane\nb@x||Jane\n"},
    {"latin-1", "J\xF6rg <a@x>\n", "a@x||J\xC3\xB6rg\n"},
    {"words that other languages would obey", "O'Brien\"; DROP TABLE identities;-- <x'); --@y>\n",
     "x'); --@y||O'Brien\"; DROP TABLE identities;--\n"},
};

static void lists_become_rows(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        g_test_message("%s", lists[i].about);
        desk_write(desk, "who.txt", lists[i].list, -1);
        desk_must_import(desk, "identities=who.txt");
        DESK_ASSERT_ROWS(desk, STORED, lists[i].rows);
        DESK_ASSERT_ROWS(desk, "SELECT kind, format, name, rows > 0 FROM sources",
                         *lists[i].rows != '\0' ? "identities|mailmap|who.txt|1\n" : "identities|mailmap|who.txt|0\n");
    }
}

static const struct {
    const char *list;
    const char *ending;
} faults[] = {
    {"Jane <a@x>\nJane Doe\n", "who.txt:2: no <e-mail or handle>"},
    {"Jane <a@x\n", "who.txt:1: a < without its >"},
    {"Jane <a@x> <b@x\n", "who.txt:1: a < without its >"},
    {"Jane <>\n", "who.txt:1: nothing between < and >"},
    {"Jane <  > <a@x>\n", "who.txt:1: nothing between < and >"},
    {"\n\n<a@x>\n", "who.txt:3: an alias without a name or a second alias"},
    {"Jane <a@x> Doe\n", "who.txt:1: words behind the last > (a comment starts with #)"},
    {"Jane <a@x> <b@x> <c@x>\n", "who.txt:1: words behind the last > (a comment starts with #)"},
    {"Jane <github:>\n", "who.txt:1: a platform without a handle"},
    {"Jane <a@x>\n# \nJohn <A@X>\n", "who.txt:3: \"a@x\" cannot be both \"Jane\" (line 1) and \"John\" (line 3)"},
    {"Jane <a@x>\nJohn <b@x>\n<a@x> <b@x>\n",
     "who.txt:3: \"b@x\" cannot be both \"Jane\" (line 1) and \"John\" (line 2)"},
    {"Jane <a@x> <b@x>\nJohn <c@x> <b@x>\n",
     "who.txt:2: \"b@x\" cannot be both \"Jane\" (line 1) and \"John\" (line 2)"},
    {"Jane <jd>\nJohn <huggingface:jd>\n", "who.txt:2: \"jd\" cannot be both \"Jane\" (line 1) and \"John\" (line 2)"},
    {"Jane <github:jd>\nJohn <huggingface:jd>\n<jd> <a@x>\n",
     "who.txt:3: \"jd\" cannot be both \"Jane\" (line 1) and \"John\" (line 2)"},
};

static void faulty_lists_name_their_line(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "good.txt", "Old <old@x>\n", -1);
    desk_must_import(desk, "identities=good.txt");
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        desk_write(desk, "who.txt", faults[i].list, -1);
        desk_must_fail(desk, "identities=who.txt", CORPUS_ERROR_FORMAT, faults[i].ending);
    }
    desk_write(desk, "who.txt", "Jane <a@x>\nJo\0hn <b@x>\n", 24);
    desk_must_fail(desk, "identities=who.txt", CORPUS_ERROR_FORMAT, "who.txt:2: a NUL byte: this is no text");
    desk_must_fail(desk, "identities=missing.txt", CORPUS_ERROR_IO, "missing.txt: No such file or directory");
    g_autofree char *wide = g_strnfill(10 * 1000 * 1000, 'x');
    desk_write(desk, "who.txt", wide, -1);
    desk_must_fail(desk, "identities=who.txt", CORPUS_ERROR_FORMAT, "who.txt:1: the line is longer than 64 KiB");
    DESK_ASSERT_ROWS(desk, STORED, "old@x||Old\n");
}

/* The list is replaced whole, with its row in sources; an empty one undoes it. */
static void a_list_replaces_the_one_before(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "one.txt", "Jane <a@x>\n", -1);
    desk_write(desk, "two.txt", "John <a@x>\n", -1);
    desk_write(desk, "none.txt", "# nobody\n", -1);
    desk_must_import(desk, "identities=one.txt");
    desk_must_import(desk, "identities=two.txt");
    DESK_ASSERT_ROWS(desk, STORED, "a@x||John\n");
    DESK_ASSERT_ROWS(desk, "SELECT kind, name FROM sources", "identities|two.txt\n");
    desk_must_import(desk, "identities=none.txt");
    DESK_ASSERT_ROWS(desk, STORED, "");
    DESK_ASSERT_ROWS(desk, "SELECT kind, name, rows FROM sources", "identities|none.txt|0\n");
}

static void patterns_are_stored_in_lower_case(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "bots.txt", "# programs\nDependabot[bot]\n*-BOT\r\nx?z\n\nx?z\n  a]b '\"; --\n", -1);
    desk_must_import(desk, "bots=bots.txt");
    DESK_ASSERT_ROWS(desk, "SELECT pattern FROM bots ORDER BY pattern", "*-bot\na]b '\"; --\ndependabot[bot]\nx?z\n");
    DESK_ASSERT_ROWS(desk, "SELECT kind, format, name, rows, used FROM sources", "bots|text|bots.txt|5|5\n");
    desk_write(desk, "none.txt", "", -1);
    desk_must_import(desk, "bots=none.txt");
    DESK_ASSERT_ROWS(desk, "SELECT count(*) FROM bots", "0\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DESK_TEST("/identities/lists", lists_become_rows);
    DESK_TEST("/identities/faults", faulty_lists_name_their_line);
    DESK_TEST("/identities/replaced", a_list_replaces_the_one_before);
    DESK_TEST("/identities/bots", patterns_are_stored_in_lower_case);
    return g_test_run();
}
