import Database
import DatabaseTesting
import FileStore
import Foundation
import Testing

@testable import Batches

@Suite struct QueueTests {
    private func queue(_ service: BatchService, lease: Duration = .seconds(60), owner: String = "a") -> JobQueue {
        service.queue(owner: owner, lease: lease)
    }

    @Test(arguments: TestBackend.allCases)
    func `a batch gets three places and no more, and batches take turns`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let large = try await service.create(.urls(15)).batch.id
            let small = try await service.create(.urls(1)).batch.id
            let first = try await queue(service).claim(2)
            #expect(Set(first.jobs.map(\.batch)) == [large, small])
            let second = try await queue(service).claim(10)
            #expect(second.jobs.map(\.batch) == [large, large])
            #expect(second.jobs.map(\.sequence).sorted() == [1, 2])
            let third = try await queue(service).claim(10)
            #expect(third.jobs.isEmpty)
            #expect(!third.isContended)
            _ = try await queue(service).report([(second.jobs[0].lease, .succeeded(JobResult()))])
            #expect(try await queue(service).claim(10).jobs.map(\.batch) == [large])
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a worker for very many gives a batch its places at once, and comes to all batches`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let large = try await service.create(.urls(5)).batch.id
            for _ in 0..<30 { _ = try await service.create(.urls(1)) }
            try await service.database.execute(
                "UPDATE batch_turns SET last_claimed_at = \(SQL.instant(.now, plus: .seconds(-9))) WHERE batch_id = \(large)")
            let first = try await queue(service).claim(66)
            #expect(first.jobs.count == 24)
            #expect(first.jobs.count { $0.batch == large } == 3)
            #expect(first.isPart)
            let second = try await queue(service).claim(42)
            #expect(second.jobs.count == 9)
            #expect(!second.isPart)
        }
    }

    @Test(arguments: TestBackend.allCases, [1, 64])
    func `a worker claims also when a batch may have more at a time than it runs itself`(backend: TestBackend, limit: Int) async throws {
        var configuration = BatchConfiguration()
        configuration.jobsPerBatch = 100
        try await backend.withService(configuration) { service in
            for _ in 0..<3 { _ = try await service.create(.urls(15)) }
            var claimed = 0
            while claimed < limit, case let jobs = try await queue(service).claim(limit - claimed).jobs, !jobs.isEmpty {
                claimed += jobs.count
            }
            #expect(claimed == min(limit, 45))
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `the batch that was longest without a turn is next`(backend: TestBackend) async throws {
        try await backend.withService { service in
            var batches: [BatchID] = []
            for _ in 0..<3 { batches.append(try await service.create(.urls(4)).batch.id) }
            try await service.database.execute("UPDATE batch_turns SET last_claimed_at = \(SQL.instant(.now, plus: .seconds(-200)))")
            var turns: [BatchID] = []
            for _ in 0..<9 {
                let job = try #require(try await queue(service).claim(1).jobs.first)
                turns.append(job.batch)
                // Instants are whole milliseconds on SQLite.
                try await service.database.execute(
                    "UPDATE batch_turns SET last_claimed_at = \(SQL.instant(.now, plus: .seconds(turns.count - 100))) WHERE batch_id = \(job.batch)"
                )
            }
            #expect(Set(turns[0..<3]) == Set(batches))
            #expect(Array(turns[3..<6]) == Array(turns[0..<3]))
            #expect(Array(turns[6..<9]) == Array(turns[0..<3]))
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `many who claim at once never take one job twice nor more than three of a batch`(backend: TestBackend) async throws {
        try await backend.withService { service in
            var batches: [BatchID] = []
            for _ in 0..<6 { batches.append(try await service.create(.urls(5)).batch.id) }
            let claims = try await withThrowingTaskGroup(of: [ClaimedJob].self) { group in
                for worker in 0..<8 {
                    group.addTask {
                        var jobs: [ClaimedJob] = []
                        var idle = 0
                        while idle < 3 {
                            let claim = try await service.queue(owner: "w\(worker)", lease: .seconds(60)).claim(2)
                            jobs += claim.jobs
                            if claim.jobs.isEmpty, !claim.isContended { idle += 1 }
                        }
                        return jobs
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claims.count == 18)
            #expect(Set(claims.map(\.id)).count == 18)
            for batch in batches { #expect(claims.count { $0.batch == batch } == 3) }
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a claim that has expired is taken up at the cost of a try, and its holder's word is refused`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let batch = try await service.create(.urls(1)).batch.id
            let old = try #require(try await queue(service).claim(1).jobs.first)
            #expect(try await queue(service).recover() == 0)
            try await expireLeases(service)
            #expect(try await queue(service).recover() == 1)
            var state = try #require(try await service.status(batch))
            #expect(state.jobs[0].status == .pending)
            #expect(state.jobs[0].retryCount == 1)
            #expect(state.jobs[0].errorCode == .internal)

            let new = try #require(try await queue(service, owner: "b").begin(1).first)
            #expect(new.attempt == 1)
            #expect(new.lease.token != old.lease.token)
            let refused = try await queue(service).report([(old.lease, .succeeded(JobResult(meetName: "stale")))])
            #expect(refused == [old.lease])
            #expect(try await queue(service).heartbeat([old.lease]) == [old.lease])
            #expect(try await queue(service).heartbeat([new.lease]) == [])
            state = try #require(try await service.status(batch))
            #expect(state.jobs[0].status == .downloading)

            #expect(try await queue(service).report([(new.lease, .succeeded(JobResult(meetName: "fresh")))]).isEmpty)
            state = try #require(try await service.status(batch))
            #expect(state.status == .completed)
            #expect(state.jobs[0].meetName == "fresh")
            #expect(state.completedPDFs == 1)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a heartbeat keeps a claim from expiring`(backend: TestBackend) async throws {
        try await backend.withService { service in
            _ = try await service.create(.urls(1))
            let job = try #require(try await queue(service).claim(1).jobs.first)
            try await expireLeases(service)
            #expect(try await queue(service).heartbeat([job.lease]) == [])
            #expect(try await queue(service).recover() == 0)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a job that kills its worker fails after three more tries`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let batch = try await service.create(.urls(2)).batch.id
            for attempt in 0...3 {
                let jobs = try await queue(service).claim(5).jobs
                // Closures within the macros of one test may be taken for each other by the compiler, so they stand outside.
                let poison = jobs.filter { $0.sequence == 0 }
                let others = jobs.filter { $0.sequence == 1 }
                #expect(poison.map(\.attempt) == [attempt])
                #expect(others.count == (attempt == 0 ? 1 : 0))
                _ = try await queue(service).report(others.map { ($0.lease, .succeeded(JobResult())) })
                try await expireLeases(service)
                #expect(try await queue(service).recover() == 1)
            }
            let state = try #require(try await service.status(batch))
            #expect(state.status == .partial)
            #expect(state.jobs[0].status == .failed)
            #expect(state.jobs[0].errorCode == .internal)
            #expect(try await queue(service).claim(5).jobs.isEmpty)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a passing error is tried again after its pause, a lasting one is not`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let batch = try await service.create(.urls(2)).batch.id
            let jobs = try await queue(service).claim(2).jobs.sorted { $0.sequence < $1.sequence }
            let passing = JobFailure(code: .network, isTransient: true, message: "later")
            let lasting = JobFailure(code: .notAPDF, isTransient: false, message: "never")
            _ = try await queue(service).report([
                (jobs[0].lease, .failed(passing, pause: .seconds(60))), (jobs[1].lease, .failed(lasting, pause: .zero)),
            ])
            var state = try #require(try await service.status(batch))
            #expect(state.jobs.map(\.status) == [.pending, .failed])
            #expect(state.jobs.map(\.errorCode) == [.network, .notAPDF])
            #expect(state.jobs.map(\.retryCount) == [1, 0])
            #expect(state.failedPDFs == 1)
            let claim = try await queue(service).claim(2)
            #expect(claim.jobs.isEmpty)
            let next = try #require(claim.next)
            #expect(next > .seconds(50) && next < .seconds(61))

            try await service.database.execute("UPDATE job_queue SET available_at = \(SQL.now)")
            let again = try await queue(service).begin(2)
            #expect(again.map(\.attempt) == [1])
            state = try #require(try await service.status(batch))
            #expect(state.jobs[0].errorCode == nil)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `what is handed back costs no try`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let batch = try await service.create(.urls(1)).batch.id
            for _ in 0..<5 {
                let job = try #require(try await queue(service).claim(1).jobs.first)
                #expect(job.attempt == 0)
                #expect(try await queue(service).report([(job.lease, .handedBack)]).isEmpty)
            }
            let state = try #require(try await service.status(batch))
            #expect(state.jobs[0].status == .pending)
            #expect(state.jobs[0].retryCount == 0)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a batch has half an hour from its first job's start, and no clock before and after`(backend: TestBackend) async throws {
        try await backend.withService { service in
            _ = try await service.create(.urls(1))
            let clock: SQL = "SELECT started_at, processing_timeout_at FROM processing_batches"
            let waiting = try #require(try await service.database.query(clock).first)
            #expect(try waiting.get(at: 1, as: Date?.self) == nil)
            let job = try #require(try await queue(service).begin(1).first)
            let running = try #require(try await service.database.query(clock).first)
            let (start, end) = (try running.get(at: 0, as: Date.self), try running.get(at: 1, as: Date.self))
            #expect(abs(end.timeIntervalSince(start) - 1_800) < 0.01)
            _ = try await queue(service).report([(job.lease, .succeeded(JobResult()))])
            let ended = try #require(try await service.database.query(clock).first)
            #expect(try ended.get(at: 1, as: Date?.self) == nil)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a batch past its deadline is taken up again, three times at most`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let batch = try await service.create(.urls(1)).batch.id
            for attempt in 0...3 {
                let job = try #require(try await queue(service).begin(1).first)
                #expect(job.attempt == attempt)
                #expect(try await queue(service).recover() == 0)
                try await service.database.execute(
                    "UPDATE processing_batches SET processing_timeout_at = \(SQL.instant(.now, plus: .seconds(-1)))")
                #expect(try await queue(service).recover() == 1)
                #expect(try await queue(service).report([(job.lease, .succeeded(JobResult()))]) == [job.lease])
            }
            let state = try #require(try await service.status(batch))
            #expect(state.status == .failed)
            #expect(state.jobs[0].errorCode == .timeout)
            let kinds = try await service.allEvents(of: batch).map(\.kind)
            #expect(kinds.count { $0 == .batchRecovered } == 4)
            #expect(kinds.last == .batchCompleted)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `what has just been taken does not hang, and starts the batch's clock anew`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let batch = try await service.create(.urls(2)).batch.id
            _ = try await queue(service).begin(1)
            let taken = try #require(try await queue(service).claim(1).jobs.first)
            try await service.database.execute(
                "UPDATE processing_batches SET processing_timeout_at = \(SQL.instant(.now, plus: .seconds(-1)))")
            #expect(try await queue(service).recover() == 1)
            #expect(try await service.status(batch)?.status == .pending)
            #expect(try await service.status(batch)?.jobs.map(\.retryCount) == [1, 0])
            #expect(try await queue(service).report([(taken.lease, .started)]).isEmpty)
            #expect(try await service.status(batch)?.status == .processing)
            let hasDeadline = try await service.database.value(
                "SELECT processing_timeout_at > \(SQL.now) FROM processing_batches", as: Bool?.self)
            #expect(hasDeadline == true)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `every change has its event, numbered without a gap`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let batch = try await service.create(.urls(2)).batch.id
            let jobs = try await queue(service).begin(2).sorted { $0.sequence < $1.sequence }
            let file = try await service.stored([1, 2, 3], as: "a.pdf")
            _ = try await queue(service).report([
                (jobs[0].lease, .progressed(.downloading, message: "half", share: 0.5)), (jobs[1].lease, .fetched(file)),
            ])
            _ = try await queue(service).report([
                (jobs[0].lease, .failed(JobFailure(code: .http, isTransient: false, message: "gone"), pause: .zero))
            ])
            _ = try await queue(service).report([
                (jobs[1].lease, .succeeded(JobResult(file: file, meetName: "A \"meet\"\n", cached: true)))
            ])
            let events = try await service.allEvents(of: batch)
            #expect(events.map(\.id) == Array(1...events.count))
            let kinds: [BatchEvent.Kind] = [
                .batchStarted, .jobStarted, .jobStarted, .jobProgress, .jobProgress, .jobFailed, .jobCompleted, .batchCompleted,
            ]
            #expect(events.map(\.kind) == kinds)
            #expect(events.map(\.isFinal) == kinds.map { $0 == .batchCompleted })
            let state = try #require(try await service.status(batch))
            #expect(state.lastEventID == events.count)
            #expect(state.status == .partial)
            #expect(state.jobs[1].filename == "a.pdf")
            let data = try events.map { try JSONDecoder().decode(EventData.self, from: Data($0.data.utf8)) }
            #expect(data.allSatisfy { $0.batchId == batch && $0.totalPdfs == 2 })
            #expect(data[3].progress == 0.5)
            #expect(data[5].errorCode == "HTTP_ERROR")
            #expect(data[6].meetName == "A \"meet\"\n")
            #expect(data[6].completedPdfs == 1 && data[6].failedPdfs == 1)
            #expect(data[7].status == "partial")
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a job that ends before its start is written has all its events, and both hours`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let batch = try await service.create(.urls(1)).batch.id
            let job = try #require(try await queue(service).claim(1).jobs.first)
            #expect(try await service.status(batch)?.jobs[0].status == .pending)
            let file = try await service.stored([1, 2, 3], as: "a.pdf")
            let refused = try await queue(service).report([
                (job.lease, .started), (job.lease, .fetched(file)), (job.lease, .progressed(.extracting, message: "half", share: 0.5)),
                (job.lease, .succeeded(JobResult(meetName: "A meet"))),
            ])
            #expect(refused.isEmpty)
            let kinds = try await service.allEvents(of: batch).map(\.kind)
            #expect(kinds == [.batchStarted, .jobStarted, .jobProgress, .jobProgress, .jobCompleted, .batchCompleted])
            let row = try #require(
                try await service.database.query(
                    "SELECT started_at IS NOT NULL AND completed_at IS NOT NULL, filename, temp_file_path FROM batch_jobs"
                ).first)
            #expect(try row.get(at: 0, as: Bool.self))
            #expect(try row.get(at: 1, as: String?.self) == "a.pdf")
            #expect(try row.get(at: 2, as: String?.self) == file.key.text)
            #expect(try await service.database.value("SELECT count(*) FROM job_queue", as: Int.self) == 0)
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a worker that never said that it had begun costs a try`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let batch = try await service.create(.urls(1)).batch.id
            _ = try await queue(service).claim(1)
            try await expireLeases(service)
            #expect(try await queue(service).recover() == 1)
            #expect(try await service.status(batch)?.jobs.map(\.retryCount) == [1])
            let kinds = try await service.database.query("SELECT type FROM batch_events ORDER BY id").map {
                try $0.get(at: 0, as: String.self)
            }
            #expect(kinds == ["batch_started", "job_started", "job_retrying"])
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `what a job says after its end, or with an earlier claim, changes nothing`(backend: TestBackend) async throws {
        try await backend.withService { service in
            let batch = try await service.create(.urls(1)).batch.id
            let old = try #require(try await queue(service).claim(1).jobs.first)
            _ = try await queue(service).report([(old.lease, .handedBack), (old.lease, .succeeded(JobResult(meetName: "late")))])
            #expect(try await service.status(batch)?.jobs[0].status == .pending)
            let new = try #require(try await queue(service).claim(1).jobs.first)
            let refused = try await queue(service).report([
                (old.lease, .succeeded(JobResult(meetName: "stale"))), (new.lease, .started),
            ])
            #expect(refused == [old.lease])
            #expect(try await service.status(batch)?.jobs[0].status == .downloading)
        }
    }

    private struct EventData: Decodable {
        var batchId: BatchID
        var status: String
        var progress: Double?
        var meetName: String?
        var errorCode: String?
        var completedPdfs: Int
        var failedPdfs: Int
        var totalPdfs: Int
    }

    private func expireLeases(_ service: BatchService) async throws {
        try await service.database.execute(
            "UPDATE job_queue SET lease_expires_at = \(SQL.instant(.now, plus: .seconds(-1))) WHERE lease_token IS NOT NULL")
    }
}
