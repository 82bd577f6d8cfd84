export { personActor, personSubject, signInActor } from "./event.ts";
export type { Actor, IdentityAct, IdentityEvent, Origin, RecordEvent, Subject } from "./event.ts";
export { IdentityError } from "./identity-error.ts";
export type { IdentityErrorCode } from "./identity-error.ts";
export { stepLifecycle } from "./lifecycle.ts";
export {
  countRoles,
  holdPeople,
  holdPerson,
  insertPerson,
  readPeople,
  readPerson,
  readPersonByToken,
  storePerson,
} from "./person-table.ts";
export type { PersonRow } from "./person-table.ts";
export { displayName, openProfile, profileColumn, sealProfile, usernameToken } from "./person.ts";
export type { Person, PersonName, PersonProfile, PersonState } from "./person.ts";
