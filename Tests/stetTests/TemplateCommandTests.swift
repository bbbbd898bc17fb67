import Foundation
import Testing

@Suite("stet template")
struct TemplateCommandTests {
  private func run(_ command: String, in folder: Folder) throws -> Program.Result {
    try Program.stet.shell("HOME=$PWD/home \"$STET\" \(command)", in: folder)
  }

  private func recipe(_ number: Int, _ sections: [String]) -> [UInt8] {
    Array(text(number, sections).utf8)
  }

  private func text(_ number: Int, _ sections: [String]) -> String {
    "# Pie \(number)\n" + sections.map { "\n## \($0)\n\nHere is how it goes.\n" }.joined()
  }

  @Test func `a template that was learned finds what the next article lacks`() throws {
    let folder = try Folder([".stet.yml": ""])
    for number in 0..<12 {
      let own = ["Ingredients", "Method", "Serving"] + (number == 0 ? [] : ["Storage"])
      try folder.write(
        recipe(number, own),
        to: "old/\(number).md")
    }
    try folder.write(recipe(99, ["Ingredients", "Method", "Serving"]), to: "new.md")
    let learned = try run(
      "template learn old --name recipe --subject 'a recipe' -o .stet/templates/recipe.yml",
      in: folder)
    #expect(learned.status == 0, "\(learned.errors)")
    #expect(
      try run("template check", in: folder).output
        == ".stet/templates/recipe.yml: “recipe”, 4 sections\n")
    #expect(
      try run("template list", in: folder).output.contains(
        "a recipe: 4 sections, inferred from headings, the project's own\n"))
    let check = try run("check new.md", in: folder)
    #expect(check.status == 1)
    #expect(
      check.output.contains(
        "There is no section “Storage”, which 92 % of the 12 articles like this have "
          + "(inferred from 3 of its sections)"))
    #expect(try run("check --select missing-section old/3.md", in: folder).status == 0)
  }

  @Test func `kinds of files go by globs`() throws {
    let folder = try Folder([
      ".stet.yml": "kinds:\n  none: [notes/**]\n  readme: README.md\n",
      "README.md": "# Tidy\n\n## Usage\n\nRun it.\n",
      "notes/README.md": "# Tidy\n\n## Usage\n\nRun it.\n",
      "other.md": "# Tidy\n\n## Usage\n\nRun it.\n",
    ])
    let result = try run("check", in: folder)
    #expect(result.output.contains("README.md:1:3: warning[missing-section]"))
    #expect(!result.output.contains("notes/"))
    #expect(!result.output.contains("other.md"))
  }

  @Test func `what is wrong in a template stops the check, with its place`() throws {
    let folder = try Folder([
      ".stet.yml": "kinds: { recipes: a.md }\n", "a.md": "Text.\n",
      ".stet/templates/recipe.yml":
        "name: recipe\nsubject: a recipe\nsections: [{name: A, under: B}]\n",
    ])
    let result = try run("check", in: folder)
    #expect(result.status == 2)
    #expect(result.errors.contains(".stet.yml:1:10: There is no template “recipes”"))
    #expect(
      result.errors.contains(
        ".stet/templates/recipe.yml:3:12: “A” cannot be under “B”: There is no section “B”"))
    #expect(try run("template check .stet/templates/recipe.yml", in: folder).status == 2)
  }

  @Test func `a built-in template is shown as the YAML that makes it`() throws {
    let folder = try Folder([:])
    let shown = try run("template show api-reference", in: folder)
    #expect(shown.status == 0)
    try folder.write(Array(shown.output.utf8), to: ".stet/templates/api.yml")
    #expect(try run("template show api-reference", in: folder).output == shown.output)
    let unknown = try run("template show readmy", in: folder)
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("did you mean “readme”?"))
  }
}
