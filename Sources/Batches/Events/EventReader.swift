/// Reads one batch's events for one client.
final class EventReader {
    nonisolated(nonsending) func next() async throws -> BatchEvent? { nil }
}
