import Foundation
import JSON
import Testing

@Suite("stet check --stdin-jsonl")
struct JSONLinesTests {
  private let schema: JSONSchema
  init() throws { schema = try JSONSchema("docs/check-output.schema.json") }

  private let arguments = ["check", "--stdin-jsonl", "--select", "repeated-word"]

  /// The answers to some lines, each held against the schema.
  private func answers(_ lines: [String], status: Int32 = 1) throws -> [JSONValue] {
    let input = lines.map { $0 + "\n" }.joined()
    let result = try Program.stet.run(arguments, input: Array(input.utf8), in: Folder())
    #expect(result.status == status)
    #expect(result.errors == "")
    let values = try result.output.split(separator: "\n").map {
      try JSONValue(parsing: Array($0.utf8))
    }
    for value in values { #expect(schema.faults(of: value, as: "answer") == []) }
    return values
  }

  /// An answer as its id, and offset, length, line and column of each diagnostic.
  private func short(_ answer: JSONValue) -> String {
    let found = (answer["diagnostics"]?.array ?? []).map { diagnostic in
      let place = [diagnostic["offset"], diagnostic["length"]]
      let start = [diagnostic["start"]?["line"], diagnostic["start"]?["column"]]
      return (place + start).map { String($0?.integer ?? -1) }.joined(separator: ",")
    }
    let id = answer["id"]
    return ([id?.string ?? id?.number?.text ?? "null"] + found).joined(separator: " ")
  }

  @Test func `each record is answered, with its id as it was`() throws {
    let answers = try answers([
      #"{"id":1,"text":"It is is so."}"#, #"{"id":"1","text":"Fine."}"#,
      #"{"text":"","id":1.50}"#, #"{"id":4,"text":"é\n😀 is is","more":[1]}"#,
    ])
    #expect(answers.map(short) == ["1 3,5,1,4", "1", "1.50", "4 8,5,2,3"])
    #expect(answers[0]["id"] == .integer(1))
    #expect(answers[1]["id"] == .string("1"))
  }

  @Test func `records of one draft are read together and answered apart`() throws {
    let answers = try answers([
      #"{"id":"a","doc":"d","text":"It is is so."}"#,
      #"{"id":"b","doc":"d","text":"First line\nend is is\n"}"#,
      #"{"id":"c","doc":"d","text":"No doubt"}"#,
      #"{"id":"d","doc":"e","text":"was was"}"#,
      #"{"id":"e","text":"was was"}"#,
    ])
    #expect(
      answers.map(short)
        == ["a 3,5,1,4", "b 15,5,2,5", "c", "d 0,7,1,1", "e 0,7,1,1"])
  }

  @Test func `what belongs to another record is placed there`() throws {
    let lines = [
      #"{"id":1,"doc":"d","text":"How do I cook rice?\n\nBoil it."}"#,
      #"{"id":"two","doc":"d","text":"How do I cook rice?"}"#,
      #"{"id":3,"doc":"d","text":"How do I cook rice?\n\nSteam it."}"#,
    ]
    let result = try Program.stet.run(
      ["check", "--stdin-jsonl", "--select", "repeated-question"],
      input: Array(lines.map { $0 + "\n" }.joined().utf8), in: Folder())
    let related = try result.output.split(separator: "\n").flatMap { line in
      let value = try JSONValue(parsing: Array(line.utf8))
      #expect(schema.faults(of: value, as: "answer") == [])
      return (value["diagnostics"]?.array ?? []).flatMap { $0["related"]?.array ?? [] }
    }
    #expect(!related.isEmpty)
    #expect(related.allSatisfy { ["1", "two"].contains($0["path"]?.string) })
    #expect(related.allSatisfy { $0["offset"]?.integer == 0 })
  }

  @Test func `a byte order mark in a record counts`() throws {
    let answers = try answers([
      #"{"id":1,"doc":1,"text":"\ufeffIt is is so."}"#, #"{"id":2,"doc":1,"text":"was was"}"#,
    ])
    #expect(answers.map(short) == ["1 6,5,1,4", "2 0,7,1,1"])
  }

  @Test func `a record may be Markdown`() throws {
    let answers = try answers([
      #"{"id":1,"text":"`is is` was was","format":"markdown"}"#,
      #"{"id":2,"text":"was was","format":"plain-text"}"#,
    ])
    #expect(answers.map(short) == ["1 8,7,1,9", "2 0,7,1,1"])
  }

  @Test func `a line that can't be used is answered in its place`() throws {
    let answers = try answers(
      [
        #"{"id":1,"doc":"d","text":"was was"}"#, "nonsense", "", #"{"id":2,"doc":"d","text":"x"}"#,
        "[1]", #"{"text":"x"}"#, #"{"id":true,"text":"x"}"#, #"{"id":3}"#, #"{"id":4,"text":5}"#,
        #"{"id":5,"text":"x","doc":[]}"#, #"{"id":6,"text":"x","format":"docx"}"#,
        #"{"id":7,"text":"x"}"#,
      ], status: 2)
    #expect(
      answers.map(short).map { $0.prefix(4) }
        == ["1 0,", "null", "2", "null", "null", "null", "3", "4", "5", "6", "7"])
    #expect(answers.map { $0["line"]?.integer } == [nil, 2, nil, 5, 6, 7, 8, 9, 10, 11, nil])
    #expect(
      answers.compactMap { $0["error"]?.string } == [
        "Not JSON: byte 1: expected “null”", "Expected an object, found an array",
        "“id” is missing", "“id” must be a string or a number, not a boolean",
        "“text” is missing", "“text” must be a string, not a number",
        "“doc” must be a string or a number, not an array",
        "“format” must be “plain-text” or “markdown” or “html” or “xml” or “json-lines”",
      ])
  }

  @Test func `thousands of records keep their order`() throws {
    let lines = (0..<5_000).map { index in
      #"{"id":\#(index),"doc":\#(index / 3),"text":"\#(index % 2 == 0 ? "was was" : "fine")"}"#
    }
    let answers = try answers(lines)
    #expect(answers.map { $0["id"]?.integer } == Array(0..<5_000))
    #expect(
      answers.allSatisfy { answer in
        (answer["diagnostics"]?.array?.count == 1) == ((answer["id"]?.integer ?? 1) % 2 == 0)
      })
  }

  @Test func `a record is answered while more may come`() throws {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = Program.stet.url
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    func send(_ line: String) throws {
      try input.fileHandleForWriting.write(contentsOf: Array((line + "\n").utf8))
    }
    func receive() -> String {
      String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    }

    try send(#"{"id":1,"text":"fine"}"#)
    #expect(receive() == #"{"id":1,"diagnostics":[]}"# + "\n")
    // A draft of several records is complete when another begins.
    try send(#"{"id":2,"doc":1,"text":"fine"}"#)
    try send(#"{"id":3,"doc":2,"text":"fine"}"#)
    #expect(receive() == #"{"id":2,"diagnostics":[]}"# + "\n")
    try input.fileHandleForWriting.close()
    #expect(receive() == #"{"id":3,"diagnostics":[]}"# + "\n")
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
