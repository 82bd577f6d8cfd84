import type { Command, Invocation } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { CliHouse } from "../ports.ts";
import { count } from "../terminal.ts";

const leastFreeBytes = 1_000_000_000;

interface Finding {
  readonly isGood: boolean;
  readonly what: string;
  readonly text: string;
}

export const healthCommand: Command = {
  name: "health",
  usage: "",
  summary: "Whether the installation is well",
  details: [
    "Asks the server, the database, the keys, the ledger, backups (where WARDBOOK_BACKUP says that there should be some) and the disk. The exit code is 1 if one of them is not well, also when the server doesn't run: so a monitor can call it.",
  ],
  flags: {},
  examples: [],
  run: async (invocation) => {
    const { ports, terminal } = invocation;
    const findings = [
      ...(await ports.withHouse(async (house) => [
        await askServer(invocation, house),
        ...(await askHouse(invocation, house)),
        ...(await askBackups(invocation, house)),
      ])),
      await askDisk(invocation),
    ];
    for (const { isGood, what, text } of findings)
      terminal.say(`${isGood ? terminal.paint.good("ok ") : terminal.paint.bad("BAD")} ${what.padEnd(12)} ${text}`);
    return findings.every(({ isGood }) => isGood) ? exitCode.done : exitCode.failed;
  },
};

async function askServer({ ports }: Invocation, { besideServer }: CliHouse): Promise<Finding> {
  const what = "server";
  const began = ports.now();
  const answer = await ports.fetch(`${ports.origin}/api/state`).catch(() => undefined);
  if (answer === undefined)
    return { isGood: false, what, text: `nothing answers at ${ports.origin}: start it with "wardbook start"` };
  if (!besideServer)
    return { isGood: false, what, text: `not running: what answers at ${ports.origin} is another installation's` };
  return {
    isGood: answer.ok,
    what,
    text: `${answer.ok ? "answers" : "answers with an error"} at ${ports.origin} in ${ports.now() - began} ms`,
  };
}

async function askHouse(
  { ports }: Invocation,
  { keyring, ledgerReader, rootKey, besideServer }: CliHouse,
): Promise<readonly Finding[]> {
  const began = ports.now();
  await keyring.isEmpty();
  const milliseconds = ports.now() - began;
  // Opens each organisation's name with its own key: a wrong root key throws here.
  const organisations = await keyring.tenants();
  const { kind, key, kept } = await rootKey.provider.describe();
  const health = await rootKey.provider.health();
  const sealing = kind === "file" && rootKey.file?.protection !== "unattended" ? kept : `${kept} (${key})`;
  const findings: Finding[] = [
    {
      isGood: true,
      what: "database",
      text: `answers in ${milliseconds} ms${besideServer ? "" : " (started for this check)"}`,
    },
    {
      isGood: health.state === "well",
      what: "keys",
      text: `open ${count(organisations.length)} ${organisations.length === 1 ? "organisation" : "organisations"}; the root key is ${sealing}${health.state === "well" ? "" : `; ${health.message}`}`,
    },
  ];
  for (const { tenant, shortName } of organisations) {
    const { size, checkpointAt } = await ledgerReader.standing(tenant, 1, ports.now());
    const at =
      checkpointAt === undefined ? "no checkpoint yet" : `newest checkpoint ${new Date(checkpointAt).toISOString()}`;
    findings.push({ isGood: true, what: "ledger", text: `${shortName}: ${count(size)} entries, ${at}` });
  }
  return findings;
}

const day = 86_400_000;
/** One that is taken daily may be so much late. */
const oldestBackupMilliseconds = day + 2 * 3_600_000;

async function askBackups({ ports }: Invocation, { newestBackup }: CliHouse): Promise<readonly Finding[]> {
  const what = "backup";
  const { isWanted, at } = await newestBackup();
  if (at === undefined) return isWanted ? [{ isGood: false, what, text: "none was taken yet" }] : [];
  const age = ports.now() - at;
  const isGood = !isWanted || age <= oldestBackupMilliseconds;
  return [{ isGood, what, text: `the newest is of ${new Date(at).toISOString()}${isGood ? "" : ": that is too old"}` }];
}

async function askDisk({ ports }: Invocation): Promise<Finding> {
  const free = await ports.freeBytes(ports.dataDirectory);
  return {
    isGood: free >= leastFreeBytes,
    what: "disk",
    text: `${(free / 1e9).toFixed(1)} GB free in ${ports.dataDirectory}${free < leastFreeBytes ? ": make room" : ""}`,
  };
}
