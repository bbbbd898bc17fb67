import ArgumentParser
import Foundation
import StetCore
import StetFormats

@main
struct StetDev: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stet-dev", abstract: "Commands for those who work on Stet.")
  @Argument var files: [String] = []
  func run() {
    for file in files {
      let source = SourceText(decoding: [UInt8](FileManager.default.contents(atPath: file) ?? Data()))
      let draft = Draft.reading(source, as: .init(fileExtension: String(file.split(separator: ".").last ?? "")) ?? .plainText)
      for block in draft.blocks where block.kind != .blank {
        print(source.line(containing: block.range.start) + 1, block.kind.rawValue, block.level, source.string(in: block.content).prefix(90).debugDescription)
      }
      for s in draft.spans { print("  span", s.kind, source.string(in: s.range).debugDescription) }
      print(draft.metadata)
    }
  }
}
