#!/usr/bin/env python3
"""Writes the classes of common words that the model of endings uses.

  classes.py WORDNET SCOWL > Dictionaries/endings/classes.txt

WORDNET is the folder of WordNet 3.0's files (Debian: package wordnet-base, /usr/share/wordnet),
SCOWL the folder of the word lists by class (Dictionaries/en/scowl). The words of the classes 10
and 20 that WordNet knows are taken. A class is what the word mostly is (N noun, V verb,
J adjective, R adverb), then what it also often is, by WordNet's counts of tagged senses, then how
it is inflected (s, d for -ed, g for -ing).
"""
import collections
import os
import sys

PARTS = ("noun", "verb", "adj", "adv")
LETTERS = "NVJR"
# How WordNet numbers parts of speech in sense keys; 5 is an adjective too.
SENSES = {1: 0, 2: 1, 3: 2, 4: 3, 5: 2}


def read(folder):
    known = collections.defaultdict(lambda: [0.0] * 4)
    irregular = collections.defaultdict(list)
    for part, name in enumerate(PARTS):
        with open(os.path.join(folder, "index." + name), encoding="latin1") as file:
            for line in file:
                if not line.startswith(" ") and "_" not in line.split()[0]:
                    known[line.split()[0]][part] = 0.5
        with open(os.path.join(folder, name + ".exc"), encoding="latin1") as file:
            for line in file:
                form, *bases = line.split()
                irregular[form] += [(base, part) for base in bases]
    with open(os.path.join(folder, "cntlist.rev"), encoding="latin1") as file:
        for line in file:
            key, _, count = line.split()
            word, rest = key.split("%")
            part = SENSES[int(rest[0])]
            if word in known and known[word][part]:
                known[word][part] += int(count)
    return known, irregular


def bases(word, irregular):
    yield word, None
    yield from irregular[word]
    for ending, cut, inflection in (
        ("s", [""], "s"), ("es", [""], "s"), ("ies", ["y"], "s"), ("ed", ["", "e"], "d"),
        ("ied", ["y"], "d"), ("ing", ["", "e"], "g"),
    ):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            for add in cut:
                yield stem + add, inflection
            # A doubled consonant: stopped, running.
            if inflection in "dg" and len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1], inflection


def word_class(word, known, irregular):
    weights = [0.0] * 4
    inflections = set()
    for base, how in bases(word, irregular):
        if base not in known:
            continue
        for part, weight in enumerate(known[base]):
            if not weight:
                continue
            if how is None:
                weights[part] += weight * (0.5 if word.endswith(("ed", "ing")) else 1)
            elif isinstance(how, int):
                weights[part] += weight if how == part else 0
            elif (how == "s" and part < 2) or (how in "dg" and part == 1):
                weights[part] += weight
                inflections.add(how)
    if not any(weights):
        return None
    order = sorted(range(4), key=lambda part: -weights[part])
    name = LETTERS[order[0]]
    if weights[order[1]] > 0.15 * sum(weights):
        name += LETTERS[order[1]]
    return name + "".join(sorted(inflections))


def main():
    wordnet, scowl = sys.argv[1:]
    known, irregular = read(wordnet)
    words = set()
    for name in ("10", "20"):
        with open(os.path.join(scowl, name + ".txt"), encoding="utf8") as file:
            for line in file:
                word = line.split("#")[0].split("\t")[0].strip()
                if word.isascii() and word.isalpha() and word.islower():
                    words.add(word)
    classes = collections.defaultdict(list)
    for word in sorted(words):
        name = word_class(word, known, irregular)
        if name:
            classes[name].append(word)
    print("# Classes of common words, made by Tools/endings/classes.py from WordNet 3.0 and SCOWL;")
    print("# see Dictionaries/SOURCES.md.")
    for name, members in sorted(classes.items()):
        line = "class " + name
        for word in members:
            if len(line) + len(word) + 1 > 100:
                print(line)
                line = "class " + name
            line += " " + word
        print(line)


main()
