#!/usr/bin/env python3
"""Fits the weights of the spelling rules and writes Sources/Analyzers/Spelling/SpellingWeights.swift.

usage: fit.py FOLDER [--stet-dev PATH] [--write]

FOLDER holds labelled texts as `stet-dev evaluate spelling --data` reads them:
seeded_NAME.txt with seeded_NAME.gold.jsonl, and clean_NAME.txt.  NAME begins with a genre.

Two models are fitted on what `stet-dev evaluate spelling --evidence` prints:
  - candidates: a conditional logit over the words near a misspelled word,
  - evidence: a logistic regression of whether an unknown word is misspelled,
    with the best candidate's score as one of its variables.
Figures are printed with each genre left out of the fit in turn.  Needs numpy and scipy.
"""
import argparse, glob, json, os, subprocess, tempfile
import numpy as np
from scipy.optimize import minimize

KINDS = ("swapped moved singled doubled vowel sound neighbour other omittedVowel omittedSilent "
         "omittedConsonant addedVowel addedNeighbour addedConsonant apostrophe group ending").split()
CANDIDATE = KINDS + ("cost second-slip third-slip slips-per-letter first last final-s same-sound "
    "same-consonants same-letters frequency not-counted class name variant pair-before "
    "pair-before-gain pair-after pair-after-gain in-block short").split()
EVIDENCE = ("bias score certainty no-candidate cost frequency length short capitalized-inside "
    "capitalized-at-start upper mixed foreign quoted beside-name rare-word name derived compound "
    "technical technical-ending inflected repetitions unknown-neighbours twin first-letter "
    "only-ending second-slip capitalized-score short-score start-score start-length").split()
C = {name: index for index, name in enumerate(CANDIDATE)}
E = {name: index for index, name in enumerate(EVIDENCE)}
TARGET = "Sources/Analyzers/Spelling/SpellingWeights.swift"
ERROR, INFORMATION, PLAIN, CAPITAL = 0.7, 0.15, 0.1, 0.45


def folded(text):
    return text.lower().replace("’", "'")


def suspects(path, stet_dev):
    """What `stet-dev evaluate spelling --evidence` prints of a text."""
    output = subprocess.run([stet_dev, "evaluate", "spelling", "--evidence", path],
                            capture_output=True, check=True).stdout
    return map(json.loads, output.decode().splitlines())


# The texts have their mistakes in lower case only.  One word in fourteen begins a sentence, and
# few are capitalized elsewhere that are no names; the weights are less than their share, which keeps
# names from being taken for mistakes.
CAPITALIZED = {"start": (b". ", 0.03), "inside": (b" ", 0.004)}


def load_capitalized(folder, stet_dev, place):
    """The suspects that the mistakes are where each is made to begin a sentence, or to stand
    capitalized inside of one, and how many mistakes there are, by genre."""
    before, weight = CAPITALIZED[place]
    rows, counts = [], {}
    for path in sorted(glob.glob(f"{folder}/seeded_*.txt")):
        genre = os.path.basename(path)[len("seeded_"):-4].split("_")[0]
        text, result, end, at = open(path, "rb").read(), b"", 0, {}
        for gold in map(json.loads, open(path[:-4] + ".gold.jsonl")):
            start, stop = gold["offset"], gold["offset"] + gold["length"]
            word = text[start:stop]
            if gold["kind"] != "nonword" or text[start - 1:start] != b" " or not word.islower():
                continue
            if text[start - 2:start - 1] in b".!?:;,-":
                continue
            result += text[end:start - 1] + before
            at.update((o, gold) for o in range(len(result), len(result) + len(word)))
            result += word[:1].upper() + word[1:]
            end = stop
            counts[genre] = counts.get(genre, 0) + 1
        with tempfile.NamedTemporaryFile(suffix=".txt") as file:
            file.write(result + text[end:])
            file.flush()
            for row in suspects(file.name, stet_dev):
                span = range(row["offset"], row["offset"] + row["length"])
                row["gold"] = next((at[o] for o in span if o in at), None)
                if row["gold"]:
                    row.update(genre=genre, kind="capitalized", weight=weight,
                               word=folded(result[span.start:span.stop].decode()))
                    rows.append(row)
    return rows, counts


def load(folder, stet_dev):
    """Every suspect of the texts, with its gold error or None; errors that are no suspects."""
    rows, missed, words = [], {}, {}
    for path in sorted(glob.glob(f"{folder}/seeded_*.txt") + glob.glob(f"{folder}/clean_*.txt")):
        kind, name = os.path.basename(path)[:-4].split("_", 1)
        genre = name.split("_")[0]
        text = open(path, "rb").read()
        gold = []
        if kind == "seeded":
            lines = open(path[:-4] + ".gold.jsonl")
            gold = [g for g in map(json.loads, lines) if g["kind"] == "nonword"]
        else:
            words[genre] = words.get(genre, 0) + len(text.split())
        at = {o: g for g in gold for o in range(g["offset"], g["offset"] + g["length"])}
        seen = set()
        for row in suspects(path, stet_dev):
            span = range(row["offset"], row["offset"] + row["length"])
            row["gold"] = next((at[o] for o in span if o in at), None)
            row["genre"], row["kind"] = genre, kind
            row["word"] = folded(text[span.start:span.stop].decode())
            if row["gold"]:
                seen.add(row["gold"]["offset"])
            rows.append(row)
        missed[genre] = missed.get(genre, 0) + sum(g["offset"] not in seen for g in gold)
    return rows, missed, words


def right(row):
    forms = {folded(form) for form in row["gold"]["right"]}
    words = [c["word"] for c in row["candidates"]]
    return next((i for i, w in enumerate(words) if w in forms or w + "'s" in forms), -1)


def fit_candidates(rows, penalty=0.3):
    data = [(np.array([c["values"] for c in r["candidates"]]), right(r)) for r in rows
            if r["gold"] and right(r) >= 0]
    x = np.concatenate([values for values, _ in data])
    start = np.cumsum([0] + [len(values) for values, _ in data])
    chosen = start[:-1] + np.array([index for _, index in data])
    segment = np.repeat(np.arange(len(data)), np.diff(start))

    def loss(w):
        s = x @ w
        top = np.maximum.reduceat(s, start[:-1])
        e = np.exp(s - top[segment])
        z = np.add.reduceat(e, start[:-1])
        value = -(s[chosen] - top - np.log(z)).sum() + penalty * (w @ w)
        return value, (e / z[segment]) @ x - x[chosen].sum(0) + 2 * penalty * w
    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x


def evidence(row, weights):
    """The row's evidence with what depends on the candidates' order under `weights`."""
    v = list(row["values"])
    if row["candidates"]:
        s = np.array([c["values"] for c in row["candidates"]]) @ weights
        best = int(s.argmax())
        values, word = row["candidates"][best]["values"], row["candidates"][best]["word"]
        shared = len(os.path.commonprefix([word, row["word"]]))
        v[E["score"]] = s[best] / 5
        v[E["certainty"]] = 1 / np.exp(s - s[best]).sum()
        v[E["cost"]] = values[C["cost"]]
        v[E["frequency"]] = values[C["frequency"]]
        v[E["twin"]] = values[C["in-block"]]
        v[E["first-letter"]] = float(word[0] != row["word"][0])
        v[E["only-ending"]] = float(shared >= min(len(word), len(row["word"])) - 1)
        v[E["second-slip"]] = float(values[C["cost"]] > 1.3)
        v[E["capitalized-score"]] = v[E["score"]] * v[E["capitalized-inside"]]
        v[E["short-score"]] = v[E["score"]] if v[E["length"]] <= 0.5 else 0
        v[E["start-score"]] = v[E["score"]] * v[E["capitalized-at-start"]]
    return v


def fit_evidence(rows, candidate, penalty=1.0):
    x = np.array([evidence(r, candidate) for r in rows])
    y = np.array([float(r["gold"] is not None) for r in rows])
    many = np.array([r.get("weight", 1) for r in rows])

    def loss(w):
        p = 1 / (1 + np.exp(-(x @ w)))
        value = -(many * (y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))).sum()
        gradient = -(x.T @ (many * (y - p)))
        value += penalty * (w[1:] @ w[1:])
        gradient[1:] += 2 * penalty * w[1:]
        return value, gradient
    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B",
                    options={"maxiter": 500}).x


def figures(rows, genre, candidate, weights, missed, words):
    seeded = [r for r in rows if r["genre"] == genre and r["kind"] == "seeded"]
    clean = [r for r in rows if r["genre"] == genre and r["kind"] == "clean"]

    def judge(rows):
        p = 1 / (1 + np.exp(-(np.array([evidence(r, candidate) for r in rows]) @ weights)))
        return np.where([r["isKnown"] for r in rows], 0.99, p)
    p, q = judge(seeded), judge(clean)
    y = np.array([r["gold"] is not None for r in seeded])
    total = y.sum() + missed
    hits, alarms = (y & (p >= ERROR)).sum(), (~y & (p >= ERROR)).sum()
    ranks = []
    for row in seeded:
        if row["gold"] and right(row) >= 0:
            s = np.array([c["values"] for c in row["candidates"]]) @ candidate
            ranks.append((s > s[right(row)]).sum())
    recall, precision = hits / total, hits / max(1, hits + alarms)
    f = 1.25 * precision * recall / (0.25 * precision + recall)
    ranks = np.array(ranks)
    return (f"{genre}: recall {100 * recall:.1f}, precision {100 * precision:.1f}, F0.5 {100 * f:.1f}; "
            f"with information recall {100 * (y & (p >= INFORMATION)).sum() / total:.1f}; "
            f"false alarms per 10k {1e4 * (q >= ERROR).sum() / words:.1f}, with information "
            f"{1e4 * (q >= INFORMATION).sum() / words:.1f}; first suggestion right "
            f"{100 * (ranks == 0).sum() / total:.1f}, of five {100 * (ranks < 5).sum() / total:.1f}")


def swift(candidate, weights, lines):
    def table(names, values):
        return "\n".join(f"    {value:.3f},  // {name}" for name, value in zip(names, values))
    said = "\n".join(f"  /// - {line}" for line in lines)
    return f"""// Written by Tools/spelling/fit.py; see there.

import Glibc

/// How much each piece of evidence weighs.
package enum SpellingWeights {{
  /// The weights of a candidate's features, in the order of ``Candidate/names``.
  package static let candidate: [Double] = [
{table(CANDIDATE, candidate)}
  ]

  /// The weights of the evidence, in the order of ``SpellingEvidence/names``.
  package static let evidence: [Double] = [
{table(EVIDENCE, weights)}
  ]

  /// How sure it must be that a word is misspelled for it to be reported as such.
  ///
  /// What was reached, in %, with each genre judged by weights fitted on the others:
{said}
  package static let threshold = {ERROR}

  /// How sure it must be for a word to be reported as unknown.
  package static let unknownThreshold = {INFORMATION}

  /// The same for a word in lower case that is longer than the words that cut-off
  /// pieces look like.
  package static let plainUnknownThreshold = {PLAIN}

  /// The same for a word with capitals, which is mostly a name.
  package static let capitalizedUnknownThreshold = {CAPITAL}

  /// How sure it is, by the evidence, that a word is misspelled: 0 to 1.
  package static func confidence(_ evidence: SpellingEvidence) -> Double {{
    let sum = zip(Self.evidence, evidence.values).reduce(0) {{ $0 + $1.0 * $1.1 }}
    return 1 / (1 + exp(-sum))
  }}
}}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--stet-dev", default=".build/release/stet-dev")
    parser.add_argument("--write", action="store_true", help=f"write {TARGET}")
    arguments = parser.parse_args()
    rows, missed, words = load(arguments.folder, arguments.stet_dev)
    capitalized = {place: load_capitalized(arguments.folder, arguments.stet_dev, place)
                   for place in CAPITALIZED}
    more = [row for found, _ in capitalized.values() for row in found]
    seeded = [r for r in rows if r["kind"] == "seeded"]
    lines = []
    for genre in sorted(missed):
        others = [r for r in seeded if r["genre"] != genre]
        candidate = fit_candidates(others)
        weights = fit_evidence(others + [r for r in more if r["genre"] != genre], candidate)
        line = figures(rows, genre, candidate, weights, missed[genre], words[genre])
        for place, (found, counts) in capitalized.items():
            own = [r for r in found if r["genre"] == genre]
            p = 1 / (1 + np.exp(-(np.array([evidence(r, candidate) for r in own]) @ weights)))
            hits = (np.where([r["isKnown"] for r in own], 0.99, p) >= ERROR).sum()
            line += f"; capitalized, {place}: recall {100 * hits / counts[genre]:.1f}"
        lines.append(line)
        print(lines[-1])
    candidate = fit_candidates(seeded)
    weights = fit_evidence(seeded + more, candidate)
    if arguments.write:
        with open(TARGET, "w") as file:
            file.write(swift(candidate, weights, lines))


main()
