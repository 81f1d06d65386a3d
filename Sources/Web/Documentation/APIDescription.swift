import Foundation

/// What `openapi.json` says, as far as its page shows it.
struct APIDescription: Decodable, Sendable {
    struct Info: Decodable, Sendable {
        var title: String
        var description: String
    }

    struct Tag: Decodable, Sendable {
        var name: String
        var description: String
    }

    struct Parameter: Decodable, Sendable {
        var name: String
        var location: String
        var required: Bool
        var description: String

        private enum CodingKeys: String, CodingKey {
            case name, required, description
            case location = "in"
        }
    }

    struct Content: Decodable, Sendable {
        var schema: APISchema
    }

    struct Body: Decodable, Sendable {
        var content: [String: Content]
    }

    struct Header: Decodable, Sendable {
        var description: String
    }

    struct Answer: Decodable, Sendable {
        var description: String
        var headers: [String: Header]?
        var content: [String: Content]?
    }

    struct Operation: Decodable, Sendable {
        var operationId: String
        var tags: [String]
        var summary: String
        var description: String
        var deprecated: Bool?
        var parameters: [Parameter]?
        var requestBody: Body?
        var responses: [String: Answer]
    }

    struct Components: Decodable, Sendable {
        var schemas: [String: APISchema]
    }

    var info: Info
    var tags: [Tag]
    /// By path, then by method.
    var paths: [String: [String: Operation]]
    var components: Components
}

/// A JSON schema, as far as its page shows it.
final class APISchema: Decodable, Sendable {
    let description: String?
    /// `string`, or `string or null`.
    let type: String?
    let reference: String?
    let choices: [String]
    let constant: Bool?
    let properties: [String: APISchema]
    let required: Set<String>
    let items: APISchema?
    let parts: [APISchema]
    let alternatives: [APISchema]

    private enum CodingKeys: String, CodingKey {
        case description, type, properties, required, items, allOf, oneOf
        case reference = "$ref"
        case choices = "enum"
        case constant = "const"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        description = try values.decodeIfPresent(String.self, forKey: .description)
        if let types = try? values.decodeIfPresent([String].self, forKey: .type) {
            type = types.joined(separator: " or ")
        } else {
            type = try values.decodeIfPresent(String.self, forKey: .type)
        }
        reference = try values.decodeIfPresent(String.self, forKey: .reference)
            .map { String($0.split(separator: "/").last ?? "") }
        choices = (try? values.decodeIfPresent([String].self, forKey: .choices)) ?? []
        constant = try? values.decodeIfPresent(Bool.self, forKey: .constant)
        properties = try values.decodeIfPresent([String: APISchema].self, forKey: .properties) ?? [:]
        required = Set(try values.decodeIfPresent([String].self, forKey: .required) ?? [])
        items = try values.decodeIfPresent(APISchema.self, forKey: .items)
        parts = try values.decodeIfPresent([APISchema].self, forKey: .allOf) ?? []
        alternatives = try values.decodeIfPresent([APISchema].self, forKey: .oneOf) ?? []
    }
}
