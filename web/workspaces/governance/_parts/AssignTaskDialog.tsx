import { Button, Group, Modal, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import type { OfficerTask } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useAssignees, useAssignTask } from "./task-calls.ts";

const everybody = "";

/** Gives a task to somebody who may do it, or back to everybody who may. */
export function AssignTaskDialog({ task, close }: { readonly task: OfficerTask; readonly close: () => void }) {
  useFocusBack();
  const assignees = useAssignees(task.id);
  const assign = useAssignTask();
  const [to, setTo] = useState(task.assignee?.id ?? everybody);
  const go = () =>
    assign.mutate(
      { id: task.id, personId: to === everybody ? null : to },
      {
        onSuccess: () => {
          announce("Assigned");
          close();
        },
      },
    );
  return (
    <Modal opened onClose={close} title={`Assign: ${task.title}`} closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="md">
        {assignees.error !== null && <ErrorNotice error={assignees.error} again={() => void assignees.refetch()} />}
        {assignees.data === undefined && assignees.error === null && <PageWait />}
        {assignees.data !== undefined && (
          <Radio.Group label="Who sees to it" value={to} onChange={setTo}>
            <Stack gap="xs" mt={4}>
              <Radio value={everybody} label="Whoever comes first" data-autofocus />
              {assignees.data.people.map(({ id, name }) => (
                <Radio key={id} value={id} label={name} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {assign.error !== null && <ErrorNotice error={assign.error} />}
        <Group>
          <Button loading={assign.isPending} onClick={go}>
            Assign
          </Button>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
