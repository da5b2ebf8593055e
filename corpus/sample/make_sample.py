#!/usr/bin/env python3
"""Write the sample corpus: families.csv, github.csv, huggingface.csv, and what is true of it, truth.csv.
Everything in it is made up.

    python3 make_sample.py [FOLDER]        (default: the folder of this script)

The same bytes come out every time. Python 3 standard library only.

How a family is made: a plan names its synchronization code, its lag and the length of its history. From the plan come
the active biweekly periods of both platforms, drawn until the rules of the study give the planned class; periods become
commits with times, people, messages and labels. At the end the script reads its own rows back and applies the study's
rules to the cells as written; it stops when a family is not what was planned. What it found goes into truth.csv, for
tests to compare with what the program finds.
"""

import csv
import datetime
import hashlib
import io
import os
import random
import sys
from collections import Counter, defaultdict

SEED = 20250630
DAY = 86400
PERIOD_DAYS = 14
EPOCH = datetime.datetime(1970, 1, 1)
LAST_DAY = datetime.datetime(2025, 6, 27)  # nothing is newer; the day of collection follows it
UPSTREAM, DOWNSTREAM, BOTH = "upstream_first", "downstream_first", "simultaneous"

PATTERN_OF_CODE = {
    "CSF": "frequent", "CSS": "intermittent", "CSR": "rare",
    "PSF": "dense_partial", "PSS": "disperse", "PSR": "sparse",
    "ASS": "sporadic_disjoint", "VSS": "sporadic_disjoint",
    "ASR": "rare_disjoint", "VSR": "rare_disjoint",
}  # fmt: skip

# Code, lag, families, shortest and longest history in periods. Complete synchronization cannot start downstream, disjoint
# histories cannot start together; young families start together more often, old ones are mostly dispersed.
PLANS = [
    ("CSF", BOTH, 2, 8, 16), ("CSF", UPSTREAM, 1, 14, 20),
    ("CSS", BOTH, 2, 8, 22), ("CSS", UPSTREAM, 3, 20, 70),
    ("CSR", BOTH, 4, 3, 9), ("CSR", UPSTREAM, 5, 5, 40),
    ("PSF", BOTH, 1, 10, 16), ("PSF", DOWNSTREAM, 1, 14, 24),
    ("PSS", BOTH, 5, 9, 30), ("PSS", UPSTREAM, 12, 26, 130), ("PSS", DOWNSTREAM, 4, 12, 60),
    ("PSR", BOTH, 2, 4, 14), ("PSR", UPSTREAM, 5, 10, 60), ("PSR", DOWNSTREAM, 2, 8, 30),
    ("ASS", UPSTREAM, 2, 20, 60), ("ASS", DOWNSTREAM, 2, 14, 50), ("VSS", DOWNSTREAM, 1, 12, 16),
    ("ASR", UPSTREAM, 4, 8, 70), ("ASR", DOWNSTREAM, 2, 6, 30),
]  # fmt: skip

# Invented words. GitHub allows no underscore in a handle, so none of the people below can be somebody's account.
OWNERS = """brindlewick tarnholm quillmere ostervane pellucid-works hollowreed marrowgate fennisford zephyrine-lab
    coldharrow lumenwold thistledown-nlp varnika-group wexcombe almerind stonequay ivorlath nettlebrook kirvandale
    saffronmoor""".split()
MODELS = """lumora vexling pebblet sorrel-mini tamarisk wrenna orrery kelpwise dunlin maplet quernel bracken-chat
    ellipta harrowet isembard jasperil kestrine lodestar-xs merovane nimbrel oakum pipkin quoin rushlight sablet
    tansy-qa umberly verdin whimbrel yarrowet zinnet alderny burdock-ner cindrel dovekie embrel farrowet gossamet
    hespera ibisel junco-sum kyanite-x larkspan mistrel nacrel ospreyet petrelle quiltwork ravelin sextant-d
    tormentil ullage viburnet wherry xylem-tok yaffle zephyret anemoni bittern-tr corvina dabchick""".split()
SUFFIXES = ["small", "base", "large", "mini", "chat", "v2", "v3", "multilingual", "long", "distilled", "qa", "8bit"]
TOPICS = ["dialogue", "retrieval", "summarization", "translation", "token classification", "code"]
FIRST_NAMES = """Mira Tobin Zoë Anselm Łucja Ravi Ingrid Joaquín Søren Amara Kenji Petra Oisín Farida Nils Chiara Dov
    Yusuf Noémie Bram Leilani Gustaf Renata Cosmo Tamsin Iker Halina Emeka Sunniva Matteo""".split()
LAST_NAMES = """Tolke Varga Brandtner Okafur Lindqvast Peñarol Winterfold Grzybek Ashdowne Molnaar Castellet Ferrand
    Hallgrim Ibarrak Jansonne Keswicke Lomaxe Mbekele Nakagiri Orlova-Reyes Prudhome Quarrie Rosenvald Stavenger""".split()

# What people write. {a}, {b} and {n} are filled from NOUNS, PARTS and small numbers.
MESSAGES = {
    "add dependency": ["add {a} to requirements", "require {a} for {b}", "new optional extra: {a}"],
    "external documentation": ["Update README.md", "readme: describe {b}", 'fix typo in "{b}" section',
                               "Add citation, licence and contact", "Model card: intended use of {b}"],
    "input data": ["add {n} examples to the {b} set", "switch {b} to the cleaned crawl", "data: drop duplicates in {b}"],
    "internal documentation": ["docstrings for {b}", "comment the {b} loop, it is subtle", "explain {a} in CONTRIBUTING"],
    "model structure": ["{b}: add {a} block", "refactor {a} out of {b}", "use {n} heads in {b}", "rework {b} (part {n})",
                        "Upload {a} weights", "support {a} in {b}"],
    "output data": ["store scores of run {n}", "add predictions for {b}", "Upload eval results, run {n}"],
    "parameter tuning": ["lower learning rate for {b}", "dropout {n} % in {b}", "warm up {n}00 steps", "Update config.json"],
    "pipeline performance": ["{b}: twice as fast with {a}", "cache {a} in {b}", "less memory in {b}"],
    "preprocessing": ["tokenizer: handle {a}", "normalise naïve quotes in {b}", "Upload tokenizer", "strip empty lines in {b}",
                      "tokenizer_config.json: max length {n}00"],
    "project metadata": ["bump version to 0.{n}", "update licence header", "Add tags for {b}", "ignore {a} files"],
    "remove dependency": ["drop {a}", "{b} no longer needs {a}"],
    "sharing": ["release 0.{n}", "push {b} to the hub", "Upload model files for {b}", "convert {b} to safetensors"],
    "training infrastructure": ["trainer: resume {b} from checkpoint", "add {a} launcher", "mixed precision for {b}"],
    "update dependency": ["pin {a} below 2.{n}", "bump {a} to 1.{n}", "update {a}"],
    "validation infrastructure": ["test {b} with {a}", "ci: run {b} on push", "eval script for {b}, run {n}"],
    "bug fix": ["fix crash in {b}", "fix off-by-one in {b}", "{b}: wrong device when {a} is set"],
    "unclear": ["wip", "more", "changes, {n}"],
    "uncategorized": ["Merge branch 'dev'", "Merge pull request #{n}", "revert last"],
    "add model": ["initial commit", "add model {n}"],
}
NOUNS = """rotary-positions gelu scikit-lore tensorbundle pad-mask byte-fallback streaming beam-cache grad-clip adapters
    orjson-lite fast-tok emoji umlauts sparse-attn""".split()
PARTS = """encoder decoder tokenizer trainer dataloader evaluation demo head pooling scheduler quickstart benchmark
    embedding sampler checkpoint""".split()
ODD_ENDINGS = [' ("again")', ", see notes", "\n\nCo-authored-by: somebody, somewhere", " – größer, schneller", " 修复", " 🎉",
               '\nIt was "fine, really", until today.']
FILES = ["README.md", "config.json", "tokenizer.json", "model.safetensors", "train.py", "eval.py", "data/train.jsonl",
         "requirements.txt", "src/model.py", "tests/test_model.py"]

# Rows per thousand, GitHub and Hugging Face: much model structure upstream, much documentation downstream.
LABEL_WEIGHTS = {
    "add dependency": (20, 12), "external documentation": (165, 340), "input data": (24, 6),
    "internal documentation": (46, 7), "model structure": (250, 130), "output data": (5, 34),
    "parameter tuning": (30, 85), "pipeline performance": (30, 3), "preprocessing": (55, 150),
    "project metadata": (36, 74), "remove dependency": (7, 7), "sharing": (45, 45),
    "training infrastructure": (80, 9), "update dependency": (24, 3), "validation infrastructure": (63, 11),
    "bug fix": (80, 20), "unclear": (18, 14), "uncategorized": (17, 10), "add model": (5, 40),
}  # fmt: skip
LEFT_OUT = {"bug fix", "unclear", "uncategorized", "add model"}


class Dice:
    """Random choices made from random() alone, whose sequence for a seed never changes between versions of Python."""

    def __init__(self, seed):
        self._next = random.Random(seed).random

    def chance(self, probability):
        return self._next() < probability

    def between(self, low, high):
        """An integer from low to high, both included."""
        return low + int(self._next() * (high - low + 1))

    def pick(self, items):
        return items[int(self._next() * len(items))]

    def weighted(self, weights):
        """A key of {key: weight}, with the chance that its weight gives it."""
        left = self._next() * sum(weights.values())
        for key, weight in weights.items():
            left -= weight
            if left < 0:
                return key
        return key

    def some(self, items, count):
        """count different items, sorted; all of them when there are fewer."""
        pool = list(items)
        return sorted(pool.pop(int(self._next() * len(pool))) for _ in range(min(count, len(pool))))

    def bursts(self, mean):
        """A count of at least 1 with a long tail."""
        count = 1
        while self.chance(1 - 1 / mean) and count < 12 * mean:
            count += 1
        return count


# ---------------------------------------------------------------------------------------------- the study's rules


def longest_run(periods):
    best = run = 0
    previous = None
    for period in sorted(periods):
        run = run + 1 if previous is not None and period == previous + 1 else 1
        best, previous = max(best, run), period
    return best


def classify(upstream, variants):
    """(lag, code) of a set of upstream periods and {variant: set of periods}."""
    downstream = set().union(*variants.values()) if variants else set()
    first = min(upstream | downstream)
    if first in upstream and first in downstream:
        lag = BOTH
    else:
        lag = UPSTREAM if first in upstream else DOWNSTREAM
    crowded = Counter(period for periods in variants.values() for period in periods)
    if downstream <= upstream:
        kind = "CS"
    elif downstream & upstream:
        kind = "PS"
    else:
        kind = "VS" if sum(count >= 3 for count in crowded.values()) >= 3 else "AS"
    if all(len(periods) <= 3 for periods in variants.values()):
        intensity = "R"
    elif any(longest_run(periods & upstream) >= 5 for periods in variants.values()):
        intensity = "F"
    else:
        intensity = "S"
    return lag, kind + intensity


def classify_times(upstream, variants):
    """As classify, from times in seconds: whole days since the first commit, 14 to a period."""
    every = upstream + [time for times in variants.values() for time in times]
    origin = min(every)

    def period(time):
        return (time - origin) // DAY // PERIOD_DAYS

    return classify({period(t) for t in upstream}, {v: {period(t) for t in times} for v, times in variants.items()})


def early_and_late(upstream, variants):
    """Codes of the first and the second half of a history, cut at half of its periods; None for an empty half."""
    every = upstream + [time for times in variants.values() for time in times]
    origin = min(every)
    half = (max(every) - origin) // DAY // PERIOD_DAYS // 2
    codes = []
    for is_late in (False, True):

        def keep(times, is_late=is_late):
            return [t for t in times if ((t - origin) // DAY // PERIOD_DAYS > half) == is_late]

        part = {variant: keep(times) for variant, times in variants.items() if keep(times)}
        codes.append(classify_times(keep(upstream), part)[1] if keep(upstream) or part else None)
    return codes


# ------------------------------------------------------------------------------------------------------- periods


def draw_upstream(dice, code, span, lag):
    """Periods of the GitHub repository: busy in families that go together, with long pauses elsewhere."""
    share = {"C": 0.85, "P": 0.5, "A": 0.3, "V": 0.3}[code[0]]
    pause = dice.between(span // 4, span)
    asleep = range(pause, pause + dice.between(0, span // 3))
    periods = {p for p in range(span) if p not in asleep and dice.chance(share * (1.0 if p < span * 0.6 else 0.6))}
    if lag == DOWNSTREAM:
        periods.discard(0)
    else:
        periods.add(0)
    return periods or {span - 1}


def draw_variant(dice, code, span, upstream):
    """Periods of one variant: few (R), scattered (S) or with a run of at least five (F), beside upstream or apart."""
    inside = sorted(upstream)
    apart = [p for p in range(span) if p not in upstream]
    pool = {"C": inside, "A": apart, "V": apart}.get(code[0]) or inside + apart
    if code[2] == "R":
        return set(dice.some(pool, dice.between(1, 3)))
    if code[2] == "S":
        return set(dice.some(pool, dice.between(2, max(4, len(pool) // 4))))
    start = dice.between(0, max(0, span - 6))
    run = {p for p in range(start, start + dice.between(5, 8)) if p < span}
    return run & upstream if code[0] == "C" else run | set(dice.some(apart, 2))


def draw_periods(dice, code, lag, span, names):
    """Periods of both sides, drawn again until the rules give exactly this code and lag."""
    for _ in range(20000):
        upstream = draw_upstream(dice, code, span, lag)
        if code[0] == "V":
            shared = set(dice.some([p for p in range(span) if p not in upstream], 4))
            variants = {name: set(shared) for name in names}
        else:
            variants = {name: draw_variant(dice, code, span, upstream) for name in names}
        if lag != UPSTREAM:
            variants[names[0]].add(0)
        if all(variants.values()) and classify(upstream, variants) == (lag, code):
            return upstream, variants
    sys.exit(f"no history found for {code} {lag} in {span} periods")


# ------------------------------------------------------------------------------------------------ people and words


def draw_people(dice, families):
    """{family: (GitHub people, Hugging Face people)}; a person is (handle, name), and a few are on both sides."""
    people = [(f"{plain(first)}_{plain(last)}", f"{first} {last}") for first in FIRST_NAMES for last in LAST_NAMES]
    chosen = {}
    for family in families:
        upstream = dice.some(people, 2 + dice.bursts(4))
        shared = dice.weighted({0: 33, 1: 37, 2: 18, 3: 12})
        downstream = dice.some(upstream, shared) + dice.some(people, dice.between(1 if shared == 0 else 0, 2))
        chosen[family] = (upstream, downstream)
    return chosen


def plain(name):
    """Lower-case ASCII letters of a name, as a handle has them."""
    spelled = name.lower().translate(str.maketrans("ëłíøéñ", "elioen"))
    return "".join(c for c in spelled if c.isascii() and c.isalpha())


def draw_taste(dice):
    """Label weights of one family on both platforms: each family does some kinds of work much more than others."""
    taste = {label: 0.15 + 2.2 * dice.between(0, 100) / 100 for label in LABEL_WEIGHTS}
    return tuple({label: weights[side] * taste[label] for label, weights in LABEL_WEIGHTS.items()} for side in (0, 1))


def draw_message(dice, label):
    words = dice.pick(MESSAGES[label])
    words = words.format(a=dice.pick(NOUNS), b=dice.pick(PARTS), n=dice.between(2, 40))
    return words + dice.pick(ODD_ENDINGS) if dice.chance(0.03) else words


def draw_labels(dice, weights):
    """One label, sometimes two: a commit that touches files of two kinds is two rows."""
    labels = [dice.weighted(weights)]
    if dice.chance(0.09):
        other = dice.weighted(weights)
        if other not in labels:
            labels.append(other)
    return labels


def commit_id(*words):
    return hashlib.sha1("\0".join(map(str, words)).encode()).hexdigest()


# -------------------------------------------------------------------------------------------------------- commits


def draw_times(dice, upstream, variants, origin, busy):
    """Times inside the periods: seconds on GitHub, midnights on Hugging Face, often next to upstream's work."""
    github = []
    for period in sorted(upstream):
        start = origin + period * PERIOD_DAYS * DAY
        days = [dice.between(0, PERIOD_DAYS - 1) for _ in range(dice.between(1, 4))]
        github += [start + dice.pick(days) * DAY + dice.between(0, DAY - 1) for _ in range(dice.bursts(busy))]
    if 0 in upstream and 0 not in set().union(*variants.values()):
        github.append(origin)
    huggingface = {}
    for name, periods in variants.items():
        huggingface[name] = times = []
        for period in sorted(periods):
            first = (origin + period * PERIOD_DAYS * DAY + DAY - 1) // DAY  # day of the period's first midnight
            near = [min(max(t // DAY, first), first + PERIOD_DAYS - 1) for t in github
                    if (t - origin) // DAY // PERIOD_DAYS == period]
            for _ in range(dice.bursts(2)):
                day = dice.pick(near) if near and dice.chance(0.85) else first + dice.between(0, PERIOD_DAYS - 1)
                times.append(day * DAY)
    if 0 in set().union(*variants.values()):
        huggingface[next(v for v, p in variants.items() if 0 in p)].append(origin)
    return github, huggingface


def github_rows(dice, family, repository, times, people, weights):
    ranks = {person: 1 / (rank + 1) for rank, person in enumerate(people)}
    rows = []
    for number, time in enumerate(sorted(times, reverse=True)):
        handle, name = dice.weighted(ranks)
        if dice.chance(0.02):
            handle = "Unknown"
        labels = draw_labels(dice, weights)
        common = [family, repository, name, handle, format_utc(time), draw_message(dice, labels[0]),
                  commit_id(family, "github", number)]
        rows += [common + [label] for label in labels]
    return rows


def huggingface_rows(dice, family, owner, variants, people, links, weights):
    rows = []
    for name, times in variants.items():
        ordered = sorted(times, reverse=True)
        for number, time in enumerate(ordered):
            is_first = number == len(ordered) - 1
            handle = "system" if is_first else dice.pick(people)[0]
            labels = ["add model"] if is_first else draw_labels(dice, weights)
            title = "initial commit" if is_first else draw_message(dice, labels[0])
            common = [owner, f"{owner}/{name}", family, title, dice.pick(["", "", title, "Uploaded by hand"]),
                      commit_id(family, name, number), format_mdy(time), handle, links.get(handle, "No_GH"),
                      ", ".join(dice.some(FILES, dice.between(1, 3)))]
            rows += [common + [label] for label in labels]
    return rows


def format_utc(time):
    return (EPOCH + datetime.timedelta(seconds=time)).strftime("%Y-%m-%d %H:%M:%S+00:00")


def format_mdy(time):
    day = EPOCH + datetime.timedelta(seconds=time)
    return f"{day.month}/{day.day}/{day.year}"


def variant_names(dice, code, model):
    count = 3 if code[0] == "V" else dice.weighted({1: 50, 2: 20, 3: 14, 4: 8, 6: 5, 9: 3})
    return [f"{model}-{suffix}" if count > 1 else model for suffix in dice.some(SUFFIXES, count)]


def make_families(dice):
    """The plan of every family: owner, model, code, lag, length in periods."""
    models = list(MODELS)
    plans = []
    for code, lag, count, shortest, longest in PLANS:
        for _ in range(count):
            model = models.pop(dice.between(0, len(models) - 1))
            plans.append((dice.pick(OWNERS), model, code, lag, dice.between(shortest, longest)))
    return sorted(plans)


def make_corpus():
    dice = Dice(SEED)
    plans = make_families(dice)
    people = draw_people(dice, [f"{owner}_{model}" for owner, model, *_ in plans])
    families, github, huggingface, planned = [], [], [], {}
    for owner, model, code, lag, span in plans:
        family = f"{owner}_{model}"
        upstream, variants = draw_periods(dice, code, lag, span, variant_names(dice, code, model))
        last = int((LAST_DAY - EPOCH).total_seconds()) // DAY - span * PERIOD_DAYS - dice.between(0, 400)
        starts_downstream = 0 in set().union(*variants.values())
        origin = last * DAY + (0 if starts_downstream else dice.between(1, DAY - 1))
        busy = {"F": 13, "S": 5.5, "R": 3.4}[code[2]] * (1.25 if code[0] == "C" else 1.0)
        times, variant_times = draw_times(dice, upstream, variants, origin, busy)
        taste = draw_taste(dice)
        links = {handle: f"https://github.com/{handle}" for handle, _ in people[family][1] if dice.chance(0.9)}
        families.append([family, owner, format_iso_day(origin - dice.between(0, 60) * DAY), dice.pick(TOPICS)])
        github += github_rows(dice, family, f"{owner}/{model}", times, people[family][0], taste[0])
        huggingface += huggingface_rows(dice, family, owner, variant_times, people[family][1], links, taste[1])
        planned[family] = (lag, code)
    add_dateless(dice, github, "github.csv", "commit_date", 12)
    add_dateless(dice, huggingface, "huggingface.csv", "date", 4)
    return families, github, huggingface, planned


def format_iso_day(time):
    return (EPOCH + datetime.timedelta(seconds=time)).strftime("%Y-%m-%d")


def add_dateless(dice, rows, file, date_column, count):
    """Add copies of some rows as commits whose date is not known: they count as commits and must change no class."""
    date, key = HEADERS[file].index(date_column), HEADERS[file].index("commit_id")
    for _ in range(count):
        row = list(dice.pick(rows))
        row[date] = dice.pick(["Unknown", ""])
        row[key] = commit_id("dateless", *row)
        rows.append(row)


# --------------------------------------------------------------------------------------------------- files, checks

HEADERS = {
    "families.csv": ["family", "owner", "created", "topic"],
    "github.csv": ["family", "cleaned_github", "author_name", "author_username", "commit_date", "commit_message",
                   "commit_id", "label"],
    "huggingface.csv": ["owner", "model_name", "family", "title", "message", "commit_id", "date", "author", "author_HF",
                        "files", "label"],
}  # fmt: skip


def to_csv(header, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def read_times(rows, column, read):
    """Times in seconds of the rows that have a date."""
    dates = [row[column] for row in rows if row[column] not in ("Unknown", "")]
    return [int((read(date) - EPOCH).total_seconds()) for date in dates]


def read_utc(date):
    return datetime.datetime.fromisoformat(date).replace(tzinfo=None)


def read_mdy(date):
    return datetime.datetime.strptime(date, "%m/%d/%Y")


def waits(upstream, downstream):
    """Whole days between neighbouring commits of different platforms; at equal times upstream hides downstream."""
    upstream = set(upstream)
    ordered = sorted(upstream | set(downstream))
    return [(b - a) // DAY for a, b in zip(ordered, ordered[1:]) if (a in upstream) != (b in upstream)]


def judge_family(github, huggingface):
    """What the study's rules say of one family's rows, in the words of the program's families.csv."""
    variants = defaultdict(list)
    for row in huggingface:
        variants[row["model_name"].rsplit("/", 1)[-1]] += read_times([row], "date", read_mdy)
    variants = {name: times for name, times in variants.items() if times}
    upstream = read_times(github, "commit_date", read_utc)
    lag, code = classify_times(upstream, variants)
    early, late = early_and_late(upstream, variants)
    kept = [[row for row in rows if row["label"] not in LEFT_OUT] for rows in (github, huggingface)]
    days = waits(read_times(kept[0], "commit_date", read_utc), read_times(kept[1], "date", read_mdy))
    labels = [{row["label"] for row in rows} for rows in kept]
    people = {"https://github.com/" + row["author_username"] for row in github}
    links = {row["author_HF"] for row in huggingface} - {"No_GH"}
    return {
        "variants": len({row["model_name"] for row in huggingface}),
        "upstream_commits": len({row["commit_id"] for row in github}),
        "downstream_commits": len({row["commit_id"] for row in huggingface}),
        "lag": lag,
        "code": code,
        "pattern": PATTERN_OF_CODE[code],
        "early_pattern": PATTERN_OF_CODE.get(early, ""),
        "late_pattern": PATTERN_OF_CODE.get(late, ""),
        "transitions": len(days),
        "mean_lag_days": repr(sum(days) / len(days)) if days else "",
        "similarity": repr(len(labels[0] & labels[1]) / len(labels[0] | labels[1])) if all(labels) else "",
        "common_contributors": len(people & links) if links else "",
    }


def judge(texts, planned):
    """Read the files back as a stranger would; {family: verdict}. Stops where one is not what was planned."""
    rows = {name: list(csv.DictReader(io.StringIO(text))) for name, text in texts.items()}
    verdicts = {}
    for family, (lag, code) in planned.items():
        own = [[row for row in rows[name] if row["family"] == family] for name in ("github.csv", "huggingface.csv")]
        verdicts[family] = found = judge_family(*own)
        assert (found["lag"], found["code"]) == (lag, code), f"{family}: planned {lag} {code}, found {found}"
    assert {found["pattern"] for found in verdicts.values()} == set(PATTERN_OF_CODE.values())
    for name in ("github.csv", "huggingface.csv"):
        missing = set(LABEL_WEIGHTS) - {row["label"] for row in rows[name]}
        assert not missing, f"{name}: no row is labelled {missing}"
    return verdicts


def count_changed(verdicts):
    changed = sum(found["early_pattern"] != found["late_pattern"] for found in verdicts.values())
    assert 5 <= changed <= len(verdicts) - 5, f"{changed} families change their pattern"
    return changed


def main(folder):
    families, github, huggingface, planned = make_corpus()
    texts = {name: to_csv(HEADERS[name], rows) for name, rows in zip(HEADERS, (families, github, huggingface))}
    verdicts = judge(texts, planned)
    columns = ["family"] + list(next(iter(verdicts.values())))
    texts["truth.csv"] = to_csv(columns, [[family, *found.values()] for family, found in verdicts.items()])
    for name, text in texts.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)
    patterns = Counter(found["pattern"] for found in verdicts.values())
    print(f"{len(planned)} families, {count_changed(verdicts)} change their pattern: "
          + ", ".join(f"{pattern} {count}" for pattern, count in patterns.most_common()))
    print(f"{len({r[6] for r in github})} commits on GitHub in {len(github)} rows, "
          f"{len({r[5] for r in huggingface})} on Hugging Face in {len(huggingface)} rows, "
          f"{sum(len(text.encode()) for text in texts.values())} bytes")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
