import ArgumentParser
import Schedules
import SystemPackage

/// The machine's time zones.
enum ZoneDatabase {
    private static let folders: [FilePath] = ["/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/var/db/timezone/zoneinfo"]

    /// The zone of an IANA name. Unknown names and a machine without zones are errors that say what to do.
    static func zone(_ identifier: String) throws -> CalendarZone {
        guard CalendarZone.isIdentifier(identifier) else { throw unknown(identifier) }
        guard let folder = folders.first(where: { (try? Stat($0))?.type == .directory }) else {
            throw ValidationError("This machine has no time zone database: install the package tzdata, or leave out --timezone.")
        }
        let file = InputFile(argument: folder.appending(identifier).string, name: identifier)
        guard let bytes = try? file.bytes(), let zone = CalendarZone(identifier: identifier, file: bytes) else { throw unknown(identifier) }
        return zone
    }

    private static func unknown(_ identifier: String) -> ValidationError {
        ValidationError("'\(identifier.printable)' is no time zone: give an IANA name such as America/Los_Angeles or Europe/Berlin.")
    }
}
