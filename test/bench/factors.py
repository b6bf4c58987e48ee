"""The factor regressions in Python: vectorised numpy over sets of rows, and the per-symbol loop over a sample.

usage: factors.py RETURNS ETFS OUT SYMBOLS DAYS SAMPLE

RETURNS is SYMBOLS x DAYS float64, ETFS is 8 x DAYS (SPY TLT VTV VUG MTUM QUAL IWM USMV). Writes 12 betas a symbol to
OUT (market, rates, momentum, value, growth, size, quality, low volatility, four spreads) and prints times as JSON.
"""
import json
import sys
import time

import numpy as np

returns_file, etf_file, out_file, symbols, days, sample = sys.argv[1:4] + [int(a) for a in sys.argv[4:7]]
returns = np.fromfile(returns_file).reshape(symbols, days)
SPY, TLT, VTV, VUG, MTUM, QUAL, IWM, USMV = np.fromfile(etf_file).reshape(8, days)
single90 = np.stack([SPY, TLT], axis=1)[-90:]
styles = np.stack([MTUM, VTV, VUG, IWM, QUAL, USMV], axis=1)[-90:]
spreads = np.stack([VUG - VTV, MTUM - SPY, IWM - SPY, QUAL - SPY], axis=1)[-180:]

try:
    from scipy.special import stdtr
except ImportError:
    stdtr = None


def single_fits(x, y, yy):
    """Slopes, R2, se, t and p of every column of y on every column of x, one at a time, all at once."""
    n = len(x)
    x = x - x.mean(axis=0)
    sxx = np.einsum("ij,ij->j", x, x)[:, None]
    sxy = x.T @ y
    beta = sxy / sxx
    ssr = yy - beta * sxy
    se = np.sqrt(ssr / (n - 2) / sxx)
    t = beta / se
    p = 2 * stdtr(n - 2, -np.abs(t)) if stdtr else None
    return beta, 1 - ssr / yy, se, t, p


def ridge_fits(x, y, yy):
    scale = x.std(axis=0)
    z = (x - x.mean(axis=0)) / scale
    c = z.T @ y
    b = np.linalg.solve(z.T @ z + np.eye(z.shape[1]), c)
    return b / scale[:, None], np.einsum("ij,ij->j", b, c + b) / yy


def by_gaps(y):
    """Symbols with the same missing days."""
    missing = np.isnan(y)
    gappy = missing.any(axis=1)
    yield np.flatnonzero(~gappy), np.ones(y.shape[1], dtype=bool)
    some = np.flatnonzero(gappy)
    _, group = np.unique(np.packbits(missing[some], axis=1), axis=0, return_inverse=True)
    for g in range(group.max() + 1 if len(some) else 0):
        members = some[group.ravel() == g]
        yield members, ~missing[members[0]]


def vectorised():
    betas = np.empty((symbols, 12))
    for members, rows in by_gaps(returns[:, -90:]):
        y = returns[:, -90:][np.ix_(members, rows)].T
        y = y - y.mean(axis=0)
        yy = np.einsum("ij,ij->j", y, y)
        betas[members, :2] = single_fits(single90[rows], y, yy)[0].T
        betas[members, 2:8] = ridge_fits(styles[rows], y, yy)[0].T
    for members, rows in by_gaps(returns[:, -180:]):
        y = returns[:, -180:][np.ix_(members, rows)].T
        y = y - y.mean(axis=0)
        yy = np.einsum("ij,ij->j", y, y)
        betas[members, 8:] = single_fits(spreads[rows], y, yy)[0].T
    return betas


times = []
for _ in range(9):
    start = time.process_time()
    betas = vectorised()
    times.append(time.process_time() - start)
betas.tofile(out_file)
answer = {
    "python": sys.version.split()[0],
    "numpy": np.__version__,
    "pValues": stdtr is not None,
    "vectorised": sorted(times)[len(times) // 2],
    "loop": None,
}

try:
    import sklearn
    import statsmodels
    import statsmodels.api as sm
    from sklearn.linear_model import Ridge
    from sklearn.preprocessing import StandardScaler

    def loop_of_one(y):
        result = []
        y90, y180 = y[-90:], y[-180:]
        rows = ~np.isnan(y90)
        for j in range(2):
            fit = sm.OLS(y90[rows], sm.add_constant(single90[rows, j])).fit()
            result.append((fit.params[1], fit.rsquared, fit.bse[1], fit.tvalues[1], fit.pvalues[1]))
        scaler = StandardScaler()
        z = scaler.fit_transform(styles[rows])
        ridge = Ridge(alpha=1.0).fit(z, y90[rows])
        ridge.score(z, y90[rows])
        result.extend((beta,) for beta in ridge.coef_ / scaler.scale_)
        rows = ~np.isnan(y180)
        for j in range(4):
            fit = sm.OLS(y180[rows], sm.add_constant(spreads[rows, j])).fit()
            result.append((fit.params[1], fit.rsquared, fit.bse[1], fit.tvalues[1], fit.pvalues[1]))
        return [row[0] for row in result]

    chosen = np.linspace(0, symbols - 1, sample).astype(int)
    loop_of_one(returns[0])
    start = time.process_time()
    looped = np.array([loop_of_one(returns[i]) for i in chosen])
    answer["loop"] = (time.process_time() - start) * symbols / sample
    answer["scikit-learn"] = sklearn.__version__
    answer["statsmodels"] = statsmodels.__version__
    answer["loopAgrees"] = bool(np.allclose(looped, betas[chosen], rtol=1e-9, atol=1e-12))
except ImportError as error:
    answer["loopMissing"] = str(error)
print(json.dumps(answer))
