import { Box, Button } from "@mantine/core";
import { useState } from "react";
import { allows } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { type OwnTemplate, useOwnTemplates } from "../chart/_parts/notes/own-templates.ts";
import { noteTemplates } from "../chart/_parts/notes/templates.ts";
import { SharedSnippets } from "./_parts/templates/SharedSnippets.tsx";
import { type Opened, TemplateDialog } from "./_parts/templates/TemplateDialog.tsx";
import { say } from "./words/index.ts";

type Row = { readonly name: string; readonly own: OwnTemplate | undefined; readonly replaces: string | undefined };

function rowsOf(own: readonly OwnTemplate[]): readonly Row[] {
  const inPlaceOf = (name: string) => own.find(({ replaces }) => replaces === name);
  const known = new Set(noteTemplates.map(({ name }) => name));
  return [
    ...noteTemplates.map(({ name }) => ({ name, own: inPlaceOf(name), replaces: name })),
    ...own
      .filter(({ replaces }) => !known.has(replaces ?? ""))
      .map((one) => ({ name: one.name, own: one, replaces: undefined })),
  ];
}

/** What notes begin with, as the organisation has it; and everybody's snippets. */
export function TemplatesPage() {
  const { scopes } = useSession();
  const own = useOwnTemplates();
  const [opened, setOpened] = useState<Opened>();
  const mayChange = allows(scopes, "Questionnaire", "u");
  return (
    <>
      <PageHeader
        title={say("templates")}
        summary={say("templatesSummary")}
        actions={
          mayChange && (
            <Button onClick={() => setOpened({ own: undefined, replaces: undefined })}>{say("newTemplate")}</Button>
          )
        }
      />
      {own.error !== null && <ErrorNotice error={own.error} again={() => void own.refetch()} />}
      {own.data === undefined ? (
        own.error === null && <PageWait />
      ) : (
        <DataTable
          caption={say("templates")}
          rows={rowsOf(own.data)}
          rowKey={({ name, own: its }) => its?.id ?? name}
          columns={[
            { key: "name", header: say("name"), cell: ({ name }) => <strong>{name}</strong> },
            { key: "state", header: say("asItIs"), cell: ({ own: its }) => stateOf(its) },
            {
              key: "change",
              header: say("change"),
              unlabelled: true,
              cell: (row) =>
                mayChange && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => setOpened(row)}
                    aria-label={say("changeOf", { name: row.name })}
                  >
                    {say("change")}
                  </Button>
                ),
            },
          ]}
        />
      )}
      <Box mt="xl">
        <SharedSnippets />
      </Box>
      {opened !== undefined && <TemplateDialog opened={opened} close={() => setOpened(undefined)} />}
    </>
  );
}

function stateOf(own: OwnTemplate | undefined): string {
  if (own === undefined) return say("asProgram");
  return own.isOffered ? say("yourOwn", { version: own.version }) : say("notOffered", { version: own.version });
}
