import Testing

@Suite struct ExtractTests {
    private static let sheet = "samples/harbor-lights-heat-sheet.pdf"
    private static let meet = [sheet, "samples/harbor-lights-session-report.pdf", "samples/harbor-lights-psych-sheet.pdf"]

    private func extract(_ files: [String] = meet, _ arguments: String...) async throws -> Program {
        try await Program.run(["extract"] + files + arguments)
    }

    @Test("Found is exit code 0, with nothing on standard error")
    func found() async throws {
        let program = try await extract(Self.meet, "--swimmer", "Brammont, Yara")
        #expect(program.status == 0)
        #expect(program.output.contains("\nYara T Brammont (17, KELP-ZZ): "))
        #expect(program.errors.isEmpty)
    }

    @Test("Not found is exit code 3 and offers who may have been meant")
    func notFound() async throws {
        let program = try await extract(Self.meet, "--swimmer", "Yara Bramont")
        #expect(program.status == 3)
        #expect(program.output.isEmpty)
        #expect(
            program.errors.contains(
                "\"Yara Bramont\" was not found in the 3 documents. Did you mean:\n  --swimmer 'Yara T Brammont (17, KELP-ZZ)'"))
    }

    @Test("A name that fits several is exit code 4, and what is offered is taken back")
    func ambiguous() async throws {
        let program = try await extract(Self.meet, "--swimmer", "Fosturne")
        #expect(program.status == 4)
        #expect(program.output.isEmpty)
        let offers = program.errors.split(separator: "\n").filter { $0.hasPrefix("  --swimmer ") }
        #expect(offers.count == 2)
        for offer in offers {
            let command = "\"$0\" extract \(Self.meet.joined(separator: " "))\(offer)"
            #expect(try await Program.run(tool: "/bin/sh", ["-c", command, Program.executable()]).status == 0, "\(offer)")
        }
    }

    @Test("Those found are printed beside those who are not")
    func several() async throws {
        let program = try await extract(Self.meet, "--swimmer", "Yara Brammont", "--swimmer", "Fosturne", "--swimmer", "Nobody Atall")
        #expect(program.status == 4)
        #expect(program.output.contains("Yara T Brammont"))
        #expect(program.errors.contains("\"Fosturne\" fits 2 swimmers"))
        #expect(program.errors.contains("\"Nobody Atall\" was not found"))
    }

    @Test("With a document that cannot be read the rest is printed, and the exit code is 2")
    func partly() async throws {
        let program = try await extract([Self.sheet, "missing.pdf"], "--swimmer", "Yara Brammont")
        #expect(program.status == 2)
        #expect(program.output.contains("Yara T Brammont"))
        #expect(program.errors == "heatsync: missing.pdf: There is no such file. Check the path.\n")
    }

    @Test("A swimmer is not said to be missing when nothing could be read")
    func nothingRead() async throws {
        let program = try await extract(["missing.pdf"], "--swimmer", "Yara Brammont")
        #expect(program.status == 2)
        #expect(program.errors == "heatsync: missing.pdf: There is no such file. Check the path.\n")
    }

    @Test("A document twice is read once, documents of one name are told apart by their path")
    func names() async throws {
        let folder = try Folder()
        try File.write(File.bytes("\(Program.root)/\(Self.sheet)"), to: folder.file("harbor-lights-heat-sheet.pdf"))
        let twice = try await extract([Self.sheet, Self.sheet], "--swimmer", "Yara Brammont")
        #expect(twice.output.contains("\n[1] harbor-lights-heat-sheet.pdf: "))
        #expect(!twice.output.contains("[2]"))
        let both = try await extract([Self.sheet, folder.file("harbor-lights-heat-sheet.pdf")], "--swimmer", "Yara Brammont")
        #expect(both.output.contains("\n[1] \(Self.sheet): "))
        #expect(both.output.contains("\n[2] \(folder.path)/harbor"))
    }

    @Test("A team without swimmers is exit code 3 and names the teams there are")
    func team() async throws {
        let program = try await extract(Self.meet, "--team", "HLSX")
        #expect(program.status == 3)
        #expect(program.errors.contains("Teams there: GULL-ZZ, HLSC-ZZ, KELP-ZZ, TIDE-ZZ"))
        #expect(try await extract(Self.meet, "--team", "HLSC").status == 0)
    }

    @Test("A team narrows the swimmers asked for")
    func narrowed() async throws {
        #expect(try await extract(Self.meet, "--swimmer", "Fosturne, Dora", "--team", "KELP").status == 0)
        #expect(try await extract(Self.meet, "--swimmer", "Fosturne, Dora", "--team", "GULL").status == 3)
    }

    @Test(
        "The ending of the output decides its form; into a folder, a name is chosen",
        arguments: [
            ("x.csv", "swimmer,printed_name,"), ("x.html", "<!DOCTYPE html>"), ("x.json", "{\n"), ("x.ics", "BEGIN:VCALENDAR\r\n"),
            ("x", "Harbor"),
        ])
    func output(name: String, start: String) async throws {
        let folder = try Folder()
        let program = try await extract(Self.meet, "--swimmer", "Yara Brammont", "--output", folder.file(name))
        #expect(program.status == 0)
        #expect(program.output.isEmpty)
        #expect(try File.text(folder.file(name)).hasPrefix(start))
    }

    @Test("Into a folder, a name is chosen")
    func folder() async throws {
        let folder = try Folder()
        let program = try await extract(Self.meet, "--swimmer", "Yara Brammont", "--format", "ics", "--output", folder.path)
        #expect(program.status == 0)
        #expect(File.names(in: folder.path) == ["yara-t-brammont-harbor-lights-invitational.ics"])
        #expect(program.errors == "heatsync: wrote \(folder.path)/yara-t-brammont-harbor-lights-invitational.ics\n")
    }

    @Test("The marked PDF reads as the document did; each document with rows of the swimmer is one")
    func highlight() async throws {
        let folder = try Folder()
        #expect(try await extract([Self.sheet], "--swimmer", "Yara Brammont", "--highlight", folder.file("marked.pdf")).status == 0)
        let plain = try await Program.run(["inspect", Self.sheet, "--format", "json"])
        let marked = try await Program.run(["inspect", folder.file("marked.pdf"), "--format", "json"])
        #expect(plain.output.dropFirst(60).drop { $0 != "," } == marked.output.dropFirst(40).drop { $0 != "," })
        #expect(try File.bytes(folder.file("marked.pdf")).count > File.bytes("\(Program.root)/\(Self.sheet)").count / 2)

        #expect(try await extract(Self.meet, "--swimmer", "Yara Brammont", "--highlight", folder.file("all.pdf")).status == 0)
        #expect(File.names(in: folder.path) == ["all-harbor-lights-heat-sheet.pdf", "all-harbor-lights-psych-sheet.pdf", "marked.pdf"])
    }

    @Test("Where no day is known there is no calendar, and that is said")
    func dayless() async throws {
        let program = try await extract(["Tests/Fixtures/trap-diving.pdf"], "--all", "--format", "ics")
        #expect(program.status == 1)
        #expect(program.output.isEmpty)
        #expect(program.errors.contains("no calendar was made, as these documents do not say on which day the races are"))
    }

    @Test("A session report alone asks for the heat sheet")
    func sessionReport() async throws {
        let program = try await extract([Self.meet[1]], "--swimmer", "Yara Brammont")
        #expect(program.status == 3)
        #expect(program.errors.contains("a session report names no swimmers: give the heat sheet with it"))
    }

    @Test("Results hold no races to come, and that is said")
    func results() async throws {
        let program = try await extract(["Tests/Fixtures/negative-results-2col.pdf"], "--all")
        #expect(program.status == 3)
        #expect(program.output.isEmpty)
        #expect(program.errors.contains("no swimmer was found in the document"))
        #expect(program.errors.contains("negative-results-2col.pdf: "))
    }
}
