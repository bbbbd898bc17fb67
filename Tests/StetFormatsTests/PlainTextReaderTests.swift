import Foundation
import StetCore
import StetFormats
import StetTestSupport
import Testing

@Suite struct PlainTextReaderTests {
  /// Each block of a plain text, as its kind and text.
  private func blocks(_ text: String) -> [String] {
    let draft = Draft.reading(SourceText(text), as: .plainText)
    return draft.blocks.filter { $0.kind != .blank }.map {
      "\($0.kind.rawValue): \(draft.source.string(in: $0.content))"
    }
  }

  // MARK: Headings and titles

  @Test func `a short bare line with its text under it is a heading`() {
    #expect(
      blocks("A first paragraph stands here.\n\nCauses\nToo much salt is one of them.\n") == [
        "paragraph: A first paragraph stands here.", "heading: Causes",
        "paragraph: Too much salt is one of them.",
      ])
  }

  @Test func `a heading may have a blank line under it, or a line of marks`() {
    #expect(
      blocks("Text stands here first.\n\nGetting There\n\nTake the train from the main station.\n")
        .contains("heading: Getting There"))
    #expect(
      blocks("Text stands here first.\n\nOverview\n--------\nIt is long.\n")
        .contains("heading: Overview"))
  }

  @Test func `a list of short lines is no row of headings`() {
    let found = blocks("Buy these first.\n\nFlour\nButter\nSugar\n\nThen begin to bake the cake.\n")
    #expect(!found.contains { $0.hasPrefix("heading") })
    let apart = blocks("Buy these.\n\nFlour\n\nButter\n\nSugar\n\nThen begin to bake the cake.\n")
    #expect(!apart.contains { $0.hasPrefix("heading") })
  }

  @Test func `a short answer under its question is no heading`() {
    #expect(
      blocks("Is it ripe?\n\nProbably not\n\nIs it sweet?\n\nIt is sweet when it is ripe.\n") == [
        "question: Is it ripe?", "answer: Probably not", "question: Is it sweet?",
        "answer: It is sweet when it is ripe.",
      ])
  }

  @Test func `the first line of an article is its title`() {
    #expect(
      blocks("Three Days in Lisbon\n\nIt has seven hills.\n").first == "title: Three Days in Lisbon"
    )
    #expect(
      blocks("What is gout?\n\nCauses\nUric acid forms crystals.\n").first == "title: What is gout?"
    )
    #expect(
      blocks("A sentence comes first.\n\nThen another.\n").first?.hasPrefix("paragraph") == true)
  }

  @Test func `the first of a list of questions is no title`() {
    #expect(
      blocks("What is gout?\n\nA disease.\n\nWhat is flu?\n\nAnother.\n").first
        == "question: What is gout?")
  }

  @Test func `a bare line before labelled questions is the heading of them`() {
    let found = blocks(
      "Q: Is it safe?\nA: Yes.\n\nShipping\n\nQ: How long does it take?\nA: Three days.\n")
    #expect(found.contains("heading: Shipping"))
    let unlabelled = blocks("Is it safe?\n\nOf course\n\nHow long does it take?\n\nA day.\n")
    #expect(unlabelled.contains("answer: Of course"))
  }

  @Test func `a known heading may stand over lines without end marks`() {
    let found = blocks("A text stands here.\n\nReferences\nA Handbook of Drains\nPipes Today\n")
    #expect(found.contains("heading: References"))
  }

  @Test func `what a site links to on a page is chrome, and so is its edit link`() {
    #expect(
      blocks("In this article\nCauses\nTreatment\n\nCauses[edit]\nSalt is one of them.\n") == [
        "chrome: In this article", "chrome: Causes", "chrome: Treatment", "heading: Causes",
        "paragraph: Salt is one of them.",
      ])
  }

  @Test func `an indented line of prose that ends in a semicolon goes on its list item`() {
    #expect(
      blocks(
        "There is one thing to do:\n\n  - cut it off, and leave the rest\n    for two weeks;\n  - burn it.\n"
      )
        == [
          "paragraph: There is one thing to do:",
          "list-item: cut it off, and leave the rest\n    for two weeks;",
          "list-item: burn it.",
        ])
  }

  // MARK: Questions

  @Test func `a question under an answer without a blank line begins a new entry`() {
    #expect(
      blocks("What is gout?\nA disease of the joints.\nWhat is flu?\nA disease of the lungs.\n")
        == [
          "question: What is gout?", "answer: A disease of the joints.", "question: What is flu?",
          "answer: A disease of the lungs.",
        ])
  }

  @Test func `lines that only mention questions are text`() {
    for text in [
      "Is it ripe? Press it and see. Soft means ripe.", "and why would that be so?",
      "He asked me: “Are you mad?” I said no.",
    ] {
      #expect(blocks("One.\n\nWhat is it?\n\n\(text)\n").last == "answer: \(text)")
    }
  }

  @Test func `a question may lack its mark, and may be labelled`() {
    #expect(
      blocks("A text.\n\nHow do you treat back spasms\n\nWith heat.\n")[1].hasPrefix("question"))
    #expect(
      blocks(
        "A text.\n\nHow to treat back spasms\n\nWith heat, or with ice, or with both in turns.\n")[
          1
        ].hasPrefix("heading"))
    let draft = Draft.reading(SourceText("Q: Which pan\nA: A heavy one.\n"), as: .plainText)
    #expect(draft.blocks.map(\.kind) == [.question, .answer])
    #expect(draft.spans.map { draft.source.string(in: $0.range) } == ["Q: ", "A: "])
  }

  // MARK: Lists and paragraphs

  @Test func `bullets and numbers begin list items`() {
    #expect(
      blocks("Take these:\n\n- one\n* two\n• three\n1. four\n2) five\n(3) six\na) seven\n")
        .dropFirst() == [
          "list-item: one", "list-item: two", "list-item: three", "list-item: four",
          "list-item: five", "list-item: six", "list-item: seven",
        ])
    #expect(
      blocks("1999 was a good year, and so was the next.\n").first?.hasPrefix("paragraph") == true)
    #expect(
      blocks("-5 degrees are cold enough for this to freeze.\n").first?.hasPrefix("paragraph")
        == true)
  }

  @Test func `lines wrapped by hand are one paragraph, long lines are one each`() {
    let wrapped =
      "This text has been wrapped by hand at some sixty columns, as\nit was the habit on terminals, and so its lines belong together.\n"
    #expect(blocks(wrapped).count == 1)
    let long = String(repeating: "A long line of pasted text goes on. ", count: 5)
    #expect(blocks("\(long)\n\(long)\n").count == 2)
  }

  @Test func `fenced and indented code is code, and an open fence hides nothing`() {
    #expect(blocks("Run this:\n\n```\nlet x = 1\n```\n\nDone with it.\n")[1].hasPrefix("code"))
    #expect(blocks("Run this:\n\n    let x = f(1);\n\nDone with it.\n")[1].hasPrefix("code"))
    #expect(
      blocks("Run this:\n\n```\nlet x = 1\n\nDone with it all.\n").last
        == "paragraph: Done with it all.")
  }

  // MARK: What the site left

  @Test func `a line is chrome in a dialog and prose in prose`() {
    #expect(
      blocks("What would you like to do?\n\nalready exists.\n\nText stands here.\n") == [
        "chrome: What would you like to do?", "chrome: already exists.",
        "paragraph: Text stands here.",
      ])
    #expect(
      blocks("The file is there.\n\nalready exists.\n\nText stands here.\n")[1]
        == "paragraph: already exists.")
  }

  @Test(arguments: [
    ("+ 69 others found this useful", Metadata.Kind.helpfulCount, "69"),
    ("1.2K people found this helpful", .helpfulCount, "1.2K"),
    ("Viewed 14k times", .viewCount, "14k"), ("3 Answers", .answerCount, "3"),
    ("2 Comments", .commentCount, "2"), ("By Maria Santos", .author, "Maria Santos"),
    ("Published June 12, 2018", .date, "June 12, 2018"),
    ("asked Mar 4 '19 at 18:22", .date, "Mar 4 '19 at 18:22"),
    ("Asked 3 years, 2 months ago", .date, "3 years, 2 months ago"),
    ("Last updated: 2020-05-04", .date, "2020-05-04"),
    ("Tags: bread, flour", .topic, "bread, flour"),
  ])
  func `facts are metadata with their value`(line: String, kind: Metadata.Kind, value: String) {
    let text = "Some text stands here.\n\n\(line)\n\nMore text stands here.\n"
    let draft = Draft.reading(SourceText(text), as: .plainText)
    #expect(draft.metadata.map(\.kind) == [kind])
    #expect(draft.metadata.map(\.value) == [value])
  }

  @Test(arguments: [
    "We use cookies in this recipe because they hold together.",
    "Share the cake with your friends and with your neighbours.",
    "By and large it works.", "Next to the house stands a tree.",
    "Home is where the heart is.", "Reply to him at once.", "12 eggs and 3 lemons",
    "Print the form and sign it.", "Yes", "Contact your doctor at once.",
  ])
  func `article text is not chrome`(line: String) {
    let found = blocks("Some text stands here first.\n\n\(line)\n\nMore text stands here.\n")
    #expect(!found.contains { $0.hasPrefix("chrome") || $0.hasPrefix("metadata") }, "\(found)")
  }

  // MARK: Invariants

  private func check(_ bytes: [UInt8]) {
    let source = SourceText(decoding: bytes)
    let draft = Draft.reading(source, as: .plainText)
    var end = 0
    for block in draft.blocks {
      #expect(block.range.start.utf8 == end)
      #expect(!block.range.isEmpty)
      #expect(block.range.contains(block.content))
      end = block.range.end.utf8
    }
    #expect(end == source.count)
    var last = 0
    for span in draft.spans {
      #expect(span.range.start.utf8 >= last)
      last = span.range.end.utf8
      let block = draft.blockIndex(containing: span.range.start)
      #expect(block.map { draft.blocks[$0].range.contains(span.range) } == true)
    }
  }

  @Test func `every byte of random input is in exactly one block`() {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<10_000 { check(random.bytes(upTo: 60)) }
  }

  @Test func `every byte of random slices of the seed is in exactly one block`() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let seed = [UInt8](
      try Data(contentsOf: root.appendingPathComponent("seeds/000_55afceab76810abd.txt")))
    var random = SeededGenerator(seed: 7)
    for _ in 0..<1_000 { check(random.slice(of: seed)) }
  }

  @Test func `every byte of random lines is in exactly one block`() {
    let pieces = [
      "\n", "\r\n", "\r", "\n\n", "What is it?", "Causes", "Yes", "already exists.", "Share", "```",
      "---", "===", "- item", "1. one", "  Answer     text", "Q: x", "A: y", "[stet off]",
      "+ 6 others",
      "A sentence stands here, and it goes on for quite some while. ", "\u{0}", "é", "    x = 1;",
      "Was this helpful?", "No", " ", "\t", "[stet]", "By Ann Lee", "https://a.b/c", "\u{FEFF}",
    ]
    var random = SeededGenerator(seed: 8)
    for _ in 0..<10_000 { check(random.text(of: pieces, upTo: 14)) }
  }
}
