import { type OddIds, type OddRoute, none } from "./odd-route.ts";

/** Letterheads and layouts of papers. */
export function stationery({ id }: OddIds): readonly OddRoute[] {
  const money = { size: "ROLL80", margin: 12, registrations: true, patientNumber: true, code: true };
  const layout = { money, pages: { size: "A5", margin: 1e308 }, label: "50x25" };
  const head = (text: string) => ({ name: text.slice(0, 120), address: [text.slice(0, 120)], registrations: [] });
  const picture = (text: string) => ({ png: Buffer.from(text).toString("base64") });
  return [
    ["GET", "/api/stationery", none],
    ["GET", `/api/stationery/standing?branch=${id}`, none],
    ["GET", "/api/stationery/standing?branch[]=x", none],
    [
      "PUT",
      "/api/stationery",
      (text) => [
        { changes: 0, branch: null, letterhead: { ...head(text), foot: text.slice(0, 200) }, layout: null },
        { changes: 0, branch: id, letterhead: { ...head("x"), logo: picture(text) }, layout },
        { changes: Number.MAX_SAFE_INTEGER, branch: null, letterhead: { ...head("x"), logo: { id } }, layout: null },
      ],
    ],
    [
      "POST",
      "/api/stationery/preview",
      (text) => [
        { paper: "receipt", branch: id, letterhead: head(text), layout },
        { paper: "label", branch: null, letterhead: { ...head("x"), logo: picture(text) }, layout: null },
      ],
    ],
  ];
}
