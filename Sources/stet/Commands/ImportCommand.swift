import ArgumentParser
import StetCore
import StetExport
import StetFormats
import StetReporters
import StetWorkspace

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Check and read the XML that stet export writes.",
    discussion: """
      Reads an article, or a collection of them, and says where it is not what it should be. \
      With --draft, gives back the draft that an article was made of, byte for byte, from its \
      text and its record of changes; with --write, the same XML again.
      """)

  @Argument(help: "A file, or - for standard input.", completion: .file(extensions: ["xml"]))
  var path: String

  @Flag(help: "Print the text of the draft, in UTF-8.")
  var draft = false

  @Flag(help: "Print the XML of the article as Stet writes it.")
  var write = false

  func validate() throws {
    if draft && write { throw ValidationError("--draft and --write do not go together") }
  }

  func run() throws {
    let articles: [CleanedArticle]
    do throws(FileError) {
      let bytes = path == "-" ? try StandardInput.readAll() : try FileSystem.read(path)
      articles = try read(bytes)
    } catch {
      StandardOutput.complain(VisibleText.visible(error.description))
      throw ExitCode(2)
    }
    let output = StandardOutput()
    for article in articles {
      if draft {
        guard article.isRestored else {
          StandardOutput.complain(
            VisibleText.visible(
              "\(path): The text and its trail do not give “\(article.provenance.name)” back; "
                + "export it with --trail inline"))
          throw ExitCode(2)
        }
        output.write(article.source.utf8)
      } else if write {
        output.write(StetXML.document(article))
      } else {
        output.write(Array(ArticleSummary.line(article).utf8))
      }
    }
    output.flush()
  }

  private func read(_ bytes: [UInt8]) throws(FileError) -> [CleanedArticle] {
    do throws(XMLError) {
      return try StetXML.articles(in: bytes)
    } catch {
      throw FileError(path: path, reason: error.description)
    }
  }
}
