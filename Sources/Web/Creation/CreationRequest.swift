import Batches
import Crypto
import Downloads
import FileStore
import Foundation
import HTTPTypes
import MeetModel
import Multipart
import Schedules

/// What a request for a batch has said so far, whichever form it came in.
struct CreationRequest {
    /// Swimmers as typed, sources in the order given.
    private(set) var swimmers: [SwimmerQuery] = []
    private(set) var sources: [NewBatch.Source] = []
    private(set) var email: String?
    private(set) var zone: String?
    private let limits: WebLimits

    init(limits: WebLimits) {
        self.limits = limits
    }

    /// Whether there is room for `count` documents more.
    ///
    /// - Throws: 413.
    func checkRoom(for count: Int = 1) throws(WebError) {
        guard sources.count + count <= limits.documentsPerBatch else { throw .tooManyDocuments(limit: limits.documentsPerBatch) }
    }

    mutating func add(_ file: StoredFile) throws(WebError) {
        try checkRoom()
        sources.append(.file(file))
    }

    mutating func add(url text: String) throws(WebError) {
        try checkRoom()
        guard text.utf8.count <= 2048 else { throw .badRequest("An address is longer than 2,048 characters. Check it.") }
        do {
            _ = try WebAddress(text)
        } catch {
            throw .badRequest(error.message, details: ["url": .string(text)])
        }
        sources.append(.url(String(text.trimmed)))
    }

    /// A form's field of addresses: one, one a line, or a JSON array.
    mutating func add(urls text: String) throws(WebError) {
        for url in try Self.list(text, name: "urls") { try add(url: url) }
    }

    mutating func add(_ swimmer: SwimmerQuery) throws(WebError) {
        guard !swimmer.name.trimmed.isEmpty else { return }
        guard swimmers.count < limits.swimmersPerBatch else {
            throw .badRequest("A batch takes \(limits.swimmersPerBatch) swimmers at most. Send the others in another one.")
        }
        swimmers.append(swimmer)
    }

    /// A form's field of swimmers: a name, one a line, or a JSON object or array as in a JSON request.
    mutating func add(swimmers text: String) throws(WebError) {
        let trimmed = text.trimmed
        guard trimmed.hasPrefix("{") || trimmed.hasPrefix("[") else {
            for line in text.split(whereSeparator: \.isNewline) { try add(SwimmerQuery(typed: String(line.trimmed))) }
            return
        }
        let data = Data((trimmed.hasPrefix("{") ? "[\(trimmed)]" : String(trimmed)).utf8)
        guard let values = try? JSONDecoder().decode([CreationMessage.Swimmer].self, from: data) else {
            throw .badRequest("The field swimmer is neither a name nor JSON of swimmers.")
        }
        for value in values { try add(value.query) }
    }

    mutating func set(email text: String) throws(WebError) {
        guard !text.trimmed.isEmpty else { return }
        guard let address = EmailAddress(text) else { throw .noEmailAddress }
        email = address.text
    }

    mutating func set(zone text: String) throws(WebError) {
        guard !text.trimmed.isEmpty else { return }
        guard CalendarZone.isIdentifier(String(text.trimmed)) else {
            throw .badRequest("This is no time zone. Give one as in America/Los_Angeles.")
        }
        zone = String(text.trimmed)
    }

    /// Names of a form's field: one, one a line, or a JSON array.
    static func list(_ text: String, name: String) throws(WebError) -> [String] {
        let trimmed = text.trimmed
        if trimmed.hasPrefix("[") {
            guard let values = try? JSONDecoder().decode([String].self, from: Data(trimmed.utf8)) else {
                throw .badRequest("The field \(name) begins like a JSON array, but is none of texts.")
            }
            return values
        }
        return text.split(whereSeparator: \.isNewline).map { String($0.trimmed) }.filter { !$0.isEmpty }
    }

    /// The same for requests that ask for the same batch.
    var hash: String {
        var hash = SHA256()
        func add(_ parts: String?...) {
            for part in parts { hash.update(data: Array("\(part?.utf8.count ?? -1):\(part ?? "")".utf8)) }
        }
        for swimmer in swimmers { add("swimmer", swimmer.name, swimmer.age, swimmer.team, swimmer.sex?.rawValue) }
        for source in sources {
            switch source {
            case .file(let file): add("file", file.filename, file.checksum.hexadecimal)
            case .url(let url): add("url", url)
            }
        }
        add("email", email, "zone", zone)
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

extension WebError {
    static func tooManyDocuments(limit: Int) -> WebError {
        WebError(
            .contentTooLarge, "TOO_MANY_DOCUMENTS", "A batch takes \(limit) documents at most. Send the others in another one.",
            details: ["limit": .int(limit)])
    }
}
