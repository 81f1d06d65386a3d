import Testing

@testable import Downloads

@Suite struct DocumentNameTests {
    private func name(_ disposition: String?, _ address: String = "https://example.org/x/from%20path.pdf") throws -> String {
        DocumentName.choose(disposition: disposition, address: try WebAddress(address))
    }

    @Test(arguments: [
        ("attachment; filename=a.pdf", "a.pdf"), ("attachment; filename=\"Heat Sheet.pdf\"", "Heat Sheet.pdf"),
        ("inline;filename=\"a;b.pdf\"", "a;b.pdf"), ("attachment; filename=\"say \\\"hi\\\".pdf\"", "say hi.pdf"),
        ("ATTACHMENT; FILENAME = \"a.pdf\"", "a.pdf"), ("attachment; filename*=UTF-8''%c3%9cbersicht%20%e2%82%ac.pdf", "Übersicht €.pdf"),
        ("attachment; filename=\"plain.pdf\"; filename*=UTF-8'en'whole.pdf", "whole.pdf"),
        ("attachment; filename*=utf-8''whole.pdf; filename=plain.pdf", "whole.pdf"),
        ("attachment; filename*=iso-8859-1''%A3%20rates.pdf", "£ rates.pdf"),
        ("attachment; filename*=UTF-8''%FF.pdf; filename=plain.pdf", "plain.pdf"),
        ("attachment; filename*=KOI8-R''a; filename=plain.pdf", "plain.pdf"),
        ("attachment; filename=\"C:\\meets\\a.pdf\"", "a.pdf"), ("attachment; filename=\"../../etc/passwd\"", "passwd.pdf"),
        ("attachment; filename=\"Übersicht.pdf\"", "Übersicht.pdf"), ("attachment; filename=\"unclosed.pdf", "unclosed.pdf"),
        ("attachment; foo; filename=a.pdf; bar=", "a.pdf"), ("attachment; filename=\"heats\"", "heats.pdf"),
        ("attachment; filename=a.PDF", "a.pdf"),
        ("attachment; filename=\"a.pdf.exe\"", "a.pdf.exe.pdf"), ("attachment; filename=\"a\u{202E}fdp.exe\"", "afdp.exe.pdf"),
    ])
    func `the server names the file`(disposition: String, expected: String) throws {
        #expect(try name(disposition) == expected)
    }

    @Test(arguments: [
        nil, "", "attachment", "inline; x=y", "attachment; filename=", "attachment; filename=\"\"", "attachment; filename=\"...\"",
        "attachment; filename=\"/\"", "filename", ";;;===", "attachment; filename*=UTF-8''%zz",
    ])
    func `else the address does`(disposition: String?) throws {
        #expect(try name(disposition) == "from path.pdf")
    }

    @Test(arguments: [
        ("https://example.org/", "document.pdf"), ("https://example.org/a/", "a.pdf"), ("https://example.org/%2F%2E%2E", "document.pdf"),
        ("https://example.org/get.php?file=a.pdf", "get.php.pdf"), ("https://example.org/%FCber.pdf", "über.pdf"),
        ("https://example.org/.pdf", "pdf.pdf"),
    ])
    func `an address without a good name gives one all the same`(address: String, expected: String) throws {
        #expect(try name(nil, address) == expected)
    }

    @Test func `a name that is too long is cut before its ending`() throws {
        let long = try name("attachment; filename=\"\(String(repeating: "ü", count: 500)).pdf\"")
        #expect(long.utf8.count == 200 && long.hasSuffix("ü.pdf"))
    }
}
