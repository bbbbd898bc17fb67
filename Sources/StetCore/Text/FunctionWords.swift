/// Words that bind others together and so seldom end a sentence or a heading.
package enum FunctionWords {
  /// Words after which something must follow: articles, possessives,
  /// conjunctions, and prepositions that English does not strand.
  package static let open: Set<String> = [
    "a", "an", "the", "my", "your", "his", "its", "our", "their", "whose", "every", "and", "or",
    "nor", "but", "if", "because", "although", "though", "unless", "until", "whereas", "while",
    "whether", "than", "as", "of", "from", "into", "onto", "upon", "between", "among", "against",
    "during", "per", "via", "toward", "towards", "within", "without", "despite", "except", "i",
    "we", "they", "he", "she", "is", "are", "was", "were", "be", "been", "being", "am", "has",
    "have", "had", "can", "could", "will", "would", "shall", "should", "may", "might", "must",
    "very", "more", "most", "such", "so", "also", "these", "those", "which", "who", "when",
    "where", "to", "for", "with", "at", "by", "in", "on", "some", "any", "each", "both", "not",
    "that", "this", "do", "does", "did", "it's", "i'm", "don't", "you're", "they're", "due",
    "including", "like", "using", "usually", "often", "other", "only", "then", "there",
  ]

  /// Words of ``open`` that even careless writing does not end with.
  package static let strict: Set<String> = [
    "a", "an", "the", "my", "your", "our", "their", "whose", "every", "and", "or", "nor", "but",
    "if", "because", "although", "unless", "whereas", "whether", "than", "as", "of", "from",
    "into", "onto", "upon", "between", "among", "against", "during", "per", "via", "toward",
    "towards", "despite", "except", "i", "we", "they", "he", "she", "i'm", "they're", "you're",
    "which", "who", "very", "such", "including", "using", "with", "for", "by", "at", "due",
  ]
}
