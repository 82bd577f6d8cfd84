import { amountText, parseAmount } from "../../foundation/money/index.ts";
import { type Found, opened } from "../../custody/chart/index.ts";
import {
  type FhirResource,
  type JsonObject,
  numberFromText,
  extensionIn,
  idIn,
  referenceTo,
  withExtension,
} from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { BillingError, unknownHere } from "./billing-error.ts";
import type { BillingPorts } from "./billing-ports.ts";
import { dueIn, freeIn } from "./book.ts";
import { currentOf, doneBefore, findRecords, inWords, once } from "./finding.ts";
import { invoiceEntries, seeInvoice } from "./invoices.ts";
import { expectBranch, moneyOfPatient, requestIdentifier, seeingOf } from "./patient-money.ts";
import { type LineWish, lineOf } from "./prices.ts";
import { isPackage, packageOf, patientIn, sessionsOf, statusOf } from "./shapes.ts";
import { type PackageKind, type PackageView, packageView } from "./views.ts";
import { codeSystem, extensionUrl } from "./vocabulary.ts";

export interface NewPackage {
  readonly requestId: string;
  readonly patientId: ResourceId;
  readonly branchId: ResourceId;
  readonly kind: PackageKind;
  readonly name: string;
  readonly sessions: number;
  readonly line: LineWish;
  readonly until?: string | undefined;
}

function packageAccount(asked: {
  readonly requestId: string;
  readonly patientId: string;
  readonly kind: PackageKind;
  readonly name: string;
  readonly sessions: number;
  readonly until?: string | undefined;
  readonly more: readonly JsonObject[];
}): FhirResource {
  return {
    resourceType: "Account",
    identifier: [requestIdentifier(asked.requestId)],
    extension: [
      { url: extensionUrl.sessions, valuePositiveInt: asked.sessions },
      { url: extensionUrl.packageKind, valueCode: asked.kind },
      ...asked.more,
    ],
    status: "active",
    type: { coding: [{ system: codeSystem.accountType, code: "package" }] },
    name: asked.name,
    subject: [referenceTo("Patient", asked.patientId)],
    ...(asked.until === undefined ? {} : { servicePeriod: { end: asked.until } }),
  };
}

async function packageAt(ports: BillingPorts, caller: Caller, id: ResourceId): Promise<Found> {
  const found = await currentOf(ports, caller, "Account", id);
  if (!isPackage(found.resource)) throw unknownHere();
  return found;
}

export async function seePackage(ports: BillingPorts, caller: Caller, id: ResourceId): Promise<PackageView> {
  const found = await packageAt(ports, caller, id);
  const sessions = await findRecords(ports, caller, "ChargeItem", [["account", `Account/${id}`]]);
  return packageView(found, sessions, await seeingOf(ports, caller));
}

/** Sells sessions, with their invoice, once for each request. @throws BillingError, ChartError */
export async function sellPackage(ports: BillingPorts, caller: Caller, asked: NewPackage) {
  const { done, created } = await once(
    () => doneBefore(ports, caller, "Account", asked.requestId),
    async () => {
      const money = await moneyOfPatient(ports, caller, asked.patientId);
      await expectBranch(ports, caller, asked.branchId);
      const line = await lineOf(ports, caller, asked.line, { patient: asked.patientId, at: 0 });
      const { entries, fullUrl } = invoiceEntries(money, [line], { branchId: asked.branchId, issue: true });
      const invoice = { url: extensionUrl.invoice, valueReference: { reference: fullUrl } };
      await ports.chart.transact(caller, [
        ...entries,
        { kind: "create", type: "Account", resource: packageAccount({ ...asked, more: [invoice] }) },
      ]);
      const made = await doneBefore(ports, caller, "Account", asked.requestId);
      if (made === undefined) throw unknownHere();
      return made;
    },
  );
  const invoice = idIn(extensionIn(done.resource, extensionUrl.invoice)?.["valueReference"], "Invoice");
  if (invoice === undefined) throw unknownHere();
  const sold = { package: await seePackage(ports, caller, done.id), invoice: await seeInvoice(ports, caller, invoice) };
  return { sold, created };
}

export async function readPackages(
  ports: BillingPorts,
  caller: Caller,
  patient: ResourceId,
): Promise<readonly PackageView[]> {
  const { accounts, sessions, seeing } = await moneyOfPatient(ports, caller, patient);
  const order = { active: 0, frozen: 1, ended: 2 } as const;
  return accounts
    .filter(({ resource }) => isPackage(resource))
    .map((one) => packageView(one, sessions, seeing))
    .sort((a, b) => order[a.state] - order[b.state] || a.name.localeCompare(b.name));
}

/** Uses a session, once for each request. @throws BillingError also `billing/needs-reason` */
export async function useSession(
  ports: BillingPorts,
  caller: Caller,
  id: ResourceId,
  asked: {
    readonly requestId: string;
    readonly appointmentId?: string | undefined;
    readonly override?: { readonly reason: string } | undefined;
  },
) {
  const { created } = await once(
    () => doneBefore(ports, caller, "ChargeItem", asked.requestId),
    async () => {
      const found = await packageAt(ports, caller, id);
      const patient = patientIn(found.resource);
      if (patient === undefined) throw unknownHere();
      const { book, currency, seeing } = await moneyOfPatient(ports, caller, patient);
      const limit =
        seeing.settings.duesLimit === null ? undefined : parseAmount(seeing.settings.duesLimit, currency.digits);
      const dues = dueIn(book) - freeIn(book);
      const reason = asked.override?.reason;
      if (limit !== undefined && dues > limit && reason === undefined)
        throw new BillingError(
          "billing/needs-reason",
          `${amountText(dues, currency.digits)} ${currency.currency} are due: say why the session is given all the same`,
        );
      const extension: JsonObject[] = [
        ...(reason === undefined ? [] : [{ url: extensionUrl.reason, valueString: reason }]),
        ...(asked.appointmentId === undefined
          ? []
          : [{ url: extensionUrl.appointment, valueReference: referenceTo("Appointment", asked.appointmentId) }]),
      ];
      const session: FhirResource = {
        resourceType: "ChargeItem",
        identifier: [requestIdentifier(asked.requestId)],
        ...(extension.length === 0 ? {} : { extension }),
        status: "not-billable",
        code: { text: typeof found.resource["name"] === "string" ? found.resource["name"] : "Session" },
        subject: referenceTo("Patient", patient),
        occurrenceDateTime: new Date(ports.now()).toISOString(),
        quantity: { value: numberFromText("1") },
        account: [referenceTo("Account", id)],
      };
      return opened((await ports.chart.create(caller, "ChargeItem", session)).value);
    },
  );
  return { package: await seePackage(ports, caller, id), created };
}

/** Gives a session back. A resend is answered as done. @throws BillingError */
export async function undoSession(
  ports: BillingPorts,
  caller: Caller,
  id: ResourceId,
  { session, version }: { readonly session: ResourceId; readonly version: number },
): Promise<PackageView> {
  const found = await currentOf(ports, caller, "ChargeItem", session);
  if (packageOf(found.resource) !== id) throw unknownHere();
  if (statusOf(found.resource) !== "entered-in-error") {
    const resource = { ...found.resource, status: "entered-in-error" };
    await inWords(ports.chart.update(caller, { type: "ChargeItem", id: session }, resource, version));
  }
  return seePackage(ports, caller, id);
}

/** Freezes a package, or lets it go on. A resend is answered as done. @throws BillingError */
export async function setFrozen(
  ports: BillingPorts,
  caller: Caller,
  id: ResourceId,
  { version, status }: { readonly version: number; readonly status: "active" | "on-hold" },
): Promise<PackageView> {
  const found = await packageAt(ports, caller, id);
  if (statusOf(found.resource) !== status)
    await inWords(ports.chart.update(caller, { type: "Account", id }, { ...found.resource, status }, version));
  return seePackage(ports, caller, id);
}

/** Makes sessions that are left another patient's, once for each request. @throws BillingError */
export async function transferSessions(
  ports: BillingPorts,
  caller: Caller,
  id: ResourceId,
  asked: {
    readonly requestId: string;
    readonly version: number;
    readonly toPatientId: ResourceId;
    readonly sessions: number;
  },
) {
  const { done, created } = await once(
    () => doneBefore(ports, caller, "Account", asked.requestId),
    async () => {
      await currentOf(ports, caller, "Patient", asked.toPatientId);
      const { resource } = await packageAt(ports, caller, id);
      const view = await seePackage(ports, caller, id);
      if (asked.sessions > view.left)
        throw new BillingError("billing/refused", "fewer sessions than that are left", { path: "sessions" });
      const account = packageAccount({
        ...asked,
        patientId: asked.toPatientId,
        kind: view.kind,
        name: view.name,
        until: view.until,
        more: [{ url: extensionUrl.transferredFrom, valueReference: referenceTo("Account", id) }],
      });
      const left = sessionsOf(resource) - asked.sessions;
      const rest = withExtension(resource, extensionUrl.sessions, { valueUnsignedInt: left });
      await ports.chart.transact(caller, [
        { kind: "update", type: "Account", id, ifMatch: asked.version, resource: rest },
        { kind: "create", type: "Account", resource: account },
      ]);
      const made = await doneBefore(ports, caller, "Account", asked.requestId);
      if (made === undefined) throw unknownHere();
      return made;
    },
  );
  const [from, to] = [await seePackage(ports, caller, id), await seePackage(ports, caller, done.id)];
  return { transferred: { from, to }, created };
}
