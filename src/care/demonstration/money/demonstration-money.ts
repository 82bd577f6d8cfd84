import { type TransactionBundle, createBundle } from "../bundle.ts";
import { demonstrationKinds, kindReference } from "../clinic/kinds.ts";
import { createRandom } from "../random.ts";
import type { PatientMoney } from "./ledger-of-sales.ts";
import { money, ownConcept, refersTo } from "./money-shapes.ts";
import { planMoney } from "./plan-money.ts";
import { priceFullUrl, prices, vat } from "./price-list.ts";
import { writeCashUps } from "./cash-ups.ts";
import { withSomethingOfEach } from "./something-of-each.ts";
import { visitingPatient } from "./visits.ts";
import { formerNumbers, writeMoney } from "./write-money.ts";

export interface MoneyChoice {
  readonly seed: number;
  /** ISO 8601 instant: nothing lies after it. */
  readonly today: string;
}

/**
 * A year of the clinic's books, as they follow from its visits: the price list first, then one bundle for each patient who bought something,
 * then the last days of the till. They refer to what is in the demonstration's own bundles, which are loaded before.
 * @param bundles what `generateDemonstration` made for the same seed and day
 */
export function demonstrationMoney(
  bundles: readonly TransactionBundle[],
  { seed, today }: MoneyChoice,
): readonly TransactionBundle[] {
  const random = createRandom(`demonstration-money/${seed}`);
  const now = Date.parse(today);
  const visiting = bundles.flatMap((bundle) => visitingPatient(bundle) ?? []);
  const planned = visiting.flatMap((one, place): PatientMoney[] => {
    const money = planMoney(one, { place, now, random: random.fork(`plan/${place}`) });
    return money === undefined ? [] : [money];
  });
  const all = withSomethingOfEach(planned, now);
  const number = formerNumbers();
  return [
    priceList(),
    ...all.map((one, place) => writeMoney(one, number, random.fork(`write/${place}`))),
    writeCashUps(all, new Date(now).toISOString().slice(0, 10), random.fork("cash-ups")),
  ];
}

function priceList(): TransactionBundle {
  const bundle = createBundle(createRandom("demonstration/price-list"));
  for (const price of Object.values(prices)) {
    const kind = demonstrationKinds.find(({ name }) => name === price.kind);
    bundle.add(
      "ChargeItemDefinition",
      {
        ...(kind === undefined ? {} : { extension: [refersTo("kind-of-appointment", kindReference(kind))] }),
        url: `urn:wardbook:billing:price:${price.code}`,
        title: price.name,
        status: "active",
        code: ownConcept("price", price.code, price.name),
        propertyGroup: [
          {
            priceComponent: [
              { type: "base", amount: money(price.pence) },
              ...(price.isTaxed ? [{ type: "tax", code: ownConcept("tax", vat.code), factor: vat.percent / 100 }] : []),
            ],
          },
        ],
      },
      priceFullUrl(price),
    );
  }
  return bundle.finish();
}
