import Database
import DatabaseTesting
import Foundation
import Testing

/// The commands beside `serve`, by way of `heatsync`.
@Suite struct CommandTests {
    @Test(arguments: TestBackend.allCases)
    func `migrate brings the schema up to date, once`(backend: TestBackend) async throws {
        try await ServiceWorld.with(backend) { world in
            let first = try await Tool.run("heatsync", ["migrate"], world.environment)
            #expect(first.status == 0 && first.text.hasPrefix("Applied "), "\(first.errors)")
            let second = try await Tool.run("heatsync", ["migrate"], world.environment)
            #expect(second.status == 0 && second.text == "The schema was up to date.\n")
        }
    }

    @Test func `doctor says what is well, and ends with 1 when something is not`() async throws {
        try await ServiceWorld.with(.sqlite) { world in
            let well = try await Tool.run("heatsync", ["doctor"], world.environment)
            #expect(well.status == 0 && !well.text.contains("FAIL"), "\(well.text)")
            let ill = try await Tool.run(
                "heatsync", ["doctor"], world.environment.merging(["DATABASE_URL": "postgres://u:hush@127.0.0.1:1/x"]) { $1 })
            #expect(ill.status == 1 && ill.text.contains("FAIL  database") && !ill.text.contains("hush"))
        }
    }

    @Test func `an address of this machine is refused by extract, with what to do`() async throws {
        let result = try await Tool.run(
            "heatsync", ["extract", "http://127.0.0.1:1/sheet.pdf", "--swimmer", "Yara Brammont"], ["HOME": "/tmp"])
        #expect(result.status == 2)
        #expect(
            result.errors.contains("sheet.pdf: The address") && result.errors.contains("Download the file yourself"), "\(result.errors)")
    }

    @Test func `the help of the server's commands is its own`() async throws {
        let result = try await Tool.run("heatsync", ["serve", "--help"], [:])
        #expect(result.status == 0 && result.text.contains("--role") && result.text.contains("--port"))
    }
}
