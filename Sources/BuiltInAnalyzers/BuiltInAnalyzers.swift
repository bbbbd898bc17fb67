import ChromeAnalyzers
import CompletenessAnalyzers
import QuestionsAnalyzers
import SectionsAnalyzers
import SpellingAnalyzers
public import StetCore
import TypographyAnalyzers

extension AnalyzerRegistry {
  /// The analyzers that Stet brings. A new one needs one line here.
  public static let builtIn = AnalyzerRegistry([
    SiteChrome.self,
    TruncatedAnswer.self,
    FullAnswerElsewhere.self,
    UnansweredQuestion.self,
    PlaceholderText.self,
    AbandonedList.self,
    UnfinishedTable.self,
    RepeatedQuestion.self,
    RewordedQuestion.self,
    QuestionAskedElsewhere.self,
    RepeatedPassage.self,
    PassageElsewhere.self,
    ConflictingAnswers.self,
    ConflictingAnswerElsewhere.self,
    TemplateSections.self,
    DuplicateSection.self,
    HeadingLevel.self,
    SpellingAnalyzer.self,
    RepeatedWord.self,
    InconsistentSpelling.self,
    MissingFullStop.self,
    LowerCaseSentence.self,
    ExtraSpaces.self,
    DoubleHyphen.self,
    SpaceBeforePunctuation.self,
    StraightQuotes.self,
    UnbalancedBrackets.self,
    RepeatedDefinition.self,
    RunInHeading.self,
  ])
}
