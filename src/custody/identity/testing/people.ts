import { TOTP } from "otpauth";
import { Secret } from "../../../foundation/kernel/index.ts";
import type { RoleId } from "../../access/index.ts";
import type { AccountHolder } from "../account/index.ts";
import type { Organisation } from "../organisation/index.ts";
import type { Actor, Origin, Person } from "../person/index.ts";
import type { SessionCookie } from "../sessions/index.ts";
import type { TestInstallation } from "./installation.ts";

export const operator: Actor = { kind: "system", id: "console", name: "operator's console" };
export const origin: Origin = { from: "192.0.2.7", requestId: "r1" };
export const goodPassword = new Secret("Grey-Lantern7");

/** The code that an authenticator app shows at this moment. */
export function codeAt(base32: string, now: number): string {
  return TOTP.generate({ secret: secretOf(base32), timestamp: now });
}

/** A code that is not right at this moment. */
export function wrongCodeAt(base32: string, now: number): string {
  const near = [-30_000, 0, 30_000].map((shift) => codeAt(base32, now + shift));
  return ["000000", "111111", "222222", "333333"].find((code) => !near.includes(code)) ?? "444444";
}

function secretOf(base32: string) {
  return new TOTP({ secret: base32 }).secret;
}

export interface EnrolledPerson {
  readonly person: Person;
  readonly cookie: SessionCookie;
  readonly totpSecret: string;
}

let count = 0;

/** Somebody who has replaced the temporary password, enrolled the second factor and is signed in. */
export async function anEnrolledPerson(
  { identity, now, wait }: TestInstallation,
  organisation: Organisation,
  details: { readonly role?: RoleId; readonly username?: string } = {},
): Promise<EnrolledPerson> {
  count += 1;
  const { role = "clinician", username = `person${count}` } = details;
  const { person, temporaryPassword } = await identity.people.add(operator, organisation.tenant, {
    username,
    given: "Amara",
    family: "Osei",
    role,
  });
  if (temporaryPassword === undefined) throw new Error("expected a temporary password");
  const first = await identity.signIn.withPassword(organisation, { username, password: temporaryPassword }, origin);
  if (first.kind !== "new-password") throw new Error(`expected new-password, got ${first.kind}`);
  const second = await identity.signIn.replacePassword(first.challenge, goodPassword);
  if (second.kind !== "enrol") throw new Error(`expected enrol, got ${second.kind}`);
  const third = await identity.signIn.withSecondFactor(second.challenge, codeAt(second.totpSecret, now()), origin);
  if (third.kind !== "signed-in") throw new Error(`expected signed-in, got ${third.kind}`);
  // The next code is a new one.
  wait(30_000);
  return { person, cookie: third.cookie, totpSecret: second.totpSecret };
}

/** The person in their session, as routes hand them on. */
export async function holderOf(
  { identity }: TestInstallation,
  { cookie, person }: Pick<EnrolledPerson, "cookie" | "person">,
): Promise<AccountHolder> {
  const session = await identity.sessions.find(cookie);
  if (session === undefined) throw new Error("expected an open session");
  const actor: Actor = { kind: "person", id: person.id, name: `${person.given} ${person.family}`, role: person.role };
  return { session, cookie, actor, origin };
}
