import { Button, Group, Modal } from "@mantine/core";
import { type Freed, Offers } from "./Offers.tsx";
import { say } from "../words/index.ts";

/** Who on the waiting list would fit where somebody left a place, over the page. */
export function OffersDialog({ freed, close }: { readonly freed: Freed; readonly close: () => void }) {
  return (
    <Modal opened onClose={close} title={say("whoWouldFit")} closeButtonProps={{ "aria-label": say("close") }}>
      <Offers freed={freed} close={close} />
      <Group mt="md">
        <Button variant="subtle" onClick={close}>
          {say("leaveFree")}
        </Button>
      </Group>
    </Modal>
  );
}
