/// One environment variable that the server reads: what `docs/configuration.md` says of it.
package struct Variable: Sendable, Hashable {
    package enum Group: String, Sendable, Hashable, CaseIterable {
        case server = "Server"
        case storage = "Where things are kept"
        case limits = "Limits"
        case flags = "Flags"
        case capacity = "Capacity"
        case later = "Accepted and checked, not used by this version"
    }

    package var name: String
    package var group: Group
    /// The value without it, as it is written in the variable, or what happens then in words.
    package var standard: String
    /// What it may be.
    package var values: String
    /// What it does: a sentence.
    package var meaning: String
    /// Never shown, in no message and no log.
    package var isSecret = false

    init(_ name: String, _ group: Group, standard: String, values: String, _ meaning: String, isSecret: Bool = false) {
        self.name = name
        self.group = group
        self.standard = standard
        self.values = values
        self.meaning = meaning
        self.isSecret = isSecret
    }
}

/// Something wrong with the configuration, and what to do about it.
package struct ConfigurationProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package var variable: String
    package var message: String

    package var description: String { "\(variable): \(message)" }
}

/// Everything that is wrong with the configuration, so that it can be put right in one go.
package struct ConfigurationError: Error, Sendable, CustomStringConvertible {
    package var problems: [ConfigurationProblem]

    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
