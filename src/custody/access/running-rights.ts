import type { Permission } from "./permissions.ts";

/** Rights over the organisation itself: whoever has them could have every other, by a role or by a program's hand. Given person by person,
 *  by two people. */
export const runningRights: readonly Permission[] = [
  "people.manage",
  "roles.manage",
  "policies.manage",
  "clients.manage",
];
