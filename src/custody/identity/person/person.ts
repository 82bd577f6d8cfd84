import type { PersonId } from "../../../foundation/kernel/index.ts";
import type { RoleId } from "../../access/index.ts";
import type { TenantVault, VaultColumn } from "../../keyring/index.ts";
import { IdentityError } from "./identity-error.ts";

export interface PersonName {
  /** "Dr". */
  readonly prefix?: string | undefined;
  readonly given: string;
  readonly family: string;
}

/** What says who somebody is. Sealed at rest. */
export interface PersonProfile extends PersonName {
  /** Lower case; what the person types at sign-in. */
  readonly username: string;
  readonly jobTitle?: string | undefined;
  /** Where mail reaches the person. */
  readonly email?: string | undefined;
  /** UUIDs of the facilities that the person works at; absent: wherever the role reaches. */
  readonly facilities?: readonly string[] | undefined;
  /** FHIR reference of the patient who signs in: `Patient/<id>`. */
  readonly patient?: string | undefined;
  /** Of the patients for whom somebody acts, the one whose record they opened: `Patient/<id>`. It goes with their role. */
  readonly openRecord?: string | undefined;
  /** FHIR reference of the person's practitioner resource: `Practitioner/<id>`. */
  readonly practitioner?: string | undefined;
}

/** As people see it: a lock outranks `active` and `awaiting-first-sign-in`, not `ended`. */
export type PersonState = "active" | "awaiting-first-sign-in" | "locked" | "ended";

export interface Person extends PersonProfile {
  readonly id: PersonId;
  readonly role: RoleId;
  readonly state: PersonState;
  /** Milliseconds since 1970. */
  readonly lastSignInAt?: number | undefined;
  /** Since when they can't come in; milliseconds since 1970, as is the next. */
  readonly endedAt?: number | undefined;
  /** When what the account held was destroyed: what stands here in place of a name says nothing of anybody. */
  readonly removedAt?: number | undefined;
  /** How many passkeys and authenticator apps. */
  readonly authenticators?: number | undefined;
}

export function displayName({ prefix, given, family }: PersonName): string {
  return prefix === undefined ? `${given} ${family}` : `${prefix} ${given} ${family}`;
}

/** The token by which a user name is found. Case and surrounding space don't matter. */
export function usernameToken(vault: TenantVault, username: string): Buffer {
  return vault.blind(`username/${username.trim().toLowerCase()}`);
}

const context = (id: PersonId) => `person/${id}/profile`;

export const profileColumn: VaultColumn = {
  table: "person",
  column: "sealed_profile",
  key: ["person"],
  contexts: ({ person }: { person: PersonId }) => [context(person)],
};

export function sealProfile(vault: TenantVault, id: PersonId, profile: PersonProfile): Buffer {
  return vault.seal(context(id), Buffer.from(JSON.stringify(profile)));
}

/** @throws IdentityError `identity/malformed-profile`; CryptoError when the row is another's or was altered */
export function openProfile(vault: TenantVault, id: PersonId, sealed: Buffer): PersonProfile {
  const value: unknown = JSON.parse(vault.open(context(id), sealed).toString());
  if (typeof value !== "object" || value === null) throw malformed();
  const { username, given, family, facilities, ...rest } = value as Record<string, unknown>;
  if (typeof username !== "string" || typeof given !== "string" || typeof family !== "string") throw malformed();
  return {
    username,
    given,
    family,
    prefix: textOrNothing(rest["prefix"]),
    jobTitle: textOrNothing(rest["jobTitle"]),
    email: textOrNothing(rest["email"]),
    facilities: Array.isArray(facilities) ? facilities.filter((one) => typeof one === "string") : undefined,
    patient: textOrNothing(rest["patient"]),
    openRecord: textOrNothing(rest["openRecord"]),
    practitioner: textOrNothing(rest["practitioner"]),
  };
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function malformed(): IdentityError {
  return new IdentityError("identity/malformed-profile", "a stored profile lacks a name");
}
