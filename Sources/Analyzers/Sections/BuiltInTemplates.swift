// Made from Dictionaries/templates by `swift run stet-dev generate`; changes here would be lost.
// swift-format-ignore-file

package import StetCore

extension ArticleTemplate {
  /// Every built-in template; made when the first draft with headings wants one.
  package static let builtIn: [ArticleTemplate] = [
    ArticleTemplate(
      "api-reference", "a page of an API reference", inference: nil,
      [
        Section("Syntax", .required, ["syntax", "signature", "synopsis", "declaration", "definition", "request"], group: 0),
        Section("Usage", .required, ["usage", "overview", "description", "details"], group: 0),
        Section("Parameters", .required, ["parameters", "parameter", "arguments", "argument", "options", "properties", "fields", "attributes", "query parameters", "path parameters"], isTelling: true),
        Section("Return Value", .recommended, ["return value", "return values", "returns", "return", "response", "result", "output"], isTelling: true),
        Section("Errors", .recommended, ["errors", "error", "exceptions", "exception", "raises", "throws", "status codes", "error codes"], isTelling: true),
        Section("Examples", .required, ["examples", "example", "sample", "samples", "example request"]),
        Section("See Also", .optional, ["see also", "related", "related topics"]),
      ]),
    ArticleTemplate(
      "biography", "a biography", inference: nil, order: .relative,
      [
        Section("Early Life", .required, ["early life", "early years", "childhood", "youth", "birth", "origins", "background", "biography", "life", "upbringing", "family"], isTelling: true),
        Section("Education", .optional, ["education", "studies", "training", "schooling"]),
        Section("Career", .required, ["career", "work", "works", "professional life", "later life", "life and work", "political career", "military service", "research", "reign", "playing career"], isTelling: true),
        Section("Personal Life", .recommended, ["personal life", "private life", "family", "marriage", "marriages", "children"], isTelling: true),
        Section("Death", .optional, ["death", "illness and death", "final years", "last years"]),
        Section("Legacy", .recommended, ["legacy", "reception", "influence", "honours", "honors", "awards", "recognition", "commemoration", "memory"], isTelling: true),
        Section("References", .required, ["references", "sources", "notes", "bibliography", "citations", "further reading"]),
      ]),
    ArticleTemplate(
      "drug", "an article about a drug", inference: nil,
      [
        Section("Uses", .required, ["uses", "use", "indication", "indications", "prescribed", "medical uses", "what is it for"]),
        Section("Dosage", .required, ["dosage", "dose", "doses", "dosing", "administration", "how to take", "how should", "how to use"]),
        Section("Side effects", .required, ["side effects", "side effect", "adverse"]),
        Section("Warnings", .required, ["warnings", "warning", "precaution", "precautions", "contraindication", "contraindications", "safety"]),
        Section("Interactions", .required, ["interactions", "interaction"]),
        Section("Storage", .recommended, ["storage", "store", "storing", "disposal"]),
        Section("References", .recommended, ["references", "reference", "sources", "bibliography"]),
      ]),
    ArticleTemplate(
      "faq", "a page of frequently asked questions", inference: nil,
      [
        Section("Contact", .optional, ["contact", "contact us", "support", "more help", "further help", "still have questions"]),
        Section("Related Topics", .optional, ["related topics", "related", "see also", "further reading", "resources"]),
      ]),
    ArticleTemplate(
      "how-to", "a how-to article", inference: nil,
      [
        Section("What you need", .recommended, ["what you need", "need", "needed", "requirements", "prerequisites", "materials", "tools", "ingredients", "before you start", "before you begin", "supplies", "equipment"]),
        Section("Steps", .required, ["steps", "step", "method", "instructions", "directions", "procedure", "how to"]),
        Section("Troubleshooting", .optional, ["troubleshooting", "problems", "tips", "warnings"]),
      ]),
    ArticleTemplate(
      "kubernetes-enhancement", "a Kubernetes enhancement proposal", inference: Inference(sections: 6, telling: 3, byName: true),
      [
        Section("Release Signoff Checklist", .recommended, ["release signoff checklist", "release signoff", "signoff checklist"], isTelling: true),
        Section("Summary", .required, ["summary", "overview", "abstract"]),
        Section("Motivation", .required, ["motivation", "background", "problem"]),
        Section("Goals", .required, ["goals", "goal"], except: ["non"]),
        Section("Non-Goals", .required, ["non goals", "non goal", "nongoals", "out of scope"], isTelling: true),
        Section("Proposal", .required, ["proposal", "proposed", "design"]),
        Section("Risks and Mitigations", .recommended, ["risks and mitigations", "risk", "risks", "mitigations"], isTelling: true),
        Section("Design Details", .required, ["design details", "design", "implementation details", "implementation", "technical"], except: ["history"]),
        Section("Test Plan", .required, ["test plan", "test", "tests", "testing"]),
        Section("Graduation Criteria", .required, ["graduation criteria", "graduation"], isTelling: true),
        Section("Version Skew Strategy", .recommended, ["version skew strategy", "skew"], isTelling: true),
        Section("Production Readiness Review Questionnaire", .recommended, ["production readiness review questionnaire", "production readiness"], isTelling: true),
        Section("Implementation History", .required, ["implementation history", "history"], isTelling: true),
        Section("Drawbacks", .recommended, ["drawbacks", "drawback"]),
        Section("Alternatives", .recommended, ["alternatives", "alternative"]),
      ]),
    ArticleTemplate(
      "medical-condition", "an article about a medical condition", inference: Inference(sections: 3, telling: 2, byName: true, words: ["disease", "diseases", "disorder", "disorders", "patient", "patients", "doctor", "doctors", "physician", "medical", "medicine", "medication", "medications", "drug", "drugs", "infection", "inflammation", "pain", "blood", "muscle", "muscles", "nerve", "nerves", "therapy", "surgery", "clinical", "hospital", "health", "illness", "syndrome", "tissue", "bacteria", "virus", "cancer", "skin", "joint", "joints", "body"]),
      [
        Section("Causes", .required, ["causes", "cause", "caused", "etiology", "aetiology", "pathophysiology", "pathogenesis"]),
        Section("Symptoms", .required, ["symptoms", "symptom", "signs", "presentation", "manifestations", "features"], isTelling: true),
        Section("Diagnosis", .required, ["diagnosis", "diagnoses", "diagnosed", "diagnosing", "diagnostic", "exams", "workup", "evaluation"], isTelling: true),
        Section("Treatment", .required, ["treatment", "treatments", "treated", "treating", "treat", "therapy", "therapies", "management", "managing"], except: ["alternative", "complementary", "natural", "home", "after"], isTelling: true),
        Section("Prognosis", .recommended, ["prognosis", "outlook", "expectations", "survival"], isTelling: true),
        Section("Prevention", .recommended, ["prevention", "prevent", "prevented", "preventing", "prophylaxis"]),
        Section("References", .recommended, ["references", "reference", "sources", "bibliography", "citations", "resources"]),
      ]),
    ArticleTemplate(
      "medical-procedure", "an article about a medical procedure", inference: nil,
      [
        Section("Purpose", .required, ["purpose", "why", "indication", "indications", "uses", "reasons"]),
        Section("Preparation", .required, ["preparation", "prepare", "preparing", "before"]),
        Section("Description", .required, ["description", "procedure", "technique", "performed", "how", "what happens"]),
        Section("Risks", .required, ["risks", "risk", "complication", "complications", "side effects", "safety"]),
        Section("Recovery", .required, ["recovery", "aftercare", "after", "recovering"]),
        Section("Results", .recommended, ["results", "result", "outcome", "outcomes", "outlook"]),
      ]),
    ArticleTemplate(
      "news", "a news report", inference: nil,
      [
        Section("Background", .optional, ["background", "context", "history", "what we know", "the story so far"]),
        Section("Reactions", .optional, ["reactions", "reaction", "response", "responses", "what they said"]),
        Section("What Happens Next", .optional, ["what happens next", "what s next", "next steps", "outlook"]),
        Section("Sources", .recommended, ["sources", "source", "references", "external links", "further reading"]),
      ]),
    ArticleTemplate(
      "pep", "a Python Enhancement Proposal", inference: Inference(sections: 5, telling: 3, byName: true),
      [
        Section("Abstract", .required, ["abstract", "summary", "introduction", "overview"]),
        Section("Motivation", .recommended, ["motivation", "background", "problem", "rationale"]),
        Section("Rationale", .recommended, ["rationale", "motivation", "discussion", "design"]),
        Section("Specification", .required, ["specification", "proposal", "proposed", "semantics", "syntax", "design", "procedure"], isTelling: true),
        Section("Backwards Compatibility", .required, ["backwards compatibility", "backward compatibility", "compatibility", "transition plan", "backwards"], isTelling: true, since: "2003"),
        Section("Security Implications", .recommended, ["security implications", "security"], isTelling: true, since: "2020"),
        Section("How to Teach This", .recommended, ["how to teach this", "teach", "teaching", "documentation"], isTelling: true, since: "2018"),
        Section("Reference Implementation", .recommended, ["reference implementation", "implementation", "prototype"], isTelling: true),
        Section("Rejected Ideas", .recommended, ["rejected ideas", "rejected", "alternative", "alternatives"], isTelling: true, since: "2018"),
        Section("Open Issues", .optional, ["open issues", "open questions", "unresolved"]),
        Section("References", .optional, ["references", "footnotes", "bibliography"]),
        Section("Copyright", .required, ["copyright"], isTelling: true),
      ]),
    ArticleTemplate(
      "place", "an article about a place", inference: nil,
      [
        Section("History", .required, ["history", "historical overview", "origins"]),
        Section("Geography", .required, ["geography", "location", "topography", "landscape", "setting"], isTelling: true),
        Section("Climate", .optional, ["climate", "weather"], isTelling: true),
        Section("Demographics", .recommended, ["demographics", "demography", "population", "people"], isTelling: true),
        Section("Economy", .recommended, ["economy", "industry", "business", "commerce"], isTelling: true),
        Section("Government", .optional, ["government", "politics", "administration", "governance"]),
        Section("Culture", .optional, ["culture", "arts", "sights", "landmarks", "places of interest", "tourism", "attractions"]),
        Section("Transport", .optional, ["transport", "transportation", "infrastructure", "getting there"]),
        Section("References", .required, ["references", "sources", "notes", "bibliography", "citations"]),
      ]),
    ArticleTemplate(
      "readme", "a README", inference: nil,
      [
        Section("Installation", .required, ["installation", "install", "installing", "setup", "getting started", "build", "building", "quick start", "quickstart"]),
        Section("Usage", .required, ["usage", "use", "using", "example", "examples", "getting started", "quick start", "quickstart", "how to"]),
        Section("Contributing", .recommended, ["contributing", "contribute", "contributions", "development", "hacking"]),
        Section("License", .required, ["license", "licence", "licensing", "copying", "copyright"]),
      ]),
    ArticleTemplate(
      "rust-rfc", "a Rust RFC", inference: Inference(sections: 4, telling: 3, byName: true),
      [
        Section("Summary", .required, ["summary", "overview", "tldr", "tl dr", "abstract"]),
        Section("Motivation", .required, ["motivation", "motivations", "background", "rationale", "problem", "use cases", "introduction"]),
        Section("Detailed design", .required, ["detailed design", "design", "proposal", "proposed design", "proposed solution", "detailed proposal", "specification", "solution", "reference level", "implementation"], isTelling: true, until: "2017-09"),
        Section("Guide-level explanation", .required, ["guide level explanation", "guide level", "explanation", "guide", "user facing", "design", "proposal", "proposed", "how we teach this", "policy", "charter"], except: ["reference"], isTelling: true, since: "2017-11"),
        Section("Reference-level explanation", .required, ["reference level explanation", "reference level", "reference explanation", "detailed design", "technical", "reference guide", "full reference", "design", "specification", "implementation", "proposal", "details", "policy", "charter"], isTelling: true, since: "2017-11"),
        Section("Drawbacks", .required, ["drawbacks", "drawback", "downsides", "disadvantages", "risks", "limitations", "trade offs", "tradeoffs"], isTelling: true, since: "2014-06"),
        Section("Rationale and alternatives", .required, ["rationale and alternatives", "alternative", "alternatives", "rationale", "rejected"], since: "2017-11"),
        Section("Alternatives", .required, ["alternatives", "alternative", "rationale", "rejected", "other designs"], until: "2017-09"),
        Section("Prior art", .required, ["prior art", "precedent", "precedents", "related work", "existing work", "prior work", "other languages"], since: "2018-06"),
        Section("Unresolved questions", .required, ["unresolved questions", "unresolved", "open questions", "open issues", "unanswered questions", "unresolved question", "questions"], except: ["asked"], isTelling: true),
        Section("Future possibilities", .required, ["future possibilities", "future possibility", "future work", "future extensions", "future directions", "possible future work", "possible extensions", "future"], since: "2018-11"),
      ]),
    ArticleTemplate(
      "scientific-article", "a scientific article", inference: nil, order: .relative,
      [
        Section("Abstract", .recommended, ["abstract", "summary"]),
        Section("Introduction", .required, ["introduction", "background"]),
        Section("Methods", .required, ["methods", "method", "methodology", "materials", "experimental"]),
        Section("Results", .required, ["results", "findings", "result"]),
        Section("Discussion", .required, ["discussion", "conclusion", "conclusions"]),
        Section("References", .required, ["references", "bibliography", "literature cited", "works cited"]),
      ]),
    ArticleTemplate(
      "swift-evolution", "a Swift Evolution proposal", inference: Inference(sections: 4, telling: 3, byName: true),
      [
        Section("Introduction", .required, ["introduction", "summary", "overview", "abstract"]),
        Section("Motivation", .required, ["motivation", "motivations", "background", "problem", "rationale"]),
        Section("Proposed solution", .required, ["proposed solution", "proposed solutions", "proposed approach", "proposal", "proposed design", "solution", "design", "proposed"], except: ["detailed", "detail"], isTelling: true),
        Section("Detailed design", .required, ["detailed design", "detail design", "detailed", "design", "design details", "implementation", "specification", "semantics", "details"], except: ["proposed"], isTelling: true),
        Section("Source compatibility", .required, ["source compatibility", "existing code", "existing packages", "source stability", "source impact", "backwards compatibility", "backward compatibility", "compatibility", "source breaking"], except: ["abi"], isTelling: true),
        Section("ABI compatibility", .recommended, ["abi compatibility", "abi", "api resilience", "existing packages", "binary compatibility"], isTelling: true),
        Section("Implications on adoption", .recommended, ["implications on adoption", "adoption", "api resilience", "existing packages", "back deployment", "availability"], isTelling: true),
        Section("Future directions", .optional, ["future directions", "future"]),
        Section("Alternatives considered", .required, ["alternatives considered", "alternative", "alternatives", "rejected"]),
      ]),
  ]
}
