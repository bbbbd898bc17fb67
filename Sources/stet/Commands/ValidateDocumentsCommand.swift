import ArgumentParser
import Glibc
import StetValidation

/// What `stet export --validate` runs apart from itself; see ``SchemaProcess``.
struct ValidateDocumentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: SchemaProcess.command,
    abstract: "Check documents on standard input against a schema, for stet export.",
    shouldDisplay: false)

  @Option var schema: String?

  @Option var limit = 30

  /// The most memory that libxml2 may take, so that no document fills the machine's.
  private static let memory: rlim_t = 4 << 30

  func run() throws {
    signal(SIGPIPE, SIG_DFL)
    var bound = rlimit(rlim_cur: Self.memory, rlim_max: Self.memory)
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &bound)
    let output = StandardOutput()
    startClock()
    let parsed: Schema
    do throws(SchemaError) {
      if let schema {
        guard let language = Schema.Language(ofFileNamed: schema) else {
          throw SchemaError("\(schema) is no schema")
        }
        parsed = try Schema(file: schema, language)
      } else {
        parsed = try Schema.ofArticles()
      }
    } catch {
      output.write(error.description.split(separator: "\n").joined(separator: " ") + "\n")
      output.flush()
      throw ExitCode(2)
    }
    output.write("ready\n")
    output.flush()
    while let document = nextDocument() {
      startClock()
      let faults = parsed.faults(in: document)
      output.write("\(faults.count)\n")
      for fault in faults {
        let message = fault.message.split(whereSeparator: \.isNewline).joined(separator: " ")
        output.write("\(fault.line)\t\(message)\n")
      }
      output.flush()
    }
  }

  /// Whoever waits for the answer ends this process in time; should it be gone, the
  /// system does.
  private func startClock() { alarm(UInt32(clamping: max(1, limit)) + 5) }

  private func nextDocument() -> [UInt8]? {
    alarm(0)
    var digits = ""
    var byte: UInt8 = 0
    while read(STDIN_FILENO, &byte, 1) == 1, byte != 0x0A {
      digits.unicodeScalars.append(Unicode.Scalar(byte))
    }
    guard let count = Int(digits), count >= 0, count <= 1 << 30 else { return nil }
    var document: [UInt8] = []
    document.reserveCapacity(count)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while document.count < count {
      let got = read(STDIN_FILENO, &buffer, min(buffer.count, count - document.count))
      if got <= 0 { return nil }
      document += buffer.prefix(got)
    }
    return document
  }
}
