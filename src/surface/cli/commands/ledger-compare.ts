import { type Comparison, type KeptCheckpoint, parseFingerprint } from "../../../custody/ledger/index.ts";
import { chooseOrganisations, organisationsFlag } from "../choose-organisation.ts";
import type { Command, Invocation } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { keptIn } from "../kept-in.ts";
import { operatorEntry } from "../operator.ts";
import { count } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const compareCommand: Command = {
  name: "ledger compare",
  usage: "FILE|(--entries NUMBER --fingerprint TEXT) [--organisation SHORT-NAME]",
  summary: "Tell whether today's ledger goes on from a checkpoint that somebody kept",
  details: [
    "FILE is a checkpoint, or a mail with one in it as it was saved. Of one on paper its number of entries and its fingerprint are enough. The exit code is 0 only if the ledger still begins with everything that the checkpoint counts.",
    "A file may have been changed on its way here: read its fingerprint to whoever kept it. The answer is this installation's own; whoever doesn't want to trust it checks a copy of the ledger elsewhere, with `wardbook verify COPY --key KEY --since FILE`.",
  ],
  flags: {
    entries: { placeholder: "NUMBER", meaning: "How many entries the checkpoint counts." },
    fingerprint: { placeholder: "TEXT", meaning: "Its 32 hexadecimal digits, with or without spaces." },
    ...organisationsFlag,
  },
  examples: [
    "wardbook ledger compare checkpoint-of-march.eml",
    'wardbook ledger compare --entries 12345 --fingerprint "0123 4567 89ab cdef 0123 4567 89ab cdef"',
  ],
  run: compare,
};

async function compare({ ports, terminal, words, flags }: Invocation): Promise<number> {
  const kept = await keptOf(words, flags);
  return ports.withHouse(async (house) => {
    terminal.say(
      `kept         ${kept.signed === undefined ? "" : `${kept.signed.origin}: `}${count(kept.size)} entries`,
    );
    terminal.say(`fingerprint  ${kept.fingerprint}`);
    const told: { readonly name: string; readonly comparison: Comparison }[] = [];
    for (const { tenant, name } of await chooseOrganisations(house, flags["organisation"])) {
      const comparison = await house.compare(tenant, kept);
      if (comparison === undefined) continue;
      const detail = `compared the ledger with a kept checkpoint of ${kept.size} entries: ${comparison.kind}`;
      await house.ledger.witness(tenant, [{ entry: operatorEntry(ports, "verify", detail) }]);
      told.push({ name, comparison });
    }
    // Of what was on paper it isn't known which ledger it is of: the one that it fits.
    const well = told.find(({ comparison }) => comparison.kind === "goes-on");
    for (const { name, comparison } of well === undefined ? told : [well]) {
      const verdict = terminal.paint[well === undefined ? "bad" : "good"](verdictWords[comparison.kind]);
      terminal.say(`${name}: ${verdict}. ${explained(comparison, kept)}`);
    }
    if (told.length === 0)
      terminal.say(
        `${terminal.paint.bad("NO SUCH LEDGER")}. No ledger here has this name: the checkpoint is another installation's, or this one was made anew.`,
      );
    if (well !== undefined) return exitCode.done;
    terminal.tell("Keep the database and the data directory as they are, and find out who could write to them.");
    return exitCode.failed;
  });
}

async function keptOf(words: readonly string[], flags: Invocation["flags"]): Promise<KeptCheckpoint> {
  const { entries, fingerprint } = flags;
  const [path, ...more] = words;
  if (path === undefined && entries !== undefined && fingerprint !== undefined)
    return readWritten(entries, fingerprint);
  if (path === undefined || more.length > 0 || entries !== undefined || fingerprint !== undefined)
    throw new UsageError("name one file with a checkpoint, or give both --entries and --fingerprint");
  return keptIn(path);
}

function readWritten(entries: string, typed: string): KeptCheckpoint {
  const fingerprint = parseFingerprint(typed);
  if (!/^\d{1,15}$/.test(entries) || fingerprint === undefined)
    throw new UsageError("--entries takes a whole number, --fingerprint 32 hexadecimal digits");
  return { size: Number(entries), fingerprint, signed: undefined };
}

const verdictWords: Readonly<Record<Comparison["kind"], string>> = {
  "goes-on": "it goes on from there",
  "not-signed": "NOT SIGNED",
  shorter: "SHORTER",
  differs: "ANOTHER PAST",
  "not-as-signed": "NOT AS SIGNED",
};

function explained({ kind, size }: Comparison, kept: KeptCheckpoint): string {
  const was = count(kept.size);
  switch (kind) {
    case "goes-on":
      return `All ${was} entries that were kept are its first ones; it has ${count(size)} now. What they hold, "wardbook ledger verify" checks.`;
    case "not-signed":
      return "No key of this ledger signed the checkpoint: it was changed, or the keys were.";
    case "shorter":
      return `The checkpoint counts ${was} entries, the ledger has ${count(size)}: some are gone, or an older copy was put in place.`;
    case "differs":
      return `Its first ${was} entries aren't those that the checkpoint counts: one was changed, taken out or put in, or the checkpoint is another ledger's.`;
    case "not-as-signed":
      return `It begins with what was kept, but its ${count(size)} entries aren't those that it signed last: run "wardbook ledger verify".`;
  }
}
