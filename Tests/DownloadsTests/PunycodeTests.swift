import Testing

@testable import Downloads

@Suite struct PunycodeTests {
    /// Samples of RFC 3492, section 7.1, and of everyday names.
    @Test(arguments: [
        ("bücher", "bcher-kva"), ("münchen", "mnchen-3ya"), ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
        ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"), ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"), ("ü", "tda"),
        ("-ü", "--eha"),
    ])
    func `a name of another script is encoded`(name: String, encoded: String) {
        #expect(Punycode.encode(name.unicodeScalars) == encoded)
    }
}
