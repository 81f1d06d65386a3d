import Foundation
import PDFReaderProtocol
import Testing

@testable import PDFPages

@Suite("Pictures of pages")
struct RenderingTests {
    static let pool = ReaderPool(configuration: .init(processes: 1))
    static let white: UInt32 = 0xFFFFFF
    static let yellow: UInt32 = 0xFFE54D

    /// A page of 200 by 100 points with a black square of 20 at (40, 30) of what is displayed.
    static let square = HandmadePDF(content: "0 0 0 rg 40 50 20 20 re f", page: "/MediaBox[0 0 200 100]").bytes

    func picture(
        _ document: [UInt8] = square, page: Int = 0, clip: PageBox? = nil, width: Int = 400, marking boxes: [PageBox] = []
    ) async throws -> DecodedPNG {
        try DecodedPNG(try #require(try await Self.pool.render(document, page: page, clip: clip, width: width, marking: boxes)))
    }

    @Test("A whole page is as wide as asked for and as high as the page is")
    func wholePage() async throws {
        let picture = try await picture()
        #expect((picture.width, picture.height) == (400, 200))
        #expect(picture.colour(100, 80) == 0)
        #expect(picture.colour(78, 80) == Self.white)
        #expect(picture.colour(100, 58) == Self.white)
    }

    @Test("A part of a page shows that part, and white where it reaches beyond the page")
    func part() async throws {
        let picture = try await picture(clip: PageBox(page: 0, left: -10, top: 20, right: 60, bottom: 55), width: 140)
        #expect((picture.width, picture.height) == (140, 70))
        #expect(picture.colour(110, 30) == 0)
        #expect(picture.colour(98, 30) == Self.white)
        #expect(picture.colour(5, 5) == Self.white)
    }

    @Test("A marked box is yellow, and what is black under it stays black")
    func marked() async throws {
        let boxes = [
            PageBox(page: 0, left: 30, top: 25, right: 50, bottom: 45), PageBox(page: 1, left: 100, top: 0, right: 200, bottom: 90),
        ]
        let picture = try await picture(marking: boxes)
        #expect(picture.colour(65, 55) == Self.yellow)
        #expect(picture.colour(90, 80) == 0)
        #expect(picture.colour(110, 92) == 0)
        #expect(picture.colour(110, 110) == Self.white)
        #expect(picture.colour(300, 100) == Self.white, "the box of another page is not drawn")
    }

    @Test("A turned page is shown as it is displayed, and boxes are where they are displayed", arguments: [90, 180, 270])
    func turned(_ rotation: Int) async throws {
        let page = "/MediaBox[0 0 200 100]/Rotate \(rotation)"
        let document = HandmadePDF(content: "0 0 0 rg 40 50 20 20 re f", page: page).bytes
        let square: (Float, Float) = rotation == 90 ? (50, 40) : rotation == 180 ? (140, 50) : (30, 140)
        let size: (Int, Int) = rotation == 180 ? (200, 100) : (100, 200)
        let box = PageBox(page: 0, left: square.0 - 5, top: square.1 - 5, right: square.0 + 10, bottom: square.1 + 10)
        let picture = try await picture(document, width: size.0, marking: [box])
        #expect((picture.width, picture.height) == size)
        #expect(picture.colour(Int(square.0) + 3, Int(square.1) + 3) == 0)
        #expect(picture.colour(Int(square.0) + 17, Int(square.1) + 17) == 0)
        #expect(picture.colour(Int(square.0) - 3, Int(square.1) - 3) == Self.yellow)
        #expect(picture.colour(Int(square.0) + 23, Int(square.1) + 23) == Self.white)
    }

    @Test("Text is drawn also in fonts that the document does not bring along")
    func text() async throws {
        let document = HandmadePDF(content: "BT /F 40 Tf 20 30 Td (Lane 4) Tj ET", page: "/MediaBox[0 0 200 100]").bytes
        let colours = try await picture(document).allColours
        #expect(colours.contains(0))
        #expect(colours.count > 4, "letters have soft edges")
    }

    @Test("A page that the document does not have is nil", arguments: [-1, 1, 500, Int.max])
    func noSuchPage(_ page: Int) async throws {
        #expect(try await Self.pool.render(Self.square, page: page, width: 100) == nil)
    }

    @Test("However wide a picture is asked for, it keeps within eight million pixels", arguments: [5_000, 1_000_000, Int.max])
    func tooWide(_ width: Int) async throws {
        let whole = try await picture(width: width)
        #expect(whole.width * whole.height <= RenderOrder.mostPixels)
        #expect(whole.width == 200 * 16)
        let document = HandmadePDF(content: "0 0 100 100 re f", page: "/MediaBox[0 0 9000 2]").bytes
        #expect(try await picture(document, width: width).width == min(width, RenderOrder.mostPixelsOfASide))
    }

    @Test("A picture of no width has one pixel", arguments: [0, -5, Int.min])
    func noWidth(_ width: Int) async throws {
        #expect(try await picture(width: width).width == 1)
    }

    static let badParts: [PageBox] = [
        PageBox(page: 0, left: 10, top: 10, right: 10, bottom: 10), PageBox(page: 0, left: 10, top: 10, right: 5, bottom: 20),
        PageBox(page: 0, left: 0, top: 0, right: .infinity, bottom: 10), PageBox(page: 0, left: .nan, top: 0, right: 10, bottom: 10),
        PageBox(page: 0, left: -1e30, top: 0, right: 1e30, bottom: 1e30), PageBox(page: 0, left: 0, top: 0, right: 1e-20, bottom: 1e-20),
        PageBox(page: 0, left: 1e9, top: 1e9, right: 1e9 + 1000, bottom: 1e9 + 1000),
    ]

    @Test("A part without a sensible area is an error, and the reader lives on", arguments: badParts)
    func badPart(_ part: PageBox) async throws {
        await #expect(throws: PDFError(.damaged, "")) { try await Self.pool.render(Self.square, page: 0, clip: part, width: 100) }
        #expect(try await picture().width == 400)
    }

    @Test("Boxes of any size, number and place are drawn as far as they are on the picture")
    func hostileBoxes() async throws {
        let numbers: [Float] = [-.infinity, -1e30, 0, 50, 1e30, .infinity, .nan]
        let boxes = numbers.flatMap { a in numbers.map { PageBox(page: 0, left: a, top: a, right: $0, bottom: $0) } }
        let picture = try await picture(marking: boxes)
        #expect(picture.allColours == [0, Self.yellow])
        let many = [PageBox](repeating: PageBox(page: 0, left: 1, top: 1, right: 2, bottom: 2), count: 20_000)
        #expect(try await self.picture(width: 20, marking: many).width == 20)
    }

    @Test("A page of absurd size is damaged, or drawn within the limits", arguments: ["0 0 1e9 1e9", "0 0 30000 30000", "0 0 0.001 9000"])
    func absurdPage(_ size: String) async throws {
        let document = HandmadePDF(content: "0 0 9 9 re f", page: "/MediaBox[\(size)]").bytes
        do throws(PDFError) {
            let picture = try await Self.pool.render(document, page: 0, width: 100_000)
            let decoded = try? DecodedPNG(picture ?? [])
            #expect(decoded.map { $0.width * $0.height <= RenderOrder.mostPixels } == true)
        } catch {
            #expect(error.code == .damaged)
        }
    }

    @Test("A document that cannot be read cannot be drawn, and the error is the same")
    func unreadable() async {
        await #expect(throws: PDFError.encrypted) { try await Self.pool.render(HandmadePDF.locked, page: 0, width: 100) }
        await #expect(throws: PDFError.emptyFile) { try await Self.pool.render([], page: 0, width: 100) }
        await #expect(throws: PDFError.noPages) { try await Self.pool.render(HandmadePDF(pages: 0).bytes, page: 0, width: 100) }
    }

    @Test("A page that takes for ever to draw is given up")
    func slowPage() async {
        var configuration = ReaderPool.Configuration(processes: 1)
        configuration.timePerPage = .milliseconds(300)
        let pool = ReaderPool(configuration: configuration)
        await #expect(throws: PDFError(.timedOut, "")) {
            try await pool.render(HandmadePDF.doubling(40).bytes, page: 0, width: 1000)
        }
        await pool.shutdown()
    }

    @Test("An order survives its journey, and bytes that are none are refused")
    func order() {
        let order = RenderOrder(
            clip: MarkBox(page: 3, left: 1, top: 2, right: 3, bottom: 4), width: 800,
            marks: [MarkBox(page: 3, left: 5, top: 6, right: 7, bottom: 8)])
        #expect(order.bytes.withUnsafeBytes { RenderOrder($0) } == order)
        for count in [0, 5, 23, 25, 43, 45] {
            let bytes = [UInt8](repeating: 1, count: count)
            #expect(bytes.withUnsafeBytes { RenderOrder($0) } == nil)
        }
    }

    @Test("Pages of real sheets are drawn", arguments: Corpus.documents)
    func drawsCorpus(_ document: URL) async throws {
        let bytes = [UInt8](try Data(contentsOf: document))
        let picture = try await picture(bytes, width: 400)
        #expect(picture.width == 400)
        #expect(picture.allColours.count > 8, "letters have soft edges")
    }
}
