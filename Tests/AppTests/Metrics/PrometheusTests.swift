import CoreMetrics
import Testing

@testable import App

@Suite struct PrometheusTests {
    private let metrics = PrometheusMetrics()

    @Test func `counters, gauges and histograms are written with their kinds`() {
        Counter(label: "jobs", dimensions: [("outcome", "done")], factory: metrics).increment(by: 3)
        Counter(label: "jobs_total", dimensions: [("outcome", "failed")], factory: metrics).increment()
        Gauge(label: "queue.depth", factory: metrics).record(7)
        Meter(label: "running", factory: metrics).increment(by: 2)
        Timer(label: "pickup", factory: metrics).recordNanoseconds(30_000_000)
        Timer(label: "pickup_seconds", factory: metrics).recordNanoseconds(400_000_000_000)
        let text = metrics.registry.text
        let lines = Set(text.split(separator: "\n").map(String.init))
        for line in [
            "# TYPE jobs_total counter", "jobs_total{outcome=\"done\"} 3", "jobs_total{outcome=\"failed\"} 1", "# TYPE queue_depth gauge",
            "queue_depth 7", "running 2", "# TYPE pickup_seconds histogram", "pickup_seconds_bucket{le=\"0.025\"} 0",
            "pickup_seconds_bucket{le=\"0.05\"} 1", "pickup_seconds_bucket{le=\"300\"} 1", "pickup_seconds_bucket{le=\"+Inf\"} 2",
            "pickup_seconds_count 2", "pickup_seconds_sum 400.03",
        ] {
            #expect(lines.contains(line), "\(line) is missing in\n\(text)")
        }
        #expect(text.count(of: "# TYPE jobs_total") == 1)
    }

    @Test func `the same labels are the same series, in whatever order they are given`() {
        Counter(label: "c", dimensions: [("a", "1"), ("b", "2")], factory: metrics).increment()
        Counter(label: "c", dimensions: [("b", "2"), ("a", "1")], factory: metrics).increment()
        #expect(metrics.registry.text.contains("c_total{a=\"1\",b=\"2\"} 2\n"))
    }

    @Test func `labels that somebody else chose cannot break out of their quotes`() {
        let hostile = "x\"} 1\nfake_total{a=\"\\"
        Counter(label: "c", dimensions: [("bad name\n", hostile)], factory: metrics).increment()
        #expect(metrics.registry.text.contains(#"c_total{bad_name_="x\"} 1\nfake_total{a=\"\\"} 1"# + "\n"))
        #expect(!metrics.registry.text.contains("\nfake"))
    }

    @Test func `a name that is taken by another kind goes nowhere, and is counted`() {
        Gauge(label: "x_total", factory: metrics).record(1)
        Counter(label: "x", factory: metrics).increment()
        let text = metrics.registry.text
        #expect(text.contains("# TYPE x_total gauge\nx_total 1\n"))
        #expect(text.contains("heatsync_metrics_dropped_series_total 1\n"))
    }

    @Test func `a family does not grow without end`() {
        let metrics = PrometheusMetrics(registry: PrometheusRegistry(seriesPerFamily: 10))
        for number in 0..<50 { Counter(label: "c", dimensions: [("n", "\(number)")], factory: metrics).increment() }
        #expect(metrics.registry.text.count(of: "c_total{") == 10)
        #expect(metrics.registry.text.contains("heatsync_metrics_dropped_series_total 40\n"))
    }

    @Test func `what is destroyed is gone`() {
        let counter = Counter(label: "c", factory: metrics)
        counter.increment()
        counter.destroy()
        #expect(!metrics.registry.text.contains("c_total"))
    }

    @Test func `numbers are written so that they read back as they were`() {
        for (value, text) in [(0.0, "0"), (-3, "-3"), (0.25, "0.25"), (1e20, "1e+20"), (.infinity, "+Inf"), (-.infinity, "-Inf")] {
            #expect(PrometheusText.number(value) == text)
        }
        #expect(PrometheusText.number(.nan) == "NaN")
    }

    @Test func `many threads at once lose nothing`() async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { [metrics] in
                    for _ in 0..<1000 {
                        Counter(label: "c", factory: metrics).increment()
                        Timer(label: "t", factory: metrics).recordNanoseconds(1)
                    }
                }
            }
        }
        #expect(metrics.registry.text.contains("c_total 8000\n"))
        #expect(metrics.registry.text.contains("t_seconds_count 8000\n"))
    }
}

extension String {
    fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
