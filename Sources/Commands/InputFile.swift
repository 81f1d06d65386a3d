import SystemPackage

/// A document as the command line names it.
struct InputFile: Sendable, Hashable {
    /// Path, URL, or `-` for standard input.
    let argument: String
    /// What the schedule calls it: the last part of the path, if no other document is called so.
    let name: String

    /// Documents are 50 MB at most.
    static let sizeLimit = 50_000_000

    /// The documents named, each once.
    static func files(_ arguments: [String]) -> [InputFile] {
        var seen = Set<String>()
        let unique = arguments.filter { seen.insert($0).inserted }
        let names = unique.map(name)
        return zip(unique, names).map { argument, name in
            InputFile(argument: argument, name: names.count { $0 == name } == 1 ? name : argument)
        }
    }

    /// What an argument is called by itself.
    private static func name(_ argument: String) -> String {
        if argument == "-" { return "standard input" }
        let path = isAddress(argument) ? argument.prefix { $0 != "?" && $0 != "#" } : argument[...]
        return path.split(separator: "/").last.map(String.init) ?? argument
    }

    /// The bytes of the document.
    func bytes() throws(InputProblem) -> [UInt8] {
        do {
            if argument == "-" { return try Self.read(.standardInput, expecting: 1 << 16) }
            let stat = try Stat(FilePath(argument))
            if stat.type == .directory { throw InputProblem("This is a folder. Give the PDFs in it, as in \(argument)/*.pdf.") }
            if stat.size > Self.sizeLimit { throw InputProblem.tooLarge }
            let file = try FileDescriptor.open(FilePath(argument), .readOnly)
            return try file.closeAfter { try Self.read(file, expecting: Int(stat.size)) }
        } catch let problem as InputProblem {
            throw problem
        } catch let error as Errno {
            throw InputProblem(error)
        } catch {
            throw InputProblem("This file cannot be read: \(error).")
        }
    }

    private static func read(_ file: FileDescriptor, expecting size: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var capacity = size + 1
        while true {
            let before = bytes.count
            let chunk = try [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            if before == 0 { bytes = chunk } else { bytes += chunk }
            if chunk.isEmpty { return bytes }
            if bytes.count > sizeLimit { throw InputProblem.tooLarge }
            capacity = max(1 << 16, size + 1 - bytes.count)
        }
    }
}

/// Why a document could not be read: a sentence for the user that says what to do.
struct InputProblem: Error, Hashable {
    var message: String

    init(_ message: String) { self.message = message }

    init(_ error: Errno) {
        switch error {
        case .noSuchFileOrDirectory, .notDirectory: message = "There is no such file. Check the path."
        case .permissionDenied, .notPermitted: message = "You may not read this file. Check its permissions with ls -l."
        default: message = "This file cannot be read: \(error)."
        }
    }

    static let tooLarge = InputProblem("This file is larger than 50 MB. Use the heat sheet alone, without scans.")
}
