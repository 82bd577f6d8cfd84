import { CryptoError } from "../../foundation/crypto/index.ts";
import type { VaultColumn } from "../../custody/chart/index.ts";
import type { Register, RegisterName, Vault } from "./register.ts";

const context = (name: string) => `row-register|${name}`;

export const registerVaultColumns: readonly VaultColumn[] = [
  {
    table: "row_register",
    column: "sealed",
    key: ["name"],
    contexts: ({ name }: { readonly name: string }) => [context(name)],
  },
];

export function sealRegister(vault: Vault, name: RegisterName, rows: ReadonlyMap<string, number>): Buffer {
  return vault.seal(context(name), Buffer.from(JSON.stringify(Object.fromEntries(rows))));
}

export function openRegister(vault: Vault, name: RegisterName, sealed: Buffer | undefined): Register {
  if (sealed === undefined) return { kind: "none" };
  try {
    const rows = JSON.parse(vault.open(context(name), sealed).toString()) as Record<string, number>;
    return { kind: "kept", rows: new Map(Object.entries(rows)) };
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
    return { kind: "altered" };
  }
}
