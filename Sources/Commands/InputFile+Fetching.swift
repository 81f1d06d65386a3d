import Subprocess
import SystemPackage

extension InputFile {
    /// Whether the argument is an address on the web.
    var isAddress: Bool { Self.isAddress(argument) }

    static func isAddress(_ argument: String) -> Bool {
        let start = argument.prefix(8).lowercased()
        return start.hasPrefix("http://") || start.hasPrefix("https://")
    }

    /// The document at the address, fetched by the server's program: it alone knows the rules of what may be contacted.
    func fetched() async throws(InputProblem) -> [UInt8] {
        guard let program = try? ServerProgram.find() else {
            throw InputProblem("Addresses are fetched by heatsync-server, which is not there. Install HeatSync again, or run 'make build'.")
        }
        do {
            let result = try await Subprocess.run(
                .path(FilePath(program)), arguments: ["fetch", "--", argument], output: .bytes(limit: Self.sizeLimit + 1),
                error: .string(limit: 1 << 16))
            guard case .exited(0) = result.terminationStatus else { throw InputProblem(Self.sentence(of: result.standardError)) }
            return result.standardOutput
        } catch let problem as InputProblem {
            throw problem
        } catch {
            throw InputProblem("This address cannot be fetched. Download the PDF and give its path.")
        }
    }

    /// What the program said, without its name before it.
    private static func sentence(of message: String) -> String {
        let line = message.split(separator: "\n").last.map(String.init) ?? ""
        let prefix = "heatsync: "
        guard line.hasPrefix(prefix) else { return "This address cannot be fetched. Download the PDF and give its path." }
        return String(line.dropFirst(prefix.count))
    }
}
