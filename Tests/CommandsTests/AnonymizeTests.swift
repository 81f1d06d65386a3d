import Testing

@Suite("heatsync anonymize")
struct AnonymizeTests {
    private static let sheet = "samples/harbor-lights-heat-sheet.pdf"

    @Test("The sheet it writes reads the same way, with other names; it says what it did and names nobody")
    func sheet() async throws {
        let folder = try Folder()
        let program = try await Program.run(["anonymize", Self.sheet, "--output", folder.file("shared.pdf")])
        #expect(program.status == 0, "\(program.errors)")
        #expect(program.errors.isEmpty)
        #expect(program.output.hasPrefix("wrote \(folder.file("shared.pdf")): 3 pages\n"))
        for line in ["words of swimmers' names", "words that may be a name", "words of headings", "pictures, lines"] {
            #expect(program.output.contains(line))
        }
        #expect(!program.output.contains("Brammont"))

        let plain = try await Program.run(["inspect", Self.sheet])
        let copy = try await Program.run(["inspect", folder.file("shared.pdf")])
        let races = plain.output.split(separator: "\n").filter { $0.contains("LC Meter") }
        #expect(races.count > 5)
        #expect(copy.output.split(separator: "\n").filter { $0.contains("LC Meter") } == races)
        let everyone = try await Program.run(["extract", folder.file("shared.pdf"), "--all", "--format", "csv"])
        #expect(!everyone.output.contains("Brammont") && everyone.output.contains("KELP-ZZ"))
    }

    @Test("On request teams go, too; two copies have nothing in common")
    func clubs() async throws {
        let folder = try Folder()
        for name in ["one.pdf", "two.pdf"] {
            #expect(try await Program.run(["anonymize", Self.sheet, "--clubs", "--output", folder.file(name)]).status == 0)
        }
        let copies = try ["one.pdf", "two.pdf"].map { try File.bytes(folder.file($0)) }
        #expect(copies[0] != copies[1])
        let everyone = try await Program.run(["extract", folder.file("one.pdf"), "--all", "--format", "csv"])
        #expect(everyone.status == 0 && !everyone.output.contains("KELP"))
    }

    @Test("It never writes over the sheet itself, nor the PDF among what it says")
    func overwriting() async throws {
        let folder = try Folder()
        let before = try File.bytes("\(Program.root)/\(Self.sheet)")
        try File.write(before, to: folder.file("sheet.pdf"))
        let program = try await Program.run(["anonymize", folder.file("sheet.pdf"), "--output", folder.file("sheet.pdf")])
        #expect(program.status == 64)
        #expect(try File.bytes(folder.file("sheet.pdf")) == before)
        #expect(try await Program.run(["anonymize", Self.sheet, "--output", "-"]).status == 64)
        #expect(try await Program.run(["anonymize", Self.sheet]).status == 64)
    }

    @Test("What cannot be read is one clear line and exit code 2, and nothing is written")
    func broken() async throws {
        let folder = try Folder()
        let good = try File.bytes("\(Program.root)/\(Self.sheet)")
        let contents: [(String, [UInt8])] = [
            ("empty.pdf", []), ("head.pdf", Array(good.prefix(9))), ("scrambled.pdf", good.map { $0 ^ 0x55 }),
            ("text.pdf", Array("Lane".utf8)),
        ]
        for (name, bytes) in contents {
            try File.write(bytes, to: folder.file(name))
            let program = try await Program.run(["anonymize", folder.file(name), "--output", folder.file("out")])
            #expect(program.status == 2, "\(name)")
            #expect(program.errors.split(separator: "\n").count == 1, "\(program.errors)")
            #expect(!File.names(in: folder.path).contains("out"), "\(name)")
        }
        let missing = try await Program.run(["anonymize", "missing.pdf", "--output", folder.file("out")])
        #expect(missing.status == 2 && missing.errors.contains("There is no such file."))
    }
}
