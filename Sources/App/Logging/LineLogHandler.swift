package import Foundation
package import Logging

/// Writes one line of JSON, or of text, for each message. What looks like an e-mail address or the password of an address is taken out
/// of values, wherever it comes from.
package struct LineLogHandler: LogHandler {
    package var logLevel: Logger.Level = .info
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let format: LogFormat
    private let now: @Sendable () -> Date
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes whole lines, from any thread.
    package init(
        label: String, format: LogFormat, now: @escaping @Sendable () -> Date = { Date() }, write: @escaping @Sendable (String) -> Void
    ) {
        self.label = label
        self.format = format
        self.now = now
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let all =
            metadata
            .merging(metadataProvider?.get() ?? [:]) { $1 }
            .merging(event.metadata ?? [:]) { $1 }
        let pairs = all.sorted { $0.key < $1.key }.map { ($0.key, LogText.safe("\($0.value)")) }
        let time = now().formatted(.iso8601.year().month().day().timeZone(separator: .omitted).time(includingFractionalSeconds: true))
        let message = LogText.safe("\(event.message)")
        switch format {
        case .json:
            let fixed = [("time", time), ("level", event.level.rawValue), ("logger", label), ("message", message)]
            let members = (fixed + pairs).map { "\(LogText.quoted($0)):\(LogText.quoted($1))" }
            write("{\(members.joined(separator: ","))}\n")
        case .text:
            let values = pairs.map { " \($0)=\(LogText.isPlain($1) ? $1 : LogText.quoted($1))" }.joined()
            write("\(time) \(event.level.rawValue) \(LogText.quoted(message).dropFirst().dropLast())\(values)\n")
        }
    }
}
