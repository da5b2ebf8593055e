"""p of Smirnov's test with all digits, for the data of kolmogorov_smirnov.csv: python3 NAME.py > NAME.csv

Exact ones are counted in whole numbers: paths on the grid that keep away from the distance, taken from all of them.
Asymptotic ones are the series in 60 digits.
"""
import bisect
import fractions
import math
import platform

import mpmath

mpmath.mp.dps = 60


def read(path):
    with open(path, encoding="ascii") as lines:
        next(lines), next(lines)
        return dict(line.rstrip("\n").split(",") for line in lines)


def distances(x, y):
    x, y = sorted(x), sorted(y)
    steps = [
        fractions.Fraction(bisect.bisect_right(x, t), len(x)) - fractions.Fraction(bisect.bisect_right(y, t), len(y))
        for t in sorted(set(x + y))
    ]
    plus, minus = max(steps + [0]), max([-step for step in steps] + [0])
    return [(max(plus, minus), True, True), (minus, False, True), (plus, True, False)]


def exact(m, n, distance, above, below):
    reached = distance * m * n
    row = []
    for i in range(m + 1):
        new = []
        for j in range(n + 1):
            here = i * n - j * m
            if (above and here >= reached) or (below and -here >= reached):
                new.append(0)
            elif i == 0 and j == 0:
                new.append(1)
            else:
                new.append((row[j] if i > 0 else 0) + (new[j - 1] if j > 0 else 0))
        row = new
    return 1 - fractions.Fraction(row[n], math.comb(m + n, m))


def asymptotic(m, n, distance, above, below):
    square = 2 * mpmath.mpf(distance.numerator) ** 2 * m * n / mpmath.mpf(distance.denominator) ** 2 / (m + n)
    if not (above and below):
        return mpmath.exp(-square)
    if square == 0:
        return mpmath.mpf(1)
    return 2 * mpmath.nsum(lambda k: (-1) ** (int(k) - 1) * mpmath.exp(-square * k * k), [1, mpmath.inf], method="d")


def main():
    print(f"# Python {platform.python_version()}, mpmath {mpmath.__version__}, kolmogorov_smirnov_exact.py")
    print("id,value")
    data = read("kolmogorov_smirnov.csv")
    for name in [key[:-2] for key in data if key.endswith(".D")]:
        x, y = ([float(word) for word in data[f"{name}.{axis}"].split()] for axis in "xy")
        judge = exact if data[name + ".exact"] == "1" else asymptotic
        p = [judge(len(x), len(y), fractions.Fraction(distance), *sides) for distance, *sides in distances(x, y)]
        p = [mpmath.mpf(v.numerator) / v.denominator if isinstance(v, fractions.Fraction) else v for v in p]
        print(f"{name}.p," + " ".join(mpmath.nstr(v, 17, min_fixed=0, max_fixed=0) for v in p))


main()
