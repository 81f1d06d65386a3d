#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension ReaderPool {
    /// What a pool may use, and what it reads. The defaults are those of the product (SPEC 4, issue "Reading PDFs").
    package struct Configuration: Sendable {
        /// Path of `pdf-reader`; nil when there is none, and then reading fails with `readerMissing`.
        package var executable: String?
        /// Most processes at a time.
        package var processes: Int
        /// A process is replaced after so many documents, so that nothing one document leaves behind stays for long.
        package var documentsPerProcess = 200

        /// Longest document, in bytes.
        package var maximumBytes = 50_000_000
        package var maximumPages = 500
        package var timePerPage: Duration = .seconds(10)
        package var timePerDocument: Duration = .seconds(60)
        /// Address space of a reader process, in bytes.
        package var memoryLimit = 512 << 20

        /// - Parameters:
        ///   - executable: path of `pdf-reader`; by default `$HEATSYNC_PDF_READER`, or the one beside the running executable.
        ///   - processes: by default the number of processors.
        package init(executable: String? = ReaderExecutable.find(), processes: Int? = nil) {
            self.executable = executable
            self.processes = max(1, processes ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        }

        /// Processor time for one document, a second measure should the clock on the wall fail: whole seconds, with room for a
        /// busy machine, so that the clock on the wall speaks first.
        var cpuSeconds: Int { Int(timePerDocument.components.seconds) + 10 }

        /// Longest answer to accept from a reader, in bytes: a marked document, or the text of a page.
        var maximumAnswer: Int { memoryLimit }
    }
}
