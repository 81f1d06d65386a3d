import HTTPTypes
import MeetModel
import Testing

@testable import Batches
@testable import Schedules
@testable import Web

/// Every page there is, drawn from the sample meet.
enum RenderedPages {
    static func all(
        _ change: (inout Schedule) -> Void = { _ in }, documents changeDocument: (inout BatchDocument) -> Void = { _ in }
    ) async throws -> [String: String] {
        let renderer = try SampleResults.renderer()
        var results = try await SampleResults.read([
            SwimmerQuery(name: "Yara Brammont"), SwimmerQuery(name: "Farnoway"), SwimmerQuery(name: "Nora Wexmond"),
        ])
        change(&results.schedule)
        for index in results.documents.indices { changeDocument(&results.documents[index]) }
        let input = SampleResults.input(results)
        var running = results
        running.batch.status = .processing
        running.batch.jobs[0].status = .processing
        running.documents[0].job.status = .processing
        var failed = results
        failed.documents[0].job.status = .failed
        failed.batch.jobs[0].status = .failed
        failed.batch.status = .partial
        let document = try #require(results.documents.first)
        let views: [String: any PageView] = [
            "home": HomeView(mostDocuments: 15, mostMegabytes: 50, mostSwimmers: 20, daysKept: 30),
            "single": SingleDocumentView(mostMegabytes: 50, daysKept: 30),
            "batch": BatchView(input), "running": BatchView(SampleResults.input(running)), "failed": BatchView(SampleResults.input(failed)),
            "print": PrintView(input, chosen: nil), "arm": ArmView(input, chosen: nil),
            "sheet": WholeSheetView(document, page: 1, raceID: "race0", in: input), "delete": DeleteView(batchPath: input.path),
            "help": TextView(title: "Help", summary: "Help", daysKept: 30, mostDocuments: 15, mostMegabytes: 50),
            "privacy": TextView(title: "Privacy", summary: "Privacy", daysKept: 30, mostDocuments: 15, mostMegabytes: 50),
            "error": ErrorView(.noSuchBatch, requestID: "abc"),
        ]
        let templates = ["running": "batch", "failed": "batch"]
        return views.reduce(into: [:]) { $0[$1.key] = renderer.page(templates[$1.key] ?? $1.key, $1.value) }
    }
}
