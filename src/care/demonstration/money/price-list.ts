import { homeBuilding, siteBuilding } from "../organisation.ts";
import { fixedFullUrl } from "../staff.ts";

/** An entry of the clinic's price list. Every price is invented. */
export interface DemonstrationPrice {
  readonly code: string;
  readonly name: string;
  /** Before tax. */
  readonly pence: number;
  /** Goods and letters are taxed here, treatment isn't: see HMRC, VAT Notice 701/57, https://www.gov.uk/guidance/health-professionals-pharmaceutical-products-and-vat-notice-70157 */
  readonly isTaxed: boolean;
  /** The kind of appointment that it is the price of. */
  readonly kind?: string;
}

const priced = {
  assessment: { code: "PHY-1", name: "Physiotherapy, first assessment", pence: 68_00, isTaxed: false },
  session: { code: "PHY-2", name: "Physiotherapy session", pence: 52_00, isTaxed: false, kind: "Physiotherapy" },
  block: { code: "PHY-6", name: "Physiotherapy, block of six", pence: 276_00, isTaxed: false },
  group: { code: "PHY-G", name: "Physiotherapy group", pence: 18_00, isTaxed: false, kind: "Physiotherapy group" },
  consultation: {
    code: "GP-15",
    name: "General practice consultation",
    pence: 75_00,
    isTaxed: false,
    kind: "General practice",
  },
  long: { code: "GP-30", name: "Long consultation", pence: 130_00, isTaxed: false, kind: "Long consultation" },
  nurse: { code: "NUR-20", name: "Nurse clinic", pence: 34_00, isTaxed: false, kind: "Nurse clinic" },
  speech: { code: "SLT-60", name: "Speech therapy session", pence: 85_00, isTaxed: false, kind: "Speech therapy" },
  bands: { code: "GDS-1", name: "Resistance bands, set of three", pence: 14_50, isTaxed: true },
  roller: { code: "GDS-2", name: "Foam roller", pence: 19_95, isTaxed: true },
  letter: { code: "LET-1", name: "Report for an insurer", pence: 60_00, isTaxed: true },
} as const satisfies Readonly<Record<string, DemonstrationPrice>>;

export const prices: Readonly<Record<keyof typeof priced, DemonstrationPrice>> = priced;

export const currency = "GBP";
/** The standard rate: https://www.gov.uk/vat-rates */
export const vat = { code: "VAT", name: "VAT", percent: 20 } as const;
export const sessionsOfBlock = 6;

const idOf = (fullUrl: string) => fullUrl.replace("urn:uuid:", "");

/** What the demonstration organisation decides about money, as billing's settings have it. */
export const demonstrationBilling = {
  currency,
  taxes: [{ code: vat.code, name: vat.name, percent: String(vat.percent) }],
  prefixes: [
    { branchId: idOf(siteBuilding("wherry-street").reference), prefix: "ALD" },
    { branchId: idOf(siteBuilding("signal-street").reference), prefix: "BRW" },
    { branchId: idOf(homeBuilding.reference), prefix: "LRK" },
  ],
  discountLimitPercent: "10",
  duesLimit: "100.00",
} as const;

export function priceFullUrl({ code }: DemonstrationPrice): string {
  return fixedFullUrl(`price/${code}`);
}
