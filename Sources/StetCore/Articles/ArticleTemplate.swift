/// The sections that one kind of article has.
package struct ArticleTemplate: Hashable, Sendable {
  /// How much an article wants a section.
  package enum Need: String, CaseIterable, Sendable {
    /// An article without it is incomplete.
    case required
    /// Most articles of the kind have it.
    case recommended
    /// It is known, and not asked for.
    case optional
  }

  /// One section of a template.
  package struct Section: Hashable, Sendable {
    /// Its usual heading.
    package var name: String
    package var need: Need
    /// Phrases in lower case, words joined by single spaces, any of which in a
    /// heading shows that the section is there.
    package var phrases: [String]
    /// Words that make a heading another section: `alternative` treatment.
    package var exceptions: [String]
    /// Whether the section tells articles of this kind from others.
    package var isTelling: Bool
    /// The first date on which it was asked for, `YYYY`, `YYYY-MM` or
    /// `YYYY-MM-DD`; `nil` for always.
    package var since: String?
    /// The first date on which it was no more asked for; `nil` for never.
    package var until: String?
    /// The section that it belongs under, by name; `nil` for one that may stand anywhere.
    package var parent: String?
    /// The least words that it should have under it, subsections included; 0 for any.
    package var minimumWords = 0
    /// A number that sections share of which an article wants one only, whichever;
    /// `nil` for a section that is wanted for itself.
    package var group: Int?
    /// In how many of a hundred articles that the template was learned from it stood;
    /// `nil` for a template that people wrote.
    package var share: Int?

    /// Makes a section.
    package init(
      _ name: String, _ need: Need, _ phrases: [String], except exceptions: [String] = [],
      isTelling: Bool = false, since: String? = nil, until: String? = nil,
      parent: String? = nil, minimumWords: Int = 0, group: Int? = nil, share: Int? = nil
    ) {
      self.parent = parent
      self.minimumWords = minimumWords
      self.group = group
      self.share = share
      self.name = name
      self.need = need
      self.phrases = phrases
      self.exceptions = exceptions
      self.isTelling = isTelling
      self.since = since
      self.until = until
    }

    /// Whether an article of `date` is asked for the section. An article without
    /// a date is judged by the latest template. Dates compare as texts, since
    /// each is a prefix of a full one.
    package func applies(on date: String?) -> Bool {
      guard let date else { return until == nil }
      return (since.map { $0 <= date } ?? true) && (until.map { date < $0 } ?? true)
    }

    /// Whether a heading is this section; under its own name, when `byName`.
    ///
    /// - Parameter heading: its words in lower case, each between two spaces.
    package func matches(_ heading: String, byName: Bool = false) -> Bool {
      func holds(_ phrase: String) -> Bool { heading.hasBetweenSpaces(phrase) }
      if exceptions.contains(where: holds) { return false }
      // The first phrase is the name.
      return byName ? phrases.first.map(holds) ?? false : phrases.contains(where: holds)
    }
  }

  /// What headings must show before a kind is inferred from them.
  package struct Inference: Hashable, Sendable {
    /// How many of the template's sections must be there.
    package var sections: Int
    /// How many of them must be telling.
    package var telling: Int
    /// Whether a telling section must stand under its own name.
    package var byName: Bool
    /// Words in lower case of which the article's text must have two; empty when its
    /// headings are enough.
    package var words: [String]

    /// Makes a condition.
    package init(sections: Int, telling: Int, byName: Bool = false, words: [String] = []) {
      self.words = words
      self.sections = sections
      self.telling = telling
      self.byName = byName
    }
  }

  /// The name by which configuration and front matter choose the template.
  package var name: String
  /// What such an article is, with its article: `a Rust RFC`.
  package var subject: String
  /// What shows the kind; `nil` for one that must be declared.
  package var inference: Inference?
  /// How much the order of sections counts.
  package enum Order: String, CaseIterable, Sendable {
    /// Not at all.
    case any
    /// Sections of the template keep its order, whatever stands between them.
    case relative
    /// They do, and no other section of their level stands between them.
    case strict
  }

  /// The sections, in their usual order.
  package var sections: [Section]
  /// How much that order counts.
  package var order: Order
  /// How many articles the template was learned from; `nil` for one that people wrote.
  package var articles: Int?

  /// Makes a template.
  package init(
    _ name: String, _ subject: String, inference: Inference?, order: Order = .any,
    articles: Int? = nil, _ sections: [Section]
  ) {
    self.order = order
    self.articles = articles
    self.name = name
    self.subject = subject
    self.inference = inference
    self.sections = sections
  }

  /// The sections of the template that one of the headings is.
  ///
  /// A heading is read word by word, in lower case, so that `Signs and
  /// symptoms`, `4. Symptoms:` and `What are the symptoms?` all are Symptoms.
  /// Linear in headings times phrases.
  package func present(in headings: [[String]]) -> Set<Int> {
    present(inTexts: Set(headings.map(Self.text)))
  }

  /// The same for headings that ``text(of:)`` made texts of.
  package func present(inTexts texts: Set<String>) -> Set<Int> {
    Set(sections.indices.filter { index in texts.contains { sections[index].matches($0) } })
  }

  /// The words of a heading with single spaces around them.
  package static func text(of words: [String]) -> String {
    " " + words.joined(separator: " ") + " "
  }

  /// The sections that an article of `date` with these headings lacks, optional
  /// ones left out, in the order of the template. Of a group that no section of is
  /// there, the first only.
  package func missing(present: Set<Int>, date: String?) -> [Int] {
    var settled = Set(present.compactMap { sections[$0].group })
    return sections.indices.filter { index in
      let section = sections[index]
      guard !present.contains(index), section.need != .optional, section.applies(on: date) else {
        return false
      }
      return section.group.map { settled.insert($0).inserted } ?? true
    }
  }

  /// The names of the sections any of which would do in the place of one: itself, and
  /// the others of its group.
  package func alternatives(to section: Int) -> [String] {
    guard let group = sections[section].group else { return [sections[section].name] }
    return sections.lazy.filter { $0.group == group }.map(\.name)
  }

  /// The words of a heading, in lower case, as ``present(in:)`` reads them.
  package static func words(of heading: some Sequence<UInt8>) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    for byte in Array(heading) {
      if byte.isASCIILetter || byte >= 0x80 {
        word.append(byte.asciiLowercased)
      } else if !word.isEmpty {
        words.append(String(decoding: word, as: UTF8.self))
        word.removeAll(keepingCapacity: true)
      }
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }
}

extension String {
  /// Whether a text stands in this one between two spaces. Every heading is looked
  /// through for every phrase of every template: `contains` would take most of the
  /// time that a draft takes.
  fileprivate func hasBetweenSpaces(_ phrase: String) -> Bool {
    let (text, phrase) = (utf8, phrase.utf8)
    let found = text.withContiguousStorageIfAvailable { text in
      phrase.withContiguousStorageIfAvailable { Self.has($0, betweenSpacesIn: text) }
    }
    return (found ?? nil) ?? Self.hasCopied(phrase, in: text)
  }

  private static func hasCopied(_ phrase: UTF8View, in text: UTF8View) -> Bool {
    Array(text).withUnsafeBufferPointer { text in
      Array(phrase).withUnsafeBufferPointer { has($0, betweenSpacesIn: text) }
    }
  }

  private static func has(
    _ phrase: UnsafeBufferPointer<UInt8>, betweenSpacesIn text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let space = UInt8(ascii: " ")
    guard text.count >= phrase.count + 2 else { return false }
    for start in 1..<text.count - phrase.count
    where text[start - 1] == space && text[start + phrase.count] == space
      && text[start..<start + phrase.count].elementsEqual(phrase)
    {
      return true
    }
    return false
  }
}
