import Database
import DatabaseTesting
import FileStore
import Foundation
import HeatSheets
import LoopbackServer
import MeetModel
import Schedules
import Synchronization
import Testing

@testable import Batches

@Suite struct WorkerTests {
    private static let meet = ["heat-sheet", "psych-sheet", "session-report"].map { "samples/harbor-lights-\($0).pdf" }

    @Test(arguments: TestBackend.allCases)
    func `documents of a meet are read together for several swimmers`(backend: TestBackend) async throws {
        try await backend.withService { service in
            var request = NewBatch.urls(0, swimmers: ["Yara Brammont", "Nobody Known", "Fosturne"])
            for path in Self.meet { request.sources.append(.file(try await service.stored(path))) }
            try await withReadingWorker(service) {
                let created = try await service.create(request).batch
                let batch = try await service.end(of: created.id)
                #expect(batch.status == .completed)
                #expect(batch.jobs.allSatisfy { $0.status == .completed && !$0.cached && $0.stage == .done && $0.errorCode == nil })
                #expect(batch.jobs.map(\.meetName) == Array(repeating: "Harbor Lights Invitational", count: 3))
                #expect(batch.jobs.map(\.eventCount) == [2, 3, 0])
                let results = try #require(try await service.results(batch.id))
                #expect(results.schedule.races.map(\.displayName) == Array(repeating: "Yara T Brammont", count: 5))
                #expect(results.schedule.races.contains { $0.start?.source == .estimated })
                #expect(results.documents.allSatisfy { $0.summary?.isComplete == true && $0.unread.isEmpty && $0.usedLines > 0 })
                #expect(Set(results.raceIDs).count == 5)
                #expect(results.races([results.raceIDs[1]]) == [results.schedule.races[1]])
                guard case .found = results.schedule.answers[0].outcome, case .notFound = results.schedule.answers[1].outcome,
                    case .ambiguous(let people) = results.schedule.answers[2].outcome
                else {
                    Issue.record("\(results.schedule.answers)")
                    return
                }
                let choice = SwimmerQuery(name: people[0].displayName, age: people[0].ages.first, team: people[0].teams.first)
                let chosen = try #require(try await service.results(batch.id, choosing: [2: choice]))
                #expect(chosen.schedule.swimmers.contains { $0.person.displayName == people[0].displayName })
                #expect(chosen.schedule.races.count > 5)
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a timeline gives the heat sheet of its batch the starts, which are not known without it`(backend: TestBackend) async throws {
        func text(_ start: RaceStart?) -> String? {
            start.map { "\($0.source.rawValue) \($0.time) \($0.earliest.map(\.description) ?? "-") \($0.latest.map(\.description) ?? "-")" }
        }
        try await backend.withService { service in
            try await withReadingWorker(service) {
                for (paths, first, third) in [
                    ([Self.meet[0], Self.meet[2]], "reported 08:30 - -", "estimated 08:56 08:56 08:58"), ([Self.meet[0]], nil, nil),
                ] {
                    var request = NewBatch.urls(0, swimmers: ["Yara Brammont"])
                    for path in paths { request.sources.append(.file(try await service.stored(path))) }
                    let batch = try await service.end(of: service.create(request).batch.id)
                    let races = try #require(try await service.results(batch.id)).schedule.races.filter { $0.state == .seeded }
                    #expect(races.map(\.eventNumber) == ["1", "5"] && races.map(\.heat) == [1, 3] && races.map(\.lane) == [3, 5])
                    #expect(races.allSatisfy { $0.evidence.first?.file == "harbor-lights-heat-sheet.pdf" })
                    #expect(races.map { text($0.start) } == [first, third])
                }
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a document that was read before is not read again, whoever is asked for`(backend: TestBackend) async throws {
        try await backend.withService { service in
            try await withReadingWorker(service) {
                for (name, isCached) in [("Yara Brammont", false), ("Nobody Known", true)] {
                    var request = NewBatch.urls(0, swimmers: [name])
                    request.sources = [.file(try await service.stored(Self.meet[0]))]
                    let batch = try await service.end(of: service.create(request).batch.id)
                    #expect(batch.jobs.map(\.cached) == [isCached])
                }
            }
            // A service that has nothing in memory finds it in the database.
            let other = BatchService(database: service.database, store: service.store, pool: service.pool, logger: service.logger)
            var file = try await service.stored(Self.meet[0])
            let result = try await other.extractNow(.file(file), SwimmerQuery(name: "Yara Brammont"), client: .someone)
            #expect(result.cached)
            #expect(result.races.count == 2)
            file.key = try await service.stored([0], as: "x").key
            #expect(try await other.extractNow(.file(file), SwimmerQuery(name: "Nobody"), client: .someone).cached)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `what an older version of the reader made of a document is not an answer any more, and stays for those that still run it`(
        backend: TestBackend
    ) async throws {
        try await backend.withService { service in
            let file = try await service.stored(Self.meet[0])
            // What the older version had read: nothing at all.
            var old = CompactWriter()
            old.write(Reading(meet: Meet(kind: .other), completeness: Completeness()))
            let older = HeatSheetReader.version - 1
            try await service.database.execute(
                """
                INSERT INTO parsed_meets (sha256, reader_version, meet) VALUES (\(file.checksum.hexadecimal), \(older), \(old.bytes))
                """)
            #expect(try await service.library.known(file.checksum) == nil)
            let result = try await service.extractNow(.file(file), SwimmerQuery(name: "Yara Brammont"), client: .someone)
            #expect(!result.cached && result.races.count == 2)

            let other = BatchService(database: service.database, store: service.store, pool: service.pool, logger: service.logger)
            let known = try #require(try await other.library.known(file.checksum))
            #expect(!known.meet.entries.isEmpty)
            let rows = try await service.database.query("SELECT reader_version FROM parsed_meets ORDER BY reader_version")
            #expect(try rows.map { try $0.get("reader_version", as: Int.self) } == [older, HeatSheetReader.version])
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `the same document twice in a batch is read once and told of`(backend: TestBackend) async throws {
        try await backend.withService { service in
            var request = NewBatch.urls(0, swimmers: ["Yara Brammont"])
            for _ in 0..<2 { request.sources.append(.file(try await service.stored(Self.meet[0]))) }
            let same = request
            try await withReadingWorker(service) {
                let batch = try await service.end(of: service.create(same).batch.id)
                #expect(batch.status == .completed)
                #expect(batch.jobs.filter(\.cached).count == 1)
                let results = try #require(try await service.results(batch.id))
                #expect(results.documents.map(\.duplicateOf) == [nil, 0])
                #expect(results.documents.map(\.file) == ["harbor-lights-heat-sheet.pdf", "harbor-lights-heat-sheet (2).pdf"])
                #expect(results.schedule.races.count == 2)
                #expect(results.schedule.races.flatMap(\.supersedes).isEmpty)
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `who waits for the reading of another file of a document reads its own when that one is gone`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let (first, second) = (try await service.stored(Self.meet[0]), try await service.stored(Self.meet[0]))
            let (library, gate) = (service.library, TestGate())
            let large = Task { try await library.budget.with(.max) { try await gate.pass() } }
            await gate.arrived(1)
            let deleted = Task { try await library.reading(of: first) }
            while await library.desk.readers(of: first.checksum) < 1 { await Task.yield() }
            let others = [Task { try await library.reading(of: second) }, Task { try await library.reading(of: second) }]
            while await library.desk.readers(of: first.checksum) < 3 { await Task.yield() }
            try await service.store.delete([first.key])
            await gate.open()
            try await large.value
            await #expect(throws: StoreError(.notFound, "")) { try await deleted.value }
            var answers: [DocumentLibrary.Answer] = []
            for other in others { answers.append(try await other.value) }
            #expect(answers.count { !$0.cached } == 1)
            #expect(await library.desk.readers(of: first.checksum) == 0)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a file that is no heat sheet fails for good and says why, the others go on`(backend: TestBackend) async throws {
        try await backend.withService { service in
            var request = NewBatch.urls(0, swimmers: ["Yara Brammont"])
            request.sources = [
                .file(try await service.stored(Array("<html>".utf8), as: "page.pdf")),
                .file(try await service.stored(Self.meet[0])),
                .url("http://127.0.0.1/sheet.pdf"),
                .file(try await service.stored(Array("%PDF-1.4 nothing".utf8), as: "broken.pdf")),
            ]
            let same = request
            try await withReadingWorker(service) {
                let batch = try await service.end(of: service.create(same).batch.id)
                #expect(batch.status == .partial)
                #expect(batch.jobs.map(\.errorCode) == [.notAPDF, nil, .blockedURL, .invalidPDF])
                #expect(batch.jobs.map(\.retryCount) == [0, 0, 0, 0])
                #expect(batch.jobs.filter { $0.status == .failed }.allSatisfy { $0.errorMessage?.isEmpty == false })
                let results = try #require(try await service.results(batch.id))
                #expect(results.documents.map { $0.summary != nil } == [false, true, false, false])
                #expect(results.schedule.races.count == 2)
            }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a link leads to what was found, until its batch is withdrawn`(backend: TestBackend) async throws {
        try await backend.withService { service in
            var request = NewBatch.urls(0, swimmers: ["Yara Brammont"])
            request.sources = [.file(try await service.stored(Self.meet[0]))]
            let same = request
            try await withReadingWorker(service) {
                let first = try await service.end(of: service.create(same).batch.id)
                let second = try await service.end(of: service.create(same).batch.id)
                let code = try #require(first.jobs[0].resultCode)
                #expect(second.jobs[0].resultCode == code)
                #expect(code.count == 8 && ShortCode.isCode(code))
                let shared = try #require(try await service.result(code: code))
                #expect(shared.swimmer == "Yara T Brammont")
                #expect(shared.races.count == 2)
                #expect(shared.meetName == "Harbor Lights Invitational")
                try await expectNil(service.result(code: "AAAAAAAA"))
                try await expectNil(service.result(code: "'; DROP TABLE"))

                let file = try #require(try await service.document(first.id, first.jobs[0].id))
                try await service.delete(first.id)
                try await expectNil(service.status(first.id))
                try await expectSome(service.result(code: code))
                try await expectSome(service.store.info(file.key))
                try await service.delete(second.id)
                try await expectNil(service.result(code: code))
                try await expectNil(service.store.info(file.key))
                await #expect(throws: BatchError(.notFound, "")) { try await service.delete(second.id) }
            }
        }
    }

    @Test func `a file that the store has lost fails with what to do`() async throws {
        try await TestBackend.sqlite.withService { service in
            var request = NewBatch.urls(0)
            let file = try await service.stored([1, 2, 3], as: "gone.pdf")
            try await service.store.delete([file.key])
            request.sources = [.file(file)]
            let same = request
            try await withReadingWorker(service) {
                let batch = try await service.end(of: service.create(same).batch.id)
                #expect(batch.status == .failed)
                #expect(batch.jobs[0].errorCode == .storage)
            }
        }
    }
}
