/// Letters of the Latin alphabet with their accents, by the names that Unicode gives them.
enum AccentedLetters {
    private static let byName: [String: Unicode.Scalar] = {
        var all: [String: Unicode.Scalar] = [:]
        for value: UInt32 in 0xC0...0x24F {
            guard let scalar = Unicode.Scalar(value), let name = scalar.properties.name, name.contains(" WITH ") else { continue }
            all[name] = scalar
        }
        return all
    }()

    /// The letter named `base` with the accent of the letter named `accented`; nil if there is none.
    static func letter(_ base: String, withAccentOf accented: String) -> Unicode.Scalar? {
        guard let cut = accented.indices.first(where: { accented[$0...].hasPrefix(" WITH ") }) else { return nil }
        return byName[base + accented[cut...]]
    }
}
