"""Noncentral chi-square, both tails, in 50 digits: the Poisson mixture, every term above 1e-45 of the sum."""
from digits import begin, emit
from mpmath import exp, gammainc, loggamma, log, mpf


def tails(x, df, noncentrality):
    """Terms j from 0 until they are too small, chi-square by its recurrence in df, started by gammainc."""
    half, y = mpf(noncentrality) / 2, mpf(x) / 2
    a = mpf(df) / 2
    upper = gammainc(a, y, regularized=True)
    lower = gammainc(a, 0, y, regularized=True)
    gain = exp(a * log(y) - y - loggamma(a + 1))
    weight = exp(-half)
    low = high = mpf(0)
    j = 0
    while True:
        low += weight * lower
        high += weight * upper
        if j > half and weight < mpf(10) ** -45 * min(low, high):
            return low, high
        upper, lower = upper + gain, lower - gain
        j += 1
        if lower < gain * mpf(10) ** 20:  # digits are lost: sum what is left afresh
            lower = gammainc(a + j, 0, y, regularized=True)
        gain *= y / (a + j)
        weight *= half / j


CASES = {
    "middle": [(5.5, 3, 2.25), (10, 1, 4.5), (30.25, 12, 20), (100, 7, 90), (1000.5, 16, 1001)],
    "upper": [(60, 3, 2.25), (200, 1, 4.5), (800, 12, 20), (1500, 7, 90), (2500, 16, 1001), (2100, 7, 90)],
    "lower": [(0.001, 3, 2.25), (1e-6, 1, 4.5), (0.5, 12, 20), (2.5, 7, 90), (300, 16, 1001), (1e-46, 12, 20)],
    "small": [(3.5, 2, 1e-9), (3.5, 2, 0.001), (80, 2, 1e-9), (1e-4, 5, 0.01), (0, 4, 3)],
    "large": [(20000, 100, 20000), (21500, 4, 20000), (18500, 9, 20000), (101000, 9, 100000), (95000, 25, 100000)],
}

begin("noncentral_digits.py")
for name, cases in CASES.items():
    emit(name, "x", *(x for x, _, _ in cases))
    emit(name, "df", *(df for _, df, _ in cases))
    emit(name, "noncentrality", *(c for _, _, c in cases))
    both = [tails(*(mpf(value) for value in case)) if case[0] else (mpf(0), mpf(1)) for case in cases]
    emit(name, "lower", *(low for low, _ in both))
    emit(name, "upper", *(high for _, high in both))
