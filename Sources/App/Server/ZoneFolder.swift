import Foundation

/// The machine's time zones.
enum ZoneFolder {
    private static let folders = ["/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/var/db/timezone/zoneinfo"]

    /// The compiled file of a zone; nil for a name that is none. Names never lead out of the folder.
    static func file(_ identifier: String) -> [UInt8]? {
        let parts = identifier.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), parts.allSatisfy(isName) else { return nil }
        for folder in folders {
            if let data = FileManager.default.contents(atPath: "\(folder)/\(identifier)"), data.starts(with: Array("TZif".utf8)) {
                return Array(data)
            }
        }
        return nil
    }

    private static func isName(_ part: Substring) -> Bool {
        !part.isEmpty
            && part.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"): true
                default: false
                }
            }
    }
}
