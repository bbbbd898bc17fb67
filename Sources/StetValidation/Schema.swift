import CData
import CLibXML2
import CNoICU

/// A schema that documents are checked against, by libxml2.
///
/// Nothing is ever loaded over the network, and nothing at all for the document
/// itself: no entities, no document type. A schema may take in files beside it.
/// libxml2 may take very long with some schemas, so whoever must not hang calls this
/// in a process that can be ended. For one thread only.
package final class Schema {
  /// Languages of schemas.
  package enum Language: String, CaseIterable, Sendable {
    /// RELAX NG in XML syntax.
    case relaxNG = "rng"
    /// W3C XML Schema.
    case xmlSchema = "xsd"
    /// A document type definition.
    case documentType = "dtd"

    /// The language of a file, by its ending; `nil` for an ending of none.
    package init?(ofFileNamed path: String) {
      let ending = path.split(separator: ".").last.map { $0.lowercased() }
      self.init(rawValue: ending ?? "")
    }
  }

  private enum Parsed {
    case relaxNG(xmlRelaxNGPtr)
    case xmlSchema(xmlSchemaPtr)
    case documentType(xmlDtdPtr)
  }

  private let parsed: Parsed
  private let errors = ErrorList()

  /// Reads a schema from a file.
  package convenience init(file: String, _ language: Language) throws(SchemaError) {
    try self.init(language, name: file) { language in
      switch language {
      case .relaxNG: Self.relaxNG(xmlRelaxNGNewParserCtxt(file))
      case .xmlSchema:
        Self.xmlSchema(xmlSchemaNewParserCtxt(file))
      case .documentType: xmlParseDTD(nil, file).map { .documentType($0) }
      }
    }
  }

  /// The schema of Stet's own articles, which the program holds.
  package static func ofArticles() throws(SchemaError) -> Schema {
    try Schema(.relaxNG, name: "stet-article.rng") { _ in
      stet_article_schema.withMemoryRebound(to: CChar.self, capacity: stet_article_schema_size) {
        Self.relaxNG(
          xmlRelaxNGNewMemParserCtxt($0, Int32(clamping: stet_article_schema_size)))
      }
    }
  }

  private init(
    _ language: Language, name: String, _ parse: (Language) -> Parsed?
  ) throws(SchemaError) {
    stet_no_icu()
    xmlInitParser()
    // Loads files, and refuses what is not one.
    xmlSetExternalEntityLoader { url, id, context in
      guard let url, Schema.isLocal(url) else { return nil }
      return xmlNoNetExternalEntityLoader(url, id, context)
    }
    let found = errors.collect { parse(language) }
    guard let found else {
      let first = errors.take().first
      throw SchemaError(
        "\(name) is no schema that can be used"
          + (first.map { ": line \($0.line): \($0.message)" } ?? ""))
    }
    _ = errors.take()
    parsed = found
  }

  deinit {
    switch parsed {
    case .relaxNG(let schema): xmlRelaxNGFree(schema)
    case .xmlSchema(let schema): xmlSchemaFree(schema)
    case .documentType(let type): xmlFreeDtd(type)
    }
  }

  private static func relaxNG(_ context: xmlRelaxNGParserCtxtPtr?) -> Parsed? {
    guard let context else { return nil }
    defer { xmlRelaxNGFreeParserCtxt(context) }
    return xmlRelaxNGParse(context).map { .relaxNG($0) }
  }

  private static func xmlSchema(_ context: xmlSchemaParserCtxtPtr?) -> Parsed? {
    guard let context else { return nil }
    defer { xmlSchemaFreeParserCtxt(context) }
    return xmlSchemaParse(context).map { .xmlSchema($0) }
  }

  private static func isLocal(_ url: UnsafePointer<CChar>) -> Bool {
    let text = String(cString: url)
    guard let colon = text.range(of: "://") else { return true }
    return text[..<colon.lowerBound] == "file"
  }

  // MARK: Documents

  /// What is wrong with a document; empty when it is valid.
  package func faults(in document: [UInt8]) -> [SchemaFault] {
    Self.faults(errors) {
      guard let parsed = Self.parse(document) else { return false }
      defer { xmlFreeDoc(parsed) }
      return check(parsed)
    }
  }

  /// Where a document is not well-formed; empty when it is.
  package static func formFaults(in document: [UInt8]) -> [SchemaFault] {
    faults(ErrorList()) {
      guard let parsed = parse(document) else { return false }
      xmlFreeDoc(parsed)
      return true
    }
  }

  private static func faults(_ errors: ErrorList, _ check: () -> Bool) -> [SchemaFault] {
    let isValid = errors.collect(check)
    let faults = errors.take()
    if !isValid && faults.isEmpty {
      return [SchemaFault(line: 0, message: "The document is not valid")]
    }
    return isValid ? [] : faults
  }

  private static func parse(_ document: [UInt8]) -> xmlDocPtr? {
    document.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        xmlReadMemory(
          bytes.baseAddress, Int32(clamping: bytes.count), "document.xml", nil,
          Int32(XML_PARSE_NONET.rawValue | XML_PARSE_COMPACT.rawValue))
      }
    }
  }

  private func check(_ document: xmlDocPtr) -> Bool {
    switch parsed {
    case .relaxNG(let schema):
      guard let context = xmlRelaxNGNewValidCtxt(schema) else { return false }
      defer { xmlRelaxNGFreeValidCtxt(context) }
      return xmlRelaxNGValidateDoc(context, document) == 0
    case .xmlSchema(let schema):
      guard let context = xmlSchemaNewValidCtxt(schema) else { return false }
      defer { xmlSchemaFreeValidCtxt(context) }
      return xmlSchemaValidateDoc(context, document) == 0
    case .documentType(let type):
      guard let context = xmlNewValidCtxt() else { return false }
      defer { xmlFreeValidCtxt(context) }
      return xmlValidateDtd(context, document, type) == 1
    }
  }
}

extension StringProtocol {
  /// Where a text stands in this one first.
  fileprivate func range(of text: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(text) {
        return index..<self.index(index, offsetBy: text.count)
      }
      index = self.index(after: index)
    }
    return nil
  }
}
