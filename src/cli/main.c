/* cli/main.c: the table of commands, the overview, and the way into one of them. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/interrupt.h"
#include "plot/ink.h"
#include "study/near_name.h"

/* The pages of --help; each fits a screen of 80 columns and 24 lines and shows an example. */
static const char import_help[] = "usage: syncreport import CORPUS [--study DIR] [--manifest FILE]\n"
                                  "           [--families FILE] [--github FILE...] [--huggingface FILE...]\n"
                                  "           [--git CLONE --family NAME --platform github|huggingface] [OPTION...]\n"
                                  "\n"
                                  "Build or refresh a corpus (one SQLite file). Importing again is safe.\n"
                                  "\n"
                                  "  --study DIR          the study's data folder\n"
                                  "  --families FILE      family, owner, created, age_days and any other columns\n"
                                  "  --github FILE...     upstream commits      --huggingface FILE...  downstream\n"
                                  "  --family NAME, --repository OWNER/NAME, --owner NAME   where files do not tell\n"
                                  "  --git CLONE          a local repository       --rev REV  of it, not HEAD\n"
                                  "  --manifest FILE      family,platform,path[,...]: a source a line (see scan)\n"
                                  "  --exclude FILE       family[,reason]: replaces the stored exclusions\n"
                                  "  --identities FILE    who is who, as in .mailmap     --bots FILE  programs\n"
                                  "  --labels FILE        commit,label[,repository]   --labeller NAME  their author\n"
                                  "  --label-set FILE     label,kept[,group]   --note TEXT  words for page one\n"
                                  "  --collected DATE     day of the sources   --dates ymd|mdy|dmy  if in doubt\n"
                                  "  --strict, --lenient  fail at the first faulty row; never fail for their share\n"
                                  "  --replace            commits missing from the tables are removed\n"
                                  "  --refresh            no source: only bring schema and results up to date\n"
                                  "  --skipped FILE       write the skipped rows as CSV\n"
                                  "  --quiet, --verbose   no progress, no warnings; or also what is done, and when\n"
                                  "example: syncreport import mine.db --github up.csv --huggingface down.csv\n";

static const char report_help[] = "usage: syncreport report CORPUS [-o report.pdf] [--template FILE.md]\n"
                                  "                         [--paper a4|letter] [--rules LIST] [--by COLUMN]\n"
                                  "       syncreport report --print-template\n"
                                  "\n"
                                  "Write the whole study as one PDF: change types, patterns, waits, their tests,\n"
                                  "figures, tables, and a page of provenance.\n"
                                  "\n"
                                  "  -o, --output FILE    where to (default: report.pdf)\n"
                                  "  --template FILE.md   own words: Markdown with holes such as {{kw.lag.H}}\n"
                                  "  --paper a4|letter    the sheet (default: a4)\n"
                                  "  --rules LIST         other choices than the study's: period_days=7,merges=drop\n"
                                  "                       (man syncreport lists them); every output names them\n"
                                  "  --by COLUMN          group by this column of the families, not by age\n"
                                  "  --manifest FILE      also write what it was made from, for verify; in the\n"
                                  "                       report's folder or above; nothing is done where it\n"
                                  "                       shows the report to be up to date (--force: done again)\n"
                                  "  --print-template     print the built-in template as a starting point\n"
                                  "  --quiet, --verbose   no progress, no warnings; or also what is done, and when\n"
                                  "\n"
                                  "example: syncreport report study.db -o study.pdf\n";

static const char families_help[] = "usage: syncreport families CORPUS [-o DIR] [--family NAME]... [--jobs N]\n"
                                    "                           [--template FILE.md] [--paper a4|letter]\n"
                                    "                           [--rules LIST] [--by COLUMN]\n"
                                    "       syncreport families --print-template\n"
                                    "\n"
                                    "Write a summary of each family as a PDF of one or two pages: repositories and\n"
                                    "activity, its class and why it has it, waits, change types, contributors, and\n"
                                    "notes on its data; beside them index.pdf with links, and index.csv.\n"
                                    "\n"
                                    "  -o, --output DIR     where to; made when missing (default: families)\n"
                                    "  --family NAME        only this one; repeatable\n"
                                    "  --jobs N             threads (default: one for each processor)\n"
                                    "  --template FILE.md   own words: Markdown with holes\n"
                                    "  --paper a4|letter    the sheet (default: a4)\n"
                                    "  --print-template     print the built-in template as a starting point\n"
                                    "  --rules LIST, --by COLUMN  other choices and groups, as in report --help\n"
                                    "  --force              also those that would show what they show already\n"
                                    "  --quiet, --verbose   no progress, no warnings; or also what is done, and when\n"
                                    "\n"
                                    "example: syncreport families study.db --family bigscience_bloom -o summaries\n";

static const char figure_help[] = "usage: syncreport figure CORPUS [NAME | FILE.sql]... [-o DIR] [--format LIST]\n"
                                  "       syncreport figure [CORPUS] --list\n"
                                  "       syncreport figure --print NAME\n"
                                  "\n"
                                  "Write single figures, ready for a paper: one file per figure and format, named\n"
                                  "NAME.FORMAT. Without names: all that the corpus can feed.\n"
                                  "\n"
                                  "  -o, --output DIR     where to (default: figures-out)\n"
                                  "  --format LIST        of pdf, svg, png, eps, with commas (default: pdf)\n"
                                  "  --width WIDTH        acm-column (default), acm-text, ieee-column, ieee-text,\n"
                                  "                       springer-column, springer-text, elsevier-column,\n"
                                  "                       elsevier-text, or a length: 84mm, 3.3in, 240pt;\n"
                                  "                       /2 or /3 behind it for a half or a third\n"
                                  "  --height LENGTH      exactly so high (default: as the chart needs it)\n"
                                  "  --dpi N              dots per inch of a png, 72 to 2400 (default: 300)\n"
                                  "  --font FILE.ttf      another font than Liberation Sans\n"
                                  "  --theme study        the look of the published figures   --jobs N  threads\n"
                                  "  --family NAME        the family that the figure timeline shows\n"
                                  "  --rules LIST, --by COLUMN, --force, --quiet, --verbose  as in report --help\n"
                                  "  --list               all figures; with a corpus also what is missing\n"
                                  "  --print NAME         print the recipe of a built-in figure\n"
                                  "\n"
                                  "example: syncreport figure study.db sync_pattern --width ieee-column\n";

static const char export_help[] = "usage: syncreport export CORPUS -o DIR [--format csv,json,tex]\n"
                                  "                         [--commits [--unlabelled] [--sample N [--seed S]]]\n"
                                  "\n"
                                  "Write everything behind the documents: numbers (CSV, JSON, TeX macros), tables\n"
                                  "and captions for LaTeX, families.csv, transitions.csv, the data of every figure,\n"
                                  "every test, the rules.\n"
                                  "\n"
                                  "  -o, --output DIR     where to; made when missing\n"
                                  "  --format LIST        of csv, json, tex, with commas (default: all)\n"
                                  "  --commits            also commits.csv, a row per label, for import --labels\n"
                                  "  --unlabelled         of these only commits without a label\n"
                                  "  --sample N           only N of them, each equally likely\n"
                                  "  --seed S             another sample for each number (default: 1)\n"
                                  "  --force              also where nothing changed since they were written\n"
                                  "  --rules LIST, --by COLUMN, --quiet, --verbose        as in report --help\n"
                                  "\n"
                                  "example: syncreport export study.db -o results\n";

static const char lint_help[] = "usage: syncreport lint PAPER.tex... --corpus CORPUS\n"
                                "           [--published CORPUS|CSV] [--numbers DIR] [--json]\n"
                                "\n"
                                "Read a paper in LaTeX, with what it inputs from its folder, and print what is\n"
                                "wrong with it for this corpus, a finding a line (paper.tex:12:5: ...):\n"
                                "\n"
                                "  macro    \\SR... or \\SR{ID} that the corpus does not have\n"
                                "  number   written out, equal to one of the published study, other in CORPUS\n"
                                "  file     a figure, table or numbers.tex made from other data\n"
                                "\n"
                                "Numbers count with two digits and a decimal point or percent sign, or with three\n"
                                "digits; \"% syncreport: keep\" behind them in the line lets them stand.\n"
                                "Exit status 0 clean, 1 findings, 2 an error.\n"
                                "\n"
                                "  --corpus CORPUS      what the paper writes of\n"
                                "  --published PATH     the study's numbers: a corpus of its package, or a CSV of\n"
                                "                       id,value (else CORPUS itself, by the published rule)\n"
                                "  --numbers DIR        also numbers of this earlier export (its numbers.json)\n"
                                "  --rules LIST, --by COLUMN  as its figures and numbers were made\n"
                                "  --json               one object: ok, and a list of findings\n"
                                "\n"
                                "example: syncreport lint paper.tex --corpus mine.db --published study.db\n";

static const char check_help[] = "usage: syncreport check CORPUS [--json]\n"
                                 "\n"
                                 "Examine a corpus: the file, its schema and references, then the data: truncated\n"
                                 "lists, squashed histories, doubtful dates, spoilt ids, doubled repositories.\n"
                                 "Prints \"ok\", or each finding in one line with examples and its effect:\n"
                                 "\n"
                                 "  fault    of file, schema or references: nothing may be trusted\n"
                                 "  warning  data that look wrong and change results\n"
                                 "  note     worth knowing, no error\n"
                                 "\n"
                                 "Exit status 1 when there is a fault or a warning.\n"
                                 "\n"
                                 "  --json               one object: ok, and a list of findings\n"
                                 "\n"
                                 "example: syncreport check study.db\n";

static const char scan_help[] = "usage: syncreport scan DIR > SOURCES.csv\n"
                                "\n"
                                "Find the git clones in a folder and print a manifest of them for import:\n"
                                "platform and repository from each clone's origin, the family from the GitHub\n"
                                "link in the README.md of a Hugging Face repository. Look through it, and fill\n"
                                "in the families that stayed empty: import refuses these lines. Paths are\n"
                                "relative to DIR: save the manifest there. Links are not followed.\n"
                                "\n"
                                "  --quiet, --verbose   no warnings; or also what is being done, and when\n"
                                "\n"
                                "example: syncreport scan clones > clones/sources.csv\n"
                                "         syncreport import mine.db --manifest clones/sources.csv\n";

static const char test_help[] = "usage: syncreport test METHOD --csv FILE COLUMNS... [OPTION...] [--json]\n"
                                "       syncreport test METHOD --corpus CORPUS --sql QUERY COLUMNS... [...]\n"
                                "\n"
                                "One statistical test of any table. Empty cells and NA are left out and counted.\n"
                                "\n"
                                "  --value V [--group G]    describe  shapiro-wilk\n"
                                "  --value V --group G      kruskal-wallis [--posthoc dunn [--adjust METHOD]]\n"
                                "                           anova [--posthoc tukey]  levene [--center mean]\n"
                                "                           welch-anova [--posthoc games-howell]\n"
                                "                           mann-whitney  kolmogorov-smirnov\n"
                                "  --x A --y B              wilcoxon  spearman  kendall  pearson\n"
                                "  --x A --y B [--count N]  chi-square [--no-correction]  fisher  kappa\n"
                                "  --x A [--count N]        chi-square-gof [--expected E]\n"
                                "\n"
                                "  --adjust METHOD          none, bonferroni (default), holm, bh, by\n"
                                "  --alternative WORD       two-sided (default), less, greater\n"
                                "  --delimiter C, --decimal ,   of the table, where they cannot be told\n"
                                "  --json                   one object, numbers to the last digit\n"
                                "\n"
                                "example: syncreport test kruskal-wallis --csv waits.csv --value days --group lag\n";

static const char survival_help[] = "usage: syncreport survival --csv FILE --time T --event E [--group G] [--json]\n"
                                    "       syncreport survival --corpus CORPUS --sql QUERY --time T --event E [...]\n"
                                    "\n"
                                    "How long it takes until an event, where some have not come yet: Kaplan-Meier\n"
                                    "curves with log-log intervals, medians, and the log-rank test of the groups.\n"
                                    "\n"
                                    "  --time T             how long, or how long nothing had come\n"
                                    "  --event E            1: the event came; 0: it had not when the time ended\n"
                                    "  --group G            a curve for each group\n"
                                    "  --pairs              also the log-rank test of each pair of groups,\n"
                                    "  --adjust METHOD      adjusted: none, bonferroni (default), holm, bh, by\n"
                                    "  --delimiter C, --decimal ,   of the table, where they cannot be told\n"
                                    "  --json               one object, with every step of the curves\n"
                                    "\n"
                                    "example: syncreport survival --corpus mine.db --time days --event event \\\n"
                                    "           --group target --sql \"SELECT days, 1 - is_open AS event, target\n"
                                    "           FROM waits\"\n";

static const char fit_help[] = "usage: syncreport fit --csv FILE --value V [--replicates N] [--seed S] [--json]\n"
                               "       syncreport fit --corpus CORPUS --sql QUERY --value V [...]\n"
                               "\n"
                               "Fit laws to whole numbers with many zeros, as waits in days are: zeros have a\n"
                               "share of their own, the others follow a geometric, negative binomial, or\n"
                               "discretised log-normal, Weibull or Lomax law. Maximum likelihood; AIC, BIC, and\n"
                               "how well each law fits, by drawing from it and fitting again.\n"
                               "\n"
                               "  --value V            whole numbers, 0 and up\n"
                               "  --replicates N       of these draws (default: 199; 0: none)\n"
                               "  --seed S             other draws for each number (default: 1)\n"
                               "  --delimiter C, --decimal ,   of the table, where they cannot be told\n"
                               "  --json               one object, numbers to the last digit\n"
                               "\n"
                               "example: syncreport fit --csv waits.csv --value days\n";

static const char diff_help[] = "usage: syncreport diff OLD NEW [--json] [-o diff.pdf]\n"
                                "                       [--rules LIST [--old-rules LIST]] [--by COLUMN]\n"
                                "\n"
                                "What changed from one corpus to another: families and commits that came or went;\n"
                                "classes that changed, with the commits that caused it; conclusions that changed\n"
                                "(a test that crossed its corrected level, an effect of another size, another\n"
                                "leading pattern, another order), each with its cause; numbers that moved.\n"
                                "\n"
                                "  --json               one object, with every number\n"
                                "  -o, --output FILE    also a summary of two pages with pictures\n"
                                "  --rules LIST         other choices than the study's, for both corpora\n"
                                "  --old-rules LIST     for OLD these instead: what would other rules change?\n"
                                "  --by COLUMN          group by this column of the families, not by age\n"
                                "  --quiet, --verbose   no warnings; or also what is being done, and when\n"
                                "\n"
                                "Exit status 0: nothing changed, nothing is printed; 1: something; 2: an error.\n"
                                "\n"
                                "example: syncreport diff march.db april.db -o april.pdf\n"
                                "         syncreport diff study.db study.db --rules period_days=7 --old-rules \"\"\n";

static const char verify_help[] = "usage: syncreport verify DIR --corpus CORPUS [--input FILE]...\n"
                                  "\n"
                                  "Make the outputs of a folder again, from its manifest.json, and compare: first\n"
                                  "the files with their recorded SHA-256, then the corpus, then each file with the\n"
                                  "one made anew in a temporary folder. The first file that differs is named, with\n"
                                  "the line or byte. Other versions of program or libraries are told.\n"
                                  "\n"
                                  "  DIR                  made by export, figure or families with -o DIR;\n"
                                  "                       or the file that report --manifest wrote\n"
                                  "  --corpus CORPUS      the corpus they were made from\n"
                                  "  --input FILE         a recipe, template or font of your own, where it does not\n"
                                  "                       lie below DIR\n"
                                  "\n"
                                  "Exit status 0: the same; 1: something differs; 2: it cannot be told.\n"
                                  "\n"
                                  "example: syncreport export study.db -o results\n"
                                  "         syncreport verify results --corpus study.db\n";

static const char why_help[] = "usage: syncreport why ID CORPUS [--rows N] [--json] [--rules LIST] [--by COLUMN]\n"
                               "\n"
                               "What is behind a number of the study, by its id in numbers.csv (or a test, by\n"
                               "its id in tests.json): its value, and the recommended one with the reason where\n"
                               "they differ; recipe, query and the rows that went in; the test with its\n"
                               "conventions, unit, n and what was left out; the sources.\n"
                               "\n"
                               "  --rows N             show at most N rows (default: 10)\n"
                               "  --json               the same as one object (man syncreport tells its members)\n"
                               "  --rules LIST, --by COLUMN  other choices and groups, as in report --help\n"
                               "\n"
                               "example: syncreport why kw.lag.p study.db\n";

static const char simulate_help[] = "usage: syncreport simulate CORPUS [--families N] [--commits M] [--seed S]\n"
                                    "       syncreport simulate [CORPUS] --csv DIR [...]\n"
                                    "\n"
                                    "Make a corpus up: families of all eight patterns in the study's proportions,\n"
                                    "with bursts, heavy tails, labels and common contributors. What each family\n"
                                    "was built to be is known. The same numbers give the same bytes anywhere.\n"
                                    "Its documents say on page one that nothing of it was observed.\n"
                                    "\n"
                                    "  --families N         how many (default: 325)\n"
                                    "  --commits M          of both platforms, 24 a family or more\n"
                                    "                       (default: 483 a family)\n"
                                    "  --seed S             another corpus for each number (default: 1)\n"
                                    "  --csv DIR            write families.csv, gh_commits.csv and hf_commits.csv for\n"
                                    "                       import; truth.csv, the class of each family;\n"
                                    "                       and truth_labels.csv, the rows of each label\n"
                                    "  --truth FILE         truth.csv alone\n"
                                    "  --force              replace a corpus that is there\n"
                                    "  --quiet, --verbose   no warnings; or also what is being done, and when\n"
                                    "\n"
                                    "example: syncreport simulate made.db && syncreport report made.db\n";

const struct cli_command cli_commands[] = {
    {"import", "build or refresh a corpus", import_help, cli_import},
    {"report", "the whole study as one PDF", report_help, cli_report},
    {"figure", "single figures, paper ready", figure_help, cli_figure},
    {"export", "numbers and data behind the documents", export_help, cli_export},
    {"lint", "a paper against its corpus", lint_help, cli_lint},
    {"check", "the corpus doctor", check_help, cli_check},
    {"families", "one PDF per family", families_help, cli_families},
    {"test", "one statistical test on any table", test_help, cli_test},
    {"fit", "laws of whole-day waits", fit_help, cli_fit},
    {"survival", "times until an event, some still to come", survival_help, cli_survival},
    {"diff", "what changed between two corpora", diff_help, cli_diff},
    {"verify", "made again: are outputs what they were?", verify_help, cli_verify},
    {"why", "what is behind a number", why_help, cli_why},
    {"simulate", "a made-up corpus", simulate_help, cli_simulate},
    {"scan", "a manifest from a folder of clones", scan_help, cli_scan},
    {NULL, NULL, NULL, NULL},
};

static const char citation[] =
    "@software{syncreport,\n"
    "  title   = {syncreport: statistical reports on the synchronization of model families},\n"
    "  version = {" SYNCREPORT_VERSION "},\n"
    "  year    = {2026}\n"
    "}\n"
    "\n"
    "@article{ajibode2025synchronization,\n"
    "  author        = {Ajibode, Adekunle and Bangash, Abdul Ali and Ben Sghaier, Oussama and\n"
    "                   Adams, Bram and Hassan, Ahmed E.},\n"
    "  title         = {On the synchronization between {Hugging Face} pre-trained language models\n"
    "                   and their upstream {GitHub} repository},\n"
    "  year          = {2025},\n"
    "  eprint        = {2508.10157},\n"
    "  archivePrefix = {arXiv}\n"
    "}\n";

const struct cli_command *cli_command_lookup(const char *name)
{
    for (const struct cli_command *command = cli_commands; command->name; command++)
        if (g_str_equal(command->name, name))
            return command;
    return NULL;
}

static void print_overview(void)
{
    fputs("usage: syncreport COMMAND [OPTION...] [ARGUMENT...]\n"
          "       syncreport --version | --help | --cite | COMMAND --help\n"
          "\n"
          "Statistical reports on how families of language models are kept in step between\n"
          "GitHub (upstream) and Hugging Face (downstream).\n"
          "\n",
          stdout);
    for (const struct cli_command *command = cli_commands; command->name; command++)
        if (command->run)
            fprintf(stdout, "  %-10s %s\n", command->name, command->summary);
    fputs("\n"
          "example: syncreport import study.db --study DIR && syncreport report study.db\n",
          stdout);
}

static void print_version(void)
{
    g_autofree char *versions = cli_library_versions();
    fprintf(stdout, "syncreport %s\n%s", SYNCREPORT_VERSION, versions);
}

static enum cli_status tell_no_command(const char *name)
{
    const char *names[G_N_ELEMENTS(cli_commands)];
    size_t n = 0;
    for (const struct cli_command *command = cli_commands; command->name; command++)
        names[n++] = command->name;
    g_autofree char *hint = study_near_hint(names, n, name);
    return cli_usage(NULL, "no command \"%s\"%s", name, hint);
}

static enum cli_status run(int argc, char **argv)
{
    if (argc < 2)
        return cli_usage(NULL, "a command is missing");
    if (g_str_equal(argv[1], "--help") || g_str_equal(argv[1], "-h"))
        print_overview();
    else if (g_str_equal(argv[1], "--version"))
        print_version();
    else if (g_str_equal(argv[1], "--cite"))
        fputs(citation, stdout);
    else {
        const struct cli_command *command = cli_command_lookup(argv[1]);
        if (!command)
            return tell_no_command(argv[1]);
        if (!command->run) {
            g_autofree char *message = g_strdup_printf("%s: not available in this version", command->name);
            cli_message(message);
            return CLI_USAGE;
        }
        return command->run(argc - 1, argv + 1);
    }
    return CLI_DONE;
}

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "C");   /* numbers and order never depend on it */
    cli_interrupt_watch();    /* no signal leaves half of a file */
    signal(SIGXFSZ, SIG_IGN); /* a file size limit is a write error like any other */
    const enum cli_status status = run(argc, argv);
    ink_release_caches();
    if (fflush(stdout) != 0 || ferror(stdout)) {
        cli_message("standard output cannot be written");
        return CLI_FAILED;
    }
    return (int)status;
}
