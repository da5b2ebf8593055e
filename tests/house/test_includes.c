/* Every #include in src/ goes along the arrows of the house, and every outside library stays in its room. */
#include <glib.h>
#include <string.h>

#include "house/tree.h"

/* What a room of ours may include besides itself: a folder "sync/", or one header "corpus/record.h". */
static const struct room {
    const char *name;
    const char *ours[8];
} rooms[] = {
    {"corpus", {NULL}},
    {"sync", {"corpus/record.h"}},
    {"stats", {NULL}},
    {"study", {"corpus/", "sync/", "stats/"}},
    {"plot", {"study/results.h", "study/recipe.h", "study/number.h", "corpus/unfinished.h"}},
    {"report", {"study/", "plot/"}},
    {"cli", {"corpus/", "sync/", "stats/", "study/", "plot/", "report/"}},
};

/* Headers that come from outside, and the rooms that may touch them; "*" is every room. A name that ends in * is a
 * prefix. */
static const struct library {
    const char *name;
    const char *rooms;
    const char *headers;
} libraries[] = {
    {"GLib", "*", "glib.h glib/* glib-unix.h gio/*"},
    {"the C library", "*",
     "assert.h ctype.h errno.h fcntl.h float.h inttypes.h limits.h locale.h math.h signal.h stdarg.h stdbool.h "
     "stddef.h "
     "stdint.h stdio.h stdlib.h string.h time.h unistd.h sys/* linux/fs.h link.h"},
    {"SQLite", "corpus", "sqlite3.h"},
    {"libgit2", "corpus", "git2.h git2/*"},
    {"Nettle", "corpus", "nettle/*"},
    {"GSL", "stats", "gsl/*"},
    {"libRmath", "stats", "Rmath.h"},
    {"cairo", "plot", "cairo.h cairo-*"},
    {"FreeType", "plot", "ft2build.h freetype/* FT_*"},
    {"HarfBuzz", "plot", "hb.h hb-*"},
    {"libpng", "plot", "png.h"},
    {"libdeflate", "report", "libdeflate.h"},
    {"libharu", "report", "hpdf.h"}, /* its inner headers, hpdf_*, are for nobody */
    {"cmark-gfm", "report", "cmark-gfm.h cmark-gfm-*"},
    {"libhyphen", "report", "hyphen.h"},
    {"jansson", "corpus report cli", "jansson.h"},
};

/* Files built into the program: the room that holds them includes a header that the build makes. */
static const char *const made_headers[] = {"schema_resource.h",         "recipes_resource.h",
                                           "study_theme_resource.h",    "templates_resource.h",
                                           "family_recipes_resource.h", NULL};

static gboolean matches_one(const char *words, const char *name)
{
    g_auto(GStrv) patterns = g_strsplit(words, " ", -1);
    for (char **pattern = patterns; *pattern; pattern++)
        if (g_pattern_match_simple(*pattern, name))
            return TRUE;
    return FALSE;
}

static const struct room *room_of(const char *path)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rooms); i++) {
        g_autofree char *folder = g_strconcat(rooms[i].name, "/", NULL);
        if (g_str_has_prefix(path, folder))
            return &rooms[i];
    }
    return NULL;
}

/* May a file of `room` include our own header `header`? NULL when it may, else why not; the caller frees. */
static char *judge_ours(const struct room *room, const char *header)
{
    if (room_of(header) == room || g_strv_contains(made_headers, header))
        return NULL;
    for (const char *const *allowed = room->ours; *allowed; allowed++)
        if (g_str_has_suffix(*allowed, "/") ? g_str_has_prefix(header, *allowed) : g_str_equal(header, *allowed))
            return NULL;
    return g_strdup_printf("%s may not include \"%s\"", room->name, header);
}

static char *judge_outside(const struct room *room, const char *header)
{
    for (size_t i = 0; i < G_N_ELEMENTS(libraries); i++) {
        if (!matches_one(libraries[i].headers, header))
            continue;
        if (g_str_equal(libraries[i].rooms, "*") || matches_one(libraries[i].rooms, room->name))
            return NULL;
        return g_strdup_printf("%s (<%s>) is not for %s, only for %s", libraries[i].name, header, room->name,
                               libraries[i].rooms);
    }
    return g_strdup_printf("<%s> belongs to no library that the house knows", header);
}

/* What an #include line names: *is_ours for "x", else <x> or a macro. NULL: the line includes nothing. The caller
 * frees. */
static char *included_name(gboolean *is_ours, const char *line)
{
    g_autoptr(GRegex) form = g_regex_new("^\\s*#\\s*include\\s*(?:\"([^\"]+)\"|<([^>]+)>|(\\w+))", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_regex_match(form, line, 0, &match))
        return NULL;
    g_autofree char *ours = g_match_info_fetch(match, 1);
    *is_ours = ours[0] != '\0';
    if (*is_ours)
        return g_steal_pointer(&ours);
    char *outside = g_match_info_fetch(match, 2);
    if (outside[0] != '\0')
        return outside;
    g_free(outside);
    return g_match_info_fetch(match, 3);
}

/* libharu's handles are void * with HPDF_SHARED; one file alone may see what is inside them. */
static gboolean sees_inside_libharu(const char *path, const char *header, gboolean has_shared)
{
    return g_str_equal(header, "hpdf.h") && !has_shared && !g_str_has_prefix(path, "report/hpdf_inside");
}

/* All that is wrong with the includes of one file; path relative to src, "room/noun.c". */
static void judge_file(GPtrArray *faults, const char *path, const char *text)
{
    const struct room *room = room_of(path);
    g_autofree char *own_header = g_strdup(path);
    own_header[strlen(own_header) - 1] = 'h';
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    gboolean has_shared = FALSE;
    for (size_t i = 0; lines[i]; i++) {
        has_shared = has_shared || g_str_has_prefix(lines[i], "#define HPDF_SHARED");
        gboolean is_ours = FALSE;
        g_autofree char *header = included_name(&is_ours, lines[i]);
        if (header == NULL)
            continue;
        g_autofree char *fault = is_ours ? judge_ours(room, header) : judge_outside(room, header);
        if (fault == NULL && sees_inside_libharu(path, header, has_shared))
            fault =
                g_strdup("libharu's inner structs are for report/hpdf_inside*.c: define HPDF_SHARED before <hpdf.h>");
        if (fault == NULL && g_str_has_suffix(header, ".c"))
            fault = g_strdup("a source file is included");
        if (fault)
            g_ptr_array_add(faults, g_strdup_printf("src/%s:%zu: %s", path, i + 1, fault));
    }
}

static gboolean is_source(const char *path)
{
    return g_str_has_suffix(path, ".c") || g_str_has_suffix(path, ".h");
}

static void every_include_knows_its_room(void)
{
    g_autoptr(GPtrArray) paths = tree_list("src");
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    size_t n_files = 0;
    for (size_t i = 0; paths->pdata[i]; i++) {
        const char *path = paths->pdata[i];
        if (!is_source(path))
            continue;
        const char *in_src = path + strlen("src/");
        if (room_of(in_src) == NULL) {
            g_ptr_array_add(faults, g_strdup_printf("%s: stands in no room", path));
            continue;
        }
        g_autofree char *text = tree_read(path);
        judge_file(faults, in_src, text);
        n_files++;
    }
    for (size_t i = 0; i < faults->len; i++)
        g_test_message("%s", (char *)faults->pdata[i]);
    g_assert_cmpuint(faults->len, ==, 0);
    g_assert_cmpuint(n_files, >, 20);
}

/* ------------------------------------------------------------------ the judge itself is judged */

static const struct sentence {
    const char *path, *text;
    const char *fault; /* part of the one fault that must be found; NULL: there is none */
} sentences[] = {
    {"corpus/csv.c", "#include \"corpus/csv.h\"\n#include <nettle/sha2.h>\n#include <glib.h>\n", NULL},
    {"sync/sync.h", "#include \"corpus/record.h\"\n", NULL},
    {"plot/ink.c", "#include FT_FREETYPE_H\n", NULL},
    {"study/recipe.c", "#include \"recipes_resource.h\"\n", NULL},
    {"report/hpdf_inside.c", "#include <hpdf.h>\n", NULL},
    {"report/ink_hpdf.c", "#define HPDF_SHARED\n#include <hpdf.h>\n", NULL},
    {"report/ink_hpdf.c", "/* x */\n#include <hpdf.h>\n", "src/report/ink_hpdf.c:2: libharu's inner structs"},
    {"report/ink_hpdf.c", "#define HPDF_SHARED\n#include <hpdf_mmgr.h>\n", "no library that the house knows"},
    {"corpus/corpus.c", "#include \"sync/sync.h\"\n", "src/corpus/corpus.c:1: corpus may not include \"sync/sync.h\""},
    {"sync/rules.c", "#include \"corpus/corpus.h\"\n", "sync may not include \"corpus/corpus.h\""},
    {"stats/rank.c", "#include \"corpus/record.h\"\n", "stats may not"},
    {"study/run.c", "#include \"plot/chart.h\"\n", "study may not"},
    {"plot/chart.c", "#include \"study/study.h\"\n", "plot may not"},
    {"report/report.c", "#include \"corpus/corpus.h\"\n", "report may not"},
    {"report/report.c", "#include \"cli/cli.h\"\n", "report may not"},
    {"study/run.c", "  #  include <sqlite3.h>\n", "SQLite (<sqlite3.h>) is not for study, only for corpus"},
    {"study/test.c", "#include <gsl/gsl_cdf.h>\n", "GSL"},
    {"report/layout.c", "#include <cairo.h>\n", "cairo"},
    {"report/layout.c", "#include FT_FREETYPE_H\n", "FreeType"},
    {"plot/figure.c", "#include <hpdf.h>\n", "libharu"},
    {"plot/figure.c", "#include <jansson.h>\n", "jansson"},
    {"cli/main.c", "#include <zlib.h>\n", "no library that the house knows"},
    {"cli/main.c", "#include \"cli/import.c\"\n", "a source file is included"},
};

static void judge_finds_each_fault(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
        g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
        judge_file(faults, sentences[i].path, sentences[i].text);
        g_test_message("%zu %s", i, sentences[i].path);
        g_assert_cmpuint(faults->len, ==, sentences[i].fault ? 1 : 0);
        if (sentences[i].fault)
            g_assert_nonnull(strstr(faults->pdata[0], sentences[i].fault));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/house/includes/judge", judge_finds_each_fault);
    g_test_add_func("/house/includes/tree", every_include_knows_its_room);
    return g_test_run();
}
