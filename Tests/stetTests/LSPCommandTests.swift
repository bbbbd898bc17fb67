import Foundation
import Testing

@Suite("stet lsp", .serialized)
struct LSPCommandTests {
  private func framed(_ messages: [String]) -> [UInt8] {
    messages.flatMap { Array("Content-Length: \($0.utf8.count)\r\n\r\n\($0)".utf8) }
  }

  private static let initialize =
    #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"capabilities":{}}}"#
  private static let open =
    #"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///x/a.txt","languageId":"plaintext","version":1,"text":"He saw the the dog.\n"}}}"#
  private static let shutdown = #"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#
  private static let exit = #"{"jsonrpc":"2.0","method":"exit"}"#
  private static let session = [initialize, open, shutdown, exit]

  /// The bodies of framed messages.
  private func bodies(_ output: String) -> [String] {
    var bodies: [String] = []
    var rest = Array(output.utf8)[...]
    while let end = rest.firstRange(of: Array("\r\n\r\n".utf8)) {
      let header = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
      guard let length = Int(header.split(separator: " ").last ?? ""),
        rest.endIndex - end.upperBound >= length
      else { break }
      bodies.append(
        String(decoding: rest[end.upperBound..<end.upperBound + length], as: UTF8.self))
      rest = rest[(end.upperBound + length)...]
    }
    if !rest.isEmpty { Issue.record("No message: \(String(decoding: rest, as: UTF8.self))") }
    return bodies
  }

  @Test(arguments: [[], ["--stdio"]])
  func `a whole session over standard input and output ends with 0`(options: [String]) throws {
    let result = try Program.stet.run(
      ["lsp"] + options, input: framed(Self.session), in: try Folder())
    #expect(result.status == 0)
    let bodies = bodies(result.output)
    #expect(bodies.filter { $0.contains(#""id":"#) }.count == 2)
    #expect(bodies.first?.contains(#""name":"stet""#) == true)
  }

  @Test func `without shutdown it ends with 1`() throws {
    let folder = try Folder()
    for messages in [[], [Self.initialize], [Self.initialize, Self.exit], [Self.exit]] {
      #expect(try Program.stet.run(["lsp"], input: framed(messages), in: folder).status == 1)
    }
    let cut = Array(framed(Self.session).dropLast(80))
    #expect(try Program.stet.run(["lsp"], input: cut, in: folder).status == 1)
    let noise = Array("no header\r\n\r\n".utf8)
    #expect(try Program.stet.run(["lsp"], input: noise, in: folder).status == 1)
  }

  @Test func `options that exclude each other are refused`() throws {
    let folder = try Folder()
    #expect(try Program.stet.run(["lsp", "--stdio", "--socket", "1"], in: folder).status == 2)
    #expect(try Program.stet.run(["lsp", "--trace"], in: folder).status == 2)
    #expect(try Program.stet.run(["lsp", "--pipe", "none"], in: folder).status == 2)
    #expect(try Program.stet.run(["lsp", "--replay", "none"], in: folder).status == 2)
    #expect(try Program.stet.run(["lsp", "--log", "no/such/log"], in: folder).status == 2)
  }

  @Test func `a recorded session can be played again`() throws {
    let folder = try Folder()
    let malformed = [Self.initialize, "{no json", Self.open, Self.shutdown, Self.exit]
    _ = try Program.stet.run(
      ["lsp", "--log", "log", "--trace"], input: framed(malformed), in: folder)
    let record = try folder.text("log")
    #expect(record.contains(#""direction":"in","message":{"#))
    #expect(record.contains(#""text":"{no json""#))
    let first = try Program.stet.run(["lsp", "--replay", "log"], in: folder)
    #expect(first.status == 0)
    #expect(first.output.contains("repeated-word"))
    #expect(first.output.contains("-32700"))
    try folder.write(Array(first.output.utf8), to: "again")
    let second = try Program.stet.run(["lsp", "--replay", "again"], in: folder)
    #expect(second.output == first.output)
  }

  @Test func `it ends with the process that the client named`() throws {
    let parent = Process()
    parent.executableURL = URL(filePath: "/bin/sleep")
    parent.arguments = ["60"]
    try parent.run()
    let server = Process()
    server.executableURL = Program.stet.url
    server.arguments = ["lsp"]
    let input = Pipe()
    server.standardInput = input
    server.standardOutput = FileHandle.nullDevice
    server.standardError = FileHandle.nullDevice
    try server.run()
    let initialize = Self.initialize.replacing("null", with: "\(parent.processIdentifier)")
    try input.fileHandleForWriting.write(contentsOf: Data(framed([initialize])))
    kill(parent.processIdentifier, SIGKILL)
    // Standard input stays open: only the watch can end it.
    server.waitUntilExit()
    #expect(server.terminationStatus == 1)
    try input.fileHandleForWriting.close()
  }

  @Test(arguments: ["socket", "pipe"])
  func `it connects to where the editor listens`(kind: String) throws {
    let folder = try Folder()
    let listener: Int32
    let argument: String
    if kind == "socket" {
      listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let port = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
          #expect(bind(listener, address, size) == 0)
          #expect(getsockname(listener, address, &size) == 0)
        }
        return UInt16(bigEndian: pointer.pointee.sin_port)
      }
      argument = "\(port)"
    } else {
      listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      let path = folder.url.appending(path: "pipe").path
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      try #require(path.utf8.count < 100)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
      withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
          #expect(bind(listener, address, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0)
        }
      }
      argument = path
    }
    defer { close(listener) }
    #expect(listen(listener, 1) == 0)
    let server = Process()
    server.executableURL = Program.stet.url
    server.arguments = ["lsp", "--\(kind)", argument]
    server.standardInput = FileHandle.nullDevice
    server.standardOutput = FileHandle.nullDevice
    server.standardError = FileHandle.nullDevice
    try server.run()
    let editor = accept(listener, nil, nil)
    try #require(editor >= 0)
    let handle = FileHandle(fileDescriptor: editor, closeOnDealloc: true)
    try handle.write(contentsOf: Data(framed(Self.session)))
    let output = try handle.readToEnd() ?? Data()
    server.waitUntilExit()
    #expect(server.terminationStatus == 0)
    #expect(bodies(String(decoding: output, as: UTF8.self)).count >= 2)
  }
}
