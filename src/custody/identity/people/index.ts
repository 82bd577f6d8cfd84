export type { ChangedPerson, PersonChange } from "./change-person.ts";
export { createPeople } from "./people.ts";
export type { AddedPerson, FirstCredential, NewPerson, People, StandingAccount } from "./people.ts";
export type { AccountRemoval } from "./remove-account.ts";
export type { RoleChange, WitnessRoleChange } from "./role-change.ts";
