import ArgumentParser
import StetCore
import StetFormats
import StetWorkspace

/// Prints what the readers make of files.
struct Blocks: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the blocks, spans and facts that the readers see in files.")

  @Argument(help: "The files.") var files: [String]

  func run() throws {
    for file in files {
      let bytes = try FileSystem.read(file)
      let ending = file.split(separator: ".").last.map(String.init) ?? ""
      let format = Draft.Format(fileExtension: ending) ?? .plainText
      let source = SourceText(decoding: bytes, as: format)
      let draft = Draft.reading(source, as: format)
      for block in draft.blocks where block.kind != .blank {
        let line = source.line(containing: block.range.start) + 1
        let text = source.string(in: block.content).prefix(90).debugDescription
        print(line, block.kind.rawValue, block.level, text)
        for span in draft.spans(in: block.range) {
          print("    \(span.kind.rawValue): \(source.string(in: span.range).debugDescription)")
        }
      }
      for fact in draft.metadata { print("  \(fact.kind.rawValue) = \(fact.value)") }
    }
  }
}
