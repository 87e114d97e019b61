import { createContext, type ReactNode, useContext, useEffect, useId, useRef, useState } from 'react';
import { useNavigation } from '../state/navigation.tsx';

interface PageProps {
  readonly title: string;
  readonly intro?: string;
  /** A way back, above the heading. */
  readonly back?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

const UnderTitle = createContext<HTMLElement | null>(null);

/** Where what is in the page may put something right under its title. Null outside of a page. */
export const usePlaceUnderTitle = (): HTMLElement | null => useContext(UnderTitle);

/** A page's heading and body. After the first, each new page puts the focus on its heading, so that it is read out. */
export function Page({ title, intro, back, action, children }: PageProps) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const [under, setUnder] = useState<HTMLElement | null>(null);
  const { moved } = useNavigation();
  const focusOnArrival = useRef(moved);
  useEffect(() => {
    if (focusOnArrival.current) heading.current?.focus();
  }, []);
  return (
    <section className="page" aria-labelledby={id}>
      <div className="page-head">
        <div>
          {back}
          <h2 id={id} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {intro !== undefined && <p className="page-intro">{intro}</p>}
          <div ref={setUnder} />
        </div>
        {action}
      </div>
      <UnderTitle.Provider value={under}>{children}</UnderTitle.Provider>
    </section>
  );
}

/** A part of a page with a heading of its own. */
export function Section({ title, intro, children }: { title: string; intro?: string; children: ReactNode }) {
  return (
    <section className="section">
      <h3>{title}</h3>
      {intro !== undefined && <p className="section-intro">{intro}</p>}
      {children}
    </section>
  );
}
