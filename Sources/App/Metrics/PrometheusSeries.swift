import Synchronization

/// One number, or one histogram, that changes.
protocol PrometheusSeries: AnyObject, Sendable {
    func write(_ name: String, _ labels: PrometheusLabels, to text: inout String)
}

/// A counter or a gauge.
final class PrometheusNumber: PrometheusSeries {
    private let value = Mutex(0.0)

    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func add(_ amount: Double) { value.withLock { $0 += amount } }

    func write(_ name: String, _ labels: PrometheusLabels, to text: inout String) {
        text += "\(name)\(labels.text()) \(PrometheusText.number(value.withLock { $0 }))\n"
    }
}

/// How many values were at most as large as each of some bounds, how many there were, and their sum.
final class PrometheusHistogram: PrometheusSeries {
    private struct State {
        /// One a bound, and one for what is above them all. Each value is in one only.
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    /// - Parameter bounds: rising.
    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        let place = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock {
            $0.counts[place] += 1
            $0.sum += value
        }
    }

    func write(_ name: String, _ labels: PrometheusLabels, to text: inout String) {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        var total = 0
        for (place, count) in counts.enumerated() {
            total += count
            let bound = place < bounds.count ? PrometheusText.number(bounds[place]) : "+Inf"
            text += "\(name)_bucket\(labels.text(adding: ("le", bound))) \(total)\n"
        }
        text += "\(name)_sum\(labels.text()) \(PrometheusText.number(sum))\n"
        text += "\(name)_count\(labels.text()) \(total)\n"
    }

    /// From a millisecond to five minutes: what requests, jobs and waiting take here.
    static let seconds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]
    /// For sizes and numbers.
    static let amounts: [Double] = [1, 2, 5, 10, 25, 50, 100, 250, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 50_000_000]
}
