import { type Minor, amountText, sumOf } from "../../../foundation/money/index.ts";
import type { Block, PrintedDocument } from "../../../../print/index.ts";
import type { InvoiceFacts, PaperFacts, ReceiptFacts } from "./paper-facts.ts";

const titles = {
  invoice: "Invoice",
  "credit-note": "Credit note",
  payment: "Receipt",
  refund: "Receipt for money given back",
} as const;

const methodWords: Readonly<Record<string, string>> = {
  cash: "Cash",
  "card-terminal": "Card, at the terminal",
  upi: "UPI",
  cheque: "Cheque",
  online: "Online",
  transfer: "Bank transfer",
  advance: "From what was paid in advance",
};

/** A paper about money: whose, from whom, what for, and by what it can be checked. */
export function composePaper(facts: PaperFacts): PrintedDocument {
  const { look, organisation, letterhead, banner, number, day, code, copyOf, madeAt } = facts;
  const title = `${titles[facts.kind]} ${number}`;
  const body = "lines" in facts ? invoiceBody(facts) : receiptBody(facts);
  return {
    title: copyOf === undefined ? title : `${title}, copy`,
    author: organisation,
    language: "en",
    size: look.size,
    margin: look.margin,
    head: look.head,
    madeAt,
    foot: `${look.head?.name ?? organisation} · ${number} · ${code}${copyOf === undefined ? "" : " · copy"}`,
    blocks: [
      ...(look.head === undefined ? headBlocks(organisation, letterhead) : []),
      { kind: "heading", level: 1, text: title },
      ...(copyOf === undefined
        ? []
        : [{ kind: "paragraph", tone: "strong", text: `Copy. First printed on ${dayWords(copyOf)}.` } as const]),
      { kind: "lines", lines: [...banner, dayWords(day)] },
      ...body,
      checkBlock(facts),
    ],
  };
}

function headBlocks(organisation: string, letterhead: readonly string[]): readonly Block[] {
  return [
    { kind: "paragraph", tone: "strong", text: organisation },
    ...(letterhead.length === 0 ? [] : [{ kind: "lines", lines: letterhead, tone: "small" } as const]),
  ];
}

function checkBlock({ look, number, code }: PaperFacts): Block {
  const text = `Verification code ${code}. With it and the number above we can tell whether this paper says what our books say.`;
  return look.code
    ? { kind: "code", text: `${number} ${code}`, words: text }
    : { kind: "paragraph", tone: "small", text };
}

function invoiceBody(facts: InvoiceFacts): readonly Block[] {
  const { kind, lines, credits, reason, paid, credited, open } = facts;
  const say = sayIn(facts);
  const isDiscounted = lines.some(({ discount }) => discount !== 0n);
  const taxes = new Map<string, Minor>();
  for (const { name, amount } of lines.flatMap((one) => one.taxes)) taxes.set(name, (taxes.get(name) ?? 0n) + amount);
  const gross = sumOf(lines.map(({ net, taxes: its }) => net + sumOf(its.map(({ amount }) => amount))));
  const sums: [string, string][] = [
    ...(taxes.size === 0 ? [] : [["Before tax", say(sumOf(lines.map(({ net }) => net)))] as [string, string]]),
    ...[...taxes].map(([name, amount]): [string, string] => [name, say(amount)]),
    [kind === "credit-note" ? "Credited" : "Total", say(gross)],
    ...(kind === "credit-note"
      ? []
      : [
          ...(paid === 0n ? [] : [["Paid", say(paid)] as [string, string]]),
          ...(credited === 0n ? [] : [["Credited", say(credited)] as [string, string]]),
          ["To pay", say(open)] as [string, string],
        ]),
  ];
  return [
    ...(credits === undefined ? [] : [words(`For invoice ${credits}.${reason === undefined ? "" : ` ${reason}`}`)]),
    isNarrow(facts)
      ? narrowLines(facts)
      : {
          kind: "table",
          heads: ["What", "How many", "Price", ...(isDiscounted ? ["Discount"] : []), "Tax", "Amount"],
          rows: lines.map(({ text, quantity, base, discount, net, taxes: its }) => [
            text,
            String(quantity),
            say(base),
            ...(isDiscounted ? [discount === 0n ? "" : say(-discount)] : []),
            its.map(({ name }) => name).join(", "),
            say(net),
          ]),
          shares: isDiscounted ? [5, 1.6, 2, 2, 1.8, 2] : [5, 1.6, 2, 1.8, 2],
          figures: isDiscounted ? [1, 2, 3, 5] : [1, 2, 4],
        },
    {
      kind: "table",
      heads: ["Sum", `Amount in ${facts.currency}`],
      rows: sums,
      shares: isNarrow(facts) ? [5, 3] : [5, 2],
      figures: [1],
    },
  ];
}

/** On a roll, and on small paper, columns have no room beside one another. */
function isNarrow({ look }: PaperFacts): boolean {
  return look.size === "ROLL80";
}

function narrowLines(facts: InvoiceFacts): Block {
  const say = sayIn(facts);
  const rows = facts.lines.map(({ text, quantity, base, discount, net, taxes }): [string, string] => {
    const beside = [
      ...(quantity === 1 ? [] : [`${quantity} × ${say(base)}`]),
      ...(discount === 0n ? [] : [`discount ${say(-discount)}`]),
      ...taxes.map(({ name }) => name),
    ];
    return [beside.length === 0 ? text : `${text}\n${beside.join(", ")}`, say(net)];
  });
  return { kind: "table", heads: ["What", "Amount"], rows, shares: [5, 2], figures: [1] };
}

function receiptBody(facts: ReceiptFacts): readonly Block[] {
  const { kind, amount, parts, allocations, advance, reason } = facts;
  const say = sayIn(facts);
  return [
    words(
      kind === "refund"
        ? `We gave back ${say(amount)} ${facts.currency}.${reason === undefined ? "" : ` ${reason}`}`
        : `Received with thanks: ${say(amount)} ${facts.currency}.`,
    ),
    isNarrow(facts)
      ? {
          kind: "table",
          heads: ["How", "Amount"],
          rows: parts.map(({ method, reference, amount: its }) => [
            [methodWords[method] ?? method, ...(reference === undefined ? [] : [reference])].join("\n"),
            say(its),
          ]),
          shares: [5, 2],
          figures: [1],
        }
      : {
          kind: "table",
          heads: ["How", "Reference", "Amount"],
          rows: parts.map((part) => [methodWords[part.method] ?? part.method, part.reference ?? "", say(part.amount)]),
          shares: [4, 3, 2],
          figures: [2],
        },
    ...(allocations.length === 0 && advance === 0n
      ? []
      : [
          {
            kind: "table",
            heads: ["What for", "Amount"],
            rows: [
              ...allocations.map((one): [string, string] => [`Invoice ${one.number}`, say(one.amount)]),
              ...(advance === 0n ? [] : [["Kept in advance", say(advance)] as [string, string]]),
            ],
            shares: [7, 2],
            figures: [1],
          } as const,
        ]),
  ];
}

function words(text: string): Block {
  return { kind: "paragraph", text };
}

/** "1,250.00": thousands apart, with all digits. */
function sayIn({ digits }: { readonly digits: number }): (amount: Minor) => string {
  return (amount) => {
    const [whole = "", fraction] = amountText(amount, digits).split(".");
    const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
    return fraction === undefined ? grouped : `${grouped}.${fraction}`;
  };
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** 07-Mar-2026 */
export function dayWords(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return `${date}-${months[Number(month) - 1] ?? month}-${year}`;
}
