import Foundation

/// Where the configuration comes from: the environment, and the file that it names.
package struct ConfigurationSource: Sendable {
    package var environment: [String: String]
    package var workingDirectory: String

    package init(environment: [String: String], workingDirectory: String) {
        self.environment = environment
        self.workingDirectory = workingDirectory
    }

    /// The configuration of this process.
    package static var process: ConfigurationSource {
        ConfigurationSource(
            environment: ProcessInfo.processInfo.environment, workingDirectory: FileManager.default.currentDirectoryPath)
    }

    /// The path of the configuration file; nil when none is named.
    package var file: String? {
        guard let path = environment[Variable.configurationFile.name], !path.isEmpty else { return nil }
        return path.hasPrefix("/") ? path : workingDirectory + "/" + path
    }

    /// Reads everything anew.
    package func load() throws(ConfigurationError) -> ServerConfiguration {
        try ServerConfiguration(environment: environment, file: fileValues(), workingDirectory: workingDirectory)
    }

    /// When the file was last written; nil when there is none.
    func modified() -> Date? {
        guard let file else { return nil }
        return try? FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date
    }

    private func fileValues() throws(ConfigurationError) -> [String: String] {
        guard let file else { return [:] }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw ConfigurationError(problems: [
                ConfigurationProblem(
                    variable: Variable.configurationFile.name,
                    message: "names a file that cannot be read. Check that it is there and that this user may read it.")
            ])
        }
        return try EnvironmentFile.parse(String(decoding: data, as: UTF8.self))
    }
}
