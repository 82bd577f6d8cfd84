import { resolve } from "node:path";
import { type Publication, type Verification, checkpointFingerprint } from "../../../custody/ledger/index.ts";
import type { Organisation } from "../../../custody/identity/index.ts";
import { chooseOrganisations, organisationsFlag } from "../choose-organisation.ts";
import type { Command, Invocation } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { operatorEntry } from "../operator.ts";
import type { CliHouse } from "../ports.ts";
import { type Terminal, count } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { sayRetention } from "./ledger-prune.ts";

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
    const pruned =
      last.pruned === 0
        ? ""
        : `, of ${count(last.pruned)} of them, which were pruned with that on record, place and hash`;
    terminal.say(
      `${name}: ${terminal.paint.good("sound")}. ${count(last.checked)} entries checked${pruned}${waiting}.${anchored}`,
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
  summary: "Size, root hash, newest signed checkpoint, witnesses and alarms of the ledger",
  details: [
    "Prints the checkpoint and the key that verifies it, for safekeeping somewhere else: with them, anybody can check later that nothing was cut off or rewritten.",
    "The exit code is 1 when there is an alarm (what is published or witnessed doesn't go with the ledger), when the witnesses that the policy asks for have been missing for a minute, or when the mirror has been behind for ten. An alarm stays until its file is moved away: docs/runbooks/ledger-alarm.md.",
  ],
  flags: organisationsFlag,
  examples: [],
  run: ({ ports, terminal, flags }) =>
    ports.withHouse(async (house) => {
      let code: number = exitCode.done;
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
        sayRetention(terminal, await house.pruningStanding(tenant));
        if (!sayPublication(terminal, await house.publication(tenant), house.besideServer)) code = exitCode.failed;
        if (checkpoint !== "") terminal.say(`\n${checkpoint.trimEnd()}\n`);
      }
      return code;
    }),
};

/** @returns whether all is well */
function sayPublication(
  terminal: Terminal,
  { path, checkpoint, size, shownAt, witnesses, isBehind, mirror, alarms, alarmFile }: Publication,
  besideServer: boolean,
): boolean {
  const at = shownAt === undefined ? "nothing yet" : `${count(size)} entries, ${new Date(shownAt).toISOString()}`;
  terminal.say(`public        ${path}: ${at}`);
  if (checkpoint !== undefined) terminal.say(`fingerprint   ${checkpointFingerprint(checkpoint)}`);
  for (const { name, cosignedAt } of witnesses)
    terminal.say(
      `witness       ${name}: ${cosignedAt === undefined ? "has not cosigned this" : `cosigned ${new Date(cosignedAt).toISOString()}`}`,
    );
  if (mirror !== undefined) {
    const kept =
      mirror.keptAt === undefined
        ? "nothing yet"
        : `${count(mirror.size)} entries, in step ${new Date(mirror.keptAt).toISOString()}`;
    const problem = mirror.problem === undefined ? "" : `; the last time ${mirror.problem}`;
    terminal.say(`mirror        ${mirror.name}: ${kept}${problem}`);
  }
  // Without a server nobody publishes: then nothing is late.
  const isLate = isBehind && besideServer;
  const isMirrorLate = mirror?.isBehind === true && besideServer;
  if (isLate)
    terminal.say(
      `${terminal.paint.bad("BEHIND")}        the newest entries are not public: too few witnesses, or publishing fails`,
    );
  if (isMirrorLate)
    terminal.say(`${terminal.paint.bad("BEHIND")}        the mirror lacks what has been public for ten minutes`);
  for (const { code, message, at: since } of alarms)
    terminal.say(`${terminal.paint.bad("ALARM")}         ${new Date(since).toISOString()} ${message}. Code: ${code}`);
  if (alarms.length > 0)
    terminal.tell(
      `Keep the database and the data directory as they are, and find out who could write to them. Recorded alarms: ${alarmFile}`,
    );
  return alarms.length === 0 && !isLate && !isMirrorLate;
}

export const exportCommand: Command = {
  name: "ledger export",
  usage: "DIRECTORY [--organisation SHORT-NAME]",
  summary: "Copy the ledger, sealed as it is, for others to check and to keep",
  details: [
    "Writes tiles, sealed entries and the public checkpoint in C2SP's formats, in a folder for each ledger. Run it again and it adds what is new; what lies there must be what the ledger had then, or it says so and stops. `wardbook verify DIRECTORY/LEDGER --key KEY` checks the copy anywhere.",
    "Nobody can read the entries without the keys. But each one's key number is in it: whoever has the copy sees how often which record, by number, was looked at.",
  ],
  flags: organisationsFlag,
  examples: ["wardbook ledger export /mnt/auditor"],
  run: (invocation) =>
    invocation.ports.withHouse(async (house) => {
      const { ports, terminal, words, flags } = invocation;
      const [directory, ...more] = words;
      if (directory === undefined || more.length > 0) throw new UsageError("name one directory to copy to");
      for (const { tenant, name } of await chooseOrganisations(house, flags["organisation"])) {
        await house.ledger.witness(tenant, [{ entry: operatorEntry(ports, "export", "copied the ledger") }]);
        await house.ledger.sequence(tenant);
        const line = terminal.progress();
        let path = "";
        let entries = 0;
        let pruned = 0;
        try {
          for await (const step of house.exportLog(tenant, resolve(directory))) {
            if (ports.stop.aborted) return exitCode.failed;
            path = step.path;
            entries = step.total;
            pruned = step.pruned;
            line.update({ label: `Copying ${name}`, done: step.done, total: step.total });
          }
        } finally {
          line.end();
        }
        const gone = pruned === 0 ? "" : `; of the first ${count(pruned)}, which were pruned, the hashes`;
        terminal.say(`${name}: ${count(entries)} entries in ${path}${gone}`);
      }
      return exitCode.done;
    }),
};
