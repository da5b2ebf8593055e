# One-way analysis of variance and Welch's test of doubles, in 80 digits of mpmath, straight from the definitions.
# Sets: the rule by which NIST made SmLs01 to SmLs09 (Simon and Lesage 1989), read as doubles: a large common part leaves
# the values few digits, and the certified F is not that of the doubles.
# Run in this folder: python3 anova_digits.py > anova_digits.csv
import mpmath
from mpmath import mp, mpf

mp.dps = 80
print(f"# mpmath {mpmath.__version__}, anova_digits.py\nid,value")


def mean(x):
    return mp.fsum(x) / len(x)


def spread(group):
    middle = mean(group)
    return mp.fsum((x - middle) ** 2 for x in group)


def squares(groups):
    middle = mean([x for group in groups for x in group])
    between = mp.fsum(len(group) * (mean(group) - middle) ** 2 for group in groups)
    return between, mp.fsum(spread(group) for group in groups)


def f_ratio(groups):
    n, k = sum(map(len, groups)), len(groups)
    between, within = squares(groups)
    return between / (k - 1) / (within / (n - k))


def welch(groups):
    k = len(groups)
    w = [len(g) * (len(g) - 1) / spread(g) for g in groups]
    means = list(map(mean, groups))
    middle = mp.fsum(a * m for a, m in zip(w, means)) / mp.fsum(w)
    lam = mp.fsum((1 - a / mp.fsum(w)) ** 2 / (len(g) - 1) for a, g in zip(w, groups))
    f = mp.fsum(a * (m - middle) ** 2 for a, m in zip(w, means)) / (k - 1) / (1 + 2 * (k - 2) * lam / (k * k - 1))
    return f, (k * k - 1) / (3 * lam)


for number in range(9):
    size, base = (21, 201, 2001)[number % 3], (1, 10**6, 10**12)[number // 3]
    groups = []
    for middle in (4, 3, 5, 3, 5, 3, 5, 3, 5):
        tenths = [middle] + [middle - 1, middle + 1] * (size // 2)
        groups.append([mpf((10 * base + t) / 10) for t in tenths])
    between, within = squares(groups)
    print(f"SmLs0{number + 1}.shape,{size} {base}")
    print(f"SmLs0{number + 1}.ss,{mp.nstr(between, 17)} {mp.nstr(within, 17)}")
    print(f"SmLs0{number + 1}.F,{mp.nstr(f_ratio(groups), 17)}")
    print(f"SmLs0{number + 1}.welch,{' '.join(mp.nstr(v, 17) for v in welch(groups))}")
