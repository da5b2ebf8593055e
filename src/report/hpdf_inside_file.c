/* The finished document as a file of PDF 1.5; see hpdf_inside.h. */
#include "report/hpdf_inside.h"

#include <string.h>

#include <libdeflate.h>

#include <hpdf.h> /* without HPDF_SHARED, to see the inner structs */

#define OBJECT_NUMBER 0x00FFFFFFu /* the bits of libharu's obj_id that are one */
#define MAX_PACKED 4096           /* objects of one object stream; readers unpack it whole to find one */
#define PLACE_COLUMNS 7           /* kind: 1 byte, offset or number: 4, index: 2 */
#define COMPRESSION 6             /* of libdeflate's 12 levels; as small as zlib's, in half the time */

/* Objects on their way into an object stream. */
struct pack {
    HPDF_Stream body;
    GString *places; /* "number offset " of each */
    guint n_objects;
};

/* A file being written. The place of an object is of kind 1, its offset in the file, or of kind 2, the number of an
 * object stream and the index in it (PDF 1.5 reference, 3.4.6 and 3.4.7). */
struct file {
    HPDF_Doc pdf;
    struct libdeflate_compressor *compressor;
    GByteArray *bytes;
    GByteArray *places; /* rows of PLACE_COLUMNS bytes, by number of the object */
    struct pack pack;
    GArray *pack_offsets; /* guint32 in the file, of the object streams, which are numbered after all other objects */
};

static void append_text(GByteArray *bytes, const char *text)
{
    g_byte_array_append(bytes, (const guint8 *)text, (guint)strlen(text));
}

static void append_place(const struct file *file, guint8 kind, guint32 place, guint index)
{
    const guint8 row[PLACE_COLUMNS] = {kind,
                                       (guint8)(place >> 24),
                                       (guint8)(place >> 16 & 0xff),
                                       (guint8)(place >> 8 & 0xff),
                                       (guint8)(place & 0xff),
                                       (guint8)(index >> 8 & 0xff),
                                       (guint8)(index & 0xff)};
    g_byte_array_append(file->places, row, sizeof row);
}

static HPDF_Stream memory_new(const struct file *file)
{
    return HPDF_MemStream_New(file->pdf->mmgr, 0); /* 0: its own size of buffers */
}

/* Append what a stream in memory holds, and free it. NULL, after an error, is nothing. */
static void take_stream(GByteArray *bytes, HPDF_Stream stream)
{
    if (!stream)
        return;
    for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(stream); i++) {
        HPDF_UINT length = 0;
        const HPDF_BYTE *piece = HPDF_MemStream_GetBufPtr(stream, i, &length);
        g_byte_array_append(bytes, piece, length);
    }
    HPDF_Stream_Free(stream);
}

/* Bytes in zlib's format. Owner: the caller. */
static GByteArray *compress(const struct file *file, const GByteArray *bytes)
{
    GByteArray *packed = g_byte_array_new();
    g_byte_array_set_size(packed, (guint)libdeflate_zlib_compress_bound(file->compressor, bytes->len));
    const size_t n = libdeflate_zlib_compress(file->compressor, bytes->data, bytes->len, packed->data, packed->len);
    g_byte_array_set_size(packed, (guint)n);
    return packed;
}

static void append_contents(GByteArray *bytes, const GByteArray *contents)
{
    append_text(bytes, "\nstream\n");
    g_byte_array_append(bytes, contents->data, contents->len);
    append_text(bytes, "\nendstream\nendobj\n");
}

/* A stream object of our own: entries of its dictionary, and bytes to compress. */
static void write_stream(const struct file *file, guint number, const char *entries, const GByteArray *contents)
{
    g_autoptr(GByteArray) packed = compress(file, contents);
    g_autofree char *head =
        g_strdup_printf("%u 0 obj\n<</Filter/FlateDecode/Length %u%s>>", number, packed->len, entries);
    append_text(file->bytes, head);
    append_contents(file->bytes, packed);
}

/* Objects that libharu made: 1 .. n - 1; number 0 is nobody's. */
static guint n_own_objects(const struct file *file)
{
    return file->pdf->xref->entries->count;
}

static guint pack_number(const struct file *file)
{
    return n_own_objects(file) + file->pack_offsets->len;
}

static void pack_write(struct file *file)
{
    struct pack *pack = &file->pack;
    const guint32 offset = file->bytes->len;
    if (!pack->body || pack->n_objects == 0)
        return;
    g_autoptr(GByteArray) contents = g_byte_array_new();
    append_text(contents, pack->places->str);
    take_stream(contents, pack->body);
    g_autofree char *entries =
        g_strdup_printf("/Type/ObjStm/N %u/First %zu", pack->n_objects, (size_t)pack->places->len);
    write_stream(file, pack_number(file), entries, contents);
    pack->body = memory_new(file);
    g_string_truncate(pack->places, 0);
    pack->n_objects = 0;
    g_array_append_val(file->pack_offsets, offset);
}

static void pack_object(struct file *file, guint number, void *object)
{
    struct pack *pack = &file->pack;
    append_place(file, 2, pack_number(file), pack->n_objects++);
    g_string_append_printf(pack->places, "%u %u ", number, pack->body ? (guint)pack->body->size : 0);
    if (pack->body) {
        HPDF_Obj_WriteValue(object, pack->body, NULL);
        HPDF_Stream_WriteStr(pack->body, "\n");
    }
    if (pack->n_objects == MAX_PACKED)
        pack_write(file);
}

/* libharu writes the dictionary, which knows the filter and, as an object of its own, the length; not the contents. */
static void stream_object(const struct file *file, guint number, HPDF_Dict dictionary)
{
    append_place(file, 1, file->bytes->len, 0);
    g_autofree char *head = g_strdup_printf("%u 0 obj\n", number);
    g_autoptr(GByteArray) contents = g_byte_array_new();
    take_stream(contents, g_steal_pointer(&dictionary->stream));
    g_autoptr(GByteArray) packed = compress(file, contents);
    const HPDF_Number length = HPDF_Dict_GetItem(dictionary, "Length", HPDF_OCLASS_NUMBER);
    if (length)
        length->value = (HPDF_INT32)packed->len;
    HPDF_Dict_AddName(dictionary, "Filter", "FlateDecode");
    append_text(file->bytes, head);
    const HPDF_Stream stream = memory_new(file);
    if (stream)
        HPDF_Obj_WriteValue(dictionary, stream, NULL);
    take_stream(file->bytes, stream);
    append_contents(file->bytes, packed);
}

static gboolean is_stream(void *object)
{
    const HPDF_Dict dictionary = object;
    return (dictionary->header.obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT && dictionary->stream;
}

/* Streams stand for themselves. A stream's length, an object of its own, is known once the stream is written; its
 * number is the higher one. */
static void objects_write(struct file *file)
{
    append_place(file, 0, 0, 0xffff);
    for (guint i = 1; i < n_own_objects(file); i++) {
        void *object = HPDF_Xref_GetEntry(file->pdf->xref, i)->obj;
        if (is_stream(object))
            stream_object(file, i, object);
        else
            pack_object(file, i, object);
    }
    pack_write(file);
    for (guint i = 0; i < file->pack_offsets->len; i++)
        append_place(file, 1, g_array_index(file->pack_offsets, guint32, i), 0);
}

/* The table of places, each row less the one above it (the predictor "up"), which packs well. */
static void places_write(const struct file *file)
{
    const guint32 offset = file->bytes->len;
    append_place(file, 1, offset, 0); /* its own */
    const guint n_rows = file->places->len / PLACE_COLUMNS;
    g_autoptr(GByteArray) contents = g_byte_array_new();
    for (guint i = 0; i < n_rows * PLACE_COLUMNS; i++) {
        const guint8 *here = file->places->data + i, above = i < PLACE_COLUMNS ? 0 : here[-PLACE_COLUMNS];
        const guint8 bytes[] = {2, (guint8)(*here - above)};
        const guint start = i % PLACE_COLUMNS == 0 ? 0 : 1; /* each row says its predictor first */
        g_byte_array_append(contents, bytes + start, 2 - start);
    }
    const HPDF_Dict catalog = file->pdf->catalog, info = file->pdf->info;
    g_autofree char *entries = g_strdup_printf(
        "/Type/XRef/Size %u/W[1 4 2]/DecodeParms<</Predictor 12/Columns %d>>/Root %lu 0 R/Info %lu 0 R", n_rows,
        PLACE_COLUMNS, (gulong)(catalog->header.obj_id & OBJECT_NUMBER), (gulong)(info->header.obj_id & OBJECT_NUMBER));
    write_stream(file, n_rows - 1, entries, contents);
    g_autofree char *end = g_strdup_printf("startxref\n%u\n%%%%EOF\n", offset);
    append_text(file->bytes, end);
}

GByteArray *inside_save(inside_document pdf)
{
    g_autoptr(GByteArray) places = g_byte_array_new();
    g_autoptr(GArray) pack_offsets = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autoptr(GString) pack_places = g_string_new(NULL);
    struct file file = {.pdf = pdf,
                        .compressor = libdeflate_alloc_compressor(COMPRESSION),
                        .bytes = g_byte_array_new(),
                        .places = places,
                        .pack_offsets = pack_offsets};
    g_assert(file.compressor); /* without memory GLib ends the program, too */
    file.pack.places = pack_places;
    file.pack.body = memory_new(&file);
    append_text(file.bytes, "%PDF-1.5\n%\302\265\302\266\n"); /* a line of bytes beyond ASCII: this is no text */
    objects_write(&file);
    places_write(&file);
    if (file.pack.body)
        HPDF_Stream_Free(file.pack.body);
    libdeflate_free_compressor(file.compressor);
    return file.bytes;
}
