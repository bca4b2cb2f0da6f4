import assert from 'node:assert/strict';
import {test} from 'node:test';

import {amended} from './amendments';
import {comparable} from './comparable';
import {differences} from './compare';
import {tryMutations} from './mutations';
import {normalise} from './normalise';
import {readRecording} from './recording';
import type {RecordedEvent} from './recording';
import {requiredJourneys} from './required_journeys';

const recording = new Map(readRecording().map((journey) => [journey.name, journey]));

function eventsOf(name: string): RecordedEvent[] {
    const journey = recording.get(name);
    assert.ok(journey, name);
    return comparable(amended(name, journey.events), name, (events) => normalise(events, new Map(), []));
}

for (const name of requiredJourneys) {
    test(`${name}: nothing differs from itself, and no dropped, altered or swapped event goes unnoticed`, () => {
        const events = eventsOf(name);
        assert.deepEqual(differences(events, events), []);
        const {missed, tried} = tryMutations(events, events);
        assert.deepEqual(missed, []);
        assert.ok(tried >= 2 * events.length);
    });
}

const post: RecordedEvent = {kind: 'http', method: 'POST', path: '/api/v4/posts'};
const answer: RecordedEvent = {kind: 'httpResponse', method: 'POST', path: '/api/v4/posts', status: 201};
const posted: RecordedEvent = {kind: 'ws', dir: 'in', name: 'posted'};
const hook: RecordedEvent = {kind: 'hook', name: 'MessageWillBePosted'};
const deleted: RecordedEvent = {kind: 'http', method: 'DELETE', path: '/api/v4/users/me/channels/c/drafts'};

test('the answer and the event of a post may come in either order', () => {
    assert.deepEqual(differences([post, answer, posted], [post, posted, answer]), []);
});

test('the event of a post comes after its request', () => {
    assert.notDeepEqual(differences([post, posted], [posted, post]), []);
});

test('the hook comes before the request', () => {
    assert.deepEqual(differences([hook, post], [hook, post]), []);
    assert.notDeepEqual(differences([hook, post], [post, hook]), []);
});

test('the draft is deleted before the post is answered', () => {
    assert.notDeepEqual(differences([post, deleted, answer], [post, answer, deleted]), []);
});

test('an event that nobody recorded is a difference', () => {
    assert.notDeepEqual(differences([post], [post, deleted]), []);
});
