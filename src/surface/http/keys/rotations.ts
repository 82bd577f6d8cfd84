import type { Rotation, RotationRequest } from "../../../custody/keyring/index.ts";
import type { KeysRoutesPorts } from "./ports.ts";

/** Rotations that this server works on behind their answers. */
export interface Rotations {
  /** @returns the rotation as it began, or as it stands where one of its kind was interrupted
   *  @throws KeyringError `keyring/rotation-under-way` */
  begin(request: RotationRequest): Promise<Rotation>;
  /** Stops after the step under way; the server or another one goes on with it later. */
  close(): Promise<void>;
}

export function rotationsOf({ keys, onFailure }: Pick<KeysRoutesPorts, "keys" | "onFailure">): Rotations {
  const running = new Set<Promise<void>>();
  let closing = false;

  async function goOn(steps: AsyncGenerator<Rotation>): Promise<void> {
    try {
      for await (const _ of steps) if (closing) return;
    } catch (error) {
      onFailure(error);
    }
  }

  return {
    async begin(request) {
      const steps = keys.rotate(request);
      const first = await steps.next();
      if (first.done === true) throw new Error("a rotation tells of its beginning");
      const work = goOn(steps).finally(() => running.delete(work));
      running.add(work);
      return first.value;
    },
    async close() {
      closing = true;
      await Promise.all(running);
    },
  };
}
