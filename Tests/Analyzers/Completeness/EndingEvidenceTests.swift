import Foundation
import StetCore
import StetFormats
import Testing

@testable import CompletenessAnalyzers

@Suite struct EndingEvidenceTests {
  private func value(_ name: String, of text: String) -> Double? {
    let evidence = EndingEvidence(Array(text.utf8)[...], signs: 0)
    return EndingEvidence.names.firstIndex(of: name).map { evidence.values[$0] }
  }

  @Test func `every value has its name`() {
    #expect(EndingEvidence([], signs: 0.5).values.count == EndingEvidence.names.count)
    #expect(EndingEvidence.names.last == "signs")
    #expect(Set(EndingEvidence.names).count == EndingEvidence.names.count)
  }

  @Test(arguments: [
    ("It rains.", 1), ("It rains (a lot).", 1), ("“It rains.”", 1), ("It rains...", 2),
    ("It rains…", 2), ("As follows:", 3), ("It rains,", 4), ("It rains;", 5), ("It rains (", 6),
    ("It rains —", 7), ("At 10", 8), ("It rains a lot", 9), ("C'est l'été", 9),
    ("It costs 3 €", 10),
    ("Run `make`", 11),
  ])
  func `the last mark tells how a text ends`(text: String, state: Double) {
    #expect(value("state", of: text) == state)
  }

  @Test func `marks, lines and brackets are counted`() {
    #expect(value("block-marked", of: "One. Two. three") == 1)
    #expect(value("block-careless", of: "One. Two. three") == 1)
    #expect(value("line-marks", of: "One.\nTwo\nThree") == 0.5)
    #expect(value("line-marks", of: "One") == -1)
    #expect(value("brackets", of: "So (it (is)") == 1)
    #expect(value("open-link", of: "See [this](https://example.com") == 1)
    #expect(value("open-link", of: "See [this](https://example.com) too") == 0)
    #expect(value("closed-group", of: "It rains (a lot)") == 1)
    #expect(value("blocks", of: "One.\n\nTwo.\n \nThree") == 3)
    #expect(value("bullet", of: "You need:\n- salt") == 1)
    #expect(value("signature", of: "It rains.\n-- The cook") == 1)
    #expect(value("at-limit", of: String(repeating: "word ", count: 30).dropLast() + "s") == 1)
  }

  @Test func `words, numbers, code, addresses and marks are told apart`() {
    let text = Array("It’s 1,000 `a b` at https://a.b/c, naïve…".utf8)[...]
    let tokens = EndingToken.tokens(of: text)
    #expect(tokens.map(\.kind) == [.word, .number, .code, .word, .url, .word, .mark])
    #expect(
      tokens.map { String(decoding: text[$0.range], as: UTF8.self) } == [
        "It’s", "1,000", "`a b`", "at", "https://a.b/c,", "naïve", "…",
      ])
  }

  @Test func `a sentence goes on after a word that leads on`() {
    func logOdds(_ text: String) -> Double? {
      let end = SentenceEnd(Array(text.utf8)[...])
      return end.last.map(end.logOdds)
    }
    for (open, closed) in [
      ("The tap drips because of the", "The tap drips because of the washer"),
      ("Wait until it has cooled and", "Wait until it has cooled"),
      ("You may need to see a different", "You may need to see a doctor"),
      ("Keep it in the refriger", "Keep it in the refrigerator"),
    ] {
      #expect(logOdds(open) ?? 0 > (logOdds(closed) ?? 0) + 1, "\(open)")
    }
  }

  @Test func `any bytes have evidence`() {
    var state: UInt64 = 7
    for length in 0..<200 {
      let bytes = (0..<length).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
      }
      let evidence = EndingEvidence(bytes[...], signs: 0)
      #expect(evidence.values.allSatisfy { $0.isFinite })
      _ = evidence.logOdds
    }
  }

  @Test func `samples of a text are the same each time, and hold every end of a sentence`() {
    let text = Array("It rains. It pours all day, and the old man is asleep. He snores".utf8)[...]
    func labels() -> [Bool] {
      var result: [Bool] = []
      EndingSamples.samples(of: text, joinsSentences: false) { isCut, features in
        result.append(isCut)
        #expect(features.count > 20)
      }
      return result
    }
    #expect(labels() == labels())
    #expect(labels().count { !$0 } == 3)
    #expect(labels().contains(true))
  }
}

@Suite struct PageEvidenceTests {
  private func values(_ texts: [(length: Int, logOdds: Double?)], at index: Int) -> [String: Double]
  {
    let page = PageEvidence(
      texts.map { text in
        PageEvidence.Text(
          lengths: [text.length, text.length, text.length], logOdds: text.logOdds)
      })
    return Dictionary(
      zip(PageEvidence.names, page.values(at: index) ?? []), uniquingKeysWith: { first, _ in first }
    )
  }

  @Test func `a text is compared with those of its length, and with the longer ones`() {
    let page: [(Int, Double?)] = [(160, 1), (159, 3), (160, 2), (162, -1), (40, nil), (171, -2)]
    let first = values(page, at: 0)
    #expect(first["alone"] == 1)
    #expect(first["same-length"] == 2)
    #expect(first["near-length"] == 3)
    #expect(first["longer"] == 1)
    #expect(first["much-longer"] == 1)
    #expect(first["likeliest-near"] == 3)
    #expect(first["mean-near"] == 4.0 / 3)
    #expect(first["from-fives"] == 0)
    #expect(first["marked"] == 0.2)
    #expect(values(page, at: 4).isEmpty)
    #expect(values(page, at: 5)["likeliest-near"] == -9)
  }
}
