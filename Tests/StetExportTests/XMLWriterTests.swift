import StetExport
import Testing

@Suite struct XMLWriterTests {
  private func written(_ body: (inout XMLWriter) -> Void) -> String {
    var writer = XMLWriter(partAt: 1)
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func `what has a meaning in XML is escaped`() {
    let text = "a & b < c > d \" e\r\n\té"
    let result = written { writer in
      writer.line("p", [("title", text)]) { $0.text(text) }
    }
    #expect(
      result
        == "  <p title=\"a &amp; b &lt; c &gt; d &quot; e&#13;&#10;&#9;é\">"
        + "a &amp; b &lt; c &gt; d \" e&#13;\n\té</p>\n")
  }

  @Test func `places are written last`() {
    let result = written { writer in
      writer.startLine("p", [("a", "1"), ("b", nil)], src: 0..<1_234_567_890)
      writer.endLine("p")
      writer.startLine("p", src: 7..<7)
      writer.text("x")
      writer.endLine("p")
    }
    #expect(result == "  <p a=\"1\" src=\"0-1234567890\"/>\n  <p src=\"7-7\">x</p>\n")
  }

  @Test func `elements without content are written as one tag`() {
    let result = written { writer in
      writer.element("a") { $0.empty("b") }
      writer.element("a") { _ in }
      writer.start("c")
      writer.end("c")
    }
    #expect(result == "  <a>\n    <b/>\n  </a>\n  <a/>\n  <c/>\n")
  }

  @Test func `long documents are written whole`() {
    let result = written { writer in
      for _ in 0..<1_000 { writer.line("p") { $0.text("0123456789&") } }
    }
    #expect(result == String(repeating: "  <p>0123456789&amp;</p>\n", count: 1_000))
  }
}
