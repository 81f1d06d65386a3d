/// The encoding of names of other scripts in ASCII (RFC 3492).
enum Punycode {
    /// - Returns: the encoded name without `xn--`; nil for one that is too long.
    static func encode(_ text: some Collection<Unicode.Scalar>) -> String? {
        guard text.count <= 63 else { return nil }
        let numbers = text.map { Int($0.value) }
        var output = numbers.filter { $0 < 128 }.compactMap { UInt8(exactly: $0) }
        var handled = output.count
        if handled > 0 { output.append(UInt8(ascii: "-")) }
        let basic = handled
        var threshold = 128
        var delta = 0
        var bias = 72
        while handled < numbers.count {
            guard let next = numbers.filter({ $0 >= threshold }).min() else { return nil }
            delta += (next - threshold) * (handled + 1)
            threshold = next
            for number in numbers {
                if number < threshold { delta += 1 }
                guard number == threshold else { continue }
                var rest = delta
                var place = 36
                while true {
                    let limit = place <= bias ? 1 : place >= bias + 26 ? 26 : place - bias
                    guard rest >= limit else { break }
                    output.append(digit(limit + (rest - limit) % (36 - limit)))
                    rest = (rest - limit) / (36 - limit)
                    place += 36
                }
                output.append(digit(rest))
                bias = adapt(delta, count: handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            threshold += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func adapt(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var steps = 0
        while delta > 455 {
            delta /= 35
            steps += 36
        }
        return steps + 36 * delta / (delta + 38)
    }

    private static func digit(_ value: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? value + 97 : value + 22)
    }
}
