import { Anchor } from "@mantine/core";
import { Link, type LinkProps } from "@tanstack/react-router";
import { allows, arranges } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { say } from "./words/index.ts";

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
      what: say("branchesAndNumbers"),
      words: say("branchesAre"),
      to: "/administration/branches",
      who: say("whoDirectory"),
      mine: allows(scopes, "Location", "u"),
    },
    {
      what: say("hoursRoomsKinds"),
      words: say("hoursAre"),
      to: "/administration/schedule",
      who: say("whoDirectory"),
      mine: arranges(scopes),
    },
    {
      what: say("staff"),
      words: say("staffAre"),
      to: "/administration/people",
      who: say("whoPeople"),
      mine: may("people.manage"),
    },
    {
      what: say("leaveAndClosures"),
      words: say("leaveWhere"),
      to: "/calendar",
      who: say("whoCalendar"),
      mine: allows(scopes, "Slot", "c"),
    },
    {
      what: say("rates"),
      words: say("ratesAre"),
      to: "/billing/prices",
      who: say("whoPrices"),
      mine: allows(scopes, "ChargeItemDefinition", "u"),
    },
    {
      what: say("budgets"),
      words: say("budgetsAre"),
      to: "/billing/expenses",
      who: say("whoRules"),
      mine: may("policies.manage") && may("expenses.read"),
    },
    {
      what: say("noteTemplates"),
      words: say("noteTemplatesAre"),
      to: "/administration/templates",
      who: say("whoTemplates"),
      mine: may("templates.manage"),
    },
    {
      what: say("letterheadAndLayouts"),
      words: say("letterheadAre"),
      to: "/administration/papers",
      who: say("whoPapers"),
      mine: may("stationery.manage"),
    },
    {
      what: say("privacyNotice"),
      words: say("privacyNoticeIs"),
      to: "/administration/registration",
      who: say("whoRules"),
      mine: may("policies.manage"),
    },
    {
      what: say("publicAndReminders"),
      words: say("publicAre"),
      to: "/administration/outside",
      who: say("whoRules"),
      mine: may("policies.manage"),
    },
  ];
  return (
    <>
      <PageHeader title={say("clinicSettings")} summary={say("clinicSettingsAre")} />
      <DataTable
        caption={say("settingsOfClinic")}
        rows={places}
        rowKey={({ what }) => what}
        columns={[
          {
            key: "what",
            header: say("what"),
            cell: ({ what, to, mine }) =>
              mine ? (
                <Anchor component={Link} to={to} fw={600}>
                  {what}
                </Anchor>
              ) : (
                <strong>{what}</strong>
              ),
          },
          { key: "words", header: say("whatItIs"), cell: ({ words }) => words },
          {
            key: "who",
            header: say("whoMayChange"),
            cell: ({ who, mine }) => (mine ? say("whoYou", { who }) : say("whoNotYou", { who })),
          },
        ]}
      />
    </>
  );
}
