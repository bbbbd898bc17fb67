import StetCore

/// What an element's tag says about the text inside it.
struct HTMLHints: OptionSet {
  let rawValue: UInt32

  /// Not shown.
  static let hidden = HTMLHints(rawValue: 1 << 0)
  /// Belongs to the site: navigation, footers, forms, dialogs.
  static let chrome = HTMLHints(rawValue: 1 << 1)
  /// The same, as far as a class or an id tells; nothing where it holds most of a page.
  static let namedChrome = HTMLHints(rawValue: 1 << 2)
  /// Beside the article: asides, related texts, comments.
  static let aside = HTMLHints(rawValue: 1 << 3)
  /// The same, as far as a class or an id tells.
  static let namedAside = HTMLHints(rawValue: 1 << 4)
  /// `main`, or its role.
  static let main = HTMLHints(rawValue: 1 << 5)
  /// `article`, or its role or property.
  static let article = HTMLHints(rawValue: 1 << 6)
  /// An item of type `Question` (schema.org).
  static let questionItem = HTMLHints(rawValue: 1 << 7)
  /// An item of type `Answer`, or an `acceptedAnswer` or `suggestedAnswer`.
  static let answerItem = HTMLHints(rawValue: 1 << 8)
  /// The property `name`.
  static let name = HTMLHints(rawValue: 1 << 9)
  /// A class or id that speaks of a question, an answer, a list of them.
  static let namedQuestion = HTMLHints(rawValue: 1 << 10)
  static let namedAnswer = HTMLHints(rawValue: 1 << 11)
  static let namedList = HTMLHints(rawValue: 1 << 12)
  /// Who wrote the text, or when.
  static let author = HTMLHints(rawValue: 1 << 13)
  static let date = HTMLHints(rawValue: 1 << 14)
  /// A link with a target.
  static let link = HTMLHints(rawValue: 1 << 15)
  /// A table that only places things.
  static let layout = HTMLHints(rawValue: 1 << 16)
  /// A heading by its role.
  static let heading = HTMLHints(rawValue: 1 << 17)
  /// The header of a page or of a part of it.
  static let header = HTMLHints(rawValue: 1 << 18)
  /// A form.
  static let form = HTMLHints(rawValue: 1 << 19)

  /// A class or id that speaks of cookies or consent.
  static let consent = HTMLHints(rawValue: 1 << 20)

  /// What is true of all that stands inside.
  static let inherited: HTMLHints = [
    .hidden, .chrome, .aside, .questionItem, .answerItem, .namedQuestion, .namedAnswer, .namedList,
    .layout, .header, .form,
  ]

  /// The hints of a start tag.
  init(_ element: HTMLElement, _ attributes: [MarkupScanner.Attribute], _ bytes: Span<UInt8>) {
    var hints: HTMLHints = []
    switch element {
    case .nav, .footer, .search, .legend, .label: hints.insert(.chrome)
    case .aside: hints.insert(.aside)
    case .header: hints.insert(.header)
    case .form: hints.insert(.form)
    case .main: hints.insert(.main)
    case .article: hints.insert(.article)
    case .dialog: hints.insert(.hidden)
    default: if element.isHidden { hints.insert(.hidden) }
    }
    for attribute in attributes {
      let (name, value) = (attribute.name, attribute.value)
      func isNamed(_ text: StaticString) -> Bool {
        text.utf8CodeUnitCount == name.count
          && bytes.matches(text, at: name.lowerBound, before: name.upperBound)
      }
      switch bytes[name.lowerBound] | 0x20 {
      case UInt8(ascii: "c") where isNamed("class"), UInt8(ascii: "i") where isNamed("id"):
        hints.formUnion(Self.named(bytes, value))
      case UInt8(ascii: "r") where isNamed("role"):
        hints.formUnion(Self.roles[HTMLElement.hash(bytes, Self.trimmed(bytes, value))] ?? [])
      case UInt8(ascii: "h") where isNamed("hidden"):
        // `hidden="until-found"` opens when it is searched.
        hints.insert(.hidden)
      case UInt8(ascii: "h") where isNamed("href") && element == .a && !value.isEmpty:
        hints.insert(.link)
      case UInt8(ascii: "a") where isNamed("aria-hidden"):
        if bytes.matches("true", at: value.lowerBound, before: value.upperBound) {
          hints.insert(.hidden)
        }
      case UInt8(ascii: "s") where isNamed("style"):
        if Self.hides(bytes, value) { hints.insert(.hidden) }
      case UInt8(ascii: "o") where isNamed("open") && element == .dialog:
        hints.remove(.hidden)
        hints.insert(.chrome)
      case UInt8(ascii: "i") where isNamed("itemprop"):
        Self.forEachWord(bytes, value) { hints.formUnion(Self.properties[$0] ?? []) }
      case UInt8(ascii: "i") where isNamed("itemtype"):
        hints.formUnion(Self.type(bytes, value))
      default: break
      }
    }
    self = hints
  }

  init(rawValue: UInt32) { self.rawValue = rawValue }

  private static func trimmed(_ bytes: Span<UInt8>, _ value: Range<Int>) -> Range<Int> {
    var (start, end) = (value.lowerBound, value.upperBound)
    while start < end, bytes[start].isASCIIWhitespace { start += 1 }
    while end > start, bytes[end - 1].isASCIIWhitespace { end -= 1 }
    return start..<end
  }

  private static func forEachWord(
    _ bytes: Span<UInt8>, _ value: Range<Int>, _ body: (UInt64) -> Void
  ) {
    var index = value.lowerBound
    while index < value.upperBound {
      while index < value.upperBound, bytes[index].isASCIIWhitespace { index += 1 }
      let start = index
      while index < value.upperBound, !bytes[index].isASCIIWhitespace { index += 1 }
      if start < index { body(HTMLElement.hash(bytes, start..<index)) }
    }
  }

  /// What the words of a class or an id say. A word ends at anything but a letter,
  /// and before a capital after a small letter.
  private static func named(_ bytes: Span<UInt8>, _ value: Range<Int>) -> HTMLHints {
    var hints: HTMLHints = []
    var index = value.lowerBound
    // The class as a whole, for names that only mean something together.
    forEachWord(bytes, value) { hints.formUnion(wholeNames[$0] ?? []) }
    while index < value.upperBound {
      while index < value.upperBound, !bytes[index].isLetter { index += 1 }
      let start = index
      while index < value.upperBound, bytes[index].isLetter,
        index == start || !(bytes[index].isUpper && bytes[index - 1].isLower)
      {
        index += 1
      }
      guard index - start > 1 else { continue }
      hints.formUnion(names[HTMLElement.hash(bytes, start..<index)] ?? [])
    }
    return hints
  }

  /// Whether a style sets `display: none` or `visibility: hidden`.
  private static func hides(_ bytes: Span<UInt8>, _ value: Range<Int>) -> Bool {
    var compact: [UInt8] = []
    for index in value.prefix(2000) where !bytes[index].isASCIIWhitespace {
      compact.append(bytes[index].asciiLowercased)
    }
    func holds(_ text: StaticString) -> Bool {
      let count = text.utf8CodeUnitCount
      guard compact.count >= count else { return false }
      return (0...compact.count - count).contains {
        compact.span.matches(text, at: $0, before: compact.count)
      }
    }
    return holds("display:none") || holds("visibility:hidden")
  }

  private static func type(_ bytes: Span<UInt8>, _ value: Range<Int>) -> HTMLHints {
    let value = trimmed(bytes, value)
    var start = value.upperBound
    while start > value.lowerBound, bytes[start - 1] != UInt8(ascii: "/") { start -= 1 }
    return types[HTMLElement.hash(bytes, start..<value.upperBound)] ?? []
  }

  private static func table(_ entries: [(String, HTMLHints)]) -> [UInt64: HTMLHints] {
    var table: [UInt64: HTMLHints] = [:]
    for (words, hints) in entries {
      for word in words.split(separator: " ") {
        table[SiteText.hash(Array(word.utf8)[...]), default: []].formUnion(hints)
      }
    }
    return table
  }

  private static let roles = table([
    (
      "navigation banner contentinfo search menu menubar toolbar tablist dialog alertdialog "
        + "directory tooltip switch slider progressbar status log", .chrome
    ),
    ("complementary note", .aside), ("main", .main), ("article", .article),
    ("presentation none", .layout), ("heading", .heading),
  ])

  private static let properties = table([
    ("articlebody", .article), ("acceptedanswer suggestedanswer", .answerItem),
    ("name headline", .name), ("author", .author),
    ("datepublished datemodified datecreated", .date), ("breadcrumb", .chrome),
  ])

  private static let types = table([
    ("question", .questionItem), ("answer", .answerItem), ("faqpage qapage", .namedList),
    (
      "article newsarticle blogposting techarticle medicalwebpage scholarlyarticle report",
      .article
    ),
    ("breadcrumblist sitenavigationelement wpheader wpfooter wpadblock wpsidebar", .chrome),
  ])

  /// The words that pages name their own parts with, of our own collection.
  private static let names = table([
    (
      "nav navbar navigation navigator menu submenu dropdown breadcrumb breadcrumbs crumbs "
        + "pagination pager share sharing sharebar "
        + "sharethis addthis addtoany social socials newsletter subscribe subscription signup "
        + "signin login logon popup popover modal overlay toast lightbox snackbar advert adverts "
        + "advertisement advertisements advertising adsense adslot adunit adbox dfp taboola "
        + "outbrain sponsor sponsored promo promos promotion masthead topbar toolbar skiplink "
        + "copyright footer colophon paywall donate donation cta banner reactions upvote downvote "
        + "votes voting catlinks toclinks printfooter siteheader sitefooter globalnav ads",
      .namedChrome
    ),
    (
      "sidebar sidebars aside widget widgets related recommended recommendations trending popular "
        + "comments comment disqus respond similar teaser teasers latest bestsellers upsell toc "
        + "infobox sphinxsidebar rail mostread linked suggestions",
      .namedAside
    ),
    ("cookie cookies consent gdpr ccpa onetrust", [.namedChrome, .consent]),
    ("question questions", .namedQuestion), ("answer answers", .namedAnswer),
    ("faq faqs qa accordion", .namedList), ("byline", .author),
    ("editsection headerlink permalink noprint", .hidden),
  ])

  private static let wholeNames = table([
    (
      "sr-only visually-hidden visuallyhidden screen-reader-text d-none is-hidden hidden "
        + "mw-editsection mw-jump-link u-hidden invisible offscreen",
      .hidden
    ),
    ("skip-link skip-to-content skip-nav skip ad top-bar", .namedChrome),
    ("table-of-contents contents side-bar local-toc", .namedAside),
  ])
}
