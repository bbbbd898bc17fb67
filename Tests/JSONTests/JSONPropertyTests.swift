import JSON
import StetTestSupport
import Testing

@Suite("JSON, whatever the input")
struct JSONPropertyTests {
  @Test func `what is written reads back the same`() throws {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<500 {
      let value = random.value(depth: 5)
      for pretty in [false, true] {
        var writer = JSONWriter(pretty: pretty)
        writer.value(value)
        #expect(try JSONValue(parsing: writer.bytes) == value)
      }
    }
  }

  @Test func `random bytes are read or refused, never worse`() {
    var random = SeededGenerator(seed: 2)
    let alphabet =
      Array("{}[]\",:\\u0dD8eE+-.19 \ntruefalsn".utf8) + [0x00, 0x7F, 0xC3, 0xA9, 0xFF]
    var accepted = 0
    for _ in 0..<20_000 {
      let bytes = (0..<random.below(24)).map { _ in alphabet[random.below(alphabet.count)] }
      guard let value = try? JSONValue(parsing: bytes) else { continue }
      accepted += 1
      var writer = JSONWriter()
      writer.value(value)
      #expect((try? JSONValue(parsing: writer.bytes)) == value)
    }
    #expect(accepted > 0)
  }

  @Test func `a text cut or changed anywhere is read or refused`() {
    var random = SeededGenerator(seed: 3)
    let text = Array(#"{"a":[1.5e-3,"\ud83d\ude00é",{"b":null}],"c":"\u00e9\n","d":[[],{}]}"#.utf8)
    for end in 0..<text.count {
      #expect((try? JSONValue(parsing: Array(text[..<end]))) == nil)
    }
    for _ in 0..<5_000 {
      var changed = text
      changed[random.below(text.count)] = UInt8(random.below(256))
      _ = try? JSONValue(parsing: changed)
    }
  }
}

extension SeededGenerator {
  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  mutating func text() -> String {
    let scalars: [Unicode.Scalar] = [
      "a", "\"", "\\", "/", "\n", "\u{0}", "\u{1F}", "\u{7F}", "é", "\u{2028}", "\u{FFFD}", "😀",
      "\u{301}",
    ]
    var text = ""
    for _ in 0..<below(12) { text.unicodeScalars.append(scalars[below(scalars.count)]) }
    return text
  }

  mutating func value(depth: Int) -> JSONValue {
    switch below(depth > 0 ? 8 : 5) {
    case 0: return .null
    case 1: return .bool(below(2) == 0)
    case 2: return .integer(Int(truncatingIfNeeded: next()))
    case 3:
      let double = Double(bitPattern: next())
      return JSONNumber(double).map { .number($0) } ?? .null
    case 4: return .string(text())
    case 5: return .array((0..<below(5)).map { _ in value(depth: depth - 1) })
    default:
      return .object(
        JSONObject(
          (0..<below(5)).map { _ in
            JSONObject.Member(name: text(), value: value(depth: depth - 1))
          }))
    }
  }
}
