import { readFileSync, statSync } from "node:fs";
import { type Finding, type ResidueReport, parseWords } from "../../../assurance/residue/index.ts";
import { parseResourceId } from "../../../foundation/kernel/index.ts";
import { chooseOrganisation, organisationFlag } from "../choose-organisation.ts";
import type { Command, Invocation } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { operatorEntry } from "../operator.ts";
import { type Terminal, count, table } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

const doing = {
  files: "Scanning files (bytes)",
  rows: "Scanning rows",
  opening: "Opening what is sealed",
  archives: "Looking into archives",
  checking: "Checking the archive",
  restoring: "Restoring",
  indexing: "Building the search index",
  verifying: "Verifying the ledger",
} as const;

export const scanResidueCommand: Command = {
  name: "residue scan",
  usage: "--patient ID --words FILE [--restore NAME] [--also FOLDER] [--organisation SHORT-NAME]",
  summary: "Look for what is left of somebody, in every file, row, log and backup",
  details: [
    "Words that only this person's record has, one on each line, are looked for as they are and as programs write them: upper and lower case, UTF-16, JSON, URLs, base64, hexadecimal, in gzip, and as PostgreSQL packs them. Where: every file of the data directory and of the database, its log after a checkpoint, folders of backups, the program's files in the temporary directory, every row of every table, and everything sealed that a key still opens. Wrapped copies of the person's destroyed keys are looked for too, by the commitments in the certificate of their destruction, and archives of keys are opened to see whether they have one.",
    "The words come from a file or the standard input, never from the command line, which other users of a machine can see; no answer has them. The ledger tells that somebody looked. What may stay is listed with its ground; of anything else the exit code is 1.",
    "Rows that were deleted stay on PostgreSQL's disk until it needs their room: a running server ends that within minutes of an erasure, and `wardbook residue clear` at once.",
  ],
  flags: {
    patient: { placeholder: "ID", meaning: "The patient's id." },
    words: { placeholder: "FILE", meaning: "What to look for, one on each line; - for the standard input." },
    restore: {
      placeholder: "NAME",
      meaning: "Restore this backup beside the installation, scan it too, and remove it; oldest for the oldest one.",
    },
    also: { placeholder: "FOLDER", meaning: "Scan this folder too, of exports for instance." },
    ...organisationFlag,
  },
  examples: ["wardbook residue scan --patient 0190f6c2-0000-7000-8000-000000000000 --words words.txt --restore oldest"],
  run: scan,
};

async function scan({ ports, terminal, flags }: Invocation): Promise<number> {
  const { patient: id, words: file, restore, also } = flags;
  if (id === undefined) throw new UsageError("say who: --patient ID");
  if (file === undefined)
    throw new UsageError("say what to look for: --words FILE, or --words - for the standard input");
  const patient = parseResourceId(id);
  const words = parseWords(read(file));
  if (also !== undefined && statSync(also, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UsageError(`${also} isn't a folder`);
  return ports.withHouse(async (house) => {
    const { tenant } = await chooseOrganisation(house, flags["organisation"]);
    const detail = `looked for what is left of ${patient}: ${words.length} words`;
    await house.ledger.witness(tenant, [{ entry: operatorEntry(ports, "residue-scanned", detail) }]);
    const asked = { tenant, patient, words, also: also === undefined ? [] : [also], backup: restore };
    const scanning = house.scanResidue(asked);
    const line = terminal.progress();
    try {
      for (;;) {
        const step = await scanning.next();
        if (step.done === true) {
          line.end();
          const { live, restored } = step.value;
          const isClean = say(terminal, "this installation", live);
          return (restored === undefined || say(terminal, "the restored backup", restored)) && isClean
            ? exitCode.done
            : exitCode.failed;
        }
        const { done, total } = step.value;
        line.update({ label: doing[step.value.doing], done, total: total === 0 ? done : total });
        if (!ports.stop.aborted) continue;
        await scanning.return(undefined as never);
        terminal.tell("Stopped: what wasn't scanned yet may hold something.");
        return exitCode.failed;
      }
    } finally {
      line.end();
    }
  });
}

/** @throws UsageError */
function read(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch {
    throw new UsageError(`${file} can't be read`);
  }
}

const whatWords: Readonly<Record<Finding["what"], string>> = {
  word: "words",
  key: "copies of a key",
  id: "the patient's id",
};

/** @returns whether nothing is left that has no ground to be there */
function say(terminal: Terminal, where: string, report: ResidueReport): boolean {
  const { findings, unknown, notScanned, keys, files, bytes, rows, opened, closed } = report;
  terminal.say(terminal.paint.strong(`In ${where}:`));
  terminal.say(
    `scanned   ${count(files)} files (${count(Math.round(bytes / 1_000_000))} MB), ${count(rows)} rows, ${count(opened)} sealed values that opened, ${count(closed)} that open to nobody`,
  );
  if (keys > 0) terminal.say(`keys      the patient still has ${count(keys)}: nothing was erased`);
  const residue = findings.filter(({ ground }) => ground === undefined);
  const kept = findings.filter(({ ground }) => ground !== undefined);
  for (const line of table(
    residue.map(({ place, what, as, count: times }) => ["FOUND", place, whatWords[what], as, `${count(times)} times`]),
  ))
    terminal.say(terminal.paint.bad(line));
  for (const path of unknown) terminal.say(terminal.paint.bad(`UNKNOWN   a file that no store is known for: ${path}`));
  for (const line of table(
    kept.map(({ place, what, as, count: times, ground = "" }) => [
      "kept",
      place,
      whatWords[what],
      as,
      `${count(times)} times`,
      ground,
    ]),
  ))
    terminal.say(line);
  for (const why of notScanned) terminal.say(`not seen  ${why}`);
  const isClean = residue.length + unknown.length + keys === 0;
  terminal.say(
    isClean
      ? terminal.paint.good("Nothing is left that has no ground to stay.")
      : terminal.paint.bad("SOMETHING IS LEFT."),
  );
  return isClean;
}

export const clearResidueCommand: Command = {
  name: "residue clear",
  usage: "",
  summary: "Take what was deleted off the database's disk",
  details: [
    "A running server does this by itself within minutes of each destruction of keys, where it can between requests. PostgreSQL keeps deleted rows in its files until it needs their room, and what was written in its log. This writes the tables anew that hold keys and drafts (for that moment nobody reads them), vacuums those whose rows went with a key, and writes over every file of the log. The log needs a superuser, as the bundled database's owner is. Other people's disks, snapshots and archived log files are yours to end.",
  ],
  flags: {},
  examples: ["wardbook residue clear"],
  run: ({ ports, terminal }) =>
    ports.withHouse(async (house) => {
      const { log } = await house.clearResidue();
      terminal.say("Deleted rows are off the database's files.");
      terminal.say(
        log
          ? "Its log was written over."
          : "Its log wasn't written over: its role isn't a superuser's. It is gone once the server has used those files again, and archived copies when you end them.",
      );
      return exitCode.done;
    }),
};
