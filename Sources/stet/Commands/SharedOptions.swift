import ArgumentParser
import Glibc
import StetCore
import StetReporters

/// How output is coloured.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never
}

/// What output is written in.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}

/// What makes a run end with 1.
enum FailLevel: String, CaseIterable, ExpressibleByArgument {
  case error, warning, information, hint, never

  /// The least severity; `nil` for never.
  var severity: Severity? { Severity(rawValue: rawValue) }
}

/// The option that every command that prints for people has.
struct ColorOptions: ParsableArguments {
  @Option(help: "When to use colours; auto asks the terminal and NO_COLOR.")
  var color = ColorChoice.auto
}

extension Style {
  /// How output to a descriptor is to look.
  init(_ choice: ColorChoice, for descriptor: Int32 = STDOUT_FILENO) {
    let isTerminal = isatty(descriptor) == 1
    let isColored =
      switch choice {
      case .always: true
      case .never: false
      case .auto:
        isTerminal && (Self.environment("NO_COLOR") ?? "").isEmpty
          && Self.environment("TERM") != "dumb"
      }
    self.init(isColored: isColored, columns: isTerminal ? Self.columns(of: descriptor) : 100)
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  private static func columns(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return Int(size.ws_col)
  }
}
