import { filesAndPeople } from "./files-and-people.ts";
import { inputAndWeb } from "./input-and-web.ts";
import { sessionsAndAccess } from "./sessions-and-access.ts";

export { evidenceFaults } from "./evidence.ts";
export { asvsPage, evidenceText } from "./page.ts";
export type { Requirement, Verdict } from "./requirement.ts";

/** Every requirement of levels 1 and 2 of V2 to V10, in the standard's order. */
export const requirements = [...inputAndWeb, ...filesAndPeople, ...sessionsAndAccess] as const;
