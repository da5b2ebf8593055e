"""Fisher's exact test in 50 digits: p, conditional odds ratio and its interval by root finding on the likelihood.

Probabilities start from gamma functions at the observed table; the others follow by exact ratios, as far out as they
are above 1e-60 of it.
"""
from digits import begin, emit
from mpmath import exp, findroot, fsum, log, loggamma, mpf

TABLES = {
    "tea": (3, 1, 1, 3),
    "convictions": (2, 15, 10, 3),
    "tiny": (1, 0, 0, 1),
    "tied": (5, 5, 5, 5),
    "tied_far": (3, 9, 9, 3),
    "unbalanced": (2, 3, 4, 50000),
    "corner": (0, 7, 12, 5),
    "other_corner": (9, 0, 4, 6),
    "lopsided": (40, 2, 731, 5),
    "far": (900, 40, 55, 812),
    "deep": (640, 40, 55, 652),
    "near": (1000, 1001, 1003, 1002),
    "skew": (17, 983, 40, 720),
    "beside": (1, 29, 11, 4000000),
    "millions": (2503000, 2498000, 2497000, 2502000),
    "millions_apart": (2510500, 2489500, 2489500, 2510500),
}


def weights(table, odds, start):
    """f(j; odds) / f(start; odds) for all j that matter, as a dictionary."""
    a, b, c, d = table
    row, column, rest = a + b, a + c, d - a
    first, last = max(0, -rest), min(row, column)
    found, w = {start: mpf(1)}, mpf(1)
    for j in range(start, last):
        w = w * ((row - j) * (column - j)) / ((j + 1) * (rest + j + 1)) * odds
        found[j + 1] = w
        if w < mpf(10) ** -60:
            break
    w = mpf(1)
    for j in range(start, first, -1):
        w = w * (j * (rest + j)) / ((row - j + 1) * (column - j + 1)) / odds
        found[j - 1] = w
        if w < mpf(10) ** -60:
            break
    return found


def log_probability(table):
    a, b, c, d = table
    lf = lambda x: loggamma(mpf(x) + 1)
    return (lf(a + b) + lf(c + d) + lf(a + c) + lf(b + d) - lf(a + b + c + d) - lf(a) - lf(b) - lf(c) - lf(d))


def tail(table, odds, is_upper):
    a = table[0]
    w = weights(table, odds, a)
    return fsum(x for j, x in w.items() if (j >= a if is_upper else j <= a)) / fsum(w.values())


def mean(table, odds):
    w = weights(table, odds, table[0])
    return fsum((j - table[0]) * x for j, x in w.items()) / fsum(w.values())


def solve(f, near):
    root = findroot(f, (log(near), log(near) + mpf("0.01")), solver="secant", tol=mpf(10) ** -60, verify=False)
    return exp(root)


def ps(table):
    a = table[0]
    w = weights(table, mpf(1), a)
    p = exp(log_probability(table))
    limit = 1 + mpf(10) ** -7
    yield fsum(x for x in w.values() if x <= limit) * p
    yield fsum(x for j, x in w.items() if j <= a) * p
    yield fsum(x for j, x in w.items() if j >= a) * p


def estimate(table, near):
    a, b, c, d = table
    if b == 0 or c == 0:
        return None
    return mpf(0) if a == 0 or d == 0 else solve(lambda t: mean(table, exp(t)), near)


def interval(table, t, near, spread):
    a, b, c, d = table
    low = high = None
    low = mpf(0) if a == 0 or d == 0 else solve(lambda s: log(tail(table, exp(s), True) / t), near / spread)
    if b > 0 and c > 0:
        high = solve(lambda s: log(tail(table, exp(s), False) / t), near * spread)
    return low, high


begin("fisher_digits.py")
for name, table in TABLES.items():
    a, b, c, d = (x + mpf("0.5") for x in table)
    near, spread = a * d / (b * c), exp(2 * (1 / a + 1 / b + 1 / c + 1 / d) ** mpf("0.5"))
    emit(name, "counts", *table)
    two_sided, less, greater = ps(table)
    emit(name, "two.sided", two_sided)
    emit(name, "less", less)
    emit(name, "greater", greater)
    emit(name, "odds_ratio", estimate(table, near))
    level95 = 1 - mpf(0.95)  # of the double, as the program has it
    level99 = 1 - mpf(0.99)
    emit(name, "ci95", *interval(table, level95 / 2, near, spread))
    emit(name, "ci99_one_sided", *interval(table, level99, near, spread))
