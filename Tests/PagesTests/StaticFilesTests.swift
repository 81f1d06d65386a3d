import CZlib
import Foundation
import Pictures
import Testing

@testable import Web

@Suite("Static files")
struct StaticFilesTests {
    private func folder(_ files: [String: String]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files { try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8) }
        return folder
    }

    @Test("The address of all files changes when one of them does, and only then")
    func version() throws {
        let first = try folder(["app.css": "a{}", "sw.js": "x", "app.js": "1"])
        let same = try folder(["app.css": "a{}", "sw.js": "x", "app.js": "1"])
        let other = try folder(["app.css": "a{}", "sw.js": "x", "app.js": "2"])
        let versions = try [first, same, other].map { try StaticFiles(folder: $0.path).version }
        #expect(versions[0] == versions[1])
        #expect(versions[0] != versions[2])
        for folder in [first, same, other] { try FileManager.default.removeItem(at: folder) }
    }

    @Test("Only files of known kinds are served")
    func kinds() throws {
        let folder = try folder(["app.css": "a{}", "sw.js": "x", "notes.txt": "secret", ".app.css.swp": "y"])
        let files = try StaticFiles(folder: folder.path)
        #expect(files.file("app.css")?.type == "text/css; charset=utf-8")
        #expect(files.file("notes.txt") == nil)
        #expect(files.file(".app.css.swp") == nil)
        #expect(files.file("sw.js") == nil, "the service worker has an address of its own")
        try FileManager.default.removeItem(at: folder)
    }

    @Test("A file is kept packed when that makes it smaller, and unpacks to what it was")
    func gzip() throws {
        let text = Array(String(repeating: "lane 4 heat 3 ", count: 500).utf8)
        let file = StaticFile(type: "text/css; charset=utf-8", bytes: text)
        let packed = try #require(file.gzipped)
        #expect(packed.count < text.count / 10)
        #expect(packed.starts(with: [0x1F, 0x8B, 8]))
        #expect(try unpack(packed, length: text.count) == text)
        #expect(StaticFile(type: "text/css; charset=utf-8", bytes: [1]).gzipped == nil)
        #expect(StaticFile(type: "image/png", bytes: text).gzipped == nil)
    }

    private func unpack(_ bytes: [UInt8], length: Int) throws -> [UInt8] {
        var stream = z_stream()
        #expect(inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK)
        defer { inflateEnd(&stream) }
        var (input, output) = (bytes, [UInt8](repeating: 0, count: length + 10))
        let count = output.count
        input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(count)
                #expect(inflate(&stream, Z_FINISH) == Z_STREAM_END)
            }
        }
        return Array(output.prefix(Int(stream.total_out)))
    }

    @Test("The service worker knows every file of this version, and the manifest's pictures are there")
    func worker() throws {
        let files = try SampleResults.renderer().files
        let worker = String(decoding: files.serviceWorker.bytes, as: UTF8.self)
        #expect(!worker.contains("__"))
        for name in files.names where !name.hasSuffix(".png") { #expect(worker.contains("\"\(files.path(name))\"")) }
        let object = try JSONSerialization.jsonObject(with: Data(files.manifest.bytes))
        let manifest = try #require(object as? [String: Any])
        let icons = try #require(manifest["icons"] as? [[String: String]])
        for icon in icons {
            let name = icon["src"]?.split(separator: "/").last.map(String.init) ?? ""
            #expect(files.file(name) != nil, "\(name)")
        }
    }

    @Test("Icons are drawn at the size they say, with clear corners and a wave in the middle")
    func icons() {
        let icon = AppIcon.image(size: 192, fillsSquare: false)
        #expect((icon.width, icon.height, icon.pixels.count) == (192, 192, 192 * 192))
        #expect(icon.palette[Int(icon.pixels[0])] >> 24 == 0)
        // The crest of the middle wave, at (20, 28) of 64.
        #expect(icon.palette[Int(icon.pixels[84 * 192 + 60])] == 0xFFFF_FFFF)
        #expect(icon.palette[Int(icon.pixels[78 * 192 + 96])] == 0xFF0A_5C7F)
        #expect(AppIcon.image(size: 180, fillsSquare: true).palette.isEmpty == false)
        #expect(AppIcon.image(size: 180, fillsSquare: true).pixels.allSatisfy { $0 < 32 }, "it fills its square")
    }

    @Test("Templates or files that are missing are an error, not an empty page")
    func missing() {
        #expect(throws: (any Error).self) { try PageRenderer(folder: "/nowhere") }
    }
}
