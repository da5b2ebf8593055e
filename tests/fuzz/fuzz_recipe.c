/* Any text as a recipe: one that can be run, or one error with file and line. */
#include <string.h>

#include "fuzz/target.h"
#include "study/recipe.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(study_recipe) recipe = study_recipe_parse("fuzz", "fuzz.sql", text, &error);
    g_assert_true((recipe != NULL) == (error == NULL));
    if (error != NULL) {
        g_assert_true(g_str_has_prefix(error->message, "fuzz.sql"));
        g_assert_null(strchr(error->message, '\n'));
    } else
        g_assert_cmpuint(recipe->n_queries, >, 0);
    return 0;
}
