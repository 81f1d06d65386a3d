package import MeetModel

/// A document as it was read, under the name the caller knows it by.
package struct SourceDocument: Sendable {
    /// What evidence refers to; unique within a question.
    package var file: String
    package var reading: Reading

    package init(file: String, reading: Reading) {
        self.file = file
        self.reading = reading
    }
}

/// Whose races are wanted.
package struct Question: Sendable, Hashable {
    package var swimmers: [SwimmerQuery]
    /// Every swimmer of the documents; `swimmers` is answered besides.
    package var everyone: Bool
    /// Every swimmer of this team; with `everyone` it narrows, and it narrows nothing else.
    package var team: String?

    package init(swimmers: [SwimmerQuery] = [], everyone: Bool = false, team: String? = nil) {
        self.swimmers = swimmers
        self.everyone = everyone
        self.team = team
    }
}

/// A swimmer as a person asks for one. All but the name is optional and only narrows.
package struct SwimmerQuery: Sendable, Hashable, Codable {
    /// `First Last`, `Last, First`, or a last name alone.
    package var name: String
    /// Years, or a school year (`SR`). One year off still fits.
    package var age: String?
    /// Year or date of birth: `2011`, `5 MAR 2011`, `2011-03-05`.
    package var birth: String?
    /// Code with or without its LSC, or the club's name.
    package var team: String?
    package var sex: Sex?
    /// Number of an event that the swimmer stands in. It is for those whom nothing else tells apart: of several who fit, it takes the one
    /// of whom the documents print just what is asked for.
    package var event: String?

    package init(
        name: String, age: String? = nil, birth: String? = nil, team: String? = nil, sex: Sex? = nil, event: String? = nil
    ) {
        self.name = name
        self.age = age
        self.birth = birth
        self.team = team
        self.sex = sex
        self.event = event
    }
}
