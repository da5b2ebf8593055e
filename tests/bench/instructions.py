#!/usr/bin/env python3
"""How many instructions each stage takes, beside recorded counts: a slow-down that no noise can hide.

    instructions.py PROGRAM [--record] [--repeat N]

Makes a small corpus (syncreport simulate), runs every stage on one thread under valgrind's cachegrind, and fails where
one takes more than a tenth more than instructions.json tells. Counts depend on compiler, flags, libraries and processor:
where these are not the recorded ones, or valgrind is not installed, the test is skipped (exit status 77) and says why.
--record puts this machine's counts into the file; --repeat runs all N times and prints the spread.
"""

import argparse
import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

RECORDS = Path(__file__).resolve().parent / "instructions.json"
SKIPPED = 77
MAX_GROWTH = 1.10
CORPUS = ("--families", "6", "--commits", "3000", "--seed", "7")
COLLECTED = "2024-08-31"  # the day of every simulated corpus
WAITS = "SELECT target, days FROM transitions"


class Failed(Exception):
    """A command did not end well; the text says which and why."""


class Skipped(Exception):
    """Nothing can be told here; the text says why."""


def run(command, folder):
    done = subprocess.run([str(word) for word in command], cwd=folder, capture_output=True, text=True,
                          errors="replace", check=False)
    if done.returncode != 0:
        raise Failed(f"{' '.join(str(word) for word in command)}: {done.stderr.strip()[-400:]}")
    return done


# ------------------------------------------------------------------ what counts depend on


def cmake_value(text, name):
    found = re.search(rf'^(?:set\()?{name}(?::\w+=| ")([^"\n]*)', text, re.MULTILINE)
    return found.group(1) if found else ""


def build_of(program):
    """Compiler and flags, as CMake wrote them beside the program."""
    cache = program.parent / "CMakeCache.txt"
    compilers = sorted(program.parent.glob("CMakeFiles/*/CMakeCCompiler.cmake"))
    if not cache.exists() or not compilers:
        raise Skipped(f"{program.parent}: not a build folder of CMake")
    text, compiler = cache.read_text(), compilers[-1].read_text()
    kind = cmake_value(text, "CMAKE_BUILD_TYPE")
    flags = [cmake_value(text, "CMAKE_C_FLAGS"), cmake_value(text, f"CMAKE_C_FLAGS_{kind.upper()}")]
    name = f"{cmake_value(compiler, 'CMAKE_C_COMPILER_ID')} {cmake_value(compiler, 'CMAKE_C_COMPILER_VERSION')}"
    return {"compiler": name, "flags": " ".join(" ".join(flags).split())}


def has_wide_registers():
    """Libraries choose their loops by what the processor can do, and valgrind shows them no more than AVX2."""
    try:
        return " avx2 " in Path("/proc/cpuinfo").read_text()
    except OSError:
        return False


def key_of(program):
    versions = run((program, "--version"), ".").stdout.split("\n", 1)[1]
    return {**build_of(program), "machine": platform.machine() + (" avx2" if has_wide_registers() else ""),
            "libc": " ".join(platform.libc_ver()),
            "valgrind": run(("valgrind", "--version"), ".").stdout.strip(),
            "libraries": sorted(word for word in re.split(r"[,\n]\s*", versions) if word)}


def find(records, key):
    return next((record for record in records if record["key"] == key), None)


def tell_difference(records, key):
    """Of the record that is most alike: what is other here."""
    if not records:
        return "nothing is recorded"
    nearest = min(records, key=lambda record: sum(record["key"].get(name) != key[name] for name in key))["key"]
    return "; ".join(f"{name}: recorded {nearest.get(name)}, here {key[name]}" for name in key
                     if nearest.get(name) != key[name])


# ------------------------------------------------------------------ counting


def stages(program):
    """Name and command of each stage, in order; the first one makes c.db."""
    tables = ("--families", "tables/families.csv", "--github", "tables/gh_commits.csv", "--huggingface",
              "tables/hf_commits.csv", "--collected", COLLECTED)
    return {
        "import": (program, "import", "c.db", "--quiet", *tables),
        "refresh": (program, "import", "c.db", "--quiet", "--refresh"),
        "test": (program, "test", "kruskal-wallis", "--corpus", "c.db", "--sql", WAITS, "--value", "days", "--group",
                 "target", "--posthoc", "dunn", "--json"),
        "figure": (program, "figure", "c.db", "-o", "figures", "--jobs", "1", "--quiet"),
        "report": (program, "report", "c.db", "-o", "report.pdf", "--quiet"),
        "families": (program, "families", "c.db", "-o", "families", "--jobs", "1", "--quiet"),
        "export": (program, "export", "c.db", "-o", "export", "--quiet"),
    }


def count(command, folder):
    counter = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
    found = re.search(r"I\s+refs:\s+([\d,]+)", run((*counter, *command), folder).stderr)
    if not found:
        raise Failed("valgrind tells no count")
    return int(found.group(1).replace(",", ""))


def count_all(program):
    with tempfile.TemporaryDirectory(prefix="syncreport-instructions-") as folder:
        run((program, "simulate", "--csv", "tables", *CORPUS), folder)
        return {name: count(command, folder) for name, command in stages(program).items()}


# ------------------------------------------------------------------ verdict


def compare(counts, recorded):
    """One line a stage; TRUE where none has grown too much."""
    is_well = True
    for name, now in counts.items():
        then = recorded.get(name)
        ratio = now / then if then else float("inf")
        has_grown = ratio > MAX_GROWTH
        is_well = is_well and not has_grown
        verdict = "has grown" if has_grown else "record it anew" if ratio < 2 - MAX_GROWTH else ""
        print(f"{name:10} {now / 1e6:10.1f} million, recorded {(then or 0) / 1e6:10.1f}, {ratio:.3f} {verdict}".rstrip())
    if not is_well:
        print("more than a tenth: find out why, or record with instructions.py PROGRAM --record")
    return is_well


def tell_spread(rounds):
    for name in rounds[0]:
        values = [counts[name] for counts in rounds]
        print(f"{name:10} {min(values)} to {max(values)}: {max(values) / min(values) - 1:.3%}")


def record(records, key, counts):
    others = [one for one in records if one["key"] != key]
    RECORDS.write_text(json.dumps([*others, {"key": key, "instructions": counts}], indent=1) + "\n")
    print(f"recorded in {RECORDS.name}")


def work(arguments):
    if not shutil.which("valgrind"):
        raise Skipped("valgrind is not installed")
    program = arguments.program.resolve()
    key = key_of(program)
    records = json.loads(RECORDS.read_text()) if RECORDS.exists() else []
    recorded = find(records, key)
    if not recorded and not arguments.record and arguments.repeat == 1:
        raise Skipped(f"{tell_difference(records, key)} (instructions.py PROGRAM --record records this machine)")
    rounds = [count_all(program) for _ in range(arguments.repeat)]
    if arguments.repeat > 1:
        tell_spread(rounds)
    if arguments.record:
        record(records, key, rounds[-1])
        return True
    return not recorded or compare(rounds[-1], recorded["instructions"])


def main():
    parser = argparse.ArgumentParser(description="Count the instructions of each stage.")
    parser.add_argument("program", type=Path, help="as built by CMake, in its build folder")
    parser.add_argument("--record", action="store_true", help="put the counts into instructions.json")
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="run all N times, and print the spread")
    try:
        return 0 if work(parser.parse_args()) else 1
    except Skipped as cause:
        print(f"skipped: {cause}")
        return SKIPPED
    except Failed as cause:
        print(f"failed: {cause}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
