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
    "Asks the keeper of the root key to wrap and unwrap a probe. The exit code is 1 if it can't. While it can't, a server that runs goes on with the keys that it has open; a start, a new organisation and a rotation have to wait.",
  ],
  flags: {},
  examples: [],
  run: (invocation) =>
    invocation.ports.withHouse(async (house) => {
      const isWell = await tellRootKey(invocation, house);
      return isWell ? exitCode.done : exitCode.failed;
    }),
};

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
  againAt,
}: ProviderStanding): string {
  const again = againAt === undefined ? "" : `, asked again from ${new Date(againAt).toISOString()}`;
  return `circuit ${circuit}${again}; asked ${count(asked)} times, ${count(retried)} tries more, ${count(throttled)} throttled, ${count(failed)} failed; slowest ${slowestMilliseconds} ms`;
}
