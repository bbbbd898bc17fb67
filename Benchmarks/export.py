#!/usr/bin/env python3
"""Times Stet's export beside pandoc, each as the program that a person would run.

    make run                                 # builds .build/release/stet
    apt install time pandoc
    python3 Benchmarks/export.py [--stet PROGRAM] [--jobs N]

A start from cold is the draft in seeds/, which pandoc reads as Markdown; the large text
is the Markdown of this repository's documentation, repeated to a size. Figures are the
best of several runs: only those of one run can be compared.
"""
import argparse
import pathlib
import shutil
import subprocess
import tempfile
import time

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--stet", default=".build/release/stet")
parser.add_argument("--runs", type=int, default=5)
parser.add_argument("--megabytes", type=float, default=1)
options = parser.parse_args()

VOCABULARIES = [("stet", None), ("jats", "jats_articleauthoring"), ("docbook", "docbook5"),
                ("tei", "tei"), ("xhtml", "html5"), ("markdown", "commonmark")]


def run(command):
    """Wall seconds, processor seconds and peak memory in MB of one run."""
    with tempfile.NamedTemporaryFile("r") as sums:
        start = time.perf_counter()
        result = subprocess.run(
            ["/usr/bin/time", "-o", sums.name, "-f", "%U %S %M"] + command,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        wall = time.perf_counter() - start
        if result.returncode:
            raise SystemExit(f"{command}: {result.stderr.decode()}")
        user, system, memory = sums.read().splitlines()[-1].split()
    return wall, float(user) + float(system), float(memory) / 1000


def best(command, runs):
    results = [run(command) for _ in range(runs)]
    return [min(values) for values in zip(*results)]


seed = next(pathlib.Path("seeds").glob("*.txt"))
pages = sorted(pathlib.Path("docs").rglob("*.md"))
prose = b"\n\n".join(path.read_bytes() for path in pages)
with tempfile.TemporaryDirectory() as folder:
    large = pathlib.Path(folder) / "large.md"
    size = int(options.megabytes * 1_000_000)
    large.write_bytes((prose * (size // len(prose) + 1))[:size])
    small = pathlib.Path(folder) / "seed.md"
    small.write_bytes(seed.read_bytes())
    print(f"seed of {seed.stat().st_size / 1000:.0f} kB; {options.megabytes:g} MB of Markdown\n")
    print("| vocabulary | program | seed, ms | large, s | processor, s | MB/s | memory, MB |")
    print("|---|---|---|---|---|---|---|")
    for name, writer in VOCABULARIES:
        programs = [("stet", [options.stet, "export", "--trail", "none", "--to", name]),
                    ("stet --apply none",
                     [options.stet, "export", "--trail", "none", "--apply", "none", "--to", name])]
        if writer and shutil.which("pandoc"):
            programs.append(("pandoc", ["pandoc", "-s", "-f", "markdown", "-t", writer,
                                        "--metadata", "title=Seed"]))
        for program, command in programs:
            cold = best(command + [str(small)], options.runs * 4)[0]
            wall, processor, memory = best(command + [str(large)], max(1, options.runs // 2))
            print(f"| {name} | {program} | {cold * 1000:.1f} | {wall:.2f} | {processor:.2f} "
                  f"| {size / 1e6 / wall:.1f} | {memory:.0f} |", flush=True)
