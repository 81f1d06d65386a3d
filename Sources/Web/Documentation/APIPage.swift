import Schedules

/// The page that shows `openapi.json` to people: the guide, every endpoint, and what the values look like.
struct APIPage {
    let description: APIDescription
    /// What stands before the paths of the examples.
    let baseURL: String

    private static let methods = ["post", "get", "head", "patch", "delete"]

    var html: String {
        var html = "<h1>API</h1>\n<p>For programs: <a href=\"/openapi.json\">openapi.json</a></p>\n"
        html += GuideText(description.info.description.replacing("{BASE}", with: baseURL)).html
        for tag in description.tags {
            html +=
                "<h2 id=\"\(Self.anchor(tag.name))\">\(HTMLExport.escaped(tag.name))</h2>\n<p>\(HTMLExport.escaped(tag.description))</p>\n"
            for (path, method, operation) in operations(tag.name) { html += section(path, method, operation) }
        }
        html += "<h2 id=\"values\">Values</h2>\n"
        for (name, schema) in description.components.schemas.sorted(by: { $0.key < $1.key }) {
            html += "<section class=\"card\" id=\"value-\(Self.anchor(name))\">\n<h3>\(HTMLExport.escaped(name))</h3>\n"
            if let text = schema.description { html += "<p>\(GuideText.inline(text))</p>\n" }
            html += members(of: schema) + "</section>\n"
        }
        return html
    }

    private func operations(_ tag: String) -> [(String, String, APIDescription.Operation)] {
        description.paths.sorted { $0.key < $1.key }.flatMap { path, operations in
            Self.methods.compactMap { method in operations[method].map { (path, method, $0) } }
        }.filter { $0.2.tags.contains(tag) }
    }

    private func section(_ path: String, _ method: String, _ operation: APIDescription.Operation) -> String {
        var html = "<section class=\"card\" id=\"\(Self.anchor(operation.operationId))\">\n"
        html += "<h3><code>\(method.uppercased()) \(HTMLExport.escaped(path))</code></h3>\n"
        html += "<p><b>\(HTMLExport.escaped(operation.summary)).</b> \(GuideText.inline(operation.description))</p>\n"
        if operation.deprecated == true { html += "<p>On its way out: see the headers Deprecation and Sunset.</p>\n" }
        let parameters = operation.parameters ?? []
        if !parameters.isEmpty {
            html += "<h4>Parameters</h4>\n<dl>\n"
            for parameter in parameters {
                let note = parameter.location + (parameter.required ? "" : ", optional")
                html += "<dt><code>\(HTMLExport.escaped(parameter.name))</code> <small>\(note)</small></dt>"
                html += "<dd>\(GuideText.inline(parameter.description))</dd>\n"
            }
            html += "</dl>\n"
        }
        for (type, content) in (operation.requestBody?.content ?? [:]).sorted(by: { $0.key < $1.key }) {
            html += "<h4>Body: <code>\(HTMLExport.escaped(type))</code></h4>\n" + shape(of: content.schema)
        }
        html += "<h4>Answers</h4>\n<dl>\n"
        for (status, answer) in operation.responses.sorted(by: { $0.key < $1.key }) {
            html +=
                "<dt><code>\(status == "default" ? "others" : HTMLExport.escaped(status))</code></dt><dd>\(GuideText.inline(answer.description))"
            for (type, content) in (answer.content ?? [:]).sorted(by: { $0.key < $1.key }) {
                html += " <code>\(HTMLExport.escaped(type))</code>"
                if let name = content.schema.reference { html += ": \(link(to: name))" }
            }
            html += "</dd>\n"
        }
        return html + "</dl>\n</section>\n"
    }

    private func shape(of schema: APISchema) -> String {
        if let name = schema.reference { return "<p>\(link(to: name))</p>\n" }
        return schema.properties.isEmpty ? "<p>Bytes.</p>\n" : members(of: schema)
    }

    private func members(of schema: APISchema) -> String {
        guard schema.alternatives.isEmpty else { return "<p>\(type(of: schema))</p>\n" + schema.alternatives.map(members).joined() }
        guard !schema.properties.isEmpty else { return "" }
        var html = "<dl>\n"
        for (name, member) in schema.properties.sorted(by: { $0.key < $1.key }) {
            let note = schema.required.contains(name) ? "" : ", optional"
            html += "<dt><code>\(HTMLExport.escaped(name))</code> <small>\(type(of: member))\(note)</small></dt>"
            html += "<dd>\(member.description.map(GuideText.inline) ?? "")</dd>\n"
        }
        return html + "</dl>\n"
    }

    private func type(of schema: APISchema) -> String {
        if let name = schema.reference { return link(to: name) }
        if let items = schema.items { return "list of \(type(of: items))" }
        if !schema.parts.isEmpty { return schema.parts.map(type).joined(separator: " with ") }
        if !schema.alternatives.isEmpty { return schema.alternatives.map(type).joined(separator: ", or ") }
        if let constant = schema.constant { return "\(constant)" }
        if !schema.choices.isEmpty { return schema.choices.map { "<code>\(HTMLExport.escaped($0))</code>" }.joined(separator: ", ") }
        let members = schema.properties.keys.sorted().map(HTMLExport.escaped).joined(separator: ", ")
        return HTMLExport.escaped(schema.type ?? "anything") + (members.isEmpty ? "" : " of \(members)")
    }

    private func link(to name: String) -> String { "<a href=\"#value-\(Self.anchor(name))\">\(HTMLExport.escaped(name))</a>" }

    private static func anchor(_ name: String) -> String {
        String(name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}
