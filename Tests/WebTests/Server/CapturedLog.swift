import Logging

/// What a server logged, for tests that wait for it.
final class CapturedLog: Sendable {
    let messages = Mutable<[String]>([])

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(messages: self.messages) }
        logger.logLevel = .info
        return logger
    }

    private struct Handler: LogHandler {
        let messages: Mutable<[String]>
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { messages.value.append(event.message.description) }
    }
}
