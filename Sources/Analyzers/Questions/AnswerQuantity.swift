import StetCore

/// A number with what it counts, or two numbers that bound it.
struct AnswerQuantity: Equatable, Sendable {
  /// What is said of a number.
  enum Bound: Sendable {
    case exact
    case about
    /// It is the least or the most, or there may be others: nothing contradicts it.
    case open
  }

  /// The least it can be, in the smallest unit of its kind.
  var low: Double
  /// The most it can be.
  var high: Double
  /// What is measured: `mass`, `time`, or the stem of what is counted.
  var kind: String
  /// The unit as it is written but for its form.
  var unit: String
  var bound: Bound
  var range: TextRange

  /// Whether two amounts of the same cannot both be right.
  func contradicts(_ other: AnswerQuantity) -> Bool {
    guard kind == other.kind, bound != .open, other.bound != .open else { return false }
    // Units that are turned into another are rounded: four weeks are a month.
    let slack =
      bound == .about || other.bound == .about || unit != other.unit ? Self.slack : Self.rounding
    return low > other.high * slack || other.low > high * slack
  }

  /// Whether two amounts are the same, as far as anyone cares.
  func agrees(with other: AnswerQuantity) -> Bool {
    kind == other.kind && low <= other.high * Self.rounding && other.low <= high * Self.rounding
  }

  private static let slack = 1.3
  private static let rounding = 1.001

  /// A unit by its name in lower case: what it measures, its usual name, and how much of the smallest
  /// unit it is.
  static let units: [String: (kind: String, name: String, factor: Double)] = {
    var units: [String: (String, String, Double)] = [:]
    for (kind, name, factor, names) in table {
      for other in names.split(separator: " ") { units[String(other)] = (kind, name, factor) }
    }
    return units
  }()

  private static let table: [(String, String, Double, String)] = [
    ("time", "second", 1, "sec secs second seconds"),
    ("time", "minute", 60, "min mins minute minutes"),
    ("time", "hour", 3600, "h hr hrs hour hours"),
    ("time", "day", 86_400, "day days"),
    ("time", "week", 604_800, "week weeks wk wks"),
    ("time", "month", 2_629_800, "month months"),
    ("time", "year", 31_557_600, "year years yr yrs"),
    ("mass", "microgram", 1e-6, "mcg µg μg microgram micrograms"),
    ("mass", "milligram", 1e-3, "mg milligram milligrams milligramme milligrammes"),
    ("mass", "gram", 1, "g gram grams gramme grammes"),
    ("mass", "kilogram", 1000, "kg kilo kilos kilogram kilograms"),
    ("mass", "ounce", 28.35, "oz ounce ounces"),
    ("mass", "pound", 453.6, "lb lbs pound pounds"),
    ("volume", "milliliter", 1, "ml cc milliliter milliliters millilitre millilitres"),
    ("volume", "centiliter", 10, "cl"),
    ("volume", "liter", 1000, "l liter liters litre litres"),
    ("volume", "teaspoon", 5, "tsp teaspoon teaspoons"),
    ("volume", "tablespoon", 15, "tbsp tablespoon tablespoons"),
    ("volume", "cup", 240, "cup cups"),
    ("volume", "gallon", 3785, "gallon gallons"),
    ("length", "millimeter", 1, "mm millimeter millimeters millimetre millimetres"),
    ("length", "centimeter", 10, "cm centimeter centimeters centimetre centimetres"),
    ("length", "meter", 1000, "meter meters metre metres"),
    ("length", "kilometer", 1e6, "km kilometer kilometers kilometre kilometres"),
    ("length", "inch", 25.4, "inch inches"),
    ("length", "foot", 304.8, "ft foot feet"),
    ("length", "mile", 1_609_344, "mile miles"),
    ("temperature", "degree", 1, "degree degrees °"),
    ("celsius", "celsius", 1, "°c celsius"),
    ("fahrenheit", "fahrenheit", 1, "°f fahrenheit"),
    ("share", "percent", 1, "% percent per-cent"),
    ("energy", "calorie", 1, "kcal cal calorie calories"),
    ("units", "iu", 1, "iu"),
    ("dollars", "dollar", 1, "$ dollar dollars usd"),
    ("euros", "euro", 1, "€ euro euros eur"),
    ("pounds", "pound", 1, "£ gbp"),
    ("frequency", "time", 1, "times"),
  ]

  /// Numbers in words.
  static let numbers: [String: Double] = [
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "ninety": 90,
  ]
}
