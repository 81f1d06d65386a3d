import Schedules

/// Text as `openapi.json` writes it, which is a little of Markdown: headings with `##`, lists with `-`, code between fences or in
/// backquotes, and paragraphs.
struct GuideText {
    private let text: String

    init(_ text: String) { self.text = text }

    var html: String {
        var html = ""
        var isCode = false
        var code: [Substring] = []
        var items: [Substring] = []
        func endList() {
            if !items.isEmpty { html += "<ul>\n" + items.map { "<li>\(Self.inline(String($0)))</li>\n" }.joined() + "</ul>\n" }
            items = []
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                endList()
                if isCode { html += "<pre><code>\(code.map { HTMLExport.escaped(String($0)) }.joined(separator: "\n"))</code></pre>\n" }
                code = []
                isCode.toggle()
            } else if isCode {
                code.append(line)
            } else if line.hasPrefix("- ") {
                items.append(line.dropFirst(2))
            } else if line.hasPrefix("## ") {
                endList()
                html += "<h2>\(Self.inline(String(line.dropFirst(3))))</h2>\n"
            } else if !line.isEmpty {
                endList()
                html += "<p>\(Self.inline(String(line)))</p>\n"
            }
        }
        endList()
        return html
    }

    /// One line: what stands in backquotes is code.
    static func inline(_ text: String) -> String {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { place, part in
            let escaped = HTMLExport.escaped(String(part))
            return place.isMultiple(of: 2) ? escaped : "<code>\(escaped)</code>"
        }.joined()
    }
}
