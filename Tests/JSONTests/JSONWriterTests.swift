import JSON
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
  private func written(pretty: Bool = false, _ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter(pretty: pretty)
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func `commas and colons come of themselves`() {
    let text = written {
      $0.object {
        $0.member("a", 1)
        $0.key("b")
        $0.array {
          $0.string("x")
          $0.null()
          $0.object { _ in }
          $0.array { _ in }
          $0.bool(false)
        }
        $0.member("c", "y")
        $0.key("d")
        $0.raw(Array("[0]".utf8))
        $0.member("e", true)
      }
    }
    #expect(text == #"{"a":1,"b":["x",null,{},[],false],"c":"y","d":[0],"e":true}"#)
  }

  @Test func `text is escaped where it must be`() {
    #expect(
      written { $0.string("\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}") }
        == #""\"\\/\b\f\n\r\t\u0000\u001f\u007f""#)
    #expect(written { $0.string("é\u{2028}😀") } == "\"é\u{2028}😀\"")
  }

  @Test func `numbers read back the same`() {
    #expect(written { $0.integer(.min) } == "-9223372036854775808")
    #expect(written { $0.integer(0) } == "0")
    #expect(written { $0.number(0.1) } == "0.1")
    #expect(written { $0.number(1e300) } == "1e+300")
    #expect(written { $0.number(.nan) } == "null")
    #expect(written { $0.number(-.infinity) } == "null")
  }

  @Test func `pretty output is indented`() {
    let text = written(pretty: true) {
      $0.object {
        $0.key("a")
        $0.array {
          $0.integer(1)
          $0.integer(2)
        }
        $0.key("b")
        $0.object { _ in }
      }
    }
    #expect(
      text == """
        {
          "a": [
            1,
            2
          ],
          "b": {}
        }
        """)
  }

  @Test func `lines are texts of their own`() {
    let text = written {
      $0.array { $0.integer(1) }
      $0.endLine()
      $0.string("x")
      $0.endLine()
    }
    #expect(text == "[1]\n\"x\"\n")
  }

  @Test func `taking leaves the writer in its place`() {
    var writer = JSONWriter()
    var parts: [String] = []
    writer.array {
      $0.integer(1)
      parts.append(String(decoding: $0.take(), as: UTF8.self))
      $0.integer(2)
    }
    parts.append(String(decoding: writer.take(), as: UTF8.self))
    #expect(parts == ["[1", ",2]"])
  }
}
