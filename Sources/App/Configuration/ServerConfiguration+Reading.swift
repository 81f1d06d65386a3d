import Configuration
import Database
import Downloads
import FileStore
import Foundation
import Logging
import Web

extension ServerConfiguration {
    /// Reads the variables.
    ///
    /// - Parameters:
    ///   - environment: of the process.
    ///   - file: the variables of the configuration file, which the environment wins over.
    ///   - workingDirectory: where paths that are not full begin.
    /// - Throws: `ConfigurationError` with everything that is wrong.
    package init(
        environment: [String: String], file: [String: String] = [:], workingDirectory: String
    ) throws(ConfigurationError) {
        let secrets = Set(Variable.all.filter(\.isSecret).map(\.name))
        // An empty variable is one that is not set, so that the file is asked.
        let given = environment.filter { !$0.value.isEmpty }
        var reader = VariableReader(
            ConfigReader(providers: [
                EnvironmentVariablesProvider(environmentVariables: given, secretsSpecifier: .specific(secrets)),
                EnvironmentVariablesProvider(environmentVariables: file, secretsSpecifier: .specific(secrets)),
            ]))

        host = Self.host(&reader)
        port = reader.integer(.port, in: 0...65535, default: 8000)
        givenBaseURL = reader.address(.baseURL, schemes: ["http", "https"])
        roles = Self.roles(&reader)
        trustedProxies = Self.trustedProxies(&reader)
        allowedOrigins = Self.allowedOrigins(&reader)
        logLevel = reader.choice(.logLevel, default: Logger.Level.info)
        logFormat = reader.text(.logFormat) == nil ? nil : reader.choice(.logFormat, default: LogFormat.json)
        metricsToken = reader.text(.metricsToken)
        metricsPort = reader.text(.metricsPort) == nil ? nil : reader.integer(.metricsPort, in: 0...65535, default: 0)
        shutdownTime = .seconds(reader.integer(.shutdownTime, in: 2...300, default: 30))

        let merged = file.merging(given) { $1 }
        let data = Self.dataDirectory(&reader, environment: merged, workingDirectory: workingDirectory)
        dataDirectory = data
        database = Self.database(&reader, dataDirectory: data)
        filesDirectory = reader.path(.filesDirectory, workingDirectory: workingDirectory) ?? data + "/files"
        storage = Self.storage(&reader, directory: filesDirectory, environment: merged)

        documentsPerBatch = reader.integer(.documentsPerBatch, in: 1...100, default: 15)
        batchLifetimeDays = reader.integer(.batchLifetime, in: 1...365, default: 30)
        jobsPerBatch = reader.integer(.jobsPerBatch, in: 1...100, default: 3)
        maximumUploadBytes = Int64(reader.integer(.uploadSize, in: 1...500, default: 50)) * 1_000_000
        creationsPerMinute = reader.integer(.creationsPerMinute, in: 1...100_000, default: 10)
        daily = StorageUsage(
            files: reader.integer(.filesPerDay, in: 1...1_000_000, default: 500),
            bytes: Int64(reader.integer(.megabytesPerDay, in: 1...10_000_000, default: 5000)) * 1_000_000)
        downloads = Self.downloads(&reader)

        databaseConnections = reader.integer(.databaseConnections, in: 2...200, default: 8)
        workerConcurrency = reader.integer(.workerConcurrency, in: 1...64, default: 4)
        readerProcesses = reader.text(.readerProcesses) == nil ? nil : reader.integer(.readerProcesses, in: 1...64, default: 2)
        readerExecutable = reader.path(.readerExecutable, workingDirectory: workingDirectory)

        flags = FeatureFlags(&reader)
        unused = Self.unused(&reader)
        guard reader.problems.isEmpty else { throw ConfigurationError(problems: reader.problems) }
    }

    private static func host(_ reader: inout VariableReader) -> String {
        guard let host = reader.text(.host) else { return "127.0.0.1" }
        guard !host.contains("/"), !host.contains(" ") else {
            reader.complain(.host, "must be an address such as 127.0.0.1 or 0.0.0.0, without http:// and port.")
            return "127.0.0.1"
        }
        return host
    }

    private static func trustedProxies(_ reader: inout VariableReader) -> TrustedProxies {
        do {
            return try TrustedProxies(reader.list(.trustedProxies))
        } catch {
            reader.complain(.trustedProxies, "must be addresses or networks such as 127.0.0.1 or 10.0.0.0/8, with commas between.")
            return TrustedProxies()
        }
    }

    private static func allowedOrigins(_ reader: inout VariableReader) -> Set<String> {
        var origins: Set<String> = []
        for text in reader.list(.allowedOrigins) {
            guard let origin = WebOrigin(text.lowercased()) else {
                reader.complain(.allowedOrigins, "must be origins such as https://club.example, without paths, with commas between.")
                return []
            }
            origins.insert(origin.text)
        }
        return origins
    }

    private static func roles(_ reader: inout VariableReader) -> Set<Role> {
        guard let text = reader.text(.roles) else { return Set(Role.allCases) }
        do {
            return try Role.set(text)
        } catch {
            reader.complain(.roles, error.message)
            return Set(Role.allCases)
        }
    }

    private static func dataDirectory(
        _ reader: inout VariableReader, environment: [String: String], workingDirectory: String
    ) -> String {
        if let path = reader.path(.dataDirectory, workingDirectory: workingDirectory) { return path }
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/heatsync" }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.local/share/heatsync" }
        reader.complain(.dataDirectory, "must be set here, since there is no home folder: give the path of a folder for data.")
        return workingDirectory
    }

    private static func database(_ reader: inout VariableReader, dataDirectory: String) -> DatabaseConfiguration.Location {
        for variable in [Variable.databaseURL, .supabaseDatabaseURL] {
            guard let text = reader.text(variable) else { continue }
            guard text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") else {
                reader.complain(variable, "must look like postgres://user:password@host:5432/name. Leave it out for SQLite in DATA_DIR.")
                continue
            }
            return .postgres(url: text)
        }
        return .sqlite(path: dataDirectory + "/heatsync.sqlite")
    }

    private static func storage(
        _ reader: inout VariableReader, directory: String, environment: [String: String]
    ) -> StorageLocation {
        do {
            return try StorageLocation(url: reader.text(.storageURL), directory: directory, environment: environment)
        } catch {
            reader.complain(.storageURL, error.message)
            return .disk(root: directory)
        }
    }

    private static func downloads(_ reader: inout VariableReader) -> AddressPolicy {
        var policy = AddressPolicy()
        for text in reader.list(.downloadExceptions) {
            guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (1...65535).contains(port),
                let address = IPAddress(String(text[..<colon]).trimmingCharacters(in: CharacterSet(charactersIn: "[]")))
            else {
                reader.complain(
                    .downloadExceptions, "must be addresses with ports, as in 10.0.0.7:8080 or [fd00::7]:80, with commas between.")
                break
            }
            policy = policy.allowing(address, port: port)
        }
        return policy
    }

    /// Checks the variables that nothing uses yet, so that what is wrong is known before something does.
    private static func unused(_ reader: inout VariableReader) -> [String] {
        _ = reader.integer(.aiCalls, in: 1...1000, default: 10)
        _ = reader.flag(.playwright, default: false)
        _ = reader.flag(.cron, default: false)
        _ = reader.address(.aiURL, schemes: ["http", "https"])
        _ = reader.address(.mailURL, schemes: ["smtp", "smtps"])
        if let sender = reader.text(.sender), sender.split(separator: "@").count != 2 || sender.contains("\n") {
            reader.complain(.sender, "must be an e-mail address, as in heatsync@example.org.")
        }
        return Variable.all.filter { $0.group == .later && reader.text($0) != nil }.map(\.name)
    }
}

extension ServerConfiguration.Role {
    /// The roles of a list such as `web,worker`.
    package static func set(_ text: String) throws(ConfigurationProblem) -> Set<Self> {
        var roles: Set<Self> = []
        for name in text.split(separator: ",") {
            guard let role = Self(rawValue: name.trimmingCharacters(in: .whitespaces).lowercased()) else {
                throw ConfigurationProblem(
                    variable: Variable.roles.name, message: "must be any of web, worker, scheduler, with commas between.")
            }
            roles.insert(role)
        }
        guard !roles.isEmpty else {
            throw ConfigurationProblem(
                variable: Variable.roles.name, message: "must be any of web, worker, scheduler, with commas between.")
        }
        return roles
    }
}
