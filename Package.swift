// swift-tools-version: 6.2
import PackageDescription

/// What every target of ours is compiled with: the Swift 6 language mode (from the tools version), boundaries that the
/// compiler enforces, and no warning left standing.
let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// PDFium comes from `scripts/bootstrap`, which unpacks the pinned library into `.pdfium/`. `make build` lays a copy beside
/// the executables, so that they run from any directory.
let pdfium: [LinkerSetting] = [
    .unsafeFlags(["-L\(Context.packageDirectory)/.pdfium/lib"]),
    .unsafeFlags(["-Xlinker", "-rpath", "-Xlinker", "$ORIGIN"], .when(platforms: [.linux])),
    .unsafeFlags(["-Xlinker", "-rpath", "-Xlinker", "@executable_path"], .when(platforms: [.macOS])),
    .unsafeFlags(["-Xlinker", "-rpath", "-Xlinker", "\(Context.packageDirectory)/.pdfium/lib"]),
]

/// The C++ library that the Swift runtime needs goes into the executables where `scripts/bootstrap` found it as an archive: binding it
/// anew at each start would cost a third of the time that starting takes.
let startsQuickly: [LinkerSetting] = [.unsafeFlags(["-L\(Context.packageDirectory)/.static"], .when(platforms: [.linux]))]

/// What we use of other packages.
extension Target.Dependency {
    static let argumentParser: Self = .product(name: "ArgumentParser", package: "swift-argument-parser")
    static let asyncHTTPClient: Self = .product(name: "AsyncHTTPClient", package: "async-http-client")
    static let configuration: Self = .product(name: "Configuration", package: "swift-configuration")
    static let coreMetrics: Self = .product(name: "CoreMetrics", package: "swift-metrics")
    static let crypto: Self = .product(name: "Crypto", package: "swift-crypto")
    static let grdb: Self = .product(name: "GRDB", package: "GRDB.swift")
    static let grdbSQLite: Self = .product(name: "GRDBSQLite", package: "GRDB.swift")
    static let httpTypes: Self = .product(name: "HTTPTypes", package: "swift-http-types")
    static let hummingbird: Self = .product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore: Self = .product(name: "HummingbirdCore", package: "hummingbird")
    static let logging: Self = .product(name: "Logging", package: "swift-log")
    static let metrics: Self = .product(name: "Metrics", package: "swift-metrics")
    static let mustache: Self = .product(name: "Mustache", package: "swift-mustache")
    static let nioCore: Self = .product(name: "NIOCore", package: "swift-nio")
    static let nioHTTP1: Self = .product(name: "NIOHTTP1", package: "swift-nio")
    static let nioHTTPCompression: Self = .product(name: "NIOHTTPCompression", package: "swift-nio-extras")
    static let nioHTTPTypes: Self = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
    static let nioHTTPTypesHTTP1: Self = .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
    static let nioEmbedded: Self = .product(name: "NIOEmbedded", package: "swift-nio")
    static let nioPosix: Self = .product(name: "NIOPosix", package: "swift-nio")
    static let nioSSL: Self = .product(name: "NIOSSL", package: "swift-nio-ssl")
    static let serviceLifecycle: Self = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let subprocess: Self = .product(name: "Subprocess", package: "swift-subprocess")
    static let systemPackage: Self = .product(name: "SystemPackage", package: "swift-system")
    static let unixSignals: Self = .product(name: "UnixSignals", package: "swift-service-lifecycle")
}

let package = Package(
    name: "heatsync",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "heatsync", targets: ["heatsync"]),
        .executable(name: "heatsync-server", targets: ["heatsync-server"]),
        .executable(name: "pdf-reader", targets: ["pdf-reader"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .executableTarget(
            name: "heatsync", dependencies: ["Commands"], swiftSettings: swiftSettings, linkerSettings: startsQuickly),
        .target(
            name: "Commands",
            dependencies: [
                "Schedules", "Anonymizing", "HeatSheets", "PDFPages", "MeetModel",
                .argumentParser,
                .subprocess,
                .systemPackage,
            ],
            swiftSettings: swiftSettings
        ),
        .target(name: "Schedules", dependencies: ["MeetModel"], swiftSettings: swiftSettings),
        .target(name: "Anonymizing", dependencies: ["HeatSheets", "MeetModel", "PDFPages"], swiftSettings: swiftSettings),
        .target(name: "HeatSheets", dependencies: ["MeetModel", "PDFPages", "SheetLayout"], swiftSettings: swiftSettings),
        .target(name: "SheetLayout", dependencies: ["PDFPages"], swiftSettings: swiftSettings),
        .target(
            name: "PDFPages",
            dependencies: [
                "PDFReaderProtocol",
                .subprocess,
                .systemPackage,
            ],
            swiftSettings: swiftSettings
        ),
        .target(name: "MeetModel", swiftSettings: swiftSettings),

        // The server is a program of its own, so that a cold start of the command line does not pay for what it links.
        .executableTarget(
            name: "heatsync-server",
            dependencies: [
                "App",
                .argumentParser,
                .logging,
                .metrics,
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "App",
            dependencies: [
                "Web", "Batches", "Database", "Downloads", "FileStore", "HeatSheets", "MeetModel", "PDFPages", "Schedules",
                .configuration,
                .coreMetrics,
                .httpTypes,
                .hummingbird,
                .hummingbirdCore,
                .logging,
                .metrics,
                .nioCore,
                .nioPosix,
                .serviceLifecycle,
                .systemPackage,
                .unixSignals,
            ],
            swiftSettings: swiftSettings
        ),
        .target(name: "Multipart", dependencies: [.nioCore], swiftSettings: swiftSettings),
        .target(
            name: "Web",
            dependencies: [
                "Anonymizing", "Batches", "CZlib", "Database", "Downloads", "FileStore", "MeetModel", "Multipart", "PDFPages", "Pictures",
                "Schedules",
                .crypto,
                .httpTypes,
                .hummingbird,
                .hummingbirdCore,
                .logging,
                .metrics,
                .mustache,
                .nioCore,
                .nioHTTP1,
                .nioHTTPCompression,
                .nioHTTPTypes,
                .nioHTTPTypesHTTP1,
                .nioPosix,
                .serviceLifecycle,
            ],
            resources: [.copy("Resources")],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "Batches",
            dependencies: [
                "Database", "Downloads", "FileStore", "HeatSheets", "MeetModel", "PDFPages", "Schedules",
                .crypto,
                .logging,
                .metrics,
                .nioCore,
                .serviceLifecycle,
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "Database",
            dependencies: [
                "CLibPQ", "CSQLite",
                .grdb,
                .grdbSQLite,
                .logging,
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "DatabaseTesting",
            dependencies: [
                "Database",
                .logging,
                .subprocess,
                .systemPackage,
            ],
            swiftSettings: swiftSettings
        ),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite3"])]),
        .systemLibrary(
            name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev", "pkg-config"]), .brew(["libpq", "pkg-config"])]),

        .target(
            name: "Downloads",
            dependencies: [
                "FileStore",
                .asyncHTTPClient,
                .nioCore,
                .nioHTTP1,
                .nioHTTPCompression,
                .nioPosix,
                .nioSSL,
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "FileStore",
            dependencies: [
                .asyncHTTPClient,
                .crypto,
                .logging,
                .nioCore,
                .nioHTTP1,
                .nioPosix,
            ],
            swiftSettings: swiftSettings
        ),

        .executableTarget(
            name: "pdf-reader", dependencies: ["CPDFium", "CSandbox", "PDFReaderProtocol", "Pictures"], swiftSettings: swiftSettings,
            linkerSettings: startsQuickly + pdfium
        ),
        .target(name: "PDFReaderProtocol", swiftSettings: swiftSettings),
        .systemLibrary(name: "CPDFium"),
        .target(name: "CSandbox"),
        .target(name: "Pictures", dependencies: ["CZlib"], swiftSettings: swiftSettings),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

        .target(
            name: "FuzzTargets",
            dependencies: [
                "HeatSheets", "HeatSheetsTesting", "MeetModel", "Multipart", "PDFPages", "PDFReaderProtocol",
                .nioCore,
            ],
            path: "Fuzz/Targets", swiftSettings: swiftSettings),
        .testTarget(name: "FuzzCorpusTests", dependencies: ["FuzzTargets", "PDFPages"], swiftSettings: swiftSettings),

        .testTarget(name: "MeetModelTests", dependencies: ["MeetModel"], swiftSettings: swiftSettings),
        .target(name: "RandomTesting", path: "Tests/RandomTesting", swiftSettings: swiftSettings),
        .target(name: "HeatSheetsTesting", dependencies: ["PDFPages"], path: "Tests/HeatSheetsTesting", swiftSettings: swiftSettings),
        .testTarget(
            name: "HeatSheetsTests",
            dependencies: ["HeatSheets", "HeatSheetsTesting", "MeetModel", "PDFPages", "RandomTesting", "SheetLayout", "pdf-reader"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "AnonymizingTests",
            dependencies: ["Anonymizing", "HeatSheets", "HeatSheetsTesting", "MeetModel", "PDFPages", "RandomTesting", "pdf-reader"],
            swiftSettings: swiftSettings),
        .testTarget(name: "SchedulesTests", dependencies: ["Schedules", "MeetModel", "RandomTesting"], swiftSettings: swiftSettings),
        .testTarget(
            name: "PDFPagesTests", dependencies: ["CZlib", "PDFPages", "PDFReaderProtocol", "RandomTesting"], swiftSettings: swiftSettings),
        .testTarget(
            name: "BatchesTests",
            dependencies: [
                "Batches", "Database", "DatabaseTesting", "Downloads", "FileStore", "FileStoreTesting", "HeatSheets", "LoopbackServer",
                "MeetModel", "PDFPages", "Schedules", "pdf-reader",
                .logging,
                .nioCore,
                .nioHTTP1,
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "FormsTesting", dependencies: ["Multipart", .nioCore], path: "Tests/FormsTesting",
            swiftSettings: swiftSettings),
        .testTarget(
            name: "MultipartTests", dependencies: ["FormsTesting", "Multipart", "RandomTesting", .nioCore],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "PagesTests",
            dependencies: [
                "Web", "Batches", "CZlib", "HeatSheets", "MeetModel", "PDFPages", "Pictures", "Schedules", "pdf-reader",
                .httpTypes,
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "Batches", "Database", "DatabaseTesting", "Downloads", "FileStore", "FileStoreTesting", "LoopbackServer",
                "MeetModel",
                "PDFPages",
                "Schedules", "pdf-reader",
                .asyncHTTPClient,
                .hummingbird,
                .hummingbirdCore,
                .logging,
                .nioCore,
                .nioEmbedded,
                .nioHTTP1,
                .nioPosix,
                .serviceLifecycle,
                .subprocess,
                .systemPackage,
            ],
            exclude: ["schemathesis.toml", "schemathesis_hooks.py"],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "AppTests",
            dependencies: [
                "App", "Batches", "Database", "DatabaseTesting", "Downloads", "FileStore", "FileStoreTesting", "LoopbackServer",
                "PDFPages", "RandomTesting", "Schedules", "heatsync", "heatsync-server",
                "pdf-reader",
                .asyncHTTPClient,
                .coreMetrics,
                .logging,
                .nioCore,
                .nioHTTP1,
                .serviceLifecycle,
                .subprocess,
                .systemPackage,
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "DatabaseTests",
            dependencies: [
                "Database", "DatabaseTesting", "database-node",
                .logging,
                .subprocess,
                .systemPackage,
            ],
            swiftSettings: swiftSettings
        ),
        .executableTarget(
            name: "database-node", dependencies: ["Database", "DatabaseTesting", .logging],
            path: "Tests/DatabaseNode", swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "DownloadsTests",
            dependencies: [
                "Downloads", "FileStore", "LoopbackServer",
                .logging,
                .nioCore,
                .nioHTTP1,
                .nioPosix,
                .nioSSL,
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "FileStoreTesting", dependencies: ["FileStore"], path: "Tests/FileStoreTesting",
            swiftSettings: swiftSettings),
        .testTarget(
            name: "FileStoreTests",
            dependencies: [
                "FileStore", "LoopbackServer",
                .asyncHTTPClient,
                .crypto,
                .logging,
                .nioCore,
                .nioHTTP1,
                .nioPosix,
            ],
            exclude: ["s3-server.py"],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "LoopbackServer",
            dependencies: [
                .nioCore,
                .nioHTTP1,
                .nioPosix,
                .nioSSL,
            ],
            path: "Tests/LoopbackServer",
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "Commands", "Schedules", "MeetModel", "heatsync", "heatsync-server", "pdf-reader",
                .subprocess,
                .systemPackage,
            ],
            exclude: ["Snapshots", "judge_calendar.py"],
            swiftSettings: swiftSettings
        ),
    ]
)

// `make bench` asks for these; a build of the product does without.
if Context.environment["HEATSYNC_BENCHMARKS"] != nil {
    package.targets.append(
        .executableTarget(
            name: "reading-benchmark",
            dependencies: [
                "HeatSheets", "MeetModel", "PDFPages", .subprocess,
                .systemPackage,
            ],
            path: "Benchmarks/Reading", swiftSettings: swiftSettings))
    package.products.append(.executable(name: "reading-benchmark", targets: ["reading-benchmark"]))
    package.targets.append(
        .executableTarget(
            name: "batch-benchmark",
            dependencies: [
                "Batches", "Database", "DatabaseTesting", "FileStore", "HeatSheets", "MeetModel", "PDFPages", "Schedules",
                .asyncHTTPClient,
                .logging, .nioCore, .nioHTTP1,
                .nioPosix, .subprocess,
                .systemPackage,
            ],
            path: "Benchmarks/Batches", swiftSettings: swiftSettings))
    package.products.append(.executable(name: "batch-benchmark", targets: ["batch-benchmark"]))
}

// `make fuzz` asks for these: programs around a target, to be linked with libFuzzer.
if Context.environment["HEATSYNC_FUZZ"] != nil {
    for (name, folder) in [
        ("fuzz-answers", "Fuzz/Answers"), ("fuzz-reading", "Fuzz/Reading"), ("fuzz-grammar", "Fuzz/Grammar"), ("fuzz-forms", "Fuzz/Forms"),
    ] {
        package.targets.append(
            .executableTarget(
                name: name, dependencies: ["FuzzTargets"], path: folder,
                swiftSettings: swiftSettings + [.unsafeFlags(["-parse-as-library"])]))
        package.products.append(.executable(name: name, targets: [name]))
    }
}
