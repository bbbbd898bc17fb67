import JSON
import Testing

@Suite("JSON reader")
struct JSONReaderTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
  }

  private func error(_ bytes: [UInt8]) -> JSONError? {
    do throws(JSONError) {
      _ = try JSONValue(parsing: bytes)
      return nil
    } catch {
      return error
    }
  }

  private func error(_ text: String) -> JSONError? { error(Array(text.utf8)) }

  @Test func `every kind of value is read`() throws {
    #expect(try parse("null") == .null)
    #expect(try parse(" true ") == .bool(true))
    #expect(try parse("false") == .bool(false))
    #expect(try parse("\t-12\r\n") == .integer(-12))
    #expect(try parse(#""a b""#) == .string("a b"))
    #expect(try parse("[]") == .array([]))
    #expect(try parse("{ }") == .object([:]))
    #expect(
      try parse(#"{"b": [1, "x", null], "a": {"c": true}}"#)
        == .object([
          "b": .array([.integer(1), .string("x"), .null]), "a": .object(["c": .bool(true)]),
        ]))
  }

  @Test func `members keep their order, and the last of one name counts`() throws {
    let object = try #require(try parse(#"{"z":1,"a":2,"z":3}"#).object)
    #expect(object.members.map(\.name) == ["z", "a", "z"])
    #expect(object["z"] == .integer(3))
    #expect(object["b"] == nil)
  }

  @Test func `numbers keep their text`() throws {
    #expect(try parse("12345678901234567890").number?.text == "12345678901234567890")
    #expect(try parse("12345678901234567890").integer == nil)
    #expect(try parse("0.10").number?.text == "0.10")
    #expect(try parse("-0").number?.double == 0)
    #expect(try parse("1.5e3").integer == 1500)
    #expect(try parse("1.0").integer == 1)
    #expect(try parse("0.5").integer == nil)
    #expect(try parse("9223372036854775807").integer == Int.max)
    #expect(try parse("1e999").number?.double == .infinity)
    #expect(try parse("1e999").integer == nil)
  }

  @Test func `escapes are decoded`() throws {
    #expect(try parse(#""\"\\\/\b\f\n\r\t""#) == .string("\"\\/\u{8}\u{C}\n\r\t"))
    #expect(try parse(#""x\u00e9\u20AC\uD83D\uDE00y""#) == .string("xé€😀y"))
    #expect(try parse(#""\u0000""#) == .string("\u{0}"))
  }

  @Test func `a lone surrogate becomes U+FFFD`() throws {
    #expect(try parse(#""a\ud800b""#) == .string("a\u{FFFD}b"))
    #expect(try parse(#""\udc00""#) == .string("\u{FFFD}"))
    #expect(try parse(#""\ud800\ud83d\ude00""#) == .string("\u{FFFD}😀"))
    #expect(try parse(#""\ud800\u0041""#) == .string("\u{FFFD}A"))
  }

  @Test(arguments: [
    ("", 0, "a value"),
    ("  ", 2, "a value"),
    ("nul", 3, "“null”"),
    ("truE", 3, "“true”"),
    ("[1,]", 3, "a value"),
    ("[1 2]", 3, "“,” or “]”"),
    ("[1", 2, "“,” or “]”"),
    ("{\"a\":1,}", 7, "a name in quotes"),
    ("{a:1}", 1, "a name in quotes"),
    ("{\"a\" 1}", 5, "“:”"),
    ("{\"a\":1 \"b\":2}", 7, "“,” or “}”"),
    ("01", 1, "the end"),
    ("-", 1, "a digit"),
    ("+1", 0, "a value"),
    (".5", 0, "a value"),
    ("1.", 2, "a digit"),
    ("1e", 2, "a digit"),
    ("1e+", 3, "a digit"),
    ("1 2", 2, "the end"),
    ("\"abc", 4, "“\"”"),
    ("\"a\nb\"", 2, "an escape for a control byte"),
    ("\"\\x\"", 2, "one of “\"\\/bfnrtu”"),
    ("\"\\u12G4\"", 5, "a hexadecimal digit"),
    ("\"\\u12", 5, "a hexadecimal digit"),
    ("\u{FEFF}1", 0, "a value"),
    ("'a'", 0, "a value"),
    ("NaN", 0, "a value"),
    ("1\u{0}", 1, "the end"),
  ])
  func `an error names the byte and what was expected`(text: String, offset: Int, expected: String)
  {
    let found = error(text)
    #expect(found?.offset == offset)
    #expect(found?.expected == expected)
    #expect(found?.description == "byte \(offset): expected \(expected)")
  }

  @Test(arguments: [
    ([0xFF], 0), ([0x22, 0x61, 0xFF, 0x22], 2), ([0x22, 0xC0, 0x80, 0x22], 1),
    ([0x22, 0xED, 0xA0, 0x80, 0x22], 1), ([0x22, 0xC3, 0xA9, 0xE2, 0x82, 0x22], 3),
    ([0x22, 0x5C, 0x6E, 0x61, 0xFE, 0x22], 4),
  ])
  func `bytes that are not UTF-8 are an error`(bytes: [UInt8], offset: Int) {
    #expect(error(bytes)?.offset == offset)
  }

  @Test func `nesting is limited`() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(error(nested(512)) == nil)
    #expect(error(nested(513))?.offset == 512)
    let objects = String(repeating: #"{"a":"#, count: 100_000)
    #expect(error(objects)?.expected == "at most 512 levels")
    // Depth counts what is open, not what there was.
    #expect(error("[" + String(repeating: "[],{},", count: 1000) + "1]") == nil)
  }

  @Test func `a slice is read from its own start`() throws {
    let bytes = Array("xx[1]xx".utf8)
    #expect(try JSONValue(parsing: bytes[2..<5]) == .array([.integer(1)]))
    #expect(throws: JSONError(offset: 3, expected: "the end")) {
      _ = try JSONValue(parsing: bytes[2..<6])
    }
  }
}
