import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { type FileKind, fileFault } from "./index.ts";
import { aJpeg, aPdf, aPng, aWebp } from "./testing/files.ts";

const fault = (kind: FileKind, bytes: Buffer) => fileFault(kind, bytes, 1_000);

test("a picture is whole, of a modest size, and says nothing but its picture", () => {
  const made = { "image/jpeg": aJpeg, "image/png": aPng, "image/webp": aWebp } as const;
  for (const [kind, make] of Object.entries(made) as [keyof typeof made, (typeof made)["image/png"]][]) {
    expect(fault(kind, make({}))).toBeUndefined();
    expect(fault(kind, make({ says: "51.5N 0.1W" }))).toBe("carries-metadata");
    expect(fault(kind, make({ width: 1_001 }))).toBe("too-large-a-picture");
    // A second file behind it, a part missing, another file altogether.
    expect(fault(kind, Buffer.concat([make({}), Buffer.from("<script>")]))).toBe("not-a-picture");
    for (let length = 0; length < make({}).length; length += 1)
      expect(fault(kind, make({}).subarray(0, length))).toBe("not-a-picture");
    for (const [other, another] of Object.entries(made))
      if (other !== kind) expect(fault(kind, another({}))).toBe("not-a-picture");
  }
});

test("a PDF runs nothing, carries nothing and isn't locked, wherever its objects lie", () => {
  expect(fault("application/pdf", aPdf("<< /Type /Catalog >>"))).toBeUndefined();
  expect(fault("application/pdf", aPdf("<< /Title (JavaScript, Launch and XFA) >>"))).toBeUndefined();
  const acts = [
    "/S /JavaScript /JS (app.alert(1))",
    "/S /Launch",
    "/S/#4AavaScript",
    "/EmbeddedFiles 3 0 R",
    "/XFA 4 0 R",
  ];
  const packed = (words: string) => {
    const inside = deflateSync(Buffer.from(`1 0 << ${words} >>`));
    const head = `1 0 obj << /Type /ObjStm /Filter /FlateDecode /Length ${inside.length} >>\nstream\n`;
    return Buffer.concat([Buffer.from(`%PDF-1.7\n${head}`), inside, Buffer.from("\nendstream\nendobj\n%%EOF\n")]);
  };
  expect(fault("application/pdf", packed("/Type /Page"))).toBeUndefined();
  for (const words of acts) {
    expect(fault("application/pdf", aPdf(`<< ${words} >>`))).toBe("active");
    expect(fault("application/pdf", packed(words))).toBe("active");
  }
  expect(fault("application/pdf", aPdf("trailer << /Encrypt 5 0 R >>"))).toBe("locked");
  const twisted = packed("/Type /Page");
  twisted.fill(0xff, twisted.indexOf("stream\n") + 7, twisted.indexOf("stream\n") + 20);
  expect(fault("application/pdf", twisted)).toBe("unreadable");
  for (const bytes of ["", "<html>%PDF-1.7 %%EOF", "%PDF-1.7 without an end"])
    expect(fault("application/pdf", Buffer.from(bytes))).toBe("not-a-pdf");
});
