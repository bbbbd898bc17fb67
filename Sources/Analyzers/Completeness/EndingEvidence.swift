import StetCore
import StetLexicon

/// What speaks for and against a text having been cut: its last words, its last
/// mark, what it leaves open, how its own sentences and lines end, its shape and
/// length, and how the texts beside it end.
package struct EndingEvidence: Sendable {
  /// The evidence as numbers, in the order of ``names``.
  package private(set) var values: [Double]
  /// The hashes that ``SentenceEnd`` makes of the last words.
  package private(set) var features: [UInt64]

  /// The names of ``values``, in their order.
  package static let names = [
    "ends", "length", "lines", "closers", "state", "marker", "words", "word-length", "casing",
    "rarity", "longer-words-rarity", "longer-words", "function-word", "sign-off", "before",
    "after-sentence", "after-number", "after-function-word", "block-marked", "block-careless",
    "block-joined", "block-commas", "text-marked", "text-careless", "text-joined", "text-commas",
    "has-upper", "starts-upper", "upper-share", "sentence-length", "line-marks", "blocks",
    "block-marks", "last-line", "longest-line", "mean-line", "first-of-line", "indent", "bullet",
    "heading", "quote", "signature", "fences", "last-is-fence", "indented-lines", "code-marks",
    "backticks", "quotes", "curly-quotes", "brackets", "square-brackets", "stars",
    "sentence-brackets", "address", "at-limit", "below-limit", "limit-distance",
    "ellipsis-inside", "face", "sentence-colon", "upper-lines", "flat-items", "mean-sentence",
    "shape", "open-link", "closed-group", "signs",
  ]

  /// The index of ``SentenceEnd``'s log-odds in ``values``.
  package static let endsIndex = 0

  /// The log-odds that the text was cut, by what it shows itself.
  package let logOdds: Double

  /// Reads a text; `signs` is how sure the signs that have names are of a cut,
  /// from 0 to 1. Linear in the text's length.
  package init(_ bytes: ArraySlice<UInt8>, signs: Double) {
    var reader = EndingReader(bytes)
    values = reader.values() + [signs]
    features = reader.features
    logOdds = EndingModel.english.logOdds(of: values, by: .alone)
  }
}

/// Reads the evidence of one text from its bytes.
private struct EndingReader {
  private let text: ArraySlice<UInt8>
  /// The text without the quotes, brackets and marks of the format that close at
  /// its end.
  private var core: ArraySlice<UInt8>
  private(set) var features: [UInt64] = []

  init(_ bytes: ArraySlice<UInt8>) {
    var text = bytes
    while let last = text.last, last.isASCIIWhitespace { text.removeLast() }
    self.text = text
    core = text
    while let length = Self.closerLength(core) { core.removeLast(length) }
  }

  /// How far from the end the words are read.
  private static let tail = 700

  mutating func values() -> [Double] {
    let end = text.suffix(Self.tail)
    let sentences = SentenceEnd(Self.fromWord(end))
    var ends = 0.0
    if let last = sentences.last {
      features = sentences.features(at: last)
      ends = sentences.logOdds(ofFeatures: features)
    }
    let state = state
    var result: [Double] = [ends]
    let lines = text.split(whereSeparator: \.isLineBreak)
      .filter { !$0.allSatisfy(\.isASCIIWhitespace) }
    let last = lines.last ?? []
    let blocks = blocks
    let block = blocks.last ?? text
    let characters = Self.characters(text)
    result += [
      Double(characters), Double(lines.count), Double(text.count - core.count), Double(state),
      Self.flag(hasMarker), Double(sentences.all.count { $0.kind == .word }),
    ]
    result += wordValues()
    result += markValues(of: block) + markValues(of: text)
    let upper = text.count(where: \.isASCIIUppercase)
    result += [
      Self.flag(upper > 0), Self.flag(startsUpper),
      Double(upper) / Double(max(1, characters)),
      Double(sentenceLength(sentences.all)),
    ]
    let lineEnds = lines.dropLast().map { Self.endsMarked($0, colons: false) }
    result.append(Self.share(lineEnds))
    let blockEnds = blocks.dropLast().map { Self.endsMarked($0, colons: true) }
    result += [Double(blocks.count), Self.share(blockEnds)]
    result += shapeValues(lines, last)
    result += balanceValues(of: block)
    result += limitValues(characters)
    result += [
      Self.flag(Self.hasEllipsis(core.dropLast(4))), Self.flag(endsInFace),
      Self.flag(Self.lastSentence(of: block).contains(UInt8(ascii: ":"))),
      Self.share(lines.map { Self.firstLetter($0)?.isASCIIUppercase ?? false }),
      Double(min(20, flatItems)),
      Double(sentences.all.count) / Double(max(1, sentences.all.count(where: isEndMark))),
      Double(lastShape), Self.flag(Self.hasOpenLink(block)), Self.flag(endsInGroup),
    ]
    return result
  }

  private static func flag(_ condition: Bool) -> Double { condition ? 1 : 0 }

  private static func share(_ conditions: [Bool]) -> Double {
    conditions.isEmpty ? -1 : Double(conditions.count { $0 }) / Double(conditions.count)
  }

  private static func characters(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.count { $0 & 0xC0 != 0x80 }
  }

  /// A tail without the word that it may begin in the middle of.
  private static func fromWord(_ tail: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard tail.count >= Self.tail, let space = tail.firstIndex(where: \.isASCIIWhitespace) else {
      return tail
    }
    return tail[space...]
  }

  // MARK: The last mark

  /// The length of a mark that closes at the end of a text.
  private static func closerLength(_ text: ArraySlice<UInt8>) -> Int? {
    guard let last = text.last else { return nil }
    switch last {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"),
      UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"):
      return 1
    case 0x99, 0x9D:
      return text.count >= 3 && text.suffix(3).starts(with: [0xE2, 0x80]) ? 3 : nil
    case 0xBB:
      return text.count >= 2 && text.suffix(2).first == 0xC2 ? 2 : nil
    default:
      return nil
    }
  }

  /// What stands last, by number: 1 an end mark, 2 an ellipsis, 3 a colon, 4 a
  /// comma, 5 a semicolon, 6 an opening bracket, 7 a dash, 8 a digit, 9 a letter,
  /// 10 anything else, 11 code.
  private var state: Int {
    if text.last == UInt8(ascii: "`") { return 11 }
    guard let last = core.last else { return 10 }
    if core.suffix(3).elementsEqual("...".utf8) || core.suffix(3).elementsEqual("…".utf8) {
      return 2
    }
    switch last {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): return 1
    case UInt8(ascii: ":"): return 3
    case UInt8(ascii: ","): return 4
    case UInt8(ascii: ";"): return 5
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): return 6
    case UInt8(ascii: "-"): return 7
    case let byte where byte.isASCIIDigit: return 8
    case let byte where byte.isASCIILetter: return 9
    default: break
    }
    let tail = core.suffix(3)
    if ["–", "—"].contains(where: { tail.elementsEqual($0.utf8) }) { return 7 }
    if ["。", "！", "？"].contains(where: { tail.elementsEqual($0.utf8) }) { return 1 }
    return core.scalar(before: core.endIndex)?.scalar.isWordScalar ?? false ? 9 : 10
  }

  private var hasMarker: Bool {
    let tail = text.suffix(20).map(\.asciiLowercased)
    return Self.markers.contains { tail.suffix($0.count).elementsEqual($0) }
  }

  private static let markers = [
    "[...]", "[…]", "[more]", "(more)", "(continued)", "read more", "see more", "show more",
    "view more", "continue reading",
  ].map { Array($0.utf8) }

  // MARK: The last word

  private func wordValues() -> [Double] {
    var start = core.endIndex
    while start > core.startIndex {
      let byte = core[start - 1]
      guard byte.isASCIILetter || byte >= 0x80 || byte == UInt8(ascii: "'") else { break }
      start -= 1
    }
    // Marks outside ASCII are no part of a word.
    while start < core.endIndex, core[start] >= 0x80, !core.scalar(at: start).scalar.isWordScalar {
      start += core.scalar(at: start).length
    }
    let word = core[min(start, core.endIndex)...]
    let folded = word.map(\.asciiLowercased)
    let casing: Int
    if word.isEmpty {
      casing = 0
    } else if !word.contains(where: \.isASCIIUppercase) {
      casing = 1
    } else if word.first?.isASCIIUppercase ?? false,
      !word.dropFirst().contains(where: \.isASCIIUppercase), word.count > 1
    {
      casing = 2
    } else {
      casing = 3
    }
    let lexicon = Lexicon.english
    let rarity = lexicon.entry(ofFolded: folded[...])?.lowerCommonness ?? 100
    let isLetters = folded.allSatisfy { $0.isASCIILowercase } && !folded.isEmpty
    let longer = isLetters ? lexicon.lowestClass(ofWordsBeginningWith: folded[...]) ?? 200 : 200
    let count =
      isLetters
      ? lexicon.count(ofWordsBeginningWith: folded[...], upToClass: 50, maximum: 200) : 0
    var place = start
    while place > core.startIndex, core[place - 1].isASCIIWhitespace { place -= 1 }
    let previous = core[..<place]
    let beforeWord = Array(
      previous.suffix(24).split(whereSeparator: \.isASCIIWhitespace).last?.map(\.asciiLowercased)
        ?? [])
    let mark = place < start ? beforeWord.last ?? 0 : 0
    return [
      Double(word.count), Double(casing), Double(word.isEmpty ? -1 : rarity), Double(longer),
      Double(count), Self.flag(ClosedClass.words.contains(folded)),
      Self.flag(Self.signOffs.contains(folded)),
      Double(Self.kind(ofByteBefore: start > core.startIndex ? core[start - 1] : 0)),
      Self.flag(".!?".utf8.contains(mark)),
      Self.flag(place < start && beforeWord.first?.isASCIIDigit ?? false),
      Self.flag(place < start && ClosedClass.words.contains(beforeWord)),
    ]
  }

  private static let signOffs: Set<[UInt8]> = Set(
    [
      "luck", "thanks", "thank", "regards", "care", "asap", "wishes", "cheers", "hope", "thx",
      "sincerely", "bye", "soon", "welcome", "best",
    ].map { Array($0.utf8) })

  private static func kind(ofByteBefore byte: UInt8) -> Int {
    switch byte {
    case 0: 0
    case let byte where byte.isLineBreak: 1
    case let byte where byte.isASCIIWhitespace: 2
    case UInt8(ascii: "-"): 3
    case UInt8(ascii: "."): 4
    case UInt8(ascii: "/"), UInt8(ascii: "\\"): 5
    case UInt8(ascii: "'"), UInt8(ascii: "\""): 6
    case UInt8(ascii: "`"): 7
    case UInt8(ascii: "("), UInt8(ascii: "["): 8
    case UInt8(ascii: "*"), UInt8(ascii: "_"): 9
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"): 10
    case UInt8(ascii: "!"), UInt8(ascii: "?"): 11
    case let byte where byte.isASCIIDigit: 12
    case 0x80...: 13
    default: 14
    }
  }

  /// What the last run without white space looks like, by number: 0 letters only,
  /// 1 with digits, 2 with points, slashes, `@` or `_` inside, 3 joined by hyphens.
  private var lastShape: Int {
    let run = text.suffix(80).split(whereSeparator: \.isASCIIWhitespace).last ?? []
    let inside = run.dropLast()
    if inside.contains(where: { "./@_\\".utf8.contains($0) }) { return 2 }
    if run.contains(where: \.isASCIIDigit) { return 1 }
    return inside.contains(UInt8(ascii: "-")) ? 3 : 0
  }

  // MARK: Sentences

  /// End marks before a capital, before a small letter, inside a run of letters;
  /// and commas in a hundred bytes.
  private func markValues(of text: ArraySlice<UInt8>) -> [Double] {
    var marked = 0
    var careless = 0
    var joined = 0
    var commas = 0
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte == UInt8(ascii: ",") { commas += 1 }
      guard byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
      else {
        index += 1
        continue
      }
      var next = index + 1
      while next < text.endIndex, Self.isCloser(text[next]) { next += 1 }
      let afterMarks = next
      while next < text.endIndex, text[next].isASCIIWhitespace { next += 1 }
      if next > afterMarks {
        while next < text.endIndex, Self.isOpener(text[next]) { next += 1 }
        let letter = text.byte(at: next)
        if letter.isASCIIUppercase { marked += 1 }
        if letter.isASCIILowercase { careless += 1 }
      } else if index > text.startIndex, text[index - 1].isASCIILowercase,
        text.byte(at: index + 1).isASCIILetter
      {
        joined += 1
      }
      index += 1
    }
    return [
      Double(marked), Double(careless), Double(joined),
      Double(commas) * 100 / Double(max(1, text.count)),
    ]
  }

  private static func isCloser(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: ")")
      || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_")
      // The bytes of curly quotes.
      || byte == 0xE2 || byte == 0x80 || byte == 0x99 || byte == 0x9D
  }

  private static func isOpener(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "*")
      || byte == UInt8(ascii: "_") || byte == 0xE2 || byte == 0x80 || byte == 0x9C
  }

  private func isEndMark(_ token: EndingToken) -> Bool {
    token.kind == .mark && ".!?".utf8.contains(text[token.range.lowerBound])
  }

  /// How many tokens stand after the last end mark.
  private func sentenceLength(_ tokens: [EndingToken]) -> Int {
    tokens.count - (tokens.lastIndex(where: isEndMark).map { $0 + 1 } ?? 0)
  }

  /// The bytes after the last end mark that white space follows.
  private static func lastSentence(of block: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var index = block.endIndex - 1
    while index > block.startIndex {
      let byte = block[index - 1]
      if block[index].isASCIIWhitespace, ".!?".utf8.contains(byte) { return block[index...] }
      index -= 1
    }
    return block
  }

  private var startsUpper: Bool {
    text.first { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "_") }?.isASCIIUppercase ?? false
  }

  private static func endsMarked(_ line: ArraySlice<UInt8>, colons: Bool) -> Bool {
    var line = line
    while let last = line.last, last.isASCIIWhitespace { line.removeLast() }
    while let length = closerLength(line) { line.removeLast(length) }
    guard let last = line.last else { return false }
    return ".!?".utf8.contains(last) || (colons && last == UInt8(ascii: ":"))
  }

  private static func hasEllipsis(_ text: ArraySlice<UInt8>) -> Bool {
    var points = 0
    for index in text.indices {
      points = text[index] == UInt8(ascii: ".") ? points + 1 : 0
      if points == 3 { return true }
      if text[index] == 0xA6, text[..<index].suffix(2).elementsEqual([0xE2, 0x80]) { return true }
    }
    return false
  }

  // MARK: Lines and blocks

  /// The runs of lines between blank ones.
  private var blocks: [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start: Int?
    var end = text.startIndex
    for line in text.split(whereSeparator: { $0 == .lineFeed }) {
      // Blank lines leave gaps of more than one byte between the others.
      if let first = start, line.startIndex > end + 1 {
        result.append(text[first..<end])
        start = nil
      }
      if line.allSatisfy(\.isASCIIWhitespace) {
        if let first = start { result.append(text[first..<end]) }
        start = nil
        continue
      }
      if start == nil { start = line.startIndex }
      end = line.endIndex
    }
    if let start { result.append(text[start..<end]) }
    return result
  }

  private static func firstLetter(_ line: ArraySlice<UInt8>) -> UInt8? {
    line.first { $0.isASCIILetter || $0 >= 0x80 }
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line.drop(while: \.isASCIIWhitespace)
  }

  private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
    let line = trimmed(line)
    return line.starts(with: "```".utf8) || line.starts(with: "~~~".utf8)
  }

  private func shapeValues(_ lines: [ArraySlice<UInt8>], _ last: ArraySlice<UInt8>) -> [Double] {
    let lengths = lines.map(Self.characters)
    let start = Self.trimmed(last)
    let fences = lines.count(where: Self.isFence)
    let indented = lines.count { $0.starts(with: "    ".utf8) }
    let digits = start.prefix(while: \.isASCIIDigit)
    let afterDigits = start.dropFirst(digits.count).first ?? 0
    let isBullet =
      start.count > 1 && "-*+".utf8.contains(start.first ?? 0)
      && start[start.startIndex + 1].isASCIIWhitespace
      || start.starts(with: "•".utf8)
      || !digits.isEmpty && digits.count < 4 && (afterDigits == 0x2E || afterDigits == 0x29)
        && start.dropFirst(digits.count + 1).first?.isASCIIWhitespace ?? false
    let isHeading =
      start.first == UInt8(ascii: "#")
      && start.drop { $0 == UInt8(ascii: "#") }.first?.isASCIIWhitespace ?? false
    let codeMarks = last.count(where: Self.isCodeMark)
    return [
      Double(lengths.last ?? 0), Double(lengths.max() ?? 0),
      Double(lengths.reduce(0, +)) / Double(max(1, lengths.count)),
      Double(Self.kind(ofFirst: start)), Double(min(40, last.count - start.count)),
      Self.flag(isBullet), Self.flag(isHeading), Self.flag(start.first == UInt8(ascii: ">")),
      Self.flag(
        start.starts(with: "--".utf8) || start.starts(with: "—".utf8)
          || start.starts(with: "–".utf8)),
      Double(fences % 2), Self.flag(Self.isFence(last)),
      Double(indented) / Double(max(1, lines.count)),
      Double(codeMarks) / Double(max(1, last.count)),
    ]
  }

  /// Whether a byte is one of `{}();=<>[]|$/` or a backslash.
  private static func isCodeMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "|"), UInt8(ascii: "$"),
      UInt8(ascii: "/"), UInt8(ascii: "\\"):
      true
    default: false
    }
  }

  private static func kind(ofFirst line: ArraySlice<UInt8>) -> Int {
    switch line.first {
    case nil: 0
    case .some(let byte) where byte.isASCIILowercase: 1
    case .some(let byte) where byte.isASCIIUppercase: 2
    case .some(let byte) where byte.isASCIIDigit: 3
    case UInt8(ascii: "-"): 4
    case UInt8(ascii: "*"), UInt8(ascii: "+"): 5
    case UInt8(ascii: "`"): 6
    case UInt8(ascii: "#"): 7
    case UInt8(ascii: ">"): 8
    case UInt8(ascii: "("), UInt8(ascii: "["): 9
    case UInt8(ascii: "\""), UInt8(ascii: "'"): 10
    case UInt8(ascii: "|"): 11
    case UInt8(ascii: "_"): 12
    case .some(0x80...): 13
    default: 14
    }
  }

  /// How many times two spaces and a dash stand before words, as in lists that
  /// lost their lines.
  private var flatItems: Int {
    var count = 0
    var index = text.startIndex
    while let dash = text[index...].firstIndex(of: UInt8(ascii: "-")) {
      if text.byte(at: dash - 1) == .space, text.byte(at: dash - 2) == .space,
        text.byte(at: dash + 1) == .space
      {
        count += 1
      }
      index = dash + 1
    }
    return count
  }

  // MARK: What is left open

  private func balanceValues(of block: ArraySlice<UInt8>) -> [Double] {
    var counts = [Int](repeating: 0, count: 0x80)
    for byte in block where byte < 0x80 { counts[Int(byte)] += 1 }
    func count(_ character: Unicode.Scalar) -> Int { counts[Int(character.value & 0x7F)] }
    var curly = 0
    for index in block.indices where block[index] == 0xE2 && block.byte(at: index + 1) == 0x80 {
      if block.byte(at: index + 2) == 0x9C { curly += 1 }
      if block.byte(at: index + 2) == 0x9D { curly -= 1 }
    }
    let sentence = Self.lastSentence(of: block)
    let inSentence =
      sentence.count { $0 == UInt8(ascii: "(") } - sentence.count { $0 == UInt8(ascii: ")") }
    return [
      Double(count("`") % 2), Double(count("\"") % 2), Double(curly),
      Double(count("(") - count(")")), Double(count("[") - count("]")), Double(count("*") / 2 % 2),
      Double(inSentence), Self.flag(endsInAddress),
    ]
  }

  /// Whether the last link's target is not closed.
  private static func hasOpenLink(_ block: ArraySlice<UInt8>) -> Bool {
    var index = block.endIndex - 1
    while index > block.startIndex {
      if block[index] == UInt8(ascii: ")") { return false }
      if block[index] == UInt8(ascii: "("), block[index - 1] == UInt8(ascii: "]") { return true }
      index -= 1
    }
    return false
  }

  /// Whether the text ends with brackets that were opened not far before.
  private var endsInGroup: Bool {
    guard let last = text.last, last == UInt8(ascii: ")") || last == UInt8(ascii: "]") else {
      return false
    }
    let opener = last == UInt8(ascii: ")") ? UInt8(ascii: "(") : UInt8(ascii: "[")
    var depth = 0
    for byte in text.suffix(300).reversed() {
      if byte == last { depth += 1 }
      if byte == opener { depth -= 1 }
      if depth == 0 { return true }
    }
    return false
  }

  private var endsInAddress: Bool {
    let run = text.suffix(400).split(whereSeparator: \.isASCIIWhitespace).last ?? []
    return ["http://", "https://", "www."].contains { prefix in
      run.indices.contains { run[$0...].starts(with: prefix.utf8) }
    }
  }

  private var endsInFace: Bool {
    let tail = Array(text.suffix(3))
    if let last = tail.last, ")(DPp/\\|".utf8.contains(last) {
      let before = tail.dropLast()
      if let eyes = before.last, ":;=8".utf8.contains(eyes) { return true }
      if before.last == UInt8(ascii: "-"), let eyes = before.dropLast().last,
        ":;=8".utf8.contains(eyes)
      {
        return true
      }
    }
    // Arrows, symbols and pictures.
    return (text.scalar(before: text.endIndex)?.scalar.value ?? 0) > 0x2190
  }

  // MARK: Length

  private func limitValues(_ characters: Int) -> [Double] {
    var collapsed = 0
    var isAfterSpace = false
    for byte in text where byte & 0xC0 != 0x80 {
      if !(isAfterSpace && byte.isASCIIWhitespace) { collapsed += 1 }
      isAfterSpace = byte.isASCIIWhitespace
    }
    let lengths = [characters, text.count, collapsed]
    let limits = PreviewLimit.usualLimits
    return [
      Self.flag(lengths.contains { limits.contains($0) }),
      Self.flag(lengths.contains { limits.contains($0 + 1) }),
      Double(min(60, limits.map { abs($0 - characters) }.min() ?? 60)),
    ]
  }
}
