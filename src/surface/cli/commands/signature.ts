import { readFile } from "node:fs/promises";
import {
  type KeyHistory,
  type SignatureFault,
  type SignedRecord,
  SignaturesError,
  type Verdict,
  meaningWords,
  parseKeyHistory,
  parseSignedRecord,
  verifySignature,
} from "../../../custody/signatures/index.ts";
import { organisationFlag } from "../choose-organisation.ts";
import type { Command, Invocation } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { inOrganisation } from "../in-organisation.ts";
import { operator } from "../operator.ts";
import type { Terminal } from "../terminal.ts";
import { CommandError, UsageError } from "../usage-error.ts";

export const verifySignatureCommand: Command = {
  name: "signature verify",
  usage: "FILE [--keys FILE]",
  summary: "Check the signatures in a signed record, without a server or a network",
  details: [
    "FILE is what the chart hands out under a signed note: one version of a record, its signatures and the public keys. Each signature is checked against the record's own bytes, its signer, its meaning and its time; the exit code is 1 unless there is a signature and all of them hold.",
    "Whoever can change the file could put other keys into it. So get the keys another way too, from the address that the note shows, and give them with --keys; or compare the key's name with one that you know.",
  ],
  flags: {
    keys: {
      placeholder: "FILE",
      meaning: "Take only keys that are in this file too, a JWK set, with the times that stand there.",
    },
  },
  examples: [
    "wardbook signature verify signed-note.json --keys keys.json",
    "curl -o keys.json https://records.example/signature-keys/…",
  ],
  run: verifyFile,
};

async function verifyFile({ terminal, words, flags }: Invocation): Promise<number> {
  const [path, ...more] = words;
  if (path === undefined || more.length > 0) throw new UsageError("name one file with a signed record");
  const file = await read(path, parseSignedRecord);
  const keysPath = flags["keys"];
  const history = keysPath === undefined ? file.history : await read(keysPath, parseKeyHistory);
  return report(terminal, file, history, keysPath !== undefined);
}

async function report(
  terminal: Terminal,
  { record, signatures }: SignedRecord,
  history: KeyHistory,
  keysGiven: boolean,
): Promise<number> {
  const verdicts = await Promise.all(signatures.map((one) => verifySignature(record, one, history)));
  const held = verdicts.map((verdict) => tell(terminal, verdict));
  if (held.length === 0) terminal.say(terminal.paint.bad("No signature: nothing is shown by this file."));
  if (!keysGiven && held.includes(true))
    terminal.tell(
      "The keys came from the file itself: compare them with those that the organisation publishes (--keys).",
    );
  return held.length > 0 && held.every((one) => one) ? exitCode.done : exitCode.failed;
}

function tell(terminal: Terminal, verdict: Verdict): boolean {
  if (verdict.kind === "broken") {
    terminal.say(`${terminal.paint.bad("BROKEN")}  ${faultWords[verdict.fault]} Code: ${verdict.fault}`);
    return false;
  }
  const { signer, when, meaning, target, kid } = verdict.manifest;
  terminal.say(`${terminal.paint.good("HOLDS")}   ${signer.name} (${signer.id})`);
  terminal.say(`        signed    ${target}`);
  terminal.say(`        at        ${when}`);
  terminal.say(`        meaning   ${meaning} (${meaningWords[meaning].display})`);
  terminal.say(`        key       ${kid}`);
  return true;
}

const faultWords: Readonly<Record<SignatureFault, string>> = {
  "not-ours": "This is no signature that Wardbook made, or a part of it is missing.",
  "another-record": "It was made for another record or version.",
  "unknown-key": "Its key is not among the keys.",
  "key-not-valid-then": "Its key wasn't valid at the time that it states.",
  "not-as-signed": "The record, the signer, the meaning or the time was changed after signing.",
};

async function read<T>(path: string, parse: (text: string) => T): Promise<T> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new CommandError("cli/unreadable-file", `${path} can't be read: ${String((error as Error).message)}`);
  });
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof SignaturesError) throw new CommandError("cli/unreadable-file", `${path}: ${error.message}`);
    throw error;
  }
}

export const rotateSignatureKey: Command = {
  name: "signature rotate-key",
  usage: "[--organisation SHORT-NAME]",
  summary: "Make a new key that signs records, at once",
  details: [
    "The old key signs nothing from this moment on, and its private part is destroyed. What it signed stays verifiable: public keys are published for good. Keys are replaced by themselves after a year.",
  ],
  flags: organisationFlag,
  examples: [],
  run: (invocation) =>
    inOrganisation(invocation, async (house, { tenant, name }) => {
      const { kind, id, name: who } = operator(invocation.ports);
      const kid = await house.signatures.rotate(tenant, { kind, id, name: who });
      invocation.terminal.say(`${name}: new key ${kid}`);
      for (const key of (await house.signatures.history(tenant)).keys) {
        const [from, until] = [key.nbf, key.exp].map((seconds) => new Date(seconds * 1000).toISOString());
        invocation.terminal.say(`${key.kid}  ${from}  ${until}`);
      }
    }),
};
