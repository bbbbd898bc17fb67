import StetCore
import StetFormats

/// What an element inside a line of text is.
enum InlineMark: Hashable {
  case element(InlineElement)
  /// A term that a definition in brackets follows.
  case term
  /// The definition of a term.
  case definition(of: String)

  /// Whether it is a link.
  var isLink: Bool { if case .element(.link) = self { true } else { false } }
}

/// Writes articles in one XML vocabulary: what all of them have in common.
protocol ArticleWriter {
  /// The article.
  var article: CleanedArticle { get }
  /// The document.
  var xml: XMLWriter { get set }
  /// What the vocabulary could not hold.
  var omissions: [Omission] { get set }
  /// Whether documents are shown by programs that would run a script's address.
  static var refusesScripts: Bool { get }

  /// Makes a writer that has written nothing.
  init(_ article: CleanedArticle)

  /// Writes the whole document.
  mutating func writeArticle()

  /// Opens an element inside text, and gives its name; `nil` when there is none for
  /// it at this place, which leaves the text as it is.
  ///
  /// - Parameter outer: the elements around it, outermost first.
  mutating func open(_ mark: InlineMark, in outer: [InlineMark], isPlain: Bool) -> StaticString?

  /// Closes an element inside text that ``open(_:in:isPlain:)`` gave a name for.
  mutating func close(_ mark: InlineMark, _ name: StaticString)

  /// How a language is named.
  static func attributes(language: String?) -> [XMLWriter.Attribute]

  /// Whether the language of an element can be named by its attributes.
  static func canNameLanguage(_ name: StaticString) -> Bool

  /// Writes an image inside text; `false` when none may stand there.
  mutating func image(
    _ target: LinkTarget, alternative: String, in outer: [InlineMark]
  ) -> Bool

  /// Writes a line break inside text.
  mutating func lineBreak(in outer: [InlineMark])

  /// Writes what stands below one another.
  mutating func write(_ flow: CleanedArticle.Flow)
}

extension ArticleWriter {
  static var refusesScripts: Bool { false }

  mutating func close(_ mark: InlineMark, _ name: StaticString) { xml.endInline(name) }

  static func attributes(language: String?) -> [XMLWriter.Attribute] { [("xml:lang", language)] }

  static func canNameLanguage(_ name: StaticString) -> Bool { true }

  /// The document of an article.
  static func document(_ article: CleanedArticle) -> WrittenArticle {
    var writer = Self(article)
    writer.writeArticle()
    return WrittenArticle(bytes: writer.xml.take(), omissions: writer.omissions)
  }

  /// The text that the article's ranges are of.
  var source: SourceText { article.source }

  /// Writes flows, one after the other.
  mutating func write(_ flows: [CleanedArticle.Flow]) {
    for flow in flows { write(flow) }
  }

  /// Writes an element with a phrase in it, on a line of its own.
  mutating func line(
    _ name: StaticString, _ attributes: [XMLWriter.Attribute], _ phrase: CleanedArticle.Phrase
  ) {
    guard let language = phrase.language else {
      xml.startLine(name, attributes)
      write(phrase)
      xml.endLine(name)
      return
    }
    guard Self.canNameLanguage(name) else {
      xml.startLine(name, attributes)
      writeNamingLanguage(phrase)
      xml.endLine(name)
      return
    }
    xml.startLine(name, attributes + Self.attributes(language: language))
    write(phrase)
    xml.endLine(name)
  }

  /// Writes the text of a phrase in an element that names its language, if that is not
  /// the article's.
  mutating func writeNamingLanguage(_ phrase: CleanedArticle.Phrase) {
    guard let language = phrase.language else { return write(phrase) }
    let mark = InlineMark.element(.language(language))
    let name = open(mark, in: [], isPlain: false)
    write(phrase)
    if let name { close(mark, name) }
  }

  /// Writes an element with a phrase in it, on a line of its own.
  mutating func line(_ name: StaticString, _ phrase: CleanedArticle.Phrase) {
    line(name, [], phrase)
  }

  /// Writes an element with text in it, on a line of its own.
  mutating func line(
    _ name: StaticString, _ attributes: [XMLWriter.Attribute] = [], text: String
  ) {
    xml.startLine(name, attributes)
    xml.text(PhraseBuilder.legal(text))
    xml.endLine(name)
  }

  /// Writes the text of a phrase with its elements. Linear.
  mutating func write(_ phrase: CleanedArticle.Phrase) {
    var marks: [InlineMark] = []
    // Of those in `marks` the ones that were written.
    var names: [StaticString?] = []
    for (index, piece) in phrase.pieces.enumerated() {
      switch piece {
      case .text(let range):
        if let term = Self.term(after: index, in: phrase) {
          write(range, endingWith: term, in: marks)
        } else {
          xml.text(source.bytes(in: range))
        }
      case .replaced(_, let text): xml.text(text)
      case .start(let element):
        open(.element(element), phrase, index, &marks, &names)
      case .startDefinition(let term): open(.definition(of: term), phrase, index, &marks, &names)
      case .end:
        if let mark = marks.popLast(), let name = names.popLast(), let name { close(mark, name) }
      case .image(let range, let target, let alternative):
        if !image(target, alternative: alternative, in: marks) {
          xml.text(PhraseBuilder.legal(alternative))
          omissions.append(Omission(.image, range, target.address))
        }
      case .lineBreak: lineBreak(in: marks)
      }
    }
    while let mark = marks.popLast(), let name = names.popLast() {
      if let name { close(mark, name) }
    }
  }

  private mutating func open(
    _ mark: InlineMark, _ phrase: CleanedArticle.Phrase, _ index: Int, _ marks: inout [InlineMark],
    _ names: inout [StaticString?]
  ) {
    var name: StaticString?
    if mark.isLink, marks.contains(where: \.isLink) {
      omissions.append(Omission(.nestedLink, phrase.range, mark.address))
    } else if mark.isLink, Self.refusesScripts, Addresses.isScript(mark.address) {
      omissions.append(Omission(.scriptAddress, phrase.range, mark.address))
    } else {
      if mark == .element(.formula) { omissions.append(Omission(.formula, phrase.range)) }
      let isPlain = Self.isPlain(phrase, after: index)
      let known = omissions.count
      name = open(mark, in: marks, isPlain: isPlain)
      // An element does not know its phrase.
      for index in known..<max(known, omissions.count) { omissions[index].range = phrase.range }
      if name == nil, mark.isLink {
        omissions.append(Omission(.link, phrase.range, mark.address))
      }
    }
    marks.append(mark)
    names.append(name)
  }

  /// Whether the element that starts at a piece holds text only.
  private static func isPlain(_ phrase: CleanedArticle.Phrase, after index: Int) -> Bool {
    for piece in phrase.pieces[(index + 1)...] {
      switch piece {
      case .text, .replaced: continue
      case .end: return true
      case .start, .startDefinition, .image, .lineBreak: return false
      }
    }
    return true
  }

  /// The term of a definition that starts right after a piece.
  private static func term(after index: Int, in phrase: CleanedArticle.Phrase) -> String? {
    guard index + 1 < phrase.pieces.count,
      case .startDefinition(let term) = phrase.pieces[index + 1]
    else { return nil }
    return term
  }

  /// Writes text whose end is a term and the bracket that opens its definition.
  private mutating func write(
    _ range: TextRange, endingWith term: String, in marks: [InlineMark]
  ) {
    let bytes = source.bytes(in: range)
    let tail = term.utf8.count + 2
    guard bytes.count >= tail, bytes.suffix(2).elementsEqual(" (".utf8),
      bytes.suffix(tail).dropLast(2).elementsEqual(term.utf8),
      case let outer = marks
    else { return xml.text(bytes) }
    xml.text(bytes.dropLast(tail))
    let name = open(.term, in: outer, isPlain: true)
    xml.text(bytes.suffix(tail).dropLast(2))
    if let name { close(.term, name) }
    xml.text(bytes.suffix(2))
  }
}

extension InlineMark {
  /// The language that it names.
  var language: String? {
    if case .element(.language(let tag)) = self { tag } else { nil }
  }

  /// Where a link leads; empty for what is none.
  var address: String {
    if case .element(.link(let target)) = self { target.address } else { "" }
  }
}
