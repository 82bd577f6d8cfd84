import type { Session } from "../../../contract/index.ts";

/** Somebody who isn't staff: a patient, or whoever acts for one. They get a record to read instead of charts to work in. */
export function isOwnRecord({ person }: Pick<Session, "person">): boolean {
  return person.role === "patient" || person.role === "family-member";
}
