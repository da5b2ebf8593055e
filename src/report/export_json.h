/* report/export_json.h: parts of the exported JSON that other answers hold, too. */
#ifndef REPORT_EXPORT_JSON_H
#define REPORT_EXPORT_JSON_H

#include <jansson.h>

#include "study/results.h"

/* A number, as an integer where it is one; null for what does not exist. New reference. */
json_t *export_json_value(double value);
/* A test as in tests.json, with its id where it has one. New reference. */
json_t *export_json_test(const struct study_test *test);

#endif
