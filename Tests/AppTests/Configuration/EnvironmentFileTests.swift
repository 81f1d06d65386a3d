import Testing

@testable import App

@Suite struct EnvironmentFileTests {
    @Test func `lines are read as compose and systemd read them`() throws {
        let text = """
            # a comment

            PORT=9000
              export HOST= 0.0.0.0\r
            BASE_URL="https://heats.example"
            ADMIN_KEY='a # b = c'
            EMPTY=
            PORT=9001
            """
        #expect(
            try EnvironmentFile.parse(text) == [
                "PORT": "9001", "HOST": "0.0.0.0", "BASE_URL": "https://heats.example", "ADMIN_KEY": "a # b = c", "EMPTY": "",
            ])
    }

    @Test(arguments: ["PORT", "=1", "9X=1", "A-B=1", "A B=1"])
    func `a line that is none is named by its number and not repeated`(line: String) {
        let error = #expect(throws: ConfigurationError.self) { try EnvironmentFile.parse("PORT=1\n\(line)\n") }
        #expect(error?.problems.map(\.variable) == ["line 2 of the file"])
    }
}
