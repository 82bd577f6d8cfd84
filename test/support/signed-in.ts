import { type ProvenBy, csrfTokenOf } from "../../src/custody/identity/index.ts";
import type { PersonId } from "../../src/foundation/kernel/index.ts";
import type { TestHouse } from "./house.ts";

export type SignedInHeaders = Readonly<Record<"cookie" | "x-wardbook-csrf" | "content-type" | "origin", string>>;

/** What the browser of somebody who has just signed in sends with each request. */
export async function signedInHeaders(
  { house, origin, tenant }: Pick<TestHouse, "house" | "origin" | "tenant">,
  person: PersonId,
  { of = tenant, provenBy = "passkey" as ProvenBy } = {},
): Promise<SignedInHeaders> {
  const { identity, db } = house;
  const cookie = await db.transaction(of, (tx) =>
    identity.sessions.begin(tx, of, person, { origin: { from: "192.0.2.7", requestId: "r1" }, provenBy }),
  );
  return {
    cookie: `__Host-wardbook=${cookie.text.expose()}`,
    "x-wardbook-csrf": csrfTokenOf(cookie),
    "content-type": "application/json",
    origin,
  };
}

/** Makes the proof of the person's sessions ten minutes old. */
export async function ageProof(
  { house, tenant }: Pick<TestHouse, "house" | "tenant">,
  person: PersonId,
): Promise<void> {
  await house.db
    .tenant(tenant)
    .query("update wardbook.session set proven_at = proven_at - 600000 where tenant = $1 and person = $2", [
      tenant,
      person,
    ]);
  house.identity.sessions.forgetRemembered();
}
