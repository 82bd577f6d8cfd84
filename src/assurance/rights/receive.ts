import type { Caller } from "../../custody/access/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { readWords } from "./change.ts";
import { type Day, dayOf, isDay, lastDayOf } from "./due-day.ts";
import type { Law, RequestKind } from "./kind.ts";
import { type Asker, type RequestWords, sealWords } from "./opened.ts";
import type { RightsPorts } from "./ports.ts";
import { noteRequest } from "./registered.ts";
import { RightsError } from "./rights-error.ts";
import { type RequestRow, holdOpenOf, insertRequest } from "./rights-table.ts";
import { statutes } from "./statute.ts";

export interface NewRequest {
  readonly patient: ResourceId;
  readonly kind: RequestKind;
  readonly law: Law;
  readonly asker: Asker;
  readonly channel: string;
  readonly asked: string;
  /** When it came in: the clock runs from there, not from when it was written down. Absent: today. */
  readonly receivedOn?: Day | undefined;
}

/** About one patient, at once, written down by one person: relatives mustn't use up what the patient may ask, nor count it. */
const mostOpen = 20;
const mostDaysAgo = 366;

/** Writes down what somebody asks for, and starts the law's clock.
 *  @throws RightsError `rights/not-in-this-law`, `rights/unsuitable-day`, `rights/unknown-patient`, `rights/too-many` */
export async function receiveRequest(ports: RightsPorts, caller: Caller, request: NewRequest): Promise<string> {
  const { tenant } = caller;
  const at = ports.now();
  const { patient, kind, law, asker, channel, asked } = request;
  const statute = statutes[law][kind];
  if (statute === undefined)
    throw new RightsError("rights/not-in-this-law", "this law gives no such right: choose the law that does", {
      path: "law",
    });
  const receivedOn = request.receivedOn ?? dayOf(at);
  expectDay(receivedOn, at);
  const patientLabel = await ports.patientLabel(caller, patient);
  if (patientLabel === undefined)
    throw new RightsError("rights/unknown-patient", "there is no such patient", { path: "patientId" });
  const by = { id: caller.id, name: caller.name };
  const words: RequestWords = {
    patientLabel,
    asker,
    channel,
    asked,
    items: [],
    steps: [{ event: "receive", at, by }],
    isRegistered: true,
  };
  const place: Omit<RequestRow, "sealed"> = {
    id: ports.newId(),
    patient,
    kind,
    law,
    state: "received",
    received_on: receivedOn,
    due_on: lastDayOf(receivedOn, statute.answer) ?? null,
    created_at: at,
    closed_at: null,
    revision: 1,
  };
  const vault = await ports.vault(tenant);
  const sealed = sealWords(vault, place, words);
  await ports.db.transaction(tenant, async (tx) => {
    const open = await holdOpenOf(tx, tenant, patient);
    const theirs = open.filter((row) => readWords(ports, tenant, vault, row)?.steps[0]?.by.id === caller.id);
    if (theirs.length >= mostOpen)
      throw new RightsError(
        "rights/too-many",
        "so many of the requests that you wrote down about this record are open that one of them has to be answered first",
      );
    await insertRequest(tx, tenant, { ...place, sealed });
    await noteRequest(tx, tenant, vault, place);
    await ports.record(tx, tenant, {
      action: "rights-request-received",
      at,
      caller,
      patient,
      why: channel === "portal" ? "asked for by themself" : "as officer for requests",
      detail: `${kind} under ${law}, received ${receivedOn}, due ${place.due_on ?? "on no day that the law names"} (${place.id})`,
    });
  });
  return place.id;
}

function expectDay(day: Day, now: number): void {
  const wrong = (message: string) => new RightsError("rights/unsuitable-day", message, { path: "receivedOn" });
  if (!isDay(day)) throw wrong("write the day as 2026-03-31");
  // Somewhere it is tomorrow already.
  if (day > dayOf(now + 86_400_000)) throw wrong("it can't have come in on a day that is to come");
  if (day < dayOf(now - mostDaysAgo * 86_400_000)) throw wrong("it can't have come in more than a year ago");
}
