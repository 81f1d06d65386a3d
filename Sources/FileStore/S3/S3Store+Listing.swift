import Foundation
import NIOHTTP1

extension S3Store {
    /// The most names that one answer holds.
    private static let pageSize = 1000

    package nonisolated(nonsending) func list(prefix: String, after cursor: ListCursor?, limit: Int) async throws -> ObjectPage {
        let folder = "objects/"
        let (entries, next) = try await names(
            prefix: folder + prefix, after: cursor.map { folder + $0.text }, limit: min(max(limit, 1), Self.pageSize))
        let objects = entries.compactMap { entry in
            (try? ObjectKey(String(entry.name.dropFirst(folder.count)))).map {
                ObjectPage.Entry(key: $0, size: entry.size, modified: entry.modified)
            }
        }
        return ObjectPage(objects: objects, next: next.map { ListCursor(text: String($0.dropFirst(folder.count))) })
    }

    package nonisolated(nonsending) func sweep(limit: Int, dryRun: Bool) async throws -> SweepReport {
        var report = SweepReport()
        report.abandonedUploads = try await abortAbandonedUploads(dryRun: dryRun)
        let time = client.now()
        var place: String?
        repeat {
            let (entries, next) = try await names(prefix: S3Expiry.prefix, after: place, limit: Self.pageSize)
            var due = entries.compactMap { S3Expiry(name: $0.name) }.filter { Double($0.second) <= time.timeIntervalSince1970 }[...]
            // Names come in the order of time, so that a page with nothing due is followed by none with something.
            place = due.isEmpty ? nil : next
            while !due.isEmpty {
                guard report.expired.count < limit else {
                    report.isComplete = false
                    return report
                }
                let taken = due.prefix(limit - report.expired.count)
                report.expired += try await remove(taken, at: time, dryRun: dryRun)
                due = due.dropFirst(taken.count)
            }
        } while place != nil
        return report
    }

    /// Removes the objects that these notes are about if they have expired, and the notes.
    /// - Returns: which have.
    private nonisolated(nonsending) func remove(_ due: ArraySlice<S3Expiry>, at time: Date, dryRun: Bool) async throws -> [ObjectKey] {
        var expired: [ObjectKey] = []
        for note in due {
            // Written again with a later end, or with none, an object stays although an old note says otherwise.
            if let expires = try await info(note.key)?.expires, expires <= time { expired.append(note.key) }
        }
        guard !dryRun else { return expired }
        try await delete(expired)
        try await delete(names: due.map(\.name))
        return expired
    }

    private nonisolated(nonsending) func abortAbandonedUploads(dryRun: Bool) async throws -> Int {
        var count = 0
        var marker: [(name: String, value: String)] = []
        repeat {
            let answer: S3XML?
            do {
                answer = try await client.document(
                    S3Request(
                        operation: "ListMultipartUploads", method: .GET,
                        query: [("prefix", client.configuration.prefix + "objects/"), ("uploads", "")] + marker))
            } catch let error as StoreError where error.code == .protocolViolation {
                // Stores that cannot list them remove them by a rule of their own.
                return count
            }
            for upload in answer?.all("Upload") ?? [] {
                guard let name = upload["Key"], let id = upload["UploadId"], name.hasPrefix(client.configuration.prefix),
                    let begun = upload["Initiated"].flatMap(WireDate.iso8601), client.now().timeIntervalSince(begun) > Self.abandonedAfter
                else { continue }
                if !dryRun { try await abort(String(name.dropFirst(client.configuration.prefix.count)), id) }
                count += 1
            }
            marker = [("key-marker", answer?["NextKeyMarker"] ?? ""), ("upload-id-marker", answer?["NextUploadIdMarker"] ?? "")]
            if answer?["IsTruncated"] != "true" { return count }
        } while !marker[0].value.isEmpty
        return count
    }

    private nonisolated(nonsending) func abort(_ name: String, _ id: String) async throws {
        do {
            _ = try await client.headers(
                S3Request(operation: "AbortMultipartUpload", method: .DELETE, name: name, query: [("uploadId", id)]))
        } catch let error as StoreError where error.code == .notFound {
            return
        }
    }

    private struct Listed {
        var name: String
        var size: Int64
        var modified: Date
    }

    /// The names in the bucket that begin with the prefix, in their order, and where to go on after them.
    private nonisolated(nonsending) func names(prefix: String, after last: String?, limit: Int) async throws -> ([Listed], next: String?) {
        let root = client.configuration.prefix
        var query = [("list-type", "2"), ("max-keys", String(limit)), ("prefix", root + prefix)]
        if let last { query.append(("start-after", root + last)) }
        let answer = try await client.document(S3Request(operation: "ListObjectsV2", method: .GET, query: query))
        guard let answer, answer.name == "ListBucketResult" else {
            throw StoreError.protocolViolation(reason: "ListObjectsV2 without a list")
        }
        let entries = answer.all("Contents").compactMap { entry -> Listed? in
            guard let name = entry["Key"], name.hasPrefix(root), let size = entry["Size"].flatMap(Int64.init),
                let modified = entry["LastModified"].flatMap(WireDate.iso8601)
            else { return nil }
            return Listed(name: String(name.dropFirst(root.count)), size: size, modified: modified)
        }
        return (entries, answer["IsTruncated"] == "true" ? entries.last?.name : nil)
    }
}
