/// Work on paths as text, without asking the file system.
package enum Paths {
  /// The absolute path of `path` in `folder`, cleaned.
  package static func absolute(_ path: String, in folder: String) -> String {
    clean(path.utf8.first == UInt8(ascii: "/") ? path : folder + "/" + path)
  }

  /// The path without `.` parts and repeated slashes. `..` stays, for what it
  /// leads to depends on links. An empty path is `.`.
  package static func clean(_ path: String) -> String {
    let isAbsolute = path.utf8.first == UInt8(ascii: "/")
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
    let joined = parts.map { String(Substring($0)) }.joined(separator: "/")
    if isAbsolute { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }

  /// The folder that holds what the path names; `.` for a bare name.
  package static func folder(of path: String) -> String {
    let bytes = path.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == bytes.startIndex ? "/" : String(Substring(bytes[..<slash]))
  }

  /// The last part of a path.
  package static func name(of path: String) -> String {
    let bytes = path.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(Substring(bytes[bytes.index(after: slash)...]))
  }

  /// The path of `name` in `folder`; the name alone in `.`.
  package static func join(_ folder: String, _ name: String) -> String {
    if name.utf8.first == UInt8(ascii: "/") || folder == "." { return name }
    return folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
  }

  /// An absolute path without `..`, each of which takes away the part before
  /// it: right where no part is a link.
  package static func resolvingUps(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.utf8.split(separator: UInt8(ascii: "/")) {
      if part.elementsEqual("..".utf8) {
        _ = parts.popLast()
      } else {
        parts.append(Substring(part))
      }
    }
    return clean("/" + parts.joined(separator: "/"))
  }

  /// The path as a person should see it: relative to `folder` when it lies
  /// inside, and else as it is, cleaned.
  package static func display(_ path: String, relativeTo folder: String) -> String {
    let path = clean(path)
    let base = clean(folder)
    if path == base { return "." }
    let prefix = base == "/" ? base : base + "/"
    // Bytes, not characters: a combining mark after the slash joins it.
    guard path.utf8.starts(with: prefix.utf8) else { return path }
    return String(decoding: path.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
  }
}
