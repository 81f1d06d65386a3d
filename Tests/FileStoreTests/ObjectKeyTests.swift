import FileStore
import Testing

@Suite struct ObjectKeyTests {
    @Test(arguments: ["a", "documents/3f/3fa9.pdf", "a.b-c_D9", "..a", "a..b/c", String(repeating: "k", count: 200)])
    func `a text of plain components is a key`(text: String) throws {
        #expect(try ObjectKey(text).text == text)
    }

    @Test(arguments: [
        "", "/", "/a", "a/", "a//b", ".", "..", "...", "../a", "a/../b", "a/./b", "a b", "a%2e", "a\\b", "a\0b", "ä", "a\n", "~", "a+b",
        "a:b",
        String(repeating: "k", count: 201),
    ])
    func `a text that could mean something to a file system or a URL is no key`(text: String) {
        #expect(throws: StoreError(.invalidKey, "")) { try ObjectKey(text) }
    }
}
