import HeatSheets
import HeatSheetsTesting
import MeetModel
import Testing

@Suite("Fields that touch their neighbours")
struct TouchingFieldTests {
    /// A heat of six, of whom the fourth has a field that ends where the next one begins.
    private func entries(_ fourth: (inout PageMaker, Float) -> Void) -> [Entry] {
        var maker = PageMaker()
        maker.text(18, 90, "Event 1 Women 100 LC Meter Freestyle")
        maker.text(18, 102, "Heat 1 of 1 Finals")
        let names = ["Bramquist, Hana", "Corvetti, Gus", "Dunstrand, Pia", "", "Farnholt, Mira", "Grilaray, Tom"]
        for (index, name) in names.enumerated() {
            let y = 114 + Float(index) * 12
            maker.text(27, y, String(index + 1))
            if name.isEmpty {
                fourth(&maker, y)
            } else {
                maker.row(y, (42, name), (130, "31"), (150, "Copper Canyon"), (240, "1:0\(index).44"))
            }
        }
        return HeatSheetReader.read([maker.page]).meet.entries
    }

    @Test("An age that touches the name is an age")
    func age() throws {
        let entries = entries { maker, y in
            maker.text(endingAt: 130, y, "Ellsmont-Varrenholt, Ot")
            maker.row(y, (130, "29"), (150, "Copper Canyon"), (240, "1:03.44"))
        }
        let entry = try #require(entries.count == 6 ? entries[3] : nil)
        #expect(entry.name == "Ellsmont-Varrenholt, Ot")
        #expect(entry.age == "29")
    }

    @Test("A seed that touches the team is a seed")
    func seed() throws {
        let entries = entries { maker, y in
            maker.row(y, (42, "Ellsmont, Otis"), (130, "29"))
            maker.text(endingAt: 240, y, "Copper Canyon Aq Club")
            maker.text(240, y, "1:03.44")
        }
        let entry = try #require(entries.count == 6 ? entries[3] : nil)
        #expect(entry.team == "Copper Canyon Aq Club")
        #expect(entry.seed == "1:03.44")
    }

    @Test("A word drawn in pieces within its column stays a word")
    func pieces() throws {
        let entries = entries { maker, y in
            let end = maker.text(42, y, "Mac")
            maker.text(end, y, "Ellsmont, Otis")
            maker.row(y, (130, "29"), (150, "Copper Canyon"), (240, "1:03.44"))
        }
        #expect(entries.count == 6 ? entries[3].name == "MacEllsmont, Otis" : false)
    }
}
