/* corpus/bits.c: bits in an array of 64-bit words. */
#include "corpus/bits.h"

struct bits {
    GArray *words;
};

bits *bits_new(void)
{
    bits *set = g_new0(bits, 1);
    set->words = g_array_new(FALSE, TRUE, sizeof(guint64));
    return set;
}

void bits_free(bits *set)
{
    if (set == NULL)
        return;
    g_array_unref(set->words);
    g_free(set);
}

gboolean bits_add(bits *set, gint64 number)
{
    g_assert(number >= 0 && number / 64 < G_MAXUINT - 1);
    const guint place = (guint)(number / 64);
    if (place >= set->words->len)
        g_array_set_size(set->words, place + 1); /* grows by doubling, cleared */
    guint64 *word = &g_array_index(set->words, guint64, place);
    const guint64 bit = G_GUINT64_CONSTANT(1) << (number % 64);
    const gboolean is_new = (*word & bit) == 0;
    *word |= bit;
    return is_new;
}

gboolean bits_has(const bits *set, gint64 number)
{
    g_assert(number >= 0);
    if (number >= bits_end(set))
        return FALSE;
    return (g_array_index(set->words, guint64, number / 64) >> (number % 64) & 1) != 0;
}

gint64 bits_end(const bits *set)
{
    return (gint64)set->words->len * 64;
}
