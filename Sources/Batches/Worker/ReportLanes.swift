import Foundation

/// Writes what jobs report in several transactions at a time: while one is on its way to the disk, the next is made.
///
/// Those of one batch go the same way, one after the other, so that no two of them wait for its row.
struct ReportLanes: Sendable {
    private let lanes: [ReportWriter]

    init(_ count: Int, _ makeLane: () -> ReportWriter) { lanes = (0..<count).map { _ in makeLane() } }

    /// The last byte of an identifier is random.
    private func lane(of lease: JobLease) -> ReportWriter { lanes[Int(lease.batch.uuid.uuid.15) % lanes.count] }

    /// A step on the way.
    func tell(_ lease: JobLease, _ report: JobReport) { lane(of: lease).tell(lease, report) }

    /// The end of a job.
    ///
    /// - Returns: False when the job was no longer held, and nothing was written.
    func finish(_ lease: JobLease, _ report: JobReport) async -> Bool { await lane(of: lease).finish(lease, report) }

    /// Runs until ``finish()``, and then until everything is written.
    func run() async {
        await withDiscardingTaskGroup { group in
            for lane in lanes { group.addTask { await lane.run() } }
        }
    }

    func finish() { for lane in lanes { lane.finish() } }
}
