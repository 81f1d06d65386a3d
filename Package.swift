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

let package = Package(
    name: "heatsync",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "heatsync", targets: ["heatsync"]),
        .executable(name: "pdf-reader", targets: ["pdf-reader"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        .executableTarget(
            name: "heatsync", dependencies: ["Commands"], swiftSettings: swiftSettings, linkerSettings: startsQuickly),
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

        .executableTarget(
            name: "pdf-reader", dependencies: ["CPDFium", "CSandbox", "PDFReaderProtocol"], swiftSettings: swiftSettings,
            linkerSettings: startsQuickly + pdfium
        ),
        .target(name: "PDFReaderProtocol", swiftSettings: swiftSettings),
        .systemLibrary(name: "CPDFium"),
        .target(name: "CSandbox"),

        .target(
            name: "FuzzTargets", dependencies: ["HeatSheets", "HeatSheetsTesting", "MeetModel", "PDFPages", "PDFReaderProtocol"],
            path: "Fuzz/Targets", swiftSettings: swiftSettings),
        .testTarget(name: "FuzzCorpusTests", dependencies: ["FuzzTargets", "PDFPages"], swiftSettings: swiftSettings),

        .testTarget(name: "MeetModelTests", dependencies: ["MeetModel"], swiftSettings: swiftSettings),
        .target(name: "HeatSheetsTesting", dependencies: ["PDFPages"], path: "Tests/HeatSheetsTesting", swiftSettings: swiftSettings),
        .testTarget(
            name: "HeatSheetsTests", dependencies: ["HeatSheets", "HeatSheetsTesting", "MeetModel", "PDFPages", "pdf-reader"],
            swiftSettings: swiftSettings),
        .testTarget(name: "SchedulesTests", dependencies: ["Schedules", "MeetModel"], swiftSettings: swiftSettings),
        .testTarget(name: "PDFPagesTests", dependencies: ["PDFPages", "PDFReaderProtocol"], swiftSettings: swiftSettings),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "Commands", "Schedules", "MeetModel", "heatsync", "pdf-reader",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
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
                "HeatSheets", "MeetModel", "PDFPages", .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            path: "Benchmarks/Reading", swiftSettings: swiftSettings))
    package.products.append(.executable(name: "reading-benchmark", targets: ["reading-benchmark"]))
}

// `make fuzz` asks for these: programs around a target, to be linked with libFuzzer.
if Context.environment["HEATSYNC_FUZZ"] != nil {
    for (name, folder) in [("fuzz-answers", "Fuzz/Answers"), ("fuzz-reading", "Fuzz/Reading"), ("fuzz-grammar", "Fuzz/Grammar")] {
        package.targets.append(
            .executableTarget(
                name: name, dependencies: ["FuzzTargets"], path: folder,
                swiftSettings: swiftSettings + [.unsafeFlags(["-parse-as-library"])]))
        package.products.append(.executable(name: name, targets: [name]))
    }
}
