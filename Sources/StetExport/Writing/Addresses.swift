import StetCore

/// Addresses of links as URI references (RFC 3986).
enum Addresses {
  /// The address with everything percent-encoded that may not stand in it, so that
  /// it leads to the same place and is a valid reference. Linear.
  static func reference(_ address: String) -> String {
    var bytes = Array(address.utf8)
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    bytes = Array(bytes.drop { $0 <= 0x20 })
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    let scheme = schemeEnd(bytes)
    let authority = authority(bytes, after: scheme ?? 0)
    var hasFragment = false
    var isFirstSegment = scheme == nil && authority == nil
    for (index, byte) in bytes.enumerated() {
      let isKept: Bool
      switch byte {
      case UInt8(ascii: "%"):
        isKept = bytes.byte(at: index + 1).isHexDigit && bytes.byte(at: index + 2).isHexDigit
      case UInt8(ascii: "#"):
        isKept = !hasFragment
        hasFragment = true
      case UInt8(ascii: "["), UInt8(ascii: "]"):
        isKept = authority.map { $0.isLiteral && $0.range.contains(index) } ?? false
      case UInt8(ascii: ":"): isKept = !isFirstSegment
      case UInt8(ascii: "@"): isKept = true
      case UInt8(ascii: "/"), UInt8(ascii: "?"):
        isFirstSegment = false
        isKept = true
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"),
        UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"),
        UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"),
        UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="):
        isKept = true
      default: isKept = byte.isASCIIAlphanumeric
      }
      if hasFragment { isFirstSegment = false }
      if isKept { result.append(byte) } else { encode(byte, &result) }
    }
    guard let authority, !authority.isValid else { return String(decoding: result, as: UTF8.self) }
    // What stands after the slashes is no host: they are slashes of a path then.
    let start = authority.range.lowerBound
    let text = String(decoding: result, as: UTF8.self)
    return String(text.prefix(max(0, start - 1))) + "%2F"
      + text.dropFirst(start)
      .replacing(":", with: "%3A")
  }

  /// Whether following the address would run a program in the page.
  static func isScript(_ address: String) -> Bool {
    let bytes = address.utf8.filter { $0 > 0x20 }
    guard let end = schemeEnd(Array(bytes)) else { return false }
    let scheme = bytes.prefix(end - 1).map(\.asciiLowercased)
    return ["javascript", "vbscript", "data"].contains(String(decoding: scheme, as: UTF8.self))
  }

  /// The end of the scheme and its colon; `nil` when there is none.
  private static func schemeEnd(_ bytes: [UInt8]) -> Int? {
    guard bytes.byte(at: 0).isASCIILetter else { return nil }
    let end = bytes.firstIndex {
      !$0.isASCIIAlphanumeric && $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-")
        && $0 != UInt8(ascii: ".")
    }
    guard let end, bytes.byte(at: end) == UInt8(ascii: ":") else { return nil }
    return end + 1
  }

  private struct Authority {
    /// After the two slashes.
    var range: Range<Int>
    /// Whether the host is an IP address in square brackets.
    var isLiteral: Bool
    /// Whether host and port are what they should be.
    var isValid: Bool
  }

  private static func authority(_ bytes: [UInt8], after start: Int) -> Authority? {
    guard bytes.byte(at: start) == UInt8(ascii: "/"), bytes.byte(at: start + 1) == UInt8(ascii: "/")
    else { return nil }
    let first = start + 2
    let rest = bytes[min(first, bytes.count)...]
    let end =
      rest.firstIndex {
        $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
      } ?? bytes.count
    let host =
      rest[..<end].split(
        separator: UInt8(ascii: "@"), omittingEmptySubsequences: false
      ).last ?? []
    if host.first == UInt8(ascii: "[") {
      let close = host.firstIndex(of: UInt8(ascii: "]")) ?? host.endIndex
      let digits = host[..<close].dropFirst()
      let isAddress =
        !digits.isEmpty
        && digits.allSatisfy {
          $0.isHexDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
        }
      let isValid = close < host.endIndex && isAddress && isPort(host[(close + 1)...])
      return Authority(range: first..<end, isLiteral: isValid, isValid: isValid)
    }
    let port = host.firstIndex(of: UInt8(ascii: ":")) ?? host.endIndex
    return Authority(range: first..<end, isLiteral: false, isValid: isPort(host[port...]))
  }

  private static func isPort(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.isEmpty
      || bytes.first == UInt8(ascii: ":") && bytes.count <= 6
        && bytes.dropFirst().allSatisfy(\.isASCIIDigit)
  }

  private static func encode(_ byte: UInt8, _ result: inout [UInt8]) {
    let digits = Array("0123456789ABCDEF".utf8)
    result.append(UInt8(ascii: "%"))
    result.append(digits.byte(at: Int(byte >> 4)))
    result.append(digits.byte(at: Int(byte & 15)))
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool {
    isASCIIDigit || (self | 0x20) >= 0x61 && (self | 0x20) <= 0x66
  }
}
