/** The chart's sections in the order of their number keys. */
export const chartSections = [
  { key: "1", label: "Summary", to: "/patients/$patientId" },
  { key: "2", label: "Problems", to: "/patients/$patientId/problems" },
  { key: "3", label: "Medicines", to: "/patients/$patientId/medicines" },
  { key: "4", label: "Allergies", to: "/patients/$patientId/allergies" },
  { key: "5", label: "Results", to: "/patients/$patientId/results" },
  { key: "6", label: "Vitals", to: "/patients/$patientId/vitals" },
  { key: "7", label: "Timeline", to: "/patients/$patientId/timeline" },
  { key: "8", label: "Notes", to: "/patients/$patientId/notes" },
  { key: "9", label: "Who looked", to: "/patients/$patientId/access" },
] as const;
