import Foundation
import RandomTesting

/// Breaks documents on purpose: the same ones every time, for the same number.
struct Mutator {
    /// What is broken.
    enum Source: CaseIterable {
        /// The corpus, if it is there, or else the samples and the fixtures.
        case documents
        /// Layouts drawn by chance: those of the fixtures, and those in the folder that `HEATSYNC_SHEETS` names.
        case sheets
    }

    let documents: [(name: String, bytes: [UInt8])]

    init(_ source: Source) throws {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        var files: [URL] = []
        switch source {
        case .documents:
            files = Corpus.documents
            if files.isEmpty { files = try ["samples", "Tests/Fixtures"].flatMap { try Self.files(in: project.appending(path: $0)) } }
        case .sheets:
            files = try Self.files(in: project.appending(path: "Tests/Fixtures/Sheets"))
            if let drawn = ProcessInfo.processInfo.environment["HEATSYNC_SHEETS"] { files += try Self.files(in: URL(filePath: drawn)) }
        }
        documents = try files.map { (name: $0.lastPathComponent, bytes: [UInt8](try Data(contentsOf: $0))) }
    }

    private static func files(in folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "pdf" }.sorted { $0.path < $1.path }
    }

    /// The broken document of that number, and what was done to it.
    func mutation(_ number: Int) -> (bytes: [UInt8], story: String) {
        var random = SeededGenerator(seed: UInt64(number))
        let document = documents[number % documents.count]
        var bytes = document.bytes
        var story = "\(number): \(document.name)"
        for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
            let change = Change.allCases.randomElement(using: &random) ?? .flip
            change.apply(to: &bytes, using: &random)
            story += ", \(change)"
        }
        return (bytes, story)
    }

    private enum Change: CaseIterable {
        case flip, flipMany, truncate, cutOut, zero, repeatPart, swapObjects, swapParts, changeNumbers, noise

        func apply(to bytes: inout [UInt8], using random: inout SeededGenerator) {
            let part = Self.part(of: bytes, using: &random)
            switch self {
            case .flip: flip(1...3, &bytes, &random)
            case .flipMany: flip(20...2_000, &bytes, &random)
            case .truncate: bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
            case .cutOut: bytes.removeSubrange(part)
            case .zero: for index in part { bytes[index] = 0 }
            case .repeatPart: bytes.insert(contentsOf: bytes[part], at: part.lowerBound)
            case .swapObjects: swapObjects(&bytes, &random)
            case .swapParts:
                let other = Self.part(of: bytes, using: &random)
                exchange(part.lowerBound < other.lowerBound ? (part, other) : (other, part), in: &bytes)
            case .changeNumbers:
                for index in part where (0x30...0x39).contains(bytes[index]) {
                    bytes[index] = UInt8.random(in: 0x30...0x39, using: &random)
                }
            case .noise: for index in part { bytes[index] = UInt8.random(in: 0...255, using: &random) }
            }
        }

        private func flip(_ count: ClosedRange<Int>, _ bytes: inout [UInt8], _ random: inout SeededGenerator) {
            for _ in 0..<Int.random(in: count, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] ^= 1 << UInt8.random(in: 0...7, using: &random)
            }
        }

        /// Exchanges the bodies of two objects, so that a font may be where a page was.
        private func swapObjects(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
            let (start, end) = (Array(" obj".utf8), Array("endobj".utf8))
            let starts = bytes.indices.filter { bytes[$0] == 0x20 && bytes[$0...].starts(with: start) }
            guard let a = starts.randomElement(using: &random), let b = starts.randomElement(using: &random), a != b else { return }
            let bodies = [min(a, b), max(a, b)].compactMap { position -> Range<Int>? in
                let body = position + start.count
                return bytes[body...].indices.first { bytes[$0] == 0x65 && bytes[$0...].starts(with: end) }.map { body..<$0 }
            }
            if bodies.count == 2 { exchange((bodies[0], bodies[1]), in: &bytes) }
        }

        private func exchange(_ parts: (Range<Int>, Range<Int>), in bytes: inout [UInt8]) {
            let (first, second) = parts
            guard first.upperBound <= second.lowerBound else { return }
            var exchanged = Array(bytes[..<first.lowerBound])
            exchanged += bytes[second]
            exchanged += bytes[first.upperBound..<second.lowerBound]
            exchanged += bytes[first]
            exchanged += bytes[second.upperBound...]
            bytes = exchanged
        }

        /// A stretch of bytes, more often short than long.
        private static func part(of bytes: [UInt8], using random: inout SeededGenerator) -> Range<Int> {
            let start = Int.random(in: bytes.indices, using: &random)
            let longest = 1 << Int.random(in: 0...16, using: &random)
            return start..<min(bytes.count, start + Int.random(in: 1...longest, using: &random))
        }
    }
}
