import { Modal, Text } from "@mantine/core";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { Waiting } from "../layout/Loaded.tsx";
import { LabelForm } from "./LabelForm.tsx";
import { useMarkedRecord } from "./label-calls.ts";
import { useSensitivitiesOf } from "./sensitivity-list.ts";

type Props = { readonly type: string; readonly id: string; readonly title: string; readonly close: () => void };

/** What makes a record sensitive: what was put on by itself and why, and what somebody chose. */
export function SensitivityDialog({ type, id, title, close }: Props) {
  useFocusBack();
  const list = useSensitivitiesOf(type);
  const record = useMarkedRecord(type, id);
  return (
    <Modal
      opened
      onClose={close}
      title="Sensitivity"
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
      closeOnClickOutside={false}
    >
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="dimmed" mb="md">
        What is marked is seen by those whose role is cleared for it, unless the patient decided otherwise.
      </Text>
      {list.data === undefined || record.data === undefined ? (
        <Waiting queries={[list, record]} what="the record" lines={5} />
      ) : (
        <LabelForm record={record.data} list={list.data} title={title} unread={record.error} close={close} />
      )}
    </Modal>
  );
}
