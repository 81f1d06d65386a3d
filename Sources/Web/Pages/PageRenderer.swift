import Foundation
import Mustache
import Schedules

/// Makes pages out of templates and values.
package struct PageRenderer: Sendable {
    package let files: StaticFiles
    private let library: MustacheLibrary

    /// Loads templates and static files.
    ///
    /// - Parameter folder: as `ResourceFolder.find()` gives it.
    /// - Throws: when a file cannot be read, or a template is wrong.
    package init(folder: String) throws {
        files = try StaticFiles(folder: folder + "/static")
        MustacheContentTypes.register(PageText(), named: "PAGE")
        var library = MustacheLibrary()
        let templates = URL(fileURLWithPath: folder + "/templates")
        for name in try FileManager.default.contentsOfDirectory(atPath: templates.path) where name.hasSuffix(".mustache") {
            let text = try String(contentsOf: templates.appendingPathComponent(name), encoding: .utf8)
            // The package's own way of escaping passes over quotes and brackets that carry a combining mark.
            try library.register("{{% CONTENT_TYPE:PAGE}}" + text, named: String(name.dropLast(".mustache".count)))
        }
        self.library = library
    }

    /// The page's HTML.
    ///
    /// - Parameters:
    ///   - template: of the page's content.
    ///   - view: the values for it.
    package func page(_ template: String, _ view: any PageView) -> String {
        let content = library.render(view, withTemplate: template) ?? ""
        let layout = PageLayout(view, content: content, files: files)
        return library.render(layout, withTemplate: "layout") ?? ""
    }
}

/// How text comes into a page: as it is, never as markup, and without characters that would turn or hide what stands around it.
struct PageText: MustacheContentType {
    func escapeText(_ text: String) -> String { HTMLExport.escaped(text) }
}
