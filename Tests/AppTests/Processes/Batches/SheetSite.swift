import LoopbackServer
import NIOCore
import NIOHTTP1

extension LoopbackServer {
    /// Lets the servers of a test fetch from here.
    var exception: [String: String] { ["DOWNLOAD_EXCEPTIONS": "127.0.0.1:\(port)"] }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }
}

extension LoopbackServer.Step {
    /// A heat sheet of its own.
    static func sheet(_ number: Int = 0) throws -> Self {
        .pdf(try Documents.sheets(1, from: number)[0].bytes)
    }

    static func pdf(_ bytes: [UInt8]) -> Self { .answer(.ok, ["Content-Type": "application/pdf"], ByteBuffer(bytes: bytes)) }

    /// Half of a heat sheet, and then nothing.
    static func halfSheet() throws -> [Self] {
        let sheet = try Documents.sheets(1)[0].bytes
        let head = head(.ok, ["Content-Type": "application/pdf", "Content-Length": "\(sheet.count)"])
        return [.send(head), .send(ByteBuffer(bytes: sheet.prefix(sheet.count / 2))), .stall]
    }
}
