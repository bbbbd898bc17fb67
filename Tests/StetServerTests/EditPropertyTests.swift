import JSON
import JSONRPC
import StetCore
import StetFormats
import StetServer
import StetTestSupport
import Testing

/// Random edits, beside a mirror that knows nothing of bytes or line tables.
@Suite("Any edits")
struct EditPropertyTests {
  /// A text as a list of lines, each with its break, edited scalar by scalar.
  private struct Mirror {
    var scalars: [Unicode.Scalar]

    /// The text's lines, as ranges of scalars without the breaks.
    var lines: [Range<Int>] {
      var lines: [Range<Int>] = []
      var start = 0
      var index = 0
      while index < scalars.count {
        let scalar = scalars[index]
        if scalar == "\n" || scalar == "\r" {
          lines.append(start..<index)
          if scalar == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n" {
            index += 1
          }
          start = index + 1
        }
        index += 1
      }
      return lines + [start..<scalars.count]
    }

    func width(_ scalar: Unicode.Scalar, _ encoding: PositionEncoding) -> Int {
      switch encoding {
      case .utf8: String(scalar).utf8.count
      case .utf16: String(scalar).utf16.count
      case .utf32: 1
      }
    }

    func index(_ line: Int, _ column: Int, _ encoding: PositionEncoding) -> Int {
      let lines = lines
      guard line < lines.count else { return scalars.count }
      var left = column
      var index = lines[line].lowerBound
      while index < lines[line].upperBound {
        left -= width(scalars[index], encoding)
        if left < 0 { break }
        index += 1
      }
      return index
    }

    mutating func replace(
      _ from: (Int, Int), _ to: (Int, Int), _ text: String, _ encoding: PositionEncoding
    ) {
      let first = index(from.0, from.1, encoding)
      let second = index(to.0, to.1, encoding)
      scalars.replaceSubrange(min(first, second)..<max(first, second), with: text.unicodeScalars)
    }

    var text: String { String(String.UnicodeScalarView(scalars)) }
  }

  private static let pieces = [
    "He saw the the dog. ", "\n", "\r\n", "\r", "é", "😀", "\u{301}", "  ", "# Heading\n\n",
    "- item\n", "What is a cramp?\n", "Answer\n", "```\ncode\n```\n", "Interuption of it. ", "\n\n",
    "`x` ", "[stet off repeated-word]\n\n", "<!-- stet repeated-word -->\n", "> ", "| a | b |\n",
    "Thanks for the feedback!\n", "words ", "\u{0}", "\u{2028}",
  ]

  @Test(arguments: PositionEncoding.allCases, [Draft.Format.plainText, .markdown])
  func `lead to the same text, and to the diagnostics of opening it`(
    encoding: PositionEncoding, format: Draft.Format
  ) throws {
    var random = SeededGenerator(
      seed: UInt64(encoding.rawValue.utf8.count) &* 31 &+ (format == .markdown ? 1 : 0))
    let language = format == .markdown ? "markdown" : "plaintext"
    let capabilities = JSONValue.object([
      "general": .object(["positionEncodings": .array([.string(encoding.rawValue)])]),
      "textDocument": .object(["publishDiagnostics": .object(["dataSupport": .bool(true)])]),
    ])
    let client = try TestClient.begun(capabilities: capabilities)
    // In a session of its own: in one session the two would ask the same questions.
    let reader = try TestClient.begun(capabilities: capabilities)
    let uri = "file:///no-such-folder/a"
    for _ in 0..<12 {
      let start = String(decoding: random.text(of: Self.pieces, upTo: 12), as: UTF8.self)
      var mirror = Mirror(scalars: Array(start.unicodeScalars))
      var published: [JSONValue] = []
      client.open(uri, start, language: language)
      for version in 2..<22 {
        var changes: [JSONValue] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let text = String(decoding: random.text(of: Self.pieces, upTo: 3), as: UTF8.self)
          if Int.random(in: 0..<25, using: &random) == 0 {
            mirror.scalars = Array(text.unicodeScalars)
            changes.append(.object(["text": .string(text)]))
            continue
          }
          let lines = mirror.lines.count
          let from = (
            Int.random(in: 0...lines, using: &random), Int.random(in: 0...24, using: &random)
          )
          let to =
            Bool.random(using: &random)
            ? from
            : (
              min(lines, from.0 + Int.random(in: 0...2, using: &random)),
              Int.random(in: 0...24, using: &random)
            )
          mirror.replace(from, to, text, encoding)
          changes.append(TestClient.edit(from, to, text))
        }
        client.change(uri, version: version, changes)
        #expect(client.text(of: uri) == mirror.text)
        if Bool.random(using: &random) {
          published = client.settle().diagnostics(of: uri) ?? published
        }
      }
      published = client.settle().diagnostics(of: uri) ?? published
      reader.open(uri, mirror.text, language: language)
      #expect(reader.settle().diagnostics(of: uri) == published)
      client.close(uri)
      reader.close(uri)
      client.take()
      reader.take()
    }
  }
}
