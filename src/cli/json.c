#include "cli/json.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

void cli_put_json(json_t *object)
{
    char *text = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(17));
    g_assert(text != NULL);
    fputs(text, stdout);
    fputc('\n', stdout);
    free(text); /* jansson's own */
    json_decref(object);
}
