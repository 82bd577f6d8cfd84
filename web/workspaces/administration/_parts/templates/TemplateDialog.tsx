import { Button, Checkbox, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { type OwnTemplate, useKeepTemplate } from "../../../chart/_parts/notes/own-templates.ts";
import { noteTemplates } from "../../../chart/_parts/notes/templates.ts";
import { say } from "../../words/index.ts";

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
  const fault = headings.length === 0 ? say("atLeastOne") : headings.length > 40 ? say("atMost40") : undefined;
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
          announce(say("isKept", { name: name.trim() }));
          close();
        },
      },
    );
  };
  const label =
    own === undefined && came === undefined
      ? say("newTemplate")
      : say("changeValue", { name: came?.name ?? own?.name ?? "" });
  return (
    <Modal opened onClose={close} title={<b>{label}</b>} size="lg" closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {replaces === undefined && (
            <TextInput
              label={say("name")}
              description={say("asInList")}
              maxLength={80}
              autoComplete="off"
              data-autofocus
              value={name}
              error={tried && name.trim() === "" ? say("giveName") : undefined}
              onChange={({ currentTarget: { value } }) => setName(value)}
            />
          )}
          <TextInput
            label={say("titleOfNote")}
            maxLength={80}
            autoComplete="off"
            data-autofocus={replaces === undefined ? undefined : true}
            value={title}
            onChange={({ currentTarget: { value } }) => setTitle(value)}
          />
          <Textarea
            label={say("headings")}
            description={say("oneOnEachLine")}
            autosize
            minRows={4}
            maxRows={18}
            maxLength={8_000}
            value={text}
            error={tried ? fault : undefined}
            onChange={({ currentTarget: { value } }) => setText(value)}
          />
          <Checkbox
            label={say("offeredWhenWriting")}
            checked={isOffered}
            onChange={({ currentTarget: { checked } }) => setOffered(checked)}
          />
          {keep.error !== null && <ErrorNotice error={keep.error} />}
          <Group>
            <Button type="submit" loading={keep.isPending}>
              {own === undefined ? say("keep") : say("keepAsVersion", { version: Number(own.version) + 1 })}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
