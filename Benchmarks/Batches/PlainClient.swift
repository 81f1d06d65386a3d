import Foundation
import NIOCore

/// One connection to a server on this machine, without threads of its own, so that what is measured is the server's time.
final class PlainClient {
    private let socket: Int32

    init(port: Int) throws {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Trouble("no socket: \(errno)") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard code == 0 else { throw Trouble("no connection: \(errno)") }
        var isOn: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(socket) }

    func send(_ bytes: ByteBufferView) throws {
        try bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let count = write(socket, part.baseAddress, part.count)
                guard count > 0 else { throw Trouble("the connection was closed: \(errno)") }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Waits for an answer that tells its length, and returns its head and its body.
    func answer() throws -> (head: String, body: String) {
        var bytes: [UInt8] = []
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n"), let length = text.firstMatch(of: /(?i)content-length: (\d+)/).flatMap({ Int($0.1) }) {
                let body = text[end.upperBound...]
                if body.utf8.count >= length { return (String(text[..<end.lowerBound]), String(body)) }
            }
            var room = [UInt8](repeating: 0, count: 65_536)
            let count = read(socket, &room, room.count)
            guard count > 0 else { throw Trouble("the connection was closed: \(text)") }
            bytes += room.prefix(count)
        }
    }
}
