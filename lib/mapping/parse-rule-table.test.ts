import { describe, expect, it } from 'vitest';
import { MOST_RULES } from '@/lib/mapping/most-rules';
import { parseRuleTable } from '@/lib/mapping/parse-rule-table';
import { BUILT_IN_ROLES } from '@/lib/roles/role';

const roles = [...BUILT_IN_ROLES, { key: 'it-support', name: 'IT Support' }];
const rows = (text: string) => parseRuleTable(text, roles).rows.map(({ name, roleKey }) => `${name} → ${roleKey}`);

describe('a table of rules from a spreadsheet', () => {
  it.each<[what: string, text: string, expected: string[]]>([
    ['tabs', 'Sales\tmember\nOps\tadmin', ['Sales → member', 'Ops → admin']],
    ['commas', 'Sales,member\nOps,admin\n', ['Sales → member', 'Ops → admin']],
    ['line breaks of Windows', 'Sales\tmember\r\nOps\tadmin\r\n', ['Sales → member', 'Ops → admin']],
    ['line breaks of old Macs', 'Sales\tmember\rOps\tadmin', ['Sales → member', 'Ops → admin']],
    ['spaces round cells', ' Sales , member ', ['Sales → member']],
    ['roles by name, in any case', 'Sales\tIT SUPPORT\nOps\tOwner', ['Sales → it-support', 'Ops → owner']],
    ['headings', 'Group,Role\nSales,member', ['Sales → member']],
    ['commas in cells that tabs divide', 'Sales, EMEA\tmember', ['Sales, EMEA → member']],
    ['cells in quotes', '"Sales, EMEA",member\n"The ""A"" team","admin"', ['Sales, EMEA → member', 'The "A" team → admin']],
    ['a line break in quotes', '"Sales\nEMEA",member\nOps,admin', ['Sales\nEMEA → member', 'Ops → admin']],
    ['a quote that is none', '"Sales" team,member', ['"Sales" team → member']],
    ['semicolons, as spreadsheets of some countries export', 'Sales;member\n"Ops; EU";admin', ['Sales → member', 'Ops; EU → admin']],
    ['empty lines and empty further cells', '\nSales,member,,\n,\n\nOps,admin\n\n', ['Sales → member', 'Ops → admin']],
    ['a row that comes again', 'Sales,member\nSales,member\nSales,admin', ['Sales → member', 'Sales → admin']],
    ['nothing', '', []],
    ['a group called like a heading', 'Group,member', ['Group → member']],
  ])('may have %s', (_, text, expected) => {
    expect(rows(text)).toEqual(expected);
    expect(parseRuleTable(text, roles).problems).toEqual([]);
  });

  it.each<[text: string, line: number, message: RegExp]>([
    ['Sales,member\nOps', 2, /"Ops" has no second column/],
    ['Sales,member\n"a\nb",boss', 2, /no role "boss". The roles are Owner, Admin, Member, Viewer, IT Support/],
    ['"a\nb",member\nOps,', 3, /"Ops" has no role/],
    ['Sales,member\n\n,admin', 3, /first column is empty/],
    ['Sales,EMEA,member', 1, /more than two columns/],
    ['Ops,admin\n"Sales,member', 2, /quote is opened and not closed/],
    ['Group,Role\nGroup,Role', 2, /no role "Role"/],
  ])('says what is wrong in which line of %j', (text, line, message) => {
    expect(parseRuleTable(text, roles).problems).toEqual([{ line, message: expect.stringMatching(message) as string }]);
  });

  it('keeps the rows that are right beside those that are not', () => {
    expect(rows('Sales,member\nOps,boss\nHR,viewer')).toEqual(['Sales → member', 'HR → viewer']);
  });

  it('takes as many rows as a mapping may have rules', () => {
    const text = Array.from({ length: MOST_RULES + 3 }, (_, number) => `Group ${number}\tmember`).join('\n');
    const { rows: taken, problems } = parseRuleTable(text, roles);
    expect(taken).toHaveLength(MOST_RULES);
    expect(problems).toEqual([{ line: MOST_RULES + 1, message: 'A mapping holds up to 5,000 rules; the table has 5,003.' }]);
  });
});
