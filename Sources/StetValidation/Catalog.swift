import CLibXML2

/// Finds schemas that are installed, by the XML catalogs of the system
/// (`/etc/xml/catalog`, or those that `XML_CATALOG_FILES` names).
package enum Catalog {
  /// The file that a public identifier of a document type stands for.
  package static func file(ofPublic identifier: String) -> String? {
    xmlInitParser()
    return path(xmlCatalogResolvePublic(identifier))
  }

  /// The file that an address stands for.
  package static func file(of address: String) -> String? {
    xmlInitParser()
    return path(xmlCatalogResolveURI(address)) ?? path(xmlCatalogResolveSystem(address))
  }

  private static func path(_ found: UnsafeMutablePointer<xmlChar>?) -> String? {
    guard let found else { return nil }
    let text = String(cString: found)
    stet_xml_free(found)
    if text.hasPrefix("file://") { return String(text.dropFirst(7)) }
    return text.contains("://") ? nil : text
  }
}
