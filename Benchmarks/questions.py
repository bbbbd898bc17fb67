#!/usr/bin/env python3
"""Finds questions asked twice among a million, by Stet and by MinHash-LSH, in one run.

    swift build -c release --product stet
    swift build -c release --product stet-dev
    pip install datasketch
    python3 Benchmarks/questions.py [--count 1000000] [--stet PROGRAM] [--stet-dev PROGRAM]

The questions are made here, always the same ones: what can be asked of a thing, in several
wordings, of things with names of their own and of things whose words are all common. Some are
asked twice or three times in other words; those are the twins that must be found. Much that
is not the same looks alike: other questions about the same thing, and the same question for
children, before a journey, or of another model. Each program is run by itself, with the
questions on its standard input; printed are its time, processor time and largest memory, the
pairs that it found, and how many of them are twins. Then follows what it takes to look one
question up, and to keep an index of a workspace up to date, by `stet-dev time-questions`.

Only times of one run can be compared: they hang on the machine.
"""
import argparse
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

# Each line asks the same in all its wordings.
ASKED = [
    ["What causes {}?", "What are the causes of {}?", "What is the cause of {}?",
     "Can you tell me what causes {}?"],
    ["How do you treat {}?", "What are treatments for {}?", "How is {} treated?",
     "What is the treatment for {}?"],
    ["What are the symptoms of {}?", "What symptoms does {} have?", "What are symptoms of {}?"],
    ["How much does {} cost?", "What is the cost of {}?", "What does {} cost?"],
    ["How do I clean {}?", "How to clean {}?", "How do you clean {}?",
     "What is the best way to clean {}?"],
    ["How do I store {}?", "How to store {}?", "How should I store {}?"],
    ["How do I repair {}?", "How to repair {}?", "How can I repair {}?", "How do you repair {}?"],
    ["What is the history of {}?", "Can you explain the history of {}?"],
    ["How can {} be prevented?", "How do you prevent {}?", "How to prevent {}?"],
    ["Who invented {}?"],
    ["Is {} safe?", "Is {} really safe?"],
    ["Where can I buy {}?", "Where to buy {}?", "Where do I buy {}?"],
    ["How long does {} last?", "For how long does {} last?"],
    ["Why is {} so popular?", "Why is {} popular?"],
]
KINDS = """syndrome valve engine bread orchid lamp sauce carpet bridge festival drill beetle
fever cement violin tea lens cheese paint harbour cough saddle battery clock""".split()
QUALITIES = """leather wooden plastic rusty blue heavy old cheap portable electric frozen wet
silent round narrow outdoor folding broken spare dusty copper woollen painted modern hollow
sticky cracked bright loose curved""".split()
OBJECTS = """sofa kettle bicycle window roof mattress chair ladder garden oven mirror curtain
bucket printer guitar camera boiler fence drawer blanket pillow tent radio candle hammer
suitcase freezer basket stove teapot piano ceiling pipe shelf keyboard jacket boot scarf knife
spoon""".split()
PARTS = """stain handle cover hinge noise leak smell lining switch frame wheel lid lock spring
cable coating filter hook button seal strap corner hole label""".split()
LIMITS = [" in children", " in adults", " before a journey", " after a journey", " in winter",
          " in summer", " type 2", " type 1", " at night", " for beginners"]
SYLLABLES = [a + b for a in "b c d f g h j k l m n p r s t v w z br dr kr pl st tr".split()
             for b in "a e i o u ai ei ou".split()]
ENDINGS = "n r l x m th nd sk t".split()


def things(rng):
    """Things to ask about, none of them twice."""
    seen = set()
    while True:
        if rng.random() < 0.6:
            name = "".join(rng.choices(SYLLABLES, k=rng.choice((2, 3, 3)))) + rng.choice(ENDINGS)
            thing = f"{name} {rng.choice(KINDS)}"
        else:
            thing = " ".join(rng.choice(words) for words in (QUALITIES, OBJECTS, PARTS))
        if rng.random() < 0.15:
            thing += rng.choice(LIMITS)
        if thing not in seen:
            seen.add(thing)
            yield "the " + thing if len(seen) % 3 == 0 else thing


def corpus(count, seed=7):
    """The questions, and for each the number of its group, whose questions are all the same."""
    rng = random.Random(seed)
    questions, groups = [], []
    group = 0
    for thing in things(rng):
        for wordings in rng.sample(ASKED, k=rng.randint(3, 11)):
            times = min(len(wordings), rng.choices((1, 2, 3), weights=(88, 9, 3))[0])
            for wording in rng.sample(wordings, k=times):
                questions.append(wording.format(thing))
                groups.append(group)
            group += 1
        if len(questions) >= count:
            break
    order = list(range(len(questions)))
    rng.shuffle(order)
    order = order[:count]
    return [questions[i] for i in order], [groups[i] for i in order]


def shingles(text, size):
    """The words of a question, or its runs of `size` letters."""
    text = text.lower().strip("?")
    if size == 0:
        return {word.encode() for word in text.split()}
    return {text[i:i + size].encode() for i in range(max(1, len(text) - size + 1))}


def minhash(threshold, permutations, size):
    """Prints the pairs among the questions on standard input that MinHash-LSH finds alike."""
    from datasketch import MinHash, MinHashLSH

    lines = [line.rstrip("\n").split("\t") for line in sys.stdin]
    lsh = MinHashLSH(threshold=threshold, num_perm=permutations)
    kept = {}
    hashes = MinHash.generator(
        (shingles(text, size) for _, text in lines), num_perm=permutations)
    for (number, _), hashed in zip(lines, hashes):
        kept[number] = hashed
        for other in lsh.query(hashed):
            # What shares a band is looked at once more, by all its permutations.
            if kept[other].jaccard(hashed) >= threshold:
                print(other, number, sep="\t")
        lsh.insert(number, hashed, check_duplication=False)


def measured(command, source, target):
    """Wall seconds, processor seconds and largest memory in MB of one run."""
    start = time.perf_counter()
    with open(source) as given, open(target, "w") as out:
        process = subprocess.Popen(command, stdin=given, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return (time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--workspace", type=int, default=100_000,
                        help="questions in the workspace whose index is kept up to date")
    parser.add_argument("--stet", default=".build/release/stet")
    parser.add_argument("--stet-dev", default=".build/release/stet-dev")
    parser.add_argument("--engine", default="static", choices=("static", "full"))
    parser.add_argument("--threshold", type=float, default=0.7,
                        help="how alike MinHash-LSH wants questions, from 0 to 1")
    parser.add_argument("--permutations", type=int, default=64)
    parser.add_argument("--letters", type=int, default=4,
                        help="MinHash-LSH compares runs of so many letters; 0 for words")
    parser.add_argument("--only", choices=("stet", "minhash", "latency"))
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for the questions and pairs")
    parser.add_argument("--minhash", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.minhash:
        return minhash(options.threshold, options.permutations, options.letters)

    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        questions, groups = corpus(options.count)
        source = folder / "questions.tsv"
        source.write_text("".join(f"{i}\t{text}\n" for i, text in enumerate(questions)))
        sizes = {}
        for group in groups:
            sizes[group] = sizes.get(group, 0) + 1
        twins = sum(size * (size - 1) // 2 for size in sizes.values())
        print(f"{len(questions):,} questions, {source.stat().st_size >> 20} MB, "
              f"{twins:,} pairs of twins, {os.cpu_count()} processors", flush=True)

        programs = {
            "stet": (f"stet, {options.engine}",
                     [options.stet, "questions", "cluster", "--tsv", "--engine", options.engine]),
            "minhash": (f"MinHash-LSH {options.threshold}, {options.letters or 'words'}",
                        [sys.executable, __file__, "--minhash", "--threshold",
                         str(options.threshold), "--permutations", str(options.permutations),
                         "--letters", str(options.letters)]),
        }
        for name, (label, command) in programs.items():
            if options.only not in (None, name):
                continue
            target = folder / f"{name}.tsv"
            wall, cpu, memory = measured(command, source, target)
            found = right = 0
            with open(target) as lines:
                for line in lines:
                    left, other = map(int, line.split("\t", 2)[:2])
                    found += 1
                    right += groups[left] == groups[other]
            print(f"{label}: {wall:.1f} s, {cpu:.1f} s of processors, {memory:,.0f} MB; "
                  f"{found:,} pairs, precision {right / max(1, found):.3f}, "
                  f"recall {right / max(1, twins):.3f}", flush=True)

        if options.only in (None, "latency"):
            workspace = "".join(f"{text}\n" for text in questions[:options.workspace])
            out = subprocess.run([options.stet_dev, "time-questions"], input=workspace.encode(),
                                 stdout=subprocess.PIPE, check=True)
            print(out.stdout.decode(), end="")


main()
