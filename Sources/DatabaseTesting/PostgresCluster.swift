import Foundation
import Subprocess
import Synchronization

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// A PostgreSQL server of our own in a folder of its own, reached by a unix socket only. It goes when this process ends, however
/// it ends: the script that keeps it waits for the end of its input.
///
/// It does not wait for the disk, unless `HEATSYNC_TEST_FSYNC` is `on` in the environment, as for measuring.
package final class PostgresCluster: Sendable {
    package struct Failure: Error, CustomStringConvertible {
        package var description: String

        package init(description: String) { self.description = description }
    }

    /// One for the whole test run, started when it is first asked for.
    package static let shared = Task { try await PostgresCluster.start() }

    private let commands: AsyncStream<String>.Continuation
    private let answers: Answers
    private let life: Task<Void, Never>
    private let folder: String

    private init(
        commands: AsyncStream<String>.Continuation, answers: Answers, life: Task<Void, Never>, folder: String
    ) {
        self.commands = commands
        self.answers = answers
        self.life = life
        self.folder = folder
    }

    package static func start() async throws -> PostgresCluster {
        let (requests, commands) = AsyncStream.makeStream(of: String.self)
        let answers = Answers()
        let life = Task.detached {
            await run(requests, answers)
            await answers.end()
        }
        guard let folder = try await answers.next(), folder.hasPrefix("/") else {
            commands.finish()
            throw Failure(description: "PostgreSQL 15 or later could not be started; scripts/bootstrap-service installs it")
        }
        return PostgresCluster(commands: commands, answers: answers, life: life, folder: folder)
    }

    /// The URL of one of its databases.
    package func url(database: String = "postgres") -> String {
        let host = folder.replacingOccurrences(of: "/", with: "%2F")
        return "postgres://heatsync@\(host)/\(database)"
    }

    /// Stops the server as an operator does: transactions are rolled back, connections closed.
    package func stop() async throws { try await tell("stop") }

    /// Stops the server as a power cut does.
    package func crash() async throws { try await tell("crash") }

    package func resume() async throws { try await tell("start") }

    /// Stops the server for good and removes its folder.
    package func remove() async {
        commands.finish()
        await life.value
    }

    private func tell(_ command: String) async throws {
        commands.yield(command + "\n")
        guard try await answers.next() == "done" else { throw Failure(description: "PostgreSQL did not \(command)") }
    }

    private static func run(_ requests: AsyncStream<String>, _ answers: Answers) async {
        var options = PlatformOptions()
        options.createSession = true  // so that an interrupt from the keyboard does not stop the script before its work is done
        _ = try? await Subprocess.run(
            .path("/bin/sh"), arguments: ["-c", launcher, "sh", script], workingDirectory: "/", platformOptions: options,
            input: .inputWriter,
            output: .sequence, error: .discarded
        ) { execution in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await command in requests { _ = try await execution.standardInputWriter.write(Array(command.utf8)) }
                    try await execution.standardInputWriter.finish()
                }
                var line: [UInt8] = []
                for try await piece in execution.standardOutput {
                    for byte in piece.withUnsafeBytes({ Array($0) }) {
                        if byte == UInt8(ascii: "\n") {
                            await answers.add(String(decoding: line, as: UTF8.self))
                            line = []
                        } else {
                            line.append(byte)
                        }
                    }
                }
                group.cancelAll()
            }
        }
    }

    /// Lines that the script has written.
    private actor Answers {
        private var lines: [String] = []
        private var waiting: CheckedContinuation<String?, Never>?
        private var hasEnded = false

        func add(_ line: String) {
            if let waiting {
                self.waiting = nil
                waiting.resume(returning: line)
            } else {
                lines.append(line)
            }
        }

        func end() {
            hasEnded = true
            waiting?.resume(returning: nil)
            waiting = nil
        }

        func next() async throws -> String? {
            if !lines.isEmpty { return lines.removeFirst() }
            if hasEnded { return nil }
            guard waiting == nil else { throw Failure(description: "the cluster takes one command at a time") }
            return await withCheckedContinuation { waiting = $0 }
        }
    }

    /// PostgreSQL refuses to run as root. The change of user is left to a program: in a fork of a process with many threads the
    /// C library may wait for ever.
    private static let launcher = """
        if [ "$(id -u)" -eq 0 ]; then
            for user in postgres nobody; do
                id "$user" >/dev/null 2>&1 || continue
                exec setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups /bin/sh -c "$1"
            done
        fi
        exec /bin/sh -c "$1"
        """

    private static let script = #"""
        set -u
        for folder in /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin; do
            [ -x "$folder/initdb" ] && bin="$folder"
        done
        [ -n "${bin:-}" ] || bin=$(dirname "$(command -v initdb)") || exit 1
        dir=$(mktemp -d /tmp/heatsync-postgres.XXXXXX) || exit 1
        chmod 755 "$dir"
        stop() { "$bin/pg_ctl" -D "$dir/data" -m "$1" -s -w stop >>"$dir/log" 2>&1; }
        start() { "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -s -w start >/dev/null 2>>"$dir/log" </dev/null; }
        trap '' PIPE # nobody may be there to read what is said here
        trap 'exit 1' HUP INT TERM
        trap 'stop immediate; rm -rf "$dir"' EXIT
        "$bin/initdb" -D "$dir/data" -A trust -U heatsync --no-sync --encoding=UTF8 --locale=C >"$dir/log" 2>&1 || exit 1
        cat >>"$dir/data/postgresql.conf" <<CONF
        listen_addresses = ''
        unix_socket_directories = '$dir'
        fsync = ${HEATSYNC_TEST_FSYNC:-off}
        full_page_writes = ${HEATSYNC_TEST_FSYNC:-off}
        max_connections = 200
        shared_buffers = 128MB
        autovacuum_naptime = 5s
        max_wal_size = 4GB
        CONF
        start || exit 1
        echo "$dir"
        while read -r command; do
            case "$command" in
            start) start && echo done || echo failed ;;
            stop) stop fast && echo done || echo failed ;;
            crash) stop immediate && echo done || echo failed ;;
            esac
        done
        """#
}
