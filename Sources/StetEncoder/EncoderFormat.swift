/// The layout of `en.encoder`, which `Dictionaries/encoder/make.py` writes and
/// ``SentenceEncoder`` reads in place.
///
/// All numbers are little-endian. A file is a header of ``headerSize`` bytes and the sections
/// named below, in order, each starting at a multiple of 64 bytes. The header is eight bytes of
/// ``magic``, eight of a checksum of all that follows the header, the number of pieces, the number
/// of pieces that start a word, then for each section its offset and its size in bytes, 32 bits each.
package enum EncoderFormat {
  /// The first eight bytes: `STETENC2`.
  package static let magic: UInt64 = 0x3243_4E45_5445_5453
  /// Bytes of the header.
  package static let headerSize = 256
  /// Numbers in a vector: the model's width.
  package static let width = 384
  /// Numbers between the two matrices that end a layer.
  package static let innerWidth = 1536
  /// Layers of the model.
  package static let layers = 6
  /// Heads of attention, of 32 numbers each.
  package static let heads = 12
  /// Tokens that a text can have, with the one before it and the one after it.
  package static let positions = 128
  /// Numbers of a piece's vector that share a scale.
  package static let group = 32
  /// The pieces that stand for what is unknown, for the start and the end of a text.
  package static let unknownPiece: UInt16 = 0
  package static let startPiece: UInt16 = 1
  package static let endPiece: UInt16 = 2
  /// Pieces that no text is cut into.
  package static let specialPieces = 3
  /// Characters in the longest word that is cut into pieces.
  package static let longestWord = 100
  /// Where a piece that starts a word, and one that continues it, starts hashing (FNV-1a).
  package static let startBasis: UInt32 = 0x811C_9DC5
  package static let continuationBasis: UInt32 = 0x811C_9DC5 ^ 0x5BD1_E995

  /// The sections, in order.
  package enum Section: Int, CaseIterable, Sendable {
    /// Pairs of a character's code and what the characters from there on are to the
    /// tokenizer, up to the next pair: 0 a letter, 1 dropped, 2 space, 3 a word of its own,
    /// with 4 added when the character is folded.
    case characters
    /// Pairs of a folded character's code, and where in `foldedText` its new bytes start, shifted
    /// left by 8, with their number in the low byte; sorted by code.
    case folds
    case foldedText
    /// Where the bytes of each piece start in `pieceText`, and where the last end.
    case pieceOffsets
    case pieceText
    /// An open hash table of 16-bit slots: the number of a piece plus one, or 0. A piece is in
    /// its slot or in one of those that follow without a gap.
    case pieceSlots
    /// 16 floats: what the 4-bit codes of pieces' vectors stand for.
    case codes
    /// Codes of each piece's vector, two in a byte, the first in the low half.
    case pieceVectors
    /// 8-bit factors of each piece's groups.
    case groupScales
    /// A float for each piece, by which its groups' factors are multiplied.
    case pieceScales
    /// Vectors of positions, 8-bit numbers with a sign.
    case positionVectors
    /// A float for each position, by which its numbers are multiplied.
    case positionScales
    /// Weight and bias, as floats, that bring a token's first vector to its scale.
    case inputNorm
    /// For each layer its four matrices: queries, keys and values; attention's output; to the
    /// inner width; and back. In blocks of 16 rows by 4 columns.
    case matrices
    /// For each layer: for each of the four matrices a float scale, a float bias and the whole
    /// sum of weights of each row; then weight and bias of the two norms.
    case layerNumbers
    /// The matrix of the head, in blocks as those of layers: what it makes of a token is added to
    /// the token.
    case headMatrix
    /// For each row of the head a float scale, a float bias and the whole sum of its weights.
    case headNumbers
  }

  /// Where the header keeps the number of pieces, and of those that start words.
  package static let pieceCountField = 16
  package static let startingCountField = 20
  /// Where the header keeps the offset of a section.
  package static func offsetField(of section: Section) -> Int { 24 + section.rawValue * 8 }

  /// The rows and columns of a layer's four matrices.
  package static let shapes: [(rows: Int, columns: Int)] = [
    (3 * width, width), (width, width), (innerWidth, width), (width, innerWidth),
  ]
  /// Bytes of a layer's matrices.
  package static let matrixBytes = shapes.reduce(0) { $0 + $1.rows * $1.columns }
  /// 32-bit numbers of a layer besides its matrices.
  package static let layerNumbers = shapes.reduce(0) { $0 + 3 * $1.rows } + 4 * width
}
