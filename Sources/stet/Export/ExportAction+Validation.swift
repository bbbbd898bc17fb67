import StetExport
import StetReporters
import StetValidation

extension ExportAction {
  /// How documents are validated.
  struct Validation: Hashable, Sendable {
    /// The file of the schema; the one that is installed when `nil`.
    var schema: String?
    /// Seconds that one document may take.
    var limit: Int
  }

  /// The most faults of one document that are told.
  private static let mostFaults = 5

  /// Checks documents one after the other in one process, which reads the schema once.
  struct Validator: ~Copyable {
    private var process: SchemaProcess
    private let limit: Int
    private var isStuck = false

    /// Makes a validator by the schema that is asked for.
    init(_ validation: Validation, _ vocabulary: ArticleVocabulary) throws(SchemaError) {
      let choice = try SchemaChoice.find(for: vocabulary, named: validation.schema)
      process = SchemaProcess(choice, limit: validation.limit)
      limit = validation.limit
    }

    /// Whether a document is valid; says what is wrong otherwise.
    mutating func isValid(
      _ article: Export, _ action: ExportAction, _ status: inout Int32
    ) -> Bool {
      // What one document did not get past, the next does not either.
      if isStuck { return false }
      switch process.check(article.document.bytes) {
      case .faults([]): return true
      case .faults(let faults):
        action.complain(article, faults)
        status = max(status, 1)
      case .timeout:
        action.complain(
          "\(article.path): Not exported, as validating it took longer than \(limit) "
            + "s, nor are those after it; --validation-limit gives it more time, another "
            + "--schema may need less")
        status = 2
        isStuck = true
      case .failure(let message):
        action.complain(
          "\(article.path): Not exported, nor are those after it, as it could not be validated: "
            + message)
        status = 2
        isStuck = true
      }
      return false
    }
  }

  fileprivate func complain(_ article: Export, _ faults: [SchemaFault]) {
    complain("\(article.path): Not exported, as it is not valid \(vocabulary.title)")
    for fault in faults.prefix(Self.mostFaults) {
      complain("\(article.path): In line \(fault.line) of the document: \(fault.message)")
    }
    if faults.count > Self.mostFaults {
      complain("\(article.path): And \(faults.count - Self.mostFaults) more")
    }
  }

  /// Says what is wrong, on standard error.
  func complain(_ text: String) { StandardOutput.complain(VisibleText.visible(text)) }
}
