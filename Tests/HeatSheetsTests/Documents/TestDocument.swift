import Foundation
import HeatSheets
import MeetModel
import PDFPages
import Testing

/// A PDF of which it is known what it says.
struct TestDocument: Sendable, CustomTestStringConvertible {
    var pdf: URL
    var json: URL

    /// The file's name without its extension.
    var name: String { pdf.deletingPathExtension().lastPathComponent }
    var testDescription: String { name }

    func truth() throws -> Truth { try JSONDecoder().decode(Truth.self, from: Data(contentsOf: json)) }

    /// The text of its pages, from the real reader processes.
    func pages() async throws -> [PageText] { try await Library.shared.pages(of: pdf) }

    /// What the document says, as it was read.
    func reading() async throws -> Reading { try await Library.shared.reading(of: pdf) }
}

extension TestDocument {
    /// Documents of this project: invented people, one rule of reading each.
    static let fixtures = documents(in: fixtureFolder) { $0.deletingPathExtension().appendingPathExtension("json") }

    /// The sample meet that the README reads.
    static let samples = documents(in: projectFolder.appending(path: "samples")) { pdf in
        fixtureFolder.appending(path: "samples/" + pdf.deletingPathExtension().lastPathComponent + ".json")
    }

    /// Documents of layouts that are drawn by chance (`scripts/sheets`): invented people, and no rule that they follow.
    static let sheets = documents(in: fixtureFolder.appending(path: "Sheets")) { $0.deletingPathExtension().appendingPathExtension("json") }

    /// A document of `fixtures` by its name.
    static func fixture(_ name: String) throws -> TestDocument {
        try #require(fixtures.first { $0.name == name }, "there is no Tests/Fixtures/\(name).pdf")
    }

    /// What pages made or changed by a test say.
    static func read(_ pages: [PageText]) throws -> Reading { HeatSheetReader.read(pages) }

    static func documents(in folder: URL, truth: (URL) -> URL) -> [TestDocument] {
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "pdf" }.sorted { $0.path < $1.path }.map { TestDocument(pdf: $0, json: truth($0)) }
    }

    static let projectFolder = URL(filePath: #filePath).appending(path: "../../../..").standardized
    static let fixtureFolder = projectFolder.appending(path: "Tests/Fixtures")
}

/// Every document is read once, whatever number of tests look at it.
private actor Library {
    static let shared = Library()

    private let pool = ReaderPool()
    private var pages: [URL: Task<[PageText], any Error>] = [:]
    private var readings: [URL: Task<Reading, any Error>] = [:]

    func pages(of pdf: URL) async throws -> [PageText] {
        let task = pages[pdf] ?? Task { [pool] in try await pool.read([UInt8](Data(contentsOf: pdf))) }
        pages[pdf] = task
        return try await task.value
    }

    func reading(of pdf: URL) async throws -> Reading {
        let task = readings[pdf] ?? Task { try TestDocument.read(try await pages(of: pdf)) }
        readings[pdf] = task
        return try await task.value
    }
}
