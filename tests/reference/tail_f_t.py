# Upper tails of F and of Student's t, two-sided, by the hypergeometric series in 360 digits of mpmath.
# Run in this folder: python3 tail_f_t.py > tail_f_t.csv
import math

import mpmath
from mpmath import mp, mpf

mp.dps = 360
print(f"# mpmath {mpmath.__version__}, tail_f_t.py\nid,value")


def series(x, a, b, precision):
    """2F1(a + b, 1; a + 1; x); all terms are positive."""
    term = total = 1 + 0 * x
    n = 0
    while term > total * precision:
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
    return total


def beta_lower(x, y, a, b):
    """I_x(a, b) = x^a y^b / (a B(a, b)) 2F1(a + b, 1; a + 1; x)."""
    if x * (a + b) > a or y < 0.05:  # the complement has fewer terms: 360 digits leave 60 of a tail of 1e-300
        return 1 - beta_series(y, x, b, a)
    return beta_series(x, y, a, b)


def beta_series(x, y, a, b):
    log_power = a * mp.log(x) + b * mp.log(y) - mp.log(a) - mp.loggamma(a) - mp.loggamma(b) + mp.loggamma(a + b)
    return mp.exp(log_power) * series(x, a, b, mpf(10) ** -350)


def log10_beta_lower(x, y, a, b):
    """The same in doubles, to a few digits: enough to choose arguments."""
    if x * (a + b) > a:
        return math.log10(max(1e-12, 1 - 10 ** log10_beta_lower(y, x, b, a)))
    log_power = a * math.log(x) + b * math.log(y) - math.log(a) - math.lgamma(a) - math.lgamma(b) + math.lgamma(a + b)
    return (log_power + math.log(series(x, a, b, 1e-4))) / math.log(10)


def tail(odds, a, b):
    return beta_lower(1 / (1 + odds), odds / (1 + odds), a, b)


def emit(name, df, odds_of, x_of, a, b):
    """Arguments of four digits where log10 of the tail is about what is listed."""
    print(f"{name}.df,{df}")
    x = []
    for wanted in (-1e-5, -0.05, -0.5, -1.3, -3, -6, -12, -30, -100, -200, -299):
        low, high = -40.0, 690.0
        for _ in range(40):
            middle = (low + high) / 2
            odds = math.exp(middle)
            above = log10_beta_lower(1 / (1 + odds), odds / (1 + odds), a, b) > wanted
            low, high = (middle, high) if above else (low, middle)
        if low < 650:
            x.append(float(f"{x_of(math.exp(low)):.4g}"))
    p = [tail(odds_of(mpf(value)), mpf(a), mpf(b)) for value in x]
    print(f"{name}.x,{' '.join(map(repr, x))}")
    print(f"{name}.p,{' '.join(mp.nstr(value, 17) for value in p)}")


for df1, df2 in ((1, 1), (1, 7), (2, 30), (3, 4.5), (4, 10.25), (19, 3), (50, 60), (7, 1500), (500, 700), (2, 9997), (3, 20000)):
    name = f"f{df1}x{df2}".replace(".", "p")
    emit(name, f"{df1} {df2}", lambda f: f * df1 / mpf(df2), lambda odds: odds * df2 / df1, df2 / 2, df1 / 2)
for df in (0.5, 1, 2, 3.75, 10, 29.5, 200, 5000):
    name = f"t{df}".replace(".", "p")
    emit(name, df, lambda t: t * t / mpf(df), lambda odds: math.sqrt(odds * df), df / 2, 0.5)
