import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere, overflow } from "./support/audit.ts";
import { chartSection, findPatient, openSection } from "./support/chart.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signIn } from "./support/door.ts";
import { proveBoth } from "./support/note.ts";
import { fhirAs } from "./support/session.ts";
import { type Window, openWindow } from "./support/window.ts";

// Files of one chart, from the camera's picture to the report that came as a PDF. Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let windows: Record<"clinician" | "desk", Window>;
let page: Page;
let account: Account;

const pictures = process.env["WARDBOOK_JOURNEYS_PICTURES"];
async function look(name: string): Promise<void> {
  if (pictures === undefined) return;
  for (const [scheme, width] of [
    ["light", 1280],
    ["dark", 380],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${pictures}/${name}-${scheme}-${width}.png` });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: "light" });
}

/** A picture as a telephone takes it: with the place where it was taken. */
async function aPhoto(): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = 3200;
    canvas.height = 1800;
    const context = canvas.getContext("2d");
    if (context === null) return "";
    context.fillStyle = "#b0785a";
    context.fillRect(0, 0, 3200, 1800);
    context.fillStyle = "#7a3b2e";
    context.fillRect(1200, 500, 700, 700);
    return canvas.toDataURL("image/jpeg", 0.8).split(",")[1] ?? "";
  });
  const jpeg = Buffer.from(base64, "base64");
  const said = Buffer.from("Exif\0\0GPS 51.5074N 0.1278W");
  const segment = Buffer.from([0xff, 0xe1, 0, said.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), segment, said, jpeg.subarray(2)]);
}
const aPdf = () => Buffer.from("%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");

const chooser = () => page.locator("input[type=file]");
const dialog = (name: string) => page.getByRole("dialog", { name });
const file = (name: RegExp) => page.getByRole("main").getByRole("button", { name });

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  const open = () => openWindow(browser, clinic.origin, { refusals: [/^\/fhir/, /^\/api\/letters$/] });
  windows = { clinician: await open(), desk: await open() };
  page = windows.clinician.page;
  account = await clinic.account("clinician", "Maud", "Ferrier");
  await signIn(page, account);
  await findPatient(page, clinic.patient);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

test("a photo is chosen, named and added; where it was taken stays on the device", async () => {
  await page.keyboard.press("f");
  await page.getByRole("heading", { name: "Files", level: 1 }).waitFor();
  await page.getByText("No file yet.").waitFor();
  await chooser()
    .last()
    .setInputFiles({ name: "IMG_2031.jpg", mimeType: "image/jpeg", buffer: await aPhoto() });
  const adding = dialog("Add a file");
  await adding.locator("img").waitFor();
  await adding.getByRole("button", { name: "Add to the chart" }).click();
  await adding.getByText("Say what it is.").waitFor();
  await adding.getByLabel("Title").fill("Swelling, left knee");
  await adding.getByLabel("Place on the body, if any").fill("Left knee, front");
  expect(await faultsEverywhere(page)).toEqual([]);
  await look("adding");
  await adding.getByLabel("Taken on").press("Enter");
  await file(/Swelling, left knee.*Photo · Left knee, front/).waitFor();
  const found = await fhirAs(page, "DocumentReference?category=urn:wardbook:document|attachment");
  const id = /"url":"Binary\/([0-9a-f-]+)"/.exec(found.body)?.[1] ?? "";
  const kept = await page.context().request.get(`/fhir/Binary/${id}`, { headers: { accept: "image/jpeg" } });
  const { "content-type": type, "content-disposition": how, "content-security-policy": policy } = kept.headers();
  expect([type, how?.split(";")[0], kept.headers()["x-content-type-options"]]).toEqual([
    "image/jpeg",
    "attachment",
    "nosniff",
  ]);
  expect(policy).toContain("sandbox");
  const bytes = await kept.body();
  expect([bytes.subarray(0, 3).toString("hex"), bytes.includes("GPS"), bytes.length > 4_000]).toEqual([
    "ffd8ff",
    false,
    true,
  ]);
});

test("a file that could not be sent stays with what was said of it, and is sent again", async () => {
  await page.context().setOffline(true);
  await chooser().last().setInputFiles({ name: "Consent.pdf", mimeType: "application/pdf", buffer: aPdf() });
  const adding = dialog("Add a file");
  await adding.getByLabel("Title").fill("Consent form, signed");
  await adding.getByRole("button", { name: "Add to the chart" }).click();
  await adding.getByText("Not in the chart yet: Consent form, signed.").waitFor();
  await page.keyboard.press("Escape");
  const aside = page.getByRole("status").filter({ hasText: "Not in the chart yet" });
  await aside.getByText("Consent form, signed").waitFor();
  await look("not-sent");
  await page.context().setOffline(false);
  await aside.getByRole("button", { name: "Go on" }).click();
  expect(await adding.getByLabel("Title").inputValue()).toBe("Consent form, signed");
  await adding.getByRole("button", { name: "Add to the chart" }).click();
  await file(/Consent form, signed/).waitFor();
  await aside.waitFor({ state: "hidden" });
});

test("what isn't a picture or a PDF is refused by name, and what fits is dropped and pasted", async () => {
  await chooser()
    .last()
    .setInputFiles([
      { name: "notes.docx", mimeType: "application/msword", buffer: Buffer.from("PK") },
      { name: "Discharge_letter.pdf", mimeType: "application/pdf", buffer: aPdf() },
    ]);
  const adding = dialog("Add files");
  await adding.getByRole("alert").getByText("“notes.docx” isn’t a picture or a PDF.").waitFor();
  expect(await adding.getByLabel("Title of file 2").inputValue()).toBe("Discharge letter");
  await adding.getByRole("button", { name: "Add to the chart" }).click();
  await adding.getByText("Discharge letter").waitFor({ state: "hidden" });
  await page.keyboard.press("Escape");
  await file(/Discharge letter/).waitFor();
  const photo = (await aPhoto()).toString("base64");
  for (const way of ["drop", "paste"] as const) {
    await page.evaluate(
      ([base64, event]) => {
        const data = new DataTransfer();
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], `Gait by ${event}.jpg`, { type: "image/jpeg" }));
        const target = document.querySelector("main ul") ?? document.body;
        if (event === "paste")
          document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        else target.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
      },
      [photo, way] as const,
    );
    await dialog("Add a file").locator("img").waitFor();
    await dialog("Add a file").getByRole("button", { name: "Add to the chart" }).click();
    await file(new RegExp(`Gait by ${way}`)).waitFor();
  }
  expect(await faultsEverywhere(page)).toEqual([]);
  await look("files");
});

test("files are opened and put away by keyboard, and a mistake is said to be one", async () => {
  await page.getByRole("heading", { name: "Files", level: 1 }).focus();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const viewer = dialog("Gait by paste");
  await viewer.getByRole("img", { name: "Gait by paste" }).waitFor();
  await viewer.getByText(/added .* by Maud Ferrier/).waitFor();
  await page.keyboard.press("ArrowRight");
  await dialog("Gait by drop").getByRole("img", { name: "Gait by drop" }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await look("viewer");
  await dialog("Gait by drop").getByRole("button", { name: "A mistake…" }).click();
  await dialog("Gait by drop").getByRole("button", { name: "Yes: “Gait by drop” is a mistake" }).click();
  await file(/Gait by drop/).waitFor({ state: "detached" });
  await page.keyboard.press("8");
  await page.getByRole("heading", { name: "Notes", level: 1 }).waitFor();
  expect(await page.getByRole("main").getByText("Gait by paste").count()).toBe(0);
});

test("a result carries the report as it came, and opens from orders and from results", async () => {
  await openSection(page, "Orders", "Orders");
  const form = page.getByRole("form", { name: "Ask for a test or refer" });
  await form.getByRole("textbox", { name: "What", exact: true }).fill("MRI, left knee");
  await form.getByRole("button", { name: "Ask for it" }).click();
  await page.getByRole("button", { name: "Result… of MRI, left knee" }).click();
  const result = dialog("Result of “MRI, left knee”");
  await result.locator("input[type=file]").setInputFiles({
    name: "MRI report.pdf",
    mimeType: "application/pdf",
    buffer: aPdf(),
  });
  await result.getByRole("button", { name: "Leave out MRI report.pdf" }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await look("result");
  await result.getByRole("button", { name: "Record the result" }).click();
  const row = page.getByRole("row", { name: /^MRI, left knee/ });
  await row.getByRole("button", { name: "MRI report.pdf" }).click();
  await dialog("MRI report.pdf").getByRole("button", { name: "Save a copy" }).waitFor();
  expect(await overflow(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await openSection(page, "Results", "Results");
  await page.getByRole("region", { name: "Came as files" }).getByRole("button", { name: "MRI report.pdf" }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("a letter has what was typed and ticked and nothing else, survives a reload, and is signed with its paper", async () => {
  await openSection(page, "Notes", "Notes");
  await page.getByRole("link", { name: "Write a letter" }).click();
  await page.getByRole("textbox", { name: "To", exact: true }).fill("Dr Ines Duarte");
  await page.getByRole("textbox", { name: "Address, as it stands on the paper" }).fill("Knee clinic\n1 Quay");
  await page.getByRole("textbox", { name: "Subject" }).fill("Left knee");
  await page.getByRole("textbox", { name: "Letter", exact: true }).fill("Dear colleague,\n\nplease see this knee.");
  const problems = page.getByRole("group", { name: "Problems" }).getByRole("checkbox");
  const words = page.getByRole("region", { name: "The letter as it goes out" });
  expect(await words.innerText()).not.toContain("Problems:");
  await problems.first().check();
  await words.getByText(/Problems:/).waitFor();
  expect(((await words.innerText()).match(/^- /gm) ?? []).length).toBe(1);
  await page.getByText("Not signed yet. Kept on this device").waitFor();
  await page.reload();
  await words.getByText(/please see this knee/).waitFor();
  expect(await problems.first().isChecked()).toBe(true);
  expect(await faultsEverywhere(page)).toEqual([]);
  await look("letter");
  await page.getByRole("button", { name: "Sign…" }).click();
  const signing = dialog("Sign this letter");
  await signing.getByText("This signature takes a fresh proof").waitFor();
  await look("signing");
  await signing.getByRole("button", { name: "Sign", exact: true }).click();
  await proveBoth(page, account);
  const letter = page.getByRole("article", { name: "Left knee, to Dr Ines Duarte" });
  await letter.getByText("Dr Ines Duarte").first().waitFor();
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    letter.getByRole("button", { name: "Save the PDF" }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe("Left knee to Dr Ines Duarte.pdf");
  if (pictures !== undefined) await saved.saveAs(`${pictures}/letter.pdf`);
  await letter.getByText(/^Checked \d\d:\d\d:\d\d/).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await look("signed");
  await openSection(page, "Orders", "Orders");
  await page.getByRole("row", { name: /^Left knee, to Dr Ines Duarte.*Referral/ }).waitFor();
});

test("the front desk finds no files, by the app or past it", async () => {
  const { page: desk } = windows.desk;
  await signIn(desk, await clinic.account("front-desk", "Tove", "Lind"));
  await findPatient(desk, clinic.patient);
  expect(await chartSection(desk, "Files").count()).toBe(0);
  for (const path of ["Binary", "DocumentReference?category=urn:wardbook:document|attachment"])
    expect((await fhirAs(desk, path)).status).toBe(403);
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect([windows.clinician.complaints, windows.desk.complaints]).toEqual([[], []]);
});
