package import Foundation

/// One of a few places that are limited over all nodes, held for a while.
///
/// Whoever holds it renews it in time; when it does not, somebody else takes the place, and what the late one does with it fails.
package struct SlotLease: Sendable, Hashable {
    package let pool: String
    package let slot: Int
    let token: UUID

    /// Takes a free place; nil when there is none.
    ///
    /// - Parameters:
    ///   - pool: the kind of place, 30 characters at most.
    ///   - slots: how many there are.
    ///   - owner: names the node, 64 characters at most.
    ///   - token: no other lease has it.
    package static func take(
        _ pool: String, of slots: Int, owner: String, token: UUID, for duration: Duration, in database: SQLDatabase
    ) async throws -> SlotLease? {
        try await database.transaction { connection in
            let places = SQLTable("places", 0..<slots, .init("slot") { $0 })
            try connection.send(
                """
                INSERT INTO slot_leases (pool, slot) SELECT \(pool), slot FROM \(places) WHERE true
                ON CONFLICT (pool, slot) DO NOTHING
                """)
            let free: Int? = try connection.value(
                """
                SELECT slot FROM slot_leases
                WHERE pool = \(pool) AND slot < \(slots) AND (lease_token IS NULL OR lease_expires_at < \(SQL.now))
                ORDER BY slot LIMIT 1 \(SQL.forUpdateSkippingLocked)
                """)
            guard let free else { return nil }
            try connection.run(
                """
                UPDATE slot_leases
                SET lease_token = \(token), lease_owner = \(owner), lease_expires_at = \(SQL.instant(.now, plus: duration))
                WHERE pool = \(pool) AND slot = \(free)
                """)
            return SlotLease(pool: pool, slot: free, token: token)
        }
    }

    /// Holds on to the place from now on; false when somebody else has it.
    package func renew(for duration: Duration, in database: SQLDatabase) async throws -> Bool {
        try await database.execute(
            """
            UPDATE slot_leases SET lease_expires_at = \(SQL.instant(.now, plus: duration))
            WHERE pool = \(pool) AND slot = \(slot) AND lease_token = \(token)
            """
        ).changes == 1
    }

    /// Gives the place back, if it is still held.
    package func release(in database: SQLDatabase) async throws {
        try await database.execute(
            """
            UPDATE slot_leases SET lease_token = NULL, lease_owner = NULL, lease_expires_at = NULL
            WHERE pool = \(pool) AND slot = \(slot) AND lease_token = \(token)
            """)
    }
}
