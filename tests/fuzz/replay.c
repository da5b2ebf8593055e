/*
 * Runs a fuzz target without libFuzzer: over all seeds, then over seeds changed at random for some seconds. The same
 * changes at every run.
 *
 *     replay SECONDS FILE...
 */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "fuzz/target.h"

#define SEED 20260826
#define MAX_CHANGES 8
#define MAX_BYTES 65536

/* Pieces that formats are made of: more likely to lead somewhere than single bytes. */
static const char *const pieces[] = {"\"", ",",    ";",      "\n",     "\r\n",         "{",        "}",       "[", "]",
                                     ":",  "null", "\\u",    "\xff",   "\xef\xbb\xbf", "-- ",      "--     ", "/", "\\",
                                     "'",  "1e99", "T00:00", "+23:59", " of ",         "SELECT 1;"};

static gsize random_below(GRand *random, gsize end)
{
    return end > 0 ? (gsize)g_rand_int(random) % end : 0;
}

static void change_once(GByteArray *bytes, GRand *random)
{
    const gsize at = random_below(random, bytes->len), n = random_below(random, bytes->len - at) % 32;
    const char *piece = pieces[random_below(random, G_N_ELEMENTS(pieces))];
    switch (random_below(random, 4)) {
    case 0: /* a byte becomes another */
        if (bytes->len > 0)
            bytes->data[at] = (guint8)g_rand_int(random);
        break;
    case 1: /* some go */
        if (n > 0)
            g_byte_array_remove_range(bytes, (guint)at, (guint)n);
        break;
    case 2: { /* some come again at the end */
        g_autofree guint8 *copy = g_memdup2(bytes->data + at, n);
        g_byte_array_append(bytes, copy, (guint)n);
        break;
    }
    default: { /* a piece comes in */
        GByteArray *rest = g_byte_array_new();
        g_byte_array_append(rest, bytes->data + at, bytes->len - (guint)at);
        g_byte_array_set_size(bytes, (guint)at);
        g_byte_array_append(bytes, (const guint8 *)piece, (guint)strlen(piece));
        g_byte_array_append(bytes, rest->data, rest->len);
        g_byte_array_unref(rest);
    }
    }
}

static void run_changed(const GBytes *seed, GRand *random)
{
    gsize n = 0;
    const guint8 *data = g_bytes_get_data((GBytes *)(guintptr)seed, &n);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_byte_array_append(bytes, data, (guint)MIN(n, MAX_BYTES));
    for (gsize i = 1 + random_below(random, MAX_CHANGES); i > 0; i--)
        change_once(bytes, random);
    LLVMFuzzerTestOneInput(bytes->data, bytes->len);
}

int main(int argc, char **argv)
{
    g_autoptr(GPtrArray) seeds = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
    g_assert_cmpint(argc, >, 2);
    for (int i = 2; i < argc; i++) {
        char *text = NULL;
        gsize n = 0;
        g_assert_true(g_file_get_contents(argv[i], &text, &n, NULL));
        g_ptr_array_add(seeds, g_bytes_new_take(text, n));
        LLVMFuzzerTestOneInput((const guint8 *)text, n);
    }
    const gint64 end = g_get_monotonic_time() + (gint64)(g_ascii_strtod(argv[1], NULL) * G_USEC_PER_SEC);
    gsize n_runs = 0;
    for (; g_get_monotonic_time() < end; n_runs++)
        run_changed(g_ptr_array_index(seeds, random_below(random, seeds->len)), random);
    printf("%d seeds, %zu changed ones\n", argc - 2, n_runs);
    return 0;
}
