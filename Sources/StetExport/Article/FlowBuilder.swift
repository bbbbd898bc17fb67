import StetCore

/// Puts what stands below one another into lists and quotations.
struct FlowBuilder {
  /// Where something new goes.
  private enum Frame {
    case root([CleanedArticle.Flow])
    case quotation([CleanedArticle.Flow])
    case list(CleanedArticle.List)
    case item(CleanedArticle.Item)
  }

  /// The deepest that lists nest; what nests deeper stands at this depth. Readers
  /// of XML give up at a few hundred elements, and so deep no reader follows.
  static let deepest = 32

  private var frames: [Frame] = [.root([])]

  /// Whether nothing has been added.
  var isEmpty: Bool {
    if frames.count == 1, case .root(let flows)? = frames.first { flows.isEmpty } else { false }
  }

  /// How many lists are open.
  private var depth: Int {
    frames.count { if case .list = $0 { true } else { false } }
  }

  private var isQuoting: Bool {
    frames.contains { if case .quotation = $0 { true } else { false } }
  }

  /// Adds something that stands `nesting` list items deep.
  mutating func add(_ flow: CleanedArticle.Flow, nesting: Int, isQuoted: Bool) {
    setQuotation(isQuoted)
    while depth > max(0, nesting) { close() }
    append(flow)
  }

  /// Starts an item of a list that stands `nesting` deep, from 1. `start` is the
  /// item's number, `nil` for one without.
  mutating func startItem(nesting: Int, start: Int?, isDone: Bool?, isQuoted: Bool) {
    setQuotation(isQuoted)
    let nesting = min(max(1, nesting), Self.deepest)
    while depth > nesting { close() }
    if depth == nesting {
      if case .item? = frames.last { close() }
      if case .list(let list)? = frames.last, (list.start == nil) != (start == nil) { close() }
    }
    if depth < nesting { frames.append(.list(CleanedArticle.List(start: start, items: []))) }
    frames.append(.item(CleanedArticle.Item(term: nil, isDone: isDone, body: [])))
  }

  /// Ends everything, and gives what was added.
  mutating func finish() -> [CleanedArticle.Flow] {
    while frames.count > 1 { close() }
    defer { frames = [.root([])] }
    if case .root(let flows)? = frames.first { return flows }
    return []
  }

  private mutating func setQuotation(_ isQuoted: Bool) {
    guard isQuoted != isQuoting else { return }
    while frames.count > 1 { close() }
    if isQuoted { frames.append(.quotation([])) }
  }

  private mutating func append(_ flow: CleanedArticle.Flow) {
    switch frames.popLast() {
    case .root(var flows):
      flows.append(flow)
      frames.append(.root(flows))
    case .quotation(var flows):
      flows.append(flow)
      frames.append(.quotation(flows))
    case .item(var item):
      item.body.append(flow)
      frames.append(.item(item))
    case .list(let list):
      frames.append(.list(list))
      frames.append(.item(CleanedArticle.Item(term: nil, isDone: nil, body: [flow])))
    case nil: frames = [.root([flow])]
    }
  }

  /// Closes the innermost frame into the one around it.
  private mutating func close() {
    guard frames.count > 1, let frame = frames.popLast() else { return }
    switch frame {
    case .root: break
    case .quotation(let flows): if !flows.isEmpty { append(.quotation(flows)) }
    case .list(let list): if !list.items.isEmpty { append(.list(list)) }
    case .item(let item):
      guard case .list(var list)? = frames.popLast() else { return }
      if !item.body.isEmpty || item.term != nil { list.items.append(item) }
      frames.append(.list(list))
    }
  }
}
