import { Button, SegmentedControl } from "@mantine/core";
import { IconUrgent } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { agoText, dateTimeText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { AlteredChip } from "./_parts/AlteredChip.tsx";
import { dueText } from "./_parts/due-text.ts";
import { EmergencyChip } from "./_parts/EmergencyChip.tsx";
import { type EmergencyFilter, useEmergencies } from "./_parts/emergency-calls.ts";
import { OfficerNav } from "./_parts/OfficerNav.tsx";
import { say } from "./words/index.ts";

const filters: readonly { readonly value: EmergencyFilter; readonly label: string }[] = [
  { value: "awaiting", label: say("toReview") },
  { value: "open", label: say("openNow") },
  { value: "done", label: say("decided") },
];

/** Every record that was opened in an emergency. */
export function EmergenciesPage() {
  const [state, setState] = useState<EmergencyFilter>("awaiting");
  const emergencies = useEmergencies(state);
  const rows = emergencies.data?.pages.flatMap(({ grants }) => grants);
  const now = new Date();
  return (
    <>
      <OfficerNav />
      <PageHeader
        title={say("emergencies")}
        summary={say("emergenciesSummary")}
        actions={
          <SegmentedControl
            aria-label={say("whichEmergencies")}
            data={[...filters]}
            value={state}
            onChange={(value) => setState(filters.find((one) => one.value === value)?.value ?? "awaiting")}
          />
        }
      />
      {emergencies.error !== null && <ErrorNotice error={emergencies.error} again={() => void emergencies.refetch()} />}
      {rows === undefined && emergencies.error === null && <PageWait />}
      {rows?.length === 0 && <EmptyState title={say("none")}>{say("appearsAtOnce")}</EmptyState>}
      {rows !== undefined && rows.length > 0 && (
        <Entries label={say("emergencies")}>
          {rows.map((row) => (
            <Entry
              key={row.id}
              mark={IconUrgent}
              title={row.person.name}
              aside={row.altered ? <AlteredChip /> : <EmergencyChip state={row.state} overdue={row.overdue} />}
              facts={[
                <time key="began" dateTime={row.beganAt} title={dateTimeText(row.beganAt)}>
                  {say("opened", { ago: agoText(row.beganAt, now) })}
                </time>,
                ...(state === "done" ? [] : [dueText(row.dueAt, now)]),
              ]}
              actions={
                <Button
                  renderRoot={(props) => (
                    <Link to="/emergencies/$emergencyId" params={{ emergencyId: row.id }} {...props} />
                  )}
                  size="compact-sm"
                  variant={state === "done" ? "default" : "filled"}
                  aria-label={say(state === "awaiting" ? "reviewOf" : "openOf", { name: row.person.name })}
                >
                  {state === "awaiting" ? say("reviewMore") : say("openSpan")}
                </Button>
              }
            />
          ))}
        </Entries>
      )}
      {emergencies.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={emergencies.isFetching}
          onClick={() => void emergencies.fetchNextPage()}
        >
          {say("more")}
        </Button>
      )}
    </>
  );
}
