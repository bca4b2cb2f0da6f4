/**
 * The bounds and aims, each beside how it is read from the figures. The yardstick is the 2022 scheme (page/yardstick.ts).
 *
 * @packageDocumentation
 */
import {figure, ratio} from './figures';
import type {Figures} from './figures';
import type {Bound, Part} from './judge';

/**
 * Opening sixty posts. `ecdhs` is what the 2022 plugin took for it when the bounds were set, in raw ECDHs of that run: `atLeast` is how
 * much faster than that is promised, and no yardstick may be much slower. The yardstick of today takes less, so beside it `besideYardstick`
 * is what is promised, and `atLeast` the aim.
 */
const OPENING = [
    {members: 10, ecdhs: 212, atLeast: 1.5, besideYardstick: 1.3},
    {members: 100, ecdhs: 378, atLeast: 2.5, besideYardstick: 2},
    {members: 1000, ecdhs: 1629, atLeast: 8, besideYardstick: 7.5},
] as const;
const TOLERANCE = 1.1;

const yardstickIsFair: readonly Bound[] = [
    ...[100, 1000].map((members): Bound => ({
        part: 'schemes',
        what: `yardstick, sealing for ${members}: its time ÷ (${members} × one raw ECDH)`,
        unit: '×',
        value: (figures) => figure(figures, `seal.${members}.yardstick.ecdhs`) / members,
        atLeast: 1,
        atMost: 1.4,
    })),
    ...OPENING.map(({members, ecdhs}): Bound => ({
        part: 'schemes',
        what: `yardstick, opening 60 posts for ${members}: its time ÷ one raw ECDH`,
        unit: '×',
        value: (figures) => figure(figures, `open.${members}.yardstick.ecdhs`),
        atMost: ecdhs * TOLERANCE,
    })),
    {
        part: 'schemes',
        what: 'both schemes open what they sealed, and show what was written',
        unit: 'of 6 round trips',
        value: (figures) =>
            [10, 100, 1000]
                .flatMap((members) => ['ours', 'yardstick'].map((name) => figure(figures, `roundTrip.${members}.${name}`)))
                .reduce((a, b) => a + b),
        atLeast: 6,
    },
];

const base64url: Bound = {
    part: 'schemes',
    what: 'texts of which the platform’s base64url makes something else than the table',
    unit: 'texts',
    value: (figures) => figure(figures, 'base64url.disagreements'),
    atMost: 0,
};

const sealing: readonly Bound[] = [100, 1000].map((members) => ({
    part: 'schemes',
    what: `seal for ${members}, keys at hand: faster than the yardstick`,
    unit: '×',
    value: (figures) => figure(figures, `seal.${members}.faster`),
    atLeast: 10,
}));

const opening: readonly Bound[] = [
    ...OPENING.map(({members, ecdhs, atLeast}): Bound => ({
        part: 'schemes',
        what: `${openingFor(members)}: faster than the 2022 plugin as first measured (${ecdhs} raw ECDHs)`,
        unit: '×',
        value: (figures) => ecdhs / figure(figures, `open.${members}.ours.ecdhs`),
        atLeast,
    })),
    ...OPENING.map(({members, atLeast, besideYardstick}): Bound => ({
        part: 'schemes',
        what: `${openingFor(members)}: faster than the yardstick`,
        unit: '×',
        value: (figures) => figure(figures, `open.${members}.faster`),
        atLeast: besideYardstick,
        aim: atLeast,
    })),
];

function openingFor(members: number): string {
    return `open 60 posts of 8 sessions in a channel of ${members}, keys at hand`;
}

const size: readonly Bound[] = [
    {
        part: 'schemes',
        what: 'envelope, characters per recipient',
        unit: 'characters',
        value: (figures) => (figure(figures, 'size.1000.ours') - figure(figures, 'size.10.ours')) / 990,
        atMost: 65,
    },
    {
        part: 'schemes',
        what: 'envelope, fixed part without body',
        unit: 'characters',
        value: (figures) => fixedPart(figures, figure(figures, 'size.10.ours'), 10),
        atMost: 700,
    },
];

const worker: readonly Bound[] = [
    {
        part: 'worker',
        what: 'longest task of the page while keys for 1,000 members are prepared: all of its tasks together',
        unit: 'ms',
        value: (figures) => figure(figures, 'worker.pageBusy.prepare'),
        atMost: 50,
    },
    {
        part: 'worker',
        what: 'longest task of the page while 60 posts of a channel of 1,000 are opened: all of its tasks together',
        unit: 'ms',
        value: (figures) => figure(figures, 'worker.pageBusy.open'),
        atMost: 50,
    },
];

const bundle: readonly Bound[] = [
    {
        part: 'bundle',
        what: 'webapp bundle loaded at start, gzip',
        unit: 'kB',
        value: (figures) => figure(figures, 'bundle.start') / 1000,
        atMost: 150,
        aim: 100,
    },
];

const hook: readonly Bound[] = [
    ...['pass', 'refuse'].flatMap((what) =>
        [10, 1000].map((members): Bound => ({
            part: 'hook',
            what: `server half, ${what === 'pass' ? 'passing' : 'refusing'} a post for ${members} members`,
            unit: 'µs',
            value: (figures) => figure(figures, `hook.${what}.${members}.ns`) / 1000,
            atMost: 20,
        })),
    ),
    ...['pass', 'refuse'].map((what): Bound => ({
        part: 'hook',
        what: `server half, ${what === 'pass' ? 'passing' : 'refusing'}: bytes allocated for 1,000 members more than for 10`,
        unit: 'bytes',
        value: (figures) => figure(figures, `hook.${what}.1000.bytes`) - figure(figures, `hook.${what}.10.bytes`),
        atMost: 0,
    })),
];

const growth: readonly Bound[] = [
    {
        part: 'growth',
        what: 'pinned people read by opening the database, of 10,000',
        unit: 'people',
        value: (figures) => figure(figures, 'growth.pinned.10000.readAtOpening'),
        atMost: 0,
    },
    {
        part: 'growth',
        what: 'transactions that read a channel of 1,000, with 10,000 people pinned',
        unit: 'transactions',
        value: (figures) => figure(figures, 'growth.pinned.10000.transactions'),
        atLeast: 1,
        atMost: 1,
    },
];

function live(part: Part, prefix: string): readonly Bound[] {
    const more = (name: string) => (figures: Figures) =>
        figure(figures, `${prefix}.${name}.sealed`) - figure(figures, `${prefix}.${name}.clear`);
    return [
        {part, what: 'Enter → own post readable: clear +', unit: 'ms', value: more('own'), atMost: 20, aim: 10},
        {part, what: 'Enter → readable in the other browser: clear +', unit: 'ms', value: more('other'), atMost: 25, aim: 15},
        {
            part,
            what: 'open a channel of 60 after a reload, until all are readable',
            unit: '× clear',
            value: (figures) => ratio(figures, `${prefix}.open60.sealed`, `${prefix}.open60.clear`),
            atMost: 1.5,
            aim: 1.2,
        },
        {
            part,
            what: 'requests per send, more than in clear',
            unit: 'requests',
            value: more('requests'),
            atMost: 0,
        },
        {part, what: 'requests per send', unit: 'requests', value: (figures) => figure(figures, `${prefix}.requests.sealed`), atMost: 2},
        {
            part,
            what: 'stored props, characters per member',
            unit: 'characters',
            value: (figures) => (figure(figures, `${prefix}.props.100`) - figure(figures, `${prefix}.props.2`)) / 98,
            atMost: 65,
        },
        {
            part,
            what: 'stored props, fixed part without body',
            unit: 'characters',
            value: (figures) => fixedPart(figures, figure(figures, `${prefix}.props.2`), 2, `${prefix}.props.body`),
            atMost: 700,
        },
        {
            part,
            what: 'webapp bundle as served, gzip',
            unit: 'kB',
            value: (figures) => figure(figures, `${prefix}.bundle`) / 1000,
            atMost: 150,
            aim: 100,
        },
    ];
}

/** Without the recipients' entries (64 characters each) and the padded body (4/3 of its bytes). */
function fixedPart(figures: Figures, whole: number, members: number, body = 'size.body'): number {
    return whole - members * 64 - (figure(figures, body) * 4) / 3;
}

export const BOUNDS: readonly Bound[] = [
    ...yardstickIsFair,
    base64url,
    ...sealing,
    ...opening,
    ...size,
    ...worker,
    ...bundle,
    ...hook,
    ...growth,
    ...live('live', 'live'),
    ...live('live full product', 'liveFull'),
];

/** The beginning of the names of each part's figures. */
const PREFIXES: Readonly<Record<Part, string>> = {
    schemes: 'raw.',
    worker: 'worker.',
    bundle: 'bundle.',
    hook: 'hook.',
    growth: 'growth.',
    live: 'live.',
    'live full product': 'liveFull.',
};

/** The parts that were run at all: the full product isn't there everywhere. */
export function partsIn(figures: Figures): readonly Part[] {
    const parts = Object.keys(PREFIXES) as readonly Part[];
    return parts.filter((part) => Object.keys(figures).some((name) => name.startsWith(PREFIXES[part])));
}
