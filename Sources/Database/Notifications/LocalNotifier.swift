/// Carries messages within this process, for a database that only this process writes.
final class LocalNotifier: Notifier {
    private let subscribers = SubscriberList()

    func notices(on channel: SQLChannel, buffer: Int) -> AsyncStream<SQLNotice> {
        subscribers.add(to: channel, buffer: buffer) { true }
    }

    /// To be called once the transaction is committed.
    func deliver(_ message: String, on channel: SQLChannel) { subscribers.deliver(.message(message), on: channel) }

    func close() { subscribers.close() }
}
