package import Hummingbird

/// A page whose content is made elsewhere.
private struct DocumentPage: PageView {
    var title: String
    var summary: String?
    var documentHTML: String
    var kind: String { "text" }
}

extension AppPages {
    package func page(title: String, summary: String, html: String) -> Response {
        Response(page: renderer.page("documentation", DocumentPage(title: title, summary: summary, documentHTML: html)))
    }
}
