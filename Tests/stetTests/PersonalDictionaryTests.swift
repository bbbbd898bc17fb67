import Testing

@Suite struct PersonalDictionaryTests {
  @Test(arguments: ["XDG_CONFIG_HOME=\"$PWD/conf\"", "HOME=\"$PWD/home\""])
  func `words of one's own list are right in every check`(environment: String) throws {
    let folder = try Folder([
      "a.txt": "Interuption may result.\n", "conf/stet/dictionary.txt": "Interuption\n",
      "home/.config/stet/dictionary.txt": "Interuption\n",
    ])
    #expect(try Program.stet.shell("\"$STET\" check a.txt", in: folder).status == 1)
    #expect(
      try Program.stet.shell("\(environment) \"$STET\" check a.txt", in: folder).status == 0)
    // A relative path does not count, as the XDG specification says.
    #expect(
      try Program.stet.shell("XDG_CONFIG_HOME=conf \"$STET\" check a.txt", in: folder).status == 1)
  }
}
