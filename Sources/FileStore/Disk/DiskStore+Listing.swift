import Foundation

extension DiskStore {
    package nonisolated(nonsending) func list(prefix: String, after cursor: ListCursor?, limit: Int) async throws -> ObjectPage {
        var place = try Place(cursor)
        var page = ObjectPage(objects: [], next: nil)
        while let bucket = place.bucket {
            let last = place.key
            let wanted = limit - page.objects.count
            let (entries, isCut) = try await threads.run { [folder] in
                try folder.entries(inBucket: bucket, prefix: prefix, after: last, limit: wanted)
            }
            page.objects += entries
            if isCut, let entry = entries.last {
                page.next = place.cursor(after: entry.key)
                return page
            }
            place.advance()
        }
        return page
    }

    package nonisolated(nonsending) func sweep(limit: Int, dryRun: Bool) async throws -> SweepReport {
        var report = SweepReport()
        let time = now()
        let abandoned = time.addingTimeInterval(-Self.abandonedAfter)
        report.abandonedUploads = try await threads.run { [folder] in
            try folder.removeAbandonedUploads(before: abandoned, dryRun: dryRun)
        }
        var removedAlready = 0
        for bucket in DiskFolder.buckets {
            let wanted = limit - removedAlready
            let (removed, isCut) = try await threads.run { [folder] in
                try folder.removeDue(inBucket: bucket, expiredAt: time, abandonedBefore: abandoned, limit: wanted, dryRun: dryRun)
            }
            removedAlready += removed.count
            for (key, content) in removed {
                if case .object = content { report.expired.append(key) } else { report.abandonedUploads += 1 }
            }
            if isCut {
                report.isComplete = false
                break
            }
        }
        return report
    }

    /// A place in the order in which objects are listed: by directory, then by key.
    private struct Place {
        private var index = 0
        private(set) var key: ObjectKey?

        var bucket: String? { index < DiskFolder.buckets.count ? DiskFolder.buckets[index] : nil }

        init(_ cursor: ListCursor?) throws(StoreError) {
            guard let cursor else { return }
            let key = try ObjectKey(cursor.text)
            index = DiskFolder.buckets.firstIndex(of: DiskFolder.bucket(of: key)) ?? 0
            self.key = key
        }

        mutating func advance() {
            index += 1
            key = nil
        }

        func cursor(after key: ObjectKey) -> ListCursor { ListCursor(text: key.text) }
    }
}

extension DiskFolder {
    /// - Returns: the objects, and whether there are more of them in this bucket or `limit` leaves no room for other buckets.
    func entries(inBucket bucket: String, prefix: String, after last: ObjectKey?, limit: Int) throws -> ([ObjectPage.Entry], isCut: Bool) {
        var entries: [ObjectPage.Entry] = []
        for key in try keys(inBucket: bucket) where key.text.hasPrefix(prefix) {
            if let last, key <= last { continue }
            guard case .object(let trailer) = try content(key) else { continue }
            entries.append(ObjectPage.Entry(key: key, size: trailer.size, modified: trailer.created))
            if entries.count >= limit { return (entries, true) }
        }
        return (entries, false)
    }

    /// Removes objects that have expired, and what is left of others.
    ///
    /// - Returns: what was removed, and whether `limit` was reached.
    func removeDue(
        inBucket bucket: String, expiredAt time: Date, abandonedBefore abandoned: Date, limit: Int, dryRun: Bool
    ) throws -> ([(ObjectKey, Content)], isCut: Bool) {
        let isDue = { @Sendable (content: Content) in
            switch content {
            case .object(let trailer): trailer.expires.map { $0 <= time } ?? false
            case .remains(let modified): Double(modified) < abandoned.timeIntervalSince1970
            }
        }
        var removed: [(ObjectKey, Content)] = []
        for key in try keys(inBucket: bucket) {
            guard let content = try content(key), isDue(content) else { continue }
            if removed.count >= limit { return (removed, true) }
            if try dryRun || remove(key, if: isDue) { removed.append((key, content)) }
        }
        return (removed, false)
    }

    func removeAbandonedUploads(before time: Date, dryRun: Bool) throws(DiskFailure) -> Int {
        var count = 0
        for name in try incoming.names() {
            do {
                let modified = try incoming.file(name).status().modified
                guard Double(modified) < time.timeIntervalSince1970 else { continue }
                if !dryRun { try incoming.remove(name) }
                count += 1
            } catch  where error.storeError == .notFound {
                continue
            }
        }
        return count
    }
}
