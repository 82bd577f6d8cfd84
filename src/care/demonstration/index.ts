export type { Reference, TransactionBundle, TransactionEntry } from "./bundle.ts";
export { generateDemonstration } from "./generate.ts";
export type { DemonstrationChoice } from "./generate.ts";
export { recordedPeople, recordedUsernames } from "./recorded-people.ts";
export type { RecordedPerson } from "./recorded-people.ts";
export { demonstrationStaff } from "./staff.ts";
export type { DemonstrationRole, DemonstrationStaff } from "./staff.ts";
