import type { TenantVault } from "../keyring/index.ts";
import { type ClientDetails, openClientName, openDetails } from "./client-details.ts";
import type { ClientKind, ClientRow, ClientState } from "./client-table.ts";

/** A program: one that acts for itself, or an app that people allow to act for them. */
export interface Client extends ClientDetails {
  readonly id: string;
  readonly name: string;
  readonly kind: ClientKind;
  readonly scopes: readonly string[];
  readonly addedAt: number;
  readonly changedAt?: number | undefined;
  readonly lastTokenAt?: number | undefined;
  readonly state: ClientState;
}

export function clientOf(vault: TenantVault, row: ClientRow): Client {
  return {
    ...openDetails(vault, row.client, row.sealed_details),
    id: row.client,
    name: openClientName(vault, row.client, row.sealed_name),
    kind: row.kind,
    scopes: row.scopes === "" ? [] : row.scopes.split(" "),
    addedAt: row.added_at,
    changedAt: row.changed_at ?? undefined,
    lastTokenAt: row.last_token_at ?? undefined,
    state: row.state,
  };
}
