import { randomUUID } from "node:crypto";
import { type Caller, parseScopes } from "../../src/custody/access/index.ts";
import { type PersonId, type TenantId, parseResourceId } from "../../src/foundation/kernel/index.ts";
import type { House } from "../../src/house.ts";

/** Lets somebody with the role of a family member act for a patient from today on, for a year, as the patient wished. */
export async function actsFor(
  { governance }: Pick<House, "governance">,
  tenant: TenantId,
  person: PersonId,
  patient: string,
  now = Date.now(),
): Promise<void> {
  const officer: Caller = {
    tenant,
    kind: "person",
    id: randomUUID(),
    name: "Ines Duarte",
    role: "privacy-officer",
    scopes: parseScopes("user/Patient.r"),
    permissions: new Set(["proxies.manage"]),
    from: "192.0.2.7",
    requestId: randomUUID(),
  };
  const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
  const { proxy } = await governance.proxies.record(officer, {
    patient: parseResourceId(patient),
    account: { kind: "existing", person },
    authority: "own-wish",
    relationship: "friend",
    extent: "ordinary",
    proof: { kind: "signed-statement", reference: "no. 1", seenBy: "Ines Duarte", seenOn: dayOf(now) },
    startsOn: dayOf(now),
    endsOn: dayOf(now + 365 * 86_400_000),
  });
  await governance.proxies.confirm({ ...officer, id: randomUUID(), name: "Odile Okafor" }, proxy.id);
}
