/// The variables as `docs/configuration.md` shows them.
package enum ConfigurationTable {
    package static var markdown: String {
        Variable.Group.allCases.map { group in
            let rows = Variable.all.filter { $0.group == group }.map { variable in
                "| `\(variable.name)` | \(variable.standard) | \(variable.values) | \(variable.meaning)\(variable.isSecret ? " *Secret.*" : "") |"
            }
            let head = ["## \(group.rawValue)", "", "| variable | default | values | what it does |", "| --- | --- | --- | --- |"]
            return (head + rows).joined(separator: "\n")
        }.joined(separator: "\n\n") + "\n"
    }
}
