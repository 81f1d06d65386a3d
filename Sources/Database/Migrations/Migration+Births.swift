extension Migration {
    /// What else tells two swimmers of one name and club apart.
    static let birthsOfSwimmers = Migration(
        7, "births of swimmers",
        [
            "ALTER TABLE batch_swimmers ADD COLUMN \(ColumnType.text("birth_text", 16))",
            "ALTER TABLE batch_swimmers ADD COLUMN \(ColumnType.text("event_number", 16))",
        ])
}
