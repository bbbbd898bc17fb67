import CLibYAML
package import StetCore

/// Reads YAML into nodes, through libyaml's events.
///
/// Takes what a configuration needs and bounds the rest: one document, at most
/// ``maximumDepth`` levels and ``maximumNodes`` values with every alias counted
/// as often as it stands, no tags but those of the core schema. Positions are
/// lines and Unicode scalars from 0, as libyaml counts them.
package enum YAMLReader {
  /// The deepest that values may lie in one another.
  package static let maximumDepth = 64
  /// The most values, counting each alias as what it stands for.
  package static let maximumNodes = 100_000
  /// The most bytes that a file may have: 1 MB.
  package static let maximumSize = 1 << 20

  /// The value of the document in `bytes`, in UTF-8, or in UTF-16 with a byte
  /// order mark; `nil` for an empty one. Linear in the bytes and the values.
  ///
  /// - Throws: the first thing in the way of reading the text as YAML.
  ///
  /// - Parameter size: the most bytes, where a file may have more than a configuration.
  /// - Parameter nodes: the most values.
  package static func read(
    _ bytes: [UInt8], size: Int = maximumSize, nodes: Int = maximumNodes
  ) throws(ConfigurationIssue) -> ConfigurationNode? {
    guard bytes.count <= size else {
      throw ConfigurationIssue(
        at: .start, "The file is larger than \(size >> 20) MB, the most that is read")
    }
    // Decoded here and not by libyaml, which takes no place from bad bytes and
    // gets a byte order mark's column wrong.
    let source = SourceText(decoding: bytes)
    if let repair = source.repairs.first {
      throw ConfigurationIssue(at: mark(of: repair.offset, in: source), "These bytes are no text")
    }
    let builder = Builder(source, most: nodes)
    return try builder.read()
  }

  private static func mark(
    of offset: TextOffset, in source: SourceText
  ) -> ConfigurationNode.Mark {
    let position = source.position(of: offset, in: .utf32)
    return ConfigurationNode.Mark(line: position.line, column: position.column)
  }

  /// Builds the nodes of one document.
  private struct Builder {
    /// A list or mapping that is still open.
    private struct Open {
      var isMapping: Bool
      var anchor: String?
      var mark: ConfigurationNode.Mark
      var items: [ConfigurationNode] = []
      /// Values inside, itself included.
      var count = 1
      /// Levels inside, itself included.
      var height = 1

      var content: ConfigurationNode.Content {
        guard isMapping else { return .sequence(items) }
        // libyaml gives every key a value.
        var entries: [ConfigurationNode.Entry] = []
        entries.reserveCapacity(items.count / 2)
        for index in stride(from: 0, to: items.count - 1, by: 2) {
          entries.append(ConfigurationNode.Entry(key: items[index], value: items[index + 1]))
        }
        return .mapping(entries)
      }
    }

    /// A value, with what it counts as when an alias repeats it.
    private struct Built {
      var node: ConfigurationNode
      var count = 1
      var height = 1
    }

    private let source: SourceText
    private var stack: [Open] = []
    private var anchors: [String: Built] = [:]
    private var root: ConfigurationNode?
    private var documents = 0
    private var nodes = 0
    private let mostNodes: Int

    init(_ source: SourceText, most nodes: Int) {
      self.source = source
      mostNodes = nodes
    }

    consuming func read() throws(ConfigurationIssue) -> ConfigurationNode? {
      var issue: ConfigurationIssue?
      let root: ConfigurationNode? = source.utf8.withUnsafeBufferPointer { buffer in
        withUnsafeTemporaryAllocation(of: yaml_parser_t.self, capacity: 1) { parsers in
          guard let parser = parsers.baseAddress, yaml_parser_initialize(parser) == 1 else {
            issue = ConfigurationIssue(at: .start, "There is no memory left to read the file")
            return nil
          }
          defer { yaml_parser_delete(parser) }
          yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
          yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
          do throws(ConfigurationIssue) {
            try self.takeEvents(from: parser)
          } catch {
            issue = error
          }
          return self.root
        }
      }
      if let issue { throw issue }
      return root
    }

    private mutating func takeEvents(
      from parser: UnsafeMutablePointer<yaml_parser_t>
    ) throws(ConfigurationIssue) {
      while true {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure(of: parser.pointee) }
        defer { yaml_event_delete(&event) }
        if event.type == YAML_STREAM_END_EVENT { return }
        try take(event)
      }
    }

    private mutating func take(_ event: yaml_event_t) throws(ConfigurationIssue) {
      let mark = ConfigurationNode.Mark(
        line: Int(clamping: event.start_mark.line), column: Int(clamping: event.start_mark.column))
      switch event.type {
      case YAML_DOCUMENT_START_EVENT:
        documents += 1
        if documents > 1 {
          throw ConfigurationIssue(
            at: mark, "A second document begins here", expected: "one document in the file")
        }
      case YAML_SCALAR_EVENT:
        let scalar = event.data.scalar
        let text = Self.string(scalar.value, scalar.length)
        let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
        let isQuoted = try Self.isQuoted(tag: scalar.tag, isPlain: isPlain, at: mark)
        let content: ConfigurationNode.Content
        switch text {
        case "", "~", "null", "Null", "NULL":
          content = isQuoted ? .scalar(text, isQuoted: true) : .null
        default: content = .scalar(text, isQuoted: isQuoted)
        }
        try add(Built(node: ConfigurationNode(content, at: mark)), anchor: scalar.anchor)
      case YAML_SEQUENCE_START_EVENT:
        let start = event.data.sequence_start
        try open(isMapping: false, tag: start.tag, anchor: start.anchor, mark)
      case YAML_MAPPING_START_EVENT:
        let start = event.data.mapping_start
        try open(isMapping: true, tag: start.tag, anchor: start.anchor, mark)
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
        guard let last = stack.popLast() else { return }
        let node = ConfigurationNode(last.content, at: last.mark)
        try add(
          Built(node: node, count: last.count, height: last.height), name: last.anchor,
          isCounted: true)
      case YAML_ALIAS_EVENT:
        let name = event.data.alias.anchor.map { Self.string($0) } ?? ""
        guard let target = anchors[name] else {
          throw ConfigurationIssue(at: mark, "The alias “*\(name)” names no anchor before it")
        }
        // What an alias brings stands where the alias stands.
        var copy = target
        copy.node = ConfigurationNode(target.node.content, at: mark)
        try add(copy, name: nil)
      default: break
      }
    }

    private mutating func open(
      isMapping: Bool, tag: UnsafeMutablePointer<yaml_char_t>?,
      anchor: UnsafeMutablePointer<yaml_char_t>?, _ mark: ConfigurationNode.Mark
    ) throws(ConfigurationIssue) {
      if let tag {
        let name = Self.string(tag)
        guard name == "tag:yaml.org,2002:\(isMapping ? "map" : "seq")" || name == "!" else {
          throw Self.unknownTag(name, mark)
        }
      }
      guard stack.count < maximumDepth else { throw Self.tooDeep(mark) }
      try count(1, mark)
      stack.append(Open(isMapping: isMapping, anchor: anchor.map { Self.string($0) }, mark: mark))
    }

    private mutating func add(
      _ built: Built, anchor: UnsafeMutablePointer<yaml_char_t>?
    ) throws(ConfigurationIssue) {
      try add(built, name: anchor.map { Self.string($0) })
    }

    /// Puts a value where it belongs. `isCounted` when its values have been
    /// counted one by one.
    private mutating func add(
      _ built: Built, name: String?, isCounted: Bool = false
    ) throws(ConfigurationIssue) {
      if !isCounted { try count(built.count, built.node.mark) }
      guard stack.count + built.height <= maximumDepth + 1 else {
        throw Self.tooDeep(built.node.mark)
      }
      if let name { anchors[name] = built }
      guard let last = stack.indices.last else {
        root = built.node
        return
      }
      stack[last].items.append(built.node)
      stack[last].count += built.count
      stack[last].height = max(stack[last].height, built.height + 1)
    }

    private mutating func count(
      _ more: Int, _ mark: ConfigurationNode.Mark
    ) throws(ConfigurationIssue) {
      nodes += more
      if nodes > mostNodes {
        throw ConfigurationIssue(
          at: mark, "The file holds more than \(mostNodes) values, counting what aliases repeat")
      }
    }

    private static func tooDeep(_ mark: ConfigurationNode.Mark) -> ConfigurationIssue {
      ConfigurationIssue(at: mark, "More than \(maximumDepth) levels lie in one another here")
    }

    private static func unknownTag(
      _ tag: String, _ mark: ConfigurationNode.Mark
    ) -> ConfigurationIssue {
      ConfigurationIssue(at: mark, "The tag “\(tag)” has no meaning here")
    }

    /// Whether a scalar is a text and nothing else.
    private static func isQuoted(
      tag: UnsafeMutablePointer<yaml_char_t>?, isPlain: Bool, at mark: ConfigurationNode.Mark
    ) throws(ConfigurationIssue) -> Bool {
      guard let tag else { return !isPlain }
      switch string(tag) {
      case "!", "tag:yaml.org,2002:str": return true
      case "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float",
        "tag:yaml.org,2002:null":
        return false
      case let name: throw unknownTag(name, mark)
      }
    }

    /// What libyaml found wrong, in its words, and where.
    private func failure(of parser: yaml_parser_t) -> ConfigurationIssue {
      let problem = parser.problem.map { String(cString: $0) } ?? "the text cannot be read"
      switch parser.error {
      case YAML_READER_ERROR:
        let place = mark(of: TextOffset(Int(clamping: parser.problem_offset)), in: source)
        return ConfigurationIssue(at: place, "This is not YAML: \(problem)")
      case YAML_MEMORY_ERROR:
        return ConfigurationIssue(at: .start, "There is no memory left to read the file")
      default:
        // At the end of the text libyaml puts itself on a line after the last.
        let offset = source.offset(
          of: Position(
            line: Int(clamping: parser.problem_mark.line),
            column: Int(clamping: parser.problem_mark.column)), in: .utf32)
        let place = mark(of: offset, in: source)
        if source.utf8.byte(at: offset.utf8) == .tab {
          return ConfigurationIssue(
            at: place, "This is not YAML: a tab stands in the indentation", expected: "spaces")
        }
        let context = parser.context.map { " " + String(cString: $0) } ?? ""
        return ConfigurationIssue(at: place, "This is not YAML: \(problem)\(context)")
      }
    }

    private static func string(_ text: UnsafeMutablePointer<yaml_char_t>) -> String {
      String(cString: text)
    }

    private static func string(
      _ text: UnsafeMutablePointer<yaml_char_t>?, _ length: Int
    ) -> String {
      String(decoding: UnsafeBufferPointer(start: text, count: length), as: UTF8.self)
    }
  }
}
