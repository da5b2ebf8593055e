/* Recipes that are files built into the program. */
#include <string.h>

#include "recipes_resource.h"
#include "study/recipe.h"
#include "study/study_internal.h"
#include "study_theme_resource.h"

#define RECIPES "/syncreport/recipes"
#define STUDY_THEME "/syncreport/study_theme"

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *study_recipe_list(GResource *resource, const char *folder)
{
    g_auto(GStrv) files = g_resource_enumerate_children(resource, folder, 0, NULL);
    GPtrArray *names = g_ptr_array_new();
    for (char **file = files; file && *file; file++)
        if (g_str_has_suffix(*file, ".sql"))
            g_ptr_array_add(names, g_strndup(*file, strlen(*file) - 4));
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return (const char *const *)g_ptr_array_free(names, FALSE);
}

static gpointer list_names(gpointer unused)
{
    (void)unused;
    recipes_register_resource();
    study_theme_register_resource();
    return (gpointer)(guintptr)study_recipe_list(recipes_get_resource(), RECIPES);
}

const char *const *study_recipe_names(void)
{
    static GOnce once = G_ONCE_INIT; /* read-only after the first call */
    return g_once(&once, list_names, NULL);
}

/* The file of this name in a resource, which lives in the program itself, NUL at the end; NULL: there is none. */
static const char *resource_text(GResource *resource, const char *folder, const char *name)
{
    g_autofree char *path = g_strconcat(folder, "/", name, ".sql", NULL);
    g_autoptr(GBytes) bytes = g_resource_lookup_data(resource, path, 0, NULL);
    return bytes ? g_bytes_get_data(bytes, NULL) : NULL;
}

const char *study_recipe_text(const char *name)
{
    return g_strv_contains(study_recipe_names(), name) ? resource_text(recipes_get_resource(), RECIPES, name) : NULL;
}

const char *study_recipe_text_as_published(const char *name)
{
    if (!g_strv_contains(study_recipe_names(), name))
        return NULL;
    const char *text = resource_text(study_theme_get_resource(), STUDY_THEME, name);
    return text ? text : study_recipe_text(name);
}
