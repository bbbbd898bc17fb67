import StetCore

/// What an `.aff` file says: how the words of a `.dic` file take endings and
/// beginnings, and how they are set together.
///
/// Read are the parts that decide whether a word is right: `SET`, `FLAG`, `AF`,
/// `PFX`, `SFX`, `NEEDAFFIX`, `ONLYINCOMPOUND`, `FORBIDDENWORD`, `KEEPCASE`,
/// `CIRCUMFIX`, `FULLSTRIP`, `CHECKSHARPS`, `ICONV`, `IGNORE`, and of compounds
/// `COMPOUNDFLAG`, `COMPOUNDBEGIN`, `COMPOUNDMIDDLE`, `COMPOUNDEND`,
/// `COMPOUNDPERMITFLAG`, `COMPOUNDFORBIDFLAG` and `COMPOUNDMIN`. What only makes
/// suggestions, and `COMPOUNDRULE`, which is for numbers with letters, is passed over.
struct HunspellAffixes: Sendable {
  /// A flag, whichever way the file writes flags.
  typealias Flag = UInt32

  /// How flags are written.
  enum FlagStyle: Sendable {
    /// Each character is a flag.
    case character
    /// Each two characters are a flag.
    case long
    /// Numbers with commas between.
    case number
  }

  /// One ending or beginning.
  struct Affix: Sendable {
    var flag: Flag
    /// Whether a beginning and an ending may be at one word.
    var isCross: Bool
    /// What is taken off the word before the affix is put on.
    var strip: [UInt8]
    var append: [UInt8]
    /// What the word must end, or begin, with; in reading order.
    var condition: [CharacterSet]
    /// The flags of the word with the affix.
    var flags: FlagSet
  }

  /// Affixes by what they put on.
  struct AffixTable: Sendable {
    /// Affixes that put on the same, and take the same off.
    struct Group: Sendable {
      let strip: [UInt8]
      fileprivate(set) var affixes: [Affix]
    }

    private var groups: [[UInt8]: [Group]] = [:]
    /// The most bytes that one puts on.
    private(set) var longest = 0

    mutating func add(_ affix: Affix) {
      longest = max(longest, affix.append.count)
      var own = groups[affix.append] ?? []
      groups[affix.append] = nil
      if let index = own.firstIndex(where: { $0.strip == affix.strip }) {
        own[index].affixes.append(affix)
      } else {
        own.append(Group(strip: affix.strip, affixes: [affix]))
      }
      groups[affix.append] = own
    }

    /// The affixes that put these bytes on.
    subscript(append: ArraySlice<UInt8>) -> [Group] { groups[Array(append)] ?? [] }
  }

  /// One character of a condition.
  struct CharacterSet: Sendable {
    var scalars: [Unicode.Scalar]
    /// Whether it is any character but those.
    var isNegated: Bool

    func contains(_ scalar: Unicode.Scalar) -> Bool { scalars.contains(scalar) != isNegated }
  }

  /// A few flags.
  struct FlagSet: Hashable, Sendable {
    private var flags: [Flag]
    init(_ flags: [Flag] = []) { self.flags = flags }
    func contains(_ flag: Flag?) -> Bool {
      guard let flag else { return false }
      return flags.contains(flag)
    }
    var isEmpty: Bool { flags.isEmpty }
    var all: [Flag] { flags }
  }

  private(set) var encoding: SingleByteEncoding?
  private(set) var style = FlagStyle.character
  private var aliases: [FlagSet] = []
  private(set) var suffixes = AffixTable()
  private(set) var prefixes = AffixTable()
  /// The flags that some ending allows behind it.
  private(set) var followingFlags: Set<Flag> = []
  private(set) var needAffix: Flag?
  private(set) var onlyInCompound: Flag?
  private(set) var forbidden: Flag?
  private(set) var keepCase: Flag?
  private(set) var circumfix: Flag?
  private(set) var compound: Flag?
  private(set) var compoundBegin: Flag?
  private(set) var compoundMiddle: Flag?
  private(set) var compoundEnd: Flag?
  private(set) var compoundPermit: Flag?
  private(set) var compoundForbid: Flag?
  /// The fewest characters of a part.
  private(set) var compoundMinimum = 3
  private(set) var stripsWhole = false
  private(set) var checksSharps = false
  /// Bytes that count as others in a word.
  private(set) var conversions: [(from: [UInt8], to: [UInt8])] = []
  private(set) var ignored: [Unicode.Scalar] = []

  /// Whether words may be set together.
  var hasCompounds: Bool { compound != nil || compoundBegin != nil }

  /// Reads a file. What it has that is not understood is passed over. Linear.
  init(_ file: [UInt8]) {
    encoding = Self.encoding(of: file)
    let text = encoding.map { SourceText(decoding: file, as: $0) } ?? SourceText(decoding: file)
    let lines = text.utf8.split(whereSeparator: \.isLineBreak)
    // How flags are written may be said after the first of them.
    for line in lines {
      let fields = Self.fields(line)
      guard fields.count >= 2, fields[0].elementsEqual("FLAG".utf8) else { continue }
      switch String(decoding: fields[1], as: UTF8.self) {
      case "long": style = .long
      case "num": style = .number
      default: break
      }
    }
    for line in lines { read(Self.fields(line)) }
  }

  /// The encoding that a file names; `nil` for UTF-8.
  private static func encoding(of file: [UInt8]) -> SingleByteEncoding? {
    for line in file.prefix(1 << 16).split(whereSeparator: \.isLineBreak) {
      let fields = fields(line)
      if fields.count >= 2, fields[0].elementsEqual("SET".utf8) {
        return SingleByteEncoding(label: String(decoding: fields[1], as: UTF8.self))
      }
    }
    return nil
  }

  private static func fields(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    line.split { $0 == .space || $0 == .tab }
  }

  private mutating func read(_ fields: [ArraySlice<UInt8>]) {
    guard fields.count >= 1 else { return }
    func flag() -> Flag? { fields.count > 1 ? flags(fields[1]).first : nil }
    switch String(decoding: fields[0], as: UTF8.self) {
    case "PFX" where fields.count >= 4: readAffix(fields, isPrefix: true)
    case "SFX" where fields.count >= 4: readAffix(fields, isPrefix: false)
    case "AF" where fields.count >= 2:
      // The first line only says how many there are.
      let isCount = aliases.isEmpty && !hasReadAliasCount
      if isCount { hasReadAliasCount = true } else { aliases.append(FlagSet(flags(fields[1]))) }
    case "NEEDAFFIX", "PSEUDOROOT": needAffix = flag()
    case "ONLYINCOMPOUND": onlyInCompound = flag()
    case "FORBIDDENWORD": forbidden = flag()
    case "KEEPCASE": keepCase = flag()
    case "CIRCUMFIX": circumfix = flag()
    case "COMPOUNDFLAG": compound = flag()
    case "COMPOUNDBEGIN": compoundBegin = flag()
    case "COMPOUNDMIDDLE": compoundMiddle = flag()
    case "COMPOUNDEND", "COMPOUNDLAST": compoundEnd = flag()
    case "COMPOUNDPERMITFLAG": compoundPermit = flag()
    case "COMPOUNDFORBIDFLAG": compoundForbid = flag()
    case "COMPOUNDMIN" where fields.count >= 2:
      compoundMinimum = max(1, Self.number(fields[1]) ?? 3)
    case "FULLSTRIP": stripsWhole = true
    case "CHECKSHARPS": checksSharps = true
    case "ICONV" where fields.count >= 3:
      conversions.append((Array(fields[1]), Array(fields[2])))
    case "IGNORE" where fields.count >= 2:
      ignored = Array(String(decoding: fields[1], as: UTF8.self).unicodeScalars)
    default: break
    }
  }

  private var hasReadAliasCount = false
  /// Which flags' headers have said that they go with affixes of the other kind.
  private var crossFlags: [Flag: Bool] = [:]

  private mutating func readAffix(_ fields: [ArraySlice<UInt8>], isPrefix: Bool) {
    guard let flag = flags(fields[1]).first else { return }
    // `SFX A Y 12` begins a row of twelve; `SFX A y ies [^aeiou]y` is one of them.
    let isHeader =
      fields.count == 4 && (fields[2].elementsEqual("Y".utf8) || fields[2].elementsEqual("N".utf8))
      && Self.number(fields[3]) != nil
    if isHeader {
      crossFlags[flag] = fields[2].elementsEqual("Y".utf8)
      return
    }
    let zero = [UInt8(ascii: "0")][...]
    let slash = fields[3].firstIndex(of: UInt8(ascii: "/"))
    let append = fields[3][..<(slash ?? fields[3].endIndex)]
    let own = slash.map { flagSet(fields[3][($0 + 1)...]) } ?? FlagSet()
    let affix = Affix(
      flag: flag, isCross: crossFlags[flag] ?? false,
      strip: fields[2] == zero ? [] : Array(fields[2]),
      append: append == zero ? [] : withoutIgnored(Array(append)),
      condition: fields.count > 4 ? Self.condition(fields[4]) : [], flags: own)
    if isPrefix {
      prefixes.add(affix)
    } else {
      suffixes.add(affix)
      followingFlags.formUnion(affix.flags.all)
    }
  }

  private static func condition(_ text: ArraySlice<UInt8>) -> [CharacterSet] {
    var sets: [CharacterSet] = []
    var open: CharacterSet?
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if var set = open {
        if scalar == "]" {
          sets.append(set)
          open = nil
        } else if scalar == "^" && set.scalars.isEmpty && !set.isNegated {
          set.isNegated = true
          open = set
        } else {
          set.scalars.append(scalar)
          open = set
        }
      } else if scalar == "[" {
        open = CharacterSet(scalars: [], isNegated: false)
      } else if scalar == "." {
        sets.append(CharacterSet(scalars: [], isNegated: true))
      } else {
        sets.append(CharacterSet(scalars: [scalar], isNegated: false))
      }
    }
    // A lone point holds for the empty word too.
    if sets.count == 1, let set = sets.first, set.isNegated, set.scalars.isEmpty { return [] }
    return sets
  }

  // MARK: Flags

  /// The flags that a text after a slash stands for: a number of a row of `AF`, or
  /// flags themselves.
  func flagSet(_ text: ArraySlice<UInt8>) -> FlagSet {
    if !aliases.isEmpty, let number = Self.number(text) {
      return number >= 1 && number <= aliases.count ? aliases[number - 1] : FlagSet()
    }
    return FlagSet(flags(text))
  }

  private func flags(_ text: ArraySlice<UInt8>) -> [Flag] {
    switch style {
    case .number:
      return text.split(separator: UInt8(ascii: ",")).compactMap {
        Self.number($0).map { Flag(truncatingIfNeeded: $0) }
      }
    case .character:
      return String(decoding: text, as: UTF8.self).unicodeScalars.map(\.value)
    case .long:
      var flags: [Flag] = []
      var first: Flag?
      for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
        if let high = first {
          flags.append(high << 16 ^ scalar.value)
          first = nil
        } else {
          first = scalar.value
        }
      }
      return flags
    }
  }

  private static func number(_ text: ArraySlice<UInt8>) -> Int? {
    Int(String(decoding: text, as: UTF8.self))
  }

  // MARK: Words

  /// A word with what the file has counted as other characters, or as none.
  func converted(_ word: [UInt8]) -> [UInt8] {
    var result = word
    if !conversions.isEmpty {
      result = []
      var index = 0
      while index < word.count {
        let rest = word[index...]
        let match = conversions.filter { !$0.from.isEmpty && rest.starts(with: $0.from) }
          .max { $0.from.count < $1.from.count }
        result += match?.to ?? [word[index]]
        index += match?.from.count ?? 1
      }
    }
    return withoutIgnored(result)
  }

  /// A word without the characters that are ignored.
  func withoutIgnored(_ word: [UInt8]) -> [UInt8] {
    if ignored.isEmpty { return word }
    var scalars = String.UnicodeScalarView()
    for scalar in String(decoding: word, as: UTF8.self).unicodeScalars
    where !ignored.contains(scalar) {
      scalars.append(scalar)
    }
    return Array(String(scalars).utf8)
  }
}
