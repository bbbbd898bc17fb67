import StetCore

/// The automaton of a lexicon's words, read in place; see ``LexiconFormat``.
///
/// Small and trivial to copy: walks pass it along without counting references.
struct Automaton {
  /// A place in the automaton: all words that begin alike.
  typealias Node = UInt32

  private let edges: UnsafePointer<UInt32>
  /// How many edges there are.
  let edgeCount: Int
  /// The node at which every word begins; past the last edge when there is no word.
  let root: Node

  /// An automaton on memory that outlives it.
  init(edges: UnsafePointer<UInt32>, edgeCount: Int, root: Node) {
    self.edges = edges
    self.edgeCount = edgeCount
    self.root = root
  }

  /// The node that one more byte leads to. O(children).
  @inline(__always)
  func child(of node: Node, reading byte: UInt8) -> Node? {
    var index = Int(node)
    while index < edgeCount {
      let edge = UInt32(littleEndian: edges[index])
      let label = UInt8(truncatingIfNeeded: edge)
      if label == byte && byte != 0 { return edge >> LexiconFormat.targetShift }
      if edge & LexiconFormat.lastEdge != 0 || label > byte { return nil }
      index += 1
    }
    return nil
  }

  /// The code of the entry of the word that ends at a node; `nil` when none does. O(1).
  @inline(__always)
  func code(at node: Node) -> Int? {
    let index = Int(node)
    guard index < edgeCount else { return nil }
    let edge = UInt32(littleEndian: edges[index])
    return edge & 0xFF == 0 ? Int(edge >> LexiconFormat.targetShift) : nil
  }

  /// One edge of a node: where it leads, `nil` for the mark of a word that ends there,
  /// and whether it is the node's last; `nil` past all edges. O(1).
  @inline(__always)
  func edge(at place: Node) -> (target: Node?, isLast: Bool)? {
    let index = Int(place)
    guard index < edgeCount else { return nil }
    let edge = UInt32(littleEndian: edges[index])
    return (
      edge & 0xFF == 0 ? nil : edge >> LexiconFormat.targetShift,
      edge & LexiconFormat.lastEdge != 0
    )
  }

  /// Calls `body` with the bytes that lead on from a node and the nodes they lead
  /// to, in the order of the bytes.
  @inline(__always)
  func forEachChild(of node: Node, _ body: (UInt8, Node) -> Void) {
    var index = Int(node)
    while index < edgeCount {
      let edge = UInt32(littleEndian: edges[index])
      let label = UInt8(truncatingIfNeeded: edge)
      if label != 0 { body(label, edge >> LexiconFormat.targetShift) }
      if edge & LexiconFormat.lastEdge != 0 { return }
      index += 1
    }
  }

  /// Whether some word goes on from a node by at least `length` bytes.
  func hasWord(below node: Node, ofAtLeast length: Int) -> Bool {
    if length <= 0 && code(at: node) != nil { return true }
    var found = false
    forEachChild(of: node) { _, child in
      if !found { found = hasWord(below: child, ofAtLeast: length - 1) }
    }
    return found
  }
}
