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

const objectStream = (
  words: string,
  { dictionary = "", keyword = "stream\n", filter = "/FlateDecode", type = "/Type /ObjStm " } = {},
) => {
  const inside = deflateSync(Buffer.from(`1 0 << ${words} >>`));
  const head = `1 0 obj << ${type}/N 1 /First 4 ${dictionary} /Filter ${filter} /Length ${inside.length} >>\n${keyword}`;
  return Buffer.concat([
    Buffer.from(`%PDF-1.7\n${head}`, "latin1"),
    inside,
    Buffer.from("\nendstream\nendobj\n%%EOF\n"),
  ]);
};
const script = "/S /JavaScript /JS (app.alert(1))";
const harmless = deflateSync(Buffer.from("1 0 << >>")).toString("latin1");

test("an object stream is looked into however it is written down, or the PDF isn't taken", () => {
  const hidden = [
    // Far from its type; behind a word that looks like its beginning; in a comment's or a text's company.
    objectStream(script, { dictionary: `/X (${"x".repeat(900)})` }),
    objectStream(script, { dictionary: `/X (stream\n${harmless.replace(/[()\\]/g, "\\$&")})` }),
    objectStream(script, { dictionary: "% >> stream\n" }),
    // Readers find objects where no type is said, or where it is said elsewhere.
    objectStream(script, { type: "" }),
    objectStream(script, { type: "/Type 9 0 R " }),
    objectStream(script, { type: "/#54ype /#4fbjStm " }),
  ];
  for (const bytes of hidden) expect(fault("application/pdf", bytes)).toBe("active");
  const odd = [
    objectStream(script, { dictionary: "/DecodeParms << /Predictor 12 /Columns 4 >>" }),
    objectStream(script, { filter: "[/ASCIIHexDecode /FlateDecode]" }),
    objectStream(script, { filter: "/LZWDecode" }),
    objectStream(script, { filter: "9 0 R" }),
    objectStream(script, { keyword: "stream\r" }),
    objectStream(script, { keyword: "stream  \n" }),
    objectStream(script, { dictionary: "/Filter /FlateDecode" }),
  ];
  for (const bytes of odd) expect(fault("application/pdf", bytes)).toBe("unreadable");
  const usual = ["/FlateDecode", "[/FlateDecode]", "[ /FlateDecode ]"].map((filter) =>
    objectStream("/Type /Page", { filter }),
  );
  for (const bytes of usual) expect(fault("application/pdf", bytes)).toBeUndefined();
  // Within another object's words, where the file may say that one begins.
  const inText = Buffer.concat([
    Buffer.from("%PDF-1.7\n2 0 obj << /X ("),
    objectStream(script),
    Buffer.from(") >> endobj\n%%EOF"),
  ]);
  expect(["active", "unreadable"]).toContain(fault("application/pdf", inText));
});

test("a PDF carries no file and fetches none, whatever names it, and ends where it ends", () => {
  const acts = [
    "/Subtype /FileAttachment",
    "/AF [<< /F (a.exe) /EF << /F 3 0 R >> >>]",
    "/AF [<< /F (a.exe) /EF%\n4 0 R >>]",
    "/E#46 5 0 R",
    "/S /GoToR /F (\\\\\\\\elsewhere\\\\a.pdf)",
    "/Subtype /Movie",
  ];
  for (const words of acts) {
    expect(fault("application/pdf", aPdf(`<< ${words} >>`))).toBe("active");
    expect(fault("application/pdf", objectStream(words))).toBe("active");
  }
  expect(fault("application/pdf", aPdf("<< /Length 0 /F (elsewhere.pdf) >> stream\n\nendstream"))).toBe("active");
  expect(fault("application/pdf", aPdf("<< /F 4 /EFoo 5 >>"))).toBeUndefined();
  for (const behind of ["<script>", "PK\x05\x06"])
    expect(fault("application/pdf", Buffer.concat([aPdf("<< >>"), Buffer.from(behind)]))).toBe("not-a-pdf");
  expect(fault("application/pdf", Buffer.concat([aPdf("<< >>"), Buffer.from("\r\n\0")]))).toBeUndefined();
});

test("a PDF made to be looked at for ever is not taken, and soon", () => {
  const begun = "%PDF-1.7\n";
  for (const again of ["obj<<", "obj%", "obj<</A ", "/EF%", "obj<<(", "obj<<[", "1 0 obj<</A<<>>>> "]) {
    const bytes = Buffer.from(`${begun}${again.repeat(400_000)}\n%%EOF`);
    expect([undefined, "unreadable"]).toContain(fault("application/pdf", bytes));
  }
});

test("the parts of a picture are as long as they have to be: nothing else is put into them, and no second picture", () => {
  const jpeg = aJpeg({});
  const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
  const withSegment = (marker: number, data: Buffer) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(data.length + 2, 2);
    return Buffer.concat([jpeg.subarray(0, scan), head, data, jpeg.subarray(scan)]);
  };
  expect(fault("image/jpeg", withSegment(0xdd, Buffer.from([0, 4])))).toBeUndefined();
  const larger = Buffer.from([8, 0xff, 0xff, 0xff, 0xff, 1, 1, 0x11, 0]);
  for (const [marker, data] of [
    [0xdd, Buffer.from("51.5N 0.1W")],
    [0xdb, Buffer.from("51.5N 0.1W")],
    [0xc4, Buffer.from("51.5N 0.1W and more")],
    [0xc0, larger],
  ] as const)
    expect(fault("image/jpeg", withSegment(marker, data))).toBe("not-a-picture");
  const png = aPng({});
  const withChunk = (kind: string, data: string) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const whole = Buffer.concat([length, Buffer.from(kind + data, "latin1"), Buffer.alloc(4)]);
    const at = kind === "IEND" ? png.length - 12 : 33;
    return Buffer.concat([png.subarray(0, at), whole, png.subarray(kind === "IEND" ? png.length : at)]);
  };
  for (const kind of ["gAMA", "cHRM", "sRGB", "sBIT", "pHYs", "IEND"])
    expect(fault("image/png", withChunk(kind, `51.5N 0.1W ${".".repeat(40)}`))).toBe("not-a-picture");
  expect(fault("image/png", withChunk("gAMA", "\0\0\xb1\x8f"))).toBeUndefined();
  const webp = aWebp({});
  const twice = Buffer.concat([webp, webp.subarray(12)]);
  twice.writeUInt32LE(twice.length - 8, 4);
  expect(fault("image/webp", twice)).toBe("not-a-picture");
});
