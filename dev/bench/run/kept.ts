import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

import type {Figures} from '../judging/figures';
import {STATE} from './state';

const FILE = join(STATE, 'figures.json');

/** What was measured since the folder is there; the parts of a run add to it one after the other. */
export function kept(): Figures {
    try {
        return JSON.parse(readFileSync(FILE, 'utf8')) as Figures;
    } catch {
        return {};
    }
}

export function keep(figures: Figures): void {
    mkdirSync(STATE, {recursive: true});
    writeFileSync(FILE, `${JSON.stringify({...kept(), ...figures}, null, 4)}\n`);
}
