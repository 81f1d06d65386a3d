import Testing

@testable import Schedules

@Suite struct JSONValueTests {
    @Test("Members keep their order, flat objects stand on one line")
    func order() {
        let value: JSONValue = ["zeta": .int(1), "alpha": nil, "list": [["b": true, "a": .string("x")], ["c": .tenths(1.25)]]]
        #expect(
            value.text == """
                {
                  "zeta": 1,
                  "alpha": null,
                  "list": [
                    {"b": true, "a": "x"},
                    {"c": 1.3}
                  ]
                }
                """)
    }

    @Test("Quotes, backslashes and control characters are escaped")
    func escapes() {
        #expect(JSONValue.string("a\"b\\c\n\u{1}\u{7F}é🏊").text == "\"a\\\"b\\\\c\\n\\u0001\\u007fé🏊\"")
    }

    @Test("Numbers that JSON has not are null", arguments: [Float.infinity, -Float.infinity, Float.nan])
    func numbers(value: Float) {
        #expect(JSONValue.tenths(value).text == "null")
    }

    @Test("Negative tenths keep their sign below one")
    func negative() {
        #expect(JSONValue.tenths(-0.3).text == "-0.3")
        #expect(JSONValue.tenths(-12.75).text == "-12.8")
        #expect(JSONValue.tenths(-0.01).text == "0.0")
    }

    @Test("Empty lists and objects are closed at once")
    func empty() {
        #expect((["a": [], "b": .object([])] as JSONValue).text == "{\"a\": [], \"b\": {}}")
    }
}
