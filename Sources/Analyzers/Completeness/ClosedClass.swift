/// The words of English that bind others, and what word endings tell.
enum ClosedClass {
  /// Articles, pronouns, prepositions, conjunctions, auxiliaries and the like.
  static let words = set(
    """
    a an the this these those my your his her its our their of in on at by for with from to into \
    and or but if because as than is are was were be has have had who which that it he she they \
    we you i not can could will would may might must should shall do does did so such more most \
    very all any some no each every other both either neither when where while after before \
    until unless though although whether since about above across against along among around \
    behind below between beyond during except inside near off onto out over past through \
    throughout toward under up upon via within without what how why also only just even still \
    yet been being am there here then them him us me
    """)

  /// Verbs that help others.
  static let auxiliaries = set(
    """
    is are was were be have has had can could will would may might must should shall do does did \
    am
    """)

  /// Words that join a clause to another.
  static let joints = list("if when because that which who while so as since although though")

  /// What a clause begins after.
  static let breaks = set("and or but if when because that which who , ; :")

  /// The class of a word that has none of its own, by its ending.
  static func byEnding(_ word: [UInt8]) -> [UInt8] {
    for (ending, name) in endings
    where word.count > ending.count + 2 && word.suffix(ending.count).elementsEqual(ending) {
      return name
    }
    return [UInt8(ascii: "?")]
  }

  /// Endings and classes, the longer of two alike first; `~` sets these classes
  /// apart from known ones.
  private static let endings: [([UInt8], [UInt8])] = [
    ("ly", "R~"), ("ous", "J~"), ("ful", "J~"), ("less", "J~"), ("ible", "J~"), ("able", "J~"),
    ("ive", "J~"), ("al", "J~"), ("ic", "J~"), ("ary", "J~"), ("ant", "J~"), ("ment", "N~"),
    ("ent", "J~"),
    ("tions", "Ns~"), ("tion", "N~"), ("ness", "N~"), ("ments", "Ns~"), ("ity", "N~"),
    ("ities", "Ns~"), ("ism", "N~"), ("ist", "N~"), ("itis", "N~"), ("ing", "Vg~"), ("ed", "Vd~"),
    ("ise", "V~"), ("ize", "V~"), ("ify", "V~"), ("ss", "N~"), ("s", "Ns~"),
  ].map { (Array($0.utf8), Array($1.utf8)) }

  private static func list(_ text: String) -> [[UInt8]] {
    text.utf8.split(separator: UInt8(ascii: " ")).map { Array($0) }
  }

  private static func set(_ text: String) -> Set<[UInt8]> { Set(list(text)) }
}
