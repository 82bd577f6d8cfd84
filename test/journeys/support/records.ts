import {
  type TransactionBundle,
  type TransactionEntry,
  generateDemonstration,
} from "../../../src/care/demonstration/index.ts";

/** One invented patient with everything that is recorded about them, and what those records refer to. */
export interface PatientRecords {
  /** "O'HARA" */
  readonly family: string;
  readonly given: string;
  readonly entries: readonly TransactionEntry[];
}

/** The seed of the demonstration organisation. */
export const demonstrationSeed = 1948;

/** Finding one means generating a whole population. Files that share a process share what it found. */
const found = new Map<string, PatientRecords>();

/** An invented patient whose chart has something on every page. The same one all day. */
export function aFullChart(seed = 7): PatientRecords {
  const today = new Date().toISOString();
  const name = `${seed} ${today.slice(0, 10)}`;
  const records = found.get(name) ?? findFullChart(seed, today);
  found.set(name, records);
  return records;
}

function findFullChart(seed: number, today: string): PatientRecords {
  const [organisation, ...patients] = generateDemonstration({ seed, today, homeTimeZone: "Europe/London" });
  const countIn = (bundle: TransactionBundle, type: string, code = "") =>
    bundle.entry.filter(({ resource }) => resource.resourceType === type && JSON.stringify(resource).includes(code))
      .length;
  const full = patients.filter((bundle) => {
    const count = (type: string, code?: string) => countIn(bundle, type, code);
    return (
      count("Observation", "vital-signs") >= 10 &&
      count("Observation", "laboratory") >= 3 &&
      // More than a screen of them.
      count("Encounter") + count("DocumentReference") >= 16 &&
      // What is marked as sensitive by itself.
      count("Condition", "Depression") >= 1 &&
      count("MedicationRequest") >= 1 &&
      count("AllergyIntolerance") >= 1 &&
      count("Flag") >= 1
    );
  });
  // A journey that needs an appointment of today brings it along.
  const fullest =
    full.find((bundle) => countIn(bundle, "Appointment", `"start":"${today.slice(0, 10)}`) === 0) ?? full[0];
  if (organisation === undefined || fullest === undefined)
    throw new Error("the demonstration has no patient with a full chart");
  const { family, given } = nameOf(fullest);
  return { family, given, entries: [...organisation.entry, ...fullest.entry] };
}

/** A file as another system would export it. */
export function bundleFile(
  name: string,
  entries: readonly unknown[],
): { name: string; mimeType: string; buffer: Buffer } {
  return {
    name,
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify({ resourceType: "Bundle", type: "transaction", entry: entries })),
  };
}

function nameOf(bundle: TransactionBundle): { readonly family: string; readonly given: string } {
  const patient = bundle.entry.find(({ resource }) => resource.resourceType === "Patient")?.resource as
    | { readonly name?: readonly { readonly family: string; readonly given: readonly string[] }[] }
    | undefined;
  const [name] = patient?.name ?? [];
  if (name === undefined) throw new Error("this patient has no name");
  return { family: name.family, given: name.given[0] ?? "" };
}
