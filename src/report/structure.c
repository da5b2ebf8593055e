#include "report/structure.h"

/* Types that every reader knows (PDF 1.7 reference, 10.7.3); "Title" is PDF 2.0's and mapped to one of them. */
static const char *const types[INK_N_ROLES] = {
    [INK_ROLE_ARTIFACT] = "Artifact",   [INK_ROLE_FOOT] = "Artifact",    [INK_ROLE_TITLE] = "Title",
    [INK_ROLE_HEADING_1] = "H1",        [INK_ROLE_HEADING_2] = "H2",     [INK_ROLE_HEADING_3] = "H3",
    [INK_ROLE_PARAGRAPH] = "P",         [INK_ROLE_LIST] = "L",           [INK_ROLE_LIST_ORDERED] = "L",
    [INK_ROLE_LIST_ITEM] = "LI",        [INK_ROLE_LIST_LABEL] = "Lbl",   [INK_ROLE_LIST_BODY] = "LBody",
    [INK_ROLE_QUOTE] = "BlockQuote",    [INK_ROLE_CODE] = "Code",        [INK_ROLE_TABLE] = "Table",
    [INK_ROLE_TABLE_TOP] = "THead",     [INK_ROLE_TABLE_BODY] = "TBody", [INK_ROLE_TABLE_ROW] = "TR",
    [INK_ROLE_TABLE_HEAD] = "TH",       [INK_ROLE_TABLE_CELL] = "TD",    [INK_ROLE_FIGURE] = "Figure",
    [INK_ROLE_CAPTION] = "Caption",     [INK_ROLE_CONTENTS] = "TOC",     [INK_ROLE_CONTENTS_ITEM] = "TOCI",
    [INK_ROLE_REFERENCE] = "Reference", [INK_ROLE_LINK] = "Link",        [INK_ROLE_FOOTNOTE] = "Note",
};

struct report_structure {
    GArray *elements;   /* struct inside_element; their kids are GArrays until the tree is written */
    GArray *rooms;      /* struct room, by element */
    GPtrArray *kids;    /* GArray of struct inside_kid, by element */
    GPtrArray *owners;  /* by page: GArray of report_element, by number of the marked content; NULL: none yet */
    GHashTable *by_key; /* struct known -> itself */
    gboolean is_used;
};

/* Where a figure or table stands. */
struct room {
    size_t page;
    enum { ROOM_UNKNOWN, ROOM_ON_PAGE, ROOM_ON_SEVERAL } kind;
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

static const char *numbering_of(enum ink_role role)
{
    return role == INK_ROLE_LIST_ORDERED ? "Decimal" : role == INK_ROLE_LIST ? "Disc" : NULL;
}

static report_element add_element(report_structure *structure, const char *type, report_element parent, const char *alt)
{
    const report_element index = structure->elements->len;
    const struct inside_element element = {.type = type, .parent = parent, .alt = g_strdup(alt)};
    const struct room room = {0, ROOM_UNKNOWN};
    g_array_append_val(structure->elements, element);
    g_array_append_val(structure->rooms, room);
    g_ptr_array_add(structure->kids, g_array_new(FALSE, FALSE, sizeof(struct inside_kid)));
    return index;
}

static struct inside_element *element_at(const report_structure *structure, report_element element)
{
    return &g_array_index(structure->elements, struct inside_element, element);
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
    structure->rooms = g_array_new(FALSE, FALSE, sizeof(struct room));
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
    g_array_unref(structure->rooms);
    g_ptr_array_unref(structure->kids);
    g_ptr_array_unref(structure->owners);
    g_hash_table_destroy(structure->by_key);
    g_free(structure);
}

report_element report_structure_open(report_structure *structure, report_element parent, enum ink_role role,
                                     const void *key, const char *alt)
{
    g_assert(parent < structure->elements->len && role != INK_ROLE_ARTIFACT && role != INK_ROLE_FOOT);
    const struct known wanted = {parent, 0, key};
    const struct known *known = key ? g_hash_table_lookup(structure->by_key, &wanted) : NULL;
    if (known)
        return known->element;
    const report_element element = add_element(structure, types[role], parent, alt);
    element_at(structure, element)->numbering = numbering_of(role);
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
    return element_at(structure, element)->type;
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

static gboolean takes_room(const struct inside_element *element)
{
    return g_str_equal(element->type, "Figure") || g_str_equal(element->type, "Table");
}

void report_structure_add_bounds(report_structure *structure, report_element element, size_t page,
                                 const struct inside_bounds *bounds)
{
    while (element != REPORT_ELEMENT_ROOT && !takes_room(element_at(structure, element)))
        element = element_at(structure, element)->parent;
    if (element == REPORT_ELEMENT_ROOT)
        return;
    struct inside_element *owner = element_at(structure, element);
    struct room *room = &g_array_index(structure->rooms, struct room, element);
    struct inside_bounds *all = &owner->bounds;
    if (room->kind == ROOM_UNKNOWN) {
        *room = (struct room){page, ROOM_ON_PAGE};
        *all = *bounds;
    }
    if (room->page != page)
        room->kind = ROOM_ON_SEVERAL;
    *all = (struct inside_bounds){MIN(all->left_pt, bounds->left_pt), MIN(all->bottom_pt, bounds->bottom_pt),
                                  MAX(all->right_pt, bounds->right_pt), MAX(all->top_pt, bounds->top_pt)};
    owner->has_bounds = room->kind == ROOM_ON_PAGE;
}

/* 1 to 6, 0: it is no heading. */
static int heading_level(const char *type)
{
    return type[0] == 'H' && g_ascii_isdigit(type[1]) ? type[1] - '0' : 0;
}

/* The table that a head belongs to; the root: it is no head. */
static report_element table_of_head(const report_structure *structure, report_element element)
{
    if (!g_str_equal(element_at(structure, element)->type, "TH"))
        return REPORT_ELEMENT_ROOT;
    while (element != REPORT_ELEMENT_ROOT && !g_str_equal(element_at(structure, element)->type, "Table"))
        element = element_at(structure, element)->parent;
    return element;
}

gboolean report_structure_is_accessible(const report_structure *structure)
{
    const size_t n_elements = structure->elements->len;
    g_autofree gboolean *has_head = g_new0(gboolean, n_elements);
    for (size_t i = 0; i < n_elements; i++)
        has_head[table_of_head(structure, i)] = TRUE;
    int level = 0;
    for (size_t i = 0; i < n_elements; i++) { /* in reading order */
        const struct inside_element *element = element_at(structure, i);
        const int here = heading_level(element->type);
        const gboolean is_mute = g_str_equal(element->type, "Figure") && !(element->alt && *element->alt);
        if (here > level + 1 || is_mute || (g_str_equal(element->type, "Table") && !has_head[i]))
            return FALSE;
        level = here > 0 ? here : level;
    }
    return TRUE;
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
        struct inside_element *element = element_at(structure, i);
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
