import Batches
import FileStore
import Foundation
import HTTPTypes
import Hummingbird
import MeetModel
import Multipart
import NIOCore
import Schedules

/// `GET /api/batch/:id/results` and `/calendar.ics`.
struct ResultRoutes {
    let context: WebContext
    let gate: BatchGate

    private static let cacheControl = "private, no-cache"

    func add(to router: some RouterMethods<WebRequestContext>) {
        router.get("api/batch/:id/results") { try await results($0, $1) }
        router.get("api/batch/:id/calendar.ics") { try await calendar($0, $1) }
    }

    private func results(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        let batch = try await gate.batch(requestContext)
        let tag = Self.tag("results", of: batch, request)
        if tag.isKnown(to: request) { return tag.notModified(cacheControl: Self.cacheControl) }
        let results = try await found(for: batch, request)
        return Response(json: ResultsJSON.value(results), headers: [.eTag: tag.text, .cacheControl: Self.cacheControl])
    }

    /// Of what is made of a batch's readings.
    private static func tag(_ kind: String, of batch: Batch, _ request: Request) -> EntityTag {
        EntityTag(kind, batch.id.text, String(batch.lastEventID), String(BatchService.readingVersion), request.uri.query ?? "")
    }

    private func found(for batch: Batch, _ request: Request) async throws -> BatchResults {
        let choices = try SwimmerChoices(request.uri.queryParameters.map { (String($0.key), String($0.value)) }, batch: batch)
        guard let results = try await context.batches.results(batch.id, choosing: choices.queries) else { throw WebError.noSuchBatch }
        return results
    }

    private func calendar(_ request: Request, _ requestContext: WebRequestContext) async throws -> Response {
        let batch = try await gate.batch(requestContext)
        let tag = Self.tag("calendar", of: batch, request)
        if tag.isKnown(to: request) { return tag.notModified(cacheControl: Self.cacheControl) }
        let query = request.uri.queryParameters
        let results = try await found(for: batch, request)
        let ids = Self.list(query[values: "race"])
        let swimmers = Self.list(query[values: "swimmer"])
        let races = results.schedule.races
        let chosen = races.indices.filter { index in
            (ids.isEmpty || ids.contains(results.raceIDs[index])) && (swimmers.isEmpty || swimmers.contains(races[index].displayName))
        }
        // The same state of a batch is the same file to the byte: what it says was put together when it last changed.
        let changed = try await context.batches.lastChange(of: batch)
        let options = CalendarFile.Options(
            stamp: CalendarStamp(seconds: Int(changed.timeIntervalSince1970.rounded(.down))),
            zone: try await zone(named: query["timezone"].map(String.init) ?? batch.zone),
            reminders: try Self.reminders(query[values: "reminder"]), name: results.schedule.meetName)
        guard let text = CalendarFile(races, at: chosen, options: options).text else {
            throw WebError(
                .notFound, "NO_RACES",
                batch.status.isEnded
                    ? "There is no race with a known day to put into a calendar."
                    : "No race has been found yet. The batch is still being read; try again in a moment.")
        }
        let filename = FileName.schedule(
            swimmers: Array(Set(chosen.map { races[$0].displayName })).sorted(), meets: results.schedule.meets.compactMap(\.name),
            sources: results.documents.map(\.file), suffix: "ics")
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/calendar; charset=utf-8", .eTag: tag.text, .cacheControl: Self.cacheControl,
                .contentDisposition: ContentDisposition.value(filename: filename, isInline: query["feed"] != nil),
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private func zone(named name: String?) async throws -> CalendarZone? {
        guard let name, !name.isEmpty else { return nil }
        guard CalendarZone.isIdentifier(name), let file = await context.zoneFile(name),
            let zone = CalendarZone(identifier: name, file: file)
        else { throw WebError.unknownZone }
        return zone
    }

    /// Values given one by one, or several with commas between them.
    private static func list(_ values: [Substring]) -> [String] {
        values.flatMap { $0.split(separator: ",") }.map { String($0.trimmed) }.filter { !$0.isEmpty }
    }

    private static func reminders(_ values: [Substring]) throws -> [Int] {
        let minutes = list(values).map { Int($0) }
        guard minutes.count <= 5, minutes.allSatisfy({ $0.map { (0...1440).contains($0) } ?? false }) else {
            throw WebError.badRequest("Reminders are minutes before a race, from 0 to 1440, five at most: reminder=10.")
        }
        return minutes.compactMap(\.self)
    }
}
