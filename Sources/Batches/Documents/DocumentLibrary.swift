import Database
import FileStore
import Foundation
import HeatSheets
import Logging
import MeetModel
import NIOCore
import PDFPages
import Schedules
import Synchronization

/// What documents say, by their content: each is read once, whoever asks for whatever swimmer, and kept in the database and,
/// while it is asked for, in memory.
final class DocumentLibrary: Sendable {
    /// A document under the name that a schedule knows it by.
    struct Named: Sendable, Hashable {
        var file: String
        var checksum: Checksum
    }

    struct Answer: Sendable {
        var reading: Reading
        /// It had been read before.
        var cached: Bool
    }

    private let database: SQLDatabase
    private let store: any ObjectStore
    private let pool: ReaderPool
    private let logger: Logger
    private let now: @Sendable () -> Date
    let desk = ReadingDesk()
    /// Beside a document itself, its readers are each handed a copy.
    let budget = ByteBudget(limit: 50_000_000)
    /// The cost of a reading is the size of its compact form, an eighth or so of what it takes in memory.
    private let readings = RecentlyUsed<Checksum, KnownReading>(limit: 4 << 20)
    private let indexes = RecentlyUsed<[Named], MeetIndex>(limit: 4 << 20)

    /// - Parameter now: the time, for telling how long ago a reading was last noted as used.
    init(database: SQLDatabase, store: any ObjectStore, pool: ReaderPool, logger: Logger, now: @escaping @Sendable () -> Date = { .now }) {
        self.now = now
        self.database = database
        self.store = store
        self.pool = pool
        self.logger = logger
    }

    /// What the document says.
    ///
    /// - Parameter beginReading: called when it has to be read.
    /// - Throws: `PDFError`, `StoreError`, `DatabaseError` and `CancellationError`.
    func reading(of file: StoredFile, beginReading: @escaping @Sendable () -> Void = {}) async throws -> Answer {
        if let known = try await known(file.checksum) { return Answer(reading: known, cached: true) }
        return try await desk.answer(file.checksum) { [self] in
            beginReading()
            let reading = try await budget.with(Int(file.bytes)) { try await read(try await load(file)) }
            await keep(reading, file.checksum)
            return reading
        }
    }

    /// The documents of these readings, ready for questions. A new index takes some milliseconds; it is made on the threads that all
    /// tasks share, wherever the caller runs.
    func index(_ documents: [(name: Named, reading: Reading)]) async -> MeetIndex {
        let names = documents.map(\.name)
        if let index = indexes[names] { return index }
        let index = await withTaskExecutorPreference(globalConcurrentExecutor) {
            MeetIndex(documents.map { SourceDocument(file: $0.name.file, reading: $0.reading) })
        }
        let rows = documents.reduce(0) { $0 + $1.reading.meet.entries.count + $1.reading.meet.relays.count + $1.reading.meet.heats.count }
        indexes.keep(index, for: names, cost: 4_000 + rows * 40)
        return index
    }

    /// What is known of the content without reading it; nil when it has not been read by this version of the reader. What the database
    /// has of it is decoded on the threads that all tasks share.
    func known(_ checksum: Checksum) async throws -> Reading? {
        if let known = readings[checksum] {
            if known.isDue(at: now()) { Task { await noteUse(of: checksum) } }
            return known.reading
        }
        let name = checksum.hexadecimal
        let rows = try await database.query(
            "SELECT meet FROM parsed_meets WHERE sha256 = \(name) AND reader_version = \(HeatSheetReader.version)")
        guard let bytes = try rows.first?.get("meet", as: [UInt8].self) else { return nil }
        let decoded = await withTaskExecutorPreference(globalConcurrentExecutor) {
            var reader = CompactReader(bytes)
            return try? reader.reading()
        }
        guard let reading = decoded else {
            logger.error("A parsed meet cannot be understood, and is read anew", metadata: ["document.sha256": "\(name)"])
            return nil
        }
        readings.keep(KnownReading(reading, at: now()), for: checksum, cost: bytes.count)
        await noteUse(of: checksum)
        return reading
    }

    /// What nobody uses for long is forgotten. Written once an hour at most: whoever asks need not wait for it, and a failure is made good
    /// with the next hour.
    private func noteUse(of checksum: Checksum) async {
        await logger.attempt("The use of a parsed meet could not be noted") {
            try await database.execute(
                """
                UPDATE parsed_meets SET last_used_at = \(SQL.now)
                WHERE sha256 = \(checksum.hexadecimal) AND reader_version = \(HeatSheetReader.version)
                    AND last_used_at < \(SQL.instant(.now, plus: .seconds(-Int(KnownReading.noteInterval))))
                """)
        }
    }

    /// The whole document, checked. It is in memory once.
    private func load(_ file: StoredFile) async throws -> [UInt8] {
        try await store.read(file.key, expecting: file.checksum) { object in
            let limit = pool.configuration.maximumBytes
            guard object.objectSize <= limit else {
                throw StoreError(
                    .tooLarge, "This file is larger than the \(limit / 1_000_000) MB that are accepted. Use the heat sheet alone.")
            }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(Int(object.objectSize))
            for try await piece in object { bytes.append(contentsOf: piece.readableBytesView) }
            return bytes
        }
    }

    /// A reader process that dies may have been killed by somebody else: the document gets a second chance.
    private func read(_ bytes: [UInt8]) async throws -> Reading {
        do {
            return try await HeatSheetReader.read(bytes, in: pool)
        } catch  where error.code == .readerCrashed {
            return try await HeatSheetReader.read(bytes, in: pool)
        }
    }

    /// A reading that cannot be stored is still an answer.
    private func keep(_ reading: Reading, _ checksum: Checksum) async {
        var writer = CompactWriter()
        writer.write(reading)
        let bytes = writer.bytes
        readings.keep(KnownReading(reading, at: now()), for: checksum, cost: bytes.count)
        do {
            try await database.execute(
                """
                INSERT INTO parsed_meets (sha256, reader_version, meet)
                VALUES (\(checksum.hexadecimal), \(HeatSheetReader.version), \(bytes))
                ON CONFLICT (sha256, reader_version) DO UPDATE SET meet = excluded.meet, last_used_at = excluded.last_used_at
                """)
        } catch {
            logger.warning("A parsed meet could not be stored", metadata: .code(of: error))
        }
    }
}

/// A reading in memory, and when the database was last told that it is used.
private final class KnownReading: Sendable {
    /// Seconds.
    static let noteInterval: TimeInterval = 3_600

    let reading: Reading
    private let notedAt: Mutex<Date>

    init(_ reading: Reading, at time: Date) {
        self.reading = reading
        notedAt = Mutex(time)
    }

    /// Whether it is to be noted again: true for the first who asks an hour or more after the last time.
    func isDue(at time: Date) -> Bool {
        notedAt.withLock { last in
            guard time.timeIntervalSince(last) >= Self.noteInterval else { return false }
            last = time
            return true
        }
    }
}
