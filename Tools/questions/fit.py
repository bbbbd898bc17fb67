#!/usr/bin/env python3
"""Fits what the evidence of two questions weighs, for Dictionaries/questions/weights.txt.

  fit.py DATA --likeness FILE --stet-dev PROGRAM [--write Dictionaries/questions/weights.txt]

DATA is a folder with `pairs.tsv`, lines of an id and two questions with tabs between them, and
`labels.tsv`, lines of an id, 1 or 0, and the name of a source. FILE is what
`Dictionaries/encoder/tune.py --likeness` wrote: the encoder's head was fitted to the same pairs, so it
says more of them than of others; there it says of each what it learned from the other sources.
Without it the figures are too good. Needs numpy and scipy.

A logistic regression, in which no evidence against may speak for, and none may speak loudly. While
the evidence is weighed, every source has a slope and a constant of its own, for in one even
different questions are alike, in another the same ones are not. Every source weighs as much as any
other, and the same and different pairs of a source as much as each other. The figures printed are
those of each source under weights that were fitted to the other sources: average precision by
likeness alone, with the evidence, and with contrasts kept below the threshold; then precision and
recall of what is judged the same.
"""
import argparse
import collections
import subprocess

import numpy
import scipy.optimize

ENGINES = ("full", "static")
FOR = {"same topic", "shared words"}
# The most that a piece of evidence weighs, as a likeness. What sets the pairs of one source apart
# need not do so in another.
MOST_FOR = 0.03
MOST_AGAINST = {"full": 0.05, "static": 0.1}
# How often what is judged the same must be so, in each source.
PRECISION = {"full": 0.95, "static": 0.9}
# As in QuestionJudge.
ROOM = 0.01
# Questions that have something to do with each other are likelier than this.
RELATED = 0.4


def read(data, program, likeness):
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
    if likeness:
        with open(likeness, encoding="utf-8") as file:
            for line in file:
                key, value = line.split("\t")
                rows[key][names.index("full")] = float(value)
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


def fit(values, labels, sources, names, most_against):
    """The weights of the evidence beside a likeness of weight 1, then the slope and the constant
    that turn the sum into the logarithm of odds."""
    weights = balance(labels, sources)
    signs = labels * 2 - 1
    known = sorted(set(sources))
    places = numpy.array([known.index(source) for source in sources])
    count = len(known)

    def loss(parameters):
        slopes, constants = parameters[:count], parameters[count:2 * count]
        own = parameters[2 * count:]
        sums = values[:, 0] + values[:, 1:] @ own
        margin = signs * (slopes[places] * sums + constants[places])
        slope = -weights * signs / (1 + numpy.exp(margin))
        return (weights * numpy.logaddexp(0, -margin)).sum(), numpy.concatenate([
            numpy.bincount(places, slope * sums, count),
            numpy.bincount(places, slope, count),
            values[:, 1:].T @ (slope * slopes[places])])

    bounds = [(0, None)] * count + [(None, None)] * count
    bounds += [(0, MOST_FOR) if name in FOR else (-most_against, 0) for name in names[1:]]
    start = numpy.concatenate([
        numpy.full(count, 2.0), numpy.full(count, -1.0), numpy.zeros(len(names) - 1)])
    own = scipy.optimize.minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x[2 * count:]
    sums = values[:, 0] + values[:, 1:] @ own

    def calibration(parameters):
        margin = signs * (parameters[0] * sums + parameters[1])
        slope = -weights * signs / (1 + numpy.exp(margin))
        return (weights * numpy.logaddexp(0, -margin)).sum(), numpy.array([
            (slope * sums).sum(), slope.sum()])

    scale, constant = scipy.optimize.minimize(
        calibration, [5.0, -3.0], jac=True, method="L-BFGS-B").x
    return numpy.concatenate([[constant, scale], scale * own])


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
    parser.add_argument("--likeness")
    parser.add_argument("--write")
    options = parser.parse_args()
    names, table, labels, sources = read(options.data, options.stet_dev, options.likeness)
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
            parameters = fit(
                values[others], labels[others], sources[others], labelled, MOST_AGAINST[engine])
            mine = ~others
            crossed[mine] = values[mine] @ parameters[1:] + parameters[0]
        parameters = fit(values, labels, sources, labelled, MOST_AGAINST[engine])
        # The lowest threshold at which the verdicts are right so often in every source; vetoed
        # pairs are never given it.
        chances = probability(crossed)
        threshold = 0.99
        for candidate in numpy.arange(0.5, 0.99, 0.005):
            chosen = (chances >= candidate) & ~veto
            precisions = [
                labels[chosen & (sources == source)].mean()
                for source in set(sources) if (chosen & (sources == source)).any()]
            if min(precisions, default=0) >= PRECISION[engine]:
                threshold = candidate
                break
        ceiling = threshold - 0.001
        floor = ceiling - ROOM
        final = numpy.where(
            veto & (chances > floor), floor + (chances - floor) * ROOM / (1 - floor), chances)
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
        lines += [f"duplicate from = {threshold:.4g}", f"related from = {RELATED}"]
    if options.write:
        with open(options.write, "w", encoding="utf-8") as file:
            file.write("# What the evidence of two questions weighs. Made by Tools/questions/fit.py.\n")
            file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
