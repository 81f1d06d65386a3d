import Configuration

/// What can be turned on and off while the server runs.
package struct FeatureFlags: Sendable, Hashable {
    package var batchAPI = true
    package var crawler = true
    package var emailNotifications = false
    /// From 0 to 100.
    package var trafficPercent = 100

    package init() {}
}

extension FeatureFlags {
    init(_ reader: inout VariableReader) {
        batchAPI = reader.flag(.batchAPI, default: true)
        crawler = reader.flag(.crawler, default: true)
        emailNotifications = reader.flag(.emails, default: false)
        trafficPercent = reader.integer(.trafficPercent, in: 0...100, default: 100)
    }
}
