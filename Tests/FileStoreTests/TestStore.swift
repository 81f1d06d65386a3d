import FileStore
import Foundation
import Logging
import NIOCore
import Synchronization
import Testing

/// Which store a test of the compatibility suite runs on.
enum TestStore: String, CaseIterable, CustomTestStringConvertible {
    case disk
    case s3
    /// In front of a store on disk.
    case passing

    var testDescription: String { rawValue }

    /// Runs `body` on an empty store whose clock is `time`.
    func run(at time: TestTime = TestTime(), _ body: (any ObjectStore) async throws -> Void) async throws {
        switch self {
        case .disk:
            try await withTemporaryFolder { folder in
                try await body(DiskStore.open(root: folder + "/files", now: { time.now }))
            }
        case .passing:
            try await Self.disk.run(at: time) { store in try await body(PassingStore(store, now: { time.now })) }
        case .s3:
            try await withTemporaryFolder { folder in
                let store = try S3Store(S3Server.shared.configuration(), spoolFolder: folder, now: { time.now }, logger: .silent)
                try await closing(store, body)
            }
        }
    }
}

/// Runs `body` and gives the store's connections back.
func closing<Store: ObjectStore, Result>(_ store: Store, _ body: (Store) async throws -> Result) async throws -> Result {
    do {
        let result = try await body(store)
        try await store.shutdown()
        return result
    } catch {
        try await store.shutdown()
        throw error
    }
}

func withTemporaryFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "filestore-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
}

/// A time that passes when a test says so.
///
/// It begins with the real one, because the S3 server compares the dates of requests with its own.
final class TestTime: Sendable {
    private let start = Date()
    private let passed = Mutex(0.0)

    var now: Date { start.addingTimeInterval(passed.withLock { $0 }) }

    func pass(_ seconds: TimeInterval) {
        passed.withLock { $0 += seconds }
    }
}

extension Logger {
    static let silent = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
}

extension ByteBuffer {
    /// Bytes of which no two blocks of 4 KiB are the same, and all of which depend on the seed.
    static func pattern(_ count: Int, seed: UInt64 = 1) -> ByteBuffer {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        var block = ByteBuffer()
        while block.readableBytes < 4096 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            block.writeInteger(state)
        }
        var buffer = ByteBuffer()
        buffer.reserveCapacity(count + block.readableBytes)
        for number in 0...count / block.readableBytes {
            block.setInteger(number, at: 0)
            buffer.writeImmutableBuffer(block)
        }
        return buffer.getSlice(at: 0, length: count) ?? ByteBuffer()
    }

    /// This in pieces of so many bytes.
    func pieces(of size: Int) -> [ByteBuffer] {
        var rest = self
        var pieces: [ByteBuffer] = []
        while let piece = rest.readSlice(length: Swift.min(size, rest.readableBytes)), piece.readableBytes > 0 {
            pieces.append(piece)
        }
        return pieces
    }
}
