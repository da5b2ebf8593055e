/* The corpus doctor: for each finding a small corpus that has it, and ones that miss it by a hair. */
#include "corpus/check.h"

#include <sqlite3.h>
#include <string.h>

#include "desk.h"

#define GITHUB                                                                                                         \
    "family,cleaned_github,author_username,commit_date,committer_date,commit_message,commit_id,parent_commits,label\n"
#define HUGGINGFACE "family,model_name,author,date,title,message,commit_id,downloads,label\n"

#define ID_A "3efc778339bb225ec4f64385c344c035e54cdb28"
#define ID_B "09a77bec7dc3c1fba002f04e38e8d9b1f0f92f06"
#define ID_C "6b583a51c27a489a0470927e516484f8778e9bbb"
#define ID_D "d9e97c10ae4fc6aebc0f41909dbbd229b5da881d"

/* One family, one commit on each side, nothing wrong with it. */
static const char github_base[] = GITHUB "a,o/a,ann,2024-01-02 10:00:00+00:00,,first," ID_A ",,sharing\n";
static const char huggingface_base[] = HUGGINGFACE "a,o/a-v,bob,2024-01-03,first,," ID_D ",5,sharing\n";

/*
 * What is added to the base, and what the doctor then says about `id`. Rows are n copies of a text (0 is one), in a
 * table of their own; in it {i} is the number of the copy from 1, {id} a commit id of its own, {day} a day of its own,
 * {young} a day of its own that is at most the 12th of a month.
 */
struct ailment {
    const char *about;
    const char *id;
    gint64 count;        /* 0: not found */
    gint64 of;           /* 0: not told */
    const char *example; /* the first one; NULL: not looked at */
    const char *github, *huggingface;
    int n_github, n_huggingface;
    const char *families, *exclude; /* whole tables */
    const char *collected;
    const char *sql; /* run on the finished corpus by another program */
};

static const struct ailment dates[] = {
    {"a day before git", "backdated_commit", 1, 3, "o/b 09a77bec7d of 2005-04-06 23:59:59",
     .github = "b,o/b,ann,2005-04-06 23:59:59+00:00,,x," ID_B ",,\n"},
    {"the day of git", "backdated_commit", .github = "b,o/b,ann,2005-04-07,,x," ID_B ",,\n"},
    {"committed before git", "backdated_commit", 1, 3,
     .github = "b,o/b,ann,2024-01-02 10:00:00+00:00,1970-01-01 00:00:00+00:00,x," ID_B ",,\n"},
    {"before Hugging Face", "backdated_commit", 1, 3, .huggingface = "b,o/b,ann,2015-12-31,x,," ID_B ",,\n"},
    {"the year of Hugging Face", "backdated_commit", .huggingface = "b,o/b,ann,2016-01-01,x,," ID_B ",,\n"},
    {"two days after the collection", "future_commit", 1, 3, .collected = "2024-02-01",
     .github = "b,o/b,ann,2024-02-03 00:00:00+00:00,,x," ID_B ",,\n"},
    {"one day after it", "future_commit", .collected = "2024-02-01",
     .github = "b,o/b,ann,2024-02-02 23:59:59+00:00,,x," ID_B ",,\n"},
    {"day not told", "future_commit", .github = "b,o/b,ann,2099-02-02 23:59:59+00:00,,x," ID_B ",,\n"},
    {"eleven repositories, one 366 days and a second after the others", "lonely_last_commit", 1, 0,
     "o/last of 2025-01-03", .github = "b,o/b{i},ann,2024-01-01 10:00:00+00:00,,x,{id},,\n", .n_github = 8,
     .huggingface = "b,o/last,ann,2025-01-03T00:00:01Z,x,," ID_B ",,\n"},
    {"366 days", "lonely_last_commit", .github = "b,o/b{i},ann,2024-01-01 10:00:00+00:00,,x,{id},,\n", .n_github = 8,
     .huggingface = "b,o/last,ann,2025-01-03T00:00:00Z,x,," ID_B ",,\n"},
    {"ten repositories", "lonely_last_commit", .github = "b,o/b{i},ann,2024-01-01 10:00:00+00:00,,x,{id},,\n",
     .n_github = 7, .huggingface = "b,o/last,ann,2035-01-03T10:00:01Z,x,," ID_B ",,\n"},
    {"the day was told", "lonely_last_commit", .collected = "2036-01-01",
     .github = "b,o/b{i},ann,2024-01-01 10:00:00+00:00,,x,{id},,\n", .n_github = 8,
     .huggingface = "b,o/last,ann,2035-01-03T10:00:01Z,x,," ID_B ",,\n"},
    {"written a day and a second after the commit", "author_after_committer", 1, 3,
     .github = "b,o/b,ann,2024-01-03 10:00:01+00:00,2024-01-02 10:00:00+00:00,x," ID_B ",,\n"},
    {"a day after", "author_after_committer",
     .github = "b,o/b,ann,2024-01-03 10:00:00+00:00,2024-01-02 10:00:00+00:00,x," ID_B ",,\n"},
    {"twenty midnights", "midnight_times", 1, 0, "github_more.csv",
     .github = "b,o/b,ann,{day} 00:00:00+00:00,,x,{id},,\n", .n_github = 20},
    {"where the clock stood on it", "midnight_times", 1, 0, "github_more.csv",
     .github = "b,o/b,ann,{day} 00:00:00+02:00,,x,{id},,\n", .n_github = 20},
    {"nineteen", "midnight_times", .github = "b,o/b,ann,{day} 00:00:00+00:00,,x,{id},,\n", .n_github = 19},
    {"but one", "midnight_times", .github = "b,o/b,ann,{day} 00:00:00+00:00,,x,{id},,\n", .n_github = 20,
     .sql = "UPDATE commits SET author_time = author_time + 1 WHERE commit_id = (SELECT max(commit_id) FROM commits)"},
    {"days are told as days", "midnight_times", .github = "b,o/b,ann,{day},,x,{id},,\n", .n_github = 20},
    {"no day after the 12th", "swapped_day_month", 1, 0, "huggingface_more.csv",
     .huggingface = "b,o/b,ann,{young},x,,{id},,\n", .n_huggingface = 30},
    {"of fewer commits", "swapped_day_month", .huggingface = "b,o/b,ann,{young},x,,{id},,\n", .n_huggingface = 29},
    {"a 13th", "swapped_day_month", .huggingface = "b,o/b,ann,{young},x,,{id},,\n", .n_huggingface = 30,
     .sql = "UPDATE commits SET author_time = unixepoch('2020-03-13') WHERE commit_id ="
            " (SELECT max(commit_id) FROM commits)"},
    {"many commits on few days", "swapped_day_month", .huggingface = "b,o/b,ann,{young},x,,{id},,\n",
     .n_huggingface = 60, .sql = "UPDATE commits SET author_time = unixepoch('2020-03-01') + 86400 * (commit_id % 12)"},
    {"upstream in days", "day_resolution", 1, 0, .sql = "UPDATE commits SET author_resolution = 'd'"},
    {"some of them", "day_resolution", .github = "b,o/b,ann,2024-01-02,,x," ID_B ",,\n"},
    {"no date", "dateless_commit", 1, 3, "o/b 09a77bec7d", .github = "b,o/b,ann,Unknown,,x," ID_B ",,\n"},
    {"a date", "dateless_commit", .github = "b,o/b,ann,2024-01-02,,x," ID_B ",,\n"},
};

static const struct ailment histories[] = {
    {"a page of a repository's own", "truncated_list", 1, 0, "o/b: 100",
     .github = "b,o/b,ann,{day} 10:00:00+00:00,,x,{id},,\n", .n_github = 100},
    {"one fewer", "truncated_list", .github = "b,o/b,ann,{day} 10:00:00+00:00,,x,{id},,\n", .n_github = 99},
    {"one more", "truncated_list", .github = "b,o/b,ann,{day} 10:00:00+00:00,,x,{id},,\n", .n_github = 101},
    {"a comparison", "truncated_list", 1, 0, "o/b: 250", .huggingface = "b,o/b,ann,{day},x,,{id},,\n",
     .n_huggingface = 250},
    {"a page of the hub", "truncated_list", 1, 0, "o/b: 1000", .huggingface = "b,o/b,ann,{day},x,,{id},,\n",
     .n_huggingface = 1000},
    {"of an excluded family", "truncated_list", .github = "b,o/b,ann,{day} 10:00:00+00:00,,x,{id},,\n", .n_github = 100,
     .exclude = "family\nb\n"},
    {"a clone", "truncated_list", .github = "b,o/b,ann,{day} 10:00:00+00:00,,x,{id},,\n", .n_github = 100,
     .sql = "UPDATE sources SET format = 'git'"},
    {"the beginning, by its message", "truncated_list", .github = "b,o/b,ann,{day} 10:00:00+00:00,,x,{id},,\n",
     .n_github = 100,
     .sql = "UPDATE commits SET message = 'Initial commit' WHERE author_time = unixepoch('2020-01-02 10:00:00')"},
    {"no beginning, in spite of its message", "truncated_list", 1, 0, "o/b: 100",
     .github = "b,o/b,ann,{day} 10:00:00+00:00,,x,{id},,\n", .n_github = 100,
     .sql = "UPDATE commits SET message = 'Initial commit' WHERE author_time = unixepoch('2020-01-03 10:00:00')"},
    {"the beginning, by its parents", "truncated_list", .github = "b,o/b,ann,{day} 10:00:00+00:00,,x,{id},,\n",
     .n_github = 100,
     .sql = "UPDATE commits SET parents = zeroblob(20 * (author_time <> unixepoch('2020-01-03 10:00:00')))"},
    {"twenty in a table", "truncated_list", .github = "b,o/b,ann,{day} 10:00:00+00:00,,x,{id},,\n", .n_github = 20},
    {"twenty in JSON", "truncated_list", 1, 0, "o/b: 20", .github = "b,o/b,ann,{day} 10:00:00+00:00,,x,{id},,\n",
     .n_github = 20, .sql = "UPDATE sources SET format = 'json'"},
    {"four of twenty in a table of many", "truncated_list", 4, 0, "o/b1: 20",
     .github = "b,o/b1,ann,{day},,x,{id}1,,\nb,o/b2,ann,{day},,x,{id}2,,\nb,o/b3,ann,{day},,x,{id}3,,\n"
               "b,o/b4,ann,{day},,x,{id}4,,\n",
     .n_github = 20},
    {"three", "truncated_list",
     .github = "b,o/b1,ann,{day},,x,{id}1,,\nb,o/b2,ann,{day},,x,{id}2,,\nb,o/b3,ann,{day},,x,{id}3,,\n",
     .n_github = 20},
    {"a table of many, cut", "truncated_list", 1, 0, "github_more.csv: 100",
     .github = "b,o/b,ann,{day},,x,{id}1,,\nb,o/c,ann,{day},,x,{id}2,,\n", .n_github = 50},
    {"two rows more", "truncated_list", .github = "b,o/b,ann,{day},,x,{id}1,,\nb,o/c,ann,{day},,x,{id}2,,\n",
     .n_github = 51},
    {"all rows of a spreadsheet", "spreadsheet_rows", 1, 0, "github.csv: 65535",
     .sql = "UPDATE sources SET rows = 65535 WHERE kind = 'github'"},
    {"one fewer", "spreadsheet_rows", .sql = "UPDATE sources SET rows = 65534"},
    {"a newer one's", "spreadsheet_rows", 2, 0, "github.csv: 1048575", .sql = "UPDATE sources SET rows = 1048575"},
    {"one commit, the other side goes on", "squashed_history", 1, 0, "o/b",
     .github = "b,o/b,ann,2024-01-02 10:00:00+00:00,,x," ID_B ",,\n",
     .huggingface = "b,o/b-v,ann,2023-01-01,x,,{id}1,,\nb,o/b-v,ann,2024-01-02,x,,{id}2,,\n"},
    {"for a year", "squashed_history", .github = "b,o/b,ann,2024-01-02 10:00:00+00:00,,x," ID_B ",,\n",
     .huggingface = "b,o/b-v,ann,2023-01-01,x,,{id}1,,\nb,o/b-v,ann,2024-01-01,x,,{id}2,,\n"},
    {"two commits", "squashed_history", .github = "b,o/b,ann,2024-01-02 10:00:00+00:00,,x,{id},,\n", .n_github = 2,
     .huggingface = "b,o/b-v,ann,2023-01-01,x,,{id}1,,\nb,o/b-v,ann,2024-01-02,x,,{id}2,,\n"},
    {"a popular variant", "squashed_history", 1, 0, "o/b-v",
     .github = "b,o/b,ann,2023-01-01,,x,{id}1,,\nb,o/b,ann,2024-01-02,,x,{id}2,,\n",
     .huggingface = "b,o/b-v,ann,2024-01-02,x,," ID_B ",10000,\n"},
    {"a little less popular", "squashed_history",
     .github = "b,o/b,ann,2023-01-01,,x,{id}1,,\nb,o/b,ann,2024-01-02,,x,{id}2,,\n",
     .huggingface = "b,o/b-v,ann,2024-01-02,x,," ID_B ",9999,\n"},
    {"one variant of several", "squashed_history",
     .github = "b,o/b,ann,2023-01-01,,x,{id}1,,\nb,o/b,ann,2024-01-02,,x,{id}2,,\n",
     .huggingface = "b,o/b-v,ann,2024-01-02,x,," ID_B ",10000,\nb,o/b-w,ann,2024-01-02,x,," ID_C ",,\n"},
    {"a longer history was told", "squashed_history", 1, 0, "o/b-v", .families = "family,age_days\nb,366\n",
     .huggingface = "b,o/b-v,ann,2024-01-02,x,," ID_B ",,\n"},
    {"a year was told", "squashed_history", .families = "family,age_days\nb,365\n",
     .huggingface = "b,o/b-v,ann,2024-01-02,x,," ID_B ",,\n"},
    {"a parent that is not there", "incomplete_history", 1, 1, "o/b 09a77bec7d of 2024-01-02 10:00:00",
     .github = "b,o/b,ann,2024-01-02 10:00:00+00:00,,x," ID_B ",['" ID_C "'],\n"},
    {"the second parent", "incomplete_history", 1, 2,
     .github = "b,o/b,ann,2024-01-02 10:00:00+00:00,,x," ID_B ",['" ID_C "' '{id}'],\n"
               "b,o/b,ann,2024-01-01 10:00:00+00:00,,x," ID_C ",[],\n"},
    {"parents in another repository", "incomplete_history", 1, 2,
     .github = "b,o/b,ann,2024-01-02 10:00:00+00:00,,x," ID_B ",['" ID_C "'],\n"
               "b,o/c,ann,2024-01-01 10:00:00+00:00,,x," ID_C ",[],\n"},
    {"all parents", "incomplete_history",
     .github = "b,o/b,ann,2024-01-02 10:00:00+00:00,,x," ID_B ",['" ID_C "'],\n"
               "b,o/b,ann,2024-01-01 10:00:00+00:00,,x," ID_C ",[],\n"},
    {"one commit in two variants of a family", "same_history", 1, 0, "o/b and o/c",
     .huggingface = "b,o/b,ann,2024-01-02,x,," ID_B ",,\nb,o/c,ann,2024-01-02,x,," ID_B ",,\n"},
    {"in two families", "same_history",
     .huggingface = "b,o/b,ann,2024-01-02,x,," ID_B ",,\nc,o/c,ann,2024-01-02,x,," ID_B ",,\n"},
    {"on two platforms", "same_history", .github = "b,o/b,ann,2024-01-02,,x," ID_B ",,\n",
     .huggingface = "b,o/b,ann,2024-01-02,x,," ID_B ",,\n"},
    {"no id, but the same day and words", "same_history",
     .huggingface = "b,o/b,ann,2024-01-02,x,,,,\nb,o/c,ann,2024-01-02,x,,,,\n"},
    {"a fork", "forked_history", 2, 0, "o/b and o/c",
     .github = "b,o/b,ann,2024-01-02,,x," ID_B ",,\nc,o/c,ann,2024-01-02,,x," ID_B ",,\n"
               "b,o/b,ann,2024-01-03,,x," ID_C ",,\nc,o/c,ann,2024-01-03,,x," ID_C ",,\n"},
    {"the repository itself, in two families", "forked_history",
     .github = "b,o/b,ann,2024-01-02,,x," ID_B ",,\nc,o/b,ann,2024-01-02,,x," ID_B ",,\n"},
    {"one of the families is excluded", "forked_history", .exclude = "family\nc\n",
     .github = "b,o/b,ann,2024-01-02,,x," ID_B ",,\nc,o/c,ann,2024-01-02,,x," ID_B ",,\n"},
    {"a variant, uploaded once", "single_commit_variant", 1, 2, "o/b",
     .huggingface = "b,o/b,ann,2024-01-02,x,," ID_B ",10000,\n"},
    {"unknown to most", "single_commit_variant", .huggingface = "b,o/b,ann,2024-01-02,x,," ID_B ",9999,\n"},
    {"upstream only", "one_sided_family", 1, 2, "b", .github = "b,o/b,ann,2024-01-02,,x," ID_B ",,\n"},
    {"both sides", "one_sided_family", .github = "b,o/b,ann,2024-01-02,,x," ID_B ",,\n",
     .huggingface = "b,o/b-v,ann,2024-01-02,x,," ID_C ",,\n"},
    {"a family of the list alone", "empty_family", 1, 2, "b", .families = "family\na\nb\n"},
    {"none such", "empty_family", .families = "family\na\n"},
};

static const struct ailment texts[] = {
    {"a number", "spoilt_id", 1, 3, "o/b 1.2E+45 of 2024-01-02 00:00:00",
     .github = "b,o/b,ann,2024-01-02,,x,1.2E+45,,\n"},
    {"as long as an id's bytes", "spoilt_id", 1, 3, .github = "b,o/b,ann,2024-01-02,,x,1.23456789012345E+45,,\n"},
    {"no number", "spoilt_id", .github = "b,o/b,ann,2024-01-02,,x,1.2E-45,,\n"},
    {"nor is this", "spoilt_id", .github = "b,o/b,ann,2024-01-02,,x,a1.2E+45,,\n"},
    {"a shortened id", "odd_id", 1, 3, "o/b 09a77bec7d of 2024-01-02 00:00:00",
     .github = "b,o/b,ann,2024-01-02,,x,09a77bec7d,,\n"},
    {"64 digits", "odd_id",
     .github = "b,o/b,ann,2024-01-02,,x,09a77bec7dc3c1fba002f04e38e8d9b1f0f92f06e38e8d9b1f0f92f060a1b2c3,,\n"},
    {"64 characters", "odd_id", 1, 3,
     .github = "b,o/b,ann,2024-01-02,,x,x9a77bec7dc3c1fba002f04e38e8d9b1f0f92f06e38e8d9b1f0f92f060a1b2c3,,\n"},
    {"no id", "odd_id", .github = "b,o/b,ann,2024-01-02,,x,,,\n"},
    {"a full cell", "cut_message", 1, 2,
     .sql = "UPDATE commits SET message = printf('%.32767c', 'x')"
            " WHERE commit_id = 1"},
    {"below its title", "cut_message", 1, 2,
     .sql = "UPDATE commits SET message = 'title' || char(10, 10) || printf('%.32767c', 'x') WHERE commit_id = 1"},
    {"one fewer", "cut_message", .sql = "UPDATE commits SET message = printf('%.32766c', 'x')"},
    {"one more", "cut_message", .sql = "UPDATE commits SET message = printf('%.32768c', 'x')"},
    {"a replacement character", "replaced_characters", 1, 3, .github = "b,o/b,ann,2024-01-02,,gr\uFFFDn," ID_B ",,\n"},
    {"an umlaut", "replaced_characters", .github = "b,o/b,ann,2024-01-02,,gr\u00FCn," ID_B ",,\n"},
    {"an umlaut in the wrong encoding", "garbled_text", 1, 3,
     .github = "b,o/b,ann,2024-01-02,,gr\u00C3\u00BCn," ID_B ",,\n"},
    {"an apostrophe", "garbled_text", 1, 3, .github = "b,o/b,ann,2024-01-02,,don\u00E2\u20AC\u2122t," ID_B ",,\n"},
    {"in the right one", "garbled_text", .github = "b,o/b,ann,2024-01-02,,gr\u00FCn don\u2019t," ID_B ",,\n"},
    {"Portuguese", "garbled_text", .github = "b,o/b,ann,2024-01-02,,N\u00C3O \u00C2NGULO \u00E2ge," ID_B ",,\n"},
    {"a repaired person", "repaired_name", 1, 0, "J\uFFFDrg", .github = "b,o/b,J\uFFFDrg,2024-01-02,,x," ID_B ",,\n"},
    {"a garbled family", "repaired_name", 1, 0, "M\u00C3\u00BCller",
     .github = "M\u00C3\u00BCller,o/b,ann,2024-01-02,,x," ID_B ",,\n"},
    {"a sound one", "repaired_name", .github = "M\u00FCller,o/b,J\u00F6rg,2024-01-02,,x," ID_B ",,\n"},
    {"families but for case", "similar_families", 2, 0, "A and a", .families = "family\nA\n"},
    {"but for a slash", "similar_families", 2, 0, "a and a/", .families = "family\na/\n"},
    {"but for an accent", "similar_families", 2, 0, "M\u00FCller_B\u00E4r and muller_bar",
     .families = "family\nM\u00FCller_B\u00E4r\nmuller_bar\n"},
    {"but for lost letters", "similar_families", 2, 0, "m?ller* and m\u00FCller*",
     .families = "family\nm?ller*\nm\u00FCller*\nm\u00FCllers\n"},
    {"marks that make a letter", "similar_families", .families = "family\n\u304B\n\u304C\n"},
    {"others", "similar_families", .families = "family\na-\n"},
    {"repositories but for case", "similar_repositories", 2, 0, "O/b and o/b",
     .github = "b,o/b,ann,2024-01-02,,x," ID_B ",,\nb,O/b,ann,2024-01-02,,x," ID_C ",,\n"},
    {"on two platforms", "similar_repositories", .github = "b,o/b,ann,2024-01-02,,x," ID_B ",,\n",
     .huggingface = "b,O/b,ann,2024-01-02,x,," ID_C ",,\n"},
    {"people but for case", "similar_contributors", 2, 0, "Ann and ann",
     .github = "b,o/b,Ann,2024-01-02,,x," ID_B ",,\n"},
    {"on two platforms", "similar_contributors", .huggingface = "b,o/b,Ann,2024-01-02,x,," ID_C ",,\n"},
    {"a variant in two families", "variant_of_two_families", 1, 2, "o/b (b and c)",
     .huggingface = "b,o/b,ann,2024-01-02,x,," ID_B ",,\nc,o/b,ann,2024-01-02,x,," ID_B ",,\n"},
    {"two variants", "variant_of_two_families",
     .huggingface = "b,o/b,ann,2024-01-02,x,," ID_B ",,\nc,o/c,ann,2024-01-02,x,," ID_B ",,\n"},
    {"one upstream for two families", "upstream_of_two_families", 1, 2, "o/b (b and c)",
     .github = "b,o/b,ann,2024-01-02,,x," ID_B ",,\nc,o/b,ann,2024-01-02,,x," ID_B ",,\n"},
    {"each its own", "upstream_of_two_families",
     .github = "b,o/b,ann,2024-01-02,,x," ID_B ",,\nc,o/c,ann,2024-01-02,,x," ID_B ",,\n"},
    {"a row that was left out", "skipped_row", 1, 3, "github_more.csv: 1 with impossible date, first in line 2",
     .github = "b,o/b,ann,2024-02-31,,x," ID_B ",,\n"},
    {"none", "skipped_row", .github = "b,o/b,ann,2024-02-29,,x," ID_B ",,\n"},
    {"an unknown label", "unknown_label", 2, 4, "frobnicate", .github = "b,o/b,ann,2024-02-01,,x,{id},,frobnicate\n",
     .n_github = 2},
    {"a known one", "unknown_label", .github = "b,o/b,ann,2024-02-01,,x,{id},,bug fix\n", .n_github = 2},
    {"most without a label", "few_labels", 2, 4, "GitHub: 1 of 3 with a label",
     .github = "b,o/b,ann,2024-02-01,,x,{id},,\n", .n_github = 2},
    {"half of them", "few_labels", .github = "b,o/b,ann,2024-02-01,,x," ID_B ",,\n"},
    {"a program", "bot_commit", 1, 2, "o/a 3efc778339 of 2024-01-02 10:00:00",
     .sql = "INSERT INTO people SELECT contributor_id, handle, 0, 1 FROM contributors WHERE handle = 'ann'"},
    {"a person", "bot_commit", .sql = "INSERT INTO people SELECT contributor_id, handle, 0, 0 FROM contributors"},
    {"a name that is none of a file, of a statement or of a line", "similar_repositories", 2, 0,
     "../O'; DROP TABLE x; -- % and ../o'; DROP TABLE x; -- %",
     .github = "b,../O'; DROP TABLE x; -- %,ann,2024-01-02,,x," ID_B ",,\n"
               "b,../o'; DROP TABLE x; -- %,ann,2024-01-02,,x," ID_C ",,\n"},
    {"line breaks", "upstream_of_two_families", 1, 2, "o b (b and c)",
     .github = "b,\"o\nb\",ann,2024-01-02,,x," ID_B ",,\nc,\"o\nb\",ann,2024-01-02,,x," ID_B ",,\n"},
};

#define FACTS_OF_A(upstream)                                                                                           \
    "INSERT INTO family_facts (family_id, variants, upstream_commits, downstream_commits, dateless, late, dropped,"    \
    " labelled, upstream_labelled, downstream_labelled, unknown_label_rows, origin)"                                   \
    " VALUES (1, 1, " upstream ", 1, 0, 0, 0, 2, 1, 1, 0, 'computed')"

#define COPY_COMMIT(change)                                                                                            \
    "CREATE TEMP TABLE t AS SELECT * FROM commits WHERE commit_id = 1; UPDATE t SET commit_id = 99" change             \
    "; INSERT INTO commits SELECT * FROM t"

static const struct ailment files[] = {
    {"no results", "stale_results", 1, 0, "a", .sql = NULL},
    {"results", "stale_results", .sql = FACTS_OF_A("1")},
    {"of other commits", "stale_results", 1, 0, "a", .sql = FACTS_OF_A("2")},
    {"of an excluded family", "stale_results", 1, 0, "a", .sql = FACTS_OF_A("1") "; UPDATE families SET excluded = 1"},
    {"a commit twice", "duplicate_commit", 1, 0, "o/a 3efc778339", .sql = COPY_COMMIT("")},
    {"another occurrence", "duplicate_commit", .sql = COPY_COMMIT(", occurrence = 1")},
    {"a family taken away", "broken_reference", 2, 0, "repositories without its row in families",
     .sql = "DELETE FROM families"},
    {"a label of nothing", "broken_reference", 1, 0, "labels without its row in commits",
     .sql = "INSERT INTO labels VALUES (99, 1, 1, 1)"},
    {"a label of something", "broken_reference", .sql = "INSERT INTO labels VALUES (1, 2, 1, 1)"},
    {"a table too few", "foreign_schema", 1, 0, "table similarity is missing", .sql = "DROP TABLE similarity"},
    {"a table too many", "foreign_schema", 1, 0, "table mine is not ours", .sql = "CREATE TABLE mine (x)"},
    {"a view", "foreign_schema", 1, 0, "view mine is not ours", .sql = "CREATE VIEW mine AS SELECT * FROM commits"},
    {"a trigger", "foreign_schema", 1, 0, "trigger mine is not ours",
     .sql = "CREATE TRIGGER mine AFTER INSERT ON meta BEGIN DELETE FROM commits; END"},
    {"a column too many", "foreign_schema", 1, 0, "table ages is another",
     .sql = "ALTER TABLE ages ADD COLUMN mine TEXT"},
    {"an index too few", "foreign_schema", 1, 0, "index repositories_by_family is missing",
     .sql = "DROP INDEX repositories_by_family"},
    {"SQLite's own tables", "foreign_schema", .sql = "ANALYZE"},
    {"other words in a comment", "foreign_schema",
     .sql = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'title and body', 'text')"
            " WHERE name = 'commits'"},
    {"a platform that is none", "impossible_value", 2, 0, "repositories of no platform",
     .sql = "PRAGMA ignore_check_constraints = ON; UPDATE repositories SET platform = 'XX'"},
    {"a time in words", "impossible_value", 1, 0, "commits with half a time or parent",
     .sql = "UPDATE commits SET author_time = 'noon' WHERE commit_id = 1"},
    {"a resolution without a time", "impossible_value", 1, 0, "commits with half a time or parent",
     .sql = "UPDATE commits SET committer_resolution = 's' WHERE commit_id = 1"},
    {"half a parent", "impossible_value", 1, 0, "commits with half a time or parent",
     .sql = "UPDATE commits SET parents = zeroblob(39) WHERE commit_id = 1"},
    {"two parents", "impossible_value", .sql = "UPDATE commits SET parents = zeroblob(40)"},
    {"a schema that is none", "unreadable_file", 1, 0, "the file is damaged",
     .sql = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE (' WHERE name = 'ages'"},
    {"a cell that may not be NULL", "damaged_file", 1, 0, "NULL value in families.family",
     .sql = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'TEXT NOT NULL UNIQUE', 'TEXT"
            " UNIQUE') WHERE name = 'families'; PRAGMA writable_schema = RESET; UPDATE families SET family = NULL;"
            " PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'TEXT UNIQUE', 'TEXT NOT NULL"
            " UNIQUE') WHERE name = 'families'"},
    {"an index of other rows", "damaged_file", 2, 0, "row 1 missing from index repositories_by_family",
     .sql = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '(family_id)', '(platform)')"
            " WHERE name = 'repositories_by_family'"},
};

static const struct chapter {
    const char *path;
    const struct ailment *ailments;
    size_t n;
} chapters[] = {
    {"/corpus/check/dates", dates, G_N_ELEMENTS(dates)},
    {"/corpus/check/histories", histories, G_N_ELEMENTS(histories)},
    {"/corpus/check/texts", texts, G_N_ELEMENTS(texts)},
    {"/corpus/check/files", files, G_N_ELEMENTS(files)},
};

/* ------------------------------------------------------------------ making */

static void replace(GString *text, const char *hole, char *owned)
{
    g_string_replace(text, hole, owned, 0);
    g_free(owned);
}

static char *day_after(int n_days)
{
    GDate day;
    g_date_set_dmy(&day, 1, G_DATE_JANUARY, 2020);
    g_date_add_days(&day, (guint)n_days);
    return g_strdup_printf("%04d-%02d-%02d", g_date_get_year(&day), (int)g_date_get_month(&day), g_date_get_day(&day));
}

/* An id is the number of the copy in 39 digits and a last one, which may stand behind the hole: {id}1 to {id}4. */
static void fill_rows(GString *out, const char *rows, int n)
{
    for (int i = 1; i <= MAX(n, 1); i++) {
        g_autoptr(GString) row = g_string_new(rows);
        g_autofree char *number = g_strdup_printf("%039d", i);
        for (int digit = 1; digit <= 4; digit++) {
            g_autofree char *hole = g_strdup_printf("{id}%d", digit);
            replace(row, hole, g_strdup_printf("%s%d", number, digit));
        }
        replace(row, "{id}", g_strdup_printf("%s0", number));
        replace(row, "{i}", g_strdup_printf("%d", i));
        replace(row, "{day}", day_after(i));
        replace(row, "{young}", g_strdup_printf("2020-%02d-%02d", 1 + i / 12, 1 + i % 12));
        g_string_append(out, row->str);
    }
}

/* Write a further table where there is one; `plan` gets its word. */
static void add_table(GString *plan, const struct desk *desk, const char *kind, const char *header, const char *rows,
                      int n)
{
    if (rows == NULL)
        return;
    g_autoptr(GString) text = g_string_new(header);
    g_autofree char *name = g_strdup_printf("%s_more.csv", kind);
    fill_rows(text, rows, n);
    desk_write(desk, name, text->str, -1);
    g_string_append_printf(plan, " %s=%s", kind, name);
}

/* What another program does to the file. */
static void operate(const struct desk *desk, const char *sql)
{
    sqlite3 *handle = NULL;
    g_assert_cmpint(sqlite3_open(desk->corpus, &handle), ==, SQLITE_OK);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    const int code = sqlite3_exec(handle, sql, NULL, NULL, NULL);
    g_test_message("%s: %s", sql, sqlite3_errmsg(handle));
    g_assert_cmpint(code, ==, SQLITE_OK);
    sqlite3_close(handle);
}

static void make(struct desk *desk, const struct ailment *ailment)
{
    g_autoptr(GString) plan = g_string_new("github=github.csv huggingface=huggingface.csv");
    desk_write(desk, "github.csv", github_base, -1);
    desk_write(desk, "huggingface.csv", huggingface_base, -1);
    desk_write(desk, "families.csv", ailment->families != NULL ? ailment->families : "family\na\n", -1);
    desk_write(desk, "exclude.csv", ailment->exclude != NULL ? ailment->exclude : "family\n", -1);
    add_table(plan, desk, "github", GITHUB, ailment->github, ailment->n_github);
    add_table(plan, desk, "huggingface", HUGGINGFACE, ailment->huggingface, ailment->n_huggingface);
    if (ailment->families != NULL)
        g_string_append(plan, " families=families.csv");
    if (ailment->exclude != NULL)
        g_string_append(plan, " exclude=exclude.csv");
    desk->options.collected = ailment->collected;
    desk_must_import(desk, plan->str);
    if (ailment->sql != NULL)
        operate(desk, ailment->sql);
}

/* ------------------------------------------------------------------ judging */

static GPtrArray *examine(const struct desk *desk)
{
    g_autoptr(GError) error = NULL;
    GPtrArray *findings = corpus_check(desk->corpus, &error);
    g_assert_no_error(error);
    return findings;
}

static const corpus_finding *look_up(const GPtrArray *findings, const char *id)
{
    for (guint i = 0; i < findings->len; i++) {
        const corpus_finding *finding = findings->pdata[i];
        if (g_str_equal(finding->id, id))
            return finding;
    }
    return NULL;
}

static void judge(const struct ailment *ailment, const corpus_finding *finding)
{
    g_assert_true((finding != NULL) == (ailment->count > 0));
    if (finding == NULL)
        return;
    g_test_message("%s (%s)", finding->what, finding->examples[0]);
    g_assert_cmpint(finding->count, ==, ailment->count);
    g_assert_cmpint(finding->of, ==, ailment->of > 0 ? ailment->of : -1);
    if (ailment->example != NULL)
        g_assert_cmpstr(finding->examples[0], ==, ailment->example);
}

static void each_ailment_is_found_and_no_other(gconstpointer data)
{
    const struct chapter *chapter = data;
    for (size_t i = 0; i < chapter->n; i++) {
        struct desk desk;
        const struct ailment *ailment = &chapter->ailments[i];
        g_test_message("%s: %s", ailment->id, ailment->about);
        desk_set_up(&desk, NULL);
        make(&desk, ailment);
        g_autoptr(GPtrArray) findings = examine(&desk);
        judge(ailment, look_up(findings, ailment->id));
        desk_tear_down(&desk, NULL);
    }
}

/* The ids in the order of the findings, a blank behind each. Owner: the caller. */
static char *ids_of(const GPtrArray *findings)
{
    GString *ids = g_string_new(NULL);
    for (guint i = 0; i < findings->len; i++)
        g_string_append_printf(ids, "%s ", ((const corpus_finding *)findings->pdata[i])->id);
    return g_string_free(ids, FALSE);
}

static void healthy_corpus_has_no_finding(struct desk *desk, gconstpointer unused)
{
    static const struct ailment none = {.sql = FACTS_OF_A("1")};
    (void)unused;
    make(desk, &none);
    g_autoptr(GPtrArray) findings = examine(desk);
    g_autofree char *ids = ids_of(findings);
    g_assert_cmpstr(ids, ==, "");
}

static void empty_corpus_has_no_finding(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_must_import(desk, "");
    g_autoptr(GPtrArray) findings = examine(desk);
    g_assert_cmpuint(findings->len, ==, 0);
}

static void findings_are_sentences_in_a_fixed_order(struct desk *desk, gconstpointer unused)
{
    static const struct ailment many = {.github = "b,o/b{i},ann,2001-01-01,,x,{id},,\n", .n_github = 5};
    (void)unused;
    make(desk, &many);
    g_autoptr(GPtrArray) findings = examine(desk);
    g_autofree char *ids = ids_of(findings);
    g_assert_cmpstr(ids, ==, "stale_results backdated_commit one_sided_family few_labels ");
    const corpus_finding *old = look_up(findings, "backdated_commit"), *side = look_up(findings, "one_sided_family");
    g_assert_cmpstr(old->what, ==, "5 of 7 commits from before git (7 April 2005) or, downstream, before 2016");
    g_assert_cmpstr(side->what, ==, "1 of 2 families with commits on one platform only");
    g_assert_cmpint(old->severity, ==, CORPUS_WARNING);
    g_assert_cmpint(side->severity, ==, CORPUS_NOTE);
    g_assert_null(old->examples[3]);
    g_assert_cmpstr(old->examples[2], ==, "o/b3 0000000000 of 2001-01-01 00:00:00");
}

/* Data are not looked at where the file itself is wrong. */
static void faults_come_alone(struct desk *desk, gconstpointer unused)
{
    static const struct ailment bad = {.github = "b,o/b,ann,2001-01-01,,x," ID_B ",,\n",
                                       .sql = "CREATE TABLE mine (x)"};
    (void)unused;
    make(desk, &bad);
    g_autoptr(GPtrArray) findings = examine(desk);
    g_autofree char *ids = ids_of(findings);
    g_assert_cmpstr(ids, ==, "foreign_schema ");
}

/* Bytes of the file are changed everywhere: an answer, whatever it is, and no crash. */
static void damaged_files_are_faults_not_crashes(struct desk *desk, gconstpointer unused)
{
    static const struct ailment none = {.github = "b,o/b,ann,{day},,x,{id},['{id}'],\n", .n_github = 300};
    g_autofree char *bytes = NULL;
    gsize length = 0;
    guint n_found = 0;
    (void)unused;
    make(desk, &none);
    g_assert_true(g_file_get_contents(desk->corpus, &bytes, &length, NULL));
    g_autoptr(GRand) random = g_rand_new_with_seed(20250611);
    for (int round = 0; round < 100; round++) {
        g_autofree char *bad = g_memdup2(bytes, length);
        for (int i = 0; i < 50; i++)
            bad[g_rand_int_range(random, 100, (gint32)length)] = (char)g_rand_int(random);
        desk_write(desk, "study.db", bad, (gssize)length);
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) findings = corpus_check(desk->corpus, &error);
        g_assert_true((findings != NULL) == (error == NULL));
        if (error != NULL)
            g_assert_cmpint(error->domain, ==, CORPUS_ERROR);
        n_found += findings == NULL || look_up(findings, "damaged_file") || look_up(findings, "unreadable_file");
    }
    g_assert_cmpuint(n_found, >, 50); /* the others hit what no page uses */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(chapters); i++)
        g_test_add_data_func(chapters[i].path, &chapters[i], each_ailment_is_found_and_no_other);
    DESK_TEST("/corpus/check/healthy", healthy_corpus_has_no_finding);
    DESK_TEST("/corpus/check/empty", empty_corpus_has_no_finding);
    DESK_TEST("/corpus/check/order", findings_are_sentences_in_a_fixed_order);
    DESK_TEST("/corpus/check/faults", faults_come_alone);
    DESK_TEST("/corpus/check/damage", damaged_files_are_faults_not_crashes);
    return g_test_run();
}
