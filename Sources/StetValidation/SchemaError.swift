/// Why a schema cannot be used.
package struct SchemaError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, as a sentence without a full stop.
  package let description: String

  /// Makes an error.
  package init(_ description: String) { self.description = description }
}

/// A place in a document that breaks its schema.
package struct SchemaFault: Hashable, Sendable {
  /// The line, from 1; 0 when it is not known.
  package var line: Int
  /// What is wrong, as a sentence without a full stop.
  package var message: String

  /// Makes a fault.
  package init(line: Int, message: String) {
    self.line = line
    self.message = message
  }
}
