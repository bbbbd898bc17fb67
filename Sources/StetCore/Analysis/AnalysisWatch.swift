import Synchronization

/// Shows from outside how far an analysis has come. The engine reads no clock: who
/// waits for it sees by this whether it still moves. Safe to use from many threads.
public final class AnalysisWatch: Sendable {
  private let steps = Atomic<UInt>(0)
  private let module = Atomic<Int>(-1)
  private let block = Atomic<Int>(-1)

  /// Makes a watch at which nothing has begun.
  public init() {}

  func begin(module: Int, block: Int?) {
    self.module.store(module, ordering: .relaxed)
    self.block.store(block ?? -1, ordering: .relaxed)
    steps.wrappingAdd(1, ordering: .releasing)
  }

  func end() { module.store(-1, ordering: .relaxed) }

  /// A number that is another one after each step.
  package var count: UInt { steps.load(ordering: .acquiring) }

  /// What is being done: an analyzer, by its number, at a block, or at the whole
  /// draft; `nil` between analyzers. Right only while nothing moves.
  package var current: (module: Int, block: Int?)? {
    let module = module.load(ordering: .relaxed)
    let block = block.load(ordering: .relaxed)
    return module < 0 ? nil : (module, block < 0 ? nil : block)
  }
}

/// One step of an analysis: one analyzer at one text. Two steps are the same when
/// the analyzer sees the same.
public struct AnalysisStep: Hashable, Sendable {
  private let module: Int
  private let text: BlockKey

  init(module: Int, block: BlockKey) {
    self.module = module
    text = block
  }

  /// A step that sees the whole draft.
  init(module: Int, in draft: Draft) {
    self.module = module
    text = BlockKey(wholeOf: draft)
  }

  /// The step of an analyzer, by its number, at a block, or at the whole draft.
  package init(module: Int, block: Int?, in draft: Draft) {
    guard let block, draft.blocks.indices.contains(block) else {
      self.init(module: module, in: draft)
      return
    }
    let own = draft.blocks[block]
    self.init(
      module: module, block: BlockKey(own, spans: draft.spans(in: own.content), in: draft))
  }
}
