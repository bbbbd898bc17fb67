import JSON
import JSONRPC
import StetCore
import StetWorkspace

/// The word lists that a writer can add to, and what can be added.
enum WordLists {
  /// A list, as commands name it.
  enum Name: String, CaseIterable, Sendable {
    case project
    case user

    func title(adding word: String) -> String {
      switch self {
      case .project: "Add “\(word)” to the project’s dictionary"
      case .user: "Add “\(word)” to your dictionary"
      }
    }
  }

  /// The rules that ask the word lists whether a word is right.
  private static let rules: Set<String> = ["misspelling", "run-together-words", "unknown-word"]

  /// The word that a diagnostic would not be about if a list had it; `nil` when
  /// there is none.
  static func word(of diagnostic: Diagnostic, in snapshot: DocumentSnapshot) -> String? {
    guard rules.contains(diagnostic.rule) else { return nil }
    let word = snapshot.source.string(in: diagnostic.range)
    // What a list forbids, another cannot allow.
    guard WordList.takes(word), !snapshot.engine.project.vocabulary.forbids(word),
      word.unicodeScalars.allSatisfy({ $0.isWordScalar || "'’-".unicodeScalars.contains($0) })
    else { return nil }
    return word
  }
}

extension Session {
  /// The path of a word list, for the documents of a file; `nil` where there is
  /// no place for one.
  func path(of list: WordLists.Name, for uri: String) -> String? {
    switch list {
    case .user: return environment.personalDictionary
    case .project:
      let path = documents[uri]?.path ?? DocumentURI.path(of: uri)
      return projects.dictionaryPath(for: path, projects.engine(for: path).project)
    }
  }

  /// Adds a word to a list, and has documents looked at anew.
  func add(_ word: String, to list: WordLists.Name, for uri: String) throws(ResponseError) {
    guard let path = path(of: list, for: uri) else {
      throw ResponseError(.requestFailed, "There is no folder to keep a dictionary in")
    }
    do throws(FileError) {
      try WordList.add(word, to: path)
    } catch {
      throw ResponseError(.requestFailed, error.description)
    }
    reloadProjects()
  }
}
