import StetCore

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

    /// Makes a section.
    package init(
      _ name: String, _ need: Need, _ phrases: [String], except exceptions: [String] = [],
      isTelling: Bool = false, since: String? = nil, until: String? = nil
    ) {
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
    func matches(_ heading: String, byName: Bool = false) -> Bool {
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

    /// Makes a condition.
    package init(sections: Int, telling: Int, byName: Bool = false) {
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
  /// The sections, in their usual order.
  package var sections: [Section]

  /// Makes a template.
  package init(
    _ name: String, _ subject: String, inference: Inference?, _ sections: [Section]
  ) {
    self.name = name
    self.subject = subject
    self.inference = inference
    self.sections = sections
  }

  /// The built-in template called `name`; `nil` when there is none.
  package static func named(_ name: String) -> ArticleTemplate? {
    builtIn.first { $0.name == name }
  }

  /// The sections of the template that one of the headings is.
  ///
  /// A heading is read word by word, in lower case, so that `Signs and
  /// symptoms`, `4. Symptoms:` and `What are the symptoms?` all are Symptoms.
  /// Linear in headings times phrases.
  package func present(in headings: [[String]]) -> Set<Int> {
    present(inTexts: Set(headings.map(Self.text)))
  }

  private func present(inTexts texts: Set<String>) -> Set<Int> {
    Set(sections.indices.filter { index in texts.contains { sections[index].matches($0) } })
  }

  private static func text(of words: [String]) -> String {
    " " + words.joined(separator: " ") + " "
  }

  /// The sections that an article of `date` with these headings lacks, optional
  /// ones left out, in the order of the template.
  package func missing(present: Set<Int>, date: String?) -> [Int] {
    sections.indices.filter {
      !present.contains($0) && sections[$0].need != .optional && sections[$0].applies(on: date)
    }
  }

  /// The built-in template that headings make plain, with its sections that are
  /// there. `nil` when none is plain, or two are equally so.
  package static func inferred(
    from headings: [[String]]
  ) -> (template: ArticleTemplate, present: Set<Int>)? {
    guard headings.count >= 3 else { return nil }
    let texts = Set(headings.map(text))
    var best: (template: ArticleTemplate, present: Set<Int>, telling: Int)?
    var isTied = false
    for template in builtIn {
      guard let inference = template.inference else { continue }
      let present = template.present(inTexts: texts)
      let telling = present.count { index in
        let section = template.sections[index]
        return section.isTelling
          && (!inference.byName || texts.contains { section.matches($0, byName: true) })
      }
      guard present.count >= inference.sections, telling >= inference.telling else { continue }
      if let known = best, telling <= known.telling {
        isTied = isTied || telling == known.telling
        continue
      }
      best = (template, present, telling)
      isTied = false
    }
    guard let best, !isTied else { return nil }
    return (best.template, best.present)
  }

  /// The words of a heading, in lower case, as ``present(in:)`` reads them.
  package static func words(of heading: some Sequence<UInt8>) -> [String] {
    Array(heading).split { !$0.isASCIILetter && $0 < 0x80 }
      .map { String(decoding: $0.map(\.asciiLowercased), as: UTF8.self) }
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
