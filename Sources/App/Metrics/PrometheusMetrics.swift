package import CoreMetrics

/// The backend of swift-metrics. Names follow Prometheus: counters end in `_total`, times are histograms in seconds.
package struct PrometheusMetrics: MetricsFactory {
    package let registry: PrometheusRegistry

    package init(registry: PrometheusRegistry = PrometheusRegistry()) {
        self.registry = registry
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        Counter(number: number(label, suffix: "_total", dimensions, .counter))
    }

    package func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
        Counter(number: number(label, suffix: "_total", dimensions, .counter))
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        Gauge(number: number(label, suffix: "", dimensions, .gauge))
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else { return Gauge(number: number(label, suffix: "", dimensions, .gauge)) }
        let isTime = label.hasSuffix("_seconds")
        return Distribution(
            histogram: histogram(label, suffix: "", dimensions, isTime ? PrometheusHistogram.seconds : PrometheusHistogram.amounts))
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        Distribution(histogram: histogram(label, suffix: "_seconds", dimensions, PrometheusHistogram.seconds))
    }

    package func destroyCounter(_ handler: any CounterHandler) { (handler as? Counter).map { registry.remove($0.number) } }
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {
        (handler as? Counter).map { registry.remove($0.number) }
    }
    package func destroyMeter(_ handler: any MeterHandler) { (handler as? Gauge).map { registry.remove($0.number) } }
    package func destroyRecorder(_ handler: any RecorderHandler) {
        if let gauge = handler as? Gauge { registry.remove(gauge.number) }
        if let distribution = handler as? Distribution { registry.remove(distribution.histogram) }
    }
    package func destroyTimer(_ handler: any TimerHandler) { (handler as? Distribution).map { registry.remove($0.histogram) } }

    private func number(
        _ label: String, suffix: String, _ dimensions: [(String, String)], _ kind: PrometheusRegistry.Kind
    ) -> PrometheusNumber {
        registry.series(Self.name(label, suffix), PrometheusLabels(dimensions), kind: kind) { PrometheusNumber() }
    }

    private func histogram(
        _ label: String, suffix: String, _ dimensions: [(String, String)], _ bounds: [Double]
    ) -> PrometheusHistogram {
        registry.series(Self.name(label, suffix), PrometheusLabels(dimensions), kind: .histogram) { PrometheusHistogram(bounds: bounds) }
    }

    private static func name(_ label: String, _ suffix: String) -> String {
        let name = PrometheusText.name(label)
        return name.hasSuffix(suffix) ? name : name + suffix
    }
}

extension PrometheusMetrics {
    private final class Counter: CounterHandler, FloatingPointCounterHandler {
        let number: PrometheusNumber

        init(number: PrometheusNumber) { self.number = number }

        func increment(by amount: Int64) { number.add(Double(amount)) }
        func increment(by amount: Double) { number.add(amount) }
        func reset() { number.set(0) }
    }

    private final class Gauge: MeterHandler, RecorderHandler {
        let number: PrometheusNumber

        init(number: PrometheusNumber) { self.number = number }

        func set(_ value: Int64) { number.set(Double(value)) }
        func set(_ value: Double) { number.set(value) }
        func increment(by amount: Double) { number.add(amount) }
        func decrement(by amount: Double) { number.add(-amount) }
        func record(_ value: Int64) { number.set(Double(value)) }
        func record(_ value: Double) { number.set(value) }
    }

    private final class Distribution: RecorderHandler, TimerHandler {
        let histogram: PrometheusHistogram

        init(histogram: PrometheusHistogram) { self.histogram = histogram }

        func record(_ value: Int64) { histogram.record(Double(value)) }
        func record(_ value: Double) { histogram.record(value) }
        func recordNanoseconds(_ duration: Int64) { histogram.record(Double(duration) / 1e9) }
    }
}
