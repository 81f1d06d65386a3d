import Foundation
import PDFPages

/// The most memory a reader process has held, by the kernel's count (Linux only).
enum ReaderMemory {
    static func print(_ documents: [Document]) async throws {
        Swift.print("\nPeak memory of the one reader process that reads the document, MB; the bar is 60\n")
        for document in documents {
            let pool = ReaderPool(configuration: .init(processes: 1))
            _ = try await pool.read(document.bytes)
            let peak = Self.peak()
            await pool.shutdown()
            Swift.print(document.name.padded(44), peak.map { $0.formatted(8) } ?? "unknown")
        }
    }

    /// Of the child process that is a reader, in MB.
    private static func peak() -> Double? {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        for process in processes where Int(process) != nil {
            guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { continue }
            var values: [Substring: String] = [:]
            for line in status.split(separator: "\n") {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.count == 2 { values[parts[0]] = parts[1].trimmingCharacters(in: .whitespaces) }
            }
            let isReader = values["Name"] == "pdf-reader" && values["PPid"] == "\(ProcessInfo.processInfo.processIdentifier)"
            if isReader, let peak = values["VmHWM"]?.split(separator: " ").first.flatMap({ Double($0) }) { return peak / 1000 * 1.024 }
        }
        return nil
    }
}
