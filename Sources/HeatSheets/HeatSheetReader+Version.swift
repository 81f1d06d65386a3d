extension HeatSheetReader {
    /// Readings are kept under this number. To be raised with every change after which some document reads otherwise, or a
    /// `Reading` holds something else: then each document is read anew when it is next asked for.
    package static let version = 7
}
