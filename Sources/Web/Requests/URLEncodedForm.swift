import Foundation
import Hummingbird

/// Small forms without files, as browsers send them: `email=a%40example.com&x=`.
struct URLEncodedForm {
    private var fields: [(name: String, value: String)] = []

    init(_ text: String) {
        for field in text.split(separator: "&") {
            let halves = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            fields.append((Self.decoded(halves[0]), halves.count > 1 ? Self.decoded(halves[1]) : ""))
        }
    }

    static func read(_ request: Request, context: WebRequestContext) async throws -> URLEncodedForm {
        URLEncodedForm(String(buffer: try await JSONBody.bytes(of: request, context: context, limit: 64 * 1024)))
    }

    /// The first value of that name.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// All values of that name, in order.
    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    private static func decoded(_ text: Substring) -> String {
        let text = text.split(separator: "+", omittingEmptySubsequences: false).joined(separator: " ")
        return text.removingPercentEncoding ?? text
    }
}
