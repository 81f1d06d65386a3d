import Database
import Downloads
import FileStore
import Foundation
import Logging
import Testing

@testable import App

@Suite struct ConfigurationTests {
    private func read(_ environment: [String: String], file: [String: String] = [:]) throws -> ServerConfiguration {
        try ServerConfiguration(
            environment: ["HOME": "/home/someone"].merging(environment) { $1 }, file: file, workingDirectory: "/srv")
    }

    @Test func `without any variable there is a server for a laptop`() throws {
        let configuration = try read([:])
        #expect(configuration.host == "127.0.0.1" && configuration.port == 8000)
        #expect(configuration.baseURL(port: 8000) == "http://localhost:8000")
        #expect(configuration.roles == [.web, .worker, .scheduler])
        guard case .sqlite(let path) = configuration.database else {
            Issue.record("not SQLite")
            return
        }
        #expect(path == "/home/someone/.local/share/heatsync/heatsync.sqlite")
        #expect(configuration.storage == .disk(root: "/home/someone/.local/share/heatsync/files"))
        #expect(configuration.documentsPerBatch == 15 && configuration.jobsPerBatch == 3 && configuration.batchLifetimeDays == 30)
        #expect(configuration.maximumUploadBytes == 50_000_000)
        #expect(configuration.flags == FeatureFlags())
        #expect(configuration.unused.isEmpty && configuration.allowedOrigins.isEmpty)
    }

    @Test func `everything can be set`() throws {
        let configuration = try read([
            "HOST": "0.0.0.0", "PORT": "9000", "BASE_URL": "https://heats.example/", "ROLES": "worker, web", "LOG_LEVEL": "DEBUG",
            "LOG_FORMAT": "text", "DATABASE_URL": "postgres://u:p@db.example/heatsync", "DATA_DIR": "data", "TEMP_FILE_DIR": "/tmp/pieces",
            "STORAGE_URL": "s3://k:s@bucket?endpoint=https://store.example", "MAX_PDFS_PER_BATCH": "20", "BATCH_TTL_DAYS": "7",
            "MAX_UPLOAD_MB": "10", "V2_TRAFFIC_PERCENT": "25", "ENABLE_CRAWLER": "off", "WORKER_CONCURRENCY": "2",
            "TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8", "DOWNLOAD_EXCEPTIONS": "127.0.0.1:8081,[fd00::7]:80", "READER_PROCESSES": "3",
            "ALLOWED_ORIGINS": "https://Club.example:443/, http://localhost:3000,",
        ])
        #expect(configuration.baseURL(port: 9000) == "https://heats.example")
        #expect(configuration.roles == [.web, .worker])
        #expect(configuration.logLevel == .debug && configuration.logFormat == .text)
        #expect(configuration.dataDirectory == "/srv/data" && configuration.filesDirectory == "/tmp/pieces")
        guard case .postgres("postgres://u:p@db.example/heatsync") = configuration.database, case .s3(let s3) = configuration.storage else {
            Issue.record("not PostgreSQL and S3")
            return
        }
        #expect(s3.bucket == "bucket")
        #expect(configuration.documentsPerBatch == 20 && configuration.maximumUploadBytes == 10_000_000)
        #expect(configuration.flags.trafficPercent == 25 && !configuration.flags.crawler)
        #expect(configuration.downloads.allows(port: 8081) && !configuration.downloads.allows(port: 8082))
        #expect(configuration.readerProcesses == 3)
        #expect(configuration.allowedOrigins == ["https://club.example", "http://localhost:3000"])
    }

    @Test func `the environment wins over the file, unless it is empty`() throws {
        let file = ["PORT": "9000", "BATCH_TTL_DAYS": "7", "MAX_PDFS_PER_BATCH": "5"]
        let configuration = try read(["PORT": "9001", "BATCH_TTL_DAYS": ""], file: file)
        #expect(configuration.port == 9001 && configuration.batchLifetimeDays == 7 && configuration.documentsPerBatch == 5)
    }

    @Test(arguments: [
        ("PORT", "70000"), ("PORT", "web"), ("BASE_URL", "heats.example"), ("BASE_URL", "ftp://heats.example"), ("HOST", "http://x"),
        ("ALLOWED_ORIGINS", "*"), ("ALLOWED_ORIGINS", "https://club.example/app"), ("ALLOWED_ORIGINS", "https://a.example,ftp://b.example"),
        ("ALLOWED_ORIGINS", "https://user:hush@a.example"), ("ROLES", "cook"), ("ROLES", ","), ("TRUSTED_PROXIES", "everyone"),
        ("LOG_LEVEL", "loud"), ("LOG_FORMAT", "xml"),
        ("DATABASE_URL", "mysql://u:hush@h/n"), ("SUPABASE_DATABASE_URL", "hush"), ("STORAGE_URL", "ftp://k:hush@h"),
        ("MAX_PDFS_PER_BATCH", "0"), ("BATCH_TTL_DAYS", "-1"), ("CONCURRENT_JOBS_PER_BATCH", "1.5"), ("MAX_UPLOAD_MB", "501"),
        ("BATCHES_PER_MINUTE", "0"), ("UPLOAD_FILES_PER_DAY", "x"), ("UPLOAD_MB_PER_DAY", "0"), ("DOWNLOAD_EXCEPTIONS", "localhost:80"),
        ("ENABLE_BATCH_API", "maybe"), ("ENABLE_CRAWLER", "2"), ("ENABLE_EMAIL_NOTIFICATIONS", "ja"), ("V2_TRAFFIC_PERCENT", "101"),
        ("DATABASE_CONNECTIONS", "1"), ("WORKER_CONCURRENCY", "0"), ("READER_PROCESSES", "65"), ("MAX_CONCURRENT_AI_CALLS", "0"),
        ("USE_PLAYWRIGHT_CRAWLER", "x"), ("OPENAI_BASE_URL", "x"), ("SMTP_URL", "http://hush@h"), ("NOTIFICATION_FROM_EMAIL", "x"),
        ("CRON_ENABLED", "x"),
    ])
    func `what is wrong is named with what to do, and no secret is repeated`(name: String, value: String) throws {
        let error = #expect(throws: ConfigurationError.self) { try read([name: value]) }
        let problem = try #require(error?.problems.first)
        #expect(error?.problems.count == 1)
        #expect(problem.variable == name)
        #expect(problem.message.count > 20 && problem.message.hasSuffix("."))
        #expect(!problem.description.contains("hush"))
    }

    @Test func `everything that is wrong is said at once`() {
        let error = #expect(throws: ConfigurationError.self) { try read(["PORT": "x", "BATCH_TTL_DAYS": "x", "ROLES": "x"]) }
        #expect(error?.problems.map(\.variable) == ["PORT", "ROLES", "BATCH_TTL_DAYS"])
    }

    @Test func `without a home folder the folder for data must be named`() {
        let error = #expect(throws: ConfigurationError.self) { try ServerConfiguration(environment: [:], workingDirectory: "/") }
        #expect(error?.problems.map(\.variable) == ["DATA_DIR"])
    }

    @Test func `what this version does nothing with is known`() throws {
        #expect(try read(["RESEND_API_KEY": "hush", "PORT": "1"]).unused == ["RESEND_API_KEY"])
    }

    @Test func `the documentation has every variable as the code has it`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let text = try String(contentsOf: root.appending(path: "docs/configuration.md"), encoding: .utf8)
        #expect(
            text.hasSuffix("\n\n" + ConfigurationTable.markdown), "make docs/configuration.md anew: its tables end with what the test shows"
        )
    }

    @Test func `each variable stands in the list once`() {
        #expect(Set(Variable.all.map(\.name)).count == Variable.all.count)
    }
}
