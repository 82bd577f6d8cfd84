import { type FhirResource, extensionIn, idIn, parseStoredText, textIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError } from "../../custody/chart/index.ts";
import { nameOf, numberOf } from "./patient-words.ts";
import type { RegistrationPorts } from "./ports.ts";
import { RegistrationError } from "./registration-error.ts";
import { extensionUrl } from "./vocabulary.ts";

export type CardKind = "card" | "label";

/** What stands on a patient's card, or on a label. */
export interface CardWords {
  readonly kind: CardKind;
  readonly name: string;
  /** "Born 12-Mar-1948"; on labels alone: a card is lost more easily. */
  readonly born: string | undefined;
  readonly number: string | undefined;
  /** Where they were registered: its letterhead has the logo. */
  readonly branch: ResourceId | undefined;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

function bornText(patient: FhirResource): string | undefined {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(textIn(patient["birthDate"]) ?? "") ?? [];
  if (year === undefined) return undefined;
  const name = months[Number(month) - 1];
  return `Born ${[day, name, year].filter((part) => part !== undefined).join("-")}`;
}

export function cardWords(kind: CardKind, patient: FhirResource): CardWords {
  return {
    kind,
    name: nameOf(patient) ?? "Name not recorded",
    born: kind === "label" ? bornText(patient) : undefined,
    number: numberOf(patient),
    branch: idIn(extensionIn(patient, extensionUrl.registeredAt)?.["valueReference"], "Location"),
  };
}

/** A patient's card or label as a PDF. That it was printed is in their ledger before it is handed out. @throws RegistrationError, ChartError */
export async function printCardOf(
  ports: Pick<RegistrationPorts, "chart" | "print" | "printed">,
  caller: Caller,
  { kind, patient }: { readonly kind: CardKind; readonly patient: ResourceId },
): Promise<Buffer> {
  const resource = await readOf(ports, caller, patient);
  const pdf = await ports.print(caller.tenant, cardWords(kind, resource));
  await ports.printed(caller, patient, kind);
  return pdf;
}

async function readOf(
  { chart }: Pick<RegistrationPorts, "chart">,
  caller: Caller,
  id: ResourceId,
): Promise<FhirResource> {
  try {
    const { value } = await chart.read(caller, { type: "Patient", id });
    return parseStoredText(value.body.toString()) as FhirResource;
  } catch (error) {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted"))
      throw new RegistrationError("registration/unknown-patient", "there is no such patient that you may see", {
        cause: error,
      });
    throw error;
  }
}
