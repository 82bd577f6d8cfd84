import { Button, Text } from "@mantine/core";
import { useState } from "react";
import type { ClinicArrangement } from "../../../../../contract/index.ts";
import { DataTable } from "../../../../ui/DataTable.tsx";
import { Section } from "../../../../ui/Section.tsx";
import { openingText } from "../branches/opening.ts";
import { HoursDialog, type OpenedHours } from "./HoursDialog.tsx";
import { say } from "../../words/index.ts";

type Props = { readonly arrangement: ClinicArrangement; readonly refetch: () => void };

/** Who works where and when. */
export function HoursSection({ arrangement, refetch }: Props) {
  const [opened, setOpened] = useState<OpenedHours>();
  const { therapists, branches, kinds, may } = arrangement;
  const rows = therapists.flatMap((therapist) => therapist.at.map((at) => ({ therapist, at })));
  const branchName = (id: string | undefined) =>
    id === undefined ? say("everyBranchTitle") : (branches.find((one) => one.id === id)?.name ?? say("closedBranch"));
  const kindNames = (ids: readonly string[]) =>
    ids.length === 0 ? say("everyKind") : kinds.flatMap(({ id, name }) => (ids.includes(id) ? [name] : [])).join(", ");
  return (
    <Section
      title={say("therapistsHours")}
      words={say("therapistsHoursWhy")}
      actions={
        may.hours && (
          <Button variant="default" onClick={() => setOpened({})}>
            {say("hoursAtBranch")}
          </Button>
        )
      }
    >
      {rows.length === 0 ? (
        <Text size="sm">{say("nobodyHasHours")}</Text>
      ) : (
        <DataTable
          caption={say("therapistsHours")}
          rows={rows}
          rowKey={({ at }) => `${at.roleId}${at.branchId ?? ""}`}
          columns={[
            {
              key: "name",
              header: say("therapist"),
              cell: ({ therapist }) => (
                <strong dir="auto">{therapist.name === "" ? say("nameNotRecorded") : therapist.name}</strong>
              ),
            },
            { key: "branch", header: say("branch"), cell: ({ at }) => branchName(at.branchId) },
            { key: "hours", header: say("hoursHead"), cell: ({ at }) => openingText(at.hours) },
            { key: "kinds", header: say("whatTheyDoHead"), cell: ({ at }) => kindNames(at.kindIds) },
            {
              key: "change",
              header: say("change"),
              unlabelled: true,
              cell: ({ therapist, at }) =>
                may.hours && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={say("changeHoursOf", { therapist: therapist.name, branch: branchName(at.branchId) })}
                    onClick={() => setOpened({ therapist, at })}
                  >
                    {say("change")}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {opened !== undefined && (
        <HoursDialog opened={opened} arrangement={arrangement} refetch={refetch} close={() => setOpened(undefined)} />
      )}
    </Section>
  );
}
