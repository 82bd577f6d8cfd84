export { aClient, aClinician, aReceptionist, anAdministrator, anAuditor } from "./callers.ts";
export { aNote } from "./document.ts";
export { aHouse, anOrganisation } from "./house.ts";
export type { House, Process } from "./house.ts";
export { anObservation } from "./observation.ts";
export type { ObservationWords } from "./observation.ts";
export { aPatient, mrnSystem } from "./patient.ts";
export type { PatientWords } from "./patient.ts";
export { inside } from "./inside.ts";
