extension Migration {
    /// Lets a result outlive the batches that found it, too: until then version 1 has given out a link to it.
    static let promisedResults = Migration(
        6, "promised results", ["ALTER TABLE extraction_results ADD COLUMN promised_until \(ColumnType.instant)"])
}
