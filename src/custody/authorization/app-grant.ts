import { type PersonId, type ResourceId, parseResourceId } from "../../foundation/kernel/index.ts";
import { type Purpose, purposes } from "../access/index.ts";
import type { TenantVault, VaultColumn } from "../keyring/index.ts";
import type { AppGrantRow } from "./app-grant-table.ts";
import { AuthorizationError } from "./authorization-error.ts";

/** What a person allowed an app. */
export interface AppGrant {
  readonly id: string;
  readonly client: string;
  readonly person: PersonId;
  /** Special scopes and resource scopes, space-separated. */
  readonly scope: string;
  readonly patient?: ResourceId | undefined;
  readonly encounter?: ResourceId | undefined;
  /** What for: the purpose of the session in which it was allowed. */
  readonly purpose?: Purpose | undefined;
  /** The session with which it ends. */
  readonly session?: string | undefined;
  readonly givenAt: number;
  readonly usedAt: number;
  readonly until: number;
}

type Content = Pick<AppGrant, "scope" | "patient" | "encounter" | "purpose">;

const context = (id: string) => `app-grant/${id}`;

export const appGrantColumn: VaultColumn = {
  table: "app_grant",
  column: "sealed",
  key: ["grant_id"],
  contexts: ({ grant_id }: { grant_id: string }) => [context(grant_id)],
};

export function sealGrant(vault: TenantVault, id: string, { scope, patient, encounter, purpose }: Content): Buffer {
  return vault.seal(context(id), Buffer.from(JSON.stringify({ scope, patient, encounter, purpose })));
}

/** @throws AuthorizationError `authorization/malformed-row`; CryptoError when the row is another's or was altered */
export function openGrantContent(vault: TenantVault, id: string, sealed: Buffer): Content {
  const value: unknown = JSON.parse(vault.open(context(id), sealed).toString());
  if (typeof value !== "object" || value === null || !("scope" in value) || typeof value.scope !== "string")
    throw new AuthorizationError("authorization/malformed-row", "a stored grant lacks its scopes");
  const { patient, encounter, purpose } = value as { patient?: unknown; encounter?: unknown; purpose?: unknown };
  return {
    scope: value.scope,
    patient: idOrNothing(patient),
    encounter: idOrNothing(encounter),
    purpose: purposes.find((one) => one === purpose),
  };
}

function idOrNothing(value: unknown): ResourceId | undefined {
  return typeof value === "string" ? parseResourceId(value) : undefined;
}

export function openGrant(vault: TenantVault, row: AppGrantRow): AppGrant {
  return {
    ...openGrantContent(vault, row.grant_id, row.sealed),
    id: row.grant_id,
    client: row.client,
    person: row.person,
    session: row.session ?? undefined,
    givenAt: row.given_at,
    usedAt: row.used_at,
    until: row.until,
  };
}
