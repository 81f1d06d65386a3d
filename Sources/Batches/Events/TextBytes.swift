import Database
import Foundation

/// Text that is put together from many small pieces, quickly: several are written for each job.
struct TextBytes: ~Copyable {
    private var bytes: UnsafeMutablePointer<UInt8>
    private var capacity = 1024
    private(set) var count = 0

    init() { bytes = .allocate(capacity: capacity) }

    deinit { bytes.deallocate() }

    /// All that was added.
    var text: String {
        String(unsafeUninitializedCapacity: count) { text in
            _ = text.update(fromContentsOf: UnsafeBufferPointer(start: bytes, count: count))
            return count
        }
    }

    /// Begins anew, with the room that it has.
    mutating func clear() { count = 0 }

    mutating func add(_ text: StaticString) { add(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)) }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add($0) }
    }

    mutating func add(_ number: Int) {
        if (0..<10).contains(number) { add(UInt8(ascii: "0") + UInt8(number)) } else { add(String(number)) }
    }

    /// In lower case.
    mutating func add(_ id: UUID) { id.withLowercaseText { add($0) } }

    mutating func add(_ other: borrowing TextBytes) { add(UnsafeBufferPointer(start: other.bytes, count: other.count)) }

    mutating func add(_ byte: UInt8) {
        makeRoom(for: 1)
        bytes[count] = byte
        count += 1
    }

    mutating func add(_ piece: UnsafeBufferPointer<UInt8>) {
        guard let start = piece.baseAddress else { return }
        makeRoom(for: piece.count)
        (bytes + count).update(from: start, count: piece.count)
        count += piece.count
    }

    private mutating func makeRoom(for more: Int) {
        guard count + more > capacity else { return }
        capacity = max(2 * capacity, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: bytes, count: count)
        bytes.deallocate()
        bytes = larger
    }
}
