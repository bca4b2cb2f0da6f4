import assert from 'node:assert/strict';
import {test} from 'node:test';

import {median} from './figures';
import {describe, judge, type Bound} from './judge';

const atLeast: Bound = {part: 'schemes', what: 'faster', unit: '×', value: ({ratio = Number.NaN}) => ratio, atLeast: 10, aim: 12};
const atMost: Bound = {part: 'hook', what: 'time', unit: 'µs', value: ({time = Number.NaN}) => time, atMost: 20, aim: 10};

test('a bound holds up to its limit and no further', () => {
    const holds = (figures: Record<string, number>) =>
        judge([atLeast, atMost], figures, ['schemes', 'hook']).map((verdict) => verdict.holds);
    assert.deepEqual(holds({ratio: 10, time: 20}), [true, true]);
    assert.deepEqual(holds({ratio: 9.99, time: 20.01}), [false, false]);
});

test('what was not measured does not hold', () => {
    const [verdict] = judge([atMost], {}, ['hook']);
    assert.equal(verdict?.holds, false);
    assert.match(verdict ? describe(verdict) : '', /MISSED.*not measured/);
});

test('an aim that is not reached is told, and misses no bound', () => {
    const [verdict] = judge([atMost], {time: 15}, ['hook']);
    assert.equal(verdict?.holds, true);
    assert.equal(verdict?.reachesAim, false);
    assert.equal(judge([atLeast], {ratio: 12}, ['schemes'])[0]?.reachesAim, true);
});

test('only the parts that were run are judged', () => {
    assert.deepEqual(
        judge([atLeast, atMost], {time: 5}, ['hook']).map(({bound}) => bound.what),
        ['time'],
    );
});

test('the median of an even number lies between the two in the middle', () => {
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.equal(median([9, 1, 2]), 2);
    assert.equal(median([]), Number.NaN);
});
