import { Button } from "@mantine/core";
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
        title="Templates of notes"
        summary="Headings that a note begins with. Each change is a new version; a signed note names the version that it began with."
        actions={
          mayChange && <Button onClick={() => setOpened({ own: undefined, replaces: undefined })}>New template</Button>
        }
      />
      {own.error !== null && <ErrorNotice error={own.error} again={() => void own.refetch()} />}
      {own.data === undefined ? (
        own.error === null && <PageWait />
      ) : (
        <DataTable
          caption="Templates of notes"
          rows={rowsOf(own.data)}
          rowKey={({ name, own: its }) => its?.id ?? name}
          columns={[
            { key: "name", header: "Name", cell: ({ name }) => <strong>{name}</strong> },
            { key: "state", header: "As it is", cell: ({ own: its }) => stateOf(its) },
            {
              key: "change",
              header: "Change",
              cell: (row) =>
                mayChange && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => setOpened(row)}
                    aria-label={`Change ${row.name}`}
                  >
                    Change
                  </Button>
                ),
            },
          ]}
        />
      )}
      <SharedSnippets />
      {opened !== undefined && <TemplateDialog opened={opened} close={() => setOpened(undefined)} />}
    </>
  );
}

function stateOf(own: OwnTemplate | undefined): string {
  if (own === undefined) return "As the program brings it";
  return own.isOffered ? `Your own, version ${own.version}` : `Not offered, version ${own.version}`;
}
