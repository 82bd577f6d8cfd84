import type { RequestBudgets } from "../access/index.ts";
import type { TenantVault, VaultColumn } from "../keyring/index.ts";
import { AuthorizationError } from "./authorization-error.ts";

/** A public key of a client, as RFC 7517 writes it. */
export type PublicJwk = Readonly<Record<string, unknown>>;

/** What a program is to do for itself beyond what whoever asked may do: it waits for somebody else's word. */
export interface AskedBeyond {
  /** UUID. Another purpose makes it another ask. */
  readonly id: string;
  /** Space-separated. */
  readonly scopes: string;
  readonly by: string;
  readonly byName: string;
  readonly at: number;
}

/** What a client is beside its name, kind and scopes. Sealed at rest. */
export interface ClientDetails {
  readonly redirectUris: readonly string[];
  readonly launchUrl?: string | undefined;
  readonly maker?: string | undefined;
  readonly logoText?: string | undefined;
  readonly contacts: readonly string[];
  /** What it acts for when it acts for itself: one of HL7's purposes. Absent: treatment. For people it acts as their session does. */
  readonly purpose?: string | undefined;
  readonly keys: readonly PublicJwk[];
  /** Where they aren't the usual: for what it does itself, and beside those of the people for whom it acts. */
  readonly requestBudgets?: RequestBudgets | undefined;
  /** Ids of accounts that registered it, or chose or were shown what it proves itself with: what it does, they may have done. */
  readonly keepers?: readonly string[] | undefined;
  /** Those of them who have it now: what was replaced opens nothing. Absent of before that was noted: all of them may. */
  readonly hands?: readonly string[] | undefined;
  /** What it is to do for itself once somebody else approves it, by who asked. */
  readonly asked: readonly AskedBeyond[];
}

export const noDetails: ClientDetails = { redirectUris: [], contacts: [], keys: [], asked: [] };

/** Of what was asked for before each ask had an id. */
const anId = "00000000-0000-4000-8000-000000000000";

const nameContext = (id: string) => `client/${id}/name`;
const detailsContext = (id: string) => `client/${id}/details`;

export const clientColumns: readonly VaultColumn[] = [
  {
    table: "api_client",
    column: "sealed_name",
    key: ["client"],
    contexts: ({ client }: { client: string }) => [nameContext(client)],
  },
  {
    table: "api_client",
    column: "sealed_details",
    key: ["client"],
    contexts: ({ client }: { client: string }) => [detailsContext(client)],
  },
];

export function sealClientName(vault: TenantVault, id: string, name: string): Buffer {
  return vault.seal(nameContext(id), Buffer.from(name));
}

export function openClientName(vault: TenantVault, id: string, sealed: Buffer): string {
  return vault.open(nameContext(id), sealed).toString();
}

export function sealDetails(vault: TenantVault, id: string, details: ClientDetails): Buffer {
  return vault.seal(detailsContext(id), Buffer.from(JSON.stringify(details)));
}

/** @throws AuthorizationError `authorization/malformed-row`; CryptoError when the row is another's or was altered */
export function openDetails(vault: TenantVault, id: string, sealed: Buffer | null): ClientDetails {
  if (sealed === null) return noDetails;
  const value: unknown = JSON.parse(vault.open(detailsContext(id), sealed).toString());
  if (typeof value !== "object" || value === null)
    throw new AuthorizationError("authorization/malformed-row", "a client's stored details are not an object");
  const { asked = [] } = value as { asked?: AskedBeyond | readonly AskedBeyond[] };
  return { ...noDetails, ...value, asked: [asked].flat().map((one) => ({ ...one, id: one.id ?? anId })) };
}
