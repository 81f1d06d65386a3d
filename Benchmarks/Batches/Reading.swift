import Batches
import Downloads
import FileStore
import Foundation
import NIOCore
import Schedules

/// A batch of fifteen documents from its making to its end, and the next swimmer on a document that is known.
struct Reading {
    var service: BenchmarkService
    var paths: [String]

    func print() async throws {
        let client = NewBatch.Client(hash: "bench")
        var sources: [NewBatch.Source] = []
        for number in 0..<15 {
            let path = paths[number % paths.count]
            let bytes = try Data(contentsOf: URL(filePath: path))
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
            "batch of 15 documents (\(Set(paths).count) different): \(String(format: "%.2f", seconds)) s (bar 2), \(batch?.completedPDFs ?? 0) completed"
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
}
