import StetCore

/// Where URLs, e-mail addresses and the paths in them end in running text.
enum URLSyntax {
  /// The end of the URL at `index`: `scheme://…`, `www.…` or `mailto:…`; `nil`
  /// where none starts.
  static func end(_ bytes: Span<UInt8>, at index: Int, before end: Int) -> Int? {
    if bytes.matches("www.", at: index, before: end) {
      guard index + 4 < end, bytes[index + 4].isAlphanumeric || bytes[index + 4] >= 0x80 else {
        return nil
      }
      return tailEnd(bytes, from: index, to: index + 5, before: end)
    }
    for scheme: StaticString in ["mailto:", "tel:"]
    where bytes.matches(scheme, at: index, before: end) {
      let from = index + scheme.utf8CodeUnitCount
      guard from < end, bytes[from].isAlphanumeric || bytes[from] == UInt8(ascii: "+") else {
        return nil
      }
      return tailEnd(bytes, from: index, to: from + 1, before: end)
    }
    guard bytes[index].isLetter else { return nil }
    // RFC 3986, section 3.1; schemes longer than 32 bytes are none.
    var place = index + 1
    while place < min(end, index + 33),
      bytes[place].isAlphanumeric || bytes[place] == UInt8(ascii: "+")
        || bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: ".")
    {
      place += 1
    }
    guard place > index + 1, bytes.matches("://", at: place, before: end), place + 3 < end else {
      return nil
    }
    let first = bytes[place + 3]
    guard
      first.isAlphanumeric || first >= 0x80 || first == UInt8(ascii: "/")
        || first == UInt8(ascii: "[") || first == UInt8(ascii: "%")
    else { return nil }
    return tailEnd(bytes, from: index, to: place + 4, before: end)
  }

  /// The end of a URL that starts at `start` and is known to reach to `from`.
  ///
  /// What ends a sentence is left out, as are closing brackets with no opening
  /// one in the URL, and a character reference at the end (GFM 0.29, section 6.9).
  static func tailEnd(_ bytes: Span<UInt8>, from start: Int, to from: Int, before end: Int) -> Int {
    var stop = from
    while stop < end {
      let byte = bytes[stop]
      if byte < 0x80 {
        if byte.endsRun { break }
        stop += 1
      } else {
        let (scalar, length) = bytes.scalar(at: stop)
        guard scalar.isWordScalar || scalar.properties.numericType != nil else { break }
        stop += length
      }
    }
    stop = min(stop, end)
    /// Closing brackets without an opening one: round, square, curly.
    var excess = (0, 0, 0)
    for place in start..<stop {
      switch bytes[place] {
      case UInt8(ascii: "("): excess.0 -= 1
      case UInt8(ascii: ")"): excess.0 += 1
      case UInt8(ascii: "["): excess.1 -= 1
      case UInt8(ascii: "]"): excess.1 += 1
      case UInt8(ascii: "{"): excess.2 -= 1
      case UInt8(ascii: "}"): excess.2 += 1
      default: break
      }
    }
    while stop > from {
      let last = bytes[stop - 1]
      switch last {
      case UInt8(ascii: ")") where excess.0 > 0: excess.0 -= 1
      case UInt8(ascii: "]") where excess.1 > 0: excess.1 -= 1
      case UInt8(ascii: "}") where excess.2 > 0: excess.2 -= 1
      case UInt8(ascii: ";"):
        if let reference = characterReferenceStart(bytes, endingAt: stop, after: from) {
          stop = reference
          continue
        }
      case _ where last.isTrailingPunctuation: break
      default: return stop
      }
      stop -= 1
    }
    return stop
  }

  /// Where a `&name;` that ends at `end` starts; names are at most 32 bytes long.
  private static func characterReferenceStart(
    _ bytes: Span<UInt8>, endingAt end: Int, after start: Int
  ) -> Int? {
    var place = end - 2
    while place >= start && place > end - 34 {
      if bytes[place] == UInt8(ascii: "&") { return place < end - 2 ? place : nil }
      guard bytes[place].isAlphanumeric else { return nil }
      place -= 1
    }
    return nil
  }

  /// Whether a byte may stand in a file path that nothing quotes.
  static func isPathByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"),
      UInt8(ascii: "+"), UInt8(ascii: "~"), UInt8(ascii: "@"), UInt8(ascii: "%"),
      UInt8(ascii: "="), UInt8(ascii: "*"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "$"), UInt8(ascii: ":"):
      true
    default: byte.isAlphanumeric || byte >= 0x80
    }
  }

  /// The end of the run of path bytes from `index`, without what ends a sentence.
  static func pathEnd(_ bytes: Span<UInt8>, from index: Int, before end: Int) -> Int {
    var stop = index
    while stop < end {
      let byte = bytes[stop]
      if byte >= 0x80 {
        let (scalar, length) = bytes.scalar(at: stop)
        guard scalar.isWordScalar else { break }
        stop += length
      } else if isPathByte(byte) {
        stop += 1
      } else {
        break
      }
    }
    stop = min(stop, end)
    while stop > index, bytes[stop - 1].isTrailingPunctuation { stop -= 1 }
    return stop
  }

  // MARK: E-mail

  /// The first e-mail address whose `@` stands at or after `from`, and which
  /// starts no sooner than `lower`; `nil` when there is none before `end`.
  static func nextEmail(
    _ bytes: Span<UInt8>, from: Int, notBefore lower: Int, before end: Int
  ) -> Range<Int>? {
    var lower = lower
    var place = from
    while place < end {
      guard bytes[place] == UInt8(ascii: "@") else {
        place += 1
        continue
      }
      var start = place
      while start > lower, isLocalByte(bytes[start - 1]) { start -= 1 }
      while start < place, !bytes[start].isAlphanumeric && bytes[start] < 0x80 { start += 1 }
      if start < place, bytes[place - 1] != UInt8(ascii: "."),
        let stop = hostEnd(bytes, from: place + 1, before: end)
      {
        return start..<stop
      }
      place += 1
      lower = place
    }
    return nil
  }

  private static func isLocalByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "%"):
      true
    default: byte.isAlphanumeric || byte >= 0x80
    }
  }

  /// The end of a host name of two labels or more, the last of letters.
  private static func hostEnd(_ bytes: Span<UInt8>, from index: Int, before end: Int) -> Int? {
    var stop = index
    var lastPoint: Int?
    while stop < end {
      let byte = bytes[stop]
      if byte.isAlphanumeric || byte >= 0x80 || byte == UInt8(ascii: "_") {
        stop += 1
      } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-"), stop > index,
        stop + 1 < end, bytes[stop + 1].isAlphanumeric || bytes[stop + 1] >= 0x80
      {
        if byte == UInt8(ascii: ".") { lastPoint = stop }
        stop += 1
      } else {
        break
      }
    }
    guard let lastPoint, stop - lastPoint > 2, bytes[stop - 1].isLetter || bytes[stop - 1] >= 0x80
    else { return nil }
    return stop
  }
}
