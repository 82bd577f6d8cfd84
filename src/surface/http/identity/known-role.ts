import { type RoleName, roleNames } from "../../../custody/access/index.ts";
import { Refusal } from "./refusal.ts";

/** The role, if there is one of this id. @throws Refusal 422 `people/unknown-role` */
export function knownRole(id: string): RoleName {
  const known = roleNames.find((name) => name === id);
  if (known === undefined)
    throw new Refusal(422, "people/unknown-role", "There is no such role. Choose one of the list.", { path: "role" });
  return known;
}
