import CCMarkGFM
import Glibc
import StetCore
import StetFormats

/// Times the Markdown reader and cmark-gfm on the same texts, in one process.
///
/// `markdown-benchmark [FILE…]`: without files, a text of ten megabytes of the
/// usual things, and one of the things that make parsers slow.
@main
struct MarkdownBenchmark {
  static func main() {
    let paths = CommandLine.arguments.dropFirst()
    if paths.isEmpty {
      report("10 MB of articles", Samples.articles(bytes: 10_000_000))
      report("10 MB of plain paragraphs", Samples.paragraphs(bytes: 10_000_000))
      report("10 MB of lists in quotes", Samples.nested(bytes: 10_000_000))
      report("1 MB of unmatched marks", Samples.unmatched(bytes: 1_000_000))
    }
    for path in paths {
      guard let bytes = read(path) else {
        print("\(path): cannot be read")
        continue
      }
      report(path, bytes)
    }
  }

  private static func report(_ name: String, _ bytes: [UInt8]) {
    let source = SourceText(decoding: bytes)
    var blocks = 0
    let stet = fastest { blocks = Draft.reading(source, as: .markdown).blocks.count }
    let cmark = fastest { parseWithCMark(bytes) }
    func speed(_ time: Duration) -> String {
      let seconds =
        Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
      let megabytes = Double(bytes.count) / 1e6 / max(seconds, 1e-9)
      return "\(Int(seconds * 1e3)) ms, \(Int(megabytes)) MB/s"
    }
    print("\(name): \(bytes.count) bytes, \(blocks) blocks")
    print("  stet       \(speed(stet))")
    print("  cmark-gfm  \(speed(cmark))")
  }

  private static func fastest(_ body: () -> Void) -> Duration {
    let clock = ContinuousClock()
    return (0..<5).map { _ in clock.measure(body) }.min() ?? .zero
  }

  private static func parseWithCMark(_ bytes: [UInt8]) {
    cmark_gfm_core_extensions_ensure_registered()
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES) else { return }
    for name in ["table", "autolink", "strikethrough", "tasklist"] {
      if let extension_ = cmark_find_syntax_extension(name) {
        cmark_parser_attach_syntax_extension(parser, extension_)
      }
    }
    bytes.withUnsafeBytes {
      cmark_parser_feed(parser, $0.bindMemory(to: CChar.self).baseAddress, $0.count)
    }
    if let root = cmark_parser_finish(parser) { cmark_node_free(root) }
    cmark_parser_free(parser)
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }
}

/// Texts to read.
enum Samples {
  static func articles(bytes: Int) -> [UInt8] {
    repeated(
      """
      ## What causes muscle cramps?

      Normal *voluntary* muscle contraction begins when electrical signals are sent from
      the brain through the [spinal cord](https://example.org/spine "Spine") along nerve
      cells called **motor neurons**. At the muscle, chemicals released by the motor
      neuron stimulate the internal release of calcium ions (Ca~2+~) from stores.

      - Prolonged exercise. Relaxation of a muscle requires energy; see `energy.txt`.
      - Dehydration and salt depletion &ndash; brought on by vomiting.
        - Loss of sodium, potassium, magnesium, and calcium.
      1. Rest the muscle[^1].
      2. Drink water.

      > Most people experience brief, mild fasciculations from time to time,
      > usually in the calves.

      | Drug | Dose |
      |------|-----:|
      | quinine | 200 mg |
      | phenytoin | 100 mg |

      ```swift
      let relaxed = muscle.relax(after: .seconds(30))
      ```

      ![A calf](calf.png) <!-- stet spelling --> More at https://example.org/cramps.


      """, bytes)
  }

  static func paragraphs(bytes: Int) -> [UInt8] {
    repeated(
      """
      Fasciculations may be due to fatigue, cold, medications, metabolic disorders, nerve damage, or
      neurodegenerative disease, including amyotrophic lateral sclerosis. Most people experience
      brief, mild fasciculations from time to time, usually in the calves.


      """, bytes)
  }

  static func nested(bytes: Int) -> [UInt8] {
    repeated("> - one item\n>   1. another item\n>\n>      and its second paragraph\n>\n", bytes)
  }

  static func unmatched(bytes: Int) -> [UInt8] {
    repeated("*a **b _c [d ![e `f <g $h \\(i {{j ~~k\n", bytes)
  }

  private static func repeated(_ text: String, _ bytes: Int) -> [UInt8] {
    let piece = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes + piece.count)
    while result.count < bytes { result.append(contentsOf: piece) }
    return result
  }
}
