import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import classes from './virtual-rows.module.css';

interface VirtualRowsProps<Row> {
  readonly rows: readonly Row[];
  /** Height of a row in pixels, known beforehand. */
  readonly heightOf: (row: Row) => number;
  readonly keyOf: (row: Row) => string;
  /** Another whenever the heights are others, such as after a change of the window's width. */
  readonly layout: string | number;
  readonly children: (row: Row) => React.ReactNode;
}

/** Rows in the flow of the page of which only those near the window are drawn. */
export function VirtualRows<Row>({ rows, heightOf, keyOf, layout, children }: VirtualRowsProps<Row>) {
  const host = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);

  // What is above the list may grow or shrink with every render.
  useLayoutEffect(() => {
    const top = (host.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    setScrollMargin(Math.round(top));
  });

  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => {
      const row = rows[index];
      return row === undefined ? 0 : heightOf(row);
    },
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : keyOf(row);
    },
    overscan: 4,
    scrollMargin,
  });
  // Heights are computed, not measured, so the virtualizer has to be told of other ones.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `layout` is not read, it says that the heights are others
  useLayoutEffect(() => virtual.measure(), [virtual, layout]);

  return (
    <div ref={host} className={classes.host} style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const row = rows[item.index];
        return (
          row !== undefined && (
            <div
              key={item.key}
              className={classes.row}
              style={{ height: item.size, transform: `translateY(${item.start - scrollMargin}px)` }}
            >
              {children(row)}
            </div>
          )
        );
      })}
    </div>
  );
}
