import type { Governance } from "../../care/governance/index.ts";
import { type Caller, parseScopes } from "../../custody/access/index.ts";
import { type Identity, displayName } from "../../custody/identity/index.ts";
import { type Clock, type TenantId, parseResourceId } from "../../foundation/kernel/index.ts";

export interface RelativeParts {
  readonly identity: Pick<Identity, "people">;
  readonly governance: Pick<Governance, "proxies">;
  readonly now: Clock;
}

const day = 86_400_000;
const month = 30 * day;
const year = 365 * day;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Lets the demonstration's relative act for the resident of whom their account speaks, as its officers would. Once. */
export async function letRelativeAct(
  { identity, governance, now }: RelativeParts,
  tenant: TenantId,
  username: string,
): Promise<void> {
  const people = await identity.people.list(tenant);
  const relative = people.find((person) => person.username === username);
  const officer = people.find(({ role }) => role === "privacy-officer");
  const second = people.find(({ role }) => role === "owner") ?? people.find(({ role }) => role === "administrator");
  const patient = relative?.patient?.replace(/^Patient\//, "");
  if (relative === undefined || officer === undefined || second === undefined || patient === undefined) return;
  const caller: Caller = {
    tenant,
    kind: "person",
    id: officer.id,
    name: displayName(officer),
    role: officer.role,
    scopes: parseScopes("user/Patient.r"),
    permissions: new Set(["proxies.manage"]),
    from: "127.0.0.1",
    requestId: "demonstration",
  };
  const known = await governance.proxies.mine({ ...caller, id: relative.id });
  if (known.length > 0) return;
  const { proxy } = await governance.proxies.record(caller, {
    patient: parseResourceId(patient),
    account: { kind: "existing", person: relative.id },
    authority: "own-wish",
    relationship: relative.jobTitle?.split(" of ")[0]?.toLowerCase() ?? "relative",
    extent: "ordinary",
    proof: { kind: "signed-statement", reference: "made up", seenBy: caller.name, seenOn: dayOf(now() - month) },
    startsOn: dayOf(now()),
    endsOn: dayOf(now() + 2 * year),
  });
  await governance.proxies.confirm(
    { ...caller, id: second.id, name: displayName(second), role: second.role },
    proxy.id,
  );
}
