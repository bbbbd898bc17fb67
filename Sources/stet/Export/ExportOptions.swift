import StetExport

/// What `stet export` is asked to do.
struct ExportOptions: Hashable, Sendable {
  var paths: [String] = []
  var stdinFilename: String?
  var vocabulary = ArticleVocabulary.stet
  var output: String?
  var fixes = CleaningOptions.Fixes.safe
  /// `none`, `inline` or the name of a file.
  var trail = "inline"
  var require: String?
  var isValidated = false
  var schema: String?
  var validationLimit = 30
  var config: String?
  var jobs: Int?

  /// Why the options can't be followed; `nil` when they can.
  var fault: String? {
    if let jobs, jobs < 1 { return "--jobs must be at least 1" }
    if let require, require != "clean" { return "--require knows “clean” only" }
    if validationLimit < 1 || validationLimit > 86_400 {
      return "--validation-limit must be a number of seconds from 1"
    }
    if trail.isEmpty { return "--trail needs none, inline or the name of a file" }
    return nil
  }

  /// What does it.
  var action: ExportAction {
    ExportAction(
      paths: paths, stdinFilename: stdinFilename, vocabulary: vocabulary, output: output,
      fixes: fixes, trail: ExportAction.Trail(trail), requiresClean: require != nil,
      validation: isValidated || schema != nil
        ? ExportAction.Validation(schema: schema, limit: validationLimit) : nil,
      config: config, jobs: jobs)
  }
}

extension ExportOptions {
  /// The options of a command line without a fault; `nil` for any other.
  ///
  /// As with ``CheckOptions``, ArgumentParser is asked only when there is something to
  /// say: it takes longer over its arguments than Stet over a draft. ``ExportCommand``
  /// stays the one place that declares the options; tests hold this reading of them
  /// against ArgumentParser's.
  init?(arguments: some Collection<String>) {
    var rest = arguments[...]
    guard rest.popFirst() == "export" else { return nil }
    var seen: Set<String> = []
    while let argument = rest.popFirst() {
      guard argument.utf8.first == UInt8(ascii: "-"), argument != CheckOptions.standardInput else {
        paths.append(argument)
        continue
      }
      if argument == "--validate" {
        isValidated = true
        continue
      }
      guard let (given, value) = rest.popValue(of: argument) else { return nil }
      let name = given == "-o" && argument == given ? "--output" : given
      guard seen.insert(name).inserted, set(name, to: value) else { return nil }
    }
    if fault != nil { return nil }
  }

  private mutating func set(_ name: String, to value: String) -> Bool {
    switch name {
    case "--stdin-filename": stdinFilename = value
    case "--output": output = value
    case "--trail": trail = value
    case "--require": require = value
    case "--schema": schema = value
    case "--config": config = value
    case "--to":
      guard let value = ArticleVocabulary(rawValue: value) else { return false }
      vocabulary = value
    case "--apply":
      guard let value = CleaningOptions.Fixes(rawValue: value) else { return false }
      fixes = value
    case "--validation-limit":
      guard let value = Int(value) else { return false }
      validationLimit = value
    case "--jobs":
      guard let value = Int(value) else { return false }
      jobs = value
    default: return false
    }
    return true
  }
}
