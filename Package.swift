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

let package = Package(
    name: "heatsync",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "heatsync", targets: ["heatsync"]),
        .executable(name: "pdf-reader", targets: ["pdf-reader"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        .executableTarget(name: "heatsync", dependencies: ["Commands"], swiftSettings: swiftSettings),
        .target(
            name: "Commands",
            dependencies: [
                "Schedules", "HeatSheets", "PDFPages", "MeetModel",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(name: "Schedules", dependencies: ["MeetModel"], swiftSettings: swiftSettings),
        .target(name: "HeatSheets", dependencies: ["MeetModel", "PDFPages"], swiftSettings: swiftSettings),
        .target(
            name: "PDFPages",
            dependencies: [
                "PDFReaderProtocol",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(name: "MeetModel", swiftSettings: swiftSettings),

        .target(
            name: "Database",
            dependencies: [
                "CLibPQ",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "DatabaseTesting",
            dependencies: [
                "Database",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: swiftSettings
        ),
        .systemLibrary(
            name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev", "pkg-config"]), .brew(["libpq", "pkg-config"])]),

        .target(
            name: "Downloads",
            dependencies: [
                "FileStore",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "FileStore",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: swiftSettings
        ),

        .executableTarget(
            name: "pdf-reader", dependencies: ["CPDFium", "CSandbox", "PDFReaderProtocol"], swiftSettings: swiftSettings,
            linkerSettings: pdfium
        ),
        .target(name: "PDFReaderProtocol", swiftSettings: swiftSettings),
        .systemLibrary(name: "CPDFium"),
        .target(name: "CSandbox"),

        .testTarget(
            name: "DatabaseTests",
            dependencies: [
                "Database", "DatabaseTesting", "database-node",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: swiftSettings
        ),
        .executableTarget(
            name: "database-node", dependencies: ["Database", "DatabaseTesting", .product(name: "Logging", package: "swift-log")],
            path: "Tests/DatabaseNode", swiftSettings: swiftSettings
        ),
        .testTarget(name: "MeetModelTests", dependencies: ["MeetModel"], swiftSettings: swiftSettings),
        .testTarget(name: "HeatSheetsTests", dependencies: ["HeatSheets", "PDFPages"], swiftSettings: swiftSettings),
        .testTarget(name: "SchedulesTests", dependencies: ["Schedules", "MeetModel"], swiftSettings: swiftSettings),
        .testTarget(name: "PDFPagesTests", dependencies: ["PDFPages"], swiftSettings: swiftSettings),
        .testTarget(
            name: "DownloadsTests",
            dependencies: [
                "Downloads", "FileStore", "LoopbackServer",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "FileStoreTests",
            dependencies: [
                "FileStore", "LoopbackServer",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            exclude: ["s3-server.py"],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "LoopbackServer",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            path: "Tests/LoopbackServer",
            swiftSettings: swiftSettings
        ),
        .testTarget(name: "CommandsTests", dependencies: ["Commands"], swiftSettings: swiftSettings),
    ]
)
