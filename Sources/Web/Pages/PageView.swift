/// The values for the content of a page, and what the frame around it needs to know. Templates find members by name; one that is nil
/// is looked for in what surrounds it, so names differ from level to level.
package protocol PageView: Sendable {
    /// Of the page, without the name of the app.
    var title: String { get }
    /// A sentence for search engines and previews; nil for pages that are nobody else's business.
    var summary: String? { get }
    /// Names of the scripts the page brings to life.
    var scripts: [String] { get }
    /// Seconds after which a browser without script is to load the page again.
    var refresh: Int? { get }
    /// What tells the page's kind to the stylesheet.
    var kind: String { get }
}

extension PageView {
    package var summary: String? { nil }
    package var scripts: [String] { [] }
    package var refresh: Int? { nil }
}

/// The values for the frame around a page's content.
struct PageLayout {
    var pageTitle: String
    var pageSummary: String?
    var pageKind: String
    var isPrivate: Bool
    var refreshSeconds: Int?
    var stylesheet: String
    var icon: String
    var touchIcon: String
    var scriptPaths: [String]
    var content: String

    init(_ view: any PageView, content: String, files: StaticFiles) {
        pageTitle = view.title.isEmpty ? "HeatSync" : "\(view.title) · HeatSync"
        pageSummary = view.summary
        pageKind = view.kind
        isPrivate = view.summary == nil
        refreshSeconds = view.refresh
        stylesheet = files.path("app.css")
        icon = files.path("icon.svg")
        touchIcon = files.path("icon-180.png")
        scriptPaths = (["app.js"] + view.scripts).map { files.path($0) }
        self.content = content
    }
}
