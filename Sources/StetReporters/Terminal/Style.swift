package import StetCore

/// How output looks: in colours, or plain.
package struct Style: Sendable {
  /// What a piece of text is, which decides its colour.
  package enum Role: Sendable {
    case severity(Severity)
    case path
    case rule
    case gutter
    case note
    case fix
    case heading
    case added
    case removed
    case faint
  }

  /// Whether colours are used.
  package let isColored: Bool
  /// The columns of a line.
  package let columns: Int

  /// Plain text, in lines of 100 columns.
  package static let plain = Style(isColored: false)

  /// Makes a style. A line has at least 40 columns, so that a finding always
  /// has room.
  package init(isColored: Bool, columns: Int = 100) {
    self.isColored = isColored
    self.columns = max(40, columns)
  }

  /// The text with the codes that colour it around it; as it is in a plain
  /// style. `text` must be safe to print.
  package func paint(_ text: String, _ role: Role) -> String {
    isColored ? "\u{1B}[\(Self.code(of: role))m\(text)\u{1B}[0m" : text
  }

  /// Parameters of the "select graphic rendition" sequence (ECMA-48, 8.3.117);
  /// only the eight basic colours, which every colour scheme keeps readable.
  private static func code(of role: Role) -> String {
    switch role {
    case .severity(.error): "1;31"
    case .severity(.warning): "1;33"
    case .severity(.information): "1;36"
    case .severity(.hint): "1;32"
    case .path: "1"
    case .rule: "2"
    case .gutter: "34"
    case .note: "1;36"
    case .fix: "1;32"
    case .heading: "1"
    case .added: "32"
    case .removed: "31"
    case .faint: "2"
    }
  }
}
