import MeetModel
import Testing

@Suite("Lanes, teams and seeds")
struct FieldTrapTests {
    @Test(
        "Lanes run from 0 to 9 or from 1 to 10; an empty lane is a bare number, a line, a dash, or left out",
        arguments: [
            ("1", [1, 3, 4, 5, 6, 9]), ("2", [1, 3, 4, 5, 6, 9]), ("3", [2, 4, 5, 6, 7, 10]), ("4", [2, 4, 5, 6, 7, 10]),
            ("5", [1, 3, 4, 5, 6, 9]),
        ])
    func lanes(_ event: String, _ lanes: [Int]) async throws {
        let sheet = try await Sheet("trap-lanes-and-empty-lanes")
        let read = sheet.meet.entries.filter { sheet.meet.events[$0.event].number == event }.compactMap(\.lane)
        #expect(read == lanes)
        #expect(sheet.reading.completeness.isComplete)
    }

    @Test("Lane 0 is a lane")
    func laneZero() async throws {
        let sheet = try await Sheet("trap-capital-names")
        #expect(try sheet.entry(event: "1", heat: 2, lane: 0).name == "BREVARAY, VERA")
    }

    @Test("Blanks to write times in are no fields of a row")
    func blanks() async throws {
        let sheet = try await Sheet("trap-write-in-blanks")
        #expect(try sheet.entry(event: "1", heat: 1, lane: 2).who == "Prelwick, Nell H | - | 16 | REEF-ZZ")
        #expect(sheet.meet.entries.count == 19)
        #expect(sheet.reading.completeness.unread.isEmpty)
    }

    @Test("A team is read as printed: with its LSC, cut at 16 characters, with digits and signs, of one letter, or none")
    func teams() async throws {
        let sheet = try await Sheet("trap-team-codes")
        #expect(
            sheet.meet.entries.map { $0.team ?? "-" } == [
                "TIDE-ZZ", "Tidewater Swim C", "Unattached-ZZ", "UNAT", "H2O-ZZ", "100%", "St. Quillian's A", "T", "UN-TIDE-ZZ",
                "Kelp Bay 'A'-ZZ",
                "A & B Swim-ZZ", "Aqua/Reef-ZZ", "29 Harbor-ZZ", "-", "SC 1904 Norrhaven", "TIDE",
            ])
        #expect(sheet.meet.entries.allSatisfy { $0.age == "12" })
    }

    @Test("NT, NTY, NP, DFS, SCR and their kin stand where a seed time would")
    func noTimes() async throws {
        let sheet = try await Sheet("trap-seeds-and-marks")
        let seeds = try (1...8).map { try sheet.entry(event: "1", heat: 1, lane: $0).seed }
        #expect(
            seeds == [
                "NT", "NTY", "NTL", "NTS", "NP", "DFS", "SCR", "NQT",
            ])
        #expect(try sheet.entry(event: "1", heat: 3, lane: 3).seed == "XNT")
        #expect(try sheet.entry(event: "1", heat: 3, lane: 5).seed == "XNTY")
    }

    @Test("A seed keeps its exhibition X and its course letter")
    func courses() async throws {
        let sheet = try await Sheet("trap-seeds-and-marks")
        let seeds = try (1...8).map { try sheet.entry(event: "1", heat: 2, lane: $0).seed.map(Folding.seed) }
        #expect(seeds == ["X1:07.78", "X32.10Y", "1:02.33Y", "1:02.33L", "1:02.33S", "1:02.33Y", "59.9", "10:02.45L"])
        #expect(try sheet.entry(event: "1", heat: 2, lane: 1).isExhibition)
        #expect(try !sheet.entry(event: "1", heat: 2, lane: 3).isExhibition)
    }

    @Test("Seeds run from a hundredth of a second to more than an hour")
    func spans() async throws {
        let sheet = try await Sheet("trap-seeds-and-marks")
        #expect(try sheet.entry(event: "1", heat: 3, lane: 4).seed == "0.01")
        #expect(try sheet.entry(event: "1", heat: 3, lane: 6).seed == "1:02:33.45")
    }

    @Test("A mark behind a seed (ALL*, QUAL, &JAG, B) and one before a name (x, *, %) belong to neither")
    func marks() async throws {
        let sheet = try await Sheet("trap-seeds-and-marks")
        let entries = try (1...8).map { try sheet.entry(event: "2", lane: $0) }
        #expect(entries.allSatisfy { $0.seed.flatMap(SeedTime.init) != nil && $0.seed?.last?.isNumber == true })
        #expect(entries.allSatisfy { $0.name.contains(", ") && $0.name.first?.isUppercase == true && !$0.name.contains("*") })
        #expect(try sheet.entry(event: "1", heat: 3, lane: 8).seed == "28.31")
    }

    @Test("A small x before a name marks an exhibition swim, a star does not")
    func exhibition() async throws {
        let sheet = try await Sheet("trap-seeds-and-marks")
        #expect(try sheet.entry(event: "2", lane: 5).isExhibition)
        #expect(try !sheet.entry(event: "2", lane: 6).isExhibition)
    }

    @Test("Decimals may follow a comma")
    func commas() async throws {
        let sheet = try await Sheet("trap-comma-decimals")
        let entry = try sheet.entry(event: "1", heat: 1, lane: 3)
        #expect(entry.seed == "2:42,69")
        #expect(entry.start?.description == "08:30")
    }

    @Test("An age, a team or a seed may be missing; what is there stays in its column")
    func missing() async throws {
        let sheet = try await Sheet("trap-missing-fields")
        #expect(try sheet.entry(event: "1", lane: 1).who == "Bramquist, Hana M | - | - | TIDE-ZZ")
        #expect(try sheet.entry(event: "1", lane: 2).who == "Corvetti, Gus | - | 12 | TIDE-ZZ")
        #expect(try sheet.entry(event: "1", lane: 3).who == "Dunstrand, Pia | - | 12 | -")
        #expect(try sheet.entry(event: "1", lane: 4).who == "Ellsmont, Otis | - | - | -")
        #expect(try sheet.entry(event: "1", lane: 5).who == "Farnholt, Mira | - | - | KELP-ZZ")
        #expect(try sheet.entry(event: "1", lane: 2).seed == nil)
    }

    @Test("A column of competitor numbers holds neither lanes nor ages nor parts of names")
    func competitorNumbers() async throws {
        let sheet = try await Sheet("trap-competitor-numbers")
        #expect(sheet.lanes(event: "1", heat: 1).first == "2 Raskenko, Lena")
        #expect(sheet.meet.entries.allSatisfy { (13...18).contains($0.age.flatMap { Int($0) } ?? 0) })
        #expect(!sheet.names.contains { $0.contains(where: \.isNumber) })
    }

    @Test("Masters are up to 101 years old")
    func ages() async throws {
        let sheet = try await Sheet("trap-masters")
        #expect(try sheet.entry(event: "4", lane: 4).age == "101")
        #expect(try sheet.event("3").ages == AgeGroup(lowest: 95, highest: 99))
    }

    @Test("Two swimmers may share a lane: both are read, and the reading says that the lane is printed twice")
    func sharedLane() async throws {
        let sheet = try await Sheet("trap-two-names-one-lane")
        #expect(sheet.lanes(event: "1", heat: 1).prefix(2) == ["1 Harlstrand, Iris A", "1 Torvell, Fay K"])
        #expect(sheet.reading.completeness.failedChecks.contains { $0.kind == .laneTwice })
    }

    @Test("A program may hold one row")
    func oneRow() async throws {
        let sheet = try await Sheet("trap-one-row")
        #expect(sheet.lanes(event: "88", heat: 1) == ["4 Yarrovan, Casper D"])
    }
}
