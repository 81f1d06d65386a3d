import Dispatch
import SheetLayout

/// Threads of their own for reading lines: a document that takes long keeps no task of the process waiting that has nothing to do with it.
enum ReadingThreads {
    private static let queue = DispatchQueue(label: "heatsheets.reading", qos: .utility, attributes: .concurrent)

    /// Runs `body` on such a thread; cancelling the task stops the meter.
    static func run<Value: Sendable>(
        _ meter: ReadingMeter, _ body: @escaping @Sendable () throws(ReadingMeter.Stopped) -> Value
    ) async throws(ReadingMeter.Stopped) -> Value {
        let result: Result<Value, ReadingMeter.Stopped> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async {
                    do throws(ReadingMeter.Stopped) {
                        continuation.resume(returning: .success(try body()))
                    } catch {
                        continuation.resume(returning: .failure(error))
                    }
                }
            }
        } onCancel: {
            meter.cancel()
        }
        return try result.get()
    }
}
