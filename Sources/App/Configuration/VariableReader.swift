import Configuration
import Foundation

/// Reads variables and writes down what is wrong with them, each with what to do. A value that is wrong counts as the default, so that
/// the rest can be read too. Empty is as good as not set: that is how compose files pass on what nobody has set.
struct VariableReader {
    private let config: ConfigReader
    private(set) var problems: [ConfigurationProblem] = []

    init(_ config: ConfigReader) { self.config = config }

    func text(_ variable: Variable) -> String? {
        let text = config.string(forKey: ConfigKey([variable.name]), isSecret: variable.isSecret)
        guard let trimmed = text?.trimmingCharacters(in: .whitespacesAndNewlines), !trimmed.isEmpty else { return nil }
        return trimmed
    }

    /// What stands between the commas, without blanks around it; nothing for what is empty.
    func list(_ variable: Variable) -> [String] {
        (text(variable) ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    mutating func integer(_ variable: Variable, in range: ClosedRange<Int>, default standard: Int) -> Int {
        guard let text = text(variable) else { return standard }
        guard let value = Int(text), range.contains(value) else {
            complain(variable, "must be a whole number from \(range.lowerBound) to \(range.upperBound). Leave it out for \(standard).")
            return standard
        }
        return value
    }

    mutating func flag(_ variable: Variable, default standard: Bool) -> Bool {
        guard let text = text(variable)?.lowercased() else { return standard }
        switch text {
        case "true", "1", "yes", "on": return true
        case "false", "0", "no", "off": return false
        default:
            complain(variable, "must be true or false. Leave it out for \(standard).")
            return standard
        }
    }

    mutating func choice<Value: RawRepresentable & CaseIterable>(_ variable: Variable, default standard: Value) -> Value
    where Value.RawValue == String {
        guard let text = text(variable)?.lowercased() else { return standard }
        guard let value = Value(rawValue: text) else {
            complain(variable, "must be one of \(Value.allCases.map(\.rawValue).joined(separator: ", ")).")
            return standard
        }
        return value
    }

    /// An address of one of these schemes with a host, without the slash at its end.
    mutating func address(_ variable: Variable, schemes: Set<String>) -> String? {
        guard var text = text(variable) else { return nil }
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(), schemes.contains(scheme),
            let host = parts.host, !host.isEmpty
        else {
            complain(variable, "must begin with \(schemes.sorted().map { $0 + "://" }.joined(separator: " or ")) and name a host.")
            return nil
        }
        while text.hasSuffix("/") { text.removeLast() }
        return text
    }

    /// A full path; one that is not counts from the working directory.
    func path(_ variable: Variable, workingDirectory: String) -> String? {
        guard let text = text(variable) else { return nil }
        return text.hasPrefix("/") ? text : workingDirectory + "/" + text
    }

    mutating func complain(_ variable: Variable, _ message: String) {
        problems.append(ConfigurationProblem(variable: variable.name, message: message))
    }
}
