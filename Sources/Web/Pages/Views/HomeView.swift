/// The values of the front page.
struct HomeView: PageView {
    var title: String { "" }
    var kind: String { "home" }
    var scripts: [String] { ["home.js"] }
    var summary: String? {
        "Give HeatSync the PDFs of a swim meet and your swimmers' names. It finds every race, with event, heat, lane and start, "
            + "and puts them in your calendar."
    }

    /// Of one batch.
    var mostDocuments: Int
    /// Of one document.
    var mostMegabytes: Int
    var mostSwimmers: Int
    /// How long results are kept.
    var daysKept: Int
    /// What was wrong with a form that was sent without script.
    var problem: String?
}
