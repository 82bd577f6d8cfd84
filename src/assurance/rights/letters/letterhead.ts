import { RightsError } from "../rights-error.ts";

/** What an organisation's letters say of it, beside its name. */
export interface Letterhead {
  readonly address: readonly string[];
  /** Whom to ask, as it is written: "Privacy officer, +353 1 555 0100". */
  readonly contact?: string | undefined;
  /** To whom people may complain: "Data Protection Commission, dataprotection.ie". Absent: no name is given. */
  readonly authority?: string | undefined;
}

export const mostAddressLines = 6;
export const longestLine = 200;

/** Under which key an organisation's settings keep it, and what a stored value means. */
export const letterheadSetting: { readonly key: string; readonly parse: (stored: unknown) => Letterhead } = {
  key: "letterhead",
  parse(stored) {
    const { address = [], contact, authority } = (stored ?? {}) as Partial<Letterhead>;
    const isLine = (line: unknown) => typeof line === "string" && line.trim() !== "" && line.length <= longestLine;
    if (!Array.isArray(address) || address.length > mostAddressLines || !address.every(isLine))
      throw new RightsError("rights/unsuitable-letterhead", `an address has at most ${mostAddressLines} lines`);
    for (const line of [contact, authority])
      if (line !== undefined && !isLine(line))
        throw new RightsError("rights/unsuitable-letterhead", "write it in one line, or leave it out");
    return { address, contact, authority };
  },
};
