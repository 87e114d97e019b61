import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

interface DialogProps {
  readonly title: string;
  readonly width: 'small' | 'medium';
  /** Escape does nothing while this is false: what was typed would be gone. */
  readonly closable?: boolean;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/**
 * The browser's own modal dialog: it keeps the focus inside and gives it back afterwards. Atlaskit's is fixed to the
 * frame, and Jira makes the frame as high as the page, so on a long page it opens where nobody looks; this one opens in
 * the part of the frame that is on screen.
 */
export function Dialog({ title, width, closable = true, children, onClose }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    const stop = whenVisibleAreaKnown(({ top, height }) => {
      element.style.setProperty('--visible-top', `${top}px`);
      element.style.setProperty('--visible-height', `${height}px`);
      if (!element.open) element.showModal();
    });
    return () => {
      stop();
      element.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`dialog dialog-${width}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (closable) onClose();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

/** Tells once which part of the frame is on screen, in the frame's own pixels. */
function whenVisibleAreaKnown(tell: (area: { top: number; height: number }) => void): () => void {
  if (typeof IntersectionObserver === 'undefined') {
    tell({ top: 0, height: window.innerHeight });
    return () => undefined;
  }
  // The one measure that a page in a frame of another origin can take against the window of the browser.
  const observer = new IntersectionObserver(([entry]) => {
    observer.disconnect();
    const { top, height } = entry?.intersectionRect ?? { top: 0, height: 0 };
    tell(height > 0 ? { top: top - (entry?.boundingClientRect.top ?? 0), height } : { top: 0, height: window.innerHeight });
  });
  observer.observe(document.documentElement);
  return () => observer.disconnect();
}
