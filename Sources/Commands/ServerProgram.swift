import ArgumentParser
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The server is a program of its own beside this one, so that reading a heat sheet does not wait for what only a server needs.
enum ServerProgram {
    static let name = "heatsync-server"

    /// Becomes the server's program with these arguments. Returns only when that is not possible.
    static func become(_ arguments: [String]) throws -> Never {
        let path = try find()
        var pointers = ([path] + arguments).map { strdup($0) }
        pointers.append(nil)
        execv(path, pointers)
        Console.complain("\(path) could not be started: \(Errno(rawValue: errno)). Install HeatSync again, or run 'make build'.")
        throw ExitCode.failure
    }

    /// Its path: beside this program.
    static func find() throws -> String {
        guard let folder = folder(), access("\(folder)/\(name)", X_OK) == 0 else {
            Console.complain("\(name) does not stand beside heatsync. Install HeatSync again, or run 'make build'.")
            throw ExitCode.failure
        }
        return "\(folder)/\(name)"
    }

    /// The folder of the running program, links resolved.
    private static func folder() -> String? {
        #if canImport(Darwin)
            var size = UInt32(PATH_MAX)
            var buffer = [CChar](repeating: 0, count: Int(size))
            guard _NSGetExecutablePath(&buffer, &size) == 0, let resolved = realpath(buffer, nil) else { return nil }
        #else
            guard let resolved = realpath("/proc/self/exe", nil) else { return nil }
        #endif
        defer { free(resolved) }
        return FilePath(String(cString: resolved)).removingLastComponent().string
    }
}
