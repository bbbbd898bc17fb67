import StetCore
import Synchronization

/// Analyzes drafts, and gives up on an analyzer that does not come to an end at some
/// text. It is not asked about that text again; everything else is found as ever. Safe
/// to use from many threads.
package final class AnalysisGuard: Sendable {
  /// How long an analyzer may take for one block, or for one draft.
  package struct Patience: Hashable, Sendable {
    /// Milliseconds for any text.
    package var milliseconds: Int
    /// Milliseconds more for each kilobyte of the draft. One paragraph of 5 MB with
    /// 350,000 misspellings takes 5 s; this gives it 22.
    package var perKilobyte: Int

    /// Makes a patience.
    package init(milliseconds: Int = 2000, perKilobyte: Int = 4) {
      self.milliseconds = milliseconds
      self.perKilobyte = perKilobyte
    }
  }

  private let patience: Patience
  private let work = BoundedWork()
  private let abandoned = Mutex<Set<AnalysisStep>>([])
  private let reports = Mutex<[String]>([])

  /// Makes a guard.
  package init(_ patience: Patience = Patience()) { self.patience = patience }

  /// Analyzes a version of a draft, as the engine does.
  func analyze(
    _ draft: Draft, name: String, reusing cache: inout BlockCache, with engine: Engine
  ) -> Engine.Analysis {
    let limit = patience.milliseconds + draft.source.count / 1024 * patience.perKilobyte
    // Short waits, so that the time that the process is stopped for counts once.
    let times = 20
    while true {
      let watch = AnalysisWatch()
      let known = abandoned.withLock { $0 }
      // Moved, not copied: the only reference changes in place. It is lost with an
      // analysis that comes to no end.
      let kept = Mutex(cache)
      cache = BlockCache()
      var last = watch.count
      let result = work.run(
        waiting: max(1, limit / times), times: times,
        isMoving: {
          defer { last = watch.count }
          return watch.count != last
        },
        {
          var cache = kept.withLock { kept in
            defer { kept = BlockCache() }
            return kept
          }
          let analysis = engine.analyze(
            draft, name: name, reusing: &cache, watch: watch, without: known)
          return (analysis, cache)
        })
      if let (analysis, fresh) = result {
        cache = fresh
        return analysis
      }
      guard let (module, block) = watch.current else {
        // Between analyzers: the machine is slow, not they.
        continue
      }
      let step = AnalysisStep(module: module, block: block, in: draft)
      let isNew = abandoned.withLock { $0.insert(step).inserted }
      if isNew { report(engine.rules(of: module), block, draft, limit) }
    }
  }

  private func report(_ rules: [String], _ block: Int?, _ draft: Draft, _ limit: Int) {
    let names = rules.map { "“\($0)”" }.joined(separator: ", ")
    var place = "this draft"
    if let block, draft.blocks.indices.contains(block) {
      let line = draft.source.line(containing: draft.blocks[block].content.start) + 1
      place = "the text at line \(line)"
    }
    reports.withLock {
      $0.append("Gave up on \(names): no end after \(limit) ms at \(place), which it skips now")
    }
  }

  /// Hands over what has been given up since the last call, a sentence each.
  func takeReports() -> [String] {
    reports.withLock { reports in
      defer { reports = [] }
      return reports
    }
  }
}
