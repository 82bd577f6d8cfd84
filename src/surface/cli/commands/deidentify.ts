import { once } from "node:events";
import { open } from "node:fs/promises";
import { randomBytes32 } from "../../../foundation/crypto/index.ts";
import {
  type DeidentificationProfile,
  deidentificationProfiles,
  exportDeidentified,
} from "../../../assurance/privacy/index.ts";
import { chooseOrganisation, organisationFlag } from "../choose-organisation.ts";
import type { Command, Invocation } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { deidentifier, operatorEntry } from "../operator.ts";
import { count } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const deidentifyCommand: Command = {
  name: "deidentify",
  usage: "--profile safe-harbor|research [--out FILE.ndjson] [--organisation SHORT-NAME]",
  summary: "Export records without what identifies people",
  details: [
    "safe-harbor drops the identifiers that 45 CFR 164.514(b)(2)(i) lists: of dates the year stays, of addresses the state and three digits of the ZIP code, and ages over 89 become 90. research moves all dates of a patient by one number of days instead, so that what lies between them stays; it exports only patients whose consent allows research, and Safe Harbor doesn't cover it.",
    "Each element has a rule; what has none is dropped. Texts are scrubbed of names, places, dates and numbers. docs/deidentification.md says what is found and what is missed.",
    "Ids become pseudonyms, under a key that is thrown away at the end: two exports can't be joined. Consents hold as for every other disclosure, and each patient's ledger tells of the export.",
  ],
  flags: {
    profile: { placeholder: "PROFILE", meaning: "safe-harbor or research." },
    out: {
      placeholder: "FILE.ndjson",
      meaning:
        "Write to this file, which only its owner may read. An existing file is replaced. Without it, the standard output.",
    },
    ...organisationFlag,
  },
  examples: ["wardbook deidentify --profile safe-harbor --out records.ndjson"],
  run: runDeidentify,
};

async function runDeidentify({ ports, terminal, flags }: Invocation): Promise<number> {
  const profile = profileOf(flags["profile"]);
  return ports.withHouse(async (house) => {
    const organisation = await chooseOrganisation(house, flags["organisation"]);
    const { tenant } = organisation;
    const caller = await deidentifier(ports, house, tenant, profile);
    const detail = `took out records, de-identified (${profile})`;
    await house.ledger.witness(tenant, [{ entry: operatorEntry(ports, "export", detail) }]);
    const out = flags["out"] === undefined ? undefined : await openLines(flags["out"]);
    const line = terminal.progress();
    let written = 0;
    let leftOut = 0;
    let patients = 0;
    try {
      const exporting = { chart: house.chart, now: ports.now, key: randomBytes32() };
      for await (const batch of exportDeidentified(exporting, caller, profile)) {
        for (const resource of batch.resources) {
          const text = JSON.stringify(resource);
          if (out === undefined) terminal.say(text);
          else await out.write(text);
        }
        written += batch.resources.length;
        ({ leftOut, patients } = batch);
        line.update({
          label: "De-identifying",
          done: batch.patients,
          total: batch.totalPatients,
          note: `${count(written)} resources`,
        });
        if (ports.stop.aborted) break;
      }
    } finally {
      line.end();
      await out?.close();
    }
    const of = ports.stop.aborted ? "Stopped: " : "";
    terminal.tell(
      `${of}${count(written)} resources of ${count(patients)} patients of ${organisation.name}${out === undefined ? "" : ` in ${out.path}`}; ${count(leftOut)} left out, of which nothing may stay.`,
    );
    return ports.stop.aborted ? exitCode.failed : exitCode.done;
  });
}

/** @throws UsageError */
function profileOf(text: string | undefined): DeidentificationProfile {
  const found = deidentificationProfiles.find((one) => one === text);
  if (found === undefined) throw new UsageError("say which: --profile safe-harbor or --profile research");
  return found;
}

/** @throws UsageError */
async function openLines(path: string) {
  const stream = await ownersFile(path);
  return {
    path,
    async write(text: string): Promise<void> {
      if (!stream.write(`${text}\n`)) await once(stream, "drain");
    },
    async close(): Promise<void> {
      stream.end();
      await once(stream, "close");
    },
  };
}

/** @throws UsageError */
async function ownersFile(path: string) {
  try {
    const file = await open(path, "w", 0o600);
    // One that was there before has the mode that it had.
    if ((await file.stat()).isFile()) await file.chmod(0o600);
    return file.createWriteStream();
  } catch {
    throw new UsageError(`${path} can't be written: give --out another file`);
  }
}
