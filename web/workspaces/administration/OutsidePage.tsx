import { Stack } from "@mantine/core";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { usePlaces } from "../desk/_parts/scheduling-calls.ts";
import { PublicPagesForm } from "./_parts/outside/PublicPagesForm.tsx";
import { RemindersForm } from "./_parts/outside/RemindersForm.tsx";
import { usePublicPages, useReminderSettings } from "./_parts/outside/outside-calls.ts";
import { say } from "./words/index.ts";

/** What the organisation shows and sends to people outside. */
export function OutsidePage() {
  const pages = usePublicPages();
  const reminders = useReminderSettings();
  const places = usePlaces();
  const failed = [pages, reminders, places].find(({ error }) => error !== null);
  return (
    <>
      <PageHeader title={say("outside")} summary={say("outsideSummary")} />
      {failed !== undefined && <ErrorNotice error={failed.error} again={() => void failed.refetch()} />}
      {pages.data === undefined || reminders.data === undefined || places.data === undefined ? (
        failed === undefined && <PageWait />
      ) : (
        <Stack gap="xl">
          <PublicPagesForm settings={pages.data} places={places.data} />
          <RemindersForm settings={reminders.data} />
        </Stack>
      )}
    </>
  );
}
