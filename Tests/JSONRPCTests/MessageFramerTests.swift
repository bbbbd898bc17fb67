import JSON
import JSONRPC
import StetTestSupport
import Testing

@Suite("Framing of messages")
struct MessageFramerTests {
  private func frames(_ text: String, limit: Int = 1 << 20) -> [MessageFramer.Frame] {
    frames(Array(text.utf8), limit: limit)
  }

  private func frames(_ bytes: [UInt8], limit: Int = 1 << 20) -> [MessageFramer.Frame] {
    var framer = MessageFramer(limit: limit)
    framer.append(bytes)
    return all(&framer)
  }

  private func all(_ framer: inout MessageFramer) -> [MessageFramer.Frame] {
    var frames: [MessageFramer.Frame] = []
    while let frame = framer.next() { frames.append(frame) }
    return frames
  }

  private func message(_ text: String) -> MessageFramer.Frame { .message(Array(text.utf8)) }

  private func isBroken(_ frame: MessageFramer.Frame?) -> Bool {
    if case .broken = frame { true } else { false }
  }

  @Test func `several messages come in one piece`() {
    #expect(
      frames("Content-Length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n[1]")
        == [message("{}"), message("[1]")])
  }

  @Test func `a stream may be split anywhere`() {
    let text =
      "Content-Length: 4\r\nContent-Type: a/b; charset=utf-8\r\n\r\n\"é\"Content-Length: 2\r\n\r\n{}"
    let bytes = Array(text.utf8)
    let whole = frames(bytes)
    #expect(whole.count == 2)
    for first in 0...bytes.count {
      for second in stride(from: first, through: bytes.count, by: 7) {
        var framer = MessageFramer()
        var found: [MessageFramer.Frame] = []
        for piece in [bytes[..<first], bytes[first..<second], bytes[second...]] {
          framer.append(piece)
          found += all(&framer)
        }
        #expect(found == whole)
        #expect(framer.isBetweenMessages)
      }
    }
  }

  @Test(arguments: [
    "content-length: 2\r\n\r\n{}",
    "CONTENT-LENGTH:2\r\n\r\n{}",
    "Content-Length : 2\r\n\r\n{}",
    "Content-Length:\t2 \r\n\r\n{}",
    "X-Other: 1\r\nContent-Length: 2\r\nContent-Type: x\r\n\r\n{}",
    "Content-Length: 2\n\n{}",
    "Content-Length: 2\nX: y\r\n\n{}",
    "Content-Length: 2\r\nContent-Type: a/b; charset=\"UTF-8\"\r\n\r\n{}",
    "Content-Length: 2\r\nContent-Type: a/b; charset=utf8\r\n\r\n{}",
    "\r\n\r\nContent-Length: 2\r\n\r\n{}",
  ])
  func `headers are read as they may be written`(text: String) {
    #expect(frames(text) == [message("{}")])
  }

  @Test func `an empty message is a message`() {
    #expect(frames("Content-Length: 0\r\n\r\n") == [message("")])
  }

  @Test(arguments: [
    "Content-Type: x\r\n\r\n{}",
    "Content-Length: two\r\n\r\n{}",
    "Content-Length: -2\r\n\r\n{}",
    "Content-Length: +2\r\n\r\n{}",
    "Content-Length:\r\n\r\n{}",
    "Content-Length: 99999999999999999999\r\n\r\n{}",
    "Content-Length: 2000000\r\n\r\n{}",
    "no header at all\r\n\r\n{}",
    "Content-Length: 9\r\ngarbage\r\n\r\n{}",
    ": 2\r\n\r\n{}",
  ])
  func `after a broken header the next message is found`(text: String) {
    let found = frames(text + "Content-Length: 3\r\n\r\n[1]")
    #expect(found.count == 2)
    #expect(isBroken(found.first))
    #expect(found.last == message("[1]"))
  }

  @Test func `bytes that are too many are passed over`() {
    // The header said 2, and 7 bytes came.
    let found = frames("Content-Length: 2\r\n\r\n{}  [1]Content-Length: 3\r\n\r\n[2]")
    #expect(found.first == message("{}"))
    #expect(isBroken(found.dropFirst().first))
    #expect(found.last == message("[2]"))
  }

  @Test func `a message inside of another is found on a second look`() {
    var framer = MessageFramer()
    framer.append(Array("Content-Length: 30\r\n\r\n{}Content-Length: 2\r\n\r\n[]Content-".utf8))
    guard case .message(let body) = framer.next() else {
      Issue.record("No message")
      return
    }
    framer.reconsider(body)
    #expect(framer.next() == message("[]"))
    framer.append(Array("Length: 3\r\n\r\n[1]".utf8))
    #expect(framer.next() == message("[1]"))
  }

  @Test func `the message after one that was no JSON but names a header is not lost`() {
    let body = "{bad \"Content-Length: 100\"}"
    var framer = MessageFramer()
    framer.append(Array("Content-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8))
    #expect(framer.next() == message(body))
    framer.reconsider(Array(body.utf8))
    framer.append(Array("Content-Length: 2\r\n\r\n[]".utf8))
    #expect(isBroken(framer.next()))
    #expect(framer.next() == message("[]"))
  }

  @Test func `a charset that is not UTF-8 is refused, and the message passed over`() {
    let found = frames(
      "Content-Length: 2\r\nContent-Type: a/b; charset=utf-16\r\n\r\n{}"
        + "Content-Length: 3\r\n\r\n[1]")
    #expect(found.count == 2)
    #expect(isBroken(found.first))
    #expect(found.last == message("[1]"))
  }

  @Test func `a header without end is given up`() {
    var framer = MessageFramer()
    for _ in 0..<100 { framer.append(Array(repeating: UInt8(ascii: "x"), count: 1000)) }
    #expect(isBroken(framer.next()))
    #expect(framer.next() == nil)
    framer.append(Array("Content-Length: 2\r\n\r\n{}".utf8))
    #expect(framer.next() == message("{}"))
  }

  @Test func `the framer knows when a message is cut`() {
    var framer = MessageFramer()
    #expect(framer.isBetweenMessages)
    framer.append(Array("Content-Length: 3\r\n\r\n[".utf8))
    #expect(framer.next() == nil)
    #expect(!framer.isBetweenMessages)
  }

  @Test func `any bytes lead to an end, and messages after them are found`() {
    var random = SeededGenerator(seed: 7)
    let pieces = [
      "Content-Length", ":", " ", "2", "17", "\r\n", "\n", "{}", "[1]", "x", "Content-Type: a",
      "; charset=", "utf-16", "\r\n\r\n", "é",
    ]
    for _ in 0..<3_000 {
      var framer = MessageFramer(limit: 64)
      let noise = random.text(of: pieces, upTo: 20)
      framer.append(noise)
      #expect(all(&framer).count <= noise.count + 1)
      // However much a wrong length may still swallow, a message behind it comes.
      framer.append(Array(repeating: UInt8(ascii: " "), count: 64) + Array("\r\n\r\n".utf8))
      _ = all(&framer)
      framer.append(Array("Content-Length: 1\r\n\r\n1Content-Length: 3\r\n\r\n[7]".utf8))
      #expect(all(&framer).last == message("[7]"))
    }
  }
}
