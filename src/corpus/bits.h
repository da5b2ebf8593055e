/* corpus/bits.h: a growing set of small numbers, one bit each: what an import remembers per commit. */
#ifndef CORPUS_BITS_H
#define CORPUS_BITS_H

#include <glib.h>

typedef struct bits bits;

bits *bits_new(void);
void bits_free(bits *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(bits, bits_free)

/* Put `number`, at least 0, into the set; TRUE when it was not in it. Cost: memory of the largest number / 8 bytes. */
gboolean bits_add(bits *set, gint64 number);
gboolean bits_has(const bits *set, gint64 number);
/* No number of the set is this large. */
gint64 bits_end(const bits *set);

#endif
