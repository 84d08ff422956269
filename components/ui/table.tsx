import type { ReactNode } from 'react';
import Link from 'next/link';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { classNames } from './class-names';

export interface ColumnSort {
  /** Where a press on the heading leads. */
  href: string;
  /** How the rows are sorted by this column now. */
  direction: 'ascending' | 'descending' | null;
}

export interface TableColumn<Row> {
  key: string;
  header: ReactNode;
  /** Keeps the heading for screen readers only, as over a column of buttons. */
  headerHidden?: boolean;
  cell: (row: Row) => ReactNode;
  sort?: ColumnSort;
  /** The cell that names its row. One column of a table has it. */
  rowHeader?: boolean;
  align?: 'start' | 'end';
  /** A width utility such as `w-40`. Columns without one share what is left. */
  width?: string;
  /**
   * On a phone each row is a block and each cell a line of it: `label` puts the heading before the value,
   * `corner` moves the cell to the end of the first line, `hide` leaves it out.
   */
  phone?: 'line' | 'label' | 'corner' | 'hide';
}

export interface TableProps<Row> {
  /** Names the table for screen readers. */
  caption: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** An id for the row's element, so that focus can return to it. */
  rowId?: (row: Row) => string;
  rowClassName?: (row: Row) => string | undefined;
  /** 40 px rows, or 32. */
  density?: 'comfortable' | 'compact';
  /** Pads the first and last cell for a table that reaches the edges of its card. */
  flush?: boolean;
}

const sortIcons = { ascending: ArrowUp, descending: ArrowDown, none: ChevronsUpDown } as const;

function SortLink({ sort, children }: { sort: ColumnSort; children: ReactNode }) {
  const Icon = sortIcons[sort.direction ?? 'none'];
  return (
    <Link
      href={sort.href}
      scroll={false}
      prefetch={false}
      className={classNames(
        'tap-target -mx-1 inline-flex h-7 items-center gap-1 rounded-badge px-1 no-underline hover:text-ink',
        sort.direction && 'text-ink',
      )}
    >
      {children}
      <Icon className={classNames('size-3.5!', !sort.direction && 'text-ink-3')} />
    </Link>
  );
}

function HeaderCell<Row>({ column }: { column: TableColumn<Row> }) {
  const { sort, header, headerHidden, align, width } = column;
  return (
    <th
      scope="col"
      role="columnheader"
      aria-sort={sort ? (sort.direction ?? 'none') : undefined}
      className={classNames(
        'h-9 border-b border-line px-3 text-xs font-medium text-ink-2 first:ps-0 last:pe-0',
        align === 'end' ? 'text-end' : 'text-start',
        width,
      )}
    >
      {headerHidden ? (
        <span className="sr-only">{header}</span>
      ) : sort ? (
        <SortLink sort={sort}>{header}</SortLink>
      ) : (
        header
      )}
    </th>
  );
}

const labelledCell = classNames(
  'max-tablet:flex! max-tablet:gap-2',
  'max-tablet:before:text-ink-3 max-tablet:before:content-[attr(data-label)]',
);

function BodyCell<Row>({ column, row, compact }: { column: TableColumn<Row>; row: Row; compact: boolean }) {
  const Cell = column.rowHeader ? 'th' : 'td';
  return (
    <Cell
      scope={column.rowHeader ? 'row' : undefined}
      role={column.rowHeader ? 'rowheader' : 'cell'}
      data-label={column.phone === 'label' && typeof column.header === 'string' ? column.header : undefined}
      className={classNames(
        'min-w-0 text-sm font-normal wrap-anywhere max-tablet:block',
        'max-tablet:py-0.5 tablet:border-b tablet:border-line',
        'tablet:px-3 tablet:align-middle tablet:group-last/row:border-b-0 tablet:first:ps-0 tablet:last:pe-0',
        compact ? 'tablet:h-8 tablet:py-1' : 'tablet:h-10 tablet:py-2',
        column.align === 'end' ? 'text-start tabular-nums tablet:text-end' : 'text-start',
        column.phone === 'hide' && 'max-tablet:hidden',
        column.phone === 'corner' && 'max-tablet:absolute max-tablet:end-0 max-tablet:top-2.5',
        column.phone === 'label' && labelledCell,
      )}
    >
      {column.cell(row)}
    </Cell>
  );
}

/**
 * A real table: find-in-page, screen readers and no scripts all work. Roles are written out, because a phone
 * draws the rows as blocks, and some browsers drop a table's roles with its display.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, rowKey, rowId, rowClassName, density = 'comfortable', flush } = props;
  return (
    <table
      role="table"
      className={classNames(
        'w-full table-fixed border-separate border-spacing-0 max-tablet:block',
        flush && 'px-4 tablet:px-5',
      )}
    >
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className="max-tablet:sr-only">
        <tr role="row">
          {columns.map((column) => (
            <HeaderCell key={column.key} column={column} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-tablet:block">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            id={rowId?.(row)}
            role="row"
            className={classNames(
              'group/row relative max-tablet:block max-tablet:border-b',
              'max-tablet:border-line max-tablet:py-2.5 max-tablet:last:border-b-0',
              rowClassName?.(row),
            )}
          >
            {columns.map((column) => (
              <BodyCell key={column.key} column={column} row={row} compact={density === 'compact'} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
