import MeetModel

extension Note {
    /// What is to be said of the documents, whoever is asked for.
    static func about(_ documents: [SourceDocument], _ programs: [MeetProgram], _ summaries: [DocumentSummary]) -> [Note] {
        var notes: [Note] = []
        if programs.count > 1 {
            let names = programs.map { $0.group.name ?? "a meet without a name" }.joined(separator: "; ")
            notes.append(Note(kind: .severalMeets, message: "The documents are of \(programs.count) meets: \(names)."))
        }
        for (index, summary) in summaries.enumerated() {
            let completeness = documents[index].reading.completeness
            if summary.meet == nil {
                notes.append(Note(kind: .notAHeatSheet, message: "This document lists no races to be swum.", file: summary.file))
            }
            if let later = summary.supersededBy {
                notes.append(Note(kind: .supersededDocument, message: "A later print is used instead: \(later).", file: summary.file))
            }
            for check in completeness.failedChecks where check.kind == .ambiguousDate {
                notes.append(Note(kind: .ambiguousDate, message: check.message, file: summary.file))
            }
            if !summary.isComplete {
                notes.append(Note(kind: .incompleteReading, message: incompleteness(summary), file: summary.file))
            }
        }
        for program in programs where !program.namelessRelays.isEmpty {
            let files = Set(program.namelessRelays.map(\.document)).sorted().map { documents[$0].file }
            for file in files {
                notes.append(
                    Note(
                        kind: .relaysWithoutNames,
                        message: "Relays are printed here without swimmers, so that nobody's schedule can list them.", file: file))
            }
        }
        return notes
    }

    static func nearName(_ person: Person, _ other: Person) -> Note {
        Note(
            kind: .nearName,
            message: "\(other.displayName) has nearly the name of \(person.displayName), the same age and the same team; the races of "
                + "\(other.displayName) are not listed.")
    }

    static func namelessRows(_ count: Int, file: String) -> Note {
        Note(
            kind: .incompleteReading,
            message: count == 1 ? "1 row has no name that can be read." : "\(count) rows have no name that can be read.", file: file)
    }

    /// One for each document that lists races without heats.
    static func notSeeded(_ races: [Race]) -> [Note] {
        var files: [String] = []
        for race in races where race.state == .notSeeded {
            if let file = race.evidence.first?.file, !files.contains(file) { files.append(file) }
        }
        return files.map { Note(kind: .notSeededYet, message: "Heats and lanes of some races are not drawn yet.", file: $0) }
    }

    /// One for each event of these races whose parts are not printed heat by heat.
    static func inParts(_ races: [PlacedRace], _ programs: [MeetProgram]) -> [Note] {
        var seen: Set<[Int]> = []
        return races.compactMap { race in
            let program = programs[race.program]
            let swim = program.swims[race.swim]
            guard !swim.parts.isEmpty, seen.insert([race.program, race.swim]).inserted else { return nil }
            let event = program.events[swim.event]
            let isOneSession = Set(swim.parts.map(\.session)).count == 1
            let parts = swim.parts.map { part in
                [
                    part.start.map { "at \($0)" }, isOneSession ? nil : program.sessions[part.session].name.map { "in \($0)" },
                    part.heats.map { $0 == 1 ? "(1 heat)" : "(\($0) heats)" },
                ].compactMap(\.self).joined(separator: " ")
            }.filter { !$0.isEmpty }
            let what = event.number.map { "Event \($0)" } ?? event.name
            let message =
                "\(what) is swum in \(swim.parts.count) parts" + (parts.isEmpty ? "" : ": \(parts.joined(separator: " and "))") + "."
            let file = swim.timelineEvidence?.file
            switch swim.partHeats {
            case .known: return nil
            case .likely:
                return Note(
                    kind: .eventInParts,
                    message: message + " The times take it that the faster heats swim first, as is usual; ask at the pool.", file: file)
            case .unknown:
                return Note(
                    kind: .eventInParts, message: message + " The documents do not say which heats swim when; ask at the pool.", file: file)
            }
        }
    }

    private static func incompleteness(_ summary: DocumentSummary) -> String {
        var parts: [String] = []
        if summary.unreadLines > 0 { parts.append(summary.unreadLines == 1 ? "1 line was" : "\(summary.unreadLines) lines were") }
        var sentences = parts.map { "\($0) not understood." }
        if !summary.failedChecks.isEmpty {
            let count = summary.failedChecks.count
            sentences.append(
                count == 1 ? "1 check of the document's own numbers failed." : "\(count) checks of the document's own numbers failed.")
        }
        if !summary.pagesWithoutText.isEmpty {
            let pages = summary.pagesWithoutText.map(String.init).joined(separator: ", ")
            sentences.append("No text on page\(summary.pagesWithoutText.count == 1 ? "" : "s") \(pages).")
        }
        return sentences.joined(separator: " ")
    }
}

extension DocumentSummary {
    init(_ index: Int, _ documents: [SourceDocument], _ programs: [MeetProgram]) {
        let (meet, completeness) = (documents[index].reading.meet, documents[index].reading.completeness)
        let program = programs.firstIndex { $0.group.documents.contains(index) }
        self.init(
            file: documents[index].file, kind: meet.kind, meet: program, printed: meet.printed,
            supersededBy: program.flatMap { programs[$0].superseded[index] }.map { documents[$0].file }, events: meet.events.count,
            entries: meet.entries.count, relays: meet.relays.count, pages: completeness.pages,
            pagesWithoutText: completeness.pagesWithoutText, unreadLines: completeness.unread.count,
            failedChecks: completeness.failedChecks, isComplete: completeness.isComplete)
    }
}
