import Foundation

/// How this process is called among the nodes: what leases and logs say.
package enum NodeName {
    /// Host, process and a random end, since a process of the same number may have died a moment ago. At most 64 characters.
    package static func make() -> String {
        let host = ProcessInfo.processInfo.hostName.prefix(32)
        return "\(host)-\(ProcessInfo.processInfo.processIdentifier)-\(String(UInt32.random(in: 0...UInt32.max), radix: 16))"
    }
}
