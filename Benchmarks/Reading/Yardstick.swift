import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// Programs to compare with.
struct Yardstick {
    /// One thread of PDFium that walks every character.
    var walk: String
    var heatsync: String

    struct Walk {
        var milliseconds: Double
        var pages: Int
        var characters: Int
    }

    /// The fastest of several walks through a document, in one process.
    func walk(_ document: Document, rounds: Int) async throws -> Walk {
        let result = try await run(.path(FilePath(walk)), arguments: [document.path, "\(rounds)"], output: .string(limit: 4096))
        let fields = result.standardOutput.split(whereSeparator: \.isWhitespace)
        guard fields.count == 3, let time = Double(fields[0]), let pages = Int(fields[1]), let characters = Int(fields[2]) else {
            throw Trouble("the walk through \(document.path) failed")
        }
        return Walk(milliseconds: time, pages: pages, characters: characters)
    }

    func timePoppler(_ document: Document) async throws -> Double {
        try await time(.name("pdftotext"), ["-bbox", document.path, "/dev/null"])
    }

    func timeExtract(_ document: Document) async throws -> Double {
        try await time(.path(FilePath(heatsync)), ["extract", document.path, "--swimmer", "Nobody Atall"])
    }

    /// Milliseconds from the start of a program to its end, output thrown away.
    private func time(_ program: Executable, _ arguments: [String]) async throws -> Double {
        try await milliseconds { _ = try await run(program, arguments: Arguments(arguments), output: .discarded) }
    }
}
