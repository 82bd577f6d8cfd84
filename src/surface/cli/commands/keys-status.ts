import type { Organisation } from "../../../custody/identity/index.ts";
import type { ProviderStanding } from "../../../custody/keyring/index.ts";
import type { Command, Invocation } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { CliHouse } from "../ports.ts";
import { count } from "../terminal.ts";

export const keysStatusCommand: Command = {
  name: "keys status",
  usage: "",
  summary: "Where the root key lives, how its keeper fares, and what the organisations' keys are",
  details: [
    "Asks the keeper of the root key to wrap and unwrap a probe. The exit code is 1 if it can't. While it can't, a server that runs goes on with the keys that it has open; a start, a new organisation and a rotation have to wait. What is told of the circuit is this command's own process's; a server tells of its own at `GET /api/keys`, to those who change how the organisation is protected.",
  ],
  flags: {},
  examples: [],
  run: (invocation) =>
    invocation.ports.withHouse(async (house) => {
      const isWell = await tellRootKey(invocation, house);
      for (const organisation of await house.identity.organisations.all())
        await tellOrganisation(invocation, house, organisation);
      for (const { kind, tenant, step, done, total, why } of await house.keys.underWay())
        invocation.terminal.say(
          `\nunder way: ${kind} key${tenant === 0 ? "" : ` of organisation ${tenant}`} (${why}), ${step}${total === 0 ? "" : `, ${count(done)} of ${count(total)}`}`,
        );
      return isWell ? exitCode.done : exitCode.failed;
    }),
};

async function tellOrganisation(
  { terminal }: Invocation,
  { keys }: CliHouse,
  { tenant, name }: Organisation,
): Promise<void> {
  terminal.say(`\n${terminal.paint.strong(name)}`);
  for (const { kind, since, days, keys: inUse, old, seals, isDue } of await keys.ages(tenant)) {
    const kept = old === 0 ? "" : `, ${count(old)} old kept`;
    const sealed = seals === 0 ? "" : `, up to ${count(seals)} seals`;
    const due = isDue ? terminal.paint.bad(" DUE") : "";
    terminal.say(
      `${kind.padEnd(8)} ${count(inUse)} in use${kept}${sealed}; oldest of ${new Date(since).toISOString().slice(0, 10)}, at most ${days} days${due}`,
    );
  }
}

async function tellRootKey({ terminal }: Invocation, { rootKey }: CliHouse): Promise<boolean> {
  const { provider } = rootKey;
  const health = await provider.health();
  const described = await provider.describe().catch(() => undefined);
  terminal.say(terminal.paint.strong("root key"));
  if (described !== undefined) {
    terminal.say(`kept in       ${described.kind}: ${described.key}`);
    terminal.say(`how           ${described.kept}`);
    terminal.say(`version       ${described.version}`);
    terminal.say(`last copies   ${described.lastCopy}`);
  }
  terminal.say(
    health.state === "well"
      ? `state         ${terminal.paint.good("well")}`
      : `state         ${terminal.paint.bad("ill")}: ${health.message} (${health.code})`,
  );
  terminal.say(`this process  ${standingText(provider.standing())}`);
  return health.state === "well";
}

function standingText({
  circuit,
  asked,
  retried,
  throttled,
  failed,
  slowestMilliseconds,
  lastSuccessAt,
  againAt,
}: ProviderStanding): string {
  const success = lastSuccessAt === undefined ? "" : `; last answered ${new Date(lastSuccessAt).toISOString()}`;
  const again = againAt === undefined ? "" : `, asked again from ${new Date(againAt).toISOString()}`;
  return `circuit ${circuit}${again}; asked ${count(asked)} times, ${count(retried)} tries more, ${count(throttled)} throttled, ${count(failed)} failed; slowest ${slowestMilliseconds} ms${success}`;
}
