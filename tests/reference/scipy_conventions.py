"""The same methods by SciPy, on the data of the files that R made: python3 scipy_conventions.py > scipy_conventions.csv

An id is SET.METHOD_ITEM, the set that of the file whose data it is. Three p are two-sided, less, greater. Exact or not,
and with which corrections, is chosen as in syncreport; where SciPy has no such choice, the README says so and the value
is not here.
"""
import warnings
import numpy as np
import scipy
from scipy import stats
from scipy.stats.contingency import odds_ratio

SIDES = ("two-sided", "less", "greater")
warnings.simplefilter("ignore")


def read(name):
    sets = {}
    with open(name + ".csv", encoding="ascii") as lines:
        for line in list(lines)[2:]:
            path, text = line.rstrip("\n").split(",")
            name, item = path.split(".", 1)
            sets.setdefault(name, {})[item] = np.array([np.nan if w == "NA" else float(w) for w in text.split(" ")])
    return sets.items()


def emit(name, item, *values):
    print("%s.%s,%s" % (name, item, " ".join("%.17g" % v if np.isfinite(v) else "NA" for v in values)))


def differ(x):
    return len(set(x)) == len(x)


def groups():
    for name, data in read("pairs"):
        parts = np.split(data["values"], np.cumsum(data["sizes"])[:-1].astype(int))
        emit(name, "kruskal", *stats.kruskal(*parts))
        emit(name, "anova", *stats.f_oneway(*parts))
        for center in ("median", "mean"):
            emit(name, "levene_" + center, *stats.levene(*parts, center=center))
        tukey = stats.tukey_hsd(*parts)
        limits, upper = tukey.confidence_interval(0.95), np.triu_indices(len(parts), 1)
        emit(name, "tukey_difference", *tukey.statistic[upper])
        emit(name, "tukey_p", *tukey.pvalue[upper])
        emit(name, "tukey_low", *limits.low[upper])
        emit(name, "tukey_high", *limits.high[upper])
    for name, data in read("shapiro"):
        emit(name, "shapiro", *stats.shapiro(data["values"]))


def two_samples():
    for name, data in read("mann_whitney"):
        x, y = data["x"], data["y"]
        exact = differ([*x, *y]) and max(len(x), len(y)) < 50
        tests = [stats.mannwhitneyu(x, y, True, side, method="exact" if exact else "asymptotic") for side in SIDES]
        emit(name, "mann_whitney", tests[0].statistic, *(t.pvalue for t in tests))
    for name, data in read("kolmogorov_smirnov"):
        x, y = data["x"], data["y"]
        if differ([*x, *y]) and len(x) * len(y) < 10000:
            tests = [stats.ks_2samp(x, y, side, "exact") for side in SIDES]
            # SciPy's "less" says that x's distribution function is smaller, "greater" that it is greater
            emit(name, "ks", *(t.statistic for t in tests), *(t.pvalue for t in tests))


def pairs():
    for name, data in read("wilcoxon"):
        d = data["x"] - data["y"]
        exact = differ(abs(d)) and 0 not in d and len(d) < 50
        choice = {"mode": "exact"} if exact else {"mode": "approx", "correction": True}
        emit(name, "wilcoxon", *(stats.wilcoxon(d, alternative=side, **choice).pvalue for side in SIDES))
    for name, data in read("correlation"):
        x, y = data["x"], data["y"]
        tests = [stats.pearsonr(x, y, alternative=side) for side in SIDES]
        emit(name, "pearson", tests[0].statistic, *(t.pvalue for t in tests))
        emit(name, "pearson_limits", *tests[0].confidence_interval(0.95))
        tests = [stats.spearmanr(x, y, alternative=side) for side in SIDES]
        emit(name, "spearman", tests[0].statistic, *(t.pvalue for t in tests))
        exact = differ(x) and differ(y) and len(x) < 50
        tests = [stats.kendalltau(x, y, method="exact" if exact else "asymptotic", alternative=side) for side in SIDES]
        emit(name, "kendall", tests[0].statistic, *(t.pvalue for t in tests))


def tables():
    for name, data in read("chi_square"):
        table = data["counts"].reshape(data["shape"].astype(int))
        table = table[table.sum(1) > 0][:, table.sum(0) > 0]  # SciPy refuses empty ones
        emit(name, "chi_square", *stats.chi2_contingency(table, False)[:3])
        emit(name, "chi_square_g", *stats.chi2_contingency(table, False, "log-likelihood")[:2])
        if table.shape == (2, 2):
            emit(name, "chi_square_corrected", *stats.chi2_contingency(table, True)[:2])
    for name, data in read("goodness_of_fit"):
        if "counts" in data:
            emit(name, "chi_square_gof", *stats.chisquare(data["counts"]))
    for name, data in read("fisher"):
        table = data["counts"].reshape(2, 2).astype(int)
        emit(name, "fisher", *(stats.fisher_exact(table, side).pvalue for side in SIDES))
        found = odds_ratio(table)
        emit(name, "odds_ratio", found.statistic, *found.confidence_interval(0.95))
        emit(name, "odds_ratio_sample", odds_ratio(table, kind="sample").statistic)


def studentized_range():
    for k, df in ((2, 1.5), (3, 7.25), (5, 12), (10, 60.5), (20, 1e4)):
        q = (0.5, 1.75, 3.5, 5.25, 9)
        emit("range_%d" % k, "range_shape", k, df)
        emit("range_%d" % k, "range_q", *q)
        emit("range_%d" % k, "range_p", *(stats.studentized_range.sf(v, k, df) for v in q))


print("# SciPy %s, NumPy %s, scipy_conventions.py\nid,value" % (scipy.__version__, np.__version__))
groups()
two_samples()
pairs()
tables()
studentized_range()
