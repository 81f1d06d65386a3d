import NIOCore

/// Writes an upload to its file, in steps large enough to be worth a change of thread.
final class DiskWriter: ObjectWriter {
    private static let step = 256 * 1024

    private let file: Descriptor
    private let threads: DiskThreads
    private var measure: UploadMeasure
    private var pending = ByteBuffer()

    init(file: Descriptor, threads: DiskThreads, options: UploadOptions) {
        self.file = file
        self.threads = threads
        measure = UploadMeasure(options)
    }

    nonisolated(nonsending) func write(_ bytes: ByteBuffer) async throws {
        try measure.checkRoom(for: pending.readableBytes + bytes.readableBytes)
        pending.writeImmutableBuffer(bytes)
        if pending.readableBytes >= Self.step { try await flush() }
    }

    /// Writes what is left, and then does what `end` does with the file and what there was, on the same thread.
    nonisolated(nonsending) func finish<Result: Sendable>(
        _ end: @escaping @Sendable (Descriptor, UploadMeasure) throws -> Result
    ) async throws -> Result {
        try await threads.run { [file, pending, measure] in try end(file, try Self.write(pending, to: file, measure)) }
    }

    private nonisolated(nonsending) func flush() async throws {
        measure = try await threads.run { [file, pending, measure] in try Self.write(pending, to: file, measure) }
        pending.clear(minimumCapacity: 0)
    }

    private static func write(_ bytes: ByteBuffer, to file: Descriptor, _ measure: UploadMeasure) throws -> UploadMeasure {
        var measure = measure
        measure.add(bytes)
        try bytes.withUnsafeReadableBytes { bytes in try file.write(bytes) }
        return measure
    }
}
