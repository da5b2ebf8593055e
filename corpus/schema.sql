-- corpus/schema.sql: the shape of a corpus file (SQLite 3).
--
-- Three kinds of tables:
--   evidence   what a source said, written by import, never changed by a rule;
--   given      results that came with a source instead of commits (the study's package), evidence too;
--   derived    what the rules make of the evidence: rebuilt by every import, or into TEMP tables of the
--              same names when other rules are asked for. Every derived row says in `origin` whether it was
--              'computed' here or 'given' by a source. Given rows win; the computed ones they hide stand in
--              classification_check.
--
-- INTERFACE marks what a recipe may read. These tables keep their names, columns and meaning within a major
-- version. Times are seconds since 1970-01-01 UTC. Platforms are 'GH' (GitHub, upstream) and 'HF'
-- (Hugging Face, downstream). Derived tables hold only families that are not excluded.

-- ---------------------------------------------------------------- vocabulary

-- INTERFACE: the eight synchronization patterns, in the byte order of their ids; position is the order in
-- which figures show them (complete, partial, disjoint; frequent before rare).
CREATE TABLE patterns (
    pattern   TEXT PRIMARY KEY,         -- frequent, intermittent, ...
    name      TEXT NOT NULL,            -- Frequent, Intermittent, ...: the paper's name without "Synchronization"
    position  INTEGER NOT NULL UNIQUE
) WITHOUT ROWID;

-- INTERFACE: which platform starts: upstream_first, downstream_first, simultaneous.
CREATE TABLE lags (
    lag       TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    position  INTEGER NOT NULL UNIQUE
) WITHOUT ROWID;

-- INTERFACE: age groups: recent, intermediate, matured.
CREATE TABLE age_groups (
    age_group TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    position  INTEGER NOT NULL UNIQUE
) WITHOUT ROWID;

-- INTERFACE: groups of the change type similarity: low, moderate, high.
CREATE TABLE similarity_groups (
    similarity_group TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    position  INTEGER NOT NULL UNIQUE
) WITHOUT ROWID;

-- INTERFACE: the label set: change types that the statistics keep (kept = 1) and known ones that they leave out.
-- Any other label is stored with kept = -1, counted and reported, and never used. import --label-set replaces the set.
CREATE TABLE label_set (
    label_id  INTEGER PRIMARY KEY,
    label     TEXT NOT NULL UNIQUE,     -- lower case: add dependency
    name      TEXT NOT NULL,            -- as figures print it: Add dependency
    kept      INTEGER NOT NULL,         -- 1: counts; 0: known and left out; -1: unknown to the label set
    label_group TEXT                    -- coarser class, NULL where there is none
);

-- ------------------------------------------------------------------ evidence

-- Facts about the corpus as a whole: collected (YYYY-MM-DD), collected_assumed (0 or 1), note, program, derived (which
-- program made the derived tables, and by which state of its rules; missing or another: they are made anew to be read),
-- derived_state, derived_until, derived_watched (what all families depended on then).
CREATE TABLE meta (
    key       TEXT PRIMARY KEY,
    value     TEXT NOT NULL
) WITHOUT ROWID;

-- INTERFACE: where the rows came from. No path is kept: a corpus is the same wherever it was made.
CREATE TABLE sources (
    source_id INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL,            -- study, families, github, huggingface, exclusions, labels, label set,
                                        -- identities, bots
    format    TEXT NOT NULL,            -- csv, json, git, mailmap, text, simulated
    name      TEXT NOT NULL,            -- base name of the file or folder
    repository TEXT,                    -- owner/name, where the source is one repository's
    revision  TEXT,                     -- git: the commit that the history was read from
    sha256    TEXT NOT NULL,            -- of the bytes as stored; git: of the ids of all commits read, in order;
                                        -- simulated: of what was asked for
    bytes     INTEGER NOT NULL,         -- git, simulated: 0
    rows      INTEGER NOT NULL,         -- data rows, without the header; git: commits
    used      INTEGER NOT NULL,         -- rows that were stored
    skipped   INTEGER NOT NULL,         -- rows left out, see source_faults
    collected TEXT,                     -- day of collection, YYYY-MM-DD, NULL when not told
    UNIQUE (kind, name, sha256)
);

-- INTERFACE: rows that a source could not give, counted by cause.
CREATE TABLE source_faults (
    source_id INTEGER NOT NULL REFERENCES sources,
    cause     TEXT NOT NULL,            -- impossible date, missing family, ...
    rows      INTEGER NOT NULL,
    first_line INTEGER NOT NULL,        -- the first place, counted from 1
    example   TEXT NOT NULL,            -- the cell, cut to 80 characters
    PRIMARY KEY (source_id, cause)
) WITHOUT ROWID;

-- INTERFACE: families of models.
CREATE TABLE families (
    family_id INTEGER PRIMARY KEY,
    family    TEXT NOT NULL UNIQUE,
    owner     TEXT,
    created   TEXT,                     -- YYYY-MM-DD, NULL when not told
    age_days  REAL,                     -- as a source gave it, else NULL
    excluded  INTEGER NOT NULL DEFAULT 0,
    exclusion_reason TEXT
);

-- INTERFACE: any other column of a families table, by name, as text.
CREATE TABLE family_attributes (
    family_id INTEGER NOT NULL REFERENCES families,
    name      TEXT NOT NULL,
    value     TEXT NOT NULL,
    PRIMARY KEY (family_id, name)
) WITHOUT ROWID;

-- INTERFACE: repositories. On HF one repository is one variant of its family.
CREATE TABLE repositories (
    repository_id INTEGER PRIMARY KEY,
    family_id  INTEGER NOT NULL REFERENCES families,
    platform   TEXT NOT NULL CHECK (platform IN ('GH', 'HF')),
    name       TEXT NOT NULL,           -- owner/name as the source has it
    short_name TEXT NOT NULL,           -- text after the last '/': equal ones merge when a family is classified
    collected  TEXT,                    -- day of collection of its newest source, YYYY-MM-DD; NULL: the corpus's
    UNIQUE (platform, name, family_id)
);
CREATE INDEX repositories_by_family ON repositories (family_id);

-- INTERFACE: variants as a source lists them, also those without commits.
CREATE TABLE variants (
    repository_id INTEGER PRIMARY KEY REFERENCES repositories,
    downloads  INTEGER,
    likes      INTEGER,
    pipeline_tag TEXT,
    library_name TEXT,
    first_commit INTEGER,               -- of the HF repository, as given
    last_commit  INTEGER,
    age_days   REAL                     -- as given
);

-- INTERFACE: people, per platform: a handle where there is one, else e-mail, else name.
CREATE TABLE contributors (
    contributor_id INTEGER PRIMARY KEY,
    platform  TEXT NOT NULL CHECK (platform IN ('GH', 'HF')),
    handle    TEXT NOT NULL,            -- exact text; Unknown and system are ordinary values
    profile   TEXT,                     -- HF: GitHub link on the author's profile, or No_GH
    name      TEXT,                     -- as first told, NULL when not told
    email     TEXT,
    UNIQUE (platform, handle)
);

-- INTERFACE: other names of people (import --identities). A contributor whose handle, else e-mail, else name is an alias is
-- that person; one without a row here is a person of its own. An alias of one platform goes before one of both.
CREATE TABLE identities (
    alias     TEXT NOT NULL,            -- handle, e-mail or name, lower case
    platform  TEXT NOT NULL,            -- GH, HF, or '' for both
    person    TEXT NOT NULL,
    PRIMARY KEY (alias, platform)
) WITHOUT ROWID;

-- INTERFACE: handles, e-mails and names of programs that commit, lower case; * stands for any text and ? for any
-- character (import --bots replaces them).
CREATE TABLE bots (
    pattern   TEXT PRIMARY KEY
) WITHOUT ROWID;

-- INTERFACE: commits. A time has a resolution: 's' second, 'd' day (then it is that day's midnight UTC).
-- Dateless commits keep NULL: they count as commits and never as times. Import keeps (repository_id, key, occurrence)
-- unique; no index enforces it, because the one there is serves finding a commit and reading all of a family, without
-- touching the table, in whatever order the rows came: place BETWEEN repository_id << 32 AND (repository_id << 32) +
-- 4294967295.
CREATE TABLE commits (
    commit_id  INTEGER PRIMARY KEY,
    repository_id INTEGER NOT NULL REFERENCES repositories,
    key        BLOB NOT NULL,           -- commit id (20 bytes if 40 hex digits, else its text); without one a SHA-1
                                        -- of time, author and message
    occurrence INTEGER NOT NULL DEFAULT 0, -- tells equal keys of one repository apart; 0 when there is an id
    author_time INTEGER,
    author_resolution TEXT CHECK (author_resolution IN ('s', 'd')),
    author_offset INTEGER,              -- minutes east of UTC, as told; NULL when not told
    committer_time INTEGER,
    committer_resolution TEXT CHECK (committer_resolution IN ('s', 'd')),
    committer_offset INTEGER,
    contributor_id INTEGER REFERENCES contributors, -- the author
    committer_id INTEGER REFERENCES contributors,
    message    TEXT NOT NULL,           -- title and body
    files      TEXT,                    -- as the source lists them (git: a line each), NULL when not told
    parents    BLOB,                    -- ids of 20 bytes one behind the other, x'' for none, NULL when not told
    is_merge   INTEGER,                 -- 1: more than one parent; NULL when not told
    source_id  INTEGER NOT NULL REFERENCES sources,
    place      INTEGER NOT NULL         -- repository_id << 32, and 32 bits of a hash of key and occurrence
);
CREATE INDEX commits_by_place ON commits (place, author_time, contributor_id);

-- INTERFACE: who or what gave a label ('source' for labels that came with the commits). Statistics count the labels of one:
-- of source where it has any, else of the one with the most labelled commits, the first by name of equal ones.
CREATE TABLE labellers (
    labeller_id INTEGER PRIMARY KEY,
    labeller  TEXT NOT NULL UNIQUE
);

-- INTERFACE: change types of commits. The study counts rows, so a repeated row keeps its multiplicity.
CREATE TABLE labels (
    commit_id  INTEGER NOT NULL REFERENCES commits,
    label_id   INTEGER NOT NULL REFERENCES label_set,
    labeller_id INTEGER NOT NULL REFERENCES labellers,
    rows       INTEGER NOT NULL,
    PRIMARY KEY (commit_id, label_id, labeller_id)
) WITHOUT ROWID;

-- --------------------------------------------------------------------- given

-- INTERFACE: reference classification of a family, by rater: 'published' (the one that the study reports), 'manual',
-- 'automatic', 'manual_older'. Cells that a source does not have are NULL.
CREATE TABLE given_classes (
    family_id INTEGER NOT NULL REFERENCES families,
    rater     TEXT NOT NULL,
    generated TEXT,                     -- published only: manual or automatic
    lag TEXT, sync_type TEXT, intensity TEXT, code TEXT, pattern TEXT,
    PRIMARY KEY (family_id, rater)
) WITHOUT ROWID;

CREATE TABLE given_evolution (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    early_lag TEXT, early_sync_type TEXT, early_intensity TEXT, early_code TEXT, early_pattern TEXT,
    late_lag TEXT, late_sync_type TEXT, late_intensity TEXT, late_code TEXT, late_pattern TEXT
);

CREATE TABLE given_transitions (
    family_id INTEGER NOT NULL REFERENCES families,
    seq       INTEGER NOT NULL,         -- 0, 1, ...: chronological within the family
    source TEXT NOT NULL, target TEXT NOT NULL,
    prev_commit INTEGER NOT NULL, next_commit INTEGER NOT NULL,
    days      INTEGER NOT NULL,
    PRIMARY KEY (family_id, seq)
) WITHOUT ROWID;

CREATE TABLE given_similarity (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    similarity REAL NOT NULL
);

CREATE TABLE given_ages (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    age_days  REAL,
    age_group TEXT
);

CREATE TABLE given_common_contributors (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    common    INTEGER NOT NULL
);

CREATE TABLE given_label_counts (
    platform  TEXT NOT NULL,
    age_group TEXT NOT NULL,            -- all, recent, intermediate, matured
    label     TEXT NOT NULL,
    rows      INTEGER NOT NULL,
    PRIMARY KEY (platform, age_group, label)
) WITHOUT ROWID;

CREATE TABLE given_pattern_label_counts (
    platform  TEXT NOT NULL,
    pattern   TEXT NOT NULL,
    label     TEXT NOT NULL,
    messages  INTEGER NOT NULL,         -- distinct messages
    PRIMARY KEY (platform, pattern, label)
) WITHOUT ROWID;

-- ------------------------------------------------------------------- derived

-- INTERFACE: one row per family in the study: what commits and variants say.
CREATE TABLE family_facts (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    variants  INTEGER NOT NULL,         -- distinct full names
    release_type TEXT,                  -- single, multiple; NULL without variants
    upstream_commits INTEGER,           -- NULL when the corpus has no commits of the family
    downstream_commits INTEGER,
    dateless  INTEGER NOT NULL,         -- commits without a readable date, left out of every time rule
    late      INTEGER NOT NULL,         -- commits after the day of collection: not used, in no other count
    dropped   INTEGER NOT NULL,         -- commits that the rules leave out (since, until, merges, bots), in no other count
    labelled  INTEGER NOT NULL,         -- commits with at least one label of the labeller that counts
    upstream_labelled INTEGER NOT NULL,
    downstream_labelled INTEGER NOT NULL,
    unknown_label_rows INTEGER NOT NULL, -- label rows that the label set does not know
    first_commit INTEGER,
    last_commit INTEGER,
    upstream_people INTEGER,            -- distinct authors; NULL when the corpus has no commits of the family
    downstream_people INTEGER,
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given'))
);

-- What a family's commits leave behind for the next import, which passes over changed families only. Excluded ones too.
CREATE TABLE family_pass (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    span_days REAL,                     -- mean span of its downstream repositories
    late      INTEGER NOT NULL,         -- as in family_facts
    last_commit INTEGER,
    unknown_label_rows INTEGER NOT NULL,
    label_rows TEXT,                    -- per platform and kept label, in the order of the label set, blanks between
    open_seq  INTEGER,                  -- of the wait that has not ended; NULL without transitions
    open_source TEXT,
    open_since INTEGER,
    watched_until INTEGER,              -- by the other side's repositories with a day of collection of their own
    is_watched_by_all INTEGER NOT NULL, -- 1: one of them has the corpus's
    unknown_commits INTEGER NOT NULL,   -- dated ones that have labels, none that counts, and one not known
    origin    TEXT NOT NULL CHECK (origin = 'computed')
);

-- INTERFACE: synchronization class of a family. Cells are NULL where a family has no dated commit ("No Data").
CREATE TABLE family_sync (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    lag TEXT, sync_type TEXT, intensity TEXT, code TEXT, pattern TEXT,
    code_pattern TEXT,                  -- the pattern that the code stands for; differs from pattern in given rows only
    first_time INTEGER,                 -- origin of the biweekly periods; NULL in given rows
    overlap   INTEGER,                  -- periods with commits on both sides; NULL in given rows
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given'))
);

-- INTERFACE: the computed class of families whose given class stands in family_sync.
CREATE TABLE classification_check (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    lag TEXT, sync_type TEXT, intensity TEXT, code TEXT, pattern TEXT
);

-- INTERFACE: active biweekly periods of a family, per platform and variant (short name; '' on GH).
CREATE TABLE periods (
    family_id INTEGER NOT NULL REFERENCES families,
    platform  TEXT NOT NULL,
    variant   TEXT NOT NULL,
    period    INTEGER NOT NULL,         -- 0, 1, ...: whole days since the origin / 14
    commits   INTEGER NOT NULL,
    PRIMARY KEY (family_id, platform, variant, period)
) WITHOUT ROWID;

-- INTERFACE: early and late class of a family (own cut: first and second half of its periods).
CREATE TABLE evolution (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    early_lag TEXT, early_sync_type TEXT, early_intensity TEXT, early_code TEXT, early_pattern TEXT,
    late_lag TEXT, late_sync_type TEXT, late_intensity TEXT, late_code TEXT, late_pattern TEXT,
    change    TEXT,                     -- constant or transitioned; NULL when a half is empty
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given'))
);

-- INTERFACE: cross-platform transitions: two consecutive commits of a family on different platforms.
CREATE TABLE transitions (
    family_id INTEGER NOT NULL REFERENCES families,
    seq       INTEGER NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL,
    prev_commit INTEGER NOT NULL, next_commit INTEGER NOT NULL,
    days      INTEGER NOT NULL,         -- whole days, rounded down
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given')),
    PRIMARY KEY (family_id, seq)
) WITHOUT ROWID;

-- INTERFACE: waits of a family's commits for the other platform: from the first commit after the last answer to the next
-- commit on the other side. The last one of each family is open: nobody had answered by the day of collection (of the
-- other side's repositories, or by the day that the rule `until` tells). Families with a transition; computed ones only.
CREATE TABLE waits (
    family_id INTEGER NOT NULL REFERENCES families,
    seq       INTEGER NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL,
    start_time INTEGER NOT NULL,
    end_time  INTEGER NOT NULL,         -- of an open one: the end of the day of collection
    days      INTEGER NOT NULL,         -- whole days, rounded down
    is_open   INTEGER NOT NULL,
    PRIMARY KEY (family_id, seq)
) WITHOUT ROWID;

-- INTERFACE: Jaccard similarity of the change types of both platforms, only for families labelled on both: computed ones
-- where at least half of the commits of each side have a label.
CREATE TABLE similarity (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    similarity REAL NOT NULL,
    similarity_group TEXT,              -- tertile: low, moderate, high; NULL where the cuts coincide
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given'))
);

-- INTERFACE: length of the downstream history and its group.
CREATE TABLE ages (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    age_days  REAL,
    age_group TEXT,                     -- recent, intermediate, matured; NULL where unknown
    tertile_group TEXT,                 -- by the tertile rule; differs from age_group in given rows only
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given'))
);

-- INTERFACE: who each contributor is, by identities and bots.
CREATE TABLE people (
    contributor_id INTEGER PRIMARY KEY REFERENCES contributors,
    person    TEXT NOT NULL,            -- of identities; else the handle
    is_merged INTEGER NOT NULL,         -- 1: by a row of identities
    is_bot    INTEGER NOT NULL
);

-- INTERFACE: people who commit on both platforms.
CREATE TABLE common_contributors (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    common    INTEGER,                  -- NULL: the comparison has no row for the family
    contributor_group TEXT NOT NULL,    -- the study's: single (0 or 1), multiple (2 and more, and missing)
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given'))
);

-- INTERFACE: whose commits to a family count, and how many.
CREATE TABLE family_authors (
    family_id INTEGER NOT NULL REFERENCES families,
    contributor_id INTEGER NOT NULL REFERENCES contributors,
    commits   INTEGER NOT NULL,
    is_shared INTEGER NOT NULL,         -- 1: the same person commits to the family on the other platform, too
    origin    TEXT NOT NULL CHECK (origin = 'computed'),
    PRIMARY KEY (family_id, contributor_id)
) WITHOUT ROWID;

-- INTERFACE: label rows per platform, age group ('all' over all families) and kept label. As published, 'all'
-- includes excluded families; included_rows does not (NULL where only the published count is known). None is computed
-- where fewer than half of the commits of a platform have a label.
CREATE TABLE label_counts (
    platform  TEXT NOT NULL,
    age_group TEXT NOT NULL,
    label     TEXT NOT NULL,
    rows      INTEGER NOT NULL,
    included_rows INTEGER,
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given')),
    PRIMARY KEY (platform, age_group, label)
) WITHOUT ROWID;

-- INTERFACE: distinct messages per platform, pattern and kept label.
CREATE TABLE pattern_label_counts (
    platform  TEXT NOT NULL,
    pattern   TEXT NOT NULL,
    label     TEXT NOT NULL,
    messages  INTEGER NOT NULL,
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given')),
    PRIMARY KEY (platform, pattern, label)
) WITHOUT ROWID;
