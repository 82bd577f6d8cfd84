import type { Verification } from "../../../custody/ledger/index.ts";
import type { Organisation } from "../../../custody/identity/index.ts";
import { chooseOrganisations, organisationsFlag } from "../choose-organisation.ts";
import type { Command, Invocation } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { operatorEntry } from "../operator.ts";
import type { CliHouse } from "../ports.ts";
import { count } from "../terminal.ts";

export const verifyCommand: Command = {
  name: "ledger verify",
  usage: "[--organisation SHORT-NAME]",
  summary: "Check the ledger, entry by entry, against what was signed",
  details: [
    "Every entry is opened and hashed, the tree is built anew, and each of its signed checkpoints is compared, also the one that is kept outside the database. An entry that was altered, moved, inserted or removed is named, and the exit code is 1.",
  ],
  flags: organisationsFlag,
  examples: ["wardbook ledger verify && echo sound"],
  run: (invocation) =>
    invocation.ports.withHouse(async (house) => {
      let code: number = exitCode.done;
      for (const organisation of await chooseOrganisations(house, invocation.flags["organisation"])) {
        if (!(await verifyOne(invocation, house, organisation))) code = exitCode.failed;
        if (invocation.ports.stop.aborted) return exitCode.failed;
      }
      return code;
    }),
};

async function verifyOne(
  { ports, terminal }: Invocation,
  house: CliHouse,
  { tenant, name }: Organisation,
): Promise<boolean> {
  const line = terminal.progress();
  const began = ports.now();
  let last: Verification | undefined;
  try {
    for await (const verification of house.verify(tenant)) {
      last = verification;
      if (ports.stop.aborted) break;
      const { checked, total } = verification;
      const perSecond = checked / Math.max(0.001, (ports.now() - began) / 1000);
      line.update({
        label: `Checking ${name}`,
        done: checked,
        total,
        perSecond,
        secondsLeft: (total - checked) / Math.max(1, perSecond),
      });
    }
  } finally {
    line.end();
  }
  if (ports.stop.aborted || last === undefined || last.state === "running") {
    terminal.tell("Stopped before the end: this says nothing about the ledger.");
    return false;
  }
  await house.ledger.witness(tenant, [
    { entry: operatorEntry(ports, "verify", `checked the whole ledger: ${last.state}`) },
  ]);
  if (last.state === "sound") {
    const anchored = last.anchored
      ? ""
      : ` ${terminal.paint.bad("No checkpoint is kept outside the database")}: entries cut off its end would not be noticed.`;
    const waiting = last.waiting === 0 ? "" : `; ${count(last.waiting)} batches wait for their place in the tree`;
    terminal.say(
      `${name}: ${terminal.paint.good("sound")}. ${count(last.checked)} entries checked${waiting}.${anchored}`,
    );
    return true;
  }
  const { index, entryId, code, message } = last.finding;
  const place = [
    index === undefined ? undefined : `index ${index}`,
    entryId === undefined ? undefined : `entry id ${entryId}`,
  ].filter((part) => part !== undefined);
  terminal.say(
    `${name}: ${terminal.paint.bad("BROKEN")}. ${message}${place.length === 0 ? "" : ` (${place.join(", ")})`}. ${count(last.checked)} entries before it are sound. Code: ${code}`,
  );
  terminal.tell("Keep the database and the data directory as they are, and find out who could write to them.");
  return false;
}

export const stateCommand: Command = {
  name: "ledger state",
  usage: "[--organisation SHORT-NAME]",
  summary: "Size, root hash, and newest signed checkpoint of the ledger",
  details: [
    "Prints the checkpoint and the key that verifies it, for safekeeping somewhere else: with them, anybody can check later that nothing was cut off or rewritten.",
  ],
  flags: organisationsFlag,
  examples: [],
  run: ({ ports, terminal, flags }) =>
    ports.withHouse(async (house) => {
      for (const { tenant, name } of await chooseOrganisations(house, flags["organisation"])) {
        const { size, rootHash, checkpoint, checkpointAt, verifierKey } = await house.ledgerReader.standing(
          tenant,
          1,
          ports.now(),
        );
        terminal.say(terminal.paint.strong(name));
        terminal.say(`entries       ${count(size)}`);
        terminal.say(`root hash     ${rootHash === "" ? "none yet" : rootHash}`);
        terminal.say(`checkpoint    ${checkpointAt === undefined ? "none yet" : new Date(checkpointAt).toISOString()}`);
        terminal.say(`verifier key  ${verifierKey}`);
        if (checkpoint !== "") terminal.say(`\n${checkpoint.trimEnd()}\n`);
      }
      return exitCode.done;
    }),
};
