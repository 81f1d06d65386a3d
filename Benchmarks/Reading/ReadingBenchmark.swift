import Foundation
import HeatSheets
import MeetModel
import PDFPages
import Subprocess

/// Prints how fast documents are read, each figure beside its yardstick, and how much memory a reader process takes.
///
/// Usage: `reading-benchmark WALK HEATSYNC FILE...` (see scripts/bench)
@main
struct ReadingBenchmark {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count > 2 else { throw Trouble("usage: reading-benchmark WALK HEATSYNC FILE...") }
        let yardstick = Yardstick(walk: arguments[0], heatsync: arguments[1])
        let documents = try arguments[2...].map(Document.init)

        try await ReadingSpeed(yardstick: yardstick).print(documents)
        try await ColdStart(yardstick: yardstick).print(documents)
        ParsingSpeed.print(try await ParsingSpeed.pages(of: documents))
        try await ReaderMemory.print(documents)
    }
}

struct Trouble: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}

struct Document {
    var path: String
    var bytes: [UInt8]
    var name: String { URL(filePath: path).deletingPathExtension().lastPathComponent }

    init(_ path: String) throws {
        self.path = path
        bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    }
}

/// Wall-clock milliseconds that `body` takes.
func milliseconds(_ body: () async throws -> Void) async rethrows -> Double {
    let time = try await ContinuousClock().measure { try await body() }
    return Double(time.components.seconds) * 1e3 + Double(time.components.attoseconds) / 1e15
}

extension String {
    func padded(_ width: Int) -> String { count >= width ? self : self + String(repeating: " ", count: width - count) }
}

extension Double {
    func formatted(_ width: Int, decimals: Int = 1) -> String {
        let text = String(format: "%.\(decimals)f", self)
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
