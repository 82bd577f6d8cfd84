import { createHash } from "node:crypto";
import type { Printed, PrintedDocument } from "../../../../print/index.ts";
import { type FhirResource, type JsonObject, extensionIn, textIn } from "../../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { ChartError, type Found } from "../../../custody/chart/index.ts";
import { BillingError, unknownHere } from "../billing-error.ts";
import type { BillingPorts } from "../billing-ports.ts";
import { currentOf, findRecords } from "../finding.ts";
import { localDay } from "../../../foundation/calendar/index.ts";
import { moneyOfPatient } from "../patient-money.ts";
import { branchOf, isIssued, patientIn, statusOf } from "../shapes.ts";
import { instantOf, numberOf } from "../views.ts";
import { extensionUrl, identifierSystem, elsewhere } from "../vocabulary.ts";
import { composePaper, dayWords } from "./compose-paper.ts";
import { factsOfInvoice, factsOfReceipt } from "./facts-of.ts";
import { contentOf } from "./paper-content.ts";
import { type PaperLook, plainLook } from "./paper-facts.ts";
import { sameCode, verificationCode } from "./verification-code.ts";

export interface PaperPorts extends BillingPorts {
  readonly blinding: (tenant: TenantId) => Promise<(text: string) => Buffer>;
  readonly print: (document: PrintedDocument) => Promise<Printed>;
  /** The organisation's name, and what its letters say below it; and how it has its papers, of a branch and as it was then. */
  readonly house: (tenant: TenantId, asked: PaperOf) => Promise<PaperHouse>;
  /** Writes down that it was printed, in the transaction of what follows from that, or by itself. */
  readonly witness: (caller: Caller, printed: PrintedPaper, tx?: Transaction) => Promise<void>;
}

export interface PaperOf {
  readonly branch: ResourceId | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface PaperHouse {
  readonly name: string;
  readonly lines: readonly string[];
  /** Absent: as papers were before anybody chose. */
  readonly look?: PaperLook | undefined;
}

export interface PrintedPaper {
  readonly patient: ResourceId;
  /** "Invoice/<id>/<version>" */
  readonly resource: string;
  readonly detail: string;
}

export interface Paper {
  /** Such as DUB-2026-000123. */
  readonly number: string;
  readonly code: string;
  readonly isCopy: boolean;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

type PaperType = "Invoice" | "PaymentNotice";
const mostTries = 4;

/** Invoices, credit notes and receipts on paper. All throw BillingError, ChartError. */
export interface Papers {
  /** @throws also `billing/refused` where it is no more than a draft */
  print(caller: Caller, type: PaperType, id: ResourceId): Promise<Paper>;
  /** What the books say of a paper that somebody holds. @throws `billing/unknown` where nothing bears both */
  check(
    caller: Caller,
    paper: { readonly number: string; readonly code: string },
  ): Promise<{ readonly type: PaperType; readonly id: ResourceId; readonly patient: ResourceId }>;
}

export function openPapers(ports: PaperPorts): Papers {
  const codeOf = async ({ tenant }: Caller, found: Found) =>
    verificationCode(await ports.blinding(tenant), contentOf(found));

  async function printOnce(caller: Caller, type: PaperType, id: ResourceId): Promise<Paper> {
    const found = await currentOf(ports, caller, type, id);
    const { resource, version } = found;
    const patient = patientIn(resource);
    const number = numberOf(resource);
    if (patient === undefined) throw unknownHere();
    if (number === undefined || !isPrintable(type, resource))
      throw new BillingError("billing/refused", "this is a draft: it has no number, and isn't printed");
    const [zone, money, code] = await Promise.all([
      ports.timeZone(caller.tenant),
      moneyOfPatient(ports, caller, patient),
      codeOf(caller, found),
    ]);
    const before = instantOf(extensionIn(resource, extensionUrl.printed)?.["valueInstant"]);
    const made = instantOf(type === "Invoice" ? resource["date"] : resource["created"]);
    const now = ports.now();
    // What was printed before is printed as it was.
    const asked = { branch: branchOf(resource), at: before === undefined ? now : Date.parse(before) };
    const house = await ports.house(caller.tenant, asked);
    const look = house.look ?? plainLook;
    const common = {
      ...(await letterheadOf(ports, caller, house, asked.branch)),
      look,
      banner: bannerOf((await currentOf(ports, caller, "Patient", patient)).resource, look),
      number,
      code,
      day: localDay(made === undefined ? now : Date.parse(made), zone),
      currency: money.currency.currency,
      digits: money.currency.digits,
      copyOf: before === undefined ? undefined : localDay(Date.parse(before), zone),
      madeAt: now,
    };
    const facts = type === "Invoice" ? factsOfInvoice(found, money, common) : factsOfReceipt(found, money, common);
    const { bytes } = await ports.print(composePaper(facts));
    if (before === undefined && isOtherLook(look, await ports.house(caller.tenant, { ...asked, at: ports.now() })))
      return printOnce(caller, type, id);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const isCopy = before !== undefined;
    const detail = `${facts.kind} ${number}, ${isCopy ? "copy" : "original"}: SHA-256 ${sha256}, ${bytes.length} bytes`;
    const printed = { patient, resource: `${type}/${id}/${version}`, detail };
    if (isCopy) await ports.witness(caller, printed);
    else {
      const marked = {
        ...resource,
        extension: [
          ...((resource["extension"] ?? []) as readonly JsonObject[]),
          { url: extensionUrl.printed, valueInstant: new Date(now).toISOString() },
        ],
      } as FhirResource;
      // Two who print at once make one original: the other finds it printed, and makes a copy.
      await ports.chart.update(caller, { type, id }, marked, version, {
        alongside: (tx) => ports.witness(caller, { ...printed, resource: `${type}/${id}/${version + 1}` }, tx),
      });
    }
    return { number, code, isCopy, bytes };
  }

  return {
    async print(caller, type, id) {
      for (let tried = 1; ; tried += 1) {
        try {
          return await printOnce(caller, type, id);
        } catch (error) {
          const isOvertaken = error instanceof ChartError && error.code === "chart/precondition-failed";
          if (!isOvertaken || tried === mostTries) throw error;
        }
      }
    },
    async check(caller, { number, code }) {
      const none = new BillingError("billing/unknown", "our books have no paper of this number with this code");
      // What a search would read as more than a number is none.
      if (!/^[\p{L}\p{N}][\p{L}\p{N} ./-]*$/u.test(number)) throw none;
      const { invoice, creditNote, receipt } = identifierSystem;
      for (const [type, systems] of [
        ["Invoice", [invoice, creditNote]],
        ["PaymentNotice", [receipt]],
      ] as const) {
        const named = [...systems, ...systems.map(elsewhere)].map((system) => `${system}|${number}`).join(",");
        for (const found of await findRecords(ports, caller, type, [["identifier", named]])) {
          const patient = patientIn(found.resource);
          if (patient !== undefined && sameCode(await codeOf(caller, found), code))
            return { type, id: found.id, patient };
        }
      }
      throw none;
    },
  };
}

function isPrintable(type: PaperType, resource: FhirResource): boolean {
  return type === "Invoice" ? isIssued(resource) : statusOf(resource) === "active";
}

/** Whether somebody changed it while the paper was set. */
function isOtherLook(look: PaperLook, { look: now = plainLook }: PaperHouse): boolean {
  return JSON.stringify(withoutPicture(look)) !== JSON.stringify(withoutPicture(now));
}

function withoutPicture({ head, ...rest }: PaperLook) {
  const { logo, ...words } = head ?? {};
  return { ...rest, ...words, logo: logo && createHash("sha256").update(logo.png).digest("hex") };
}

/** The branch stands below the organisation's name; without its address, the organisation's. */
async function letterheadOf(
  ports: PaperPorts,
  caller: Caller,
  { name, lines, look }: PaperHouse,
  branch: ResourceId | undefined,
) {
  if (look?.head !== undefined) return { organisation: name, letterhead: [] };
  const found = branch === undefined ? undefined : await branchAt(ports, caller, branch);
  const address = addressOf(found?.["address"] as JsonObject | undefined);
  const phones = ((found?.["telecom"] ?? []) as readonly JsonObject[]).flatMap(({ system, value }) =>
    system === "phone" && typeof value === "string" ? [value] : [],
  );
  const own = found === undefined ? [] : [textIn(found["name"]) ?? "", address, ...phones].filter((one) => one !== "");
  return { organisation: name, letterhead: address === "" ? [...own, ...lines] : own };
}

async function branchAt(ports: PaperPorts, caller: Caller, id: ResourceId): Promise<FhirResource | undefined> {
  try {
    return (await currentOf(ports, caller, "Location", id)).resource;
  } catch (error) {
    // Closed, or not theirs to see: the organisation's own words do.
    if (error instanceof BillingError) return undefined;
    throw error;
  }
}

function addressOf(address: JsonObject | undefined): string {
  const lines = ((address?.["line"] ?? []) as readonly unknown[]).filter((one) => typeof one === "string");
  return [...lines, textIn(address?.["city"]), textIn(address?.["postalCode"])]
    .filter((one) => one !== undefined && one !== "")
    .join(", ");
}

/** Whose paper it is: the name as the record has it, the birth, and the number that staff know them by. */
function bannerOf(patient: FhirResource, { patientNumber }: PaperLook): readonly string[] {
  const names = (patient["name"] ?? []) as readonly {
    use?: string;
    text?: string;
    family?: string;
    given?: readonly string[];
  }[];
  const name = names.find(({ use }) => use === "official") ?? names.find(({ use }) => use !== "old") ?? names[0];
  const given = (name?.given ?? []).join(" ");
  const family = name?.family?.toLocaleUpperCase();
  const full = family === undefined ? (name?.text ?? given) : given === "" ? family : `${family}, ${given}`;
  const born = textIn(patient["birthDate"]);
  const number = ((patient["identifier"] ?? []) as readonly JsonObject[]).find(({ use }) => use !== "old")?.["value"];
  const facts = [
    ...(born === undefined ? [] : [`born ${born.length === 10 ? dayWords(born) : born}`]),
    ...(typeof number === "string" && patientNumber ? [`No ${number}`] : []),
  ];
  return [full, facts.join(" · ")].filter((one) => one !== "");
}
