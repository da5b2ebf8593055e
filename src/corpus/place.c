/* corpus/place.c: hashes of commit keys. */
#include "corpus/place.h"

#include <string.h>

/* Source: D. Stafford (2011), "Better bit mixing", mix 13 of his variants of MurmurHash3's finalizer. */
guint64 place_mix(guint64 bits)
{
    bits = (bits ^ bits >> 30) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
    bits = (bits ^ bits >> 27) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
    return bits ^ bits >> 31;
}

guint64 place_hash_bytes(const void *bytes, size_t n)
{
    const guint8 *at = bytes;
    guint64 hash = place_mix(n + 1);
    while (n > 0) {
        const size_t length = MIN(n, sizeof(guint64));
        guint64 word = 0;
        memcpy(&word, at, length);
        hash = place_mix(hash ^ GUINT64_FROM_LE(word));
        at += length;
        n -= length;
    }
    return hash;
}

gint64 place_of_hash(gint64 repository_id, guint64 key_hash, gint64 occurrence)
{
    g_assert(repository_id >= 0 && repository_id <= G_MAXINT32);
    const guint64 hash = occurrence == 0 ? key_hash : place_mix(key_hash + (guint64)occurrence);
    return repository_id << 32 | (gint64)(hash >> 32);
}
