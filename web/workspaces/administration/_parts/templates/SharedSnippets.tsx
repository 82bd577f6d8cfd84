import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { allows } from "../../../../app/session/allows.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { announce } from "../../../../ui/announce.ts";
import { DataTable } from "../../../../ui/DataTable.tsx";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { Section } from "../../../../ui/Section.tsx";
import { useKeepSnippet, useSnippets } from "../../../chart/_parts/notes/snippet-calls.ts";
import type { Snippet } from "../../../chart/_parts/notes/snippets.ts";
import { SnippetDialog } from "./SnippetDialog.tsx";

/** The snippets that everybody who writes notes has. */
export function SharedSnippets() {
  const { scopes } = useSession();
  const snippets = useSnippets();
  const keep = useKeepSnippet();
  const [opened, setOpened] = useState<Snippet | "new">();
  const [gone, setGone] = useState<Snippet>();
  if (!allows(scopes, "Basic", "s"))
    return (
      <Text size="sm" c="dimmed" mt="md">
        Everybody’s snippets are changed by whoever may change templates and has the right to them in their role.
      </Text>
    );
  const mayChange = allows(scopes, "Basic", "u");
  const shared = (snippets.data ?? []).filter(({ of }) => of === "organisation");
  const takeOut = (one: Snippet) =>
    keep.mutate(
      { ...one, text: "" },
      {
        onSuccess: (kept) => {
          announce(`.${one.abbreviation} is taken out`);
          setGone({ ...one, version: kept.meta?.versionId });
        },
      },
    );
  const putBack = (one: Snippet) =>
    keep.mutate(one, {
      onSuccess: () => {
        announce(`.${one.abbreviation} is back`);
        setGone(undefined);
      },
    });
  return (
    <Section
      title="Everybody’s snippets"
      words="A few letters after a point become a text, for everybody who writes notes. Each change is a version of its record."
      actions={
        mayChange && (
          <Button variant="default" onClick={() => setOpened("new")}>
            New snippet
          </Button>
        )
      }
    >
      {snippets.error !== null && <ErrorNotice error={snippets.error} again={() => void snippets.refetch()} />}
      {keep.error !== null && <ErrorNotice error={keep.error} />}
      {gone !== undefined && (
        <Group gap="sm" role="status">
          <Text size="sm">.{gone.abbreviation} is taken out.</Text>
          <Button size="compact-sm" variant="default" onClick={() => putBack(gone)}>
            Put it back
          </Button>
        </Group>
      )}
      {snippets.data !== undefined && shared.length === 0 && (
        <Text size="sm">There are none yet. “.lbp ” could become “Low back pain, no red flags.”</Text>
      )}
      {shared.length > 0 && (
        <DataTable
          caption="Everybody’s snippets"
          rows={shared}
          rowKey={({ id }) => id}
          columns={[
            { key: "letters", header: "Letters", cell: ({ abbreviation }) => <strong>.{abbreviation}</strong> },
            { key: "text", header: "Text", cell: ({ text }) => (text.length > 160 ? `${text.slice(0, 160)}…` : text) },
            {
              key: "change",
              header: "Change",
              unlabelled: true,
              cell: (one) =>
                mayChange && (
                  <Group gap="xs" wrap="nowrap">
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={`Change .${one.abbreviation}`}
                      onClick={() => setOpened(one)}
                    >
                      Change
                    </Button>
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      aria-label={`Take out .${one.abbreviation}`}
                      onClick={() => takeOut(one)}
                    >
                      Take out
                    </Button>
                  </Group>
                ),
            },
          ]}
        />
      )}
      {opened !== undefined && (
        <SnippetDialog snippet={opened === "new" ? undefined : opened} close={() => setOpened(undefined)} />
      )}
    </Section>
  );
}
