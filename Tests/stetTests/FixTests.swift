import Foundation
import Testing

@Suite("stet check --fix")
struct FixTests {
  private func fix(
    _ arguments: [String], input: [UInt8] = [], in folder: Folder
  ) throws -> Program.Result {
    try Program.stet.run(
      ["check", "--select", "repeated-word", "--fix"] + arguments, input: input, in: folder)
  }

  @Test func `fixes are applied until none is left`() throws {
    let folder = try Folder(["a.txt": "It is is is is so.\n", "b.txt": "Fine.\n"])
    let result = try fix(["."], in: folder)
    #expect(try folder.text("a.txt") == "It is so.\n")
    #expect(try folder.text("b.txt") == "Fine.\n")
    #expect(result.output == "Fixed 1 in 1 file; nothing left in 2 files\n")
    #expect(result.status == 0)
    let again = try fix(["."], in: folder)
    #expect(again.output == "Nothing found in 2 files\n")
  }

  @Test func `what can't be fixed is reported`() throws {
    let folder = try Folder(["a.txt": "It is is so.\n\n[stet no-such-rule]\n\nText.\n"])
    let result = try Program.stet.run(
      ["check", "--fix", "--select", "repeated-word,invalid-suppression", "a.txt"], in: folder)
    #expect(result.output.hasPrefix("a.txt:3:1: warning[invalid-suppression]"))
    #expect(result.output.hasSuffix("\nFixed 1 in 1 file; 1 warning in 1 file\n"))
    #expect(result.status == 1)
  }

  @Test func `a file with nothing to fix is not written`() throws {
    let folder = try Folder(["a.txt": "Fine.\n"])
    let file = folder.url.appending(path: "a.txt").path
    let before = try FileManager.default.attributesOfItem(atPath: file)[.systemFileNumber] as? Int
    _ = try fix(["a.txt"], in: folder)
    let after = try FileManager.default.attributesOfItem(atPath: file)[.systemFileNumber] as? Int
    #expect(before == after)
  }

  @Test func `all other bytes stay as they are`() throws {
    let folder = try Folder()
    let utf8: [UInt8] = [0xEF, 0xBB, 0xBF, 0xFF] + Array(" is is so.\r\n\u{0}\r".utf8) + [0xC3]
    try folder.write(utf8, to: "a.txt")
    let utf16 = Array("Né is is so.\r\n".utf16)
    try folder.write(
      [0xFF, 0xFE] + utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, to: "b.txt")
    try folder.write(
      [0xFE, 0xFF] + utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, to: "c.txt")
    _ = try fix(["."], in: folder)
    let fixed = Array("Né is so.\r\n".utf16)
    #expect(
      try folder.read("a.txt")
        == [0xEF, 0xBB, 0xBF, 0xFF] + Array(" is so.\r\n\u{0}\r".utf8) + [0xC3])
    #expect(
      try folder.read("b.txt") == [0xFF, 0xFE]
        + fixed.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    #expect(
      try folder.read("c.txt") == [0xFE, 0xFF]
        + fixed.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
  }

  @Test func `a difference is shown and nothing is written`() throws {
    let text = "One.\n\nIt is is so.\n"
    let folder = try Folder(["a.txt": text, "b.txt": "Fine.\n"])
    let result = try fix(["--diff", "."], in: folder)
    #expect(
      result.output == """
        --- a.txt
        +++ a.txt
        @@ -1,3 +1,3 @@
         One.
        \u{20}
        -It is is so.
        +It is so.

        """)
    #expect(result.errors == "Would fix 1 in 1 file\n")
    #expect(result.status == 1)
    #expect(try folder.text("a.txt") == text)
  }

  @Test func `a difference of any file that is UTF-8 can be applied as it is`() throws {
    let folder = try Folder()
    try folder.write([0xEF, 0xBB, 0xBF, 0xFF] + Array(" is is so.\r\nLast".utf8), to: "a.txt")
    let diff = try fix(["--diff", "-q", "a.txt"], in: folder)
    #expect(diff.errors == "")
    let scratch = try Program.stet.shell(
      "$STET check --fix --diff -q a.txt > a.diff; cat -v a.diff", in: folder)
    #expect(scratch.output.contains("+M-oM-;M-?M-^? is so.^M\n"))
  }

  @Test func `standard input comes out fixed, and what is left goes to standard error`() throws {
    let result = try fix(["-"], input: Array("It is is so.\n".utf8), in: Folder())
    #expect(result.output == "It is so.\n")
    #expect(result.errors == "Fixed 1 in 1 file; nothing left in 1 file\n")
    let clean = try fix(["-", "-q"], input: Array("Fine".utf8), in: Folder())
    #expect(clean.output == "Fine")
    #expect(clean.errors == "")
    let diff = try fix(["-", "--diff", "-q"], input: Array("It is is so.\n".utf8), in: Folder())
    #expect(diff.output == "--- <stdin>\n+++ <stdin>\n@@ -1 +1 @@\n-It is is so.\n+It is so.\n")
  }

  @Test func `unsafe fixes are applied only when asked for`() throws {
    let text = "One.\n\n[stet repeatd-word]\n\nIt is is so.\n"
    let arguments = ["check", "--select", "invalid-suppression", "a.txt", "--fix"]
    let folder = try Folder(["a.txt": text])
    let safe = try Program.stet.run(arguments, in: folder)
    #expect(try folder.text("a.txt") == text)
    #expect(safe.status == 1)
    let unsafe = try Program.stet.run(arguments + ["--unsafe-fixes"], in: folder)
    #expect(try folder.text("a.txt") == text.replacing("repeatd", with: "repeated"))
    #expect(unsafe.status == 0)
  }
}
