"""Games and Howell, Tukey and Kramer with all digits: p and the half width of the intervals of the sets in pairs.csv.

Statistics and degrees of freedom are those of the doubles in exact numbers, by definition; the tail of the studentized
range, for any degrees of freedom, is that of studentized_range.c, whose program is the argument; its critical value is
found by the secant rule: python3 pairs_digits.py /tmp/studentized_range > pairs_digits.csv
"""
import functools
import itertools
import subprocess
import sys
from mpmath import mp, mpf, nstr
from digits import begin, emit

begin("pairs_digits.py, studentized_range.c")


def read():
    sets = {}
    with open("pairs.csv", encoding="ascii") as lines:
        for line in list(lines)[2:]:
            path, text = line.rstrip("\n").split(",")
            name, item = path.split(".")
            if item in ("values", "sizes"):
                sets.setdefault(name, {})[item] = [float(word) for word in text.split(" ")]
    return sets.items()


def split(values, sizes):
    for size in sizes:
        yield [mpf(x) for x in values[: int(size)]]
        values = values[int(size) :]


@functools.lru_cache(None)
def tail(k, df, q):
    words = [str(k), nstr(df, 34), nstr(q, 34)]
    return mpf(subprocess.run([sys.argv[1], *words], capture_output=True, check=True, text=True).stdout)


@functools.lru_cache(None)
def critical(k, df):
    return mp.findroot(lambda x: mp.log(tail(k, df, mp.exp(x)) / mpf(0.05)), (1.2, 1.3), tol=1e-36, verify=False)


def mean(x):
    return mp.fsum(x) / len(x)


def squares(x):
    return mp.fsum((v - mean(x)) ** 2 for v in x)


def compare(name, item, k, pairs):
    pairs = [(abs(d), mp.sqrt(v), df) for d, v, df in pairs]
    emit(name, item + "_p", *(tail(k, df, mp.sqrt(2) * d / se) for d, se, df in pairs))
    if k < 4:
        emit(name, item + "_reach", *(mp.exp(critical(k, df)) * se / mp.sqrt(2) for d, se, df in pairs))


for name, data in read():
    groups = list(split(data["values"], data["sizes"]))
    k, df = len(groups), len(data["values"]) - len(groups)
    mse = mp.fsum(map(squares, groups)) / df
    tukey, games = [], []
    for a, b in itertools.combinations(groups, 2):
        difference = mean(a) - mean(b)
        tukey.append((difference, mse / len(a) + mse / len(b), mpf(df)))
        va, vb = (squares(x) / (len(x) - 1) / len(x) for x in (a, b))
        games.append((difference, va + vb, (va + vb) ** 2 / (va**2 / (len(a) - 1) + vb**2 / (len(b) - 1))))
    compare(name, "tukey", k, tukey)
    compare(name, "games", k, games)
