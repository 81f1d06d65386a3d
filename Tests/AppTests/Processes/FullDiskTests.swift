import DatabaseTesting
import Foundation
import Testing

/// Disks without room, and a store that has gone away.
@Suite(.serialized) struct FullDiskTests {
    @Test(.enabled("mounting a small file system needs root", { SmallDisk.isPossible }))
    func `a full disk of the files refuses large documents, and nothing else`() async throws {
        let disk = try SmallDisk.mount(megabytes: 4)
        defer { SmallDisk.unmount(disk) }
        try await ServiceWorld.with(.sqlite, ["TEMP_FILE_DIR": disk.path + "/files"]) { world in
            let server = try await world.start()
            let client = try ServiceClient(server)
            // Little is left to be sent when it is refused: a client that still sends then may find the connection closed, and not read why.
            let large = try Documents.sheets(1)[0].bytes + [UInt8](repeating: 10, count: 4_500_000)
            let answer = try await client.post(files: [("large.pdf", large)], urls: [])
            #expect((500...507).contains(answer.status) && answer.body.contains("requestId"), "\(answer)")

            // What came of it is gone, so that there is room for the next.
            let id = try await client.create(files: try Documents.sheets(2))
            #expect(try await client.end(of: id).status == "completed")
            try await server.stop()
        }
    }

    @Test(.enabled("mounting a small file system needs root", { SmallDisk.isPossible }))
    func `a full disk of the database is said, and all is well when there is room again`() async throws {
        let disk = try SmallDisk.mount(megabytes: 4)
        defer { SmallDisk.unmount(disk) }
        try await ServiceWorld.with(.sqlite, ["DATA_DIR": disk.path]) { world in
            let files = world.folder.path + "/files"
            let server = try await world.start("web,worker", ["TEMP_FILE_DIR": files])
            let client = try ServiceClient(server)
            let filler = disk.appending(path: "filler")
            _ = FileManager.default.createFile(atPath: filler.path, contents: nil)
            let handle = try FileHandle(forWritingTo: filler)
            let piece = Data(repeating: 1, count: 4096)
            while (try? handle.write(contentsOf: piece)) != nil {}
            try handle.close()

            let refused = try await Waiting.until(within: .seconds(30), "an answer that there is no room") {
                let answer = try await client.post(files: try Documents.sheets(1), urls: [])
                return answer.status == 202 ? nil : answer
            }
            #expect((500...507).contains(refused.status) && refused.body.contains("requestId"), "\(refused)")
            #expect(try await client.get("/api/health").status == 200)

            try FileManager.default.removeItem(at: filler)
            let id = try await Waiting.until(within: .seconds(30), "a batch that is taken") {
                try? await client.create(files: try Documents.sheets(1))
            }
            #expect(try await client.end(of: id).status == "completed")
            try await server.stop()
        }
    }

    @Test(arguments: TestBackend.allCases)
    func `a store that has gone away is said, and jobs wait until it is back`(backend: TestBackend) async throws {
        let store = try await S3Store.start()
        try await ServiceWorld.with(backend, store: store.url) { world in
            let web = try await world.start("web")
            let client = try ServiceClient(web)
            let id = try await client.create(files: try Documents.sheets(1))
            try store.goAway()

            let refused = try await client.post(files: try Documents.sheets(1), urls: [])
            #expect((500...507).contains(refused.status) && refused.body.contains("requestId"), "\(refused)")
            #expect(try await client.get("/api/health").status == 200)

            let worker = try await world.start("worker")
            let batch = try await Waiting.until(within: .seconds(60), "another try of the job") {
                let batch = try await client.batch(id)
                return batch.jobs[0].retryCount > 0 ? batch : nil
            }
            #expect(!batch.hasEnded)

            try store.comeBack()
            let end = try await client.end(of: id)
            #expect(end.status == "completed" && end.completedPdfs == 1, "\(end)")
            // Uploads find it again, too.
            let next = try await client.create(files: try Documents.sheets(1))
            #expect(try await client.end(of: next).status == "completed")
            try await worker.stop()
            try await web.stop()
            try await world.withDatabase { try await BatchAudit(database: $0).check() }
        }
        await store.stop()
    }
}
