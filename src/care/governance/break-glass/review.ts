import type { Caller } from "../../../custody/access/index.ts";
import { type Secret, parsePersonId } from "../../../foundation/kernel/index.ts";
import { actorOf } from "../act.ts";
import { alteredWords } from "../altered.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { finishTasks } from "../tasks/open-task.ts";
import { holdBreakGlass, insertReview, readBreakGlass, storeBreakGlassState } from "./break-glass-table.ts";
import { endHeld, unknownGrant } from "./end.ts";
import { readGrant, reviewDecision, sealReview, sealState } from "./opened.ts";
import { type BreakGlassEvent, needsReview, stepBreakGlass } from "./state.ts";

export const outcomes = ["justified", "not-justified", "follow-up"] as const;
export type Outcome = (typeof outcomes)[number];

export interface Review {
  readonly id: string;
  readonly outcome: Outcome;
  readonly note: string;
  /** What signing it takes, where it takes that. */
  readonly password?: Secret<string> | undefined;
}

const eventOf: Readonly<Record<Outcome, BreakGlassEvent>> = {
  justified: "justify",
  "not-justified": "not-justify",
  "follow-up": "follow-up",
};

const outcomeWords: Readonly<Record<Outcome, string>> = {
  justified: "the reviewer found it justified",
  "not-justified": "the reviewer found it not justified",
  "follow-up": "the reviewer asks for more before deciding",
};

/** An officer's judgement, signed. Follow-up leaves the task open; the others end it.
 *  @throws GovernanceError `break-glass/unknown`, `break-glass/own`, `break-glass/illegal-change` */
export async function reviewBreakGlass(
  ports: GovernancePorts,
  caller: Caller,
  { id, outcome, note, password }: Review,
): Promise<void> {
  const { tenant } = caller;
  const reviewer = parsePersonId(caller.id);
  const known = await readBreakGlass(ports.db.tenant(tenant), tenant, id);
  if (known === undefined) throw unknownGrant();
  const vaults = { staff: await ports.vault(tenant), patient: await ports.patientVault(tenant, known.patient) };
  const sign = await ports.decisions.signer(caller, { meaning: "review", password });
  await ports.db.transaction(tenant, async (tx) => {
    const held = await holdBreakGlass(tx, tenant, id);
    if (held === undefined) throw unknownGrant();
    if (held.person === reviewer)
      throw new GovernanceError("break-glass/own", "nobody reviews their own emergency access: another officer does");
    const at = ports.now();
    // Over, but not swept yet: it ends first, as it would have by itself.
    const lapsed = held.state === "open" && held.until <= at;
    if (lapsed) await endHeld(ports, tx, tenant, held, { event: "lapse" });
    const read = readGrant(ports, tenant, vaults, held);
    // What only the database says became of it isn't so: it is judged as one that nobody has judged.
    const { standing } = read;
    const from = lapsed ? stepBreakGlass(held.state, "lapse") : standing.state;
    const judged = {
      id,
      state: stepBreakGlass(from, eventOf[outcome]),
      ended_at: standing.ended_at ?? Math.min(held.until, at),
      ended_by: standing.ended_by ?? "itself",
    };
    await storeBreakGlassState(tx, tenant, sealState(vaults.staff, judged));
    const review = { review: ports.newId(), outcome, at, reviewer };
    const staffName = read.staff?.name ?? alteredWords;
    const signature = await sign(tx, reviewDecision(held, review, { staffName, note }));
    await insertReview(tx, tenant, id, sealReview(vaults, id, review, { note, name: caller.name, signature }));
    if (!needsReview(judged.state))
      await finishTasks(ports, tx, tenant, { about: id, by: actorOf(caller), note: outcome });
    await ports.record(tx, tenant, {
      action: "break-glass-reviewed",
      at,
      actor: actorOf(caller),
      why: outcomeWords[outcome],
      detail: `grant ${id}: ${note}`,
      patient: held.patient,
    });
  });
}
