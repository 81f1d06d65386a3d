import Database
import FileStore
package import Foundation
package import Logging
import PDFPages

/// Tries everything that the server needs, and says what to do about what does not work.
package struct Doctor: Sendable {
    private let source: ConfigurationSource
    private let logger: Logger
    private let now: @Sendable () -> Date

    package init(source: ConfigurationSource, logger: Logger, now: @escaping @Sendable () -> Date = { Date() }) {
        self.source = source
        self.logger = logger
        self.now = now
    }

    /// Everything that was found, in the order in which it should be put right.
    package func examine() async -> [Finding] {
        let configuration: ServerConfiguration
        do {
            configuration = try source.load()
        } catch {
            return error.problems.map { Finding($0.variable, .bad, $0.message) }
        }
        var findings = settings(configuration)
        findings += await database(configuration)
        findings.append(await store(configuration))
        findings.append(await reader(configuration))
        findings += disk(configuration)
        return findings
    }

    private func settings(_ configuration: ServerConfiguration) -> [Finding] {
        var findings = [Finding("configuration", .good, source.file.map { "the environment and \($0)" } ?? "the environment")]
        for name in configuration.unused {
            findings.append(Finding(name, .notice, "is set, but this version does nothing with it."))
        }
        let fixed = Variable.all.filter { $0.group == .flags && !(source.environment[$0.name] ?? "").isEmpty }
        if !fixed.isEmpty {
            let names = fixed.map(\.name).joined(separator: ", ")
            findings.append(
                Finding(
                    "flags", .notice, "\(names): set in the environment, so a change needs a restart. Set them in HEATSYNC_CONFIG instead.")
            )
        }
        if configuration.host != "127.0.0.1", configuration.host != "localhost", configuration.givenBaseURL == nil {
            findings.append(
                Finding("BASE_URL", .notice, "is not set: links in answers will begin with http://localhost. Set it to the public address.")
            )
        }
        if case .postgres = configuration.database, case .disk = configuration.storage {
            findings.append(
                Finding("STORAGE_URL", .notice, "files are on this machine's disk. A second machine needs an S3-compatible store for both.")
            )
        }
        return findings
    }

    private func database(_ configuration: ServerConfiguration) async -> [Finding] {
        let subject = "database"
        let database: SQLDatabase
        do {
            database = try configuration.openDatabase(logger: logger)
        } catch {
            return [Finding(subject, .bad, "\(error.reason) \(error.code.advice)")]
        }
        var findings: [Finding] = []
        do {
            let time: Date? = try await database.value("SELECT \(SQL.now)")
            findings.append(Finding(subject, .good, "\(configuration.database) answers"))
            if let time { findings.append(clock(database: time)) }
            findings.append(try await schema(database))
        } catch let error as DatabaseError {
            findings.append(Finding(subject, .bad, "\(error.reason) \(error.code.advice)"))
        } catch {
            findings.append(
                Finding(subject, .bad, "It failed in an unknown way (\(ErrorText.of(error))). Look into the log of the database."))
        }
        await database.close()
        return findings
    }

    private func schema(_ database: SQLDatabase) async throws -> Finding {
        let state = try await database.schemaState()
        if state.isForeign {
            return Finding("schema", .bad, "steps of it were changed after they had been applied. Use the version that made this database.")
        }
        if !state.missing.isEmpty {
            let steps = state.missing.count == 1 ? "one step" : "\(state.missing.count) steps"
            return Finding("schema", .notice, "is \(steps) behind. The server catches up at its start, or run: heatsync migrate")
        }
        return Finding("schema", .good, "is up to date")
    }

    private func clock(database time: Date) -> Finding {
        let difference = abs(time.timeIntervalSince(now()))
        guard difference > 5 else { return Finding("clock", .good, "agrees with the database's") }
        let text = difference.formatted(.number.precision(.fractionLength(0)))
        return Finding(
            "clock", .bad, "differs from the database's by \(text) s. Turn on time synchronization (timedatectl set-ntp true) on both.")
    }

    private func store(_ configuration: ServerConfiguration) async -> Finding {
        let subject = "file store"
        do {
            let store = try await configuration.openStore(logger: logger)
            do {
                try await store.check()
                try await store.shutdown()
            } catch {
                try? await store.shutdown()
                throw error
            }
            let place = if case .disk(let root) = configuration.storage { "the folder \(root)" } else { "the bucket" }
            return Finding(subject, .good, "\(place) takes, gives back and removes a file")
        } catch let error as ConfigurationError {
            return Finding(subject, .bad, error.problems.map(\.message).joined(separator: " "))
        } catch let error as StoreError {
            let reason = error.reason.map { " (\($0))" } ?? ""
            return Finding(subject, .bad, "\(error.message)\(reason) Check STORAGE_URL, its keys and the rights of the folder.")
        } catch {
            return Finding(subject, .bad, "It failed in an unknown way (\(ErrorText.of(error))). Check STORAGE_URL.")
        }
    }

    private func reader(_ configuration: ServerConfiguration) async -> Finding {
        let subject = "pdf-reader"
        var settings = ReaderPool.Configuration(processes: 1)
        if let path = configuration.readerExecutable { settings.executable = path }
        guard let path = settings.executable else {
            return Finding(subject, .bad, "is not there. It belongs beside heatsync-server; or set HEATSYNC_PDF_READER to its path.")
        }
        let pool = ReaderPool(configuration: settings)
        let result: Result<[PageText], PDFError>
        do {
            result = .success(try await pool.read(Self.testDocument))
        } catch {
            result = .failure(error)
        }
        await pool.shutdown()
        switch result {
        case .success: return Finding(subject, .good, "\(path) reads a document")
        case .failure(let error): return Finding(subject, .bad, "\(path): \(error.message)")
        }
    }

    private func disk(_ configuration: ServerConfiguration) -> [Finding] {
        var folders = Set([configuration.filesDirectory])
        if case .sqlite = configuration.database { folders.insert(configuration.dataDirectory) }
        return folders.sorted().compactMap { folder in
            guard let free = DiskSpace.free(at: folder) else { return nil }
            let amount = "\(free / 1_000_000) MB are free at \(folder)"
            guard free < 2_000_000_000 else { return Finding("disk", .good, amount) }
            return Finding("disk", free < 200_000_000 ? .bad : .notice, "\(amount). Make room, or move it with DATA_DIR and TEMP_FILE_DIR.")
        }
    }
}

extension DatabaseError.Code {
    /// What an operator can do.
    fileprivate var advice: String {
        switch self {
        case .unavailable, .connectionLost, .acquireTimedOut:
            "Check that the server of DATABASE_URL runs and that this machine may reach it."
        case .accessDenied: "Check user and password in DATABASE_URL, and the rights of the database file."
        case .diskFull: "Make room on the disk of the database."
        case .readOnly: "Give the database file and its folder to the user of the server."
        case .storageFailure: "Check the disk, and restore the database from a backup if it is damaged."
        default: "Look into the log of the database."
        }
    }
}

extension Doctor {
    /// One empty page.
    private static let testDocument = Array(
        """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
        trailer<</Root 1 0 R>>
        """.utf8)
}
