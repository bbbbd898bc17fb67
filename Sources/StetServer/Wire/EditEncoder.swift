package import JSON
package import StetCore

/// Turns edits of a text into those of the protocol.
package struct EditEncoder: Sendable {
  private let source: SourceText
  private let encoding: PositionEncoding

  /// Makes an encoder for edits of one text.
  package init(_ source: SourceText, _ encoding: PositionEncoding) {
    self.source = source
    self.encoding = encoding
  }

  /// The array of `TextEdit` for edits that are disjoint and in order.
  package func textEdits(_ edits: [TextEdit]) -> JSONValue {
    var places = PositionConverter(source, encoding)
    return .array(
      edits.map(whole).map { edit in
        .object([
          "range": .object([
            "start": places.position(of: edit.range.start).json,
            "end": places.position(of: edit.range.end).json,
          ]),
          "newText": .string(edit.replacement),
        ])
      })
  }

  /// The `WorkspaceEdit` for edits of one document, in the shape that the client
  /// takes, with the version where that shape has a place for it.
  package func workspaceEdit(
    _ edits: [TextEdit], of uri: String, version: Int?, for client: ClientCapabilities
  ) -> JSONValue {
    let edits = textEdits(edits)
    guard client.takesDocumentChanges else {
      return .object(["changes": .object([uri: edits])])
    }
    return .object([
      "documentChanges": .array([
        .object([
          "textDocument": .object([
            "uri": .string(uri), "version": version.map(JSONValue.integer) ?? .null,
          ]),
          "edits": edits,
        ])
      ])
    ])
  }

  /// The `WorkspaceEdit` that changes a register and a document at once, or the register alone.
  ///
  /// - Parameter edits: those of the document, and what it is.
  package static func workspaceEdit(
    changing register: (
      uri: String, version: Int?, exists: Bool, source: SourceText, edits: [TextEdit]
    ), and edits: [TextEdit], of document: (uri: String, version: Int?, source: SourceText),
    for client: ClientCapabilities
  ) -> JSONValue {
    let encoding = client.positionEncoding
    var parts: [(uri: String, version: Int?, edits: JSONValue)] = []
    if !register.edits.isEmpty {
      parts.append(
        (
          register.uri, register.version,
          EditEncoder(register.source, encoding).textEdits(register.edits)
        ))
    }
    if !edits.isEmpty {
      parts.append(
        (document.uri, document.version, EditEncoder(document.source, encoding).textEdits(edits)))
    }
    guard client.takesDocumentChanges else {
      return .object([
        "changes": .object(
          JSONObject(parts.map { JSONObject.Member(name: $0.uri, value: $0.edits) }))
      ])
    }
    var changes: [JSONValue] = []
    if !register.exists, !register.edits.isEmpty, client.createsFiles {
      changes.append(
        .object([
          "kind": .string("create"), "uri": .string(register.uri),
          "options": .object(["ignoreIfExists": .bool(true)]),
        ]))
    }
    changes += parts.map { part in
      .object([
        "textDocument": .object([
          "uri": .string(part.uri), "version": part.version.map(JSONValue.integer) ?? .null,
        ]),
        "edits": part.edits,
      ])
    }
    return .object(["documentChanges": .array(changes)])
  }

  /// The edit with both ends outside of a CRLF: no position of the protocol lies
  /// inside of one.
  private func whole(_ edit: TextEdit) -> TextEdit {
    var (start, end) = (edit.range.start.utf8, edit.range.end.utf8)
    var text = edit.replacement
    if splitsBreak(at: start) {
      start -= 1
      text = "\r" + text
    }
    if splitsBreak(at: end) {
      end += 1
      text += "\n"
    }
    return TextEdit(TextRange(start, end), text)
  }

  private func splitsBreak(at offset: Int) -> Bool {
    source.utf8.byte(at: offset) == .lineFeed
      && source.utf8.byte(at: offset - 1) == .carriageReturn
  }
}

extension Position {
  /// The `Position` of the protocol.
  package var json: JSONValue {
    .object(["line": .integer(line), "character": .integer(column)])
  }
}
