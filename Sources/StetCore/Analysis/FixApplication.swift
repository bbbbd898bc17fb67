extension Draft {
  /// The fixes that can be applied together, and the edits they make.
  public struct FixSelection: Sendable {
    /// The edits, disjoint and in order.
    public let edits: [TextEdit]
    /// How many diagnostics they settle.
    public let count: Int
  }
}

/// Applies fixes to texts.
public enum FixApplication {
  /// Picks, for each diagnostic in order, its preferred fix, or else its first,
  /// among those whose safety is in `safeties`; a fix whose edits meet those of
  /// one already picked is left for another round. O(n log n).
  public static func select(
    from diagnostics: [Diagnostic], safeties: Set<Fix.Safety> = [.safe]
  ) -> Draft.FixSelection {
    var picked: [TextEdit] = []
    var count = 0
    for diagnostic in diagnostics {
      let usable = diagnostic.finding.fixes.filter { safeties.contains($0.safety) }
      guard let fix = usable.first(where: \.isPreferred) ?? usable.first, !fix.edits.isEmpty
      else { continue }
      // The same edit asked for by two findings is made once and settles both.
      if fix.edits.allSatisfy({ contains($0, in: picked) }) {
        count += 1
        continue
      }
      if fix.edits.contains(where: { meets($0, in: picked) }) { continue }
      for edit in fix.edits { picked.insert(edit, at: index(of: edit, in: picked)) }
      count += 1
    }
    return Draft.FixSelection(edits: picked, count: count)
  }

  /// Where `edit` belongs among edits in order. O(log n).
  private static func index(of edit: TextEdit, in edits: [TextEdit]) -> Int {
    let place = (edit.range.start, edit.range.end)
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      if (edits[middle].range.start, edits[middle].range.end) < place {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  private static func contains(_ edit: TextEdit, in edits: [TextEdit]) -> Bool {
    var index = index(of: edit, in: edits)
    while index < edits.count && edits[index].range == edit.range {
      if edits[index] == edit { return true }
      index += 1
    }
    return false
  }

  /// Whether `edit` and one of the disjoint edits, in order, can't both be made.
  private static func meets(_ edit: TextEdit, in edits: [TextEdit]) -> Bool {
    let index = index(of: edit, in: edits)
    var before = index
    while before > 0 && edits[before - 1].range.end >= edit.range.start {
      before -= 1
      if meets(edit, edits[before]) { return true }
    }
    var after = index
    while after < edits.count && edits[after].range.start <= edit.range.end {
      if meets(edit, edits[after]) { return true }
      after += 1
    }
    return false
  }

  private static func meets(_ edit: TextEdit, _ other: TextEdit) -> Bool {
    edit.range.overlaps(other.range)
      || edit.range.start == other.range.start || edit.range.end == other.range.end
      || (edit.range.isEmpty && other.range.contains(edit.range.start))
      || (other.range.isEmpty && edit.range.contains(other.range.start))
  }

  /// The text after the edits, which are disjoint and in order. Edits outside
  /// the text are left out. O(n).
  public static func apply(_ edits: [TextEdit], to bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var copied = 0
    for edit in edits {
      guard edit.range.start.utf8 >= copied, edit.range.end.utf8 <= bytes.count else { continue }
      output.append(contentsOf: bytes[copied..<edit.range.start.utf8])
      output.append(contentsOf: edit.replacement.utf8)
      copied = edit.range.end.utf8
    }
    output.append(contentsOf: bytes[copied...])
    return output
  }
}

/// A replacement of some bytes of a file, in the file's own encoding.
package struct FileEdit: Hashable, Sendable {
  /// The bytes to replace; empty to insert.
  package let range: Range<Int>
  /// What to put there.
  package let replacement: [UInt8]

  /// Makes an edit.
  package init(_ range: Range<Int>, _ replacement: [UInt8]) {
    self.range = range
    self.replacement = replacement
  }
}

extension FixApplication {
  /// Edits of a text as edits of the file it was read from, so that a byte order
  /// mark, bytes that are not text, and other encodings stay as they are around them.
  package static func fileEdits(_ edits: [TextEdit], of source: SourceText) -> [FileEdit] {
    let offsets = OriginalOffsets(source)
    return edits.map { edit in
      let replacement: [UInt8] =
        switch source.encoding {
        case .utf8, .utf8WithByteOrderMark: Array(edit.replacement.utf8)
        case .utf16LittleEndian:
          edit.replacement.utf16.flatMap {
            [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
          }
        case .utf16BigEndian:
          edit.replacement.utf16.flatMap {
            [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)]
          }
        // Only files of HTML and XML are read so, where any character can be
        // written as a reference.
        case .singleByte(let encoding):
          edit.replacement.unicodeScalars.flatMap { scalar in
            encoding.byte(of: scalar).map { [$0] } ?? Array("&#\(scalar.value);".utf8)
          }
        }
      return FileEdit(offsets.range(of: edit.range), replacement)
    }
  }

  /// The file after the edits, which are disjoint and in order. Edits outside
  /// the file are left out. O(n).
  package static func apply(_ edits: [FileEdit], to file: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(file.count)
    var copied = 0
    for edit in edits
    where edit.range.lowerBound >= copied && edit.range.upperBound <= file.count {
      output.append(contentsOf: file[copied..<edit.range.lowerBound])
      output.append(contentsOf: edit.replacement)
      copied = edit.range.upperBound
    }
    output.append(contentsOf: file[copied...])
    return output
  }
}
