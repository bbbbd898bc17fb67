import StetCore
package import StetWorkspace
import Synchronization

/// What is known of the drafts of a workspace, kept between runs.
///
/// A draft's record holds for as long as its file's state and its ``IndexedDraft/reading`` are the
/// same. Safe to use from any thread, and by any number of processes at once; each sees what
/// others have added when it calls ``refresh()`` or writes. Where the folder cannot be used, an
/// index knows what this process tells it.
package final class CorpusIndex: Sendable {
  /// A record in memory.
  private struct Known {
    var stamp: IndexedDraft.Stamp
    var head: [UInt8]

    /// Bytes of the record in the file.
    var size: Int { RecordFormat.size(head: head.count, body: 0) }
  }

  private struct State: ~Copyable {
    var file: RecordFile?
    var drafts: [String: Known] = [:]
    /// Bytes of the records that hold.
    var size = 0

    mutating func put(_ known: Known) {
      size += known.size
      if let old = drafts.updateValue(known, forKey: known.stamp.path) { size -= old.size }
    }

    mutating func remove(_ path: String) {
      if let old = drafts.removeValue(forKey: path) { size -= old.size }
    }

    mutating func removeAll() {
      drafts.removeAll()
      size = 0
    }

    /// What the file tells, in the order in which it tells it.
    mutating func take(_ events: [RecordFile.Event]) {
      for event in events {
        switch event {
        case .restarted: removeAll()
        case .record(CorpusIndex.draftKind, let head, _):
          let head = Array(head)
          var cursor = ByteCursor(head, head.indices)
          if let stamp = IndexedDraft.stamp(&cursor) { put(Known(stamp: stamp, head: head)) }
        case .record(CorpusIndex.removalKind, let head, _):
          if let path = String(validating: head, as: UTF8.self) { remove(path) }
        case .record: break
        }
      }
    }
  }

  private static let draftKind: UInt32 = 1
  private static let removalKind: UInt32 = 2
  /// How the names of the files end.
  private static let ending = ".drafts"
  /// Files of so many workspaces are kept.
  private static let mostWorkspaces = 100
  /// A smaller file is never written anew.
  private static let leastCompacted = 1 << 20

  private let state: Mutex<State>

  /// The index of a workspace. Reads it: O(its bytes).
  ///
  /// - Parameter root: the absolute path of the workspace's folder, without links.
  /// - Parameter folder: where it is kept; `nil` keeps it in memory only.
  /// - Parameter program: what tells apart programs that may read a draft in different ways;
  ///   records of another program are dropped. By default the file that this program is in.
  package init(
    root: String, in folder: IndexFolder?, program: UInt64 = CorpusIndex.thisProgram
  ) {
    var hasher = ContentHasher()
    let path = Array(root.utf8)
    hasher.combine(path, path.indices)
    let subject = hasher.finish()
    let name = Self.hex(subject.high) + Self.hex(subject.low) + Self.ending
    let file = folder.map {
      RecordFile(
        $0, name: name,
        RecordFile.Identity(kind: 1, version: program, subject: subject),
        window: 1 << 18)
    }
    state = Mutex(State(file: file))
    let isNew = state.withLock { state in
      Self.read(&state)
      guard let file = state.file.take() else { return false }
      file.markUsed()
      let isNew = file.end == 0
      state.file = consume file
      return isNew
    }
    if isNew { folder?.sweep(ending: Self.ending, most: Self.mostWorkspaces) }
  }

  /// What tells this program from others and from other builds of it.
  package static let thisProgram: UInt64 = {
    let state = FileState("/proc/self/exe")
    var hasher = ContentHasher()
    hasher.combine(UInt64(bitPattern: state.size))
    hasher.combine(UInt64(bitPattern: state.modified))
    hasher.combine(state.inode)
    return hasher.finish().low
  }()

  /// Takes in what other processes have added. O(what is new).
  package func refresh() { state.withLock { Self.read(&$0) } }

  /// The absolute paths of all drafts, in no order.
  package var paths: [String] { state.withLock { Array($0.drafts.keys) } }

  /// What is known of a draft, when its file is still in this state and would be read alike.
  /// O(the draft).
  package func draft(at path: String, state: FileState, reading: UInt64) -> IndexedDraft? {
    let stamp = IndexedDraft.Stamp(path: path, state: state, reading: reading)
    let head = self.state.withLock { state -> [UInt8]? in
      guard let known = state.drafts[path], known.stamp == stamp else { return nil }
      return known.head
    }
    return head.flatMap { IndexedDraft($0) }
  }

  /// What was last known of a draft, whatever its file is now.
  package func lastDraft(at path: String) -> IndexedDraft? {
    state.withLock { $0.drafts[path]?.head }.flatMap { IndexedDraft($0) }
  }

  /// Takes in what is new of drafts, and forgets those at the paths `gone`. O(these).
  ///
  /// A draft whose file has not rested is known to this process only, for it could be written to
  /// once more without a change in its state.
  package func update(_ drafts: [IndexedDraft], removing gone: [String] = []) {
    let now = FileState.now
    var records: [UInt8] = []
    var unsettled: [Known] = []
    var unwritten: [Known] = []
    var writtenPaths: [String] = []
    for draft in drafts {
      let head = draft.encoded
      let known = Known(
        stamp: IndexedDraft.Stamp(
          path: draft.path, state: draft.state, reading: draft.reading), head: head)
      if draft.state.isSettled(at: now) {
        let record = RecordFormat.record(kind: Self.draftKind, head: head)
        records += record
        unwritten.append(known)
        writtenPaths.append(draft.path)
      } else {
        unsettled.append(known)
      }
    }
    state.withLock { state in
      let isKnown = gone.filter { state.drafts[$0] != nil }
      for path in isKnown {
        records += RecordFormat.record(kind: Self.removalKind, head: Array(path.utf8))
      }
      if !records.isEmpty, !Self.append(records, &state) {
        for path in isKnown { state.remove(path) }
        for known in unwritten { state.put(known) }
      }
      for known in unsettled { state.put(known) }
    }
  }

  private static func read(_ state: inout State) {
    var events: [RecordFile.Event] = []
    state.file?.read { events.append($0) }
    state.take(events)
  }

  private static func append(_ records: [UInt8], _ state: inout State) -> Bool {
    var events: [RecordFile.Event] = []
    guard state.file?.beginWriting({ events.append($0) }) == true else {
      state.take(events)
      return false
    }
    let isWritten = state.file?.append(records) { events.append($0) } == true
    state.take(events)
    events = []
    let end = state.file?.end ?? 0
    if isWritten, end >= leastCompacted, end / 2 > state.size {
      // More than half is of drafts that have changed or gone.
      var heads = state.drafts.sorted { $0.key < $1.key }.map(\.value.head)[...]
      _ = state.file?.replace({ events.append($0) }) { _ in
        var chunk: [UInt8] = []
        while chunk.count < 1 << 20, let head = heads.popFirst() {
          chunk += RecordFormat.record(kind: draftKind, head: head)
        }
        return chunk
      }
      state.take(events)
    }
    state.file?.endWriting()
    return isWritten
  }

  private static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, 16 - digits.count)) + digits
  }
}
