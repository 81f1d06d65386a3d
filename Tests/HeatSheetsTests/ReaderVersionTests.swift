import HeatSheets
import Testing

/// Readings are kept under the version of the reader: one that reads otherwise under the same version would be given what another read.
@Suite("The version of the reader")
struct ReaderVersionTests {
    private static let documents = TestDocument.fixtures + TestDocument.samples + TestDocument.sheets

    @Test("is raised whenever a document of the project comes to be read otherwise")
    func isRaised() async throws {
        var found = ReadingList(version: HeatSheetReader.version, fingerprints: [:])
        for document in Self.documents { found.fingerprints[document.name] = try await document.reading().fingerprint() }
        try #require(found.fingerprints.count == Self.documents.count, "two documents have one name")
        let recorded = try ReadingList.recorded()
        let changed = recorded.fingerprints.filter { found.fingerprints[$0.key] ?? $0.value != $0.value }.keys.sorted()

        if found.version <= recorded.version, !ReadingList.keepsVersion {
            #expect(
                changed.isEmpty && found.version == recorded.version,
                "raise HeatSheetReader.version above \(recorded.version): what was read before is kept under it. Then \(ReadingList.advice)."
            )
        }
        guard ReadingList.isWritten else {
            let names = Set(found.fingerprints.keys)
            let isListed = found.version <= recorded.version && names == Set(recorded.fingerprints.keys)
            let others = names.symmetricDifference(recorded.fingerprints.keys).sorted()
            #expect(isListed, "\(ReadingList.advice), for version \(found.version) and \(others)")
            return
        }
        if changed.isEmpty || found.version > recorded.version || ReadingList.keepsVersion { try found.write() }
    }
}
