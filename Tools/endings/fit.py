#!/usr/bin/env python3
"""Fits the model of endings that `truncated-answer` weighs its evidence with.

  fit.py DATA --stet-dev PROGRAM [--write Dictionaries/endings/weights.txt]

DATA is a folder of labelled texts, `*.jsonl`: one object a line with `id`, `text`, `label`
(`complete` or `cut`), `kind` (how it was cut) and `genre`; `source` and `src` name where a text
comes from, `doc` the page it stands on. Needs numpy, scipy, scikit-learn and lightgbm.

Three models are fitted. The first, a logistic regression on hashed features, says how likely a text
was cut after these last words rather than ended there; its examples are the ends of all sentences
of the complete texts, and places at which these could have been cut. The second, boosted trees,
weighs what the first says together with all other evidence; its examples are the labelled texts
that stand alone. The third, smaller trees, weighs what the second says of a text together with the
lengths of the texts beside it; its examples are the texts of pages, and of parts of pages.

The figures printed are cross-validated: texts of one source file, of one page, or with the same
beginning are never on both sides, and each model sees only what the one before says of texts that
it was not fitted on.
"""
import argparse
import collections
import hashlib
import io
import json
import os
import random
import re
import subprocess
import tempfile
import warnings

import lightgbm
import numpy
import scipy.sparse
from sklearn.linear_model import LogisticRegression

FOLDS = 5
# Genres whose texts are not prose by sentences.
NO_SENTENCES = {"code_block", "heading", "qa_flatlist"}
TREES = dict(
    objective="binary", learning_rate=0.05, num_leaves=15, min_data_in_leaf=15, lambda_l2=5,
    feature_fraction=0.5, bagging_fraction=0.8, bagging_freq=1, verbose=-1, num_threads=2,
    deterministic=True, force_row_wise=True,
)
EDITED = {"qa_edited", "para_md", "faq_md", "list", "intro_plus_list", "aphorism"}
# What a text without its last full stop weighs: as if one writer in sixty forgot it.
STOP_WEIGHT = 0.015
PAGE_TREES = dict(TREES, num_leaves=6, feature_fraction=0.7)
PAGE_ROUNDS = 150
# Pages put together from texts that stand alone, for each genre and fold.
MIXED_PAGES = 40
PAGE_WEIGHTS = {"whole": 1, "part": 0.5, "shifted": 0.5, "mixed": 0.3}


def read_data(folder):
    records = []
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".jsonl"):
            continue
        with open(os.path.join(folder, name), encoding="utf8") as file:
            for line in file:
                record = json.loads(line)
                if "label" in record and "text" in record:
                    record["file"] = name
                    records.append(record)
    return records


def without_stops(records):
    """Complete texts of edited prose whose last full stop is taken away.

    People forget it, and the labelled texts have few examples of that."""
    result = []
    for record in records:
        text = record["text"].rstrip()
        if (record["label"] == "complete" and "doc" not in record and text.endswith(".")
                and not text.endswith("..") and record["genre"] in EDITED):
            result.append(dict(record, id="stop-" + record["id"], text=text[:-1],
                               weight=STOP_WEIGHT, file="without-stops.jsonl"))
    return result


def folds(records):
    """A fold for each record; what belongs together is in one."""
    parent = {}

    def find(key):
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    keys = []
    for record in records:
        own = ["begins " + record["text"].strip()[:90].lower()]
        if "src" in record:
            own.append("from " + record["source"] + " " + record["src"])
        if "doc" in record:
            # Pages of one collection share texts; what is fitted on pages is too
            # small to learn these by heart.
            own = ["page " + record["doc"]]
        for key in own:
            parent[find(key)] = find(own[0])
        keys.append(own[0])
    return numpy.array(
        [int(hashlib.md5(find(key).encode()).hexdigest(), 16) % FOLDS for key in keys])


def run(program, *arguments):
    command = [program, "evaluate", "completeness", *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode()


def matrix(rows, bits):
    """Rows of hashed features, given as numbers in base 36."""
    mask = (1 << bits) - 1
    indices, starts = [], [0]
    for row in rows:
        indices += [int(feature, 36) & mask for feature in row]
        starts.append(len(indices))
    data = numpy.ones(len(indices), dtype=numpy.float32)
    result = scipy.sparse.csr_matrix((data, indices, starts), shape=(len(rows), mask + 1))
    result.sum_duplicates()
    return result


def page_values(texts):
    """What `PageEvidence` makes of a page: lists for the texts without a mark, None for others."""
    result = []
    for text in texts:
        if text["log_odds"] is None:
            result.append(None)
            continue
        own = text["lengths"]
        others = [other for other in texts if other is not text]
        open_ends = [other for other in others if other["log_odds"] is not None]

        def near(distance):
            return max(sum(abs(other["lengths"][unit] - own[unit]) <= distance
                           for other in open_ends) for unit in range(3))

        def longer(distance):
            return min(sum(other["lengths"][unit] > own[unit] + distance for other in others)
                       for unit in range(3))

        said = [other["log_odds"] for other in open_ends
                if abs(other["lengths"][1] - own[1]) <= 2]
        result.append([
            text["log_odds"], near(1), near(2), longer(10), longer(2),
            max(said, default=-9), sum(said) / len(said) if said else -9,
            min(min(length % 5, (length + 1) % 5) for length in own),
            min(min(length % 10, (length + 1) % 10) for length in own),
            (len(others) - len(open_ends)) / max(1, len(others)),
        ])
    return result


PAGE_NAMES = ("alone same-length near-length much-longer longer likeliest-near mean-near "
              "from-fives from-tens marked").split()


def lengths(text):
    """The lengths of a text in bytes, characters, and characters with runs of spaces as one."""
    text = text.strip(" \t\r\n\v\f")
    return len(text.encode()), len(text), len(re.sub(r"[ \t\r\n\v\f]+", " ", text))


def fit_words(x, y, strength):
    model = LogisticRegression(C=strength, max_iter=100)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(x, y)
    # As they will be stored: signed bytes.
    weights = model.coef_[0]
    scale = max(numpy.quantile(numpy.abs(weights), 0.9999), 1e-9) / 127
    stored = numpy.clip(numpy.round(weights / scale), -127, 127)
    return stored, scale, model.intercept_[0]


def fit_trees(x, y, weight, rounds, seed, parameters=TREES):
    data = lightgbm.Dataset(x, y, weight=weight)
    return lightgbm.train(dict(parameters, seed=seed), data, rounds)


def recall_at(scores, cut, budget):
    """The share of cuts above the score that at most `budget` of 1000 complete texts pass."""
    limit = budget * (~cut).sum() / 1000
    best = false = hits = 0
    for score in sorted(set(scores), reverse=True):
        same = scores == score
        false += (same & ~cut).sum()
        hits += (same & cut).sum()
        if false > limit:
            break
        best = hits
    return best / max(1, cut.sum())


def report(records, scores, thresholds):
    cut = numpy.array([r["label"] == "cut" for r in records])
    seen = numpy.array([not r["kind"].endswith("sentence_end") for r in records])
    print("  cuts found at so many false alarms in 1000 complete texts:",
          {n: round(float(recall_at(scores[seen], cut[seen], n)), 4)
           for n in (1, 2, 5, 10, 20)})
    for threshold in thresholds:
        rows = collections.defaultdict(list)
        for record, score in zip(records, scores):
            found = score >= threshold
            kind = record["kind"] if record["label"] == "cut" else "complete"
            rows[kind, ""].append(found)
            rows[kind.replace("limit_", ""), record["genre"]].append(found)
            if record["label"] == "cut" and not kind.endswith("sentence_end"):
                rows["all cuts", ""].append(found)
        print(f"  from log-odds {threshold:.2f}:")
        for (kind, genre), found in sorted(rows.items()):
            if genre.startswith("hard_"):
                continue
            share = 1000 * numpy.mean(found)
            unit = "/1000" if kind == "complete" else ""
            shown = f"{share:.1f}{unit}" if unit else f"{share / 1000:.3f}"
            print(f"    {kind:22} {genre:22} {sum(found):5} of {len(found):5}  {shown}")


def tree_text(node, names):
    if "leaf_value" in node:
        return f"{node['leaf_value']:.5g}"
    name = names[node["split_feature"]]
    # Stands between two values; LightGBM writes a very small number for 0.
    value = f"{node['threshold']:.6g}" if abs(node["threshold"]) > 1e-30 else "0"
    left = tree_text(node["left_child"], names)
    return f"{name}<={value} {left} {tree_text(node['right_child'], names)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data")
    parser.add_argument("--stet-dev", required=True)
    parser.add_argument("--bits", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=250)
    parser.add_argument("--strength", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    records = read_data(options.data)
    records += without_stops(records)
    fold = folds(records)
    labelled = numpy.array(["weight" not in record for record in records])
    weight = numpy.array([record.get("weight", 1) for record in records])
    place = {(r["file"], r["id"]): i for i, r in enumerate(records)}

    # The first model: words.
    sample_rows, sample_labels, sample_folds = [], [], []
    evidence, features = {}, {}
    made = tempfile.TemporaryDirectory()
    for name in sorted({r["file"] for r in records}):
        path = os.path.join(options.data, name)
        if not os.path.exists(path):
            path = os.path.join(made.name, name)
            with open(path, "w", encoding="utf8") as file:
                for record in records:
                    if record["file"] == name:
                        file.write(json.dumps(record) + "\n")
        table = io.StringIO(run(options.stet_dev, "--evidence", path))
        names = table.readline().rstrip("\n").split("\t")[1:]
        for line in table:
            fields = line.rstrip("\n").split("\t")
            index = place[name, fields[0]]
            if len(fields) < 10:
                evidence[index] = fields[1:]
                continue
            split = fields.index("|")
            evidence[index] = numpy.array([float(value) for value in fields[1:split]])
            features[index] = fields[split + 1].split() if len(fields) > split + 1 else []
        for line in run(options.stet_dev, "--samples", path).splitlines():
            key, label, *row = line.split(" ")
            index = place[name, key]
            record = records[index]
            if "weight" in record or record["genre"] in NO_SENTENCES:
                continue
            sample_rows.append(row)
            sample_labels.append(label == "true")
            sample_folds.append(fold[index])
    samples = matrix(sample_rows, options.bits)
    labels = numpy.array(sample_labels)
    sample_fold = numpy.array(sample_folds)
    print(f"{len(labels)} places of complete texts, {(~labels).sum()} of them ends of sentences")
    rows = [index for index in range(len(records)) if index in features]
    ends = matrix([features[index] for index in rows], options.bits)
    said = numpy.zeros(len(rows))
    for k in range(FOLDS):
        stored, scale, bias = fit_words(
            samples[sample_fold != k], labels[sample_fold != k], options.strength)
        own = fold[rows] == k
        said[own] = ends[own] @ stored * scale + bias

    # The second model: all evidence of a text by itself.
    x = numpy.array([evidence[index] for index in rows])
    x[:, names.index("ends")] = [s if features[i] else 0 for s, i in zip(said, rows)]
    x = x.astype(numpy.float32).astype(numpy.float64)
    cut = numpy.array([record["label"] == "cut" for record in records])
    seeable = numpy.array([not record["kind"].endswith("sentence_end") for record in records])
    alone = numpy.array(["doc" not in record for record in records])
    begins = [record["text"].strip()[:90] for record in records]
    scores = numpy.full(len(records), -99.0)
    for index, fields in evidence.items():
        # What a mark shows, or a fence, is certain.
        if isinstance(fields, list) and fields[0] == "marked" and float(fields[1]) > 0:
            scores[index] = 50
    rows = numpy.array(rows)
    gain = 0
    for k in range(FOLDS):
        known = {begins[i] for i in rows[fold[rows] == k]}
        train = numpy.array([fold[i] != k and seeable[i] and alone[i] and begins[i] not in known
                             for i in rows])
        model = fit_trees(
            x[train], cut[rows][train], weight[rows][train], options.rounds, options.seed)
        test = fold[rows] == k
        scores[rows[test]] = model.predict(x[test], raw_score=True)
        gain = gain + model.feature_importance("gain")
    order = numpy.argsort(-gain)
    print("evidence by gain:", ", ".join(f"{names[i]} {gain[i]:.0f}" for i in order[:30]))
    print("texts that stand alone")
    own = alone & labelled
    report([r for i, r in enumerate(records) if own[i]], scores[own], [0, 0.5, 1, 2, 3])
    missing = scores[~labelled]
    print("  of complete texts without their last full stop, reported from log-odds",
          {limit: round(float(numpy.mean(missing >= limit)), 3) for limit in (1, 2, 3, 4)})
    print("texts of pages, each taken alone")
    report([r for r in records if "doc" in r], scores[~alone], [])

    # The third model: the page.
    pages = collections.defaultdict(list)
    for index, record in enumerate(records):
        if "doc" in record:
            pages[record["doc"]].append(index)
    rng = random.Random(1)
    page_rows, page_values_, page_kind = [], [], []

    def add_page(kind, part, shift=False):
        texts = []
        for i in part:
            size = lengths(records[i]["text"])
            if shift and cut[i] and rng.random() < 0.3:
                by = rng.randrange(1, 26)
                size = tuple(length - by for length in size)
            texts.append(dict(lengths=size, log_odds=scores[i] if i in features else None))
        for index, values in zip(part, page_values(texts)):
            if values is not None:
                page_rows.append(index)
                page_values_.append(values)
                page_kind.append(kind)

    for page in pages.values():
        add_page("whole", page)
        if len(page) >= 7:
            # Parts of pages show what few texts can show.
            for _ in range(3):
                add_page("part", rng.sample(page, rng.randrange(2, 7)))
        # Where a label was taken off some answers, these are shorter than the limit.
        if any(cut[i] for i in page):
            add_page("shifted", page, shift=True)
    # Texts that were cut by accident stand among complete ones.
    for genre in ("qa_informal", "qa_edited", "faq_md", "para_md"):
        for k in range(FOLDS):
            own = [i for i, r in enumerate(records)
                   if fold[i] == k and alone[i] and labelled[i] and r["genre"] == genre
                   and seeable[i]]
            some = [i for i in own if cut[i]]
            rest = [i for i in own if not cut[i]]
            for _ in range(MIXED_PAGES):
                if not some or len(rest) < 12:
                    continue
                size = rng.randrange(2, 12)
                few = rng.sample(some, min(len(some), rng.choice((0, 0, 1, 1, 2))))
                add_page("mixed", rng.sample(rest, size) + few)
    page_rows, z, page_kind = map(numpy.array, (page_rows, page_values_, page_kind))
    page_weight = numpy.array([PAGE_WEIGHTS[kind] for kind in page_kind])
    page_scores = scores.copy()
    part_scores = numpy.full(len(page_rows), -99.0)
    for k in range(FOLDS):
        train = (fold[page_rows] != k) & seeable[page_rows]
        model = fit_trees(z[train], cut[page_rows][train], page_weight[train], PAGE_ROUNDS,
                          options.seed, PAGE_TREES)
        test = fold[page_rows] == k
        part_scores[test] = model.predict(z[test], raw_score=True)
    whole = page_kind == "whole"
    page_scores[page_rows[whole]] = part_scores[whole]
    print("texts of pages")
    report([r for r in records if "doc" in r], page_scores[~alone], [2, 2.5, 3, 3.5, 4])
    for kind, what in (("part", "texts of parts of pages, of two to six"),
                       ("shifted", "texts of pages, some of the cut ones shortened"),
                       ("mixed", "texts among complete ones")):
        print(what)
        own = page_kind == kind
        report([records[i] for i in page_rows[own]], part_scores[own], [])
        for limit in (1.5, 2.5, 3.5):
            found = part_scores[own] >= limit
            is_cut = cut[page_rows[own]] & seeable[page_rows[own]]
            false = found & ~cut[page_rows[own]]
            print(f"  from log-odds {limit}: {numpy.mean(found[is_cut]):.3f} of the cuts,",
                  f"{false.sum()} complete ones")
    if options.errors:
        for label, limit in (("complete", 1), ("cut", 1)):
            shown = [i for i, r in enumerate(records) if r["label"] == label and seeable[i]
                     and (page_scores[i] >= limit) != (label == "cut")]
            shown.sort(key=lambda i: -page_scores[i])
            for i in shown[: options.errors]:
                r = records[i]
                print(label, r["file"], r["genre"], r["kind"], repr(r["text"][-90:]),
                      round(page_scores[i], 2))

    if not options.write:
        return
    stored, scale, bias = fit_words(samples, labels, options.strength)
    train = seeable[rows] & alone[rows]
    model = fit_trees(
        x[train], cut[rows][train], weight[rows][train], options.rounds, options.seed)
    train = seeable[page_rows]
    page_model = fit_trees(
        z[train], cut[page_rows][train], page_weight[train], PAGE_ROUNDS, options.seed, PAGE_TREES)
    with open(options.write, "w", encoding="ascii") as file:
        file.write("# Fitted by Tools/endings/fit.py; see Dictionaries/SOURCES.md.\n")
        for forest, own, trees in (("alone", names, model), ("page", PAGE_NAMES, page_model)):
            file.write(f"forest {forest} {' '.join(own)}\n")
            for tree in trees.dump_model()["tree_info"]:
                file.write("tree " + tree_text(tree["tree_structure"], own) + "\n")
        file.write(f"weights {float(scale)!r} {float(bias)!r}\n")
        data = stored.astype(numpy.int8).tobytes()
        for start in range(0, len(data), 48):
            file.write("w " + data[start : start + 48].hex() + "\n")


main()
