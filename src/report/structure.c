#include "report/structure.h"

/* Types that every reader knows (PDF 1.7 reference, 10.7.3); "Title" is PDF 2.0's and mapped to one of them. */
static const char *const types[INK_N_ROLES] = {
    [INK_ROLE_ARTIFACT] = "Artifact",
    [INK_ROLE_TITLE] = "Title",
    [INK_ROLE_HEADING_1] = "H1",
    [INK_ROLE_HEADING_2] = "H2",
    [INK_ROLE_HEADING_3] = "H3",
    [INK_ROLE_PARAGRAPH] = "P",
    [INK_ROLE_LIST] = "L",
    [INK_ROLE_LIST_ITEM] = "LI",
    [INK_ROLE_LIST_LABEL] = "Lbl",
    [INK_ROLE_LIST_BODY] = "LBody",
    [INK_ROLE_QUOTE] = "BlockQuote",
    [INK_ROLE_CODE] = "Code",
    [INK_ROLE_TABLE] = "Table",
    [INK_ROLE_TABLE_ROW] = "TR",
    [INK_ROLE_TABLE_HEAD] = "TH",
    [INK_ROLE_TABLE_CELL] = "TD",
    [INK_ROLE_FIGURE] = "Figure",
    [INK_ROLE_CAPTION] = "Caption",
    [INK_ROLE_CONTENTS] = "TOC",
    [INK_ROLE_CONTENTS_ITEM] = "TOCI",
    [INK_ROLE_REFERENCE] = "Reference",
    [INK_ROLE_LINK] = "Link",
    [INK_ROLE_FOOTNOTE] = "Note",
};

struct report_structure {
    GArray *elements;   /* struct inside_element; their kids are GArrays until the tree is written */
    GPtrArray *kids;    /* GArray of struct inside_kid, by element */
    GPtrArray *owners;  /* by page: GArray of report_element, by number of the marked content; NULL: none yet */
    GHashTable *by_key; /* struct known -> itself */
    gboolean is_used;
};

/* An element that may go on. */
struct known {
    report_element parent, element;
    const void *key;
};

static guint known_hash(gconstpointer data)
{
    const struct known *known = data;
    return g_direct_hash(known->key) ^ (guint)known->parent * 2654435761u;
}

static gboolean known_equal(gconstpointer a, gconstpointer b)
{
    const struct known *one = a, *other = b;
    return one->key == other->key && one->parent == other->parent;
}

static void free_array(gpointer array)
{
    if (array)
        g_array_unref(array);
}

static void element_clear(gpointer data)
{
    g_free((gpointer)(guintptr)((struct inside_element *)data)->alt);
}

static report_element add_element(report_structure *structure, const char *type, report_element parent, const char *alt)
{
    const report_element index = structure->elements->len;
    const struct inside_element element = {.type = type, .parent = parent, .alt = g_strdup(alt)};
    g_array_append_val(structure->elements, element);
    g_ptr_array_add(structure->kids, g_array_new(FALSE, FALSE, sizeof(struct inside_kid)));
    return index;
}

static void add_kid(const report_structure *structure, report_element element, const struct inside_kid *kid)
{
    g_array_append_vals(g_ptr_array_index(structure->kids, element), kid, 1);
}

report_structure *report_structure_new(void)
{
    report_structure *structure = g_new0(report_structure, 1);
    structure->elements = g_array_new(FALSE, FALSE, sizeof(struct inside_element));
    g_array_set_clear_func(structure->elements, element_clear);
    structure->kids = g_ptr_array_new_with_free_func(free_array);
    structure->owners = g_ptr_array_new_with_free_func(free_array);
    structure->by_key = g_hash_table_new_full(known_hash, known_equal, g_free, NULL);
    add_element(structure, "Document", REPORT_ELEMENT_ROOT, NULL);
    return structure;
}

void report_structure_free(report_structure *structure)
{
    if (!structure)
        return;
    g_array_unref(structure->elements);
    g_ptr_array_unref(structure->kids);
    g_ptr_array_unref(structure->owners);
    g_hash_table_destroy(structure->by_key);
    g_free(structure);
}

report_element report_structure_open(report_structure *structure, report_element parent, enum ink_role role,
                                     const void *key, const char *alt)
{
    g_assert(parent < structure->elements->len && role != INK_ROLE_ARTIFACT);
    const struct known wanted = {parent, 0, key};
    const struct known *known = key ? g_hash_table_lookup(structure->by_key, &wanted) : NULL;
    if (known)
        return known->element;
    const report_element element = add_element(structure, types[role], parent, alt);
    add_kid(structure, parent, &(struct inside_kid){.kind = INSIDE_KID_ELEMENT, .number = element});
    if (key) {
        struct known *entry = g_new(struct known, 1);
        *entry = (struct known){parent, element, key};
        g_hash_table_add(structure->by_key, entry);
    }
    return element;
}

const char *report_structure_type(const report_structure *structure, report_element element)
{
    return g_array_index(structure->elements, struct inside_element, element).type;
}

int report_structure_add_content(report_structure *structure, report_element element, size_t page)
{
    if (structure->owners->len <= page)
        g_ptr_array_set_size(structure->owners, (gint)page + 1);
    GArray *owners = g_ptr_array_index(structure->owners, page);
    if (!owners)
        owners = g_ptr_array_index(structure->owners, page) = g_array_new(FALSE, FALSE, sizeof(report_element));
    const size_t number = owners->len;
    g_array_append_val(owners, element);
    add_kid(structure, element, &(struct inside_kid){.kind = INSIDE_KID_CONTENT, .number = number, .page = page});
    structure->is_used = TRUE;
    return (int)number;
}

void report_structure_add_link(report_structure *structure, report_element element, size_t page, inside_object link)
{
    add_kid(structure, element, &(struct inside_kid){.kind = INSIDE_KID_LINK, .page = page, .link = link});
    structure->is_used = TRUE;
}

gboolean report_structure_is_empty(const report_structure *structure)
{
    return !structure->is_used;
}

void report_structure_write(const report_structure *structure, inside_document pdf, const inside_page pages[],
                            size_t n_pages)
{
    g_autofree struct inside_contents *contents = g_new0(struct inside_contents, n_pages);
    for (size_t i = 0; i < structure->elements->len; i++) {
        const GArray *kids = g_ptr_array_index(structure->kids, i);
        struct inside_element *element = &g_array_index(structure->elements, struct inside_element, i);
        element->kids = (const struct inside_kid *)(const void *)kids->data;
        element->n_kids = kids->len;
    }
    for (size_t i = 0; i < n_pages; i++) {
        const GArray *owners = i < structure->owners->len ? g_ptr_array_index(structure->owners, i) : NULL;
        contents[i].page = pages[i];
        contents[i].owners = owners ? (const size_t *)(const void *)owners->data : NULL;
        contents[i].n_owners = owners ? owners->len : 0;
    }
    const struct inside_structure data = {
        .elements = (const struct inside_element *)(const void *)structure->elements->data,
        .n_elements = structure->elements->len,
        .contents = contents,
        .n_pages = n_pages,
    };
    inside_structure_write(pdf, &data);
}
