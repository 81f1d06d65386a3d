import PDFReaderProtocol
import Testing

@testable import PDFPages

#if os(Linux)
    import Glibc

    @Suite("The reader's sandbox")
    struct SandboxTests {
        @Test(
            "kills a reader that opens a file or a socket, starts a process or code, or reaches for another",
            arguments: ForbiddenAct.allCases)
        func kills(_ act: ForbiddenAct) async {
            let process = ReaderProcess(.init())
            #expect(await process.nextAnswer()?.header.kind == AnswerKind.ready.rawValue)
            process.send(.selfTest, argument: act.rawValue)
            #expect(await process.nextAnswer() == nil)
            guard case .killed(signal: SIGSYS) = await process.ending() else {
                Issue.record("it ended otherwise")
                return
            }
        }

        @Test("lets a reader live that tries nothing")
        func lives() async {
            let process = ReaderProcess(.init())
            #expect(await process.nextAnswer()?.header.kind == AnswerKind.ready.rawValue)
            process.send(.selfTest, argument: 0)
            #expect(await process.nextAnswer()?.header.kind == AnswerKind.survived.rawValue)
            process.retire()
            guard case .exited(0) = await process.ending() else {
                Issue.record("it did not end by itself")
                return
            }
        }

        @Test("A reader that is sent nonsense ends, and reads nothing")
        func nonsense() async {
            let process = ReaderProcess(.init())
            process.send(.read, argument: 7)
            #expect(await process.nextAnswer()?.header.kind == AnswerKind.ready.rawValue)
            #expect(await process.nextAnswer()?.header.status == ReaderStatus.refused.rawValue)
            process.send(.mark, payload: [1, 2, 3])
            #expect(await process.nextAnswer()?.header.status == ReaderStatus.refused.rawValue)
            process.kill()
            _ = await process.ending()
        }
    }
#endif
