import type { ConsentParty, SeenByParty } from "../../../../contract/index.ts";
import type { Caller, RoleId } from "../../../custody/access/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import { Refusal } from "../identity/index.ts";
import { withTies } from "./compare-sight.ts";
import type { PolicyRoutesPorts } from "./ports.ts";
import { callerAs } from "./see-as.ts";

/** Somebody of whom a patient thinks, as the chart would meet them; `caller` is absent for a member of staff without an account. */
export interface PartyGuise {
  readonly caller: Caller | undefined;
  readonly assumed?: SeenByParty["assumed"];
}

/** Nobody: no account has this id, so no grant is theirs. */
const anybody = "00000000-0000-0000-0000-000000000000";
/** As what somebody of another organisation treats: whatever they see, a consent or a tie has opened. */
const outsider: RoleId = "therapist";
const family: RoleId = "family-member";

/**
 * A member of staff is met with their own account and ties. A role, a team or the family is no one person: it is assumed, and told,
 * that they have the part which such people have; an organisation has none but what consents give it.
 * @throws Refusal 422 `consents/unsuitable`
 */
export async function guiseOf(
  ports: PolicyRoutesPorts,
  viewer: Caller,
  party: ConsentParty,
  patient: ResourceId,
): Promise<PartyGuise> {
  switch (party.kind) {
    case "role":
      return ofRole(ports, viewer, party.id, patient);
    case "organisation": {
      const caller = await somebody(ports, viewer, outsider, [party.reference]);
      return party.reference.startsWith("CareTeam/") ? asTreating(caller, patient) : { caller };
    }
    case "person":
      return party.reference.startsWith("RelatedPerson/")
        ? asFamily(await somebody(ports, viewer, family, [party.reference]), patient)
        : ofStaff(ports, viewer, party.reference);
  }
}

async function ofStaff(ports: PolicyRoutesPorts, viewer: Caller, reference: string): Promise<PartyGuise> {
  const person = (await ports.people.list(viewer.tenant)).find(
    ({ practitioner, state }) => practitioner === reference && state !== "ended",
  );
  return { caller: person === undefined ? undefined : await callerAs(ports, viewer, { person }) };
}

async function ofRole(ports: PolicyRoutesPorts, viewer: Caller, id: RoleId, patient: ResourceId): Promise<PartyGuise> {
  if ((await ports.policy.roleOf(viewer.tenant, id)) === undefined)
    throw new Refusal(422, "consents/unsuitable", "There is no such role.", { path: "party.id" });
  const caller = await somebody(ports, viewer, id, []);
  switch (caller.reach) {
    case "related":
      return asTreating(caller, patient);
    case "facility":
      return {
        caller: { ...caller, facilities: caller.standing?.facilitiesOf(patient) ?? [] },
        assumed: "works-there",
      };
    case "patient":
      return asFamily(caller, patient);
    case "organisation":
    case undefined:
      return { caller };
  }
}

function asTreating(caller: Caller, patient: ResourceId): PartyGuise {
  return { caller: withTies(caller, patient, [{ kind: "care-team" }]), assumed: "treats" };
}

/** As far as whoever acts for a patient sees by their role: more only where it was proven. */
function asFamily(caller: Caller, patient: ResourceId): PartyGuise {
  return { caller: { ...caller, patient }, assumed: "acts-for" };
}

async function somebody(
  { policy }: PolicyRoutesPorts,
  { tenant, from, requestId }: Caller,
  role: RoleId,
  references: readonly string[],
): Promise<Caller> {
  const facts = await policy.facts({ tenant, kind: "person", id: anybody, role, references });
  const clearances = (await policy.roleOf(tenant, role))?.clearances;
  return {
    ...facts,
    // Policy knows family only by an authority that is proven; here it is assumed, so a consent has to find their name.
    references: [...new Set([...(facts.references ?? []), ...references])],
    clearances,
    tenant,
    kind: "person",
    id: anybody,
    name: "somebody",
    permissions: new Set(),
    from,
    requestId,
  };
}
