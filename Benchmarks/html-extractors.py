#!/usr/bin/env python3
"""Scores trafilatura and jusText on the labelled pages beside Stet.

    pip install trafilatura justext lxml_html_clean
    python3 Benchmarks/html-extractors.py

Runs `stet-dev evaluate html`, which prints the table.
"""
import pathlib
import subprocess
import tempfile

import justext
import trafilatura

tool = [".build/debug/stet-dev", "evaluate", "html"]
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    pages = folder / "pages"
    subprocess.run(tool + ["--strip", str(pages)], check=True, stdout=subprocess.DEVNULL)
    for page in sorted(pages.glob("*.html")):
        html = page.read_bytes()
        text = trafilatura.extract(html, include_comments=False) or ""
        recall = trafilatura.extract(html, include_comments=False, favor_recall=True) or ""
        stoplist = justext.get_stoplist("English")
        paragraphs = justext.justext(html, stoplist)
        just = "\n".join(p.text for p in paragraphs if not p.is_boilerplate)
        for name, result in [
            ("trafilatura", text), ("trafilatura, recall", recall), ("jusText", just)
        ]:
            out = folder / "extracted" / name
            out.mkdir(parents=True, exist_ok=True)
            (out / (page.stem + ".txt")).write_text(result)
    subprocess.run(tool + ["--extracted", str(folder / "extracted")], check=True)
