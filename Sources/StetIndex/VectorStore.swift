import StetCore
import StetEncoder
import StetQuestions
import Synchronization

/// The vectors of texts, in one file for all workspaces of a user.
///
/// A vector is known by a hash of its text in 128 bits and by the encoder's version, so none is
/// ever out of date. A record's head are the hashes of its texts; its body are, for each of them,
/// a checksum and the vector, which is read and checked when it is asked for. Safe to use from any
/// thread, and by any number of processes at once.
package final class VectorStore: QuestionVectorStore {
  private struct Key: Hashable {
    var low: UInt64
    var high: UInt64

    /// A hash need not be hashed again.
    func hash(into hasher: inout Hasher) { hasher.combine(low) }
  }

  private struct State: ~Copyable {
    var file: RecordFile
    /// Where in the file the row of a text is.
    var places: [Key: Int] = [:]
    /// Where its records begin, for cutting between two of them.
    var starts: [Int] = []
    var wasRead = false

    /// What the file tells, in the order in which it tells it.
    mutating func take(_ events: [RecordFile.Event]) {
      for event in events {
        switch event {
        case .restarted:
          places.removeAll()
          starts.removeAll()
        case .record(VectorStore.kind, let head, let body):
          starts.append(body.lowerBound - head.count - RecordFormat.recordHeaderSize)
          var cursor = ByteCursor(head)
          var place = body.lowerBound
          while let low = cursor.next(UInt64.self), let high = cursor.next(UInt64.self),
            place + VectorStore.rowSize <= body.upperBound
          {
            // The newest holds: an older one may have been found damaged.
            places[Key(low: low, high: high)] = place
            place += VectorStore.rowSize
          }
        case .record: break
        }
      }
    }
  }

  /// Numbers in a vector.
  private static let width = EncoderFormat.width
  /// Bytes of a row: a checksum and the numbers.
  private static let rowSize = 8 + width
  private static let keySize = 16
  private static let kind: UInt32 = 1
  /// The most texts in one record: many, so that a reader of heads passes over large bodies.
  private static let largestRecord = 512

  private let limit: Int
  private let state: Mutex<State>

  /// The store of a folder. Nothing is read yet.
  ///
  /// - Parameter version: the version of the encoder; vectors of another are dropped.
  /// - Parameter limit: the most bytes that the file may have, 512 MB by default, which is 1.3
  ///   million texts. When it has more, the older half goes.
  package init(
    in folder: IndexFolder, version: UInt64 = SentenceEncoder.english.version,
    limit: Int = 512 << 20
  ) {
    self.limit = limit
    state = Mutex(
      State(
        file: RecordFile(
          folder, name: "questions.vectors",
          RecordFile.Identity(kind: 2, version: version), window: 1 << 12)))
  }

  /// How many texts have a vector.
  package var count: Int {
    state.withLock { state in
      Self.read(&state)
      return state.places.count
    }
  }

  package func vectors(of texts: [ArraySlice<UInt8>]) -> [[Int8]?] {
    let keys = texts.map { Self.key($0) }
    return state.withLock { state in
      if !state.wasRead { Self.read(&state) }
      var wanted: [(place: Int, index: Int)] = []
      for (index, key) in keys.enumerated() {
        if let place = state.places[key] { wanted.append((place, index)) }
      }
      // In the order of the file, many rows at a time.
      wanted.sort { $0.place < $1.place }
      var result = [[Int8]?](repeating: nil, count: texts.count)
      var buffer: [UInt8] = []
      var start = 0
      for (number, (place, index)) in wanted.enumerated() {
        if place < start || place + Self.rowSize > start + buffer.count {
          var end = place + Self.rowSize
          for next in wanted[(number + 1)...].prefix(2048) {
            guard next.place <= end + 4096, next.place + Self.rowSize - place <= 1 << 20 else {
              break
            }
            end = max(end, next.place + Self.rowSize)
          }
          buffer = state.file.bytes(in: place..<end)
          start = place
        }
        result[index] = Self.vector(buffer, at: place - start, keys[index])
      }
      return result
    }
  }

  package func keep(_ vectors: [(text: ArraySlice<UInt8>, vector: [Int8])]) {
    var rows: [Key: [Int8]] = [:]
    var order: [Key] = []
    for (text, vector) in vectors where vector.count == Self.width {
      let key = Self.key(text)
      if rows.updateValue(vector, forKey: key) == nil { order.append(key) }
    }
    guard !order.isEmpty else { return }
    state.withLock { state in
      var events: [RecordFile.Event] = []
      let isLocked = state.file.beginWriting { events.append($0) }
      state.take(events)
      guard isLocked else { return }
      state.wasRead = true
      defer { state.file.endWriting() }
      // Another process may have kept the same; what it kept may also be damaged.
      let new = order.filter { key in
        guard let place = state.places[key] else { return true }
        return Self.vector(
          state.file.bytes(in: place..<(place + Self.rowSize)), at: 0, key) != rows[key]
      }
      for start in stride(from: 0, to: new.count, by: Self.largestRecord) {
        let keys = new[start..<min(new.count, start + Self.largestRecord)]
        let record = Self.record(keys, rows)
        if state.file.end + record.count > limit { Self.dropOlderHalf(&state) }
        events = []
        guard state.file.end + record.count <= limit,
          state.file.append(record, { events.append($0) })
        else { return }
        state.take(events)
      }
    }
  }

  // MARK: The file

  private static func read(_ state: inout State) {
    var events: [RecordFile.Event] = []
    state.file.read { events.append($0) }
    state.take(events)
    state.wasRead = true
    state.file.markUsed()
  }

  private static func record(_ keys: ArraySlice<Key>, _ rows: [Key: [Int8]]) -> [UInt8] {
    var head: [UInt8] = []
    var body: [UInt8] = []
    for key in keys {
      guard let row = rows[key] else { continue }
      head.appendLittle(key.low)
      head.appendLittle(key.high)
      let bytes = row.map { UInt8(bitPattern: $0) }
      body.appendLittle(checksum(bytes, bytes.indices, key))
      body += bytes
    }
    return RecordFormat.record(kind: kind, head: head, body: body)
  }

  /// Keeps the records of the newer half of the locked file.
  private static func dropOlderHalf(_ state: inout State) {
    let end = state.file.end
    var place = state.starts.first { $0 >= end / 2 } ?? end
    var events: [RecordFile.Event] = []
    _ = state.file.replace({ events.append($0) }) { file in
      let chunk = file.bytes(in: place..<min(end, place + 1 << 20))
      place += chunk.count
      return chunk
    }
    state.take(events)
  }

  private static func checksum(_ bytes: [UInt8], _ range: Range<Int>, _ key: Key) -> UInt64 {
    RecordFormat.checksum(bytes, range, seed: key.low ^ key.high)
  }

  /// The vector of a row; `nil` when it is damaged or another's.
  private static func vector(_ bytes: [UInt8], at offset: Int, _ key: Key) -> [Int8]? {
    guard offset >= 0, offset <= bytes.count - rowSize else { return nil }
    var cursor = ByteCursor(bytes, offset..<(offset + 8))
    let numbers = (offset + 8)..<(offset + rowSize)
    guard cursor.next(UInt64.self) == checksum(bytes, numbers, key) else { return nil }
    return bytes[numbers].map { Int8(bitPattern: $0) }
  }

  private static func key(_ text: ArraySlice<UInt8>) -> Key {
    var hasher = ContentHasher()
    let text = Array(text)
    hasher.combine(text, text.indices)
    let hash = hasher.finish()
    return Key(low: hash.low, high: hash.high)
  }
}
