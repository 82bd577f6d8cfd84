import { randomBytes } from "node:crypto";
import { csrfHeader } from "../../../contract/index.ts";
import type { House } from "../../../src/house.ts";
import type { BuiltInRoleId } from "../../../src/custody/access/index.ts";
import { Secret, type TenantId } from "../../../src/foundation/kernel/index.ts";
import { type Authenticator, anAuthenticator } from "./authenticator.ts";

/** Somebody who can sign in. */
export interface Account {
  readonly username: string;
  readonly password: string;
  readonly authenticator: Authenticator;
}

interface Newcomer {
  readonly organisation: TenantId;
  readonly role: BuiltInRoleId;
  readonly given: string;
  readonly family: string;
  /** Whose record it opens: "Patient/…" */
  readonly patient?: string | undefined;
}

interface Served {
  readonly origin: string;
  readonly house: Pick<House, "identity">;
}

const operator = { kind: "system", id: "test", name: "test" } as const;

/** Gives somebody an account with password and authenticator. */
export async function addAccount(
  { origin, house }: Served,
  { organisation, role, given, family, patient }: Newcomer,
): Promise<Account> {
  const username = `${given}.${family}`.toLowerCase();
  // Digits: what is hexadecimal holds an "ada" by chance, and a password must not hold its owner's name.
  const password = `Quay-${BigInt(`0x${randomBytes(16).toString("hex")}`)}-Az`;
  await house.identity.people.add(
    operator,
    organisation,
    { username, given, family, role, patient },
    { kind: "password", password: new Secret(password) },
  );
  const begun = await send(origin, "/api/session", { username, password });
  const { challenge, totpSecret } = (await begun.json()) as { challenge: string; totpSecret: string };
  const authenticator = anAuthenticator(totpSecret);
  const code = await authenticator.code();
  const entered = await send(origin, "/api/session/second-factor", { challenge, code });
  const { csrfToken } = (await entered.json()) as { csrfToken: string };
  // Who holds no recovery codes is shown some at the door; that is the matter of journeys of its own.
  const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  await send(origin, "/api/account/recovery-codes", {}, { cookie, [csrfHeader]: csrfToken });
  return { username, password, authenticator };
}

async function send(
  origin: string,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const answer = await fetch(`${origin}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}
