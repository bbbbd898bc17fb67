import JSON
import JSONRPC

/// `codeAction/resolve`: the edit of an action that the writer has chosen, or
/// wants to see.
enum CodeActionResolve: RequestHandler {
  static let method = "codeAction/resolve"

  static func answer(
    _ params: Params, in session: Session, call: Call
  ) throws(ResponseError) -> Answer {
    guard let action = params.value.object else { throw params.mismatch(expected: "an object") }
    _ = try params.member("title").string()
    // An action without data is one that has all it needs.
    guard let data = try params.optional("data") else {
      return .json { $0.value(params.value) }
    }
    let descriptor = try ActionDescriptor(data)
    guard let snapshot = session.snapshot(of: descriptor.uri) else {
      throw ResponseError(.contentModified, "\(descriptor.uri) is no longer open")
    }
    let client = session.client
    if descriptor.decision != nil {
      let edit = try session.edit(deciding: descriptor, in: snapshot)
      var resolved = action
      resolved.members.removeAll { $0.name == "edit" }
      resolved.members.append(JSONObject.Member(name: "edit", value: edit))
      return .json { $0.value(.object(resolved)) }
    }
    return .later { call in
      do throws(ResponseError) {
        var resolved = action
        let edits = try descriptor.edits(in: snapshot, isCancelled: { call.isCancelled })
        resolved.members.removeAll { $0.name == "edit" }
        resolved.members.append(
          JSONObject.Member(
            name: "edit",
            value: EditEncoder(snapshot.source, client.positionEncoding)
              .workspaceEdit(
                edits, of: snapshot.uri, version: snapshot.version, for: client)))
        var writer = JSONWriter()
        writer.value(.object(resolved))
        return .success(writer.take())
      } catch {
        return .failure(error)
      }
    }
  }
}
