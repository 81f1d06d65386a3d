import ServiceLifecycle

/// A service that is its name and nothing else to the log: as it is, its group would write all that it holds, secrets included.
struct NamedService: Service, CustomStringConvertible {
    let service: any Service

    var description: String { "\(type(of: service))" }

    func run() async throws { try await service.run() }
}
