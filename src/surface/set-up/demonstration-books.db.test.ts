import { expect, test } from "vitest";
import { aHouse, aReceptionist, anOrganisation } from "../../../test/people/index.ts";
import { anImporter } from "../../../test/support/house.ts";
import { billingSettings } from "../../care/billing/index.ts";
import {
  type TransactionBundle,
  demonstrationBilling,
  demonstrationMoney,
  generateDemonstration,
} from "../../care/demonstration/index.ts";
import { parseScopes } from "../../custody/access/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import { parseResourceId } from "../../foundation/kernel/index.ts";
import { wireClinic } from "../../wire-clinic.ts";

const house = await aHouse();
const settings = billingSettings.parse(demonstrationBilling);
const clinic = wireClinic({
  ...house,
  timeZone: () => Promise.resolve("Europe/London"),
  billing: () => Promise.resolve(settings),
  onFailure: (error) => {
    throw error;
  },
});
const chart = house.chartWith({ rules: clinic.rules });
const billing = clinic.billing(chart);
const patientIn = ({ entry }: TransactionBundle, type: string) =>
  entry.find(({ resource }) => resource.resourceType === type);

test("the demonstration's books are taken in as they are, counted, numbered, and go on from there", async () => {
  const choice = { seed: 1948, today: new Date(house.now()).toISOString(), homeTimeZone: "Europe/London" };
  const [organisation, ...patients] = generateDemonstration(choice);
  const [prices, ...books] = demonstrationMoney(organisation === undefined ? [] : [organisation, ...patients], choice);
  if (organisation === undefined || prices === undefined) throw new Error("there is no demonstration");
  const withBlock = books.filter(({ entry }) =>
    entry.some(({ resource }) => JSON.stringify(resource).includes("package-kind")),
  );
  const waits = books.filter(({ entry }) =>
    entry.some(({ resource }) => resource.resourceType === "PaymentNotice" && resource["status"] === "draft"),
  );
  const some = [...new Set([...withBlock.slice(0, 3), ...waits])];
  const whose = (book: TransactionBundle) =>
    (patientIn(book, "Account")?.resource["subject"] as readonly { reference: string }[] | undefined)?.[0]?.reference ??
    "";
  const owners = patients.filter((bundle) =>
    some.some((book) => whose(book) === patientIn(bundle, "Patient")?.fullUrl),
  );
  const tenant = await anOrganisation(house);
  for (const { entry } of [organisation, ...owners, prices, ...some, ...books.slice(-1)]) {
    const entries = entry.map(({ resource, fullUrl }) => ({ resource: resource as FhirResource, fullUrl }));
    expect((await chart.importTogether(anImporter(tenant), entries)).refused).toEqual([]);
    // What is there already is met again.
    expect((await chart.importTogether(anImporter(tenant), entries)).created).toBe(0);
  }
  const desk = { ...aReceptionist(tenant), scopes: parseScopes("user/*.cruds") };
  for (const book of some) {
    const patient = parseResourceId(whose(book).replace("urn:uuid:", ""));
    const said = await billing.statement(desk, patient);
    expect(said.currency).toBe("GBP");
    expect(said.entries.every(({ number }) => number !== undefined && /^[ACR]-\d{6}-\d{2}$/.test(number))).toBe(true);
    expect(said.entries.at(-1)?.balance).toBe(said.balance);
    const packages = await billing.packages(desk, patient);
    const sessions = book.entry.filter(({ resource }) => JSON.stringify(resource).includes('billing:session"'));
    expect(packages.reduce((sum, { used }) => sum + used, 0)).toBe(sessions.length);
    expect(packages.length > 0 || waits.includes(book)).toBe(true);
  }
  expect((await billing.prices(desk)).prices.filter(({ kindId }) => kindId !== undefined)).toHaveLength(6);
  const dues = await billing.dues(desk, undefined);
  const statements = await Promise.all(
    some.map((book) => billing.statement(desk, parseResourceId(whose(book).replace("urn:uuid:", "")))),
  );
  const pence = (amount: string) => Math.round(Number(amount) * 100);
  expect(pence(dues.total.all)).toBe(statements.reduce((sum, { due }) => sum + pence(due), 0));
  const waiting = await billing.waiting(desk, undefined);
  expect(waiting.refunds.map(({ payment }) => payment.state)).toEqual(["requested"]);
  const branch = parseResourceId(demonstrationBilling.prefixes[0].branchId);
  const paid = some.flatMap(({ entry }) =>
    entry.flatMap(({ resource }) =>
      resource.resourceType === "PaymentNotice" && JSON.stringify(resource).includes(branch)
        ? [String(resource["created"]).slice(0, 10)]
        : [],
    ),
  );
  const day = paid.at(0) ?? "";
  expect((await billing.tillOn(desk, { branch, day })).receipts).toBe(paid.filter((one) => one === day).length);
});
