/// Places at which the fields of a document's lines begin or end again and again.
struct EdgeTracks {
    /// What kind of field stands there. Numbers and times are set flush right, text flush left.
    enum Kind: Int, CaseIterable {
        case integerRight, timeRight, textLeft, codeLeft, timeLeft, integerLeft

        var isText: Bool { self == .textLeft || self == .codeLeft }
    }

    struct Track {
        var position: Int
        var count: Int
    }

    private(set) var tracks: [[Track]]
    /// Every place where a field begins or ends, of each kind, 400 at most.
    private(set) var all: [[Track]]
    /// How far left the numbers of a track reach, by its position: those of several digits begin further left.
    private(set) var numberLefts: [Int: Int] = [:]

    /// The most frequent tracks of each kind, 40 at most; a track needs three fields.
    init(_ pages: [PageCells]) {
        var lefts: [Int: [Int]] = [:]
        var edges: [[Int: Int]] = Array(repeating: [:], count: Kind.allCases.count)
        for page in pages {
            for cell in page.rows.joined() {
                guard let first = cell.words.first else { continue }
                let isSingle = cell.words.count == 1
                func add(_ kind: Kind, _ x: Float) {
                    guard x > -2_000, x < 20_000 else { return }
                    edges[kind.rawValue][Int(x.rounded()), default: 0] += 1
                }
                switch first.tokenClass {
                case .integer, .ordinal, .markedYear:
                    if isSingle {
                        add(.integerRight, cell.right)
                        if abs(cell.right) < 20_000, abs(cell.left) < 20_000 {
                            lefts[Int(cell.right.rounded()), default: []].append(Int(cell.left.rounded(.down)))
                        }
                    } else {
                        add(.integerLeft, cell.left)
                    }
                case .time, .clock, .date:
                    if isSingle { add(.timeRight, cell.right) }
                    if cell.words.count <= 6 { add(.timeLeft, cell.left) }
                case .text: if cell.words.count <= 6 { add(.textLeft, cell.left) }
                case .code, .mixed, .letterNumber, .longInteger: if cell.words.count <= 6 { add(.codeLeft, cell.left) }
                case .blank, .mark: break
                }
            }
        }
        tracks = edges.map(Self.tracks)
        all = edges.map { kind in
            kind.map { Track(position: $0.key, count: $0.value) }.sorted { ($1.count, $0.position) < ($0.count, $1.position) }.prefix(400)
                .map { $0 }
        }
        for track in tracks[Kind.integerRight.rawValue] {
            let reached = (track.position - 1...track.position + 1).flatMap { lefts[$0] ?? [] }.sorted()
            if reached.count >= 3 { numberLefts[track.position] = reached[reached.count / 50] }
        }
    }

    private static func tracks(_ edges: [Int: Int]) -> [Track] {
        var found: [(position: Int, count: Int, last: Int, most: Int)] = []
        for (x, count) in edges.sorted(by: { $0.key < $1.key }) {
            if let last = found.last, x - last.last <= 1 {
                let index = found.count - 1
                if count > last.most { found[index].position = x }
                found[index] = (found[index].position, last.count + count, x, max(count, last.most))
            } else {
                found.append((x, count, x, count))
            }
        }
        let frequent = found.filter { $0.count >= 3 }.sorted { ($1.count, $0.position) < ($0.count, $1.position) }
        return frequent.prefix(40).map { Track(position: $0.position, count: $0.count) }
    }
}
