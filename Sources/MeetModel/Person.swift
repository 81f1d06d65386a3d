/// One swimmer as the documents know them: a name and an age or birth, narrowed by team.
package struct Person: Sendable, Hashable, Codable {
    /// `First Last`.
    package var displayName: String
    /// Every spelling the documents print, in their order.
    package var printedNames: [String]
    /// As printed, `11` or `SR`; two neighbouring years when documents stand on both sides of a birthday.
    package var ages: [String]
    /// Years and dates of birth, as printed: `2011`, `5 MAR 2011`. Years of two digits have four here where the meet's date tells them.
    package var births: [String]
    /// Nil where neither the rows nor the events tell.
    package var sex: Sex?
    /// Every spelling of the team that the documents print: `ABC-XX`, `ABC`, `Anytown Bluefish Cl`.
    package var teams: [String]

    package init(
        displayName: String, printedNames: [String], ages: [String] = [], births: [String] = [], sex: Sex? = nil, teams: [String] = []
    ) {
        self.displayName = displayName
        self.printedNames = printedNames
        self.ages = ages
        self.births = births
        self.sex = sex
        self.teams = teams
    }

    /// What was stored before births were told has none.
    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        displayName = try members.decode(String.self, forKey: .displayName)
        printedNames = try members.decode([String].self, forKey: .printedNames)
        ages = try members.decode([String].self, forKey: .ages)
        births = try members.decodeIfPresent([String].self, forKey: .births) ?? []
        sex = try members.decodeIfPresent(Sex.self, forKey: .sex)
        teams = try members.decode([String].self, forKey: .teams)
    }
}
