import StetCore

/// What the elements of an XML vocabulary are to a reader of the text.
struct XMLVocabulary {
  /// What an element is.
  enum Role: Hashable {
    /// Holds other elements; the default outside text.
    case container
    /// A part of the text with a title of its own.
    case section
    case title
    case paragraph
    /// A list; whether its items are numbered.
    case list(isNumbered: Bool)
    case listItem
    case quote
    case code
    case table
    case question
    case answer
    case fact(Metadata.Kind)
    /// Facts about the article, which hold nothing to read but their title.
    case facts
    /// Nothing to read.
    case skipped
    /// Code in a line of text.
    case inlineCode
    /// A formula.
    case math
  }

  let name: String
  private let roles: [UInt64: Role]

  private init(_ name: String, _ table: [(String, Role)]) {
    self.name = name
    var roles: [UInt64: Role] = [:]
    for (words, role) in table {
      for word in words.split(separator: " ") {
        roles[SiteText.hash(Array(word.utf8)[...])] = role
      }
    }
    self.roles = roles
  }

  /// The role of an element by the hash of its local name in lower case; `nil` for
  /// one that stands in a line of text when text is around it, and else holds others.
  func role(_ hash: UInt64) -> Role? { roles[hash] }

  /// The vocabulary of a document, by its root element and the bytes from the start
  /// of the file to the end of that element's tag; `nil` when Stet knows none.
  static func of(root: String, head: String) -> XMLVocabulary? {
    if head.contains("urn:stet:article:1") { return stet }
    if head.contains("docbook") || head.contains("DocBook") { return docBook }
    if head.contains("JATS") || head.contains("jats") || head.contains("NLM//DTD") { return jats }
    if head.contains("tei-c.org") { return tei }
    if head.contains("DITA") || head.contains("dita") { return dita }
    switch root {
    case "TEI", "TEI.2", "teiCorpus": return tei
    case "topic", "concept", "task", "reference", "troubleshooting", "glossentry", "dita":
      return dita
    case "refentry", "chapter", "refsect1", "sect1", "qandaset": return docBook
    case "article" where head.contains("article-type"): return jats
    case "book", "article", "section", "appendix", "part": return docBook
    default: return nil
    }
  }

  /// Stet's own (`urn:stet:article:1`).
  static let stet = XMLVocabulary(
    "Stet article",
    [
      ("section questions appendix", .section), ("title heading", .title),
      ("p para term definition caption note", .paragraph), ("list", .list(isNumbered: false)),
      ("item", .listItem), ("quote blockquote", .quote), ("code pre", .code), ("table", .table),
      ("question", .question), ("answer", .answer), ("meta metadata provenance trail", .facts),
      ("author", .fact(.author)), ("date", .fact(.date)),
    ])

  /// JATS 1.3, the element library of NISO Z39.96.
  static let jats = XMLVocabulary(
    "JATS",
    [
      ("sec abstract trans-abstract ack app boxed-text ref-list glossary", .section),
      ("article-title title", .title),
      ("p subtitle attrib def term kwd-group-title", .paragraph),
      ("list", .list(isNumbered: false)), ("list-item", .listItem),
      ("disp-quote verse-group", .quote), ("preformat code", .code), ("table", .table),
      ("question", .question), ("answer", .answer),
      ("article-meta journal-meta contrib-group permissions", .facts),
      (
        "label xref-group article-id pub-date history volume issue fpage lpage elocation-id",
        .skipped
      ),
      (
        "ref element-citation mixed-citation aff kwd-group counts custom-meta-group fn-group",
        .skipped
      ),
      ("tex-math disp-formula inline-formula math object-id graphic media", .math),
      ("monospace", .inlineCode),
    ])

  /// DocBook 5, and 4 where names differ.
  static let docBook = XMLVocabulary(
    "DocBook",
    [
      (
        "chapter section sect1 sect2 sect3 sect4 sect5 simplesect appendix preface part "
          + "refsect1 refsect2 refsect3 refsection refsynopsisdiv qandaset qandadiv glossary "
          + "bibliography example figure note tip warning caution important sidebar procedure",
        .section
      ),
      ("title", .title),
      (
        "para simpara formalpara subtitle term glossterm bridgehead refpurpose caption entrytbl "
          + "member attribution glossdef", .paragraph
      ),
      ("itemizedlist simplelist variablelist glosslist segmentedlist", .list(isNumbered: false)),
      ("orderedlist substeps", .list(isNumbered: true)), ("listitem step", .listItem),
      ("blockquote epigraph", .quote),
      (
        "programlisting screen synopsis literallayout cmdsynopsis funcsynopsis programlistingco "
          + "screenco classsynopsis", .code
      ),
      ("table informaltable", .table), ("question", .question), ("answer", .answer),
      ("info articleinfo bookinfo chapterinfo sectioninfo refentryinfo refmeta docinfo", .facts),
      ("author", .fact(.author)), ("pubdate date", .fact(.date)),
      (
        "indexterm remark refnamediv biblioentry bibliomixed mediaobject imageobject "
          + "textobject index toc", .skipped
      ),
      ("equation informalequation inlineequation math mml", .math),
      (
        "literal code command filename function option varname constant parameter userinput "
          + "computeroutput classname methodname type envar systemitem property prompt replaceable "
          + "uri tag sgmltag markup symbol structfield structname returnvalue errorcode token "
          + "interface exceptionname keycap", .inlineCode
      ),
    ])

  /// DITA 1.3 topics.
  static let dita = XMLVocabulary(
    "DITA",
    [
      ("topic concept task reference troubleshooting section example refbody-section", .section),
      ("title", .title),
      (
        "p shortdesc note cmd stepresult info context result prereq postreq stepxmp dt dd sli fig "
          + "desc glossterm glossdef", .paragraph
      ),
      ("ul sl dl parml choices", .list(isNumbered: false)),
      ("ol steps substeps", .list(isNumbered: true)), ("li step substep choice", .listItem),
      ("lq", .quote), ("codeblock pre screen msgblock lines", .code),
      ("table simpletable choicetable properties", .table), ("prolog", .facts),
      ("author", .fact(.author)),
      ("indexterm draft-comment required-cleanup related-links", .skipped),
      ("mathml equation-block equation-inline", .math),
      (
        "codeph filepath cmdname parmname varname option apiname userinput systemoutput synph "
          + "xmlelement xmlatt tt", .inlineCode
      ),
    ])

  /// TEI P5.
  static let tei = XMLVocabulary(
    "TEI",
    [
      ("div div1 div2 div3 div4 div5", .section), ("head", .title),
      ("p ab l note figdesc label", .paragraph), ("list", .list(isNumbered: false)),
      ("item", .listItem), ("quote q-block cit", .quote), ("eg egxml", .code), ("table", .table),
      ("teiheader", .facts), ("author", .fact(.author)), ("date", .fact(.date)),
      ("fw pb lb-group graphic listbibl", .skipped), ("formula", .math),
      ("code ident gi att val tag", .inlineCode),
    ])

  /// Nothing is known: text-bearing elements are paragraphs.
  static let unknown = XMLVocabulary("unknown", [])
}
