/// Bytes that decide what is made; zeros when they are used up.
package struct ByteSource: Sendable {
    private let bytes: [UInt8]
    private var position = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var isAtEnd: Bool { position >= bytes.count }

    package mutating func byte() -> UInt8 {
        guard position < bytes.count else { return 0 }
        defer { position += 1 }
        return bytes[position]
    }

    package mutating func number(below limit: Int) -> Int { Int(byte()) % limit }

    /// Any float there is: infinities, numbers beyond every page, and what is no number among them.
    package mutating func float() -> Float { Float(bitPattern: word()) }

    package mutating func word() -> UInt32 { (0..<4).reduce(0) { word, _ in word << 8 | UInt32(byte()) } }

    package mutating func pick<T>(_ choices: [T]) -> T { choices[number(below: choices.count)] }
}
