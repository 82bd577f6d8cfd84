import { type Hold, type HoldScope, dayOf, scopeWords } from "../../../assurance/retention/index.ts";
import { parseResourceId } from "../../../foundation/kernel/index.ts";
import { chooseOrganisation, organisationFlag } from "../choose-organisation.ts";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { retentionOperator } from "../operator.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

function sayHolds(terminal: Terminal, holds: readonly Hold[]): void {
  if (holds.length === 0) terminal.say("no holds");
  for (const { number, at, by, why, scope, lifted, altered } of holds) {
    const until = lifted === undefined ? "" : `; lifted ${dayOf(lifted.at)} by ${lifted.by}: ${lifted.why}`;
    const warning = altered ? `${terminal.paint.bad("altered in the database")} ` : "";
    terminal.say(`hold ${number}  ${warning}${scopeWords(scope)}, ${dayOf(at)} by ${by}: ${why}${until}`);
  }
}

function scopeIn(flags: Readonly<Record<string, string | undefined>>): HoldScope {
  const { patient, record, everything } = flags;
  if ((patient === undefined) === (everything === undefined))
    throw new UsageError("say on what: --patient ID, or --everything");
  if (patient === undefined) return { kind: "organisation" };
  const id = parseResourceId(patient);
  if (record === undefined) return { kind: "patient", patient: id };
  if (!/^[A-Z][A-Za-z]+\/[0-9a-f-]{36}$/.test(record)) throw new UsageError("say which record: --record TYPE/ID");
  return { kind: "record", patient: id, record };
}

export const retentionHoldCommand: Command = {
  name: "retention hold",
  usage:
    "[--patient ID [--record TYPE/ID] --why TEXT | --everything --why TEXT | --lift NUMBER --why TEXT] [--organisation SHORT-NAME]",
  summary: "Forbid that records are destroyed, for a dispute or an investigation, or lift that",
  details: [
    "A hold wins over every rule and over everybody: while it is in force no key that it covers is destroyed, not by `wardbook keys destroy-patient` either. Of one record it holds all of the patient's, unless an erasure seals that one away. Without a flag it lists the holds, those that were lifted too. Placing and lifting are in the ledger. The ledger's own entries are held by `wardbook ledger hold`.",
  ],
  flags: {
    patient: { placeholder: "ID", meaning: "Places a hold on this patient's record." },
    record: { placeholder: "TYPE/ID", meaning: "Because of this one record of it." },
    everything: { placeholder: "", meaning: "Places a hold on every record of the organisation." },
    why: { placeholder: "TEXT", meaning: "The reason. Name nobody in it." },
    lift: { placeholder: "NUMBER", meaning: "Lifts the hold of this number." },
    ...organisationFlag,
  },
  examples: [
    'wardbook retention hold --everything --why "inquiry, letter of 3 March 2026"',
    'wardbook retention hold --lift 1 --why "inquiry closed"',
  ],
  run: ({ ports, terminal, flags }) => {
    const { why, lift, patient, everything } = flags;
    const isPlacing = patient !== undefined || everything !== undefined;
    if (lift !== undefined && isPlacing) throw new UsageError("one at a time: place a hold, or --lift one");
    if ((isPlacing || lift !== undefined) && why === undefined) throw new UsageError("say why: --why TEXT");
    if (why !== undefined && !isPlacing && lift === undefined)
      throw new UsageError("say on what: --patient ID, --everything, or --lift NUMBER");
    const scope = isPlacing ? scopeIn(flags) : undefined;
    return ports.withHouse(async (house) => {
      const { tenant, name } = await chooseOrganisation(house, flags["organisation"]);
      const caller = retentionOperator(ports, tenant);
      const { holds } = house.retention;
      if (scope !== undefined) await holds.place(caller, { scope, why: why ?? "" });
      if (lift !== undefined) await holds.lift(caller, { number: Number(lift), why: why ?? "" });
      terminal.say(terminal.paint.strong(name));
      sayHolds(terminal, await holds.list(caller));
      return exitCode.done;
    });
  },
};
