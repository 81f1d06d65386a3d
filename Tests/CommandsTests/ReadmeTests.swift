import Testing

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The session in the README, typed in again. `HEATSYNC_UPDATE_SNAPSHOTS=1` writes what it prints now.
@Suite struct ReadmeTests {
    @Test("The README shows what the program prints")
    func session() async throws {
        let path = "\(Program.root)/README.md"
        let readme = try File.text(path)
        let parts = readme.split(separator: "```console\n", maxSplits: 1).map(String.init)
        try #require(parts.count == 2)
        let rest = parts[1].split(separator: "```\n", maxSplits: 1).map(String.init)
        try #require(rest.count == 2)

        let folder = try Folder()
        symlink("\(Program.root)/samples", folder.file("samples"))
        symlink(try Program.executable(), folder.file("heatsync"))
        var shown = ""
        for line in rest[0].split(separator: "\n") where line.hasPrefix("$ ") {
            let command = "cd \(folder.path) && PATH=.:$PATH && exec 2>&1 && \(line.dropFirst(2))"
            shown += "\(line)\n" + (try await Program.run(tool: "/bin/sh", ["-c", command])).output
        }
        if getenv("HEATSYNC_UPDATE_SNAPSHOTS") != nil {
            try File.write("\(parts[0])```console\n\(shown)```\n\(rest[1])".utf8, to: path)
        } else {
            #expect(rest[0] == shown)
        }
        #expect(File.names(in: folder.path).contains("yara.ics"))
    }
}
