internal import CEncoderKernels

/// Memory for the numbers between layers, for up to a number of tokens.
final class Workspace {
  /// Tokens that there is room for.
  let tokens: Int
  /// Each token's vector.
  let hidden: UnsafeMutableBufferPointer<Float>
  /// Queries, keys and values.
  let attention: UnsafeMutableBufferPointer<Float>
  /// What a layer's half adds to the vectors.
  let added: UnsafeMutableBufferPointer<Float>
  let inner: UnsafeMutableBufferPointer<Float>
  let scores: UnsafeMutableBufferPointer<Float>
  let bytes: UnsafeMutableBufferPointer<UInt8>
  let scales: UnsafeMutableBufferPointer<Float>
  let zeros: UnsafeMutableBufferPointer<Int32>

  init(tokens: Int) {
    let width = EncoderFormat.width
    let innerWidth = EncoderFormat.innerWidth
    self.tokens = tokens
    hidden = .allocate(capacity: tokens * width)
    attention = .allocate(capacity: tokens * width * 3)
    added = .allocate(capacity: tokens * width)
    inner = .allocate(capacity: tokens * innerWidth)
    scores = .allocate(capacity: tokens + 16)
    bytes = .allocate(capacity: tokens * innerWidth)
    scales = .allocate(capacity: tokens)
    zeros = .allocate(capacity: tokens)
    for buffer in [hidden, attention, added, inner, scores, scales] {
      buffer.initialize(repeating: 0)
    }
    bytes.initialize(repeating: 0)
    zeros.initialize(repeating: 0)
  }

  deinit {
    for buffer in [hidden, attention, added, inner, scores, scales] { buffer.deallocate() }
    bytes.deallocate()
    zeros.deallocate()
  }
}

/// The layers of the model, applied to the tokens of some texts at once.
struct Layers {
  let data: EncoderData
  let kernels: Kernels
  let space: Workspace

  /// The vectors of texts, given as their tokens. All tokens must fit in the workspace, and each
  /// text has at least one and at most ``EncoderFormat/positions``.
  func encode(_ texts: [[UInt16]]) -> [SentenceVector] {
    let width = EncoderFormat.width
    let count = texts.reduce(0) { $0 + $1.count }
    let loops = kernels.loops.pointee
    guard count > 0, count <= space.tokens, let hidden = space.hidden.baseAddress,
      let attention = space.attention.baseAddress, let added = space.added.baseAddress,
      let inner = space.inner.baseAddress, let scores = space.scores.baseAddress
    else { return [] }

    var token = 0
    for text in texts {
      for (position, piece) in text.enumerated() {
        data.addInput(
          piece: piece, position: position,
          to: UnsafeMutableBufferPointer(start: hidden + token * width, count: width))
        token += 1
      }
    }
    space.added.update(repeating: 0)
    let norm = data.numbers(of: .inputNorm, as: Float.self)
    if let weight = norm.baseAddress {
      loops.normalize(hidden, added, count, width, weight, weight + width)
    }

    for layer in 0..<EncoderFormat.layers {
      guard let parts = LayerParts(layer: layer, data: data) else { return [] }
      multiply(hidden, count, parts.matrices[0], into: attention)
      var start = 0
      for text in texts {
        loops.attend(
          attention + start * width * 3, text.count, EncoderFormat.heads, scores,
          inner + start * width)
        start += text.count
      }
      multiply(inner, count, parts.matrices[1], into: added)
      loops.normalize(hidden, added, count, width, parts.norms, parts.norms + width)
      multiply(hidden, count, parts.matrices[2], into: inner)
      loops.gelu(inner, count * EncoderFormat.innerWidth)
      multiply(inner, count, parts.matrices[3], into: added)
      loops.normalize(
        hidden, added, count, width, parts.norms + 2 * width, parts.norms + 3 * width)
    }
    guard let head = stet_matrix(headOf: data) else { return [] }
    multiply(hidden, count, head, into: added)
    for index in 0..<count * width { hidden[index] += added[index] }

    var start = 0
    return texts.map { text in
      let rows = hidden + start * width
      start += text.count
      return SentenceVector(
        values: Array(unsafeUninitializedCapacity: width) { buffer, initialized in
          guard let target = buffer.baseAddress else { return }
          loops.pool(rows, text.count, width, target)
          initialized = width
        })
    }
  }

  /// Multiplies `count` rows with a matrix; the rows are rounded to 8 bits first.
  private func multiply(
    _ rows: UnsafePointer<Float>, _ count: Int, _ matrix: stet_matrix,
    into output: UnsafeMutablePointer<Float>
  ) {
    guard let bytes = space.bytes.baseAddress, let scales = space.scales.baseAddress,
      let zeros = space.zeros.baseAddress
    else { return }
    kernels.loops.pointee.quantize(rows, count, matrix.columns, bytes, scales, zeros)
    kernels.loops.pointee.multiply(
      stet_rows(values: bytes, scales: scales, zeros: zeros, count: count), matrix, output)
  }
}

/// The matrices and numbers of one layer.
private struct LayerParts {
  let matrices: [stet_matrix]
  /// Weight and bias of the norm after attention, then of the one that ends the layer.
  let norms: UnsafePointer<Float>

  /// The sizes of both sections were checked for all layers.
  init?(layer: Int, data: EncoderData) {
    guard var weights = data.numbers(of: .matrices, as: Int8.self).baseAddress,
      var numbers = data.numbers(of: .layerNumbers, as: Float.self).baseAddress
    else { return nil }
    weights += layer * EncoderFormat.matrixBytes
    numbers += layer * EncoderFormat.layerNumbers
    var matrices: [stet_matrix] = []
    for shape in EncoderFormat.shapes {
      matrices.append(
        stet_matrix(
          weights: weights, numbers: numbers, rows: shape.rows, columns: shape.columns))
      weights += shape.rows * shape.columns
      numbers += 3 * shape.rows
    }
    self.matrices = matrices
    norms = numbers
  }
}

extension stet_matrix {
  /// A matrix and the three numbers of each of its rows.
  fileprivate init(
    weights: UnsafePointer<Int8>, numbers: UnsafePointer<Float>, rows: Int, columns: Int
  ) {
    let sums = UnsafeRawPointer(numbers + 2 * rows).assumingMemoryBound(to: Int32.self)
    self.init(
      weights: weights, scales: numbers, bias: numbers + rows, sums: sums, rows: rows,
      columns: columns)
  }

  /// The head, which turns tokens to where the same questions are nearer to each other than others.
  /// The sizes of both sections were checked.
  fileprivate init?(headOf data: EncoderData) {
    guard let weights = data.numbers(of: .headMatrix, as: Int8.self).baseAddress,
      let numbers = data.numbers(of: .headNumbers, as: Float.self).baseAddress
    else { return nil }
    self.init(
      weights: weights, numbers: numbers, rows: EncoderFormat.width, columns: EncoderFormat.width)
  }
}
