import CLibXML2

/// Collects what libxml2 complains of while it works.
final class ErrorList {
  private var faults: [SchemaFault] = []

  /// The most that is kept; one fault of a document often brings many others.
  private static let limit = 100

  /// Calls `body`, and keeps what libxml2 says in the meantime on this thread.
  func collect<Result>(_ body: () -> Result) -> Result {
    let pointer = Unmanaged.passUnretained(self).toOpaque()
    xmlSetStructuredErrorFunc(pointer) { context, error in
      guard let context, let error else { return }
      Unmanaged<ErrorList>.fromOpaque(context).takeUnretainedValue().add(error.pointee)
    }
    defer { xmlSetStructuredErrorFunc(nil, nil) }
    return body()
  }

  /// What was collected, once.
  func take() -> [SchemaFault] {
    defer { faults = [] }
    return faults
  }

  private func add(_ error: xmlError) {
    guard error.level.rawValue >= XML_ERR_ERROR.rawValue, faults.count < Self.limit,
      let message = error.message
    else { return }
    var text = String(cString: message)
    while text.last?.isWhitespace ?? false { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    faults.append(SchemaFault(line: Int(max(0, error.line)), message: text))
  }
}
