import type { Resource } from "../../../app/api.ts";
import type {
  Annotation,
  CodeableConcept,
  DiagnosticReport,
  Observation,
  Reference,
} from "../../../ui/clinical/fhir-types.ts";
import { say } from "./words/index.ts";

export type ServiceRequest = Resource & {
  readonly resourceType: "ServiceRequest";
  readonly status?: string;
  readonly intent?: string;
  readonly priority?: string;
  readonly category?: readonly CodeableConcept[];
  readonly code?: CodeableConcept;
  readonly subject?: Reference;
  readonly authoredOn?: string;
  readonly requester?: Reference;
  readonly reasonCode?: readonly CodeableConcept[];
  readonly note?: readonly Annotation[];
};

const kindSystem = "urn:wardbook:order-kind";
const snomed = "http://snomed.info/sct";

/** What is asked for. SNOMED CT's codes are those of R4's example value set, http://hl7.org/fhir/R4/valueset-servicerequest-category.html;
 *  the section of the report is HL7 v2's table 0074. */
export const orderKinds = [
  { id: "laboratory", label: "Laboratory", snomed: "108252007", section: "LAB" },
  { id: "imaging", label: "Imaging", snomed: "363679005", section: "RAD" },
  { id: "eeg", label: "EEG" },
  { id: "ncv", label: "Nerve conduction (NCV)" },
  { id: "emg", label: "EMG" },
  { id: "referral", label: "Referral" },
] as const;
export type OrderKindId = (typeof orderKinds)[number]["id"];

const kindTexts: Readonly<Record<OrderKindId, string>> = {
  laboratory: say("laboratory"),
  imaging: say("imaging"),
  eeg: "EEG",
  ncv: say("nerveConduction"),
  emg: "EMG",
  referral: say("referral"),
};

/** As the reader calls it. The record has it in English. */
export function kindText(id: OrderKindId): string {
  return kindTexts[id];
}

export function isOrderKind(id: unknown): id is OrderKindId {
  return orderKinds.some((kind) => kind.id === id);
}

type Person = { readonly id: string; readonly displayName: string };

/** Whoever asks: by their entry in the directory, and by their account, which everybody has. */
function requesterOf({ id, displayName }: Person, practitioner: string | undefined): Reference {
  return {
    ...(practitioner === undefined ? {} : { reference: practitioner }),
    identifier: { system: "urn:ietf:rfc:3986", value: `urn:uuid:${id}` },
    display: displayName,
  };
}

export type NewOrder = {
  /** The form's own number: sent again, it isn't asked for twice. */
  readonly requestId: string;
  readonly patientId: string;
  readonly kind: OrderKindId;
  readonly what: string;
  readonly question: string;
  readonly urgent: boolean;
};

export function newOrder(
  { patientId, kind, what, question, urgent }: Omit<NewOrder, "requestId">,
  person: Person,
  practitioner: string | undefined,
  at: string,
): ServiceRequest {
  const known = orderKinds.find(({ id }) => id === kind);
  const coding = [
    { system: kindSystem, code: kind, ...(known === undefined ? {} : { display: known.label }) },
    ...(known !== undefined && "snomed" in known ? [{ system: snomed, code: known.snomed }] : []),
  ];
  return {
    resourceType: "ServiceRequest",
    status: "active",
    intent: "order",
    priority: urgent ? "urgent" : "routine",
    category: [{ coding }],
    code: { text: what },
    subject: { reference: `Patient/${patientId}` },
    authoredOn: at,
    requester: requesterOf(person, practitioner),
    ...(question === "" ? {} : { reasonCode: [{ text: question }] }),
  };
}

/** An order with what came of it. */
export type Order = {
  readonly id: string;
  readonly request: ServiceRequest;
  readonly status: string;
  readonly kind: string;
  readonly what: string;
  readonly question: string | undefined;
  readonly urgent: boolean;
  readonly when: string | undefined;
  readonly requester: string;
  readonly isMine: boolean;
  /** Newest first; those marked as errors aren't among them. */
  readonly reports: readonly DiagnosticReport[];
};

const arrived: ReadonlySet<string> = new Set(["preliminary", "partial", "final", "amended", "corrected", "appended"]);

/** Orders as they came, each with the reports that say they are based on it. */
export function ordersOf(
  requests: readonly ServiceRequest[],
  included: Iterable<Resource>,
  personId: string,
): readonly Order[] {
  const reports = [...included].filter((one): one is DiagnosticReport => one.resourceType === "DiagnosticReport");
  return requests.flatMap((request) => {
    const { id, status = "unknown" } = request;
    if (id === undefined || status === "entered-in-error") return [];
    const codes = (request.category ?? []).flatMap(({ coding }) => coding ?? []);
    const kind = codes.find(({ system }) => system === kindSystem)?.code;
    const known = orderKinds.find((one) => one.id === kind);
    const coded = request.code?.coding?.[0];
    return {
      id,
      request,
      status,
      kind:
        known === undefined ? (request.category?.[0]?.text ?? codes[0]?.display ?? say("order")) : kindText(known.id),
      what: request.code?.text ?? coded?.display ?? coded?.code ?? say("notNamed"),
      question: request.reasonCode?.[0]?.text ?? request.reasonCode?.[0]?.coding?.[0]?.display,
      urgent: request.priority !== undefined && request.priority !== "routine",
      when: request.authoredOn,
      requester: request.requester?.display ?? say("notRecorded"),
      isMine: request.requester?.identifier?.value === `urn:uuid:${personId}`,
      reports: reports
        .filter(
          (report) =>
            arrived.has(report.status ?? "") &&
            report.basedOn?.some(({ reference }) => reference === `ServiceRequest/${id}`) === true,
        )
        .toSorted((one, other) => (other.issued ?? "").localeCompare(one.issued ?? "")),
    };
  });
}

/** Where it stands, in words. A result counts as seen when whoever asked says so: then the order is done. */
export function standing({ status, reports }: Pick<Order, "status" | "reports">): "new" | "open" | "held" | "over" {
  if (status === "active") return reports.length > 0 ? "new" : "open";
  return status === "on-hold" || status === "draft" ? "held" : "over";
}

/** A file that shows a result, as it goes to the server: its bytes in base64. */
export type ResultFile = { readonly title: string; readonly contentType: string; readonly data: string };

export type ResultLine = { readonly name: string; readonly value: string; readonly unit: string };

/** One line of what was measured; a fault in words. */
export function lineFault({ name, value }: ResultLine): string | undefined {
  if (name.trim() === "") return say("whatMeasured");
  return /^-?\d+(?:[.,]\d+)?$/.test(value.trim()) ? undefined : say("aNumber");
}

/** The report and its observations, each by the address that they have until they are stored. */
export function resultOf(
  order: Pick<Order, "id" | "request" | "what">,
  said: {
    readonly finding: string;
    readonly lines: readonly ResultLine[];
    readonly files: readonly ResultFile[];
    readonly by: string;
    readonly at: string;
  },
): readonly { readonly fullUrl: string; readonly resource: Resource }[] {
  const { request } = order;
  const codes = (request.category ?? []).flatMap(({ coding }) => coding ?? []);
  const kind = orderKinds.find(({ id }) => codes.some(({ system, code }) => system === kindSystem && code === id));
  const subject = request.subject === undefined ? {} : { subject: request.subject };
  const observations = said.lines.map(({ name, value, unit }) => ({
    fullUrl: `urn:uuid:${crypto.randomUUID()}`,
    resource: {
      resourceType: "Observation",
      status: "final",
      category: [
        {
          coding: [
            {
              system: "http://terminology.hl7.org/CodeSystem/observation-category",
              code: kind?.id === "imaging" ? "imaging" : kind?.id === "laboratory" ? "laboratory" : "procedure",
            },
          ],
        },
      ],
      code: { text: name.trim() },
      ...subject,
      effectiveDateTime: said.at,
      valueQuantity: {
        value: Number(value.trim().replace(",", ".")),
        ...(unit.trim() === "" ? {} : { unit: unit.trim() }),
      },
    } satisfies Observation & { readonly subject?: Reference },
  }));
  const files = said.files.map(({ contentType, data }) => ({
    fullUrl: `urn:uuid:${crypto.randomUUID()}`,
    resource: {
      resourceType: "Binary",
      contentType,
      ...(request.subject === undefined ? {} : { securityContext: request.subject }),
      data,
    } satisfies Resource & {
      readonly contentType: string;
      readonly securityContext?: Reference;
      readonly data: string;
    },
  }));
  const report: DiagnosticReport = {
    resourceType: "DiagnosticReport",
    status: "final",
    basedOn: [{ reference: `ServiceRequest/${order.id}` }],
    ...(kind !== undefined && "section" in kind
      ? { category: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/v2-0074", code: kind.section }] }] }
      : {}),
    code: { text: order.what },
    ...subject,
    effectiveDateTime: said.at,
    issued: said.at,
    performer: [{ display: said.by }],
    ...(observations.length === 0 ? {} : { result: observations.map(({ fullUrl }) => ({ reference: fullUrl })) }),
    ...(said.finding.trim() === "" ? {} : { conclusion: said.finding.trim() }),
    ...(files.length === 0
      ? {}
      : {
          presentedForm: files.map(({ fullUrl }, at) => ({
            contentType: said.files[at]?.contentType,
            url: fullUrl,
            title: said.files[at]?.title,
          })),
        }),
  };
  return [{ fullUrl: `urn:uuid:${crypto.randomUUID()}`, resource: report }, ...observations, ...files];
}
