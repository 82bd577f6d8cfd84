import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { z } from "zod";
import {
  type PersonId,
  type TenantId,
  isUuid,
  parsePersonId,
  parseTenantId,
} from "../../../foundation/kernel/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import type { PasskeyPlace } from "./passkey-place.ts";

// Loaded at the first use of a passkey: it takes memory that a server of API clients never needs.
const library = () => import("@simplewebauthn/server");

export type PasskeyCreation = PublicKeyCredentialCreationOptionsJSON;
export type PasskeyRequest = PublicKeyCredentialRequestOptionsJSON;

/** What a browser answers with, shaped but not yet believed. */
export interface Assertion {
  readonly id: string;
  readonly rawId: string;
  readonly type: "public-key";
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle?: string | null | undefined;
  };
}

export interface Attestation {
  readonly id: string;
  readonly rawId: string;
  readonly type: "public-key";
  readonly response: {
    readonly clientDataJSON: string;
    readonly attestationObject: string;
    readonly transports?: readonly string[] | undefined;
  };
}

const storedPasskey = z.object({
  id: z.string(),
  publicKey: z.string(),
  transports: z.array(z.string()),
  /** The model of authenticator. */
  aaguid: z.string(),
  backedUp: z.boolean(),
});
/** What is kept of a passkey. The private key never left its authenticator. */
export type StoredPasskey = Readonly<z.output<typeof storedPasskey>>;

/** What a passkey is sealed as. */
export const passkeyContext = (authenticator: string): string => `authenticator/${authenticator}/passkey`;

export function sealPasskey(vault: TenantVault, authenticator: string, passkey: StoredPasskey): Buffer {
  return vault.seal(passkeyContext(authenticator), Buffer.from(JSON.stringify(passkey)));
}

export function openPasskey(vault: TenantVault, authenticator: string, sealed: Buffer): StoredPasskey {
  return storedPasskey.parse(JSON.parse(vault.open(passkeyContext(authenticator), sealed).toString()));
}

/** The token by which a passkey is found. */
export function passkeyToken(vault: TenantVault, credentialId: string): Buffer {
  return vault.blind(`passkey/${credentialId}`);
}

/** What a passkey says of whom it is: organisation and person, in 20 bytes that mean nothing elsewhere. */
export function userHandleOf(tenant: TenantId, person: PersonId): Buffer {
  const handle = Buffer.alloc(20);
  handle.writeUInt32BE(tenant, 0);
  handle.set(Buffer.from(person.replaceAll("-", ""), "hex"), 4);
  return handle;
}

export function readUserHandle(
  text: string | null | undefined,
): { readonly tenant: TenantId; readonly person: PersonId } | undefined {
  const handle = Buffer.from(text ?? "", "base64url");
  if (handle.length !== 20) return undefined;
  const tenant = handle.readUInt32BE(0);
  const uuid = handle.toString("hex", 4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  if (tenant < 1 || tenant > 0x7fffffff || !isUuid(uuid)) return undefined;
  return { tenant: parseTenantId(tenant), person: parsePersonId(uuid) };
}

export interface PasskeyOwner {
  readonly tenant: TenantId;
  readonly person: PersonId;
  readonly username: string;
  readonly displayName: string;
  readonly organisation: string;
  readonly existing: readonly StoredPasskey[];
}

const timeout = 5 * 60_000;

/** Asks for a passkey that needs no user name later, and that its owner must unlock each time. */
export async function creationOptions(place: PasskeyPlace, owner: PasskeyOwner): Promise<PasskeyCreation> {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName: `Wardbook ${owner.organisation}`,
    rpID: place.rpId,
    userName: owner.username,
    userDisplayName: owner.displayName,
    userID: Uint8Array.from(userHandleOf(owner.tenant, owner.person)),
    timeout,
    attestationType: "none",
    excludeCredentials: owner.existing.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
  });
}

/** Asks for a signature. @param allowed those that will do; absent: whichever passkey the person chooses */
export async function requestOptions(place: PasskeyPlace, allowed?: readonly StoredPasskey[]): Promise<PasskeyRequest> {
  const options = { rpID: place.rpId, timeout, userVerification: "required" } as const;
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions(
    allowed === undefined
      ? options
      : { ...options, allowCredentials: allowed.map(({ id, transports }) => ({ id, transports })) },
  );
}

/** Whether a challenge was given out for this, and is used for the first time. */
export type SpendChallenge = (challenge: string) => Promise<boolean>;

/** The passkey, when the answer is genuine. */
export async function verifyAttestation(
  place: PasskeyPlace,
  attestation: Attestation,
  spend: SpendChallenge,
): Promise<(StoredPasskey & { readonly counter: number }) | undefined> {
  const { verifyRegistrationResponse } = await library();
  const { transports, ...response } = attestation.response;
  try {
    const verified = await verifyRegistrationResponse({
      response: {
        ...attestation,
        response: { ...response, ...(transports === undefined ? {} : { transports: [...transports] }) },
        clientExtensionResults: {},
      } as RegistrationResponseJSON,
      expectedChallenge: spend,
      expectedOrigin: [...place.origins],
      expectedRPID: place.rpId,
      requireUserVerification: true,
    });
    if (!verified.verified) return undefined;
    const { credential, aaguid, credentialBackedUp } = verified.registrationInfo;
    return {
      id: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString("base64url"),
      transports: [...(credential.transports ?? [])],
      aaguid,
      backedUp: credentialBackedUp,
      counter: credential.counter,
    };
  } catch {
    // The library throws for whatever doesn't hold. What exactly is nobody's business but the forger's.
    return undefined;
  }
}

/** The new signature counter, when the passkey's owner has just unlocked it and signed. */
export async function verifyAssertion(
  place: PasskeyPlace,
  assertion: Assertion,
  passkey: StoredPasskey,
  spend: SpendChallenge,
): Promise<number | undefined> {
  if (isFramed(assertion)) return undefined;
  const { verifyAuthenticationResponse } = await library();
  const { userHandle, ...response } = assertion.response;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...assertion,
        response: { ...response, ...(typeof userHandle === "string" ? { userHandle } : {}) },
        clientExtensionResults: {},
      } as AuthenticationResponseJSON,
      expectedChallenge: spend,
      expectedOrigin: [...place.origins],
      expectedRPID: place.rpId,
      requireUserVerification: true,
      // The counter is compared where it is stored, so that two answers at once can't both pass.
      credential: {
        id: passkey.id,
        publicKey: Uint8Array.from(Buffer.from(passkey.publicKey, "base64url")),
        counter: 0,
      },
    });
    return verified && authenticationInfo.userVerified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}

/** A page of another site can show this one in a frame; no passkey is used there. */
function isFramed({ response }: Assertion): boolean {
  try {
    const data: unknown = JSON.parse(Buffer.from(response.clientDataJSON, "base64url").toString());
    return typeof data !== "object" || data === null || ("crossOrigin" in data && data.crossOrigin === true);
  } catch {
    return true;
  }
}
