/* cli/json.h: answers as JSON. */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <jansson.h>

/* One line on standard output; numbers read back to the same digits. The object is taken. */
void cli_put_json(json_t *object);

#endif
