// swift-tools-version: 6.2
import PackageDescription

// Every Swift target is built alike: language mode 6, warnings are errors, and
// the upcoming features that make existentials, imports and isolation explicit.
let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
]

let cSettings: [CSetting] = [
  .treatAllWarnings(as: .error)
]

/// One target for each family of analyzers, each with its tests. A family sees
/// the core and the word data; never another family.
let families = ["Spelling", "Questions", "Completeness", "Sections", "Chrome", "Typography"]

let analyzerTargets: [Target] = families.flatMap { family -> [Target] in
  [
    .target(
      name: "\(family)Analyzers",
      dependencies: ["StetCore", "StetLexicon"]
        + (family == "Questions" ? ["StetQuestions"] : []),
      path: "Sources/Analyzers/\(family)",
      swiftSettings: swiftSettings),
    .testTarget(
      name: "\(family)AnalyzersTests",
      dependencies: [
        .target(name: "\(family)Analyzers"), "StetCore", "StetFormats", "StetLexicon",
        "StetTestSupport",
      ],
      path: "Tests/Analyzers/\(family)",
      swiftSettings: swiftSettings),
  ]
}

let package = Package(
  name: "stet",
  products: [
    .library(name: "StetCore", targets: ["StetCore"]),
    .executable(name: "stet", targets: ["stet"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    // The reference that the Markdown reader is tested against; no product has it.
    .systemLibrary(
      name: "CCMarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CLibYAML", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CNoICU", cSettings: cSettings),
    .target(name: "CData", cSettings: cSettings),
    .target(name: "CDigest", cSettings: cSettings),
    .target(name: "CEncoderKernels", cSettings: cSettings),
    .target(name: "JSON", swiftSettings: swiftSettings),
    .target(name: "JSONRPC", dependencies: ["JSON"], swiftSettings: swiftSettings),
    .target(name: "StetCore", swiftSettings: swiftSettings),
    .target(
      name: "StetLexicon", dependencies: ["CData", "StetCore"], swiftSettings: swiftSettings),
    .target(
      name: "StetLexiconCompiler", dependencies: ["StetCore", "StetLexicon"],
      swiftSettings: swiftSettings),
    .target(
      name: "StetEncoder", dependencies: ["CData", "CEncoderKernels", "StetCore"],
      swiftSettings: swiftSettings),
    .target(
      name: "StetQuestions", dependencies: ["CData", "StetCore", "StetEncoder", "StetLexicon"],
      swiftSettings: swiftSettings),
    .target(
      name: "StetFormats", dependencies: ["CData", "StetCore"], swiftSettings: swiftSettings),
    .target(
      name: "BuiltInAnalyzers",
      dependencies: [.target(name: "StetCore")]
        + families.map { .target(name: "\($0)Analyzers") },
      swiftSettings: swiftSettings),
    .target(
      name: "StetWorkspace",
      dependencies: [
        "BuiltInAnalyzers", "CLibYAML", "SectionsAnalyzers", "StetCore", "StetFormats",
      ],
      swiftSettings: swiftSettings,
      // The archive, so that no library has to be found and loaded at each start.
      linkerSettings: [.linkedLibrary(":libyaml.a", .when(platforms: [.linux]))]),
    .target(
      name: "StetIndex",
      dependencies: ["StetCore", "StetEncoder", "StetQuestions", "StetWorkspace"],
      swiftSettings: swiftSettings),
    .target(
      name: "StetReporters", dependencies: ["JSON", "StetCore", "StetFormats"],
      swiftSettings: swiftSettings),
    .target(
      name: "StetExport",
      dependencies: ["CDigest", "JSON", "SectionsAnalyzers", "StetCore", "StetFormats"],
      swiftSettings: swiftSettings),
    .target(
      name: "StetValidation",
      dependencies: ["CData", "CLibXML2", "CNoICU"],
      swiftSettings: swiftSettings,
      // What the archive of libxml2 needs; the shared library brings them along.
      linkerSettings: [
        .linkedLibrary("lzma", .when(platforms: [.linux])),
        .linkedLibrary("z", .when(platforms: [.linux])),
        .linkedLibrary("m", .when(platforms: [.linux])),
      ]),
    .target(
      name: "StetServer",
      dependencies: [
        "JSON", "JSONRPC", "QuestionsAnalyzers", "SectionsAnalyzers", "StetCore", "StetExport",
        "StetFormats", "StetLexicon", "StetQuestions", "StetReporters", "StetWorkspace",
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "stet",
      dependencies: [
        "BuiltInAnalyzers", "JSON", "JSONRPC", "QuestionsAnalyzers", "StetCore", "StetExport",
        "StetFormats", "StetIndex", "StetLexicon", "StetQuestions", "StetReporters",
        "SectionsAnalyzers", "SpellingAnalyzers", "StetServer", "StetValidation", "StetWorkspace",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "stet-dev",
      dependencies: [
        "BuiltInAnalyzers", "CompletenessAnalyzers", "JSON", "SectionsAnalyzers",
        "SpellingAnalyzers", "StetCore", "StetEncoder", "StetFormats", "StetIndex", "StetLexicon",
        "StetLexiconCompiler", "StetQuestions", "StetReporters", "StetWorkspace",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "markdown-benchmark",
      dependencies: ["CCMarkGFM", "StetCore", "StetFormats"],
      path: "Benchmarks/Markdown",
      swiftSettings: swiftSettings),
    .target(
      name: "StetTestSupport",
      dependencies: ["StetCore", "StetFormats"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "StetEncoderTests",
      dependencies: ["CEncoderKernels", "StetCore", "StetEncoder", "StetTestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "StetQuestionsTests",
      dependencies: ["StetCore", "StetEncoder", "StetQuestions", "StetTestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "StetIndexTests",
      dependencies: [
        "StetCore", "StetEncoder", "StetIndex", "StetQuestions", "StetTestSupport", "StetWorkspace",
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "StetFormatsTests",
      dependencies: ["CCMarkGFM", "StetCore", "StetFormats", "StetTestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "StetExportTests",
      dependencies: [
        "BuiltInAnalyzers", "JSON", "StetCore", "StetExport", "StetFormats", "StetTestSupport",
        "StetValidation",
      ],
      exclude: ["Schemas"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "BuiltInAnalyzersTests",
      dependencies: ["BuiltInAnalyzers", "StetCore", "StetFormats", "StetTestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(name: "EditorTests", dependencies: ["stet"], swiftSettings: swiftSettings),
    .testTarget(
      name: "JSONTests", dependencies: ["JSON", "StetTestSupport"], swiftSettings: swiftSettings),
    .testTarget(
      name: "JSONRPCTests", dependencies: ["JSON", "JSONRPC", "StetTestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "StetServerTests",
      dependencies: [
        "BuiltInAnalyzers", "JSON", "JSONRPC", "StetCore", "StetFormats", "StetServer",
        "StetTestSupport", "StetWorkspace",
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "StetReportersTests",
      dependencies: ["JSON", "StetCore", "StetFormats", "StetReporters", "StetTestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "stetTests",
      dependencies: [
        "BuiltInAnalyzers", "JSON", "StetCore", "StetReporters", "StetTestSupport", "stet",
        "stet-dev",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "StetCoreTests", dependencies: ["StetCore", "StetFormats", "StetTestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "StetLexiconTests", dependencies: ["StetCore", "StetLexicon", "StetLexiconCompiler"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "StetWorkspaceTests",
      dependencies: [
        "BuiltInAnalyzers", "SectionsAnalyzers", "StetCore", "StetTestSupport", "StetWorkspace",
      ],
      swiftSettings: swiftSettings),
  ] + analyzerTargets
)
