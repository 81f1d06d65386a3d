/// One swimmer as the documents know them: a name and an age, narrowed by team.
package struct Person: Sendable, Hashable, Codable {
    /// `First Last`.
    package var displayName: String
    /// Every spelling the documents print, in their order.
    package var printedNames: [String]
    /// As printed, `11` or `SR`; two neighbouring years when documents stand on both sides of a birthday.
    package var ages: [String]
    /// Nil where neither the rows nor the events tell.
    package var sex: Sex?
    /// Every spelling of the team that the documents print: `ABC-XX`, `ABC`, `Anytown Bluefish Cl`.
    package var teams: [String]

    package init(displayName: String, printedNames: [String], ages: [String] = [], sex: Sex? = nil, teams: [String] = []) {
        self.displayName = displayName
        self.printedNames = printedNames
        self.ages = ages
        self.sex = sex
        self.teams = teams
    }
}
