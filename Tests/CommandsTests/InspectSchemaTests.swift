import Foundation
import Testing

/// `heatsync inspect --format json` beside what the fixtures say a document holds.
@Suite struct InspectSchemaTests {
    private static let folder = "\(Program.root)/Tests/Fixtures"
    private static let names = File.names(in: folder).filter { $0.hasSuffix(".pdf") }.map { String($0.dropLast(4)) }

    /// Rows of the fixtures say more than the schema asks for.
    private static let beyond: Set<String> = [
        "alts", "ordinal", "teamName", "notes", "confidence", "negative", "optionalEntries", "noTextPages", "pages",
    ]

    private func object(_ bytes: some Sequence<UInt8>) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    @Test("There are fixtures")
    func fixtures() {
        #expect(Self.names.count > 50)
    }

    @Test("Every member that the schema has is there", arguments: names)
    func members(name: String) async throws {
        let program = try await Program.run(["inspect", "--format", "json", "Tests/Fixtures/\(name).pdf"])
        try #require(program.status == 0, "\(program.errors)")
        let truth = try object(File.bytes("\(Self.folder)/\(name).json"))
        let shown = try object(program.output.utf8)
        #expect(Set(truth.keys).subtracting(Self.beyond).isSubset(of: shown.keys))
        for section in ["sessions", "events", "entries", "alternates", "relays", "timeline"] {
            let wanted = try #require(truth[section] as? [[String: Any]]).reduce(into: Set<String>()) { $0.formUnion($1.keys) }
            for row in try #require(shown[section] as? [[String: Any]]) {
                let missing = wanted.subtracting(Self.beyond).subtracting(row.keys)
                #expect(missing.subtracting(["heat"]).isEmpty, "\(section)")
            }
        }
    }

    @Test("Several files are objects one after the other, in the order given")
    func several() async throws {
        let files = ["samples/harbor-lights-psych-sheet.pdf", "samples/harbor-lights-heat-sheet.pdf"]
        let program = try await Program.run(["inspect", "--format", "json"] + files)
        let objects = program.output.split(separator: "\n}\n").map { "\($0)\n}" }
        #expect(objects.count == 2)
        #expect(
            try objects.map { try object($0.utf8)["file"] as? String } == ["harbor-lights-psych-sheet.pdf", "harbor-lights-heat-sheet.pdf"])
    }
}
