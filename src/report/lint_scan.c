#include "report/lint_scan.h"

#include <string.h>

struct scanner {
    const char *start, *p;
    const char *line_start;
    const char *counted; /* characters of the line before here: n_counted */
    glong n_counted;
    int line;
    gboolean is_kept; /* numbers of this line are meant as they are */
    lint_hear hear;
    gpointer user_data;
};

static const char keep_words[] = "syncreport: keep";

/* ------------------------------------------------------------------ places */

static void begin_line(struct scanner *self, const char *at)
{
    self->line_start = self->counted = at;
    self->n_counted = 0;
    const char *end = strchr(at, '\n');
    const char *keep = g_strstr_len(at, end ? end - at : -1, keep_words);
    self->is_kept = keep && memchr(at, '%', (size_t)(keep - at));
}

/* Go to a later place, counting lines. */
static void move_to(struct scanner *self, const char *to)
{
    while (self->p < to) {
        if (*self->p++ == '\n') {
            self->line++;
            begin_line(self, self->p);
        }
    }
}

static void tell(struct scanner *self, const char *at, struct lint_token token)
{
    if (at < self->counted) {
        self->counted = self->line_start;
        self->n_counted = 0;
    }
    self->n_counted += g_utf8_strlen(self->counted, at - self->counted); /* a line may be as long as a book */
    self->counted = at;
    token.line = self->line;
    token.column = (int)self->n_counted + 1;
    self->hear(&token, self->user_data);
}

/* ------------------------------------------------------------------ arguments */

static const char *skip_blanks(const char *p)
{
    return p + strspn(p, " \t\r\n");
}

/* Behind the bracket that closes the one at `p`; the end of the text where none does. */
static const char *match(const char *p, char open, char close)
{
    int depth = 0;
    for (; *p; p++) {
        if (*p == '\\' && p[1])
            p++;
        else if (*p == '%')
            p += strcspn(p, "\n") - (strchr(p, '\n') ? 0 : 1);
        else if (*p == open)
            depth++;
        else if (*p == close && --depth == 0)
            return p + 1;
    }
    return p;
}

static const char *skip_options(const char *p)
{
    for (;;) {
        const char *next = *p == '*' ? p + 1 : p;
        if (*next != '[')
            return next;
        p = match(next, '[', ']');
    }
}

/* The argument in braces behind a command, without its braces; p is put behind it. NULL: there is none. Owner: the
 * caller. */
static char *take_argument(const char **p)
{
    const char *open = skip_blanks(*p);
    if (*open != '{')
        return NULL;
    *p = match(open, '{', '}');
    const gsize n = (gsize)(*p - open);
    return n >= 2 ? g_strstrip(g_strndup(open + 1, n - 2)) : g_strdup("");
}

/* ------------------------------------------------------------------ commands */

/* Commands whose first arguments are no text. */
static const struct quiet {
    const char *name;
    int n_arguments;
} quiet_commands[] = {
    {"cite", 1},         {"citep", 1},         {"citet", 1},          {"citeauthor", 1},    {"citeyear", 1},
    {"parencite", 1},    {"textcite", 1},      {"autocite", 1},       {"footcite", 1},      {"nocite", 1},
    {"ref", 1},          {"eqref", 1},         {"pageref", 1},        {"autoref", 1},       {"cref", 1},
    {"Cref", 1},         {"nameref", 1},       {"label", 1},          {"bibliography", 1},  {"bibliographystyle", 1},
    {"usepackage", 1},   {"documentclass", 1}, {"RequirePackage", 1}, {"hypersetup", 1},    {"geometry", 1},
    {"vspace", 1},       {"hspace", 1},        {"setlength", 2},      {"addtolength", 2},   {"setcounter", 2},
    {"rule", 2},         {"url", 1},           {"href", 1},           {"cmidrule", 1},      {"cline", 1},
    {"definecolor", 3},  {"color", 1},         {"textcolor", 1},      {"colorlet", 2},      {"fontsize", 2},
    {"resizebox", 2},    {"scalebox", 1},      {"parbox", 1},         {"raisebox", 1},      {"multicolumn", 2},
    {"multirow", 2},     {"end", 1},           {"acmDOI", 1},         {"doi", 1},           {"acmYear", 1},
    {"acmISBN", 1},      {"orcid", 1},         {"thanks", 1},         {"pagestyle", 1},     {"addbibresource", 1},
    {"captionsetup", 1}, {"lstset", 1},        {"sisetup", 1},        {"tikzset", 1},       {"bibitem", 1},
    {"settopmatter", 1}, {"setcopyright", 1},  {"copyrightyear", 1},  {"acmConference", 3}, {"date", 1},
    {"postcode", 1},     {"ccsdesc", 1},       {"hyphenation", 1},    {"pgfplotsset", 1},   {"looseness", 0},
};

static const struct told {
    const char *name;
    enum lint_token_kind kind;
} told_commands[] = {
    {"SR", LINT_LOOKUP},
    {"SRfigure", LINT_FIGURE},
    {"SRtable", LINT_TABLE},
    {"input", LINT_INPUT},
    {"include", LINT_INPUT},
    {"subfile", LINT_INPUT},
    {"subfileinclude", LINT_INPUT},
    {"graphicspath", LINT_FOLDERS},
    {"includegraphics", LINT_GRAPHICS},
};

static const char *const definitions[] = {"newcommand",
                                          "renewcommand",
                                          "providecommand",
                                          "DeclareRobustCommand",
                                          "def",
                                          "gdef",
                                          "edef",
                                          "xdef",
                                          "let",
                                          "newrobustcmd",
                                          NULL};

static const char *const verbatims[] = {"verbatim", "verbatim*",    "Verbatim",      "lstlisting",  "minted", "comment",
                                        "CCSXML",   "filecontents", "filecontents*", "tikzpicture", NULL};

/* Environments whose own first argument is no text. */
static const char *const shaped[] = {"tabular",   "tabular*",   "tabularx",  "array",     "minipage", "thebibliography",
                                     "longtable", "wrapfigure", "subfigure", "multicols", "subtable", NULL};

/* Behind the \fi of an \iffalse. */
static const char *skip_false(const char *p)
{
    int depth = 1;
    for (; *p && depth > 0; p++) {
        if (*p == '%' || *p != '\\') {
            p += *p == '%' && strchr(p, '\n') ? strcspn(p, "\n") : 0;
            continue;
        }
        const gsize n = strspn(p + 1, G_CSET_A_2_Z G_CSET_a_2_z);
        depth += n >= 2 && strncmp(p + 1, "if", 2) == 0 ? 1 : n == 2 && strncmp(p + 1, "fi", 2) == 0 ? -1 : 0;
        p += n > 0 ? n : p[1] ? 1 : 0;
    }
    return p;
}

/* What stands behind \begin: a verbatim text whole, or only the name and shape of another environment. */
static const char *skip_begin(const char *p)
{
    g_autofree char *name = take_argument(&p);
    if (name && g_strv_contains(verbatims, name)) {
        g_autofree char *end = g_strdup_printf("\\end{%s}", name);
        const char *found = strstr(p, end);
        return found ? found + strlen(end) : p + strlen(p);
    }
    const char *rest = skip_options(p);
    const gboolean has_width = g_strcmp0(name, "tabular*") == 0 || g_strcmp0(name, "tabularx") == 0;
    for (int i = 0; name && g_strv_contains(shaped, name) && i < (has_width ? 2 : 1); i++)
        g_free(take_argument(&rest));
    return rest;
}

/* \verb|...| and \lstinline|...|. */
static const char *skip_verb(const char *p)
{
    p = skip_options(p);
    if (*p == '{')
        return match(p, '{', '}');
    const char *end = *p ? strchr(p + 1, *p) : NULL;
    return end ? end + 1 : p;
}

/* The command that is defined; its text is read on. */
static const char *hear_definition(struct scanner *self, const char *p)
{
    const char *name = p + strspn(p, "*{ \t");
    if (*name != '\\')
        return p;
    const gsize n = strspn(name + 1, G_CSET_A_2_Z G_CSET_a_2_z);
    g_autofree char *text = g_strndup(name + 1, n);
    if (g_str_has_prefix(text, "SR"))
        tell(self, name, (struct lint_token){.kind = LINT_DEFINED, .text = text});
    const char *behind = name + 1 + n;
    return skip_options(*behind == '}' ? behind + 1 : behind);
}

static const char *hear_told(struct scanner *self, const char *at, const char *p, const struct told *told)
{
    const char *rest = told->kind == LINT_LOOKUP ? p : skip_options(p);
    g_autofree char *argument = take_argument(&rest);
    if (!argument && told->kind == LINT_INPUT) { /* as plain TeX has it: \input file */
        const char *word = skip_blanks(p);
        rest = word + strcspn(word, " \t\r\n\\%{}");
        argument = g_strndup(word, (gsize)(rest - word));
    }
    if (argument && !strchr(argument, '#')) /* in a definition it is a parameter */
        tell(self, at, (struct lint_token){.kind = told->kind, .text = argument});
    return rest;
}

static const char *skip_quiet(const char *p, int n_arguments)
{
    p = skip_options(p);
    for (int i = 0; i < n_arguments; i++) {
        g_free(take_argument(&p));
        p = skip_options(p);
    }
    return p;
}

/* A command of letters, at `at`; returns where to read on. */
static const char *hear_command(struct scanner *self, const char *at, const char *name, const char *p)
{
    for (size_t i = 0; i < G_N_ELEMENTS(told_commands); i++)
        if (g_str_equal(told_commands[i].name, name))
            return hear_told(self, at, p, &told_commands[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(quiet_commands); i++)
        if (g_str_equal(quiet_commands[i].name, name))
            return skip_quiet(p, quiet_commands[i].n_arguments);
    if (g_str_equal(name, "begin"))
        return skip_begin(p);
    if (g_str_equal(name, "iffalse"))
        return skip_false(p);
    if (g_str_equal(name, "verb") || g_str_equal(name, "lstinline") || g_str_equal(name, "mintinline"))
        return skip_verb(p);
    if (g_strv_contains(definitions, name))
        return hear_definition(self, p);
    if (g_str_has_prefix(name, "SR")) {
        tell(self, at, (struct lint_token){.kind = LINT_MACRO, .text = name});
        return p;
    }
    return skip_options(p);
}

static void hear_backslash(struct scanner *self)
{
    const char *at = self->p;
    const gsize n = strspn(at + 1, G_CSET_A_2_Z G_CSET_a_2_z);
    if (n == 0) { /* a sign, or the end of a line with its distance */
        const char *behind = at[1] ? at + 2 : at + 1;
        move_to(self, at[1] == '\\' ? skip_options(behind) : behind);
        return;
    }
    g_autofree char *name = g_strndup(at + 1, n);
    if (g_str_equal(name, "end") && g_str_has_prefix(at + 1 + n, "{document}"))
        move_to(self, at + strlen(at));
    else
        move_to(self, hear_command(self, at, name, at + 1 + n));
}

/* ------------------------------------------------------------------ numbers */

/* Length of what groups digits by three before them: "," "{,}" "\,"; 0: nothing does. */
static gsize group_length(const char *p)
{
    static const char *const marks[] = {",", "{,}", "\\,"};
    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
        if (g_str_has_prefix(p, marks[i])) {
            const gsize n = strlen(marks[i]);
            return strspn(p + n, "0123456789") == 3 ? n : 0;
        }
    return 0;
}

/* Does a word before the number say that it counts parts of the paper or versions? */
static gboolean is_counter(const struct scanner *self, const char *at)
{
    static const char *const words[] = {"Section",  "Sec",       "Sect",    "Figure",  "Figures",  "Fig",
                                        "Table",    "Tables",    "Tab",     "Eq",      "Equation", "Chapter",
                                        "Appendix", "page",      "pages",   "version", "Version",  "v",
                                        "RQ",       "Algorithm", "Listing", "Python",  "line",     NULL};
    while (at > self->start && strchr(" ~.\n\t", at[-1]))
        at--;
    const char *end = at;
    while (at > self->start && g_ascii_isalpha(at[-1]))
        at--;
    g_autofree char *word = g_strndup(at, (gsize)(end - at));
    return *word && g_strv_contains(words, word);
}

/* Is the number at `at` part of a word, an index or another number? */
static gboolean is_joined_before(const struct scanner *self, const char *at)
{
    if (at == self->start)
        return FALSE;
    const char *before = g_utf8_find_prev_char(self->start, at);
    const gboolean is_mark = *before && strchr("_^#/:@.\"", *before);
    const gboolean is_hyphen = *before == '-' && before > self->start && g_ascii_isalpha(before[-1]);
    return is_mark || is_hyphen || g_unichar_isalnum(g_utf8_get_char(before));
}

/* "pt" and the like, or a length of the page. */
static gboolean is_unit(const char *p)
{
    static const char *const lengths[] = {"\\textwidth",  "\\linewidth",    "\\columnwidth", "\\textheight",
                                          "\\paperwidth", "\\baselineskip", "\\hsize",       "\\tabcolsep"};
    static const char *const units[] = {"pt", "em", "ex", "cm", "mm", "in", "bp", "pc", NULL};
    for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++)
        if (g_str_has_prefix(p, lengths[i]))
            return TRUE;
    p += strspn(p, " ");
    g_autofree char *word = g_strndup(p, strspn(p, G_CSET_A_2_Z G_CSET_a_2_z));
    return g_strv_contains(units, word) && !g_str_equal(word, "in"); /* "128 in 325" */
}

static gboolean is_joined_behind(const char *p, const char *digits)
{
    const gboolean is_date = strlen(digits) == 4 && *p == '-' && g_ascii_isdigit(p[1]);
    const gboolean is_more = (*p == '.' || *p == ':') && g_ascii_isdigit(p[1]);
    return g_ascii_isalpha(*p) || *p == '_' || is_date || is_more || is_unit(p);
}

static gboolean is_percent_sign(const char *p)
{
    static const char *const gaps[] = {" ", "~", "\\,", "{}", "\\ ", "$", "\\;"};
    static const char *const signs[] = {"\\%", "percent", "per cent", "\\percent", "\\si{\\percent}"};
    for (gsize i = 0; i < G_N_ELEMENTS(gaps); i++)
        if (g_str_has_prefix(p, gaps[i])) {
            p += strlen(gaps[i]);
            i = (gsize)-1; /* several of them, in any order */
        }
    for (gsize i = 0; i < G_N_ELEMENTS(signs); i++)
        if (g_str_has_prefix(p, signs[i]) && !g_str_has_prefix(p, "percentile"))
            return TRUE;
    return FALSE;
}

/* Read digits, groups and decimals; returns where they end. */
static const char *take_number(GString *digits, gboolean *is_grouped, int *n_decimals, const char *p)
{
    gsize n = strspn(p, "0123456789");
    g_string_append_len(digits, p, (gssize)n);
    p += n;
    *is_grouped = FALSE;
    for (gsize mark; n <= 3 && (mark = group_length(p)) > 0; p += mark + 3) {
        g_string_append_len(digits, p + mark, 3);
        *is_grouped = TRUE;
    }
    *n_decimals = 0;
    if (*p == '.' && g_ascii_isdigit(p[1])) {
        n = strspn(p + 1, "0123456789");
        g_string_append_len(digits, p, (gssize)n + 1);
        *n_decimals = (int)n;
        p += n + 1;
    }
    return p;
}

static void hear_number(struct scanner *self)
{
    g_autoptr(GString) digits = g_string_new(NULL);
    struct lint_token token = {.kind = LINT_NUMBER};
    const char *at = self->p;
    const char *end = take_number(digits, &token.is_grouped, &token.n_decimals, at);
    if (is_joined_before(self, at) ||
        is_joined_behind(end, digits->str)) { /* pass over the whole of 1.2.3 and 2024-10-11 */
        end += strspn(end, "0123456789.:-");
    } else if (!self->is_kept && !is_counter(self, at)) {
        token.text = digits->str;
        token.is_percent = is_percent_sign(end);
        tell(self, at, token);
    }
    move_to(self, end);
}

/* ------------------------------------------------------------------ the text */

void lint_scan(const char *text, lint_hear hear, gpointer user_data)
{
    struct scanner self = {.start = text, .p = text, .line = 1, .hear = hear, .user_data = user_data};
    begin_line(&self, text);
    while (*self.p) {
        if (*self.p == '%')
            move_to(&self, self.p + strcspn(self.p, "\n"));
        else if (*self.p == '\\')
            hear_backslash(&self);
        else if (g_ascii_isdigit(*self.p))
            hear_number(&self);
        else
            move_to(&self, self.p + 1);
    }
}
