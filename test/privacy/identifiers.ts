import { type Random, below, oneOf } from "../support/random.ts";

/** Identifiers as people write them down, made without a look at what finds them. */

const monthsLong = "January February March April May June July August September October November December".split(" ");
const monthsShort = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, (_, index) =>
    String(index === 0 ? 1 + below(random, 9) : below(random, 10)),
  ).join("");
}

function letters(random: Random, count: number): string {
  return Array.from({ length: count }, () => oneOf(random, [..."ABCDEFGHJKLMNPRSTUVWXYZ"])).join("");
}

const two = (number: number) => String(number).padStart(2, "0");

/** A date, with its year or as a whole that can't be mistaken. */
export function date(random: Random): string {
  const year = 1990 + below(random, 36);
  const month = below(random, 12);
  const day = 1 + below(random, 28);
  const long = monthsLong[month] ?? "May";
  const short = monthsShort[month] ?? "May";
  const nth = `${day}${day % 10 === 1 && day !== 11 ? "st" : day % 10 === 2 && day !== 12 ? "nd" : day % 10 === 3 && day !== 13 ? "rd" : "th"}`;
  return oneOf(random, [
    `${year}-${two(month + 1)}-${two(day)}`,
    `${month + 1}/${day}/${year}`,
    `${two(month + 1)}/${two(day)}/${year}`,
    `${month + 1}/${day}/${two(year % 100)}`,
    `${two(day)}.${two(month + 1)}.${year}`,
    `${two(day)}/${two(month + 1)}/${year}`,
    `${long} ${day}, ${year}`,
    `${short} ${day} ${year}`,
    `${short}. ${nth}, ${year}`,
    `${day} ${long} ${year}`,
    `${two(day)}-${short}-${year}`,
    `${two(day)}${short}${year}`.toUpperCase(),
    `${long} ${nth}`,
    `the ${nth} of ${long}`.slice(4),
    `${short} ${day}`,
    `${long} ${year}`,
    `${day}-${short}-${two(year % 100)}`,
    `${year}/${two(month + 1)}/${two(day)}`,
    `${year}${two(month + 1)}${two(day)}`,
    `${long.toLowerCase()} ${nth}, ${year}`.replace("may", "May").replace("march", "March"),
  ]);
}

/** A day and a month in digits, after a word that says so. */
export function shortDate(random: Random): string {
  return `${1 + below(random, 12)}/${1 + below(random, 28)}`;
}

export function monthName(random: Random): string {
  return oneOf(random, monthsLong);
}

export function oldAge(random: Random): string {
  return String(90 + below(random, 16));
}

export function phone(random: Random): string {
  const area = `${2 + below(random, 8)}${digits(random, 2)}`;
  const local = `${2 + below(random, 8)}${two(below(random, 100))}`;
  const line = digits(random, 4);
  return oneOf(random, [
    `(${area}) ${local}-${line}`,
    `${area}-${local}-${line}`,
    `${area}.${local}.${line}`,
    `+1 ${area} ${local} ${line}`,
    `1-${area}-${local}-${line}`,
    `${area} ${local} ${line}`,
    `(${area})${local}-${line} ext. ${digits(random, 3)}`,
    `07${digits(random, 3)} ${digits(random, 6)}`,
    `020 ${digits(random, 4)} ${digits(random, 4)}`,
    `0161 ${digits(random, 3)} ${digits(random, 4)}`,
    `+44 7${digits(random, 3)} ${digits(random, 6)}`,
    `+49 30 ${digits(random, 7)}`,
    `+234 80${digits(random, 1)} ${digits(random, 3)} ${digits(random, 4)}`,
    `01 ${digits(random, 2)} ${digits(random, 2)} ${digits(random, 2)} ${digits(random, 2)}`,
  ]);
}

/** As somebody says it whose area is known. */
export function localPhone(random: Random): string {
  return `555-${digits(random, 4)}`;
}

export function email(random: Random, given: string, family: string): string {
  const plain = (text: string) =>
    text
      .normalize("NFD")
      .replaceAll(/[^A-Za-z]/g, "")
      .toLowerCase() || "box";
  const host = oneOf(random, [
    "mailbox.org",
    "example.com",
    "clinic-net.co.uk",
    "uni-koeln.de",
    "gmail.com",
    "nhs.net",
  ]);
  return oneOf(random, [
    `${plain(given)}.${plain(family)}@${host}`,
    `${plain(given).slice(0, 1)}${plain(family)}${digits(random, 2)}@${host}`,
    `${plain(family)}_${plain(given)}+health@${host}`,
    `${plain(given)} [at] ${host.replace(".", " [dot] ")}`.replace(" [at] ", "[at]").replace(" [dot] ", "[dot]"),
  ]);
}

export function url(random: Random, family: string): string {
  const plain =
    family
      .normalize("NFD")
      .replaceAll(/[^A-Za-z]/g, "")
      .toLowerCase() || "home";
  return oneOf(random, [
    `https://www.${plain}family.com/photos/${digits(random, 3)}`,
    `http://blog.example.org/~${plain}`,
    `www.gofundme.com/f/help-${plain}`,
    `facebook.com/${plain}.${digits(random, 4)}`,
    `https://portal.example.health/p?id=${digits(random, 6)}`,
  ]);
}

export function ip(random: Random): string {
  const part = () => below(random, 255);
  return oneOf(random, [
    `${1 + part()}.${part()}.${part()}.${1 + part()}`,
    `192.168.${part()}.${1 + part()}`,
    `2001:db8:${below(random, 60_000).toString(16)}::${below(random, 60_000).toString(16)}`,
    `fe80:0:0:0:${below(random, 60_000).toString(16)}:ab:cd:${below(random, 60_000).toString(16)}`,
  ]);
}

function nhsNumber(random: Random): string {
  for (;;) {
    const nine = digits(random, 9);
    const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return `${nine.slice(0, 3)} ${nine.slice(3, 6)} ${nine.slice(6)}${check}`;
  }
}

/** A national number and the label that goes before it; some need none. */
export function national(random: Random): { readonly label: string; readonly number: string } {
  const month = two(1 + below(random, 12));
  return oneOf(random, [
    () => ({
      label: "SSN: ",
      number: `${1 + below(random, 6)}${two(1 + below(random, 98))}-${two(1 + below(random, 98))}-${digits(random, 4)}`,
    }),
    () => ({
      label: "",
      number: `${1 + below(random, 6)}${two(1 + below(random, 98))}-${two(1 + below(random, 98))}-${digits(random, 4)}`,
    }),
    () => ({ label: "social security number ", number: digits(random, 9) }),
    () => ({ label: "SSN ending in ", number: digits(random, 4) }),
    () => ({ label: "NHS No: ", number: nhsNumber(random) }),
    () => ({ label: "", number: nhsNumber(random) }),
    () => ({ label: "NI number ", number: `JK ${digits(random, 2)} ${digits(random, 2)} ${digits(random, 2)} C` }),
    () => ({ label: "Aadhaar ", number: `${digits(random, 4)} ${digits(random, 4)} ${digits(random, 4)}` }),
    () => ({
      label: "CPF ",
      number: `${digits(random, 3)}.${digits(random, 3)}.${digits(random, 3)}-${digits(random, 2)}`,
    }),
    () => ({
      label: "Personnummer ",
      number: `19${two(30 + below(random, 60))}${month}${two(1 + below(random, 28))}-${digits(random, 4)}`,
    }),
    () => ({ label: "passport no. ", number: `${letters(random, 1)}${digits(random, 8)}` }),
    () => ({ label: "BSN ", number: digits(random, 9) }),
  ])();
}

export function record(random: Random): { readonly label: string; readonly number: string } {
  return oneOf(random, [
    () => ({ label: "MRN: ", number: digits(random, 8) }),
    () => ({ label: "MRN ", number: `${letters(random, 1)}${digits(random, 7)}` }),
    () => ({
      label: "Medical record number ",
      number: `${digits(random, 2)}-${digits(random, 2)}-${digits(random, 3)}`,
    }),
    () => ({ label: "chart #", number: digits(random, 6) }),
    () => ({ label: "Hospital no. ", number: `${letters(random, 2)}${digits(random, 6)}` }),
    () => ({ label: "Patient ID = ", number: `PT-${digits(random, 5)}` }),
    () => ({ label: "(Encounter #", number: digits(random, 9) }),
  ])();
}

export function plan(random: Random): { readonly label: string; readonly number: string } {
  return oneOf(random, [
    () => ({ label: "Member ID: ", number: `${letters(random, 3)}${digits(random, 9)}` }),
    () => ({
      label: "Medicare # ",
      number: `1${letters(random, 1)}${digits(random, 1)}4-${letters(random, 2)}${digits(random, 1)}-${letters(random, 2)}${digits(random, 2)}`,
    }),
    () => ({ label: "policy number ", number: `${digits(random, 4)}-${digits(random, 6)}` }),
    () => ({ label: "Group no. ", number: digits(random, 6) }),
    () => ({ label: "subscriber id ", number: `W${digits(random, 8)}` }),
    () => ({ label: "Medicaid ID ", number: digits(random, 10) }),
  ])();
}

export function account(random: Random): { readonly label: string; readonly number: string } {
  return oneOf(random, [
    () => ({ label: "Acct: ", number: digits(random, 10) }),
    () => ({ label: "account no. ", number: `${digits(random, 3)}-${digits(random, 7)}` }),
    () => ({ label: "invoice #", number: `INV${digits(random, 6)}` }),
    () => ({
      label: "IBAN ",
      number: `DE${digits(random, 2)} ${digits(random, 4)} ${digits(random, 4)} ${digits(random, 4)} ${digits(random, 4)} ${digits(random, 2)}`,
    }),
    () => ({
      label: "paid with card ",
      number: `4${digits(random, 3)} ${digits(random, 4)} ${digits(random, 4)} ${digits(random, 4)}`,
    }),
  ])();
}

export function licence(random: Random): { readonly label: string; readonly number: string } {
  return oneOf(random, [
    () => ({ label: "driver's license ", number: `${letters(random, 1)}${digits(random, 7)}` }),
    () => ({
      label: "DL# ",
      number: `${letters(random, 1)}${digits(random, 3)}-${digits(random, 4)}-${digits(random, 4)}`,
    }),
    () => ({ label: "DEA ", number: `B${letters(random, 1)}${digits(random, 7)}` }),
    () => ({ label: "NPI ", number: `1${digits(random, 9)}` }),
    () => ({ label: "medical licence no. ", number: `MD${digits(random, 6)}` }),
    () => ({
      label: "birth certificate number ",
      number: `${digits(random, 3)}-${digits(random, 2)}-${digits(random, 6)}`,
    }),
  ])();
}

export function vehicle(random: Random): { readonly label: string; readonly number: string } {
  return oneOf(random, [
    () => ({ label: "license plate ", number: `${digits(random, 1)}${letters(random, 3)}${digits(random, 3)}` }),
    () => ({ label: "plate ", number: `${letters(random, 3)} ${digits(random, 4)}` }),
    () => ({ label: "VIN ", number: `1HGCM82633A${digits(random, 6)}` }),
    () => ({ label: "car reg ", number: `${letters(random, 2)}${digits(random, 2)} ${letters(random, 3)}` }),
  ])();
}

export function device(random: Random): { readonly label: string; readonly number: string } {
  return oneOf(random, [
    () => ({ label: "serial number ", number: `${letters(random, 3)}${digits(random, 6)}` }),
    () => ({ label: "S/N ", number: `${letters(random, 2)}-${digits(random, 7)}` }),
    () => ({ label: "UDI ", number: `(01)${digits(random, 14)}(21)${digits(random, 6)}` }),
    () => ({ label: "device ID: ", number: `${digits(random, 4)}${letters(random, 2)}${digits(random, 3)}` }),
    () => ({ label: "IMEI ", number: digits(random, 15) }),
    () => ({ label: "MAC address ", number: Array.from({ length: 6 }, () => two(10 + below(random, 80))).join(":") }),
  ])();
}

export function other(random: Random): { readonly label: string; readonly number: string } {
  return oneOf(random, [
    () => ({ label: "Accession # ", number: `S${two(15 + below(random, 10))}-${digits(random, 5)}` }),
    () => ({ label: "badge number ", number: digits(random, 6) }),
    () => ({ label: "study subject ", number: `ONC-${digits(random, 4)}` }),
    () => ({ label: "Rx# ", number: digits(random, 7) }),
    () => ({ label: "confirmation code ", number: `${letters(random, 2)}${digits(random, 4)}${letters(random, 1)}` }),
    () => ({ label: "police report no. ", number: `${digits(random, 4)}-${digits(random, 5)}` }),
  ])();
}

const streetNames =
  "Maple Cedar Willowbrook Church Martin-Luther-King Old-Mill Sunset 42nd Wexford Rose Station Jefferson King's Mount-Pleasant Elm".split(
    " ",
  );
const towns =
  "Ashtonville Little-Rock Eau-Claire Springfield Truro Llanelli Middlesbrough Kalamazoo Albuquerque Tallahassee Stow-on-the-Wold Corpus-Christi Chicago Nashville Sunnyvale Grimsby Hebden-Bridge Oaxaca Tübingen Ibadan Chennai Poughkeepsie Duluth".split(
    " ",
  );
const stateCodes = "AR WI MA MI TX CA TN MN NY OH FL".split(" ");
const spaced = (text: string) => (text === "Stow-on-the-Wold" ? text : text.replaceAll("-", " "));

export function street(random: Random): string {
  const number = below(random, 9000) + 1;
  const name = spaced(oneOf(random, streetNames));
  return oneOf(random, [
    `${number} ${name} ${oneOf(random, ["Street", "Avenue", "Road", "Lane", "Drive", "Court", "Blvd"])}`,
    `${number} ${name} ${oneOf(random, ["St", "Ave", "Rd", "Ln", "Dr"])}, Apt ${digits(random, 1)}${letters(random, 1)}`,
    `${number % 200} ${name} Road`,
    `Flat ${digits(random, 1)}, ${number % 200} ${name} Close`,
    `${number} N. ${name} Avenue`,
    `PO Box ${number}`,
    `${number % 90} Rue de la Paix`,
    `Lindenstraße ${number % 90}`,
  ]);
}

export function town(random: Random): string {
  return spaced(oneOf(random, towns));
}

export function stateCode(random: Random): string {
  return oneOf(random, stateCodes);
}

export function zip(random: Random): string {
  return oneOf(random, [digits(random, 5), `${digits(random, 5)}-${digits(random, 4)}`]);
}

export function postcode(random: Random): string {
  return `${oneOf(random, ["TR", "SA", "LS", "M", "BS", "EH"])}${1 + below(random, 20)} ${1 + below(random, 9)}${oneOf(random, ["AB", "QX", "HD", "JP"])}`;
}

export function house(random: Random): string {
  return oneOf(random, [
    "St. Brendan's Hospital",
    "Mercy General Hospital",
    "Oak Hollow Nursing Home",
    "Fairfield Elementary School",
    "Riverbend Clinic",
    "Lakeshore Medical Center",
    "First Baptist Church",
    "Larkrise Care Home",
    "Boots Pharmacy",
    "Tulane University",
  ]);
}

/** Those that go with a label, by kind. */
export const labelled = { national, record, plan, account, licence, vehicle, device, other } as const;
