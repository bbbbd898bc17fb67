package import StetCore

/// A page in which people have labelled what each text is, for measuring.
///
/// The attribute `data-gold` holds the label of all text inside an element:
/// `article`, `question`, `answer`, `chrome`, or `ignore` for what may be either.
package struct LabelledPage: Sendable {
  /// A run of text and its label.
  package struct Unit: Sendable {
    /// Where it stands in ``text``.
    package var range: TextRange
    package var words: String
    package var label: String
  }

  /// The page without the labels.
  package let text: [UInt8]
  /// Its texts, in order.
  package let units: [Unit]

  /// Reads a page. Linear in its length.
  package init(_ bytes: [UInt8]) {
    let mark = Array(" data-gold=\"".utf8)
    var text: [UInt8] = []
    // Labels by the place of their tag.
    var labels: [Int: String] = [:]
    var tag = 0
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<") { tag = text.count }
      if bytes[index] == .space, bytes[index...].starts(with: mark) {
        let start = index + mark.count
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) ?? bytes.count
        labels[tag] = String(decoding: bytes[start..<end], as: UTF8.self)
        index = end + 1
        continue
      }
      text.append(bytes[index])
      index += 1
    }
    self.text = text
    let source = SourceText(decoding: text, as: .html)
    let tree = HTMLTree(text.span)
    units = tree.leaves.compactMap { leaf in
      guard leaf.hasText else { return nil }
      var label = labels[leaf.start]
      var node = leaf.node
      while label == nil, node >= 0 {
        label = labels[tree.nodes[node].start]
        node = tree.nodes[node].parent
      }
      let words = PlainText.text(of: leaf.start..<leaf.end, in: source, hidden: [])
      return Unit(
        range: TextRange(leaf.start, leaf.end), words: String(decoding: words, as: UTF8.self),
        label: label ?? "ignore")
    }
  }
}
