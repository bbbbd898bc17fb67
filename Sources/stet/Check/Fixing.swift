import StetCore
import StetFormats
import StetReporters

/// What `--fix` does.
struct Fixing: Sendable {
  /// What becomes of a draft that fixes have changed.
  enum Destination: Sendable {
    /// It takes the place of the file.
    case file
    /// The difference is shown; the file stays as it is.
    case diff
    /// It is printed.
    case output
  }

  /// Which fixes are applied.
  let safeties: Set<Fix.Safety>
  /// What becomes of the result.
  let destination: Destination

  /// Fixes may make others possible, so they are applied again and again; a rule
  /// whose fixes call for one another must not keep Stet busy forever.
  static let rounds = 10
}

/// A draft on its way through rounds of fixes.
struct Revision: Sendable {
  /// The file as it was.
  let original: [UInt8]
  private let format: Draft.Format
  /// The file as it is now.
  private(set) var bytes: [UInt8]
  /// The text of ``bytes``.
  private(set) var source: SourceText
  /// What has changed, in ``diffed``.
  private(set) var changes = Changes()
  /// How many diagnostics have been settled.
  private(set) var settled = 0

  /// A draft that nothing has been done to.
  init(_ bytes: [UInt8], _ format: Draft.Format) {
    original = bytes
    self.bytes = bytes
    self.format = format
    source = SourceText(decoding: bytes, as: format)
  }

  /// Whether the file is not what it was.
  var isChanged: Bool { settled > 0 && bytes != original }

  private var isUTF16: Bool {
    switch source.encoding {
    case .utf8, .utf8WithByteOrderMark, .singleByte: false
    case .utf16LittleEndian, .utf16BigEndian: true
    }
  }

  /// The file before and after, for showing the difference: byte for byte, so
  /// that `patch` can apply it, or as UTF-8 where the file is UTF-16, which a
  /// difference by lines can't be made of.
  var diffed: (old: [UInt8], new: [UInt8]) {
    isUTF16 ? (SourceText(decoding: original).utf8, source.utf8) : (original, bytes)
  }

  /// Applies one round of fixes; `false` when there is nothing to apply.
  mutating func apply(fixesOf diagnostics: [Diagnostic], _ fixing: Fixing) -> Bool {
    let selection = FixApplication.select(from: diagnostics, safeties: fixing.safeties)
    guard !selection.edits.isEmpty else { return false }
    let edits = FixApplication.fileEdits(selection.edits, of: source)
    let fixed = FixApplication.apply(edits, to: bytes)
    // A fix that leaves everything as it was would be applied forever.
    guard fixed != bytes else { return false }
    changes.apply(
      isUTF16
        ? selection.edits.map { FileEdit($0.range.utf8, Array($0.replacement.utf8)) } : edits)
    bytes = fixed
    source = SourceText(decoding: bytes, as: format)
    settled += selection.count
    return true
  }
}
