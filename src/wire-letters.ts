import type { Printed, PrintedDocument } from "../print/index.ts";
import {
  type Letters,
  RightsError,
  type RightsPorts,
  letterheadSetting,
  openLetters,
} from "./assurance/rights/index.ts";
import type { Stationery } from "./care/stationery/index.ts";
import type { Chart } from "./custody/chart/index.ts";
import type { Organisations, Settings } from "./custody/identity/index.ts";
import { type JsonValue, isJsonObject } from "./foundation/fhir/index.ts";
import { type Print, PrintError, printAside } from "./print-aside.ts";
import { readPatientFor } from "./wire-rights.ts";
import { pageLookOf } from "./wire-stationery.ts";

export interface LetterParts {
  readonly chart: Pick<Chart, "read" | "readRestricted">;
  readonly settings: Pick<Settings, "get">;
  readonly organisations: Pick<Organisations, "of">;
  /** Absent: letters have no letterhead but the one about requests. */
  readonly stationery?: Pick<Stationery, "standing"> | undefined;
}

/** Gives letters about people's requests what they stand on. */
export function wireLetters(ports: RightsPorts, { chart, settings, organisations, stationery }: LetterParts): Letters {
  const print = printAside();
  return openLetters({
    ...ports,
    print: (document) => printLetter(print, document),
    organisationName: async (tenant) => (await organisations.of(tenant))?.name ?? "",
    letterhead: (tenant) => settings.get(tenant, letterheadSetting),
    look: async (tenant) => (stationery === undefined ? undefined : pageLookOf(await stationery.standing(tenant))),
    async patientAddress(caller, patient) {
      return addressLines(await readPatientFor(chart, caller, patient));
    },
  });
}

/** @throws RightsError `rights/letter-too-long` */
async function printLetter(print: Print, document: PrintedDocument): Promise<Printed> {
  try {
    return await print(document);
  } catch (error) {
    if (!(error instanceof PrintError)) throw error;
    const why = "this letter has more text than can be set: say less in it, and put the rest into a document beside it";
    throw new RightsError("rights/letter-too-long", why, { cause: error });
  }
}

const mostLines = 6;

/** A patient's address for letters, else the first that isn't old. */
function addressLines(patient: JsonValue | undefined): readonly string[] {
  const addresses =
    isJsonObject(patient) && Array.isArray(patient["address"]) ? patient["address"].filter(isJsonObject) : [];
  const current = addresses.filter((one) => one["use"] !== "old" && one["use"] !== "temp");
  const address =
    current.find((one) => one["type"] === "postal") ?? current.find((one) => one["use"] === "home") ?? current[0];
  if (address === undefined) return [];
  const text = (name: string) => (typeof address[name] === "string" ? [address[name]] : []);
  const lines = Array.isArray(address["line"]) ? address["line"].filter((line) => typeof line === "string") : [];
  const place = [...text("postalCode"), ...text("city")].join(" ");
  const known = [...lines, place, ...text("district"), ...text("state"), ...text("country")].filter(
    (line) => line !== "",
  );
  return known.length > 0
    ? known.slice(0, mostLines)
    : text("text")
        .flatMap((whole) => whole.split(/\r?\n/))
        .slice(0, mostLines);
}
