import StetCore
import Testing

@Suite struct SourceTextTests {
  @Test func `a column past the end of a line stands before its line break`() {
    let source = SourceText("ab\r\ncd\re😀f\n")
    #expect(source.offset(of: Position(line: 0, column: 9), in: .utf16).utf8 == 2)
    #expect(source.offset(of: Position(line: 1, column: 9), in: .utf16).utf8 == 6)
    #expect(source.offset(of: Position(line: 2, column: 3), in: .utf16).utf8 == 12)
    #expect(source.offset(of: Position(line: 2, column: 2), in: .utf16).utf8 == 8)
  }
}
