import type { Session } from "../../../contract/index.ts";
import { allows, arranges } from "../session/allows.ts";
import { isOwnRecord } from "../session/is-own-record.ts";
import { say } from "./words/index.ts";

/** Something the palette can do. */
export type Command = {
  readonly id: string;
  readonly label: string;
  /** Further words that find it. */
  readonly words?: string;
  /** Keys that do it without the palette, as `Kbd` takes them. */
  readonly keys?: string;
  readonly run: () => void;
};

export type PaletteActs = {
  readonly go: (to: Destination) => void;
  readonly setColours: (scheme: "light" | "dark" | "auto") => void;
  readonly openShortcuts: () => void;
  readonly signOut: () => void;
};

export type Destination =
  | "/"
  | "/patients"
  | "/patients/new"
  | "/billing"
  | "/billing/cash-up"
  | "/billing/prices"
  | "/accesses"
  | "/account"
  | "/account/sessions"
  | "/account/purpose"
  | "/account/apps"
  | "/administration/sign-in"
  | "/administration/requests"
  | "/administration/outside"
  | "/administration/papers"
  | "/administration/templates"
  | "/administration/branches"
  | "/administration/schedule"
  | "/administration/clinic"
  | "/administration/recoveries"
  | "/administration/people"
  | "/administration/roles"
  | "/administration/clients"
  | "/administration/ledger"
  | "/administration/import"
  | "/tasks"
  | "/emergencies"
  | "/access-reviews"
  | "/vendor-access"
  | "/proxies"
  | "/who-acts-for-me"
  | "/acting-for"
  | "/rights"
  | "/retention"
  | "/messages"
  | "/my-requests"
  | "/faulty-consents"
  | "/relations"
  | "/exceptions";

/** What this person may do from anywhere. */
export function commandsFor(session: Session, acts: PaletteActs): readonly Command[] {
  const commands: Command[] = [];
  const go = (to: Destination, label: string, rest: { readonly words?: string; readonly keys?: string } = {}) => {
    commands.push({ id: to, label, ...rest, run: () => acts.go(to) });
  };
  const own = isOwnRecord(session);
  go("/", own ? say("myRecord") : say("home"), { words: "start today board list", keys: "g h" });
  if (!own && allows(session.scopes, "Patient", "s"))
    go("/patients", say("patients"), { words: "find search people", keys: "g p" });
  if (!own && allows(session.scopes, "Communication", "c"))
    go("/messages", say("messages"), { words: "inbox write announcement colleague", keys: "g i" });
  if (allows(session.scopes, "Patient", "c")) go("/patients/new", say("register"), { words: "new add create" });
  if (allows(session.scopes, "Invoice", "s")) {
    go("/billing", say("money"), { words: "dues invoices payments refunds approve bill", keys: "g m" });
    go("/billing/prices", say("prices"), { words: "prices taxes rates billing settings" });
  }
  if (session.permissions?.includes("cash-up") === true)
    go("/billing/cash-up", say("cashUp"), { words: "till day end count close" });
  const may = (...wanted: readonly string[]) => wanted.some((one) => session.permissions?.includes(one) === true);
  if (may("people.manage"))
    go("/administration/people", say("people"), {
      words: "staff users accounts add person house administration",
      keys: "g a",
    });
  if (may("roles.manage", "people.manage"))
    go("/administration/roles", say("roles"), { words: "permissions scopes rights" });
  if (may("clients.manage"))
    go("/administration/clients", say("clients"), { words: "integration smart tokens secret" });
  if (may("import")) go("/administration/import", say("importRecords"), { words: "bundle ndjson upload file" });
  if (may("policies.manage")) go("/administration/sign-in", say("signInRules"), { words: "policy settings minutes" });
  if (may("policies.manage", "stationery.manage", "templates.manage"))
    go("/administration/clinic", say("clinicSettings"), {
      words: "branches staff leave rates budgets templates print layouts logo owner",
    });
  if (may("policies.manage"))
    go("/administration/branches", say("branches"), { words: "settings opening hours address" });
  if (arranges(session.scopes))
    go("/administration/schedule", say("schedule"), {
      words: "settings therapists working hours breaks rooms duration capacity colour price",
    });
  if (may("templates.manage"))
    go("/administration/templates", say("templates"), { words: "settings soap headings snippets" });
  if (may("stationery.manage"))
    go("/administration/papers", say("papers"), {
      words: "settings print invoice receipt label paper size vat gst",
    });
  if (may("recovery.approve", "people.manage"))
    go("/administration/recoveries", say("lostAccess"), { words: "recovery approve let back in" });
  if (may("break-glass.review", "vendor.approve", "reviews.manage", "reviews.decide"))
    go("/tasks", say("tasks"), { words: "officer deadlines overdue to do", keys: "g t" });
  if (may("break-glass.review"))
    go("/emergencies", say("emergencies"), { words: "break glass review emergency access" });
  if (may("reviews.manage", "reviews.decide"))
    go("/access-reviews", say("accessReviews"), { words: "campaign quarter grants keep withdraw" });
  if (may("people.manage", "vendor.approve"))
    go("/vendor-access", say("vendorAccess"), { words: "supplier ticket support approve" });
  if (may("proxies.manage"))
    go("/proxies", say("proxies"), { words: "proxy parent guardian power of attorney relative child" });
  if (may("rights.manage"))
    go("/rights", say("requests"), { words: "access erasure portability rights gdpr hipaa letter deadline" });
  if (may("retention.manage"))
    go("/retention", say("retention"), { words: "how long records are kept legal hold destroy due period law" });
  if (own)
    go("/my-requests", say("askAboutMine"), {
      words: "request erasure access correct download complaint",
      keys: "g r",
    });
  if (session.person.role === "patient")
    go("/who-acts-for-me", say("whoActsForMe"), { words: "proxy parent guardian relative end authority" });
  if (session.person.role === "family-member")
    go("/acting-for", say("forWhomIAct"), { words: "proxy child relative whose record open" });
  if (may("consents.manage"))
    go("/faulty-consents", say("unclearConsents"), { words: "faulty consent not understood denied" });
  if (may("policies.manage")) {
    go("/administration/requests", say("requestsAMinute"), { words: "settings budget rate limit quota" });
    go("/administration/outside", say("publicPages"), {
      words: "settings enquiry form booking e-mail website",
    });
    go("/relations", say("relations"), { words: "settings appointment days time zone rota" });
    go("/exceptions", say("exceptions"), { words: "settings emergency vendor review deadlines hours" });
  }
  if (may("ledger.read", "ledger.verify"))
    go("/administration/ledger", say("ledger"), {
      words: "verify checkpoint audit root",
      ...(may("ledger.read") ? { keys: "g l" } : {}),
    });
  if (may("ledger.read")) go("/accesses", say("whoLooked"), { words: "access audit", keys: "g w" });
  go("/account", say("account"), { words: "passkey password authenticator recovery codes security me" });
  go("/account/sessions", say("sessions"), { words: "devices end" });
  go("/account/purpose", say("purpose"), { words: "purpose of use treatment" });
  go("/account/apps", say("apps"), { words: "smart withdraw consent" });
  commands.push(
    { id: "light", label: say("light"), words: "theme scheme bright", run: () => acts.setColours("light") },
    { id: "dark", label: say("dark"), words: "theme scheme night", run: () => acts.setColours("dark") },
    {
      id: "auto",
      label: say("system"),
      words: "theme scheme auto",
      run: () => acts.setColours("auto"),
    },
    { id: "shortcuts", label: say("shortcuts"), words: "keys help", keys: "?", run: acts.openShortcuts },
    { id: "sign-out", label: say("signOut"), words: "leave log out", run: acts.signOut },
  );
  return commands;
}

/** Commands whose label or words begin with every typed word; those whose label begins so come first. */
export function fittingCommands(commands: readonly Command[], text: string): readonly Command[] {
  const typed = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (typed.length === 0) return commands;
  const fits = (words: string) =>
    typed.every((part) =>
      words
        .toLowerCase()
        .split(/[\s/]+/)
        .some((word) => word.startsWith(part)),
    );
  const byLabel = commands.filter((command) => fits(command.label));
  return [
    ...byLabel,
    ...commands.filter((command) => !byLabel.includes(command) && fits(`${command.label} ${command.words ?? ""}`)),
  ];
}
