import ArgumentParser
import StetReporters

/// Draws what a terminal shows.
struct PictureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "picture",
    abstract: "Turn a coloured terminal text on standard input into an SVG on standard output.",
    discussion: "stet check --color always seeds | head -n 48 | stet-dev picture > picture.svg")

  func run() {
    var lines: [String] = []
    while let line = readLine() { lines.append(line) }
    print(TerminalPicture(lines).svg, terminator: "")
  }
}

/// A terminal's text as a drawing.
struct TerminalPicture {
  /// A stretch of one line in one style.
  private struct Run {
    var text: String
    var classes: String
  }

  private static let columnWidth = 8.4
  private static let lineHeight = 18
  private static let margin = 16

  private let lines: [[Run]]

  /// Reads lines with the escape sequences that the reporters use: colours,
  /// bold, dim, and their end.
  init(_ lines: [String]) { self.lines = lines.map(Self.runs) }

  private static func runs(_ line: String) -> [Run] {
    var runs: [Run] = []
    var classes = ""
    for (index, piece) in line.split(separator: "\u{1B}[", omittingEmptySubsequences: false)
      .enumerated()
    {
      var text = piece
      if index > 0, let end = piece.firstIndex(of: "m") {
        let codes = piece[..<end].split(separator: ";")
        classes = codes.contains("0") ? "" : codes.map { "c\($0)" }.joined(separator: " ")
        text = piece[piece.index(after: end)...]
      }
      if !text.isEmpty { runs.append(Run(text: String(text), classes: classes)) }
    }
    return runs
  }

  /// The drawing.
  var svg: String {
    let columns =
      lines.map { line in
        line.reduce(0) { $0 + DisplayWidth.columns(of: $1.text) }
      }.max() ?? 0
    let width = Int(Double(columns) * Self.columnWidth) + 2 * Self.margin
    let height = lines.count * Self.lineHeight + 2 * Self.margin
    var output = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)">
      <style>
      text { font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; \
      fill: #d8dee9; white-space: pre }
      .c1 { font-weight: bold } .c2 { fill: #8b95a7 } .c31 { fill: #ff6b6b } \
      .c32 { fill: #8fd694 } .c33 { fill: #f5c451 } .c34 { fill: #7fb0ff } \
      .c35 { fill: #d6a2ff } .c36 { fill: #6fd6d6 }
      </style>
      <rect width="100%" height="100%" rx="8" fill="#1f2430"/>

      """
    for (index, line) in lines.enumerated() where !line.isEmpty {
      let y = Self.margin + index * Self.lineHeight + 13
      output += "<text x=\"\(Self.margin)\" y=\"\(y)\" xml:space=\"preserve\">"
      var column = 0
      for run in line {
        // Each run says where it starts, so that no font can push carets aside.
        let x = Double(Self.margin) + Double(column) * Self.columnWidth
        let place = (x * 10).rounded() / 10
        output += "<tspan x=\"\(place)\""
        if !run.classes.isEmpty { output += " class=\"\(run.classes)\"" }
        output += " textLength=\"\(Self.length(of: run.text))\">\(Self.escaped(run.text))</tspan>"
        column += DisplayWidth.columns(of: run.text)
      }
      output += "</text>\n"
    }
    return output + "</svg>\n"
  }

  private static func length(of text: String) -> Double {
    (Double(DisplayWidth.columns(of: text)) * columnWidth * 10).rounded() / 10
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
