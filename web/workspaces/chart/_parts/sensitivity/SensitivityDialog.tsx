import { Modal, Text } from "@mantine/core";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { Waiting } from "../layout/Loaded.tsx";
import { LabelForm } from "./LabelForm.tsx";
import { useMarkedRecord } from "./label-calls.ts";
import { useSensitivitiesOf } from "./sensitivity-list.ts";
import { say } from "./words/index.ts";

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
      title={say("sensitivity")}
      size="lg"
      closeButtonProps={{ "aria-label": say("close") }}
      closeOnClickOutside={false}
    >
      <Text fw={600}>
        <bdi>{title}</bdi>
      </Text>
      <Text size="sm" c="dimmed" mb="md">
        {say("whatMarkedMeans")}
      </Text>
      {list.data === undefined || record.data === undefined ? (
        <Waiting queries={[list, record]} what={say("theRecord")} lines={5} />
      ) : (
        <LabelForm record={record.data} list={list.data} title={title} unread={record.error} close={close} />
      )}
    </Modal>
  );
}
