import { Modal } from "@mantine/core";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { OpenedFile } from "./OpenedFile.tsx";
import { say } from "./words/index.ts";

type Props = {
  readonly form: { readonly fileId: string; readonly contentType: string; readonly title: string };
  readonly close: () => void;
};

/** A file over the page that names it. */
export function FileDialog({ form, close }: Props) {
  useFocusBack();
  return (
    <Modal
      opened
      onClose={close}
      title={<bdi>{form.title}</bdi>}
      size="xl"
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <OpenedFile {...form} />
    </Modal>
  );
}
