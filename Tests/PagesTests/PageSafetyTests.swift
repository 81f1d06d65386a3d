import Foundation
import MeetModel
import Testing

@testable import Batches
@testable import Schedules
@testable import Web

@Suite("Every page")
struct PageSafetyTests {
    /// Markup, an attribute's end, and the same with a combining mark that makes one character of it.
    static let hostile = "<script>alert(1)</script>\" onfocus=\"x\u{301}<\u{301}b>'\u{301}\"\u{301} {{title}} {{{title}}} &lt; \u{202E}"

    @Test("shows hostile text of a document as text")
    func hostileText() async throws {
        let pages = try await RenderedPages.all(Self.spoil) { document in
            document.file = Self.hostile
            document.job.filename = Self.hostile
            document.job.errorMessage = Self.hostile
            document.summary?.file = Self.hostile
            document.summary?.supersededBy = Self.hostile
            document.unread = [UnreadLine(text: Self.hostile, place: Place(page: 1, box: Box(left: 0, top: 0, right: 9, bottom: 9)))]
        }
        let raw = ["<script>alert", "\" onfocus", "<\u{301}", "\"\u{301}", "'\u{301}", "\u{202E}"].map { Array($0.utf8) }
        for (name, page) in pages {
            let bytes = Array(page.utf8)
            for text in raw { #expect(!bytes.contains(text), "\(name) holds \(text)") }
        }
        let batch = try #require(pages["batch"])
        #expect(batch.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onfocus"))
        #expect(batch.contains("{{title}}"), "what looks like a template's tag is text, too")
        #expect(batch.contains("alt=\"The row in &lt;script&gt;"), "a file's name is text in an attribute, too")
        #expect(pages["failed"]?.contains("data-part=\"problem\">&lt;script&gt;") == true)
    }

    /// Puts hostile text everywhere a document can put its own.
    private static func spoil(_ schedule: inout Schedule) {
        for index in schedule.races.indices {
            schedule.races[index].displayName = Self.hostile
            schedule.races[index].eventName = Self.hostile
            schedule.races[index].distance = nil
            schedule.races[index].eventNumber = Self.hostile
            schedule.races[index].seed = Self.hostile
            schedule.races[index].team = Self.hostile
            schedule.races[index].round = Self.hostile
            schedule.races[index].sessionName = Self.hostile
            schedule.races[index].venue = Self.hostile
            schedule.races[index].relay = RelayPart(leg: 1, letter: Self.hostile, members: [Self.hostile])
        }
        for index in schedule.races.indices {
            for position in schedule.races[index].evidence.indices { schedule.races[index].evidence[position].file = Self.hostile }
        }
        for index in schedule.swimmers.indices { schedule.swimmers[index].person.displayName = Self.hostile }
        for index in schedule.meets.indices { schedule.meets[index].name = Self.hostile }
        schedule.notes = [Note(kind: .severalMeets, message: Self.hostile, file: Self.hostile)]
        schedule.answers += [
            Answer(
                query: SwimmerQuery(name: Self.hostile),
                outcome: .ambiguous([Person(displayName: Self.hostile, printedNames: [Self.hostile])]))
        ]
    }

    @Test("has neither script nor style of its own, as the policy of the server demands")
    func nothingInline() async throws {
        for (name, page) in try await RenderedPages.all() {
            #expect(page.firstMatch(of: /<script(?! type="module" src="\/assets\/)/) == nil, "\(name)")
            #expect(page.firstMatch(of: /<style|\sstyle=|\son[a-z]+=|javascript:/) == nil, "\(name)")
        }
    }

    @Test("fetches nothing from anybody else")
    func nothingForeign() async throws {
        for (name, page) in try await RenderedPages.all() {
            #expect(page.firstMatch(of: /(src|srcset|action|formaction)="(https?:)?\/\//) == nil, "\(name)")
            #expect(page.firstMatch(of: /<link[^>]+href="(https?:)?\/\//) == nil, "\(name)")
        }
    }

    @Test("refers to files that there are, and to elements that are on it once")
    func references() async throws {
        let files = try SampleResults.renderer().files
        for (name, page) in try await RenderedPages.all() {
            for match in page.matches(of: /"\/assets\/([0-9a-f]+)\/([^"]+)"/) {
                #expect(match.1 == files.version)
                #expect(files.file(String(match.2)) != nil, "\(name): \(match.2)")
            }
            let ids = page.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
            #expect(Set(ids).count == ids.count, "\(name) has an id twice: \(ids.sorted())")
            let references = page.matches(of: /\s(?:for|aria-labelledby|aria-describedby)="([^"]+)"/).flatMap { $0.1.split(separator: " ") }
            for reference in references { #expect(ids.contains(String(reference)), "\(name): \(reference)") }
            for match in page.matches(of: /href="#([^"]+)"/) { #expect(ids.contains(String(match.1)), "\(name): #\(match.1)") }
        }
    }

    @Test("leaves no tag of a template standing, and every page is whole")
    func whole() async throws {
        for (name, page) in try await RenderedPages.all() {
            #expect(!page.contains("{{"), "\(name)")
            #expect(page.hasPrefix("<!DOCTYPE html>"))
            #expect(page.contains("</html>"))
            #expect(page.matches(of: /<h1/).count == 1, "\(name)")
        }
    }

    @Test("is told apart: only pages for everybody may be found by search engines")
    func robots() async throws {
        let pages = try await RenderedPages.all()
        for (name, page) in pages {
            let isPublic = ["home", "help", "privacy"].contains(name)
            #expect(page.contains("noindex") == !isPublic, "\(name)")
        }
    }

    @Test("is small: what the first visit fetches takes less than 60 KB")
    func small() async throws {
        let files = try SampleResults.renderer().files
        let pages = try await RenderedPages.all()
        let page = try #require(pages["home"])
        var size = StaticFile.gzip(Array(page.utf8))?.count ?? .max
        for name in files.names where name.hasSuffix(".js") || name.hasSuffix(".css") || name.hasSuffix(".svg") {
            let file = try #require(files.file(name))
            size += file.gzipped?.count ?? file.bytes.count
        }
        #expect(size < 60_000)
        #expect(size > 5_000, "there is something to fetch")
    }
}

extension Array where Element == UInt8 {
    fileprivate func contains(_ other: [UInt8]) -> Bool {
        indices.contains { self[$0...].starts(with: other) }
    }
}
