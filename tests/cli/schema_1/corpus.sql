PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE patterns (
    pattern   TEXT PRIMARY KEY,         -- frequent, intermittent, ...
    name      TEXT NOT NULL,            -- Frequent, Intermittent, ...: the paper's name without "Synchronization"
    position  INTEGER NOT NULL UNIQUE
) WITHOUT ROWID;
INSERT INTO patterns VALUES('dense_partial','Dense partial',3);
INSERT INTO patterns VALUES('disperse','Disperse',4);
INSERT INTO patterns VALUES('frequent','Frequent',0);
INSERT INTO patterns VALUES('intermittent','Intermittent',1);
INSERT INTO patterns VALUES('rare','Rare',2);
INSERT INTO patterns VALUES('rare_disjoint','Rare disjoint',7);
INSERT INTO patterns VALUES('sparse','Sparse',5);
INSERT INTO patterns VALUES('sporadic_disjoint','Sporadic disjoint',6);
CREATE TABLE lags (
    lag       TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    position  INTEGER NOT NULL UNIQUE
) WITHOUT ROWID;
INSERT INTO lags VALUES('downstream_first','Downstream first',1);
INSERT INTO lags VALUES('simultaneous','Simultaneous',2);
INSERT INTO lags VALUES('upstream_first','Upstream first',0);
CREATE TABLE age_groups (
    age_group TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    position  INTEGER NOT NULL UNIQUE
) WITHOUT ROWID;
INSERT INTO age_groups VALUES('intermediate','Intermediate',1);
INSERT INTO age_groups VALUES('matured','Matured',2);
INSERT INTO age_groups VALUES('recent','Recent',0);
CREATE TABLE similarity_groups (
    similarity_group TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    position  INTEGER NOT NULL UNIQUE
) WITHOUT ROWID;
INSERT INTO similarity_groups VALUES('high','High',2);
INSERT INTO similarity_groups VALUES('low','Low',0);
INSERT INTO similarity_groups VALUES('moderate','Moderate',1);
CREATE TABLE label_set (
    label_id  INTEGER PRIMARY KEY,
    label     TEXT NOT NULL UNIQUE,     -- lower case: add dependency
    name      TEXT NOT NULL,            -- as figures print it: Add dependency
    kept      INTEGER NOT NULL,         -- 1: counts; 0: known and left out; -1: unknown to the label set
    label_group TEXT                    -- coarser class, NULL where there is none
);
INSERT INTO label_set VALUES(1,'add dependency','Add dependency',1,'dependency management');
INSERT INTO label_set VALUES(2,'external documentation','External documentation',1,'meta program');
INSERT INTO label_set VALUES(3,'input data','Input data',1,'data category');
INSERT INTO label_set VALUES(4,'internal documentation','Internal documentation',1,'meta program');
INSERT INTO label_set VALUES(5,'model structure','Model structure',1,'maintenance');
INSERT INTO label_set VALUES(6,'output data','Output data',1,'data category');
INSERT INTO label_set VALUES(7,'parameter tuning','Parameter tuning',1,'maintenance');
INSERT INTO label_set VALUES(8,'pipeline performance','Pipeline performance',1,'maintenance');
INSERT INTO label_set VALUES(9,'preprocessing','Preprocessing',1,'maintenance');
INSERT INTO label_set VALUES(10,'project metadata','Project metadata',1,'data category');
INSERT INTO label_set VALUES(11,'remove dependency','Remove dependency',1,'dependency management');
INSERT INTO label_set VALUES(12,'sharing','Sharing',1,'meta program');
INSERT INTO label_set VALUES(13,'training infrastructure','Training infrastructure',1,'maintenance');
INSERT INTO label_set VALUES(14,'update dependency','Update dependency',1,'dependency management');
INSERT INTO label_set VALUES(15,'validation infrastructure','Validation infrastructure',1,'meta program');
INSERT INTO label_set VALUES(16,'add model','Add model',0,NULL);
INSERT INTO label_set VALUES(17,'bug fix','Bug fix',0,NULL);
INSERT INTO label_set VALUES(18,'unclear','Unclear',0,NULL);
INSERT INTO label_set VALUES(19,'uncategorized','Uncategorized',0,NULL);
INSERT INTO label_set VALUES(20,'odd label','Odd label',-1,NULL);
CREATE TABLE meta (
    key       TEXT PRIMARY KEY,
    value     TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO meta VALUES('collected','2024-06-30');
INSERT INTO meta VALUES('collected_assumed','0');
INSERT INTO meta VALUES('note','two families');
INSERT INTO meta VALUES('program','syncreport 0.1.0');
CREATE TABLE sources (
    source_id INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL,            -- study, families, github, huggingface, exclusions
    name      TEXT NOT NULL,            -- base name of the file
    sha256    TEXT NOT NULL,            -- of the bytes as read
    bytes     INTEGER NOT NULL,
    rows      INTEGER NOT NULL,         -- data rows, without the header
    used      INTEGER NOT NULL,         -- rows that were stored
    skipped   INTEGER NOT NULL,         -- rows left out, see source_faults
    collected TEXT,                     -- day of collection, YYYY-MM-DD, NULL when not told
    UNIQUE (kind, name, sha256)
);
INSERT INTO sources VALUES(1,'families','families.csv','1e0cd5b89c940923bd5f4406184488c2add61aae353ddd442f43db2fa0e2e170',58,2,2,0,'2024-06-30');
INSERT INTO sources VALUES(2,'github','github.csv','31cdcfabe11eaa50a833757637a2ea7230fee77d9041d1739d684d66ef358eb7',481,5,4,1,'2024-06-30');
INSERT INTO sources VALUES(3,'huggingface','huggingface.csv','166d121c56a5f53b532a61a6945c7122eecb982247fb9887df7131578e720333',320,3,3,0,'2024-06-30');
INSERT INTO sources VALUES(4,'exclusions','exclude.csv','7e99dfaaae082b53c5cb53ccc0e2f2069f0e8a1abc06837755f8b77f5cd4001e',25,1,1,0,'2024-06-30');
CREATE TABLE source_faults (
    source_id INTEGER NOT NULL REFERENCES sources,
    cause     TEXT NOT NULL,            -- impossible date, missing family, ...
    rows      INTEGER NOT NULL,
    first_line INTEGER NOT NULL,        -- the first place, counted from 1
    example   TEXT NOT NULL,            -- the cell, cut to 80 characters
    PRIMARY KEY (source_id, cause)
) WITHOUT ROWID;
INSERT INTO source_faults VALUES(2,'impossible date',1,6,'2024-02-31 10:00:00+00:00');
CREATE TABLE families (
    family_id INTEGER PRIMARY KEY,
    family    TEXT NOT NULL UNIQUE,
    owner     TEXT,
    created   TEXT,                     -- YYYY-MM-DD, NULL when not told
    age_days  REAL,                     -- as a source gave it, else NULL
    excluded  INTEGER NOT NULL DEFAULT 0,
    exclusion_reason TEXT
);
INSERT INTO families VALUES(1,'a_b','a',NULL,100.0,0,NULL);
INSERT INTO families VALUES(2,'c_d','c',NULL,NULL,1,'a test');
CREATE TABLE family_attributes (
    family_id INTEGER NOT NULL REFERENCES families,
    name      TEXT NOT NULL,
    value     TEXT NOT NULL,
    PRIMARY KEY (family_id, name)
) WITHOUT ROWID;
INSERT INTO family_attributes VALUES(1,'region','north');
INSERT INTO family_attributes VALUES(2,'region','south');
CREATE TABLE repositories (
    repository_id INTEGER PRIMARY KEY,
    family_id  INTEGER NOT NULL REFERENCES families,
    platform   TEXT NOT NULL CHECK (platform IN ('GH', 'HF')),
    name       TEXT NOT NULL,           -- owner/name as the source has it
    short_name TEXT NOT NULL,           -- text after the last '/': equal ones merge when a family is classified
    UNIQUE (platform, name, family_id)
);
INSERT INTO repositories VALUES(1,1,'GH','a/b','b');
INSERT INTO repositories VALUES(2,2,'GH','c/d','d');
INSERT INTO repositories VALUES(3,1,'HF','a/b-base','b-base');
INSERT INTO repositories VALUES(4,1,'HF','a/b-large','b-large');
INSERT INTO repositories VALUES(5,2,'HF','c/d-x','d-x');
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
INSERT INTO variants VALUES(3,10,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO variants VALUES(4,20,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO variants VALUES(5,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE contributors (
    contributor_id INTEGER PRIMARY KEY,
    platform  TEXT NOT NULL CHECK (platform IN ('GH', 'HF')),
    handle    TEXT NOT NULL,            -- exact text; Unknown and system are ordinary values
    profile   TEXT,                     -- HF: GitHub link on the author's profile, or No_GH
    UNIQUE (platform, handle)
);
INSERT INTO contributors VALUES(1,'GH','ann',NULL);
INSERT INTO contributors VALUES(2,'GH','bob',NULL);
INSERT INTO contributors VALUES(3,'GH','cyd',NULL);
INSERT INTO contributors VALUES(4,'HF','system','No_GH');
INSERT INTO contributors VALUES(5,'HF','ann-hf','https://github.com/ann');
INSERT INTO contributors VALUES(6,'HF','cyd',NULL);
CREATE TABLE commits (
    commit_id  INTEGER PRIMARY KEY,
    repository_id INTEGER NOT NULL REFERENCES repositories,
    key        BLOB NOT NULL,           -- commit id (20 bytes if 40 hex digits, else its text); without one a SHA-1
                                        -- of time, author and message
    occurrence INTEGER NOT NULL DEFAULT 0, -- tells equal keys of one repository apart; 0 when there is an id
    author_time INTEGER,
    author_resolution TEXT CHECK (author_resolution IN ('s', 'd')),
    committer_time INTEGER,
    committer_resolution TEXT CHECK (committer_resolution IN ('s', 'd')),
    contributor_id INTEGER REFERENCES contributors,
    message    TEXT NOT NULL,           -- title and body
    files      TEXT,                    -- as the source lists them, NULL when not told
    source_id  INTEGER NOT NULL REFERENCES sources
);
INSERT INTO commits VALUES(1,1,X'00000000000000000000000000000000000000aa',0,1704103200,'s',NULL,NULL,1,'first',NULL,2);
INSERT INTO commits VALUES(2,1,X'00000000000000000000000000000000000000ab',0,1707638400,'s',NULL,NULL,2,'second',NULL,2);
INSERT INTO commits VALUES(3,2,X'f81d7830b0b72910da68d2c4c577e137de3318d0',0,1709287200,'s',NULL,NULL,3,'without an id',NULL,2);
INSERT INTO commits VALUES(4,3,X'00000000000000000000000000000000000000ba',0,1705708800,'d',NULL,NULL,4,'initial commit',NULL,3);
INSERT INTO commits VALUES(5,4,X'00000000000000000000000000000000000000bb',0,1710892800,'d',NULL,NULL,5,'weights',NULL,3);
INSERT INTO commits VALUES(6,5,X'69ff5f53c6e8ca46484fbb062173322fca230e84',0,NULL,NULL,NULL,NULL,6,'card',NULL,3);
CREATE TABLE labellers (
    labeller_id INTEGER PRIMARY KEY,
    labeller  TEXT NOT NULL UNIQUE
);
INSERT INTO labellers VALUES(1,'source');
CREATE TABLE labels (
    commit_id  INTEGER NOT NULL REFERENCES commits,
    label_id   INTEGER NOT NULL REFERENCES label_set,
    labeller_id INTEGER NOT NULL REFERENCES labellers,
    rows       INTEGER NOT NULL,
    PRIMARY KEY (commit_id, label_id, labeller_id)
) WITHOUT ROWID;
INSERT INTO labels VALUES(1,3,1,1);
INSERT INTO labels VALUES(1,12,1,1);
INSERT INTO labels VALUES(2,20,1,1);
INSERT INTO labels VALUES(3,17,1,1);
INSERT INTO labels VALUES(4,12,1,1);
INSERT INTO labels VALUES(5,12,1,1);
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
CREATE TABLE family_facts (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    variants  INTEGER NOT NULL,         -- distinct full names
    release_type TEXT,                  -- single, multiple; NULL without variants
    upstream_commits INTEGER,           -- NULL when the corpus has no commits of the family
    downstream_commits INTEGER,
    dateless  INTEGER NOT NULL,         -- commits without a readable date, left out of every time rule
    labelled  INTEGER NOT NULL,         -- commits with at least one label
    unknown_label_rows INTEGER NOT NULL, -- label rows that the label set does not know
    first_commit INTEGER,
    last_commit INTEGER,
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given'))
);
INSERT INTO family_facts VALUES(1,2,'multiple',2,2,0,4,1,1704103200,1710892800,'computed');
CREATE TABLE family_sync (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    lag TEXT, sync_type TEXT, intensity TEXT, code TEXT, pattern TEXT,
    code_pattern TEXT,                  -- the pattern that the code stands for; differs from pattern in given rows only
    first_time INTEGER,                 -- origin of the biweekly periods; NULL in given rows
    overlap   INTEGER,                  -- periods with commits on both sides; NULL in given rows
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given'))
);
INSERT INTO family_sync VALUES(1,'upstream_first','AS','R','ASR','rare_disjoint','rare_disjoint',1704103200,0,'computed');
CREATE TABLE classification_check (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    lag TEXT, sync_type TEXT, intensity TEXT, code TEXT, pattern TEXT
);
CREATE TABLE periods (
    family_id INTEGER NOT NULL REFERENCES families,
    platform  TEXT NOT NULL,
    variant   TEXT NOT NULL,
    period    INTEGER NOT NULL,         -- 0, 1, ...: whole days since the origin / 14
    commits   INTEGER NOT NULL,
    PRIMARY KEY (family_id, platform, variant, period)
) WITHOUT ROWID;
INSERT INTO periods VALUES(1,'GH','',0,1);
INSERT INTO periods VALUES(1,'GH','',2,1);
INSERT INTO periods VALUES(1,'HF','b-base',1,1);
INSERT INTO periods VALUES(1,'HF','b-large',5,1);
CREATE TABLE evolution (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    early_lag TEXT, early_sync_type TEXT, early_intensity TEXT, early_code TEXT, early_pattern TEXT,
    late_lag TEXT, late_sync_type TEXT, late_intensity TEXT, late_code TEXT, late_pattern TEXT,
    change    TEXT,                     -- constant or transitioned; NULL when a half is empty
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given'))
);
INSERT INTO evolution VALUES(1,'upstream_first','AS','R','ASR','rare_disjoint','downstream_first','AS','R','ASR','rare_disjoint','constant','computed');
CREATE TABLE transitions (
    family_id INTEGER NOT NULL REFERENCES families,
    seq       INTEGER NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL,
    prev_commit INTEGER NOT NULL, next_commit INTEGER NOT NULL,
    days      INTEGER NOT NULL,         -- whole days, rounded down
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given')),
    PRIMARY KEY (family_id, seq)
) WITHOUT ROWID;
INSERT INTO transitions VALUES(1,0,'GH','HF',1704103200,1705708800,18,'computed');
CREATE TABLE similarity (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    similarity REAL NOT NULL,
    similarity_group TEXT,              -- tertile: low, moderate, high; NULL where the cuts coincide
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given'))
);
INSERT INTO similarity VALUES(1,0.5,NULL,'computed');
CREATE TABLE ages (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    age_days  REAL,
    age_group TEXT,                     -- recent, intermediate, matured; NULL where unknown
    tertile_group TEXT,                 -- by the tertile rule; differs from age_group in given rows only
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given'))
);
INSERT INTO ages VALUES(1,100.0,NULL,NULL,'computed');
CREATE TABLE common_contributors (
    family_id INTEGER PRIMARY KEY REFERENCES families,
    common    INTEGER,                  -- NULL: the comparison has no row for the family
    contributor_group TEXT NOT NULL,    -- the study's: single (0 or 1), multiple (2 and more, and missing)
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given'))
);
INSERT INTO common_contributors VALUES(1,1,'single','computed');
CREATE TABLE label_counts (
    platform  TEXT NOT NULL,
    age_group TEXT NOT NULL,
    label     TEXT NOT NULL,
    rows      INTEGER NOT NULL,
    included_rows INTEGER,
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given')),
    PRIMARY KEY (platform, age_group, label)
) WITHOUT ROWID;
INSERT INTO label_counts VALUES('GH','all','add dependency',0,0,'computed');
INSERT INTO label_counts VALUES('GH','all','external documentation',0,0,'computed');
INSERT INTO label_counts VALUES('GH','all','input data',1,1,'computed');
INSERT INTO label_counts VALUES('GH','all','internal documentation',0,0,'computed');
INSERT INTO label_counts VALUES('GH','all','model structure',0,0,'computed');
INSERT INTO label_counts VALUES('GH','all','output data',0,0,'computed');
INSERT INTO label_counts VALUES('GH','all','parameter tuning',0,0,'computed');
INSERT INTO label_counts VALUES('GH','all','pipeline performance',0,0,'computed');
INSERT INTO label_counts VALUES('GH','all','preprocessing',0,0,'computed');
INSERT INTO label_counts VALUES('GH','all','project metadata',0,0,'computed');
INSERT INTO label_counts VALUES('GH','all','remove dependency',0,0,'computed');
INSERT INTO label_counts VALUES('GH','all','sharing',1,1,'computed');
INSERT INTO label_counts VALUES('GH','all','training infrastructure',0,0,'computed');
INSERT INTO label_counts VALUES('GH','all','update dependency',0,0,'computed');
INSERT INTO label_counts VALUES('GH','all','validation infrastructure',0,0,'computed');
INSERT INTO label_counts VALUES('GH','intermediate','add dependency',0,0,'computed');
INSERT INTO label_counts VALUES('GH','intermediate','external documentation',0,0,'computed');
INSERT INTO label_counts VALUES('GH','intermediate','input data',0,0,'computed');
INSERT INTO label_counts VALUES('GH','intermediate','internal documentation',0,0,'computed');
INSERT INTO label_counts VALUES('GH','intermediate','model structure',0,0,'computed');
INSERT INTO label_counts VALUES('GH','intermediate','output data',0,0,'computed');
INSERT INTO label_counts VALUES('GH','intermediate','parameter tuning',0,0,'computed');
INSERT INTO label_counts VALUES('GH','intermediate','pipeline performance',0,0,'computed');
INSERT INTO label_counts VALUES('GH','intermediate','preprocessing',0,0,'computed');
INSERT INTO label_counts VALUES('GH','intermediate','project metadata',0,0,'computed');
INSERT INTO label_counts VALUES('GH','intermediate','remove dependency',0,0,'computed');
INSERT INTO label_counts VALUES('GH','intermediate','sharing',0,0,'computed');
INSERT INTO label_counts VALUES('GH','intermediate','training infrastructure',0,0,'computed');
INSERT INTO label_counts VALUES('GH','intermediate','update dependency',0,0,'computed');
INSERT INTO label_counts VALUES('GH','intermediate','validation infrastructure',0,0,'computed');
INSERT INTO label_counts VALUES('GH','matured','add dependency',0,0,'computed');
INSERT INTO label_counts VALUES('GH','matured','external documentation',0,0,'computed');
INSERT INTO label_counts VALUES('GH','matured','input data',0,0,'computed');
INSERT INTO label_counts VALUES('GH','matured','internal documentation',0,0,'computed');
INSERT INTO label_counts VALUES('GH','matured','model structure',0,0,'computed');
INSERT INTO label_counts VALUES('GH','matured','output data',0,0,'computed');
INSERT INTO label_counts VALUES('GH','matured','parameter tuning',0,0,'computed');
INSERT INTO label_counts VALUES('GH','matured','pipeline performance',0,0,'computed');
INSERT INTO label_counts VALUES('GH','matured','preprocessing',0,0,'computed');
INSERT INTO label_counts VALUES('GH','matured','project metadata',0,0,'computed');
INSERT INTO label_counts VALUES('GH','matured','remove dependency',0,0,'computed');
INSERT INTO label_counts VALUES('GH','matured','sharing',0,0,'computed');
INSERT INTO label_counts VALUES('GH','matured','training infrastructure',0,0,'computed');
INSERT INTO label_counts VALUES('GH','matured','update dependency',0,0,'computed');
INSERT INTO label_counts VALUES('GH','matured','validation infrastructure',0,0,'computed');
INSERT INTO label_counts VALUES('GH','recent','add dependency',0,0,'computed');
INSERT INTO label_counts VALUES('GH','recent','external documentation',0,0,'computed');
INSERT INTO label_counts VALUES('GH','recent','input data',0,0,'computed');
INSERT INTO label_counts VALUES('GH','recent','internal documentation',0,0,'computed');
INSERT INTO label_counts VALUES('GH','recent','model structure',0,0,'computed');
INSERT INTO label_counts VALUES('GH','recent','output data',0,0,'computed');
INSERT INTO label_counts VALUES('GH','recent','parameter tuning',0,0,'computed');
INSERT INTO label_counts VALUES('GH','recent','pipeline performance',0,0,'computed');
INSERT INTO label_counts VALUES('GH','recent','preprocessing',0,0,'computed');
INSERT INTO label_counts VALUES('GH','recent','project metadata',0,0,'computed');
INSERT INTO label_counts VALUES('GH','recent','remove dependency',0,0,'computed');
INSERT INTO label_counts VALUES('GH','recent','sharing',0,0,'computed');
INSERT INTO label_counts VALUES('GH','recent','training infrastructure',0,0,'computed');
INSERT INTO label_counts VALUES('GH','recent','update dependency',0,0,'computed');
INSERT INTO label_counts VALUES('GH','recent','validation infrastructure',0,0,'computed');
INSERT INTO label_counts VALUES('HF','all','add dependency',0,0,'computed');
INSERT INTO label_counts VALUES('HF','all','external documentation',0,0,'computed');
INSERT INTO label_counts VALUES('HF','all','input data',0,0,'computed');
INSERT INTO label_counts VALUES('HF','all','internal documentation',0,0,'computed');
INSERT INTO label_counts VALUES('HF','all','model structure',0,0,'computed');
INSERT INTO label_counts VALUES('HF','all','output data',0,0,'computed');
INSERT INTO label_counts VALUES('HF','all','parameter tuning',0,0,'computed');
INSERT INTO label_counts VALUES('HF','all','pipeline performance',0,0,'computed');
INSERT INTO label_counts VALUES('HF','all','preprocessing',0,0,'computed');
INSERT INTO label_counts VALUES('HF','all','project metadata',0,0,'computed');
INSERT INTO label_counts VALUES('HF','all','remove dependency',0,0,'computed');
INSERT INTO label_counts VALUES('HF','all','sharing',2,2,'computed');
INSERT INTO label_counts VALUES('HF','all','training infrastructure',0,0,'computed');
INSERT INTO label_counts VALUES('HF','all','update dependency',0,0,'computed');
INSERT INTO label_counts VALUES('HF','all','validation infrastructure',0,0,'computed');
INSERT INTO label_counts VALUES('HF','intermediate','add dependency',0,0,'computed');
INSERT INTO label_counts VALUES('HF','intermediate','external documentation',0,0,'computed');
INSERT INTO label_counts VALUES('HF','intermediate','input data',0,0,'computed');
INSERT INTO label_counts VALUES('HF','intermediate','internal documentation',0,0,'computed');
INSERT INTO label_counts VALUES('HF','intermediate','model structure',0,0,'computed');
INSERT INTO label_counts VALUES('HF','intermediate','output data',0,0,'computed');
INSERT INTO label_counts VALUES('HF','intermediate','parameter tuning',0,0,'computed');
INSERT INTO label_counts VALUES('HF','intermediate','pipeline performance',0,0,'computed');
INSERT INTO label_counts VALUES('HF','intermediate','preprocessing',0,0,'computed');
INSERT INTO label_counts VALUES('HF','intermediate','project metadata',0,0,'computed');
INSERT INTO label_counts VALUES('HF','intermediate','remove dependency',0,0,'computed');
INSERT INTO label_counts VALUES('HF','intermediate','sharing',0,0,'computed');
INSERT INTO label_counts VALUES('HF','intermediate','training infrastructure',0,0,'computed');
INSERT INTO label_counts VALUES('HF','intermediate','update dependency',0,0,'computed');
INSERT INTO label_counts VALUES('HF','intermediate','validation infrastructure',0,0,'computed');
INSERT INTO label_counts VALUES('HF','matured','add dependency',0,0,'computed');
INSERT INTO label_counts VALUES('HF','matured','external documentation',0,0,'computed');
INSERT INTO label_counts VALUES('HF','matured','input data',0,0,'computed');
INSERT INTO label_counts VALUES('HF','matured','internal documentation',0,0,'computed');
INSERT INTO label_counts VALUES('HF','matured','model structure',0,0,'computed');
INSERT INTO label_counts VALUES('HF','matured','output data',0,0,'computed');
INSERT INTO label_counts VALUES('HF','matured','parameter tuning',0,0,'computed');
INSERT INTO label_counts VALUES('HF','matured','pipeline performance',0,0,'computed');
INSERT INTO label_counts VALUES('HF','matured','preprocessing',0,0,'computed');
INSERT INTO label_counts VALUES('HF','matured','project metadata',0,0,'computed');
INSERT INTO label_counts VALUES('HF','matured','remove dependency',0,0,'computed');
INSERT INTO label_counts VALUES('HF','matured','sharing',0,0,'computed');
INSERT INTO label_counts VALUES('HF','matured','training infrastructure',0,0,'computed');
INSERT INTO label_counts VALUES('HF','matured','update dependency',0,0,'computed');
INSERT INTO label_counts VALUES('HF','matured','validation infrastructure',0,0,'computed');
INSERT INTO label_counts VALUES('HF','recent','add dependency',0,0,'computed');
INSERT INTO label_counts VALUES('HF','recent','external documentation',0,0,'computed');
INSERT INTO label_counts VALUES('HF','recent','input data',0,0,'computed');
INSERT INTO label_counts VALUES('HF','recent','internal documentation',0,0,'computed');
INSERT INTO label_counts VALUES('HF','recent','model structure',0,0,'computed');
INSERT INTO label_counts VALUES('HF','recent','output data',0,0,'computed');
INSERT INTO label_counts VALUES('HF','recent','parameter tuning',0,0,'computed');
INSERT INTO label_counts VALUES('HF','recent','pipeline performance',0,0,'computed');
INSERT INTO label_counts VALUES('HF','recent','preprocessing',0,0,'computed');
INSERT INTO label_counts VALUES('HF','recent','project metadata',0,0,'computed');
INSERT INTO label_counts VALUES('HF','recent','remove dependency',0,0,'computed');
INSERT INTO label_counts VALUES('HF','recent','sharing',0,0,'computed');
INSERT INTO label_counts VALUES('HF','recent','training infrastructure',0,0,'computed');
INSERT INTO label_counts VALUES('HF','recent','update dependency',0,0,'computed');
INSERT INTO label_counts VALUES('HF','recent','validation infrastructure',0,0,'computed');
CREATE TABLE pattern_label_counts (
    platform  TEXT NOT NULL,
    pattern   TEXT NOT NULL,
    label     TEXT NOT NULL,
    messages  INTEGER NOT NULL,
    origin    TEXT NOT NULL CHECK (origin IN ('computed', 'given')),
    PRIMARY KEY (platform, pattern, label)
) WITHOUT ROWID;
CREATE INDEX repositories_by_family ON repositories (family_id);
CREATE UNIQUE INDEX commits_by_key ON commits (repository_id, key, occurrence);
COMMIT;
PRAGMA application_id = 1397908848;
PRAGMA user_version = 1;
