import {writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import type {Figures} from '../judging/figures';
import {performancePage} from './page';
import {growthPicture} from './picture';

const inDocs = (path: string): string => fileURLToPath(new URL(`../../../docs/${path}`, import.meta.url));

/** What is checked in: the figures of one run, and what is made of them. */
export const DOCUMENTS = {
    figures: inDocs('performance.json'),
    page: inDocs('performance.md'),
    picture: inDocs('pictures/growth.svg'),
};

export function writeDocuments(measured: Figures): void {
    const figures = rounded(measured);
    writeFileSync(DOCUMENTS.figures, `${JSON.stringify(figures, null, 4)}\n`);
    writeFileSync(DOCUMENTS.page, performancePage(figures));
    writeFileSync(DOCUMENTS.picture, growthPicture(figures));
}

/** To four digits, nothing finer than was measured; in the order of their names. */
function rounded(figures: Figures): Figures {
    const entries = Object.entries(figures).map(([name, value]) => [name, Number(value.toPrecision(4))] as const);
    return Object.fromEntries(entries.sort(([left], [right]) => left.localeCompare(right, 'en', {numeric: true})));
}
