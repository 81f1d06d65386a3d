import Foundation
import HeatSheets
import MeetModel
import PDFPages
import RandomTesting
import Testing

@testable import Anonymizing

/// A PDF of this project, or of the corpus beside it where that is there.
struct Sheet: Sendable, CustomTestStringConvertible {
    var pdf: URL

    var testDescription: String { pdf.deletingPathExtension().lastPathComponent }

    static let fixtures = sheets(in: "Tests/Fixtures") + sheets(in: "Tests/Fixtures/samples") + sheets(in: "samples")
    static let corpus = sheets(in: ProcessInfo.processInfo.environment["HEATSYNC_CORPUS"] ?? "../shared/corpus")

    private static func sheets(in path: String) -> [Sheet] {
        let folder = URL(filePath: path, relativeTo: URL(filePath: #filePath).appending(path: "../../..").standardized)
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "pdf" }.sorted { $0.path < $1.path }.map { Sheet(pdf: $0) }
    }

    func original() async throws -> ReadSheet { try await ReadSheet([UInt8](Data(contentsOf: pdf))) }

    static let pool = ReaderPool()
}

/// A document as it was read.
struct ReadSheet {
    var pages: [PageText]
    var reading: Reading

    init(_ pdf: [UInt8]) async throws {
        pages = try await Sheet.pool.read(pdf)
        reading = HeatSheetReader.read(pages)
    }

    /// The document with other names, and what is read from its PDF.
    func anonymized(clubs: Bool = false, seed: UInt64 = 1) async throws -> (document: AnonymizedDocument, copy: ReadSheet, pdf: [UInt8]) {
        var random = SeededGenerator(seed: seed)
        let document = Anonymizer.anonymize(pages, reading, replacesClubs: clubs, using: &random)
        let pdf = document.pdf
        return (document, try await ReadSheet(pdf), pdf)
    }

    /// All the words of letters.
    var keys: Set<String> { Set(pages.flatMap { WordFinder.words(of: $0) }.flatMap(\.chunks).map(\.key)) }
}

/// A text with its letters made one, by case: all that stays of a name.
func shape(_ text: String) -> String {
    String(
        String.UnicodeScalarView(
            text.unicodeScalars.map { scalar in
                LetterKey.letter(scalar) == nil ? scalar : scalar.isCapital ? "A" : "a"
            }))
}
