import type { PrintedCard, PrintedDocument } from "../print/index.ts";
import type { PreviewedPaper } from "../contract/index.ts";
import { composePaper } from "./care/billing/index.ts";
import { type Standing, StationeryError } from "./care/stationery/index.ts";
import type { Clock } from "./foundation/kernel/index.ts";
import { PrintError, printAside } from "./print-aside.ts";
import { cardLookOf, moneyLookOf, pageLookOf } from "./wire-stationery.ts";

const language = "en";
const patient = { name: "EXAMPLE, Nora", born: "12-Mar-1948", number: "P-000042" };
const number = "MAIN-2026-000123";
const code = "7K3Q-9MXW-2AHF";

/** Sets papers of made-up content, as an organisation would have them. */
export function printSamples({ now }: { readonly now: Clock }) {
  const print = printAside();
  return async (paper: PreviewedPaper, standing: Standing, organisation: string): Promise<Uint8Array> => {
    try {
      return (await print(sampleOf(paper, standing, organisation, now()))).bytes;
    } catch (error) {
      if (!(error instanceof PrintError)) throw error;
      throw new StationeryError("stationery/unsuitable", "this is more than can be printed", { cause: error });
    }
  };
}

function sampleOf(
  paper: PreviewedPaper,
  standing: Standing,
  organisation: string,
  madeAt: number,
): PrintedDocument | PrintedCard {
  switch (paper) {
    case "card":
    case "label":
      return {
        kind: paper,
        ...cardLookOf(standing, { kind: paper, organisation }),
        name: "Nora Example",
        born: paper === "label" ? `Born ${patient.born}` : undefined,
        number: patient.number,
        language,
        madeAt,
      };
    case "letter":
      return letter(standing, organisation, madeAt);
    case "invoice":
      return composePaper({
        ...common(standing, organisation, madeAt),
        kind: "invoice",
        lines: [
          line("Physiotherapy, first visit", 1, 150_000n, 0n, "VAT 20 %", 30_000n),
          line("Physiotherapy, session", 4, 400_000n, -40_000n, "VAT 20 %", 72_000n),
        ],
        paid: 200_000n,
        credited: 0n,
        open: 412_000n,
        credits: undefined,
        reason: undefined,
      });
    case "receipt":
      return composePaper({
        ...common(standing, organisation, madeAt),
        kind: "payment",
        amount: 200_000n,
        parts: [
          { method: "cash", amount: 50_000n, reference: undefined },
          { method: "card-terminal", amount: 150_000n, reference: "004711" },
        ],
        allocations: [{ number, amount: 150_000n }],
        advance: 50_000n,
        reason: undefined,
      });
  }
}

function line(text: string, quantity: number, amount: bigint, discount: bigint, name: string, tax: bigint) {
  return {
    text,
    quantity,
    base: amount / BigInt(quantity),
    discount,
    net: amount + discount,
    taxes: [{ name, amount: tax }],
  };
}

function common(standing: Standing, organisation: string, madeAt: number) {
  const look = moneyLookOf(standing) ?? {
    head: undefined,
    size: "A4" as const,
    margin: undefined,
    patientNumber: true,
    code: false,
  };
  return {
    look,
    organisation,
    letterhead: [],
    banner: [patient.name, `born ${patient.born}${look.patientNumber ? ` · No ${patient.number}` : ""}`],
    number,
    day: new Date(madeAt).toISOString().slice(0, 10),
    currency: "EUR",
    digits: 2,
    code,
    copyOf: undefined,
    madeAt,
  };
}

function letter(standing: Standing, organisation: string, madeAt: number): PrintedDocument {
  const { head, size = "A4", margin } = pageLookOf(standing);
  const by = head?.name ?? organisation;
  return {
    title: "An example of a letter",
    author: by,
    language,
    size,
    margin,
    head,
    madeAt,
    foot: `${by} · An example`,
    blocks: [
      ...(head === undefined ? [{ kind: "paragraph", tone: "strong", text: organisation } as const] : []),
      { kind: "lines", lines: ["Nora Example", "4 Quay Street", "Anytown"] },
      { kind: "heading", level: 1, text: "An example of a letter" },
      { kind: "paragraph", text: "Dear Nora Example," },
      {
        kind: "paragraph",
        text: "This is how letters, home-exercise sheets and reports look: the letterhead above on the first page, the line below on each of them.",
      },
      { kind: "heading", level: 2, text: "Exercises" },
      { kind: "list", items: ["Heel raises, ten times, twice a day", "Walking for twenty minutes"] },
      {
        kind: "table",
        heads: ["Exercise", "Mon", "Tue", "Wed"],
        rows: [["Heel raises", "", "", ""]],
        shares: [5, 1, 1, 1],
      },
      { kind: "paragraph", text: "Yours sincerely," },
    ],
  };
}
