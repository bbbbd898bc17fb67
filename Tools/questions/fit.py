#!/usr/bin/env python3
"""Fits what the evidence of two questions weighs, for Dictionaries/questions/weights.txt.

  fit.py DATA --stet-dev PROGRAM [--write Dictionaries/questions/weights.txt]

DATA is a folder with `pairs.tsv`, lines of an id and two questions with tabs between them, and
`labels.tsv`, lines of an id, 1 or 0, and the name of a source. Needs numpy and scipy.

A logistic regression, in which no evidence against may speak for. Every source weighs as much as
any other, and the same and different pairs of a source as much as each other. The figures printed
are those of each source under weights that were fitted to the other sources.
"""
import argparse
import collections
import subprocess

import numpy
import scipy.optimize

ENGINES = ("full", "static")
FOR = {"likeness", "same topic", "shared words"}
RIDGE = 0.002


def read(data, program):
    with open(f"{data}/pairs.tsv", encoding="utf-8") as file:
        text = file.read()
    output = subprocess.run(
        [program, "evaluate", "questions", "--evidence"], input=text, capture_output=True,
        text=True, check=True).stdout.splitlines()
    names = output[0].split("\t")[1:]
    rows = {}
    for line in output[1:]:
        fields = line.split("\t")
        rows[fields[0]] = [float(field) for field in fields[1:]]
    labels, sources, values = [], [], []
    with open(f"{data}/labels.tsv", encoding="utf-8") as file:
        for line in file:
            key, label, source = line.rstrip("\n").split("\t")
            labels.append(int(label))
            sources.append(source)
            values.append(rows[key])
    return names, numpy.array(values), numpy.array(labels), numpy.array(sources)


def balance(labels, sources):
    weights = numpy.zeros(len(labels))
    for source in set(sources):
        for label in (0, 1):
            chosen = (sources == source) & (labels == label)
            weights[chosen] = 1 / max(1, chosen.sum())
    return weights / weights.sum()


def fit(values, labels, sources, names):
    weights = balance(labels, sources)
    signs = labels * 2 - 1

    def loss(parameters):
        odds = values @ parameters[1:] + parameters[0]
        margin = signs * odds
        value = (weights * numpy.logaddexp(0, -margin)).sum()
        value += RIDGE * (parameters[2:] ** 2).sum()
        slope = -weights * signs / (1 + numpy.exp(margin))
        gradient = numpy.concatenate([[slope.sum()], values.T @ slope])
        gradient[2:] += 2 * RIDGE * parameters[2:]
        return value, gradient

    bounds = [(None, None)] + [(0, None) if name in FOR else (None, 0) for name in names]
    start = numpy.zeros(len(names) + 1)
    return scipy.optimize.minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x


def average_precision(scores, labels):
    groups = collections.defaultdict(lambda: [0, 0])
    for score, label in zip(scores, labels):
        groups[score][1 - label] += 1
    right = wrong = 0
    total = 0.0
    for score in sorted(groups, reverse=True):
        plus, minus = groups[score]
        right += plus
        wrong += minus
        total += right / (right + wrong) * plus
    return total / max(1, labels.sum())


def probability(odds):
    return 1 / (1 + numpy.exp(-odds))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("--stet-dev", default=".build/release/stet-dev")
    parser.add_argument("--precision", type=float, default=0.96)
    parser.add_argument("--write")
    options = parser.parse_args()
    names, table, labels, sources = read(options.data, options.stet_dev)
    veto = table[:, names.index("veto")] > 0
    evidence = [name for name in names if name not in (*ENGINES, "veto")]
    lines = []
    for engine in ENGINES:
        columns = [names.index(engine)] + [names.index(name) for name in evidence]
        values = table[:, columns]
        labelled = ["likeness"] + evidence
        crossed = numpy.zeros(len(labels))
        for source in sorted(set(sources)):
            others = sources != source
            parameters = fit(values[others], labels[others], sources[others], labelled)
            mine = ~others
            crossed[mine] = values[mine] @ parameters[1:] + parameters[0]
        parameters = fit(values, labels, sources, labelled)
        # The lowest threshold at which the verdicts are right so often, each source weighing
        # alike; vetoed pairs are never given it.
        chances = probability(crossed)
        weights = balance(labels, sources)
        threshold = 0.99
        for candidate in numpy.arange(0.5, 0.99, 0.005):
            chosen = (chances >= candidate) & ~veto
            if weights[chosen].sum() and (
                    weights[chosen & (labels == 1)].sum() / weights[chosen].sum()
                    >= options.precision):
                threshold = candidate
                break
        final = numpy.where(veto, chances * (threshold - 0.001), chances)
        print(f"{engine}: the same from {threshold:.3f} on")
        print(f"{'source':10} {'likeness':>9} {'fitted':>9} {'vetoed':>9} {'precision':>9} "
              f"{'recall':>9}")
        sums = numpy.zeros(5)
        for source in sorted(set(sources)):
            mine = sources == source
            chosen = mine & (final >= threshold)
            figures = [
                average_precision(values[mine, 0], labels[mine]),
                average_precision(crossed[mine], labels[mine]),
                average_precision(final[mine], labels[mine]),
                labels[chosen].sum() / max(1, chosen.sum()),
                labels[chosen].sum() / labels[mine].sum(),
            ]
            sums += figures
            print(f"{source:10} " + " ".join(f"{figure:9.3f}" for figure in figures))
        sums /= len(set(sources))
        print(f"{'mean':10} " + " ".join(f"{figure:9.3f}" for figure in sums))
        lines += ["", f"[{engine}]", f"constant = {parameters[0]:.3f}"]
        for name, value in zip(labelled, parameters[1:]):
            lines.append(f"{name} = {value:.3f}")
            print(f"  {name:24} {value:8.3f}")
        lines += [f"duplicate from = {threshold:.3f}", "related from = 0.5"]
    if options.write:
        with open(options.write, "w", encoding="utf-8") as file:
            file.write("# What the evidence of two questions weighs. Made by Tools/questions/fit.py.\n")
            file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
