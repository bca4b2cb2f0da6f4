import assert from 'node:assert/strict';
import {test} from 'node:test';

import {namedArguments} from './call_shape';

test('takes arguments in order', () => {
    assert.deepEqual(namedArguments(['icon', 'action'], [1, 2]), {icon: 1, action: 2});
});

test('takes one object with these keys', () => {
    assert.deepEqual(namedArguments(['icon', 'action'], [{action: 2}]), {action: 2});
});

test('takes an object with other keys for the first argument', () => {
    const setting = {id: 'x'};
    assert.deepEqual(namedArguments(['setting'], [setting]), {setting});
});
