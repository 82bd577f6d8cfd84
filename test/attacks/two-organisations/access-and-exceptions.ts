import { expect } from "vitest";
import { type BuiltInRoleId, type Caller, roles } from "../../../src/custody/access/index.ts";
import { randomUuid } from "../../../src/foundation/crypto/index.ts";
import { type PersonId, parsePersonId, parseResourceId } from "../../../src/foundation/kernel/index.ts";
import type { TestHouse } from "../../support/house.ts";
import { type Known, canary } from "./known.ts";
import { operator, signedIn } from "./signed-in.ts";

/** A role of the organisation's own making. */
export async function aRoleOfTheirs(house: TestHouse): Promise<string> {
  const id = `${canary.toLowerCase()}-role`;
  const stored = await fetch(`${house.origin}/api/policy/roles/${id}`, {
    method: "PUT",
    headers: await signedIn(house, house.tenant, "owner"),
    body: JSON.stringify({
      revision: 0,
      definition: {
        label: canary,
        inSentence: canary,
        summary: canary,
        scopes: ["user/Organization.rs"],
        permissions: [],
        reach: "organisation",
        fieldRules: [],
        clearances: [],
        purposes: ["HOPERAT"],
      },
    }),
  });
  expect(stored.ok).toBe(true);
  return id;
}

/** A session, a recovery and a passkey of the organisation. */
export async function access(
  { house, tenant }: TestHouse,
  someone: PersonId,
): Promise<Pick<Known, "session" | "authenticator" | "recovery">> {
  const { identity, db } = house;
  const [session] = await identity.sessions.list(tenant);
  const recovery = await identity.recovery.start(operator, tenant, someone, canary);
  const authenticator = randomUuid();
  await db.tenant(tenant).query(
    `insert into wardbook.authenticator (tenant, authenticator, person, kind, token, sealed, added_at)
     values ($1, $2, $3, 'passkey', $4, $4, 1)`,
    [tenant, authenticator, someone, Buffer.from(canary)],
  );
  return { session: session?.id ?? "", authenticator, recovery: recovery.id };
}

/** A broken glass, a vendor's access, a role that waits for a second person, a review of access and a task of the organisation. */
export async function exceptions(
  { house, tenant }: TestHouse,
  patient: string,
): Promise<Pick<Known, "glass" | "vendorAccess" | "review" | "item" | "task" | "roleRequest">> {
  const { governance, identity } = house;
  const staff = async (role: BuiltInRoleId): Promise<Caller> => {
    const { person } = await identity.people.add(operator, tenant, {
      username: `${role}.of.exceptions`,
      given: canary,
      family: canary,
      role,
    });
    const { scopes, permissions } = roles[role];
    return {
      tenant,
      kind: "person",
      id: person.id,
      name: canary,
      role,
      scopes,
      permissions,
      from: "",
      requestId: "r1",
    };
  };
  const nurse = await staff("nurse");
  const officer = await staff("privacy-officer");
  const manager = await staff("owner");
  const vendor = await staff("vendor");
  const { grant } = await governance.breakGlass.ask(nurse, {
    patient: { by: "id", id: parseResourceId(patient) },
    reason: { kind: "other", words: `${canary} has to be seen at once.` },
  });
  const now = Date.now();
  const vendorAccess = await governance.vendorAccess.request(manager, {
    person: parsePersonId(vendor.id),
    ticket: canary,
    purpose: `${canary} doesn't load.`,
    scopes: ["user/Patient.r"],
    from: now,
    until: now + 3_600_000,
  });
  const roleRequest = await governance.roleGrants.request(manager, {
    person: parsePersonId(nurse.id),
    role: "administrator",
  });
  const review = await governance.accessReviews.open(manager, { title: canary });
  const { tasks } = await governance.tasks.list(officer, "open");
  return {
    glass: grant.id,
    vendorAccess: vendorAccess.id,
    review: review.id,
    item: review.items[0]?.id ?? "",
    task: tasks[0]?.id ?? "",
    roleRequest: roleRequest.id,
  };
}
