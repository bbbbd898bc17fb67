import StetCore

/// Puts what stands below one another into lists and quotations.
struct FlowBuilder {
  /// Where something new goes.
  private enum Frame {
    case root([CleanedArticle.Flow])
    case quotation([CleanedArticle.Flow])
    case figure(Int, [CleanedArticle.Flow], CleanedArticle.Phrase?)
    /// A list, and how deep its items said that they stand.
    case list(CleanedArticle.List, level: Int)
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

  /// How deep the items of the innermost list said that they stand; 0 outside lists.
  private var depth: Int {
    for frame in frames.reversed() { if case .list(_, let level) = frame { return level } }
    return 0
  }

  /// Adds something that stands `nesting` list items deep.
  ///
  /// - Parameter quotations: how many items stand around each quotation that it is in,
  ///   outermost first.
  mutating func add(
    _ flow: CleanedArticle.Flow, nesting: Int, quotations: [Int] = [], figure: Int? = nil
  ) {
    enter(max(0, nesting), quotations, figure)
    append(flow)
  }

  /// Gives the figure that is open its caption; `false` when it has one, or none is open.
  mutating func addCaption(
    _ caption: CleanedArticle.Phrase, nesting: Int, quotations: [Int], figure: Int
  ) -> Bool {
    enter(max(0, nesting), quotations, figure)
    guard case .figure(figure, let body, nil)? = frames.last else { return false }
    frames[frames.count - 1] = .figure(figure, body, caption)
    return true
  }

  /// Makes a phrase the term of the item that was started last.
  mutating func setTerm(_ term: CleanedArticle.Phrase) {
    guard case .item(var item)? = frames.last else { return }
    item.term = term
    frames[frames.count - 1] = .item(item)
  }

  /// Starts an item of a list that stands `nesting` deep, from 1. `start` is the
  /// item's number, `nil` for one without.
  mutating func startItem(
    nesting: Int, start: Int?, isDone: Bool?, quotations: [Int] = [], figure: Int? = nil
  ) {
    let nesting = min(max(1, nesting), Self.deepest)
    enter(nesting, quotations.filter { $0 < nesting }, figure, isItem: true)
    if case .list(let list, nesting)? = frames.last, (list.start == nil) != (start == nil) {
      close()
    }
    if depth < nesting {
      frames.append(.list(CleanedArticle.List(start: start, items: []), level: nesting))
    }
    frames.append(.item(CleanedArticle.Item(term: nil, isDone: isDone, body: [])))
  }

  /// Closes the lists and quotations that what comes next, `nesting` items deep, is not
  /// in, and opens the quotations that it is in. An item of a list, which is what
  /// `isItem` says, ends the item before it.
  private mutating func enter(
    _ nesting: Int, _ quotations: [Int], _ figure: Int?, isItem: Bool = false
  ) {
    let wanted = quotations.prefix(Self.deepest)
    // How deep the innermost list is that stays open.
    var lists = 0
    // Quotations that are open and wanted, and those of them after the last list.
    var quotes = 0
    var isInFigure = figure == nil
    var kept = 1
    scan: while kept < frames.count {
      switch frames[kept] {
      case .root: break scan
      case .quotation:
        guard quotes < wanted.count, wanted[wanted.startIndex + quotes] >= lists else { break scan }
        quotes += 1
      case .figure(let number, _, _):
        guard number == figure else { break scan }
        isInFigure = true
      case .list(_, let level):
        // A quotation that is wanted before the list is not there.
        let isBefore = quotes < wanted.count && wanted[wanted.startIndex + quotes] <= lists
        if level > nesting || isBefore { break scan }
        lists = level
      case .item: if isItem, lists == nesting { break scan }
      }
      kept += 1
    }
    while frames.count > kept { close() }
    for _ in quotes..<max(quotes, wanted.count) { frames.append(.quotation([])) }
    if !isInFigure, let figure { frames.append(.figure(figure, [], nil)) }
  }

  /// Ends everything, and gives what was added.
  mutating func finish() -> [CleanedArticle.Flow] {
    while frames.count > 1 { close() }
    defer { frames = [.root([])] }
    if case .root(let flows)? = frames.first { return flows }
    return []
  }

  private mutating func append(_ flow: CleanedArticle.Flow) {
    switch frames.popLast() {
    case .root(var flows):
      flows.append(flow)
      frames.append(.root(flows))
    case .quotation(var flows):
      flows.append(flow)
      frames.append(.quotation(flows))
    case .figure(let number, var flows, let caption):
      flows.append(flow)
      frames.append(.figure(number, flows, caption))
    case .item(var item):
      item.body.append(flow)
      frames.append(.item(item))
    case .list(let list, let level):
      frames.append(.list(list, level: level))
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
    case .figure(_, let flows, let caption): closeFigure(flows, caption)
    case .list(let list, _): if !list.items.isEmpty { append(.list(list)) }
    case .item(let item):
      guard case .list(var list, let level)? = frames.popLast() else { return }
      if !item.body.isEmpty || item.term != nil { list.items.append(item) }
      frames.append(.list(list, level: level))
    }
  }

  /// Adds what stood in a figure: a caption belongs to one table, or to pictures and
  /// code; where there is something else, it is a paragraph.
  private mutating func closeFigure(
    _ flows: [CleanedArticle.Flow], _ caption: CleanedArticle.Phrase?
  ) {
    guard let caption else {
      for flow in flows { append(flow) }
      return
    }
    if flows.count == 1, case .table(var table)? = flows.first, table.caption == nil {
      table.caption = caption
      append(.table(table))
      return
    }
    let isFigure =
      !flows.isEmpty
      && flows.allSatisfy { flow in
        switch flow {
        case .paragraph, .code: true
        case .heading, .list, .quotation, .table, .figure: false
        }
      }
    if isFigure {
      append(.figure(CleanedArticle.Figure(body: flows, caption: caption)))
    } else {
      for flow in flows { append(flow) }
      append(.paragraph(caption))
    }
  }
}
