import Database
import Downloads
import FileStore
import Foundation

/// Why a command of the server could not do its work: a sentence that says what to do.
package struct OperationFailure: Error, Sendable, Hashable {
    package var message: String

    init(_ message: String) { self.message = message }

    /// - Parameter task: what was being done, as in "The schema could not be brought up to date".
    init(_ task: String, _ error: any Error) {
        message =
            switch error {
            case let error as DatabaseError: "\(task): \(error.reason) Run 'heatsync doctor' to see what to do."
            case let error as StoreError: "\(task): \(error.message) Run 'heatsync doctor' to see what to do."
            case let error as DownloadError: error.message
            case let failure as OperationFailure: failure.message
            default: "\(task), and it is not known why. Run 'heatsync doctor' to see what does not work."
            }
    }

    /// Why a port could not be listened at.
    ///
    /// - Parameters:
    ///   - code: what the system says (`errno`).
    ///   - setting: what chooses the port.
    init(listening code: CInt, host: String, port: Int, setting: String) {
        message =
            switch code {
            case EADDRINUSE: "Something listens at port \(port) of \(host) already. Stop it, or choose another port with \(setting)."
            case EACCES: "This user may not listen at port \(port). Choose one above 1023 with \(setting), and put a proxy before it."
            default: "\(host) is no address of this machine. Set HOST to 127.0.0.1, or to 0.0.0.0 for all of them."
            }
    }
}
