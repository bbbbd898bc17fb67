import Foundation
import StetLexicon
import StetLexiconCompiler
import Testing

@Suite struct EndingModelTests {
  private func model(_ text: String) throws -> EndingModel {
    EndingModel(compiled: try EndingModelCompiler(Array(text.utf8)).compile())
  }

  @Test func `words have the classes that the source gives them`() throws {
    let model = try model("class Ns rivers hills\nclass Ns streets\nclass V flow\n")
    #expect(model.wordClass(of: "hills".utf8) == "Ns")
    #expect(model.wordClass(of: "streets".utf8) == "Ns")
    #expect(model.wordClass(of: "flow".utf8) == "V")
    #expect(model.wordClass(of: "flows".utf8) == nil)
    #expect(model.wordClass(of: "".utf8) == nil)
  }

  @Test func `trees are walked from question to leaf, and their leaves added`() throws {
    let model = try model(
      """
      forest alone length mark
      tree length<=10 -1 mark<=0 2 0.5
      tree mark<=0 0.25 -0.25
      forest page alone
      tree alone<=1 -3 3
      """)
    #expect(model.logOdds(of: [10, 1], by: .alone) == -1.25)
    #expect(model.logOdds(of: [11, 0], by: .alone) == 2.25)
    #expect(model.logOdds(of: [11, 1], by: .alone) == 0.25)
    #expect(model.logOdds(of: [1], by: .page) == -3)
    #expect(model.logOdds(of: [1.5], by: .page) == 3)
    // A value that is missing counts as 0.
    #expect(model.logOdds(of: [], by: .alone) == -0.75)
  }

  @Test func `weights are bytes, taken by the lowest bits of a feature`() throws {
    let model = try model("weights 0.5 1\nw 02fe007f\n")
    #expect(model.bucketCount == 4)
    #expect(model.logOdds(ofFeatures: []) == 1)
    #expect(model.logOdds(ofFeatures: [0, 1]) == 1)
    #expect(model.logOdds(ofFeatures: [4, 8]) == 3)
    #expect(model.logOdds(ofFeatures: [0xFFFF_FFFF_FFFF_FFFF]) == 64.5)
  }

  @Test(arguments: [
    ("class\n", "line 1"), ("class averylongname word\n", "line 1: “averylongname” is too long"),
    ("\ntree 1\n", "line 2: a tree before its forest"),
    ("forest alone a\ntree a<=1 2\n", "line 2: a tree ends too early"),
    ("forest alone a\ntree b<=1 2 3\n", "line 2: “b<=1” is no question"),
    ("forest alone a\ntree 1 2\n", "line 2: more than one tree"),
    ("forest wood a\n", "line 1: “wood” is no forest"),
    ("w 00zz\n", "line 1: “zz” is no byte"), ("w 000000\n", "3 weights are no power of two"),
    ("weights much 0\n", "line 1: “much” is no number"), ("twig 1\n", "line 1: “twig”"),
  ])
  func `what is wrong in a source is named with its line`(source: String, message: String) {
    #expect {
      try model(source)
    } throws: { error in
      "\(error)".contains(message)
    }
  }

  @Test func `the compiled model is made of the files that stand beside it`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Dictionaries/endings")
    let source = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".txt") }.sorted()
      .flatMap { [UInt8](try Data(contentsOf: folder.appending(path: $0))) }
    #expect(
      EndingModel.english.sourceChecksum == EndingModelCompiler.checksum(of: source),
      "en.endings is stale; run: swift run -c release stet-dev dictionaries")
  }

  @Test func `no bytes make a model that traps`() throws {
    let good = try EndingModelCompiler(
      Array("class N a b\nforest alone a\ntree a<=1 2 3\nweights 1 0\nw 0102\n".utf8)
    ).compile()
    for index in stride(from: 8, to: good.count, by: 1) {
      for byte: UInt8 in [0, 1, 0x7F, 0xFF] {
        var bytes = good
        bytes[index] = byte
        let model = EndingModel(compiled: bytes)
        _ = model.logOdds(of: [1], by: .alone)
        _ = model.logOdds(ofFeatures: [1])
        _ = model.wordClass(of: "a".utf8)
      }
    }
    #expect(EndingModel(compiled: []).logOdds(of: [1], by: .page) == 0)
  }
}
