/* cli/scan.c: a manifest from a folder of clones. */
#include "corpus/scan.h"

#include <stdio.h>

#include "cli/cli.h"

static void warn(const char *message, gpointer is_quiet)
{
    if (is_quiet)
        return;
    g_autofree char *line = g_strconcat("warning: ", message, NULL);
    cli_message(line);
}

enum cli_status cli_scan(int argc, char **argv)
{
    cli_voice voice = {.start_us = g_get_monotonic_time()};
    const GOptionEntry entries[] = {
        CLI_VOICE_OPTIONS(voice),
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("scan"), entries, NULL, argc, argv, 1, 1))
        return status;
    g_autoptr(GString) manifest = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    if (!scan_folder(manifest, positional[1], warn, GINT_TO_POINTER(voice.is_quiet), &error))
        return cli_fail(error);
    cli_say(&voice, "%s: searched", positional[1]);
    fputs(manifest->str, stdout);
    return CLI_DONE;
}
