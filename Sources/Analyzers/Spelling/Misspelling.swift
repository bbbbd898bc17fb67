public import StetCore

/// Words that are misspelled.
public enum Misspelling {
  /// The rule.
  public static let rule = Rule(
    id: "misspelling",
    summary: "A word that is misspelled.",
    rationale: """
      A misspelled word makes a reader doubt the rest. A word is reported when it is a well-known \
      misspelling, or when it is not in the lexicon and a common word is so near that a slip is \
      the likely explanation. How near is weighed by the kind of slip (a doubled letter, two \
      letters swapped, a vowel that sounds alike), by how common the word is that was probably \
      meant, and by what speaks for a word that the lexicon merely lacks: capitals, quotation \
      marks, the elements of technical vocabulary, repetition. British and American spellings are \
      both right. Words that stay unknown without a likely correction are left to `unknown-word`. Words \
      of a project's dictionary are right; words that it forbids are always reported.
      """,
    scope: .paragraph,
    flagged: [
      Rule.Example(
        "↓Interuption↑ of brain mechanisms may result from damage to the nerve pathways.",
        fixed: "Interruption of brain mechanisms may result from damage to the nerve pathways."),
      Rule.Example(
        "I have 3 golf size fibroids, ↓occassionaly↑ I get spasms.",
        fixed: "I have 3 golf size fibroids, occasionally I get spasms."),
      Rule.Example("The doctor ↓recomended↑ rest.", fixed: "The doctor recommended rest."),
      Rule.Example("It ↓doesnt↑ hurt any more.", fixed: "It doesn't hurt any more."),
      Rule.Example(
        "The ↓goverment↑'s advice has changed.", fixed: "The government's advice has changed."),
      Rule.Example("They met on ↓wensday↑ at noon.", fixed: "They met on Wednesday at noon."),
      Rule.Example(
        "The muscles ↓contratc↑ without warning."),
      Rule.Example(
        "The ↓jont↑ is swollen and stiff.", fixed: "The joint is swollen and stiff."),
      Rule.Example(
        "Symptoms of the ↓infecsion↑ appear within days.",
        fixed: "Symptoms of the infection appear within days."),
      Rule.Example(
        "Several ↓electrodees↑ are placed on the skin."),
      Rule.Example(
        "Drink plenty of ↓wataer↑, then rest.", fixed: "Drink plenty of water, then rest."),
      Rule.Example("CONTACT THE ↓GOVERMENT↑ OFFICE", fixed: "CONTACT THE GOVERNMENT OFFICE"),
      Rule.Example(
        "Stretch the *↓muscels↑* gently, twice a day.",
        fixed: "Stretch the *muscles* gently, twice a day."),
    ],
    accepted: [
      Rule.Example("The colour of the center, organised and organized alike."),
      Rule.Example("Deficiencies of myophosphorylase and phosphoglycerate kinase are inherited."),
      Rule.Example(
        "Myotonias include myotonia congenita, paramyotonia congenita, and neuromyotonia."),
      Rule.Example("Cramps may be treated with Gingko (Ginkgo biloba) or Chaenomeles speciosa."),
      Rule.Example("The Transverse Abdominus muscle is the deepest abdominal muscle."),
      Rule.Example("Mr Wilkinsen and Ms Hampshier came by train from Frankfort."),
      Rule.Example("Our non-negotiable demands include re-tested, catlike and childproof sensors."),
      Rule.Example("The neuroimmunologist attaches electrodes to the pericardium."),
      Rule.Example("Set the umask in your dotfiles, then reload nginx and the crontab."),
      Rule.Example("The HTMLs, URLs and the NSAIDs of the 1990s; a B12 shot, 5mg, H2O."),
      Rule.Example("Write to jon.smiht@exampel.org or see /usr/lib/recieve or #recieve."),
      Rule.Example("Die Behandlung der Muskelkrämpfe richtet sich nach der Ursache des Krampfes."),
      Rule.Example("The so-called “schweinsteiger” turn is hard to learn."),
      Rule.Example("Don’t worry, it’s the patient’s own doctor who’d know."),
    ],
    judgesSpelling: true)

  /// How sure it must be what was meant for a fix to be applied without asking.
  private static let safeCertainty = 0.97

  /// The finding for a word that is suspected to be misspelled; `nil` when that
  /// is not sure enough.
  static func finding(_ suspect: Speller.Suspect, in block: BlockView) -> Finding? {
    guard suspect.confidence >= SpellingWeights.threshold else { return nil }
    let word = block.string(in: suspect.range)
    let message =
      if let first = suspect.suggestions.first {
        suspect.isForbidden
          ? "The project’s dictionary forbids “\(word)”, did you mean “\(first)”?"
          : "“\(word)” is misspelled, did you mean “\(first)”?"
      } else {
        "The project’s dictionary forbids “\(word)”"
      }
    let fixes = suspect.suggestions.enumerated().map { index, suggestion in
      let isMere = index > 0 || suspect.isForbidden && suspect.certainty == 0
      let safety: Fix.Safety =
        isMere ? .suggestion : suspect.certainty >= safeCertainty ? .safe : .unsafe
      return Fix(
        "Change to “\(suggestion)”", [TextEdit(suspect.range, suggestion)], safety: safety,
        isPreferred: index == 0)
    }
    return Finding(
      rule, at: suspect.range, message, confidence: suspect.confidence,
      suggestions: suspect.suggestions, fixes: fixes)
  }
}
