import Foundation
import Testing

@testable import Batches

@Suite struct EventMailboxTests {
    private let batch = BatchID(UUID())

    private func event(_ id: Int, _ kind: BatchEvent.Kind = .jobProgress, job: JobID? = nil, size: Int = 2) -> BatchEvent {
        BatchEvent(id: id, kind: kind, jobID: job, data: String(repeating: "x", count: size), isFinal: false)
    }

    private func message(_ events: [BatchEvent]) throws -> EventMessage {
        let rows = events.map { EventRow(batch: batch, id: $0.id, kind: $0.kind, job: $0.jobID, data: $0.data, endsBatch: false) }
        let texts = EventMessage.messages(rows, [:])
        return try #require(texts.first.flatMap { EventMessage($0) })
    }

    private func ids(_ mailbox: EventMailbox) async throws -> [Int] {
        guard case .events(let events) = try await mailbox.next() else { return [] }
        return events.map(\.id)
    }

    @Test func `what comes twice is passed over and after a gap the reader looks`() async throws {
        let mailbox = EventMailbox(after: 4)
        mailbox.deliver(try message([event(3), event(4), event(5)]))
        mailbox.deliver(try message([event(5), event(6)]))
        #expect(try await ids(mailbox) == [5, 6])
        mailbox.deliver(try message([event(8)]))
        #expect(try await mailbox.next().isLook)
        mailbox.advance(to: 8)
        mailbox.deliver(try message([event(9)]))
        #expect(try await ids(mailbox) == [9])
    }

    @Test func `a message without events makes the reader look, one it knows does not`() async throws {
        let mailbox = EventMailbox(after: 4)
        mailbox.deliver(try #require(EventMessage("\(batch.text) 4")))
        mailbox.announce(4)
        mailbox.deliver(try message([event(5)]))
        #expect(try await ids(mailbox) == [5])
        mailbox.announce(6)
        #expect(try await mailbox.next().isLook)
    }

    @Test func `under pressure only the latest progress of each job is kept, and every other event`() async throws {
        let mailbox = EventMailbox(after: 0)
        let jobs = (0..<3).map { _ in JobID(UUID()) }
        var others: [Int] = []
        for id in 1...2_000 {
            let isOther = id % 20 == 0
            if isOther { others.append(id) }
            mailbox.deliver(try message([event(id, isOther ? .jobRetrying : .jobProgress, job: jobs[id % 3])]))
        }
        let kept = try await ids(mailbox)
        #expect(kept == kept.sorted())
        #expect(Set(others).isSubset(of: kept))
        #expect(kept.count <= EventMailbox.mostEvents)
        #expect(kept.last == 2_000)
    }

    @Test func `a reader that does not read is let go, and holds nothing`() async throws {
        let mailbox = EventMailbox(after: 0)
        for id in 1...(EventMailbox.mostEvents + 1) { mailbox.deliver(try message([event(id, .jobFailed)])) }
        #expect(try await mailbox.next().isClosed)

        let large = EventMailbox(after: 0)
        for id in 1...150 { large.deliver(try message([event(id, .jobFailed, size: 7_500)])) }
        #expect(try await large.next().isClosed)
    }

    @Test func `events too large for one message come in several, or are to be looked for`() throws {
        let rows = (1...5).map {
            EventRow(
                batch: batch, id: $0, kind: .jobFailed, job: JobID(UUID()), data: String(repeating: "y", count: $0 == 3 ? 9_000 : 3_000),
                endsBatch: false)
        }
        let texts = EventMessage.messages(rows, [:])
        #expect(texts.allSatisfy { $0.utf8.count < 8_000 })
        let messages = texts.compactMap { EventMessage($0) }
        #expect(messages.count == texts.count)
        #expect(messages.flatMap(\.events).map(\.id) == [1, 2, 4, 5])
        #expect(messages.last?.lastID == 5)
        #expect(messages.allSatisfy { $0.batch == batch })
    }

    @Test(arguments: ["", "x", "no-uuid 5", "00000000-0000-4000-8000-000000000000", "00000000-0000-4000-8000-000000000000 x"])
    func `a message of another kind is none`(text: String) {
        #expect(EventMessage(text).map { _ in true } == nil)
    }
}

extension EventMailbox.Delivery {
    fileprivate var isLook: Bool { if case .look = self { true } else { false } }
    fileprivate var isClosed: Bool { if case .closed = self { true } else { false } }
}
