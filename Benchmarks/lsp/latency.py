#!/usr/bin/env python3
"""Latencies of language servers, side by side.

    Benchmarks/lsp/latency.py [--stet .build/release/stet] [--rounds 200]

Drives `stet lsp` and, where they are installed (`pip install ruff rumdl`), `ruff server` and
`rumdl server` over standard input and output, as an editor does. A keystroke is a change of one
line in the middle of the document; its latency is the time from before the write to after the
last byte of the diagnostics of that version has been read. JSON is not decoded inside of that.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import tempfile
import threading
import time


class Server:
    def __init__(self, command, folder):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=folder)
        self.folder = folder
        self.output = self.process.stdout.fileno()
        self.buffer = b""
        self.last_id = 0

    def frame(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        return b"Content-Length: %d\r\n\r\n" % len(body) + body

    def write(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def notify(self, method, params):
        self.write(self.frame({"method": method, "params": params}))

    def read(self):
        """One message, not decoded."""
        while True:
            end = self.buffer.find(b"\r\n\r\n")
            if end >= 0:
                break
            self.fill()
        lines = self.buffer[:end].split(b"\r\n")
        length = next(int(l.split(b":")[1]) for l in lines if l.lower().startswith(b"content-length"))
        parts = [self.buffer[end + 4:]]
        have = len(parts[0])
        while have < length:
            parts.append(self.fill_chunk())
            have += len(parts[-1])
        data = b"".join(parts)
        self.buffer = data[length:]
        return data[:length]

    def fill_chunk(self):
        chunk = os.read(self.output, 1 << 20)
        if not chunk:
            raise EOFError("the server has ended")
        return chunk

    def fill(self):
        self.buffer += self.fill_chunk()

    def answer(self, body):
        """Answers what the server asks for, so that it does not wait."""
        message = json.loads(body)
        if "id" in message and "method" in message:
            result = None
            if message["method"] == "workspace/configuration":
                result = [None] * len(message["params"]["items"])
            self.write(self.frame({"id": message["id"], "result": result}))
        return message

    def request(self, method, params):
        self.last_id += 1
        self.write(self.frame({"id": self.last_id, "method": method, "params": params}))
        while True:
            message = self.answer(self.read())
            if message.get("id") == self.last_id and "method" not in message:
                return message

    def diagnostics(self, version):
        """Waits for the diagnostics of a version; returns when their last byte came."""
        while True:
            body = self.read()
            now = time.perf_counter()
            message = self.answer(body)
            if message.get("method") != "textDocument/publishDiagnostics":
                continue
            if message["params"].get("version", version) == version:
                return now, len(message["params"]["diagnostics"])

    def start(self):
        start = time.perf_counter()
        self.request("initialize", {
            "processId": os.getpid(), "rootUri": "file://" + self.folder,
            "capabilities": {"textDocument": {"publishDiagnostics": {"versionSupport": True}}},
        })
        elapsed = time.perf_counter() - start
        self.notify("initialized", {})
        return elapsed

    def memory(self):
        with open("/proc/%d/status" % self.process.pid) as status:
            return next(int(l.split()[1]) / 1024 for l in status if l.startswith("VmRSS"))

    def stop(self):
        self.request("shutdown", None)
        self.notify("exit", None)
        self.process.stdin.close()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()


WORDS = """a about after all also and are as at be because been but by can come could day do each
even find first for from get give good have he her here his how if in into is it its just know
like look make many may more most much must new no not now of on one only or other our out over
people say see she should so some such take than that the their them then there these they thing
think this time to two up use very want was way we well what when which who will with work would
year you your muscle pain doctor patient treatment sleep water exercise hospital question""".split()


def prose(size, fault):
    """Paragraphs of plain words, with a fault in about every fiftieth."""
    source = random.Random(size)
    lines = ["# An article about many things", ""]
    length = 0
    while length < size:
        words = [source.choice(WORDS) for _ in range(source.randint(20, 60))]
        words = [word for word, next in zip(words, words[1:] + [""]) if word != next]
        line = " ".join(words).capitalize() + "."
        if source.randrange(50) == 0:
            line = fault + line
        lines += [line, ""]
        length += len(line) + 2
    return "\n".join(lines)


def code(size):
    source = random.Random(size)
    lines = []
    length = 0
    while length < size:
        name = "%s_%d" % (source.choice(WORDS), len(lines))
        line = "def f_%s(x):\n    return x + %d\n\n" % (name, source.randrange(1000))
        lines.append(line)
        length += len(line)
    return "\n".join(lines)


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))] * 1000


def measure(command, language, suffix, text, fault, rounds):
    folder = tempfile.mkdtemp(prefix="stet-benchmark-")
    results = {}
    server = Server(command, folder)
    results["initialize"] = "%.1f" % (server.start() * 1000)
    for label, size in [("10 kB", 10_000), ("100 kB", 100_000), ("1 MB", 1_000_000)]:
        uri = "file://%s/%s%s" % (folder, label.replace(" ", ""), suffix)
        document = text(size)
        opening = server.frame({
            "method": "textDocument/didOpen",
            "params": {"textDocument": {
                "uri": uri, "languageId": language, "version": 1, "text": document}}})
        start = time.perf_counter()
        server.write(opening)
        end, _ = server.diagnostics(1)
        results["open " + label] = "%.1f" % ((end - start) * 1000)
        line = document.count("\n") // 2
        latencies = []
        for version in range(2, 2 + (rounds if size < 1_000_000 else rounds // 4)):
            isEven = version % 2 == 0
            change = server.frame({
                "method": "textDocument/didChange",
                "params": {
                    "textDocument": {"uri": uri, "version": version},
                    "contentChanges": [{
                        "range": {
                            "start": {"line": line, "character": 0},
                            "end": {"line": line, "character": 0 if isEven else len(fault)}},
                        "text": fault if isEven else ""}]}})
            start = time.perf_counter()
            server.write(change)
            end, _ = server.diagnostics(version)
            latencies.append(end - start)
        results["key " + label] = "%.2f / %.2f / %.2f" % tuple(
            percentile(latencies, share) for share in (0.5, 0.95, 0.99))
        if size == 10_000:
            version += 1
            burst = b"".join(
                server.frame({
                    "method": "textDocument/didChange",
                    "params": {
                        "textDocument": {"uri": uri, "version": version + index},
                        "contentChanges": [{
                            "range": {
                                "start": {"line": line, "character": 0},
                                "end": {"line": line, "character": 0}},
                            "text": fault if index == 499 else "x"}]}})
                for index in range(500))
            start = time.perf_counter()
            # A server may answer each edit before it reads the next one.
            writer = threading.Thread(target=server.write, args=(burst,))
            writer.start()
            end, _ = server.diagnostics(version + 499)
            writer.join()
            results["500 queued edits"] = "%.1f" % ((end - start) * 1000)
    results["memory, 1 MB open (MB)"] = "%.0f" % server.memory()
    document = text(5_000_000)
    opening = server.frame({
        "method": "textDocument/didOpen",
        "params": {"textDocument": {
            "uri": "file://%s/5MB%s" % (folder, suffix), "languageId": language, "version": 1,
            "text": document}}})
    start = time.perf_counter()
    server.write(opening)
    end, _ = server.diagnostics(1)
    results["open 5 MB"] = "%.0f" % ((end - start) * 1000)
    server.stop()
    shutil.rmtree(folder)
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--stet", default=".build/release/stet")
    parser.add_argument("--ruff", default="ruff")
    parser.add_argument("--rumdl", default="rumdl")
    parser.add_argument("--rounds", type=int, default=200)
    options = parser.parse_args()
    markdown = lambda size: prose(size, "the the ")
    candidates = [
        ("stet .md", [options.stet, "lsp"], "markdown", ".md", markdown, "the the "),
        ("stet .txt", [options.stet, "lsp"], "plaintext", ".txt", markdown, "the the "),
        ("rumdl", [options.rumdl, "server"], "markdown", ".md", markdown, "##x "),
        ("ruff", [options.ruff, "server"], "python", ".py", code, "import os; "),
    ]
    columns = []
    for name, command, *rest in candidates:
        if not shutil.which(command[0]):
            print("%s is not installed; left out" % command[0])
            continue
        columns.append((name, measure([os.path.abspath(shutil.which(command[0]))] + command[1:],
                                      *rest, options.rounds)))
    rows = list(columns[0][1]) if columns else []
    width = max(map(len, rows), default=0)
    print("Milliseconds; keystrokes as p50 / p95 / p99.\n")
    print(" " * width, *("%22s" % name for name, _ in columns))
    for row in rows:
        print(row.ljust(width), *("%22s" % results.get(row, "–") for _, results in columns))


if __name__ == "__main__":
    main()
