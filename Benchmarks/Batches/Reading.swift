import Batches
import Downloads
import FileStore
import Foundation
import NIOCore
import PDFPages
import Schedules

/// A batch of fifteen documents from its making to its end, and the next swimmer on a document that is known.
struct Reading {
    var service: BenchmarkService
    var paths: [String]

    func print() async throws {
        let client = NewBatch.Client(hash: "bench")
        let longest = try await longest(8)
        let pages = (0..<15).reduce(0) { $0 + longest[$1 % longest.count].pages }
        var sources: [NewBatch.Source] = []
        for number in 0..<15 {
            let path = longest[number % longest.count].path
            // Each with a content of its own, so that each is read.
            let bytes = try Data(contentsOf: URL(filePath: path)) + Data("\n% \(number)\n".utf8)
            let key = try ObjectKey("bench/\(number).pdf")
            let receipt = try await service.store.upload(
                key, options: UploadOptions(contentType: "application/pdf"), bytes: ByteBuffer(bytes: bytes))
            sources.append(.file(StoredFile(receipt, filename: "\(number)-\(URL(filePath: path).lastPathComponent)")))
        }
        let worker = BatchWorker(
            service: service.batches, downloader: .init(client: .init(), store: service.store), owner: "bench")
        let life = Task { try await worker.run() }
        let start = ContinuousClock.now
        let id = try await service.batches.create(NewBatch(swimmers: [SwimmerQuery(name: "Mina Sol")], sources: sources, client: client))
            .batch.id
        var batch = try await service.batches.status(id)
        while batch?.status.isEnded == false {
            try await ContinuousClock().sleep(for: .milliseconds(5))
            batch = try await service.batches.status(id)
        }
        let seconds = (ContinuousClock.now - start).inSeconds
        life.cancel()
        _ = await life.result
        Swift.print(
            "batch of 15 documents, \(pages) pages: \(String(format: "%.2f", seconds)) s (bar 2), \(batch?.completedPDFs ?? 0) completed"
        )

        var times: [Duration] = []
        for number in 0..<1_000 {
            let begin = ContinuousClock.now
            _ = try await service.batches.extractNow(sources[0], SwimmerQuery(name: "Mina Sol\(number)"), client: client)
            times.append(ContinuousClock.now - begin)
        }
        Swift.print(
            "the next swimmer on a known document: p50 \(times.milliseconds(at: 0.5)) ms, p99 \(times.milliseconds(at: 0.99)) ms (bar 5)")
    }

    /// The documents with the most pages.
    private func longest(_ count: Int) async throws -> [(path: String, pages: Int)] {
        let pool = ReaderPool()
        var documents: [(path: String, pages: Int)] = []
        for path in paths {
            let bytes = Array(try Data(contentsOf: URL(filePath: path)))
            documents.append((path, try await pool.read(bytes) { _ in }.count))
        }
        await pool.shutdown()
        return Array(documents.sorted { $0.pages > $1.pages }.prefix(count))
    }
}
