/** A text whose UUIDs were taken out, and the UUIDs, 16 bytes each in the order in which they stood. */
export interface WithoutIds {
  readonly text: string;
  readonly ids: Buffer;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const uuidBytes = 16;
/** Stands where an id was taken out. */
const place = "~";

/** UUIDs are most of an entry and don't pack: as bytes they take less than half the room, and packing has less to look through.
 *  @returns undefined for a text in which the sign for their places already stands */
export function takeIds(text: string): WithoutIds | undefined {
  if (text.includes(place)) return undefined;
  let hex = "";
  const without = text.replace(uuid, (id) => {
    hex += id;
    return place;
  });
  return { text: without, ids: Buffer.from(hex.replaceAll("-", ""), "hex") };
}

/** The inverse of `takeIds`. */
export function putIds({ text, ids }: WithoutIds): string {
  const [first = "", ...rest] = text.split(place);
  let whole = first;
  rest.forEach((part, index) => {
    const hex = ids.toString("hex", index * uuidBytes, (index + 1) * uuidBytes);
    whole += `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}${part}`;
  });
  return whole;
}
