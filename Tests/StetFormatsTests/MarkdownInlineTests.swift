import StetCore
import StetFormats
import Testing

@Suite struct MarkdownInlineTests {
  @Test(arguments: [
    ("a `b *c*` d", "a  d"),
    ("a ``b ` c`` d", "a  d"),
    ("a `b", "a `b"),
    ("a *b* **c** ***d*** _e_ __f__ ~~g~~ ~h~", "a b c d e f g h"),
    ("5 * 3 * 2 and a_b_c and *", "5 * 3 * 2 and  and *"),
    ("**bold**word and _it_.", "boldword and it."),
    ("*a **b** c*", "a b c"),
    ("un*frigging*believable", "unfriggingbelievable"),
    ("“*quoted*”", "“quoted”"),
    (##"\*not\* \# \\ \q"##, ##"*not* # \ \q"##),
    ("AT&amp;T &#169; &#xA9; R&D &; Q&A", "ATT   R&D &; Q&A"),
    ("[text](target)", "text"),
    ("[text](<a b> \"title (x)\") end", "text end"),
    ("![alt text](a.png)", "alt text"),
    ("[![alt](i.png)](t)", "alt"),
    ("[a](b(c)d) e", "a e"),
    ("[not a link] (x)", "[not a link] (x)"),
    ("[a](b c)", "[a](b c)"),
    (
      "[ref][1] and [REF] and [ref][] and [no]\n\n[1]: /x\n[ref]: /y",
      "ref and REF and ref and [no]"
    ),
    ("<https://a.b> <a@b.org> <b>bold</b> <br/>", "  bold "),
    ("see https://a.org/b_c_d* now", "see * now"),
    ("a < b > c <3 <-", "a < b > c <3 <-"),
    ("a<!-- c -->b <?php x ?>d", "ab d"),
    ("line\\\nbreak", "line\nbreak"),
    ("- [ ] todo\n- [x] done\n- [y] no", " todo\n done\n[y] no"),
    ("$x^2$ costs $5 and $6, $20 to 30$.", " costs $5 and $6, $20 to 30$."),
    ("US$5 or 6$ and $HOME/$USER", "US$5 or 6$ and "),
    (#"\(a+b\) \[1\] \[see this\]"#, "  [see this]"),
    ("so :smile: at 10:30:45, a:b:c", "so  at 10:30:45, a:b:c"),
    ("# Title {#id .cls}", "Title "),
    ("{{< figure src=\"x\" >}} text {% raw %} {{ page.title }}", " text  "),
    ("[[Page|shown]] [[Page]]", "shown Page"),
    ("> [!NOTE]\n> Text.", "\nText."),
    ("`code`{.swift} and [a](b){target=_blank}", " and a"),
    ("in `main.swift` or main.swift", "in  or "),
    ("**`x`** a", " a"),
    ("a `b\nc` d", "a  d"),
    ("[a `]`](x)", "a "),
    ("[a [b](c) d](e)", "[a b d](e)"),
  ])
  func `what is not prose is taken out`(text: String, expected: String) {
    #expect(prose(text) == expected)
  }

  @Test func `spans say what they are`() {
    #expect(
      spans("[a](b 't') `c` <x@y.z> <http://q> $e$ <i> <!-- k --> &lt; a@b.org f_g \\*")
        == [
          "markup [", "markup ](", "url b", "markup  't')", "code `c`", "markup <", "email x@y.z",
          "markup >", "markup <", "url http://q", "markup >", "math $e$", "tag <i>",
          "comment <!-- k -->", "entity &lt;", "email a@b.org", "identifier f_g", "markup \\",
        ])
  }

  @Test func `a paragraph of nothing but template tags is no prose`() {
    #expect(blocks("{% include x %}\n{{ y }}") == ["html: {% include x %}\n{{ y }}"])
    #expect(
      blocks("::: note\n\nText.\n\n:::") == ["html: ::: note", "paragraph: Text.", "html: :::"])
  }
}
