import HeatSheets
import MeetModel
package import PDFPages

/// A PDF with other names in it, made and looked through.
package struct AnonymizedCopy: Sendable {
    package var pdf: [UInt8]
    package var summary: AnonymizingSummary
    /// Where it does not read the way the original does, in words for a person and without anything of what the documents say; empty if
    /// it does.
    package var differences: [String]

    /// Why there is no copy.
    package enum Failure: Error, Hashable {
        /// The original cannot be read.
        case unreadable(PDFError)
        /// The original has no text, only pictures of pages.
        case withoutText
        /// Words that were to be replaced were still in the copy, so that nobody may have it.
        case stillNamed

        /// A sentence for the user that says what to do.
        package var message: String {
            switch self {
            case .unreadable(let error): error.message
            case .withoutText: "This PDF has no text, only pictures of pages, as a scan has. There is nothing in it that could be replaced."
            case .stillNamed:
                "A word that was to be replaced was still there, so there is no copy. Please report this, without the sheet."
            }
        }
    }

    /// Reads a document, replaces its names, reads the result, and holds both against each other.
    /// - Parameters:
    ///   - replacesClubs: whether teams go, too.
    ///   - random: must not be predictable, or the words can be led back.
    package init(
        of document: [UInt8], in pool: ReaderPool, replacesClubs: Bool, using random: inout some RandomNumberGenerator
    ) async throws(Failure) {
        let pages = try await Self.read(document, in: pool)
        guard pages.contains(where: { $0.runs.contains(where: \.isUpright) }) else { throw .withoutText }
        let reading = try await Self.read(pages)
        // By chance, new letters may look like an old word where words run into each other: other letters help then.
        for _ in 0..<5 {
            let anonymized = Anonymizer.anonymize(pages, reading, replacesClubs: replacesClubs, using: &random)
            let pdf = anonymized.pdf
            let copy = try await Self.read(pdf, in: pool)
            guard anonymized.remaining(in: pdf, copy) == 0 else { continue }
            let differences = ReadingLikeness.differences(reading, try await Self.read(copy))
            self.init(pdf: pdf, summary: anonymized.summary, differences: differences)
            return
        }
        throw .stillNamed
    }

    private static func read(_ document: [UInt8], in pool: ReaderPool) async throws(Failure) -> [PageText] {
        do { return try await pool.read(document) } catch { throw .unreadable(error) }
    }

    private static func read(_ pages: [PageText]) async throws(Failure) -> Reading {
        do { return try await HeatSheetReader.read(pages, within: nil) } catch { throw .unreadable(error) }
    }

    private init(pdf: [UInt8], summary: AnonymizingSummary, differences: [String]) {
        self.pdf = pdf
        self.summary = summary
        self.differences = differences
    }
}
