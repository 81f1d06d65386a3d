import ArgumentParser
import MeetModel
import PDFPages
import Schedules
import SystemPackage

/// The files a command writes.
struct OutputFiles {
    private let inputs: [Stat]

    init(inputs: [InputFile]) throws {
        self.inputs = inputs.compactMap { try? Stat(FilePath($0.argument)) }
    }

    /// Refuses a path that names one of the documents to read, or stands in a folder that does not exist.
    func check(_ path: String?) throws {
        guard let path else { return }
        if let stat = try? Stat(FilePath(path)) {
            let isInput = inputs.contains { $0.inode == stat.inode && $0.deviceID == stat.deviceID }
            if isInput, stat.type == .regular { throw ValidationError("\(path) is one of the documents to read: write to another file.") }
            return
        }
        let folder = path.hasSuffix("/") ? FilePath(path) : FilePath(path).removingLastComponent()
        if !folder.isEmpty, (try? Stat(folder))?.type != .directory {
            throw ValidationError("The folder \(folder) does not exist: create it first (mkdir -p).")
        }
    }

    /// Writes to `path`, into the folder it names under the suggested name, or to standard output.
    func write(_ text: String, to path: String?, suggesting name: String) throws {
        guard let path, path != "-" else { return try Console.write(text) }
        let isFolder = (try? Stat(FilePath(path)))?.type == .directory
        let target = isFolder ? FilePath(path).appending(name) : FilePath(path)
        try write(Array(text.utf8), to: target)
        if isFolder { Console.complain("wrote \(target)") }
    }

    /// Writes a document to `path`, or into the folder it names under the suggested name. Returns where it is.
    func write(_ document: [UInt8], to path: String, suggesting name: String) throws -> String {
        let isFolder = (try? Stat(FilePath(path)))?.type == .directory
        let target = isFolder ? FilePath(path).appending(name) : FilePath(path)
        try write(document, to: target)
        return target.string
    }

    /// Writes each document with the swimmers' rows marked: to `path`, or, where several have such rows, to `path` with the
    /// document's name added. Session reports name events only, so nothing is marked in them.
    func writeMarked(_ documents: [DocumentReader.Document], _ schedule: Schedule, to path: String, pool: ReaderPool) async throws {
        var places = schedule.races.flatMap(\.evidence).reduce(into: [String: Set<Place>]()) { $0[$1.file, default: []].insert($1.place) }
        for document in schedule.documents where document.kind == .timeline { places[document.file] = nil }
        let marked = documents.filter { places[$0.file.name] != nil }
        for document in marked {
            let target = marked.count == 1 ? FilePath(path) : Self.path(path, adding: document.file.name)
            let rows = (places[document.file.name] ?? []).sorted {
                ($0.page, $0.box.top, $0.box.left) < ($1.page, $1.box.top, $1.box.left)
            }
            do {
                try write(await pool.mark(document.bytes, boxes: rows.map(\.pageBox)), to: target)
                if marked.count > 1 { Console.complain("wrote \(target)") }
            } catch let error as PDFError {
                Console.complain("\(document.file.argument) could not be marked: \(error.message)")
                throw ExitCode(ExitStatus.unreadable.rawValue)
            }
        }
        if marked.isEmpty { Console.complain("\(path) was not written: no race was found to mark") }
    }

    private static func path(_ path: String, adding name: String) -> FilePath {
        var result = FilePath(path)
        let stem = result.stem ?? "marked"
        result.removeLastComponent()
        return result.appending("\(stem)-\(FilePath(name).stem ?? "document").pdf")
    }

    private func write(_ bytes: [UInt8], to path: FilePath) throws {
        do {
            let file = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite, .groupRead, .otherRead])
            _ = try file.closeAfter { try file.writeAll(bytes) }
        } catch {
            Console.complain("\(path) cannot be written: \(error)")
            throw ExitCode.failure
        }
    }
}

extension Place {
    fileprivate var pageBox: PageBox {
        PageBox(page: page - 1, left: box.left, top: box.top, right: box.right, bottom: box.bottom)
    }
}
