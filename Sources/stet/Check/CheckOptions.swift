import BuiltInAnalyzers
import StetCore
import StetReporters

/// What `stet check` is asked to do.
struct CheckOptions: Hashable, Sendable {
  var paths: [String] = []
  var stdinFilename: String?
  var stdinJSONLines = false
  /// Lists of rules, each separated by commas.
  var select: [String] = []
  var ignore: [String] = []
  var format: OutputFormat?
  var failOn = FailLevel.warning
  var config: String?
  var fix = false
  var unsafeFixes = false
  var diff = false
  var color = ColorChoice.auto
  var quiet = false
  var jobs: Int?

  /// The path that stands for standard input.
  static let standardInput = "-"

  /// Whether a draft comes on standard input.
  var readsStandardInput: Bool { paths.contains(Self.standardInput) }

  /// The rules in ``select``.
  var selectedRules: [String] { Self.names(select) }
  /// The rules in ``ignore``.
  var ignoredRules: [String] { Self.names(ignore) }

  private static func names(_ lists: [String]) -> [String] {
    lists.flatMap { $0.split(separator: ",") }
      .map { String($0.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }) }
  }

  // MARK: What does not go together

  /// Why the options can't be followed; `nil` when they can.
  var fault: String? {
    if let jobs, jobs < 1 { return "--jobs must be at least 1" }
    if unsafeFixes && !fix { return "--unsafe-fixes needs --fix" }
    if diff && !fix { return "--diff needs --fix" }
    if diff && format == .json { return "--diff has no JSON form" }
    if stdinJSONLines {
      if !paths.isEmpty { return "--stdin-jsonl takes no paths" }
      if fix { return "--stdin-jsonl does not go with --fix" }
      if format == .text { return "--stdin-jsonl has no text form" }
    } else if stdinFilename != nil && !readsStandardInput {
      return "--stdin-filename needs “-” among the paths"
    }
    if fix && paths.count > 1 && readsStandardInput {
      return "With --fix, “-” must be the only path"
    }
    for (name, lists) in [("--select", select), ("--ignore", ignore)] where !lists.isEmpty {
      let rules = Self.names(lists)
      if rules.isEmpty { return "\(name) needs the name of a rule" }
      for rule in rules where AnalyzerRegistry.builtIn.rule(named: rule) == nil {
        return Self.unknownRule(rule)
      }
    }
    return nil
  }

  /// The message about a rule that does not exist; names the nearest that does.
  static func unknownRule(_ name: String) -> String {
    let nearest = AnalyzerRegistry.builtIn.rule(nearestTo: name)
    let hint =
      nearest.map { "did you mean “\($0.id)”?" } ?? "“stet rules” lists those that there are"
    return "There is no rule “\(VisibleText.visible(name))”; \(hint)"
  }
}

extension Collection<String> where Self == SubSequence {
  /// The name and the value of an option that begins with `argument`, from which or from the next
  /// argument the value is taken; `nil` when there is none.
  mutating func popValue(of argument: String) -> (name: String, value: String)? {
    if let equals = argument.utf8.firstIndex(of: UInt8(ascii: "=")) {
      let value = argument[equals...].dropFirst()
      return value.isEmpty ? nil : (String(argument[..<equals]), String(value))
    }
    guard let next = popFirst(), let first = next.utf8.first, first != UInt8(ascii: "-") else {
      return nil
    }
    return (argument, next)
  }
}

extension CheckOptions {
  /// The options of a command line without a fault; `nil` for any other.
  ///
  /// ArgumentParser takes longer over its arguments than Stet over a draft of
  /// 10 kB, so it is asked only when there is something to say: help, or what is
  /// wrong. ``CheckCommand`` stays the one place that declares the options;
  /// tests hold this reading of them against ArgumentParser's.
  init?(arguments: some Collection<String>) {
    var rest = arguments[...]
    guard rest.popFirst() == "check" else { return nil }
    var seen: Set<String> = []
    while let argument = rest.popFirst() {
      guard argument.utf8.first == UInt8(ascii: "-"), argument != Self.standardInput else {
        paths.append(argument)
        continue
      }
      if setFlag(argument) { continue }
      guard let (name, value) = rest.popValue(of: argument) else { return nil }
      switch name {
      case "--select": select.append(value)
      case "--ignore": ignore.append(value)
      default:
        guard seen.insert(name).inserted, set(name, to: value) else { return nil }
      }
    }
    if fault != nil { return nil }
  }

  private mutating func setFlag(_ name: String) -> Bool {
    switch name {
    case "--stdin-jsonl": stdinJSONLines = true
    case "--fix": fix = true
    case "--unsafe-fixes": unsafeFixes = true
    case "--diff": diff = true
    case "-q", "--quiet": quiet = true
    default: return false
    }
    return true
  }

  private mutating func set(_ name: String, to value: String) -> Bool {
    switch name {
    case "--stdin-filename": stdinFilename = value
    case "--config": config = value
    case "--format":
      guard let value = OutputFormat(rawValue: value) else { return false }
      format = value
    case "--fail-on":
      guard let value = FailLevel(rawValue: value) else { return false }
      failOn = value
    case "--color":
      guard let value = ColorChoice(rawValue: value) else { return false }
      color = value
    case "--jobs":
      guard let value = Int(value) else { return false }
      jobs = value
    default: return false
    }
    return true
  }
}
