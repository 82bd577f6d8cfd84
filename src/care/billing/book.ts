import { type Minor, lesser, sumOf } from "../../foundation/money/index.ts";

/** What one patient's records of money come to. Pure: the same for the rules that guard them, statements and tests. */
export interface Book {
  /** The patient's own account, which payments are made to. */
  readonly account: string | undefined;
  readonly invoices: ReadonlyMap<string, InvoiceAccount>;
  /** Invoices that are written and not issued. */
  readonly drafts: ReadonlySet<string>;
  /** Which invoice each charge is on. */
  readonly charges: ReadonlyMap<string, string>;
  /** New money, and what was given back of it. */
  readonly received: Minor;
  readonly refunded: Minor;
  readonly packages: ReadonlyMap<string, PackageAccount>;
  /** Clients' own numbers of what was done: one that is sent again does nothing. */
  readonly requests: ReadonlySet<string>;
}

export interface InvoiceAccount {
  readonly total: Minor;
  /** What credit notes took off it. */
  readonly credited: Minor;
  /** What payments went to it. */
  readonly settled: Minor;
}

export interface PackageAccount {
  readonly sessions: number;
  readonly used: ReadonlySet<number>;
  /** A frozen package, or one that has ended, gives none. */
  readonly isOpen: boolean;
  /** What it was sold with; absent of one that came from elsewhere, or took over sessions of another. */
  readonly invoice?: string | undefined;
}

/** What happens in a book. */
export type Posting =
  | { readonly kind: "draft"; readonly invoice: string }
  /** A draft that is deleted. */
  | { readonly kind: "drop"; readonly invoice: string }
  | { readonly kind: "issue"; readonly invoice: string; readonly total: Minor; readonly charges: readonly string[] }
  | { readonly kind: "credit"; readonly invoice: string; readonly amount: Minor }
  | { readonly kind: "balance"; readonly invoice: string }
  | { readonly kind: "cancel"; readonly invoice: string }
  | {
      readonly kind: "receive";
      readonly money: Minor;
      /** Taken from what was paid before, or credited. */
      readonly advance: Minor;
      readonly allocations: readonly { readonly invoice: string; readonly amount: Minor }[];
    }
  | { readonly kind: "refund"; readonly amount: Minor }
  | { readonly kind: "account"; readonly id: string }
  | { readonly kind: "request"; readonly request: string }
  | {
      readonly kind: "package";
      readonly id: string;
      readonly sessions: number;
      readonly isOpen: boolean;
      /** What a new one is sold with. */
      readonly invoice?: string | undefined;
    }
  | { readonly kind: "use"; readonly package: string; readonly ordinal: number }
  | { readonly kind: "undo"; readonly package: string; readonly ordinal: number };

/** Why a posting can't be: where in its record, and in words. */
export interface Refused {
  readonly refused: string;
  readonly element: string;
}

export const emptyBook: Book = {
  account: undefined,
  invoices: new Map(),
  drafts: new Set(),
  charges: new Map(),
  received: 0n,
  refunded: 0n,
  packages: new Map(),
  requests: new Set(),
};

/** What is still to pay of an invoice. */
export function openOf({ total, credited, settled }: InvoiceAccount): Minor {
  const open = total - credited - settled;
  return open > 0n ? open : 0n;
}

export function dueIn(book: Book): Minor {
  return sumOf([...book.invoices.values()].map(openOf));
}

/** The patient's credit: money that no invoice has, because it was paid in advance, or its invoice was credited. */
export function freeIn({ received, refunded, invoices }: Book): Minor {
  const bound = [...invoices.values()].map(({ total, credited, settled }) => lesser(settled, total - credited));
  return received - refunded - sumOf(bound);
}

/** The first session that wasn't used; undefined where none is left. */
export function nextSession({ sessions, used }: PackageAccount): number | undefined {
  for (let ordinal = 1; ordinal <= sessions; ordinal += 1) if (!used.has(ordinal)) return ordinal;
  return undefined;
}

function refuse(element: string, refused: string): Refused {
  return { element, refused };
}

function withInvoice(book: Book, id: string, account: InvoiceAccount): Book {
  return { ...book, invoices: new Map(book.invoices).set(id, account) };
}

function withPackage(book: Book, id: string, account: PackageAccount): Book {
  return { ...book, packages: new Map(book.packages).set(id, account) };
}

/** Posts what can be posted, and says why not otherwise. The book that is given stays as it is. */
export function post(book: Book, posting: Posting): Book | Refused {
  switch (posting.kind) {
    case "draft":
      return { ...book, drafts: new Set([...book.drafts, posting.invoice]) };
    case "drop":
      if (soldWith(book, posting.invoice)) return refuse("status", "a package was sold with it: discard it instead");
      return { ...book, drafts: new Set([...book.drafts].filter((one) => one !== posting.invoice)) };
    case "issue":
      return issue(book, posting);
    case "credit": {
      const account = book.invoices.get(posting.invoice);
      if (account === undefined) return refuse("extension", "a credit note credits an issued invoice of this patient");
      if (posting.amount <= 0n) return refuse("totalGross", "a credit note takes something off");
      if (account.credited + posting.amount > account.total)
        return refuse("totalGross", "more would be credited than was invoiced");
      return withInvoice(book, posting.invoice, { ...account, credited: account.credited + posting.amount });
    }
    case "balance": {
      const account = book.invoices.get(posting.invoice);
      if (account === undefined || openOf(account) > 0n) return refuse("status", "it isn't paid in full");
      return book;
    }
    case "cancel": {
      const account = book.invoices.get(posting.invoice);
      if (account === undefined || account.credited < account.total)
        return refuse("status", "an issued invoice is cancelled by a credit note of all of it");
      return book;
    }
    case "receive":
      return receive(book, posting);
    case "refund":
      if (posting.amount <= 0n) return refuse("amount", "a refund gives something back");
      if (posting.amount > freeIn(book))
        return refuse("amount", "more would be given back than the patient has in credit");
      return { ...book, refunded: book.refunded + posting.amount };
    case "account":
      if (book.account !== undefined && book.account !== posting.id)
        return refuse("type", "a patient has one account: this one's is there already");
      return { ...book, account: posting.id };
    case "request":
      if (book.requests.has(posting.request)) return refuse("identifier", "this was done before");
      return { ...book, requests: new Set([...book.requests, posting.request]) };
    case "package":
      return changePackage(book, posting);
    case "use":
      return useSession(book, posting);
    case "undo": {
      const account = book.packages.get(posting.package);
      if (account?.used.has(posting.ordinal) !== true) return refuse("extension", "this session wasn't used");
      return withPackage(book, posting.package, {
        ...account,
        used: new Set([...account.used].filter((one) => one !== posting.ordinal)),
      });
    }
  }
}

function issue(book: Book, { invoice, total, charges }: Posting & { readonly kind: "issue" }): Book | Refused {
  if (total < 0n) return refuse("totalGross", "an invoice comes to no less than nothing");
  if (book.invoices.has(invoice)) return refuse("status", "it was issued before");
  if (new Set(charges).size < charges.length || charges.some((charge) => book.charges.has(charge)))
    return refuse("lineItem", "what is charged is on an invoice already");
  const next = withInvoice(book, invoice, { total, credited: 0n, settled: 0n });
  return charges.length === 0
    ? next
    : { ...next, charges: new Map([...book.charges, ...charges.map((charge) => [charge, invoice] as const)]) };
}

function receive(book: Book, { money, advance, allocations }: Posting & { readonly kind: "receive" }): Book | Refused {
  if (money < 0n || advance < 0n || money + advance <= 0n) return refuse("amount", "a payment is of more than nothing");
  if (advance > freeIn(book)) return refuse("extension", "the patient has less than that in advance");
  const allocated = sumOf(allocations.map(({ amount }) => amount));
  if (allocated > money + advance) return refuse("extension", "more goes to invoices than was paid");
  // Else the advance would be taken from nothing and come back as another.
  if (allocated < advance) return refuse("extension", "what is taken from an advance goes to invoices");
  const invoices = new Map(book.invoices);
  for (const { invoice, amount } of allocations) {
    const account = invoices.get(invoice);
    if (account === undefined) return refuse("extension", "a payment goes to issued invoices of this patient");
    if (amount <= 0n || amount > openOf(account))
      return refuse("extension", "more would go to an invoice than is open");
    invoices.set(invoice, { ...account, settled: account.settled + amount });
  }
  return { ...book, invoices, received: book.received + money };
}

function soldWith(book: Book, invoice: string): boolean {
  return [...book.packages.values()].some((one) => one.invoice === invoice);
}

/** Whether a package was sold: its invoice is issued, and not credited in full. */
export function isSold({ invoices, drafts }: Book, { invoice }: PackageAccount): boolean {
  if (invoice === undefined) return true;
  const account = invoices.get(invoice);
  if (account === undefined) return !drafts.has(invoice);
  return account.total === 0n || account.credited < account.total;
}

function changePackage(
  book: Book,
  { id, sessions, isOpen, invoice }: Posting & { readonly kind: "package" },
): Book | Refused {
  const account = book.packages.get(id);
  if (account === undefined && invoice !== undefined) {
    if (!book.invoices.has(invoice) && !book.drafts.has(invoice))
      return refuse("extension", "a package is sold with an invoice of the same patient");
    if (soldWith(book, invoice)) return refuse("extension", "a package was sold with this invoice already");
  }
  if (sessions < 0) return refuse("extension", "a package has no less than no sessions");
  if (account !== undefined && sessions > account.sessions)
    return refuse("extension", "a package gets no more sessions than it was sold with: sell another");
  // Ordinals are given from the first: what is used is never beyond what is left.
  const highest = Math.max(0, ...(account?.used ?? []));
  if (sessions < highest) return refuse("extension", "more sessions were used than would be left");
  const sold = account === undefined ? invoice : account.invoice;
  return withPackage(book, id, { sessions, used: account?.used ?? new Set(), isOpen, invoice: sold });
}

function useSession(book: Book, posting: Posting & { readonly kind: "use" }): Book | Refused {
  const account = book.packages.get(posting.package);
  if (account === undefined) return refuse("account", "there is no such package of this patient");
  if (!account.isOpen) return refuse("account", "the package is frozen, or has ended");
  if (!isSold(book, account))
    return refuse("account", "the package isn't sold: its invoice waits to be issued, or was credited");
  if (account.used.has(posting.ordinal)) return refuse("extension", "this session was used before");
  if (posting.ordinal < 1 || posting.ordinal > account.sessions)
    return refuse("account", "no session of this package is left");
  return withPackage(book, posting.package, { ...account, used: new Set([...account.used, posting.ordinal]) });
}
