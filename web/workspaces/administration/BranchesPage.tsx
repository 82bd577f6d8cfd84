import { Button } from "@mantine/core";
import { useState } from "react";
import type { ClinicPlaces } from "../../../contract/index.ts";
import { allows } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { later } from "../../ui/later.tsx";
import { usePlaces } from "../desk/_parts/scheduling-calls.ts";
import { BranchNumbersSection } from "../people/_parts/settings/BranchNumbersSection.tsx";
import { openingText } from "./_parts/branches/opening.ts";
import { say } from "./words/index.ts";

const BranchDialog = later(async () => (await import("./_parts/branches/BranchDialog.tsx")).BranchDialog);

type Branch = ClinicPlaces["branches"][number];

/** The organisation's branches: where they are, when they are open, and how they number their patients. */
export function BranchesPage() {
  const { scopes } = useSession();
  const places = usePlaces();
  const [opened, setOpened] = useState<Branch | "new">();
  const mayChange = allows(scopes, "Location", "u");
  return (
    <>
      <PageHeader
        title={say("branches")}
        summary={say("branchesSummary")}
        actions={
          allows(scopes, "Location", "c") && <Button onClick={() => setOpened("new")}>{say("newBranch")}</Button>
        }
      />
      {places.error !== null && <ErrorNotice error={places.error} again={() => void places.refetch()} />}
      {places.data === undefined && places.error === null && <PageWait />}
      {places.data?.branches.length === 0 && <EmptyState title={say("noBranch")}>{say("noBranchMore")}</EmptyState>}
      {places.data !== undefined && places.data.branches.length > 0 && (
        <DataTable
          caption={say("branches")}
          rows={places.data.branches}
          rowKey={({ id }) => id}
          columns={[
            { key: "name", header: say("branch"), cell: ({ name }) => <strong>{name}</strong> },
            {
              key: "open",
              header: say("open"),
              cell: ({ opening }) => openingText(opening),
            },
            {
              key: "change",
              header: say("change"),
              cell: (branch) =>
                mayChange && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => setOpened(branch)}
                    aria-label={say("changeOf", { name: branch.name })}
                  >
                    {say("change")}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {mayChange && <BranchNumbersSection />}
      {opened !== undefined && places.data !== undefined && (
        <BranchDialog
          branch={opened === "new" ? undefined : opened}
          places={places.data}
          close={() => setOpened(undefined)}
        />
      )}
    </>
  );
}
