import Batches
import MeetModel
import PDFPages
import Schedules

/// The values of the page that shows a page of a document.
struct WholeSheetView: PageView {
    var title: String { "\(sheetName), page \(pageNumber)" }
    var kind: String { "sheet-page" }

    var sheetName: String
    var pageNumber: Int
    var pageCount: Int?
    var previousLink: String?
    var nextLink: String?
    var backLink: String
    var pagePicture: String
    var pagePictureLarge: String
    var rowPicture: String?
    var rowPictureLarge: String?
    var pictureWidth: Int?
    var pictureHeight: Int?
    var isWide: Bool
    var pdfLink: String
    var markedLink: String

    /// - Parameters:
    ///   - page: from 1.
    ///   - raceID: the race to enlarge, which is looked for on this page.
    init(_ document: BatchDocument, page: Int, raceID: String?, in input: BatchPageInput) {
        let job = document.job.id.text
        sheetName = document.file
        pageNumber = page
        pageCount = document.summary?.pages
        let choices = input.choices.parameters
        let parameters = choices + (raceID.map { [("race", $0)] } ?? [])
        let path = "\(input.path)/sheet/\(job)"
        previousLink = page > 1 ? "\(path)/\(page - 1)\(PageLinks.query(parameters))" : nil
        nextLink = page < (pageCount ?? 0) ? "\(path)/\(page + 1)\(PageLinks.query(parameters))" : nil
        let index = raceID.flatMap { input.raceIDs.firstIndex(of: $0) }
        backLink = input.path + PageLinks.query(choices) + (index.map { "#race-\($0 + 1)" } ?? "")

        let files = "\(input.apiPath)/documents/\(job)"
        // All races of the batch on this page are marked unless one is asked for.
        let races = index.map { [input.schedule.races[$0]] } ?? input.schedule.races
        let places = races.flatMap { $0.evidence + $0.supersedes }.filter { $0.file == document.file && $0.place.page == page }
        let boxes = Set(places.map(\.place)).map { PageBox($0) }.sorted { ($0.top, $0.left) < ($1.top, $1.left) }
        pagePicture = SheetPictureRoutes.address(path, page: page, boxes: boxes, isCropped: false, width: 1000)
        pagePictureLarge = SheetPictureRoutes.address(path, page: page, boxes: boxes, isCropped: false, width: 1800)
        pdfLink = files
        markedLink = "\(files)/marked.pdf\(PageLinks.query(choices))"

        let evidence = index.flatMap { input.schedule.races[$0].evidence.first { $0.file == document.file && $0.place.page == page } }
        let row = evidence.flatMap { SheetView($0, raceID: raceID ?? "", in: input) }
        rowPicture = row?.rowPicture
        rowPictureLarge = row?.rowPictureLarge
        pictureWidth = row?.pictureWidth
        pictureHeight = row?.pictureHeight
        isWide = row?.isWide ?? false
    }
}

/// The values of the page that asks before a batch is deleted.
struct DeleteView: PageView {
    var title: String { "Delete these results?" }
    var kind: String { "error" }

    var batchPath: String
}
