import { expect, test } from "vitest";
import { rewriteReferences, validateResource } from "../../../foundation/fhir/index.ts";
import { at, demonstration, resourcesOf, saturday, textAt } from "../testing/charts.ts";
import { demonstrationMoney } from "./demonstration-money.ts";

const made = (seed: number) => {
  const bundles = demonstration(seed);
  return { bundles, money: demonstrationMoney(bundles, { seed, today: saturday }) };
};
const { bundles, money } = made(7);
const all = money.flatMap(({ entry }) => entry);
const of = (type: string) => money.flatMap((bundle) => resourcesOf(bundle, type));
const pence = (value: unknown) => Math.round(Number(value) * 100);
const extension = (resource: Parameters<typeof at>[0], name: string) =>
  ((at(resource, "extension") ?? []) as readonly { url: string }[]).find(
    ({ url }) => url === `urn:wardbook:billing:${name}`,
  );

test("the books are the same to the byte for the same seed and day, and are valid R4", () => {
  expect(JSON.stringify(made(7).money)).toBe(JSON.stringify(money));
  const everything = [...bundles.flatMap(({ entry }) => entry), ...all];
  const stored = new Map(
    everything.map(({ fullUrl, resource }) => [fullUrl, `${resource.resourceType}/${fullUrl.slice(9)}`]),
  );
  expect(stored.size).toBe(everything.length);
  const dangling: string[] = [];
  const issues = all.flatMap(({ resource }) =>
    validateResource(
      rewriteReferences(resource, (link, kind) => {
        if (kind === "reference" && !stored.has(link)) dangling.push(link);
        return stored.get(link);
      }),
    ).map((issue) => `${issue.details} at ${issue.expression ?? "?"}`),
  );
  expect([...new Set(issues)]).toEqual([]);
  expect(dangling).toEqual([]);
});

test("totals are what the lines say, and nothing is paid beyond its total or sold after today", () => {
  const open = new Map<string, number>();
  for (const { fullUrl, resource } of all.filter((one) => one.resource.resourceType === "Invoice")) {
    const lines = (at(resource, "lineItem") ?? []) as readonly {
      priceComponent: { type: string; amount: { value: number } }[];
    }[];
    const parts = lines.flatMap(({ priceComponent }) => priceComponent);
    const sum = parts.reduce(
      (total, { type, amount }) => total + (type === "discount" ? -1 : 1) * pence(amount.value),
      0,
    );
    expect(pence(at(resource, "totalGross.value"))).toBe(sum);
    expect(Date.parse(textAt(resource, "date") || saturday)).toBeLessThanOrEqual(Date.parse(saturday));
    open.set(fullUrl, sum);
  }
  for (const notice of of("PaymentNotice")) {
    expect(extension(notice, "branch")).toBeDefined();
    expect(Date.parse(textAt(notice, "created"))).toBeLessThanOrEqual(Date.parse(saturday));
    const to = extension(notice, "allocation") as { extension?: unknown } | undefined;
    if (to === undefined) continue;
    const invoice = textAt(to as Parameters<typeof at>[0], "extension.0.valueReference.reference");
    open.set(
      invoice,
      (open.get(invoice) ?? 0) - pence(at(to as Parameters<typeof at>[0], "extension.1.valueMoney.value")),
    );
  }
  expect([...open.values()].filter((left) => left < 0).length).toBe(
    of("Invoice").filter((one) => textAt(one, "type.coding.0.code") === "credit-note").length,
  );
  expect(of("Invoice").filter((one) => textAt(one, "status") === "issued").length).toBeGreaterThan(5);
});

test.each([1, 7, 1948])("there is something of everything to see, with seed %i", (seed) => {
  const some = made(seed);
  const resources = (type: string) => some.money.flatMap((bundle) => resourcesOf(bundle, type));
  const ages = resources("Invoice")
    .filter((one) => textAt(one, "status") === "issued" && textAt(one, "type.coding.0.code") === "invoice")
    .map((one) => (Date.parse(saturday) - Date.parse(textAt(one, "date"))) / 86_400_000);
  for (const [from, until] of [
    [0, 31],
    [31, 61],
    [61, 91],
    [91, 400],
  ] as const)
    expect(ages.filter((age) => age >= from && age < until).length, `${from} to ${until} days`).toBeGreaterThan(0);
  const packages = resources("Account").filter((one) => textAt(one, "type.coding.0.code") === "package");
  expect(packages.length).toBeGreaterThan(10);
  expect(packages.filter((one) => textAt(one, "status") === "on-hold").length).toBeGreaterThan(0);
  const refunds = resources("PaymentNotice").filter((one) => extension(one, "kind") !== undefined);
  expect(refunds.map((one) => textAt(one, "status")).filter((status) => status === "draft")).toHaveLength(1);
  expect(resources("Invoice").filter((one) => textAt(one, "status") === "draft").length).toBeGreaterThan(0);
  const days = resources("PaymentReconciliation");
  expect(days.length).toBeGreaterThan(8);
  expect(days.filter((one) => textAt(one, "disposition") !== "")).toHaveLength(1);
  expect(some.money.flatMap(({ entry }) => entry).length).toBeLessThan(2_400);
});
