import Synchronization

/// All series of this process, by family, and their text in the format of Prometheus.
///
/// A name belongs to the kind that used it first. A family holds so many series and no more, so that labels that somebody else chooses
/// cannot fill the memory; what comes later is counted in `heatsync_metrics_dropped_series_total` and goes nowhere.
package final class PrometheusRegistry: Sendable {
    enum Kind: String {
        case counter
        case gauge
        case histogram
    }

    struct Family {
        var kind: Kind
        var series: [PrometheusLabels: any PrometheusSeries] = [:]
    }

    private struct State {
        var families: [String: Family] = [:]
        var dropped = 0
    }

    private let seriesPerFamily: Int
    private let state = Mutex(State())

    package init(seriesPerFamily: Int = 1000) {
        self.seriesPerFamily = seriesPerFamily
    }

    /// The series of this name and these labels, made when it is not there. What cannot be kept is given out all the same and belongs
    /// to nobody.
    func series<Series: PrometheusSeries>(
        _ name: String, _ labels: PrometheusLabels, kind: Kind, make: () -> Series
    ) -> Series {
        state.withLock { state in
            var family = state.families[name] ?? Family(kind: kind)
            if family.kind == kind, let series = family.series[labels] as? Series { return series }
            let series = make()
            guard family.kind == kind, family.series[labels] == nil, family.series.count < seriesPerFamily else {
                state.dropped += 1
                return series
            }
            family.series[labels] = series
            state.families[name] = family
            return series
        }
    }

    func remove(_ series: any PrometheusSeries) {
        state.withLock { state in
            for (name, family) in state.families {
                for (labels, other) in family.series where other === series { state.families[name]?.series[labels] = nil }
            }
        }
    }

    /// Hands the text of one family after the other to `write`, in the order of their names.
    package func write(_ write: (String) -> Void) {
        let (families, dropped) = state.withLock { ($0.families, $0.dropped) }
        for (name, family) in families.sorted(by: { $0.key < $1.key }) where !family.series.isEmpty {
            var text = "# TYPE \(name) \(family.kind.rawValue)\n"
            for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) { series.write(name, labels, to: &text) }
            write(text)
        }
        write("# TYPE heatsync_metrics_dropped_series_total counter\nheatsync_metrics_dropped_series_total \(dropped)\n")
    }

    /// The whole text.
    package var text: String {
        var text = ""
        write { text += $0 }
        return text
    }
}
