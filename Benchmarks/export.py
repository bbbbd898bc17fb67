#!/usr/bin/env python3
"""Times Stet's export beside pandoc, each as the program that a person would run.

    make run                                 # builds .build/release/stet
    apt install pandoc
    python3 Benchmarks/export.py [--stet PROGRAM] [--runs N] [--megabytes N]

A start from cold is the draft in seeds/, which pandoc reads as Markdown; the large text
is the Markdown of this repository's documentation, repeated to a size. Figures are the
best of several runs: only those of one run can be compared. What stands behind “times”
is how many times as long pandoc takes.
"""
import argparse
import os
import pathlib
import shutil
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
    quiet = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
             (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{command} failed")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


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
    empty = pathlib.Path(folder) / "empty.txt"
    empty.touch()
    start = best([options.stet, "check", str(empty)], options.runs * 4)[0]
    print(f"a start that checks an empty draft: {start * 1000:.1f} ms\n")
    print("| vocabulary | program | seed, ms | times | large, s | processor, s | times | MB/s "
          "| memory, MB |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, writer in VOCABULARIES:
        programs = [("stet", [options.stet, "export", "--trail", "none", "--to", name]),
                    ("stet --apply none",
                     [options.stet, "export", "--trail", "none", "--apply", "none", "--to", name])]
        if writer and shutil.which("pandoc"):
            programs.append(("pandoc", ["pandoc", "-s", "-f", "markdown", "-t", writer,
                                        "--metadata", "title=Seed"]))
        results = [
            (program, best(command + [str(small)], options.runs * 4)[0],
             best(command + [str(large)], max(1, options.runs // 2)))
            for program, command in programs]
        other = next((row for row in results if row[0] == "pandoc"), None)
        for program, cold, (wall, processor, memory) in results:
            colder, longer = "", ""
            if other and program != "pandoc":
                colder = f"{other[1] / cold:.0f}"
                longer = f"{other[2][1] / processor:.0f}"
            print(f"| {name} | {program} | {cold * 1000:.1f} | {colder} | {wall:.3f} "
                  f"| {processor:.3f} | {longer} | {size / 1e6 / wall:.1f} | {memory:.0f} |",
                  flush=True)
