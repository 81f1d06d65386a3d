import Foundation
import Synchronization

/// Ends the servers that the tests have started when the tests end in whatever way, also by a kill: it waits for the end of its input.
final class Reaper: Sendable {
    static let shared = Reaper()

    private let input = Pipe()
    private let process: Mutex<Process?>

    private init() {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", Self.script]
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        self.process = Mutex((try? process.run()) == nil ? nil : process)
    }

    func watch(_ pid: pid_t) {
        try? input.fileHandleForWriting.write(contentsOf: Data("\(pid)\n".utf8))
    }

    /// A number may have been given to another process since, so the name is asked for.
    private static let script = """
        trap '' HUP INT TERM
        pids=
        while read -r pid; do pids="$pids $pid"; done
        for pid in $pids; do
            [ "$(cat /proc/$pid/comm 2>/dev/null)" = heatsync-server ] && kill -9 "$pid"
        done
        """
}
