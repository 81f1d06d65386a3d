/// How names, labels and numbers are written.
enum PrometheusText {
    /// Names may hold letters, digits, `_` and `:`, and do not begin with a digit; whatever else becomes `_`.
    static func name(_ name: String) -> String { identifier(name, others: [UInt8(ascii: ":")]) }

    /// As names, without `:`.
    static func labelName(_ name: String) -> String { identifier(name, others: []) }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
        return "\(value)"
    }

    static func escaped(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n") }) else {
            return value
        }
        return value.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    private static func identifier(_ text: String, others: [UInt8]) -> String {
        var bytes = text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): byte
            default: others.contains(byte) ? byte : UInt8(ascii: "_")
            }
        }
        if bytes.first.map({ (0x30...0x39).contains($0) }) ?? true { bytes.insert(UInt8(ascii: "_"), at: 0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The labels of a series, in the order of their names.
struct PrometheusLabels: Hashable, Comparable, Sendable {
    private let pairs: [Pair]

    private struct Pair: Hashable, Comparable {
        var name: String
        var value: String

        static func < (a: Pair, b: Pair) -> Bool { (a.name, a.value) < (b.name, b.value) }
    }

    /// Of labels of the same name the last one counts.
    init(_ labels: [(String, String)]) {
        var values: [String: String] = [:]
        for (name, value) in labels { values[PrometheusText.labelName(name)] = value }
        pairs = values.map { Pair(name: $0.key, value: $0.value) }.sorted()
    }

    func text(adding extra: (name: String, value: String)? = nil) -> String {
        let all = pairs + (extra.map { [Pair(name: $0.name, value: $0.value)] } ?? [])
        guard !all.isEmpty else { return "" }
        return "{\(all.map { "\($0.name)=\"\(PrometheusText.escaped($0.value))\"" }.joined(separator: ","))}"
    }

    static func < (a: PrometheusLabels, b: PrometheusLabels) -> Bool { a.pairs.lexicographicallyPrecedes(b.pairs) }
}
