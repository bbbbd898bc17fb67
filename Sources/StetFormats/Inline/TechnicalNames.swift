import StetCore

/// The endings and names by which the inline scanner knows addresses and files.
///
/// Words that English prose uses are left out, or marked as uncertain: a full
/// stop that has lost its space must not turn two words into a host name.
enum TechnicalNames {
  /// How surely an ending is a top-level domain.
  enum Strength {
    case none
    /// Also a word: `.in`, `.me`, `.health`.
    case possible
    case certain
  }

  private static let certainDomains: Set<String> = [
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "io", "ai", "dev", "app",
    "xyz", "wiki", "museum", "arpa", "ac", "ae", "ar", "au", "bg", "br", "by", "ca", "cc", "ch",
    "cl", "cn", "co", "cz", "de", "dk", "ee", "eu", "fi", "fm", "fr", "gg", "gr", "hk", "hr",
    "hu", "ie", "il", "ir", "jp", "kr", "ly", "mx", "nl", "nz", "pk", "pl", "pt", "ro", "rs",
    "ru", "sg", "si", "sk", "tk", "tr", "tv", "tw", "ua", "uk", "vn", "ws", "za",
  ]

  private static let possibleDomains: Set<String> = [
    "am", "as", "at", "be", "do", "es", "gl", "id", "in", "is", "it", "la", "lt", "lv", "me",
    "my", "no", "ph", "sc", "se", "sh", "so", "st", "th", "to", "us", "blog", "cloud", "club",
    "design", "guide", "health", "life", "link", "live", "media", "news", "online", "page",
    "pro", "shop", "site", "space", "store", "tech", "today", "world",
  ]

  private static let fileExtensions: Set<String> = [
    "7z", "aac", "apk", "asm", "asp", "aspx", "avi", "bak", "bash", "bashrc", "bib", "bin", "bmp",
    "bz2", "c", "cc", "cfg", "class", "cmake", "cmd", "conf", "cpp", "cs", "csproj", "css", "csv",
    "cxx", "dart", "dat", "deb", "dll", "dmg", "doc", "docx", "dylib", "eml", "epub", "erb",
    "exe", "flac", "gif", "gitignore", "gz", "h", "heic", "hpp", "hs", "htm", "html", "ico",
    "ics", "ini", "ipynb", "iso", "jar", "java", "jpeg", "jpg", "js", "json", "jsonl", "jsx",
    "kt", "kts", "log", "lua", "m4a", "md", "mdx", "mjs", "mkv", "mm", "mobi", "mov", "mp3",
    "mp4", "mpeg", "mpg", "odp", "ods", "odt", "ogg", "otf", "pdf", "php", "plist", "png", "ppt",
    "pptx", "ps1", "psd", "py", "pyc", "rb", "rpm", "rst", "rtf", "sass", "scss", "sh", "sln",
    "sql", "sqlite", "srt", "svg", "swf", "swift", "sys", "tar", "tex", "tgz", "tif", "tiff",
    "tmp", "toml", "ts", "tsv", "tsx", "ttf", "txt", "vb", "vcf", "vue", "wasm", "wav", "webm",
    "webp", "wma", "wmv", "woff", "woff2", "xcodeproj", "xls", "xlsx", "xml", "xsd", "xsl",
    "xz", "yaml", "yml", "zip", "zsh",
  ]

  private static let dotFiles: Set<String> = [
    "NET", "bash_profile", "bashrc", "cshrc", "dockerignore", "editorconfig", "env", "gitconfig",
    "gitattributes", "gitignore", "htaccess", "htpasswd", "npmrc", "profile", "ssh", "vimrc",
    "zshrc",
  ]

  private static let rootDirectories: Set<String> = [
    "bin", "boot", "dev", "etc", "home", "lib", "lib64", "media", "mnt", "opt", "private", "proc",
    "root", "run", "sbin", "srv", "sys", "tmp", "usr", "var", "Applications", "Library", "System",
    "Users", "Volumes",
  ]

  /// What stands before the second capital of a family name: `McArdle`.
  private static let namePrefixes: Set<String> = [
    "Mc", "Mac", "De", "Del", "Des", "Di", "Du", "Fitz", "La", "Le", "St", "Van", "Von",
  ]

  static func topLevelDomain(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Strength {
    guard let text = word(bytes, start, end, upTo: 8), text.utf8.allSatisfy(\.isLower) else {
      return .none
    }
    return certainDomains.contains(text)
      ? .certain : possibleDomains.contains(text) ? .possible : .none
  }

  /// Whether the bytes are a known file extension, in small letters or capitals.
  static func isFileExtension(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard let text = word(bytes, start, end, upTo: 10) else { return false }
    if fileExtensions.contains(text) { return true }
    // `report.PDF`, but not `vitamin.C`.
    guard end - start > 1, text.utf8.allSatisfy({ !$0.isLower }) else { return false }
    return fileExtensions.contains(text.lowercased())
  }

  static func isDotFile(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    word(bytes, start, end, upTo: 16).map(dotFiles.contains) ?? false
  }

  /// Whether the first part of a path is a directory at the root of a system.
  static func isRootDirectory(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var stop = start
    while stop < end, bytes[stop] != UInt8(ascii: "/") { stop += 1 }
    return word(bytes, start, stop, upTo: 16).map(rootDirectories.contains) ?? false
  }

  static func isNamePrefix(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    word(bytes, start, end, upTo: 4).map(namePrefixes.contains) ?? false
  }

  /// A word as a string; `nil` when it is empty, longer than `limit` bytes, or not
  /// ASCII letters, digits and underscores.
  private static func word(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, upTo limit: Int
  ) -> String? {
    guard start < end, end - start <= limit else { return nil }
    return String(unsafeUninitializedCapacity: end - start) { buffer in
      for place in start..<end {
        let byte = bytes[place]
        guard byte.isAlphanumeric || byte == UInt8(ascii: "_") else { return 0 }
        buffer[place - start] = byte
      }
      return end - start
    }
  }
}
