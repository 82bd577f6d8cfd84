/** Who opens it, of the demonstration's people. */
export type Person = "Jodie Fairweather" | "Amara Osei" | "Farida Rahmani" | "Rosalind Aldous";

/** What a page asks the server for. */
export interface Screen {
  readonly name: string;
  readonly as: Person;
  /** Asked one after the other. `{patient}` is somebody with a long record, `{branch}` a branch, `{day}` today, `{month}` a day of this month. */
  readonly asks: readonly string[];
  /** How many of the web app's scripts it asks for first, as a browser does that has none. */
  readonly scripts?: number;
  /** Opened once for each start of a server: what it remembers is then not there yet. */
  readonly first?: boolean;
}

const ofPatient = (type: string, more = "") => `/fhir/${type}?_count=500&patient={patient}${more}`;
const places = "/api/scheduling/places";
const board = "/api/scheduling/board?branch={branch}&from={day}&days=1";

export const screens: readonly Screen[] = [
  {
    name: "reports, the first time",
    as: "Rosalind Aldous",
    asks: ["/api/reports?unit=month&day={month}"],
    first: true,
  },
  { name: "reports, again", as: "Rosalind Aldous", asks: ["/api/reports?unit=month&day={month}"] },
  { name: "places", as: "Jodie Fairweather", asks: [places] },
  { name: "board", as: "Jodie Fairweather", asks: [board] },
  {
    name: "free times of a week",
    as: "Jodie Fairweather",
    asks: ["/api/scheduling/free?kind={kind}&branch={branch}&from={day}&days=7&most=250"],
  },
  {
    name: "chart",
    as: "Amara Osei",
    asks: [
      "/fhir/Patient/{patient}",
      "/api/registration/belonging?patient={patient}",
      ofPatient("Flag"),
      ofPatient("AllergyIntolerance"),
      ofPatient("Condition"),
      ofPatient("Appointment", "&date=ge{day}&_sort=date"),
      ofPatient("MedicationRequest", "&_include=MedicationRequest:medication&_include=MedicationRequest:requester"),
      ofPatient("MedicationStatement", "&_include=MedicationStatement:medication"),
      ofPatient(
        "DocumentReference",
        "&type:not=http://loinc.org%7C57016-8&_sort=-date&_include=DocumentReference:author",
      ),
      ofPatient("Observation", "&category=laboratory&_sort=-date"),
      ofPatient("Observation", "&category=vital-signs&_sort=-date"),
    ],
  },
  { name: "scripts of a first page", as: "Jodie Fairweather", asks: [], scripts: 54 },
  { name: "expenses", as: "Farida Rahmani", asks: ["/api/expenses/vouchers?branch={branch}"] },
];
