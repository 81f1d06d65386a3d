import Database
import Foundation
import Testing

/// Goes through the books after a test: nothing lost, nothing done twice.
struct BatchAudit {
    let database: SQLDatabase

    /// Checks all batches, which must have ended.
    func check(attemptsAreFree: Bool = false) async throws {
        let unfinished: Int? = try await database.value(
            "SELECT count(*) FROM processing_batches WHERE status IN ('pending', 'processing')")
        #expect(unfinished == 0, "batches that have not ended")
        let queued: Int? = try await database.value("SELECT count(*) FROM job_queue")
        #expect(queued == 0, "jobs that are still queued")
        let wrong: Int? = try await database.value(
            "SELECT count(*) FROM processing_batches WHERE completed_pdfs + failed_pdfs <> total_pdfs AND status <> 'cancelled'")
        #expect(wrong == 0, "counters that do not add up")
        try await checkEvents()
        try await checkJobs()
        // A job may fail only after it has lost its worker so often that it is taken for the reason.
        let given: Int? = try await database.value("SELECT count(*) FROM batch_jobs WHERE status = 'failed' AND retry_count < 3")
        #expect(given == 0, "jobs that were given up too early")
        if attemptsAreFree {
            let retried: Int? = try await database.value("SELECT count(*) FROM batch_jobs WHERE retry_count > 0")
            #expect(retried == 0, "a job paid with an attempt")
        }
    }

    private func checkEvents() async throws {
        let gaps = try await database.query(
            """
            SELECT batch_id FROM batch_events GROUP BY batch_id
            HAVING count(*) <> max(id) OR min(id) <> 1
            """)
        #expect(gaps.isEmpty, "events with gaps")
        let ends = try await database.query(
            """
            SELECT b.id FROM processing_batches b LEFT JOIN batch_events e ON e.batch_id = b.id AND e.type = 'batch_completed'
            WHERE b.status IN ('completed', 'partial', 'failed') GROUP BY b.id HAVING count(e.id) <> 1
            """)
        #expect(ends.isEmpty, "batches with no or several final events")
    }

    private func checkJobs() async throws {
        let told = try await database.query(
            """
            SELECT j.id FROM batch_jobs j LEFT JOIN batch_events e ON e.job_id = j.id AND e.type = 'job_completed'
            WHERE j.status = 'completed' GROUP BY j.id HAVING count(e.id) <> 1
            """)
        #expect(told.isEmpty, "jobs that were completed never or twice")
        let results = try await database.query(
            """
            SELECT j.id FROM batch_jobs j LEFT JOIN batch_job_results r ON r.job_id = j.id
            WHERE j.status = 'completed' GROUP BY j.id, j.batch_id
            HAVING count(r.position) <> (SELECT count(*) FROM batch_swimmers AS s WHERE s.batch_id = j.batch_id)
            """)
        #expect(results.isEmpty, "completed jobs without one result for each swimmer")
        let links = try await database.query("SELECT extraction_id FROM result_links GROUP BY extraction_id HAVING count(*) > 1")
        #expect(links.isEmpty, "results that were kept twice")
    }
}
