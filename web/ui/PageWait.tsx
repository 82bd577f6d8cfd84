import { Loader } from "@mantine/core";
import { say } from "./words/index.ts";

/** A page on its way. */
export function PageWait() {
  return (
    <div role="status" data-underway style={{ display: "flex", justifyContent: "center", paddingBlock: "4rem" }}>
      <Loader size="sm" type="dots" aria-hidden />
      <span className="wb-visually-hidden">{say("loading")}</span>
    </div>
  );
}
