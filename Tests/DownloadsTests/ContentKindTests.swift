import Downloads
import NIOCore
import Testing

@Suite struct ContentKindTests {
    @Test(arguments: [
        ("%PDF-1.7\n", ContentKind.pdf), ("\r\n\u{FEFF}%PDF-1.4", .pdf), (String(repeating: " ", count: 1019) + "%PDF-", .pdf),
        (String(repeating: " ", count: 1020) + "%PDF-", .other), ("%%PDF-1", .pdf), ("%PDF", .other), ("", .empty),
        ("<!DOCTYPE html><html>", .page),
        ("\n<HTML lang=en>", .page), ("PK\u{3}\u{4}...", .archive), ("GIF89a", .image), ("hello", .other),
        ("<?xml version=\"1.0\"?><a/>", .other),
    ])
    func `the first bytes tell what a file is`(text: String, kind: ContentKind) {
        #expect(ContentKind(of: ByteBuffer(string: text).readableBytesView) == kind)
    }

    @Test func `bytes that are no text are judged too`() {
        #expect(ContentKind(of: ByteBuffer(bytes: [0xFF, 0xD8, 0xFF, 0xE0]).readableBytesView) == .image)
        #expect(ContentKind(of: ByteBuffer(bytes: [0x1F, 0x8B, 8]).readableBytesView) == .archive)
        #expect(ContentKind(of: ByteBuffer(bytes: [0xFF, 0x00] + Array("%PDF-1.4".utf8)).readableBytesView) == .pdf)
    }
}
