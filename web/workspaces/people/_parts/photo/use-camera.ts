import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

export type Camera = {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly state: "off" | "asking" | "on" | "refused";
  readonly start: () => void;
  readonly stop: () => void;
};

/** The camera of this device, as long as a page shows what it sees. */
export function useCamera(): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream | undefined>(undefined);
  const [state, setState] = useState<Camera["state"]>("off");
  const stop = useCallback(() => {
    for (const track of stream.current?.getTracks() ?? []) track.stop();
    stream.current = undefined;
    setState("off");
  }, []);
  const start = useCallback(() => {
    setState("asking");
    const asked = navigator.mediaDevices?.getUserMedia({
      audio: false,
      video: { facingMode: "user", width: { ideal: 1280 } },
    });
    if (asked === undefined) return setState("refused");
    asked
      .then((found) => {
        stream.current = found;
        setState("on");
      })
      .catch(() => setState("refused"));
  }, []);
  useEffect(() => {
    const element = video.current;
    if (state !== "on" || element === null || stream.current === undefined) return;
    element.srcObject = stream.current;
    void element.play().catch(() => undefined);
  }, [state]);
  // Its light goes out with the page.
  useEffect(
    () => () => {
      for (const track of stream.current?.getTracks() ?? []) track.stop();
      stream.current = undefined;
    },
    [],
  );
  return { video, state, start, stop };
}
