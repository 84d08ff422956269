import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { initials } from './avatar';
import { Button } from './button';
import { CopyField } from './copy-field';
import { DiffList } from './diff-list';
import { ErrorSummary } from './error-summary';
import { Field } from './field';
import { HttpExchange } from './http-exchange';
import { Input } from './input';
import { JsonView } from './json-view';
import { Mono } from './mono';
import { SecretOnce } from './secret-once';
import { Table } from './table';
import { Timestamp } from './timestamp';

const textOf = (markup: string) => markup.replaceAll(/<[^>]*>/g, '');

describe('Button', () => {
  it('submits nothing unless told to', () => {
    expect(renderToStaticMarkup(<Button>Cancel</Button>)).toContain('type="button"');
  });

  it('opens its dialog without scripts', () => {
    const markup = renderToStaticMarkup(<Button opens="create">Create</Button>);
    expect(markup).toContain('command="show-modal" commandfor="create"');
  });
});

describe('Field', () => {
  it('ties label, help and error to the control', () => {
    const markup = renderToStaticMarkup(
      <Field id="label" label="Label" help="Which app uses it." error="Give it a label.">
        {(control) => <Input {...control} name="label" />}
      </Field>,
    );
    expect(markup).toContain('<label for="label"');
    expect(markup).toContain('aria-describedby="label-error label-help" aria-invalid="true"');
    expect(markup).toMatch(/id="label-error".*Give it a label\./);
  });
});

describe('ErrorSummary', () => {
  it('leaves a single error to its field', () => {
    expect(renderToStaticMarkup(<ErrorSummary errors={[{ fieldId: 'a', message: 'Enter a name.' }]} />)).toBe(
      '',
    );
  });
});

describe('CopyField', () => {
  it('names its button by what it copies, and shows the value whole', () => {
    const markup = renderToStaticMarkup(
      <CopyField label="Base URL" copyLabel="base URL" value="https://x.example/scim/v2/acme" />,
    );
    expect(markup).toContain('aria-label="Copy base URL"');
    expect(textOf(markup)).toContain('https://x.example/scim/v2/acme');
  });
});

describe('Mono', () => {
  it('may break an address after a slash, but not inside its scheme', () => {
    expect(renderToStaticMarkup(<Mono>https://x.example/scim/v2</Mono>)).toContain(
      '>https://x.example/<wbr/>scim/<wbr/>v2<',
    );
  });
});

describe('Table', () => {
  const table = (
    <Table
      caption="Members"
      rows={[{ id: '1', name: 'Ana Ruiz' }]}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          header: 'Name',
          rowHeader: true,
          sort: { href: '?sort=-name', direction: 'ascending' },
          cell: (row) => row.name,
        },
        { key: 'since', header: 'Since', sort: { href: '?sort=since', direction: null }, cell: () => '2026' },
      ]}
    />
  );

  it('says how it is sorted, on the heading that sorts it', () => {
    const markup = renderToStaticMarkup(table);
    expect(markup).toMatch(/aria-sort="ascending"[^>]*><a[^>]*href="\?sort=-name"/);
    expect(markup).toMatch(/aria-sort="none"[^>]*><a[^>]*href="\?sort=since"/);
  });

  it('keeps its roles where a phone draws rows as blocks', () => {
    const markup = renderToStaticMarkup(table);
    for (const role of ['table', 'rowgroup', 'row', 'columnheader', 'rowheader', 'cell']) {
      expect(markup).toContain(`role="${role}"`);
    }
  });
});

describe('Timestamp', () => {
  it('is written in full by the server, with its ISO form for those who point at it', () => {
    expect(renderToStaticMarkup(<Timestamp at="2026-11-21T17:14:07.212Z" />)).toMatch(
      /^<time dateTime="(2026-11-21T17:14:07.212Z)" title="\1"[^>]*>21 Nov 2026, 17:14 UTC<\/time>$/,
    );
  });
});

describe('DiffList', () => {
  it('says before and after in words, not by colour', () => {
    const markup = renderToStaticMarkup(<DiffList items={[{ label: 'SCIM', before: 'off', after: 'on' }]} />);
    expect(textOf(markup)).toBe('SCIM−Before: off+After: on');
  });
});

describe('JsonView', () => {
  it('gives each line an address', () => {
    const markup = renderToStaticMarkup(
      <JsonView id="request" label="request body" text='{"active":true}' />,
    );
    expect([...markup.matchAll(/id="(request-L\d+)"/g)].map(([, id]) => id)).toEqual([
      'request-L1',
      'request-L2',
      'request-L3',
    ]);
  });

  it('shows text that is not JSON as it came', () => {
    expect(textOf(renderToStaticMarkup(<JsonView id="r" label="body" text="{oops" />))).toContain('{oops');
  });
});

describe('SecretOnce', () => {
  it('draws nothing while there is no secret', () => {
    expect(renderToStaticMarkup(<SecretOnce secret={null} noun="token" onDone={() => undefined} />)).toBe('');
  });
});

describe('components', () => {
  it('write no style attribute, which the content security policy would refuse', () => {
    const markup = renderToStaticMarkup(
      <HttpExchange
        id="x"
        method="POST"
        url="https://x.example"
        requestBody="{}"
        status={201}
        responseBody="{}"
        durationMs={6.2}
      />,
    );
    expect(markup).not.toContain('style=');
  });
});

describe('initials', () => {
  it.each([
    ['Ana Ruiz', 'AR'],
    ['ana@acme.com', 'A'],
    ['Łukasz van der Berg', 'ŁB'],
    ['  ', ''],
  ])('of "%s" are "%s"', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});
