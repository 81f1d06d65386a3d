/// An event as it is stored.
struct EventRow: Sendable {
    var batch: BatchID
    var id: Int
    var kind: BatchEvent.Kind
    var job: JobID?
    var data: String
    var endsBatch: Bool
}
