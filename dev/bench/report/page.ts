/**
 * docs/performance.md, from figures: words stand here, numbers nowhere.
 *
 * @packageDocumentation
 */
import {BOUNDS, partsIn} from '../judging/bounds';
import {figure, ratio} from '../judging/figures';
import type {Figures} from '../judging/figures';
import {boundOf, format, judge, type Part} from '../judging/judge';
import {OUR_CALLS} from '../page/ours';
import {YARDSTICK_CALLS} from '../page/yardstick';
import {COMPARED, COMPARED_LIVE, RUNS, countRuns} from '../run/runs';
import type {LivePart} from '../run/runs';
import {GROWING_MEMBERS, GROWING_PINS, GROWING_POSTS} from '../run/sizes';

const PARTS: ReadonlyArray<readonly [Part, string]> = [
    ['schemes', 'The scheme, beside the yardstick'],
    ['worker', 'The page, while the worker works'],
    ['bundle', 'What is loaded'],
    ['hook', 'The server half'],
    ['growth', 'Many people pinned'],
    ['live', 'On the stack, beside a clear channel (development host)'],
    ['live full product', 'On the stack, beside a clear channel (Mattermost’s own client)'],
];

type Row = readonly string[];

function titleOf(part: Part): string {
    return PARTS.find(([name]) => name === part)?.[1] ?? part;
}

export function performancePage(figures: Figures): string {
    return [
        '# Performance',
        '',
        'Written by `make bench-docs` from [performance.json](performance.json), which is what `make bench` measured; not to be edited by hand.',
        '',
        ...boundsOf(figures),
        ...liveRuns(figures),
        ...schemes(figures),
        ...runs(figures),
        ...wholePath(figures),
        ...growth(figures),
        ...HOW,
    ].join('\n');
}

function boundsOf(figures: Figures): readonly string[] {
    return [
        '## 1. Bounds and aims',
        '',
        'The run fails where a bound is missed. An aim is better than the bound, and no failure.',
        '',
        ...PARTS.filter(([part]) => partsIn(figures).includes(part)).flatMap(([part, title]) => {
            const rows = judge(BOUNDS, figures, [part]).map(({bound, value, holds, reachesAim}): Row => {
                const aim = bound.aim === undefined ? '' : `${format(bound.aim)}${reachesAim === true ? ', reached' : ', not reached'}`;
                return [bound.what, `${format(value)} ${bound.unit}`, boundOf(bound), aim, holds ? 'holds' : '**missed**'];
            });
            return [`**${title}**`, '', ...table(['What', 'Measured', 'Bound', 'Aim', ''], rows), ''];
        }),
    ];
}

function schemes(figures: Figures): readonly string[] {
    const rows = [10, 100, 1000].map((members): Row => {
        const ms = (name: string): string => format(figure(figures, `${name}.${members}.ours`));
        const theirs = (name: string): string => format(figure(figures, `${name}.${members}.yardstick`));
        return [
            format(members),
            theirs('seal'),
            ms('sealCold'),
            ms('seal'),
            theirs('open'),
            ms('openCold'),
            ms('open'),
            theirs('size'),
            ms('size'),
        ];
    });
    return [
        '## 2. Our scheme and the yardstick',
        '',
        'Milliseconds in which the thread was at work, medians; sizes in characters. *Cold* is the first post of a session, or the first page of sessions not met before; the yardstick has nothing to keep, so each of its posts is cold.',
        '',
        ...table(
            [
                'Members',
                'seal, yardstick',
                'seal, cold',
                'seal',
                'open 60, yardstick',
                'open 60, cold',
                'open 60',
                'size, yardstick',
                'size',
            ],
            rows,
        ),
        '',
        `Raw WebCrypto in the same run: one ECDH ${format(figure(figures, 'raw.ecdh') * 1000)} µs, one check of a signature ${format(figure(figures, 'raw.verify') * 1000)} µs. Sixty checks alone take ${format(60 * figure(figures, 'raw.verify'))} ms of each page of posts.`,
        '',
    ];
}

function runs(figures: Figures): readonly string[] {
    return [
        'Run by run, how many times faster than the yardstick, and how many bounds held of those that need no server. The figures of this page are of the last run.',
        '',
        ...runTable(figures, RUNS.browser, COMPARED),
        '',
    ];
}

function liveRuns(figures: Figures): readonly string[] {
    const parts = (['live', 'live full product'] as const satisfies readonly LivePart[]).filter(
        (part) => countRuns(figures, RUNS[part]) > 0,
    );
    return parts.flatMap((part) => [`**${titleOf(part)}**, run by run:`, '', ...runTable(figures, RUNS[part], COMPARED_LIVE), '']);
}

function runTable(
    figures: Figures,
    prefix: string,
    compared: ReadonlyArray<{readonly name: string; readonly title: string}>,
): readonly string[] {
    const rows = Array.from({length: countRuns(figures, prefix)}, (_, index): Row => {
        const of = (name: string): number => figure(figures, `${prefix}.${index + 1}.${name}`);
        return [`${index + 1}`, ...compared.map(({name}) => format(of(name))), `${of('held')} of ${of('bounds')}`];
    });
    return table(['Run', ...compared.map(({title}) => title), 'bounds that held'], rows);
}

function wholePath(figures: Figures): readonly string[] {
    const rows = [10, 100, 1000].map((members): Row => [
        format(members),
        ...['prepare', 'seal', 'open', 'openAgain'].map((name) => format(figure(figures, `worker.${name}.${members}`))),
    ]);
    return [
        '## 3. The whole path',
        '',
        'Milliseconds by the clock from the page’s question to the worker’s answer: messages, IndexedDB and the server half’s routes included. Everybody’s chains are fetched and verified while preparing.',
        '',
        ...table(['Members', 'prepare', 'seal', 'open 60, first time', 'open 60, again'], rows),
        '',
        `Bundle, gzip: ${kilobytes(figures, 'page')} kB of page and ${kilobytes(figures, 'worker')} kB of worker at start, ${kilobytes(figures, 'later')} kB when it is used.`,
        '',
    ];
}

function kilobytes(figures: Figures, name: string): string {
    return format(figure(figures, `bundle.${name}`) / 1000);
}

function growth(figures: Figures): readonly string[] {
    const members = GROWING_MEMBERS.map((count): Row => {
        const name = `growth.members.${count}`;
        return [format(count), ...['sealCold', 'seal', 'open', 'size'].map((what) => format(figure(figures, `${name}.${what}`)))];
    });
    const posts = GROWING_POSTS.map((count): Row => {
        const name = `growth.posts.${count}.open`;
        return [format(count), format(figure(figures, name)), format(figure(figures, name) / count)];
    });
    const pins = GROWING_PINS.map((count): Row => {
        const name = `growth.pinned.${count}`;
        return [
            format(count),
            ...['openMs', 'readAtOpening', 'readMs', 'transactions'].map((what) => format(figure(figures, `${name}.${what}`))),
        ];
    });
    const perMember = (what: string): string =>
        format(((figure(figures, `growth.members.2000.${what}`) - figure(figures, `growth.members.100.${what}`)) / 1900) * 1000);
    return [
        '## 4. What grows, and how',
        '',
        '![Time to seal and to open by members](pictures/growth.svg)',
        '',
        `With members all three grow by the same step for each: a first post by ${perMember('sealCold')} µs (one ECDH), every later one by ${perMember('seal')} µs (one AES key wrap), a page of sixty posts by ${perMember('open')} µs (their bytes are decoded and hashed). The server half’s answer does not grow: ${format(ratio(figures, 'hook.pass.1000.ns', 'hook.pass.10.ns'))} times as long for 1,000 members as for 10.`,
        '',
        ...table(['Members', 'seal, cold (ms)', 'seal (ms)', 'open 60 (ms)', 'size (characters)'], members),
        '',
        'Posts, all opened in one call to the worker, in a channel of ten, seen before:',
        '',
        ...table(['Posts', 'open (ms)', 'each (ms)'], posts),
        '',
        'People pinned. Opening the database reads nobody; a post for a channel of 1,000 reads its people in one transaction, however many are pinned besides:',
        '',
        ...table(['Pinned', 'open the database (ms)', 'people read by that', 'read at most 1,000 (ms)', 'transactions'], pins),
        '',
    ];
}

const HOW: readonly string[] = [
    '## 5. How it is measured',
    '',
    'In Chromium, with the modules that ship. Each scheme has a page of its own, and the jobs of all take turns in rounds. What is compared is the time in which the page’s thread was at work (WebCrypto runs on it), so that other programs on the machine count for nothing; a ratio is the median of the rounds’ ratios. Whole path and live figures are times by the clock.',
    '',
    '**The yardstick** is the scheme of the 2022 plugin, written anew from its published description in `dev/bench/page/yardstick.ts`, with the library by which that plugin decoded base64, and with the ids of keys kept as it kept them. It is held to be fair in the same run: sealing may cost at most 1.4 times as much as the ECDHs that it can’t do without, and opening little more than when that plugin was first measured. For ten members its fixed calls weigh as much as three ECDHs, so there its sealing is not judged. All that it asks of WebCrypto:',
    '',
    `- once per post sealed: ${YARDSTICK_CALLS.sealOnce.join(', ')}`,
    `- for each recipient: ${YARDSTICK_CALLS.sealPerRecipient.join(', ')}`,
    `- once per post opened: ${YARDSTICK_CALLS.openOnce.join(', ')}`,
    '',
    `Ours asks, once per post opened: ${OUR_CALLS.openOnce.join(', ')}.`,
    '',
    '`make bench-slowed` is such a run with a seal that does one ECDH per recipient and post, and fails.',
    '',
    '## 6. What these figures don’t show',
    '',
    '- **Opening beside the yardstick.** The bounds of opening were set on what the 2022 plugin took when it was first measured, counted in raw ECDHs of that run, and against that they are judged, in raw ECDHs of this run. A yardstick that decodes base64 as that plugin did, and keeps what it kept, takes less: beside it opening is faster by what section 1 says, which for ten and for a hundred may be less than those bounds, and is judged by a bound of its own.',
    '- Where the rest is: each post needs one check of a signature in either scheme, and in ours that is more than half of all for ten and for a hundred members, and nearly half for a thousand. What ours saves is one ECDH and two small calls of WebCrypto for each post, and the decoding of an id for each member.',
    '- **Opening for ten** has the least to spare. There are hours in which the machine is slower, and then all that is around the signatures slows down by more than the raw ECDHs do that it is counted in.',
    '- **The other browser.** On the stack both browsers, the server and its database share two cores: what one browser does while the other draws counts against it, and single sends of one kind differ by more than the bound. So six pairs of browsers send twenty times each; what sealing adds still differs from run to run, as the table of runs shows, more than all else on this page. What is left to wait for is the worker’s answer, once in the author’s browser, which draws a frame before it takes it, and once in the reader’s: messages there and back, and one read of IndexedDB. Cryptography is the least of it.',
    '- What is told of the development host was measured earlier than what is told of Mattermost’s own client: before an envelope was hashed once instead of four times, and before what was merely seen was stored behind the answer.',
    '- Of a channel’s sixty posts the clients draw those at its end, and it is until those are readable that was measured.',
    '',
];

function table(head: Row, rows: readonly Row[]): readonly string[] {
    const line = (cells: Row): string => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)];
}
