/// A page whose words stand in its template.
struct TextView: PageView {
    var title: String
    var kind: String { "text" }
    var summary: String?
    var daysKept: Int
    var mostDocuments: Int
    var mostMegabytes: Int
}
