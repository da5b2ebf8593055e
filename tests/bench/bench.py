#!/usr/bin/env python3
"""How fast, how large, how it grows: syncreport beside other programs that do the same job.

    bench.py [--peers DIR] [--rounds N] [--growth 0.1,1,10] [...]

Builds the release, makes a corpus (syncreport simulate), runs every stage of ours and every peer that is installed in
turn, round after round, and prints tables of medians, ratios and peak memory. README.md says what each line covers.
Needs Python 3.9 and its standard library.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
COLLECTED = "2024-08-31"  # the day of every simulated corpus
COMMITS_PER_FAMILY = 483
# Sums of our stages, where the program has them. A peer does all of it in one run, whose tests and figures our report has.
SUMS = {"CSV to summaries": ("import", "report", "families"),
        "whole job": ("import", "tests", "figures", "report", "families")}
FIGURES = ("change_types contributors dunn_age dunn_lag dunn_pattern evolution_by_age evolution_matrix lag_by_age lagged_pattern"
           " mean_waits_by_age mean_waits_by_lag mean_waits_by_pattern pattern_by_age release_type shared_contributors similarity"
           " similarity_by_age similarity_by_contributors sync_pattern waits_by_pattern").split()  # as many as the peers draw


class Failed(Exception):
    """A command did not end well; the text says which and why."""


def measure(command, folder):
    """Run a command; seconds, peak memory in MiB, standard output."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begin = time.perf_counter()
        child = subprocess.Popen([str(word) for word in command], cwd=folder, stdout=out, stderr=err)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if child.returncode != 0:
            words = " ".join(str(word) for word in command)
            raise Failed(f"{words}: {err.read().decode(errors='replace').strip()[-400:]}")
        return seconds, usage.ru_maxrss / 1024, out.read().decode(errors="replace")


def succeeds(command):
    """Can this be run at all?"""
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


# ------------------------------------------------------------------ ours


def build():
    """The release, from this source tree. Returns the program."""
    for command in (("cmake", "--preset", "release"), ("cmake", "--build", "build/release")):
        subprocess.run(command, cwd=SOURCE, check=True, stdout=subprocess.DEVNULL)
    return SOURCE / "build" / "release" / "syncreport"


def import_command(program, corpus, tables):
    return (program, "import", corpus, "--quiet", "--families", tables / "families.csv", "--github",
            tables / "gh_commits.csv", "--huggingface", tables / "hf_commits.csv", "--collected", COLLECTED)


def our_stages(program, tables, jobs):
    """Name and command of each stage, in order; the first one makes ours.db."""
    pool = ("--jobs", jobs)
    stages = [
        ("import", import_command(program, "ours.db", tables)),
        ("refresh", (program, "import", "ours.db", "--quiet", "--refresh")),
        ("tests", (program, "export", "ours.db", "-o", "export", "--format", "csv,json,tex")),
        ("figures", (program, "figure", "ours.db", *FIGURES, "-o", "figures", *pool)),
        ("report", (program, "report", "ours.db", "-o", "report.pdf")),
    ]
    if succeeds((program, "families", "--help")):
        stages.append(("families", (program, "families", "ours.db", "-o", "families", *pool)))
    stages.append(("rerun: import", import_command(program, "ours.db", tables)))
    stages.append(("rerun: report", (program, "report", "ours.db", "-o", "report.pdf")))
    return stages


def run_ours(stages, work):
    """One round. Seconds by stage, with their sums and the rerun; the largest peak memory."""
    (work / "ours.db").unlink(missing_ok=True)
    for folder in ("export", "figures", "families"):  # what is up to date would not be made again
        shutil.rmtree(work / folder, ignore_errors=True)
    seconds, peak = {}, 0.0
    for name, command in stages:
        seconds[name], memory, _ = measure(command, work)
        peak = max(peak, memory)
    reruns = [name for name in seconds if name.startswith("rerun: ")]
    seconds["rerun"] = sum(seconds.pop(name) for name in reruns)
    for total, names in SUMS.items():
        seconds[total] = sum(seconds[name] for name in names if name in seconds)
    return seconds, peak


# ------------------------------------------------------------------ peers


def find_peers(folder):
    """Name and first words of the command of each peer that can be run here."""
    peers = {}
    python = "/usr/bin/python3"
    if (folder / "peer_pandas.py").exists() and succeeds((python, "-c", "import pandas, scipy, statsmodels, seaborn")):
        peers["pandas"] = (python, folder / "peer_pandas.py")
    if (folder / "peer_ggplot.R").exists() and succeeds(("Rscript", "-e", "library(ggplot2); library(data.table)")):
        peers["ggplot2"] = ("Rscript", folder / "peer_ggplot.R")
    return peers


def peer_options(name, n_pages, jobs):
    """Options with which a peer does as much as we do. n_pages  families with a page; 0: none are drawn."""
    if name == "pandas":
        return ("--families", n_pages, "--jobs", jobs) if n_pages else ("--until", "report")
    return ("--families", n_pages) if n_pages else ()


def run_peer(name, command, tables, work, options):
    """One round; a peer prints one JSON line with its seconds by stage."""
    out = work / name
    shutil.rmtree(out, ignore_errors=True)
    whole, peak, text = measure((*command, tables, out, *options), work)
    seconds = dict(json.loads(text.strip().splitlines()[-1])["seconds"])
    seconds.update(dict.fromkeys(SUMS, whole))
    return seconds, peak


# ------------------------------------------------------------------ tables


def medians(rounds):
    return {name: statistics.median(one[0][name] for one in rounds) for name in rounds[0][0]}


def print_table(head, rows):
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths))))
    print()


def compare(results, has_all_pages):
    """Seconds of ours, then of each peer with how many times ours that is; a ratio only where both did the same."""
    ours = medians(results["syncreport"])
    peers = {name: medians(rounds) for name, rounds in results.items() if name != "syncreport"}
    rows = []
    for stage in ("import", "refresh", "tests", "figures", "report", "families", *SUMS, "rerun"):
        row = [stage, f"{ours[stage]:.3f}" if stage in ours else "-"]
        for theirs in peers.values():
            value = theirs.get(stage)
            if stage == "import":  # ours classifies within it
                value += theirs["classify"]
            is_alike = value is not None and stage in ours and (has_all_pages or stage not in ("families", *SUMS))
            row += [f"{value:.3f}" if value is not None else "-", f"{value / ours[stage]:.1f}x" if is_alike else "-"]
        rows.append(row)
    own_peak = statistics.median(peak for _, peak in results["syncreport"])
    memory = ["peak memory (MiB)", f"{own_peak:.0f}"]
    for name in peers:
        peak = statistics.median(one for _, one in results[name])
        memory += [f"{peak:.0f}", f"{peak / own_peak:.1f}x"]
    head = ["stage (s)", "syncreport"]
    for name in peers:
        head += [name, "ratio"]
    print_table(head, [*rows, memory])


def grow(program, work, sizes, jobs):
    """The same stages on corpora of more and more commits, once each."""
    columns = ("simulate", "import", "refresh", "tests", "report", "rerun")
    rows = []
    for millions in sizes:
        n_commits = round(millions * 1_000_000)
        n_families = max(1, n_commits // COMMITS_PER_FAMILY)
        tables = work / "grown"
        simulate, _, _ = measure((program, "simulate", "--csv", tables, "--families", n_families, "--commits",
                                  n_commits), work)
        stages = [stage for stage in our_stages(program, tables, jobs) if stage[0] not in ("figures", "families")]
        seconds, peak = run_ours(stages, work)
        seconds["simulate"] = simulate
        per_million = (seconds["import"] + seconds["tests"] + seconds["report"]) / millions
        rows.append([f"{millions:g}", str(n_families), *(f"{seconds[name]:.2f}" for name in columns),
                     f"{per_million:.2f}", f"{peak:.0f}"])
        shutil.rmtree(tables)
    print("Growth: seconds by millions of commits; s/million is import, tests and report together.\n")
    print_table(["millions", "families", *columns, "s/million", "MiB"], rows)


# ------------------------------------------------------------------ command


def parse():
    parser = argparse.ArgumentParser(description="Measure syncreport beside its peers.")
    parser.add_argument("--peers", type=Path, default=SOURCE.parent / "shared" / "bench", metavar="DIR",
                        help="folder of peer_pandas.py and peer_ggplot.R (default: ../shared/bench)")
    parser.add_argument("--program", type=Path, help="a built program; else the release is built first")
    parser.add_argument("--families", type=int, default=325, metavar="N", help="families of the corpus (default: 325)")
    parser.add_argument("--commits", type=int, default=157_000, metavar="M", help="its commits (default: 157000)")
    parser.add_argument("--peer-families", type=int, metavar="N", help="pages that the peers draw (default: all)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="each is run so often (default: 3)")
    parser.add_argument("--growth", default="0.1,1", metavar="LIST",
                        help="millions of commits, with commas; \"\" for none (default: 0.1,1)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="threads (default: all)")
    parser.add_argument("--work", type=Path, metavar="DIR", help="where to work; kept (default: a temporary folder)")
    return parser.parse_args()


def bench(arguments, work):
    program = arguments.program.resolve() if arguments.program else build()
    tables = work / "tables"
    measure((program, "simulate", "--csv", tables, "--families", arguments.families, "--commits", arguments.commits),
            work)
    peers = find_peers(arguments.peers.resolve())
    for name in ("pandas", "ggplot2"):
        if name not in peers:
            print(f"bench: {name} is not measured: its script or its libraries are not there", file=sys.stderr)
    stages = our_stages(program, tables, arguments.jobs)
    has_pages = any(name == "families" for name, _ in stages)
    n_pages = (arguments.peer_families or arguments.families) if has_pages else 0
    has_all_pages = not has_pages or n_pages >= arguments.families
    results = {name: [] for name in ("syncreport", *peers)}
    for _ in range(arguments.rounds):
        results["syncreport"].append(run_ours(stages, work))
        for name, command in peers.items():
            results[name].append(run_peer(name, command, tables, work,
                                          peer_options(name, n_pages, arguments.jobs)))
    print(f"{arguments.families} families, {arguments.commits} commits; medians of {arguments.rounds} rounds.\n")
    compare(results, has_all_pages)
    sizes = [float(size) for size in arguments.growth.split(",") if size]
    if sizes:
        grow(program, work, sizes, arguments.jobs)


def main():
    arguments = parse()
    try:
        if arguments.work:
            arguments.work.mkdir(parents=True, exist_ok=True)
            bench(arguments, arguments.work.resolve())
        else:
            with tempfile.TemporaryDirectory(prefix="syncreport-bench-") as folder:
                bench(arguments, Path(folder))
    except (Failed, subprocess.CalledProcessError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
