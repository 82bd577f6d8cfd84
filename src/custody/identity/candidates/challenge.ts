import { randomBytes } from "node:crypto";
import { type PersonId, type TenantId, parsePersonId, parseTenantId } from "../../../foundation/kernel/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import { totpSecretBytes } from "../second-factors/index.ts";

/** Which step the challenge opens. */
export const challengeKinds = ["new-password", "second-factor", "enrol", "add-totp"] as const;
export type ChallengeKind = (typeof challengeKinds)[number];

/** What the first steps of a sign-in have proven. The browser holds it, sealed. */
export interface Challenge {
  readonly kind: ChallengeKind;
  readonly person: PersonId;
  /** 16 bytes; a challenge is used once. */
  readonly nonce: Buffer;
  readonly issuedAt: number;
  /** The person's credential epoch then: any change of credentials voids the challenge. */
  readonly epoch: number;
  /** For `enrol` and `add-totp`: the secret that is being enrolled. */
  readonly totpSecret?: Buffer | undefined;
}

/** How long a challenge lives, in milliseconds. */
export const challengeLifetimeMs = 10 * 60_000;
export const nonceBytes = 16;
const context = "sign-in/challenge";
const fixedBytes = 1 + 16 + nonceBytes + 8 + 4;

export function newNonce(): Buffer {
  return randomBytes(nonceBytes);
}

/** `<tenant>.<sealed>`: at most 160 characters. */
export function sealChallenge(tenant: TenantId, vault: TenantVault, challenge: Challenge): string {
  const head = Buffer.alloc(fixedBytes);
  head.writeUInt8(challengeKinds.indexOf(challenge.kind), 0);
  head.set(Buffer.from(challenge.person.replaceAll("-", ""), "hex"), 1);
  head.set(challenge.nonce, 17);
  head.writeBigUInt64BE(BigInt(challenge.issuedAt), 33);
  head.writeUInt32BE(challenge.epoch, 41);
  const plaintext = Buffer.concat([head, challenge.totpSecret ?? Buffer.alloc(0)]);
  return `${tenant}.${vault.seal(context, plaintext).toString("base64url")}`;
}

/** The organisation that a challenge says it belongs to, before anything is proven. */
export function tenantOfChallenge(text: string): TenantId | undefined {
  const match = /^([1-9]\d{0,9})\.[A-Za-z0-9_-]+$/.exec(text);
  const number = Number(match?.[1] ?? 0);
  return number >= 1 && number <= 0x7fffffff ? parseTenantId(number) : undefined;
}

/** The challenge, when it is genuine and alive. Whether it was used before, and its epoch, are checked against the database. */
export function openChallenge(vault: TenantVault, text: string, now: number): Challenge | undefined {
  const plaintext = openSealed(vault, text);
  if (plaintext === undefined || plaintext.length < fixedBytes) return undefined;
  const kind = challengeKinds[plaintext.readUInt8(0)];
  const issuedAt = Number(plaintext.readBigUInt64BE(33));
  if (kind === undefined || now >= issuedAt + challengeLifetimeMs) return undefined;
  const totpSecret = plaintext.subarray(fixedBytes);
  const enrols = kind === "enrol" || kind === "add-totp";
  if (totpSecret.length !== (enrols ? totpSecretBytes : 0)) return undefined;
  const hex = plaintext.toString("hex", 1, 17);
  const person = parsePersonId(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"));
  const nonce = plaintext.subarray(17, 33);
  return {
    kind,
    person,
    nonce,
    issuedAt,
    epoch: plaintext.readUInt32BE(41),
    totpSecret: enrols ? totpSecret : undefined,
  };
}

function openSealed(vault: TenantVault, text: string): Buffer | undefined {
  try {
    return vault.open(context, Buffer.from(text.slice(text.indexOf(".") + 1), "base64url"));
  } catch {
    // Forged, altered or from another installation: to the caller all the same as lapsed.
    return undefined;
  }
}
