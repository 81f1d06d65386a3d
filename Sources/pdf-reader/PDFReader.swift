import CPDFium
import CSandbox
import PDFReaderProtocol

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The process that reads PDFs on behalf of `ReaderPool`: requests on standard input, answers on standard output, nothing else.
///
/// It loads PDFium, gives up every right it does not need, and only then looks at a document.
///
/// Usage: `pdf-reader MEMORY-LIMIT-IN-MIB CPU-SECONDS-PER-DOCUMENT`
@main
enum PDFReader {
    static func main() {
        let numbers = CommandLine.arguments.dropFirst().compactMap { UInt32($0) }
        guard numbers.count == 2, numbers.allSatisfy({ $0 > 0 }) else {
            complain("usage: pdf-reader MEMORY-LIMIT-IN-MIB CPU-SECONDS-PER-DOCUMENT\n(started by heatsync; not of use by hand)\n")
            exit(64)
        }
        sandbox_keep_freed_memory()
        startPDFium()
        sandbox_exit_when_out_of_memory(ReaderProtocol.exitOutOfMemory)
        guard sandbox_allow_cpu_seconds(numbers[1]) == 0, sandbox_enter(UInt64(numbers[0]) << 20) == 0 else {
            complain("pdf-reader: the sandbox could not be entered\n")
            exit(ReaderProtocol.exitNoSandbox)
        }
        let channel = Channel()
        channel.send(.ready, argument: ReaderProtocol.version)
        var session = Session(channel: channel, cpuSeconds: numbers[1])
        session.run()
    }

    /// Without a list of font folders PDFium would search the system's, and open files while it reads a document.
    private static func startPDFium() {
        var noFontPaths: UnsafePointer<CChar>?
        withUnsafeMutablePointer(to: &noFontPaths) { paths in
            var configuration = FPDF_LIBRARY_CONFIG(version: 2, m_pUserFontPaths: paths, m_pIsolate: nil, m_v8EmbedderSlot: 0)
            FPDF_InitLibraryWithConfig(&configuration)
        }
    }

    private static func complain(_ text: String) {
        var text = text
        text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
