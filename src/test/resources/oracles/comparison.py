"""Writes comparison.json: a circular block bootstrap of paired differences, written from the papers with numpy and scipy."""
import json
import math
import sys

import numpy as np
from scipy.stats import rankdata

M = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix(z):
    x = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & M
    return x ^ (x >> 31)


def bits(seed, stream, position):
    m = mix((seed + GOLDEN) & M)
    m = mix(((m ^ stream) + GOLDEN) & M)
    return mix(((m ^ position) + GOLDEN) & M)


def java_hash(text):
    h = 0
    for c in text:
        h = (31 * h + ord(c)) & 0xFFFFFFFF
    return h if h < 1 << 31 else (h - (1 << 32)) & M


def split(seed, purpose):
    return mix(mix((seed + GOLDEN) & M) ^ java_hash(purpose))


def below(bound, seed, stream, position):
    return ((bits(seed, stream, position) >> 33) * bound) >> 31


def series(n, phi, seed):
    """AR(1) from numpy's own generator."""
    random = np.random.default_rng(seed)
    x = np.zeros(n)
    noise = random.standard_normal(n)
    for i in range(n):
        x[i] = (phi * x[i - 1] if i else 0) + noise[i]
    return x


def politis_white(x):
    """Politis and White 2004, corrected by Patton, Politis and White 2009; for circular blocks."""
    n = len(x)
    e = x - x.mean()
    full = np.correlate(e, e, "full")[n - 1:] / n
    rho = full / full[0]
    k = max(5, math.ceil(math.sqrt(math.log10(n))))
    most = min(n - 1, math.ceil(math.sqrt(n)) + k)
    bound = 2 * math.sqrt(math.log10(n) / n)
    reach = most
    for m in range(0, most - k + 1):
        if np.all(np.abs(rho[m + 1:m + k + 1]) < bound):
            reach = min(most, 2 * max(1, m))
            break
    lags = np.arange(1, reach + 1)
    lam = np.where(lags / reach <= 0.5, 1, 2 * (1 - lags / reach))
    g = 2 * np.sum(lam * lags * full[1:reach + 1])
    s = full[0] + 2 * np.sum(lam * full[1:reach + 1])
    b = (2 * g * g / (4 / 3 * s * s)) ** (1 / 3) * n ** (1 / 3)
    return max(1.0, min(b, math.ceil(min(3 * math.sqrt(n), n / 3))))


def auc(s, y):
    p = y > 0.5
    r = rankdata(s)
    a, b = p.sum(), (~p).sum()
    return (r[p].sum() - a * (a + 1) / 2) / (a * b)


def average_precision(s, y):
    order = np.argsort(-s, kind="stable")
    s, y = s[order], y[order]
    last = np.r_[np.nonzero(np.diff(s))[0], len(s) - 1]
    found = np.cumsum(y)[last]
    precision = found / (last + 1)
    recall = found / y.sum()
    return np.sum(np.diff(np.r_[0, recall]) * precision)


def kappa(s, y):
    h, t = s >= 0.5, y > 0.5
    chance = h.mean() * t.mean() + (1 - h.mean()) * (1 - t.mean())
    return ((h == t).mean() - chance) / (1 - chance)


def f1(s, y):
    h, t = s >= 0.5, y > 0.5
    return 2 * (h & t).sum() / (h.sum() + t.sum())


BINARY = {
    "log-loss": (False, lambda s, y: -np.mean(np.log(np.where(y > 0.5, s, 1 - s)))),
    "accuracy": (True, lambda s, y: np.mean((s >= 0.5) == (y > 0.5))),
    "brier": (False, lambda s, y: np.mean((s - y) ** 2)),
    "auc": (True, auc),
    "average-precision": (True, average_precision),
    "f1": (True, f1),
    "kappa": (True, kappa),
    "mcc": (True, lambda s, y: np.corrcoef(s >= 0.5, y > 0.5)[0, 1]),
}
NUMBERS = {
    "mae": (False, lambda s, y: np.mean(np.abs(s - y))),
    "rmse": (False, lambda s, y: np.sqrt(np.mean((s - y) ** 2))),
    "r2": (True, lambda s, y: 1 - np.sum((s - y) ** 2) / np.sum((y - y.mean()) ** 2)),
}


def intervals(first, second, labels, metrics, block, resamples, seed):
    n = len(labels)
    random = split(seed, "resamples")
    gains = {name: [] for name in metrics}
    for resample in range(resamples):
        index, number = [], 0
        while len(index) < n:
            start = below(n, random, resample, number)
            length = min(block, n - len(index))
            index += [(start + i) % n for i in range(length)]
            number += 1
        at = np.array(index)
        for name, (higher, metric) in metrics.items():
            gain = metric(second[at], labels[at]) - metric(first[at], labels[at])
            gains[name].append(gain if higher else -gain)
    ends = {}
    for name, (higher, metric) in metrics.items():
        gain = metric(second, labels) - metric(first, labels)
        low, high = np.quantile(gains[name], [0.025, 0.975])
        ends[name] = [gain if higher else -gain, low, high]
    return ends


def main():
    n = 400
    latent, one, two = series(n, 0.8, 1), series(n, 0.6, 2), series(n, 0.6, 3)
    y = (latent + 0.5 * series(n, 0.2, 4) > 0).astype(float)
    sigmoid = lambda x: np.round(1 / (1 + np.exp(-x)), 3).clip(0.001, 0.999)
    a, b = sigmoid(latent + one), sigmoid(latent + 0.8 * two)
    loss = lambda s: -np.log(np.where(y > 0.5, s, 1 - s))
    lengths = [politis_white(d) for d in (loss(b) - loss(a), (b - y) ** 2 - (a - y) ** 2,
                                          1.0 * ((b >= .5) == (y > .5)) - ((a >= .5) == (y > .5)))]
    block = max([math.ceil(n ** (1 / 3) - 1e-12)] + [math.ceil(x) for x in lengths])
    answer = {"binary": {"labels": y.tolist(), "first": a.tolist(), "second": b.tolist(), "block": block,
                         "intervals": intervals(a, b, y, BINARY, block, 200, 7)}}
    ry = np.round(latent * 3, 4)
    ra, rb = np.round(ry + one, 4), np.round(ry + 1.1 * two + 0.1, 4)
    lengths = [politis_white(np.abs(rb - ry) - np.abs(ra - ry)), politis_white((rb - ry) ** 2 - (ra - ry) ** 2)]
    block = max([math.ceil(n ** (1 / 3) - 1e-12)] + [math.ceil(x) for x in lengths])
    answer["numbers"] = {"labels": ry.tolist(), "first": ra.tolist(), "second": rb.tolist(), "block": block,
                         "intervals": intervals(ra, rb, ry, NUMBERS, block, 200, 7)}
    answer["lengths"] = []
    for phi, seed, size in ((0.0, 10, 500), (0.5, 11, 500), (0.9, 12, 500), (-0.4, 13, 301), (0.8, 14, 60)):
        x = np.round(series(size, phi, seed), 6)
        answer["lengths"].append({"phi": phi, "series": x.tolist(), "length": politis_white(x)})
    json.dump(answer, sys.stdout)


main()
