import assert from 'node:assert/strict';
import {test} from 'node:test';

import {normalise} from './normalise';

const alice = 'a'.repeat(26);
const [firstPost, secondPost] = ['p'.repeat(26), 'q'.repeat(26)];
const names = new Map([
    [alice, '<userId:alice>'],
    ['alice-1f', 'alice'],
]);

test('writes known ids and names as the recording does', () => {
    const [event] = normalise(
        [{kind: 'http', path: `/api/v4/users/${alice}`, body: {login_id: 'alice-1f', password: 'secret'}}],
        names,
        [],
    );
    assert.deepEqual(event, {kind: 'http', path: '/api/v4/users/<userId:alice>', body: {login_id: 'alice', password: '<password>'}});
});

test('numbers posts in the order in which they appear, those of the steps first', () => {
    const events = normalise([{kind: 'hook', args: [secondPost, firstPost]}], names, [firstPost]);
    assert.deepEqual(events[0]?.args, ['<postId:2>', '<postId:1>']);
});

test('hides times, in numbers and inside of texts, and leaves small numbers', () => {
    const [event] = normalise([{kind: 'hook', args: [1790000000000, 'id:1790000000001', 3, 0]}], names, []);
    assert.deepEqual(event?.args, ['<ms>', 'id:<ms>', 3, 0]);
});
