import type { PersonId } from "../../../foundation/kernel/index.ts";
import type { TenantVault, VaultColumn } from "../../keyring/index.ts";
import { type StoredPasskey, openPasskey, passkeyContext } from "../passkeys/index.ts";
import type { AuthenticatorKind, AuthenticatorRow } from "./authenticator-table.ts";

/** A passkey or an authenticator app, as its owner sees it. */
export interface Authenticator {
  readonly id: string;
  readonly kind: AuthenticatorKind;
  readonly name: string;
  readonly addedAt: number;
  readonly lastUsedAt?: number | undefined;
  /** Passkeys: kept by a provider, so that it survives the loss of a device. */
  readonly backedUp?: boolean | undefined;
}

/** At most so many passkeys and apps for one person. */
export const mostAuthenticators = 20;

const nameContext = (id: string) => `authenticator/${id}/name`;
const standardName: Readonly<Record<AuthenticatorKind, string>> = { passkey: "Passkey", totp: "Authenticator app" };

export function sealAuthenticatorName(vault: TenantVault, id: string, name: string): Buffer {
  return vault.seal(nameContext(id), Buffer.from(name));
}

export function openAuthenticator(vault: TenantVault, row: AuthenticatorRow): Authenticator {
  const { authenticator: id, kind, sealed_name: sealed } = row;
  const passkey: StoredPasskey | undefined = kind === "passkey" ? openPasskey(vault, id, row.sealed) : undefined;
  return {
    id,
    kind,
    name: sealed === null ? standardName[kind] : vault.open(nameContext(id), sealed).toString(),
    addedAt: row.added_at,
    lastUsedAt: row.last_used_at ?? undefined,
    backedUp: passkey?.backedUp,
  };
}

// The person's, not the authenticator's: apps of before several were possible are sealed so.
const totpContext = (person: PersonId) => `person/${person}/totp`;

export function sealTotp(vault: TenantVault, person: PersonId, secret: Buffer): Buffer {
  return vault.seal(totpContext(person), secret);
}

export function openTotp(vault: TenantVault, row: AuthenticatorRow): Buffer {
  return vault.open(totpContext(row.person), row.sealed);
}

export const authenticatorColumns: readonly VaultColumn[] = [
  {
    table: "authenticator",
    column: "sealed",
    key: ["authenticator"],
    also: ["person", "kind"],
    contexts: ({ authenticator, person, kind }: Pick<AuthenticatorRow, "authenticator" | "person" | "kind">) => [
      kind === "passkey" ? passkeyContext(authenticator) : totpContext(person),
    ],
  },
  {
    table: "authenticator",
    column: "sealed_name",
    key: ["authenticator"],
    contexts: ({ authenticator }: Pick<AuthenticatorRow, "authenticator">) => [nameContext(authenticator)],
  },
];
