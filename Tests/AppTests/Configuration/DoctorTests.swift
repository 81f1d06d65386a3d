import DatabaseTesting
import Foundation
import Logging
import Testing

@testable import App

@Suite struct DoctorTests {
    private func examine(_ variables: [String: String], now: Date = Date()) async throws -> [String: Finding] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "heatsync-doctor-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = ConfigurationSource(environment: ["DATA_DIR": folder.path].merging(variables) { $1 }, workingDirectory: "/")
        let findings = await Doctor(source: source, logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }, now: { now }).examine()
        return Dictionary(findings.map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
    }

    @Test func `on a laptop everything is well`() async throws {
        let findings = try await examine([:])
        for subject in ["configuration", "database", "clock", "file store", "pdf-reader"] {
            #expect(findings[subject]?.verdict == .good, "\(subject): \(findings[subject]?.message ?? "not examined")")
        }
        #expect(findings["schema"]?.verdict == .notice)
    }

    @Test func `a database that is not there is named with what to do`() async throws {
        let findings = try await examine(["DATABASE_URL": "postgres://u:hush@127.0.0.1:1/x?connect_timeout=1"])
        let finding = try #require(findings["database"])
        #expect(finding.verdict == .bad && finding.message.contains("DATABASE_URL") && !finding.message.contains("hush"))
        #expect(findings["pdf-reader"]?.verdict == .good)
    }

    @Test func `a store that cannot be reached is named with what to do`() async throws {
        let findings = try await examine(["STORAGE_URL": "s3://key:hush@bucket?endpoint=http://127.0.0.1:1"])
        let finding = try #require(findings["file store"])
        #expect(finding.verdict == .bad && finding.message.contains("STORAGE_URL") && !finding.message.contains("hush"))
    }

    @Test func `a folder that cannot be written to is named with what to do`() async throws {
        let findings = try await examine(["DATA_DIR": "/proc/nowhere"])
        #expect(findings["file store"]?.verdict == .bad && findings["database"]?.verdict == .bad)
    }

    @Test func `a clock that is off is noticed`() async throws {
        let findings = try await examine([:], now: Date().addingTimeInterval(60))
        #expect(findings["clock"]?.verdict == .bad)
    }

    @Test func `a missing reader is noticed`() async throws {
        let findings = try await examine(["HEATSYNC_PDF_READER": "/nowhere/pdf-reader"])
        #expect(findings["pdf-reader"]?.verdict == .bad)
    }

    @Test func `what is wrong with the configuration is said before anything is tried`() async throws {
        let findings = try await examine(["PORT": "x"])
        #expect(findings.keys.sorted() == ["PORT"])
    }

    @Test func `flags that a restart is needed for, and variables that do nothing, are told`() async throws {
        let findings = try await examine(["V2_TRAFFIC_PERCENT": "5", "ADMIN_KEY": "hush"])
        #expect(findings["flags"]?.verdict == .notice && findings["ADMIN_KEY"]?.verdict == .notice)
    }
}
