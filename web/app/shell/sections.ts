import { type Icon, IconBook2, IconEye, IconHome, IconSettings, IconUsers } from "@tabler/icons-react";
import type { Session } from "../../../contract/index.ts";
import { allows } from "../session/allows.ts";

export type SectionPath = "/" | "/patients" | "/administration/people" | "/administration/ledger" | "/accesses";

/** A place on the rail. */
export type Section = {
  readonly label: string;
  readonly to: SectionPath;
  /** Addresses below this belong to the section. */
  readonly under: string;
  readonly icon: Icon;
  /** The key after `g`. */
  readonly key: string;
};

/** What this person finds on the rail. */
export function sectionsFor(session: Session): readonly Section[] {
  const sections: Section[] = [{ label: "Home", to: "/", under: "/", icon: IconHome, key: "h" }];
  if (allows(session.scopes, "Patient", "s"))
    sections.push({ label: "Patients", to: "/patients", under: "/patients", icon: IconUsers, key: "p" });
  if (session.person.role === "administrator") {
    sections.push({
      label: "House",
      to: "/administration/people",
      under: "/administration",
      icon: IconSettings,
      key: "a",
    });
  }
  if (session.person.role === "auditor") {
    sections.push({
      label: "Ledger",
      to: "/administration/ledger",
      under: "/administration",
      icon: IconBook2,
      key: "l",
    });
    sections.push({ label: "Who looked", to: "/accesses", under: "/accesses", icon: IconEye, key: "w" });
  }
  return sections;
}
