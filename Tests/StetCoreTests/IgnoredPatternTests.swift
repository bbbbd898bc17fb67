import StetCore
import Testing

@Suite struct IgnoredPatternTests {
  @Test func `matches are told in bytes`() throws {
    let pattern = try #require(IgnoredPattern("é[a-z]+|\\d{2}"))
    #expect(pattern.ranges(in: "aé éx 12") == [4..<7, 8..<10])
  }

  @Test(arguments: ["(a+)+$", "((a|b)*c)*", "(x[+]*)*", "(?:\\s+\\w+){3,}", "(", "[", "a{2,1}"])
  func `what could take forever, or is no pattern, is refused`(text: String) {
    #expect(IgnoredPattern(text) == nil)
  }

  @Test(arguments: ["(a)+", "(ab)*c+", "(a\\+)+", "([a+])*", "a+b*", "(?m)^>.*$", "(a+)?"])
  func `all else is taken`(text: String) {
    #expect(IgnoredPattern(text) != nil)
  }
}
