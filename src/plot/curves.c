#include "plot/curves.h"

#include <math.h>

#define NO_COLUMN G_MAXSIZE

/* Where the columns stand. */
struct columns {
    size_t x, y, group, low, high, at_risk;
};

static void curve_free(gpointer data)
{
    struct curve *curve = data;
    g_free(curve->name);
    g_array_unref(curve->kept);
    g_free(curve);
}

void curves_free(curves *self)
{
    if (!self)
        return;
    g_ptr_array_unref(self->list);
    g_free(self);
}

const struct curve *curves_at(const curves *self, size_t index)
{
    return g_ptr_array_index(self->list, index);
}

static size_t optional_column(const struct study_table *table, const char *name)
{
    const int found = study_column_find(table, name);
    return found < 0 ? NO_COLUMN : (size_t)found;
}

static gboolean find_columns(struct columns *out, const struct chart_view *view, GError **error)
{
    const struct study_table *table = view->table;
    const char *group = view->recipe->group.column;
    *out = (struct columns){.group = NO_COLUMN,
                            .low = optional_column(table, "low"),
                            .high = optional_column(table, "high"),
                            .at_risk = optional_column(table, "at_risk")};
    return chart_column(&out->x, view, table, view->recipe->x.column, error) &&
           chart_column(&out->y, view, table, view->recipe->y.column, error) &&
           (!group || chart_column(&out->group, view, table, group, error));
}

/* A number from 0 to 1; NAN where the cell is empty or there is no such column. */
static gboolean read_share(double *out, const struct chart_view *view, size_t row, size_t column, GError **error)
{
    *out = (double)NAN;
    if (column == NO_COLUMN)
        return TRUE;
    if (!chart_value(out, view, view->table, row, column, error))
        return FALSE;
    return isnan(*out) || (*out >= 0.0 && *out <= 1.0) ||
           chart_fail(error, view, "row %zu: column \"%s\" is no share from 0 to 1", row + 1,
                      view->table->columns[column]);
}

static gboolean read_point(struct curve_point *out, const struct chart_view *view, const struct columns *columns,
                           size_t row, gboolean is_log, GError **error)
{
    const gboolean is_read = is_log ? chart_value_from_0(&out->x, view, row, columns->x, error)
                                    : chart_value(&out->x, view, view->table, row, columns->x, error);
    out->at_risk = (double)NAN;
    return is_read && read_share(&out->y, view, row, columns->y, error) &&
           read_share(&out->low, view, row, columns->low, error) &&
           read_share(&out->high, view, row, columns->high, error) &&
           (columns->at_risk == NO_COLUMN || chart_value_from_0(&out->at_risk, view, row, columns->at_risk, error));
}

/* The curve of a name, made when it is new. Takes the name. */
static struct curve *open_curve(curves *self, GHashTable *by_name, char *name)
{
    struct curve *curve = g_hash_table_lookup(by_name, name);
    if (curve) {
        g_free(name);
        return curve;
    }
    curve = g_new0(struct curve, 1);
    curve->name = name;
    curve->kept = g_array_new(FALSE, FALSE, sizeof(struct curve_point));
    g_ptr_array_add(self->list, curve);
    g_hash_table_insert(by_name, name, curve);
    return curve;
}

static gboolean add_point(curves *self, struct curve *curve, const struct curve_point *point,
                          const struct chart_view *view, size_t row, GError **error)
{
    if (curve->kept->len > 0 && point->x < g_array_index(curve->kept, struct curve_point, curve->kept->len - 1).x)
        return chart_fail(error, view, "row %zu: x goes back within a curve", row + 1);
    g_array_append_val(curve->kept, *point);
    self->low_x = MIN(self->low_x, point->x);
    self->high_x = MAX(self->high_x, point->x);
    self->has_bands = self->has_bands || (!isnan(point->low) && !isnan(point->high));
    self->has_risk = self->has_risk || !isnan(point->at_risk);
    return TRUE;
}

static gboolean read_rows(curves *self, const struct chart_view *view, const struct columns *columns, GError **error)
{
    const gboolean is_log = g_str_has_suffix(view->recipe->chart, "log1p");
    g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t row = 0; row < view->table->n_rows; row++) {
        struct curve_point point;
        if (!read_point(&point, view, columns, row, is_log, error))
            return FALSE;
        char *name = columns->group == NO_COLUMN
                         ? g_strdup("")
                         : chart_words(view->table, row, columns->group, view->recipe->group.format);
        if (!name || isnan(point.x) || isnan(point.y)) {
            g_free(name);
            continue;
        }
        if (!add_point(self, open_curve(self, by_name, name), &point, view, row, error))
            return FALSE;
    }
    return TRUE;
}

curves *curves_read(const struct chart_view *view, GError **error)
{
    g_autoptr(curves) self = g_new0(curves, 1);
    struct columns columns;
    self->list = g_ptr_array_new_with_free_func(curve_free);
    self->low_x = (double)INFINITY;
    self->high_x = -(double)INFINITY;
    if (!find_columns(&columns, view, error) || !read_rows(self, view, &columns, error))
        return NULL;
    for (guint i = 0; i < self->list->len; i++) {
        struct curve *curve = g_ptr_array_index(self->list, i);
        curve->n_points = curve->kept->len;
        curve->points = (const struct curve_point *)(gconstpointer)curve->kept->data;
    }
    if (self->list->len == 0)
        chart_fail(error, view, "no row has x, y and a group");
    else if (self->list->len > CURVES_MAX)
        chart_fail(error, view, "%u curves are more than lines can tell apart (%d)", self->list->len, CURVES_MAX);
    else
        return g_steal_pointer(&self);
    return NULL;
}

/* Position of the first point beyond x, or at x where `is_at`; n_points: there is none. */
static size_t find_point(const struct curve *curve, double x, gboolean is_at)
{
    size_t low = 0, high = curve->n_points;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const double at = curve->points[middle].x;
        if (at > x || (is_at && at == x))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

double curve_share_at(const struct curve *curve, double x)
{
    const size_t beyond = find_point(curve, x, FALSE);
    return curve->points[beyond > 0 ? beyond - 1 : 0].y;
}

double curve_at_risk(const struct curve *curve, double x)
{
    const size_t at = find_point(curve, x, TRUE);
    return at < curve->n_points ? curve->points[at].at_risk : 0.0;
}
