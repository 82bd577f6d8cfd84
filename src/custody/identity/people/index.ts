export type { ChangedPerson, PersonChange } from "./change-person.ts";
export { createPeople } from "./people.ts";
export type { AddedPerson, FirstCredential, NewPerson, People } from "./people.ts";
