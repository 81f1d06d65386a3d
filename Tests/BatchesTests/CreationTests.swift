import Database
import DatabaseTesting
import Foundation
import Schedules
import Testing

@testable import Batches

@Suite struct CreationTests {
    @Test(arguments: TestBackend.allCases)
    func `a batch is found as it was made`(backend: TestBackend) async throws {
        try await backend.withService { service in
            var request = NewBatch.urls(3, swimmers: ["Sol, Mina", "Tom Sol"])
            request.swimmers[1].age = "11"
            request.swimmers.append(SwimmerQuery(name: "Mina Sol", birth: "5 MAR 2011", team: "SG Feldheim", event: "12A"))
            request.swimmers.append(SwimmerQuery(name: "Mina Sol", birth: "2012", team: "SG Feldheim"))
            request.zone = "America/Los_Angeles"
            request.email = "a@b.example"
            let creation = try await service.create(request)
            #expect(!creation.isReplay)
            let batch = try #require(try await service.status(creation.batch.id))
            #expect(batch == creation.batch)
            #expect(batch.status == .pending)
            #expect(batch.swimmers == request.swimmers)
            #expect(batch.zone == request.zone)
            #expect(batch.hasEmail)
            #expect(batch.totalPDFs == 3)
            #expect(batch.jobs.map(\.sequence) == [0, 1, 2])
            #expect(batch.jobs.map(\.sourceURL) == (0..<3).map { "https://meet.example/\($0).pdf" })
            #expect(batch.jobs.allSatisfy { $0.status == .pending && $0.stage == .queued })
            let days = batch.expiresAt.timeIntervalSince(batch.createdAt) / 86_400
            #expect(abs(days - 30) < 0.01)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a request sent again gives the batch it made`(backend: TestBackend) async throws {
        try await backend.withService { service in
            var request = NewBatch.urls(1)
            request.idempotency = .init(key: "k1", requestHash: "h1")
            let same = request
            let creations = try await withThrowingTaskGroup(of: BatchService.Creation.self) { group in
                for _ in 0..<8 { group.addTask { try await service.create(same) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(creations.map(\.batch.id)).count == 1)
            #expect(creations.count { !$0.isReplay } == 1)

            request.idempotency = .init(key: "k1", requestHash: "h2")
            await #expect(throws: BatchError(.keyReused, "")) { try await service.create(request) }
            request.client.hash = "another"
            #expect(try await service.create(request).isReplay == false)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a request beyond the limits is refused with what to do`(backend: TestBackend) async throws {
        try await backend.withService { service in
            await #expect(throws: BatchError(.tooManyDocuments, "")) { try await service.create(.urls(16)) }
            await #expect(throws: BatchError(.invalidRequest, "")) { try await service.create(.urls(0)) }
            await #expect(throws: BatchError(.invalidRequest, "")) { try await service.create(.urls(1, swimmers: [])) }
            await #expect(throws: BatchError(.invalidRequest, "")) { try await service.create(.urls(1, swimmers: ["123"])) }
            let crowd = (0...20).map { "Name\($0) Sol" }
            await #expect(throws: BatchError(.invalidRequest, "")) { try await service.create(.urls(1, swimmers: crowd)) }
            let count = try await service.database.value("SELECT count(*) FROM processing_batches", as: Int.self)
            #expect(count == 0)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `two swimmers of one name are told apart and one asked for twice is asked once`(backend: TestBackend) async throws {
        try await backend.withService { service in
            var request = NewBatch.urls(1)
            request.swimmers = [
                SwimmerQuery(name: "Mina Sol", age: "9"), SwimmerQuery(name: "Sol, Mina", age: "14"),
                SwimmerQuery(name: "Mina Sol", age: "9"),
            ]
            let batch = try await service.create(request).batch
            #expect(batch.swimmers.map(\.age) == ["9", "14"])
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `whatever characters a request holds, it is made or refused, never a failure`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let family = String(repeating: "👨‍👩‍👧‍👦", count: 200)
            var request = NewBatch.urls(1, swimmers: ["Mina\u{0} Sol\n"])
            request.client = .init(hash: "c0ffee", ip: "::1\u{0}", userAgent: "a\u{0}" + family, referrer: family)
            let name = "a\u{0}b" + family + ".pdf"
            request.sources.append(.file(try await service.stored([1], as: name)))
            request.sources.append(.url("https://meet.example/\u{0}"))
            let batch = try await service.create(request).batch
            #expect(batch.swimmers.map(\.name) == ["Mina  Sol "])
            #expect(batch.jobs[1].filename?.unicodeScalars.count == 255)

            request.swimmers[0].name = "A" + family
            await #expect(throws: BatchError(.invalidRequest, "")) { try await service.create(request) }
            request.swimmers[0] = SwimmerQuery(name: "Mina Sol", team: family)
            await #expect(throws: BatchError(.invalidRequest, "")) { try await service.create(request) }
            let long = NewBatch(
                swimmers: [SwimmerQuery(name: "Mina Sol")], sources: [.url("https://meet.example/" + family)], client: .someone)
            await #expect(throws: BatchError(.invalidRequest, "")) { try await service.create(long) }
        }
    }

    @Test func `an unknown batch is none`() async throws {
        try await TestBackend.sqlite.withService { service in
            let none = try await service.status(BatchID(UUID()))
            #expect(none == nil)
            await #expect(throws: BatchError(.notFound, "")) { try await service.setEmail(BatchID(UUID()), "a@b.example") }
        }
    }
}
