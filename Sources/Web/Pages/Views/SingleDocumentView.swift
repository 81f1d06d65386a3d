/// The values of the front page while batches are switched off: the form of version 1, one document for one swimmer.
struct SingleDocumentView: PageView {
    var title: String { "" }
    var kind: String { "home" }

    /// Of the document.
    var mostMegabytes: Int
    /// How long results are kept.
    var daysKept: Int
}
