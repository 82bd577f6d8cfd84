import { Button, Group, TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { type BranchNumbers, numberPrefix } from "../../../../../contract/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { DataTable } from "../../../../ui/DataTable.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../../ui/PageWait.tsx";
import { Section } from "../../../../ui/Section.tsx";
import classes from "./BranchNumbersSection.module.css";
import { useBranchNumbers, useSetPrefix } from "./number-calls.ts";

type Branch = BranchNumbers["branches"][number];

/** How the numbers of each branch begin, which one comes next, and who shares a series. */
export function BranchNumbersSection() {
  const numbers = useBranchNumbers();
  const branches = numbers.data?.branches ?? [];
  return (
    <Section
      title="Patients’ numbers"
      words="A patient gets the next number of the branch at which they are registered. A number that was given stays, whatever changes here."
    >
      {numbers.error !== null && <ErrorNotice error={numbers.error} again={() => void numbers.refetch()} />}
      {numbers.data === undefined && numbers.error === null && <PageWait />}
      {numbers.data !== undefined && branches.length === 0 && (
        <EmptyState title="There is no branch yet">A branch is a Location of the directory.</EmptyState>
      )}
      {branches.length > 0 && (
        <DataTable
          caption="Branches with how their patients are numbered"
          rows={branches}
          rowKey={({ id }) => id}
          columns={[
            { key: "name", header: "Branch", cell: ({ name }) => name },
            // Drawn anew with each version, so that the field shows what is kept.
            {
              key: "prefix",
              header: "Begins with",
              width: "17rem",
              cell: (one) => <Prefix key={one.version} branch={one} />,
            },
            {
              key: "next",
              header: "The next number",
              width: "10rem",
              cell: ({ next }) => <strong className={classes.number}>{next}</strong>,
            },
            { key: "shared", header: "Shared with", cell: (one) => <Shared branch={one} /> },
          ]}
        />
      )}
    </Section>
  );
}

function Shared({ branch: { sharedWith, isOwn, prefix } }: { readonly branch: Branch }) {
  if (sharedWith.length === 0) return <>No other branch</>;
  return (
    <span className={classes.shared}>
      <IconAlertTriangle size={15} aria-hidden />
      <span>
        {sharedWith.join(", ")}: they take numbers of one series
        {isOwn ? "" : `, because branches without letters of their own have ${prefix}`}
      </span>
    </span>
  );
}

function Prefix({ branch: { id, name, version, prefix, isOwn } }: { readonly branch: Branch }) {
  const [typed, setTyped] = useState(isOwn ? prefix : "");
  const set = useSetPrefix();
  const own = typed.trim() === "" ? undefined : numberPrefix.safeParse(typed);
  const isChanged = (own?.data ?? "") !== (isOwn ? prefix : "") || own?.success === false;
  const send = () => {
    if (own?.success === false) return;
    set.mutate(
      { id, version, ...(own?.data === undefined ? {} : { prefix: own.data }) },
      { onSuccess: () => announce("Kept") },
    );
  };
  return (
    <>
      <Group gap="xs" align="start" wrap="nowrap">
        <TextInput
          aria-label={`How numbers of ${name} begin`}
          placeholder={`${prefix}, the usual one`}
          w="10rem"
          maxLength={8}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && isChanged && send()}
          error={own?.success === false ? "1 to 8 letters and digits" : undefined}
        />
        {isChanged && own?.success !== false && (
          <Button size="compact-md" mt={3} onClick={send} loading={set.isPending} aria-label={`Keep it for ${name}`}>
            Keep
          </Button>
        )}
      </Group>
      {set.error !== null && <ErrorNotice error={set.error} />}
    </>
  );
}
