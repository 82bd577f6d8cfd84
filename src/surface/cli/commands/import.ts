import { statSync } from "node:fs";
import { open } from "node:fs/promises";
import { once } from "node:events";
import { type FileRefusal, type ImportProgress, fileSource, importFiles } from "../../../care/importing/index.ts";
import { chooseOrganisation, organisationFlag } from "../choose-organisation.ts";
import type { Command, Invocation } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { importer } from "../operator.ts";
import { count, duration } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

const mostShown = 10;

export const importCommand: Command = {
  name: "import",
  usage: "FILE… [--organisation SHORT-NAME] [--refused FILE.ndjson]",
  summary: "Import FHIR R4 records from files",
  details: [
    "Takes bundles (transaction, batch, collection, searchset or document), single resources, and NDJSON with one resource on each line. Each may be gzipped; the content decides, not the name. Files may be larger than memory.",
    "Files are counted first, and taken in the order that they need one another: organisations, practitioners, patients, then the rest. What can't be imported is told and left out: a broken file, an invalid resource, a reference that leads nowhere. Everything else goes in.",
    "Running an import again changes nothing. So after an interruption (Ctrl+C, a crash, a power cut), run the same command again: it takes up where it stopped.",
    "Ids that are UUIDs are kept. Any other id is replaced by a keyed hash of itself, because an id chosen elsewhere may say who the patient is.",
  ],
  flags: {
    ...organisationFlag,
    refused: {
      placeholder: "FILE.ndjson",
      meaning:
        "Write every refusal to this file, one JSON object on each line: file, entry, resource, code, path, message. Never the content. An existing file is replaced.",
    },
  },
  examples: [
    "wardbook import export/*.ndjson.gz",
    "wardbook import bundle.json --organisation riverside --refused refused.ndjson",
  ],
  run: runImport,
};

async function runImport({ ports, terminal, words, flags }: Invocation): Promise<number> {
  if (words.length === 0) throw new UsageError("name the files to import");
  for (const path of words) expectFile(path);
  return ports.withHouse(async (house) => {
    const organisation = await chooseOrganisation(house, flags["organisation"]);
    const refused = flags["refused"] === undefined ? undefined : await openRefusals(flags["refused"]);
    const line = terminal.progress();
    const began = ports.now();
    let last: ImportProgress | undefined;
    let shown = 0;
    try {
      for await (const progress of importFiles(
        { chart: house.chart, now: ports.now },
        importer(ports, organisation.tenant),
        words.map(fileSource),
        ports.stop,
      )) {
        last = progress;
        for (const refusal of progress.refusals) {
          refused?.write(refusal);
          if (shown < mostShown) terminal.tell(`${terminal.paint.bad("refused")} ${describe(refusal)}`);
          shown += 1;
        }
        const done = progress.created + progress.updated + progress.unchanged + progress.refused;
        const note = progress.refused === 0 ? undefined : `${count(progress.refused)} refused`;
        if (progress.state === "counting")
          line.update({ label: "Counting", done: progress.total, total: progress.total });
        else
          line.update({
            label: "Importing",
            done,
            total: progress.total,
            perSecond: progress.perSecond,
            secondsLeft: progress.secondsLeft,
            note,
          });
      }
    } finally {
      line.end();
      await refused?.close();
    }
    if (last === undefined) return exitCode.failed;
    if (shown > mostShown)
      terminal.tell(
        `… and ${count(shown - mostShown)} more refused${refused === undefined ? ": --refused FILE.ndjson writes them all to a file" : ""}`,
      );
    const seconds = (ports.now() - began) / 1000;
    const { created, updated, unchanged, refused: refusedCount, total, state } = last;
    const done = created + updated + unchanged + refusedCount;
    terminal.say(
      `${count(done)} of ${count(total)} resources into ${organisation.name} in ${duration(seconds)} (${count(Math.round(done / Math.max(seconds, 0.001)))}/s): ` +
        `${count(created)} new, ${count(updated)} changed, ${count(unchanged)} as before, ${count(refusedCount)} refused.`,
    );
    if (refused !== undefined && refusedCount > 0) terminal.tell(`The refusals are in ${refused.path}.`);
    if (state === "stopped") terminal.tell("Stopped. Run the same command again to import the rest.");
    return state === "done" && refusedCount === 0 ? exitCode.done : exitCode.failed;
  });
}

function expectFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`there is no file ${path}`);
  if (found.isDirectory())
    throw new UsageError(`${path} is a folder: name the files in it, such as ${path.replace(/\/+$/, "")}/*.json`);
}

function describe({ file, entry, resource, code, path, message }: FileRefusal): string {
  const place = [file, entry === undefined ? "" : `entry ${entry}`, resource].filter((part) => part !== "").join(" ");
  return `${place}: ${path === undefined ? "" : `${path}: `}${message} (${code})`;
}

interface RefusalFile {
  readonly path: string;
  write(refusal: FileRefusal): void;
  close(): Promise<void>;
}

/** @throws UsageError */
async function ownersStream(path: string) {
  try {
    const file = await open(path, "w", 0o600);
    // One that was there before has the mode that it had.
    if ((await file.stat()).isFile()) await file.chmod(0o600);
    return file.createWriteStream();
  } catch {
    throw new UsageError(`${path} can't be written: give --refused another file`);
  }
}

async function openRefusals(path: string): Promise<RefusalFile> {
  const stream = await ownersStream(path);
  return {
    path,
    write: (refusal) => stream.write(`${JSON.stringify(refusal)}\n`),
    async close() {
      stream.end();
      await once(stream, "close");
    },
  };
}
