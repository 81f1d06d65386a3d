import Testing

@testable import Downloads

@Suite struct ShareLinkTests {
    private let id = "1AbCdEfGhIjKlMnOpQrStUv_-xyz"

    private func file(_ text: String) throws -> String {
        "\(try ShareLink.file(of: WebAddress(text)))"
    }

    @Test func `a link of Google Drive leads to the file`() throws {
        let direct = "https://drive.usercontent.google.com/download?id=\(id)&export=download&confirm=t"
        for link in [
            "https://drive.google.com/file/d/\(id)/view?usp=sharing", "https://drive.google.com/file/d/\(id)/edit",
            "http://drive.google.com/open?id=\(id)", "https://drive.google.com/uc?export=download&id=\(id)",
            "https://drive.google.com/a/club.example/file/d/\(id)/view", "https://drive.google.com/file/u/0/d/\(id)/preview",
            "https://docs.google.com/file/d/\(id)/view",
        ] {
            #expect(try file(link) == direct, "\(link)")
        }
        #expect(
            try file("https://drive.google.com/file/d/\(id)/view?resourcekey=0-abcdefghijk") == direct + "&resourcekey=0-abcdefghijk")
    }

    @Test func `a document of Google Docs leads to its PDF`() throws {
        #expect(try file("https://docs.google.com/document/d/\(id)/edit#x") == "https://docs.google.com/document/d/\(id)/export?format=pdf")
        #expect(
            try file("https://docs.google.com/spreadsheets/d/\(id)/edit?gid=0")
                == "https://docs.google.com/spreadsheets/d/\(id)/export?format=pdf")
        #expect(try file("https://docs.google.com/presentation/d/\(id)/edit") == "https://docs.google.com/presentation/d/\(id)/export/pdf")
    }

    @Test func `a link of Dropbox leads to the file`() throws {
        #expect(try file("https://www.dropbox.com/s/abc/Heat%20Sheet.pdf?dl=0") == "https://www.dropbox.com/s/abc/Heat%20Sheet.pdf?dl=1")
        #expect(try file("https://www.dropbox.com/s/abc/a.pdf") == "https://www.dropbox.com/s/abc/a.pdf?dl=1")
        #expect(
            try file("https://www.dropbox.com/scl/fi/abc/a.pdf?rlkey=k&st=1&dl=0&raw=1")
                == "https://www.dropbox.com/scl/fi/abc/a.pdf?rlkey=k&st=1&dl=1")
    }

    @Test func `a link to a folder is a clear error`() {
        for link in [
            "https://drive.google.com/drive/folders/\(id)?usp=sharing", "https://drive.google.com/drive/u/0/folders/\(id)",
            "https://www.dropbox.com/sh/abc/def?dl=0", "https://www.dropbox.com/scl/fo/abc/h?rlkey=k",
        ] {
            let error = #expect(throws: DownloadError.self) { try file(link) }
            #expect(error?.code == .notAPDF && error?.message.contains("folder") == true)
        }
    }

    @Test(arguments: [
        "https://example.org/file/d/1AbCdEfGhIjKlMnOpQrStUv/view", "https://drive.google.com/drive/my-drive",
        "https://drive.google.com/open?id=..%2F..",
        "https://drive.google.com/", "https://www.dropbox.com/home", "https://dl.dropboxusercontent.com/s/abc/a.pdf",
        "http://1.1.1.1/open?id=1",
        "https://evil-drive.google.com.example.org/open?id=1AbCdEfGhIjKlMnOpQrStUv",
        "https://docs.google.com/forms/d/1AbCdEfGhIjKlMnOpQ/edit",
    ])
    func `any other address is left as it is`(text: String) throws {
        #expect(try file(text) == text)
    }
}
