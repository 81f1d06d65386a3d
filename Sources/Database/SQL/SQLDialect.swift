/// Which database a statement is for.
package enum SQLDialect: String, Sendable, CaseIterable {
    case postgres
    case sqlite

    /// The statement's text as this database wants it: its own of the texts that differ, `$1` or `?` for parameters.
    func text(of template: String) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(template.utf8.count + 16)
        var number = 0
        // For each open choice: whether the text being read is of this dialect.
        var choices: [Bool] = []
        for byte in template.utf8 {
            switch byte {
            case 1:
                guard choices.allSatisfy(\.self) else { continue }
                number += 1
                text += self == .postgres ? Array("$\(number)".utf8) : [UInt8(ascii: "?")]
            case 2: choices.append(self == .postgres)
            case 3: if let last = choices.popLast() { choices.append(!last) }
            case 4: _ = choices.popLast()
            default: if choices.allSatisfy(\.self) { text.append(byte) }
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Calls `use` with each parameter that the text in this dialect has, in order.
    func forEach(of parameters: [SQLParameter], _ use: (SQLParameter) -> Void) {
        for parameter in parameters {
            if case .either(let postgres, let sqlite) = parameter {
                forEach(of: self == .postgres ? postgres : sqlite, use)
            } else {
                use(parameter)
            }
        }
    }
}
