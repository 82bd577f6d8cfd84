import { type ReactNode, useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import classes from "./TopDialog.module.css";
import { useVeil } from "./use-veil.ts";

type Props = {
  readonly labelledBy: string;
  /** Hides the page behind it. */
  readonly locks?: boolean;
  /** What Escape does; without it the dialog stays. */
  readonly close?: () => void;
  readonly children: ReactNode;
};

/** A dialog in the browser's top layer: everything else, other dialogs too, can be neither used nor read by assistive technology. */
export function TopDialog({ labelledBy, locks = false, close, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const latestClose = useRef(close);
  latestClose.current = close;
  useVeil(locks);
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return undefined;
    const back = document.activeElement;
    const stay = (event: Event) => {
      event.preventDefault();
      latestClose.current?.();
    };
    const reopen = () => {
      if (element.isConnected && !element.open) element.showModal();
    };
    element.showModal();
    element.addEventListener("cancel", stay);
    element.addEventListener("close", reopen);
    return () => {
      element.removeEventListener("cancel", stay);
      element.removeEventListener("close", reopen);
      if (element.open) element.close();
      if (back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true });
    };
  }, []);
  return createPortal(
    <dialog ref={dialog} data-top="" aria-labelledby={labelledBy} className={classes.dialog}>
      {children}
    </dialog>,
    document.body,
  );
}
