import ArgumentParser
import BuiltInAnalyzers
import Glibc
import JSONRPC
import StetCore
import StetServer
import StetWorkspace

struct LSPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Serve an editor over the Language Server Protocol.",
    discussion: """
      Editors start this command themselves. Without options it speaks over standard input and \
      output. Ends with 0 after an orderly shutdown, with 1 when the editor went away without \
      one, and with 2 when it could not begin.
      """)

  @Flag(help: "Speak over standard input and output, as without this flag.")
  var stdio = false

  @Option(
    help: ArgumentHelp(
      "Connect to this port of the same machine, where the editor listens.", valueName: "port"))
  var socket: UInt16?

  @Option(
    help: ArgumentHelp("Connect to this Unix socket, where the editor listens.", valueName: "path"))
  var pipe: String?

  // Clients of vscode-languageclient add this, spelled so, to what they start.
  @Option(
    name: .customLong("clientProcessId"),
    help: ArgumentHelp(
      "The editor's process: Stet ends when it does.", valueName: "id", visibility: .hidden))
  var clientProcess: Int?

  @Option(help: ArgumentHelp("Write a log to this file.", valueName: "file"), completion: .file())
  var log: String?

  @Flag(help: "With --log, record every message too.")
  var trace = false

  @Option(
    help: ArgumentHelp(
      "Play the client's side of a record made with --trace, and print what goes to and fro.",
      valueName: "file"),
    completion: .file())
  var replay: String?

  func validate() throws {
    if replay != nil && (stdio || socket != nil || pipe != nil || log != nil) {
      throw ValidationError("--replay goes with no other option")
    }
    if [stdio, socket != nil, pipe != nil].filter(\.self).count > 1 {
      throw ValidationError("Only one of --stdio, --socket and --pipe can be used")
    }
    if trace && log == nil { throw ValidationError("--trace needs --log") }
  }

  func run() throws {
    if let replay { throw ExitCode(try play(replay)) }
    var recorder = Recorder()
    if let log {
      guard let file = Recorder(file: log, tracesMessages: trace) else {
        StandardOutput.complain("\(log): The log cannot be written")
        throw ExitCode(2)
      }
      recorder = file
    }
    QuestionCache.keepVectors()
    let status = Server.run(
      on: try connection(), version: Stet.configuration.version, registry: .builtIn,
      personalDictionary: WordList.personal, previews: CacheFolder.previews, recorder: recorder,
      clientProcess: clientProcess)
    // Threads that still wait for input are of no more use.
    Glibc.exit(status)
  }

  private func play(_ file: String) throws -> Int32 {
    let output = StandardOutput()
    do throws(Replay.Failure) {
      let status = try Replay.run(
        file: file, version: Stet.configuration.version, registry: .builtIn,
        output: { output.write($0) })
      output.flush()
      return status
    } catch {
      output.flush()
      StandardOutput.complain(error.description)
      throw ExitCode(2)
    }
  }

  private func connection() throws -> Connection {
    do throws(Connection.Failure) {
      if let socket { return try .connecting(toPort: socket) }
      if let pipe { return try .connecting(toPipe: pipe) }
      return .standard()
    } catch {
      StandardOutput.complain(error.description)
      throw ExitCode(2)
    }
  }
}
