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
import { say } from "../../words/index.ts";

type Branch = BranchNumbers["branches"][number];

/** How the numbers of each branch begin, which one comes next, and who shares a series. */
export function BranchNumbersSection() {
  const numbers = useBranchNumbers();
  const branches = numbers.data?.branches ?? [];
  return (
    <Section title={say("patientsNumbers")} words={say("numbersWords")}>
      {numbers.error !== null && <ErrorNotice error={numbers.error} again={() => void numbers.refetch()} />}
      {numbers.data === undefined && numbers.error === null && <PageWait />}
      {numbers.data !== undefined && branches.length === 0 && (
        <EmptyState title={say("noBranch")}>{say("branchIs")}</EmptyState>
      )}
      {branches.length > 0 && (
        <DataTable
          caption={say("branchesCaption")}
          rows={branches}
          rowKey={({ id }) => id}
          columns={[
            { key: "name", header: say("branch"), cell: ({ name }) => name },
            // Drawn anew with each version, so that the field shows what is kept.
            {
              key: "prefix",
              header: say("beginsWith"),
              width: "17rem",
              cell: (one) => <Prefix key={one.version} branch={one} />,
            },
            {
              key: "next",
              header: say("nextNumber"),
              width: "10rem",
              cell: ({ next }) => <strong className={classes.number}>{next}</strong>,
            },
            { key: "shared", header: say("sharedWith"), cell: (one) => <Shared branch={one} /> },
          ]}
        />
      )}
    </Section>
  );
}

function Shared({ branch: { sharedWith, isOwn, prefix } }: { readonly branch: Branch }) {
  if (sharedWith.length === 0) return <>{say("noOtherBranch")}</>;
  return (
    <span className={classes.shared}>
      <IconAlertTriangle size={15} aria-hidden />
      <span>
        {isOwn
          ? say("sharedSeries", { branches: sharedWith.join(say("comma")) })
          : say("sharedSeriesBecause", { branches: sharedWith.join(say("comma")), prefix })}
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
      { onSuccess: () => announce(say("kept")) },
    );
  };
  return (
    <>
      <Group gap="xs" align="start" wrap="nowrap">
        <TextInput
          aria-label={say("howNumbersBegin", { name })}
          placeholder={say("usualOne", { prefix })}
          w="10rem"
          maxLength={8}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && isChanged && send()}
          error={own?.success === false ? say("lettersAndDigits") : undefined}
        />
        {isChanged && own?.success !== false && (
          <Button
            size="compact-md"
            mt={3}
            onClick={send}
            loading={set.isPending}
            aria-label={say("keepItFor", { name })}
          >
            {say("keepWhich")}
          </Button>
        )}
      </Group>
      {set.error !== null && <ErrorNotice error={set.error} />}
    </>
  );
}
