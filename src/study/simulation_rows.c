/*
 * The commits of a plan, as rows of a commit table. The origin is the first commit of all: an upstream one at any time
 * of its day, or a downstream one, which stands for the midnight that starts its day. From it the fortnights run:
 * period p has the times from origin + 14 p days on, and, where the origin is no midnight, the midnights of the days 14
 * p + 1 .. 14 p + 14 behind the origin's day, else of the days 14 p .. 14 p + 13.
 */
#include <string.h>

#include "corpus/date.h"
#include "study/simulation_internal.h"

#define PERIOD_DAYS 14
#define MAX_SLACK_DAYS 900 /* a family's last commit lies at most so long before the day of collection */
#define MAX_CREW 4000      /* upstream contributors of one family */
#define MAX_DOWNSTREAM_CREW 16
#define PERCENT_LINKED 45 /* downstream contributors who also work upstream */
#define PERCENT_UNKNOWN 6 /* upstream contributors without an account */
#define PERCENT_SECOND_LABEL 7
#define PERCENT_EDGE 6
#define SYSTEM_NAME "system" /* writes the first commit of a repository */

/* Who commits on one platform, the busiest first. */
struct crew {
    GPtrArray *names, *handles; /* owned texts */
    GArray *sums;               /* guint64: how busy, added up */
    GArray *links;              /* guint32: which bits of simulation_family.people a contributor stands for */
};

/* One commit until it is written: newest first within a repository. */
struct stamp {
    guint64 order; /* ascending is the order of the rows */
    gint64 time_s;
    guint32 variant;
    gboolean is_first; /* of its repository */
};

struct row_reader {
    commit_reader base;
    study_simulation *simulation;
    enum record_platform platform;
    size_t next_family;
    struct simulation_family *family; /* whose stamps these are */
    struct stats_random random;
    GArray *stamps;
    guint at; /* the next one */
    size_t line;
    size_t other_label; /* of the current commit, still to be told; SIMULATION_N_LABELS: none */
    struct crew crew;
    guint64 label_sums[SIMULATION_N_LABELS]; /* of the family */
    guint32 flavours[SIMULATION_N_FLAVOURS]; /* of its variants */
    guint64 popularity;                      /* downloads of its first variant */
    const char *task, *library;
    /* The cells of the current row. */
    GString *repository, *time, *id, *title, *message, *files, *downloads, *likes;
    const char *handle, *name;
    char *sha256;
};

/* ------------------------------------------------------------------- crew */

static void crew_init(struct crew *crew)
{
    crew->names = g_ptr_array_new_with_free_func(g_free);
    crew->handles = g_ptr_array_new_with_free_func(g_free);
    crew->sums = g_array_new(FALSE, FALSE, sizeof(guint64));
    crew->links = g_array_new(FALSE, FALSE, sizeof(guint32));
}

static void crew_clear(struct crew *crew)
{
    g_ptr_array_unref(crew->names);
    g_ptr_array_unref(crew->handles);
    g_array_unref(crew->sums);
    g_array_unref(crew->links);
}

/* The k-th one commits about 1/k as often as the first. Takes both texts over. */
static void crew_add(struct crew *crew, char *name, char *handle)
{
    const guint n = crew->handles->len;
    const guint64 sum = (n > 0 ? g_array_index(crew->sums, guint64, n - 1) : 0) + MAX_CREW * 16 / (n + 1);
    const guint32 no_links = 0;
    g_ptr_array_add(crew->names, name);
    g_ptr_array_add(crew->handles, handle);
    g_array_append_val(crew->sums, sum);
    g_array_append_val(crew->links, no_links);
}

/* "Élodie Martin", 12: "lodiemartin12"; programs keep their name. Owner: the caller. */
static char *make_handle(const char *name, guint number)
{
    if (g_str_has_suffix(name, "[bot]"))
        return g_strdup(name);
    g_autoptr(GString) handle = g_string_new(NULL);
    for (const char *c = name; *c != '\0'; c++)
        if (g_ascii_isalnum(*c))
            g_string_append_c(handle, g_ascii_tolower(*c));
    g_string_append_printf(handle, "%s%u", handle->len == 0 ? "dev" : "", number);
    return g_strdup(handle->str);
}

/* Contributors grow with the square root of the commits, as they do in projects. The number in a handle is their place
 * in the crew: no two of a family are the same, but programs. */
static void draw_upstream_crew(struct crew *crew, struct stats_random *random, gint64 n_commits)
{
    guint64 root = 1;
    while (root * root < (guint64)n_commits)
        root++;
    const guint64 n = simulation_spread(random, 1 + root / 2, 6);
    for (guint i = 0; i < MIN(n, MAX_CREW); i++) {
        const char *name = simulation_person(random);
        const gboolean is_unknown = i > 0 && simulation_happens(random, PERCENT_UNKNOWN);
        crew_add(crew, g_strdup(name), is_unknown ? g_strdup("Unknown") : make_handle(name, i));
    }
}

static gboolean can_be_linked(const struct crew *upstream, guint person)
{
    const char *handle = upstream->handles->pdata[person];
    return g_array_index(upstream->links, guint32, person) == 0 && !g_str_equal(handle, "Unknown") &&
           !g_str_has_suffix(handle, "[bot]");
}

/* Some are people of upstream's, the busiest of them most likely; bit i of the links is the downstream person i. */
static void draw_downstream_crew(struct crew *crew, struct crew *upstream, struct stats_random *random)
{
    const guint n = 1 + simulation_repeats(random, 60, MAX_DOWNSTREAM_CREW - 1);
    for (guint i = 0; i < n; i++) {
        const guint person = simulation_repeats(random, 55, upstream->handles->len - 1);
        const guint32 link = (guint32)1 << i;
        if (simulation_happens(random, PERCENT_LINKED) && can_be_linked(upstream, person)) {
            crew_add(crew, g_strdup(upstream->names->pdata[person]), g_strdup(upstream->handles->pdata[person]));
            g_array_index(upstream->links, guint32, person) = link;
            g_array_index(crew->links, guint32, crew->links->len - 1) = link;
            continue;
        }
        g_autofree char *handle = make_handle(simulation_person(random), i);
        crew_add(crew, g_strdup(""), g_strconcat("hub-", handle, NULL)); /* which no upstream handle starts with */
    }
}

/* The crew of one platform. Both are drawn, in the same way from either side, because they have people in common. */
static void draw_crew(struct row_reader *self)
{
    const size_t index = (size_t)(self->family - self->simulation->families);
    struct stats_random random = simulation_stream(self->simulation->wish.seed, index, SIMULATION_CREW);
    struct crew crews[RECORD_N_PLATFORMS];
    for (int platform = 0; platform < RECORD_N_PLATFORMS; platform++)
        crew_init(&crews[platform]);
    draw_upstream_crew(&crews[RECORD_GITHUB], &random, self->family->truth.n_upstream);
    draw_downstream_crew(&crews[RECORD_HUGGINGFACE], &crews[RECORD_GITHUB], &random);
    crew_clear(&self->crew);
    self->crew = crews[self->platform];
    crew_clear(&crews[self->platform == RECORD_GITHUB ? RECORD_HUGGINGFACE : RECORD_GITHUB]);
}

/* ------------------------------------------------------------------- times */

/* Where a family's periods lie, and on which day of each the work is. */
struct family_clock {
    gint64 first_day; /* of the origin, since 1970 */
    gint64 first_s;   /* the origin's second in its day; 0 where it is a downstream commit */
    guint8 burst_days[PERIOD_DAYS * 128];
};

static guint burst_day(const struct family_clock *clock, guint32 period)
{
    return clock->burst_days[period % G_N_ELEMENTS(clock->burst_days)];
}

static void draw_clock(struct family_clock *clock, const struct row_reader *self)
{
    const size_t index = (size_t)(self->family - self->simulation->families);
    struct stats_random random = simulation_stream(self->simulation->wish.seed, index, SIMULATION_CLOCK);
    const gint64 last_day = date_days_from_civil(2024, 8, 30); /* the day before STUDY_SIMULATION_COLLECTED */
    const gint64 slack_days = (gint64)simulation_spread(&random, 40, 8);
    clock->first_day = last_day - PERIOD_DAYS * (gint64)self->family->n_periods - MIN(slack_days, MAX_SLACK_DAYS);
    clock->first_s =
        self->family->starts_upstream ? 1 + (gint64)stats_random_below(&random, DATE_SECONDS_PER_DAY - 1) : 0;
    for (size_t i = 0; i < G_N_ELEMENTS(clock->burst_days); i++)
        clock->burst_days[i] = (guint8)stats_random_below(&random, PERIOD_DAYS);
}

/* A second of the day, when people work. */
static gint64 draw_second(struct stats_random *random)
{
    static const guint64 hour_sums[24] = {2,  4,  5,  6,  7,   9,   12,  17,  24,  33,  43,  52,
                                          60, 70, 81, 92, 103, 112, 119, 124, 129, 134, 138, 141};
    return 3600 * (gint64)simulation_pick(random, hour_sums, G_N_ELEMENTS(hour_sums)) +
           (gint64)stats_random_below(random, 3600);
}

/* A time of upstream: `day` days and some seconds into the period, at the given second of its day. */
static gint64 upstream_time(const struct family_clock *clock, guint32 period, guint day, gint64 second)
{
    const gint64 days = clock->first_day + PERIOD_DAYS * (gint64)period + (gint64)day + (second < clock->first_s);
    return days * DATE_SECONDS_PER_DAY + second;
}

static gint64 downstream_time(const struct family_clock *clock, guint32 period, guint day)
{
    const gint64 days = clock->first_day + PERIOD_DAYS * (gint64)period + (gint64)day + (clock->first_s > 0);
    return days * DATE_SECONDS_PER_DAY;
}

static int compare_stamps(gconstpointer a, gconstpointer b)
{
    const guint64 one = ((const struct stamp *)a)->order, other = ((const struct stamp *)b)->order;
    return (one > other) - (one < other);
}

/* Times from before 1970 on are ordered right, too. */
static void add_stamp(struct row_reader *self, gint64 time_s, guint32 variant)
{
    const guint64 age = (guint64)(G_GINT64_CONSTANT(1) << 40) - (guint64)time_s;
    const struct stamp stamp = {(guint64)variant << 48 | age, time_s, variant, FALSE};
    g_array_append_val(self->stamps, stamp);
}

/* Most commits of a period are of one day or the next one. */
static guint draw_day(struct stats_random *random, guint burst)
{
    const guint64 which = stats_random_below(random, 10);
    return which < 7 ? burst : which < 9 ? (burst + 1) % PERIOD_DAYS : (guint)stats_random_below(random, PERIOD_DAYS);
}

/* Now and then a period's first draw lies on its edge: the first second of it, or the last one. */
static gint64 edge_time(const struct family_clock *clock, guint32 period, gboolean is_last)
{
    if (!is_last)
        return upstream_time(clock, period, 0, clock->first_s);
    return upstream_time(clock, period + 1, 0, clock->first_s) - 1;
}

/* One commit in every active period, the origin where upstream has it, and the others where the work is hot. */
static void stamp_upstream(struct row_reader *self, const struct family_clock *clock)
{
    const GArray *periods = self->family->upstream;
    g_autofree guint64 *sums = g_new(guint64, periods->len);
    guint64 sum = 0;
    for (guint i = 0; i < periods->len; i++)
        sums[i] = sum += simulation_spread(&self->random, 64, 10);
    for (gint64 i = 0; i < self->family->truth.n_upstream; i++) {
        const size_t which = i < periods->len ? (size_t)i : simulation_pick(&self->random, sums, periods->len);
        const guint32 period = g_array_index(periods, guint32, which);
        const guint day = draw_day(&self->random, burst_day(clock, period));
        const gint64 second = draw_second(&self->random);
        gint64 time_s = upstream_time(clock, period, day, second);
        if (i == 0 && self->family->starts_upstream)
            time_s = edge_time(clock, 0, FALSE);
        else if (i < periods->len && simulation_happens(&self->random, PERCENT_EDGE))
            time_s = edge_time(clock, period, simulation_happens(&self->random, 50));
        add_stamp(self, time_s, 0);
    }
}

/* As upstream. Where the origin is a downstream commit, it is the first one of the first variant. */
static void stamp_downstream(struct row_reader *self, const struct family_clock *clock)
{
    const GArray *cells = self->family->cells;
    g_autofree guint64 *sums = g_new(guint64, cells->len);
    guint64 sum = 0;
    for (guint i = 0; i < cells->len; i++) {
        const struct simulation_cell *cell = &g_array_index(cells, struct simulation_cell, i);
        const gboolean is_release = i == 0 || cell[-1].variant != cell->variant;
        sums[i] = sum += simulation_spread(&self->random, 64, 6) * (is_release ? 3 : 1);
    }
    for (gint64 i = 0; i < self->family->truth.n_downstream; i++) {
        const size_t which = i < cells->len ? (size_t)i : simulation_pick(&self->random, sums, cells->len);
        const struct simulation_cell *cell = &g_array_index(cells, struct simulation_cell, which);
        const guint day = draw_day(&self->random, burst_day(clock, cell->period));
        const gboolean is_origin = i == 0 && !self->family->starts_upstream;
        add_stamp(self, downstream_time(clock, cell->period, is_origin ? 0 : day), cell->variant);
    }
}

/* ------------------------------------------------------------------ family */

/* Each family has its own habits: the usual shares of labels, bent. */
static void bend_labels(struct row_reader *self)
{
    guint64 sum = 0;
    for (size_t i = 0; i < SIMULATION_N_LABELS; i++)
        self->label_sums[i] = sum +=
            simulation_labels[i].weights[self->platform] * simulation_spread(&self->random, 16, 10);
}

static void choose_flavours(struct row_reader *self)
{
    for (guint32 i = 0; i < SIMULATION_N_FLAVOURS; i++)
        self->flavours[i] = i;
    for (guint32 i = 0; i < self->family->truth.n_variants; i++) {
        const guint32 other = i + (guint32)stats_random_below(&self->random, SIMULATION_N_FLAVOURS - i);
        const guint32 kept = self->flavours[i];
        self->flavours[i] = self->flavours[other];
        self->flavours[other] = kept;
    }
}

/* First and last commit, and what the variants' ages add up to; marks the first commit of each repository. */
static void note_times(struct row_reader *self)
{
    struct study_simulated *truth = &self->family->truth;
    for (guint i = 0; i < self->stamps->len; i++) {
        struct stamp *stamp = &g_array_index(self->stamps, struct stamp, i);
        const gboolean is_newest = i == 0 || stamp[-1].variant != stamp->variant;
        stamp->is_first = i + 1 == self->stamps->len || stamp[1].variant != stamp->variant;
        truth->first_s = MIN(truth->first_s, stamp->time_s);
        truth->last_s = MAX(truth->last_s, stamp->time_s);
        if (self->platform == RECORD_HUGGINGFACE && is_newest)
            truth->age_sum_days += stamp->time_s / DATE_SECONDS_PER_DAY;
        if (self->platform == RECORD_HUGGINGFACE && stamp->is_first)
            truth->age_sum_days -= stamp->time_s / DATE_SECONDS_PER_DAY;
    }
}

static void begin_family(struct row_reader *self)
{
    const size_t index = self->next_family++;
    const gboolean is_upstream = self->platform == RECORD_GITHUB;
    self->family = &self->simulation->families[index];
    self->random = simulation_stream(self->simulation->wish.seed, index,
                                     is_upstream ? SIMULATION_UPSTREAM : SIMULATION_DOWNSTREAM);
    struct family_clock clock;
    draw_clock(&clock, self);
    draw_crew(self);
    bend_labels(self);
    choose_flavours(self);
    self->popularity = 10000 + simulation_spread(&self->random, 9000, 20);
    self->task = simulation_task(&self->random);
    self->library = simulation_library(&self->random);
    g_array_set_size(self->stamps, 0);
    self->at = 0;
    if (is_upstream)
        stamp_upstream(self, &clock);
    else
        stamp_downstream(self, &clock);
    g_array_sort(self->stamps, compare_stamps);
    note_times(self);
}

static guint count_bits(guint32 bits)
{
    guint n = 0;
    for (; bits != 0; bits &= bits - 1)
        n++;
    return n;
}

/* What is known of a family once both platforms have told its last row. */
static void end_family(const struct row_reader *self)
{
    const struct simulation_family *family = self->family;
    struct study_simulated *truth = &self->family->truth;
    truth->n_common = count_bits(family->people[RECORD_GITHUB] & family->people[RECORD_HUGGINGFACE]);
    truth->n_shared_labels = count_bits(family->labels[RECORD_GITHUB] & family->labels[RECORD_HUGGINGFACE]);
    truth->n_labels[self->platform] = count_bits(family->labels[self->platform]);
}

/* -------------------------------------------------------------------- rows */

static void append_template(GString *out, const char *words, struct stats_random *random)
{
    for (const char *c = words; *c != '\0'; c++) {
        if (*c == '%')
            g_string_append(out, simulation_topic(random));
        else
            g_string_append_c(out, *c);
    }
}

static void append_words(GString *out, size_t label, struct stats_random *random)
{
    const char *const *messages = simulation_labels[label].messages;
    size_t n = 1;
    while (n < G_N_ELEMENTS(simulation_labels[label].messages) && messages[n] != NULL)
        n++;
    append_template(out, messages[stats_random_below(random, n)], random);
}

/* Most are one line, some name a pull request, few have a list below. */
static void write_message(struct row_reader *self, size_t label)
{
    struct stats_random *random = &self->random;
    g_string_truncate(self->title, 0);
    g_string_truncate(self->message, 0);
    append_words(self->title, label, random);
    const guint64 form = stats_random_below(random, 100);
    if (form >= 60 && form < 84)
        g_string_append_printf(self->title, " (#%u)", 1 + (guint)stats_random_below(random, 9000));
    if (form < 90)
        return;
    for (guint32 n = 1 + simulation_repeats(random, 60, form == 99 ? 40 : 6); n > 0; n--) {
        g_string_append(self->message, self->message->len == 0 ? "* " : "\n* ");
        append_words(self->message, (size_t)stats_random_below(random, SIMULATION_N_LABELS), random);
    }
}

/* A table of upstream has both in one cell. */
static void join_message(struct row_reader *self)
{
    if (self->message->len == 0)
        g_string_assign(self->message, self->title->str);
    else {
        g_string_prepend(self->message, "\n\n");
        g_string_prepend(self->message, self->title->str);
    }
}

static void write_id(struct row_reader *self)
{
    static const char digits[] = "0123456789abcdef";
    g_string_set_size(self->id, 40);
    guint64 bits = 0;
    for (gsize i = 0; i < 40; i++) {
        bits = i % 16 == 0 ? stats_random_next(&self->random) : bits >> 4;
        self->id->str[i] = digits[bits & 15];
    }
}

static void write_two_digits(char *at, int number)
{
    at[0] = (char)('0' + number / 10);
    at[1] = (char)('0' + number % 10);
}

/* As the study's tables: upstream to the second with a zone, downstream M/D/YYYY. */
static void write_time(struct row_reader *self, gint64 time_s)
{
    int year, month, day;
    date_civil_from_days(&year, &month, &day, time_s / DATE_SECONDS_PER_DAY);
    if (self->platform == RECORD_HUGGINGFACE) {
        g_string_printf(self->time, "%d/%d/%04d", month, day, year);
        return;
    }
    const int second = (int)(time_s % DATE_SECONDS_PER_DAY);
    g_string_assign(self->time, "0000-00-00 00:00:00+00:00");
    char *text = self->time->str;
    write_two_digits(text, year / 100);
    write_two_digits(text + 2, year % 100);
    write_two_digits(text + 5, month);
    write_two_digits(text + 8, day);
    write_two_digits(text + 11, second / 3600);
    write_two_digits(text + 14, second / 60 % 60);
    write_two_digits(text + 17, second % 60);
}

/* The part of the family's name behind its owner's. */
static const char *stem_of(const struct simulation_family *family)
{
    return family->truth.name + strlen(family->truth.owner) + 1;
}

static void write_repository(struct row_reader *self, const struct stamp *stamp)
{
    const struct study_simulated *truth = &self->family->truth;
    if (self->platform == RECORD_GITHUB) {
        g_string_printf(self->repository, "https://github.com/%s/%s", truth->owner, stem_of(self->family));
        return;
    }
    g_string_printf(self->repository, "%s/%s-%s", truth->owner, stem_of(self->family),
                    simulation_flavours[self->flavours[stamp->variant]]);
    const guint64 downloads = 10000 + self->popularity / (stamp->variant + 1);
    g_string_printf(self->downloads, "%" G_GUINT64_FORMAT, downloads);
    g_string_printf(self->likes, "%" G_GUINT64_FORMAT, downloads / 900);
}

static void write_files(struct row_reader *self)
{
    g_string_assign(self->files, simulation_file(&self->random));
    for (guint32 n = simulation_repeats(&self->random, 20, 5); n > 0; n--) {
        g_string_append(self->files, ", ");
        g_string_append(self->files, simulation_file(&self->random));
    }
}

/* Who commits; the first commit of a downstream repository is often the hub's own. */
static void choose_author(struct row_reader *self, const struct stamp *stamp)
{
    const struct crew *crew = &self->crew;
    const size_t person = simulation_pick(&self->random, (const guint64 *)(gpointer)crew->sums->data, crew->sums->len);
    if (self->platform == RECORD_HUGGINGFACE && stamp->is_first && simulation_happens(&self->random, 50)) {
        self->handle = SYSTEM_NAME;
        return;
    }
    self->handle = crew->handles->pdata[person];
    self->name = crew->names->pdata[person];
    self->family->people[self->platform] |= g_array_index(crew->links, guint32, person);
}

/* Lay the cells of the current commit out, with one of its labels. */
static void tell_row(struct commit_record *record, struct row_reader *self, size_t label)
{
    const gboolean is_upstream = self->platform == RECORD_GITHUB;
    *record = (struct commit_record){.line = ++self->line};
    record->cells[COMMIT_FAMILY] = self->family->truth.name;
    record->cells[COMMIT_OWNER] = self->family->truth.owner;
    record->cells[COMMIT_REPOSITORY] = self->repository->str;
    record->cells[COMMIT_TIME] = self->time->str;
    record->cells[COMMIT_ID] = self->id->str;
    record->cells[COMMIT_MESSAGE] = self->message->str;
    record->cells[COMMIT_HANDLE] = self->handle;
    record->labels[0] = simulation_labels[label].name;
    if (simulation_labels[label].is_kept)
        self->family->labels[self->platform] |= (guint32)1 << label;
    self->simulation->label_rows[self->platform][label]++;
    if (is_upstream) {
        record->cells[COMMIT_NAME] = self->name;
        return;
    }
    record->cells[COMMIT_TITLE] = self->title->str;
    record->cells[COMMIT_FILES] = self->files->str;
    record->cells[COMMIT_DOWNLOADS] = self->downloads->str;
    record->cells[COMMIT_LIKES] = self->likes->str;
    record->cells[COMMIT_PIPELINE] = self->task;
    record->cells[COMMIT_LIBRARY] = self->library;
}

static void tell_commit(struct commit_record *record, struct row_reader *self)
{
    const struct stamp *stamp = &g_array_index(self->stamps, struct stamp, self->at++);
    const size_t label = simulation_pick(&self->random, self->label_sums, SIMULATION_N_LABELS);
    write_repository(self, stamp);
    write_time(self, stamp->time_s);
    write_id(self);
    choose_author(self, stamp);
    write_message(self, label);
    if (self->platform == RECORD_GITHUB)
        join_message(self);
    else
        write_files(self);
    self->other_label = SIMULATION_N_LABELS;
    if (simulation_happens(&self->random, PERCENT_SECOND_LABEL)) {
        const size_t other = simulation_pick(&self->random, self->label_sums, SIMULATION_N_LABELS);
        self->other_label = other != label ? other : SIMULATION_N_LABELS;
    }
    tell_row(record, self, label);
}

static gboolean reader_next(gboolean *has_row, struct commit_record *record, commit_reader *base, GError **error)
{
    struct row_reader *self = (struct row_reader *)base;
    (void)error; /* nothing can fail */
    *has_row = TRUE;
    if (self->other_label < SIMULATION_N_LABELS) {
        const size_t label = self->other_label;
        self->other_label = SIMULATION_N_LABELS;
        tell_row(record, self, label);
        return TRUE;
    }
    if (self->at == self->stamps->len) {
        if (self->family != NULL)
            end_family(self);
        if (self->next_family == self->simulation->wish.n_families) {
            *has_row = FALSE;
            return TRUE;
        }
        begin_family(self);
    }
    tell_commit(record, self);
    return TRUE;
}

/* ------------------------------------------------------------------ reader */

static const char *reader_field_name(const commit_reader *base, enum commit_field field)
{
    (void)base;
    (void)field;
    return "simulated"; /* in messages about bad cells, of which there are none */
}

/* Of what was asked for, which is all that the rows depend on. */
static const char *reader_sha256(commit_reader *base)
{
    struct row_reader *self = (struct row_reader *)base;
    const struct study_simulation_wish *wish = &self->simulation->wish;
    g_autofree char *words =
        g_strdup_printf("simulate --families %zu --commits %" G_GINT64_FORMAT " --seed %" G_GUINT64_FORMAT "\n",
                        wish->n_families, wish->n_commits, wish->seed);
    g_free(self->sha256);
    self->sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, words, -1);
    return self->sha256;
}

static gint64 reader_bytes(const commit_reader *base)
{
    (void)base;
    return 0;
}

static GString **string_of_row(struct row_reader *self, size_t index)
{
    GString **const strings[] = {&self->repository, &self->time,  &self->id,        &self->title,
                                 &self->message,    &self->files, &self->downloads, &self->likes};
    return index < G_N_ELEMENTS(strings) ? strings[index] : NULL;
}

static void reader_free(commit_reader *base)
{
    struct row_reader *self = (struct row_reader *)base;
    for (size_t i = 0; string_of_row(self, i) != NULL; i++)
        g_string_free(*string_of_row(self, i), TRUE);
    crew_clear(&self->crew);
    g_array_unref(self->stamps);
    g_free(self->sha256);
    g_free(self);
}

static const struct commit_reader_class simulated_class = {
    .format = "simulated",
    .next = reader_next,
    .field_name = reader_field_name,
    .sha256 = reader_sha256,
    .bytes = reader_bytes,
    .free = reader_free,
};

commit_reader *study_simulation_open(study_simulation *simulation, enum record_platform platform)
{
    struct row_reader *self = g_new0(struct row_reader, 1);
    self->base.class = &simulated_class;
    self->base.labellers[0] = "source"; /* as a table's column "label" */
    self->base.n_labellers = 1;
    self->simulation = simulation;
    self->platform = platform;
    self->stamps = g_array_new(FALSE, FALSE, sizeof(struct stamp));
    self->other_label = SIMULATION_N_LABELS;
    crew_init(&self->crew);
    for (size_t i = 0; string_of_row(self, i) != NULL; i++)
        *string_of_row(self, i) = g_string_new(NULL);
    for (size_t i = 0; i < simulation->wish.n_families; i++) {
        struct simulation_family *family = &simulation->families[i];
        family->people[platform] = family->labels[platform] = 0;
        if (platform == RECORD_HUGGINGFACE)
            family->truth.age_sum_days = 0;
    }
    memset(simulation->label_rows[platform], 0, sizeof simulation->label_rows[platform]);
    return &self->base;
}
