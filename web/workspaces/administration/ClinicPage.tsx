import { Anchor } from "@mantine/core";
import { Link, type LinkProps } from "@tanstack/react-router";
import { allows, arranges } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";

type Place = {
  readonly what: string;
  readonly words: string;
  readonly to: NonNullable<LinkProps["to"]>;
  /** Who changes it, in words. */
  readonly who: string;
  readonly mine: boolean;
};

/** What an organisation arranges by itself: where each is, and who may change it. */
export function ClinicPage() {
  const { permissions = [], scopes } = useSession();
  const may = (permission: string) => permissions.includes(permission);
  const places: readonly Place[] = [
    {
      what: "Branches and how they number patients",
      words: "Name, address, telephone, opening hours; the beginning of patients’ numbers",
      to: "/administration/branches",
      who: "Who keeps the directory",
      mine: allows(scopes, "Location", "u"),
    },
    {
      what: "Hours, rooms and kinds of appointment",
      words: "When therapists work where, rooms, how long appointments take; colours, the public page, prices",
      to: "/administration/schedule",
      who: "Who keeps the directory",
      mine: arranges(scopes),
    },
    {
      what: "Staff",
      words: "Accounts, roles, at which branch",
      to: "/administration/people",
      who: "Who manages people",
      mine: may("people.manage"),
    },
    {
      what: "Leave and closures",
      words: "In the calendar, under “Time off”",
      to: "/calendar",
      who: "Who plans the calendar",
      mine: allows(scopes, "Slot", "c"),
    },
    {
      what: "Rates, packages and taxes",
      words: "The price list; currency, taxes, limits and beginnings of numbers",
      to: "/billing/prices",
      who: "Who keeps the price list; its settings: who sets rules",
      mine: allows(scopes, "ChargeItemDefinition", "u"),
    },
    {
      what: "Budgets",
      words: "What a branch spends without anybody’s approval",
      to: "/billing/expenses",
      who: "Who sets rules",
      mine: may("policies.manage") && may("expenses.read"),
    },
    {
      what: "Templates of notes",
      words: "Headings of notes; everybody’s snippets",
      to: "/administration/templates",
      who: "Who changes templates",
      mine: may("templates.manage"),
    },
    {
      what: "Letterhead, logo and print layouts",
      words: "Invoices, receipts, letters, cards and labels, of the organisation and of each branch",
      to: "/administration/papers",
      who: "Who changes papers",
      mine: may("stationery.manage"),
    },
    {
      what: "Privacy notice",
      words: "What patients are told of their data at registration",
      to: "/administration/registration",
      who: "Who sets rules",
      mine: may("policies.manage"),
    },
    {
      what: "Public pages and reminders",
      words: "Forms for strangers, booking from outside, mails before appointments",
      to: "/administration/outside",
      who: "Who sets rules",
      mine: may("policies.manage"),
    },
  ];
  return (
    <>
      <PageHeader title="Clinic settings" summary="What you arrange by yourselves. Changes are in the ledger." />
      <DataTable
        caption="Settings of the clinic"
        rows={places}
        rowKey={({ what }) => what}
        columns={[
          {
            key: "what",
            header: "What",
            cell: ({ what, to, mine }) =>
              mine ? (
                <Anchor component={Link} to={to} fw={600}>
                  {what}
                </Anchor>
              ) : (
                <strong>{what}</strong>
              ),
          },
          { key: "words", header: "What it is", cell: ({ words }) => words },
          {
            key: "who",
            header: "Who may change it",
            cell: ({ who, mine }) => (mine ? `${who}: you` : `${who}: not part of your role`),
          },
        ]}
      />
    </>
  );
}
