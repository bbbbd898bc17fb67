import JSON
import JSONRPC
import StetCore

/// `textDocument/codeLens`: over each question that is asked elsewhere too, how
/// often.
enum CodeLens: RequestHandler {
  static let method = "textDocument/codeLens"

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    guard client.value("textDocument", "codeLens")?.object != nil else { return }
    capabilities.set("codeLensProvider", "resolveProvider", to: .bool(true))
  }

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    let uri = try params.documentURI()
    let command = command(of: session.client)
    return session.answerBeside(about: uri, empty: "[]") { document, files in
      let askings = document.draft.askings
      // Without a question the workspace need not be looked at.
      guard askings.contains(where: { document.draft.blocks[$0].kind == .question }) else {
        return .success(Array("[]".utf8))
      }
      let twins = Twins(of: Set(askings.map(document.draft.questionKey(ofBlock:))), in: files())
      return .json { writer in
        writer.array { writer in
          for block in askings {
            guard let found = twins.askings(ofBlock: block, of: document), found.all.count > 1
            else { continue }
            write(found, document, command, to: &writer)
          }
        }
      }
    }
  }

  /// The command of the client's that shows places in a list; `nil` when it has
  /// none.
  static func command(of client: ClientCapabilities) -> String? {
    let commands = client.value("experimental", "commands", "commands")?.array?
      .compactMap(\.string)
    return ["stet.showReferences", "editor.action.showReferences"].first {
      commands?.contains($0) ?? false
    }
  }

  /// Writes the lens of one question.
  static func write(
    _ askings: Askings, _ document: ReadDocument, _ command: String?, to writer: inout JSONWriter
  ) {
    let start = askings.here.lowerBound
    // A lens stands over one line.
    let line = document.source.contentRange(ofLine: start.line)
    let lineEnd = document.source.position(of: line.end, in: document.encoding)
    writer.object { writer in
      writer.key("range")
      writer.range(start...max(start, min(askings.here.upperBound, lineEnd)))
      let count = askings.others.count
      writer.key("command")
      writer.object { writer in
        writer.member("title", count == 1 ? "1 twin" : "\(count) twins")
        // A command without a name is a lens to read only.
        writer.member("command", command ?? "")
        guard command != nil else { return }
        writer.key("arguments")
        writer.array { writer in
          writer.string(document.uri)
          writer.position(start)
          writer.array { writer in
            for asking in askings.others { writer.location(asking.uri, asking.entry.words) }
          }
        }
      }
      writer.key("data")
      writer.object { writer in
        writer.member("uri", document.uri)
        writer.key("position")
        writer.position(start)
      }
    }
  }

  /// Askings by question, so that those of a whole draft are found in one pass
  /// over the workspace.
  private struct Twins {
    private var files: [QuestionKey: [WorkspaceIndex.File]] = [:]

    /// Finds the askings of some questions. Linear in the entries of the files.
    init(of keys: Set<QuestionKey>, in all: [WorkspaceIndex.File]) {
      for file in all {
        var found: [QuestionKey: [WorkspaceIndex.Entry]] = [:]
        for entry in file.entries {
          if let key = entry.key, keys.contains(key) { found[key, default: []].append(entry) }
        }
        for (key, entries) in found {
          files[key, default: []].append(
            WorkspaceIndex.File(uri: file.uri, version: file.version, entries: entries))
        }
      }
    }

    func askings(ofBlock block: Int, of document: ReadDocument) -> Askings? {
      let key = document.draft.questionKey(ofBlock: block)
      return Askings(ofBlock: block, of: document, among: files[key] ?? [])
    }
  }
}

/// `codeLens/resolve`: a lens as it would be now.
enum ResolveCodeLens: RequestHandler {
  static let method = "codeLens/resolve"

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    // A lens that is not ours, or whose question is gone, stays as it is.
    _ = try params.member("range").range()
    var writer = JSONWriter()
    writer.value(params.value)
    let unchanged = writer.take()
    guard let data = try params.optional("data"), data.value.object != nil,
      let uri = data.value["uri"]?.string, data.value["position"] != nil
    else { return .now(unchanged) }
    let position = try data.member("position").position()
    let command = CodeLens.command(of: session.client)
    return session.answerBeside(
      about: uri, empty: String(decoding: unchanged, as: UTF8.self)
    ) { document, files in
      guard
        let askings = Askings(at: document.offset(of: position), of: document, among: files()),
        askings.all.count > 1
      else { return .success(unchanged) }
      return .json { CodeLens.write(askings, document, command, to: &$0) }
    }
  }
}
