import CLibPQ

extension PostgresSession {
    /// Connects and makes the connection ready for use. Blocks for `configuration.connectTimeout` at most, name look-up aside.
    static func open(url: String, _ configuration: DatabaseConfiguration, interrupt: Interrupt) throws(DatabaseError) -> PostgresSession {
        guard let parsed = PQconninfoParse(url, nil) else {
            throw DatabaseError(.misuse, "The database URL cannot be understood.")
        }
        PQconninfoFree(parsed)

        // What stands before "dbname" is a default that the URL may replace.
        let settings = [
            ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"), ("tcp_user_timeout", "30000"),
            ("fallback_application_name", configuration.applicationName), ("dbname", url), ("client_encoding", "UTF8"),
        ]
        let connection = withCStrings(settings.map(\.0)) { keywords in
            withCStrings(settings.map(\.1)) { values in PQconnectStartParams(keywords, values, 1) }
        }
        guard let connection else { throw DatabaseError(.outOfMemory, "There is no memory for a connection.") }
        do throws(DatabaseError) {
            // States only: messages may hold addresses and names.
            _ = PQsetErrorVerbosity(connection, PQERRORS_SQLSTATE)
            try connect(connection, until: .now + configuration.connectTimeout, interrupt)
            guard PQserverVersion(connection) >= 150_000 else {
                throw DatabaseError(.schemaMismatch, "The server is older than PostgreSQL 15.")
            }
            _ = PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
            _ = PQsetNoticeProcessor(connection, { _, _ in }, nil)
            guard PQsetnonblocking(connection, 1) == 0, PQenterPipelineMode(connection) == 1 else { throw DatabaseError.connectionLost }
        } catch {
            PQfinish(connection)
            throw error
        }
        let session = PostgresSession(connection: connection, interrupt: interrupt, statementTimeout: configuration.statementTimeout)
        try session.begin()
        // A machine that has lost its power says no good-bye: what its transactions hold has to be free by the time its leases are.
        // Statistics lag behind tables that fill and empty within seconds: those of an empty queue make the server read all of a full
        // one, again and again. Whatever we ask for often has an index. Plans that must read a table all the same look very dear then,
        // and would be compiled, which takes longer than to run them.
        try session.enqueue(
            """
            SELECT set_config('statement_timeout', \(configuration.statementTimeout.wholeMilliseconds), false),
                set_config('idle_in_transaction_session_timeout', '10s', false), set_config('enable_seqscan', 'off', false),
                set_config('jit', 'off', false)
            """, .unwanted)
        try session.synchronize()
        return session
    }

    private static func connect(
        _ connection: OpaquePointer, until end: ContinuousClock.Instant, _ interrupt: Interrupt
    ) throws(DatabaseError) {
        var state = PGRES_POLLING_WRITING
        while state != PGRES_POLLING_OK {
            guard PQstatus(connection) != CONNECTION_BAD, state != PGRES_POLLING_FAILED else {
                throw .postgresConnecting(PQerrorMessage(connection).map { String(cString: $0) } ?? "")
            }
            let wake = interrupt.wait(for: PQsocket(connection), orWritable: state == PGRES_POLLING_WRITING, until: end)
            if wake.isInterrupted { throw .cancelled }
            guard wake.isSocketReady else {
                throw DatabaseError(.unavailable, "The database server did not answer in time.")
            }
            state = PQconnectPoll(connection)
        }
    }

    /// The strings as an array of C strings that ends with a null pointer.
    private static func withCStrings<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
    ) -> Result {
        var bytes: [CChar] = []
        let offsets = strings.map { string in
            defer { bytes += string.utf8CString }
            return bytes.count
        }
        return bytes.withUnsafeBufferPointer { buffer in
            let pointers = offsets.map { offset in buffer.baseAddress.map { $0 + offset } } + [nil]
            return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
        }
    }
}

extension Duration {
    /// As text, the way PostgreSQL's settings want it.
    fileprivate var wholeMilliseconds: String { String(max(1, wholeMicroseconds / 1_000)) }
}
