import FileStore
import Foundation
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Web

/// A real server on a port of its own.
struct TestServer: Sendable {
    let port: Int
    var address: String { "http://127.0.0.1:\(port)" }
}
