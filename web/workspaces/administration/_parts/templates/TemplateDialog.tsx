import { Button, Checkbox, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { type OwnTemplate, useKeepTemplate } from "../../../chart/_parts/notes/own-templates.ts";
import { noteTemplates } from "../../../chart/_parts/notes/templates.ts";

/** A template to change, or a new one. */
export type Opened = { readonly own: OwnTemplate | undefined; readonly replaces: string | undefined };

/** The headings of a text as `headings` writes them, one line each. */
function headingsIn(text: string): string {
  return text
    .split("\n")
    .filter((line) => line.endsWith(":"))
    .map((line) => line.slice(0, -1))
    .join("\n");
}

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** Name, title and headings of a template. */
export function TemplateDialog({
  opened: { own, replaces },
  close,
}: {
  readonly opened: Opened;
  readonly close: () => void;
}) {
  useFocusBack();
  const came = noteTemplates.find(({ name }) => name === replaces);
  const [name, setName] = useState(own?.name ?? came?.name ?? "");
  const [title, setTitle] = useState(own?.title ?? came?.title ?? "");
  const [text, setText] = useState(own?.headings.join("\n") ?? headingsIn(came?.text ?? ""));
  const [isOffered, setOffered] = useState(own?.isOffered ?? true);
  const [tried, setTried] = useState(false);
  const keep = useKeepTemplate();
  const headings = lines(text);
  const fault =
    headings.length === 0 ? "At least one heading." : headings.length > 40 ? "At most 40 headings." : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === "" || fault !== undefined || keep.isPending) return;
    const words = {
      name: name.trim(),
      title: title.trim() === "" ? name.trim() : title.trim(),
      headings,
      replaces,
      isOffered,
    };
    keep.mutate(
      { before: own, words },
      {
        onSuccess: () => {
          announce(`${name.trim()} is kept`);
          close();
        },
      },
    );
  };
  const label = own === undefined && came === undefined ? "New template" : `Change ${came?.name ?? own?.name ?? ""}`;
  return (
    <Modal opened onClose={close} title={<b>{label}</b>} size="lg" closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {replaces === undefined && (
            <TextInput
              label="Name"
              description="As it stands in the list"
              maxLength={80}
              autoComplete="off"
              data-autofocus
              value={name}
              error={tried && name.trim() === "" ? "Give it a name." : undefined}
              onChange={({ currentTarget: { value } }) => setName(value)}
            />
          )}
          <TextInput
            label="Title of the note"
            maxLength={80}
            autoComplete="off"
            data-autofocus={replaces === undefined ? undefined : true}
            value={title}
            onChange={({ currentTarget: { value } }) => setTitle(value)}
          />
          <Textarea
            label="Headings"
            description="One on each line. Nothing about a patient."
            autosize
            minRows={4}
            maxRows={18}
            maxLength={8_000}
            value={text}
            error={tried ? fault : undefined}
            onChange={({ currentTarget: { value } }) => setText(value)}
          />
          <Checkbox
            label="Offered when a note is written"
            checked={isOffered}
            onChange={({ currentTarget: { checked } }) => setOffered(checked)}
          />
          {keep.error !== null && <ErrorNotice error={keep.error} />}
          <Group>
            <Button type="submit" loading={keep.isPending}>
              {own === undefined ? "Keep" : `Keep as version ${Number(own.version) + 1}`}
            </Button>
            <Button variant="subtle" onClick={close}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
