import StetExport
import StetValidation
import StetWorkspace

/// The schema that exported documents are checked against.
enum SchemaChoice: Hashable, Sendable {
  /// That of Stet's own articles, which the program holds.
  case ofArticles
  case file(String, Schema.Language)

  /// The schema in a file that the user names, or the one that is installed for a
  /// vocabulary.
  static func find(
    for vocabulary: ArticleVocabulary, named file: String?
  ) throws(SchemaError) -> SchemaChoice {
    guard vocabulary.isXML else {
      throw SchemaError("\(vocabulary.title) has no schema; --validate checks XML")
    }
    if let file {
      guard let language = Schema.Language(ofFileNamed: file) else {
        throw SchemaError("\(file) is no schema: its name must end with .rng, .xsd or .dtd")
      }
      guard FileSystem.exists(file) else { throw SchemaError("\(file) does not exist") }
      return .file(file, language)
    }
    if vocabulary == .stet { return .ofArticles }
    let installed = Installed(vocabulary)
    let files =
      installed.identifiers.lazy.compactMap(Catalog.file(ofPublic:))
      + installed.addresses.lazy.compactMap(Catalog.file(of:)) + installed.files
    for file in files where FileSystem.exists(file) {
      if let language = Schema.Language(ofFileNamed: file) { return .file(file, language) }
    }
    throw SchemaError(
      "No schema of \(vocabulary.title) is installed; \(installed.advice), or name one with --schema"
    )
  }

  /// Where the schema of a vocabulary may be found.
  private struct Installed {
    /// Public identifiers of document types.
    var identifiers: [String] = []
    var addresses: [String] = []
    /// Where Debian puts it.
    var files: [String] = []
    /// What to do when it is not there.
    var advice: String

    init(_ vocabulary: ArticleVocabulary) {
      let catalog = "enter it in /etc/xml/catalog"
      switch vocabulary {
      case .jats:
        identifiers = ["-//NLM//DTD JATS (Z39.96) Article Authoring DTD v1.3 20210610//EN"]
        advice = "get the Article Authoring DTD from jats.nlm.nih.gov and \(catalog)"
      case .docbook:
        addresses = [
          "http://docbook.org/xml/5.0/rng/docbook.rng",
          "http://www.oasis-open.org/docbook/xml/5.0/rng/docbook.rng",
        ]
        files = ["/usr/share/xml/docbook/schema/rng/5.0/docbook.rng"]
        advice = "install the Debian package docbook5-xml"
      case .dita:
        identifiers = ["-//OASIS//DTD DITA 1.3 Topic//EN", "-//OASIS//DTD DITA Topic//EN"]
        files = ["/usr/share/dita-ot/dtd/technicalContent/dtd/topic.dtd"]
        advice = "install the Debian package dita-ot"
      case .tei:
        addresses = [
          "http://www.tei-c.org/release/xml/tei/custom/schema/xsd/tei_all.xsd",
          "https://www.tei-c.org/release/xml/tei/custom/schema/xsd/tei_all.xsd",
          "http://www.tei-c.org/release/xml/tei/custom/schema/dtd/tei_all.dtd",
        ]
        advice = "get tei_all.xsd from tei-c.org and \(catalog)"
      case .stet, .xhtml, .jsonld, .markdown: advice = "none is known for what is written"
      }
    }
  }
}
