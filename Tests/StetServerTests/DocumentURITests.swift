import StetServer
import Testing

@Suite("URIs of documents")
struct DocumentURITests {
  @Test(arguments: [
    ("file:///a/b.txt", "/a/b.txt"), ("FILE:///a", "/a"), ("file:/a", "/a"),
    ("file://localhost/a", "/a"), ("file:///a%20b/%C3%A9.md", "/a b/é.md"), ("file:///", "/"),
    ("file:///c%3A/x", "/c:/x"), ("file:///a%2Fb", "/a/b"), ("file:///é", "/é"),
    ("file:///a%25b", "/a%b"),
  ])
  func `a file's URI has a path`(uri: String, path: String) {
    #expect(DocumentURI.path(of: uri) == path)
  }

  @Test(arguments: [
    "", "file:", "file:a", "file://host/a", "file://host", "untitled:Untitled-1", "https:///a",
    "file:///a%", "file:///a%2", "file:///a%zz", "file:///%00", "file:///%FF", "/a",
  ])
  func `others have none`(uri: String) {
    #expect(DocumentURI.path(of: uri) == nil)
  }

  @Test(arguments: ["/a/b.txt", "/a b/é😀.md", "/100%/#x?y", "/a:b;c", "/"])
  func `a path's URI leads back to it`(path: String) {
    let uri = DocumentURI.file(path)
    #expect(DocumentURI.path(of: uri) == path)
    #expect(uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
  }
}
