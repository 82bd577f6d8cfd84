import type { SurveyedRecord } from "../../custody/chart/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type PatientFacts, type RecordFacts, lifeOf, recordFacts } from "./facts.ts";

/** What a survey keeps of a record: enough to count it, and nothing that says whose life it is. */
export interface PlannedRecord {
  readonly patient: ResourceId | undefined;
  readonly facts: RecordFacts;
  /** Of the patient's own resource. */
  readonly life: Pick<PatientFacts, "birth" | "death"> | undefined;
}

export function plannedRecord({ type, id, patient, writtenAt, resource }: SurveyedRecord): PlannedRecord {
  const isPatient = type === "Patient" && id === patient;
  return { patient, facts: recordFacts(resource, writtenAt), life: isPatient ? lifeOf(resource) : undefined };
}

/** Records of one patient that a plan can't tell apart. */
interface Group {
  readonly facts: RecordFacts;
  records: number;
}

interface Gathered {
  readonly groups: Map<string, Group>;
  birth: PatientFacts["birth"];
  death: PatientFacts["death"];
  lastContact: number | undefined;
  lastEntry: number;
}

/** One of several parts of an organisation's patients: those whose id's number leaves this rest. */
export interface PatientsPart {
  readonly parts: number;
  readonly rest: number;
}

export const everyPatient: PatientsPart = { parts: 1, rest: 0 };

/** Gathers what a survey meets: a few numbers for each patient, however long the record. Where there are more patients than it holds, it
 *  keeps to half of its part, and says which half is left for another survey. */
export class Gathering {
  readonly #patients = new Map<ResourceId, Gathered>();
  readonly #most: number;
  readonly #left: PatientsPart[] = [];
  #part: PatientsPart;
  readonly #countsNobody: boolean;
  aboutNobody = 0;

  constructor(part: PatientsPart, most: number) {
    this.#part = part;
    this.#most = most;
    this.#countsNobody = part.rest === 0;
  }

  /** What it couldn't hold. */
  get left(): readonly PatientsPart[] {
    return this.#left;
  }

  #halve(): void {
    const { parts, rest } = this.#part;
    this.#part = { parts: parts * 2, rest };
    this.#left.push({ parts: parts * 2, rest: rest + parts });
    for (const patient of this.#patients.keys()) if (!isIn(this.#part, patient)) this.#patients.delete(patient);
  }

  add({ patient, facts, life }: PlannedRecord): void {
    if (patient === undefined) {
      if (this.#countsNobody) this.aboutNobody += 1;
      return;
    }
    if (!isIn(this.#part, patient)) return;
    const known = this.#patients.get(patient) ?? emptyOne();
    this.#patients.set(patient, known);
    if (life !== undefined) Object.assign(known, life);
    if (facts.isContact) known.lastContact = Math.max(known.lastContact ?? facts.date, facts.date);
    known.lastEntry = Math.max(known.lastEntry, facts.enteredAt);
    // Periods are whole years: of one year only the latest date matters.
    const name = `${facts.categories.join("+")}|${new Date(facts.date).getUTCFullYear()}`;
    const group = known.groups.get(name);
    if (group === undefined) known.groups.set(name, { facts, records: 1 });
    else {
      const later = facts.date > group.facts.date ? facts : group.facts;
      known.groups.set(name, { facts: later, records: group.records + 1 });
    }
    if (this.#patients.size > this.#most) this.#halve();
  }

  *patients(): Generator<{
    readonly patient: ResourceId;
    readonly facts: PatientFacts;
    readonly groups: readonly Group[];
  }> {
    for (const [patient, { groups, lastContact, ...facts }] of this.#patients) {
      const whole = { ...facts, lastContact: lastContact ?? facts.lastEntry };
      yield { patient, facts: whole, groups: [...groups.values()] };
    }
  }
}

/** Ids are random at their end. */
function isIn({ parts, rest }: PatientsPart, patient: ResourceId): boolean {
  return Number.parseInt(patient.slice(-8), 16) % parts === rest;
}

function emptyOne(): Gathered {
  return { groups: new Map(), birth: undefined, death: undefined, lastContact: undefined, lastEntry: 0 };
}
