import { type ResourceId, parseResourceId } from "../../../foundation/kernel/index.ts";
import {
  type Rotation,
  type RotationKind,
  type RotationRequest,
  rotationKinds,
} from "../../../custody/keyring/index.ts";
import {
  chooseOrganisation,
  chooseOrganisations,
  organisationFlag,
  organisationsFlag,
} from "../choose-organisation.ts";
import type { Command, Invocation } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { operatorEntry } from "../operator.ts";
import type { CliHouse } from "../ports.ts";
import { UsageError } from "../usage-error.ts";

function kindOf(word: string | undefined): RotationKind {
  const kind = rotationKinds.find((one) => one === word);
  if (kind === undefined) throw new UsageError(`say which kind of key: ${rotationKinds.join(", ")}`);
  return kind;
}

export const rotateKeysCommand: Command = {
  name: "keys rotate",
  usage: "KIND [--organisation SHORT-NAME] [--patient ID]",
  summary: "Replace keys while everybody works",
  details: [
    "root: the key above all others; organisations' keys are wrapped anew. tenant: an organisation's key; its data keys are wrapped anew. patient: patients' keys, or one patient's; bodies are sealed anew. record: the key of what is about no single patient. entries: the key of ledger entries about nobody. index: the key of the search index; everything that is searched for is blinded anew, and searches stay exact meanwhile. signing: the key that signs the ledger's checkpoints; the ledger keeps its name, and whoever checks it needs the new verifier key beside the old one (`wardbook ledger state`). vault: the key that seals people, credentials, sessions, apps, settings and signature keys; it waits ten minutes before the old one goes, so that nobody's sign-in breaks off.",
    "Nothing stops meanwhile. What was interrupted (Ctrl+C, kill, a power cut) is taken up by the same command, or by the server within the hour. The new key's work is read again before the old key goes; the ledger tells of it.",
    "Ledger entries can't be sealed anew, because proofs commit to their bytes: old patients' and entries' keys are kept for them alone.",
  ],
  flags: {
    ...organisationsFlag,
    patient: { placeholder: "ID", meaning: "With kind patient: only this patient's key." },
  },
  examples: [
    "wardbook keys rotate tenant",
    "wardbook keys rotate patient --patient 0f8fad5b-d9cb-469f-a165-70867728950e",
  ],
  run: (invocation) => {
    const { ports, words, flags } = invocation;
    const kind = kindOf(words[0]);
    const patient = flags["patient"];
    if (words.length > 1 || (patient !== undefined && kind !== "patient"))
      throw new UsageError("one kind of key at a time; --patient goes with the kind patient");
    const subject: ResourceId | undefined = patient === undefined ? undefined : parseResourceId(patient);
    const why = `by hand: ${ports.user}`;
    return ports.withHouse(async (house) => {
      if (kind === "root") return rotateOne(invocation, house, { kind, why }, "the installation");
      const organisations =
        subject === undefined
          ? await chooseOrganisations(house, flags["organisation"])
          : [await chooseOrganisation(house, flags["organisation"])];
      for (const { tenant, name } of organisations) {
        const request = { kind, tenant, why, ...(subject === undefined ? {} : { subject }) };
        const code = await rotateOne(invocation, house, request, name);
        if (code !== exitCode.done) return code;
      }
      return exitCode.done;
    });
  },
};

async function rotateOne(
  { ports, terminal }: Invocation,
  house: CliHouse,
  request: RotationRequest,
  name: string,
): Promise<number> {
  const line = terminal.progress();
  let last: Rotation | undefined;
  ports.stop.addEventListener("abort", house.keys.stop);
  try {
    for await (const at of house.keys.rotate(request)) {
      last = at;
      line.update({ label: `${name}: ${request.kind} key, ${at.step}`, done: at.done, total: Math.max(1, at.total) });
      if (ports.stop.aborted) break;
    }
  } finally {
    ports.stop.removeEventListener("abort", house.keys.stop);
    line.end();
  }
  if (last?.step !== "done") {
    terminal.tell("Stopped. Nothing is lost, both keys open: run it again, or leave it to the server.");
    return exitCode.failed;
  }
  terminal.say(`${name}: ${request.kind} key ${terminal.paint.good("rotated")}.`);
  return exitCode.done;
}

export const keyPolicyCommand: Command = {
  name: "keys policy",
  usage: "KIND DAYS [--organisation SHORT-NAME]",
  summary: "Say how old keys of a kind may get before the server rotates them by itself",
  details: [
    "Without it: root, tenant, record, entries and vault 365 days; patient, index and signing 730. Whatever the age, a key that has sealed half of what it may is rotated.",
  ],
  flags: organisationFlag,
  examples: ["wardbook keys policy index 180"],
  run: ({ ports, terminal, words, flags }) => {
    const kind = kindOf(words[0]);
    const days = Number(words[1]);
    if (words.length !== 2 || !/^[0-9]{1,4}$/.test(words[1] ?? "") || days < 1)
      throw new UsageError("say the kind of key and a number of days, from 1 to 9999");
    return ports.withHouse(async (house) => {
      const organisation = kind === "root" ? undefined : await chooseOrganisation(house, flags["organisation"]);
      // First: what the ledger can't tell of isn't done.
      const told = organisation === undefined ? await house.identity.organisations.all() : [organisation];
      for (const { tenant } of told)
        await house.ledger.witness(tenant, [
          { entry: operatorEntry(ports, "setting-changed", `${kind} keys are rotated after ${days} days`) },
        ]);
      await house.keys.setPolicy(organisation?.tenant ?? 0, kind, days);
      terminal.say(`${organisation?.name ?? "The installation"}: ${kind} keys are rotated after ${days} days.`);
      return exitCode.done;
    });
  },
};
