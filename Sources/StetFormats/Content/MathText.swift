import StetCore

/// Formulas of MathML as a line of text: `(a + b)/c^2`.
enum MathText {
  /// The deepest that elements are told apart; what is deeper is written one after the
  /// other, which keeps the whole linear.
  private static let deepest = 64

  private struct Open {
    var name: String
    var parts: [String] = []
  }

  /// The text of the formula in a run of markup.
  static func text(_ bytes: Span<UInt8>, in range: Range<Int>) -> String {
    var open = [Open(name: "")]
    var hidden = 0
    var depth = 0
    var scanner = MarkupScanner(.xml, from: range.lowerBound, to: range.upperBound)
    func add(_ text: String) {
      if !text.isEmpty, hidden == 0 { open[open.count - 1].parts.append(text) }
    }
    while let token = scanner.next(bytes) {
      switch token.kind {
      case .startTag:
        let name = localName(bytes, token.name)
        if token.isSelfClosing {
          if name == "mspace" { add(" ") }
          continue
        }
        depth += 1
        if hidden > 0 || name.hasPrefix("annotation") { hidden += 1 }
        if hidden == 0, open.count <= deepest { open.append(Open(name: name)) }
      case .endTag:
        if hidden > 0 {
          hidden -= 1
        } else if depth > 0, depth < open.count, open.count > 1, let last = open.popLast() {
          let text = text(of: last)
          // Each child is one part, so that those of a fraction can be counted.
          open[open.count - 1].parts.append(text)
        }
        depth = max(0, depth - 1)
      case .text, .cdata:
        var run = token.start..<token.end
        if token.kind == .cdata {
          run = min(run.lowerBound + 9, run.upperBound)..<run.upperBound
          if !token.isUnclosed, run.count >= 3 { run = run.lowerBound..<run.upperBound - 3 }
        }
        var text: [UInt8] = []
        for index in run { text.append(bytes[index]) }
        let plain =
          token.kind == .cdata
          ? String(decoding: text, as: UTF8.self) : LinkTargets.resolvingReferences(text[...])
        add(plain.split(whereSeparator: \.isWhitespace).joined(separator: " "))
      default: continue
      }
    }
    while open.count > 1, let last = open.popLast() {
      open[open.count - 1].parts.append(text(of: last))
    }
    return open.first.map { $0.parts.joined() } ?? ""
  }

  private static func localName(_ bytes: Span<UInt8>, _ name: Range<Int>) -> String {
    var result: [UInt8] = []
    for index in name.prefix(40) {
      if bytes[index] == UInt8(ascii: ":") { result = [] } else { result.append(bytes[index]) }
    }
    return String(decoding: result.map(\.asciiLowercased), as: UTF8.self)
  }

  private static func text(of element: Open) -> String {
    let parts = element.parts
    func part(_ index: Int) -> String { parts.indices.contains(index) ? parts[index] : "" }
    switch element.name {
    case "mo":
      let sign = parts.joined()
      return ["=", "+", "−", "≤", "≥", "<", ">", "≈", "≠", "→", "±", "×", "·"].contains(sign)
        ? " \(sign) " : sign == "-" ? " − " : sign
    case "mfrac": return "\(grouped(part(0)))/\(grouped(part(1)))"
    case "msqrt": return "√" + grouped(parts.joined())
    case "mroot": return "root(\(part(0)), \(part(1)))"
    case "msup", "mover": return "\(grouped(part(0)))^\(grouped(part(1)))"
    case "msub", "munder": return "\(grouped(part(0)))_\(grouped(part(1)))"
    case "msubsup", "munderover":
      return "\(grouped(part(0)))_\(grouped(part(1)))^\(grouped(part(2)))"
    case "mtd": return parts.joined() + ", "
    case "mtr": return trimmed(parts.joined()) + "; "
    case "mtable": return "(" + trimmed(parts.joined()) + ")"
    case "mfenced": return "(" + parts.joined(separator: ", ") + ")"
    case "math": return parts.joined().split(separator: " ").joined(separator: " ")
    default: return parts.joined()
    }
  }

  /// In brackets, unless it is one number or name.
  private static func grouped(_ text: String) -> String {
    let trimmed = text.split(separator: " ").joined(separator: " ")
    let isOne = trimmed.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "." || $0 == "′"
    }
    return isOne || trimmed.count == 1 ? trimmed : "(\(trimmed))"
  }

  private static func trimmed(_ text: String) -> String {
    text.hasSuffix(", ") || text.hasSuffix("; ") ? String(text.dropLast(2)) : text
  }
}
