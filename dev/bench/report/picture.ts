import {figure} from '../judging/figures';
import type {Figures} from '../judging/figures';
import {GROWING_MEMBERS} from '../run/sizes';

const WIDTH = 720;
const HEIGHT = 400;
const MARGIN = {left: 70, right: 150, top: 30, bottom: 50};

/** Dashes too, for whoever can't tell the colours apart. */
const LINES = [
    {what: 'sealCold', label: 'first post', color: '#b42318', dash: ''},
    {what: 'open', label: 'open 60 posts', color: '#1c58d9', dash: '8 4'},
    {what: 'seal', label: 'later posts', color: '#067647', dash: '2 4'},
] as const;

const MEMBER_TICKS = [2, 10, 100, 1000, 2000];
const MS_TICKS = [0.1, 1, 10, 100, 1000];

/** Time by members, both logarithmic: what grows by the same step for each ends as a slope of one. */
export function growthPicture(figures: Figures): string {
    const x = scale([2, 2000], [MARGIN.left, WIDTH - MARGIN.right]);
    const y = scale([0.1, 1000], [HEIGHT - MARGIN.bottom, MARGIN.top]);
    const end = {x: WIDTH - MARGIN.right, y: HEIGHT - MARGIN.bottom};
    const grid = [
        ...MEMBER_TICKS.flatMap((members) => [
            `<line x1="${x(members)}" y1="${MARGIN.top}" x2="${x(members)}" y2="${end.y}" stroke="#d0d5dd"/>`,
            `<text x="${x(members)}" y="${end.y + 18}" text-anchor="middle">${members}</text>`,
        ]),
        ...MS_TICKS.flatMap((ms) => [
            `<line x1="${MARGIN.left}" y1="${y(ms)}" x2="${end.x}" y2="${y(ms)}" stroke="#d0d5dd"/>`,
            `<text x="${MARGIN.left - 8}" y="${y(ms) + 4}" text-anchor="end">${ms}</text>`,
        ]),
    ];
    const lines = LINES.flatMap(({what, label, color, dash}) => {
        const at = (members: number): number => y(figure(figures, `growth.members.${members}.${what}`));
        const points = GROWING_MEMBERS.map((members) => `${x(members)},${at(members)}`).join(' ');
        return [
            `<polyline points="${points}" fill="none" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>`,
            `<text x="${end.x + 8}" y="${at(2000) + 4}" fill="${color}">${label}</text>`,
        ];
    });
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img" aria-label="Milliseconds by members of the channel">`,
        `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
        ...grid,
        ...lines,
        `<text x="${(MARGIN.left + end.x) / 2}" y="${HEIGHT - 10}" text-anchor="middle">members</text>`,
        `<text x="20" y="${(MARGIN.top + end.y) / 2}" text-anchor="middle" transform="rotate(-90 20 ${(MARGIN.top + end.y) / 2})">milliseconds</text>`,
        '</svg>',
        '',
    ].join('\n');
}

function scale([low, high]: readonly [number, number], [from, to]: readonly [number, number]): (value: number) => number {
    return (value) => Math.round((from + ((Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))) * (to - from)) * 10) / 10;
}
