import { parse } from 'content-disposition';
import { attachment } from '../../../adapters/http/attachment.ts';

const headerOf = (name: string): string =>
  attachment(['positions', name], 'csv')['Content-Disposition'] ?? '';
const nameIn = (name: string): string | undefined => parse(headerOf(name)).parameters.filename;

describe('the name of a file that is saved', () => {
  it.each([
    ['Brokerage', 'positions_Brokerage.csv'],
    ['../../etc/passwd', 'positions_etc_passwd.csv'],
    ['a"; filename="b.exe', 'positions_a_filename_b.exe.csv'],
    ['a\r\nSet-Cookie: b=c', 'positions_a_Set-Cookie_b_c.csv'],
    ['Müller & Söhne', 'positions_Müller_Söhne.csv'],
    ['日本', 'positions_日本.csv'],
    ['...', 'positions.csv'],
    ['', 'positions.csv'],
  ])('for %j is %j', (name, saved) => {
    expect(nameIn(name)).toBe(saved);
  });

  it('is short, and its header is one line of plain characters', () => {
    const header = headerOf(`${'x'.repeat(5000)}\u202Eé\u{1F600}`);
    expect(header).toMatch(/^[\x20-\x7e]+$/);
    expect(nameIn('x'.repeat(5000))?.length).toBeLessThan(120);
  });
});
