"""What the Python scripts here share: lines "id,value" of 17 digits, as common.R writes them; mpmath with 50 digits."""
import sys
import mpmath
from mpmath import mp

mp.dps = 50


def begin(script):
    print("# Python %d.%d, mpmath %s, %s" % (*sys.version_info[:2], mpmath.__version__, script))
    print("id,value")


def digits(x):
    return "NA" if x is None else "%.17g" % float(x)


def emit(set_, item, *values):
    print("%s.%s,%s" % (set_, item, " ".join(digits(x) for x in values)))
