#include "report/hpdf_inside.h"

#include <math.h>
#include <string.h>

#include <hpdf.h> /* without HPDF_SHARED, to see the inner structs; the build stops at versions other than 2.3.0 */

#define MAX_NUMBER 32767.0 /* PDF 1.4 reference, appendix C */
#define N_DECIMALS 5
#define DECIMALS 100000 /* 10 to the power of N_DECIMALS */

gboolean inside_version_matches(void)
{
    return strcmp(HPDF_GetVersion(), HPDF_VERSION_TEXT) == 0;
}

void inside_write(inside_page page, const char *operators)
{
    const HPDF_Dict dictionary = page;
    const HPDF_PageAttr attributes = dictionary->attr;
    HPDF_Stream_WriteStr(attributes->stream, operators);
}

/* The digits are set by hand: a report has a hundred thousand numbers, and printf takes longer than all else. */
gboolean inside_number(GString *operators, double value)
{
    if (!isfinite(value)) {
        g_string_append_c(operators, '0');
        return FALSE;
    }
    const long long scaled = llround(CLAMP(value, -MAX_NUMBER, MAX_NUMBER) * DECIMALS);
    long long rest = llabs(scaled);
    char text[32], *start = text + sizeof text;
    int n_decimals = N_DECIMALS;
    for (; n_decimals > 0 && rest % 10 == 0; n_decimals--)
        rest /= 10;
    for (int i = 0; i < n_decimals; i++, rest /= 10)
        *--start = (char)('0' + rest % 10);
    if (n_decimals > 0)
        *--start = '.';
    do {
        *--start = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (scaled < 0)
        *--start = '-';
    g_string_append_len(operators, start, text + sizeof text - start);
    return TRUE;
}

static void append_utf16(GByteArray *bytes, gunichar2 unit)
{
    const guint8 pair[] = {(guint8)(unit >> 8), (guint8)(unit & 0xff)};
    g_byte_array_append(bytes, pair, sizeof pair);
}

void inside_set_text(inside_object dictionary, const char *key, const char *utf8)
{
    const HPDF_Dict target = dictionary;
    if (g_str_is_ascii(utf8)) {
        HPDF_Dict_Add(target, key, HPDF_String_New(target->mmgr, utf8, NULL));
        return;
    }
    glong n_units = 0;
    g_autofree gunichar2 *units = g_utf8_to_utf16(utf8, -1, NULL, &n_units, NULL);
    g_assert(units);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    append_utf16(bytes, 0xfeff);
    for (glong i = 0; i < n_units; i++)
        append_utf16(bytes, units[i]);
    HPDF_Dict_Add(target, key, HPDF_Binary_New(target->mmgr, bytes->data, bytes->len));
}

inside_object inside_info(inside_document pdf)
{
    const HPDF_Doc document = pdf;
    return document->info; /* made by HPDF_New for its Producer entry */
}

void inside_destination_set(inside_object destination, inside_page page, double y_pt)
{
    const HPDF_Array array = destination;
    HPDF_Array_Clear(array);
    HPDF_Array_Add(array, page);
    HPDF_Array_AddName(array, "XYZ");
    HPDF_Array_Add(array, HPDF_Null_New(array->mmgr));
    HPDF_Array_AddReal(array, (HPDF_REAL)y_pt);
    HPDF_Array_Add(array, HPDF_Null_New(array->mmgr));
}

/* A dictionary of its own in the file, or NULL after an error, which libharu remembers. */
static HPDF_Dict object_new(HPDF_Doc pdf)
{
    const HPDF_Dict object = HPDF_Dict_New(pdf->mmgr);
    return object && HPDF_Xref_Add(pdf->xref, object) == HPDF_OK ? object : NULL;
}

inside_object inside_font_new(inside_document pdf)
{
    return object_new(pdf);
}

void inside_font_add(inside_page page, const char *name, inside_object font)
{
    const HPDF_Dict dictionary = page;
    const HPDF_PageAttr attributes = dictionary->attr;
    if (!attributes->fonts) {
        const HPDF_Dict resources = HPDF_Dict_GetItem(dictionary, "Resources", HPDF_OCLASS_DICT);
        attributes->fonts = HPDF_Dict_New(dictionary->mmgr);
        HPDF_Dict_Add(resources, "Font", attributes->fonts);
    }
    HPDF_Dict_Add(attributes->fonts, name, font);
}

/* A compressed stream under a key of a dictionary; NULL after an error. */
static HPDF_Dict stream_add(HPDF_Doc pdf, HPDF_Dict parent, const char *key, const void *bytes, size_t n_bytes)
{
    const HPDF_Dict stream = HPDF_DictStream_New(pdf->mmgr, pdf->xref);
    if (!stream)
        return NULL;
    stream->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
    HPDF_Stream_Write(stream->stream, bytes, (HPDF_UINT)n_bytes);
    HPDF_Dict_Add(parent, key, stream);
    return stream;
}

/* An array under a key of a dictionary; NULL after an error. */
static HPDF_Array array_add(HPDF_Dict parent, const char *key)
{
    const HPDF_Array array = HPDF_Array_New(parent->mmgr);
    return HPDF_Dict_Add(parent, key, array) == HPDF_OK ? array : NULL;
}

static void descriptor_add(HPDF_Doc pdf, HPDF_Dict descendant, const struct inside_font *data)
{
    const HPDF_Dict descriptor = object_new(pdf);
    if (!descriptor)
        return;
    HPDF_Dict_Add(descendant, "FontDescriptor", descriptor);
    HPDF_Dict_AddName(descriptor, "Type", "FontDescriptor");
    HPDF_Dict_AddName(descriptor, "FontName", data->name);
    const struct {
        const char *key;
        int value;
    } numbers[] = {
        {"Flags", (int)data->flags}, {"ItalicAngle", data->italic_angle_deg}, {"Ascent", data->ascent},
        {"Descent", data->descent},  {"CapHeight", data->cap_height},         {"StemV", data->stem_width},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        HPDF_Dict_AddNumber(descriptor, numbers[i].key, numbers[i].value);
    const int box[] = {data->x_min, data->y_min, data->x_max, data->y_max};
    const HPDF_Array box_array = array_add(descriptor, "FontBBox");
    for (size_t i = 0; box_array && i < G_N_ELEMENTS(box); i++)
        HPDF_Array_AddNumber(box_array, box[i]);
    gsize length = 0;
    const void *file = g_bytes_get_data(data->file, &length);
    const HPDF_Dict stream = stream_add(pdf, descriptor, "FontFile2", file, length);
    if (stream)
        HPDF_Dict_AddNumber(stream, "Length1", (HPDF_INT32)length);
}

/* W: [1 [width width ...]], one width for each code from 1 on. */
static void widths_add(HPDF_Dict descendant, const struct inside_font *data)
{
    const HPDF_Array outer = array_add(descendant, "W");
    const HPDF_Array inner = HPDF_Array_New(descendant->mmgr);
    if (!outer || !inner)
        return;
    HPDF_Array_AddNumber(outer, 1);
    HPDF_Array_Add(outer, inner);
    for (size_t i = 0; i < data->n_codes; i++)
        HPDF_Array_AddNumber(inner, data->widths[i]);
}

/* CIDToGIDMap: two bytes for each code, glyph 0 for code 0. */
static void glyphs_add(HPDF_Doc pdf, HPDF_Dict descendant, const struct inside_font *data)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    append_utf16(bytes, 0);
    for (size_t i = 0; i < data->n_codes; i++)
        append_utf16(bytes, (gunichar2)data->glyphs[i]);
    stream_add(pdf, descendant, "CIDToGIDMap", bytes->data, bytes->len);
}

static void collection_add(HPDF_Dict descendant)
{
    const HPDF_Dict collection = HPDF_Dict_New(descendant->mmgr);
    if (HPDF_Dict_Add(descendant, "CIDSystemInfo", collection) != HPDF_OK)
        return;
    inside_set_text(collection, "Registry", "Adobe");
    inside_set_text(collection, "Ordering", "Identity");
    HPDF_Dict_AddNumber(collection, "Supplement", 0);
}

void inside_font_finish(inside_document pdf, inside_object font, const struct inside_font *data)
{
    const HPDF_Dict composite = font;
    const HPDF_Dict descendant = object_new(pdf);
    if (!descendant)
        return;
    HPDF_Dict_AddName(composite, "Type", "Font");
    HPDF_Dict_AddName(composite, "Subtype", "Type0");
    HPDF_Dict_AddName(composite, "BaseFont", data->name);
    HPDF_Dict_AddName(composite, "Encoding", "Identity-H");
    const HPDF_Array descendants = array_add(composite, "DescendantFonts");
    if (descendants)
        HPDF_Array_Add(descendants, descendant);
    stream_add(pdf, composite, "ToUnicode", data->to_unicode, strlen(data->to_unicode));
    HPDF_Dict_AddName(descendant, "Type", "Font");
    HPDF_Dict_AddName(descendant, "Subtype", "CIDFontType2");
    HPDF_Dict_AddName(descendant, "BaseFont", data->name);
    collection_add(descendant);
    descriptor_add(pdf, descendant, data);
    HPDF_Dict_AddNumber(descendant, "DW", 1000);
    widths_add(descendant, data);
    glyphs_add(pdf, descendant, data);
}

/* ------------------------------------------------------------------ structure */

/* A tree being written: every element has its place in the document before any is filled in. */
struct tree {
    HPDF_Doc pdf;
    const struct inside_structure *data;
    HPDF_Dict *objects;   /* [n_elements] */
    HPDF_Array by_number; /* the parent tree's: number, element or array of elements, ... */
    size_t n_links;
};

static HPDF_Dict tree_page(const struct tree *tree, size_t page)
{
    return tree->data->contents[page].page;
}

/* A link and its element name each other; numbers of links follow those of pages. */
static HPDF_Dict link_kid(struct tree *tree, size_t element, const struct inside_kid *kid)
{
    const HPDF_Dict reference = HPDF_Dict_New(tree->pdf->mmgr), link = kid->link;
    const HPDF_INT32 number = (HPDF_INT32)(tree->data->n_pages + tree->n_links++);
    HPDF_Dict_AddName(reference, "Type", "OBJR");
    HPDF_Dict_Add(reference, "Pg", tree_page(tree, kid->page));
    HPDF_Dict_Add(reference, "Obj", link);
    HPDF_Dict_AddNumber(link, "StructParent", number);
    HPDF_Array_AddNumber(tree->by_number, number);
    HPDF_Array_Add(tree->by_number, tree->objects[element]);
    return reference;
}

/* Marked content of another page than the element's own. */
static HPDF_Dict content_kid(const struct tree *tree, const struct inside_kid *kid)
{
    const HPDF_Dict reference = HPDF_Dict_New(tree->pdf->mmgr);
    HPDF_Dict_AddName(reference, "Type", "MCR");
    HPDF_Dict_Add(reference, "Pg", tree_page(tree, kid->page));
    HPDF_Dict_AddNumber(reference, "MCID", (HPDF_INT32)kid->number);
    return reference;
}

/* The first page with marked content of the element's own; n_pages: none has any. */
static size_t own_page(const struct tree *tree, const struct inside_element *element)
{
    for (size_t i = 0; i < element->n_kids; i++)
        if (element->kids[i].kind == INSIDE_KID_CONTENT)
            return element->kids[i].page;
    return tree->data->n_pages;
}

static void kids_add(struct tree *tree, size_t index, size_t page)
{
    const struct inside_element *element = &tree->data->elements[index];
    const HPDF_Array kids = array_add(tree->objects[index], "K");
    for (size_t i = 0; kids && i < element->n_kids; i++) {
        const struct inside_kid *kid = &element->kids[i];
        if (kid->kind == INSIDE_KID_ELEMENT)
            HPDF_Array_Add(kids, tree->objects[kid->number]);
        else if (kid->kind == INSIDE_KID_LINK)
            HPDF_Array_Add(kids, link_kid(tree, index, kid));
        else if (kid->page == page)
            HPDF_Array_AddNumber(kids, (HPDF_INT32)kid->number);
        else
            HPDF_Array_Add(kids, content_kid(tree, kid));
    }
}

static HPDF_Dict dict_add(HPDF_Dict parent, const char *key)
{
    const HPDF_Dict dictionary = HPDF_Dict_New(parent->mmgr);
    return HPDF_Dict_Add(parent, key, dictionary) == HPDF_OK ? dictionary : NULL;
}

/* An element's attributes of the kind that `owner` names (PDF 1.7 reference, 10.7.4); NULL after an error. */
static HPDF_Dict attributes_add(HPDF_Dict element, const char *owner)
{
    const HPDF_Dict attributes = dict_add(element, "A");
    if (attributes)
        HPDF_Dict_AddName(attributes, "O", owner);
    return attributes;
}

static void bounds_add(HPDF_Dict object, const struct inside_bounds *bounds)
{
    const HPDF_Dict attributes = attributes_add(object, "Layout");
    const HPDF_Array box = attributes ? array_add(attributes, "BBox") : NULL;
    const double numbers[] = {bounds->left_pt, bounds->bottom_pt, bounds->right_pt, bounds->top_pt};
    for (size_t i = 0; box && i < G_N_ELEMENTS(numbers); i++)
        HPDF_Array_AddReal(box, (HPDF_REAL)numbers[i]);
}

/* Heads of tables stand above columns: nothing in a report heads a row. */
static void element_attributes(HPDF_Dict object, const struct inside_element *element)
{
    const HPDF_Dict attributes = strcmp(element->type, "TH") == 0 ? attributes_add(object, "Table")
                                 : element->numbering             ? attributes_add(object, "List")
                                                                  : NULL;
    if (attributes)
        HPDF_Dict_AddName(attributes, element->numbering ? "ListNumbering" : "Scope",
                          element->numbering ? element->numbering : "Column");
    else if (element->has_bounds)
        bounds_add(object, &element->bounds);
}

static gboolean is_note(const struct inside_element *element)
{
    return strcmp(element->type, "Note") == 0;
}

/* The digits are as many for each, so that names are in the order of their numbers. */
static char *note_name(size_t index)
{
    return g_strdup_printf("note%08zu", index);
}

/* From the notes' names to the notes: all of them in one node, in the order of the names. */
static void names_write(const struct tree *tree, HPDF_Dict root)
{
    HPDF_Array names = NULL;
    for (size_t i = 0; i < tree->data->n_elements; i++) {
        if (!is_note(&tree->data->elements[i]))
            continue;
        if (!names) {
            const HPDF_Dict ids = dict_add(root, "IDTree");
            names = ids ? array_add(ids, "Names") : NULL;
        }
        if (!names)
            return;
        g_autofree char *name = note_name(i);
        HPDF_Array_Add(names, HPDF_String_New(root->mmgr, name, NULL));
        HPDF_Array_Add(names, tree->objects[i]);
    }
}

static void element_write(struct tree *tree, size_t index, HPDF_Dict root)
{
    const struct inside_element *element = &tree->data->elements[index];
    const HPDF_Dict object = tree->objects[index];
    const size_t page = own_page(tree, element);
    HPDF_Dict_AddName(object, "S", element->type);
    HPDF_Dict_Add(object, "P", index == 0 ? root : tree->objects[element->parent]);
    if (page < tree->data->n_pages)
        HPDF_Dict_Add(object, "Pg", tree_page(tree, page));
    if (element->alt)
        inside_set_text(object, "Alt", element->alt);
    if (is_note(element)) {
        g_autofree char *name = note_name(index);
        inside_set_text(object, "ID", name);
    }
    element_attributes(object, element);
    kids_add(tree, index, page);
}

/* From the number of a page to the elements of its marked contents. */
static void contents_write(const struct tree *tree, size_t page)
{
    const struct inside_contents *contents = &tree->data->contents[page];
    const HPDF_Array owners = HPDF_Array_New(tree->pdf->mmgr);
    HPDF_Dict_AddNumber(tree_page(tree, page), "StructParents", (HPDF_INT32)page);
    HPDF_Dict_AddName(tree_page(tree, page), "Tabs", "S"); /* from link to link in the tree's order */
    HPDF_Array_AddNumber(tree->by_number, (HPDF_INT32)page);
    HPDF_Array_Add(tree->by_number, owners);
    for (size_t i = 0; i < contents->n_owners; i++)
        HPDF_Array_Add(owners, tree->objects[contents->owners[i]]);
}

/* The root with all but its elements; NULL after an error. */
static HPDF_Dict tree_root(struct tree *tree)
{
    const HPDF_Dict root = object_new(tree->pdf), catalog = tree->pdf->catalog;
    const HPDF_Dict marks = dict_add(catalog, "MarkInfo");
    if (!root || !marks || HPDF_Dict_Add(catalog, "StructTreeRoot", root) != HPDF_OK)
        return NULL;
    HPDF_Dict_AddBoolean(marks, "Marked", HPDF_TRUE);
    HPDF_Dict_AddName(root, "Type", "StructTreeRoot");
    HPDF_Dict_Add(root, "K", tree->objects[0]);
    HPDF_Dict_AddNumber(root, "ParentTreeNextKey", 0); /* set when all is counted */
    const HPDF_Dict roles = dict_add(root, "RoleMap"), parents = dict_add(root, "ParentTree");
    if (!roles || !parents)
        return NULL;
    HPDF_Dict_AddName(roles, "Title", "P");
    tree->by_number = array_add(parents, "Nums");
    return tree->by_number ? root : NULL;
}

void inside_structure_write(inside_document pdf, const struct inside_structure *data)
{
    g_autofree HPDF_Dict *objects = g_new0(HPDF_Dict, data->n_elements);
    struct tree tree = {.pdf = pdf, .data = data, .objects = objects};
    for (size_t i = 0; i < data->n_elements; i++)
        if (!(objects[i] = object_new(tree.pdf)))
            return;
    const HPDF_Dict root = tree_root(&tree);
    if (!root)
        return;
    for (size_t i = 0; i < data->n_pages; i++)
        contents_write(&tree, i);
    for (size_t i = 0; i < data->n_elements; i++)
        element_write(&tree, i, root);
    names_write(&tree, root);
    HPDF_Dict_AddNumber(root, "ParentTreeNextKey", (HPDF_INT32)(data->n_pages + tree.n_links));
}

void inside_reading_set(inside_document pdf, const char *language)
{
    const HPDF_Doc document = pdf;
    const HPDF_Dict preferences = dict_add(document->catalog, "ViewerPreferences");
    inside_set_text(document->catalog, "Lang", language);
    if (preferences)
        HPDF_Dict_AddBoolean(preferences, "DisplayDocTitle", HPDF_TRUE);
}

void inside_metadata_set(inside_document pdf, const char *xmp)
{
    const HPDF_Doc document = pdf;
    const HPDF_Dict stream = stream_add(document, document->catalog, "Metadata", xmp, strlen(xmp));
    if (!stream)
        return;
    HPDF_Dict_AddName(stream, "Type", "Metadata");
    HPDF_Dict_AddName(stream, "Subtype", "XML");
}
