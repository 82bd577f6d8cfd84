import type { Clock, PersonId, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import { type Purpose, type RequestBudgets, type Scope, covers } from "../access/index.ts";
import { LiveCache, type PersonProfile, openProfile } from "../identity/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { openGrantContent } from "./app-grant.ts";
import { hashArtifactId, tenantOfArtifactId } from "./artifact-id.ts";
import { openClientName, openDetails } from "./client-details.ts";
import { withinRegistration } from "./narrow-scopes.ts";
import type { AskOpenSessions } from "./open-sessions.ts";
import { purposeOfProgram } from "./second-person.ts";
import { understoodScopes } from "./special-scopes.ts";
import { readToken } from "./token-table.ts";

/** A bearer token that holds now (a second ago at most). */
export interface LiveToken {
  readonly tenant: TenantId;
  readonly clientId: string;
  /** The client's. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Names what the token stands on: what the person allowed, or the token itself. Opens nothing. */
  readonly grantId: string;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** For whom an app acts; a client that acts for itself has none. */
  readonly person?: TokenPerson | undefined;
  /** The patient in context. */
  readonly patient?: ResourceId | undefined;
  /** What for: that of the session in which the person allowed it, or what the client was registered for. */
  readonly purpose?: Purpose | undefined;
  /** What an administrator set for the client. */
  readonly requestBudgets?: RequestBudgets | undefined;
}

export interface TokenPerson {
  readonly id: PersonId;
  readonly role: string;
  readonly profile: PersonProfile;
}

export interface Tokens {
  /** At once for a token seen within the last second. */
  find(token: string): LiveToken | undefined | Promise<LiveToken | undefined>;
  /** Makes this process ask the database again: after something was revoked. */
  forgetRemembered(): void;
}

const mostRemembered = 20_000;

export function createTokens({
  database,
  keyring,
  openSessions,
  now,
}: {
  readonly database: Database;
  readonly openSessions: AskOpenSessions;
  readonly keyring: Pick<Keyring, "vault">;
  readonly now: Clock;
}): Tokens {
  const live = new LiveCache<LiveToken>({ now, most: mostRemembered });

  async function read(tenant: TenantId, hash: Buffer): Promise<LiveToken | undefined> {
    const row = await readToken(database.tenant(tenant), tenant, hash, await openSessions(tenant));
    if (row === undefined) return undefined;
    const vault = await keyring.vault(tenant);
    const grant =
      row.grant_id === null || row.grant_sealed === null
        ? undefined
        : openGrantContent(vault, row.grant_id, row.grant_sealed);
    const person =
      row.person === null || row.role === null || row.sealed_profile === null
        ? undefined
        : { id: row.person, role: row.role, profile: openProfile(vault, row.person, row.sealed_profile) };
    const details = openDetails(vault, row.client, row.client_details);
    return {
      tenant,
      clientId: row.client,
      name: openClientName(vault, row.client, row.client_name),
      scopes: stillAllowed(understoodScopes(row.scopes).resources, understoodScopes(row.client_scopes).resources),
      grantId: row.grant_id ?? hash.toString("hex").slice(0, 32),
      until: row.until,
      person,
      patient: grant?.patient,
      purpose: grant === undefined ? purposeOfProgram(details) : grant.purpose,
      requestBudgets: details.requestBudgets,
    };
  }

  const unlessExpired = (found: LiveToken | undefined) =>
    found !== undefined && now() < found.until ? found : undefined;

  return {
    find(token) {
      const tenant = tenantOfArtifactId(token);
      if (tenant === undefined) return undefined;
      const hash = hashArtifactId(token);
      const found = live.get(hash.toString("base64"), () =>
        read(tenant, hash).catch((error: unknown) => {
          // An organisation that doesn't exist has no tokens.
          if (error instanceof Error && "code" in error && error.code === "keyring/unknown-tenant") return undefined;
          throw error;
        }),
      );
      return found instanceof Promise ? found.then(unlessExpired) : unlessExpired(found);
    },

    forgetRemembered: () => live.forgetAll(),
  };
}

/** What a token was given, as far as its program still may: what a program loses its tokens lose with it. */
function stillAllowed(given: readonly Scope[], registered: readonly Scope[]): readonly Scope[] {
  return given.every((scope) => covers(registered, scope)) ? given : withinRegistration(given, registered);
}
