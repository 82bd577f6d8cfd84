import { expect, test } from "vitest";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import { expectPhotos } from "./photo-rule.ts";

const segment = (marker: number, ...bytes: readonly number[]) => [
  0xff,
  marker,
  (bytes.length + 2) >> 8,
  (bytes.length + 2) & 0xff,
  ...bytes,
];
const letters = (text: string) => [...Buffer.from(text, "latin1")];
const frame = (width = 240, height = 300) =>
  segment(0xc0, 8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0);
const scan = [...segment(0xda, 1, 1, 0, 0, 63, 0), 0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56];
const jfif = segment(0xe0, ...letters("JFIF\0"), 1, 2, 0, 0, 1, 0, 1, 0, 0);
const jpeg = (...parts: readonly (readonly number[])[]) => Buffer.from([0xff, 0xd8, ...parts.flat(), 0xff, 0xd9]);
const tables = [...segment(0xdb, 0, ...Array<number>(64).fill(1)), ...segment(0xc4, 0, ...Array<number>(16).fill(0))];
const plain = jpeg(jfif, tables, frame(), scan);

const patient = (bytes: Buffer, contentType = "image/jpeg") =>
  ({ resourceType: "Patient", photo: [{ contentType, data: bytes.toString("base64") }] }) as unknown as FhirResource;
const fault = (next: FhirResource, previous?: FhirResource) => {
  try {
    expectPhotos(previous, next);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

test("a small picture is kept; one that says where it was taken, or hides something, is not", () => {
  expect(fault(patient(plain))).toBeUndefined();
  expect(fault(patient(jpeg(jfif, segment(0xe2, ...letters("ICC_PROFILE\0"), 1, 1), frame(), scan)))).toBeUndefined();
  for (const marker of [0xe1, 0xed, 0xfe, 0xe2])
    expect(fault(patient(jpeg(jfif, segment(marker, ...letters("Exif\0\0")), frame(), scan)))).toContain("says more");
  // A smaller picture of what was cut off, and words where a program's name or the size of a dot belongs.
  for (const [marker, ...hidden] of [
    [0xe0, ...letters("JFIF\0"), 1, 2, 0, 0, 1, 0, 1, 1, 1, 9, 9, 9],
    [0xe0, ...letters("JFXX\0"), 0x10, ...plain],
    [0xe0, ...letters("JFIF\0 51.5N 0.1W")],
    [0xee, ...letters("Adobe taken at home")],
  ] as const)
    expect(fault(patient(jpeg(segment(marker, ...hidden), frame(), scan)))).toContain("says more");
  expect(fault(patient(jpeg(jfif, segment(0xee, ...letters("Adobe"), 0, 100, 0, 0, 0, 0, 1), frame(), scan)))).toBe(
    undefined,
  );
  expect(fault(patient(Buffer.concat([plain, Buffer.from("<script>")])))).toContain("a JPEG picture");
  expect(fault(patient(jpeg(jfif, frame(2_000), scan)))).toContain("pixels");
  expect(fault(patient(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")))).toContain("a JPEG picture");
  expect(fault(patient(plain, "image/svg+xml"))).toContain("image/jpeg");
  expect(fault(patient(Buffer.concat([plain, Buffer.alloc(31 * 1024)])))).toContain("30 KB");
  // However it is cut off, it is refused, and never throws anything else.
  for (let length = 0; length < plain.length; length += 1)
    expect(fault(patient(plain.subarray(0, length)))).toContain("a JPEG picture");
});

test("what was there before stays, whatever it is, and an address of a photo elsewhere isn't looked at", () => {
  const old = patient(Buffer.from("an old picture"), "image/gif");
  expect(fault({ ...old, gender: "female" } as FhirResource, old)).toBeUndefined();
  const elsewhere = { resourceType: "Patient", photo: [{ url: "https://photos.example/1.gif" }] };
  expect(fault(elsewhere as unknown as FhirResource)).toBeUndefined();
});
