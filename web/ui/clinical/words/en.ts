/** Words that stand beside what is recorded: how a value stands, when something was, and that something is missing. */
export const words = {
  notRecorded: "Not recorded",
  since: "since {day}",
  until: "until {day}",

  belowRange: "Below range",
  aboveRange: "Above range",
  abnormal: "Abnormal",
  criticallyLow: "Critically low",
  criticallyHigh: "Critically high",
  critical: "Critical",
  inRange: "In range",
  noRange: "No range",

  atLeast: "at least {value}",
  upTo: "up to {value}",
  lessThan: "less than {value}",
  atMost: "at most {value}",
  moreThan: "more than {value}",

  substanceNotNamed: "Substance not named",
  alertWithoutWords: "Alert without words",
  medicineNotNamed: "Medicine not named",
} as const;
