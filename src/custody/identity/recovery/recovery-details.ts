import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import { equalTexts, hmacSha256 } from "../../../foundation/crypto/index.ts";
import { type TenantId, isUuid, parseTenantId } from "../../../foundation/kernel/index.ts";
import type { TenantVault, VaultColumn } from "../../keyring/index.ts";

const details = z.object({
  reason: z.string().optional(),
  startedBy: z.object({ id: z.string(), name: z.string() }),
  /** Who approved, with the hash of the half that each was given. */
  approvals: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      at: z.number(),
      hash: z.string(),
      /** What the approver signed: the person's name at that time, and the Provenance. */
      signed: z
        .object({ person: z.string(), signature: z.custom<FhirResource>((value) => typeof value === "object") })
        .optional(),
    }),
  ),
  /** Way `code`: the hash of what the mail holds, and of the recovery code that began it. */
  mailHash: z.string().optional(),
  codeHash: z.string().optional(),
});
/** What is kept of a recovery beside its state. Sealed at rest. */
export type RecoveryDetails = Readonly<z.output<typeof details>>;

const context = (recovery: string) => `recovery/${recovery}/details`;

export const recoveryColumn: VaultColumn = {
  table: "recovery",
  column: "sealed",
  key: ["recovery"],
  contexts: ({ recovery }: { recovery: string }) => [context(recovery)],
};

export function sealRecovery(vault: TenantVault, recovery: string, value: RecoveryDetails): Buffer {
  return vault.seal(context(recovery), Buffer.from(JSON.stringify(value)));
}

export function openRecovery(vault: TenantVault, recovery: string, sealed: Buffer): RecoveryDetails {
  return details.parse(JSON.parse(vault.open(context(recovery), sealed).toString()));
}

/** What is after the # of a recovery link: which recovery, and the secret that one approver, or the mail, holds. */
export interface Ticket {
  readonly tenant: TenantId;
  readonly recovery: string;
  readonly secret: string;
}

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 80 random bits, to read out: worth nothing without the other approver's. */
export function newHalf(): string {
  const text = [...randomBytes(16)].map((byte) => alphabet[byte & 31]).join("");
  return text.replace(/.{4}(?=.)/g, "$&-");
}

/** 256 random bits, for a mail. */
export function newMailSecret(): string {
  return randomBytes(32).toString("base64url");
}

export function ticketText({ tenant, recovery, secret }: Ticket): string {
  return `${tenant}.${recovery}.${secret}`;
}

export function readTicket(text: string): Ticket | undefined {
  const match = /^([1-9]\d{0,9})\.([0-9a-f-]{36})\.([A-Za-z0-9_-]{16,64})$/.exec(text.trim());
  const tenant = Number(match?.[1] ?? 0);
  const [, , recovery, secret] = match ?? [];
  if (recovery === undefined || secret === undefined || !isUuid(recovery)) return undefined;
  return tenant >= 1 && tenant <= 0x7fffffff ? { tenant: parseTenantId(tenant), recovery, secret } : undefined;
}

/** A half is typed by hand: case, spaces and look-alikes don't matter. */
export function hashHalf(vault: TenantVault, recovery: string, typed: string): string {
  const plain = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return hashSecret(vault, recovery, plain);
}

export function hashSecret(vault: TenantVault, recovery: string, secret: string): string {
  return hmacSha256(vault.secret("recovery-ticket").expose(), `${recovery}|${secret}`).toString("hex");
}

export function isHash(stored: string | undefined, hash: string): boolean {
  return stored !== undefined && equalTexts(stored, hash);
}
