/* study/recipe_internal.h: a recipe while it is read. */
#ifndef STUDY_RECIPE_INTERNAL_H
#define STUDY_RECIPE_INTERNAL_H

#include <glib.h>

#include "study/recipe.h"

/* A recipe being read: the plain struct that readers see, and what owns its strings and arrays. */
struct recipe_owner {
    struct study_recipe recipe;
    GStringChunk *strings;
    GPtrArray *form_columns; /* GArray of struct study_field, one per form */
    GArray *forms;
    GArray *queries;
    GArray *tests;
    GArray *numbers;
    guint keys_seen; /* one bit per row of `keys` */
};

/* A copy that lives as long as the recipe. */
const char *recipe_keep(struct recipe_owner *owner, const char *text);
/* Sets STUDY_ERROR_RECIPE, "FILE:LINE: ..."; always FALSE, so that a caller can return it. */
gboolean recipe_fail(GError **error, const struct study_recipe *recipe, int line, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Read one line of the head, `-- KEY: VALUE`. STUDY_ERROR_RECIPE for an unknown key, one twice, or a bad value. */
gboolean recipe_parse_key(struct recipe_owner *owner, int line, const char *key, const char *value, GError **error);

#endif
