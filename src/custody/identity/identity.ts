import type { Clock } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Keyring } from "../keyring/index.ts";
import type { RecordEvent } from "./event.ts";
import { organisationsOf } from "./organisations.ts";
import type { Organisations } from "./organisations.ts";
import { createPasswordCheck } from "./passwords.ts";
import { createPeople } from "./people.ts";
import type { People } from "./people.ts";
import { createSessions } from "./sessions.ts";
import type { Sessions } from "./sessions.ts";
import { createSignIn } from "./sign-in.ts";
import type { SignIn } from "./sign-in.ts";

export interface IdentityPorts {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault" | "tenants">;
  readonly now: Clock;
  readonly recordEvent: RecordEvent;
}

/** Who may come in, and how they prove it. */
export interface Identity {
  readonly organisations: Organisations;
  readonly people: People;
  readonly signIn: SignIn;
  readonly sessions: Sessions;
}

export function createIdentity(ports: IdentityPorts): Identity {
  const organisations = organisationsOf(ports.keyring, ports.now);
  const passwords = createPasswordCheck();
  const sessions = createSessions(ports);
  return {
    organisations,
    sessions,
    people: createPeople({ ...ports, passwords, sessions }),
    signIn: createSignIn({ ...ports, organisations, passwords, sessions }),
  };
}
