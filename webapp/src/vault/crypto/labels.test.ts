import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';

import {LABELS} from './labels';

test('the labels are those of protocol.md, none of them twice', () => {
    const protocol = readFileSync(resolve(__dirname, '../../../../docs/protocol.md'), 'utf8');
    const table = protocol.slice(protocol.indexOf('All labels begin with'), protocol.indexOf('### 1.3'));
    const rows = table.split('\n').filter((line) => line.startsWith('| `'));
    const documented = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, name]) => `e2ee/v1/${name}`));
    expect([...Object.values(LABELS)].sort()).toEqual(documented.sort());
    expect(new Set(documented).size).toBe(documented.length);
});
