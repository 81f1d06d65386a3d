/// The code of a share link: eight characters of 62, each as likely as any other, so that nobody finds one by guessing.
enum ShortCode {
    static let length = 8
    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

    /// - Parameter random: must not be predictable.
    static func random(using random: inout some RandomNumberGenerator) -> String {
        String((0..<length).map { _ in alphabet[Int.random(in: alphabet.indices, using: &random)] })
    }

    /// Whether the text can be a code, of the 12 characters at most that older ones may have.
    static func isCode(_ text: String) -> Bool {
        (4...12).contains(text.utf8.count) && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}
