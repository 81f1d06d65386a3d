import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import FileStore

@Suite struct DiskStoreTests {
    @Test func `objects are spread over directories, and their names are told apart by their keys alone`() throws {
        let keys = try ["a/b", "a_b", "a-b", "a.b", "A/b", "a/B"].map { try ObjectKey($0) }
        #expect(Set(keys.map(DiskFolder.fileName)).count == keys.count)
        for key in keys { #expect(DiskFolder.key(ofFile: DiskFolder.fileName(of: key)) == key) }
        let buckets = try Set((0..<1000).map { DiskFolder.bucket(of: try ObjectKey("documents/\($0)")) })
        #expect(buckets.count > 200)
    }

    @Test func `an object can be read by nobody but the server's user`() async throws {
        try await withTemporaryFolder { folder in
            let store = try await DiskStore.open(root: folder + "/files")
            _ = try await store.upload(ObjectKey("a"), options: UploadOptions(), bytes: ByteBuffer(string: "abc"))
            for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
                let rights = try FileManager.default.attributesOfItem(atPath: folder + "/" + path)[.posixPermissions] as? Int
                #expect(try #require(rights) & 0o077 == 0, "\(path)")
            }
        }
    }

    @Test func `a file on the disk begins with the object's own bytes`() async throws {
        try await withTemporaryFolder { folder in
            let store = try await DiskStore.open(root: folder + "/files")
            _ = try await store.upload(ObjectKey("a.pdf"), options: UploadOptions(), bytes: ByteBuffer(string: "%PDF-1.7 ..."))
            let file = try #require(FileManager.default.subpaths(atPath: folder)?.first { $0.hasSuffix("a.pdf") })
            let bytes = try Data(contentsOf: URL(filePath: folder + "/" + file))
            #expect(bytes.starts(with: Data("%PDF-1.7 ...".utf8)) && bytes.count == 12 + DiskTrailer.length)
        }
    }

    @Test func `what another store has written is there when the directory is opened again`() async throws {
        try await withTemporaryFolder { folder in
            let first = try await DiskStore.open(root: folder + "/files/")
            let receipt = try await first.upload(ObjectKey("a"), options: UploadOptions(), bytes: .pattern(1000))
            let second = try await DiskStore.open(root: folder + "/files")
            #expect(try await second.bytes(of: ObjectKey("a"), expecting: receipt.checksum, limit: 1000) == .pattern(1000))
        }
    }

    @Test func `a directory that somebody has tidied away is made again`() async throws {
        try await withTemporaryFolder { folder in
            let store = try await DiskStore.open(root: folder + "/files")
            let objects = folder + "/files/objects"
            for bucket in try FileManager.default.contentsOfDirectory(atPath: objects) {
                try FileManager.default.removeItem(atPath: "\(objects)/\(bucket)")
            }
            let receipt = try await store.upload(ObjectKey("a"), options: UploadOptions(), bytes: .pattern(1000))
            #expect(try await store.bytes(of: ObjectKey("a"), expecting: receipt.checksum, limit: 1000) == .pattern(1000))
        }
    }

    @Test func `a link in an object's place is not followed`() async throws {
        try await withTemporaryFolder { folder in
            let store = try await DiskStore.open(root: folder + "/files")
            let receipt = try await store.upload(ObjectKey("a"), options: UploadOptions(), bytes: ByteBuffer(string: "abc"))
            let name = try #require(FileManager.default.subpaths(atPath: folder)?.first { $0.hasSuffix("/a") })
            let outside = folder + "/outside"
            try FileManager.default.moveItem(atPath: folder + "/" + name, toPath: outside)
            try FileManager.default.createSymbolicLink(atPath: folder + "/" + name, withDestinationPath: outside)
            await #expect(throws: StoreError(.misconfigured, "")) {
                try await store.bytes(of: ObjectKey("a"), expecting: receipt.checksum, limit: 100)
            }
            try await store.delete([ObjectKey("a")])
            #expect(FileManager.default.fileExists(atPath: outside))
        }
    }

    @Test(arguments: [0, 10, 63, 64, 100, 1063])
    func `a file that was cut short is damaged`(length: Int) async throws {
        try await withTemporaryFolder { folder in
            let store = try await DiskStore.open(root: folder + "/files")
            let receipt = try await store.upload(ObjectKey("a"), options: UploadOptions(), bytes: .pattern(1000))
            let name = try #require(FileManager.default.subpaths(atPath: folder)?.first { $0.hasSuffix("/a") })
            #expect(truncate(folder + "/" + name, length) == 0)
            await #expect(throws: StoreError(.damaged, "")) {
                try await store.bytes(of: ObjectKey("a"), expecting: receipt.checksum, limit: 2000)
            }
            #expect(try await store.list(prefix: "", after: nil, limit: 5).objects.isEmpty)
        }
    }

    @Test func `a bit that has turned on the disk is found out`() async throws {
        try await withTemporaryFolder { folder in
            let store = try await DiskStore.open(root: folder + "/files")
            let receipt = try await store.upload(ObjectKey("a"), options: UploadOptions(), bytes: .pattern(1000))
            let name = try #require(FileManager.default.subpaths(atPath: folder)?.first { $0.hasSuffix("/a") })
            let file = try #require(FileHandle(forUpdatingAtPath: folder + "/" + name))
            try file.seek(toOffset: 500)
            try file.write(contentsOf: Data([0xFF]))
            try file.close()
            await #expect(throws: StoreError(.damaged, "")) {
                try await store.bytes(of: ObjectKey("a"), expecting: receipt.checksum, limit: 2000)
            }
        }
    }

    @Test func `an upload that nobody ended is swept away after a day`() async throws {
        let time = TestTime()
        try await withTemporaryFolder { folder in
            let store = try await DiskStore.open(root: folder + "/files", now: { time.now })
            #expect(FileManager.default.createFile(atPath: folder + "/files/incoming/left", contents: Data("abc".utf8)))
            time.pass(23 * 3600)
            #expect(try await store.sweep(limit: 10, dryRun: false).abandonedUploads == 0)
            time.pass(2 * 3600)
            #expect(try await store.sweep(limit: 10, dryRun: true).abandonedUploads == 1)
            #expect(try await store.sweep(limit: 10, dryRun: false).abandonedUploads == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/files/incoming").isEmpty)
        }
    }

    @Test func `what a power cut has left of an object is swept away after a day`() async throws {
        let time = TestTime()
        try await withTemporaryFolder { folder in
            let store = try await DiskStore.open(root: folder + "/files", now: { time.now })
            let options = UploadOptions(expires: time.now.addingTimeInterval(7 * 86_400), isPassing: true)
            _ = try await store.upload(ObjectKey("a"), options: options, bytes: .pattern(10_000))
            let name = try #require(FileManager.default.subpaths(atPath: folder)?.first { $0.hasSuffix("/a") })
            #expect(truncate(folder + "/" + name, 4096) == 0)
            time.pass(23 * 3600)
            #expect(try await store.sweep(limit: 10, dryRun: false) == SweepReport())
            time.pass(2 * 3600)
            #expect(try await store.sweep(limit: 10, dryRun: true).abandonedUploads == 1)
            let report = try await store.sweep(limit: 10, dryRun: false)
            #expect(report.abandonedUploads == 1 && report.expired.isEmpty)
            #expect(!FileManager.default.fileExists(atPath: folder + "/" + name))
        }
    }

    @Test func `what is left of objects counts among what one sweep may remove`() async throws {
        let time = TestTime()
        try await withTemporaryFolder { folder in
            let store = try await DiskStore.open(root: folder + "/files", now: { time.now })
            for name in ["a", "b", "c"] {
                _ = try await store.upload(ObjectKey(name), options: UploadOptions(isPassing: true), bytes: .pattern(100))
            }
            for name in try #require(FileManager.default.subpaths(atPath: folder)) where ["/a", "/b", "/c"].contains(name.suffix(2)) {
                #expect(truncate(folder + "/" + name, 10) == 0)
            }
            time.pass(25 * 3600)
            let first = try await store.sweep(limit: 2, dryRun: false)
            #expect(first.abandonedUploads == 2 && !first.isComplete)
            let second = try await store.sweep(limit: 2, dryRun: false)
            #expect(second.abandonedUploads == 1 && second.isComplete)
        }
    }

    @Test func `an upload that fails leaves no file`() async throws {
        struct Failure: Error {}
        try await withTemporaryFolder { folder in
            let store = try await DiskStore.open(root: folder + "/files")
            await #expect(throws: Failure.self) {
                try await store.upload(ObjectKey("a"), options: UploadOptions()) { writer in
                    try await writer.write(.pattern(1_000_000))
                    throw Failure()
                }
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/files/incoming").isEmpty)
        }
    }

    @Test func `it gives no links`() async throws {
        try await withTemporaryFolder { folder in
            let store = try await DiskStore.open(root: folder + "/files")
            let presentation = LinkPresentation(contentType: "application/pdf", filename: "a.pdf", isInline: true)
            #expect(try store.link(to: ObjectKey("a"), lifetime: .seconds(60), presentation: presentation) == nil)
        }
    }

    @Test func `a directory whose parent is missing cannot be opened`() async throws {
        try await withTemporaryFolder { folder in
            let error = await #expect(throws: StoreError.self) { try await DiskStore.open(root: folder + "/no/files") }
            #expect(error?.message.contains(folder) == false)
        }
    }

    @Test(arguments: [
        (ENOSPC, StoreError.Code.full), (EDQUOT, .full), (EFBIG, .full), (EACCES, .accessDenied), (EROFS, .accessDenied),
        (ELOOP, .misconfigured),
        (EIO, .unavailable), (EMFILE, .unavailable), (ENOENT, .notFound),
    ])
    func `what the system says becomes an error of the store`(number: Int32, code: StoreError.Code) {
        #expect(DiskFailure(code: number).storeError.code == code)
    }

    /// On a file system of 4 MB of its own, which only root may set up.
    @Test(.enabled(if: getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/bin/mount")))
    func `when the disk is full the upload fails, what was there stays, and room made is room again`() async throws {
        try await withTemporaryFolder { folder in
            try #require(try command("/bin/mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder) == 0)
            defer { _ = try? command("/bin/umount", folder) }
            let store = try await DiskStore.open(root: folder + "/files")
            let kept = try await store.upload(ObjectKey("kept"), options: UploadOptions(), bytes: .pattern(1_000_000))
            for _ in 0..<3 {
                let error = await #expect(throws: StoreError.self) {
                    try await store.upload(ObjectKey("large"), options: UploadOptions(), bytes: .pattern(5_000_000))
                }
                #expect(error?.code == .full && error?.isTransient == true && error?.reason == "ENOSPC")
            }
            #expect(try await store.bytes(of: ObjectKey("kept"), expecting: kept.checksum, limit: 2 << 20) == .pattern(1_000_000))
            #expect(try await store.info(ObjectKey("large")) == nil)
            _ = try await store.upload(ObjectKey("fits"), options: UploadOptions(), bytes: .pattern(2_000_000))
        }
    }

    private func command(_ path: String, _ arguments: String...) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
