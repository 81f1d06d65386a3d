import Testing

@Suite struct TerminalTests {
    private static let sheet = "samples/harbor-lights-heat-sheet.pdf"

    @Test("Piped, nothing but the result is said")
    func piped() async throws {
        let program = try await Program.run(["inspect", Self.sheet])
        #expect(program.status == 0)
        #expect(program.errors.isEmpty)
        #expect(!program.output.contains("\u{1B}"))
    }

    @Test("On a terminal the progress is one line that is gone in the end")
    func watched() async throws {
        let pty = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
        let command = "\"$0\" inspect \(Self.sheet) samples/harbor-lights-session-report.pdf > /dev/null"
        let program = try await Program.run(
            tool: Program.python(), ["-c", pty, "/bin/sh", "-c", command, Program.executable()])
        #expect(program.status == 0)
        #expect(program.output.contains("reading harbor-lights-heat-sheet.pdf"))
        #expect(program.output.contains("2 of 2 documents"))
        #expect(!program.output.contains("\n"))
        #expect(program.output.hasSuffix("\r\u{1B}[K"))
    }

    @Test("A reader that goes away ends the program quietly")
    func closedPipe() async throws {
        let command = "\"$0\" inspect --format json \(Self.sheet) | head -c 10"
        let program = try await Program.run(tool: "/bin/sh", ["-c", command, Program.executable()])
        #expect(program.output.utf8.count == 10)
        #expect(program.errors.isEmpty)
    }

    @Test("A full disk is said and is exit code 1", .enabled(if: File.isWritable("/dev/full"), "this system has no /dev/full"))
    func fullDisk() async throws {
        let command = "\"$0\" inspect \(Self.sheet) > /dev/full"
        let program = try await Program.run(tool: "/bin/sh", ["-c", command, Program.executable()])
        #expect(program.status == 1)
        #expect(program.errors == "heatsync: the result cannot be written: No space left on device\n")
    }

    @Test("A document can come from standard input")
    func standardInput() async throws {
        let program = try await Program.run(["inspect", "-"], input: File.bytes("\(Program.root)/\(Self.sheet)"))
        #expect(program.status == 0)
        #expect(program.output.hasPrefix("standard input: heat sheet, 3 pages\n"))
    }
}
