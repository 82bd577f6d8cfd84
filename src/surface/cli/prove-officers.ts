import { type Organisation, displayName } from "../../custody/identity/index.ts";
import { Secret } from "../../foundation/kernel/index.ts";
import { operator } from "./operator.ts";
import type { CliHouse, CliPorts } from "./ports.ts";
import type { Terminal } from "./terminal.ts";
import { CommandError, UsageError } from "./usage-error.ts";

/** What somebody must be permitted who agrees to a destruction. */
const permission = "retention.manage";

interface Asking {
  readonly ports: CliPorts;
  readonly terminal: Terminal;
  readonly house: Pick<CliHouse, "identity" | "policy">;
  readonly organisation: Organisation;
}

/** Two different people prove at this terminal that they are who may decide what is destroyed: whoever runs the command is no account, and
 *  may be one of them. @param usernames as the flags name them @returns their names and ids, for the ledger and the certificate
 *  @throws UsageError; CommandError `cli/not-agreed` */
export async function proveTwoOfficers(asking: Asking, usernames: readonly (string | undefined)[]): Promise<string> {
  const [first, second] = usernames;
  if (first === undefined || second === undefined)
    throw new UsageError("two officers agree: --officer USERNAME and --second USERNAME");
  const lines = asking.ports.lines();
  try {
    const one = await prove(asking, lines, first);
    const other = await prove(asking, lines, second);
    if (one.id === other.id) throw notAgreed("two different officers agree");
    return `${one.words} and ${other.words}`;
  } finally {
    await lines.return?.();
  }
}

async function prove(
  { ports, terminal, house: { identity, policy }, organisation }: Asking,
  lines: AsyncIterator<string>,
  username: string,
): Promise<{ readonly id: string; readonly words: string }> {
  const ask = async (what: string) => {
    terminal.tell(`${what} of ${username}, then Enter:`);
    const { value, done } = await lines.next();
    return done === true ? "" : value;
  };
  const { from = "", requestId = "" } = operator(ports);
  const origin = { from, requestId };
  const password = new Secret(await ask("Password"));
  const step = await identity.signIn.withPassword(organisation, { username, password }, origin);
  if (step.kind !== "second-factor" || !step.methods.includes("totp")) throw notProven();
  const proven = await identity.signIn.withSecondFactor(step.challenge, await ask("Code of the app"), origin);
  if (proven.kind !== "signed-in") throw notProven();
  // It was a proof, and no session.
  await identity.sessions.end(proven.cookie, operator(ports));
  const person = await identity.people.get(organisation.tenant, proven.person);
  const role = person && (await policy.roleOf(organisation.tenant, person.role));
  if (person === undefined || role?.permissions.has(permission) !== true)
    throw notAgreed(`whoever agrees has the permission ${permission}`);
  return { id: person.id, words: `${displayName(person)} (${person.id})` };
}

function notProven(): CommandError {
  return notAgreed(
    "this didn't prove an officer who signs in with a password and an app's code; who has only passkeys agrees in the browser",
  );
}

function notAgreed(message: string): CommandError {
  return new CommandError("cli/not-agreed", message);
}
