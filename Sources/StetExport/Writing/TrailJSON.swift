import JSON
import StetCore

/// Writes the trail of an article as JSON.
package enum TrailJSON {
  /// One line: an object with the draft's name, its edits and its layout, each
  /// with `start` and `end` in UTF-8 bytes of the draft's text; and what the
  /// document that was written could not hold.
  package static func line(
    _ article: CleanedArticle, name: String, omissions: [Omission] = []
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("draft", name)
      $0.member("bytes", article.provenance.byteCount)
      $0.member("sha256", article.provenance.digest)
      $0.key("edits")
      $0.array { writer in
        for edit in article.trail.edits {
          writer.object {
            $0.member("rule", edit.rule)
            $0.member("action", edit.action.rawValue)
            $0.member("start", edit.range.start.utf8)
            $0.member("end", edit.range.end.utf8)
            $0.member("before", article.source.string(in: edit.range))
            $0.member("after", edit.replacement)
            $0.member("safe", edit.isSafe)
            if let target = edit.target { $0.member("target", target) }
          }
        }
      }
      $0.key("layout")
      $0.array { writer in
        for layout in article.trail.layout {
          writer.object {
            $0.member("start", layout.range.start.utf8)
            $0.member("end", layout.range.end.utf8)
            $0.member("before", article.source.string(in: layout.range))
            if !layout.replacement.isEmpty { $0.member("after", layout.replacement) }
          }
        }
      }
      guard !omissions.isEmpty else { return }
      $0.key("omissions")
      $0.array { writer in
        for omission in omissions {
          writer.object {
            $0.member("what", omission.kind.rawValue)
            $0.member("start", omission.range.start.utf8)
            $0.member("end", omission.range.end.utf8)
            if !omission.value.isEmpty { $0.member("value", omission.value) }
          }
        }
      }
    }
    writer.endLine()
    return writer.bytes
  }
}
