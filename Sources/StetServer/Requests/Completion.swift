import JSON
import JSONRPC
import SectionsAnalyzers
import StetCore
import StetLexicon

/// `textDocument/completion`: the ids of rules in a suppression mark, the headings
/// of missing sections at the start of a line, and words after three letters.
enum Completion: RequestHandler {
  static let method = "textDocument/completion"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.set("completionProvider", "resolveProvider", to: .bool(false))
  }

  /// The most items of one answer.
  static let limit = 60

  /// One thing that could be put in.
  struct Item: Sendable {
    /// What the client lists.
    var label: String
    /// What is put in.
    var text: String
    /// What is typed so far is compared with this.
    var filter: String
    /// The protocol's number for what it is.
    var kind: Int
    /// What it is, in a few words.
    var detail: String?
  }

  /// What could be put in at a place.
  struct Offer: Sendable {
    /// The text before the place that is replaced.
    var typed: TextRange
    /// The text around the place that a client may replace instead; begins where
    /// `typed` does.
    var whole: TextRange
    /// The best first.
    var items: [Item] = []
    /// Whether more letters could bring other items.
    var isIncomplete = false
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.documentURI()
    let position = try params.member("position").position()
    // What asked makes no difference, but must be what the protocol says.
    _ = try params.optional("context")?.optional("triggerKind")?.integer()
    let path = session.documents[uri]?.path ?? DocumentURI.path(of: uri)
    let engine = session.projects.engine(for: path)
    session.reportProblems()
    let insertsAndReplaces = session.client.flag(
      "textDocument", "completion", "completionItem", "insertReplaceSupport")
    return session.answer(about: uri) { document in
      let offer = Completions(document.draft, engine).offer(at: document.offset(of: position))
      guard let offer, !offer.items.isEmpty else { return .null }
      return .json {
        write(offer, document, insertsAndReplaces: insertsAndReplaces, to: &$0)
      }
    }
  }

  private static func write(
    _ offer: Offer, _ document: ReadDocument, insertsAndReplaces: Bool, to writer: inout JSONWriter
  ) {
    var places = PositionConverter(document.source, document.encoding)
    let start = places.position(of: offer.typed.start)
    let typed = start...max(start, places.position(of: offer.typed.end))
    let whole = start...max(typed.upperBound, places.position(of: offer.whole.end))
    writer.object { writer in
      writer.member("isIncomplete", offer.isIncomplete)
      writer.key("items")
      writer.array { writer in
        for (index, item) in offer.items.enumerated() {
          writer.object { writer in
            writer.member("label", item.label)
            writer.member("kind", item.kind)
            if let detail = item.detail { writer.member("detail", detail) }
            // Clients sort by text: the rank with as many digits as the last has.
            let rank = String(index)
            let digits = String(limit).utf8.count
            writer.member(
              "sortText", String(repeating: "0", count: max(0, digits - rank.utf8.count)) + rank)
            writer.member("filterText", item.filter)
            writer.key("textEdit")
            writer.object { writer in
              writer.member("newText", item.text)
              if insertsAndReplaces {
                writer.key("insert")
                writer.range(typed)
                writer.key("replace")
                writer.range(whole)
              } else {
                writer.key("range")
                writer.range(typed)
              }
            }
          }
        }
      }
    }
  }
}

/// Finds what could be put in at a place of a draft.
private struct Completions {
  private let draft: Draft
  private let engine: ProjectEngine

  init(_ draft: Draft, _ engine: ProjectEngine) {
    self.draft = draft
    self.engine = engine
  }

  private var bytes: [UInt8] { draft.source.utf8 }

  /// What could be put in; `nil` for nothing.
  func offer(at offset: TextOffset) -> Completion.Offer? {
    let line = draft.source.contentRange(ofLine: draft.source.line(containing: offset))
    let place = min(offset.utf8, line.end.utf8)
    if let mark = rulesOffer(at: place, line) { return mark }
    let headings = headingsOffer(at: place, line)
    let words = wordsOffer(at: place, line)
    guard let headings, !headings.items.isEmpty else { return words }
    // A mark before the word is replaced with a heading, and stays before a word.
    guard var words, words.typed == headings.typed else { return headings }
    let taken = Set(headings.items.map(\.label))
    words.items = Array(
      (headings.items + words.items.filter { !taken.contains($0.label) })
        .prefix(Completion.limit))
    return words
  }

  // MARK: Rules in a suppression mark

  private func rulesOffer(at place: Int, _ line: TextRange) -> Completion.Offer? {
    let before = bytes[line.start.utf8..<place]
    guard let inside = Self.inside(markBefore: before) else { return nil }
    var start = place
    while start > inside.start, Self.isRuleByte(bytes[start - 1]) { start -= 1 }
    var end = place
    while end < line.end.utf8, Self.isRuleByte(bytes[end]) { end += 1 }
    // After a colon stands why, in words.
    guard !bytes[inside.start..<start].contains(UInt8(ascii: ":")) else { return nil }
    var offer = Completion.Offer(
      typed: TextRange(start, place), whole: TextRange(start, max(end, place)))
    let named = Set(
      bytes[inside.start..<start].split { $0 == .space || $0 == UInt8(ascii: ",") }
        .map { String(decoding: $0, as: UTF8.self) })
    let typed = String(decoding: bytes[start..<place], as: UTF8.self)
    if named.isEmpty && inside.takesVerbs {
      for (verb, meaning) in [
        ("off", "from here to “stet on”, or to the end"), ("on", "the end of “stet off”"),
      ] where verb.hasPrefix(typed) {
        offer.items.append(
          .init(label: verb, text: verb, filter: verb, kind: 14, detail: meaning))
      }
    }
    for rule in engine.engine.registry.rules
    where !named.contains(rule.id) && FuzzyQuery(typed).score(of: rule.id) != nil {
      offer.items.append(
        .init(label: rule.id, text: rule.id, filter: rule.id, kind: 20, detail: rule.summary))
    }
    let count = offer.items.count
    offer.items = Array(offer.items.prefix(Completion.limit))
    offer.isIncomplete = count > offer.items.count
    return offer
  }

  private static func isRuleByte(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-")
  }

  /// Where the rules of a mark begin that is open at the end of a text, and
  /// whether `off` and `on` may stand there.
  private static func inside(
    markBefore text: ArraySlice<UInt8>
  ) -> (start: Int, takesVerbs: Bool)? {
    for (opening, closing) in [("<!--", "-->"), ("[", "]")] {
      guard let mark = text.lastPlace(of: opening) else { continue }
      var rest = text[(mark + opening.utf8.count)...]
      if rest.lastPlace(of: closing) != nil { continue }
      while rest.first?.isBlank == true { rest.removeFirst() }
      for (verb, takesVerbs) in [("stet-file", false), ("stet", true)]
      where rest.starts(with: verb.utf8) {
        let after = rest.dropFirst(verb.utf8.count)
        guard after.first?.isBlank == true else { continue }
        return (after.startIndex, takesVerbs)
      }
    }
    return nil
  }

  // MARK: Headings

  private func headingsOffer(at place: Int, _ line: TextRange) -> Completion.Offer? {
    if draft.format.isAllMarkup { return nil }
    var start = line.start.utf8
    var level = 0
    if draft.format == .markdown {
      while start < place, bytes[start] == UInt8(ascii: "#"), level < 6 {
        level += 1
        start += 1
      }
      if level > 0 {
        guard start == place || bytes[start].isBlank else { return nil }
        while start < place, bytes[start].isBlank { start += 1 }
      }
    }
    let typed = bytes[start..<place]
    guard typed.allSatisfy({ $0.isASCIILetter || $0 == .space }), typed.first != .space else {
      return nil
    }
    // A heading is a line of its own.
    guard bytes[place..<line.end.utf8].allSatisfy(\.isBlank) else { return nil }
    let index = draft.blockIndex(containing: TextOffset(place))
    if let index {
      switch draft.blocks[index].kind {
      case .code, .html, .comment, .frontMatter, .table, .linkDefinition, .listItem:
        // Behind the last line break of a block a new line begins.
        if draft.blocks[index].content.end.utf8 >= place { return nil }
      default: break
      }
    }
    let marks = String(repeating: "#", count: level > 0 ? level : usualLevel) + " "
    // What the client compares must begin with what stands there.
    let head = draft.source.string(in: TextRange(line.start.utf8, start))
    let prefix = String(decoding: typed, as: UTF8.self).lowercased()
    var offer = Completion.Offer(
      typed: TextRange(line.start.utf8, place), whole: TextRange(line.start.utf8, place))
    for name in missingSections where name.lowercased().hasPrefix(prefix) {
      let text = draft.format == .markdown ? marks + name : name
      offer.items.append(
        .init(
          label: name, text: text, filter: head + name, kind: 22,
          detail: "a section that is missing"))
    }
    return offer
  }

  /// The level that the sections of the draft have.
  private var usualLevel: Int {
    let levels = draft.outline.sections.map(\.level).filter { $0 > 1 }
    return min(6, levels.min() ?? 2)
  }

  private var missingSections: [String] {
    let rule = MissingSection.rule
    let configuration = engine.engine.configuration
    guard configuration.isEnabled(rule) else { return [] }
    return KindOfArticle(of: draft, in: configuration)?.missingNames ?? []
  }

  // MARK: Words

  private static let minimumLetters = 3

  private func wordsOffer(at place: Int, _ line: TextRange) -> Completion.Offer? {
    guard let index = draft.blockIndex(containing: TextOffset(place)),
      draft.blocks[index].kind.isProse,
      let view = draft.view(ofBlock: index),
      let token = view.tokens.first(where: {
        $0.kind == .word && $0.range.start.utf8 < place && place <= $0.range.end.utf8
      })
    else { return nil }
    let start = token.range.start.utf8
    let typed = bytes[start..<place]
    guard typed.count <= 64, typed.count(where: { $0 & 0xC0 != 0x80 }) >= Self.minimumLetters
    else { return nil }
    let prefix = String(decoding: typed, as: UTF8.self)
    let candidates = words(beginningWith: prefix, besides: token)
    var offer = Completion.Offer(typed: TextRange(start, place), whole: token.range)
    var seen: Set<String> = [prefix]
    for candidate in candidates {
      let text = Self.cased(candidate.word, like: prefix, isLower: candidate.isLower)
      guard seen.insert(text).inserted else { continue }
      if offer.items.count == Completion.limit {
        offer.isIncomplete = true
        break
      }
      offer.items.append(.init(label: text, text: text, filter: text, kind: 1, detail: nil))
    }
    return offer
  }

  private struct Candidate {
    var word: String
    var isLower: Bool
    /// The less, the better.
    var rank: Int
  }

  /// The rank of a word of the project's lists: that of the commonest words.
  private static let projectRank = 10
  /// The rank of a word that only the draft has, more than once.
  private static let unknownRank = 75
  /// By how much known words of the draft go before all others.
  private static let draftBonus = 100

  /// Words of the draft itself, of the project and of the lexicon.
  private func words(beginningWith prefix: String, besides typed: Token) -> [Candidate] {
    let folded = Array(prefix.lowercased().utf8)
    let lexicon = Lexicon.english
    let vocabulary = engine.vocabulary
    let own = ownWords(beginningWith: folded, besides: typed)
    var candidates: [Candidate] = []
    for word in lexicon.completions(of: folded[...], limit: Completion.limit * 4)
    where !vocabulary.forbids(word.word) {
      // Those that the draft has come from the draft, below.
      guard own[word.word.lowercased()] == nil else { continue }
      candidates.append(
        Candidate(word: word.word, isLower: word.isLower, rank: word.commonness))
    }
    for word in vocabulary.acceptedWords(beginningWith: prefix) {
      candidates.append(
        Candidate(word: word, isLower: word == word.lowercased(), rank: Self.projectRank))
    }
    for (folded, use) in own {
      // A word that is written once and known nowhere is as like to be a slip.
      let word = Array(use.word.utf8)
      let commonness =
        lexicon.commonness(of: word[...]) ?? (vocabulary.accepts(use.word) ? Self.projectRank : nil)
      guard commonness != nil || use.count > 1, !vocabulary.forbids(use.word) else { continue }
      candidates.append(
        Candidate(
          word: use.word, isLower: use.word == folded,
          rank: commonness.map { $0 - Self.draftBonus } ?? Self.unknownRank))
    }
    return candidates.sorted {
      ($0.rank, $0.word.utf8.count, $0.word) < ($1.rank, $1.word.utf8.count, $1.word)
    }
  }

  /// The words of the draft's prose that begin so, the one that is being typed
  /// left out, by their lower case; as written most simply, and how often.
  private func ownWords(
    beginningWith folded: [UInt8], besides typed: Token
  ) -> [String: (word: String, count: Int)] {
    var result: [String: (word: String, count: Int)] = [:]
    for index in draft.blocks.indices where draft.blocks[index].kind.isProse {
      let content = draft.blocks[index].content
      guard draft.source.bytes(in: content).mentions(folded), let view = draft.view(ofBlock: index)
      else { continue }
      for token in view.tokens
      where token.kind == .word && token.range.length > folded.count && token.range != typed.range {
        let text = view.string(of: token)
        let lower = text.lowercased()
        guard lower.utf8.starts(with: folded) else { continue }
        let old = result[lower]
        result[lower] = (token.casing == .lower ? text : old?.word ?? text, (old?.count ?? 0) + 1)
      }
    }
    return result
  }

  /// A word in the casing of what is typed of it.
  private static func cased(_ word: String, like typed: String, isLower: Bool) -> String {
    let capitals = typed.unicodeScalars.count { $0.properties.isUppercase }
    if capitals == typed.unicodeScalars.count { return word.uppercased() }
    guard isLower, typed.unicodeScalars.first?.properties.isUppercase == true,
      let first = word.unicodeScalars.first
    else { return word }
    return first.properties.uppercaseMapping
      + String(String.UnicodeScalarView(word.unicodeScalars.dropFirst()))
  }
}

extension ArraySlice<UInt8> {
  /// The last place at which a text stands; `nil` when it does not.
  fileprivate func lastPlace(of text: String) -> Int? {
    let wanted = Array(text.utf8)
    guard !wanted.isEmpty, count >= wanted.count else { return nil }
    return (startIndex...endIndex - wanted.count).last {
      self[$0..<$0 + wanted.count].elementsEqual(wanted)
    }
  }

  /// Whether ASCII letters stand anywhere, in any case; for other texts `true`.
  fileprivate func mentions(_ folded: [UInt8]) -> Bool {
    guard let first = folded.first, folded.allSatisfy({ $0 < 0x80 }) else { return true }
    guard count >= folded.count else { return false }
    for index in startIndex...endIndex - folded.count where self[index].asciiLowercased == first {
      if zip(self[index...], folded).allSatisfy({ $0.asciiLowercased == $1 }) { return true }
    }
    return false
  }
}
