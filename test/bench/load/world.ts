import { type Base, type FhirConnection, connectTo } from "./base.ts";
import { type Random, seededRandom } from "../../support/random.ts";
import { type Name, aName, aTransaction, familyNames, measurements } from "./synthetic.ts";

export interface WorldOptions {
  readonly seed: number;
  /** Patients with observations, read and searched. */
  readonly patients: number;
  /** Of each of them. */
  readonly observations: number;
  readonly connections: number;
  /** Ends every family name, so that searches find this run's patients only. */
  readonly tag: string;
}

/** What was put into a server before it is measured, so that answers can be judged. */
export interface World {
  readonly tag: string;
  /** `Patient/<id>` */
  readonly patients: readonly string[];
  /** Patients without observations: what the load creates is about them, and changes no search that is checked. */
  readonly writingPatients: readonly string[];
  /** `Observation/<id>` */
  readonly observations: readonly string[];
  readonly observationsPerCode: number;
  /** Patients whose family name is this one. */
  readonly patientsByFamily: ReadonlyMap<string, number>;
  readonly families: readonly string[];
}

interface Planned {
  readonly name: Name;
  readonly bundle: string;
  readonly writing: boolean;
}

const writingShare = 0.1;
const patientsPerFamily = 3;

function plan(random: Random, options: WorldOptions, families: readonly string[]): Planned[] {
  const writing = Math.max(1, Math.round(options.patients * writingShare));
  return Array.from({ length: options.patients + writing }, (_, index) => {
    const isWriting = index >= options.patients;
    const name = aName(random, families);
    return { name, bundle: aTransaction(random, name, isWriting ? 0 : options.observations), writing: isWriting };
  });
}

interface TransactionResponse {
  readonly entry?: readonly { readonly response?: { readonly status?: string; readonly location?: string } }[];
}

/** `Type/<id>` of what a transaction created, in order. @throws Error when an entry wasn't created */
export function createdIn(answer: { readonly status: number; readonly body: Buffer }): readonly string[] {
  if (answer.status !== 200)
    throw new Error(`a transaction was answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`);
  const { entry = [] } = JSON.parse(answer.body.toString()) as TransactionResponse;
  return entry.map(({ response }) => {
    const [, name] = /([A-Z][A-Za-z]+\/[^/]+)(?:\/_history\/[^/]+)?$/.exec(response?.location ?? "") ?? [];
    if (name === undefined || !(response?.status ?? "").startsWith("201"))
      throw new Error(`a transaction's entry was answered ${response?.status ?? "nothing"}`);
    return name;
  });
}

/** Writes patients and their observations, one transaction each, over several connections. */
export async function populate(base: Base, options: WorldOptions): Promise<World> {
  const random = seededRandom(options.seed);
  const families = familyNames(random, Math.max(1, Math.ceil(options.patients / patientsPerFamily)), options.tag);
  const planned = plan(random, options, families);
  const created: (readonly string[])[] = [];
  let next = 0;

  async function work(connection: FhirConnection): Promise<void> {
    for (;;) {
      const index = next;
      next += 1;
      const bundle = planned[index]?.bundle;
      if (bundle === undefined) return;
      created[index] = createdIn(await connection.send({ method: "POST", path: "", body: bundle }));
    }
  }

  const connections = Array.from({ length: Math.min(4, options.connections) }, () => connectTo(base));
  try {
    await Promise.all(connections.map(work));
  } finally {
    for (const connection of connections) connection.close();
  }
  const first = (wanted: boolean) =>
    planned.flatMap(({ writing }, index) => (writing === wanted ? (created[index]?.slice(0, 1) ?? []) : []));
  const patientsByFamily = new Map<string, number>();
  for (const { name } of planned) patientsByFamily.set(name.family, (patientsByFamily.get(name.family) ?? 0) + 1);
  return {
    tag: options.tag,
    patients: first(false),
    writingPatients: first(true),
    observations: created.flatMap((names) => names.slice(1)),
    observationsPerCode: Math.floor(options.observations / measurements.length),
    patientsByFamily,
    families: [...patientsByFamily.keys()],
  };
}
