import { randomUUID } from "node:crypto";
import type { Locator, Page } from "playwright-core";
import { type Random, below, oneOf } from "../../support/random.ts";
import type { Desk } from "./desk.ts";

/** What stands on the page at one moment: read in one go, so that words and state belong together. */
export interface Shown {
  /** By field. */
  readonly values: Readonly<Record<string, string>>;
  /** The form says that all of this is on the device, or on the server. */
  readonly saidKept: boolean;
  readonly saidOnServer: boolean;
  /** Where the words are, in the page's own. */
  readonly said: string;
}

/** One form that somebody fills in. */
export interface Form {
  readonly kind: "registration" | "booking" | "note";
  /** What is typed, in order, by field. */
  readonly words: readonly (readonly [field: string, text: string])[];
  /** Goes to the form, empty or as it was left. */
  open(page: Page): Promise<void>;
  /** Waits until what was left is there, was sent by itself, or nothing of it is. */
  resume(page: Page): Promise<"there" | "done" | "nothing">;
  /** What comes before typing, where it isn't there yet. */
  begin(page: Page): Promise<void>;
  field(page: Page, name: string): Locator;
  shown(page: Page): Promise<Shown>;
  /** Undefined of what is only kept. */
  readonly submit: ((page: Page) => Promise<void>) | undefined;
  /** Until the page says that it is done. */
  done(page: Page): Promise<void>;
}

const syllables = ["ba", "ler", "min", "to", "sha", "quor", "vel", "ny", "dra", "po", "ith", "gan"] as const;

function someWords(random: Random, count: number): string {
  const word = () => Array.from({ length: 2 + below(random, 2) }, () => oneOf(random, syllables)).join("");
  return Array.from({ length: count }, word).join(" ");
}

/** A family name that nobody else has. */
function aName(random: Random, round: number): string {
  const name = `${someWords(random, 1)}${round.toString(26).replaceAll(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)] ?? "")}`;
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

const labels: Readonly<Record<string, string>> = {
  family: "Family name",
  given: "Given names",
  line: "Address",
  city: "Town",
  kinName: "Next of kin",
  day: "Day",
  time: "Time",
  title: "Title",
  text: "Text",
};

function fieldOf(page: Page, name: string): Locator {
  return page.getByRole("textbox", { name: labels[name] ?? name, exact: true }).first();
}

/** A state and all values of one moment: this file has no types of the browser, so it is asked in its own words. */
async function read(page: Page, state: string, names: readonly string[]) {
  const script = `(() => {
    const labelled = (name) => [...document.querySelectorAll("label")].find((label) => label.textContent.replace(" *", "").trim() === name);
    const value = (name) => document.getElementById(labelled(name)?.htmlFor ?? "")?.value ?? "";
    return { state: [...document.querySelectorAll(${JSON.stringify(state)})].map((one) => one.textContent).join(" "),
      values: ${JSON.stringify(names.map((name) => labels[name] ?? name))}.map(value) };
  })()`;
  const { state: said, values } = await page.evaluate<{ state: string; values: string[] }>(script);
  return { said, values: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""])) };
}

/** Whichever of some things is there first. */
async function first<T extends string>(
  page: Page,
  seen: readonly (readonly [T, () => Promise<boolean>])[],
  most: number,
) {
  for (const end = performance.now() + most; performance.now() < end; ) {
    for (const [name, isThere] of seen) if (await isThere()) return name;
    await page.waitForTimeout(50);
  }
  return undefined;
}

const patientPage = /\/patients\/[0-9a-f-]{36}$/;
const patience = 60_000;

export function aRegistration({ origin }: Desk, random: Random, round: number): Form {
  const names = ["family", "given", "line", "city", "kinName"] as const;
  const words = [
    ["family", aName(random, round)],
    ["given", someWords(random, 2)],
    ["line", someWords(random, 6)],
    ["city", someWords(random, 2)],
    ["kinName", someWords(random, 3)],
  ] as const;
  return {
    kind: "registration",
    words,
    field: fieldOf,
    async open(page) {
      await page.goto(`${origin}/patients/new`);
      await fieldOf(page, "family").waitFor();
    },
    async resume(page) {
      const found = await first(
        page,
        [
          ["done", () => Promise.resolve(patientPage.test(page.url()))],
          [
            "there",
            async () =>
              (await fieldOf(page, "family")
                .inputValue({ timeout: 500 })
                .catch(() => "")) !== "",
          ],
        ],
        8_000,
      );
      // On its way from an earlier window: it goes out again by itself.
      if (
        found === "there" &&
        (await fieldOf(page, "family")
          .isDisabled()
          .catch(() => true))
      ) {
        await page.waitForURL(patientPage, { timeout: patience });
        return "done";
      }
      return found ?? "nothing";
    },
    begin: () => Promise.resolve(),
    async shown(page) {
      const { said, values } = await read(page, "form [role=status]", names);
      return { values, said, saidKept: said.includes("kept on this device"), saidOnServer: false };
    },
    submit: (page) => page.getByRole("button", { name: "Register", exact: true }).click(),
    async done(page) {
      await page.waitForURL(patientPage, { timeout: patience });
    },
  };
}

const dialogOf = (page: Page) => page.getByRole("dialog", { name: "Book" });

export function aBooking({ origin }: Desk, round: number): Form {
  const day = new Date(Date.UTC(2031, 0, 1 + round));
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const dayText = `${String(day.getUTCDate()).padStart(2, "0")}-${months[day.getUTCMonth()] ?? ""}-${day.getUTCFullYear()}`;
  const words = [
    ["day", dayText],
    ["time", "10:40"],
  ] as const;
  return {
    kind: "booking",
    words,
    field: (page, name) => dialogOf(page).getByRole("textbox", { name: labels[name] ?? name, exact: true }),
    async open(page) {
      await page.goto(`${origin}/calendar`);
      await page.getByRole("button", { name: "Book", exact: true }).first().waitFor();
    },
    async resume(page) {
      const goOn = page.getByRole("button", { name: "Go on", exact: true });
      const found = await first(
        page,
        [
          ["sent", () => dialogOf(page).isVisible()],
          ["there", () => goOn.isVisible()],
        ],
        8_000,
      );
      if (found === "there") {
        await goOn.click();
        await dialogOf(page).waitFor();
        return "there";
      }
      if (found === undefined) return "nothing";
      await dialogOf(page).waitFor({ state: "hidden", timeout: patience });
      return "done";
    },
    async begin(page) {
      if (!(await dialogOf(page).isVisible()))
        await page.getByRole("button", { name: "Book", exact: true }).first().click();
      const patient = dialogOf(page).getByRole("combobox", { name: "Patient" });
      await patient.waitFor();
      if ((await patient.inputValue()) === "") {
        await patient.fill("Okonedo");
        await page
          .getByRole("option", { name: /OKONEDO/ })
          .first()
          .click();
      }
    },
    async shown(page) {
      const { said, values } = await read(page, "[role=dialog] [role=status]", ["day", "time"]);
      return { values, said, saidKept: /kept on this device/i.test(said), saidOnServer: false };
    },
    submit: (page) => dialogOf(page).getByRole("button", { name: "Book", exact: true }).click(),
    async done(page) {
      await dialogOf(page).waitFor({ state: "hidden", timeout: patience });
    },
  };
}

export function aNoteDraft({ origin, patient }: Desk, random: Random): Form & { readonly draft: string } {
  const draft = randomUUID();
  const words = [
    ["title", someWords(random, 3)],
    ["text", `${someWords(random, 12)}. ${someWords(random, 12)}.`],
  ] as const;
  return {
    kind: "note",
    draft,
    words,
    field: fieldOf,
    async open(page) {
      await page.goto(`${origin}/patients/${patient}/notes/write/${draft}`);
      await fieldOf(page, "text").waitFor();
    },
    async resume(page) {
      const found = await first(
        page,
        [["there", async () => (await fieldOf(page, "title").inputValue()) !== ""]],
        8_000,
      );
      return found ?? "nothing";
    },
    begin: () => Promise.resolve(),
    async shown(page) {
      const { said, values } = await read(page, "[data-save-state]", ["title", "text"]);
      const saidOnServer = /^Saved \d\d:\d\d:\d\d/.test(said);
      return { values, said, saidKept: saidOnServer || said.startsWith("Saved here"), saidOnServer };
    },
    submit: undefined,
    async done(page) {
      const saved = page.locator("[data-save-state=saved]").filter({ hasText: /^Saved \d/ });
      await saved.waitFor({ timeout: patience });
    },
  };
}
