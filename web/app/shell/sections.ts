import {
  type Icon,
  IconBook2,
  IconChartBar,
  IconCalendar,
  IconCash,
  IconChecklist,
  IconEye,
  IconHome,
  IconMessages,
  IconMessageQuestion,
  IconSettings,
  IconUsers,
} from "@tabler/icons-react";
import type { Session } from "../../../contract/index.ts";
import { allows, arranges } from "../session/allows.ts";
import { isOwnRecord } from "../session/is-own-record.ts";
import { say } from "../words/index.ts";

export type SectionPath =
  | "/"
  | "/patients"
  | "/board"
  | "/billing"
  | "/messages"
  | "/my-requests"
  | "/reports"
  | "/tasks"
  | "/administration/people"
  | "/administration/ledger"
  | "/accesses";

/** A place on the rail. */
export type Section = {
  readonly label: string;
  readonly to: SectionPath;
  /** Addresses below this belong to the section. */
  readonly under: string;
  /** And these. */
  readonly also?: readonly string[];
  readonly icon: Icon;
  /** The key after `g`. */
  readonly key: string;
};

const hasOneOf = (permissions: readonly string[] | undefined, ...wanted: readonly string[]) =>
  wanted.some((permission) => permissions?.includes(permission) === true);

/** What this person finds on the rail: what their permissions and scopes lead to. */
export function sectionsFor({ person, scopes, permissions }: Session): readonly Section[] {
  if (isOwnRecord({ person }))
    return [
      {
        label: person.role === "patient" ? say("myRecord") : say("record"),
        to: "/",
        under: "/",
        also: ["/my-record"],
        icon: IconHome,
        key: "h",
      },
      { label: say("myRequests"), to: "/my-requests", under: "/my-requests", icon: IconMessageQuestion, key: "r" },
    ];
  const sections: Section[] = [{ label: say("home"), to: "/", under: "/", icon: IconHome, key: "h" }];
  if (allows(scopes, "Communication", "c"))
    sections.push({ label: say("messages"), to: "/messages", under: "/messages", icon: IconMessages, key: "i" });
  if (allows(scopes, "Patient", "s"))
    sections.push({ label: say("patients"), to: "/patients", under: "/patients", icon: IconUsers, key: "p" });
  if (allows(scopes, "Appointment", "s"))
    sections.push({
      label: say("desk"),
      to: "/board",
      under: "/board",
      also: ["/calendar", "/enquiries"],
      icon: IconCalendar,
      key: "c",
    });
  // Whoever treats patients reads what they owe in their charts.
  if (allows(scopes, "Invoice", "s") && !allows(scopes, "Observation", "c"))
    sections.push({ label: say("money"), to: "/billing", under: "/billing", icon: IconCash, key: "m" });
  if (
    hasOneOf(
      permissions,
      "break-glass.review",
      "vendor.approve",
      "reviews.manage",
      "reviews.decide",
      "rights.manage",
      "proxies.manage",
      "clients.manage",
    )
  )
    sections.push({
      label: say("tasks"),
      to: "/tasks",
      under: "/tasks",
      also: [
        "/emergencies",
        "/proxies",
        "/rights",
        "/access-reviews",
        "/vendor-access",
        "/faulty-consents",
        "/relations",
        "/exceptions",
      ],
      icon: IconChecklist,
      key: "t",
    });
  if (hasOneOf(permissions, "reports.read"))
    sections.push({ label: say("reports"), to: "/reports", under: "/reports", icon: IconChartBar, key: "r" });
  if (
    hasOneOf(
      permissions,
      "people.manage",
      "clients.manage",
      "roles.manage",
      "policies.manage",
      "stationery.manage",
      "templates.manage",
    ) ||
    arranges(scopes)
  )
    sections.push({
      label: say("house"),
      to: "/administration/people",
      under: "/administration",
      icon: IconSettings,
      key: "a",
    });
  if (hasOneOf(permissions, "ledger.read"))
    sections.push({
      label: say("ledger"),
      to: "/administration/ledger",
      under: "/administration/ledger",
      icon: IconBook2,
      key: "l",
    });
  if (hasOneOf(permissions, "ledger.read"))
    sections.push({ label: say("whoLooked"), to: "/accesses", under: "/accesses", icon: IconEye, key: "w" });
  return sections;
}
