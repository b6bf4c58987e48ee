import { readFileSync } from 'node:fs';
import { brokerFormats } from '../../adapters/brokers/registry.ts';

const page = readFileSync('docs/brokers.md', 'utf8');

describe('the page about files of brokers', () => {
  test.each(brokerFormats.map(({ id, download }) => ({ id, download })))(
    'describes $id and how to download it',
    ({ id, download }) => {
      const section = page.split(/^### /m).find((text) => text.includes(`\`${id}\``));
      expect(section).toContain(`- **Download**: ${download}`);
    },
  );

  test('describes no format that is not there', () => {
    const known = new Set(brokerFormats.map(({ id }) => id));
    const described = [...page.matchAll(/^`[a-z0-9`, -]+`$/gm)].flatMap(([line]) =>
      [...line.matchAll(/`([a-z0-9-]+)`/g)].map(([, id = '']) => id),
    );
    expect(described.toSorted()).toEqual([...known].toSorted());
  });
});
