import Testing

@Suite struct BrokenInputTests {
    private static let sheet = "samples/harbor-lights-heat-sheet.pdf"

    @Test(
        "A file that cannot be read is one clear line that says what to do, and exit code 2",
        arguments: [
            ("missing.pdf", "There is no such file. Check the path."),
            ("samples", "This is a folder. Give the PDFs in it, as in samples/*.pdf."),
            ("Makefile", "This file is not a PDF."),
            ("http://127.0.0.1/sheet.pdf", "Download the file yourself and add it here."),
        ])
    func problem(file: String, message: String) async throws {
        let program = try await Program.run(["inspect", file])
        #expect(program.status == 2)
        #expect(program.output.isEmpty)
        #expect(program.errors.hasPrefix("heatsync: \(file): "))
        #expect(program.errors.contains(message))
        #expect(program.errors.split(separator: "\n").count == 1, "\(program.errors)")
    }

    @Test("A program that ends while its reader is still starting ends without a word too many")
    func quickEnd() async throws {
        try await withThrowingTaskGroup(of: Program.self) { group in
            for run in 0..<160 {
                if run >= 8 { #expect(try await group.next()?.errors.split(separator: "\n").count == 1) }
                group.addTask { try await Program.run(["inspect", "missing.pdf"]) }
            }
            for try await program in group { #expect(program.errors.split(separator: "\n").count == 1, "\(program.errors)") }
        }
    }

    @Test("Empty, cut and scrambled files each end in an error or a result, never in silence")
    func damaged() async throws {
        let folder = try Folder()
        let good = try File.bytes("\(Program.root)/\(Self.sheet)")
        let contents: [(String, [UInt8])] = [
            ("empty.pdf", []), ("cut.pdf", Array(good.prefix(good.count / 2))), ("head.pdf", Array(good.prefix(9))),
            ("scrambled.pdf", good.map { $0 ^ 0x55 }),
        ]
        for (name, bytes) in contents {
            try File.write(bytes, to: folder.file(name))
            let program = try await Program.run(["inspect", folder.file(name)])
            #expect(program.status == 2 ? !program.errors.isEmpty : !program.output.isEmpty, "\(name)")
            #expect([0, 2].contains(program.status))
        }
    }

    @Test("A bad file takes none of the others with it, but is not forgotten")
    func others() async throws {
        let program = try await Program.run(["inspect", "missing.pdf", Self.sheet])
        #expect(program.status == 2)
        #expect(program.output.hasPrefix("harbor-lights-heat-sheet.pdf: heat sheet, 3 pages\n"))
        #expect(program.errors == "heatsync: missing.pdf: There is no such file. Check the path.\n")
    }

    @Test("What a file name holds cannot steer the terminal")
    func fileName() async throws {
        let program = try await Program.run(["inspect", "\u{1B}[31mred.pdf"])
        #expect(program.status == 2)
        #expect(!program.errors.contains("\u{1B}"))
    }

    @Test(
        "Wrong usage is exit code 64 and says what is missing",
        arguments: [
            (["extract"], "Missing expected argument"), (["extract", "a.pdf"], "Say whose races you want"),
            (["extract", "a.pdf", "--swimmer", " "], "--swimmer needs a name"),
            (["extract", "a.pdf", "--all", "--format", "xml"], "'xml'"), (["extract", "a.pdf", "--all", "--reminder", "7"], "'7'"),
            (["extract", "a.pdf", "--all", "--timezone", "Mars/Olympus"], "'Mars/Olympus' is no time zone"),
            (["extract", "a.pdf", "--all", "--timezone", "../../etc/passwd"], "is no time zone"),
            (["extract", sheet, "--all", "--output", sheet], "is one of the documents to read"),
            (["extract", sheet, "--all", "--highlight", sheet], "is one of the documents to read"),
            (["extract", sheet, "--all", "--output", "no/such/folder/x.csv"], "does not exist"), (["frobnicate"], "frobnicate"),
            (["extract", "a.pdf", "--swimer", "Mira"], "Unknown option '--swimer'. Did you mean '--swimmer'?"),
        ])
    func usage(arguments: [String], message: String) async throws {
        let program = try await Program.run(arguments)
        #expect(program.status == 64)
        #expect(program.output.isEmpty)
        #expect(program.errors.contains(message), "\(program.errors)")
    }
}
