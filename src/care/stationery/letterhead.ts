/** A number that an authority gave: "GSTIN", "29ABCDE1234F1Z5". */
export interface RegistrationNumber {
  readonly label: string;
  readonly number: string;
}

/** What papers say of who hands them out. */
export interface Letterhead {
  readonly name: string;
  readonly address: readonly string[];
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly registrations: readonly RegistrationNumber[];
  /** At the foot of each page. */
  readonly foot?: string | undefined;
  /** Id of a logo that was kept. */
  readonly logo?: string | undefined;
}

export const bounds = {
  name: 120,
  line: 120,
  addressLines: 6,
  registrations: 4,
  label: 30,
  number: 60,
  foot: 200,
} as const;

const isLine = (text: unknown, most: number): text is string =>
  typeof text === "string" && text.trim() !== "" && text.length <= most && !/[\p{Cc}\p{Cs}]/u.test(text);
const isLineOrNone = (text: unknown, most: number) => text === undefined || isLine(text, most);

/** Whether somebody could print under it. */
export function isLetterhead(head: Letterhead): boolean {
  const { name, address, phone, email, registrations, foot } = head;
  return (
    isLine(name, bounds.name) &&
    address.length <= bounds.addressLines &&
    address.every((line) => isLine(line, bounds.line)) &&
    isLineOrNone(phone, bounds.line) &&
    isLineOrNone(email, bounds.line) &&
    isLineOrNone(foot, bounds.foot) &&
    registrations.length <= bounds.registrations &&
    registrations.every(({ label, number }) => isLine(label, bounds.label) && isLine(number, bounds.number))
  );
}

/** What stands below the name. */
export function headLines(
  { address, phone, email, registrations }: Letterhead,
  { withRegistrations }: { readonly withRegistrations: boolean },
): readonly string[] {
  const reached = [phone, email].filter((one) => one !== undefined).join(" · ");
  const registered = withRegistrations
    ? registrations.map(({ label, number }) => `${label} ${number}`).join(" · ")
    : "";
  return [...address, reached, registered].filter((line) => line !== "");
}
