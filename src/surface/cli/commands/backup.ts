import type { KeptCheckpoint } from "../../../custody/ledger/index.ts";
import type { Command, Invocation } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { keptIn } from "../kept-in.ts";
import { operator } from "../operator.ts";
import type { InstallationStep, RestoredInstallation } from "../ports.ts";
import { type Terminal, count, duration } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 2 : 0)} MB`;
/** "2026-03-07 09:00:00 UTC" */
const momentOf = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;

export const backupCommand: Command = {
  name: "backup",
  usage: "[--full]",
  summary: "Take a backup of everything that can't be built anew",
  details: [
    "It goes to WARDBOOK_BACKUP (--backup-to), its keys apart from it to WARDBOOK_BACKUP_KEYS (--backup-keys-to). All of it is as the database was at one moment, while people work on; it doesn't matter whose PostgreSQL that is. The search index and sessions are left out on purpose.",
    "What changed since the last backup is enough, unless that was lost, is seven days back, or keys were destroyed or a ledger was pruned since: then it is a full one. Every organisation's ledger is told the SHA-256 of the manifest. What is interrupted is no backup, and hurts none: run it again, and it goes on with the files that were put.",
  ],
  flags: { full: { placeholder: "", meaning: "Take a full backup, and not what changed." } },
  examples: ["wardbook backup --backup-to /mnt/backup/data --backup-keys-to /mnt/safe/keys"],
  run: ({ ports, terminal, flags }) =>
    ports.withHouse(async (house) => {
      const line = terminal.progress();
      const began = ports.now();
      const { kind, id, name } = operator(ports);
      const actor = { kind, id, name };
      const backups = house.backups();
      const taking = backups.take({ kind: flags["full"] === undefined ? "increment" : "full", actor });
      try {
        for (;;) {
          const step = await taking.next();
          if (step.done === true) {
            line.end();
            const { backup, kind: how, fullBecause, at, rows, bytes, keyBytes, manifest, wereThere } = step.value;
            const why = fullBecause === undefined ? "" : ` (${fullBecause})`;
            terminal.say(`backup    ${backup}, ${how}${why}`);
            terminal.say(`holds     everything committed before ${momentOf(at)}`);
            terminal.say(`size      ${count(rows)} rows, ${megabytes(bytes)}; keys ${megabytes(keyBytes)}`);
            if (wereThere > 0) terminal.say(`went on   with ${count(wereThere)} files of one that was broken off`);
            terminal.say(`manifest  ${manifest}`);
            terminal.say(`took      ${duration((ports.now() - began) / 1000)}`);
            const gone = await backups.prune(actor);
            if (gone.data.length + gone.keys.length > 0)
              terminal.say(`removed   ${gone.data.length} old backups, ${gone.keys.length} archives of keys`);
            return exitCode.done;
          }
          const { side, done } = step.value;
          line.update({ label: side === "keys" ? "Backing up keys" : "Backing up", done, total: done });
          if (ports.stop.aborted) {
            await taking.return(undefined as never);
            terminal.tell("Stopped. What was put is no backup: run it again, and it goes on from there.");
            return exitCode.failed;
          }
        }
      } finally {
        line.end();
      }
    }),
};

const doing: Readonly<Record<InstallationStep["doing"], string>> = {
  checking: "Checking the archive",
  restoring: "Restoring",
  indexing: "Building the search index",
  verifying: "Verifying the ledger",
};

export const restoreCommand: Command = {
  name: "restore",
  usage: "[--backup NAME] [--last FILE] [--drill]",
  summary: "Make an installation of a backup, its keys and the root key, or try whether that would work",
  details: [
    "For a bare machine: put the root key's file into DATA/keyring/root.key (or say where it lives with WARDBOOK_ROOT_KEY), give what opens it as for the server, and say where backup and keys lie. The directory, or the database of WARDBOOK_DATABASE_URL, must hold no record yet.",
    "Every file is checked before anything is written; then all of it comes back in one transaction, or nothing. What was destroyed after the backup is destroyed again. The search index is built anew, the ledger is verified, and it is told of the restore.",
    "At the end it says from which second on work is lost. Whether that is anything, the last checkpoint of the ledger that somebody kept tells (a mail, a witness, the mirror, or ledger/public of the machine of before): give its file with --last. Then it says that nothing is lost of what the checkpoint counts, or how many entries are.",
    "With --drill nothing is touched: in an installation that runs (its server may run too) the backup is restored into a directory of its own, compared with what is live (every version by a keyed digest, the index, the ledger and its newest signed checkpoint, that destroyed keys stay gone), and removed. What it found, with the recovery point and the recovery time that it measured, is signed with the ledger's key: DATA/drills has it for people and for programs. The exit code is 1 if any check failed.",
  ],
  flags: {
    backup: { placeholder: "NAME", meaning: "Which one, such as 20260307T090000000Z; the newest without it." },
    last: { placeholder: "FILE", meaning: "The last checkpoint that somebody kept, to be told what is lost." },
    drill: { placeholder: "", meaning: "Try it beside the installation, and certify what was found." },
  },
  examples: [
    "wardbook restore --drill --backup-to /mnt/backup/data --backup-keys-to /mnt/safe/keys",
    "wardbook restore --data /srv/wardbook --backup-to /mnt/backup/data --backup-keys-to /mnt/safe/keys",
  ],
  run: (invocation) => restore(invocation),
};

async function restore({ ports, terminal, flags, words }: Invocation): Promise<number> {
  if (words.length > 0) throw new UsageError(`nothing takes "${words[0]}" here`);
  if (flags["drill"] !== undefined)
    return ports.withHouse(async (house) => {
      const drilled = await showing(terminal, house.drillRestore(flags["backup"]), ports.stop);
      if (drilled === undefined) {
        terminal.tell("Stopped. What was restored is removed again, and nothing was certified.");
        return exitCode.failed;
      }
      for (const { certificate, path } of drilled)
        terminal.say(`${certificate.trimEnd()}\n\nThis certificate: ${path}\n`);
      if (drilled.every(({ passed }) => passed)) return exitCode.done;
      terminal.tell(terminal.paint.bad("THE RESTORE DRILL FAILED: don't rely on this backup before you know why."));
      return exitCode.failed;
    });
  const began = ports.now();
  const kept = flags["last"] === undefined ? undefined : await keptIn(flags["last"]);
  const restored = await showing(terminal, ports.restore(flags["backup"], kept), ports.stop);
  if (restored === undefined) {
    terminal.tell("Stopped. This is no whole restore: no server starts with it.");
    return exitCode.failed;
  }
  return sayRestored(terminal, restored, kept, (ports.now() - began) / 1000);
}

/** @returns undefined where it was stopped */
async function showing<Result>(
  terminal: Terminal,
  steps: AsyncGenerator<InstallationStep, Result>,
  stop: AbortSignal,
): Promise<Result | undefined> {
  const line = terminal.progress();
  try {
    for (;;) {
      const step = await steps.next();
      if (step.done === true) return step.value;
      line.update({ label: doing[step.value.doing], done: step.value.done, total: step.value.total });
      if (!stop.aborted) continue;
      await steps.return(undefined as never);
      return undefined;
    }
  } finally {
    line.end();
  }
}

function sayRestored(
  terminal: Terminal,
  restored: RestoredInstallation,
  kept: KeptCheckpoint | undefined,
  seconds: number,
): number {
  const { backup, at, manifest, rows, organisations, destroyedSince, keysOf, surplus, doubts } = restored;
  terminal.say(`restored  ${backup}: ${count(rows)} rows in ${duration(seconds)}`);
  terminal.say(`manifest  ${manifest}`);
  if (keysOf !== backup) terminal.say(`keys      of ${keysOf}: those of the backup's own time are gone`);
  for (const { name, resources, ledger } of organisations) {
    const verdict =
      ledger.state === "sound"
        ? terminal.paint.good(`its ledger of ${count(ledger.total)} entries is sound`)
        : terminal.paint.bad(`ITS LEDGER IS BROKEN: ${ledger.finding.message}`);
    terminal.say(`${name}: ${count(resources)} resources indexed; ${verdict}`);
  }
  for (const doubt of doubts) terminal.say(terminal.paint.bad(`LOOK AT THIS: ${doubt}.`));
  for (const { table, rows: more } of surplus)
    terminal.say(
      `${count(more)} rows of ${table} are back that somebody had taken away by hand before the backup: look at that.`,
    );
  if (destroyedSince > 0)
    terminal.say(`Destroyed after the backup, and now again: the keys and records of ${count(destroyedSince)}.`);
  terminal.say(`Everything that was committed before ${momentOf(at)} is back.`);
  sayLost(terminal, restored, kept);
  terminal.say('Everybody signs in anew. Start the server with "wardbook start".');
  const isWell = ({ ledger, compared }: RestoredInstallation["organisations"][number]) =>
    ledger.state === "sound" && (compared === undefined || compared.kind === "goes-on" || compared.kind === "shorter");
  return organisations.every(isWell) ? exitCode.done : exitCode.failed;
}

/** Nothing, or from which second on. */
function sayLost(terminal: Terminal, { at, organisations }: RestoredInstallation, kept: KeptCheckpoint | undefined) {
  const from = `What was written from ${momentOf(at)} on is lost`;
  const told = organisations.flatMap(({ name, compared }) => (compared === undefined ? [] : [{ name, compared }]));
  if (kept === undefined) {
    terminal.say(
      `${from}, unless a newer backup has it. Whether that is anything, a kept checkpoint tells: --last FILE.`,
    );
    return;
  }
  if (told.length === 0) terminal.say(`${from}. The checkpoint is no ledger's here, and says nothing of that.`);
  const counted = count(kept.size);
  for (const { name, compared } of told) {
    if (compared.kind === "goes-on")
      terminal.say(`${name}: ${terminal.paint.good("nothing is lost")} of the ${counted} entries that were kept.`);
    else if (compared.kind === "shorter")
      terminal.say(
        `${name}: ${terminal.paint.bad(`${count(kept.size - compared.size)} entries are lost`)}: the last of the ${counted} that were kept, written from ${momentOf(at)} on. The backup's own entry is one of them.`,
      );
    else
      terminal.say(
        `${name}: ${terminal.paint.bad("ANOTHER PAST")}: this ledger doesn't begin with what was kept. Run "wardbook ledger compare".`,
      );
  }
}
