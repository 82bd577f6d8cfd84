/** What a record is read by. */
export type SectionPath =
  `/my-record/$patientId/${"appointments" | "medicines" | "allergies" | "results" | "notes" | "documents" | "who-looked" | "consents"}`;
