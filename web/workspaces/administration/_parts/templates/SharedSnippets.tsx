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
import { say } from "../../words/index.ts";

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
        {say("snippetsWho")}
      </Text>
    );
  const mayChange = allows(scopes, "Basic", "u");
  const shared = (snippets.data ?? []).filter(({ of }) => of === "organisation");
  const takeOut = (one: Snippet) =>
    keep.mutate(
      { ...one, text: "" },
      {
        onSuccess: (kept) => {
          announce(say("isTakenOutAnnounced", { abbreviation: one.abbreviation }));
          setGone({ ...one, version: kept.meta?.versionId });
        },
      },
    );
  const putBack = (one: Snippet) =>
    keep.mutate(one, {
      onSuccess: () => {
        announce(say("isBack", { abbreviation: one.abbreviation }));
        setGone(undefined);
      },
    });
  return (
    <Section
      title={say("everybodysSnippets")}
      words={say("snippetsWhy")}
      actions={
        mayChange && (
          <Button variant="default" onClick={() => setOpened("new")}>
            {say("newSnippet")}
          </Button>
        )
      }
    >
      {snippets.error !== null && <ErrorNotice error={snippets.error} again={() => void snippets.refetch()} />}
      {keep.error !== null && <ErrorNotice error={keep.error} />}
      {gone !== undefined && (
        <Group gap="sm" role="status">
          <Text size="sm">{say("isTakenOut", { abbreviation: gone.abbreviation })}</Text>
          <Button size="compact-sm" variant="default" onClick={() => putBack(gone)}>
            {say("putBack")}
          </Button>
        </Group>
      )}
      {snippets.data !== undefined && shared.length === 0 && <Text size="sm">{say("noSnippets")}</Text>}
      {shared.length > 0 && (
        <DataTable
          caption={say("everybodysSnippets")}
          rows={shared}
          rowKey={({ id }) => id}
          columns={[
            { key: "letters", header: say("letters"), cell: ({ abbreviation }) => <strong>.{abbreviation}</strong> },
            {
              key: "text",
              header: say("text"),
              cell: ({ text }) => (text.length > 160 ? `${text.slice(0, 160)}…` : text),
            },
            {
              key: "change",
              header: say("change"),
              unlabelled: true,
              cell: (one) =>
                mayChange && (
                  <Group gap="xs" wrap="nowrap">
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={say("changeSnippet", { abbreviation: one.abbreviation })}
                      onClick={() => setOpened(one)}
                    >
                      {say("change")}
                    </Button>
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      aria-label={say("takeOutSnippet", { abbreviation: one.abbreviation })}
                      onClick={() => takeOut(one)}
                    >
                      {say("takeOut")}
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
