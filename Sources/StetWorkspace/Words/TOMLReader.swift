import StetCore

/// Reads TOML into nodes: what settings of other programs are written in.
///
/// Tables, arrays of tables, dotted and quoted keys, the four kinds of strings,
/// arrays and inline tables are read as TOML 1.0 says; numbers, dates and truth
/// values come out as the text they are. Whether a key stands twice is not asked.
enum TOMLReader {
  /// The tables of a file in UTF-8, as one mapping. Linear, tables apart.
  ///
  /// - Throws: the first thing in the way of reading the text as TOML.
  static func read(_ bytes: [UInt8]) throws(ConfigurationIssue) -> ConfigurationNode {
    var reader = Reader(SourceText(decoding: bytes))
    return try reader.read()
  }

  /// A table that grows while the file is read.
  private final class Table {
    var keys: [String] = []
    var values: [String: Value] = [:]
    let mark: ConfigurationNode.Mark
    init(_ mark: ConfigurationNode.Mark) { self.mark = mark }

    var node: ConfigurationNode {
      let entries = keys.compactMap { key in
        values[key].map {
          ConfigurationNode.Entry(
            key: ConfigurationNode(.scalar(key, isQuoted: true), at: $0.mark), value: $0.node)
        }
      }
      return ConfigurationNode(.mapping(entries), at: mark)
    }

    func set(_ key: String, _ value: Value) {
      if values.updateValue(value, forKey: key) == nil { keys.append(key) }
    }
  }

  private indirect enum Value {
    case node(ConfigurationNode)
    case table(Table)
    case tables([Table], ConfigurationNode.Mark)

    var mark: ConfigurationNode.Mark {
      switch self {
      case .node(let node): node.mark
      case .table(let table): table.mark
      case .tables(_, let mark): mark
      }
    }

    var node: ConfigurationNode {
      switch self {
      case .node(let node): node
      case .table(let table): table.node
      case .tables(let tables, let mark): ConfigurationNode(.sequence(tables.map(\.node)), at: mark)
      }
    }
  }

  private struct Reader {
    let source: SourceText
    let bytes: [UInt8]
    var index = 0
    /// How deep values may lie in one another.
    static let maximumDepth = 64

    init(_ source: SourceText) {
      self.source = source
      bytes = source.utf8
    }

    var byte: UInt8 { bytes.byte(at: index) }

    var mark: ConfigurationNode.Mark {
      let place = source.position(of: TextOffset(min(index, bytes.count)), in: .utf32)
      return ConfigurationNode.Mark(line: place.line, column: place.column)
    }

    func issue(_ expected: String) -> ConfigurationIssue {
      ConfigurationIssue(at: mark, "This is no TOML", expected: expected)
    }

    mutating func skip(lineBreaks: Bool) {
      while index < bytes.count {
        if byte == UInt8(ascii: "#") {
          while index < bytes.count, !byte.isLineBreak { index += 1 }
        } else if byte == .space || byte == .tab || (lineBreaks && byte.isLineBreak) {
          index += 1
        } else {
          return
        }
      }
    }

    mutating func take(_ expected: UInt8, _ what: String) throws(ConfigurationIssue) {
      guard byte == expected, index < bytes.count else { throw issue(what) }
      index += 1
    }

    mutating func read() throws(ConfigurationIssue) -> ConfigurationNode {
      let root = Table(.start)
      var current = root
      skip(lineBreaks: true)
      while index < bytes.count {
        if byte == UInt8(ascii: "[") {
          let start = mark
          index += 1
          let isArray = byte == UInt8(ascii: "[")
          if isArray { index += 1 }
          skip(lineBreaks: false)
          let path = try keys()
          try take(UInt8(ascii: "]"), "“]”")
          if isArray { try take(UInt8(ascii: "]"), "“]]”") }
          current = try table(path, isArray: isArray, in: root, start)
        } else {
          try assign(to: current, depth: 0)
        }
        skip(lineBreaks: false)
        guard index >= bytes.count || byte.isLineBreak else { throw issue("the end of the line") }
        skip(lineBreaks: true)
      }
      return root.node
    }

    /// The table that a path of keys leads to, made where it is not there.
    private func table(
      _ path: [String], isArray: Bool, in root: Table, _ mark: ConfigurationNode.Mark
    ) throws(ConfigurationIssue) -> Table {
      var table = root
      for (place, key) in path.enumerated() {
        let isLast = place == path.count - 1
        switch table.values[key] {
        case nil:
          let next = Table(mark)
          table.set(key, isArray && isLast ? .tables([next], mark) : .table(next))
          table = next
        case .table(let next) where !(isArray && isLast): table = next
        case .tables(let tables, let first):
          if isArray && isLast {
            let next = Table(mark)
            table.set(key, .tables(tables + [next], first))
            table = next
          } else if let last = tables.last {
            table = last
          }
        default:
          throw ConfigurationIssue(at: mark, "“\(key)” is no table")
        }
      }
      return table
    }

    private mutating func assign(to table: Table, depth: Int) throws(ConfigurationIssue) {
      let start = mark
      let path = try keys()
      try take(UInt8(ascii: "="), "“=”")
      skip(lineBreaks: false)
      let value = try value(depth: depth)
      let holder = try self.table(Array(path.dropLast()), isArray: false, in: table, start)
      if let key = path.last { holder.set(key, .node(value)) }
    }

    /// Keys with points between, and the white space after them.
    private mutating func keys() throws(ConfigurationIssue) -> [String] {
      var path: [String] = []
      while true {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          path.append(try string())
        } else {
          let start = index
          while byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") {
            index += 1
          }
          guard index > start else { throw issue("a key") }
          path.append(String(decoding: bytes[start..<index], as: UTF8.self))
        }
        skip(lineBreaks: false)
        guard byte == UInt8(ascii: ".") else { return path }
        index += 1
        skip(lineBreaks: false)
      }
    }

    private mutating func value(depth: Int) throws(ConfigurationIssue) -> ConfigurationNode {
      let start = mark
      guard depth < Self.maximumDepth else { throw issue("fewer values in one another") }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        return ConfigurationNode(.scalar(try string(), isQuoted: true), at: start)
      case UInt8(ascii: "["):
        index += 1
        var values: [ConfigurationNode] = []
        skip(lineBreaks: true)
        while byte != UInt8(ascii: "]") {
          values.append(try value(depth: depth + 1))
          skip(lineBreaks: true)
          if byte == UInt8(ascii: ",") {
            index += 1
            skip(lineBreaks: true)
          } else if byte != UInt8(ascii: "]") {
            throw issue("“,” or “]”")
          }
        }
        index += 1
        return ConfigurationNode(.sequence(values), at: start)
      case UInt8(ascii: "{"):
        index += 1
        let table = Table(start)
        skip(lineBreaks: true)
        while byte != UInt8(ascii: "}") {
          try assign(to: table, depth: depth + 1)
          skip(lineBreaks: true)
          if byte == UInt8(ascii: ",") {
            index += 1
            skip(lineBreaks: true)
          } else if byte != UInt8(ascii: "}") {
            throw issue("“,” or “}”")
          }
        }
        index += 1
        return table.node
      default:
        let begin = index
        while index < bytes.count, !byte.isLineBreak, byte != UInt8(ascii: ","),
          byte != UInt8(ascii: "]"), byte != UInt8(ascii: "}"), byte != UInt8(ascii: "#")
        {
          index += 1
        }
        var text = bytes[begin..<index]
        while text.last?.isASCIIWhitespace ?? false { text.removeLast() }
        guard !text.isEmpty else { throw issue("a value") }
        return ConfigurationNode(
          .scalar(String(decoding: text, as: UTF8.self), isQuoted: false), at: start)
      }
    }

    private mutating func string() throws(ConfigurationIssue) -> String {
      let quote = byte
      let isLong =
        bytes.byte(at: index + 1) == quote && bytes.byte(at: index + 2) == quote
      index += isLong ? 3 : 1
      if isLong {
        if byte == .carriageReturn { index += 1 }
        if byte == .lineFeed { index += 1 }
      }
      var text: [UInt8] = []
      while index < bytes.count {
        if byte == quote {
          if !isLong {
            index += 1
            return String(decoding: text, as: UTF8.self)
          }
          if bytes.byte(at: index + 1) == quote && bytes.byte(at: index + 2) == quote {
            index += 3
            // Up to two more are quotation marks inside of the string.
            while byte == quote, index < bytes.count {
              text.append(quote)
              index += 1
            }
            return String(decoding: text, as: UTF8.self)
          }
        }
        if !isLong && byte.isLineBreak { break }
        if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
          try escape(into: &text)
          continue
        }
        text.append(byte)
        index += 1
      }
      throw issue("the end of the string")
    }

    private mutating func escape(into text: inout [UInt8]) throws(ConfigurationIssue) {
      index += 1
      let letter = byte
      index += 1
      switch letter {
      case UInt8(ascii: "n"): text.append(.lineFeed)
      case UInt8(ascii: "t"): text.append(.tab)
      case UInt8(ascii: "r"): text.append(.carriageReturn)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(letter)
      case UInt8(ascii: "u"), UInt8(ascii: "U"):
        let length = letter == UInt8(ascii: "u") ? 4 : 8
        let end = min(bytes.count, index + length)
        let digits = String(decoding: bytes[index..<end], as: UTF8.self)
        guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
          throw issue("the number of a character")
        }
        text += Array(String(Character(scalar)).utf8)
        index = end
      case .space, .tab, .lineFeed, .carriageReturn:
        // A break that is only in the file.
        while index < bytes.count, byte.isASCIIWhitespace { index += 1 }
      default: throw issue("an escape of TOML")
      }
    }
  }
}
