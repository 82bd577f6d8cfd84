import type { TenantId } from "../../../foundation/kernel/index.ts";
import { ledgerRetention, leastYears, mostYears, withHold } from "../../../custody/ledger/index.ts";
import type { LedgerRetention, PruningPlan, PruningStep, RetentionStanding } from "../../../custody/ledger/index.ts";
import type { Organisation } from "../../../custody/identity/index.ts";
import {
  chooseOrganisation,
  chooseOrganisations,
  organisationFlag,
  organisationsFlag,
} from "../choose-organisation.ts";
import type { Command, Invocation } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { operator } from "../operator.ts";
import type { CliHouse, CliPorts } from "../ports.ts";
import { type Terminal, count } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Lines that tell what an organisation keeps. */
export function sayRetention(terminal: Terminal, { years, holds, pruned, last }: RetentionStanding): void {
  const gone =
    last === undefined
      ? "nothing was pruned yet"
      : last.isWithdrawn
        ? `${count(pruned)} of ${count(last.declared)} entries up to ${dayOf(last.until)} are gone; the rest was declared ${dayOf(last.at)}, and withdrawn`
        : last.isUnderWay
          ? `${count(pruned)} of ${count(last.declared)} entries up to ${dayOf(last.until)} are gone, declared ${dayOf(last.at)}; under way`
          : `${count(pruned)} entries up to ${dayOf(last.until)} were pruned, declared ${dayOf(last.at)}`;
  terminal.say(`retention     ${years} years; ${gone}`);
  for (const { number, at, by, why } of holds) terminal.say(`hold ${number}        ${dayOf(at)} by ${by}: ${why}`);
}

export const pruneCommand: Command = {
  name: "ledger prune",
  usage: "[--dry-run | --withdraw TEXT] [--organisation SHORT-NAME]",
  summary: "Let go of entries that are older than the ledger's retention",
  details: [
    "First the ledger itself declares it: an entry in the clear says up to where, with the root of the tree there. Once everybody can see that (and the witnesses have cosigned it), sealed entries go, oldest first, in whole rows up to a multiple of 256. Their hashes and places stay: every proof that was ever taken out goes on holding, and every check of the ledger tells what was pruned from what is missing.",
    "Nothing goes while there is a hold or an alarm; what was declared before a hold, or before more years were decided, is withdrawn. Nothing goes that isn't what was signed and published. Nothing goes by the machine's clock alone: it must not be a day ahead of the witnesses', where there are some, and of a stretch in which the ledger wrote nothing only 31 days count. What was interrupted (Ctrl+C, kill, a power cut) is gone on with by the same command, or by the server, which does all of this once a day. The exit code is 1 when something that is old enough may not go.",
  ],
  flags: {
    "dry-run": {
      placeholder: "",
      meaning: "Say what would go (how many entries, from when to when, how many bytes), and change nothing.",
    },
    withdraw: {
      placeholder: "TEXT",
      meaning:
        "Withdraw what was declared and isn't gone, for this reason, with that on record. It may be declared anew: to keep it, place a hold.",
    },
    ...organisationsFlag,
  },
  examples: ["wardbook ledger prune --dry-run"],
  run: (invocation) => {
    const { ports, flags } = invocation;
    const why = flags["withdraw"];
    if (why !== undefined) return withdraw(invocation, expectReason(why, "--withdraw"));
    return ports.withHouse(async (house) => {
      let code: number = exitCode.done;
      for (const organisation of await chooseOrganisations(house, flags["organisation"])) {
        const isDone =
          flags["dry-run"] === undefined
            ? await pruneOne(invocation, house, organisation)
            : sayPlan(invocation.terminal, organisation, await house.pruningPlan(organisation.tenant));
        if (!isDone) code = exitCode.failed;
        if (ports.stop.aborted) return exitCode.failed;
      }
      return code;
    });
  },
};

/** @throws UsageError */
function expectReason(text: string, flag: string): string {
  const why = text.trim();
  if (why.length < 5 || why.length > 200) throw new UsageError(`say why, in 5 to 200 letters: ${flag} TEXT`);
  return why;
}

function withdraw({ ports, terminal, flags }: Invocation, why: string): Promise<number> {
  if (flags["dry-run"] !== undefined) throw new UsageError("one at a time: --dry-run or --withdraw");
  return ports.withHouse(async (house) => {
    const { tenant, name } = await chooseOrganisation(house, flags["organisation"]);
    const isWithdrawn = await withdrawWhatIsLeft(ports, house, tenant, why);
    terminal.say(
      isWithdrawn
        ? `${name}: withdrawn. Nothing more goes of it.`
        : `${name}: nothing is under way that could be withdrawn.`,
    );
    return exitCode.done;
  });
}

/** @returns false where nothing is under way */
async function withdrawWhatIsLeft(ports: CliPorts, house: CliHouse, tenant: TenantId, why: string): Promise<boolean> {
  const { last } = await house.pruningStanding(tenant);
  if (last?.isUnderWay !== true) return false;
  const { from, requestId, ...actor } = operator(ports);
  await house.withdrawPruning(tenant, { actor, from, requestId }, why);
  return true;
}

/** @returns whether it could go */
function sayPlan(terminal: Terminal, { name }: Organisation, { years, holds, span, untimely }: PruningPlan): boolean {
  if (span === undefined) {
    if (untimely !== undefined) {
      terminal.say(forbidden(name, { state: "untimely", why: untimely }) ?? "");
      return false;
    }
    terminal.say(`${name}: no entry is older than ${years} years, or too few are. Nothing would go.`);
    return true;
  }
  const { entries, minIndex, from, until, bytes } = span;
  terminal.say(
    `${name}: ${count(entries)} entries would go, written from ${dayOf(from)} to ${dayOf(until)}, ${count(bytes)} bytes. None before ${count(minIndex)} would be kept. Nothing was changed.`,
  );
  const forbids: PruningStep[] = [];
  if (holds.length > 0) forbids.push({ state: "held", holds });
  if (untimely !== undefined) forbids.push({ state: "untimely", why: untimely });
  for (const step of forbids) terminal.say(forbidden(name, step) ?? "");
  return forbids.length === 0;
}

/** Why it ended there. @returns undefined where nothing forbids it */
function forbidden(name: string, step: PruningStep): string | undefined {
  switch (step.state) {
    case "held":
      return `${name}: nothing goes while there is a hold: ${step.holds.map(({ number, why }) => `${number}, ${why}`).join("; ")}`;
    case "alarmed":
      return `${name}: nothing goes while there is an alarm: "wardbook ledger state" says which`;
    case "kept":
      return `${name}: entries are kept for ${step.years} years now, and what was planned or declared isn't that old yet: nothing of it goes before`;
    case "untimely":
      return `${name}: ${step.why.message} (${step.why.code}).`;
    case "unpublished":
      return `${name}: nothing goes before everybody can see what the ledger declares of it: run it again, or leave it to the server`;
    case "nothing":
    case "going":
    case "done":
      return undefined;
  }
}

async function pruneOne(
  { ports, terminal }: Invocation,
  house: CliHouse,
  { tenant, name }: Organisation,
): Promise<boolean> {
  const line = terminal.progress();
  const { from, requestId, ...actor } = operator(ports);
  let last: PruningStep | undefined;
  try {
    for await (const step of house.prune(tenant, { actor, from, requestId })) {
      last = step;
      if (step.state === "going") line.update({ label: `Pruning ${name}`, done: step.done, total: step.total });
      if (ports.stop.aborted) break;
    }
  } finally {
    line.end();
  }
  const why = last === undefined ? undefined : forbidden(name, last);
  if (why !== undefined) terminal.say(why);
  else if (last?.state === "nothing") terminal.say(`${name}: no entry is old enough. Nothing went.`);
  else if (last?.state === "done")
    terminal.say(
      `${name}: ${count(last.span.entries)} entries pruned, written from ${dayOf(last.span.from)} to ${dayOf(last.span.until)}, ${count(last.span.bytes)} bytes.`,
    );
  else terminal.tell("Stopped. Nothing is lost that wasn't declared: run it again, or leave it to the server.");
  return last?.state === "nothing" || last?.state === "done";
}

async function change(
  { ports }: Invocation,
  { identity }: CliHouse,
  { tenant }: Organisation,
  make: (retention: LedgerRetention) => { readonly value: LedgerRetention; readonly detail: string },
): Promise<void> {
  await identity.settings.change(operator(ports), tenant, ledgerRetention, make);
}

export const retentionCommand: Command = {
  name: "ledger retention",
  usage: "[--years NUMBER] [--organisation SHORT-NAME]",
  summary: "Say, or decide, for how long the ledger's entries are kept",
  details: [
    `Seven years unless something else was decided: ${leastYears} at least, ${mostYears} at most, and never less than a mirror's lock. Without --years it says what holds, which holds there are, and what was pruned. The change is in the ledger.`,
  ],
  flags: {
    years: { placeholder: "NUMBER", meaning: `From ${leastYears} to ${mostYears}.` },
    ...organisationFlag,
  },
  examples: ["wardbook ledger retention --years 10"],
  run: (invocation) => {
    const { ports, terminal, flags } = invocation;
    const years = flags["years"] === undefined ? undefined : Number(flags["years"]);
    if (years !== undefined && !(Number.isInteger(years) && years >= leastYears && years <= mostYears))
      throw new UsageError(`say a whole number of years, from ${leastYears} to ${mostYears}`);
    return ports.withHouse(async (house) => {
      const organisation = await chooseOrganisation(house, flags["organisation"]);
      if (years !== undefined)
        await change(invocation, house, organisation, (retention) => ({
          value: { ...retention, years },
          detail: `entries are kept for ${retention.years} years, now for ${years}`,
        }));
      terminal.say(terminal.paint.strong(organisation.name));
      const plan = await house.pruningPlan(organisation.tenant);
      sayRetention(terminal, plan);
      if (years !== undefined && plan.years > years)
        terminal.tell(`The mirror locks what it is given for ${plan.years} years: nothing goes before that.`);
      return exitCode.done;
    });
  },
};

export const holdCommand: Command = {
  name: "ledger hold",
  usage: "[--why TEXT | --lift NUMBER] [--organisation SHORT-NAME]",
  summary: "Forbid that any entry of the ledger goes, for a dispute or an investigation, or lift that",
  details: [
    "While an organisation has one hold, nothing of its ledger is pruned; a pruning that is under way stops at once and is withdrawn, with that on record. Without a flag it lists the holds. Placing and lifting are in the ledger.",
  ],
  flags: {
    why: { placeholder: "TEXT", meaning: "Places a hold, for this reason. Name nobody in it." },
    lift: { placeholder: "NUMBER", meaning: "Lifts the hold of this number." },
    ...organisationFlag,
  },
  examples: ['wardbook ledger hold --why "claim 2026-114"', "wardbook ledger hold --lift 1"],
  run: (invocation) => {
    const { ports, terminal, flags } = invocation;
    const lift = flags["lift"];
    const why = flags["why"] === undefined ? undefined : expectReason(flags["why"], "--why");
    if (why !== undefined && lift !== undefined) throw new UsageError("one at a time: --why or --lift");
    return ports.withHouse(async (house) => {
      const organisation = await chooseOrganisation(house, flags["organisation"]);
      if (why !== undefined) {
        await change(invocation, house, organisation, (retention) => ({
          value: withHold(retention, { at: ports.now(), by: operator(ports).name, why }),
          detail: `hold placed: ${why}`,
        }));
        await withdrawWhatIsLeft(ports, house, organisation.tenant, `a hold was placed: ${why}`);
      }
      if (lift !== undefined)
        await change(invocation, house, organisation, (retention) => {
          const holds = retention.holds.filter(({ number }) => String(number) !== lift);
          if (holds.length === retention.holds.length) throw new UsageError("there is no hold of this number");
          return { value: { ...retention, holds }, detail: `hold ${lift} lifted` };
        });
      terminal.say(terminal.paint.strong(organisation.name));
      sayRetention(terminal, await house.pruningPlan(organisation.tenant));
      return exitCode.done;
    });
  },
};
