export { appointmentRule } from "./appointment-rule.ts";
export { dropPastPlaces, rebuildPlaces } from "./places.ts";
export type { CurrentAppointment, PlacesPorts, RebuildingPorts } from "./ports.ts";
export { hasPlaces, statuses, transitions, undoOf } from "./states.ts";
export type { AppointmentStatus } from "./states.ts";
export { extensionUrl, identifierSystem } from "./vocabulary.ts";
