internal import CEncoderKernels
import StetCore

/// Turns texts into vectors that are close to each other when the texts mean the same: the model
/// all-MiniLM-L6-v2 with weights of 8 and 4 bits, read in place.
///
/// The same text gives the same bits, alone or among others, on every processor. No text fails:
/// what the model does not know is a piece of its own, and beyond 126 pieces a text is not read.
package struct SentenceEncoder: Sendable {
  private let model: Model?

  /// The encoder of English.
  package static let english = SentenceEncoder(
    model: EncoderData.english.map {
      Model(data: $0, tokenizer: WordPieces(data: $0), kernels: .fastest)
    })

  /// What an encoder is made of.
  private struct Model: Sendable {
    let data: EncoderData
    let tokenizer: WordPieces
    let kernels: Kernels
  }

  private init(model: Model?) { self.model = model }

  /// Whether the model is there. Without it all vectors are zero.
  package var isAvailable: Bool { model != nil }

  /// A number that changes whenever vectors of another version cannot be compared with those of
  /// this one; 0 when the model is not there.
  package var version: UInt64 { model?.data.checksum ?? 0 }

  /// What the inner loops use of the processor, such as `avx512vnni`.
  package var kernelName: String { model.map { $0.kernels.name } ?? "none" }

  /// The encoder with each kind of inner loops that this processor can run, the slowest first.
  /// For tests and measurements: all give the same vectors.
  package var variants: [SentenceEncoder] {
    guard let model else { return [] }
    return Kernels.all.map {
      SentenceEncoder(
        model: Model(data: model.data, tokenizer: model.tokenizer, kernels: $0))
    }
  }

  /// The pieces that a text is cut into, as names, without those for its start and end.
  package func pieces(of text: ArraySlice<UInt8>) -> [String] {
    guard let model else { return [] }
    return model.tokenizer.pieces(of: text, limit: EncoderFormat.positions - 2).map {
      model.tokenizer.name(of: $0)
    }
  }

  /// The vector of a text. O(pieces), with 10.6 million products for each, and a little that
  /// grows with their square.
  package func encode(_ text: ArraySlice<UInt8>) -> SentenceVector {
    encode([text]).first ?? SentenceVector(values: [])
  }

  /// The vector of a text.
  package func encode(_ text: String) -> SentenceVector {
    encode(Array(text.utf8)[...])
  }

  /// The vectors of texts, in order: faster than one by one, for weights are read once for
  /// several short texts. Runs on the thread of the caller; an encoder can be used on any number
  /// of threads at once.
  package func encode(_ texts: [ArraySlice<UInt8>]) -> [SentenceVector] {
    guard let model else {
      return texts.map { _ in
        SentenceVector(values: Array(repeating: 0, count: EncoderFormat.width))
      }
    }
    let limit = EncoderFormat.positions
    var vectors: [SentenceVector] = []
    vectors.reserveCapacity(texts.count)
    var batch: [[UInt16]] = []
    var tokens = 0
    var workspace: Workspace?
    func run() {
      guard !batch.isEmpty else { return }
      let space: Workspace
      if let workspace, workspace.tokens >= tokens {
        space = workspace
      } else {
        // A second batch says that there are many, which fill their batches.
        space = Workspace(tokens: vectors.isEmpty ? tokens : limit)
        workspace = space
      }
      vectors += Layers(data: model.data, kernels: model.kernels, space: space).encode(batch)
      batch.removeAll(keepingCapacity: true)
      tokens = 0
    }
    for text in texts {
      let pieces =
        [EncoderFormat.startPiece] + model.tokenizer.pieces(of: text, limit: limit - 2)
        + [EncoderFormat.endPiece]
      if tokens + pieces.count > limit { run() }
      batch.append(pieces)
      tokens += pieces.count
    }
    run()
    return vectors
  }
}

/// The inner loops for one kind of processor.
struct Kernels: @unchecked Sendable {
  // Points to a constant of the program.
  let loops: UnsafePointer<stet_encoder_kernels>

  var name: String { String(cString: loops.pointee.name) }

  static let fastest = Kernels(loops: stet_encoder_kernels())

  static var all: [Kernels] {
    var kernels: [Kernels] = []
    while let loops = stet_encoder_kernels_at(kernels.count) {
      kernels.append(Kernels(loops: loops))
    }
    return kernels
  }
}
