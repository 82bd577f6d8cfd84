export { amountText, digitsOf, lesser, parseAmount, rateOf, shareOf, sumOf } from "./amounts.ts";
export type { Minor } from "./amounts.ts";
export { moneyIn, moneyOf } from "./fhir-money.ts";
export type { Currency } from "./fhir-money.ts";
