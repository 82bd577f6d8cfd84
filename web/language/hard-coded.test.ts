import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";

/** Folders and files that say everything from their catalogs. Another one comes in as soon as it is done, and stays. */
const done = [
  "app/api",
  "app/session",
  "app/shell",
  "app/signing",
  "workspaces/accesses",
  "workspaces/account",
  "workspaces/administration",
  "workspaces/billing",
  "ui/clinical/{DatedText,StandingMark}.tsx",
  "ui/clinical/{alerts,allergies,dates,drug-line,interpretation,names,quantities,reference-range}.ts",
  "workspaces/chart",
  "workspaces/desk",
  "workspaces/enquiries",
  "workspaces/governance",
  "workspaces/home",
  "workspaces/messages",
  "workspaces/my-record/*.tsx",
  "workspaces/my-record/_parts/{AppointmentItem,Frame,RestrictedMark,WhoseRecord}.tsx",
  "workspaces/my-record/_parts/{appointment,note}-words.ts",
  "workspaces/oauth",
  "workspaces/people",
  "workspaces/proxies",
  "workspaces/public",
  "workspaces/reports",
  "workspaces/retention",
  "workspaces/rights/*.tsx",
  "workspaces/rights/_parts/*.ts",
  "workspaces/rights/_parts/*.tsx",
  "workspaces/rights/_parts/{erasure,letters,restriction}",
  "workspaces/rights/_parts/package/DownloadDialog.tsx",
  "workspaces/set-up",
  "workspaces/sign-in",
] as const;

/** What goes into a record, onto its papers, into files for programs or to the server: English, whatever its writer reads. */
const written = new Set([
  "workspaces/chart/_parts/notes/carry-forward.ts",
  "workspaces/chart/_parts/notes/templates.ts",
  "workspaces/chart/_parts/record/begin-chart.ts",
  "workspaces/chart/_parts/trends/download-series.ts",
  "workspaces/chart/therapy/movement/movement-observation.ts",
  "workspaces/chart/therapy/plan/exercise-sheet.ts",
]);

/** What people read or hear: an attribute or a property of this name. */
const readNames = new Set([
  "alt",
  "aria-label",
  "aside",
  "caption",
  "description",
  "empty",
  "group",
  "header",
  "label",
  "legend",
  "message",
  "nothingFoundMessage",
  "placeholder",
  "summary",
  "title",
  "words",
]);
/** Whose text is read out. */
const readBy = new Set(["announce"]);
/** Names and attributes that hold several words and are read by browsers. */
const machineNames = new Set(["accept", "autoComplete", "rel", "className", "d", "sizes", "style", "viewBox"]);
/** In the same letters in every language: what somebody types as an example, names of formats and of products, what only FHIR reads. */
const sameEverywhere = new Set([
  "hart ann",
  "hart 1948",
  "WB-100234",
  "SHA-256",
  "CSV",
  "PDF",
  "NIST SP 800-63B-4",
  "https://login.example.org",
  "https://app.example.org/callback",
  "https://app.example.org/launch",
  "category=laboratory",
  "wardbook ledger compare --entries",
  "wardbook ledger compare FILE",
  "wardbook verify COPY --key KEY --since FILE",
  '{"keys": [{"kty": "EC", "crv": "P-384", "kid": "2026-11", …}]}',
  "reasonCode, participant.actor …",
  "openid fhirUser",
  "Ctrl Enter",
  "Enter",
  "Esc",
  "MAIN",
  // In the record or on its papers, for whoever reads it.
  "Medical record number",
  "Moved back",
  "Progress note",
  "Exercises for home",
  "Laboratory",
  "Imaging",
  "EEG",
  "EMG",
  "Nerve conduction (NCV)",
  "Referral",
  "Photo",
  "Report from elsewhere",
  "Letter received",
  "Referral received",
  "Form or questionnaire",
  "Other",
  "Small picture of it",
  "From the note",
  "dose and frequency not recorded",
  "not recorded",
  // What a signature means, as it is signed.
  "I am the author and this note is complete.",
  "I am the author and this letter is complete.",
  "I have reviewed this.",
  "I witnessed what the patient decided.",
  "I witnessed that this was asked for.",
  // Names of what is cited, and what programs are told and say.
  "SNOMED CT",
  "NEWS2, Royal College of Physicians 2017: the range that scores 0, adults from 16",
  "NICE guideline NG136: clinic threshold, adults",
  "WHO classification, adults",
  "FILE --key KEY",
  "“Complete up to”",
  // Of a step that can't be, for whoever mends the app.
  "a draft that is",
  "I don’t recognise this:",
  // Compared, and said from a catalog.
  "NHS number",
  "the patient",
  "at once",
  "in person",
  // For whoever mends the app.
  "signed out",
  "I approve this.",
  "EEG report",
  "Nerve conduction report",
  "EMG report",
  "Speech and language, first visit",
  "Speech and language, session",
  "Physiotherapy, first visit",
  "Physiotherapy, follow-up",
]);
/** What is handed to these is read by browsers, or by whoever mends the app. */
const readByMachines = new Set(["querySelector", "querySelectorAll", "closest", "matches", "Error", "TypeError"]);

type Node = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";

const hasWord = (text: string) => /\p{L}{2}/u.test(text);
/** Two words in a row, which no key, path, code or unit has. */
const hasSentence = (text: string) => /\p{L}{2}[.,:;!?’]?\s+\p{L}{2}/u.test(text);

/** English that stands in code where a reader would see it. */
function saidIn(file: string, source: string): readonly string[] {
  const found: string[] = [];
  const tell = (node: Node, text: string) => {
    const words = text.trim().replaceAll(/\s+/g, " ");
    if (sameEverywhere.has(words)) return;
    found.push(`${file}:${source.slice(0, node.start).split("\n").length} ${words}`);
  };
  const look = (node: Node, isRead: boolean) => {
    const { type } = node;
    if (type.startsWith("TS") && isNode(node["expression"])) return look(node["expression"], isRead);
    if (type.startsWith("TS") || type.startsWith("Import") || type === "ExportAllDeclaration") return;
    if (type === "JSXText") {
      if (hasWord(String(node["value"]))) tell(node, String(node["value"]));
      return;
    }
    if (type === "Literal" && typeof node["value"] === "string") {
      const text = node["value"];
      if (isRead ? hasWord(text) : hasSentence(text)) tell(node, text);
      return;
    }
    if (type === "TemplateElement") {
      const { raw } = node["value"] as { readonly raw: string };
      if (isRead ? hasWord(raw) : hasSentence(raw)) tell(node, raw);
      return;
    }
    // What a call gives back is said elsewhere; what is given to it is a key, or a value that goes into a message.
    let reads = isRead && type !== "CallExpression" && type !== "BinaryExpression" && type !== "MemberExpression";
    // What stands between two tags is read, whichever of two it is.
    if (type === "JSXElement" || type === "JSXFragment") {
      for (const child of node["children"] as readonly Node[]) look(child, child.type === "JSXExpressionContainer");
      if (isNode(node["openingElement"])) look(node["openingElement"], false);
      return;
    }
    if (type === "JSXAttribute" || type === "Property") {
      const key = (node[type === "Property" ? "key" : "name"] ?? {}) as {
        readonly name?: unknown;
        readonly value?: unknown;
      };
      const name = String(key.name ?? key.value);
      if (machineNames.has(name)) return;
      reads = readNames.has(name);
    }
    if (type === "CallExpression" || type === "NewExpression") {
      const callee = node["callee"] as { readonly name?: string; readonly property?: { readonly name?: string } };
      if (readByMachines.has(callee.name ?? callee.property?.name ?? "")) return;
    }
    if (type === "CallExpression") reads = readBy.has(String((node["callee"] as { name?: unknown }).name));
    for (const [name, child] of Object.entries(node)) {
      // Whether it is one or the other, a condition is compared, and not read.
      const isOfIt = reads && name !== "test" && name !== "callee" && name !== "key" && name !== "name";
      for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) look(one, isOfIt);
    }
  };
  const { program, errors } = parseSync(file, source);
  expect(errors, file).toEqual([]);
  look(program as unknown as Node, false);
  return found;
}

const root = fileURLToPath(new URL("../", import.meta.url));

test.each(done)("%s says nothing in English but from its catalog", (folder) => {
  const files = globSync(/\.tsx?$/.test(folder) ? folder : `${folder}/**/*.{ts,tsx}`, { cwd: root }).filter(
    (file) => !/\.test\.tsx?$|\/words\/|-calls\.ts$/.test(file) && !written.has(file),
  );
  expect(files.length).toBeGreaterThan(0);
  expect(files.flatMap((file) => saidIn(file, readFileSync(`${root}${file}`, "utf8")))).toEqual([]);
});

test.each([
  ["a text", `<b>Book</b>`],
  ["a label", `<TextInput label="Day" />`],
  ["one of two words", `<b>{isOn ? say("on") : "Off"}</b>`],
  ["one of two labels", `<Button aria-label={isOn ? say("on") : "Off"} />`],
  ["what is put together", "<Button aria-label={`Book ${time}`} />"],
  ["a heading of a table", `const columns = [{ key: "sex", header: "Sex" }]`],
  ["a sentence anywhere", `const fault = "Find the patient."`],
  ["what is read out", `announce("Kept")`],
])("%s that isn't in a catalog is found", (_what, code) => {
  expect(saidIn("one.tsx", code)).toHaveLength(1);
});

test("what is said from a catalog, and what machines read, is let be", () => {
  const code = `<Button className="wb-mirrored big one" autoComplete="street-address home" aria-label={say("bookAt", { time })} data-x="a-b">
    {say("book")} · {clockText(minute)}
  </Button>`;
  expect(saidIn("one.tsx", code)).toEqual([]);
});
