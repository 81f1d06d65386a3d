import Testing

@testable import FileStore

@Suite struct S3XMLTests {
    @Test func `a listing is read`() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- a comment -->
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
              <Name>bucket</Name><Prefix/><IsTruncated>false</IsTruncated>
              <Contents><Key>a&amp;b &#x41;&#66;</Key><ETag>&quot;1&quot;</ETag></Contents>
              <Contents><Key><![CDATA[<c>]]></Key></Contents>
            </ListBucketResult>

            """
        let document = try #require(S3XML(text.utf8))
        #expect(document.name == "ListBucketResult" && document["IsTruncated"] == "false" && document["Prefix"] == "")
        #expect(document.all("Contents").map { $0["Key"] } == ["a&b AB", "<c>"])
        #expect(document.all("Contents")[0]["ETag"] == "\"1\"")
        #expect(document["Missing"] == nil)
    }

    @Test(arguments: [
        "", " ", "a", "<", "<a", "<a>", "<a></b>", "<a></a", "<a></a>b", "<a></a><b/>", "<a>&unknown;</a>", "<a>&</a>", "<a>&#xD800;</a>",
        "<a>\u{1}<b></a></b>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<a><!-- </a>", "<a><![CDATA[</a>", "</a>", "<>",
        "<a><!b></a>",
    ])
    func `what is no document is nothing`(text: String) {
        #expect(S3XML(text.utf8) == nil)
    }

    @Test func `a document that is nested without end is nothing`() {
        #expect(S3XML((String(repeating: "<a>", count: 16) + String(repeating: "</a>", count: 16)).utf8) != nil)
        #expect(S3XML((String(repeating: "<a>", count: 17) + String(repeating: "</a>", count: 17)).utf8) == nil)
        #expect(S3XML(String(repeating: "<a>", count: 1_000_000).utf8) == nil)
    }

    @Test func `a document cut anywhere is nothing, and one with any byte changed does no harm`() {
        let bytes = Array("<a b=\"c\"><d>&lt;</d><!-- e --><f/><![CDATA[g]]></a>".utf8)
        for length in 0..<bytes.count { #expect(S3XML(bytes.prefix(length)) == nil) }
        for place in bytes.indices {
            for byte in [0, 0x26, 0x3C, 0x3E, 0x2F, 0xFF] as [UInt8] {
                var changed = bytes
                changed[place] = byte
                _ = S3XML(changed)
            }
        }
    }

    @Test func `escaping is undone by reading`() {
        let text = "a<b>&\"c\" 'd' ü"
        #expect(S3XML("<a>\(S3XML.escape(text))</a>".utf8)?.text == text)
    }
}
