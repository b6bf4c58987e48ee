"""Writes the reference values beside this file:

    python3 test/reference/make_fixtures.py && npx biome format --write test/reference

Needs numpy, pandas, scipy, statsmodels, scikit-learn and QuantLib; the versions used are in each file. The tests read
the JSON files and need no Python. Inputs are random numbers of a fixed seed and are part of the files.
"""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import QuantLib as ql
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from scipy.stats import linregress, norm

HERE = Path(__file__).parent
VERSIONS = {
    "numpy": np.__version__,
    "pandas": pd.__version__,
    "scipy": scipy.__version__,
    "statsmodels": statsmodels.__version__,
    "scikit-learn": sklearn.__version__,
    "QuantLib": ql.__version__,
}


def plain(value):
    """Values as JSON: NaN becomes null."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(inner) for inner in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return None if math.isnan(value) else float(value)
    return value


def write(name, content):
    text = json.dumps(plain({"versions": VERSIONS, **content}), separators=(",", ":"))
    (HERE / f"{name}.json").write_text(text + "\n")


def clustered_returns(rng, count):
    """Daily returns with fat tails and a volatility that wanders."""
    scale = 0.01 * np.exp(0.3 * np.sin(np.arange(count) / 17) + 0.2 * rng.standard_normal(count).cumsum() / 8)
    return np.round(0.0004 + scale * rng.standard_t(5, count), 6)


def har(returns, horizon):
    v = pd.Series(returns) ** 2
    x = pd.DataFrame({"d": v, "w": v.rolling(5).mean(), "m": v.rolling(22).mean()})
    y = v.rolling(horizon).mean().shift(-horizon)
    rows = x.notna().all(axis=1) & y.notna()
    # Scaled to a year's percent: statsmodels cuts singular values off relative to the largest.
    scale = 252 * 1e4
    fit = sm.OLS(y[rows] * scale, sm.add_constant(x[rows] * scale)).fit()
    forecast = float(fit.predict(np.r_[1, x.iloc[-1] * scale].reshape(1, -1))[0]) / scale
    return {
        "horizon": horizon,
        "observations": int(rows.sum()),
        "coefficients": [fit.params.iloc[0] / scale, *fit.params.iloc[1:]],
        "r_squared": fit.rsquared,
        "volatility": math.sqrt(252 * max(0, forecast)),
        "floored": forecast < 0,
    }


def tails(returns, alpha):
    losses = np.sort(-returns)[::-1]
    n = len(losses)
    var = losses[max(1, math.ceil(round(alpha * n, 9))) - 1]
    mu, sd, z = -returns.mean(), returns.std(ddof=1), norm.ppf(1 - alpha)
    return {
        "tail": alpha,
        "n": n,
        "historical_var": var,
        "historical_es": var + np.maximum(losses - var, 0).sum() / (alpha * n),
        "normal_var": mu + z * sd,
        "normal_es": mu + sd * norm.pdf(z) / alpha,
    }


def series():
    rng = np.random.default_rng(20240628)
    cases = []
    for count in (72, 120, 260, 400):
        returns = clustered_returns(rng, count)
        s = pd.Series(returns)
        rolling = (s.rolling(21).std() * math.sqrt(252)).dropna()
        trend = linregress(np.arange(21), rolling.tail(21))
        year = rolling.tail(252)
        excess = returns - 0.03 / 252
        wealth = pd.concat([pd.Series([1.0]), (1 + s).cumprod()], ignore_index=True)
        cases.append({
            "returns": returns,
            "rolling_tail": rolling.tail(5).to_numpy(),
            "trend": {"slope": trend.slope, "r_squared": trend.rvalue**2},
            "percentile": float((year < year.iloc[-1]).mean()) if count >= 252 else None,
            "percentile_n": len(year),
            "har": [har(returns, h) for h in (1, 5, 21)],
            "sortino_rf3": excess.mean() * 252 / math.sqrt((np.minimum(excess, 0) ** 2).mean() * 252),
            "drawdowns_tail": (wealth / wealth.cummax() - 1).tail(10).to_numpy(),
            "max_drawdown": (wealth / wealth.cummax() - 1).min(),
            "tails": [tails(returns, alpha) for alpha in (0.01, 0.025, 0.05, 0.1)],
        })
    write("series", {"cases": cases})


def correlations():
    rng = np.random.default_rng(7)
    n, k = 120, 8
    market = rng.standard_normal(n) * 0.01
    values = np.stack([market * b + rng.standard_normal(n) * s * 0.01 for b, s in zip(
        [1, 1, 0.9, 1.1, 0.2, -0.8, 0.5, 0.1], [0.4, 0.5, 0.4, 1.5, 1, 0.5, 1, 1])], axis=1)
    values = np.round(values, 6)
    for column, (start, stop) in {3: (35, 50), 6: (0, 70), 7: (0, 100)}.items():
        values[start:stop, column] = np.nan
    values[::7, 4] = np.nan
    window = pd.DataFrame(values).tail(90)
    raw = window.corr(min_periods=30).to_numpy().copy()
    np.fill_diagonal(raw, 1)
    distance = np.where(np.isnan(raw), 1, 1 - np.abs(raw))
    labels = fcluster(linkage(squareform(distance, checks=False), "single"), 0.3 + 1e-12, "distance")
    full = pd.DataFrame(values[:, :3]).tail(90).corr().to_numpy()
    weights = np.array([0.5, 0.3, 0.2])

    # A matrix of pairwise estimates that no returns have: repair by clipping.
    broken = np.array([[1, 0.9, -0.6, 0.2], [0.9, 1, 0.5, 0.1], [-0.6, 0.5, 1, -0.3], [0.2, 0.1, -0.3, 1]])
    eigenvalues, vectors = np.linalg.eigh(broken)
    clipped = vectors @ np.diag(np.maximum(eigenvalues, 0)) @ vectors.T
    scale = 1 / np.sqrt(np.diag(clipped))
    repaired = clipped * np.outer(scale, scale)

    signed = np.array([0.8, 0.4, -0.3])
    covariance = window.iloc[:, :3].cov().to_numpy() * 252
    write("correlation", {
        "returns": values.T,
        "matrix": raw,
        "labels": labels,
        "diversification": {
            "weights": weights,
            "weighted_absolute": ((np.outer(weights, weights) * np.abs(full)).sum() - (weights**2).sum())
            / (1 - (weights**2).sum()),
            "effective_equal": 1 / full.mean(),
            "effective_by_weight": 1 / (weights @ full @ weights),
        },
        "broken": broken,
        "eigenvalues": eigenvalues,
        "repaired": repaired,
        "variance": {
            "weights": signed,
            "total": signed @ covariance @ signed,
            "contributions": signed * (covariance @ signed),
        },
    })


def implied_volatilities():
    """Prices of QuantLib's analytic engine, and the volatility that its own solver finds where it does."""
    today = ql.Date(28, 6, 2024)
    ql.Settings.instance().evaluationDate = today
    rows = []
    for right in ("CALL", "PUT"):
        for strike in (40, 80, 95, 100, 105, 130, 250):
            for days in (1, 30, 365, 1095):
                for vol in (0.05, 0.2, 0.6, 2.0):
                    for rate, dividend in ((0.05, 0.0), (0.01, 0.03)):
                        count = ql.Actual365Fixed()
                        quote = lambda x: ql.YieldTermStructureHandle(ql.FlatForward(today, x, count))
                        surface = ql.BlackConstantVol(today, ql.NullCalendar(), vol, count)
                        process = ql.BlackScholesMertonProcess(
                            ql.QuoteHandle(ql.SimpleQuote(100.0)), quote(dividend), quote(rate),
                            ql.BlackVolTermStructureHandle(surface))
                        option = ql.VanillaOption(
                            ql.PlainVanillaPayoff(ql.Option.Call if right == "CALL" else ql.Option.Put, strike),
                            ql.EuropeanExercise(today + days))
                        option.setPricingEngine(ql.AnalyticEuropeanEngine(process))
                        price, vega = option.NPV(), option.vega()
                        # Where vega is this small the price does not say its volatility to 1e-7.
                        if vega < 1e-5:
                            continue
                        try:
                            solved = option.impliedVolatility(price, process, 1e-12, 500, 1e-4, 10.0)
                        except RuntimeError:
                            solved = None
                        rows.append([right, strike, days, rate, dividend, price, vol, solved])
    write("implied-volatility", {
        "columns": ["right", "strike", "days", "rate", "dividend_yield", "price", "volatility", "quantlib"],
        "spot": 100,
        "rows": rows,
        "quantiles": [[p, norm.ppf(p)] for p in (1e-12, 1e-6, 0.001, 0.01, 0.025, 0.05, 0.1, 0.4, 0.5, 0.77, 0.999)],
    })


series()
correlations()
implied_volatilities()
