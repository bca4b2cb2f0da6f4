import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {BOUNDS, partsIn} from '../judging/bounds';
import type {Figures} from '../judging/figures';
import {judge} from '../judging/judge';
import {DOCUMENTS} from './documents';
import {performancePage} from './page';
import {growthPicture} from './picture';

const figures = JSON.parse(readFileSync(DOCUMENTS.figures, 'utf8')) as Figures;

test('page and picture are what the figures make them', () => {
    assert.equal(readFileSync(DOCUMENTS.page, 'utf8'), performancePage(figures));
    assert.equal(readFileSync(DOCUMENTS.picture, 'utf8'), growthPicture(figures));
});

test('another figure makes another page and another picture', () => {
    const other = {...figures, 'growth.members.2000.seal': 1};
    assert.notEqual(performancePage(other), performancePage(figures));
    assert.notEqual(growthPicture(other), growthPicture(figures));
});

test('all bounds hold in the figures that are checked in', () => {
    const missed = judge(BOUNDS, figures, partsIn(figures)).filter(({holds}) => !holds);
    assert.deepEqual(
        missed.map(({bound}) => `${bound.part}: ${bound.what}`),
        [],
    );
});
