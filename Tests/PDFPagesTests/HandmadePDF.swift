/// A PDF put together from objects written by hand, with a correct cross-reference table.
struct HandmadePDF {
    /// Bodies of the objects 1, 2, ...; object 1 is the catalog.
    var objects: [[UInt8]]
    /// Goes into the trailer beside `/Size` and `/Root`.
    var trailer = ""

    init(_ objects: [[UInt8]]) { self.objects = objects }

    init(_ objects: [String]) { self.init(objects.map { Array($0.utf8) }) }

    static let helvetica = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    static let letter = "/MediaBox[0 0 612 792]"

    /// One page with the given content and font `/F`; `extra` follow as objects 6, 7, ...
    init(
        content: [UInt8], filter: String = "", page: String = letter, font: String = helvetica, extra: [[UInt8]] = []
    ) {
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R\(page)/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>", font,
        ]
        self.init(objects.map { Array($0.utf8) } + [Self.stream(content, filter)] + extra)
    }

    init(content: String, page: String = letter, font: String = helvetica, extra: [[UInt8]] = []) {
        self.init(content: Array(content.utf8), page: page, font: font, extra: extra)
    }

    /// As many empty pages as asked for.
    init(pages: Int) {
        let kids = (0..<pages).map { "\($0 + 3) 0 R" }.joined(separator: " ")
        self.init(
            ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[\(kids)]/Count \(pages)>>"]
                + [String](repeating: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>", count: pages))
    }

    static func stream(_ content: [UInt8], _ entries: String = "") -> [UInt8] {
        Array("<</Length \(content.count)\(entries)>>\nstream\n".utf8) + content + Array("\nendstream".utf8)
    }

    var bytes: [UInt8] {
        var bytes = Array("%PDF-1.7\n".utf8)
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for (index, object) in objects.enumerated() {
            let offset = String(bytes.count)
            table += String(repeating: "0", count: 10 - offset.count) + offset + " 00000 n \n"
            bytes += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
        }
        let start = bytes.count
        bytes += Array("\(table)trailer\n<</Size \(objects.count + 1)/Root 1 0 R\(trailer)>>\nstartxref\n\(start)\n%%EOF\n".utf8)
        return bytes
    }
}

extension HandmadePDF {
    /// Content of hundreds of megabytes in a few hundred bytes: spaces, deflated three times.
    static let bomb = HandmadePDF(
        content: threefoldSpaces, filter: "/Filter[/FlateDecode/FlateDecode/FlateDecode]")

    /// A page that draws a form twice, that draws a form twice, and so on: 2 to the power of `depth` times in all.
    static func doubling(_ depth: Int) -> HandmadePDF {
        var objects = [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R\(letter)/Resources<</XObject<</X 6 0 R>>>>/Contents 5 0 R>>", helvetica,
        ].map { Array($0.utf8) }
        objects.append(stream(Array("/X Do".utf8)))
        for level in 0..<depth {
            let content = level < depth - 1 ? "/X Do /X Do" : "0 0 m 9 9 l S"
            let entries = "/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</X \(level + 7) 0 R>>>>"
            objects.append(stream(Array(content.utf8), entries))
        }
        return HandmadePDF(objects)
    }
}
