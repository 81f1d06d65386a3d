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

    /// Writes what is left and tells what there was.
    nonisolated(nonsending) func finish() async throws -> UploadMeasure {
        try await flush()
        return measure
    }

    private nonisolated(nonsending) func flush() async throws {
        measure = try await threads.run { [file, pending, measure] in
            var measure = measure
            measure.add(pending)
            try pending.withUnsafeReadableBytes { bytes in try file.write(bytes) }
            return measure
        }
        pending.clear(minimumCapacity: 0)
    }
}
