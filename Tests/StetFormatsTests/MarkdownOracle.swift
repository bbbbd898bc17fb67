import CCMarkGFM
import StetCore

@testable import StetFormats

/// A leaf of the block structure, in whole lines, counted from 1.
///
/// Only what cmark-gfm says reliably counts. Where it says that headings, code and
/// HTML end depends on what closed them, so headings and breaks count as their
/// first line; fenced code as its opening fence and its text; HTML goes to its
/// last line that is not blank.
struct LineBlock: Hashable, CustomStringConvertible {
  enum Kind: String {
    case paragraph, heading, code, html, table, thematicBreak
  }

  var kind: Kind
  var first: Int
  var last: Int
  var level = 0
  /// The line of the definitions right before, where a paragraph that held them
  /// starts to cmark-gfm.
  var definitions: Int?

  /// Lines at the end that are blank but for quote marks.
  var blankTail = 0

  /// Whether the block is `other`, of which cmark-gfm may say that it starts with
  /// its definitions.
  func agrees(with other: LineBlock) -> Bool {
    kind == other.kind && level == other.level
      && (kind == .heading || last - blankTail <= other.last && other.last <= last)
      && (first == other.first || definitions == other.first)
  }

  var description: String {
    "\(kind.rawValue)\(level > 0 ? "\(level)" : "") \(first)–\(last)"
  }
}

/// The block structure as cmark-gfm sees it.
enum Oracle {
  /// The leaves of a text, its table extension on.
  static func blocks(_ text: [UInt8]) -> [LineBlock] {
    cmark_gfm_core_extensions_ensure_registered()
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return [] }
    defer { cmark_parser_free(parser) }
    if let table = cmark_find_syntax_extension("table") {
      cmark_parser_attach_syntax_extension(parser, table)
    }
    text.withUnsafeBytes {
      cmark_parser_feed(parser, $0.bindMemory(to: CChar.self).baseAddress, $0.count)
    }
    guard let root = cmark_parser_finish(parser) else { return [] }
    defer { cmark_node_free(root) }
    var result: [LineBlock] = []
    let iterator = cmark_iter_new(root)
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
      var block = LineBlock(
        kind: .paragraph, first: Int(cmark_node_get_start_line(node)),
        last: Int(cmark_node_get_end_line(node)))
      switch cmark_node_get_type(node) {
      case CMARK_NODE_PARAGRAPH: block.kind = .paragraph
      case CMARK_NODE_HEADING:
        block.kind = .heading
        block.level = Int(cmark_node_get_heading_level(node))
        block.last = block.first
      case CMARK_NODE_CODE_BLOCK:
        block.kind = .code
        let lines = literalLines(node, trimmed: false)
        block.last = block.first + lines - (isFenced(node) ? 0 : 1)
      case CMARK_NODE_HTML_BLOCK:
        block.kind = .html
        block.last = block.first + literalLines(node, trimmed: true) - 1
      case CMARK_NODE_THEMATIC_BREAK:
        block.kind = .thematicBreak
        block.last = block.first
      default:
        guard String(cString: cmark_node_get_type_string(node)) == "table" else { continue }
        block.kind = .table
      }
      result.append(block)
    }
    return result
  }
}

private func isFenced(_ node: OpaquePointer) -> Bool {
  var length: CInt = 0
  var offset: CInt = 0
  var mark: CChar = 0
  return cmark_node_get_fenced(node, &length, &offset, &mark) != 0
}

private func literalLines(_ node: OpaquePointer, trimmed: Bool) -> Int {
  guard let literal = cmark_node_get_literal(node) else { return 0 }
  var lines = String(cString: literal).utf8.split(
    separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  if lines.last?.isEmpty == true { lines.removeLast() }
  while trimmed, let last = lines.last, last.allSatisfy({ $0.isASCIIWhitespace }) {
    lines.removeLast()
  }
  return lines.count
}

/// The block structure as Stet sees it.
enum Reader {
  static func leaves(_ source: SourceText) -> [Leaf] {
    var parser = BlockParser(lineStarts: source.lineStarts, count: source.count)
    parser.parse(source.utf8.span)
    return parser.leaves
  }

  /// The leaves that cmark-gfm has too.
  static func blocks(_ text: String) -> [LineBlock] {
    let source = SourceText(text)
    func isBlank(_ line: Int, quoted: Bool) -> Bool {
      source.bytes(in: source.contentRange(ofLine: line)).allSatisfy {
        $0.isSpaceOrTab || quoted && $0 == UInt8(ascii: ">")
      }
    }
    var definitionsEnd = -1
    var definitionsStart = 0
    return leaves(source).compactMap { leaf in
      if leaf.kind == .linkDefinition {
        definitionsStart = leaf.textLine
        definitionsEnd = leaf.endLine
      }
      var block = LineBlock(kind: .paragraph, first: leaf.textLine + 1, last: leaf.endLine)
      switch leaf.kind {
      case .paragraph:
        if leaf.firstLine == definitionsEnd { block.definitions = definitionsStart + 1 }
      case .numberSignHeading, .underlinedHeading:
        block.kind = .heading
        if leaf.firstLine == definitionsEnd { block.definitions = definitionsStart + 1 }
        block.level = leaf.level
        block.last = block.first
      case .fencedCode:
        block.kind = .code
        block.first -= 1
        let last = leaf.endLine - 1
        if leaf.endLine > leaf.textLine, leaf.content.upperBound <= source.lineStarts[last],
          !isBlank(last, quoted: leaf.isQuoted)
        {
          block.last -= 1
        }
      case .indentedCode: block.kind = .code
      case .html:
        block.kind = .html
        while block.last - block.blankTail > block.first,
          isBlank(block.last - block.blankTail - 1, quoted: leaf.isQuoted)
        {
          block.blankTail += 1
        }
      case .table: block.kind = .table
      case .thematicBreak: block.kind = .thematicBreak
      case .frontMatter, .math, .linkDefinition, .emptyItem, .blank: return nil
      }
      return block
    }
  }
}

extension Oracle {
  /// The text of a paragraph as cmark-gfm sees it, its marks, code and tags left
  /// out, and white space with them.
  static func text(_ text: String) -> String {
    cmark_gfm_core_extensions_ensure_registered()
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return "" }
    defer { cmark_parser_free(parser) }
    if let extension_ = cmark_find_syntax_extension("strikethrough") {
      cmark_parser_attach_syntax_extension(parser, extension_)
    }
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes {
      cmark_parser_feed(parser, $0.bindMemory(to: CChar.self).baseAddress, $0.count)
    }
    guard let root = cmark_parser_finish(parser) else { return "" }
    defer { cmark_node_free(root) }
    let iterator = cmark_iter_new(root)
    defer { cmark_iter_free(iterator) }
    var result = ""
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator),
        cmark_node_get_type(node) == CMARK_NODE_TEXT, let literal = cmark_node_get_literal(node)
      else { continue }
      result += String(cString: literal)
    }
    return result.filter { !$0.isWhitespace }
  }
}
