package import StetCore

/// What is asked of the drafts in one folder and the folders in it.
package struct Project: Sendable {
  /// The folder that the globs of the configuration are relative to, absolute;
  /// `nil` without a configuration.
  package var folder: String?
  /// The configuration file, absolute; `nil` when there is none.
  package var configurationPath: String?
  /// What the configuration file asks; the defaults when there is none.
  package var configuration = Configuration()
  /// The words of the project's word lists.
  package var vocabulary = Vocabulary()

  /// The project of drafts that have no configuration.
  package init() {}
}

/// Everything that is wrong with a project's configuration and word lists.
package struct ProjectError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One thing that is wrong.
  package struct Issue: Hashable, Sendable {
    /// The file.
    package let path: String
    /// Where and what; without a place when the whole file is meant.
    package let message: String
  }

  /// What is wrong, in order of files and places; at least one.
  package let issues: [Issue]

  /// One line for each issue: `path:line:column: message (expected …; did you
  /// mean …?)`, lines and columns from 1.
  package var description: String {
    issues.map { "\($0.path): \($0.message)" }.joined(separator: "\n")
  }
}
