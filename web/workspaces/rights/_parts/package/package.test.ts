import { expect, test } from "vitest";
import { faces } from "../../../../../print/index.ts";
import { parseKeepingDigits } from "../../../../app/api/digits.ts";
import type { Resource } from "../../../../app/api.ts";
import { fieldsOf, headOf } from "./describe-resource.ts";
import { filesNamedIn } from "./files-named-in.ts";
import { html } from "./html.ts";
import { packagePage } from "./package-page.ts";
import { addressOf, blocksOf } from "./print-package.ts";
import { readable } from "./readable.ts";
import { sealPackage } from "./seal-package.ts";

const pressure = parseKeepingDigits(`{
  "resourceType": "Observation", "id": "1", "status": "final", "effectiveDateTime": "2026-03-07",
  "code": {"coding": [{"code": "15074-8", "display": "Glucose"}]},
  "valueQuantity": {"value": 5.0, "unit": "mmol/L"},
  "note": [{"text": "before breakfast"}, {"text": "<b>fasting</b>"}]
}`) as Resource;

test("a record's head says when, what and how much, and its fields everything else, with the digits that were measured", () => {
  expect(headOf(pressure)).toEqual({ date: "2026-03-07", title: "Glucose", value: "5.0 mmol/L" });
  expect(fieldsOf(pressure)).toEqual([
    ["id", "1"],
    ["status", "final"],
    ["effective date time", "07-Mar-2026"],
    ["code, coding, code", "15074-8"],
    ["code, coding, display", "Glucose"],
    ["value quantity, value", "5.0"],
    ["value quantity, unit", "mmol/L"],
    ["note, 1, text", "before breakfast"],
    ["note, 2, text", "<b>fasting</b>"],
  ]);
});

test("files that lie beside a record are found by their addresses, and addresses elsewhere aren't", () => {
  const id = "0190f6c2-0000-7000-8000-000000000001";
  const content = ["Binary/", "https://here.test/fhir/Binary/", "https://here.test/Patient/"].map((place) => ({
    attachment: { url: `${place}${id}`, title: `Binary/${id}` },
  }));
  expect(filesNamedIn({ resourceType: "DocumentReference", content })).toEqual([id, id]);
});

test("people are headed by their names, messages by what they say", () => {
  const patient = { resourceType: "Patient", name: [{ family: "Halloran", given: ["Nora"] }] };
  expect(headOf(patient).title).toBe("HALLORAN, Nora");
  const message = { resourceType: "Communication", sent: "2026-03-07", payload: [{ contentString: "Please call." }] };
  expect(headOf(message as Resource)).toMatchObject({ date: "2026-03-07", title: "Please call." });
});

test("a document is read where it is text, and named where it isn't", () => {
  const document = (data: string) => fieldsOf({ resourceType: "Binary", data } as Resource)[0]?.[1];
  expect(document(btoa("Dear Nora"))).toBe("Dear Nora");
  expect(document(btoa("\u0000\u00ff"))).toBe("(a file; it is in the data)");
  expect(document("no base64!")).toBe("(a file; it is in the data)");
  // What a device sampled is no file.
  expect(document("2041 2043.5 -1 E L U 2037")).toBe("2041 2043.5 -1 E L U 2037");
});

test("text stays text in the page, in quotes too", () => {
  const evil = `"><script>alert('&')</script>`;
  expect(html`<p title="${evil}">${[html`<b>${1}</b>`]}</p>`.html).toBe(
    `<p title="&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;"><b>1</b></p>`,
  );
});

test("a sealed page tells nothing of what is in it, and a house's name can't break out of it", async () => {
  const sealed = await sealPackage({ html: "Nora Halloran", bundle: "{}", pdf: "" }, "correct horse battery");
  const page = packagePage(sealed, "</title><script>alert(1)</script>");
  expect(page).not.toContain("Nora");
  expect(page.match(/<script/g)).toHaveLength(2);
  expect((await sealPackage({ html: "", bundle: "", pdf: "" }, "correct horse battery")).salt).not.toBe(sealed.salt);
});

test("the page bears the letterhead, its logo within it, and words stay words", async () => {
  const contents = { title: "HALLORAN, Nora", about: "Everything.", parts: [] };
  const logo = { png: new Uint8Array([137, 80, 78, 71]), words: 'Logo of "Lake"' };
  const page = readable(contents, { name: "Lake <b>Physio</b>", lines: ["1 Quay"], foot: "Ring first", logo }).html;
  expect(page).toContain('<img src="data:image/png;base64,iVBORw==" alt="Logo of &quot;Lake&quot;">');
  expect(page).toContain("<strong>Lake &lt;b&gt;Physio&lt;/b&gt;</strong><br>1 Quay<br>Ring first");
  expect(readable(contents).html).not.toContain("<address>");
  const sealed = await sealPackage({ html: page, bundle: "{}", pdf: "" }, "correct horse battery");
  expect(packagePage(sealed, "Lake")).toContain("default-src 'none'");
  expect(packagePage(sealed, "Lake")).toContain("img-src data:;");
});

test("page and paper say the same, and each font that paper may need is in the app", () => {
  const contents = {
    title: "HALLORAN, Nora",
    about: "Everything.",
    parts: [
      {
        id: "Observation",
        title: "Observation",
        body: { kind: "records", records: [{ line: "Glucose", fields: [["status", "final"]] }] },
      },
      {
        id: "looks",
        title: "Who looked",
        body: { kind: "table", heads: ["Who"], rows: [["Dr Ada Okafor"]], shares: [1] },
      },
      { id: "former", title: "Former versions", body: { kind: "sentence", text: "Nothing was changed." } },
    ],
  } as const;
  const page = readable(contents).html;
  const paper = JSON.stringify(blocksOf(contents));
  for (const words of [
    "HALLORAN, Nora",
    "Everything.",
    "Glucose",
    "status",
    "final",
    "Who looked",
    "Dr Ada Okafor",
    "Nothing was changed.",
  ]) {
    expect(page).toContain(words);
    expect(paper).toContain(words);
  }
  for (const { file } of faces) expect(addressOf(file)).toMatch(/\.woff$/);
});
