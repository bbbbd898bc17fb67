import Synchronization

/// A regular expression of a project's for what is no prose.
package final class IgnoredPattern: Hashable, Sendable {
  /// The expression, as it is written.
  package let text: String
  // One match at a time: a `Regex` compiles itself when it is first used.
  private let regex: Mutex<Box>

  private struct Box: @unchecked Sendable {
    // Used under the lock only.
    let regex: Regex<AnyRegexOutput>
  }

  /// Makes a pattern; `nil` when the text is no regular expression of Swift's kind,
  /// which is nearly that of Perl, or one that could take forever: one that repeats what
  /// repeats something, as `(a+)+` does.
  package init?(_ text: String) {
    guard !Self.repeatsRepetitions(text), let regex = try? Regex(text, as: AnyRegexOutput.self)
    else { return nil }
    self.text = text
    self.regex = Mutex(Box(regex: regex))
  }

  /// Whether a repeated group holds a repetition without bounds.
  private static func repeatsRepetitions(_ text: String) -> Bool {
    // For each open group, whether it holds such a repetition.
    var groups = [false]
    var isInClass = false
    var isEscaped = false
    var closed = false
    for scalar in text.unicodeScalars {
      let endsGroup = closed
      closed = false
      if isEscaped {
        isEscaped = false
        continue
      }
      switch scalar {
      case "\\": isEscaped = true
      case "[": isInClass = true
      case "]": isInClass = false
      case _ where isInClass: break
      case "(": groups.append(false)
      case ")":
        if groups.count > 1, groups.removeLast() {
          groups[groups.count - 1] = true
          closed = true
        }
      case "+", "*", "{":
        if endsGroup { return true }
        groups[groups.count - 1] = true
      default: break
      }
    }
    return false
  }

  /// The ranges of UTF-8 bytes that the expression matches in a text, in order.
  package func ranges(in text: String) -> [Range<Int>] {
    regex.withLock { box in
      text.matches(of: box.regex).map { match in
        let start = text.utf8.distance(from: text.startIndex, to: match.range.lowerBound)
        return start..<start + text[match.range].utf8.count
      }
    }
  }

  package static func == (a: IgnoredPattern, b: IgnoredPattern) -> Bool { a.text == b.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
