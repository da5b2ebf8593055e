"""Coefficients and p with all digits, for the data of correlation.csv: python3 NAME.py > NAME.csv

r and rho in fractions, their p by the incomplete beta function in 60 digits. Kendall's exact p counts, in whole
numbers, the orders of n values by their exchanges (coefficients of a product of polynomials).
"""
import fractions
import platform

import mpmath

mpmath.mp.dps = 60


def read(path):
    with open(path, encoding="ascii") as lines:
        next(lines), next(lines)
        return dict(line.rstrip("\n").split(",") for line in lines)


def number(fraction):
    return mpmath.mpf(fraction.numerator) / fraction.denominator


def midranks(values):
    return [
        fractions.Fraction(sum(w < v for w in values) + sum(w <= v for w in values) + 1, 2) for v in values
    ]


def product_moment(x, y):
    """r and 1 - r^2"""
    n = len(x)
    x, y = ([fractions.Fraction(v) for v in values] for values in (x, y))
    mean_x, mean_y = sum(x) / n, sum(y) / n
    s_xx, s_yy = sum((v - mean_x) ** 2 for v in x), sum((v - mean_y) ** 2 for v in y)
    s_xy = sum((v - mean_x) * (w - mean_y) for v, w in zip(x, y))
    square = s_xy**2 / (s_xx * s_yy)
    return mpmath.sign(s_xy.numerator) * mpmath.sqrt(number(square)), number(1 - square)


def student(r, rest, n):
    upper = mpmath.betainc(mpmath.mpf(n - 2) / 2, 0.5, 0, rest, regularized=True) / 2
    less, greater = (upper, 1 - upper) if r < 0 else (1 - upper, upper)
    return [2 * upper, less, greater]


def kendall(x, y):
    n = len(x)
    pairs = n * (n - 1) // 2
    concordant = sum((x[i] - x[j]) * (y[i] - y[j]) > 0 for i in range(n) for j in range(i))
    counts = [1]
    for i in range(2, n + 1):
        longer = [0] * (len(counts) + i - 1)
        for k, count in enumerate(counts):
            for behind in range(i):
                longer[k + behind] += count
        counts = longer
    less = fractions.Fraction(sum(counts[: concordant + 1]), sum(counts))
    greater = fractions.Fraction(sum(counts[concordant:]), sum(counts))
    r = fractions.Fraction(2 * concordant - pairs, pairs)
    return number(r), [number(min(2 * less, 2 * greater, fractions.Fraction(1))), number(less), number(greater)]


def emit(name, *values):
    print(f"{name}," + " ".join(mpmath.nstr(value, 17, min_fixed=0, max_fixed=0) for value in values))


def main():
    print(f"# Python {platform.python_version()}, mpmath {mpmath.__version__}, correlation_exact.py")
    print("id,value")
    data = read("correlation.csv")
    for name in [key[:-2] for key in data if key.endswith(".x")]:
        x, y = ([float(word) for word in data[f"{name}.{axis}"].split()] for axis in "xy")
        n = len(x)
        for method, a, b in (("pearson", x, y), ("spearman", midranks(x), midranks(y))):
            r, rest = product_moment(a, b)
            emit(f"{name}.{method}_r", r)
            emit(f"{name}.{method}_p", *student(r, rest, n))
        if n < 50 and len(set(x)) == len(set(y)) == n:
            r, p = kendall(x, y)
            emit(f"{name}.kendall_r", r)
            emit(f"{name}.kendall_p", *p)
    turned(100000, 17950)
    for digits in (2, 4, 6, 9):
        near_line(f"line{digits}", 10**-digits)


def turned(n, k):
    """1 .. n with itself turned by k places: the sum of squared differences is n k (n - k)"""
    r = 1 - fractions.Fraction(6 * k * (n - k), n * n - 1)
    print(f"turned.shape,{n} {k}")
    emit("turned.spearman_r", number(r))
    emit("turned.spearman_p", *student(r, number(1 - r * r), n))


def near_line(name, noise):
    """Data of which R sees a line."""
    x = [i * i / 7 for i in range(10)]
    y = [3.1 * v + noise * ((i * 7919) % 31 - 15) for i, v in enumerate(x)]
    print(f"{name}.x," + " ".join(format(v, ".17g") for v in x))
    print(f"{name}.y," + " ".join(format(v, ".17g") for v in y))
    r, rest = product_moment(x, y)
    emit(f"{name}.pearson_r", r)
    emit(f"{name}.pearson_p", *student(r, rest, len(x)))


main()
