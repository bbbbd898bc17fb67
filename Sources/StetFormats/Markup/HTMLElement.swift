import StetCore

/// The elements of HTML that matter to where text begins, ends, and is shown.
enum HTMLElement: String, CaseIterable {
  case html, head, body, title, main, article, section, div, header, footer, nav, aside, address
  case h1, h2, h3, h4, h5, h6, hgroup, p, pre, blockquote, figure, figcaption, center, dialog
  case ul, ol, menu, dir, li, dl, dt, dd
  case table, caption, colgroup, thead, tbody, tfoot, tr, td, th
  case details, summary, form, fieldset, legend, label, search
  case a, span, font, ins, del
  case script, style, template, noscript, svg, math, iframe, object, video, audio, canvas, map
  case button, select, option, optgroup, textarea, datalist, progress, meter, output
  case noembed, noframes, xmp, plaintext, frameset, marquee, applet, rp
  case br, hr, img, input, wbr, meta, link, base, col, embed, source, track, area, param, frame
  case b, i, em, strong, u, s, small, big, sub, sup, code, kbd, samp, tt, `var`, cite, q, mark
  case abbr, acronym, dfn, time, strike, bdi, bdo, ruby, rt, rb, data, nobr, slot, picture
  /// Any other.
  case unknown = ""

  /// The element of a name, in any case.
  init(_ bytes: Span<UInt8>, _ name: Range<Int>) {
    self = Self.byHash[Self.hash(bytes, name)] ?? .unknown
  }

  /// FNV-1a over a name in lower case.
  static func hash(_ bytes: Span<UInt8>, _ name: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in name {
      hash = (hash ^ UInt64(bytes[index].asciiLowercased)) &* 0x100_0000_01B3
    }
    return hash
  }

  private static let byHash: [UInt64: HTMLElement] = {
    var table: [UInt64: HTMLElement] = [:]
    for element in allCases where element != .unknown {
      table[SiteText.hash(Array(element.rawValue.utf8)[...])] = element
    }
    return table
  }()

  /// Has neither content nor end tag (HTML Standard, section 13.1.2).
  var isVoid: Bool {
    switch self {
    case .br, .hr, .img, .input, .wbr, .meta, .link, .base, .col, .embed, .source, .track, .area,
      .param, .frame:
      true
    default: false
    }
  }

  /// Only changes how its text looks or reads: no node of the tree.
  var isFormatting: Bool {
    switch self {
    case .b, .i, .em, .strong, .u, .s, .small, .big, .sub, .sup, .code, .kbd, .samp, .tt, .var,
      .cite, .q, .mark, .abbr, .acronym, .dfn, .time, .strike, .bdi, .bdo, .ruby, .rt, .rb, .data,
      .nobr, .slot, .picture, .font, .ins, .del:
      true
    default: false
    }
  }

  /// Stands in a line of text.
  var isInline: Bool {
    switch self {
    case .a, .span, .label, .unknown, .output: true
    default: isFormatting || isHidden
    }
  }

  /// Whether its text is not shown as text of the page: scripts, controls, pictures.
  var isHidden: Bool {
    switch self {
    case .head, .script, .style, .template, .noscript, .svg, .math, .iframe, .object, .video,
      .audio, .canvas, .map, .button, .select, .option, .optgroup, .textarea, .datalist,
      .progress, .meter, .noembed, .noframes, .frameset, .title, .applet, .rp:
      true
    default: false
    }
  }

  /// Ends a paragraph that is open (HTML Standard, section 13.2.6.4.7).
  var closesParagraph: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl,
      .fieldset, .figcaption, .figure, .footer, .header, .hgroup, .main, .menu, .nav, .ol, .p,
      .search, .section, .summary, .ul, .h1, .h2, .h3, .h4, .h5, .h6, .pre, .form, .li, .dt, .dd,
      .hr, .table, .xmp, .plaintext:
      true
    default: false
    }
  }

  /// No end tag reaches past it (HTML Standard, section 13.2.4.2).
  var isScope: Bool {
    switch self {
    case .html, .table, .td, .th, .caption, .template, .object, .marquee, .applet, .button: true
    default: false
    }
  }

  /// Part of the structure of a table.
  var isTablePart: Bool {
    switch self {
    case .table, .thead, .tbody, .tfoot, .tr, .td, .th, .caption, .colgroup: true
    default: false
    }
  }

  /// The level of a heading, 1 to 6; 0 for anything else.
  var headingLevel: Int {
    switch self {
    case .h1: 1
    case .h2: 2
    case .h3: 3
    case .h4: 4
    case .h5: 5
    case .h6: 6
    default: 0
    }
  }

  /// Whether the text inside is code.
  var isCode: Bool {
    switch self {
    case .code, .kbd, .samp, .tt, .var: true
    default: false
    }
  }

  /// Whether an element that holds one text and nothing else may be taken out
  /// together with it.
  var wrapsText: Bool {
    switch self {
    case .p, .h1, .h2, .h3, .h4, .h5, .h6, .li, .dt, .dd, .div, .blockquote, .figcaption,
      .summary, .address, .pre, .xmp, .section, .figure, .legend, .center:
      true
    default: false
    }
  }
}
