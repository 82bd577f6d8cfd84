import { stationeryStanding } from "../../contract/index.ts";
import type { PaperSize, PrintedHead } from "../../print/index.ts";
import type { Patient } from "../ui/clinical/fhir-types.ts";
import { api } from "./api.ts";

/** How the organisation has what is printed here: what stands above it, and on which paper. */
export type HousePaper = {
  readonly head: PrintedHead | undefined;
  readonly size: PaperSize;
  readonly margin: number | undefined;
};

/** Where the patient was registered: its letterhead stands on what is printed of them. */
export function branchOf(patient: Pick<Patient, "extension"> | undefined): string | undefined {
  const at = patient?.extension?.find(({ url }) => url === "urn:wardbook:registered-at")?.valueReference?.reference;
  return at?.replace(/^Location\//, "");
}

/** @param branch whose letterhead it is, where it has one of its own */
export async function fetchHousePaper(branch?: string): Promise<HousePaper> {
  const query = branch === undefined ? "" : `?branch=${branch}`;
  const { letterhead, layout } = await api.get(`/api/stationery/standing${query}`, stationeryStanding);
  const { size, margin } = layout.pages;
  if (letterhead === undefined) return { head: undefined, size, margin: margin ?? undefined };
  const { name, address, phone, email, registrations, foot, logo } = letterhead;
  const lines = [
    ...address,
    [phone, email].filter((one) => one !== undefined).join(" · "),
    registrations.map(({ label, number }) => `${label} ${number}`).join(" · "),
  ].filter((line) => line !== "");
  const picture = logo && {
    png: Uint8Array.from(atob(logo.png), (sign) => sign.charCodeAt(0)),
    words: `Logo of ${name}`,
  };
  return { head: { name, lines, foot, logo: picture }, size, margin: margin ?? undefined };
}
