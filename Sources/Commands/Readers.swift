import PDFPages

/// The reader processes of the command that is running.
///
/// Nobody waits for them at the end: they end when the program does, with their pipes.
enum Readers {
    @TaskLocal private static var startedAhead: ReaderPool?

    static var pool: ReaderPool { startedAhead ?? ReaderPool() }

    /// Runs `command`, with a reader that starts while the command is still understood, where it is one that reads.
    static func run<Result>(_ arguments: [String], _ command: () async -> Result) async -> Result {
        guard let name = arguments.dropFirst().first, ["extract", "inspect", "anonymize"].contains(name) else { return await command() }
        let pool = ReaderPool()
        await pool.startAhead()
        return await $startedAhead.withValue(pool, operation: command)
    }
}
