/// What scripted pages are made of: the words of heat sheets in several languages, and invented people.
enum ScriptVocabulary {
    static let fragments = [
        "Event", "Event 12", "#12", "#", "Event 21 / 22 Girls / Boys 13-14 800 Free", "Event 12  ...(Girls 11-12 50 Free)", "Heat",
        "Heat 1",
        "Heat 3 of 5 Prelims", "Heat 4 (#12 Girls 11-12 50 LC Meter Freestyle)", "Heat 2 (Heat 1 Boys 800 Free)", "Heat 1 A - Final",
        "Heat 1 of 3 Finals - Swimming with Finals", "Starts at 09:05 AM", "Alternates", "Lane Name Age Team Seed Time", "Lane", "Name",
        "Age",
        "Team", "Relay", "Seed Time", "Rank Name YB Club Entry time", "Yr School Finals", "Meet Program - Friday Prelims", "Meet Program",
        "Psych Sheet", "Session Report", "Results", "Session: 1 Friday Prelims",
        "Day of Meet: 1  Starts at 01:00 PM  Heat Interval: 45 Seconds",
        "Entry / Heat Totals: 78 11", "Finish Time 03:05 PM", "Round Event Entries Heats Starts at",
        "Prelims 7 Girls 13-14 50 Freestyle 62 8",
        "HY-TEK's MEET MANAGER 8.0 - 7:45 PM  2/27/2026  Page 1", "Tidewater Classic - 3/6/2026 to 3/8/2026", "5/6/2026",
        "28.3.2026 - 10:00",
        "August 5-8, 2026", "1) Corvetti, Gus M11", "2) Dunstrand, Pia W12 3) Farnholt, Max M12", "4)", "1:07.78Y", "X34.20", "NT", "NTL",
        "59,20", "ALL*", "_____", "\u{2014}", "12A", "MW10", "W9", "Girls 11-12 50 LC Meter", "Freestyle", "Medley Relay", "10 & Under",
        "Meet Record: 2:10.03  3/8/2024  Una Wexalba", "10 Minute Break", "Page 3 of 13", "Wettkampf 3", "Lauf 2 von 4", "\u{C9}preuve 4",
        "S\u{E9}rie 1", "Bahn 3", "(cid:976)", "Butter\u{3D0}ly", "Number of entries: 43", "Legend:", "(EXH)", "*", "x", "A", "B", "/", "(",
        ")",
        "...", ",", "-", "0", "99999999999999999999",
    ]
    static let titles = [
        "Girls 11-12 50 LC Meter Freestyle", "Boys 10 & Under 100 Yard IM", "Mixed 200 LC Meter Medley Relay",
        "Women 15 & Over 4x50 SC Meter Medley",
        "Men 1650 Yard Freestyle", "Girls 1 mtr Diving", "Kickboard", "",
    ]
    static let rounds = ["Finals", "Prelims", "Timed Finals", "Semis", "", "(A - Final)"]
    static let surnames = [
        "Bramquist", "Corvetti", "de Brevilov", "Featheringsby-Quillstrand", "O'Zellingsby", "Li", "Lane", "Heat", "\u{152}uvrard",
    ]
    static let firstNames = ["Hana M", "Gus", "Maximiliana J", "Bo", "Jo-Ann/JJ", "Begon\u{303}a", "-"]
    static let ages = ["12", " 9", "W10", "MW10", "JR", "101", "", "S9"]
    static let teams = ["TIDE-ZZ", "Tidewater Swim C", "100%", "A", "H2O-ZZ", ""]
    static let columns: [Float] = [18, 18, 212.4, 309.6, 406.8]
    static let stops: [Float] = [18, 27, 42, 144, 162, 232, 309.6, 319, 334, 436, 454, 524, -50, 611, 4000]
    static let scalars: [UInt32] = [
        0x41, 0x61, 0x20, 0x09, 0x0A, 0x00, 0x28, 0x29, 0x30, 0x39, 0x3A, 0x2E, 0x23, 0xA0, 0xAD, 0xEB, 0x300, 0x308, 0x3D0, 0x200B, 0x202E,
        0xD800,
        0xDFFF, 0xFB01, 0xFB05, 0xFEFF, 0xFFFD, 0xFFFF, 0x1F3CA, 0x10FFFF, 0x110000, 0xFFFF_FFFF,
    ]
}
