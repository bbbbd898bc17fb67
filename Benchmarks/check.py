#!/usr/bin/env python3
"""Times Stet beside other checkers, each as the program that a person would run.

    make run                                 # builds .build/release/stet
    apt install time aspell aspell-en hunspell hunspell-en-us
    pip install typos codespell              # what is missing is left out
    python3 Benchmarks/check.py [--stet PROGRAM] [TEXT ...]

The texts are given, or else those of Tests/Drafts. They are repeated to 20 MB, and
cut to 10 kB for the start from cold. Every program reads the same two files, on one
core where it can be told to; the figures are the best of several runs, whose times
hang on the machine: only those of one run can be compared.
"""
import argparse
import pathlib
import shutil
import subprocess
import tempfile
import time

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--stet", default=".build/release/stet")
parser.add_argument("--megabytes", type=int, default=20)
parser.add_argument("--runs", type=int, default=5)
parser.add_argument("texts", nargs="*", type=pathlib.Path)
options = parser.parse_args()

CHECKERS = [
    ("stet dictionary unknown", [options.stet, "dictionary", "unknown", "--jobs", "1"], "list"),
    ("stet check, spelling", [options.stet, "check", "-q", "--jobs", "1", "--select",
                              "misspelling,unknown-word,run-together-words"], "judge"),
    ("stet check, all rules", [options.stet, "check", "-q", "--jobs", "1"], "judge"),
    ("aspell list", ["aspell", "list", "--lang=en_US"], "list"),
    ("hunspell -l", ["hunspell", "-d", "en_US", "-l"], "list"),
    ("typos", ["typos", "-j", "1", "--format", "brief"], "judge"),
    ("codespell", ["codespell"], "judge"),
]


def run(command, text, reads_input):
    """Wall seconds, processor seconds and peak memory in MB of one run."""
    arguments = command if reads_input else command + [str(text)]
    with open(text, "rb") as source, tempfile.NamedTemporaryFile("r") as sums:
        # A small program starts the checker, as this one's memory would count as the
        # checker's where it is forked.
        start = time.perf_counter()
        subprocess.run(
            ["/usr/bin/time", "-o", sums.name, "-f", "%U %S %M"] + arguments,
            stdin=source if reads_input else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wall = time.perf_counter() - start
        user, system, memory = sums.read().splitlines()[-1].split()
    return wall, float(user) + float(system), float(memory) / 1000


texts = options.texts or sorted(
    path for path in pathlib.Path("Tests/Drafts").iterdir()
    if path.suffix in (".txt", ".md") and path.stat().st_size > 500)
prose = b"\n".join(path.read_bytes() for path in texts)
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    (folder / "small.txt").write_bytes((prose * (10_000 // len(prose) + 1))[:10_000])
    size = options.megabytes * 1_000_000
    (folder / "large.txt").write_bytes((prose * (size // len(prose) + 1))[:size])
    print(f"{options.megabytes} MB made of {len(prose) / 1000:.0f} kB of text\n")
    print("| program | 10 kB, ms | large text, s | MB/s | MB/s of processor time "
          "| memory, a text read whole apart, MB |")
    print("|---|---|---|---|---|---|")
    for name, command, _ in CHECKERS:
        if not shutil.which(command[0]):
            print(f"| {name} | not installed | | | | |")
            continue
        reads_input = command[0] in ("aspell", "hunspell")
        for _ in range(3):
            run(command, folder / "small.txt", reads_input)
        cold = min(run(command, folder / "small.txt", reads_input)[0]
                   for _ in range(options.runs * 6))
        # hunspell takes a minute for 20 MB.
        share = 10 if command[0] == "hunspell" else 1
        large = folder / "large.txt"
        if share > 1:
            large = folder / "part.txt"
            large.write_bytes((folder / "large.txt").read_bytes()[:size // share])
        results = [run(command, large, reads_input)
                   for _ in range(1 if share > 1 else options.runs)]
        wall = min(result[0] for result in results) * share
        cpu = min(result[1] for result in results) * share
        memory = max(result[2] for result in results) - (0 if reads_input else size / 1e6)
        print(f"| {name} | {cold * 1000:.1f} | {wall:.3f} | {size / 1e6 / wall:.1f} "
              f"| {size / 1e6 / cpu:.1f} | {memory:.0f} |")
