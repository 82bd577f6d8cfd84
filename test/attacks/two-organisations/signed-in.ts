import type { BuiltInRoleId } from "../../../src/custody/access/index.ts";
import { Secret, type TenantId } from "../../../src/foundation/kernel/index.ts";
import type { TestHouse } from "../../support/house.ts";
import { signedInHeaders } from "../../support/signed-in.ts";
import { canary } from "./known.ts";

/** What somebody sends with each request. */
export type Headers = Readonly<Record<string, string>>;

export const operator = { kind: "system", id: "test", name: "test" } as const;

/** Somebody of this role, as they have just signed in. @param patient whose record is theirs */
export async function signedIn(
  house: TestHouse,
  tenant: TenantId,
  role: BuiltInRoleId,
  patient?: string,
): Promise<Headers> {
  const { person } = await house.house.identity.people.add(
    operator,
    tenant,
    { username: `${role}.${tenant}`, given: "Robin", family: canary.slice(0, 3), role, patient },
    { kind: "password", password: new Secret("Harbour-lantern-579!") },
  );
  return signedInHeaders(house, person.id, { of: tenant, provenBy: "password" });
}
