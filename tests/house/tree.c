#include "house/tree.h"

static const char *const passed_over[] = {".git", "build", "out", "figures-out", "__pycache__", NULL};

const char *tree_root(void)
{
    const char *root = g_getenv("SYNCREPORT_SOURCE");
    if (root == NULL)
        g_error("SYNCREPORT_SOURCE is not set: run this test with ctest");
    return root;
}

static void walk(GPtrArray *out, const char *folder)
{
    g_autofree char *full = g_build_filename(tree_root(), folder, NULL);
    g_autoptr(GDir) dir = g_dir_open(full, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir)) != NULL) {
        if (g_strv_contains(passed_over, name))
            continue;
        g_autofree char *path = g_str_equal(folder, ".") ? g_strdup(name) : g_build_filename(folder, name, NULL);
        g_autofree char *full_path = g_build_filename(tree_root(), path, NULL);
        if (g_file_test(full_path, G_FILE_TEST_IS_DIR))
            walk(out, path);
        else
            g_ptr_array_add(out, g_steal_pointer(&path));
    }
}

static int compare_paths(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(*(char *const *)a, *(char *const *)b);
}

GPtrArray *tree_list(const char *folder)
{
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
    walk(out, folder);
    g_ptr_array_sort(out, compare_paths);
    g_ptr_array_add(out, NULL);
    return out;
}

char *tree_read(const char *path)
{
    g_autofree char *full = g_build_filename(tree_root(), path, NULL);
    char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(full, &text, NULL, &error);
    g_assert_no_error(error);
    return text;
}
