import Database
import DatabaseTesting
import Downloads
import FileStore
import Foundation
import NIOCore
import Schedules
import Synchronization
import Testing

@testable import Batches

/// A worker's life in a test: it drains and ends with the body.
@discardableResult
func withWorker<Result>(
    _ service: BatchService, _ configuration: BatchWorker.Configuration = .quick, owner: String = "test",
    body: @escaping BatchWorker.Body, isolation: isolated (any Actor)? = #isolation, _ test: (WorkerShift) async throws -> Result
) async throws -> Result {
    let shift = WorkerShift(service: service, configuration: configuration, owner: owner, body: body)
    let life = Task { await shift.run() }
    do {
        let result = try await test(shift)
        shift.drain()
        await life.value
        return result
    } catch {
        shift.drain(for: .zero)
        await life.value
        throw error
    }
}

/// A worker that reads documents, and the hub that streams need.
@discardableResult
func withReadingWorker<Result>(
    _ service: BatchService, _ configuration: BatchWorker.Configuration = .quick, isolation: isolated (any Actor)? = #isolation,
    _ test: () async throws -> Result
) async throws -> Result {
    let job = DocumentJob(service: service)
    let hub = Task { try await service.hub.run() }
    defer { hub.cancel() }
    return try await withWorker(service, configuration, body: { try await job.run($0, tell: $1) }) { _ in try await test() }
}

extension BatchWorker.Configuration {
    /// One job at a time, and little time for it.
    static let impatient: BatchWorker.Configuration = {
        var configuration = BatchWorker.Configuration.quick
        configuration.concurrency = 1
        configuration.heartbeat = .milliseconds(20)
        configuration.timePerJob = .milliseconds(100)
        configuration.timeToStop = .milliseconds(60)
        return configuration
    }()

    static let quick: BatchWorker.Configuration = {
        var configuration = BatchWorker.Configuration()
        configuration.firstBackoff = .milliseconds(1)
        configuration.longestBackoff = .milliseconds(4)
        configuration.drainTime = .seconds(10)
        return configuration
    }()
}

extension BatchService {
    /// Puts one of the project's documents into the store.
    func stored(_ path: String, as name: String? = nil) async throws -> StoredFile {
        let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: path)
        let bytes = try Data(contentsOf: url)
        return try await stored(Array(bytes), as: name ?? url.lastPathComponent)
    }

    func stored(_ bytes: [UInt8], as name: String) async throws -> StoredFile {
        let key = try ObjectKey("uploads/\(UUID().uuidString.lowercased()).pdf")
        let receipt = try await store.upload(key, options: UploadOptions(contentType: "application/pdf"), bytes: ByteBuffer(bytes: bytes))
        return StoredFile(receipt, filename: name)
    }

    /// The batch once `condition` holds. Looks at every event, so that it needs no sleep.
    func wait(for id: BatchID, until condition: (Batch) -> Bool) async throws -> Batch {
        let start = ContinuousClock.now
        while ContinuousClock.now - start < .seconds(30) {
            let batch = try #require(try await status(id))
            if condition(batch) { return batch }
            await Task.yield()
        }
        let batch = try #require(try await status(id))
        Issue.record("the batch is still \(batch)")
        return batch
    }

    func end(of id: BatchID) async throws -> Batch { try await wait(for: id) { $0.status.isEnded } }

    func allEvents(of id: BatchID, after cursor: Int? = nil) async throws -> [BatchEvent] {
        guard case .stream(let stream) = try await events(id, after: cursor) else { return [] }
        var events: [BatchEvent] = []
        for try await event in stream { events.append(event) }
        return events
    }
}

func expectNil<Value>(_ value: Value?, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(value.map { _ in true } == nil, sourceLocation: sourceLocation)
}

func expectSome<Value>(_ value: Value?, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(value.map { _ in true } != nil, sourceLocation: sourceLocation)
}
