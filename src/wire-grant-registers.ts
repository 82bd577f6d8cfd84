import { GovernanceError, type GrantRegister } from "./care/governance/index.ts";
import type { Reach } from "./custody/access/index.ts";
import { type Authorization, AuthorizationError } from "./custody/authorization/index.ts";
import { type Identity, IdentityError, type Person, displayName } from "./custody/identity/index.ts";
import type { Policy } from "./custody/policy/index.ts";
import { type PersonId, type TenantId, parsePersonId } from "./foundation/kernel/index.ts";

export interface RegisterParts {
  readonly identity: Pick<Identity, "people" | "sessions">;
  readonly authorization: Pick<Authorization, "apps" | "clients" | "federationGrants">;
  readonly policy: Pick<Policy, "roleOf">;
}

/** Every kind of grant that a review goes through, beside vendors' access: what there is of it, and how one is ended. */
export function grantRegisters(parts: RegisterParts): readonly GrantRegister[] {
  return [
    peopleRegister(parts),
    ...clientRegisters(parts.authorization),
    appRegister(parts),
    mappingRegister(parts),
    accountRegister(parts),
  ];
}

/** What each person's role lets them do, and where. */
function peopleRegister({ identity, policy }: RegisterParts): GrantRegister {
  return {
    kind: "person-role",
    async list(tenant) {
      const people = (await identity.people.list(tenant)).filter(({ state }) => state !== "ended");
      return Promise.all(
        people.map(async (person) => {
          const role = await policy.roleOf(tenant, person.role);
          return {
            subject: person.id,
            holder: person.id,
            holderName: displayName(person),
            grant: roleText(role, person.role, person.facilities?.length ?? 0),
            hint: lastSeen(person.lastSignInAt),
          };
        }),
      );
    },
    async withdraw(actor, tenant, subject) {
      await identity.people
        .change(actor, tenant, parsePersonId(subject), { state: "ended" })
        .catch((error: unknown) => {
          if (!(error instanceof IdentityError)) throw error;
          if (error.code === "people/last-manager") throw new GovernanceError("review/cannot-withdraw", error.message);
          if (error.code !== "people/unknown" && error.code !== "people/illegal-change") throw error;
        });
    },
  };
}

/** Programs that act for themselves, and apps that act for people. */
function clientRegisters({ clients }: RegisterParts["authorization"]): readonly GrantRegister[] {
  return (["api-client", "oauth-client"] as const).map((kind) => ({
    kind,
    list: async (tenant) =>
      (await clients.list(tenant))
        .filter((client) => client.state === "active" && (client.redirectUris.length === 0) === (kind === "api-client"))
        .map(({ id, name, maker, contacts, scopes, lastTokenAt }) => ({
          subject: id,
          holderName: name,
          grant: scopes.join(" "),
          hint: [lastSeen(lastTokenAt), ...(maker === undefined ? [] : [`made by ${maker}`]), ...contacts].join(", "),
        })),
    withdraw: (actor, tenant, subject) => clients.end(actor, tenant, subject),
  }));
}

/** What people allowed apps to do in their name. Patients' own are theirs to keep: nobody at work decides about them. */
function appRegister({ authorization: { apps }, identity, policy }: RegisterParts): GrantRegister {
  return {
    kind: "app-grant",
    async list(tenant) {
      const people = await staffOf({ identity, policy }, tenant);
      return (await apps.standing(tenant)).flatMap(({ grant, client }) => {
        const person = people.get(grant.person);
        if (person === undefined) return [];
        const about = grant.patient === undefined ? "" : ", about one patient";
        return {
          subject: grant.id,
          holder: person.id,
          holderName: displayName(person),
          grant: `${client.name} in their name: ${grant.scope}${about}`,
          hint: lastSeen(grant.usedAt),
        };
      });
    },
    async withdraw(actor, tenant, subject) {
      const grant = (await apps.standing(tenant)).find(({ grant: { id } }) => id === subject)?.grant;
      if (grant === undefined) return;
      await apps.withdraw(actor, tenant, grant.person, subject).catch((error: unknown) => {
        if (!(error instanceof AuthorizationError && error.code === "oauth/no-app")) throw error;
      });
    },
  };
}

/** Roles that the organisation's own OpenID provider gives by what it says of somebody. */
function mappingRegister({ authorization: { federationGrants }, identity, policy }: RegisterParts): GrantRegister {
  return {
    kind: "federation-mapping",
    async list(tenant) {
      const mappings = await federationGrants.mappings(tenant);
      return Promise.all(
        mappings.map(async ({ id, provider, claim, value, role, makesPeople }) => ({
          subject: id,
          holderName: `${provider}: whoever has ${claim} = ${value}`,
          grant: `The role ${(await policy.roleOf(tenant, role))?.label ?? `${role}, which is gone`}`,
          hint: makesPeople ? "also lets in people who are new here" : "for people who are linked here",
        })),
      );
    },
    async withdraw(actor, tenant, subject) {
      // Whom the mapping let in has to come through what is left of it. Afterwards nothing says any more who that was: so they are
      // sent out before, lest a server that stops between leave them in, and again after, should they have come back meanwhile.
      const people = await federationGrants.letIn(tenant, subject);
      const sendOut = async () => {
        for (const person of people) await identity.sessions.endAllOf(actor, tenant, person);
      };
      await sendOut();
      if (await federationGrants.withdrawMapping(actor, tenant, subject)) await sendOut();
    },
  };
}

/** Accounts elsewhere that sign in as somebody here. */
function accountRegister({ authorization: { federationGrants }, identity, policy }: RegisterParts): GrantRegister {
  return {
    kind: "standing",
    async list(tenant) {
      const people = await staffOf({ identity, policy }, tenant);
      return (await federationGrants.accounts(tenant)).flatMap(({ person: id, provider, linkedAt }) => {
        const person = people.get(id);
        if (person === undefined) return [];
        return {
          subject: id,
          holder: id,
          holderName: displayName(person),
          grant: `An account at ${provider} signs in as this person`,
          hint: `linked on ${dayOf(linkedAt)}`,
        };
      });
    },
    async withdraw(actor, tenant, subject) {
      const person = parsePersonId(subject);
      // Before and after, as with mappings.
      if ((await federationGrants.accounts(tenant)).some((account) => account.person === person))
        await identity.sessions.endAllOf(actor, tenant, person);
      if (await federationGrants.unlink(actor, tenant, person)) await identity.sessions.endAllOf(actor, tenant, person);
    },
  };
}

async function staffOf(
  { identity, policy }: Pick<RegisterParts, "identity" | "policy">,
  tenant: TenantId,
): Promise<ReadonlyMap<PersonId, Person>> {
  const staff = new Map<PersonId, Person>();
  for (const person of await identity.people.list(tenant))
    if (person.state !== "ended" && (await policy.roleOf(tenant, person.role))?.reach !== "patient")
      staff.set(person.id, person);
  return staff;
}

function roleText(
  role: { readonly label: string; readonly reach: Reach } | undefined,
  id: string,
  facilities: number,
): string {
  return `${role?.label ?? id}: ${role === undefined ? "a role that is gone" : reachText(role.reach, facilities)}`;
}

function reachText(reach: Reach, facilities: number): string {
  switch (reach) {
    case "organisation":
      return facilities === 0 ? "the whole organisation" : `${facilities} of the sites`;
    case "facility":
      return facilities === 0 ? "the sites where they work" : facilities === 1 ? "one site" : `${facilities} sites`;
    case "related":
      return "patients in their care";
    case "patient":
      return "one patient's record";
  }
}

function lastSeen(at: number | undefined): string {
  return at === undefined ? "never used" : `last used on ${dayOf(at)}`;
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
