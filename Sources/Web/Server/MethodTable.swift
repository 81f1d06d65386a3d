import HTTPTypes
import Hummingbird
import Synchronization

/// Which methods each path takes, for those who ask or use another.
final class MethodTable: Sendable {
    private struct Entry: Sendable {
        var components: [RouterPath.Element]
        var method: HTTPRequest.Method
    }

    private let entries = Mutex<[Entry]>([])

    func fill(from routes: [Router<WebRequestContext>.RouteDescription]) {
        let all = routes.map { Entry(components: $0.path.components, method: $0.method) }
        entries.withLock { $0 = all }
    }

    /// In alphabetical order; none for a path that is not known.
    func methods(of path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        let fitting = entries.withLock { $0 }.filter { Self.fits($0.components[...], parts[...]) }
        // As the router does, prefer `batch/extract` to `batch/:id`.
        let best = fitting.map(Self.literals).max() ?? 0
        var methods = Set(fitting.filter { Self.literals($0) == best }.map(\.method))
        if methods.isEmpty { return [] }
        if methods.contains(.get) { methods.insert(.head) }
        methods.insert(.options)
        return methods.sorted { $0.rawValue < $1.rawValue }
    }

    /// How much of a path is given by its words.
    private static func literals(_ entry: Entry) -> Int {
        entry.components.count { !$0.description.contains { "{*".contains($0) } }
    }

    private static func fits(_ components: ArraySlice<RouterPath.Element>, _ parts: ArraySlice<Substring>) -> Bool {
        guard let component = components.first else { return parts.isEmpty }
        if component == .recursiveWildcard { return !parts.isEmpty }
        guard let part = parts.first, component ~= part else { return false }
        return fits(components.dropFirst(), parts.dropFirst())
    }
}
