import ArgumentParser
import BuiltInAnalyzers
import StetCore
import StetFormats
import StetWorkspace

struct Scratch: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "x")
  @Argument(help: "The files.") var files: [String]
  func run() throws {
    let engine = Engine(registry: .builtIn)
    for file in files {
      let source = SourceText(decoding: try FileSystem.read(file))
      let ending = file.split(separator: ".").last.map(String.init) ?? ""
      let draft = Draft.reading(source, as: Draft.Format(fileExtension: ending) ?? .plainText)
      for d in engine.diagnostics(for: draft) {
        let p = source.position(of: d.range.start, in: .utf32)
        print("\(p.line + 1):\(p.column + 1) \(d.severity) \(d.rule) \(source.string(in: d.range).prefix(30).debugDescription) \(d.message) \(d.finding.confidence ?? 0)")
      }
    }
  }
}
