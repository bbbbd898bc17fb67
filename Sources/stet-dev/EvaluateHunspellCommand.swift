import ArgumentParser
import Foundation
import StetWorkspace

/// Compares the reader of hunspell's dictionaries with hunspell.
struct EvaluateHunspellCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hunspell",
    abstract: "Compare the reader of hunspell's dictionaries with hunspell.",
    discussion: """
      Asks both about each line of the WORDS, which must be installed with the dictionary, and \
      prints how many they judge alike, how long each takes, and the words they differ about.
      """)

  @Argument(help: "The dictionary's path without its ending, as /usr/share/hunspell/de_DE.")
  var dictionary: String

  @Argument(help: "A file of words, one on a line.")
  var words: String

  @Option(help: "How many words to print that the two differ about.")
  var differences = 20

  func run() throws {
    let lines = try String(contentsOfFile: words, encoding: .utf8).split(separator: "\n")
      .map(String.init)
    let clock = ContinuousClock()
    func milliseconds(_ time: Duration) -> String {
      let (seconds, attoseconds) = time.components
      return String(format: "%.0f ms", Double(seconds) * 1e3 + Double(attoseconds) / 1e15)
    }
    let start = clock.now
    let own = HunspellDictionary(
      words: [UInt8](try Data(contentsOf: URL(filePath: dictionary + ".dic"))),
      affixes: [UInt8](try Data(contentsOf: URL(filePath: dictionary + ".aff"))))
    let loaded = clock.now
    let wrong = Set(lines.filter { !own.contains($0) })
    let asked = clock.now
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["hunspell", "-d", dictionary, "-i", "UTF-8", "-l", words]
    let pipe = Pipe()
    process.standardOutput = pipe
    let peerStart = clock.now
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let peerTime = clock.now - peerStart
    let peer = Set(String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init))
    let differing = lines.filter { wrong.contains($0) != peer.contains($0) }
    print(
      "\(lines.count) words, \(wrong.count) wrong; hunspell says \(peer.count); "
        + "alike \(String(format: "%.3f %%", 100 * (1 - Double(differing.count) / Double(max(1, lines.count)))))"
    )
    print(
      "reading \(milliseconds(loaded - start)), asking \(milliseconds(asked - loaded)); "
        + "hunspell, both \(milliseconds(peerTime))")
    for word in differing.prefix(differences) {
      print(wrong.contains(word) ? "only hunspell accepts \(word)" : "only Stet accepts \(word)")
    }
  }
}
