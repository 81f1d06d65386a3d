import App
import ArgumentParser
import Foundation
import Logging
import Metrics

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the server.",
        discussion: """
            Without any configuration it keeps its data in ~/.local/share/heatsync and listens at http://localhost:8000. Everything \
            that can be set is in docs/configuration.md; 'heatsync doctor' checks it.

            SIGTERM and SIGINT stop it within 30 seconds; SIGHUP reads the flags again.

            EXIT STATUS: 0 stopped; 1 it could not start, or had to end; 78 the configuration is wrong.
            """
    )

    @Option(help: ArgumentHelp("What this process does: any of web, worker, scheduler. By default everything.", valueName: "roles"))
    var role: String?

    @Option(help: ArgumentHelp("The port to listen at.", valueName: "number"))
    var port: Int?

    func run() async throws {
        try await Reporting.reportingErrors {
            var source = ConfigurationSource.process
            // What the command line says wins over the environment.
            if let role { source.environment["ROLES"] = role }
            if let port { source.environment["PORT"] = "\(port)" }
            let configuration = try source.load()

            LogOutput.bootstrap(configuration.logFormat ?? LogOutput.usualFormat, level: configuration.logLevel)
            let metrics = PrometheusMetrics()
            MetricsSystem.bootstrap(metrics)
            let server = Server(configuration: configuration, source: source, registry: metrics.registry, logger: Logger(label: "heatsync"))
            try await server.run { line in Console.say(line) }
        }
    }
}
