import Synchronization

/// Keeps values while there is room for them; those not used for longest go first.
final class RecentlyUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        var value: Value
        var cost: Int
        var lastUse: Int
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var cost = 0
        var uses = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: the most that all values may cost together; one value that costs more is not kept.
    init(limit: Int) { self.limit = limit }

    subscript(key: Key) -> Value? {
        state.withLock { state in
            state.uses += 1
            state.entries[key]?.lastUse = state.uses
            return state.entries[key]?.value
        }
    }

    func keep(_ value: Value, for key: Key, cost: Int) {
        guard cost <= limit else { return }
        let removed: [Value] = state.withLock { state in
            state.uses += 1
            var removed: [Value] = []
            if let old = state.entries.updateValue(Entry(value: value, cost: cost, lastUse: state.uses), forKey: key) {
                state.cost -= old.cost
                removed.append(old.value)
            }
            state.cost += cost
            while state.cost > limit, let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
                state.entries[oldest.key] = nil
                state.cost -= oldest.value.cost
                removed.append(oldest.value.value)
            }
            return removed
        }
        _ = removed  // let go of outside the lock
    }

    func remove(_ key: Key) {
        let removed = state.withLock { state in
            let removed = state.entries.removeValue(forKey: key)
            state.cost -= removed?.cost ?? 0
            return removed
        }
        _ = removed
    }
}
