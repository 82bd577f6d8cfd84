import type { Caller, Purpose, Role, RoleId } from "../../../custody/access/index.ts";
import { type Person, displayName } from "../../../custody/identity/index.ts";
import type { PolicyFacts } from "../../../custody/policy/index.ts";
import { type TenantId, parsePersonId } from "../../../foundation/kernel/index.ts";
import { Refusal, basicsOf } from "../identity/index.ts";
import type { PolicyRoutesPorts } from "./ports.ts";

/** @throws Refusal 404 `people/unknown` for somebody who isn't here or may not sign in any more */
export async function personNamed({ people }: PolicyRoutesPorts, tenant: TenantId, id: string): Promise<Person> {
  const person = await people.get(tenant, parsePersonId(id));
  if (person === undefined || person.state === "ended")
    throw new Refusal(404, "people/unknown", "There is nobody of that id who may sign in.", { path: "personId" });
  return person;
}

export interface Guise {
  readonly person: Person;
  /** Instead of the person's own: stored under this id, or not stored at all. */
  readonly role?: { readonly id: RoleId | undefined; readonly role: Role } | undefined;
  readonly purpose?: Purpose | undefined;
}

/** Somebody as the chart would meet them, at this moment. They are no session: permissions are none, and nothing is written as them.
 *  @throws PolicyError `policy/purpose-not-allowed` */
export async function callerAs(
  ports: PolicyRoutesPorts,
  viewer: Caller,
  { person, role, purpose }: Guise,
): Promise<Caller> {
  const { tenant, from, requestId } = viewer;
  const basics = basicsOf({ tenant, id: person.id, profile: person, role: role?.id ?? person.role, purpose });
  const facts: PolicyFacts =
    role === undefined ? await ports.policy.facts(basics) : await ports.policy.factsWith(basics, role.role);
  return {
    ...facts,
    tenant,
    kind: "person",
    id: person.id,
    name: displayName(person),
    permissions: new Set(),
    practitioner: person.practitioner,
    from,
    requestId,
  };
}
