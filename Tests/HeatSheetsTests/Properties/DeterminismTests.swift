import Foundation
import HeatSheets
import MeetModel
import Testing

@Suite("The same document")
struct DeterminismTests {
    @Test("gives the same bytes in another process, where sets and dictionaries have another order")
    func otherProcess() async throws {
        var digests: [[UInt8]] = []
        for _ in 0..<2 {
            let result = try await #require(processExitsWith: .success, observing: [\.standardOutputContent]) {
                FileHandle.standardOutput.write(Data((try await DeterminismTests.digest() + "\n").utf8))
            }
            digests.append(result.standardOutputContent)
        }
        #expect(digests.allSatisfy { $0 == digests[0] })
        #expect(String(decoding: digests[0], as: UTF8.self).contains(try await Self.digest()))
    }

    /// A number for everything that was read of every eighth document, and its length. Swift's own hash values differ from process to
    /// process; FNV's do not.
    private static func digest() async throws -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var count = 0
        for (number, document) in TestDocument.fixtures.enumerated() where number % 8 == 0 {
            for byte in try await document.reading().encoded() {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
                count += 1
            }
        }
        return "read \(count) \(hash)"
    }
}
