import StetCore

/// Math, templates and emoji.
extension InlineParser {
  /// Math between dollars. As Pandoc has it: no space after the opening one or
  /// before the closing one, no digit after the closing one; and neither touches
  /// a word from outside, so that `US$5` and `$HOME/$USER` stay what they are.
  mutating func readMath(_ bytes: Span<UInt8>, at index: Int) -> Int {
    var stop = index
    while stop < end, bytes[stop] == UInt8(ascii: "$") { stop += 1 }
    if stop - index >= 2 {
      if stop - index > 2 || closers.lacksDoubleDollar { return stop }
      guard let close = bytes.first("$$", from: stop, before: end) else {
        closers.lacksDoubleDollar = true
        return stop
      }
      add(.math, index, close + 2)
      return close + 2
    }
    guard stop < end, bytes[stop] > 0x20, index == start || !bytes[index - 1].isAlphanumeric else {
      return stop
    }
    if closers.lastDollar < 0 { findLastDollar(bytes) }
    var close = stop
    while close <= closers.lastDollar {
      switch bytes[close] {
      case UInt8(ascii: "\\"): close += 2
      case UInt8(ascii: "$"):
        if closesMath(bytes, at: close) {
          guard MathSyntax.isDollarFormula(bytes, from: stop, to: close) else { return stop }
          add(.math, index, close + 1)
          return close + 1
        }
        // An opening dollar that meets another one first is a price.
        return stop
      default: close += 1
      }
    }
    return stop
  }

  private func closesMath(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    guard index > start, bytes[index - 1] > 0x20 else { return false }
    return index + 1 >= end
      || !bytes[index + 1].isAlphanumeric && bytes[index + 1] != UInt8(ascii: "$")
  }

  private mutating func findLastDollar(_ bytes: Span<UInt8>) {
    closers.lastDollar = 0
    var index = end - 1
    while index > start {
      if bytes[index] == UInt8(ascii: "$"), closesMath(bytes, at: index) {
        closers.lastDollar = index
        return
      }
      index -= 1
    }
  }

  /// A tag of a template language: `{{ … }}`, `{{< … >}}`, `{% … %}`, `{# … #}`; a
  /// comment of MDX, `{/* … */}`; or attributes.
  mutating func readTemplate(_ bytes: Span<UInt8>, at index: Int) -> Int {
    let next = index + 1 < end ? bytes[index + 1] : 0
    switch next {
    case UInt8(ascii: "{"):
      return readTag("}}", bytes, at: index, \.lacksTemplate)
    case UInt8(ascii: "%"):
      return readTag("%}", bytes, at: index, \.lacksTag)
    case UInt8(ascii: "/"):
      guard index + 2 < end, bytes[index + 2] == UInt8(ascii: "*"), !closers.lacksShortcode else {
        return index + 1
      }
      guard let close = bytes.first("*/}", from: index + 3, before: end) else {
        closers.lacksShortcode = true
        return index + 1
      }
      add(.comment, index, close + 3)
      comments.append(TextRange(index, close + 3))
      return close + 3
    case UInt8(ascii: ":"), UInt8(ascii: "#"), UInt8(ascii: "."):
      // Attributes stand at the end of a line, or alone in one.
      guard let close = LinkSyntax.attributesEnd(bytes, at: index, before: end),
        close == end || bytes[close].isLineBreak || index == start
      else { return index + 1 }
      add(index == start && close == end ? .tag : .markup, index, close)
      return close
    default:
      return index + 1
    }
  }

  private mutating func readTag(
    _ close: StaticString, _ bytes: Span<UInt8>, at index: Int,
    _ isLacking: WritableKeyPath<Closers, Bool>
  ) -> Int {
    if closers[keyPath: isLacking] { return index + 2 }
    guard let place = bytes.first(close, from: index + 2, before: end) else {
      closers[keyPath: isLacking] = true
      return index + 2
    }
    add(.tag, index, place + 2)
    return place + 2
  }

  /// An emoji by name, `:smile:`, or a line of `:::` that opens or closes a container.
  mutating func readColon(_ bytes: Span<UInt8>, at index: Int) -> Int {
    let isFirst = index == start || bytes[index - 1].isLineBreak
    if isFirst, bytes.matches(":::", at: index, before: end) {
      var stop = index
      while stop < end, !bytes[stop].isLineBreak { stop += 1 }
      add(.tag, index, stop)
      return stop
    }
    guard index == start || !bytes[index - 1].isAlphanumeric else { return index + 1 }
    var stop = index + 1
    var letters = false
    while stop < min(end, index + 40) {
      let byte = bytes[stop]
      if byte == UInt8(ascii: ":") {
        guard letters, stop > index + 1, stop + 1 >= end || !bytes[stop + 1].isAlphanumeric else {
          break
        }
        add(.identifier, index, stop + 1)
        return stop + 1
      }
      guard
        byte.isLower || byte.isDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
          || byte == UInt8(ascii: "-")
      else { break }
      if byte.isLower || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { letters = true }
      stop += 1
    }
    return index + 1
  }
}

extension MathSyntax {
  /// Whether what stands between `\(` and `\)`, or `\[` and `\]`, is a formula and
  /// not words in escaped brackets.
  static func isFormula(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    guard start < end else { return false }
    let shape = shape(bytes, from: start, to: end)
    return shape.symbols || !shape.words
  }

  /// Whether what stands between two dollars is a formula and not a sum of money
  /// and what comes before the next one.
  static func isDollarFormula(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    guard start < end else { return false }
    let shape = shape(bytes, from: start, to: end)
    if shape.symbols { return true }
    return !shape.words && !(bytes[start].isDigit && shape.spaces)
  }

  private static func shape(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> (symbols: Bool, words: Bool, spaces: Bool) {
    var symbols = false
    var words = false
    var spaces = false
    var letters = 0
    for index in start..<end {
      let byte = bytes[index]
      letters = byte.isLetter || byte >= 0x80 ? letters + 1 : 0
      if letters > 2 { words = true }
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "="),
        UInt8(ascii: "{"), UInt8(ascii: "+"), UInt8(ascii: "<"):
        symbols = true
      case 0x20, 0x0A, 0x0D: spaces = true
      default: break
      }
    }
    return (symbols, words, spaces)
  }
}
